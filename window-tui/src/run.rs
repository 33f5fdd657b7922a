//! The shell: owns the terminal, the link, the pad and the bar, and does what the machine says.

use crate::bar::{self, BarClient};
use crate::call_box::CallBoxClient;
use crate::cli::Setup;
use crate::limits::{EVENTS_MAX, TICK_MS};
use crate::machine::Settings;
use crate::machine::{
    Action, Answer, AnswerKind, Event, Failure, Key, LinkNews, Machine, Now, Post,
};
use crate::pad::{PadClient, failure};
use crate::record::{Ids, Recorder};
use crate::scanner::ScannerClient;
use crate::screen::{self, Palette};
use crate::terminal::{Signals, draw};
use anyhow::Context;
use crossterm::event::{
    Event as Input, EventStream, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use futures_util::StreamExt;
use hall_core::device::Role;
use hall_device::{Api, Link, LinkConfig, LinkEvent, LinkHandle, request_id};
use hall_protocol::view::ItemView;
use ratatui::DefaultTerminal;
use std::path::Path;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

/// Works until the clerk leaves. The caller sets up the terminal and restores it.
pub async fn run(
    mut setup: Setup,
    terminal: &mut DefaultTerminal,
    signals: Signals,
) -> anyhow::Result<()> {
    // A bar that cannot even be tried never stops the window.
    let spawned = setup.bar.take().map(BarClient::spawn);
    let spawned = spawned.map(|bar| bar.inspect_err(|error| tracing::error!("bar: {error}")));
    let mut bar = spawned.and_then(Result::ok);
    let mut pad = None;
    let result = work(setup, &mut bar, &mut pad, terminal, signals).await;
    let dark = async {
        if let Some(bar) = bar {
            bar.leave().await;
        }
    };
    let asked_no_more = async {
        if let Some(pad) = pad {
            pad.leave().await;
        }
    };
    tokio::join!(dark, asked_no_more);
    result
}

async fn work(
    setup: Setup,
    bar: &mut Option<BarClient>,
    pad: &mut Option<PadClient>,
    terminal: &mut DefaultTerminal,
    mut signals: Signals,
) -> anyhow::Result<()> {
    let api = Api::new(setup.server.clone(), Some(setup.token.clone()))?;
    let api = api.in_language(setup.settings.language);
    let mut config = LinkConfig::new(setup.server, setup.token, Role::Window);
    config.seen_file = setup.seen_file;
    let (link, mut feed) = Link::spawn(config);
    let api = api.beside(&link);
    let (events, mut happened) = mpsc::channel(EVENTS_MAX);
    let (news, mut pad_news) = mpsc::channel(EVENTS_MAX);
    let spawned = setup
        .pad
        .map(|pad| PadClient::spawn(pad.beside(&link), news.clone()));
    *pad = spawned.transpose()?;
    let (box_news, mut box_told) = mpsc::channel(EVENTS_MAX);
    let _call_box = setup
        .call_box
        .map(|call_box| CallBoxClient::spawn(call_box, box_news.clone()))
        .transpose()?;
    let (scanner_news, mut scanned) = mpsc::channel(EVENTS_MAX);
    let _scanner = setup
        .scanner
        .map(|scanner| ScannerClient::spawn(scanner, scanner_news.clone()))
        .transpose()?;
    let now = Now {
        mono_ms: link.now_ms(),
        hall: None,
    };
    let (recorder, ids) = begin_record(setup.record.as_deref(), &setup.settings, now)?;
    let machine = Machine::new(setup.settings, now, ids);
    let mut shell = Shell {
        machine,
        recorder,
        link,
        api,
        pad: pad.as_ref(),
        events,
        palette: setup.palette,
    };

    let is_plain = setup.plain.is_some();
    if let Some(locale) = setup.plain {
        shell.tell(now, Event::PlainTerminal(locale));
    }
    let size = terminal.size()?;
    shell.tell(now, Event::Resize(size.width, size.height));
    let mut keys = EventStream::new();
    let mut ticks = interval(Duration::from_millis(TICK_MS));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        draw(terminal, is_plain, |frame| {
            screen::draw(frame, &shell.machine, shell.palette);
        })?;
        if let Some(bar) = bar {
            bar.follow(&shell.machine);
        }
        let event = tokio::select! {
            input = keys.next() => match input {
                Some(input) => from_terminal(&input.context("reading the keyboard")?),
                None => return Ok(()),
            },
            event = feed.recv() => match event {
                Some(event) => Some(shell.hear(event)),
                None => return Ok(()),
            },
            event = happened.recv() => event,
            news = pad_news.recv() => news.map(Event::Pad),
            news = bar::news_of(bar) => Some(Event::Bar(news)),
            news = box_told.recv() => news.map(Event::CallBox),
            news = scanned.recv() => news.map(Event::Scanner),
            _ = ticks.tick() => Some(Event::Tick),
            () = signals.told() => return Ok(()),
        };
        let Some(event) = event else { continue };
        if shell.on(event).await? {
            return Ok(());
        }
    }
}

