//! Serving somebody who stands at the window without paper.

use super::event::{Action, Body};
use super::key::Wish;
use super::{Ask, Chooser, Machine, Notice, Stage};
use hall_core::code::WindowNumber;
use hall_protocol::api::{ServeNow, Take};

/// Listed reasons, by their names in the catalogue.
pub(super) const SERVE_REASONS: [&str; 5] = [
    "window-serve-question",
    "window-serve-back",
    "window-serve-collect",
    "window-serve-no-kiosk",
    "window-serve-frail",
];

impl Machine {
    /// Asks what for: the items of the queues that this window serves or helps.
    pub(super) fn serve_now(&mut self) -> Vec<Action> {
        if self.hand().is_some() {
            return self.tell("window-hands-full");
        }
        if self.stage() != Stage::Open {
            let language = self.settings.language;
            let key = self.settings.keys.name_of(Wish::Open, language);
            let args = [("key", key.into())];
            self.notice = Some(Notice::say(language, "window-open-first", &args));
            return Vec::new();
        }
        let question = self.items_question(Ask::ServeWhat, |item| self.serves(item.queue));
        if question.choices.is_empty() {
            return self.tell("window-no-items");
        }
        self.chooser = Some(question);
        Vec::new()
    }

    /// The question after the item.
    pub(super) fn serve_why(&self, item: String) -> Chooser<Ask> {
        self.reasons(&SERVE_REASONS, Ask::ServeWhy { item })
    }

    /// Serves them, with the reason on record.
    pub(super) fn serve_for(
        &mut self,
        window: WindowNumber,
        item: String,
        reason: String,
    ) -> Vec<Action> {
        let request_id = self.next_id();
        let body = ServeNow {
            take: Take {
                request_id: request_id.clone(),
                item: Some(item),
                language: Some(self.settings.language),
                ..Take::default()
            },
            reason: Some(reason),
        };
        let path = format!("/api/v1/windows/{window}/serve-now");
        self.post(
            Wish::ServeNow,
            path,
            request_id,
            Body::Serve(Box::new(body)),
        )
    }
}
