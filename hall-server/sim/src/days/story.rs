//! The story of a seed: who comes, what breaks and when, and how bad the network is.
//!
//! Everything is drawn before the day begins and belongs to a thing, not to a moment: a shorter
//! story is the same one with some people and some troubles left out.

use super::plan::{CLOSING, OPENS, TAKING, WINDOWS, plan_of};
use super::trouble::{Target, Trouble, TroubleKind};
use hall_core::Plan;
use hall_core::code::{ClassCode, ItemCode};
use hall_fixtures::dice::Dice;

/// A day to be lived.
#[derive(Clone, Debug)]
pub(super) struct Story {
    /// The seed it was drawn from.
    pub(super) seed: u64,
    /// The hall.
    pub(super) plan: Plan,
    /// Who comes, in order of arrival.
    pub(super) guests: Vec<Guest>,
    /// Others who come at the end when numbers got lost with a disk, so that no day is a quiet one.
    pub(super) reserve: Vec<Guest>,
    /// What breaks, in order of time.
    pub(super) troubles: Vec<Trouble>,
    /// How bad the network is.
    pub(super) rates: Rates,
    /// Everything is healed at this ms.
    pub(super) heal_ms: u64,
    /// A night and a morning follow after some days.
    pub(super) night: Option<Night>,
}

/// A kiosk that is cut off when the day ends, and what follows.
#[derive(Clone, Debug)]
pub(super) struct Night {
    /// Which kiosk.
    pub(super) kiosk: usize,
    /// When its cable is in again.
    pub(super) mended: Mended,
    /// Who takes a number there while the day ends.
    pub(super) late: Vec<Guest>,
    /// Who comes on the next morning.
    pub(super) morrow: Vec<Guest>,
}

/// When a night's kiosk reaches the server again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mended {
    /// When the day has closed.
    Evening,
    /// So many ms after the hall was switched on.
    Morning {
        /// From 0 to some minutes into the second day.
        after_ms: u64,
    },
}

/// How much of a day is lived.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Length {
    /// At least 400 tickets.
    Whole,
    /// Some minutes, for a quick look.
    Short,
}

/// A person on the way to the hall.
#[derive(Clone, Debug)]
pub(super) struct Guest {
    /// Distinguishes people; also the source of the person's own dice.
    pub(super) id: u64,
    /// Arrival in ms of the story.
    pub(super) at_ms: u64,
    /// What for.
    pub(super) item: ItemCode,
    /// Class of visitor.
    pub(super) class: Option<ClassCode>,
    /// Where the number is taken.
    pub(super) kiosk: usize,
    /// Comes when called.
    pub(super) comes: bool,
    /// Gives the number back after so many ms.
    pub(super) gives_up_ms: Option<u64>,
    /// Time at the window in ms.
    pub(super) service_ms: u64,
    /// Presses this on the pad.
    pub(super) level: Option<u8>,
    /// Touches twice.
    pub(super) is_hasty: bool,
    /// Comes when the hall is closing, and finds that out.
    pub(super) is_late: bool,
}

/// How often messages suffer, as probabilities per message. Drawn per seed: a kind may be off.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Rates {
    /// A message comes seconds late.
    pub(super) delay: f64,
    /// A message never comes.
    pub(super) drop: f64,
    /// A message comes twice.
    pub(super) duplicate: f64,
    /// Two messages change places.
    pub(super) reorder: f64,
    /// A message comes mutilated.
    pub(super) corrupt: f64,
    /// A connection breaks at a message.
    pub(super) cut: f64,
    /// A handler's caller goes away in the middle.
    pub(super) cancel: f64,
    /// A commit takes a while.
    pub(super) slow_disk: f64,
}

/// The story begins so many ms before the first number can be taken.
pub(super) const BEFORE_MS: u64 = 60_000;

/// The last minutes for which numbers are given, when nobody new comes: clocks may be ahead.
pub(super) const SPARE: u16 = 10;

/// From one morning to the next, in ms.
pub(super) const DAY_MS: u64 = 86_400_000;

/// People come for so long on a second day, in ms.
pub(super) const MORROW_MS: u64 = 240_000;

/// Minutes of a short day until everything is healed.
const SHORT: u64 = 9;

/// Local minute at which the story begins.
pub(super) const BEGINS: u16 = OPENS - 1;

/// Kiosks of a simulated hall.
pub(super) const KIOSKS: usize = 2;

impl Story {
    /// The story of a seed.
    pub(super) fn of(seed: u64, length: Length) -> Self {
        let (people, minutes) = match length {
            Length::Whole => (450, u64::from(TAKING - SPARE)),
            Length::Short => (60, SHORT),
        };
        let heal_ms = BEFORE_MS + minutes * 60_000;
        let plan = plan_of(seed);
        let mut dice = Dice::of(&[seed, STORY]);
        let rates = Rates::draw(&mut dice);
        let items: Vec<ItemCode> = plan.items.keys().copied().collect();
        let count = people + dice.bits() % (people / 8);
        let priority = plan.classes.iter().find(|(_, class)| class.credit_s > 0);
        let priority = priority.map(|(code, _)| *code);
        let guest = |id| Guest::draw(seed, id, heal_ms, &items, priority);
        let mut guests: Vec<Guest> = (0..count).map(guest).collect();
        let reserve = (count..count + people / 8).map(guest).collect();
        guests.sort_by_key(|guest| (guest.at_ms, guest.id));
        let mut troubles: Vec<Trouble> = (0..12 + dice.bits() % 24)
            .map(|id| Trouble::draw(seed, id, heal_ms))
            .collect();
        troubles.sort_by_key(|trouble| (trouble.at_ms, trouble.id));
        let night = Night::draw(seed, heal_ms, &items);
        Self {
            seed,
            plan,
            guests,
            reserve,
            troubles,
            rates,
            heal_ms,
            night,
        }
    }
}

