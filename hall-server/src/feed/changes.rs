//! What an event changes in the picture that staff see; the public gets a part of it.
//!
//! Folding these changes gives the same picture as looking at the hall anew, which a test proves.

use crate::views::{Lens, alarm_word};
use hall_core::code::{QueueCode, TicketId, WindowNumber};
use hall_core::event::{Event, Subject};
use hall_core::{Hall, TicketState};
use hall_protocol::picture::Change;
use std::collections::BTreeSet;

/// What was true before an event and is needed to say what it changed.
#[derive(Debug, Default)]
pub struct Before {
    label: Option<String>,
    announced: bool,
    queue: Option<QueueCode>,
    missed: bool,
    window: Option<WindowNumber>,
}

impl Before {
    /// Looks at the hall before `event` is applied.
    pub fn of(lens: Lens<'_>, event: &Event) -> Self {
        let Some(ticket) = event.ticket().and_then(|id| lens.hall.ticket(id)) else {
            return Self::default();
        };
        Self {
            label: Some(lens.label(ticket)),
            announced: lens.hall.recent_calls().any(|call| call.id == ticket.id),
            queue: Some(ticket.queue()),
            missed: matches!(ticket.state, TicketState::Missed(_)),
            window: ticket.state.window(),
        }
    }
}

/// What `event` changed, looking at the hall after it.
pub fn changes(before: &Before, lens: Lens<'_>, event: &Event) -> Vec<Change> {
    let mut changes = Changes(Vec::new());
    changes.collect(before, lens, event);
    changes.0
}

struct Changes(Vec<Change>);

impl Changes {
    fn collect(&mut self, before: &Before, lens: Lens<'_>, event: &Event) {
        match event {
            Event::PlanLoaded { .. } => self.everything(lens),
            Event::DayOpened { .. } | Event::DayClosed { .. } => {
                self.push(lens.day().map(Change::Day));
                self.everything(lens);
            }
            Event::DayClosing { .. } => self.push(lens.day().map(Change::Day)),
            Event::Paused { subject, .. } | Event::Resumed { subject } => {
                self.queue(lens, subject_queue(lens.hall, *subject));
            }
            Event::AlarmRaised { alarm } => {
                self.push(Some(Change::Alarm(lens.alarm(*alarm, lens.hall.time()))));
            }
            Event::AlarmAccepted { alarm, .. } => {
                let since = lens.hall.alarm_since(*alarm);
                self.push(since.map(|since| Change::Alarm(lens.alarm(*alarm, since))));
            }
            Event::AlarmCleared { alarm } => {
                self.push(Some(Change::AlarmOver(alarm_word(*alarm))));
            }
            Event::NoticePosted { notice, .. } => {
                self.push(lens.notice(*notice).map(Change::Notice));
            }
            Event::NoticeOver { notice } => self.push(Some(Change::NoticeOver(*notice))),
            Event::MessageSent { .. } => {
                let newest = lens.hall.messages().last();
                self.push(
                    newest
                        .and_then(|one| lens.message(one))
                        .map(Change::Message),
                );
            }
            _ => self.ticket_or_window(before, lens, event),
        }
    }

    fn ticket_or_window(&mut self, before: &Before, lens: Lens<'_>, event: &Event) {
        let ticket = event.ticket().and_then(|id| lens.hall.ticket(id));
        if let Some(ticket) = ticket {
            self.ticket(lens, ticket.id);
            let mut queues = BTreeSet::from([ticket.queue()]);
            queues.extend(before.queue);
            for queue in queues {
                self.queue(lens, Some(queue));
            }
            self.misses(before, lens, ticket);
        }
        match (event, ticket) {
            (Event::TicketCalled { passed, .. }, Some(ticket)) => {
                self.push(lens.call(ticket).map(Change::Call));
                // Who was passed over is counted, and counting is a new version.
                if let Some(passed) = passed {
                    self.ticket(lens, *passed);
                }
            }
            (Event::TicketRecalled { .. }, Some(ticket)) => {
                self.push(lens.call(ticket).map(Change::Call));
            }
            // In a series that goes round the same number may be another ticket's call.
            (Event::NumberReplaced { .. }, _) if before.announced => {
                self.push(before.label.clone().map(Change::CallOver));
            }
            // A late ticket joins its day, also when that is over.
            (Event::TicketTaken(_) | Event::LateTicketRecorded(_), _) => {
                self.push(lens.day().map(Change::Day));
            }
            _ => {}
        }
        let windows: BTreeSet<WindowNumber> =
            event.window().into_iter().chain(before.window).collect();
        for window in windows {
            self.window(lens, window);
            self.prompt(lens, window, event, ticket.map(|ticket| ticket.id));
        }
        if matches!(
            event,
            Event::WindowOpened { .. }
                | Event::ClerkSignedIn { .. }
                | Event::WindowPaused { .. }
                | Event::WindowClosed { .. }
        ) {
            self.queues_of(lens, event.window());
        }
    }

