//! The guide's desk: numbers for those who cannot use the machine, help for those who have one.
//!
//! ```text
//! keys, feed, answers, paper -> machine -> posts, papers
//!                                 |
//!                                 `-> screen
//! ```
//!
//! What is typed finds items or numbers; Enter does something with the marked line. A number is
//! durable before its paper, and what became of the paper is told to the server.

mod ask;
mod list;
mod look;
mod machine;
mod paper;
mod run;
mod screen;
#[cfg(test)]
mod tests;
mod wish;

pub use ask::Ask;
pub use list::List;
pub use machine::{Action, Event, Machine, PaperNews, Settings};
pub use run::run;
pub use screen::draw;
