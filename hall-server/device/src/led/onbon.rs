//! Onbon BX-5K and BX-6K cards with a font of their own (字库卡): TCP 5005, or a serial line where
//! every card has a screen number (屏号).
//!
//! ```text
//! content -> DynamicArea (text, place, time-out) -> Command -> Frame -> A5 … 5A
//! ```
//!
//! Bytes only. [`Frame`] is the wire, [`Command`] what a card is told, [`Reply`] what it says;
//! the driver makes frames of content for [`super::LedHost`], which sends one and waits for its
//! reply.
//! Each line of an area is one dynamic area of the card with a time-out: the card deletes it by
//! itself when nobody sends it again.
//! Facts from "BX-5K/6K 通讯协议用户版本 V1.4" and the maker's SDK; no card has confirmed them yet.

mod area;
mod command;
mod driver;
mod frame;
mod reply;
mod setting;

pub use area::{Across, Effect, Lines, Run, TextArea};
pub use command::{Areas, Command, Deleted};
pub use frame::{BadFrame, Decoder, FRAME_BYTES_MAX, Frame, HOST, TooLong};
pub use reply::{CardError, Reply};
pub use setting::{Brightness, CardClock, Level};

pub(super) use driver::{CELL_PX, Card, LINE_PX, Place, Scroll};
