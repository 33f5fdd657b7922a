//! The bed of the rule tests: a hall, a clock that moves only when told, and people who speak.
//!
//! Tickets go by the number on their paper ("A001"). Every event is applied under `check_step`,
//! every state under `check`; when a bed goes, its journal is replayed (I8).

use crate::plan::{code, plan};
use hall_core::code::{DeviceId, PersonHash, RequestId, TicketId, Token, WindowNumber};
use hall_core::command::{Act, Answer, Command, HandIn, Named, Request, TakeTicket, Target};
use hall_core::device::{Actor, Role};
use hall_core::event::{Alarm, Event, Reason};
use hall_core::invariant::{Violation, check, check_replay, check_settled, check_step};
use hall_core::service::Done;
use hall_core::sign_in::Factor;
use hall_core::ticket::{NoteRef, Number, Ticket};
use hall_core::{Date, Decision, Hall, Now, Plan, Refusal, Span, Time};
use std::collections::BTreeMap;

/// A printed number, or the code of a refusal.
pub(crate) type Said = Result<String, &'static str>;

/// A success with this number.
#[expect(
    clippy::unnecessary_wraps,
    reason = "compared with answers that may be refusals"
)]
pub(crate) fn ok(label: &str) -> Said {
    Ok(label.to_owned())
}

/// The hall under test with everybody in it.
pub(crate) struct Bed {
    /// The hall.
    pub(crate) hall: Hall,
    /// The last refusal, with its fields.
    pub(crate) refusal: Option<Refusal>,
    /// The moment.
    pub(crate) at: Time,
    journal: Vec<(Event, Time)>,
    devices: BTreeMap<(Role, u16), DeviceId>,
    intents: u128,
}

impl Bed {
    /// Tuesday 2026-03-03, 09:30: the day is open, windows 1, 2, 3 and 5 work.
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    /// The same with a changed plan.
    pub(crate) fn with(change: impl FnOnce(&mut Plan)) -> Self {
        let mut bed = Self::closed(change);
        bed.until("09:30");
        for window in [1, 2, 3, 5] {
            bed.open(window).expect("a closed window opens");
        }
        bed
    }

    /// The same at 07:00, before anything.
    pub(crate) fn closed(change: impl FnOnce(&mut Plan)) -> Self {
        let mut bed = Self::bare();
        let mut plan = plan();
        change(&mut plan);
        bed.load(plan).expect("the test's plan is valid");
        let windows = bed.hall.windows().keys().copied().collect::<Vec<_>>();
        for (role, count) in [
            (Role::Kiosk, 2),
            (Role::Guide, 1),
            (Role::Manager, 1),
            (Role::Board, 1),
        ] {
            (1..=count).for_each(|index| bed.enrol(role, index, None));
        }
        for window in windows {
            bed.enrol(Role::Window, window.0, Some(window));
            bed.enrol(Role::Pad, window.0, Some(window));
        }
        bed.enrol(Role::Office, 1, None);
        bed.enrol(Role::Callback, 1, None);
        bed
    }

    /// A hall without a plan.
    pub(crate) fn bare() -> Self {
        let date: Date = "2026-03-03".parse().expect("a date");
        Self {
            hall: Hall::new(),
            refusal: None,
            at: Time(i64::from(date.0) * DAY + 7 * HOUR),
            journal: Vec::new(),
            devices: BTreeMap::new(),
            intents: 0,
        }
    }

    fn enrol(&mut self, role: Role, index: u16, window: Option<WindowNumber>) {
        let secret = format!("{role}{index}");
        let command = Command::EnrolDevice {
            role,
            name: secret.clone(),
            window,
            department: None,
            secret,
        };
        match self.ask(Actor::Operator, command) {
            Ok(Answer::Device(device)) => self.devices.insert((role, index), device),
            other => panic!("{role} {index} could not be enrolled: {other:?}"),
        };
    }

    // Time.

    /// What the clock says, in UTC.
    pub(crate) fn now(&self) -> Now {
        let date = Date(i32::try_from(self.at.0.div_euclid(DAY)).expect("a near date"));
        let minute = self.at.0.rem_euclid(DAY) / 60_000;
        Now {
            at: self.at,
            date,
            minute: u16::try_from(minute).expect("a minute of a day"),
        }
    }

