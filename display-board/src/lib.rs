//! The board of a hall: who is called to which window, on a terminal and by voice.

pub mod announce;
pub mod board;
pub mod cli;
pub mod doctor;
pub mod limits;
pub mod pack;
pub mod render;
pub mod run;
pub mod screen;
pub mod voice;
pub mod watch;
pub mod words;

#[cfg(test)]
mod testing;
