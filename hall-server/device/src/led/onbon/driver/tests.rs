use super::*;
use crate::led::content::Style;
use crate::led::driver::{Driver, Found as Answer, Kind};
use crate::led::onbon::FRAME_BYTES_MAX;
use proptest::prelude::*;

const ONBON: &str = include_str!("../../../../../../fixtures/led/onbon.toml");

struct Bench {
    driver: Driver,
}

impl Bench {
    /// The example's card with other words in its file.
    fn with(from: &str, to: &str) -> Self {
        let text = ONBON.replace(from, to);
        Self {
            driver: Driver::parse("bar.toml", &text).expect("a good file"),
        }
    }

    fn card(&self) -> &Card {
        match &self.driver.kind {
            Kind::Onbon(card) => card,
            _ => panic!("an Onbon card"),
        }
    }

    fn frames(&self, lines: &[&str], colour: Colour) -> Vec<Frame> {
        let content = Content {
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            style: Style {
                colour,
                ..Style::default()
            },
        };
        let area = self.driver.areas()[0];
        self.card().frames(0, area, &content, &self.driver.letters)
    }

    /// What the only frame tells.
    fn areas(&self, lines: &[&str], colour: Colour) -> Areas {
        let frames = self.frames(lines, colour);
        assert_eq!(frames.len(), 1);
        areas(&frames[0])
    }

    fn text(&self, line: &str) -> Vec<u8> {
        self.areas(&[line], Colour::Red).shown[0].text.clone()
    }
}

fn areas(frame: &Frame) -> Areas {
    match Command::of(frame.data()) {
        Some(Command::Areas(areas)) => areas,
        other => panic!("areas, not {other:?}"),
    }
}

#[test]
fn a_line_is_one_area_that_deletes_itself_when_nobody_sends_it_again() {
    let bench = Bench::with("screen = 1", "screen = 14");
    let frames = bench.frames(&["14  E023"], Colour::Red);
    assert_eq!((frames[0].to(), frames[0].from()), (14, HOST));
    let shown = areas(&frames[0]).shown;
    let expected = TextArea {
        number: 0,
        x: Across::Pixels(0),
        y_px: 0,
        width: Across::Pixels(128),
        height_px: 16,
        line_spacing_px: 0,
        run: Run::UntilSilent(150),
        align: crate::led::content::Align::Left,
        is_middle: false,
        lines: Lines::One,
        effect: Effect::Static,
        speed: 0,
        stay_halves: 0,
        text: b"\\C114  E023        ".to_vec(),
    };
    assert_eq!(shown, [expected]);
}

#[test]
fn text_cannot_command_the_card_and_what_its_font_lacks_is_replaced() {
    let bench = Bench::with("", "");
    assert_eq!(bench.text("\\C2\\FO000\u{1b}\n5"), b"\\C1?C2?FO000  5    ");
    assert_eq!(
        bench.text("㛃镕号"),
        b"\\C1\xA1\xFE\xA1\xFE\xBA\xC5          "
    );
    let gbk = Bench::with("gb2312", "gbk");
    // The second byte of this letter in GBK is a backslash.
    assert_eq!(gbk.text("乗"), b"\\C1\xA1\xFE              ");
}

#[test]
fn colours_are_told_to_cards_that_have_them() {
    let text = |bench: &Bench, colour| bench.areas(&["1"], colour).shown[0].text[..4].to_vec();
    let bench = Bench::with("", "");
    assert_eq!(text(&bench, Colour::Green), b"\\C21");
    assert_eq!(text(&bench, Colour::Yellow), b"\\C31");
    let plain = Bench::with("colours = true", "colours = false");
    assert_eq!(text(&plain, Colour::Green), b"1   ");
}