    /// Lets seconds pass.
    pub(crate) fn pass_s(&mut self, seconds: u32) {
        self.at = self.at + Span::seconds(seconds);
        self.tick();
    }

    /// Lets minutes pass.
    pub(crate) fn pass(&mut self, minutes: u32) {
        self.pass_s(minutes * 60);
    }

    /// Jumps to a clock time, today or, when it is past, tomorrow.
    pub(crate) fn until(&mut self, clock: &str) {
        let (hours, minutes) = clock.split_once(':').expect("HH:MM");
        let number = |part: &str| part.parse::<i64>().expect("a number");
        let wanted = number(hours) * HOUR + number(minutes) * 60_000;
        let ahead = (wanted - self.at.0.rem_euclid(DAY)).rem_euclid(DAY);
        self.at = self.at + Span(ahead);
        self.tick();
    }

    /// Lets the hall do what is due, until it has nothing more to do.
    pub(crate) fn tick(&mut self) {
        for _ in 0..20 {
            let before = self.journal.len();
            self.ask(Actor::Hall, Command::Tick)
                .expect("a tick is never refused");
            if self.journal.len() == before {
                return sound(&check_settled(&self.hall, self.now()));
            }
        }
        panic!("the hall does not come to rest");
    }

    // Speaking.

    /// The actor behind a device.
    pub(crate) fn actor(&self, role: Role, index: u16) -> Actor {
        Actor::Device(self.device(role, index))
    }

    /// A device by role and index, windows and pads by window.
    pub(crate) fn device(&self, role: Role, index: u16) -> DeviceId {
        self.devices[&(role, index)]
    }

    /// A fresh intent.
    pub(crate) fn intent(&mut self) -> RequestId {
        self.intents += 1;
        RequestId(self.intents)
    }

    /// Decides and applies a command as a new intent.
    pub(crate) fn ask(&mut self, by: Actor, command: Command) -> Result<Answer, Refusal> {
        let id = self.intent();
        self.ask_as(by, id, command)
    }

    /// Decides and applies a command as a given intent.
    pub(crate) fn ask_as(
        &mut self,
        by: Actor,
        id: RequestId,
        command: Command,
    ) -> Result<Answer, Refusal> {
        let request = Request {
            by,
            id,
            random: id.0 + 1_000_000,
            command,
        };
        match self.hall.decide(self.now(), &request) {
            Ok(Decision { events, answer }) => {
                for event in events {
                    self.apply(event);
                }
                Ok(answer)
            }
            Err(refusal) => {
                self.refusal = Some(refusal.clone());
                Err(refusal)
            }
        }
    }

    /// Applies an event that nobody decided, as an earlier program would have.
    pub(crate) fn apply(&mut self, event: Event) {
        let before = self.hall.clone();
        self.hall.apply(&event, self.at);
        sound(&check_step(&before, &event, &self.hall));
        sound(&check(&self.hall));
        self.journal.push((event, self.hall.time()));
    }

    /// Everything that happened so far.
    pub(crate) fn events(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.journal.iter().map(|(event, _)| event)
    }

    /// The numbers of the tickets in an answer.
    fn said(&self, answer: Result<Answer, Refusal>) -> Said {
        match answer {
            Ok(
                Answer::Ticket(id)
                | Answer::Existing(id)
                | Answer::AtWindow(_, id)
                | Answer::Rating(id),
            ) => Ok(self
                .hall
                .ticket(id)
                .map_or_else(String::new, |ticket| label(ticket.number))),
            Ok(_) => Ok(String::new()),
            Err(refusal) => Err(refusal.code()),
        }
    }

    // Looking.

    /// A ticket of today by its printed number.
    pub(crate) fn ticket(&self, paper: &str) -> &Ticket {
        let named = |ticket: &&Ticket| label(ticket.number) == paper;
        self.hall
            .tickets()
            .filter(named)
            .last()
            .expect("the test names a ticket of today")
    }

    /// Its id.
    pub(crate) fn id(&self, paper: &str) -> TicketId {
        self.ticket(paper).id
    }

