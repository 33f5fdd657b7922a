//! LED controllers: bars above windows and boards of lines.
//!
//! ```text
//! Show(area, content) -> driver: steps -> one request at a time -> reply -> shown
//!                                            ^ again: changed, refresh, silent, busy
//! ```
//!
//! [`LedHost`] is pure: bytes and a monotonic clock in, bytes and reports out. A [`Driver`] is read
//! from a file that describes one kind of card: Onbon's own frames, Modbus registers, or frames by
//! pattern.
//! [`LedLine`] gives several of them their turns on one line, and [`Pace`] says how many it serves
//! in time.
//! [`LedClient`] is the shell around all, over a serial port or TCP.

mod client;
mod content;
mod driver;
mod file;
mod fit;
mod host;
mod letters;
mod line;
mod modbus;
mod news;
pub mod onbon;
mod pace;
mod port;
mod trial;

pub use crate::driver_file::BadDriver;
pub use client::{LedClient, LedSetup};
pub use content::{Align, Area, AreaId, Colour, Content, Style};
pub use driver::{Driver, Station, Wire};
pub use fit::fit;
pub use host::LedHost;
pub use letters::{cells, cut};
pub use line::{LedLine, LedLineAction, LedLineInput};
pub use news::{LedAction, LedInput, LedReport, LedTrouble};
pub use pace::{Pace, Taken};
pub use port::{BadLedPort, LedPort};
pub use trial::{try_out, try_out_line};
