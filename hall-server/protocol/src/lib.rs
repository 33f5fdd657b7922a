#![no_std]
//! What goes over the wire: views, requests, frames, their versions, and the resume machine.
//!
//! Wire types live here, domain types in `hall-core`; the server converts one into the other, the
//! clients never see the hall's state. Everything is pure: bytes in, values out. Start with
//! [`frame`], then [`picture`] (the fold every board and window runs) and [`resume`].

extern crate alloc;

pub mod api;
pub mod codec;
pub mod frame;
pub mod limits;
pub mod picture;
pub mod problem;
pub mod resume;
pub mod stamp;
pub mod view;

pub use codec::{DecodeError, decode, encode};
pub use frame::{ClientFrame, ServerFrame};
pub use picture::{Change, Picture};
pub use problem::Problem;
pub use stamp::Stamp;

/// The version this build speaks.
///
/// Policy: fields and variants are only added, with defaults; a change that an older peer would
/// misread raises CURRENT, and MIN follows once no such peer is in any hall.
pub const CURRENT: u16 = 1;

/// The oldest version this build understands.
pub const MIN: u16 = 1;
