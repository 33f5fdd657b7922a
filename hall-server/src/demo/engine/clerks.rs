//! What clerks do: open, call, call again, serve, hold, send on, finish, rest and close.

use super::Engine;
use crate::demo::agenda::Act;
use crate::demo::devices::{Told, post};
use crate::demo::error::DemoError;
use crate::demo::ledger::State;
use hall_core::Language;
use hall_core::code::{QueueCode, TicketId, WindowNumber};
use hall_fixtures::clerk::{Habits, Rest};
use hall_protocol::api::{self, Change};
use hall_protocol::view::{TicketView, WindowView};
use std::collections::VecDeque;

/// One clerk at one window.
#[derive(Clone, Debug)]
pub(super) struct Clerk {
    pub(super) habits: Habits,
    pub(super) post: Post,
    /// A call is planned already.
    pub(super) will_call: bool,
    /// A rest that waits for free hands.
    rest: Option<Rest>,
    /// Held people who stand at the window again.
    back: VecDeque<TicketId>,
}

/// What a clerk is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Post {
    /// The window is closed.
    Closed,
    /// Open with free hands.
    Free,
    /// Open with a ticket in hand.
    Busy,
    /// The window rests.
    Resting,
    /// A human works here.
    Guest,
}

impl Engine {
    /// Plans what clerks decide by themselves: opening and rests.
    pub(super) fn plan_clerks(&mut self) {
        let first_s = u32::from(self.scene.plan.first_ticket_minute()) * 60;
        for number in self.scene.plan.windows.keys().copied() {
            let habits = Habits::of(&self.scene.plan, number, self.scene.seed);
            // A window opens on a running day; the day begins with the first number.
            let opens_s = habits.opens_s.max(first_s + 1);
            self.agenda.plan(self.scene.at(opens_s), Act::Open(number));
            for (index, rest) in habits.rests.iter().enumerate() {
                if rest.at_s > opens_s {
                    self.agenda
                        .plan(self.scene.at(rest.at_s), Act::Rest(number, index));
                }
            }
            let (rest, back) = (None, VecDeque::new());
            let clerk = Clerk {
                habits,
                post: Post::Closed,
                will_call: false,
                rest,
                back,
            };
            self.clerks.insert(number, clerk);
        }
    }

    /// The post A clerk opens the window.
    pub(super) async fn open(&mut self, window: WindowNumber) -> Result<(), DemoError> {
        if self.post(window) == Post::Guest {
            return Ok(());
        }
        let clerk = self.scene.plan.windows[&window].clerk_a;
        let body = Change {
            request_id: Some(self.id()),
            clerk,
            ..Change::default()
        };
        match self.change(window, "open", &body).await? {
            Ok(_) => {
                self.set_post(window, Post::Free);
                let breath = self.breath_s(window, 3, 10);
                self.call_in(window, breath);
            }
            Err(problem) => self.surprise(&format!("window {window} opens"), &problem),
        }
        Ok(())
    }

    /// A rest begins now, or as soon as the hands are free.
    pub(super) async fn rest(
        &mut self,
        window: WindowNumber,
        index: usize,
    ) -> Result<(), DemoError> {
        if let Some(clerk) = self
            .clerks
            .get_mut(&window)
            .filter(|clerk| clerk.post != Post::Guest)
        {
            clerk.rest = clerk.habits.rests.get(index).copied();
        }
        if self.post(window) == Post::Free {
            self.go_resting(window).await
        } else {
            Ok(())
        }
    }

    async fn go_resting(&mut self, window: WindowNumber) -> Result<(), DemoError> {
        let rest = self
            .clerks
            .get_mut(&window)
            .and_then(|clerk| clerk.rest.take());
        let Some(rest) = rest else { return Ok(()) };
        // A meal ends at its hour, however late it began.
        let planned_end = self.scene.at(rest.at_s + rest.minutes * 60);
        let minutes = if rest.is_meal {
            u32::try_from((planned_end - self.now).0.div_euclid(60_000)).unwrap_or(0)
        } else {
            rest.minutes
        };
        if minutes == 0 {
            return Ok(());
        }
        let code = if rest.is_meal { "meal" } else { "break" };
        let is_listed = self
            .scene
            .plan
            .reasons
            .keys()
            .any(|known| known.as_str() == code);
        let own = if rest.is_meal {
            "server-demo-reason-meal"
        } else {
            "server-demo-reason-break"
        };
        let reason = if is_listed {
            code.to_owned()
        } else {
            hall_text::word(Language::ZhCn, own)
        };
        let (request_id, reason, minutes) = (Some(self.id()), Some(reason), Some(minutes));
        let body = Change {
            request_id,
            reason,
            minutes,
            ..Change::default()
        };
        match self.change(window, "pause", &body).await? {
            Ok(_) => {
                self.set_post(window, Post::Resting);
                let seconds = minutes.unwrap_or(0) * 60;
                self.in_seconds(seconds.saturating_sub(5), Act::Back(window));
            }
            Err(problem) => self.surprise(&format!("window {window} rests"), &problem),
        }
        Ok(())
    }

