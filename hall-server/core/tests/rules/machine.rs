//! A random hall: kiosks, windows, guides and managers do anything at any time.
//!
//! Every step is checked by the bed against all invariants; the journal is replayed at the end,
//! and then, as soon as everybody behaves, the hall must empty (L1). `PROPTEST_CASES=10000` runs
//! it longer. A failing run is shrunk to few steps, which read as a story.

mod step;

use crate::bed::{Bed, finish, note};
use crate::plan::code;
use hall_core::code::{PersonHash, RequestId, TicketId, Token, WindowNumber};
use hall_core::command::{Act, Answer, Command, HandIn, Named, Slot, TakeTicket, Target};
use hall_core::device::{Actor, Role};
use hall_core::event::{Help, Raised, Reason, Subject};
use hall_core::service::Done;
use hall_core::sign_in::Factor;
use hall_core::ticket::{Number, Outcome, PaperState};
use hall_core::{Date, DayStage, Plan, Span, TicketState, Time};
use proptest::prelude::*;
use proptest::test_runner::Config;
use step::{Step, small, step, variant};

/// The bed with the little memory that random steps need.
struct Machine {
    bed: Bed,
    base: Plan,
    intents: Vec<RequestId>,
}

impl Machine {
    fn new() -> Self {
        let bed = Bed::with(small);
        let base = bed.hall.plan().expect("the bed loads a plan").clone();
        Self {
            bed,
            base,
            intents: Vec::new(),
        }
    }

    /// Asks as a device; a refusal is a fine answer, and changes nothing by construction.
    fn ask(&mut self, role: Role, index: u16, command: Command) {
        let by = self.bed.actor(role, index);
        drop(self.bed.ask(by, command));
    }

    fn ticket(&self, index: usize) -> Option<TicketId> {
        let count = self.bed.hall.tickets().count();
        self.bed
            .hall
            .tickets()
            .nth(index.checked_rem(count)?)
            .map(|ticket| ticket.id)
    }

    /// The ticket that was finished or missed at a window last.
    fn ended_at(&self, window: u16) -> Option<TicketId> {
        let at = WindowNumber(window);
        let ended = self.bed.hall.tickets().filter(|ticket| {
            [TicketState::Finished(at), TicketState::Missed(at)].contains(&ticket.state)
        });
        ended
            .max_by_key(|ticket| ticket.since)
            .map(|ticket| ticket.id)
    }

    fn token(&self, index: Option<usize>) -> Option<Token> {
        self.bed
            .hall
            .ticket(self.ticket(index?)?)
            .map(|ticket| ticket.token)
    }

    fn run(&mut self, step: Step) {
        match step {
            Step::Wait { .. } if self.is_over() => self.next_morning(),
            Step::Wait { seconds } => {
                self.bed.pass_s(seconds);
                self.recover(seconds);
            }
            Step::Take { .. } | Step::TakeAgain { .. } => self.take(step),
            Step::Lease { kiosk, series } => {
                let series = code(["A", "B"][series % 2]);
                self.ask(Role::Kiosk, kiosk, Command::LeaseBlock { series });
            }
            Step::HandIn { .. } => self.hand_in(step),
            Step::Paper { ticket, copy } => {
                let Some(ticket) = self.ticket(ticket) else {
                    return;
                };
                let paper = PaperState::Printed;
                self.ask(
                    Role::Kiosk,
                    1,
                    Command::ReportPaper {
                        ticket,
                        number: None,
                        paper,
                        copy,
                    },
                );
            }
            Step::Restore { ticket } => {
                // Mostly somebody who was missed.
                let missed = self.bed.hall.missed().map(|ticket| ticket.id).next();
                let Some(ticket) = missed.or_else(|| self.ticket(ticket)) else {
                    return;
                };
                self.ask(Role::Guide, 1, Command::Restore { ticket });
            }
            Step::Withdraw { ticket } => {
                let Some(ticket) = self.ticket(ticket) else {
                    return;
                };
                self.ask(Role::Kiosk, 2, Command::Withdraw { ticket, note: None });
            }
            Step::Reclass { ticket, priority } => {
                let Some(ticket) = self.ticket(ticket) else {
                    return;
                };
                let class = code(if priority { "priority" } else { "normal" });
                let named = Named {
                    ticket: Some(ticket),
                    version: None,
                };
                let note = note();
                self.ask(Role::Guide, 1, Command::Reclass { named, class, note });
            }
            Step::Rate {
                window,
                ticket,
                level,
            } => {
                let ticket = self.ended_at(window).or_else(|| self.ticket(ticket));
                let Some(ticket) = ticket else { return };
                let note = (level % 2 == 0).then(note);
                self.ask(
                    Role::Pad,
                    window,
                    Command::Rate {
                        ticket,
                        level,
                        note,
                    },
                );
            }
            _ => self.run_at_window(step),
        }
    }

