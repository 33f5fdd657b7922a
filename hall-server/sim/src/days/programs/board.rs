//! A board: the shipped board machine, with a voice that takes its time and an LED bar.

use super::bar::BarLine;
use super::link::Linked;
use crate::days::program::{Fact, Output, Ports, Program, Stimulus};
use display_board::announce::Announced;
use display_board::board::{Action, Board, Event, Moment, Settings};
use display_board::limits::WAITING_CALLS_MAX;
use hall_core::device::Role;
use hall_device::LinkEvent;
use hall_fixtures::dice::Dice;
use hall_protocol::Picture;
use hall_protocol::resume::Cursor;

/// A board with its voice and its bar.
pub(in crate::days) struct BoardProgram {
    name: String,
    link: Linked,
    board: Board,
    /// When the voice is through with what it says.
    speaks_until: Option<u64>,
    /// When to look at the queue again.
    tick_ms: u64,
    /// The sound device is gone.
    is_mute: bool,
    bar: BarLine,
}

/// An announcement takes about so long, in ms.
const SPEECH_MS: u64 = 5_000;
/// The screen is drawn and the queue looked at so often, in ms.
const TICK_MS: u64 = 1_000;

impl BoardProgram {
    /// A board that knows nothing.
    pub(in crate::days) fn new(number: usize, token: String) -> Self {
        Self {
            name: format!("board {number}"),
            link: Linked::new(Role::Board, token),
            board: Board::new(Settings::default()),
            speaks_until: None,
            tick_ms: 0,
            is_mute: false,
            bar: BarLine::new(number),
        }
    }

    fn take(&mut self, event: Event, ports: &mut Ports<'_>) {
        let moment = self.moment(ports.now_ms);
        for action in self.board.on(event, moment) {
            match action {
                Action::Speak(_) => {
                    let ms = SPEECH_MS / 2 + ports.dice.bits() % SPEECH_MS;
                    self.speaks_until = Some(ports.now_ms + ms);
                    ports.wake(ports.now_ms + ms);
                }
                Action::Urged => ports.fact(Fact::Urged),
                Action::Announced(call) => {
                    Self::announced(&call, ports);
                    ports.fact(Fact::Announced {
                        number: call.number,
                        times: call.times,
                        at: call.at.0,
                    });
                }
                Action::Dropped { call, .. } => ports.fact(Fact::Dropped {
                    number: call.number,
                    times: call.times,
                    at: call.at.0,
                }),
            }
        }
    }

    fn moment(&self, now_ms: u64) -> Moment {
        let heard_ms = self.link.cursor().heard_ms();
        Moment {
            now_ms,
            hall: self.link.clock().map(|clock| clock.now(now_ms).0),
            silent_ms: heard_ms.map(|heard| now_ms.saturating_sub(heard)),
        }
    }

    /// People hear it, and one of them may go.
    fn announced(call: &Announced, ports: &mut Ports<'_>) {
        ports.say(|| format!("announces {} to window {}", call.number, call.window));
        if let Some(guest) = ports.floor.heard(&call.number, call.window) {
            let at_ms = ports.now_ms + 4_000 + ports.dice.bits() % 16_000;
            ports.put(Output::Guest { guest, at_ms });
        }
    }

    fn voice(&mut self, ports: &mut Ports<'_>) {
        if self.speaks_until.is_none_or(|until| ports.now_ms < until) {
            return;
        }
        self.speaks_until = None;
        let outcome = if self.is_mute {
            Err("no sound device".to_owned())
        } else {
            Ok(())
        };
        self.take(Event::Voiced(outcome), ports);
    }
}

impl Program for BoardProgram {
    fn name(&self) -> &str {
        &self.name
    }

    fn on(&mut self, stimulus: Stimulus, ports: &mut Ports<'_>) {
        match stimulus {
            Stimulus::Start => {
                self.board = Board::new(Settings::default());
                self.speaks_until = None;
                ports.fact(Fact::BoardRestarted);
                self.link.start(ports);
                self.bar.start(ports);
                self.tick_ms = ports.now_ms + TICK_MS;
                ports.wake(self.tick_ms);
                return;
            }
            Stimulus::Device(mischief) => self.is_mute = mischief.is_some(),
            _ => {}
        }
        for event in self.link.on(&stimulus, ports) {
            let event = match event {
                LinkEvent::Connected(welcome) => Event::Connected(welcome),
                LinkEvent::Changed(changes) => Event::Changed {
                    changes,
                    picture: self.link.cursor().picture(),
                },
                LinkEvent::Resynced => Event::Resynced(self.link.cursor().picture()),
                LinkEvent::Heard(_) => Event::Tick,
                LinkEvent::Lost { .. } => Event::Lost,
                LinkEvent::Refused { code, title } => Event::Refused { code, title },
            };
            self.take(event, ports);
        }
        if matches!(stimulus, Stimulus::Wake) {
            self.voice(ports);
            if ports.now_ms >= self.tick_ms {
                self.tick_ms = ports.now_ms + TICK_MS;
                ports.wake(self.tick_ms);
                self.take(Event::Tick, ports);
            }
        }
        self.bar.on(&stimulus, ports);
        let moment = self.moment(ports.now_ms);
        self.bar.follow(&self.board, moment, ports);
    }

    fn crash(&mut self, _: &mut Dice) {
        self.bar.crash();
    }

    fn shown(&self) -> Option<&Picture> {
        self.board.picture().map(AsRef::as_ref)
    }

    fn cursor(&self) -> Option<&Cursor> {
        Some(self.link.cursor())
    }

    fn wrong(&self) -> Option<String> {
        self.bar.wrong()
    }

    fn new_token(&mut self, token: &str) {
        token.clone_into(&mut self.link.token);
    }

    fn over_limit(&self) -> Option<String> {
        let waiting = self.board.waiting();
        (waiting > WAITING_CALLS_MAX).then(|| format!("{waiting} announcements wait"))
    }
}