    /// Its state in a word, with the window when it names one.
    pub(crate) fn state(&self, paper: &str) -> String {
        let state = self.ticket(paper).state;
        state.window().map_or(state.word().to_owned(), |at| {
            format!("{} {at}", state.word())
        })
    }

    /// Whether an alarm is on.
    pub(crate) fn alarms(&self, alarm: Alarm) -> bool {
        self.hall.alarms().iter().any(|(other, _)| *other == alarm)
    }

    // Kiosk.

    /// Takes a number at kiosk 1.
    pub(crate) fn take(&mut self, item: &str) -> Said {
        self.take_with(item, |_| {})
    }

    /// Takes a number with more said about it.
    pub(crate) fn take_with(&mut self, item: &str, change: impl FnOnce(&mut TakeTicket)) -> Said {
        let mut take = TakeTicket::item(code(item));
        change(&mut take);
        let answer = self.ask(self.actor(Role::Kiosk, 1), Command::TakeTicket(take));
        self.said(answer)
    }

    /// Takes several plain numbers.
    pub(crate) fn take_many(&mut self, item: &str, count: usize) {
        for _ in 0..count {
            self.take(item).expect("a plain number is given");
        }
    }

    /// Takes a number with a priority.
    pub(crate) fn take_priority(&mut self, item: &str) -> Said {
        self.take_with(item, |take| take.class = Some(code("priority")))
    }

    /// Takes a number for a known person.
    pub(crate) fn take_for(&mut self, item: &str, person: u128) -> Said {
        self.take_with(item, |take| take.person.hash = Some(PersonHash(person)))
    }

    /// Takes another number with the first paper of the same person.
    pub(crate) fn take_joint(&mut self, item: &str, first: &str) -> Said {
        let token = self.ticket(first).token;
        self.take_with(item, |take| take.visit = Some(token))
    }