    /// Whatever went wrong is put right after a while.
    fn recover(&mut self, seconds: u32) {
        if seconds < 45 {
            return;
        }
        let device = self.bed.device(Role::Kiosk, 2);
        drop(self.bed.ask(Actor::Hall, Command::NoteHello { device }));
        drop(self.bed.ask(Actor::Hall, Command::NoteDisk { low: false }));
        for subject in subjects() {
            drop(self.bed.manage(Command::Resume { subject }));
        }
    }

    fn next_morning(&mut self) {
        self.bed.until("09:00");
        for window in 1..=5 {
            drop(self.bed.open(window));
        }
    }

    fn take(&mut self, step: Step) {
        let items = [
            "a1", "a1", "a1", "a1", "a2", "a2", "b1", "b1", "b1", "c1", "few", "d1",
        ];
        let (kiosk, id, take) = match step {
            Step::Take {
                kiosk,
                item,
                priority,
                person,
                joint,
                slot,
            } => {
                let mut take = TakeTicket::item(code(items[item % items.len()]));
                take.class = priority.then(|| code("priority"));
                take.person.hash = person.map(|person| PersonHash(u128::from(person)));
                take.visit = self.token(joint);
                take.slot = slot.map(|minutes| Slot {
                    day: self.bed.now().date,
                    start: self.bed.at + Span(i64::from(minutes) * 60_000),
                });
                let id = self.bed.intent();
                self.intents.push(id);
                (kiosk, id, take)
            }
            Step::TakeAgain { intent, item } => {
                let Some(at) = intent.checked_rem(self.intents.len()) else {
                    return;
                };
                let take = TakeTicket::item(code(items[item % items.len()]));
                (1, self.intents[at], take)
            }
            other => unreachable!("{other:?} takes nothing"),
        };
        let known = self.bed.hall.ticket_by_request(id).map(|ticket| ticket.id);
        let by = self.bed.actor(Role::Kiosk, kiosk);
        let answer = self.bed.ask_as(by, id, Command::TakeTicket(take));
        if let (Some(known), Ok(answer)) = (known, answer) {
            assert_eq!(
                answer,
                Answer::Existing(known),
                "one intent, one ticket (I4)"
            );
        }
    }

    fn hand_in(&mut self, step: Step) {
        let Step::HandIn {
            block,
            n,
            elapsed_s,
            intent,
            joint,
        } = step
        else {
            return;
        };
        let Some(at) = block.checked_rem(self.bed.hall.blocks().len()) else {
            return;
        };
        let block = self.bed.hall.blocks()[at].clone();
        let again =
            intent.and_then(|intent| self.intents.get(intent.checked_rem(self.intents.len())?));
        let id = again.copied().unwrap_or_else(|| self.bed.intent());
        // Sometimes one past the end of the block.
        let n = block.from + n % (block.to - block.from + 2);
        let item = if block.series == code("A") {
            "a1"
        } else {
            "b1"
        };
        let paper = HandIn {
            day: block.day,
            number: Number {
                series: block.series,
                round: 0,
                n,
            },
            token: Token((u128::from(n) << 64) | id.0),
            elapsed: Span(elapsed_s * 1000),
            last_contact: Time(self.bed.at.0 - 600_000),
            take: TakeTicket {
                visit: self.token(joint),
                ..TakeTicket::item(code(item))
            },
        };
        drop(
            self.bed
                .ask_as(Actor::Device(block.kiosk), id, Command::HandIn(paper)),
        );
    }

