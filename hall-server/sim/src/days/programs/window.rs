//! A window: the shipped terminal's machine, its pad, and the clerk before it.

use super::calls::{Calls, Ended};
use super::ids::Ids;
use super::link::Linked;
use super::pad::{PadLine, failure};
use crate::days::people::clerk::Clerk;
use crate::days::program::{Ports, Program, Stimulus};
use hall_core::device::Role;
use hall_device::{ApiError, LinkEvent};
use hall_fixtures::dice::Dice;
use hall_protocol::Picture;
use hall_protocol::resume::Cursor;
use hall_protocol::view::ItemView;
use std::collections::BTreeMap;
use window_tui::machine::{
    Action, Answer, AnswerKind, Event, Failure, Key, LinkNews, Machine, Now, Post, Settings,
};

/// A window with its clerk.
pub(in crate::days) struct WindowProgram {
    name: String,
    number: u16,
    link: Linked,
    machine: Machine,
    calls: Calls,
    /// What each call was for.
    sent: BTreeMap<u64, Sent>,
    pad: Option<PadLine>,
    ids: Ids,
    runs: u64,
    clerk: Clerk,
}

enum Sent {
    Items,
    Act(AnswerKind, String),
}

impl WindowProgram {
    /// A window that knows nothing; `pad` is the token of its pad.
    pub(in crate::days) fn new(number: u16, token: String, pad: Option<String>, seed: u64) -> Self {
        Self {
            name: format!("window {number}"),
            number,
            link: Linked::new(Role::Window, token.clone()),
            machine: machine(number, 0, pad.is_some()),
            calls: Calls::new(token),
            sent: BTreeMap::new(),
            pad: pad.map(PadLine::new),
            ids: Ids::new(200 + u64::from(number), 0),
            runs: 0,
            clerk: Clerk::new(number, seed),
        }
    }

    fn take(&mut self, event: Event, ports: &mut Ports<'_>) {
        let hall = self.link.clock().map(|clock| clock.now(ports.now_ms).0);
        let now = Now {
            mono_ms: ports.now_ms,
            hall,
        };
        for action in self.machine.on(now, event) {
            match action {
                Action::Post(post) => self.post(post, ports),
                Action::FetchItems => {
                    let tag = self.calls.send("/api/v1/items", None, 1, ports);
                    self.sent.insert(tag, Sent::Items);
                }
                Action::PadStart { ticket, seconds } => {
                    self.ask_pad(ticket, Some(seconds), ports);
                }
                Action::PadCancel { ticket } => self.ask_pad(ticket, None, ports),
                // A bell rings; a clerk who quits comes back by starting the program again.
                Action::Ring | Action::Quit => {}
            }
        }
    }

    fn ask_pad(
        &mut self,
        ticket: hall_core::code::TicketId,
        seconds: Option<u8>,
        ports: &mut Ports<'_>,
    ) {
        let Some(pad) = &mut self.pad else { return };
        pad.expect(self.clerk.last_level());
        let news = pad.ask(ticket, seconds, &mut self.ids, ports);
        for news in news {
            self.take(Event::Pad(news), ports);
        }
    }

    fn post(&mut self, post: Post, ports: &mut Ports<'_>) {
        ports.say(|| format!("sends {}", post.path));
        let kind = post.body.answered_by();
        let is_sent = kind != AnswerKind::Cases;
        let body = is_sent.then(|| hall_protocol::encode(&post.body));
        self.calls.see(self.link.seen());
        let tag = self
            .calls
            .send(&post.path, body, post.body.attempts(), ports);
        self.sent.insert(tag, Sent::Act(kind, post.request_id));
    }

