//! The task that owns the machine: waits for anything to happen and does what the machine says.

use super::clock::StandIn;
use super::disk::Disk;
use super::paper::{Paper, PrinterNews};
use super::roll::Roll;
use super::{Config, Input, News, Told, known};
use crate::journal::State;
use crate::limits::WATCH_S;
use crate::machine::{Action, Answer, Body, Event, Failure, Known, LinkNews, Machine, Now, Post};
use hall_core::Time;
use hall_core::device::Role;
use hall_device::{Api, Link, LinkConfig, LinkEvent, LinkHandle, random};
use hall_protocol::Stamp;
use hall_protocol::frame::Highest;
use hall_protocol::view::{BlockView, TicketView};
use serde::de::IgnoredAny;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval, sleep_until};

/// Both ends of the way into the shell.
type Inbox = (mpsc::Sender<Input>, mpsc::Receiver<Input>);

pub(super) struct Shell {
    machine: Machine,
    api: Api,
    disk: Disk,
    paper: Paper,
    link: LinkHandle,
    link_events: mpsc::Receiver<LinkEvent>,
    started: Instant,
    inbox: mpsc::Sender<Input>,
    events: mpsc::Receiver<Input>,
    news: watch::Sender<Arc<News>>,
    told: broadcast::Sender<Told>,
    printer: PrinterNews,
    roll: Roll,
    looks: Interval,
    clock: StandIn,
    known_file: PathBuf,
    /// What is in the file.
    kept: Arc<Known>,
}

impl Shell {
    pub(super) fn new(
        config: Config,
        disk: Disk,
        state: State,
        (inbox, events): Inbox,
        told: broadcast::Sender<Told>,
    ) -> io::Result<(Self, watch::Receiver<Arc<News>>)> {
        let known_file = config.data.join("kiosk.hall");
        let kept = Arc::new(known::load(&known_file));
        let api = Api::new(config.server.clone(), Some(config.token.clone()));
        let mut link = LinkConfig::new(config.server, config.token, Role::Kiosk);
        link.seen_file = Some(config.data.join("kiosk.seen"));
        let (link, link_events) = Link::spawn(link);
        let started = Instant::now() - Duration::from_millis(link.now_ms());
        let contact = state.contact().map(|stamp| stamp.0);
        let clock = StandIn::new(config.clock, contact);
        let now = now(&link, clock);
        let random = Box::new(random::name_bits);
        let mut machine = Machine::recover(state, (*kept).clone(), now, random);
        if !config.gives_numbers {
            machine = machine.without_numbers();
        }
        let printer = PrinterNews::default();
        let roll_mm = config.printer.profile.roll_mm;
        let roll = Roll::open(&config.data.join("kiosk.roll"), roll_mm);
        let (news, newest) = watch::channel(Arc::new(news(&machine, &kept, &printer, now.hall)));
        let mut looks = interval(Duration::from_secs(WATCH_S));
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let shell = Self {
            machine,
            api: api.map_err(io::Error::other)?.beside(&link),
            disk,
            paper: Paper::new(config.printer),
            link,
            link_events,
            started,
            inbox,
            events,
            news,
            told,
            printer,
            roll,
            looks,
            clock,
            known_file,
            kept,
        };
        Ok((shell, newest))
    }

    pub(super) fn link(&self) -> LinkHandle {
        self.link.clone()
    }

    /// Works until it is told to stop.
    pub(super) async fn run(mut self) {
        self.step(Event::Tick);
        let done = loop {
            let wake_ms = self.machine.wake_ms();
            let wake = wake_ms.map(|ms| self.started + Duration::from_millis(ms));
            tokio::select! {
                Some(input) = self.events.recv() => match input {
                    Input::Event(event) => self.step(event),
                    Input::Printer { news, length_mm } => self.on_printer(*news, length_mm),
                    Input::Stop(done) => break done,
                },
                Some(event) = self.link_events.recv() => self.hear(event),
                () = sleep_until(wake.unwrap_or(self.started)), if wake.is_some() => {
                    self.step(Event::Tick);
                }
                _ = self.looks.tick() => self.look(),
            }
            self.tell_news();
        };
        self.end(done).await;
    }

    /// What was asked of the disk is done before the folder is free.
    async fn end(self, done: oneshot::Sender<()>) {
        let Self { disk, events, .. } = self;
        // The thread must not wait for a place in an inbox that nobody empties.
        drop(events);
        let closed = tokio::task::spawn_blocking(move || disk.close()).await;
        if closed.is_err() {
            tracing::error!("the journal was not closed in order");
        }
        done.send(()).unwrap_or_default();
    }

    fn hear(&mut self, event: LinkEvent) {
        let news = match event {
            LinkEvent::Connected(welcome) => LinkNews::Connected(Box::new((*welcome).clone())),
            LinkEvent::Changed(_) | LinkEvent::Resynced | LinkEvent::Heard(_) => {
                LinkNews::Picture(self.link.picture())
            }
            LinkEvent::Lost { reason, since_ms } => LinkNews::Lost {
                why: reason.to_string(),
                since_ms,
            },
            LinkEvent::Refused { code, title } => LinkNews::Refused { code, title },
        };
        self.step(Event::Link(news));
    }

