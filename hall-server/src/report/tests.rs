//! A day made by hand with known answers, and random days that must add up.

mod day;
mod formats;
mod known;
mod period;
mod random;
mod review;
