#![no_std]
//! The rules of the hall: pure functions of (state, command, now).
//!
//! ```text
//! Request -> Hall::decide -> Decision { events, answer } | Refusal
//! Event   -> Hall::apply  -> the next state, deciding nothing
//! ```
//!
//! There is no clock, no randomness, no I/O, no hash map and no async here: time and random bits
//! are arguments, and the same journal gives the same state on every machine. Personal data and
//! free text never get in; they appear as hashes and note references.
//!
//! # Words
//!
//! | word | meaning |
//! | --- | --- |
//! | hall, zone, department, item | the building; a part of it; who answers; what a citizen comes for |
//! | queue | one line for items served by the same windows |
//! | series, number | the letters on the paper; the number within a series, once a day |
//! | ticket, leg | one person's place in one queue; a stretch from joining a queue to leaving a window |
//! | visit | a person's whole stay: one or more tickets |
//! | place, credit | where a ticket stands; the head start of a class |
//! | window, clerk, guide, manager | a numbered desk; who works there; who helps; who answers for the hall |
//! | call, recall, missed, restore | announce; announce again; nobody came; wait again after that |
//! | go on, at once | the same number at the next queue after a service; a service without a call |
//! | hold, release, reopen | aside with the window; back into the queue; served on after the end |
//! | silent, grace | nothing heard from a window; how long its ticket stays with it |
//! | block | numbers leased to a kiosk for hours without the server |
//! | notice | what the boards tell everybody; the urgent ones are also said |
//! | rectification, callback, register | something to put right; asking citizens afterwards; what is written down beside services |
//! | witness | a device that has seen more than the server remembers |
//!
//! Start reading at [`Hall`], then `order` (who is next) and `decide` (what may happen).

extern crate alloc;

pub mod calendar;
pub mod callback;
pub mod case;
pub mod code;
pub mod command;
pub mod deadline;
pub mod device;
pub mod event;
mod explain;
mod hall;
pub mod invariant;
pub mod limits;
pub mod message;
pub mod notice;
pub mod plan;
pub mod planted;
pub mod rectification;
mod refusal;
pub mod register;
pub mod service;
pub mod sign_in;
pub mod ticket;
pub mod time;
mod wait;
pub mod window;

mod apply;
mod decide;
mod order;

pub use command::{Answer, Command, Request};
pub use decide::Decision;
pub use event::Event;
pub use explain::{Standing, Why};
pub use hall::{Day, DayStage, Hall, QueueState, SeriesState};
pub use plan::{Language, Plan};
pub use refusal::Refusal;
pub use ticket::{Ticket, TicketState};
pub use time::{Date, Now, Span, Time};
pub use wait::Flow;