/// The recorder, if one is wanted, and the source of request ids.
fn begin_record(
    path: Option<&Path>,
    settings: &Settings,
    now: Now,
) -> anyhow::Result<(Option<Recorder>, Ids)> {
    let ids: Ids = Box::new(request_id);
    let Some(path) = path else {
        return Ok((None, ids));
    };
    let begun = Recorder::begin(path, settings, now, ids);
    let (recorder, ids) = begun.with_context(|| format!("--record {}", path.display()))?;
    Ok((Some(recorder), ids))
}

struct Shell<'a> {
    machine: Machine,
    recorder: Option<Recorder>,
    link: LinkHandle,
    api: Api,
    pad: Option<&'a PadClient>,
    events: mpsc::Sender<Event>,
    palette: Palette,
}

impl Shell<'_> {
    /// Gives the machine an event and does what it says; true when the clerk leaves.
    async fn on(&mut self, event: Event) -> anyhow::Result<bool> {
        let mono_ms = self.link.now_ms();
        let hall = self.link.hall_now(mono_ms).map(|stamp| stamp.0);
        for action in self.tell(Now { mono_ms, hall }, event) {
            match action {
                Action::Post(post) => self.post(post),
                Action::FetchItems => self.fetch_items(),
                Action::Ring => ring()?,
                Action::PadStart { ticket, seconds } => {
                    if let Some(pad) = self.pad {
                        pad.ask(ticket, seconds).await;
                    }
                }
                Action::PadCancel { ticket } => {
                    if let Some(pad) = self.pad {
                        pad.cancel(ticket).await;
                    }
                }
                Action::Quit => return Ok(true),
            }
        }
        Ok(false)
    }

    fn tell(&mut self, now: Now, event: Event) -> Vec<Action> {
        match &mut self.recorder {
            Some(recorder) => recorder.on(&mut self.machine, now, event),
            None => self.machine.on(now, event),
        }
    }

    fn post(&self, post: Post) {
        send_for(&self.api, &self.events, post, |request_id, result| {
            Event::Reply { request_id, result }
        });
    }

    /// Without the items the screen shows the queues' names instead.
    fn fetch_items(&self) {
        fetch_items_for(&self.api, &self.events, Event::Items);
    }

    fn hear(&self, event: LinkEvent) -> Event {
        link_news(&self.link, event).map_or(Event::Tick, Event::Link)
    }
}

/// What a desk hears of its link; none when only time has passed.
pub(crate) fn link_news(link: &LinkHandle, event: LinkEvent) -> Option<LinkNews> {
    Some(match event {
        LinkEvent::Connected(welcome) => LinkNews::Connected(Box::new((*welcome).clone())),
        LinkEvent::Changed(changes) => LinkNews::Changed(changes),
        // Changes that are still on their way here are in it already; they say the same again.
        LinkEvent::Resynced => LinkNews::Picture(link.picture()),
        LinkEvent::Heard(_) => return None,
        LinkEvent::Lost { reason, since_ms } => LinkNews::Lost {
            why: reason.to_string(),
            since_ms,
        },
        LinkEvent::Refused { code, title } => LinkNews::Refused { code, title },
    })
}