    fn run_at_window(&mut self, step: Step) {
        let number = WindowNumber;
        match step {
            Step::Open { window, clerk } => {
                let clerk = clerk.map(|clerk| code(["K1", "K2", "K3"][clerk % 3]));
                self.ask(
                    Role::Window,
                    window,
                    Command::OpenWindow {
                        window: number(window),
                        clerk,
                    },
                );
            }
            Step::SignIn {
                window,
                clerk,
                wrong,
            } => self.sign_in(window, clerk, wrong),
            Step::SignOut { window } => drop(self.bed.sign_out(window)),
            Step::Help { window, other, act } => {
                let help = Help::ALL[act % 2];
                let asks = number(window);
                let (by, command) = match act / 2 % 3 {
                    0 => (window, Command::AskHelp { window: asks, help }),
                    1 => (other, Command::AcceptHelp { window: asks, help }),
                    _ => (other, Command::EndHelp { window: asks, help }),
                };
                self.ask(Role::Window, by, command);
            }
            Step::Pause { window, minutes } => drop(self.bed.pause(window, minutes)),
            Step::Close { window } => drop(self.bed.close(window)),
            Step::Call { window } => drop(self.bed.call(window)),
            Step::Choose { window, ticket } => {
                let Some(ticket) = self.ticket(ticket) else {
                    return;
                };
                let command = Command::CallChosen {
                    window: number(window),
                    ticket,
                    note: note(),
                };
                self.ask(Role::Window, window, command);
            }
            Step::ServeNow {
                window,
                item,
                joint,
            } => {
                let items = ["a1", "a1", "a2", "b1", "c1"];
                let mut take = TakeTicket::item(code(items[item % items.len()]));
                take.visit = self.token(joint);
                let hash = PersonHash((item / 8 % 6) as u128);
                take.person.hash = (item % 3 == 0).then_some(hash);
                let command = Command::ServeNow {
                    window: number(window),
                    take: Box::new(take),
                    note: note(),
                };
                self.ask(Role::Window, window, command);
            }
            Step::Act {
                window,
                ticket,
                act,
                stale,
            } => self.act(window, ticket, act, stale),
            Step::Silence { window, heard } => {
                let window = number(window);
                let command = if heard {
                    Command::NoteHeard { window }
                } else {
                    Command::NoteSilence { window }
                };
                drop(self.bed.ask(Actor::Hall, command));
            }
            _ => self.run_manager(step),
        }
    }

    fn sign_in(&mut self, window: u16, clerk: usize, wrong: bool) {
        let draw = clerk / 3;
        let clerk = ["K1", "K2", "K3"][clerk % 3];
        let by = self.bed.actor(Role::Window, window);
        let (window, clerk) = (WindowNumber(window), code(clerk));
        let factor = if draw.is_multiple_of(2) {
            Factor::Pin
        } else {
            Factor::Card
        };
        let command = match wrong {
            true if draw.is_multiple_of(7) => {
                return drop(self.bed.manage(Command::UnlockSignIn { clerk }));
            }
            true => {
                let clerk = Some(clerk).filter(|_| factor == Factor::Pin);
                let wrong = Command::NoteWrongSignIn { window, clerk };
                return drop(self.bed.ask(Actor::Hall, wrong));
            }
            false => Command::SignIn {
                window,
                clerk,
                factor,
            },
        };
        drop(self.bed.ask(by, command));
    }

    fn act(&mut self, window: u16, ticket: Option<usize>, act: usize, stale: bool) {
        let to = [
            Target::Queue(code("A"), None),
            Target::Queue(code("B"), Some(code("b1"))),
            Target::Window(WindowNumber(2)),
            Target::Window(WindowNumber(5)),
        ][act / 80 % 4];
        let hand = self
            .bed
            .hall
            .windows()
            .get(&WindowNumber(window))
            .and_then(|state| state.hand);
        let hand = hand
            .and_then(|id| self.bed.hall.ticket(id))
            .map(|ticket| ticket.state);
        // Mostly what makes sense, now and then anything.
        let fitting = match hand.filter(|_| !act.is_multiple_of(8)) {
            Some(TicketState::Called(_)) => [1, 1, 1, 1, 1, 0, 4, 4, 7, 11],
            Some(_) => [2, 2, 10, 2, 3, 5, 9, 5, 9, 10],
            None => [6, 7, 8, 6, 7, 8, 6, 0, 1, 2],
        };
        let act = match fitting[act / 8 % 10] {
            0 => Act::Recall,
            1 => Act::Start,
            2 => finish(),
            3 => Act::Finish(Done {
                item: Some(code("b1")),
                ..Done::plain(Outcome::Incomplete)
            }),
            4 => Act::Miss,
            5 => Act::Hold,
            6 => Act::Resume,
            7 => Act::Release,
            8 => Act::Reopen,
            10 => Act::GoOn {
                done: Done::default(),
                to,
            },
            11 => Act::QuickFinish(Done::default()),
            _ => Act::Transfer { to, note: note() },
        };
        if matches!(act, Act::Miss | Act::Recall) {
            self.bed.pass_s(20);
        }
        let here = self.bed.hall.windows().get(&WindowNumber(window));
        let held = here.and_then(|here| here.held.first().copied());
        let by_act = match act {
            Act::Resume | Act::Release => held,
            Act::Reopen => self.ended_at(window),
            _ => None,
        };
        let ticket = by_act.or_else(|| ticket.and_then(|ticket| self.ticket(ticket)));
        let hand = here.and_then(|here| here.hand);
        let meant = ticket.or(hand).and_then(|id| self.bed.hall.ticket(id));
        let version = meant.filter(|_| stale).map(|ticket| ticket.version - 1);
        let said = self.bed.act_named(window, Named { ticket, version }, act);
        assert!(
            version.is_none() || said.is_err(),
            "a stale version changes nothing (I27)"
        );
    }

