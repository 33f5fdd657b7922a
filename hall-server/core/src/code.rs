//! Short codes and plain ids: the names by which a plan, a journal and a paper speak of one thing.
//!
//! Codes are at most [`CODE_MAX`] ASCII bytes and live on the stack, so that ids are `Copy` and a
//! map key costs nothing. Nothing here knows what a code means.

use alloc::borrow::Cow;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Longest code in bytes.
pub const CODE_MAX: usize = 15;

/// A short ASCII name: letters, digits, `-` and `_`, 1 to 15 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    bytes: [u8; CODE_MAX],
    len: u8,
}

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadCode;

impl Code {
    /// The code as text.
    ///
    /// # Panics
    ///
    /// Never: a code holds ASCII only.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..usize::from(self.len)])
            .expect("a code holds only ASCII because FromStr is its only maker")
    }
}

impl FromStr for Code {
    type Err = BadCode;

    fn from_str(text: &str) -> Result<Self, BadCode> {
        let fits = (1..=CODE_MAX).contains(&text.len());
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if !fits || !plain {
            return Err(BadCode);
        }
        let mut bytes = [0; CODE_MAX];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self {
            bytes,
            len: text.len() as u8,
        })
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for BadCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a code has 1 to {CODE_MAX} ASCII letters, digits, '-' or '_'"
        )
    }
}

impl core::error::Error for BadCode {}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! code_types {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Code);

        impl $name {
            /// The code as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl FromStr for $name {
            type Err = BadCode;

            fn from_str(text: &str) -> Result<Self, BadCode> {
                text.parse().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
    )*};
}

code_types! {
    /// A zone 服务区 of the hall.
    ZoneCode;
    /// A department 部门: the body that answers for an item.
    DepartmentCode;
    /// An item 事项: what a citizen comes for.
    ItemCode;
    /// A queue: one line for items served by the same windows.
    QueueCode;
    /// A series: the letters on the paper, shared by one or more queues.
    SeriesCode;
    /// A class of visitor: ordinary, priority and so on.
    ClassCode;
    /// A clerk by staff code, never by name.
    ClerkCode;
    /// A listed reason for a pause.
    ReasonCode;
    /// The number of a photo, as the camera or the album names it.
    PhotoCode;
}

macro_rules! number_types {
    ($($(#[$doc:meta])* $name:ident($inner:ty);)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = core::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

number_types! {
    /// A ticket for ever: counted over all days, never used twice.
    TicketId(u64);
    /// A person's stay in the hall: one or more tickets.
    VisitId(u64);
    /// A case for ever: counted over all days, never used twice.
    CaseId(u64);
    /// Something to put right for ever: counted over all days, never used twice.
    RectificationId(u64);
    /// An entry of a register for ever: counted over all registers and days.
    EntryId(u64);
    /// A notice for ever: counted over all days, never used twice.
    NoticeId(u64);
    /// An enrolled device.
    DeviceId(u32);
    /// The number on a window.
    WindowNumber(u16);
    /// A place in the journal, counted from 1 without gaps.
    Seq(u64);
}

macro_rules! bits_types {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u128);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:032x}", self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:032x}", self.0)
            }
        }

        impl FromStr for $name {
            type Err = core::num::ParseIntError;

            /// Reads 32 hexadecimal digits; other lengths are refused.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let plain = text.len() == 32 && !text.starts_with('+');
                u128::from_str_radix(if plain { text } else { "" }, 16).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

bits_types! {
    /// The caller's id of one intent (a UUID): the same id never makes a second ticket.
    RequestId;
    /// The unguessable name of a ticket in links and QR codes.
    Token;
    /// A keyed hash of a person's document; the document itself never reaches the core.
    PersonHash;
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn a_code_is_short_plain_ascii_or_refused() {
        for good in ["A", "GJ01", "life-14", "abcdefghijklmno"] {
            assert_eq!(
                good.parse::<Code>().map(|code| code.to_string()).as_deref(),
                Ok(good)
            );
        }
        for bad in ["", "abcdefghijklmnop", "a b", "窗", "a/b"] {
            assert_eq!(bad.parse::<Code>(), Err(BadCode), "{bad}");
        }
    }

    #[test]
    fn wide_ids_are_exactly_32_hexadecimal_digits() {
        let token = Token(0x0123_4567_89ab_cdef);
        assert_eq!(token.to_string().parse(), Ok(token));
        assert!("+1234567890123456789012345678901".parse::<Token>().is_err());
        assert!("12".parse::<Token>().is_err());
    }
}
