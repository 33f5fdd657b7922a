//! The shipped program on a terminal of its own, against a real server.
#![cfg(unix)]

mod acts;
mod bed;
mod card;
mod case;
mod cut;
mod hammer;
mod plain;
mod pty;
mod restored;
mod service;
mod training;
mod way;
