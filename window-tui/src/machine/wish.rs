//! From a wish to an act: what is sent, what must be asked first, what cannot be sent at all.

use super::call::CALL_REASONS;
use super::case::ACCEPT;
use super::event::{Action, Body, Post};
use super::key::Wish;
use super::look::Stage;
use super::reason::OWN_WORDS;
use super::stop::stops;
use super::transfer::TRANSFER_REASONS;
use super::{Ask, Choice, Chooser, Destination, Link, Machine, Notice, Pending};
use crate::limits::PAUSE_MINUTES;
use hall_core::code::{TicketId, WindowNumber};
use hall_protocol::api::{Act, Change};
use hall_protocol::view::TicketView;
use hall_text::{FluentValue, say, word};

/// Reasons for a pause that every hall has, when the server lists none.
pub(crate) const PAUSE_REASONS: [&str; 5] = ["break", "meal", "meeting", "supplies", "system"];

/// The two answers to the question before closing; no ticket id looks like them.
const STAY: &str = "stay";
const LEAVE: &str = "leave";

impl Machine {
    pub(super) fn on_wish(&mut self, wish: Wish) -> Vec<Action> {
        match wish {
            Wish::Help => {
                self.help = Some(0);
                return Vec::new();
            }
            Wish::LockScreen => return self.lock_screen(),
            Wish::Quit => return vec![Action::Quit],
            _ => {}
        }
        if self.notes(wish) {
            return Vec::new();
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
            Wish::Finish => self.end_in_hand(wish, window, "finish"),
            Wish::QuickFinish => self.end_in_hand(wish, window, "quick-finish"),
            Wish::PutRight => self.put_right(),
            Wish::Case => self.which_case(),
            Wish::GoOn => self.go_on(),
            Wish::ServeNow => self.serve_now(),
            Wish::StopQueue => self.stop_queue(),
            Wish::Alarm => self.alarm(),
            Wish::AskGuide => self.ask_guide(window),
            Wish::GoAndHelp => self.go_and_help(),
            Wish::Missed => self.act_in_hand(wish, window, "missed"),
            Wish::Hold => self.act_in_hand(wish, window, "hold"),
            Wish::Resume => self.resume(window),
            Wish::Release => self.release(window),
            Wish::Transfer => self.transfer(),
            Wish::Pause => self.pause(window),
            Wish::Open => self.open(window),
            Wish::Close => self.leave(Ask::Close),
            Wish::Reopen => self.reopen(window),
            Wish::Restore => self.restore(),
            Wish::Outcome => self.outcome(),
            Wish::CallChosen => self.call_chosen(),
            Wish::Withdraw => self.withdraw(),
            Wish::SignOut => self.sign_out(),
            Wish::Help
            | Wish::Quit
            | Wish::LockScreen
            | Wish::SignIn
            | Wish::OpenCase
            | Wish::MoveCase => Vec::new(),
        }
    }

    /// What was chosen from a list: the next question, or an act.
    pub(super) fn on_choice(&mut self, ask: Ask, value: String) -> Vec<Action> {
        if let Some(next) = self.next_question(&ask, &value) {
            self.chooser = Some(next);
            return Vec::new();
        }
        let stays = matches!(ask, Ask::Close | Ask::SignOut) && value != LEAVE;
        if self.pending.is_some() || stays {
            return Vec::new();
        }
        let Some(window) = self.ready() else {
            return Vec::new();
        };
        match ask {
            Ask::Resume => self.act_on(Wish::Resume, window, "resume", &value),
            Ask::Release => self.act_on(Wish::Release, window, "release", &value),
            Ask::Restore => self.act_on_one(Wish::Restore, "restore", &value),
            Ask::Withdraw => self.act_on_one(Wish::Withdraw, "withdraw", &value),
            Ask::TransferWhy { ticket, to } | Ask::TransferWords { ticket, to } => {
                self.transfer_to(window, ticket, to, value)
            }
            Ask::Outcome { .. } => self.finish_with(window, &value),
            Ask::CallWhy { ticket } | Ask::CallWords { ticket } => {
                self.call_out_of_turn(window, ticket, value)
            }
            Ask::ServedItem { .. } => self.note_item(&value),
            Ask::Quantity { .. } => self.note_quantity(&value),
            Ask::CaseNumber { .. } => self.note_case(&value),
            Ask::PutRight { ticket } => self.accept_case(window, ticket),
            Ask::CaseWhich => self.find_case(&value),
            Ask::CaseOf => {
                if let Ok(case) = value.parse() {
                    self.open_case(case);
                }
                Vec::new()
            }
            Ask::CaseStep { case } => self.on_case_act(window, case, value),
            Ask::CaseTell(step) => self.on_case_field(window, step, value),
            Ask::GoOn { ticket } => self.go_on_to(window, ticket, value),
            Ask::ServeWhy { item } | Ask::ServeWords { item } => {
                self.serve_for(window, item, value)
            }
            Ask::AlarmOver => self.alarm_over(window, &value),
            Ask::HelpWhom => self.go_to(&value),
            Ask::StopWhich => self.start_queue(&value),
            Ask::StopWhy { queue } | Ask::StopWords { queue } => {
                self.turn_queue(&queue, Some(value))
            }
            Ask::PauseMinutes { reason } => self.pause_for(window, reason, &value),
            Ask::Close | Ask::SignOut => self.go(&ask, window),
            Ask::TransferTo { .. } | Ask::CallWhom | Ask::PauseWhy | Ask::ServeWhat => Vec::new(),
        }
    }