    /// A rest is over.
    pub(super) async fn back(&mut self, window: WindowNumber) -> Result<(), DemoError> {
        if self.post(window) == Post::Resting {
            self.open(window).await
        } else {
            Ok(())
        }
    }

    /// Free hands: a held person who is back, a rest, or the next one.
    pub(super) async fn next(&mut self, window: WindowNumber) -> Result<(), DemoError> {
        if let Some(clerk) = self.clerks.get_mut(&window) {
            clerk.will_call = false;
        }
        if self.post(window) != Post::Free {
            return Ok(());
        }
        if self.gives_way(window) {
            return Ok(());
        }
        let back = self
            .clerks
            .get_mut(&window)
            .and_then(|clerk| clerk.back.pop_front());
        if let Some(ticket) = back {
            return self.resume(window, ticket).await;
        }
        if self
            .clerks
            .get(&window)
            .is_some_and(|clerk| clerk.rest.is_some())
        {
            self.go_resting(window).await?;
            if self.post(window) != Post::Free {
                return Ok(());
            }
        }
        match self.act(window, "call-next", api::Act::default()).await? {
            Ok(ticket) => {
                self.ledger.called(window, &ticket);
                self.set_post(window, Post::Busy);
                self.person_hears(window, ticket.id);
            }
            Err(problem) if problem.code == "nobody_waiting" => {}
            Err(problem) => self.surprise(&format!("window {window} calls"), &problem),
        }
        Ok(())
    }

    async fn resume(&mut self, window: WindowNumber, ticket: TicketId) -> Result<(), DemoError> {
        match self.act(window, "resume", named(ticket)).await? {
            Ok(view) => {
                self.ledger.set(&view, State::Serving(window));
                self.set_post(window, Post::Busy);
                self.plan_work(window, ticket);
            }
            Err(problem) if problem.code == "person_busy" => {
                self.in_seconds(PERSON_BUSY_S, Act::Return(window, ticket));
                self.call_in(window, 1);
            }
            Err(problem) => {
                self.surprise(&format!("window {window} resumes"), &problem);
                self.call_in(window, 5);
            }
        }
        Ok(())
    }

    /// A called person stands at the window.
    pub(super) async fn arrive(
        &mut self,
        window: WindowNumber,
        ticket: TicketId,
    ) -> Result<(), DemoError> {
        if self.ledger.state(ticket) != Some(State::Called(window)) || self.is_guests(window) {
            return Ok(());
        }
        match self.act(window, "start", named(ticket)).await? {
            Ok(view) => {
                self.ledger.set(&view, State::Serving(window));
                self.plan_work(window, ticket);
            }
            Err(problem) => self.surprise(&format!("window {window} starts"), &problem),
        }
        Ok(())
    }

    /// Plans the end of the work, or the moment at which the person must fetch something.
    fn plan_work(&mut self, window: WindowNumber, ticket: TicketId) {
        let Some(case) = self.cases.get_mut(&ticket) else {
            return;
        };
        let pace = self
            .clerks
            .get(&window)
            .map_or(1.0, |clerk| clerk.habits.pace);
        let seconds = |work: f64| (work * pace).round().max(1.0) as u32;
        if let Some(hold) = case.errand.hold.filter(|_| !case.was_away) {
            case.was_away = true;
            let done = case.left_s * hold.done;
            case.left_s -= done;
            self.in_seconds(seconds(done), Act::Leave(window, ticket));
        } else {
            let left = seconds(case.left_s);
            self.in_seconds(left, Act::Done(window, ticket));
        }
    }

