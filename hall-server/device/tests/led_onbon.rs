//! The host's side of an Onbon card: calls first, then its settings, by scripts.

use hall_device::led::onbon::{CardClock, CardError, Command, Decoder, Frame, HOST, Reply};
use hall_device::led::{
    AreaId, Content, Driver, LedAction, LedHost, LedInput, LedReport, LedTrouble, Wire,
};

const ONBON: &str = include_str!("../../../fixtures/led/onbon.toml");
const AREA: AreaId = AreaId(0);

/// What a script gives back: commands sent, reports, and whether the line is wanted anew.
#[derive(Default, PartialEq, Eq, Debug)]
struct Did {
    sent: Vec<&'static str>,
    reports: Vec<LedReport>,
    reopens: bool,
}

struct Bed {
    host: LedHost,
    now_ms: u64,
}

fn kind(bytes: &[u8]) -> &'static str {
    let frames = Decoder::default().feed(bytes);
    let [Ok(frame)] = frames.as_slice() else {
        panic!("one frame, not {frames:?}");
    };
    match Command::of(frame.data()) {
        Some(Command::Areas(areas)) if areas.shown.is_empty() => "delete",
        Some(Command::Areas(_)) => "show",
        Some(Command::Brightness(_)) => "brightness",
        Some(Command::Clock(_)) => "clock",
        other => panic!("unexpected: {other:?}"),
    }
}

impl Bed {
    /// With a brightness in its file; open at 0.
    fn open() -> Self {
        let file = format!("{ONBON}\n[brightness]\n\"07:30\" = 12\n");
        let driver = Driver::parse("bar.toml", &file).expect("a good file");
        let mut bed = Self {
            host: LedHost::new(driver, Wire::Serial, 7),
            now_ms: 0,
        };
        bed.host.on(LedInput::Show(AREA, text("E023")), 0);
        bed
    }

    /// Open, with text and brightness on the card.
    fn set_up() -> Self {
        let mut bed = Self::open();
        bed.on(LedInput::Opened);
        bed.say(Reply::Done);
        bed.wake();
        bed.say(Reply::Done);
        bed.now_ms += 100;
        bed
    }

    fn on(&mut self, input: LedInput<'_>) -> Did {
        let mut did = Did::default();
        for action in self.host.on(input, self.now_ms) {
            match action {
                LedAction::Send(bytes) => did.sent.push(kind(&bytes)),
                LedAction::Report(report) => did.reports.push(report),
                LedAction::Reopen => did.reopens = true,
            }
        }
        did
    }

    fn say(&mut self, reply: Reply) -> Did {
        let frame = Frame::new(HOST, 1, 0x51, reply.data()).expect("a short frame");
        self.now_ms += 5;
        self.on(LedInput::Bytes(&frame.encode()))
    }

    fn wake(&mut self) -> Did {
        self.now_ms = self.host.wake_ms();
        self.on(LedInput::Tick)
    }
}

fn text(line: &str) -> Content {
    Content {
        lines: vec![line.to_owned()],
        ..Content::default()
    }
}

fn morning() -> LedInput<'static> {
    let clock = CardClock::new((2026, 3, 3), (7, 30, 0), 2);
    LedInput::Clock(clock.expect("a date"))
}

fn sent(sent: &[&'static str]) -> Did {
    Did {
        sent: sent.to_vec(),
        ..Did::default()
    }
}

fn reported(reports: &[LedReport]) -> Did {
    Did {
        reports: reports.to_vec(),
        ..Did::default()
    }
}

#[test]
fn a_card_shows_its_call_before_it_is_set_up_and_is_set_up_once() {
    let mut bed = Bed::open();
    assert_eq!(bed.on(LedInput::Opened), sent(&["show"]));
    let shown = [LedReport::Online, LedReport::Shown(AREA)];
    assert_eq!(bed.say(Reply::Done), reported(&shown));
    assert_eq!(bed.wake(), sent(&["brightness"]));
    assert_eq!(bed.now_ms, 25, "after a gap");
    assert_eq!(bed.say(Reply::Done), Did::default());
    assert_eq!(bed.wake(), sent(&["show"]), "the refresh");
    assert_eq!(bed.now_ms, 60_005);
    bed.say(Reply::Done);
    bed.on(LedInput::Opened);
    bed.say(Reply::Done);
    assert_eq!(bed.wake(), sent(&["brightness"]), "it may be another card");
}

#[test]
fn a_clock_goes_out_at_once_or_never() {
    let mut bed = Bed::set_up();
    assert_eq!(bed.on(morning()), sent(&["clock"]));
    assert_eq!(bed.say(Reply::Done), Did::default());

    bed.on(LedInput::Gone("unplugged".to_owned()));
    assert_eq!(bed.on(morning()), Did::default());
    bed.now_ms += 2_001;
    assert_eq!(bed.on(LedInput::Opened), sent(&["show"]));
    bed.say(Reply::Done);
    assert_eq!(bed.wake(), sent(&["brightness"]), "the clock is late");
    bed.say(Reply::Done);
    assert_eq!(bed.wake(), sent(&["show"]));

    // Given while another request is out there: behind it and a gap.
    assert_eq!(bed.on(morning()), Did::default());
    bed.say(Reply::Done);
    let before_ms = bed.now_ms;
    assert_eq!(bed.wake(), sent(&["clock"]));
    assert_eq!(bed.now_ms, before_ms + 20);
}

#[test]
fn a_setting_that_a_card_refuses_or_ignores_stops_no_call() {
    let refused = LedReport::NotSet(LedTrouble::Refused(2));
    let mut bed = Bed::set_up();
    bed.on(morning());
    let did = bed.say(Reply::Refused(CardError::Command));
    assert_eq!(did, reported(std::slice::from_ref(&refused)));
    let call = LedInput::Show(AREA, text("E024"));
    assert_eq!(bed.on(call.clone()), sent(&["show"]));

    let mut bed = Bed::set_up();
    bed.on(morning());
    assert_eq!(bed.wake(), sent(&["clock"]));
    assert_eq!(bed.on(call), Did::default(), "one request at a time");
    assert_eq!(bed.wake(), sent(&["clock"]));
    let silent = LedReport::NotSet(LedTrouble::Silent);
    let did = bed.wake();
    assert_eq!(did.reports, [silent]);
    assert_eq!((did.sent, did.reopens), (vec!["show"], false));
    assert_eq!(bed.say(Reply::Done), reported(&[LedReport::Shown(AREA)]));
}

#[test]
fn a_dark_area_is_deleted_and_kept_so() {
    let mut bed = Bed::set_up();
    let did = bed.on(LedInput::Show(AREA, Content::blank()));
    assert_eq!(did, sent(&["delete"]));
    assert_eq!(bed.say(Reply::Done), reported(&[LedReport::Shown(AREA)]));
    assert_eq!(bed.wake(), sent(&["delete"]));
}

#[test]
fn a_refused_call_is_explained_by_the_maker_s_table() {
    let mut bed = Bed::open();
    bed.on(LedInput::Opened);
    let did = bed.say(Reply::Refused(CardError::NoFont));
    assert_eq!(
        did,
        reported(&[LedReport::Offline(LedTrouble::Refused(12))])
    );
    let driver = Driver::parse("bar.toml", ONBON).expect("a good file");
    let words = driver.explain(12).unwrap_or_default();
    assert!(words.contains("字库"), "{words}");
}
