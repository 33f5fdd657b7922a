//! The satisfaction pad beside a window: HSP-1 on the wire ([`hsp`]) and the host's side of it.
//!
//! ```text
//! Ask -> START (answered within 1 s, sent three times at most) -> RESULT -> RESULT_ACK
//! ```
//!
//! [`PadHost`] is pure: bytes and a monotonic clock in, bytes and reports out. A service is rated
//! only by what the pad sends; silence and time-outs are reported as such, never as praise.

mod host;
pub mod hsp;

pub use host::{PadAction, PadConfig, PadHost, PadInput, PadReport};
