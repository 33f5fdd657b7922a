//! LED bars that show a zone's newest calls as lines of text.
//!
//! [`content`] is pure and decides what a bar shows, [`LedWall`] is the shell around
//! [`hall_device::led`], [`LedFile`] names the bars. A bar that does not work is told in the log
//! and stops nothing.

mod check;
mod file;
mod lines;
mod wall;

pub use check::examine;
pub use file::{BadLedFile, LedBar, LedFile, Night};
pub use lines::{Look, content};
pub use wall::LedWall;