    fn ended(&mut self, ended: Ended, ports: &mut Ports<'_>) {
        let reply = |request_id, result: Result<Answer, ApiError>| Event::Reply {
            request_id,
            result: result.map_err(failure),
        };
        let event = match self.sent.remove(&ended.tag) {
            Some(Sent::Items) => match ended.read::<Vec<ItemView>>() {
                Ok(items) => Event::Items(items),
                Err(_) => return,
            },
            Some(Sent::Act(kind, id)) => reply(id, answer(kind, ended)),
            None => return,
        };
        if let Event::Reply {
            result: Err(Failure::Refused(problem)),
            ..
        } = &event
        {
            ports.say(|| format!("is refused: {}", problem.code));
        }
        self.take(event, ports);
    }

    fn press(&mut self, key: Key, ports: &mut Ports<'_>) {
        ports.say(|| format!("key {key:?}"));
        self.take(Event::Key(key), ports);
    }
}

fn answer(kind: AnswerKind, ended: Ended) -> Result<Answer, ApiError> {
    match kind {
        AnswerKind::Ticket => ended.read().map(|it| Answer::Ticket(Box::new(it))),
        AnswerKind::Window => ended.read().map(|it| Answer::Window(Box::new(it))),
        AnswerKind::Queue => ended.read().map(|it| Answer::Queue(Box::new(it))),
        AnswerKind::Case => ended.read().map(|it| Answer::Case(Box::new(it))),
        AnswerKind::Cases => ended.read().map(Answer::Cases),
    }
}

fn machine(number: u16, run: u64, has_pad: bool) -> Machine {
    let mut ids = Ids::new(u64::from(number), run);
    let settings = Settings {
        pad: has_pad,
        ..Settings::default()
    };
    Machine::new(settings, Now::default(), Box::new(move || ids.draw()))
}

impl Program for WindowProgram {
    fn name(&self) -> &str {
        &self.name
    }

    fn on(&mut self, stimulus: Stimulus, ports: &mut Ports<'_>) {
        if matches!(stimulus, Stimulus::Start) {
            self.runs += 1;
            self.machine = machine(self.number, self.runs, self.pad.is_some());
            self.ids = Ids::new(200 + u64::from(self.number), self.runs);
            self.calls.forget();
            self.sent.clear();
            self.link.start(ports);
            let news = self.pad.as_mut().map(|pad| pad.start(ports));
            for news in news.into_iter().flatten() {
                self.take(Event::Pad(news), ports);
            }
            ports.wake(self.clerk.begins(ports));
            return;
        }
        for event in self.link.on(&stimulus, ports) {
            let event = match event {
                LinkEvent::Connected(welcome) => {
                    Event::Link(LinkNews::Connected(Box::new((*welcome).clone())))
                }
                LinkEvent::Changed(changes) => Event::Link(LinkNews::Changed(changes)),
                LinkEvent::Resynced => Event::Link(LinkNews::Picture(self.link.cursor().picture())),
                LinkEvent::Heard(_) => Event::Tick,
                LinkEvent::Lost { reason, since_ms } => Event::Link(LinkNews::Lost {
                    why: reason.to_string(),
                    since_ms,
                }),
                LinkEvent::Refused { code, title } => {
                    Event::Link(LinkNews::Refused { code, title })
                }
            };
            self.take(event, ports);
        }
        if let Some(ended) = self.calls.on(&stimulus, ports) {
            self.ended(ended, ports);
        }
        if let Some(pad) = &mut self.pad {
            pad.see(self.link.seen());
            for news in pad.on(&stimulus, &mut self.ids, ports) {
                self.take(Event::Pad(news), ports);
            }
        }
        if matches!(stimulus, Stimulus::Wake) {
            let (key, wake_ms) = self.clerk.look(&self.machine, ports);
            if let Some(key) = key {
                self.press(key, ports);
            }
            ports.wake(wake_ms);
        }
    }

    fn crash(&mut self, _: &mut Dice) {}

    fn shown(&self) -> Option<&Picture> {
        matches!(self.machine.link(), window_tui::machine::Link::Up).then(|| self.machine.picture())
    }

    fn cursor(&self) -> Option<&Cursor> {
        Some(self.link.cursor())
    }

    fn new_token(&mut self, token: &str) {
        token.clone_into(&mut self.link.token);
        self.calls.new_token(token);
    }
}
