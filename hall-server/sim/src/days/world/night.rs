//! The night after some days: one kiosk is cut off when the day ends, everything is switched off,
//! and its papers of yesterday reach the server in the evening or on the next morning.

use super::start::KIOSK_SEATS;
use super::{Happening, World};
use crate::days::program::Program;
use crate::days::story::{BEFORE_MS, DAY_MS, MORROW_MS, Mended, Night};
use hall_core::Date;
use std::ops::Range;

/// The cable is found and put in again so long after the day has closed, in ms.
const EVENING_MS: u64 = 5_000;
/// The second day may take so long until it must be over, in ms.
const REST_MS: u64 = 900_000;

/// What the world keeps of the day before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Yesterday {
    /// Its date.
    date: Option<Date>,
    /// Papers handed in after their day had closed, by then.
    late: u64,
}

impl World<'_> {
    /// From this moment on the manager may close the day when nobody is left, in ms.
    pub(super) fn may_close_ms(&self) -> u64 {
        match self.yesterday {
            None => self.story.heal_ms,
            Some(_) => DAY_MS + BEFORE_MS + MORROW_MS,
        }
    }

    /// Whether the hall still shows the day before.
    pub(super) fn is_yesterday(&self, date: Date) -> bool {
        self.yesterday
            .is_some_and(|yesterday| yesterday.date == Some(date))
    }

    /// The night that is still to come.
    fn night(&self) -> Option<&Night> {
        let night = self.story.night.as_ref();
        night.filter(|_| self.yesterday.is_none())
    }

    /// Somebody trips over a kiosk's cable when everything else is well.
    pub(super) fn cut_kiosk_off(&mut self) {
        let Some(seat) = self.night().map(|night| KIOSK_SEATS + night.kiosk) else {
            return;
        };
        self.say("WORLD", || {
            "a kiosk is cut off until the day is over".to_owned()
        });
        self.cut_feed(seat);
        self.seats[seat].is_cut_off = true;
        self.expect_guests(self.floor.of_evening(self.story));
    }

    /// They come when they are due.
    fn expect_guests(&mut self, guests: Range<usize>) {
        for guest in guests {
            let at_ms = self.floor.people[guest].due_ms;
            self.heap.push(at_ms, Happening::Guest(guest));
        }
    }

    /// The cable is in again.
    pub(super) fn mend_kiosk(&mut self) {
        let Some(night) = &self.story.night else {
            return;
        };
        self.say("WORLD", || "the kiosk's cable is in again".to_owned());
        self.seats[KIOSK_SEATS + night.kiosk].is_cut_off = false;
    }

    /// The day has closed, and everything is well.
    pub(super) fn settle(&mut self) {
        self.settled_ms = Some(self.now_ms);
        if self
            .night()
            .is_some_and(|night| night.mended == Mended::Evening)
        {
            self.heap.push(self.now_ms + EVENING_MS, Happening::Mend);
        }
    }

    /// Everybody goes home and everything is switched off until the morning; tells whether there
    /// is one.
    pub(super) fn sleep(&mut self) -> bool {
        let Some(night) = self.night() else {
            return false;
        };
        let mended = night.mended;
        self.check_evening();
        self.sometimes.hit("night");
        self.say("WORLD", || "the hall is switched off".to_owned());
        (0..self.seats.len()).for_each(|seat| self.crash_seat(seat));
        self.crash_server(0);
        self.heap.clear();
        self.calls.clear();
        self.floor.clear();
        self.yesterday = Some(Yesterday {
            date: self.oracle.hall().day().map(|day| day.date),
            late: self.sometimes.late(),
        });
        self.now_ms = DAY_MS;
        (self.settled_ms, self.ends_ms) = (None, DAY_MS + BEFORE_MS + MORROW_MS + REST_MS);
        self.wake_up(mended);
        true
    }

    fn wake_up(&mut self, mended: Mended) {
        self.say("WORLD", || "the hall is switched on".to_owned());
        self.oracle.healed();
        self.start_server();
        self.turn();
        self.start_seats();
        self.expect_guests(self.floor.of_tomorrow());
        self.heap.push(self.now_ms + 1_000, Happening::Watch);
        if let Mended::Morning { after_ms } = mended {
            self.heap.push(self.now_ms + after_ms, Happening::Mend);
        }
    }

    /// Who could be told agrees on the day before everything is switched off.
    fn check_evening(&mut self) {
        let reached = self.seats.iter().filter(|seat| !seat.is_cut_off);
        let programs: Vec<&dyn Program> = reached.map(|seat| seat.program.as_ref()).collect();
        let Some(server) = &self.site.server else {
            return;
        };
        let content = self.site.disk.with(|content| content.clone());
        self.oracle.evening(server.app(), &content, &programs);
    }

    /// Counts what the second morning brought.
    pub(super) fn count_late(&mut self) {
        if let Some(yesterday) = self.yesterday
            && self.sometimes.late() > yesterday.late
        {
            self.sometimes.hit("paper of yesterday handed in");
        }
    }
}
