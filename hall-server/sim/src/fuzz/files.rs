//! Files of a device: what it has seen, and its token.
//!
//! A file of what was seen is read as it was written or not at all: one flipped bit in a number
//! would make the device a false witness. A token is one word and never shows itself.

use super::promise::readable;
use super::shape::{Shape, class, scale};
use super::{JSON, Target};
use hall_core::device::Role;
use hall_device::limits::{TOKEN_CHARS_MAX, TOKEN_FILE_BYTES_MAX};
use hall_device::{Token, seen};
use hall_protocol::frame::ClientFrame;
use hall_protocol::limits::{CLIENT_FRAME_BYTES_MAX, WITNESS_SERIES_MAX};
use hall_protocol::resume::{Cursor, Seen};
use hall_protocol::{CURRENT, encode};

/// What a device has seen.
pub(super) static SEEN: Target = Target {
    name: "seen_file",
    promise: "what was seen is read as it was written or not at all, and fits a hello",
    heavy: false,
    tokens: JSON,
    run: seen_file,
};

/// Its token.
pub(super) static TOKEN: Target = Target {
    name: "token_file",
    promise: "a token is one word within its limit, and never shows itself",
    heavy: false,
    tokens: &[
        b" ",
        b"\n",
        b"\t",
        b"\0",
        b"\xe4\xbb\xa4",
        b"\xff",
        b"\xc2\xa0",
        b"abcdefghijklmnopqrstuvwxyz0123456789",
    ],
    run: token_file,
};

fn seen_file(input: &[u8]) -> Shape {
    // Also a plain JSON is written and read: most inputs are no file at all.
    let plain = serde_json::from_slice::<Seen>(input);
    let read = seen::read(input);
    let shape = match &read {
        Ok(seen) => Shape::of((scale(seen.highest.len()), seen.epoch.is_some())),
        Err(error) => readable(&error.to_string()),
    };
    let shape = match &plain {
        Ok(seen) => shape.and((scale(seen.highest.len()), scale(seen.seq as usize))),
        Err(error) => shape.and(class(&error.to_string())),
    };
    for seen in read.into_iter().chain(plain) {
        survives(&seen, input.len());
    }
    shape
}

fn survives(seen: &Seen, noise: usize) {
    let mut file = seen::write(seen).into_bytes();
    match seen::read(&file) {
        Ok(again) => assert_eq!(&again, seen, "another device remembers"),
        Err(error) => panic!("what was written is not read: {error}"),
    }
    // One bit, another one for every input.
    let bit = noise.wrapping_mul(7919) % (file.len() * 8);
    file[bit / 8] ^= 1 << (bit % 8);
    if let Ok(other) = seen::read(&file) {
        assert_eq!(&other, seen, "a flipped bit makes another witness");
    }
    let mut cursor = Cursor::from_seen(seen.clone());
    let hello = cursor.hello(CURRENT, Role::Window);
    assert!(
        hello.highest.len() <= WITNESS_SERIES_MAX,
        "too many numbers"
    );
    let wire = encode(&ClientFrame::Hello(hello));
    assert!(
        wire.len() <= CLIENT_FRAME_BYTES_MAX,
        "a hello of {} bytes is never heard",
        wire.len()
    );
}

fn token_file(input: &[u8]) -> Shape {
    match Token::from_bytes(input) {
        Ok(token) => {
            let word = token.expose();
            assert!(
                (1..=TOKEN_CHARS_MAX).contains(&word.len()),
                "a token of {} bytes",
                word.len()
            );
            assert!(input.len() as u64 <= TOKEN_FILE_BYTES_MAX, "a large file");
            assert!(
                word.bytes().all(|byte| byte.is_ascii_graphic()),
                "a token that no header takes"
            );
            assert_eq!(format!("{token} {token:?}"), "*** ***", "a token is shown");
            assert_eq!(
                Token::new(word).as_ref(),
                Some(&token),
                "another token is read"
            );
            Shape::of(("token", scale(word.len())))
        }
        Err(what) => readable(what),
    }
}