    fn ticket(&mut self, lens: Lens<'_>, id: TicketId) {
        let Some(ticket) = lens.hall.ticket(id) else {
            return;
        };
        self.push(Some(if ticket.state.is_live() {
            Change::Ticket(lens.ticket(ticket))
        } else {
            Change::TicketOver(id)
        }));
    }

    fn misses(&mut self, before: &Before, lens: Lens<'_>, ticket: &hall_core::Ticket) {
        let now = lens.missed(ticket);
        if before.missed && (now.is_none() || before.label != Some(lens.label(ticket))) {
            self.push(before.label.clone().map(Change::MissedOver));
        }
        if !before.missed || before.label != Some(lens.label(ticket)) {
            self.push(now.map(Change::Missed));
        }
    }

    /// A finished service opens the pad's prompt; the next ticket in hand, or its rating, ends it.
    fn prompt(
        &mut self,
        lens: Lens<'_>,
        window: WindowNumber,
        event: &Event,
        ticket: Option<TicketId>,
    ) {
        match event {
            Event::TicketFinished { .. } => {
                let finished = ticket.and_then(|id| lens.hall.ticket(id));
                self.push(finished.map(|ticket| Change::Prompt(lens.prompt(window, ticket))));
            }
            Event::TicketRated { .. }
            | Event::TicketServedAtOnce { .. }
            | Event::TicketCalled { .. }
            | Event::TicketResumed { .. }
            | Event::TicketReopened { .. } => self.push(Some(Change::PromptOver(window))),
            _ => {}
        }
    }

    fn window(&mut self, lens: Lens<'_>, window: WindowNumber) {
        if lens
            .hall
            .plan()
            .is_some_and(|plan| plan.windows.contains_key(&window))
        {
            self.push(Some(Change::Window(lens.window(window))));
        }
    }

    fn queue(&mut self, lens: Lens<'_>, queue: Option<QueueCode>) {
        let known = |queue: &QueueCode| {
            lens.hall
                .plan()
                .is_some_and(|plan| plan.queues.contains_key(queue))
        };
        self.push(
            queue
                .filter(known)
                .map(|queue| Change::Queue(lens.queue(queue))),
        );
    }

    fn queues_of(&mut self, lens: Lens<'_>, window: Option<WindowNumber>) {
        let plan = lens.hall.plan().zip(window);
        let queues = plan.and_then(|(plan, window)| plan.windows.get(&window));
        for queue in queues.into_iter().flat_map(|window| window.queues.iter()) {
            self.queue(lens, Some(*queue));
        }
    }

    fn everything(&mut self, lens: Lens<'_>) {
        let Some(plan) = lens.hall.plan() else { return };
        for queue in plan.queues.keys() {
            self.queue(lens, Some(*queue));
        }
        for window in plan.windows.keys() {
            self.window(lens, *window);
        }
    }

    fn push(&mut self, change: Option<Change>) {
        self.0.extend(change);
    }
}

fn subject_queue(hall: &Hall, subject: Subject) -> Option<QueueCode> {
    match subject {
        Subject::Queue(queue) => Some(queue),
        Subject::Item(item) => Some(hall.plan()?.items.get(&item)?.queue),
    }
}