    /// The printer was looked at, or has printed.
    fn on_printer(&mut self, news: PrinterNews, length_mm: u32) {
        let counted = self.roll.heard(&news);
        let used = match length_mm {
            0 => Ok(()),
            mm => self.roll.printed(mm),
        };
        if let Err(error) = counted.and(used) {
            tracing::warn!("the paper that is left is not counted: {error}");
        }
        self.printer = PrinterNews {
            papers_left: self.roll.papers_left(),
            ..news
        };
        if let Some(said) = self.printer.said() {
            self.step(Event::Printer(said));
        }
    }

    fn step(&mut self, event: Event) {
        let now = now(&self.link, self.clock);
        for action in self.machine.on(now, event) {
            self.perform(action);
        }
    }

    fn perform(&mut self, action: Action) {
        match action {
            Action::Store { id, records } => self.disk.append(id, records),
            Action::Post(post) => self.post(post),
            Action::FetchItems => self.fetch_items(),
            Action::Print(print) => {
                let (paper, known) = (self.paper.clone(), self.machine.known().clone());
                let inbox = self.inbox.clone();
                tokio::spawn(async move {
                    let printed = paper.print(&print, &known).await;
                    let (job, outcome) = (print.job, printed.outcome);
                    let event = Event::Printed { job, outcome };
                    inbox.send(Input::Event(event)).await.unwrap_or_default();
                    inbox.send(printed.into()).await.unwrap_or_default();
                });
            }
            Action::PrintSlip { touch, order } => {
                let (paper, known) = (self.paper.clone(), self.machine.known().clone());
                let (inbox, now) = (self.inbox.clone(), now(&self.link, self.clock).hall);
                tokio::spawn(async move {
                    let printed = paper.slip(&order, &known, now).await;
                    let outcome = printed.outcome;
                    let event = Event::SlipPrinted { touch, outcome };
                    inbox.send(Input::Event(event)).await.unwrap_or_default();
                    inbox.send(printed.into()).await.unwrap_or_default();
                });
            }
            // Nobody may be looking.
            Action::Tell { touch, said } => {
                let _ = self.told.send(Told { touch, said });
            }
            Action::Note(highest) => self.note(&highest),
        }
    }

    fn note(&self, highest: &Highest) {
        let (day, series) = (highest.day, highest.series);
        if highest.online > 0 {
            self.link.note_number(day, series, highest.online);
        }
        if highest.block > 0 {
            self.link.note_block(day, series, highest.block);
        }
    }

    /// Sends a request once: the machine tries again by itself.
    fn post(&self, post: Post) {
        let (api, inbox) = (self.api.here(), self.inbox.clone());
        tokio::spawn(async move {
            let Post {
                call, path, body, ..
            } = post;
            let result = match body {
                Body::Lease(_) => {
                    let block = api.post::<_, BlockView>(&path, &body, 1).await;
                    block.map(Answer::Block)
                }
                Body::Printer(_) => {
                    let heard = api.post::<_, IgnoredAny>(&path, &body, 1).await;
                    heard.map(|_| Answer::Nothing)
                }
                _ => {
                    let ticket = api.post::<_, Option<TicketView>>(&path, &body, 1).await;
                    ticket.map(|ticket| {
                        ticket.map_or(Answer::Nothing, |ticket| Answer::Ticket(Box::new(ticket)))
                    })
                }
            };
            let result = result.map_err(Failure::from);
            let event = Event::Reply { call, result };
            inbox.send(Input::Event(event)).await.unwrap_or_default();
        });
    }

    fn fetch_items(&self) {
        let (api, inbox) = (self.api.clone(), self.inbox.clone());
        tokio::spawn(async move {
            // The machine asks again by itself.
            if let Ok(items) = api.get("/api/v1/items").await {
                let event = Event::Items(items);
                inbox.send(Input::Event(event)).await.unwrap_or_default();
            }
        });
    }

    fn look(&self) {
        let (paper, inbox) = (self.paper.clone(), self.inbox.clone());
        tokio::spawn(async move {
            if let Some(news) = paper.look().await {
                let input = Input::Printer {
                    news: Box::new(news),
                    length_mm: 0,
                };
                inbox.send(input).await.unwrap_or_default();
            }
        });
    }

    fn tell_news(&mut self) {
        if *self.machine.known() != *self.kept {
            self.kept = Arc::new(self.machine.known().clone());
            let (path, known) = (self.known_file.clone(), Arc::clone(&self.kept));
            tokio::task::spawn_blocking(move || {
                if let Err(error) = known::save(&path, &known) {
                    tracing::warn!("{}: {error}", path.display());
                }
            });
        }
        let now = now(&self.link, self.clock);
        let newest = news(&self.machine, &self.kept, &self.printer, now.hall);
        self.news.send_replace(Arc::new(newest));
    }
}

fn news(machine: &Machine, known: &Arc<Known>, printer: &PrinterNews, now: Option<Time>) -> News {
    News {
        link: machine.link().clone(),
        known: Arc::clone(known),
        picture: machine.picture(),
        printer: printer.clone(),
        open_intents: machine.state().open(),
        blocks: machine.state().blocks().len(),
        now: now.map(Stamp),
    }
}

/// The clocks. Before the server is heard, the computer's own clock stands in for the hall's.
fn now(link: &LinkHandle, clock: StandIn) -> Now {
    let mono_ms = link.now_ms();
    let hall = link.hall_now(mono_ms);
    let hall = hall.map(|stamp| stamp.0).or_else(|| clock.now());
    Now { mono_ms, hall }
}
