//! The clerk's terminal: a pure machine, a screen that only reads it, and a thin shell.
//!
//! ```text
//! keys, feed, answers, pad, call box, scanner -> machine -> posts, bell, prompts
//!                                                  |
//!                                                  `-> screen
//! ```
//!
//! `--guide` is the other desk: [`guide`]. The LED bar above the window follows the machine:
//! [`bar`].
//!
//! The clerk's token acts on tickets and cannot rate. The pad beside the terminal is a client of
//! its own with its own token ([`pad`]), even when it runs in the same process.

pub mod aid;
pub mod bar;
pub mod call_box;
pub mod chooser;
pub mod cli;
pub mod demo;
pub mod doctor;
pub mod guide;
pub mod last_word;
pub mod limits;
pub mod machine;
pub mod pad;
pub mod pads;
pub mod plain;
pub mod prompt;
pub mod record;
pub mod run;
pub mod scanner;
pub mod screen;
pub mod standing;
pub mod terminal;
pub mod text;
pub mod train;
pub mod trouble;

#[cfg(test)]
mod testing;

/// Standard input or output is no terminal: there is nothing to draw on.
pub fn no_terminal(language: hall_core::plan::Language) -> trouble::Trouble {
    trouble::Trouble::word(language, "window-no-terminal")
}
