//! Bytes of an Onbon card's line, taken apart whatever comes, and texts that become frames.
//!
//! Cuts between reads change nothing, every frame read has a wire form that reads as the same, a
//! good frame behind any rubbish is found at once, and no text commands the card that shows it.

use super::Target;
use super::shape::{Shape, Tally};
use hall_device::led::onbon::{BadFrame, Command, Decoder, FRAME_BYTES_MAX, Frame, HOST, Reply};
use hall_device::led::{AreaId, Content, Driver, LedAction, LedHost, LedInput, LedReport, Wire};
use std::sync::LazyLock;

/// Bytes of a line.
pub(super) static BYTES: Target = Target {
    name: "onbon",
    promise: "any bytes give the same frames at every cut, and any text is one or no command",
    heavy: false,
    tokens: &[
        b"\xA5",
        b"\x5A",
        b"\xA6\x02",
        b"\xA6\x01",
        b"\x5B\x02",
        b"\x5B\x01",
        b"\xA5\x01\x00\x00\x80\x00\x00\x00\x00\x00\x00\xFE\x02\x05\x00\xA2\x00\x01\x00\x00\x68\xF8\x5A",
        b"\xA5\x00\x80\x01\x00\x00\x00\x00\x00\x00\x00\x51\x02\x05\x00\xA0\x00\x00\x00\x00\xDD\x2B\x5A",
        b"\xA5\x00\x80\x01\x00\x00\x00\x00\x00\x00\x00\x51\x02\x05\x00\xA0\x01\x03\x00\x00\x2C\xD7\x5A",
        b"\xFF\xFF\x5A",
        b"\\C1",
        b"\xE4\xB9\x97",
        b"\xE3\x82\xAC",
    ],
    run,
};

const FILE: &str = include_str!("../../../../fixtures/led/onbon.toml");
const AREA: AreaId = AreaId(0);

/// The card of the example file, with more rows and a font that has letters with a backslash.
static CARD: LazyLock<Driver> = LazyLock::new(|| {
    let file = FILE
        .replace("gb2312", "gbk")
        .replace("rows = 1", "rows = 4");
    Driver::parse("onbon.toml", &file).expect("the example is a good file")
});

fn run(input: &[u8]) -> Shape {
    let found = Decoder::default().feed(input);
    same_at_every_cut(input, &found);
    found_again(input);
    shows(input);
    let mut kinds = Tally::default();
    for result in &found {
        match result {
            Ok(frame) => {
                let command = has_a_wire_form(frame);
                kinds.note((frame.data().first(), command));
            }
            Err(why) => kinds.note(std::mem::discriminant(why)),
        }
    }
    kinds.shape().and(answers(input))
}

fn same_at_every_cut(input: &[u8], found: &[Result<Frame, BadFrame>]) {
    let mut decoder = Decoder::default();
    let single = input.iter().flat_map(|byte| decoder.feed(&[*byte]));
    let single: Vec<_> = single.collect();
    assert_eq!(single, found, "frames depend on how bytes arrive");
}

/// The command or reply of a frame reads as the same again; whether there is one.
fn has_a_wire_form(frame: &Frame) -> bool {
    let wire = frame.encode();
    assert!(wire.len() <= FRAME_BYTES_MAX, "a frame over its limit");
    assert_eq!(
        Decoder::default().feed(&wire),
        [Ok(frame.clone())],
        "another frame comes back"
    );
    if let Some(reply) = Reply::of(frame.data()) {
        assert_eq!(Reply::of(&reply.data()), Some(reply), "another reply");
    }
    let Some(command) = Command::of(frame.data()) else {
        return false;
    };
    let again = Command::of(&command.data());
    assert_eq!(again, Some(command), "another command comes back");
    true
}

fn found_again(input: &[u8]) {
    let good = Frame::new(1, HOST, 0xFE, Command::Ping.data()).expect("a short frame");
    let mut decoder = Decoder::default();
    decoder.feed(input);
    assert_eq!(
        decoder.feed(&good.encode()),
        [Ok(good)],
        "a good frame is not found behind rubbish"
    );
}

/// Any text goes out in whole frames for the card, with the colour's command and no other.
fn shows(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let content = Content {
        lines: text.lines().map(str::to_owned).collect(),
        ..Content::default()
    };
    let mut host = LedHost::new(CARD.clone(), Wire::Network, 0);
    host.on(LedInput::Opened, 0);
    for action in host.on(LedInput::Show(AREA, content), 0) {
        let LedAction::Send(bytes) = action else {
            panic!("nothing is known of the card yet: {action:?}");
        };
        assert!(bytes.len() <= FRAME_BYTES_MAX, "a frame over its limit");
        let frames = Decoder::default().feed(&bytes);
        let [Ok(frame)] = frames.as_slice() else {
            panic!("no frame goes out: {frames:?}");
        };
        let Some(Command::Areas(areas)) = Command::of(frame.data()) else {
            panic!("a text is no text: {frame:?}");
        };
        for area in areas.shown {
            let plain = area.text.strip_prefix(b"\\C1").expect("the text is red");
            assert!(!plain.contains(&b'\\'), "a text commands the card");
            assert_eq!(plain.len(), 16, "a row is full");
        }
    }
}

/// Only a card's own word is taken for one: what the host makes of the bytes as a reply.
fn answers(input: &[u8]) -> Vec<String> {
    let mut host = LedHost::new(CARD.clone(), Wire::Network, 0);
    host.on(LedInput::Opened, 0);
    let content = Content {
        lines: vec!["E023".to_owned()],
        ..Content::default()
    };
    host.on(LedInput::Show(AREA, content), 0);
    let actions = host.on(LedInput::Bytes(input), 1);
    let reports = actions.iter().filter_map(|action| match action {
        LedAction::Report(report) => Some(report),
        _ => None,
    });
    let reports: Vec<&LedReport> = reports.collect();
    let is_shown = reports.contains(&&LedReport::Shown(AREA));
    let frames = Decoder::default().feed(input);
    let said_yes = frames.iter().flatten().any(|frame| {
        (frame.to(), frame.from()) == (HOST, 1) && Reply::of(frame.data()) == Some(Reply::Done)
    });
    assert!(said_yes || !is_shown, "nobody said that it is shown");
    reports.iter().map(|report| format!("{report:?}")).collect()
}
