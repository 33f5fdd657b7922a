//! The satisfaction pads of several windows on one RS-485 line: `window-tui pads`.
//!
//! One task owns the line. Each pad is a client of its own: its own token, its own feed, whose
//! prompts it follows. Nothing here knows a clerk's token.

mod check;
mod setup;

pub use check::examine;
pub use setup::{LinePad, PadsArgs, PadsSetup};

use crate::limits::{EVENTS_MAX, PROMPTS_MAX};
use crate::machine::{Failure, PadNews};
use crate::pad::post_rating;
use crate::prompt::{PromptStep, Prompts};
use crate::run::told_to_leave;
use hall_core::code::WindowNumber;
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_device::pad::{LineAction, LineInput, PadLine, PadReport};
use hall_device::serial::pump::{self, PumpEvent, PumpHandle};
use hall_device::{Api, Link, LinkConfig, LinkEvent, LinkHandle, random};
use hall_text::{FluentValue, say, word};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// What happened to the pad of a window.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineNews {
    /// News of the pad itself.
    Pad(PadNews),
    /// Its feed is there.
    Connected,
    /// Its feed is gone or refused, and why.
    Unconnected(String),
}

/// Works until the program is told to leave; says on standard output what happens.
pub async fn run(setup: PadsSetup) -> anyhow::Result<()> {
    let language = setup.language;
    let (news, mut told) = mpsc::channel(EVENTS_MAX);
    let _line = spawn(setup, news)?;
    let interrupted = tokio::signal::ctrl_c();
    tokio::pin!(interrupted);
    let mut goodbye = Box::pin(told_to_leave());
    loop {
        tokio::select! {
            news = told.recv() => match news {
                Some((window, news)) => println!("{window} {}", words(&news, language)),
                None => return Ok(()),
            },
            _ = &mut interrupted => return Ok(()),
            () = &mut goodbye => return Ok(()),
        }
    }
}

/// A running line. Its pads end when this is dropped.
#[derive(Debug)]
pub struct LineClient {
    tasks: Vec<tokio::task::JoinHandle<()>>,
    /// The owner of the line works while somebody could order something.
    _orders: mpsc::Sender<(u8, PromptStep)>,
}

impl Drop for LineClient {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Opens the line and keeps it open, and follows every pad's feed; news go to `news`.
pub fn spawn(
    setup: PadsSetup,
    news: mpsc::Sender<(WindowNumber, LineNews)>,
) -> anyhow::Result<LineClient> {
    start(setup, news, true)
}

/// The same, but asks citizens only if it may.
fn start(
    setup: PadsSetup,
    news: mpsc::Sender<(WindowNumber, LineNews)>,
    may_ask: bool,
) -> anyhow::Result<LineClient> {
    let (port, events) = pump::spawn(setup.line.clone())?;
    let (orders, receiver) = mpsc::channel(PROMPTS_MAX);
    let mut seats = BTreeMap::new();
    let mut tasks = Vec::new();
    for pad in setup.pads {
        let api = Api::new(setup.server.clone(), Some(pad.token.clone()))?;
        let config = LinkConfig::new(setup.server.clone(), pad.token, Role::Pad);
        let (link, feed) = Link::spawn(config);
        let api = api.in_language(setup.language).beside(&link);
        seats.insert(pad.address, (pad.window, api));
        let follower = Follower {
            window: pad.window,
            address: pad.address,
            link,
            prompts: Prompts::default(),
            orders: orders.clone(),
            news: news.clone(),
            language: setup.language,
            may_ask,
        };
        tasks.push(tokio::spawn(follower.run(feed)));
    }
    let addresses: Vec<u8> = seats.keys().copied().collect();
    let first_seq = random::bits().to_le_bytes()[0];
    let owner = Owner {
        line: PadLine::new(&addresses, setup.line.baud(), first_seq),
        port,
        seats,
        news,
        language: setup.language,
        started: Instant::now(),
        gone: String::new(),
    };
    tasks.push(tokio::spawn(owner.run(receiver, events)));
    Ok(LineClient {
        tasks,
        _orders: orders,
    })
}

/// Follows one pad's feed and orders what its prompts say.
struct Follower {
    window: WindowNumber,
    address: u8,
    link: LinkHandle,
    prompts: Prompts,
    orders: mpsc::Sender<(u8, PromptStep)>,
    news: mpsc::Sender<(WindowNumber, LineNews)>,
    language: Language,
    may_ask: bool,
}

impl Follower {
    async fn run(mut self, mut feed: mpsc::Receiver<LinkEvent>) {
        while let Some(event) = feed.recv().await {
            match event {
                LinkEvent::Connected(welcome) if welcome.window == Some(self.window) => {
                    self.tell(LineNews::Connected).await;
                }
                // This token rates for somebody else: this pad asks nobody.
                LinkEvent::Connected(welcome) => {
                    let window = welcome.window.map_or(0, |window| window.0);
                    let args = [("window", FluentValue::from(window))];
                    let why = say(self.language, "window-pads-other-window", &args);
                    self.tell(LineNews::Unconnected(why)).await;
                    return;
                }
                LinkEvent::Changed(_) | LinkEvent::Resynced if self.may_ask => self.follow().await,
                LinkEvent::Changed(_) | LinkEvent::Resynced | LinkEvent::Heard(_) => {}
                LinkEvent::Lost { reason, .. } => {
                    self.tell(LineNews::Unconnected(reason.to_string())).await;
                }
                LinkEvent::Refused { code, title } => {
                    let why = format!("{title} ({code})");
                    self.tell(LineNews::Unconnected(why)).await;
                }
            }
        }
    }

