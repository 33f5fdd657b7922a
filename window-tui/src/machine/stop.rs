//! Stopping a queue of this window and letting it give numbers again.

use super::event::{Action, Body};
use super::key::Wish;
use super::{Ask, Choice, Machine, Notice};
use hall_protocol::api::Change;
use hall_protocol::view::QueueView;
use hall_text::{FluentValue, say};

/// A line says what it does, whatever happens to the queue while the list is open.
const STOP: &str = "stop:";
const START: &str = "start:";

/// The queue that a line stops; none when it starts one.
pub(super) fn stops(value: &str) -> Option<&str> {
    value.strip_prefix(STOP)
}

impl Machine {
    /// Asks which of the window's own queues.
    pub(super) fn stop_queue(&mut self) -> Vec<Action> {
        let own = self.window().map(|window| window.queues.clone());
        let queues = &self.standing.picture.queues;
        let own = own.unwrap_or_default();
        let choices: Vec<Choice> = own
            .iter()
            .filter_map(|code| queues.get(code))
            .map(|queue| self.stop_choice(queue))
            .collect();
        if choices.is_empty() {
            return self.tell("window-no-queue");
        }
        // Always a list: one key alone never turns people away.
        self.chooser = Some(super::Chooser::list(Ask::StopWhich, choices));
        Vec::new()
    }

    fn stop_choice(&self, queue: &QueueView) -> Choice {
        let language = self.settings.language;
        let name = FluentValue::from(queue.names.get(language));
        let (label, verb) = if let Some(reason) = &queue.paused {
            let reason = FluentValue::from(reason.names.get(language));
            let args = [("name", name), ("reason", reason)];
            (say(language, "window-queue-start", &args), START)
        } else {
            let args = [("name", name)];
            (say(language, "window-queue-stop", &args), STOP)
        };
        Choice::new(label, format!("{verb}{}", queue.queue))
    }

    /// Lets the queue of a line go on.
    pub(super) fn start_queue(&mut self, value: &str) -> Vec<Action> {
        let code = value.strip_prefix(START);
        code.map_or(Vec::new(), |code| self.turn_queue(code, None))
    }

    /// Stops the queue for a reason, or without one lets it go on.
    pub(super) fn turn_queue(&mut self, code: &str, reason: Option<String>) -> Vec<Action> {
        let request_id = self.next_id();
        let verb = if reason.is_some() { "pause" } else { "resume" };
        let change = Change {
            request_id: Some(request_id.clone()),
            reason,
            ..Change::default()
        };
        let path = format!("/api/v1/queues/{code}/{verb}");
        self.post(Wish::StopQueue, path, request_id, Body::Queue(change))
    }

    /// Says how the queue is now.
    pub(super) fn tell_queue(&mut self, queue: &QueueView) {
        let language = self.settings.language;
        let args = [("name", FluentValue::from(queue.names.get(language)))];
        let key = if queue.paused.is_some() {
            "window-queue-stopped"
        } else {
            "window-queue-started"
        };
        self.notice = Some(Notice::done(language, key, &args));
    }
}
