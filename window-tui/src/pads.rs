//! The satisfaction pads of several windows on one RS-485 line: `window-tui pads`.
//!
//! One task owns the line. Each pad is a client of its own: its own token, its own feed, whose
//! prompts it follows. Nothing here knows a clerk's token.

mod check;
mod setup;

pub use check::examine;
pub use setup::{LinePad, PadsArgs, PadsSetup};

use crate::last_word::or_last_word;
use crate::limits::{EVENTS_MAX, LINE_LEAVE_MS, PAD_LEAVE_MS, PROMPTS_MAX};
use crate::machine::{Failure, PadNews};
use crate::pad::{news_of, post_rating, same_window, settle};
use crate::prompt::{PromptStep, Prompts};
use crate::terminal::Signals;
use anyhow::Context;
use hall_core::code::WindowNumber;
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_device::pad::{LineAction, LineInput, PadLine, PadReport};
use hall_device::serial::pump::{self, PumpEvent, PumpHandle};
use hall_device::turn::{Turn, Turns};
use hall_device::{Api, Link, LinkConfig, LinkEvent, LinkHandle, random};
use hall_text::word;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

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
    let mut signals = Signals::listen().context("listening to signals")?;
    let (news, mut told) = mpsc::channel(EVENTS_MAX);
    let line = spawn(setup, news)?;
    loop {
        tokio::select! {
            news = told.recv() => match news {
                Some((window, news)) => println!("{window} {}", words(&news, language)),
                None => break,
            },
            () = signals.told() => break,
        }
    }
    drop(told);
    line.leave().await;
    Ok(())
}

/// A running line. Its pads end when this is dropped; [`LineClient::leave`] waits for them.
#[derive(Debug)]
pub struct LineClient {
    /// One for every pad; they end with this.
    _followers: JoinSet<()>,
    owner: Option<JoinHandle<()>>,
    orders: mpsc::Sender<Order>,
}

/// What the owner of the line is told to do.
#[derive(Clone, Copy, Debug)]
enum Order {
    /// A prompt for the pad at this address.
    Step(u8, PromptStep),
    Leave,
}

impl LineClient {
    /// Asks no more, and waits for a moment until the pads know and what was pressed is stored.
    pub async fn leave(mut self) {
        let Some(owner) = self.owner.take() else {
            return;
        };
        let left = async {
            self.orders.send(Order::Leave).await.unwrap_or_default();
            // An owner that died has said so.
            owner.await.unwrap_or_default();
        };
        timeout(Duration::from_millis(LINE_LEAVE_MS + PAD_LEAVE_MS), left)
            .await
            .unwrap_or_default();
    }
}