    async fn follow(&mut self) {
        let picture = self.link.picture();
        let prompt = picture.prompts.get(&self.window);
        let hall = self.link.hall_now(self.link.now_ms()).map(|stamp| stamp.0);
        let speed = self.link.welcome().map_or(1, |welcome| welcome.speed);
        for step in self.prompts.follow(prompt, hall, speed) {
            self.orders
                .send((self.address, step))
                .await
                .unwrap_or_default();
        }
    }

    async fn tell(&self, news: LineNews) {
        self.news
            .send((self.window, news))
            .await
            .unwrap_or_default();
    }
}

/// Owns the line.
struct Owner {
    line: PadLine,
    port: PumpHandle,
    /// The window of every address, and the way to post under its pad's token.
    seats: BTreeMap<u8, (WindowNumber, Api)>,
    news: mpsc::Sender<(WindowNumber, LineNews)>,
    language: Language,
    started: Instant,
    /// Why the port is gone.
    gone: String,
}

/// Milliseconds between two looks at an idle line's clock.
const IDLE_MS: u64 = 60_000;

impl Owner {
    async fn run(
        mut self,
        mut orders: mpsc::Receiver<(u8, PromptStep)>,
        mut events: mpsc::Receiver<PumpEvent>,
    ) {
        loop {
            // Never is far away: the timer takes no larger steps.
            let wake_ms = self.line.wake_ms().min(self.now_ms() + IDLE_MS);
            let wake = self.started + Duration::from_millis(wake_ms);
            let actions = tokio::select! {
                order = orders.recv() => match order {
                    Some((address, step)) => self.on_order(address, step),
                    None => return,
                },
                event = events.recv() => match event {
                    Some(event) => self.on_port(event).await,
                    None => return,
                },
                () = sleep_until(wake) => self.step(LineInput::Tick),
            };
            for action in actions {
                self.perform(action).await;
            }
        }
    }

    fn on_order(&mut self, address: u8, step: PromptStep) -> Vec<LineAction> {
        self.step(match step {
            PromptStep::Start { ticket, seconds } => LineInput::Ask {
                address,
                ticket,
                timeout_s: seconds,
            },
            PromptStep::Cancel { ticket } => LineInput::Cancel { address, ticket },
        })
    }

    async fn on_port(&mut self, event: PumpEvent) -> Vec<LineAction> {
        match event {
            PumpEvent::Opened(_) => {
                self.gone.clear();
                self.step(LineInput::Opened)
            }
            PumpEvent::Bytes(bytes) => self.step(LineInput::Bytes(&bytes)),
            PumpEvent::Gone(why) => {
                self.gone.clone_from(&why);
                let windows: Vec<WindowNumber> = self.seats.values().map(|seat| seat.0).collect();
                for window in windows {
                    self.tell(window, PadNews::Offline(why.clone())).await;
                }
                self.step(LineInput::Gone)
            }
        }
    }

    fn step(&mut self, input: LineInput<'_>) -> Vec<LineAction> {
        let now_ms = self.now_ms();
        self.line.on(input, now_ms)
    }

    async fn perform(&self, action: LineAction) {
        let (address, report) = match action {
            // A port that is too slow drops bytes; the protocol asks again.
            LineAction::Send(bytes) => {
                self.port.send(bytes);
                return;
            }
            LineAction::Report { address, report } => (address, report),
        };
        let Some((window, api)) = self.seats.get(&address) else {
            return;
        };
        let news = match report {
            PadReport::Online(_) => PadNews::Online,
            PadReport::Offline => PadNews::Offline(self.gone.clone()),
            PadReport::Asking(ticket) => PadNews::Asking(ticket),
            PadReport::NotRated(ticket) => PadNews::NotRated(ticket),
            PadReport::NotAsked(ticket) => PadNews::NotAsked(ticket),
            PadReport::Rated { ticket, level, .. } => {
                // Beside the loop: the other pads go on meanwhile.
                let (api, language) = (api.clone(), self.language);
                let (window, news) = (*window, self.news.clone());
                tokio::spawn(async move {
                    let told = post_rating(&api, language, ticket, level).await;
                    let told = (window, LineNews::Pad(told));
                    news.send(told).await.unwrap_or_default();
                });
                return;
            }
        };
        self.tell(*window, news).await;
    }

    async fn tell(&self, window: WindowNumber, news: PadNews) {
        self.news
            .send((window, LineNews::Pad(news)))
            .await
            .unwrap_or_default();
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// What happened, for whoever reads the log; never the level.
fn words(news: &LineNews, language: Language) -> String {
    let (key, why) = match news {
        LineNews::Connected => ("window-link-up", ""),
        LineNews::Unconnected(why) => ("window-pads-unconnected", why.as_str()),
        LineNews::Pad(PadNews::Online) => ("window-pad-ready", ""),
        LineNews::Pad(PadNews::Offline(why)) => ("window-pad-offline", why.as_str()),
        LineNews::Pad(PadNews::Asking(_)) => ("window-pad-asking", ""),
        LineNews::Pad(PadNews::Rated(_)) => ("window-pad-rated", ""),
        LineNews::Pad(PadNews::NotRated(_)) => ("window-pad-not-rated", ""),
        LineNews::Pad(PadNews::NotAsked(_)) => ("window-pad-not-asked", ""),
        LineNews::Pad(PadNews::Failed(_, failure)) => ("window-pad-failed", why_not(failure)),
    };
    let words = word(language, key);
    if why.is_empty() {
        words
    } else {
        format!("{words} ({why})")
    }
}

fn why_not(failure: &Failure) -> &str {
    match failure {
        Failure::Refused(problem) => &problem.title,
        Failure::Unreachable(what) | Failure::Protocol(what) => what,
    }
}
