//! Serial bytes of a pad: HSP-1, taken apart whatever comes.
//!
//! Cuts between reads change nothing, every frame read has a wire form that reads as the same,
//! and behind any rubbish a good frame is found again within one frame's length.

use super::Target;
use super::shape::{Shape, Tally};
use hall_device::pad::hsp::{Body, DATA_BYTES_MAX, Decoder, Frame};

/// Serial bytes.
pub(super) static BYTES: Target = Target {
    name: "pad_bytes",
    promise: "any serial bytes give the same frames at every cut, and a good frame is found again",
    heavy: false,
    tokens: &[
        b"\x55\xAA",
        b"\x55\xAA\x01\x05\x01\x01\x00\x49\x5C",
        b"\x55\xAA\x01\x05\x01\x81\x04\x00\x01\x05\x01\xAB\x1E",
        b"\x55\xAA\x01\x05\x02\x90\x03\x05\x11\x0B\x48\xEA",
        b"\x55\xAA\x01\x05\x02\x30\x40",
        b"\x55\xAA\x01\x05\x02\x30\x41",
        b"\x84\x31\xA4\x37",
        b"\xee\x97\xa5",
    ],
    run,
};

/// The longest frame: head, data and check.
const FRAME_BYTES_MAX: usize = 7 + DATA_BYTES_MAX + 2;

/// The shortest frame.
const FRAME_BYTES_MIN: usize = 9;

fn run(input: &[u8]) -> Shape {
    let frames = Decoder::default().feed(input);
    assert!(
        frames.len() <= input.len() / FRAME_BYTES_MIN,
        "more frames than bytes can hold"
    );
    same_at_every_cut(input, &frames);
    found_again(input);
    shows(input);
    let mut kinds = Tally::default();
    for frame in &frames {
        has_a_wire_form(frame);
        kinds.note(std::mem::discriminant(&frame.body));
    }
    kinds.shape()
}

fn same_at_every_cut(input: &[u8], frames: &[Frame]) {
    let mut decoder = Decoder::default();
    let by_byte: Vec<Frame> = input
        .iter()
        .flat_map(|byte| decoder.feed(&[*byte]))
        .collect();
    assert_eq!(by_byte, frames, "frames depend on how bytes arrive");
}

/// A text may be cut, and bytes that were no character come back as the sign for that.
fn has_a_wire_form(frame: &Frame) {
    let again = Decoder::default().feed(&frame.encode());
    match (&frame.body, again.as_slice()) {
        (Body::Show(text), [Frame { body, .. }]) => {
            let shown = match body {
                Body::Show(shown) => shown,
                other => panic!("a text comes back as {other:?}"),
            };
            assert!(text.starts_with(shown.as_str()), "another text is shown");
        }
        (_, again) => assert_eq!(
            again,
            std::slice::from_ref(frame),
            "another frame comes back"
        ),
    }
}

fn found_again(input: &[u8]) {
    let good = Frame {
        address: 5,
        seq: 2,
        body: Body::Result {
            level: 4,
            elapsed_ms: 1,
        },
    };
    let wire = good.encode();
    // A frame that the rubbish began swallows at most one frame's length.
    let mut decoder = Decoder::default();
    decoder.feed(input);
    let copies = FRAME_BYTES_MAX / wire.len() + 2;
    let found = decoder.feed(&wire.repeat(copies));
    assert!(
        found.contains(&good),
        "a good frame is not found behind rubbish"
    );
    // After a silence it swallows nothing.
    let mut decoder = Decoder::default();
    decoder.feed(input);
    decoder.give_up_partial();
    assert_eq!(
        decoder.feed(&wire),
        [good],
        "rubbish reaches over a silence"
    );
}

/// Any text about a clerk is shown from its beginning, cut between characters.
fn shows(input: &[u8]) {
    let text = String::from_utf8_lossy(input).into_owned();
    let sent = Frame {
        address: 1,
        seq: 1,
        body: Body::Show(text.clone()),
    };
    let wire = sent.encode();
    assert!(wire.len() <= FRAME_BYTES_MAX, "a frame over its limit");
    let frames = Decoder::default().feed(&wire);
    let [
        Frame {
            body: Body::Show(shown),
            ..
        },
    ] = frames.as_slice()
    else {
        panic!("a text is no frame: {frames:?}");
    };
    // Private characters have several codes; nobody's name has one.
    let is_private = |letter: char| matches!(letter, '\u{e000}'..='\u{f8ff}');
    assert!(
        text.contains(is_private) || text.starts_with(shown.as_str()),
        "{text:?} is shown as {shown:?}"
    );
    let references = |text: &str| text.matches("&#").count();
    assert!(
        references(shown) <= references(&text),
        "{text:?} is shown as {shown:?}"
    );
}
