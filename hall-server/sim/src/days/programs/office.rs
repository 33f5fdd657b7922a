//! A department's back office: it opens cases and takes them on, and looks at no feed.

use super::calls::Calls;
use super::ids::Ids;
use crate::days::program::{Ports, Program, Stimulus};
use hall_core::case::Delivery;
use hall_core::code::{CaseId, ClerkCode};
use hall_fixtures::dice::Dice;
use hall_protocol::api::{CaseHand, CaseWith, FirstAct, MoveCase, OpenCase};
use hall_protocol::view::CaseView;
use serde::Serialize;

/// An office with the case it works on.
pub(in crate::days) struct OfficeProgram {
    calls: Calls,
    ids: Ids,
    runs: u64,
    next_ms: u64,
    acts_left: u32,
    case: Option<CaseId>,
}

/// It does something so often, in ms.
const EVERY_MS: u64 = 40_000;
/// And so many times at most: a story ends when nobody does anything any more.
const ACTS: u32 = 30;
/// Tries of one call.
const TRIES: u32 = 5;
/// What may be done with a case; a refusal is a fine answer.
const MOVES: [&str; 6] = [
    "handle", "approve", "finish", "deliver", "withdraw", "ask-more",
];

impl OfficeProgram {
    /// An office with its device's token.
    pub(in crate::days) fn new(token: String) -> Self {
        Self {
            calls: Calls::new(token),
            ids: Ids::new(PROGRAM, 0),
            runs: 0,
            next_ms: 0,
            acts_left: ACTS,
            case: None,
        }
    }

    fn rest(&mut self, ports: &mut Ports<'_>) {
        let more = u64::from(ports.bits()) % EVERY_MS;
        self.next_ms = ports.now_ms + EVERY_MS / 2 + more;
        ports.wake(self.next_ms);
    }

    fn work(&mut self, ports: &mut Ports<'_>) {
        self.acts_left -= 1;
        match self.case.filter(|_| ports.dice.chance(0.7)) {
            Some(case) => self.go_on(case, ports),
            None => self.open(ports),
        }
        self.rest(ports);
    }

    fn open(&mut self, ports: &mut Ports<'_>) {
        let is_accepted = ports.dice.chance(0.8);
        let body = OpenCase {
            request_id: self.ids.draw(),
            by: hand("W1A"),
            item: Some("CARD1".to_owned()),
            first: is_accepted.then(|| FirstAct {
                act: "accept".to_owned(),
                ..FirstAct::default()
            }),
            ..OpenCase::default()
        };
        ports.say(|| "opens a case".to_owned());
        self.post("/api/v1/cases", &body, ports);
    }

    fn go_on(&mut self, case: CaseId, ports: &mut Ports<'_>) {
        let act = MOVES[ports.dice.index(&[4.0, 4.0, 4.0, 2.0, 0.5, 0.5])];
        let body = MoveCase {
            request_id: self.ids.draw(),
            by: hand("W2A"),
            with: CaseWith {
                how: Some(Delivery::Collected),
                text: Some("two photographs".to_owned()),
                ..CaseWith::default()
            },
        };
        ports.say(|| format!("case {case}: {act}"));
        self.post(&format!("/api/v1/cases/{case}/{act}"), &body, ports);
    }

    fn post<T: Serialize>(&mut self, path: &str, body: &T, ports: &mut Ports<'_>) {
        let body = hall_protocol::encode(body);
        self.calls.send(path, Some(body), TRIES, ports);
    }
}

/// A name for its ids that no other program bears.
const PROGRAM: u64 = 400;

fn hand(clerk: &str) -> CaseHand {
    let clerk = clerk.parse().expect("the sample hall's codes are plain");
    CaseHand {
        window: None,
        clerk: Some(ClerkCode(clerk)),
    }
}

impl Program for OfficeProgram {
    fn name(&self) -> &'static str {
        "office"
    }

    fn on(&mut self, stimulus: Stimulus, ports: &mut Ports<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.runs += 1;
                self.ids = Ids::new(PROGRAM, self.runs);
                self.calls.forget();
                self.rest(ports);
            }
            stimulus => {
                if let Some(ended) = self.calls.on(&stimulus, ports)
                    && let Ok(seen) = ended.read::<CaseView>()
                {
                    self.case = Some(seen.id);
                }
                let is_wake = matches!(stimulus, Stimulus::Wake);
                if is_wake && self.next_ms <= ports.now_ms && self.acts_left > 0 {
                    self.work(ports);
                }
            }
        }
    }

    fn crash(&mut self, _: &mut Dice) {
        self.case = None;
    }

    fn new_token(&mut self, token: &str) {
        self.calls.new_token(token);
    }
}
