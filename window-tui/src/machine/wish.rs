//! From a wish to an act: what is sent, what must be asked first, what cannot be sent at all.

use super::event::{Action, Body, Post};
use super::key::Wish;
use super::look::Stage;
use super::{Ask, Choice, Chooser, Link, Machine, Notice, Pending};
use crate::limits::PAUSE_MINUTES;
use hall_core::code::{TicketId, WindowNumber};
use hall_protocol::api::{Act, Change};
use hall_protocol::view::TicketView;
use hall_text::{FluentValue, say, word};

/// Listed reasons for a transfer, as the ends of their names in the catalogue.
pub(crate) const TRANSFER_REASONS: [&str; 5] = [
    "next-step",
    "wrong-queue",
    "other-department",
    "second-matter",
    "equipment",
];

/// Reasons for a pause that every hall has, when the server lists none.
pub(crate) const PAUSE_REASONS: [&str; 5] = ["break", "meal", "meeting", "supplies", "system"];

/// The value of the line that asks for own words.
const OWN_WORDS: &str = "";

/// The two answers to the question before closing; no ticket id looks like them.
const STAY: &str = "stay";
const LEAVE: &str = "leave";

impl Machine {
    pub(super) fn on_wish(&mut self, wish: Wish) -> Vec<Action> {
        match wish {
            Wish::Help => {
                self.help = true;
                return Vec::new();
            }
            Wish::Quit => return vec![Action::Quit],
            _ => {}
        }
        // One act at a time: what the next one means depends on the answer.
        if self.pending.is_some() {
            return Vec::new();
        }
        let Some(window) = self.ready() else {
            return Vec::new();
        };
        match wish {
            Wish::CallNext => self.act(wish, window, "call-next", None),
            Wish::Recall => self.act_in_hand(wish, window, "recall"),
            Wish::Start => self.act_in_hand(wish, window, "start"),
            Wish::Finish => self.act_in_hand(wish, window, "finish"),
            Wish::Missed => self.act_in_hand(wish, window, "missed"),
            Wish::Hold => self.act_in_hand(wish, window, "hold"),
            Wish::Resume => self.resume(window),
            Wish::Release => self.release(window),
            Wish::Transfer => self.transfer(),
            Wish::Pause => self.pause(window),
            Wish::Open => self.open(window),
            Wish::Close => self.close(window),
            Wish::Reopen => self.reopen(window),
            Wish::Restore => self.restore(),
            Wish::Help | Wish::Quit => Vec::new(),
        }
    }

    /// What was chosen from a list.
    pub(super) fn on_choice(&mut self, ask: Ask, value: String) -> Vec<Action> {
        match ask {
            Ask::TransferTo { ticket } => {
                self.chooser = Some(self.transfer_reasons(ticket, value));
                return Vec::new();
            }
            Ask::TransferWhy { ticket, queue } if value == OWN_WORDS => {
                self.chooser = Some(Chooser::words(Ask::TransferWords { ticket, queue }));
                return Vec::new();
            }
            Ask::PauseWhy => {
                self.chooser = Some(self.pause_minutes(value));
                return Vec::new();
            }
            _ => {}
        }
        if self.pending.is_some() || (ask == Ask::Close && value != LEAVE) {
            return Vec::new();
        }
        let Some(window) = self.ready() else {
            return Vec::new();
        };
        match ask {
            Ask::Resume => self.act_on(Wish::Resume, window, "resume", &value),
            Ask::Release => self.act_on(Wish::Release, window, "release", &value),
            Ask::Restore => self.restore_one(&value),
            Ask::TransferWhy { ticket, queue } | Ask::TransferWords { ticket, queue } => {
                self.transfer_to(window, ticket, queue, value)
            }
            Ask::PauseMinutes { reason } => self.pause_for(window, reason, &value),
            Ask::Close => self.change(Wish::Close, window, "close", Change::default()),
            Ask::TransferTo { .. } | Ask::PauseWhy => Vec::new(),
        }
    }

    /// This window, when acts can be sent; otherwise the line says why not.
    fn ready(&mut self) -> Option<WindowNumber> {
        self.notice = self.standing.obstacle(self.settings.language);
        self.window.filter(|_| self.standing.link == Link::Up)
    }

    fn tell(&mut self, key: &str) -> Vec<Action> {
        self.notice = Some(Notice::word(self.settings.language, key));
        Vec::new()
    }

    fn post(&mut self, wish: Wish, path: String, request_id: String, body: Body) -> Vec<Action> {
        self.pending = Some(Pending {
            wish,
            request_id: request_id.clone(),
        });
        vec![Action::Post(Post {
            path,
            request_id,
            body,
        })]
    }

