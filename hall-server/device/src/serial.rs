//! Serial ports: opened by path or by USB identity, because paths change when a plug is moved.
//!
//! A port is 8N1 and blocking; [`pump`] gives one thread to a port and speaks to async programs.

mod name;
mod port;
pub mod pump;

pub use name::{BadSerial, PortName, SerialSpec};
pub use port::{FoundPort, Port, PortError, list};
