//! The touch page: one screen of this kiosk, served to its own browser on loopback.
//!
//! It lives without the server: pages come from this program, and what the hall last said is in it.
//! Two browsers that look at it see the same screen.

mod assets;
mod http;
mod show;

pub use http::router;
pub use show::{Fittings, Ui};
