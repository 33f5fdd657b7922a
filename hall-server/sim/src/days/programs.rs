//! The programs of the hall: shipped machines in shells of virtual time.

mod bar;
pub(super) mod board;
mod calls;
mod ids;
pub(super) mod kiosk;
mod link;
pub(super) mod office;
mod pad;
mod printer;
pub(super) mod staff;
pub(super) mod window;
