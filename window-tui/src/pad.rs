//! The pad beside the window: a client of its own with the pad's own token.
//!
//! It asks when it is told to and posts what the citizen pressed. The clerk's side hears that a
//! rating was stored, not which: there is no way from the clerk's keys or token to a rating.

use crate::limits::{BAD_UP_TO, PROMPTS_MAX, RATE_ATTEMPTS};
use crate::machine::{Failure, PadNews};
use hall_core::code::TicketId;
use hall_core::plan::Language;
use hall_device::pad::{PadAction, PadConfig, PadDriver, PadHost, PadInput, PadReport};
use hall_device::serial::SerialSpec;
use hall_device::serial::pump::{self, PumpEvent, PumpHandle};
use hall_device::{Api, ApiError, LinkHandle, random, request_id};
use hall_protocol::api::{Rate, Rated};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// The way to a running pad. It ends when this is dropped.
#[derive(Debug)]
pub struct PadClient {
    orders: mpsc::Sender<Order>,
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

    /// Says with every rating how far this link has come.
    pub(crate) fn beside(self, link: &LinkHandle) -> Self {
        let api = self.api.beside(link);
        Self { api, ..self }
    }
}

#[derive(Debug)]
enum Order {
    Ask { ticket: TicketId, seconds: u8 },
    Cancel(TicketId),
}

impl PadClient {
    /// Opens the port and keeps it open; news go to `news`.
    pub fn spawn(setup: PadSetup, news: mpsc::Sender<PadNews>) -> std::io::Result<Self> {
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
        let task = Task {
            setup,
            host,
            port,
            news,
            started: Instant::now(),
            gone: String::new(),
        };
        tokio::spawn(task.run(receiver, events));
        Ok(Self { orders })
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
}

struct Task {
    setup: PadSetup,
    host: PadHost,
    port: PumpHandle,
    news: mpsc::Sender<PadNews>,
    started: Instant,
    gone: String,
}

impl Task {
    async fn run(
        mut self,
        mut orders: mpsc::Receiver<Order>,
        mut events: mpsc::Receiver<PumpEvent>,
    ) {
        loop {
            // Never is far away: the timer takes no larger steps.
            let wake_ms = self.host.wake_ms().min(self.now_ms() + IDLE_MS);
            let wake = self.started + Duration::from_millis(wake_ms);
            let actions = tokio::select! {
                order = orders.recv() => match order {
                    Some(order) => self.on_order(&order),
                    None => return,
                },
                event = events.recv() => match event {
                    Some(event) => self.on_port(event).await,
                    None => return,
                },
                () = sleep_until(wake) => self.step(PadInput::Tick),
            };
            for action in actions {
                self.perform(action).await;
            }
        }
    }

    fn step(&mut self, input: PadInput<'_>) -> Vec<PadAction> {
        let now_ms = self.now_ms();
        self.host.on(input, now_ms)
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn on_order(&mut self, order: &Order) -> Vec<PadAction> {
        match *order {
            Order::Ask { ticket, seconds } => self.step(PadInput::Ask {
                ticket,
                timeout_s: seconds,
            }),
            Order::Cancel(ticket) => self.step(PadInput::Cancel(ticket)),
        }
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

    async fn perform(&self, action: PadAction) {
        match action {
            // A port that is too slow drops bytes; the protocol asks again.
            PadAction::Send(bytes) => {
                self.port.send(bytes);
            }
            PadAction::Report(PadReport::Online(_)) => self.tell(PadNews::Online).await,
            PadAction::Report(PadReport::Offline) => {
                self.tell(PadNews::Offline(self.gone.clone())).await;
            }
            PadAction::Report(PadReport::Asking(ticket)) => {
                self.tell(PadNews::Asking(ticket)).await;
            }
            PadAction::Report(PadReport::NotRated(ticket)) => {
                self.tell(PadNews::NotRated(ticket)).await;
            }
            PadAction::Report(PadReport::NotAsked(ticket)) => {
                self.tell(PadNews::NotAsked(ticket)).await;
            }
            PadAction::Report(PadReport::Rated { ticket, level, .. }) => self.rate(ticket, level),
        }
    }

    /// Posts a rating beside the loop: the pad must be answered meanwhile.
    fn rate(&self, ticket: TicketId, level: u8) {
        let (api, language) = (self.setup.api.clone(), self.setup.language);
        let news = self.news.clone();
        tokio::spawn(async move {
            let told = post_rating(&api, language, ticket, level).await;
            // Nobody listens any more when the program is leaving; the rating is stored.
            news.send(told).await.unwrap_or_default();
        });
    }

    async fn tell(&self, news: PadNews) {
        self.news.send(news).await.unwrap_or_default();
    }
}

/// Posts what a citizen pressed, under the pad's own token.
pub(crate) async fn post_rating(
    api: &Api,
    language: Language,
    ticket: TicketId,
    level: u8,
) -> PadNews {
    let reason = (level <= BAD_UP_TO).then(|| hall_text::word(language, "window-pad-unstated"));
    let rate = Rate {
        request_id: request_id(),
        ticket,
        level,
        reason,
        reasons: Vec::new(),
    };
    let posted = api.post::<_, Rated>("/api/v1/ratings", &rate, RATE_ATTEMPTS);
    match posted.await {
        Ok(_) => PadNews::Rated(ticket),
        Err(error) => PadNews::Failed(ticket, failure(error)),
    }
}

/// Milliseconds between two looks at an idle pad's clock.
const IDLE_MS: u64 = 60_000;

/// The client's error as the machine knows it.
pub(crate) fn failure(error: ApiError) -> Failure {
    match error {
        ApiError::Refused(problem) => Failure::Refused(problem),
        ApiError::Unreachable { what } => Failure::Unreachable(what),
        ApiError::Protocol { what } => Failure::Protocol(what),
    }
}