impl Drop for LineClient {
    fn drop(&mut self) {
        if let Some(owner) = &self.owner {
            owner.abort();
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
    let mut followers = JoinSet::new();
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
        followers.spawn(follower.run(feed));
    }
    let addresses: Vec<u8> = seats.keys().copied().collect();
    let first_seq = random::bits().to_le_bytes()[0];
    let windows: Vec<WindowNumber> = seats.values().map(|seat| seat.0).collect();
    let told = news.clone();
    let last = async move {
        let last = PadNews::Offline(word(setup.language, "window-device-failed"));
        for window in windows {
            let last = (window, LineNews::Pad(last.clone()));
            told.send(last).await.unwrap_or_default();
        }
    };
    let owner = Owner {
        line: PadLine::new(&addresses, setup.line.baud(), first_seq),
        port,
        turns: Turns::new(events),
        seats,
        news,
        language: setup.language,
        gone: String::new(),
        posts: JoinSet::new(),
    };
    Ok(LineClient {
        _followers: followers,
        owner: Some(tokio::spawn(or_last_word(owner.run(receiver), last))),
        orders,
    })
}

/// Follows one pad's feed and orders what its prompts say.
struct Follower {
    window: WindowNumber,
    address: u8,
    link: LinkHandle,
    prompts: Prompts,
    orders: mpsc::Sender<Order>,
    news: mpsc::Sender<(WindowNumber, LineNews)>,
    language: Language,
    may_ask: bool,
}

impl Follower {
    async fn run(mut self, mut feed: mpsc::Receiver<LinkEvent>) {
        while let Some(event) = feed.recv().await {
            match event {
                LinkEvent::Connected(welcome) => {
                    let seat = same_window(Some(self.window), welcome.window, self.language);
                    let Err(why) = seat else {
                        self.tell(LineNews::Connected).await;
                        continue;
                    };
                    // This token rates for somebody else: this pad asks nobody.
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
            let order = Order::Step(self.address, step);
            self.orders.send(order).await.unwrap_or_default();
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
    turns: Turns,
    /// The window of every address, and the way to post under its pad's token.
    seats: BTreeMap<u8, (WindowNumber, Api)>,
    news: mpsc::Sender<(WindowNumber, LineNews)>,
    language: Language,
    /// Why the port is gone.
    gone: String,
    /// Ratings on their way: the pads were told that they have arrived.
    posts: JoinSet<()>,
}

impl Owner {
    async fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        loop {
            let wake_ms = self.line.wake_ms();
            let actions = match self.turns.next(wake_ms, orders.recv()).await {
                Turn::Order(Order::Step(address, step)) => self.on_order(address, step),
                Turn::Order(Order::Leave) | Turn::Ended => break,
                Turn::Port(event) => self.on_port(event).await,
                Turn::Tick => self.step(LineInput::Tick),
            };
            self.perform_all(actions).await;
            while self.posts.try_join_next().is_some() {}
        }
        self.leave().await;
    }

    /// Every pad is told in its turn to ask no more, and what was pressed is stored.
    async fn leave(mut self) {
        let actions = self.step(LineInput::Leave);
        self.perform_all(actions).await;
        let too_late = sleep(Duration::from_millis(LINE_LEAVE_MS));
        tokio::pin!(too_late);
        while self.line.has_urgent() {
            let over = async {
                (&mut too_late).await;
                None::<Order>
            };
            let actions = match self.turns.next(self.line.wake_ms(), over).await {
                Turn::Port(event) => self.on_port(event).await,
                Turn::Tick => self.step(LineInput::Tick),
                Turn::Order(_) | Turn::Ended => break,
            };
            self.perform_all(actions).await;
        }
        settle(self.port, self.turns, self.posts).await;
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
        self.line.on(input, self.turns.now_ms())
    }

    async fn perform_all(&mut self, actions: Vec<LineAction>) {
        for action in actions {
            match action {
                // A port that is too slow drops bytes; the protocol asks again.
                LineAction::Send(bytes) => {
                    self.port.send(bytes);
                }
                LineAction::Report { address, report } => self.report(address, &report).await,
            }
        }
    }

    async fn report(&mut self, address: u8, report: &PadReport) {
        let Some((window, api)) = self.seats.get(&address) else {
            return;
        };
        let window = *window;
        if let PadReport::Rated { ticket, level, .. } = *report {
            // Beside the loop: the other pads go on meanwhile.
            let (api, language, news) = (api.clone(), self.language, self.news.clone());
            self.posts.spawn(async move {
                let told = post_rating(&api, language, ticket, level).await;
                let told = (window, LineNews::Pad(told));
                news.send(told).await.unwrap_or_default();
            });
        }
        if let Some(news) = news_of(report, &self.gone, self.language) {
            self.tell(window, news).await;
        }
    }

    async fn tell(&self, window: WindowNumber, news: PadNews) {
        self.news
            .send((window, LineNews::Pad(news)))
            .await
            .unwrap_or_default();
    }
}

/// What happened, for whoever reads the log; never the level.
fn words(news: &LineNews, language: Language) -> String {
    let (key, why) = match news {
        LineNews::Connected => ("window-link-up", ""),
        LineNews::Unconnected(why) => ("window-pads-unconnected", why.as_str()),
        LineNews::Pad(PadNews::Online | PadNews::Fit) => ("window-pad-ready", ""),
        LineNews::Pad(PadNews::Offline(why)) => ("window-pad-offline", why.as_str()),
        LineNews::Pad(PadNews::Asking(_)) => ("window-pad-asking", ""),
        LineNews::Pad(PadNews::Rated(_)) => ("window-pad-rated", ""),
        LineNews::Pad(PadNews::NotRated(_)) => ("window-pad-not-rated", ""),
        LineNews::Pad(PadNews::NotAsked(_)) => ("window-pad-not-asked", ""),
        LineNews::Pad(PadNews::Unfit(why)) => ("window-pad-unfit", why.as_str()),
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