    fn act(
        &mut self,
        wish: Wish,
        window: WindowNumber,
        verb: &str,
        ticket: Option<(TicketId, Option<u32>)>,
    ) -> Vec<Action> {
        let act = Act {
            ticket: ticket.map(|(id, _)| id),
            version: ticket.and_then(|(_, version)| version),
            ..Act::default()
        };
        self.send_act(wish, format!("/api/v1/windows/{window}/{verb}"), act)
    }

    fn send_act(&mut self, wish: Wish, path: String, act: Act) -> Vec<Action> {
        let request_id = (self.ids)();
        let act = Act {
            request_id: request_id.clone(),
            ..act
        };
        self.post(wish, path, request_id, Body::Act(Box::new(act)))
    }

    fn change(
        &mut self,
        wish: Wish,
        window: WindowNumber,
        verb: &str,
        change: Change,
    ) -> Vec<Action> {
        let request_id = (self.ids)();
        let change = Change {
            request_id: Some(request_id.clone()),
            ..change
        };
        let path = format!("/api/v1/windows/{window}/{verb}");
        self.post(wish, path, request_id, Body::Change(change))
    }

    /// An act on the ticket in hand, naming it and the version on the screen: what changed
    /// meanwhile is refused and shown. With empty hands the server says so.
    fn act_in_hand(&mut self, wish: Wish, window: WindowNumber, verb: &str) -> Vec<Action> {
        let named = self
            .hand()
            .map(|hand| (hand.id, hand.ticket.map(|ticket| ticket.version)));
        self.act(wish, window, verb, named)
    }

    /// An act on a ticket chosen from a list by its id.
    fn act_on(&mut self, wish: Wish, window: WindowNumber, verb: &str, id: &str) -> Vec<Action> {
        let Ok(id) = id.parse::<TicketId>() else {
            return Vec::new();
        };
        let version = self
            .standing
            .picture
            .tickets
            .get(&id)
            .map(|ticket| ticket.version);
        self.act(wish, window, verb, Some((id, version)))
    }

    /// Acts on the only ticket of a list, or opens the list.
    fn one_of(&mut self, ask: Ask, choices: Vec<Choice>) -> Vec<Action> {
        if let [only] = choices.as_slice() {
            let value = only.value.clone();
            return self.on_choice(ask, value);
        }
        self.chooser = Some(Chooser::list(ask, choices));
        Vec::new()
    }

    fn choices(&self, tickets: &[&TicketView]) -> Vec<Choice> {
        let label = |ticket: &TicketView| format!("{}  {}", ticket.number, self.matter(ticket));
        tickets
            .iter()
            .map(|ticket| Choice::new(label(ticket), ticket.id.to_string()))
            .collect()
    }

    fn resume(&mut self, window: WindowNumber) -> Vec<Action> {
        let choices = self.choices(&self.held());
        if choices.is_empty() {
            return self.act(Wish::Resume, window, "resume", None);
        }
        self.one_of(Ask::Resume, choices)
    }

    /// The called ticket goes back; with none called, a held one.
    fn release(&mut self, window: WindowNumber) -> Vec<Action> {
        let choices = self.choices(&self.held());
        let is_called = self.hand().is_some_and(|hand| !hand.serving);
        if is_called || choices.is_empty() {
            return self.act_in_hand(Wish::Release, window, "release");
        }
        self.one_of(Ask::Release, choices)
    }

    fn restore(&mut self) -> Vec<Action> {
        let choices = self.choices(&self.missed());
        if choices.is_empty() {
            return self.tell("window-nobody-missed");
        }
        self.one_of(Ask::Restore, choices)
    }

    fn restore_one(&mut self, id: &str) -> Vec<Action> {
        let Ok(id) = id.parse::<TicketId>() else {
            return Vec::new();
        };
        let version = self
            .standing
            .picture
            .tickets
            .get(&id)
            .map(|ticket| ticket.version);
        let act = Act {
            ticket: Some(id),
            version,
            ..Act::default()
        };
        self.send_act(Wish::Restore, format!("/api/v1/tickets/{id}/restore"), act)
    }

    fn reopen(&mut self, window: WindowNumber) -> Vec<Action> {
        let Some(last) = &self.last else {
            return self.tell("window-nothing-to-reopen");
        };
        let named = (last.ticket, last.version);
        self.act(Wish::Reopen, window, "reopen", Some(named))
    }

