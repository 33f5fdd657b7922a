//! The next matter of the person in hand, under the same number: here at once, or in another line.

use super::event::Action;
use super::key::Wish;
use super::{Ask, Choice, Chooser, Destination, Machine, Notice};
use hall_core::code::{QueueCode, TicketId, WindowNumber};
use hall_protocol::api::Act;
use hall_protocol::view::{ItemView, Names, QueueView, TicketView};
use hall_text::{FluentValue, say};
use kiosk_client::screen::search::Index;
use std::collections::BTreeSet;

impl Machine {
    /// Asks what is next: where people pay for this item, then what this window serves itself,
    /// then everything else.
    pub(super) fn go_on(&mut self) -> Vec<Action> {
        let Some(hand) = self.hand().filter(|hand| hand.serving) else {
            return self.tell("window-nothing-to-go-on");
        };
        let ask = Ask::GoOn { ticket: hand.id };
        let own = hand.ticket.and_then(|ticket| ticket.item);
        let now = self.draft.item.or(own);
        let pays = hand.ticket.and_then(|ticket| self.item(ticket)?.pay_at);
        let with_items: BTreeSet<QueueCode> = self.items.values().map(|item| item.queue).collect();
        let queues = self.standing.picture.queues.values();
        let queues = queues.filter(|queue| !with_items.contains(&queue.queue));
        let queues = queues.map(|queue| {
            let rank = if pays == Some(queue.queue) { 0 } else { 3 };
            (rank, self.queue_line(queue))
        });
        let items = self.items.values().filter(|item| Some(item.code) != now);
        let items = items.map(|item| {
            let rank = match item {
                item if pays == Some(item.queue) => 0,
                item if self.serves(item.queue) => 1,
                _ => 2,
            };
            (rank, self.item_line(item))
        });
        let mut lines: Vec<(u8, (Choice, &Names))> = queues.chain(items).collect();
        lines.sort_by_key(|(rank, _)| *rank);
        let (choices, names): (Vec<Choice>, Vec<&Names>) =
            lines.into_iter().map(|(_, line)| line).unzip();
        let codes: Vec<&str> = choices.iter().map(code_of).collect();
        let index = Index::of_names(names.into_iter().zip(codes));
        self.chooser = Some(Chooser::search(ask, choices, index));
        Vec::new()
    }

    fn queue_line<'a>(&self, queue: &'a QueueView) -> (Choice, &'a Names) {
        let value = Destination::Queue(queue.queue.to_string()).value();
        let choice = Choice {
            value,
            ..self.queue_choice(queue)
        };
        (choice, &queue.names)
    }

    fn item_line<'a>(&self, item: &'a ItemView) -> (Choice, &'a Names) {
        let language = self.settings.language;
        let args = [
            ("name", FluentValue::from(item.names.get(language))),
            ("waiting", FluentValue::from(self.waits_in(item.queue))),
        ];
        let key = if self.serves(item.queue) {
            "window-go-on-here"
        } else {
            "window-go-on-there"
        };
        let value = Destination::Item(item.code.to_string()).value();
        (Choice::new(say(language, key, &args), value), &item.names)
    }

    /// People who wait in a queue.
    fn waits_in(&self, queue: QueueCode) -> u32 {
        let queue = self.standing.picture.queues.get(&queue);
        queue.map_or(0, |queue| queue.waiting)
    }

    /// Whether this window serves a queue or helps it.
    pub(super) fn serves(&self, queue: QueueCode) -> bool {
        self.window()
            .is_some_and(|window| window.queues.contains(&queue) || window.helps.contains(&queue))
    }

    /// Ends the service and goes on there.
    pub(super) fn go_on_to(
        &mut self,
        window: WindowNumber,
        ticket: TicketId,
        value: String,
    ) -> Vec<Action> {
        let done = self.ending();
        let (item, queue) = match Destination::of(value) {
            Destination::Item(code) => (Some(code), None),
            Destination::Queue(code) => (None, Some(code)),
            Destination::Window(_) => return Vec::new(),
        };
        let act = Act {
            ticket: Some(ticket),
            served: done.item.clone(),
            item,
            queue,
            ..done
        };
        self.send_act(Wish::GoOn, format!("/api/v1/windows/{window}/go-on"), act)
    }

    /// Where the person goes now, for the clerk to say.
    pub(super) fn tell_where(&mut self, ticket: &TicketView) {
        if ticket.state != "waiting" {
            return;
        }
        let language = self.settings.language;
        let args = [
            ("number", FluentValue::from(ticket.number.as_str())),
            ("place", FluentValue::from(self.matter(ticket))),
            ("window", FluentValue::from(ticket.window_hint.as_str())),
            ("ahead", FluentValue::from(ticket.ahead)),
        ];
        self.notice = Some(Notice::done(language, "window-goes-on", &args));
    }
}

/// The code behind a line.
fn code_of(choice: &Choice) -> &str {
    let value = choice.value.as_str();
    value.rsplit_once(':').map_or(value, |(_, code)| code)
}