#[test]
fn a_long_line_is_cut_between_letters_or_moves() {
    let long = "14号窗口 不动产登记中心";
    let cut = Bench::with("", "").areas(&[long], Colour::Red);
    assert_eq!(cut.shown[0].effect, Effect::Static);
    assert_eq!(cut.shown[0].text.len(), 3 + 16, "the last cell stays dark");
    let bench = Bench::with("long = \"cut\"", "long = \"scroll\"");
    let moving = &bench.areas(&[long], Colour::Red).shown[0];
    assert_eq!((moving.effect, moving.speed), (Effect::Left, 4));
    assert_eq!(moving.text.len(), 3 + cells(long));
    let short = &bench.areas(&["14号窗口"], Colour::Red).shown[0];
    assert_eq!((short.effect, short.speed), (Effect::Static, 0));
    let endless = "号".repeat(1_000);
    let text = bench.text(&endless);
    assert_eq!(text.len(), 3 + LED_SCROLL_CELLS_MAX);
}

#[test]
fn rows_change_in_one_frame_and_blank_ones_are_deleted() {
    let bench = Bench::with("rows = 1", "rows = 4");
    let shown = bench.areas(&["E023", "E024"], Colour::Red).shown;
    let places: Vec<_> = shown.iter().map(|it| (it.number, it.y_px)).collect();
    assert_eq!(places, [(0, 0), (1, 16), (2, 32), (3, 48)]);
    assert_eq!(shown[2].text, b"\\C1                ", "a dark row");
    let blank = bench.areas(&[" ", ""], Colour::Red);
    assert_eq!(blank.deleted, Deleted::Some(vec![0, 1, 2, 3]));
    assert_eq!(blank.shown, []);
}

#[test]
fn a_reply_counts_when_this_card_says_it_to_the_host() {
    let bench = Bench::with("", "");
    let said = |to, from, reply: Reply| {
        let frame = Frame::new(to, from, 0x51, reply.data()).expect("a short frame");
        frame.encode()
    };
    let find = |heard: &[u8]| bench.card().find_reply(heard);
    let done = said(HOST, 1, Reply::Done);
    assert_eq!(find(&done), Answer::Done);
    assert_eq!(find(&done[..done.len() - 1]), Answer::Nothing);
    let echo = bench.frames(&["E023"], Colour::Red)[0].encode();
    let others = [echo, said(HOST, 2, Reply::Done), said(1, HOST, Reply::Done)].concat();
    assert_eq!(find(&others), Answer::Nothing, "an echo and another card");
    let refused = |error| said(HOST, 1, Reply::Refused(error));
    assert_eq!(find(&refused(CardError::Busy)), Answer::Busy);
    let damaged = refused(CardError::Check);
    assert_eq!(find(&damaged), Answer::Nothing, "it is sent again");
    let no_font = [others, refused(CardError::NoFont), done].concat();
    assert_eq!(find(&no_font), Answer::Refused(0x0C));
}

proptest! {
    #[test]
    fn any_lines_make_short_frames_that_hold_no_command(
        lines in prop::collection::vec(any::<String>(), 16),
        scroll in any::<bool>(),
        gb18030 in any::<bool>(),
    ) {
        let long = if scroll { "\"scroll\"" } else { "\"cut\"" };
        let charset = if gb18030 { "gb18030" } else { "gbk" };
        let text = ONBON.replace("\"cut\"", long).replace("gb2312", charset)
            .replace("columns = 16", "columns = 128").replace("rows = 1", "rows = 16");
        let bench = Bench { driver: Driver::parse("bar.toml", &text).expect("a good file") };
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let frames = bench.frames(&lines, Colour::Red);
        let mut rows = 0;
        for frame in &frames {
            prop_assert!(frame.encode().len() <= FRAME_BYTES_MAX);
            for area in areas(frame).shown {
                rows += 1;
                prop_assert!(area.text.starts_with(b"\\C1"));
                prop_assert!(!area.text[3..].contains(&b'\\'));
            }
        }
        let blank = lines.iter().all(|line| line.trim().is_empty());
        prop_assert_eq!(rows, if blank { 0 } else { 16 });
    }
}
