//! The shell: owns the terminal, the link and the printer, and does what the machine says.

use super::machine::{Action, Event, Machine};
use super::paper::{Job, Paper};
use super::screen;
use crate::cli::GuideSetup;
use crate::limits::{EVENTS_MAX, TICK_MS};
use crate::machine::Post;
use crate::run::{fetch_items_for, from_key, link_news, ring, send_for};
use crate::standing::Now;
use crate::terminal::{Signals, draw};
use anyhow::Context;
use crossterm::event::{Event as Input, EventStream};
use futures_util::StreamExt;
use hall_core::device::Role;
use hall_device::{Api, Link, LinkConfig, LinkHandle, request_id};
use hall_protocol::view::{ItemView, TicketView};
use ratatui::DefaultTerminal;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

/// Works until the guide leaves. The caller sets up the terminal and restores it.
pub async fn run(
    setup: GuideSetup,
    terminal: &mut DefaultTerminal,
    mut signals: Signals,
) -> anyhow::Result<()> {
    let api = Api::new(setup.server.clone(), Some(setup.token.clone()))?;
    let api = api.in_language(setup.settings.language);
    let mut config = LinkConfig::new(setup.server, setup.token, Role::Guide);
    config.seen_file = setup.seen_file;
    let (link, mut feed) = Link::spawn(config);
    let api = api.beside(&link);
    let (events, mut happened) = mpsc::channel(EVENTS_MAX);
    let paper = setup
        .printer
        .map(|printer| Paper::start(api.clone(), link.clone(), printer, events.clone()));
    let now = Now {
        mono_ms: link.now_ms(),
        hall: None,
    };
    let mut shell = Shell {
        machine: Machine::new(setup.settings, now, Box::new(request_id)),
        link,
        api,
        paper,
        events,
        items: Arc::default(),
    };
    let is_plain = setup.plain.is_some();
    if let Some(locale) = setup.plain {
        shell.on(Event::PlainTerminal(locale))?;
    }
    let mut keys = EventStream::new();
    let mut ticks = interval(Duration::from_millis(TICK_MS));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        draw(terminal, is_plain, |frame| {
            screen::draw(frame, &shell.machine, setup.palette);
        })?;
        let event = tokio::select! {
            input = keys.next() => match input {
                Some(input) => from_terminal(&input.context("reading the keyboard")?),
                None => return Ok(()),
            },
            event = feed.recv() => match event {
                Some(event) => link_news(&shell.link, event).map(Event::Link),
                None => return Ok(()),
            },
            event = happened.recv() => event,
            _ = ticks.tick() => Some(Event::Tick),
            () = signals.told() => return Ok(()),
        };
        let Some(event) = event else { continue };
        if shell.on(event)? {
            return Ok(());
        }
    }
}

struct Shell {
    machine: Machine,
    link: LinkHandle,
    api: Api,
    paper: Option<Paper>,
    events: mpsc::Sender<Event>,
    /// What people come for, as papers need it.
    items: Arc<Vec<ItemView>>,
}

impl Shell {
    /// Gives the machine an event and does what it says; true when the guide leaves.
    fn on(&mut self, event: Event) -> anyhow::Result<bool> {
        if let Event::Items(items) = &event {
            self.items = Arc::new(items.clone());
        }
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            let mono_ms = self.link.now_ms();
            let hall = self.link.hall_now(mono_ms).map(|stamp| stamp.0);
            for action in self.machine.on(Now { mono_ms, hall }, event) {
                match action {
                    Action::Post(post) => self.post(post),
                    Action::FetchItems => self.fetch_items(),
                    Action::Print { ticket, copy } => events.extend(self.print(*ticket, copy)),
                    Action::Ring => ring()?,
                    Action::Quit => return Ok(true),
                }
            }
        }
        Ok(false)
    }

    /// Hands a ticket to the printer; what is wrong at once comes back.
    fn print(&self, ticket: TicketView, copy: bool) -> Option<Event> {
        let hall = self.machine.standing().hall.clone();
        let (paper, hall) = self.paper.as_ref().zip(hall)?;
        let items = Arc::clone(&self.items);
        let job = Job {
            ticket,
            copy,
            hall,
            items,
        };
        paper.print(job).err().map(Event::Paper)
    }

    fn post(&self, post: Post) {
        send_for(&self.api, &self.events, post, |request_id, result| {
            Event::Reply { request_id, result }
        });
    }

    fn fetch_items(&self) {
        fetch_items_for(&self.api, &self.events, Event::Items);
    }
}

fn from_terminal(input: &Input) -> Option<Event> {
    match input {
        Input::Key(key) => from_key(*key).map(Event::Key),
        // The next drawing has the new size.
        Input::Resize(..) => Some(Event::Tick),
        _ => None,
    }
}