    /// Leases a block for kiosk `index`: its first and last number.
    pub(crate) fn lease(&mut self, index: u16, series: &str) -> Result<(u32, u32), &'static str> {
        let command = Command::LeaseBlock {
            series: code(series),
        };
        match self.ask(self.actor(Role::Kiosk, index), command) {
            Ok(Answer::Block(_, from, to)) => Ok((from, to)),
            Ok(other) => panic!("a lease answers with a block, not {other:?}"),
            Err(refusal) => Err(refusal.code()),
        }
    }

    /// Hands in a paper of kiosk 1 for item `a1`.
    pub(crate) fn hand_in(&mut self, n: u32, change: impl FnOnce(&mut HandIn)) -> Said {
        let id = self.intent();
        self.hand_in_as(id, n, change)
    }

    /// Hands in a paper of kiosk 1 under a given intent.
    pub(crate) fn hand_in_as(
        &mut self,
        id: RequestId,
        n: u32,
        change: impl FnOnce(&mut HandIn),
    ) -> Said {
        let mut paper = HandIn {
            day: self.now().date,
            number: Number {
                series: code("A"),
                round: 0,
                n,
            },
            token: Token(u128::from(n) << 64 | id.0),
            elapsed: Span(0),
            last_contact: Time(0),
            take: TakeTicket::item(code("a1")),
        };
        change(&mut paper);
        let answer = self.ask_as(self.actor(Role::Kiosk, 1), id, Command::HandIn(paper));
        self.said(answer)
    }

    /// Restores a missed paper at the guide's desk.
    pub(crate) fn restore(&mut self, paper: &str) -> Said {
        let ticket = self.id(paper);
        let answer = self.ask(self.actor(Role::Guide, 1), Command::Restore { ticket });
        self.said(answer)
    }

    /// Gives a number up.
    pub(crate) fn withdraw(&mut self, paper: &str) -> Said {
        let ticket = self.id(paper);
        let command = Command::Withdraw { ticket, note: None };
        let answer = self.ask(self.actor(Role::Kiosk, 1), command);
        self.said(answer)
    }

    /// Gives a waiting paper another class at the guide's desk.
    pub(crate) fn reclass(&mut self, paper: &str, class: &str) -> Said {
        let version = self.ticket(paper).version;
        self.reclass_seen(paper, class, version)
    }

    /// The same by a guide who saw this version of the ticket.
    pub(crate) fn reclass_seen(&mut self, paper: &str, class: &str, version: u32) -> Said {
        let named = Named {
            ticket: Some(self.id(paper)),
            version: Some(version),
        };
        let (class, note) = (code(class), note());
        let command = Command::Reclass { named, class, note };
        let answer = self.ask(self.actor(Role::Guide, 1), command);
        self.said(answer)
    }

    // Window.

    fn at_window(&mut self, window: u16, command: Command) -> Said {
        let answer = self.ask(self.actor(Role::Window, window), command);
        self.said(answer)
    }

    /// Opens a window without a clerk's name.
    pub(crate) fn open(&mut self, window: u16) -> Said {
        self.at_window(
            window,
            Command::OpenWindow {
                window: WindowNumber(window),
                clerk: None,
            },
        )
    }

    /// Opens a window for a clerk.
    pub(crate) fn open_for(&mut self, window: u16, clerk: &str) -> Said {
        let clerk = Some(code(clerk));
        self.at_window(
            window,
            Command::OpenWindow {
                window: WindowNumber(window),
                clerk,
            },
        )
    }

    /// A clerk shows the right proof at a window.
    pub(crate) fn sign_in(&mut self, window: u16, clerk: &str) -> Said {
        let command = Command::SignIn {
            window: WindowNumber(window),
            clerk: code(clerk),
            factor: Factor::Pin,
        };
        self.at_window(window, command)
    }

    /// A wrong PIN of a clerk, or without one a wrong card.
    pub(crate) fn try_wrongly(&mut self, window: u16, clerk: Option<&str>) {
        let command = Command::NoteWrongSignIn {
            window: WindowNumber(window),
            clerk: clerk.map(code),
        };
        self.ask(Actor::Hall, command)
            .expect("a wrong try is put on record");
    }

    /// The clerk leaves.
    pub(crate) fn sign_out(&mut self, window: u16) -> Said {
        let window_number = WindowNumber(window);
        self.at_window(
            window,
            Command::SignOut {
                window: window_number,
            },
        )
    }

    /// Who is signed in at a window.
    pub(crate) fn signed_in(&self, window: u16) -> Option<String> {
        let state = &self.hall.windows()[&WindowNumber(window)];
        state.signed_in.map(|one| one.clerk.to_string())
    }

    /// Serves somebody without paper.
    pub(crate) fn serve_now(&mut self, window: u16, item: &str) -> Said {
        self.serve_now_with(window, item, |_| {})
    }

    /// The same with more said about it.
    pub(crate) fn serve_now_with(
        &mut self,
        window: u16,
        item: &str,
        change: impl FnOnce(&mut TakeTicket),
    ) -> Said {
        let mut take = TakeTicket::item(code(item));
        change(&mut take);
        let command = Command::ServeNow {
            window: WindowNumber(window),
            take: Box::new(take),
            note: note(),
        };
        self.at_window(window, command)
    }

    /// Ends the service and goes on to a queue, for an item if one is named.
    pub(crate) fn go_on(&mut self, window: u16, queue: &str, item: Option<&str>) -> Said {
        let to = Target::Queue(code(queue), item.map(code));
        let done = Done::default();
        self.act(window, Act::GoOn { done, to })
    }

    /// Closes a window.
    pub(crate) fn close(&mut self, window: u16) -> Said {
        self.at_window(
            window,
            Command::CloseWindow {
                window: WindowNumber(window),
            },
        )
    }

    /// Pauses a window.
    pub(crate) fn pause(&mut self, window: u16, minutes: u32) -> Said {
        let reason = Reason::Listed(code("lunch"));
        let window_number = WindowNumber(window);
        self.at_window(
            window,
            Command::PauseWindow {
                window: window_number,
                reason,
                minutes,
            },
        )
    }

    /// Calls the next.
    pub(crate) fn call(&mut self, window: u16) -> Said {
        self.at_window(
            window,
            Command::CallNext {
                window: WindowNumber(window),
            },
        )
    }

    /// Calls a chosen paper.
    pub(crate) fn choose(&mut self, window: u16, paper: &str) -> Said {
        let ticket = self.id(paper);
        let window_number = WindowNumber(window);
        self.at_window(
            window,
            Command::CallChosen {
                window: window_number,
                ticket,
                note: note(),
            },
        )
    }

    /// Acts on the ticket in hand.
    pub(crate) fn act(&mut self, window: u16, act: Act) -> Said {
        self.act_named(window, Named::default(), act)
    }

    /// Acts on a paper.
    pub(crate) fn act_on(&mut self, window: u16, paper: &str, act: Act) -> Said {
        let named = Named {
            ticket: Some(self.id(paper)),
            version: None,
        };
        self.act_named(window, named, act)
    }

    /// Acts on a ticket named with its version.
    pub(crate) fn act_named(&mut self, window: u16, named: Named, act: Act) -> Said {
        self.at_window(
            window,
            Command::Act {
                window: WindowNumber(window),
                named,
                act,
            },
        )
    }

    /// Calls the next and begins to serve.
    pub(crate) fn serve(&mut self, window: u16) -> Said {
        self.call(window)?;
        self.act(window, Act::Start)
    }

    /// Finishes what is in hand.
    pub(crate) fn finish(&mut self, window: u16) -> Said {
        self.act(window, finish())
    }

    /// Calls, serves and finishes the next.
    pub(crate) fn serve_whole(&mut self, window: u16) -> Said {
        self.serve(window)?;
        self.finish(window)
    }

    /// Calls the next, waits long enough and gives up on it.
    pub(crate) fn call_and_miss(&mut self, window: u16) -> Said {
        self.call(window)?;
        self.pass_s(20);
        self.act(window, Act::Miss)
    }

    /// Sends what is in hand to a queue.
    pub(crate) fn send_to_queue(&mut self, window: u16, queue: &str) -> Said {
        let to = Target::Queue(code(queue), None);
        self.act(window, Act::Transfer { to, note: note() })
    }

    /// Sends what is in hand to a window.
    pub(crate) fn send_to_window(&mut self, window: u16, target: u16) -> Said {
        let to = Target::Window(WindowNumber(target));
        self.act(window, Act::Transfer { to, note: note() })
    }

    /// The watchdog heard nothing from a window.
    pub(crate) fn fall_silent(&mut self, window: u16) {
        let command = Command::NoteSilence {
            window: WindowNumber(window),
        };
        self.ask(Actor::Hall, command)
            .expect("the watchdog may speak");
    }

    // Manager and operator.

    /// Gives a command as the manager.
    pub(crate) fn manage(&mut self, command: Command) -> Said {
        let answer = self.ask(self.actor(Role::Manager, 1), command);
        self.said(answer)
    }

    /// Loads a plan.
    pub(crate) fn load(&mut self, plan: Plan) -> Said {
        let answer = self.ask(
            Actor::Operator,
            Command::LoadPlan {
                plan: Box::new(plan),
            },
        );
        self.said(answer)
    }

    /// Loads a changed plan.
    pub(crate) fn reload(&mut self, change: impl FnOnce(&mut Plan)) -> Said {
        let mut plan = self.hall.plan().expect("a plan is loaded").clone();
        change(&mut plan);
        self.load(plan)
    }
}

impl Drop for Bed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let journal = self.journal.iter().map(|(event, at)| (event, *at));
        sound(&check_replay(&self.hall, journal));
        let stored = serde_json::to_string(&self.hall).expect("a hall is plain data");
        let back: Hall = serde_json::from_str(&stored).expect("what was written can be read");
        assert!(
            back.reindexed() == self.hall,
            "a stored hall comes back as it was"
        );
        let words = serde_json::to_string(&self.journal).expect("events are plain data");
        let read: Vec<(Event, Time)> = serde_json::from_str(&words).expect("events can be read");
        assert!(
            read == self.journal,
            "a stored journal comes back as it was"
        );
    }
}

/// Fails with every violation in words.
fn sound(violations: &[Violation]) {
    let words: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(words.is_empty(), "{}", words.join("\n"));
}

/// The number on the paper.
pub(crate) fn label(number: Number) -> String {
    number.label(3)
}

/// Finishing without more words.
pub(crate) fn finish() -> Act {
    Act::Finish(Done::default())
}

/// A note somebody wrote.
pub(crate) fn note() -> NoteRef {
    NoteRef {
        key: RequestId(7),
        digest: "d".to_owned(),
    }
}

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
