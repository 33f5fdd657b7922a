//! The rules of the machine, one script each, and crashes at every step against the hall's rules.

mod bed;
mod crash;
mod long;
mod plan;
mod rules;
mod server;
