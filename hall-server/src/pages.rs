//! The hall's pages, rendered on the server: pure functions from views to HTML.
//!
//! A page is a frame around a fragment. [`live_event`] carries a new fragment to `assets/live.js`,
//! which puts it in place of the old one, so a page shows the same after an update as after a
//! reload. Nothing here reads a clock, a database or the network; all words come from the
//! catalogue, all text is escaped by the templates, and no page has inline scripts or styles.

mod assets;
mod attendance;
mod board;
mod callbacks;
mod case;
mod cases;
mod draft;
mod form;
mod home;
mod legs;
pub mod limits;
mod live;
mod local;
mod manage;
mod notices;
mod opening;
mod outdoor;
mod pad;
mod phone;
mod places;
mod qr;
mod queues;
mod rectification;
mod rectifications;
mod registers;
mod reports;
mod sign_in;
mod words;

#[cfg(test)]
mod tests;

pub use assets::{CONTENT_SECURITY_POLICY, asset};
pub use attendance::{AttendancePage, attendance};
pub use board::{Board, Stage, Turn, board, board_fragment, has_zone, no_zone};
pub use callbacks::{CallbackPage, CallbacksPage, ItemNames, callback, callbacks};
pub use case::{CasePage, case};
pub use cases::{Cases, cases};
pub use draft::Draft;
pub use form::Sent;
pub use home::{Home, home};
pub use legs::{LegsPage, legs};
pub use live::{beat_event, live_event};
pub use local::LocalTime;
pub use manage::{Manage, manage, manage_fragment};
pub use notices::{Notices, notices};
pub use opening::opens;
pub use outdoor::{Outdoor, PublicDay, outdoor, outdoor_fragment};
pub use pad::{Pad, pad, pad_fragment, pad_gone};
pub use phone::{Gone, Phone, phone, phone_fragment, phone_gone};
pub use places::{Frame, Place, home_of, refused};
pub use queues::{QueuePage, QueuesPage, queue, queues};
pub use rectification::{RectificationPage, rectification};
pub use rectifications::{RectificationsPage, rectifications};
pub use registers::{RegisterPage, register, way_of as register_way};
pub use reports::{ReportsPage, reports};
pub use sign_in::{SignIn, sign_in};

pub(crate) use assets::{REPORT_CSS, TOKENS_CSS, asset_text};
pub(crate) use words::{Words, render};