    fn transfer(&mut self) -> Vec<Action> {
        let Some(hand) = self.hand() else {
            return self.tell("window-nothing-to-transfer");
        };
        let language = self.settings.language;
        let own = hand.ticket.map(|ticket| ticket.queue);
        let ask = Ask::TransferTo { ticket: hand.id };
        let queues = self
            .standing
            .picture
            .queues
            .values()
            .filter(|queue| Some(queue.queue) != own);
        let choices = queues.map(|queue| {
            let args = [
                ("name", FluentValue::from(queue.names.get(language))),
                ("waiting", FluentValue::from(queue.waiting)),
                ("windows", FluentValue::from(queue.open_windows)),
            ];
            Choice::new(
                say(language, "window-transfer-queue", &args),
                queue.queue.to_string(),
            )
        });
        let choices: Vec<Choice> = choices.collect();
        if choices.is_empty() {
            return self.tell("window-no-other-queue");
        }
        self.chooser = Some(Chooser::list(ask, choices));
        Vec::new()
    }

    fn transfer_reasons(&self, ticket: TicketId, queue: String) -> Chooser<Ask> {
        let language = self.settings.language;
        let listed = TRANSFER_REASONS.map(|name| {
            let words = word(language, &format!("window-transfer-{name}"));
            Choice::new(words.clone(), words)
        });
        let own = Choice::new(word(language, "window-own-words"), OWN_WORDS);
        let choices = listed.into_iter().chain([own]).collect();
        Chooser::list(Ask::TransferWhy { ticket, queue }, choices)
    }

    fn transfer_to(
        &mut self,
        window: WindowNumber,
        ticket: TicketId,
        queue: String,
        reason: String,
    ) -> Vec<Action> {
        let hand = self.hand().filter(|hand| hand.id == ticket);
        let version = hand
            .and_then(|hand| hand.ticket)
            .map(|ticket| ticket.version);
        let act = Act {
            ticket: Some(ticket),
            version,
            queue: Some(queue),
            reason: Some(reason),
            ..Act::default()
        };
        self.send_act(
            Wish::Transfer,
            format!("/api/v1/windows/{window}/transfer"),
            act,
        )
    }

    /// Rest, or come back from a rest.
    fn pause(&mut self, window: WindowNumber) -> Vec<Action> {
        if self.stage() == Stage::Paused {
            return self.open(window);
        }
        if self.hand().is_some() {
            return self.tell("window-pause-in-hand");
        }
        let language = self.settings.language;
        let listed = self
            .standing
            .hall
            .as_ref()
            .map_or(&[][..], |hall| &hall.reasons);
        let told = listed.iter().filter_map(|reason| {
            let code = reason.code.as_ref()?;
            Some(Choice::new(reason.names.get(language), code))
        });
        let mut choices: Vec<Choice> = told.collect();
        if choices.is_empty() {
            let usual = PAUSE_REASONS;
            let usual = usual
                .map(|code| Choice::new(word(language, &format!("window-pause-{code}")), code));
            choices.extend(usual);
        }
        self.chooser = Some(Chooser::list(Ask::PauseWhy, choices));
        Vec::new()
    }

    fn pause_minutes(&self, reason: String) -> Chooser<Ask> {
        let label = |minutes: u32| {
            let args = [("minutes", FluentValue::from(minutes))];
            say(self.settings.language, "window-pause-minutes", &args)
        };
        let choices = PAUSE_MINUTES.map(|m| Choice::new(label(m), m.to_string()));
        Chooser::list(Ask::PauseMinutes { reason }, choices.into())
    }

    fn pause_for(&mut self, window: WindowNumber, reason: String, minutes: &str) -> Vec<Action> {
        let change = Change {
            reason: Some(reason),
            minutes: minutes.parse().ok(),
            ..Change::default()
        };
        self.change(Wish::Pause, window, "pause", change)
    }

    fn open(&mut self, window: WindowNumber) -> Vec<Action> {
        let change = Change {
            clerk: self.settings.clerk,
            ..Change::default()
        };
        self.change(Wish::Open, window, "open", change)
    }

    /// The one question before an act: people still wait here.
    fn close(&mut self, window: WindowNumber) -> Vec<Action> {
        let waiting = self.waiting_own().len();
        if waiting == 0 || self.stage() == Stage::Closed {
            return self.change(Wish::Close, window, "close", Change::default());
        }
        let language = self.settings.language;
        let stay = word(language, "window-close-no");
        let leave = word(language, "window-close-yes");
        // The safe answer stands first, where the mark is.
        let choices = vec![Choice::new(stay, STAY), Choice::new(leave, LEAVE)];
        self.chooser = Some(Chooser::list(Ask::Close, choices));
        Vec::new()
    }
}
