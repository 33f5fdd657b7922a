//! Troubles: how each begins and ends.

use super::start::{BOARD_SEATS, GUIDE_SEAT, KIOSK_SEATS, MANAGER_SEAT};
use super::{Happening, Stall, World};
use crate::days::floor::{Doing, Person};
use crate::days::program::{Mischief, Stimulus, Wish};
use crate::days::storage::Mishap;
use crate::days::story::{Rates, SPARE};
use crate::days::trouble::{Target, Trouble, TroubleKind};
use hall_core::{Command, Span};
use hall_fixtures::dice::Dice;

/// The way back from the server may stall for so long before an older disk comes back, in ms: a
/// kiosk that was not answered has handed its own number in by then.
const STALL_MS: u64 = 2_500;
/// A server with an older disk is back after so many ms.
pub(super) const BACK_MS: u64 = 1_500;

impl World<'_> {
    fn target(trouble: &Trouble) -> usize {
        match trouble.target {
            Target::Window(index) => index,
            Target::Kiosk(index) => KIOSK_SEATS + index,
            Target::Board(index) => BOARD_SEATS + index,
        }
    }

    pub(super) fn begin_trouble(&mut self, index: usize) {
        if self.is_healed {
            return;
        }
        let trouble = self.story.troubles[index];
        let seat = Self::target(&trouble);
        let name = self.seats[seat].program.name().to_owned();
        self.say("TROUBLE", || {
            format!("{:?} ({name}, {} ms)", trouble.kind, trouble.lasts_ms)
        });
        self.fault(trouble.kind);
        self.heap.push(
            self.now_ms + trouble.lasts_ms,
            Happening::TroubleOver(index),
        );
        match trouble.kind {
            TroubleKind::Partition => {
                self.cut_feed(seat);
                self.seats[seat].is_cut_off = true;
            }
            TroubleKind::HalfOpen => {
                self.seats[seat].is_half_open = true;
                self.stick(seat, true);
            }
            TroubleKind::SlowReader => self.stick(seat, true),
            TroubleKind::NetworkDown => {
                (0..self.seats.len()).for_each(|seat| self.cut_feed(seat));
                self.is_network_down = true;
            }
            TroubleKind::ClientCrash => self.crash_seat(seat),
            TroubleKind::ClientPause => {
                let place = &mut self.seats[seat];
                if place.is_up && place.frozen.is_none() {
                    place.frozen = Some(Vec::new());
                }
            }
            TroubleKind::Printer | TroubleKind::Unplug | TroubleKind::LineNoise => {
                self.mischief(&trouble);
            }
            _ => self.begin_server_trouble(index, seat),
        }
    }

    fn begin_server_trouble(&mut self, index: usize, seat: usize) {
        let trouble = &self.story.troubles[index];
        match trouble.kind {
            TroubleKind::ServerCrash => self.crash_server(trouble.lasts_ms.min(30_000)),
            TroubleKind::ServerRestart => {
                if let Some(server) = &mut self.site.server {
                    server.stop();
                    self.site.has_work = true;
                }
            }
            TroubleKind::ServerPause if self.site.server.is_some() && !self.site.is_paused => {
                self.site.is_paused = true;
                let ms = trouble.lasts_ms.min(120_000);
                self.heap.push(self.now_ms + ms, Happening::ServerGo);
            }
            TroubleKind::Upgrade => self.upgrade(trouble),
            TroubleKind::DiskFull => self.site.disk.fill(true),
            TroubleKind::WriteError => self.site.disk.strike(Mishap::WriteError),
            TroubleKind::SyncError => {
                let is_stored = trouble.dice.is_multiple_of(2);
                self.site.disk.strike(Mishap::SyncError { is_stored });
            }
            TroubleKind::BitFlip => self.flip(trouble),
            TroubleKind::StaleRestore | TroubleKind::Restore => self.stall(index),
            TroubleKind::WallStep => {
                let mut dice = Dice::of(&[trouble.dice]);
                let sign = if dice.chance(0.5) { -1 } else { 1 };
                let most = [10_000.0, 120_000.0, 480_000.0][dice.index(&[3.0, 2.0, 1.0])];
                self.site.wall_step.0 += sign * dice.between(1.0, most) as i64;
            }
            TroubleKind::WallFreeze => {
                self.site.wall_frozen.get_or_insert(self.now_ms);
            }
            TroubleKind::Revoke => self.revoke(seat),
            TroubleKind::Pause => {
                self.give(MANAGER_SEAT, Stimulus::Person(Wish::Pause { on: true }));
            }
            _ => {}
        }
    }

    pub(super) fn end_trouble(&mut self, index: usize) {
        let trouble = self.story.troubles[index];
        let seat = Self::target(&trouble);
        self.say("TROUBLE", || format!("{:?} is over", trouble.kind));
        match trouble.kind {
            TroubleKind::Partition => self.seats[seat].is_cut_off = false,
            TroubleKind::HalfOpen => {
                self.seats[seat].is_half_open = false;
                self.stick(seat, false);
            }
            TroubleKind::SlowReader => self.stick(seat, false),
            TroubleKind::NetworkDown => self.is_network_down = false,
            TroubleKind::ClientCrash if !self.seats[seat].is_up => self.start_seat(seat, 500),
            TroubleKind::ClientPause => self.thaw(seat),
            TroubleKind::Printer | TroubleKind::Unplug | TroubleKind::LineNoise => {
                let seat = Self::device_seat(&trouble);
                self.give(seat, Stimulus::Device(None));
            }
            TroubleKind::DiskFull => self.site.disk.fill(false),
            TroubleKind::WallFreeze => self.site.wall_frozen = None,
            TroubleKind::WallStep => self.site.wall_step = Span(0),
            TroubleKind::Pause => {
                self.give(MANAGER_SEAT, Stimulus::Person(Wish::Pause { on: false }));
            }
            _ => {}
        }
    }

    /// Everything is well from now on.
    pub(super) fn heal(&mut self) {
        self.say("WORLD", || "everything is healed".to_owned());
        self.oracle.healed();
        for index in 0..self.story.troubles.len() {
            if self.story.troubles[index].at_ms < self.now_ms {
                self.end_trouble(index);
            }
        }
        self.rates = Rates::default();
        self.stall = Stall::default();
        self.is_healed = true;
        self.site.disk.release();
        self.site.disk.strike(Mishap::None);
        if self.site.is_paused {
            self.heap.push(self.now_ms + 1, Happening::ServerGo);
        }
        for seat in 0..self.seats.len() {
            if !self.seats[seat].is_up {
                self.start_seat(seat, 500);
            }
            self.thaw(seat);
        }
        self.invite();
        self.cut_kiosk_off();
    }

    /// Who left without a number because nothing worked comes back, and then the reserve, so that
    /// no day is a quiet one.
    fn invite(&mut self) {
        let wanted = self.story.guests.len() * 24 / 25;
        let missing = wanted.saturating_sub(self.oracle.hall().tickets().count());
        let people = self.floor.people.iter().enumerate();
        let is_invited = |guest: usize, person: &Person| {
            let is_reserve = guest >= self.story.guests.len();
            let is_of_today = guest < self.story.guests.len() + self.story.reserve.len();
            is_of_today && person.number.is_none() && (is_reserve || !person.guest.is_late)
        };
        let left = people.filter(|(guest, person)| is_invited(*guest, person));
        let left: Vec<usize> = left.map(|(guest, _)| guest).take(missing).collect();
        // The last two minutes are for those who have to try again.
        let minutes = u64::from(SPARE) - 2;
        let apart_ms = minutes * 60_000 / left.len().max(1) as u64;
        for (guest, nth) in left.into_iter().zip(1..) {
            let person = &mut self.floor.people[guest];
            (person.doing, person.guest.is_late) = (Doing::Away, true);
            self.later(guest, self.now_ms + nth * apart_ms);
        }
    }

    pub(super) fn crash_seat(&mut self, seat: usize) {
        if !self.seats[seat].is_up {
            return;
        }
        let place = &mut self.seats[seat];
        place.is_up = false;
        place.frozen = None;
        place.run += 1;
        place.wakes.clear();
        place.program.crash(&mut place.dice);
        self.close_feed(seat);
    }

    fn thaw(&mut self, seat: usize) {
        let Some(waited) = self.seats[seat].frozen.take() else {
            return;
        };
        for stimulus in waited {
            self.give(seat, stimulus);
        }
        // Its timers have all run out.
        self.give(seat, Stimulus::Wake);
    }

    fn stick(&mut self, seat: usize, is_stuck: bool) {
        if let Some(line) = &mut self.seats[seat].feed {
            line.is_stuck = is_stuck;
            if let Some(end) = &line.end {
                end.stick(is_stuck);
            }
            self.site.has_work = true;
        }
    }

    fn device_seat(trouble: &Trouble) -> usize {
        match trouble.kind {
            TroubleKind::Printer => {
                KIOSK_SEATS + trouble.dice as usize % (BOARD_SEATS - KIOSK_SEATS)
            }
            _ => trouble.dice as usize % GUIDE_SEAT,
        }
    }

    fn mischief(&mut self, trouble: &Trouble) {
        let seat = Self::device_seat(trouble);
        let mischief = match trouble.kind {
            TroubleKind::Unplug => Mischief::Unplugged,
            TroubleKind::LineNoise => Mischief::Noise,
            _ => Mischief::Own(trouble.dice / 7),
        };
        self.give(seat, Stimulus::Device(Some(mischief)));
    }

    /// A changed plan: another name, and other rules for calls.
    fn upgrade(&mut self, trouble: &Trouble) {
        let name = format!("大厅 {}", trouble.id);
        self.site.plan.hall.name.zh = name;
        self.site.plan.calls.suggest_missed_after = 2 + (trouble.dice % 3) as u16;
        let plan = Box::new(self.site.plan.clone());
        self.operator(Command::LoadPlan { plan });
    }

    /// A byte of the journal changes while the server is down; the next start finds it.
    fn flip(&mut self, trouble: &Trouble) {
        if self.site.backups.is_empty() || self.site.server.is_none() {
            return;
        }
        self.crash_server(2_000);
        self.site.disk.with(|content| {
            let tail = content
                .snapshot
                .as_ref()
                .map_or(0, |snapshot| snapshot.tip.seq.0);
            let count = content.events.len() as u64 - tail;
            if count > 0 {
                let row = &mut content.events[(tail + trouble.dice % count) as usize];
                row.body = row.body.replacen(':', ": ", 1);
            }
        });
    }

    /// Before an older disk comes back the way from the server may stall: what it still said is
    /// heard after it has forgotten it.
    fn stall(&mut self, index: usize) {
        // Nothing, some of it, or all of it.
        let chance = [0.0, 0.5, 1.0][self.story.troubles[index].dice as usize % 3];
        let ms = if chance > 0.0 { STALL_MS } else { 0 };
        let until_ms = self.now_ms + ms;
        self.stall = Stall { until_ms, chance };
        self.heap.push(until_ms, Happening::GoBack(index));
    }

    /// An older disk comes back.
    pub(super) fn go_back(&mut self, index: usize) {
        let is_there = self.site.server.is_some() && !self.site.backups.is_empty();
        if !is_there || self.is_healed {
            return;
        }
        let trouble = self.story.troubles[index];
        self.crash_server(BACK_MS);
        self.restore_backup(trouble.kind == TroubleKind::Restore);
    }

    fn is_enrolled(&self, token: &str) -> bool {
        let secret = hall_server::auth::secret(token);
        self.oracle.hall().device_by_secret(&secret).is_some()
    }

    /// Devices that an older disk does not know any more are enrolled again, so that the hall waits
    /// for them too, and then those that it knows again are revoked again.
    pub(super) fn enrol_forgotten(&mut self) {
        let token_of = |place: &super::Seat| {
            let token = place.promised.as_ref().unwrap_or(&place.token);
            token.clone()
        };
        for seat in 0..self.seats.len() {
            let token = token_of(&self.seats[seat]);
            if !self.is_enrolled(&token) {
                self.enrol(seat, &token);
            }
        }
        for seat in 0..self.seats.len() {
            let token = token_of(&self.seats[seat]);
            let mut former = token.as_str();
            while let Some(before) = former.strip_suffix('x') {
                let secret = hall_server::auth::secret(before);
                let known = self.oracle.hall().device_by_secret(&secret);
                if let Some((device, _)) = known {
                    self.operator(Command::RevokeDevice { device });
                }
                former = before;
            }
        }
    }

    /// A device is revoked, and enrolled anew under another token.
    fn revoke(&mut self, seat: usize) {
        let old = hall_server::auth::secret(&self.seats[seat].token);
        let known = self.oracle.hall().device_by_secret(&old).map(|(id, _)| id);
        let (Some(device), true) = (known, self.site.server.is_some()) else {
            return;
        };
        self.operator(Command::RevokeDevice { device });
        let token = format!("{}x", self.seats[seat].token);
        self.enrol(seat, &token);
        self.seats[seat].promised = Some(token);
        self.turn();
    }

    /// The operator brings a device its new token, once the server has said that it is enrolled.
    ///
    /// No room on the disk, or no power: then there is none to bring.
    pub(super) fn hand_over(&mut self, seat: usize) {
        let promised = self.seats[seat].promised.take();
        let (enrolled, missing) = match promised {
            Some(token) if self.is_enrolled(&token) => (Some(token), None),
            promised => (None, promised),
        };
        self.seats[seat].promised = missing;
        let Some(token) = enrolled else { return };
        self.seats[seat].token.clone_from(&token);
        self.seats[seat].program.new_token(&token);
    }
}
