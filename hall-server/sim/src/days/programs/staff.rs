//! The guide's desk and the manager's: people who look at the feed and call the server.

use super::calls::Calls;
use super::ids::Ids;
use super::link::Linked;
use crate::days::program::{Output, Ports, Program, Stimulus, Wish};
use hall_core::device::Role;
use hall_fixtures::dice::Dice;
use hall_protocol::api::{Act, Change, Notice};
use hall_protocol::resume::Cursor;
use hall_protocol::view::TicketView;
use std::sync::Arc;

/// A guide or a manager.
pub(in crate::days) struct StaffProgram {
    name: String,
    role: Role,
    link: Linked,
    calls: Calls,
    ids: Ids,
    runs: u64,
}

/// A person who asked the guide asks again after so long, in ms.
const ASK_AGAIN_MS: u64 = 300_000;
/// Share of those who ask and wait on that are seen to need priority.
const MARKED: f64 = 0.2;
/// Tries of one call.
const TRIES: u32 = 5;

impl StaffProgram {
    /// A desk of one role.
    pub(in crate::days) fn new(role: Role, token: String) -> Self {
        Self {
            name: role.word().to_owned(),
            role,
            link: Linked::new(role, token.clone()),
            calls: Calls::new(token),
            ids: Ids::new(300 + role as u64, 0),
            runs: 0,
        }
    }

    fn person(&mut self, wish: Wish, ports: &mut Ports<'_>) {
        match wish {
            Wish::Help { guest } => self.help(guest, ports),
            Wish::Pause { on } => self.pause(on, ports),
            Wish::CloseDay => {
                ports.say(|| "closes the day".to_owned());
                let body = Change {
                    request_id: Some(self.ids.draw()),
                    ..Change::default()
                };
                self.post("/api/v1/day/close", &body, ports);
            }
            Wish::Number { .. } => {}
        }
    }

    fn help(&mut self, guest: usize, ports: &mut Ports<'_>) {
        let person = &ports.floor.people[guest];
        let Some(number) = person.number.clone() else {
            return;
        };
        let gives_up = person.guest.gives_up_ms.is_some();
        let at_ms = ports.now_ms + ASK_AGAIN_MS;
        let ticket = self
            .find(&number)
            .map(|ticket| (ticket.id, ticket.state.clone()));
        match ticket {
            Some((id, state)) if state == "missed" => {
                ports.say(|| format!("restores {number}"));
                self.act(&format!("/api/v1/tickets/{id}/restore"), ports);
            }
            Some((id, state)) if state == "waiting" && gives_up => {
                ports.say(|| format!("withdraws {number}"));
                self.act(&format!("/api/v1/tickets/{id}/withdraw"), ports);
                ports.floor.leaves(&number);
                return;
            }
            Some((id, state)) if state == "waiting" && ports.dice.chance(MARKED) => {
                ports.say(|| format!("marks {number}"));
                let body = Act {
                    request_id: self.ids.draw(),
                    class: Some("priority".to_owned()),
                    reason: Some("cannot stand long".to_owned()),
                    ..Act::default()
                };
                self.post(&format!("/api/v1/tickets/{id}/class"), &body, ports);
            }
            _ => {}
        }
        ports.put(Output::Guest { guest, at_ms });
    }

    fn find(&self, number: &str) -> Option<Arc<TicketView>> {
        let picture = self.link.cursor().picture();
        let mut tickets = picture.tickets.values();
        tickets
            .find(|ticket| ticket.number == number)
            .map(Arc::clone)
    }

    /// The tax queue, and everybody is told.
    fn pause(&mut self, on: bool, ports: &mut Ports<'_>) {
        ports.say(|| format!("pauses tax: {on}"));
        let body = Change {
            request_id: Some(self.ids.draw()),
            reason: on.then(|| "system".to_owned()),
            ..Change::default()
        };
        let path = if on {
            "/api/v1/queues/tax/pause"
        } else {
            "/api/v1/queues/tax/resume"
        };
        self.post(path, &body, ports);
        if on {
            self.tell(ports);
        } else {
            self.take_back(ports);
        }
    }

    /// Everybody shall know why.
    fn tell(&mut self, ports: &mut Ports<'_>) {
        let body = Notice {
            request_id: self.ids.draw(),
            text: "纳税系统停机".to_owned(),
            urgent: ports.dice.chance(0.5),
            ..Notice::default()
        };
        self.post("/api/v1/notices", &body, ports);
    }

    fn take_back(&mut self, ports: &mut Ports<'_>) {
        let picture = self.link.cursor().picture();
        for notice in &picture.notices {
            self.act(
                &format!("/api/v1/notices/{}/withdraw", notice.notice),
                ports,
            );
        }
    }

    fn act(&mut self, path: &str, ports: &mut Ports<'_>) {
        let body = Act {
            request_id: self.ids.draw(),
            ..Act::default()
        };
        self.post(path, &body, ports);
    }

    fn post<T: serde::Serialize>(&mut self, path: &str, body: &T, ports: &mut Ports<'_>) {
        let body = hall_protocol::encode(body);
        self.calls.see(self.link.seen());
        self.calls.send(path, Some(body), TRIES, ports);
    }
}

impl Program for StaffProgram {
    fn name(&self) -> &str {
        &self.name
    }

    fn on(&mut self, stimulus: Stimulus, ports: &mut Ports<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.runs += 1;
                self.ids = Ids::new(300 + self.role as u64, self.runs);
                self.calls.forget();
                self.link.start(ports);
            }
            Stimulus::Person(wish) => self.person(wish, ports),
            _ => {
                // What was answered shows on the feed.
                self.link.on(&stimulus, ports);
                self.calls.on(&stimulus, ports);
            }
        }
    }

    fn crash(&mut self, _: &mut Dice) {}

    fn cursor(&self) -> Option<&Cursor> {
        Some(self.link.cursor())
    }

    fn new_token(&mut self, token: &str) {
        token.clone_into(&mut self.link.token);
        self.calls.new_token(token);
    }
}
