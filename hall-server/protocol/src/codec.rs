//! Frames to text and back, with limits and versions.

use crate::frame::ClientFrame;
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
        what: error.to_string(),
    })
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