    /// What is asked after this answer; none when nothing more is.
    fn next_question(&self, ask: &Ask, value: &str) -> Option<Chooser<Ask>> {
        let is_own = value == OWN_WORDS;
        match ask.clone() {
            Ask::TransferTo { ticket } => {
                let to = Destination::of(value.to_owned());
                Some(self.reasons(&TRANSFER_REASONS, Ask::TransferWhy { ticket, to }))
            }
            Ask::TransferWhy { ticket, to } if is_own => {
                Some(Chooser::words(Ask::TransferWords { ticket, to }))
            }
            Ask::CallWhom => {
                let ticket = value.parse().ok()?;
                Some(self.reasons(&CALL_REASONS, Ask::CallWhy { ticket }))
            }
            Ask::CallWhy { ticket } if is_own => Some(Chooser::words(Ask::CallWords { ticket })),
            Ask::PutRight { ticket } if value != ACCEPT => Some(self.part_question(ticket, value)),
            Ask::ServeWhat => Some(self.serve_why(value.to_owned())),
            Ask::ServeWhy { item } if is_own => Some(Chooser::words(Ask::ServeWords { item })),
            Ask::StopWhich => {
                let queue = stops(value)?.to_owned();
                Some(self.rest_reasons(Ask::StopWhy { queue }, true))
            }
            Ask::StopWhy { queue } if is_own => Some(Chooser::words(Ask::StopWords { queue })),
            Ask::PauseWhy => Some(self.pause_minutes(value.to_owned())),
            _ => None,
        }
    }

    /// This window, when acts can be sent; otherwise the line says why not.
    pub(super) fn ready(&mut self) -> Option<WindowNumber> {
        self.notice = self.standing.obstacle(self.settings.language);
        self.window.filter(|_| self.standing.link == Link::Up)
    }

    pub(super) fn tell(&mut self, key: &str) -> Vec<Action> {
        self.notice = Some(Notice::word(self.settings.language, key));
        Vec::new()
    }

    pub(super) fn next_id(&mut self) -> String {
        (self.ids)()
    }