    /// Nobody stands there yet: announce again, or give it up.
    pub(super) async fn again(
        &mut self,
        window: WindowNumber,
        ticket: TicketId,
    ) -> Result<(), DemoError> {
        if self.ledger.state(ticket) != Some(State::Called(window)) || self.is_guests(window) {
            return Ok(());
        }
        let calls = self.calls.get(&ticket).copied().unwrap_or(1);
        let limit = self.scene.plan.calls.suggest_missed_after;
        let limit = limit.min(self.scene.plan.calls.calls_max);
        if calls < limit {
            match self.act(window, "recall", named(ticket)).await? {
                Ok(view) => {
                    self.ledger.called(window, &view);
                    self.calls.insert(ticket, view.calls);
                    let wait_s = self.scene.plan.calls.interval_s + 2;
                    self.in_seconds(wait_s, Act::Again(window, ticket));
                }
                Err(problem) => self.late(window, ticket, &problem),
            }
            return Ok(());
        }
        match self.act(window, "missed", named(ticket)).await? {
            Ok(view) => {
                self.calls.remove(&ticket);
                self.ledger.missed(&view);
                self.person_missed(ticket);
                self.free_again(window, 2, 5);
            }
            Err(problem) => self.late(window, ticket, &problem),
        }
        Ok(())
    }

    /// On a scaled clock an act may come a moment too soon; it is tried again.
    fn late(&mut self, window: WindowNumber, ticket: TicketId, problem: &hall_protocol::Problem) {
        if matches!(problem.code.as_str(), "recall_too_soon" | "missed_too_soon") {
            self.in_seconds(3, Act::Again(window, ticket));
        } else {
            self.surprise(&format!("window {window} waits for {ticket}"), problem);
        }
    }

    /// The person must fetch something; the window keeps the ticket and goes on.
    pub(super) async fn leave(
        &mut self,
        window: WindowNumber,
        ticket: TicketId,
    ) -> Result<(), DemoError> {
        if self.ledger.state(ticket) != Some(State::Serving(window)) || self.is_guests(window) {
            return Ok(());
        }
        let away_s = self.cases.get(&ticket).and_then(|case| case.errand.hold);
        let away_s = away_s.map_or(0, |hold| hold.away_s);
        match self.act(window, "hold", named(ticket)).await? {
            Ok(view) => {
                self.ledger.set(&view, State::Held(window));
                self.in_seconds(away_s, Act::Return(window, ticket));
                self.free_again(window, 3, 8);
            }
            // The drawer of held papers is full: the person is served at once.
            Err(problem) if problem.code == "hold_limit" => self.plan_work(window, ticket),
            Err(problem) => self.surprise(&format!("window {window} holds"), &problem),
        }
        Ok(())
    }

    /// A held person stands at the window again.
    pub(super) fn came_back(&mut self, window: WindowNumber, ticket: TicketId) {
        if self.ledger.state(ticket) != Some(State::Held(window)) {
            return;
        }
        if let Some(clerk) = self.clerks.get_mut(&window) {
            clerk.back.push_back(ticket);
        }
        self.call_in(window, 3);
    }

    /// The work is done: on to the cashier, or finished.
    pub(super) async fn done(
        &mut self,
        window: WindowNumber,
        ticket: TicketId,
    ) -> Result<(), DemoError> {
        if self.ledger.state(ticket) != Some(State::Serving(window)) || self.is_guests(window) {
            return Ok(());
        }
        let pay_at = self
            .cases
            .get_mut(&ticket)
            .and_then(|case| case.pay_at.take());
        let sent = match pay_at {
            Some(queue) => self.send_on(window, ticket, queue).await?,
            None => false,
        };
        if !sent {
            match self.act(window, "finish", named(ticket)).await? {
                Ok(view) => {
                    self.ledger.set(&view, State::Finished);
                    self.person_leaves(window, ticket);
                }
                Err(problem) => self.surprise(&format!("window {window} finishes"), &problem),
            }
        }
        self.free_again(window, 4, 10);
        Ok(())
    }

    async fn send_on(
        &mut self,
        window: WindowNumber,
        ticket: TicketId,
        queue: QueueCode,
    ) -> Result<bool, DemoError> {
        let reason = hall_text::word(Language::ZhCn, "server-demo-reason-pay");
        let (queue, reason) = (Some(queue.to_string()), Some(reason));
        let body = api::Act {
            queue,
            reason,
            ..named(ticket)
        };
        match self.act(window, "transfer", body).await? {
            Ok(view) => {
                self.calls.remove(&ticket);
                self.ledger.set(&view, State::Waiting);
                if let Some(case) = self.cases.get_mut(&ticket) {
                    case.left_s = case.errand.pays_s.unwrap_or(case.left_s);
                }
                self.wake(view.queue, 0);
                Ok(true)
            }
            Err(problem) => {
                self.surprise(&format!("window {window} sends on"), &problem);
                Ok(false)
            }
        }
    }

