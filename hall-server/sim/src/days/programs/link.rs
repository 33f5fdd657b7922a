//! The shipped link machine of a device, with its feed in virtual time and its memory on a disk.

use crate::days::program::{Output, Ports, Stimulus};
use hall_core::device::Role;
use hall_device::backoff::Backoff;
use hall_device::limits::SEEN_EVERY_MS;
use hall_device::link::{LinkAction, LinkInput, LinkMachine};
use hall_device::{HallClock, LinkEvent};
use hall_protocol::resume::{Cursor, Seen};

/// A link with its shell.
pub(super) struct Linked {
    role: Role,
    pub(super) token: String,
    machine: LinkMachine,
    /// What the device's disk holds.
    saved: Seen,
    saved_ms: u64,
}

impl Linked {
    /// A device that has seen nothing.
    pub(super) fn new(role: Role, token: String) -> Self {
        let machine = LinkMachine::new(role, Cursor::new(), Backoff::default(), 0);
        Self {
            role,
            token,
            machine,
            saved: Seen::default(),
            saved_ms: 0,
        }
    }

    /// The device starts, with what it had kept.
    pub(super) fn start(&mut self, ports: &mut Ports<'_>) {
        let cursor = Cursor::from_seen(self.saved.clone());
        self.machine = LinkMachine::new(self.role, cursor, Backoff::default(), ports.now_ms);
        self.step(LinkInput::Tick, ports);
    }

    /// Takes a stimulus of the feed or the clock; what it means for the program comes back.
    pub(super) fn on(&mut self, stimulus: &Stimulus, ports: &mut Ports<'_>) -> Vec<LinkEvent> {
        let input = match stimulus {
            Stimulus::Wake => LinkInput::Tick,
            Stimulus::FeedOpened => LinkInput::Opened,
            Stimulus::FeedFailed => LinkInput::Failed("no way to the server".to_owned()),
            Stimulus::FeedRejected { code, title } => LinkInput::Rejected {
                code: code.clone(),
                title: title.clone(),
            },
            Stimulus::FeedText(text) => LinkInput::Frame(text),
            Stimulus::FeedClosed => LinkInput::Closed("the connection ended".to_owned()),
            _ => return Vec::new(),
        };
        self.step(input, ports)
    }

    fn step(&mut self, input: LinkInput<'_>, ports: &mut Ports<'_>) -> Vec<LinkEvent> {
        let random = ports.bits();
        let mut events = Vec::new();
        for action in self.machine.on(input, ports.now_ms, random) {
            match action {
                LinkAction::Open => {
                    let token = self.token.clone();
                    ports.put(Output::OpenFeed { token });
                }
                LinkAction::Send(text) => ports.put(Output::SendFeed(text)),
                LinkAction::Close => ports.put(Output::CloseFeed),
                LinkAction::Emit(event) => events.push(event),
            }
        }
        if ports.now_ms >= self.saved_ms + SEEN_EVERY_MS {
            (self.saved, self.saved_ms) = (self.machine.cursor().seen(), ports.now_ms);
        }
        ports.wake(self.machine.wake_ms());
        events
    }

    /// The place in the journal and the picture.
    pub(super) fn cursor(&self) -> &Cursor {
        self.machine.cursor()
    }

    /// What a call says of it.
    pub(super) fn seen(&self) -> Option<String> {
        let place = self.cursor().place()?;
        Some(place.to_string())
    }

    /// The same, to note numbers.
    pub(super) fn cursor_mut(&mut self) -> &mut Cursor {
        self.machine.cursor_mut()
    }

    /// The hall's clock as the device knows it.
    pub(super) fn clock(&self) -> Option<HallClock> {
        self.machine.clock()
    }
}