    fn run_manager(&mut self, step: Step) {
        match step {
            Step::Rest {
                window,
                subject,
                resume,
            } => {
                let subject = subjects()[subject % 2];
                let reason = Reason::Listed(code("down"));
                let command = if resume {
                    Command::Resume { subject }
                } else {
                    Command::Pause { subject, reason }
                };
                match window {
                    Some(window) => self.ask(Role::Window, window, command),
                    None => drop(self.bed.manage(command)),
                }
            }
            Step::CloseDay => drop(self.bed.manage(Command::CloseDay)),
            Step::Load { variant: number } => drop(self.bed.load(variant(&self.base, number))),
            Step::Witness {
                days,
                series,
                online,
                block,
            } => {
                let day = Date(self.bed.now().date.0 + days);
                let series = code(["A", "B"][series % 2]);
                let raised = vec![Raised {
                    series,
                    online,
                    block,
                }];
                self.ask(
                    Role::Guide,
                    1,
                    Command::Witness {
                        device: None,
                        day,
                        raised,
                        proven: online % 8 == 0,
                    },
                );
            }
            Step::Gather { end } => {
                let device = self.bed.device(Role::Kiosk, 1);
                let waiting_for = vec![device, self.bed.device(Role::Kiosk, 2)];
                let command = if end {
                    Command::EndGathering
                } else {
                    Command::BeginGathering { waiting_for }
                };
                drop(self.bed.ask(Actor::Hall, command));
                drop(self.bed.ask(Actor::Hall, Command::NoteHello { device }));
            }
            Step::Disk { low } => drop(self.bed.ask(Actor::Hall, Command::NoteDisk { low })),
            other => unreachable!("{other:?} is run elsewhere"),
        }
    }

    /// Everybody behaves from now on: nobody is left waiting, called, served or held (L1, L3).
    fn heal(&mut self) {
        // Five windows and three clerks: whoever is there may open.
        self.bed
            .reload(|plan| plan.windows_rules.sign_in = false)
            .expect("only who may open changes");
        for _ in 0..30 {
            let windows: Vec<u16> = self
                .bed
                .hall
                .windows()
                .keys()
                .map(|number| number.0)
                .collect();
            for window in windows {
                self.clear(window);
            }
            if self.is_over() || self.is_empty() {
                return;
            }
            self.bed.pass(5);
        }
        let left: Vec<_> = self
            .bed
            .hall
            .tickets()
            .filter(|t| is_here(t.state))
            .collect();
        panic!("the hall does not empty: {left:?}");
    }

    /// One window serves everybody it can.
    fn clear(&mut self, window: u16) {
        drop(self.bed.open(window));
        for _ in 0..60 {
            let state = &self.bed.hall.windows()[&WindowNumber(window)];
            let held = state.held.first().copied();
            let act = match state
                .hand
                .and_then(|id| self.bed.hall.ticket(id))
                .map(|t| t.state)
            {
                Some(TicketState::Called(_)) => Some((None, Act::Start)),
                Some(_) => Some((None, finish())),
                None => held.map(|id| (Some(id), Act::Release)),
            };
            let said = match act {
                Some((ticket, act)) => self.bed.act_named(
                    window,
                    Named {
                        ticket,
                        version: None,
                    },
                    act,
                ),
                None => self.bed.call(window),
            };
            if said.is_err() {
                return;
            }
        }
    }

    fn is_over(&self) -> bool {
        self.bed
            .hall
            .day()
            .is_none_or(|day| day.stage == DayStage::Closed)
    }

    fn is_empty(&self) -> bool {
        !self.bed.hall.tickets().any(|ticket| is_here(ticket.state))
    }
}

/// What may rest.
fn subjects() -> [Subject; 2] {
    [Subject::Queue(code("A")), Subject::Item(code("b1"))]
}

fn is_here(state: TicketState) -> bool {
    state.is_live() && !matches!(state, TicketState::Missed(_))
}

/// Few cases by default, so that every change can afford them.
fn config() -> Config {
    let mut config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 30;
    }
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_people_do_the_invariants_hold_and_the_hall_empties(
        steps in proptest::collection::vec(step(), 20..300)
    ) {
        let mut machine = Machine::new();
        for step in steps {
            machine.run(step);
        }
        machine.heal();
    }
}
