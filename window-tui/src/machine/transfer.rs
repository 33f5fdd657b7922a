//! Sending a ticket on: to a queue, or to one window, with a reason.

use super::event::Action;
use super::key::Wish;
use super::{Ask, Choice, Chooser, Destination, Machine};
use hall_core::code::{TicketId, WindowNumber};
use hall_protocol::api::Act;
use hall_protocol::view::{QueueView, WindowView};
use hall_text::{FluentValue, say};

/// Listed reasons, by their names in the catalogue.
pub(super) const TRANSFER_REASONS: [&str; 5] = [
    "window-transfer-next-step",
    "window-transfer-wrong-queue",
    "window-transfer-other-department",
    "window-transfer-second-matter",
    "window-transfer-equipment",
];

impl Machine {
    /// Asks where the ticket in hand goes: the other queues first, then single windows.
    pub(super) fn transfer(&mut self) -> Vec<Action> {
        let Some(hand) = self.hand() else {
            return self.tell("window-nothing-to-transfer");
        };
        let own = hand.ticket.map(|ticket| ticket.queue);
        let ask = Ask::TransferTo { ticket: hand.id };
        let picture = &self.standing.picture;
        let queues = picture.queues.values();
        let queues = queues.filter(|queue| Some(queue.queue) != own);
        let windows = picture.windows.values();
        let windows =
            windows.filter(|window| window.state == "open" && Some(window.number) != self.window);
        let choices: Vec<Choice> = queues
            .map(|queue| self.queue_choice(queue))
            .chain(windows.map(|window| self.window_choice(window)))
            .collect();
        if choices.is_empty() {
            return self.tell("window-no-other-queue");
        }
        self.chooser = Some(Chooser::list(ask, choices));
        Vec::new()
    }

    pub(super) fn queue_choice(&self, queue: &QueueView) -> Choice {
        let language = self.settings.language;
        let args = [
            ("name", FluentValue::from(queue.names.get(language))),
            ("waiting", FluentValue::from(queue.waiting)),
            ("windows", FluentValue::from(queue.open_windows)),
        ];
        let label = say(language, "window-transfer-queue", &args);
        Choice::new(label, Destination::Queue(queue.queue.to_string()).value())
    }

    fn window_choice(&self, window: &WindowView) -> Choice {
        let language = self.settings.language;
        let args = [
            ("window", FluentValue::from(window.number.to_string())),
            ("name", FluentValue::from(window.names.get(language))),
        ];
        let label = say(language, "window-transfer-window", &args);
        Choice::new(label, Destination::Window(window.number).value())
    }

    /// Sends the ticket there.
    pub(super) fn transfer_to(
        &mut self,
        window: WindowNumber,
        ticket: TicketId,
        to: Destination,
        reason: String,
    ) -> Vec<Action> {
        let hand = self.hand().filter(|hand| hand.id == ticket);
        let version = hand
            .and_then(|hand| hand.ticket)
            .map(|ticket| ticket.version);
        let (queue, only) = match to {
            Destination::Queue(code) => (Some(code), None),
            Destination::Window(number) => (None, Some(number)),
            // No line of this list stands for an item.
            Destination::Item(_) => return Vec::new(),
        };
        let act = Act {
            ticket: Some(ticket),
            version,
            queue,
            window: only,
            reason: Some(reason),
            ..Act::default()
        };
        let path = format!("/api/v1/windows/{window}/transfer");
        self.send_act(Wish::Transfer, path, act)
    }
}
