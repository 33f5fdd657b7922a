//! The rules of the hall as stories and tables, and a random machine over the invariants.
//!
//! Every step of every test is checked against all numbered invariants, and every test ends with
//! a replay of its journal (see `bed`). `PEERS 6: n` names the behaviour of other queue systems
//! that a test holds; 11, 15 and 16 are not here, because an item of ours has one queue and waits
//! follow the pace of the queue instead of people × service time ÷ desks.

mod at_once;
mod bed;
mod booked;
mod callbacks;
mod calls;
mod case_desk;
mod cases;
mod classes;
mod day;
mod deadlines;
mod done;
mod explain;
mod help;
mod holds;
mod invariants;
mod machine;
mod messages;
mod missed;
mod notices;
mod numbers;
mod offline;
mod order;
mod pauses;
mod plan;
mod plans;
mod printers;
mod ratings;
mod rectification_desk;
mod rectifications;
mod registers;
mod roles;
mod sign_in;
mod transfers;
mod visits;
mod windows;
mod witness;