/// Sends an act beside everything else; its answer comes as an event.
pub(crate) fn send_for<E: Send + 'static>(
    api: &Api,
    events: &mpsc::Sender<E>,
    post: Post,
    reply: fn(String, Result<Answer, Failure>) -> E,
) {
    let (api, events) = (api.here(), events.clone());
    tokio::spawn(async move {
        let result = send(&api, &post).await;
        let reply = reply(post.request_id, result);
        events.send(reply).await.unwrap_or_default();
    });
}

/// Fetches the hall's items beside everything else; they come as an event when it works.
pub(crate) fn fetch_items_for<E: Send + 'static>(
    api: &Api,
    events: &mpsc::Sender<E>,
    told: fn(Vec<ItemView>) -> E,
) {
    let (api, events) = (api.clone(), events.clone());
    tokio::spawn(async move {
        match api.get("/api/v1/items").await {
            Ok(items) => events.send(told(items)).await.unwrap_or_default(),
            Err(error) => tracing::warn!("items: {error}"),
        }
    });
}

/// Sends an act, the same in every attempt; the body says which answer to expect.
pub async fn send(api: &Api, post: &Post) -> Result<Answer, Failure> {
    let (path, body) = (&post.path, &post.body);
    let attempts = body.attempts();
    let answer = match body.answered_by() {
        AnswerKind::Ticket => {
            let answer = api.post(path, body, attempts).await;
            answer.map(|ticket| Answer::Ticket(Box::new(ticket)))
        }
        AnswerKind::Window => {
            let answer = api.post(path, body, attempts).await;
            answer.map(|window| Answer::Window(Box::new(window)))
        }
        AnswerKind::Queue => {
            let answer = api.post(path, body, attempts).await;
            answer.map(|queue| Answer::Queue(Box::new(queue)))
        }
        AnswerKind::Case => {
            let answer = api.post(path, body, attempts).await;
            answer.map(|case| Answer::Case(Box::new(case)))
        }
        AnswerKind::Cases => api.get(path).await.map(Answer::Cases),
    };
    answer.map_err(failure)
}

fn from_terminal(input: &Input) -> Option<Event> {
    match input {
        Input::Key(key) => from_key(*key).map(Event::Key),
        Input::Resize(columns, rows) => Some(Event::Resize(*columns, *rows)),
        _ => None,
    }
}

pub(crate) fn from_key(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let control = key
        .modifiers
        .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    Some(match key.code {
        KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => Key::Interrupt,
        KeyCode::Char(c) if !control => Key::Char(c),
        KeyCode::F(n) => Key::F(n),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Tab => Key::Tab,
        _ => return None,
    })
}

pub(crate) fn ring() -> std::io::Result<()> {
    crossterm::execute!(std::io::stdout(), crossterm::style::Print('\u{7}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_terminal_become_keys_of_the_machine() {
        let key = |code, modifiers| from_key(KeyEvent::new(code, modifiers));
        let none = KeyModifiers::NONE;
        assert_eq!(
            key(KeyCode::Char('c'), KeyModifiers::CONTROL),
            Some(Key::Interrupt)
        );
        assert_eq!(
            key(KeyCode::Char('f'), KeyModifiers::CONTROL),
            None,
            "no act by accident"
        );
        assert_eq!(
            key(KeyCode::Char('F'), KeyModifiers::SHIFT),
            Some(Key::Char('F'))
        );
        assert_eq!(key(KeyCode::F(2), none), Some(Key::F(2)));
        assert_eq!(key(KeyCode::Tab, none), Some(Key::Tab));
        assert_eq!(key(KeyCode::Insert, none), None);
        let mut released = KeyEvent::new(KeyCode::Enter, none);
        released.kind = KeyEventKind::Release;
        assert_eq!(from_key(released), None);
    }
}
