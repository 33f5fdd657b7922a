//! Several bars on one line: RS-485, or a converter on the network. One program owns it and gives
//! every bar its turn.
//!
//! ```text
//! request -> reply, or the time for one is over -> gap -> whose turn is next?
//!   1. a bar that shows another call than it should     3. a bar that did not answer
//!   2. a refresh, a setting                             (whatever waits for too long is 1)
//! ```
//!
//! Cards speak only when spoken to, so one request is outstanding at a time. A dead bar costs its
//! time for a reply, and is asked less and less often.

use super::content::{AreaId, Content};
use super::driver::{Driver, Wire};
use super::host::LedHost;
use super::news::{LedAction, LedInput, LedReport};
use super::onbon::CardClock;
use crate::limits::{
    LED_DEAD_MS, LED_GAP_MS, LED_LATE_MS, LED_LINE_BARS_MAX, LED_OVERDUE_MS, LED_SENDS_MAX,
    LED_SILENT_MS,
};

/// What happens to a line. Its bars are counted from 0; one that it lacks does nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LedLineInput<'a> {
    /// It is open.
    Opened,
    /// It is gone, and why.
    Gone(String),
    /// Bytes came.
    Bytes(&'a [u8]),
    /// An area of a bar should show this from now on.
    Show(usize, AreaId, Content),
    /// It is this late in the hall now, for the card of this bar.
    Clock(usize, CardClock),
    /// The time of [`LedLine::wake_ms`] has come, or it is simply later.
    Tick,
}

/// What the shell must do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LedLineAction {
    /// Send these bytes.
    Send(Vec<u8>),
    /// Close the line and open it anew, where that can be done.
    Reopen,
    /// Tell the program of this bar.
    Report(usize, LedReport),
}

/// The owner of a line.
#[derive(Clone, Debug)]
pub struct LedLine {
    seats: Vec<Seat>,
    /// Who is to answer.
    asked: Option<usize>,
    /// Nothing is sent before.
    free_ms: u64,
    /// Late bytes keep the line quiet no longer.
    late_ms: u64,
    /// Who comes first among those with equal right.
    turn: usize,
}

/// A bar on the line.
#[derive(Clone, Debug)]
struct Seat {
    host: LedHost,
    /// Requests in a row that it did not answer.
    misses: u8,
    /// It is not asked before.
    rest_ms: u64,
}

/// Who goes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Rank {
    Urgent,
    Usual,
    Silent,
}

impl LedLine {
    /// A line that is not open yet, with these bars, at most [`LED_LINE_BARS_MAX`]. Several need
    /// answers that say whose they are: see [`Driver::station`]. `first_seq` should be random.
    pub fn new(drivers: impl IntoIterator<Item = Driver>, wire: Wire, first_seq: u16) -> Self {
        let seat = |driver| Seat {
            host: LedHost::new(driver, wire, first_seq),
            misses: 0,
            rest_ms: 0,
        };
        let drivers = drivers.into_iter().take(LED_LINE_BARS_MAX);
        Self {
            seats: drivers.map(seat).collect(),
            asked: None,
            free_ms: 0,
            late_ms: 0,
            turn: 0,
        }
    }

    /// What an area shows, as far as its bar has said.
    pub fn shown(&self, bar: usize, area: AreaId) -> Option<&Content> {
        self.seats.get(bar)?.host.shown(area)
    }

    /// When the next tick is due; `u64::MAX` for never.
    pub fn wake_ms(&self) -> u64 {
        if let Some(bar) = self.asked {
            return self.seats[bar].host.wake_ms();
        }
        let seats = self.seats.iter();
        let next = seats.map(|seat| seat.host.wake_ms().max(seat.rest_ms));
        next.min().map_or(u64::MAX, |at_ms| at_ms.max(self.free_ms))
    }

    /// Takes an input at `now_ms` of any monotonic clock.
    pub fn on(&mut self, input: LedLineInput<'_>, now_ms: u64) -> Vec<LedLineAction> {
        let mut actions = match input {
            LedLineInput::Opened => {
                self.clear(now_ms);
                self.tell_all(&LedInput::Opened, now_ms)
            }
            LedLineInput::Gone(why) => {
                self.clear(now_ms);
                self.tell_all(&LedInput::Gone(why), now_ms)
            }
            LedLineInput::Bytes(bytes) => self.on_bytes(bytes, now_ms),
            LedLineInput::Show(bar, area, content) => {
                self.tell(bar, LedInput::Show(area, content), now_ms)
            }
            LedLineInput::Clock(bar, clock) => self.tell(bar, LedInput::Clock(clock), now_ms),
            LedLineInput::Tick => Vec::new(),
        };
        actions.extend(self.expire(now_ms));
        actions.extend(self.next_request(now_ms));
        actions
    }

