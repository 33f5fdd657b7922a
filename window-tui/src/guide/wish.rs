//! From a marked line to an act: what must be asked first, and what is sent.

use super::ask::{Ask, Deed, Draft};
use super::machine::{Action, Given, Machine, Pending};
use crate::chooser::{Choice, Chooser};
use crate::machine::{Body, Post};
use hall_core::code::{TicketId, WindowNumber};
use hall_core::event::Help;
use hall_core::ticket::PaperState;
use hall_protocol::api::{Act, HelpCall, Paper, Person, Take};
use hall_protocol::view::{ItemView, TicketView};
use hall_text::{FluentValue, say, word};

/// The value of the line that asks for own words.
const OWN_WORDS: &str = "";
const OWN: &str = "own";
const AGENT: &str = "agent";
/// What is done, as the ends of the names in the catalogue.
pub(super) const TAKE: &str = "take";
const COPY: &str = "copy";
const RESTORE: &str = "restore";
const SEEN: &str = "seen";
const RECLASS: &str = "class";
const VOID: &str = "void";
pub(super) const GO: &str = "go";

impl Machine {
    pub(super) fn begin(&mut self, item: &ItemView) -> Vec<Action> {
        if let Some(age) = item.age_min {
            let age = [("age", FluentValue::from(age))];
            let line = |key, value| Choice::new(say(self.settings.language, key, &age), value);
            let mut choices = vec![line("guide-age-own", OWN)];
            if item.agent_allowed {
                choices.push(line("guide-age-agent", AGENT));
            }
            self.chooser = Some(Chooser::list(Ask::Age(item.code), choices));
            return Vec::new();
        }
        self.ask_class(Draft {
            item: item.code,
            age_confirmed: false,
            agent: false,
        })
    }

    /// The class is chosen where anybody can see it; a hall with one class asks nothing.
    fn ask_class(&mut self, draft: Draft) -> Vec<Action> {
        let choices = self.classes(None);
        if choices.len() < 2 {
            return self.take(draft, None);
        }
        self.chooser = Some(Chooser::list(Ask::Class(draft), choices));
        Vec::new()
    }

    fn classes(&self, but: Option<&str>) -> Vec<Choice> {
        let classes = self.standing.hall.iter().flat_map(|hall| &hall.classes);
        let others = classes.filter(|class| Some(class.class.as_str()) != but);
        let label = |names: &str, mark: &str| format!("{names} {mark}").trim_end().to_owned();
        others
            .map(|class| {
                let name = class.names.get(self.settings.language);
                Choice::new(label(name, &class.mark), class.class.to_string())
            })
            .collect()
    }

    /// What can be done with a ticket as it is now.
    pub(super) fn deeds(&mut self, id: TicketId) -> Vec<Action> {
        let Some(ticket) = self.ticket(id) else {
            return Vec::new();
        };
        let is_waiting = ticket.state == "waiting";
        let several = self
            .standing
            .hall
            .as_ref()
            .is_some_and(|hall| hall.classes.len() > 1);
        let offered = [
            (self.may_be_restored(ticket), RESTORE),
            (self.is_paper_in_doubt(ticket), SEEN),
            (self.settings.prints, COPY),
            (is_waiting && several, RECLASS),
            (is_waiting, VOID),
        ];
        let choices: Vec<Choice> = offered
            .into_iter()
            .filter(|(is_possible, _)| *is_possible)
            .map(|(_, deed)| {
                let words = word(self.settings.language, &format!("guide-do-{deed}"));
                Choice::new(words, deed)
            })
            .collect();
        if choices.is_empty() {
            return self.tell("guide-nothing-to-do");
        }
        self.chooser = Some(Chooser::list(Ask::Deed(id), choices));
        Vec::new()
    }

    pub(super) fn on_choice(&mut self, ask: Ask, value: String) -> Vec<Action> {
        match (ask, value.as_str()) {
            (Ask::Age(item), answer) => self.ask_class(Draft {
                item,
                age_confirmed: true,
                agent: answer == AGENT,
            }),
            (Ask::HelpWhom, _) => self.go_to(&value),
            (Ask::Class(draft), _) => self.take(draft, Some(value)),
            (Ask::Deed(id), RESTORE) => {
                let path = format!("/api/v1/tickets/{id}/restore");
                self.act(RESTORE, path, Act::default())
            }
            (Ask::Deed(id), SEEN) => {
                let paper = Paper {
                    request_id: String::new(),
                    number: None,
                    paper: PaperState::Printed,
                    copy: false,
                };
                let path = format!("/api/v1/tickets/{id}/paper");
                self.post(SEEN, path, |request_id| {
                    Body::Paper(Paper {
                        request_id,
                        ..paper
                    })
                })
            }
            (Ask::Deed(id), COPY) => self.copy(id),
            (Ask::Deed(ticket), VOID) => self.ask_why(Deed::Void { ticket }),
            (Ask::Deed(id), _) => {
                let class = self.ticket(id).map(|ticket| ticket.class.to_string());
                let choices = self.classes(class.as_deref());
                self.chooser = Some(Chooser::list(Ask::Reclass(id), choices));
                Vec::new()
            }
            (Ask::Reclass(ticket), _) => self.ask_why(Deed::Reclass {
                ticket,
                class: value,
            }),
            (Ask::Why(deed), OWN_WORDS) => {
                self.chooser = Some(Chooser::words(Ask::Words(deed)));
                Vec::new()
            }
            (Ask::Why(deed) | Ask::Words(deed), _) => self.perform(deed, value),
        }
    }

