//! The hall server: desk, journal, feed, pages and reports around the rules of `hall-core`.
//!
//! ```text
//! http -> desk (decide, commit, answer) -> hub -> feed, pages
//!                     store (journal + projections) -> report, verify
//! ```
//!
//! `desk` is the only place where the hall changes; `hub` is the only thing that readers see, and
//! it learns nothing before its commit. `ARCHITECTURE.md` walks one ticket through every file.

pub mod admin;
pub mod auth;
pub mod backup;
pub mod cli;
pub mod clock;
pub mod control;
pub mod daily;
pub mod day_key;
#[cfg(feature = "demo")]
pub mod demo;
pub mod desk;
pub mod feed;
pub mod http;
pub mod hub;
pub mod journal;
pub mod limits;
pub mod listener;
pub mod metrics;
pub mod note;
pub mod pages;
pub mod period;
pub mod plan;
pub mod presence;
pub mod printers;
pub mod proof;
pub mod random;
pub mod rating_reasons;
pub mod report;
pub mod rows;
pub mod serve;
pub mod store;
pub mod verify;
pub mod views;
pub mod witness;
