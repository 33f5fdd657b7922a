//! What several targets promise: values survive the way out and back, errors can be read.

use super::limits::ERROR_CHARS_MAX;
use super::shape::Shape;
use hall_protocol::{decode, encode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::{Debug, Display};
use std::str::FromStr;

/// What was decoded is encoded to something that decodes to the same.
pub(super) fn comes_back<T>(value: &T)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let wire = encode(value);
    let again: Result<T, _> = decode(&wire, wire.len());
    match again {
        Ok(again) => {
            assert_eq!(&again, value, "another value came back from {wire}");
            assert_eq!(encode(&again), wire, "another text came back");
        }
        Err(error) => panic!("what was written is not read: {error}: {wire}"),
    }
    assert!(
        decode::<T>(&wire, wire.len() - 1).is_err(),
        "a frame over the limit was read"
    );
}

/// What was read from a text is written as a text that reads as the same.
pub(super) fn reads_back<T>(value: &T)
where
    T: FromStr + Display + PartialEq + Debug,
{
    let text = value.to_string();
    let again = text.parse::<T>().ok();
    assert!(again.is_some(), "`{text}` is written and not read");
    assert_eq!(
        again.as_ref(),
        Some(value),
        "`{text}` reads as another value"
    );
}

/// An error is a text of one calm line: not empty, not endless, steering no terminal.
pub(super) fn readable(error: &str) -> Shape {
    assert!(!error.is_empty(), "an error without a text");
    let chars = error.chars().count();
    assert!(
        chars <= ERROR_CHARS_MAX,
        "an error of {chars} characters repeats what came"
    );
    let steers = error.chars().find(|letter| letter.is_control());
    assert!(steers.is_none(), "an error steers the terminal: {error:?}");
    Shape::of_text(error)
}