    fn ask_why(&mut self, deed: Deed) -> Vec<Action> {
        let language = self.settings.language;
        let listed = deed.reasons().iter().map(|reason| {
            let words = word(language, &format!("guide-why-{reason}"));
            Choice::new(words.clone(), words)
        });
        let own = Choice::new(word(language, "window-own-words"), OWN_WORDS);
        let choices = listed.chain([own]).collect();
        self.chooser = Some(Chooser::list(Ask::Why(deed), choices));
        Vec::new()
    }

    fn perform(&mut self, deed: Deed, reason: String) -> Vec<Action> {
        let ticket = deed.ticket();
        let version = self.ticket(ticket).map(|ticket| ticket.version);
        let reason = Some(reason);
        match deed {
            Deed::Reclass { class, .. } => {
                let class = Some(class);
                let act = Act {
                    version,
                    class,
                    reason,
                    ..Act::default()
                };
                self.act(RECLASS, format!("/api/v1/tickets/{ticket}/class"), act)
            }
            Deed::Void { .. } => {
                let act = Act {
                    reason,
                    ..Act::default()
                };
                self.act(VOID, format!("/api/v1/tickets/{ticket}/withdraw"), act)
            }
        }
    }

    fn take(&mut self, draft: Draft, class: Option<String>) -> Vec<Action> {
        let person = Person {
            age_confirmed: draft.age_confirmed,
            agent: draft.agent,
            ..Person::default()
        };
        let take = Take {
            item: Some(draft.item.to_string()),
            class,
            language: Some(self.paper_language),
            person: (person != Person::default()).then_some(person),
            ..Take::default()
        };
        self.post(TAKE, "/api/v1/tickets".to_owned(), |request_id| {
            Body::Take(Box::new(Take { request_id, ..take }))
        })
    }

    /// Goes to a window that asks for help; pressed again, says that the help is over.
    pub(super) fn go_and_help(&mut self) -> Vec<Action> {
        if self.pending.is_some() {
            return Vec::new();
        }
        if let Some(errand) = self.went {
            return self.help_call(errand.window, "end-help", errand.help);
        }
        let choices = self.standing.aid_choices(None, self.settings.language);
        match choices.as_slice() {
            [] => self.tell("window-nobody-asks"),
            [only] => self.go_to(&only.value.clone()),
            _ => {
                self.chooser = Some(Chooser::list(Ask::HelpWhom, choices));
                Vec::new()
            }
        }
    }

    /// Goes there; it counts once the server has said yes.
    fn go_to(&mut self, value: &str) -> Vec<Action> {
        self.going = self.standing.errand(value);
        self.going.map_or_else(Vec::new, |errand| {
            self.help_call(errand.window, "accept-help", errand.help)
        })
    }

    fn help_call(&mut self, window: WindowNumber, verb: &str, help: Help) -> Vec<Action> {
        let path = format!("/api/v1/windows/{window}/{verb}");
        self.post(GO, path, |request_id| {
            Body::Help(HelpCall {
                request_id: Some(request_id),
                help,
            })
        })
    }

    fn act(&mut self, name: &'static str, path: String, act: Act) -> Vec<Action> {
        self.post(name, path, |request_id| {
            Body::Act(Box::new(Act { request_id, ..act }))
        })
    }

    fn post(
        &mut self,
        name: &'static str,
        path: String,
        body: impl FnOnce(String) -> Body,
    ) -> Vec<Action> {
        self.notice = self.standing.obstacle(self.settings.language);
        if self.notice.is_some() {
            return Vec::new();
        }
        let request_id = (self.ids)();
        let post = Post {
            path,
            body: body(request_id.clone()),
            request_id,
        };
        vec![self.send(name, post)]
    }

    fn send(&mut self, name: &'static str, post: Post) -> Action {
        self.pending = Some(Pending {
            name,
            post: post.clone(),
        });
        Action::Post(post)
    }

    /// A wish for a number that got no answer, under its own id: it never makes a second ticket.
    pub(super) fn ask_again(&mut self) -> Option<Action> {
        if self.standing.obstacle(self.settings.language).is_some() {
            return None;
        }
        let post = self.unanswered.take()?;
        Some(self.send(TAKE, post))
    }

    fn copy(&mut self, id: TicketId) -> Vec<Action> {
        self.notice = self.standing.obstacle(self.settings.language);
        let ticket = self.ticket(id).filter(|_| self.notice.is_none()).cloned();
        self.start_anew();
        ticket.map_or(Vec::new(), |ticket| self.print(ticket, true))
    }

    pub(super) fn print(&mut self, ticket: TicketView, copy: bool) -> Vec<Action> {
        self.given = Some(Given {
            ticket: ticket.clone(),
            copy,
            paper: None,
        });
        if !self.settings.prints {
            return Vec::new();
        }
        let ticket = Box::new(ticket);
        vec![Action::Print { ticket, copy }]
    }
}
