//! A business day: people take numbers, clerks call, serve and open cases, and some of those who
//! were served press the pad.

use super::cases::Cases;
use super::counted::Counted;
use super::desk::{Office, Wish};
use super::follow;
use hall_core::case::CaseAct;
use hall_core::code::{ItemCode, TicketId, WindowNumber};
use hall_core::command::{Act, CaseClerk, Named, NewCase, TakeTicket};
use hall_core::device::Role;
use hall_core::service::Done;
use hall_core::ticket::PaperState;
use hall_core::{Command, Date, DayStage, Hall};
use hall_fixtures::dice::Dice;
use hall_protocol::view::{CaseView, TicketView};
use hall_server::store::StoreError;
use std::collections::{BTreeMap, VecDeque};

/// A hall and its people.
pub(super) struct Life {
    pub(super) office: Office,
    pub(super) counted: Counted,
    dice: Dice,
    hands: BTreeMap<WindowNumber, Hands>,
    cases: Cases,
}

/// What a clerk has in hand.
#[derive(Clone, Copy, Default)]
enum Hands {
    #[default]
    Free,
    /// Called, and nobody comes.
    Called,
    /// Served until this minute.
    Serving(TicketId, ItemCode, u16),
}

/// Minutes between two looks at the hall.
const STEP: u16 = 3;
/// Of the visits that the plan expects on a day so many come: together about 100,000 a year.
const SHARE: f64 = 0.64;
/// Services at which a case is opened (56,000 of 100,000).
const WITH_CASE: f64 = 0.58;
/// Nobody comes.
const STAYS_AWAY: f64 = 0.03;
/// Presses the pad.
const RATES: f64 = 0.16;
/// From the best level to the worst.
const LEVELS: [f64; 5] = [0.90, 0.085, 0.008, 0.004, 0.003];
/// Weekdays are not alike, Monday first.
const WEEKDAYS: [f64; 7] = [1.25, 1.05, 1.0, 0.95, 0.85, 0.9, 0.9];
/// The back office moves what is due so often, in minutes: what needs no day is done on the spot.
const OFFICE_EVERY: u16 = 30;
/// Yesterday's citizens are asked from this minute on.
const CALLS_AT: u16 = 10 * 60;
/// Nobody waits in the hall any more.
const LATEST: u16 = 22 * 60;

impl Life {
    pub(super) fn new(office: Office, seed: u64) -> Self {
        Self {
            office,
            counted: Counted::default(),
            dice: Dice::of(&[seed, 1]),
            hands: BTreeMap::new(),
            cases: Cases::default(),
        }
    }

    /// One day of the calendar.
    pub(super) async fn day(&mut self, day: Date) -> Result<(), StoreError> {
        if !self.office.plan.hours.works_on(day) {
            return self.office.minute(day, 12 * 60).await;
        }
        self.counted.days += 1;
        let opening = self.office.plan.first_ticket_minute();
        let last = self.office.plan.last_ticket_minute();
        self.office.minute(day, opening).await?;
        self.open_windows().await?;
        let mut coming = self.people(day, opening, last);
        for minute in (opening..LATEST).step_by(usize::from(STEP)) {
            self.office.minute(day, minute).await?;
            if self.is_over(day) {
                break;
            }
            self.work(day, minute, &mut coming).await?;
            if minute % OFFICE_EVERY < STEP {
                self.cases.work(&self.office, day).await?;
            }
            if (CALLS_AT..CALLS_AT + STEP).contains(&minute) {
                follow::work(&self.office, &mut self.dice).await?;
            }
        }
        Ok(())
    }

    fn is_over(&self, day: Date) -> bool {
        let closed = |hall: &Hall| {
            let today = hall.day().filter(|today| today.date == day);
            today.is_none_or(|today| today.stage == DayStage::Closed)
        };
        self.office.with_hall(closed)
    }

    async fn open_windows(&mut self) -> Result<(), StoreError> {
        let windows: Vec<WindowNumber> = self.office.plan.windows.keys().copied().collect();
        let open = |window: &WindowNumber| -> Wish {
            let (window, clerk) = (*window, self.office.clerk(*window));
            let command = Command::OpenWindow { window, clerk };
            (Role::Window, Some(window), command, Vec::new())
        };
        self.office.ask(windows.iter().map(open).collect()).await?;
        self.hands = windows
            .iter()
            .map(|window| (*window, Hands::Free))
            .collect();
        Ok(())
    }

    /// Who comes today, the first one first.
    fn people(&mut self, day: Date, opening: u16, last: u16) -> VecDeque<(u16, ItemCode)> {
        let weekday = WEEKDAYS[day.weekday()];
        // A year has its quiet and its busy weeks, and days are alike in none.
        let season = 1.0 + 0.15 * (f64::from(day.0 % 365) / 58.0).sin();
        let today = SHARE * weekday * season * self.dice.log_normal(1.0, 0.08);
        let usual = self.office.plan.hours.ticket_from;
        let mut people = Vec::new();
        for (item, rules) in &self.office.plan.items {
            let from = if rules.frequent { opening } else { usual };
            for _ in 0..self.dice.poisson(f64::from(rules.per_day) * today) {
                let minute = self.dice.seconds(u32::from(from), u32::from(last) - 1);
                people.push((minute as u16, *item));
            }
        }
        people.sort_unstable();
        people.into()
    }

