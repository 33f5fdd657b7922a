//! The ID card reader: GA/T 467 frames, the three kinds of cards, and nothing kept of them.
//!
//! [`ReaderMachine`] decides, a shell carries bytes. A photo is never decoded, a number never leaves
//! this module: what goes on is a keyed hash and a year of birth.

mod card;
mod frame;
mod machine;

pub use card::{BadCard, Card, CardKind};
pub use frame::{Frames, Reply, Request};
pub use machine::{Action, Event, ReaderMachine, Trouble, Unreadable};
