//! The kiosk's own record of intents: what was asked, numbered, printed and not yet told.
//!
//! [`Record`]s are appended and synced before anything irreversible happens (hazard 4, I15), one
//! append as one framed line that is there whole or not at all. [`State`] is their fold: only what
//! is unsettled, and the leased blocks. [`Log`] decides pure when to write anew, [`File`] does it.

mod block;
mod file;
mod frame;
mod intent;
mod log;
mod record;
mod state;

#[cfg(test)]
mod tests;

pub use block::Block;
pub use file::{File, Found};
pub use frame::{Damage, Decoded, decode, encode};
pub use intent::{Given, Intent, Sheet};
pub use log::{Log, LogError, Opened, Write};
pub use record::Record;
pub use state::State;
pub(crate) use state::same_person_and_item;