    /// Free windows that serve or help a queue soon look for the next one.
    pub(super) fn wake(&mut self, queue: QueueCode, wait_s: u32) {
        let serves = |number: &WindowNumber| {
            let window = &self.scene.plan.windows[number];
            window.queues.contains(&queue) || window.helps.iter().any(|help| help.queue == queue)
        };
        let free: Vec<WindowNumber> = self.clerks.keys().copied().filter(serves).collect();
        for window in free {
            let breath = self.breath_s(window, 2, 6);
            self.call_in(window, wait_s + breath);
        }
    }

    /// Every free clerk with somebody on the screen calls; helpers look at other queues too.
    pub(super) fn look_around(&mut self) {
        let waits = |number: &WindowNumber| {
            let window = &self.scene.plan.windows[number];
            let helped = window.helps.iter().map(|help| help.queue);
            window
                .queues
                .iter()
                .copied()
                .chain(helped)
                .any(|queue| self.ledger.waiting(queue) > 0)
        };
        let free: Vec<WindowNumber> = self.clerks.keys().copied().filter(waits).collect();
        for window in free {
            let breath = self.breath_s(window, 1, 20);
            self.call_in(window, breath);
        }
    }

    /// In the evening a window closes when nobody can come to it any more.
    pub(super) async fn close_idle_windows(&mut self) -> Result<(), DemoError> {
        let idle = |(number, clerk): (&WindowNumber, &Clerk)| {
            let open = matches!(clerk.post, Post::Free | Post::Resting);
            (open && !self.is_needed(*number)).then_some(*number)
        };
        let idle: Vec<WindowNumber> = self.clerks.iter().filter_map(idle).collect();
        for window in idle {
            let body = Change {
                request_id: Some(self.id()),
                ..Change::default()
            };
            match self.change(window, "close", &body).await? {
                Ok(_) => self.set_post(window, Post::Closed),
                Err(problem) => self.surprise(&format!("window {window} closes"), &problem),
            }
        }
        Ok(())
    }

    /// Whether anybody may still come to a window.
    fn is_needed(&self, window: WindowNumber) -> bool {
        let plan = &self.scene.plan.windows[&window];
        let may_come = |queue: &QueueCode| {
            plan.queues.contains(queue) || plan.helps.iter().any(|help| help.queue == *queue)
        };
        self.cases
            .iter()
            .filter(|(_, case)| !case.is_settled)
            .any(|(ticket, case)| {
                let Some(entry) = self.ledger.entries.get(ticket) else {
                    return false;
                };
                let held_here = entry.state == State::Held(window);
                held_here || may_come(&entry.queue) || case.pay_at.as_ref().is_some_and(may_come)
            })
    }

    /// Plans a call, unless one is planned or the hands are full.
    pub(super) fn call_in(&mut self, window: WindowNumber, seconds: u32) {
        let Some(clerk) = self.clerks.get_mut(&window) else {
            return;
        };
        if clerk.post == Post::Free && !clerk.will_call {
            clerk.will_call = true;
            self.in_seconds(seconds, Act::Next(window));
        }
    }

    fn free_again(&mut self, window: WindowNumber, from: u32, to: u32) {
        self.set_post(window, Post::Free);
        let breath = self.breath_s(window, from, to);
        self.call_in(window, breath);
    }

    /// What a clerk is at.
    pub(super) fn post(&self, window: WindowNumber) -> Post {
        self.clerks
            .get(&window)
            .map_or(Post::Closed, |clerk| clerk.post)
    }

    pub(super) fn set_post(&mut self, window: WindowNumber, post: Post) {
        if let Some(clerk) = self.clerks.get_mut(&window) {
            clerk.post = post;
        }
    }

    fn is_guests(&self, window: WindowNumber) -> bool {
        self.post(window) == Post::Guest
    }

    /// An act on a ticket.
    async fn act(
        &mut self,
        window: WindowNumber,
        verb: &str,
        body: api::Act,
    ) -> Result<Told<TicketView>, DemoError> {
        let body = api::Act {
            request_id: self.id(),
            ..body
        };
        let path = format!("/api/v1/windows/{window}/{verb}");
        post(&self.devices.windows[&window], &path, &body).await
    }

    async fn change(
        &self,
        window: WindowNumber,
        verb: &str,
        body: &Change,
    ) -> Result<Told<WindowView>, DemoError> {
        let path = format!("/api/v1/windows/{window}/{verb}");
        post(&self.devices.windows[&window], &path, body).await
    }
}

fn named(ticket: TicketId) -> api::Act {
    api::Act {
        ticket: Some(ticket),
        ..api::Act::default()
    }
}

/// Seconds after which a person at two windows is looked for again.
const PERSON_BUSY_S: u32 = 60;
