//! The board of a hall: who is called to which window, on a terminal and by voice.
//!
//! [`board::Board`] is the pure machine between link, voice and screen; inside it
//! [`announce::Announcer`] decides which call is said when. [`words`] turns a call into clips,
//! [`pack`] holds their sounds, [`render`] joins them, [`voice`] makes them heard; [`screen`] draws,
//! [`led`] shows calls on LED bars.
//! [`run`] is the shell; [`watch`] runs a board without a screen for the demo and for tests.

pub mod announce;
pub mod board;
pub mod cli;
pub mod doctor;
pub mod led;
pub mod limits;
mod local;
pub mod pack;
mod quiet;
pub mod render;
pub mod run;
pub mod screen;
pub mod voice;
pub mod watch;
pub mod words;

#[cfg(test)]
mod testing;
