//! The pad beside the window: a client of its own with the pad's own token.
//!
//! It asks when it is told to and posts what the citizen pressed. The clerk's side hears that a
//! rating was stored, not which: there is no way from the clerk's keys or token to a rating.

mod rating;
mod seat;

use crate::last_word::or_last_word;
use crate::limits::{PAD_LEAVE_MS, PROMPTS_MAX};
use crate::machine::PadNews;
use hall_core::code::TicketId;
use hall_core::plan::Language;
use hall_device::pad::{PadAction, PadConfig, PadDriver, PadHost, PadInput, PadReport};
use hall_device::serial::SerialSpec;
use hall_device::serial::pump::{self, PumpEvent, PumpHandle};
use hall_device::turn::{Turn, Turns};
use hall_device::{Api, LinkHandle, random};
use hall_text::{say, word};
pub(crate) use rating::{failure, post_rating};
use seat::Seat;
pub(crate) use seat::same_window;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

/// The way to a running pad. It ends when this is dropped; [`PadClient::leave`] waits for it.
#[derive(Debug)]
pub struct PadClient {
    orders: mpsc::Sender<Order>,
    task: JoinHandle<()>,
}

/// What a pad needs.
#[derive(Clone, Debug)]
pub struct PadSetup {
    /// The server, with the pad's own token.
    pub api: Api,
    /// Where the pad is.
    pub port: SerialSpec,
    /// What its bytes mean; none = HSP-1.
    pub driver: Option<Arc<PadDriver>>,
    /// Language of the note under a bad rating: this pad has no list of reasons.
    pub language: Language,
}

impl PadSetup {
    /// Whether the pad can say that it is there; otherwise only its port is known.
    pub(crate) fn answers(&self) -> bool {
        let driver = self.driver.as_deref();
        driver.is_none_or(PadDriver::has_heartbeat)
    }

    /// Says with every rating how far this link has come. Then nobody is asked under a token of
    /// another window than the link's.
    #[must_use]
    pub fn beside(self, link: &LinkHandle) -> Self {
        let api = self.api.beside(link);
        Self { api, ..self }
    }
}

#[derive(Debug)]
enum Order {
    Ask {
        ticket: TicketId,
        seconds: u8,
    },
    Cancel(TicketId),
    /// What the server says of the pad's token.
    Seat(Seat),
    Leave,
}

/// Whether a rating counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Purpose {
    Work,
    /// Somebody presses to see whether the pad works: nothing is posted.
    Trial,
}

impl PadClient {
    /// Opens the port and keeps it open; news go to `news`.
    pub fn spawn(setup: PadSetup, news: mpsc::Sender<PadNews>) -> std::io::Result<Self> {
        Self::start(setup, news, Purpose::Work)
    }

    /// The same, but no rating is posted: whoever presses only tries the pad.
    pub(crate) fn try_out(setup: PadSetup, news: mpsc::Sender<PadNews>) -> std::io::Result<Self> {
        Self::start(setup, news, Purpose::Trial)
    }

    fn start(
        setup: PadSetup,
        news: mpsc::Sender<PadNews>,
        purpose: Purpose,
    ) -> std::io::Result<Self> {
        let first_seq = random::bits().to_le_bytes()[0];
        let (spec, host) = if let Some(driver) = setup.driver.clone() {
            let spec = setup.port.clone().set_for(driver.line());
            (spec, PadHost::by_pattern(driver, first_seq))
        } else {
            let host = PadHost::new(PadConfig::default(), first_seq);
            (setup.port.clone(), host)
        };
        let (port, events) = pump::spawn(spec)?;
        let (orders, receiver) = mpsc::channel(PROMPTS_MAX);
        let mut seat = JoinSet::new();
        let (api, language) = (setup.api.clone(), setup.language);
        seat.spawn(seat::find(api, language, orders.downgrade()));
        let told = news.clone();
        let last = async move {
            let last = PadNews::Offline(word(language, "window-device-failed"));
            // Nobody listens any more when the program is leaving.
            told.send(last).await.unwrap_or_default();
        };
        let task = Task {
            setup,
            purpose,
            host,
            port,
            turns: Turns::new(events),
            news,
            gone: String::new(),
            unfit: None,
            posts: JoinSet::new(),
            _seat: seat,
        };
        let task = tokio::spawn(or_last_word(task.run(receiver), last));
        Ok(Self { orders, task })
    }

    /// Asks about a finished ticket.
    pub async fn ask(&self, ticket: TicketId, seconds: u8) {
        // A pad task that has ended has said so; nobody is asked then.
        self.orders
            .send(Order::Ask { ticket, seconds })
            .await
            .unwrap_or_default();
    }

    /// Asks no more.
    pub async fn cancel(&self, ticket: TicketId) {
        self.orders
            .send(Order::Cancel(ticket))
            .await
            .unwrap_or_default();
    }

    /// Asks no more, and waits for a moment until the pad knows and what was pressed is stored.
    pub async fn leave(self) {
        let left = async {
            self.orders.send(Order::Leave).await.unwrap_or_default();
            // A task that died has said so.
            self.task.await.unwrap_or_default();
        };
        timeout(Duration::from_millis(PAD_LEAVE_MS), left)
            .await
            .unwrap_or_default();
    }
}

struct Task {
    setup: PadSetup,
    purpose: Purpose,
    host: PadHost,
    port: PumpHandle,
    turns: Turns,
    news: mpsc::Sender<PadNews>,
    /// Why the port is gone.
    gone: String,
    /// Why nobody may be asked under this pad's token.
    unfit: Option<String>,
    /// Ratings on their way: the pad was told that they have arrived.
    posts: JoinSet<()>,
    _seat: JoinSet<()>,
}

