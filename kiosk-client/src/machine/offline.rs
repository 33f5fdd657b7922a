//! A number without the server: who may have one, from which block, and what stands on its paper.

use super::Machine;
use super::front::Front;
use super::link::Link;
use crate::journal::{Record, State};
use crate::limits::OPEN_INTENTS_MAX;
use hall_core::code::{SeriesCode, TicketId, Token, VisitId};
use hall_core::ticket::{Number, PaperState};
use hall_core::time::MINUTES_PER_DAY;
use hall_core::{Date, Time};
use hall_protocol::Stamp;
use hall_protocol::api::{Person, Take};
use hall_protocol::view::{ItemView, TicketView, windows_in_short};

/// Why the kiosk cannot give a number of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Offline {
    /// It has no numbers of this series and day.
    NoBlock,
    /// Its numbers of this series and day are used up.
    UsedUp,
    /// Outside the item's hours, in local minutes.
    OutsideHours {
        /// First minute.
        from: u16,
        /// The minute from which no more numbers are given.
        until: u16,
    },
    /// No more numbers on this day.
    DayOver,
    /// The item or its queue rests.
    Paused,
    /// The item is not known.
    UnknownItem,
    /// It does not know what day it is.
    NoClock,
    /// The applicant is too young for the item.
    TooYoung {
        /// The lowest age.
        age_min: u16,
    },
    /// The applicant's age must be confirmed first.
    AgeNotConfirmed {
        /// The lowest age.
        age_min: u16,
    },
    /// Only the applicant in person.
    NoAgents,
    /// So many numbers are not handed in that no more are given.
    JournalFull,
    /// The server refuses this device.
    NotWanted,
}

/// A number that can be given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Draw {
    day: Date,
    series: SeriesCode,
    n: u32,
    digits: u8,
    last_contact: Stamp,
}

impl Machine {
    /// The number that `take` would get now, or why there is none.
    pub(super) fn draw(&self, take: &Take) -> Result<Draw, Offline> {
        let item = self.item(take).ok_or(Offline::UnknownItem)?;
        if matches!(self.link, Link::Refused { .. }) {
            return Err(Offline::NotWanted);
        }
        let at = self.now.hall.ok_or(Offline::NoClock)?;
        let (date, minute) = self.local(at).ok_or(Offline::NoClock)?;
        let last_contact = self.contact.ok_or(Offline::NoBlock)?;
        if self.picture.paused(item).is_some() {
            return Err(Offline::Paused);
        }
        check_applicant(item, take.person.as_ref(), date)?;
        if self.state.open() >= OPEN_INTENTS_MAX {
            return Err(Offline::JournalFull);
        }
        let day = self.day_at(item, date, minute)?;
        let block = self.state.block(day, item.series).ok_or(Offline::UsedUp)?;
        Ok(Draw {
            day,
            series: item.series,
            n: block.next,
            digits: block.view.digits,
            last_contact: Stamp(last_contact),
        })
    }

    /// The business day on which the item gives numbers at a local date and minute: that of a
    /// leased block, today's or, after midnight, the one that still runs.
    fn day_at(&self, item: &ItemView, date: Date, minute: u16) -> Result<Date, Offline> {
        let mut days = block_days(&self.state, item.series).peekable();
        if days.peek().is_none() {
            return Err(Offline::NoBlock);
        }
        let [from, until] = item.ticket_hours;
        let runs = |day: &Date| {
            let minute = (date.0 - day.0) * MINUTES_PER_DAY + i32::from(minute);
            (i32::from(from)..i32::from(until)).contains(&minute)
        };
        let day = days.filter(runs).max();
        let day = match day {
            Some(day) => day,
            // It is time, and the numbers are those of another day.
            None if (from..until).contains(&minute) => return Err(Offline::NoBlock),
            None => return Err(Offline::OutsideHours { from, until }),
        };
        let over = self.picture.day.as_ref();
        match over.filter(|known| known.day > day || known.day == day && known.stage != "open") {
            Some(_) => Err(Offline::DayOver),
            None => Ok(day),
        }
    }