    /// The answer of the bar that was asked, or noise.
    fn on_bytes(&mut self, bytes: &[u8], now_ms: u64) -> Vec<LedLineAction> {
        let Some(bar) = self.asked else {
            // The end of a late reply would spoil the next request.
            let quiet_ms = (now_ms + LED_GAP_MS).min(self.late_ms);
            self.free_ms = self.free_ms.max(quiet_ms);
            return Vec::new();
        };
        let actions = self.tell(bar, LedInput::Bytes(bytes), now_ms);
        let seat = &mut self.seats[bar];
        if !seat.host.is_waiting() {
            (seat.misses, seat.rest_ms) = (0, 0);
            // It goes on until it shows everything; then it is the next one's turn.
            self.turn = bar + usize::from(!seat.host.is_midway());
            self.release(now_ms + LED_GAP_MS, now_ms);
        }
        actions
    }

    /// The bar that was asked says nothing: the others go on.
    fn expire(&mut self, now_ms: u64) -> Vec<LedLineAction> {
        let Some(bar) = self.asked else {
            return Vec::new();
        };
        let is_shared = self.seats.len() > 1;
        let seat = &mut self.seats[bar];
        let mut actions = seat.host.expire(now_ms);
        if !seat.host.is_waiting() {
            seat.misses = seat.misses.saturating_add(1);
            if is_shared {
                seat.rest_ms = now_ms + rest_ms(seat.misses);
            }
            self.turn = bar + 1;
            self.release(now_ms, now_ms);
        }
        // A connection over which another bar answers is not dead.
        if self.seats.iter().any(|seat| seat.host.is_well()) {
            actions.retain(|action| *action != LedAction::Reopen);
        }
        of_bar(bar, actions).collect()
    }

    /// The next request, when the line is free.
    fn next_request(&mut self, now_ms: u64) -> Vec<LedLineAction> {
        let mut actions = Vec::new();
        // A bar may find that nothing is due any more, or not yet: then it is the next one's turn.
        for _ in 0..self.seats.len() {
            if self.asked.is_some() || now_ms < self.free_ms {
                break;
            }
            let Some(bar) = self.next_bar(now_ms) else {
                break;
            };
            let host = &mut self.seats[bar].host;
            let said = host.speak(now_ms);
            if host.is_waiting() {
                (self.asked, self.turn) = (Some(bar), bar);
            } else {
                self.turn = bar + 1;
                let gap_ms = if said.is_empty() { 0 } else { LED_GAP_MS };
                self.release(now_ms + gap_ms, now_ms);
            }
            actions.extend(of_bar(bar, said));
        }
        actions
    }

    /// Whose request goes out now: by rank, then every bar in its turn.
    fn next_bar(&self, now_ms: u64) -> Option<usize> {
        let count = self.seats.len();
        let order = (0..count).map(|step| (self.turn + step) % count);
        let ranked = order.filter_map(|bar| Some((self.seats[bar].rank(now_ms)?, bar)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, bar)| bar)
    }

    /// Nobody is asked any more; the next request goes out from then on.
    fn release(&mut self, free_ms: u64, now_ms: u64) {
        (self.asked, self.free_ms) = (None, free_ms);
        self.late_ms = now_ms + LED_LATE_MS;
    }

    fn clear(&mut self, now_ms: u64) {
        self.release(now_ms, now_ms);
        for seat in &mut self.seats {
            (seat.misses, seat.rest_ms) = (0, 0);
        }
    }

    fn tell_all(&mut self, input: &LedInput<'_>, now_ms: u64) -> Vec<LedLineAction> {
        let bars = 0..self.seats.len();
        bars.flat_map(|bar| self.tell(bar, input.clone(), now_ms))
            .collect()
    }

    fn tell(&mut self, bar: usize, input: LedInput<'_>, now_ms: u64) -> Vec<LedLineAction> {
        let Some(seat) = self.seats.get_mut(bar) else {
            return Vec::new();
        };
        of_bar(bar, seat.host.take(input, now_ms)).collect()
    }
}

impl Seat {
    /// None when it has nothing to say now, or rests.
    fn rank(&self, now_ms: u64) -> Option<Rank> {
        let due = self.host.due(now_ms).filter(|_| now_ms >= self.rest_ms)?;
        let since_ms = due.since_ms.max(self.rest_ms);
        let is_overdue = now_ms.saturating_sub(since_ms) >= LED_OVERDUE_MS;
        Some(match self.misses {
            _ if is_overdue => Rank::Urgent,
            1.. => Rank::Silent,
            0 if due.is_news => Rank::Urgent,
            0 => Rank::Usual,
        })
    }
}

/// Milliseconds before a bar of a shared line is asked again: none while it may have misheard, then
/// twice as many each time.
fn rest_ms(misses: u8) -> u64 {
    let doublings = misses.checked_sub(LED_SENDS_MAX);
    doublings.map_or(0, |doublings| {
        (LED_SILENT_MS << doublings.min(16)).min(LED_DEAD_MS)
    })
}

fn of_bar(bar: usize, actions: Vec<LedAction>) -> impl Iterator<Item = LedLineAction> {
    actions.into_iter().map(move |action| match action {
        LedAction::Send(bytes) => LedLineAction::Send(bytes),
        LedAction::Reopen => LedLineAction::Reopen,
        LedAction::Report(report) => LedLineAction::Report(bar, report),
    })
}
