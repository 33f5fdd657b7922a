//! The shipped program on a terminal of its own, against a real server.
#![cfg(unix)]

mod bed;
mod hammer;
mod plain;
mod pty;
mod restored;
mod service;
mod training;