    /// Some minutes of the hall.
    async fn work(
        &mut self,
        day: Date,
        minute: u16,
        coming: &mut VecDeque<(u16, ItemCode)>,
    ) -> Result<(), StoreError> {
        self.serve(day, minute).await?;
        let mut wishes = Vec::new();
        while let Some((_, item)) = coming.pop_front_if(|(at, _)| *at <= minute) {
            let mut take = TakeTicket::item(item);
            take.person.age_confirmed = true;
            wishes.push((Role::Kiosk, None, Command::TakeTicket(take), Vec::new()));
        }
        let taken = self.office.ask(wishes).await?;
        let taken = taken
            .iter()
            .flatten()
            .filter_map(|body| view::<TicketView>(body));
        let printed = taken.map(|ticket| -> Wish {
            self.counted.taken += 1;
            let command = Command::ReportPaper {
                ticket: ticket.id,
                number: None,
                paper: PaperState::Printed,
                copy: false,
            };
            (Role::Kiosk, None, command, Vec::new())
        });
        let printed = printed.collect();
        self.office.ask(printed).await?;
        self.call(minute).await
    }

    /// Free clerks call where somebody waits, and most of those who are called come.
    async fn call(&mut self, minute: u16) -> Result<(), StoreError> {
        let plan = &self.office.plan;
        let waits = |hall: &Hall| -> Vec<WindowNumber> {
            let free = self
                .hands
                .iter()
                .filter(|(_, hands)| matches!(hands, Hands::Free));
            let free = free.map(|(window, _)| *window);
            let has_work = |window: &WindowNumber| {
                let mut queues = plan.windows[window].queues.iter();
                queues.any(|queue| hall.waiting_count(*queue) > 0)
            };
            free.filter(has_work).collect()
        };
        let windows = self.office.with_hall(waits);
        let call = |window: &WindowNumber| -> Wish {
            let command = Command::CallNext { window: *window };
            (Role::Window, Some(*window), command, Vec::new())
        };
        let called = self.office.ask(windows.iter().map(call).collect()).await?;
        let mut started: Vec<Wish> = Vec::new();
        for (window, body) in windows.into_iter().zip(called) {
            let ticket = body.as_deref().and_then(view::<TicketView>);
            let Some((ticket, item)) = ticket.and_then(|it| Some((it.id, it.item?))) else {
                continue;
            };
            if self.dice.chance(STAYS_AWAY) {
                self.hands.insert(window, Hands::Called);
                continue;
            }
            let (named, act) = (Named::default(), Act::Start);
            let command = Command::Act { window, named, act };
            started.push((Role::Window, Some(window), command, Vec::new()));
            let usual = f64::from(self.office.plan.items[&item].usual_s) / 60.0;
            let takes = self.dice.log_normal(usual, 0.4).clamp(1.0, 45.0);
            let until = minute + takes as u16;
            self.hands
                .insert(window, Hands::Serving(ticket, item, until));
        }
        self.office.ask(started).await.map(drop)
    }

    /// Who was called and has not come is missed; who was served goes.
    async fn serve(&mut self, day: Date, minute: u16) -> Result<(), StoreError> {
        let mut wishes: Vec<Wish> = Vec::new();
        let mut opened = Vec::new();
        for (window, hands) in self.hands.clone() {
            let at = |act| -> Wish {
                let named = Named::default();
                let command = Command::Act { window, named, act };
                (Role::Window, Some(window), command, Vec::new())
            };
            let next = match hands {
                Hands::Free => continue,
                Hands::Called => {
                    self.counted.missed += 1;
                    wishes.push(at(Act::Miss));
                    Hands::Free
                }
                Hands::Serving(_, _, until) if until > minute => continue,
                Hands::Serving(ticket, item, _) => {
                    if self.dice.chance(WITH_CASE) {
                        opened.push((wishes.len(), window, item));
                        wishes.push(opening(window, ticket));
                    }
                    wishes.push(at(Act::Finish(Done::default())));
                    self.counted.finished += 1;
                    *self.counted.by_day.entry(day).or_default() += 1;
                    wishes.extend(self.rating(window, ticket));
                    Hands::Free
                }
            };
            self.hands.insert(window, next);
        }
        let answers = self.office.ask(wishes).await?;
        for (at, window, item) in opened {
            let body = answers.get(at).and_then(Option::as_deref);
            if let Some(case) = body.and_then(view::<CaseView>) {
                self.counted.cases += 1;
                let receiver = self.office.clerk(window);
                let promised = self.office.plan.items[&item].promised_days;
                self.cases
                    .opened(case.id, receiver, promised, day, &mut self.dice);
            }
        }
        Ok(())
    }

    fn rating(&mut self, window: WindowNumber, ticket: TicketId) -> Option<Wish> {
        if !self.dice.chance(RATES) {
            return None;
        }
        let level = 5 - self.dice.index(&LEVELS) as u8;
        let (notes, note) = if level <= 2 {
            self.counted.bad += 1;
            let (notes, note) = self.office.text("排队时间太长");
            (notes, Some(note))
        } else {
            (Vec::new(), None)
        };
        self.counted.rated += 1;
        let command = Command::Rate {
            ticket,
            level,
            note,
        };
        Some((Role::Pad, Some(window), command, notes))
    }
}

/// A case at the window, accepted at once.
fn opening(window: WindowNumber, ticket: TicketId) -> Wish {
    let (by, case) = (
        CaseClerk::At(window),
        NewCase {
            ticket: Some(ticket),
            first: Some(CaseAct::Accept),
            ..NewCase::default()
        },
    );
    let case = Box::new(case);
    let command = Command::OpenCase { by, case };
    (Role::Window, Some(window), command, Vec::new())
}

fn view<T: serde::de::DeserializeOwned>(body: &str) -> Option<T> {
    serde_json::from_str(body).ok()
}
