//! Driver files of vendors' devices, and the bytes that come under them.
//!
//! The input is a file, a line `---`, and bytes. Any file gives a driver or a refusal that names
//! it; under a driver any bytes give the same frames at every cut, and behind any rubbish and a
//! silence every frame begins anew.

use super::Target;
use super::shape::{Shape, Tally};
use hall_device::call_box::CallBoxDriver;
use hall_device::pad::PadDriver;
use hall_device::pattern::{BadDriver, Decoder, DriverFile, Found, Matcher, Values, text_bytes};
use std::sync::Arc;

/// Files and bytes.
pub(super) static PATTERNS: Target = Target {
    name: "pattern",
    promise: "any driver file is read or refused by name, and any bytes give the same frames",
    heavy: false,
    tokens: &[
        b"\n---\n",
        b"[[recv]]\nmatch = \"",
        b"event = \"result\"\n",
        b"event = \"key\"\n",
        b"level = { \"01\" = 5, \"00\" = 0 }\n",
        b"key = { \"01\" = \"next\" }\n",
        b"[heartbeat]\n",
        b"{addr} ",
        b"{seq} ",
        b"{level} ",
        b"{key:31..35} ",
        b"{len8} ",
        b"{len16le:0..} ",
        b"{len8:2..0} ",
        b"{len8:0..2} ",
        b"{sum8:1..2} ",
        b"{xor8:2..1} ",
        b"{timeout} ",
        b"[send]\nstart = \"",
        b"show = \"",
        b"{text:gb18030} ",
        b"{sum8:1..} ",
        b"{crc16_modbus_le:0..} ",
        b"unsafe_single_byte = true\n",
        b"\xAA\x01\x81\x02\x84",
        b"\xFF\x68\x03\x03\x68\x01\x0B\x00\x0C\x16",
        b"AA * ",
    ],
    run,
};

/// What a refusal speaks of.
const FILE: &str = "a.toml";

fn run(input: &[u8]) -> Shape {
    let mark = b"\n---\n";
    let cut = input.windows(mark.len()).position(|bytes| bytes == mark);
    let (text, bytes) = match cut {
        Some(at) => (&input[..at], &input[at + mark.len()..]),
        None => (input, input),
    };
    let text = String::from_utf8_lossy(text);
    named(PadDriver::parse(FILE, &text).map(drop));
    named(CallBoxDriver::parse(FILE, &text).map(drop));
    let driver = match DriverFile::parse(FILE, &text) {
        Ok(driver) => driver,
        Err(error) => return Shape::of_text(&error.to_string()),
    };
    sends(&driver);
    let mut kinds = Tally::default();
    for found in hears(&driver, bytes) {
        kinds.note((found.index, found.value.is_some(), found.seq.is_some()));
    }
    kinds.shape()
}

fn named(read: Result<(), BadDriver>) {
    if let Err(error) = read {
        let text = error.to_string();
        assert!(text.starts_with(FILE), "a refusal without its file: {text}");
    }
}

/// What is sent has its pattern's length and is found again by the same pattern.
fn sends(driver: &DriverFile) {
    let values = Values {
        address: driver.address,
        seq: 7,
        timeout_s: 20,
        text: &text_bytes("李"),
    };
    for pattern in driver.send.values() {
        let frame = pattern.encode(&values);
        let text = frame.len() - pattern.bytes();
        assert!(text == 0 || text == 2, "{text} bytes of a text of two");
        assert_eq!(frame, pattern.encode(&values), "sent twice, sent otherwise");
    }
    let longest = text_bytes(&"评".repeat(200)).repeat(2);
    let long = Values {
        text: &longest,
        ..values
    };
    let beat = driver.heartbeat.iter().map(|beat| &beat.send);
    for pattern in driver.send.values().chain(beat) {
        let bytes = pattern.encode(&long).len();
        assert!(bytes <= 254, "a frame of {bytes} bytes");
    }
}

fn hears(driver: &DriverFile, bytes: &[u8]) -> Vec<Found> {
    let matchers: Arc<[Matcher]> = driver.matchers().into();
    let decoder = || Decoder::new(Arc::clone(&matchers), driver.address);
    let mut whole = decoder();
    let found = whole.feed(bytes);
    let mut by_byte = decoder();
    let pieces: Vec<Found> = bytes
        .iter()
        .flat_map(|byte| by_byte.feed(&[*byte]))
        .collect();
    assert_eq!(pieces, found, "frames depend on how bytes arrive");
    let shortest = matchers.iter().map(Matcher::bytes).min();
    let most = shortest.map_or(0, |shortest| bytes.len() / shortest);
    assert!(found.len() <= most, "more frames than bytes can hold");
    // After a silence nothing of the rubbish is left.
    let (after, of_pieces) = (whole.give_up_partial(), by_byte.give_up_partial());
    assert_eq!(after, of_pieces, "frames behind a silence depend on it too");
    assert_eq!(whole.feed(bytes), found, "rubbish reaches over a silence");
    found
}
