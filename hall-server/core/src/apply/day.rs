//! Days and plans: what an opening clears and what a new plan leaves in force.

use crate::event::Raised;
use crate::hall::{Day, DayStage, Hall, Index, QueueState, SeriesState};
use crate::limits::PAST_DAYS_KEPT;
use crate::plan::{Plan, Series};
use crate::ticket::{PaperState, Ticket};
use crate::time::{Date, Time};
use alloc::vec::Vec;

impl Hall {
    pub(super) fn plan_loaded(&mut self, plan: &Plan) {
        for number in plan.windows.keys() {
            self.windows.entry(*number).or_default();
        }
        self.windows
            .retain(|number, _| plan.windows.contains_key(number));
        self.queues.retain(|code, _| plan.queues.contains_key(code));
        for (code, queue) in &plan.queues {
            let state = self.queues.entry(*code).or_insert_with(|| {
                // A queue that was gone for a while still counts what it issued today.
                let issued = self
                    .tickets
                    .values()
                    .filter(|ticket| ticket.legs[0].queue == *code);
                QueueState {
                    issued: issued.count() as u32,
                    ..QueueState::default()
                }
            });
            state.series.get_or_insert(queue.series);
        }
        self.tries
            .retain(|clerk, _| plan.clerks.contains_key(clerk));
        self.paused_items
            .retain(|code, _| plan.items.contains_key(code));
        // Ranges of the running day stay as they were; only new series come in at once.
        for (code, series) in &plan.series {
            self.series
                .entry(*code)
                .or_insert_with(|| SeriesState::fresh(series));
        }
        self.plan = Some(plan.clone());
    }

    pub(super) fn day_opened(&mut self, date: Date, at: Time) {
        let past = self.day.replace(Day {
            date,
            stage: DayStage::Open,
            opened: at,
            issued: 0,
        });
        assert!(
            past.is_none_or(|past| past.stage == DayStage::Closed && past.date < date),
            "a day opens once, after the one before it was closed (I25)"
        );
        self.remember_unprinted(date);
        self.tickets.clear();
        self.cases.retain(|_, case| !case.is_over());
        self.forget_follow(date);
        self.recent_calls.clear();
        self.rating_attempts.clear();
        self.messages.clear();
        self.index = Index {
            secrets: core::mem::take(&mut self.index.secrets),
            ..Index::default()
        };
        let plan: &Plan = self.plan.as_ref().expect("a day opens only under a plan");
        self.series = plan
            .series
            .iter()
            .map(|(code, rules)| (*code, SeriesState::fresh(rules)))
            .collect();
        for (code, state) in &mut self.queues {
            state.series = plan.queues.get(code).map(|queue| queue.series);
            state.issued = 0;
        }
        for window in self.windows.values_mut() {
            window.spans.clear();
            window.last_finished = None;
            window.card_tries = None;
            window.finished = 0;
            window.missed = 0;
        }
        let floors: Vec<Raised> = self
            .floors
            .iter()
            .filter(|(day, _)| *day == date)
            .map(|(_, raised)| *raised)
            .collect();
        for raised in floors {
            self.raise_series(raised);
        }
        self.floors.retain(|(day, _)| *day > date);
        self.blocks
            .retain(|block| block.day.0 > date.0 - PAST_DAYS_KEPT);
    }

    /// What the day that leaves the state keeps for papers that come late.
    fn remember_unprinted(&mut self, opened: Date) {
        let is_unprinted = |ticket: &&Ticket| {
            // What came out may be a copy at another kiosk; who is served at once has no paper; the
            // hall's own requests bear no id.
            let may_lack = ticket.paper != PaperState::Printed || ticket.copies > 0;
            let is_given = !ticket.legs[0].at_once && ticket.request.0 != 0;
            may_lack && is_given && !ticket.offline
        };
        let tickets = self.tickets.values().filter(is_unprinted);
        let intents = tickets.map(|ticket| (ticket.request, (ticket.day, ticket.id)));
        self.unprinted.extend(intents);
        self.unprinted
            .retain(|_, (day, _)| day.0 > opened.0 - PAST_DAYS_KEPT);
    }

    pub(super) fn day_closed(&mut self) {
        self.set_stage(DayStage::Closed);
        self.queues
            .values_mut()
            .for_each(|queue: &mut QueueState| queue.waits.day_ended());
    }

    pub(super) fn set_stage(&mut self, stage: DayStage) {
        self.day
            .as_mut()
            .expect("a day closes only after it opened")
            .stage = stage;
    }

    pub(super) fn history_lost(&mut self, day: Date, raised: &[Raised]) {
        let current = self.day.is_some_and(|open| open.date == day);
        for one in raised {
            if current {
                self.raise_series(*one);
            } else {
                self.raise_floor(day, *one);
            }
        }
    }

    /// Remembers a witness for a day that is not open, one entry per series and day.
    fn raise_floor(&mut self, day: Date, raised: Raised) {
        let known = self
            .floors
            .iter_mut()
            .find(|(date, floor)| *date == day && floor.series == raised.series);
        match known {
            Some((_, floor)) => {
                floor.online = floor.online.max(raised.online);
                floor.block = floor.block.max(raised.block);
            }
            None => self.floors.push((day, raised)),
        }
    }

    /// Lifts counters above what a witness has seen; they never sink (I2).
    fn raise_series(&mut self, raised: Raised) {
        if let Some(state) = self.series.get_mut(&raised.series) {
            state.next = state.next.max(raised.online + 1);
            state.next_block = state.next_block.max(raised.block + 1);
        }
    }
}

impl SeriesState {
    fn fresh(rules: &Series) -> Self {
        Self {
            rules: rules.clone(),
            next: 1,
            round: 0,
            next_block: rules.block_from,
        }
    }
}
