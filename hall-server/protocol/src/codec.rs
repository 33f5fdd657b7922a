//! Frames to text and back, with limits and versions.

use crate::frame::ClientFrame;
use crate::limits::ERROR_CHARS_MAX;
use crate::{CURRENT, MIN};
use alloc::string::{String, ToString};
use core::fmt;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why a text is no frame.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DecodeError {
    /// Longer than allowed.
    TooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// A hello in a version this build does not speak.
    Version {
        /// The version of the peer.
        theirs: u16,
    },
    /// Not a frame.
    Malformed {
        /// Where and why.
        what: String,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { bytes, max } => write!(f, "frame of {bytes} bytes, limit {max}"),
            Self::Version { theirs } => {
                write!(
                    f,
                    "protocol version {theirs}, this program speaks {MIN} to {CURRENT}"
                )
            }
            Self::Malformed { what } => write!(f, "not a frame: {what}"),
        }
    }
}

impl core::error::Error for DecodeError {}

/// A frame as text.
///
/// # Panics
///
/// Never for the types of this crate: their keys are texts and their numbers whole.
pub fn encode<T: Serialize>(frame: &T) -> String {
    serde_json::to_string(frame).expect("frames have only text keys and finite numbers")
}

/// Reads a frame of at most `max` bytes.
pub fn decode<T: DeserializeOwned>(text: &str, max: usize) -> Result<T, DecodeError> {
    if text.len() > max {
        return Err(DecodeError::TooLong {
            bytes: text.len(),
            max,
        });
    }
    serde_json::from_str(text).map_err(|error| DecodeError::Malformed {
        what: calm(&error.to_string()),
    })
}

/// The reason on one line and within its limit: it quotes names from a text that nobody vouches
/// for, and it is logged and shown on terminals.
fn calm(reason: &str) -> String {
    let is_long = reason.chars().nth(ERROR_CHARS_MAX).is_some();
    let plain = |letter: char| {
        if letter.is_control() {
            '\u{fffd}'
        } else {
            letter
        }
    };
    let start = reason.chars().take(ERROR_CHARS_MAX).map(plain);
    start.chain(is_long.then_some('…')).collect()
}

/// Reads a client's frame; a hello of an unknown version is told apart from rubbish.
pub fn decode_client(text: &str, max: usize) -> Result<ClientFrame, DecodeError> {
    #[derive(serde::Deserialize)]
    struct Versioned {
        version: Option<u16>,
    }
    let peek = decode::<Versioned>(text, max);
    if let Ok(Versioned {
        version: Some(theirs),
    }) = peek
        && !(MIN..=CURRENT).contains(&theirs)
    {
        return Err(DecodeError::Version { theirs });
    }
    decode(text, max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::ServerFrame;

    #[test]
    fn a_reason_neither_repeats_what_came_nor_steers_the_terminal() {
        let name = "\u{1b}[2J".repeat(10_000);
        let text = serde_json::json!({ "type": name }).to_string();
        let Err(error) = decode::<ServerFrame>(&text, text.len()) else {
            panic!("there is no frame of this name");
        };
        let shown = error.to_string();
        assert!(shown.starts_with("not a frame: unknown variant"), "{shown}");
        assert!(shown.chars().count() < ERROR_CHARS_MAX + 20, "{shown}");
        assert!(!shown.contains(char::is_control), "{shown:?}");
    }
}
