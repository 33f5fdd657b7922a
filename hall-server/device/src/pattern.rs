//! Devices whose bytes stand in a file: any vendor's pad, call box or bar, as patterns.
//!
//! ```text
//! AA {addr} 81 {level} {sum8:1..}
//! ```
//!
//! A pattern is hex bytes, `*` for any byte and placeholders in braces, with blanks between them:
//!
//! | placeholder | sent | received |
//! | --- | --- | --- |
//! | `{addr}` | the device's address | only this address |
//! | `{seq}` | number of the question | caught: answers belong to that question |
//! | `{timeout}` | seconds | – |
//! | `{text:gb18030}` | a text | – |
//! | `{level}` | – | caught: one of the mapped bytes |
//! | `{key:lo..hi}` | – | caught: one of the mapped bytes, from lo to hi (hexadecimal) |
//! | `{len8:a..b}` `{len16le:a..b}` `{len16be:a..b}` | how many bytes a..b are | the same number |
//! | `{sum8:a..b}` `{xor8:a..b}` `{crc16_modbus_le:a..b}` `{crc16_arc_le:a..b}` | check over bytes a..b | must be right |
//!
//! Bytes are counted from 0 and both ends are meant. An open end is up to the check itself, for a
//! length up to the next check or the end; a length without a range counts what follows it.
//!
//! A pattern of a single byte is found only where this byte stands alone between two silences.
//!
//! [`Pattern`] is one frame, [`Decoder`] finds frames in a stream, [`DriverFile`] is a whole file.
//! Meaning comes later: [`crate::pad::PadDriver`] gives it to a pad's file.

mod decode;
mod encode;
mod file;
mod parse;
mod receive;

pub use crate::driver_file::BadDriver;
pub use decode::{Decoder, Found};
pub use encode::{Values, text_bytes};
pub use file::{DriverFile, Heartbeat, Receive, Sends};
pub(crate) use parse::hex;
pub use parse::{BadPattern, Pattern};
pub use receive::Matcher;
