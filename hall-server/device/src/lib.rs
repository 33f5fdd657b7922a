//! What every terminal program needs: its token, a link to the hall that heals by itself, a small
//! HTTP client, serial ports, the satisfaction pad and LED controllers.
//!
//! Each part is a pure machine with a thin shell: [`link::LinkMachine`] decides, [`link::Link`]
//! connects; [`pad::PadHost`] and [`led::LedHost`] decide, [`serial::pump`] and [`tcp`] move the bytes. Programs start with
//! [`token::Token::read`], [`address::ServerAddress`], [`api::Api`] and [`link::Link::spawn`].

pub mod address;
pub mod api;
pub mod backoff;
pub mod call_box;
pub mod check;
pub mod clock;
mod driver_file;
pub mod durable;
mod ear;
mod gb18030;
pub mod led;
pub mod limits;
pub mod link;
pub mod pad;
pub mod panics;
pub mod pattern;
mod presence;
pub mod random;
pub mod scanner;
pub mod seen;
pub mod serial;
pub mod tcp;
pub mod token;
pub mod turn;

pub use address::ServerAddress;
pub use api::{Api, ApiError, request_id};
pub use backoff::Backoff;
pub use clock::HallClock;
pub use link::{Link, LinkConfig, LinkEvent, LinkHandle};
pub use token::Token;
