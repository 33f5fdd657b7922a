//! What visitors do: take a number, give up, come back to the guide, press the pad.

use super::Engine;
use crate::demo::agenda::Act;
use crate::demo::devices::{post, told};
use crate::demo::error::DemoError;
use crate::demo::ledger::State;
use hall_core::code::{QueueCode, TicketId, WindowNumber};
use hall_core::ticket::PaperState;
use hall_fixtures::crowd::{Errand, Shows};
use hall_fixtures::dice::Dice;
use hall_protocol::api::{Change, Person, Rate, Rated};
use hall_protocol::view::TicketView;
use kiosk_client::Order;

/// One ticket with the matter behind it.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) errand: Errand,
    /// Where the person goes on afterwards.
    pub(super) pay_at: Option<QueueCode>,
    /// Seconds of work that are left at the window, for a clerk of average pace.
    pub(super) left_s: f64,
    /// The person was away once already.
    pub(super) was_away: bool,
    /// Times missed.
    pub(super) missed: u32,
    /// The person does nothing more about it.
    pub(super) is_settled: bool,
}

impl Case {
    fn new(errand: &Errand, pay_at: Option<QueueCode>) -> Self {
        Self {
            left_s: errand.work_s,
            pay_at: pay_at.filter(|_| errand.pays_s.is_some()),
            errand: errand.clone(),
            was_away: false,
            missed: 0,
            is_settled: false,
        }
    }

    /// Whether the person answers this call.
    fn comes(&self) -> bool {
        match self.errand.shows {
            Shows::Comes => true,
            Shows::Never => false,
            Shows::Later { .. } => self.missed > 0,
        }
    }
}

impl Engine {
    /// A number at a kiosk, printed and reported, by the kiosk's own code.
    pub(super) async fn take(&mut self, visitor: usize, errand: usize) -> Result<(), DemoError> {
        let order = self.order(visitor, errand);
        let kiosk = &self.devices.kiosks[visitor % self.devices.kiosks.len()];
        let taken = match told(kiosk.take_and_print(&order).await)? {
            Ok(taken) => taken,
            Err(problem) => {
                self.surprise(&format!("a visitor takes {}", order.item), &problem);
                return Ok(());
            }
        };
        let ticket = &taken.ticket;
        if ticket.existing || taken.paper != PaperState::Printed || taken.unreported.is_some() {
            let (number, paper) = (&ticket.number, taken.paper);
            self.ledger.fault(format!(
                "{number}: the paper is {paper:?}, {:?}",
                taken.cause
            ));
        }
        if ticket.existing {
            return Ok(());
        }
        self.ledger.taken(ticket);
        let errands = &self.crowd[visitor].errands;
        let matter = &errands[errand];
        let pay_at = self.scene.plan.items[&matter.item].pay_at;
        let (patience_s, more) = (matter.patience_s, errand + 1 < errands.len());
        self.cases.insert(ticket.id, Case::new(matter, pay_at));
        if let Some(patience_s) = patience_s {
            self.in_seconds(patience_s, Act::GiveUp(ticket.id));
        }
        if more {
            self.first_tokens
                .insert(visitor, ticket.token.clone().unwrap_or_default());
            self.in_seconds(
                SECOND_S,
                Act::Take {
                    visitor,
                    errand: errand + 1,
                },
            );
        }
        self.wake(ticket.queue, 0);
        Ok(())
    }

    fn order(&mut self, visitor: usize, errand: usize) -> Order {
        let request_id = Some(self.id());
        let visit = self.first_tokens.remove(&visitor);
        let who = &self.crowd[visitor];
        let item = who.errands[errand].item;
        let age = self
            .scene
            .plan
            .items
            .get(&item)
            .and_then(|item| item.age_min);
        Order {
            item: item.to_string(),
            class: who.class.map(|class| class.to_string()),
            language: who.language,
            person: Person {
                age_confirmed: age.is_some(),
                ..Person::default()
            },
            booking: None,
            visit,
            request_id,
        }
    }

    /// Somebody who still waits gives the number back at the guide desk.
    pub(super) async fn give_up(&mut self, ticket: TicketId) -> Result<(), DemoError> {
        if self.ledger.state(ticket) != Some(State::Waiting) {
            return Ok(());
        }
        if let Some(view) = self.at_guide(ticket, "withdraw").await? {
            self.ledger.set(&view, State::Withdrawn);
            self.settle_case(ticket);
        }
        Ok(())
    }