    /// What is written before the paper, and what stands on it.
    pub(super) fn number(&mut self, front: &Front, draw: Draw) -> (Record, TicketView) {
        let number = Number {
            series: draw.series,
            round: 0,
            n: draw.n,
        };
        let label = number.label(draw.digits);
        let token = Token(self.bits()).to_string();
        let at = front.hall.or(self.now.hall).map(Stamp);
        let view = self.facts(&front.take, draw.day, &label, &token, at);
        let record = Record::Numbered {
            request_id: front.take.request_id.clone(),
            take: front.take.clone(),
            day: draw.day,
            series: draw.series,
            n: draw.n,
            label,
            token,
            at,
            mono_ms: front.mono_ms,
            last_contact: draw.last_contact,
        };
        (record, view)
    }

    /// A ticket as far as the kiosk alone can know it.
    fn facts(
        &self,
        take: &Take,
        day: Date,
        label: &str,
        token: &str,
        at: Option<Stamp>,
    ) -> TicketView {
        let item = self.item(take).expect("a number is drawn for a known item");
        let at = at.unwrap_or_default();
        let class = take.class.as_deref().unwrap_or("normal");
        TicketView {
            id: TicketId(0),
            number: label.to_owned(),
            mark: self.marks.get(class).cloned().unwrap_or_default(),
            day,
            queue: item.queue,
            item: Some(item.code),
            class: class.parse().unwrap_or_else(|_| {
                "normal"
                    .parse()
                    .expect("the name of the plan's own class is a code")
            }),
            language: take.language.unwrap_or_default(),
            visit: VisitId(0),
            state: "waiting".to_owned(),
            window: None,
            window_hint: windows_in_short(item.windows.iter().copied()),
            taken_at: at,
            arrival: at,
            since: at,
            ahead: 0,
            wait_minutes: None,
            version: 0,
            calls: 0,
            called_at: None,
            restore_until: None,
            only_window: None,
            place: (0, 0, 0),
            legs: 1,
            earlier: Vec::new(),
            paper: PaperState::Unreported,
            no_paper: false,
            rated: false,
            token: Some(token.to_owned()),
            existing: false,
        }
    }

    fn item(&self, take: &Take) -> Option<&ItemView> {
        let wanted = take.item.as_deref()?;
        let mut items = self.known.items.iter();
        items.find(|item| item.code.as_str() == wanted)
    }

    /// Local date and minute of a moment in the hall's time zone.
    pub(super) fn local(&self, at: Time) -> Option<(Date, u16)> {
        let moment = jiff::Timestamp::from_millisecond(at.0).ok()?;
        let local = moment.to_zoned(self.zone.clone());
        let (year, month, day) = (local.year(), local.month(), local.day());
        let date = Date::from_civil(
            i32::from(year),
            month.unsigned_abs().into(),
            day.unsigned_abs().into(),
        );
        let minute =
            u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
        Some((date, minute))
    }
}

fn block_days(state: &State, series: SeriesCode) -> impl Iterator<Item = Date> {
    let blocks = state.blocks().iter();
    let of_series = blocks.filter(move |block| {
        block.view.series == series && Some(block.epoch.as_str()) == state.epoch()
    });
    of_series.map(|block| block.view.day)
}

/// The age rule, as the hall's own rules have it. An agent's document decides nothing about the
/// applicant.
fn check_applicant(item: &ItemView, person: Option<&Person>, today: Date) -> Result<(), Offline> {
    let Some(age_min) = item.age_min else {
        return Ok(());
    };
    let unknown = Person::default();
    let person = person.unwrap_or(&unknown);
    if person.agent && !item.agent_allowed {
        return Err(Offline::NoAgents);
    }
    let (year, _, _) = today.civil();
    let turns = person.birth_year.filter(|_| !person.agent);
    match turns.map(|born| year - born) {
        Some(turns) if turns < i32::from(age_min) => Err(Offline::TooYoung { age_min }),
        Some(turns) if turns > i32::from(age_min) => Ok(()),
        _ if person.age_confirmed => Ok(()),
        _ => Err(Offline::AgeNotConfirmed { age_min }),
    }
}