impl Task {
    async fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        loop {
            let wake_ms = self.host.wake_ms();
            let actions = match self.turns.next(wake_ms, orders.recv()).await {
                Turn::Ended => break,
                Turn::Order(order) => match self.on_order(order).await {
                    Some(actions) => actions,
                    None => break,
                },
                Turn::Port(event) => self.on_port(event).await,
                Turn::Tick => self.step(PadInput::Tick),
            };
            self.perform_all(actions).await;
            while self.posts.try_join_next().is_some() {}
        }
        self.leave().await;
    }

    /// The pad asks no more, and what was pressed is stored.
    async fn leave(mut self) {
        let actions = self.step(PadInput::Leave);
        self.perform_all(actions).await;
        settle(self.port, self.turns, self.posts).await;
    }

    fn step(&mut self, input: PadInput<'_>) -> Vec<PadAction> {
        self.host.on(input, self.turns.now_ms())
    }

    /// None when it is told to leave.
    async fn on_order(&mut self, order: Order) -> Option<Vec<PadAction>> {
        Some(match order {
            Order::Ask { ticket, .. } if self.unfit.is_some() => {
                self.tell(PadNews::NotAsked(ticket)).await;
                self.tell_unfit().await;
                Vec::new()
            }
            Order::Ask { ticket, seconds } => self.step(PadInput::Ask {
                ticket,
                timeout_s: seconds,
            }),
            Order::Cancel(ticket) => self.step(PadInput::Cancel(ticket)),
            Order::Seat(seat) => {
                let before = std::mem::replace(&mut self.unfit, seat.err());
                self.tell_unfit().await;
                if before.is_some() && self.unfit.is_none() {
                    self.tell_fit().await;
                }
                Vec::new()
            }
            Order::Leave => return None,
        })
    }

    async fn tell_unfit(&self) {
        if let Some(why) = &self.unfit {
            self.tell(PadNews::Unfit(why.clone())).await;
        }
    }

    /// The token is good again; the pad is what it is without that.
    async fn tell_fit(&self) {
        let too_few = self.host.too_few_levels();
        let too_few = too_few.and_then(|report| news_of(&report, "", self.setup.language));
        self.tell(match too_few {
            _ if !self.host.is_online() => PadNews::Offline(self.gone.clone()),
            Some(unfit) => unfit,
            None => PadNews::Fit,
        })
        .await;
    }

    async fn on_port(&mut self, event: PumpEvent) -> Vec<PadAction> {
        match event {
            PumpEvent::Opened(_) => {
                self.gone.clear();
                self.step(PadInput::Opened)
            }
            PumpEvent::Bytes(bytes) => self.step(PadInput::Bytes(&bytes)),
            PumpEvent::Gone(why) => {
                self.gone.clone_from(&why);
                self.tell(PadNews::Offline(why)).await;
                self.step(PadInput::Gone)
            }
        }
    }

    async fn perform_all(&mut self, actions: Vec<PadAction>) {
        for action in actions {
            match action {
                // A port that is too slow drops bytes; the protocol asks again.
                PadAction::Send(bytes) => {
                    self.port.send(bytes);
                }
                PadAction::Report(PadReport::Rated { ticket, level, .. }) => {
                    self.rate(ticket, level).await;
                }
                PadAction::Report(report) => {
                    let news = news_of(&report, &self.gone, self.setup.language);
                    if let Some(news) = news {
                        self.tell(news).await;
                    }
                    // A pad that is back is still at the wrong window.
                    if matches!(report, PadReport::Online(_)) {
                        self.tell_unfit().await;
                    }
                }
            }
        }
    }

    /// Posts a rating beside the loop: the pad must be answered meanwhile.
    async fn rate(&mut self, ticket: TicketId, level: u8) {
        if self.purpose == Purpose::Trial {
            self.tell(PadNews::Rated(ticket)).await;
            return;
        }
        let (api, language) = (self.setup.api.clone(), self.setup.language);
        let news = self.news.clone();
        self.posts.spawn(async move {
            let told = post_rating(&api, language, ticket, level).await;
            // Nobody listens any more when the program is leaving; the rating is stored.
            news.send(told).await.unwrap_or_default();
        });
    }

    async fn tell(&self, news: PadNews) {
        self.news.send(news).await.unwrap_or_default();
    }
}

/// Closes a port when everything is written, and waits until what was pressed is stored.
pub(crate) async fn settle(port: PumpHandle, mut turns: Turns, mut posts: JoinSet<()>) {
    drop(port);
    let stored = async { while posts.join_next().await.is_some() {} };
    tokio::join!(turns.until_closed(), stored);
}

/// What the clerk's side hears of a report; a rating is news only when it is stored.
pub(crate) fn news_of(report: &PadReport, gone: &str, language: Language) -> Option<PadNews> {
    Some(match *report {
        PadReport::Online(_) => PadNews::Online,
        PadReport::Offline => PadNews::Offline(gone.to_owned()),
        PadReport::Asking(ticket) => PadNews::Asking(ticket),
        PadReport::NotRated(ticket) => PadNews::NotRated(ticket),
        PadReport::NotAsked(ticket) => PadNews::NotAsked(ticket),
        PadReport::TooFewLevels { offered, asked } => {
            let args = [("offered", offered.into()), ("asked", asked.into())];
            PadNews::Unfit(say(language, "window-pad-levels", &args))
        }
        PadReport::Rated { .. } => return None,
    })
}