    pub(super) fn post(
        &mut self,
        wish: Wish,
        path: String,
        request_id: String,
        body: Body,
    ) -> Vec<Action> {
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

    pub(super) fn send_act(&mut self, wish: Wish, path: String, act: Act) -> Vec<Action> {
        let request_id = self.next_id();
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
        let request_id = self.next_id();
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

    /// Ends the service in hand, saying all that was noted of it.
    fn end_in_hand(&mut self, wish: Wish, window: WindowNumber, verb: &str) -> Vec<Action> {
        let act = self.ending();
        self.send_act(wish, format!("/api/v1/windows/{window}/{verb}"), act)
    }

    /// An act on a ticket chosen from a list by its id.
    fn act_on(&mut self, wish: Wish, window: WindowNumber, verb: &str, id: &str) -> Vec<Action> {
        let Ok(id) = id.parse::<TicketId>() else {
            return Vec::new();
        };
        let version = self.version_of(id);
        self.act(wish, window, verb, Some((id, version)))
    }

    /// Acts on the only ticket of a list, or opens the list.
    pub(super) fn one_of(&mut self, ask: Ask, choices: Vec<Choice>) -> Vec<Action> {
        if let [only] = choices.as_slice() {
            let value = only.value.clone();
            return self.on_choice(ask, value);
        }
        self.chooser = Some(Chooser::list(ask, choices));
        Vec::new()
    }

    pub(super) fn choices(&self, tickets: &[&TicketView]) -> Vec<Choice> {
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

    /// An act on a ticket that is at no window, chosen from a list by its id.
    fn act_on_one(&mut self, wish: Wish, verb: &str, id: &str) -> Vec<Action> {
        let Ok(id) = id.parse::<TicketId>() else {
            return Vec::new();
        };
        let act = Act {
            ticket: Some(id),
            version: self.version_of(id),
            ..Act::default()
        };
        self.send_act(wish, format!("/api/v1/tickets/{id}/{verb}"), act)
    }

    /// The version on the screen.
    pub(super) fn version_of(&self, id: TicketId) -> Option<u32> {
        let ticket = self.standing.picture.tickets.get(&id);
        ticket.map(|ticket| ticket.version)
    }

    /// Somebody who waits gives up.
    fn withdraw(&mut self) -> Vec<Action> {
        let choices = self.choices(&self.waiting());
        if choices.is_empty() {
            return self.tell("window-nobody-waits");
        }
        // Always a list: one key alone never takes a number from a person.
        self.chooser = Some(Chooser::list(Ask::Withdraw, choices));
        Vec::new()
    }

    fn reopen(&mut self, window: WindowNumber) -> Vec<Action> {
        let Some(last) = &self.last else {
            return self.tell("window-nothing-to-reopen");
        };
        let named = (last.ticket, last.version);
        self.act(Wish::Reopen, window, "reopen", Some(named))
    }

    /// Rest, or come back from a rest.
    fn pause(&mut self, window: WindowNumber) -> Vec<Action> {
        if self.stage() == Stage::Paused {
            return self.open(window);
        }
        if self.hand().is_some() {
            return self.tell("window-pause-in-hand");
        }
        self.chooser = Some(self.rest_reasons(Ask::PauseWhy, false));
        Vec::new()
    }

    /// The hall's listed reasons for a rest, or those every hall has; own words last if wanted.
    fn rest_reasons(&self, ask: Ask, own_words: bool) -> Chooser<Ask> {
        let language = self.settings.language;
        let listed = self.standing.hall.as_ref();
        let listed = listed.map_or(&[][..], |hall| &hall.reasons);
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
        choices
            .extend(own_words.then(|| Choice::new(word(language, "window-own-words"), OWN_WORDS)));
        Chooser::list(ask, choices)
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
        // Who is signed in opens; a name from the command line counts where nobody signs in.
        let clerk = self.settings.clerk.filter(|_| !self.wants_sign_in());
        let change = Change {
            clerk,
            ..Change::default()
        };
        self.change(Wish::Open, window, "open", change)
    }

    /// The one question before an act: people still wait here.
    pub(super) fn leave(&mut self, ask: Ask) -> Vec<Action> {
        let Some(window) = self.window else {
            return Vec::new();
        };
        let waiting = self.waiting_own().len();
        // With somebody in hand the server says at once what to do first.
        if waiting == 0 || self.stage() == Stage::Closed || self.hand().is_some() {
            return self.go(&ask, window);
        }
        let language = self.settings.language;
        let stay = word(language, "window-close-no");
        let leave = word(language, "window-close-yes");
        // The safe answer stands first, where the mark is.
        let choices = vec![Choice::new(stay, STAY), Choice::new(leave, LEAVE)];
        self.chooser = Some(Chooser::list(ask, choices));
        Vec::new()
    }

    /// Closes the window, or leaves it.
    fn go(&mut self, ask: &Ask, window: WindowNumber) -> Vec<Action> {
        match ask {
            Ask::SignOut => self.change(Wish::SignOut, window, "sign-out", Change::default()),
            _ => self.change(Wish::Close, window, "close", Change::default()),
        }
    }
}
