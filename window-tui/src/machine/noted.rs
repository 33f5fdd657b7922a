//! What the clerk does with the ticket in hand while the link is lost: noted, sent once when it is
//! back, and refused in words if the hall has moved on meanwhile.

use super::event::{Action, Body, Post};
use super::key::Wish;
use super::{Link, Machine, Notice, Pending};
use hall_core::code::TicketId;
use hall_protocol::api::Act;
use hall_text::FluentValue;

/// An act that waits for the link, under the id it will be sent with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    /// The act.
    pub wish: Wish,
    /// The ticket that was in hand.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    path: String,
    act: Act,
}

/// The acts that can be noted, with their verbs: those that end what is in hand.
fn verb_of(wish: Wish) -> Option<&'static str> {
    match wish {
        Wish::Finish => Some("finish"),
        Wish::QuickFinish => Some("quick-finish"),
        Wish::Missed => Some("missed"),
        _ => None,
    }
}

impl Machine {
    /// What waits for the link.
    pub fn noted(&self) -> Option<&Noted> {
        self.noted.as_ref()
    }

    /// Without the link, ending what is in hand is noted and undoing takes the note back; true when
    /// the wish was one of these.
    pub(super) fn notes(&mut self, wish: Wish) -> bool {
        if !matches!(self.standing.link, Link::Lost { .. }) {
            return false;
        }
        if wish == Wish::Reopen && self.noted.take().is_some() {
            self.tell("window-note-gone");
            return true;
        }
        let (Some(verb), Some(window)) = (verb_of(wish), self.window) else {
            return false;
        };
        let Some(hand) = self.hand() else {
            return false;
        };
        let (ticket, number) = (hand.id, hand.number.to_owned());
        // Only what fits what is in hand: the server would refuse the rest for sure.
        if hand.serving == matches!(wish, Wish::Missed | Wish::QuickFinish) {
            return false;
        }
        let act = Act {
            request_id: self.next_id(),
            ..self.ending()
        };
        let act = match wish {
            Wish::Missed => Act {
                item: None,
                quantity: None,
                case: None,
                ..act
            },
            _ => act,
        };
        self.noted = Some(Noted {
            wish,
            ticket,
            number,
            path: format!("/api/v1/windows/{window}/{verb}"),
            act,
        });
        true
    }

    /// The link is back: what was noted is sent, once.
    pub(super) fn send_noted(&mut self) -> Option<Action> {
        if self.pending.is_some() {
            return None;
        }
        let noted = self.noted.take()?;
        let request_id = noted.act.request_id.clone();
        self.pending = Some(Pending {
            wish: noted.wish,
            request_id: request_id.clone(),
        });
        Some(Action::Post(Post {
            path: noted.path,
            request_id,
            body: Body::Act(Box::new(noted.act)),
        }))
    }

    /// The server lost history: the same id may mean somebody else.
    pub(super) fn drop_noted(&mut self) {
        if let Some(noted) = self.noted.take() {
            let args = [("number", FluentValue::from(noted.number.as_str()))];
            let language = self.settings.language;
            self.notice = Some(Notice::say(language, "window-note-dropped", &args));
        }
    }
}