impl Guest {
    fn draw(
        seed: u64,
        id: u64,
        heal_ms: u64,
        items: &[ItemCode],
        priority: Option<ClassCode>,
    ) -> Self {
        let mut dice = Dice::of(&[seed, GUEST, id]);
        // More people come in the first half.
        let share = dice.unit() * dice.between(0.7, 1.0);
        let last_ms = heal_ms - BEFORE_MS - 30_000;
        Self {
            id,
            at_ms: BEFORE_MS + (share * last_ms as f64) as u64,
            item: items[dice.bits() as usize % items.len()],
            class: priority.filter(|_| dice.chance(0.12)),
            kiosk: dice.bits() as usize % KIOSKS,
            comes: dice.chance(0.92),
            gives_up_ms: dice
                .chance(0.03)
                .then(|| dice.between(60_000.0, 900_000.0) as u64),
            service_ms: dice.log_normal(32_000.0, 0.6).clamp(5_000.0, 240_000.0) as u64,
            level: dice.chance(0.5).then(|| 1 + (dice.bits() % 5) as u8),
            is_hasty: dice.chance(0.05),
            is_late: false,
        }
        .perhaps_late(&mut dice, heal_ms)
    }

    fn perhaps_late(self, dice: &mut Dice, heal_ms: u64) -> Self {
        if !dice.chance(0.02) {
            return self;
        }
        let minutes = f64::from(SPARE + CLOSING);
        let at_ms = heal_ms + dice.between(0.0, minutes * 60_000.0) as u64;
        Self {
            at_ms,
            is_late: true,
            ..self
        }
    }
}

impl Rates {
    /// A swarm: each kind is off in some seeds and rare or frequent in others; no network is ever
    /// quite even.
    fn draw(dice: &mut Dice) -> Self {
        let mut rate = |highest: f64| {
            let on = dice.chance(0.7);
            let rate = highest * dice.unit() * dice.unit();
            if on { rate } else { 0.0 }
        };
        Self {
            delay: rate(0.10).max(0.002),
            drop: rate(0.05),
            duplicate: rate(0.05),
            reorder: rate(0.02),
            corrupt: rate(0.01),
            cut: rate(0.01),
            cancel: rate(0.05),
            slow_disk: rate(0.20),
        }
    }
}

impl Trouble {
    fn draw(seed: u64, id: u64, heal_ms: u64) -> Self {
        let mut dice = Dice::of(&[seed, TROUBLE, id]);
        let at_ms = BEFORE_MS / 2 + (dice.unit() * (heal_ms - BEFORE_MS) as f64) as u64;
        let long = if dice.chance(0.2) {
            300_000.0
        } else {
            20_000.0
        };
        let lasts_ms = dice.between(200.0, long) as u64;
        let target = match dice.index(&[6.0, 2.0, 2.0]) {
            0 => Target::Window(dice.bits() as usize % usize::from(WINDOWS)),
            1 => Target::Kiosk(dice.bits() as usize % KIOSKS),
            _ => Target::Board(dice.bits() as usize % super::BOARDS),
        };
        Self {
            id,
            at_ms,
            lasts_ms,
            target,
            kind: TroubleKind::draw(&mut dice),
            dice: dice.bits(),
        }
    }
}

impl Night {
    /// One day of four has one.
    fn draw(seed: u64, heal_ms: u64, items: &[ItemCode]) -> Option<Self> {
        let mut dice = Dice::of(&[seed, NIGHT]);
        if !dice.chance(0.25) {
            return None;
        }
        let kiosk = dice.bits() as usize % KIOSKS;
        let mended = if dice.chance(0.4) {
            Mended::Evening
        } else {
            let after_ms = dice.between(0.0, (BEFORE_MS + MORROW_MS) as f64) as u64;
            Mended::Morning { after_ms }
        };
        let ids = LATE_IDS..LATE_IDS + 4 + dice.bits() % 12;
        let late = ids.map(|id| {
            let mut dice = Dice::of(&[seed, NIGHT, id]);
            let at_ms = heal_ms + dice.between(1_000.0, 240_000.0) as u64;
            let guest = Guest::draw(seed, id, heal_ms, items, None);
            Guest {
                at_ms,
                kiosk,
                is_late: true,
                ..guest
            }
        });
        let ids = MORROW_IDS..MORROW_IDS + 10 + dice.bits() % 30;
        let morrow = ids.map(|id| {
            let mut dice = Dice::of(&[seed, NIGHT, id]);
            let at_ms = DAY_MS + BEFORE_MS + dice.between(0.0, MORROW_MS as f64) as u64;
            let guest = Guest::draw(seed, id, heal_ms, items, None);
            Guest {
                at_ms,
                is_late: true,
                ..guest
            }
        });
        Some(Self {
            kiosk,
            mended,
            late: late.collect(),
            morrow: morrow.collect(),
        })
    }
}

/// Far from everybody else's.
const LATE_IDS: u64 = 10_000;
const MORROW_IDS: u64 = 20_000;

const STORY: u64 = 11;
const GUEST: u64 = 12;
const TROUBLE: u64 = 13;
const NIGHT: u64 = 18;
