//! Resuming: the server's bounded memory of frames, and the client's place in the journal.
//!
//! ```text
//! server: Memory::answer(hello) -> Missed(frames) | Snapshot | Ahead(evidence)
//! client: Cursor::on(frame)     -> Changed | Resynced | Reconnect(reason) | Refused
//! ```
//!
//! Both are plain values without clock or socket. A client that was cut off ends with the same
//! picture as one that never was (I19), and no epoch is ever mixed with another (I23).

mod cursor;
mod epoch;
mod memory;
mod place;
mod witness;

pub use cursor::{Cursor, Effect, Reason};
pub use epoch::{Age, BadEpoch, Epoch, compare};
pub use memory::{Answer, Evidence, Memory, Published, Standing};
pub use place::{BadPlace, OTHER_EPOCH, Place, SEEN_HEADER};
pub use witness::{Numbers, Seen};
