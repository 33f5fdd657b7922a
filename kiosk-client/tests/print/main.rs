//! Tickets all the way: a server on loopback, the kiosk, a virtual printer.

mod drawn;
mod faults;
mod hall;
mod paper;
mod program;
mod retry;
mod serial;
mod slips;