    /// A missed person is back and waits again.
    pub(super) async fn restore(&mut self, ticket: TicketId) -> Result<(), DemoError> {
        if self.ledger.state(ticket) != Some(State::Missed) {
            return Ok(());
        }
        match self.at_guide(ticket, "restore").await? {
            Some(view) => {
                self.ledger.set(&view, State::Waiting);
                self.wake(view.queue, self.scene.plan.calls.cooldown_s);
            }
            None => self.settle_case(ticket),
        }
        Ok(())
    }

    async fn at_guide(
        &mut self,
        ticket: TicketId,
        act: &str,
    ) -> Result<Option<TicketView>, DemoError> {
        let body = Change {
            request_id: Some(self.id()),
            ..Change::default()
        };
        let path = format!("/api/v1/tickets/{ticket}/{act}");
        match post(&self.devices.guide, &path, &body).await? {
            Ok(view) => Ok(Some(view)),
            Err(problem) => {
                self.surprise(&format!("ticket {ticket}: {act}"), &problem);
                Ok(None)
            }
        }
    }

    /// What happens after a call: the person walks, or nobody comes.
    pub(super) fn person_hears(&mut self, window: WindowNumber, ticket: TicketId) {
        let Some(case) = self.cases.get(&ticket) else {
            return;
        };
        let (comes, walk_s) = (case.comes(), case.errand.walk_s);
        if comes {
            self.in_seconds(walk_s, Act::Arrive(window, ticket));
        }
        // A hurried clerk waits the interval and a breath.
        let wait_s = self.scene.plan.calls.interval_s + 2;
        self.in_seconds(wait_s, Act::Again(window, ticket));
    }

    /// Nobody came; some are at the guide desk later.
    pub(super) fn person_missed(&mut self, ticket: TicketId) {
        let calls = &self.scene.plan.calls;
        let (may_return, limit_s) = (calls.restore_max > 0, calls.restore_minutes * 60);
        let Some(case) = self.cases.get_mut(&ticket) else {
            return;
        };
        case.missed += 1;
        match case.errand.shows {
            Shows::Later { after_s } if case.missed == 1 && may_return => {
                let after_s = after_s.min(limit_s.saturating_sub(60));
                self.in_seconds(after_s, Act::Guide(ticket));
            }
            _ => case.is_settled = true,
        }
    }

    /// The citizen presses the pad, or lets it time out.
    pub(super) fn person_leaves(&mut self, window: WindowNumber, ticket: TicketId) {
        self.settle_case(ticket);
        let rating = self.cases.get(&ticket).and_then(|case| case.errand.rating);
        if let Some(rating) = rating {
            let limit_s = self.scene.plan.rating.prompt_s.saturating_sub(1);
            self.in_seconds(rating.after_s.min(limit_s), Act::Rate(window, ticket));
        }
    }

    /// A rating by the pad with its own token.
    pub(super) async fn rate(
        &mut self,
        window: WindowNumber,
        ticket: TicketId,
    ) -> Result<(), DemoError> {
        let rating = self.cases.get(&ticket).and_then(|case| case.errand.rating);
        let (Some(rating), Some(pad)) = (rating, self.devices.pads.get(&window).cloned()) else {
            return Ok(());
        };
        let reason = (rating.level <= BAD_UP_TO)
            .then(|| hall_text::word(hall_core::Language::ZhCn, "server-demo-reason-rating"));
        let body = Rate {
            request_id: self.id(),
            ticket,
            level: rating.level,
            reason,
            reasons: Vec::new(),
        };
        match post::<_, Rated>(&pad, "/api/v1/ratings", &body).await? {
            Ok(rated) => self.ledger.rated(rated.level),
            Err(problem) => self.surprise(&format!("the pad of window {window}"), &problem),
        }
        Ok(())
    }

    /// The person does nothing more about a ticket.
    pub(super) fn settle_case(&mut self, ticket: TicketId) {
        if let Some(case) = self.cases.get_mut(&ticket) {
            case.is_settled = true;
        }
    }

    /// A small pause between two acts at a window.
    pub(super) fn breath_s(&self, window: WindowNumber, from: u32, to: u32) -> u32 {
        let moment = self.now.0.unsigned_abs();
        Dice::of(&[self.scene.seed, BREATH, u64::from(window.0), moment]).seconds(from, to)
    }
}

/// Ratings up to this level carry a reason (DOMAIN 4.2).
const BAD_UP_TO: u8 = 2;

/// Seconds between two numbers at the kiosk.
const SECOND_S: u32 = 25;

/// Names the dice of breaths.
const BREATH: u64 = 5;
