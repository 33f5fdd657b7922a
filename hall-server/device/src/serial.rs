//! Serial ports: opened by path or by USB identity, because paths change when a plug is moved.
//!
//! A port is 8N1 unless a device wants another parity, and blocking; [`pump`] gives one thread to a port and speaks to async programs.

mod name;
mod port;
pub mod pump;

pub(crate) use name::BAUDS;
pub use name::{BadSerial, LineSettings, Parity, PortName, SerialSpec, StopBits};
pub use port::{FoundPort, Port, PortError, list};
