//! The simulator of the hall: everything is broken on purpose, every invariant is checked.
//!
//! Six ways to prove the first promise (no number lost, doubled or called twice, whatever crashes):
//!
//! | module | what is real | what is broken |
//! |---|---|---|
//! | [`days`] | every machine, the desk, the pages' router | network, disk, power, clocks, printers, people |
//! | [`disk`] | the `SQLite` file | its log at every cut, its sectors, its bytes, its syncs |
//! | [`process`] | the shipped binaries over loopback | killed, stopped, cut off |
//! | [`year`] | the desk on its disk, every report | nothing: 100,000 visits |
//! | [`fuzz`] | every decoder | its input |
//! | [`model`] | the core and the resume machine | the order of everything, in a tiny hall |

mod cli;
pub mod days;
pub mod disk;
pub mod fuzz;
pub mod model;
pub mod process;
pub mod year;

pub use cli::run;
