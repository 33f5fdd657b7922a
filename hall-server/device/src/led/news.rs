//! What a controller's host hears, does and tells.

use super::content::{AreaId, Content};
use super::onbon::CardClock;

/// What happens to a controller.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LedInput<'a> {
    /// Its line is open.
    Opened,
    /// Its line is gone, and why.
    Gone(String),
    /// Bytes came.
    Bytes(&'a [u8]),
    /// An area should show this from now on; what it should have shown before is forgotten.
    Show(AreaId, Content),
    /// It is this late in the hall now; a card without a clock hears nothing of it.
    Clock(CardClock),
    /// The time of [`super::LedHost::wake_ms`] has come, or it is simply later.
    Tick,
}

/// What the shell must do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LedAction {
    /// Send these bytes.
    Send(Vec<u8>),
    /// Close the line and open it anew, where that can be done.
    Reopen,
    /// Tell the program.
    Report(LedReport),
}

/// What a program hears of a controller.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LedReport {
    /// It does as it is told; one that never answers is believed.
    Online,
    /// It does not.
    Offline(LedTrouble),
    /// An area shows its newest content; not told for a refresh.
    Shown(AreaId),
    /// It did not take its brightness or clock, and shows what it should all the same.
    NotSet(LedTrouble),
}

/// Why a controller does not show what it should.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LedTrouble {
    /// There is no line to it.
    NoLine(String),
    /// It says nothing.
    Silent,
    /// It stays busy.
    Busy,
    /// It refuses, with its code; 0 where it names none.
    Refused(u8),
    /// What it says makes no sense.
    Garbled,
}
