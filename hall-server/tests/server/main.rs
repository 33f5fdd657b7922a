//! The hall server from outside: real listeners on free ports, real processes, real sockets.
//!
//! One binary, one file per theme; `bed` holds what they share. The hall's clock is set by hand,
//! so nothing here waits for time to pass.

mod bad_input;
mod bed;
mod cases;
mod cli;
mod contract;
mod crash;
mod damage;
mod feed;
mod follow;
mod hostile;
mod idempotency;
mod kiosk;
mod managing;
mod notices;
mod open_api;
mod outdoor;
mod practice;
mod presence;
mod race;
mod ratings;
mod roles;
mod services;
mod session;
mod showcase;
mod sign_in;
mod story;
mod witness;
