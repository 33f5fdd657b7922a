//! The satisfaction pad beside a window: HSP-1 on the wire ([`hsp`]) or a vendor's bytes from a
//! file ([`PadDriver`]), and the host's side of it.
//!
//! ```text
//! Ask -> START (answered within 1 s, sent three times at most) -> RESULT -> RESULT_ACK
//! ```
//!
//! [`PadHost`] is pure: bytes and a monotonic clock in, bytes and reports out. A service is rated
//! only by what the pad sends; silence and time-outs are reported as such, never as praise.

mod driver;
mod host;
pub mod hsp;
mod line;
mod wire;

pub use driver::PadDriver;
pub use host::{PadAction, PadConfig, PadHost, PadInput, PadReport};
pub use line::{LineAction, LineInput, PadLine};
