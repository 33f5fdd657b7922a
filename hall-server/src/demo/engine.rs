//! The engine: takes the earliest act, lets it happen over the network, waits for its answer and
//! its frames, and plans what follows from it. The same engine plays a day and the live demo.

mod clerks;
mod follow;
mod visitors;

use super::agenda::{Act, Agenda};
use super::devices::{Devices, post, told};
use super::error::DemoError;
use super::ledger::{Entry, Ledger, State};
use super::limits::{FAULTS_MAX, SETTLE};
use super::scene::Scene;
use crate::desk::Ask;
use crate::http::Shared;
use clerks::Clerk;
use hall_core::code::{TicketId, WindowNumber};
use hall_core::{Command, Span, Time};
use hall_fixtures::crowd::{Visitor, crowd};
use hall_fixtures::dice::Dice;
use hall_protocol::Problem;
use hall_protocol::api::Change;
use hall_protocol::view::HallState;
use std::collections::BTreeMap;
use visitors::Case;

/// The engine.
#[derive(Debug)]
pub(super) struct Engine {
    pub(super) scene: Scene,
    pub(super) devices: Devices,
    pub(super) ledger: Ledger,
    app: Shared,
    crowd: Vec<Visitor>,
    agenda: Agenda,
    clerks: BTreeMap<WindowNumber, Clerk>,
    cases: BTreeMap<TicketId, Case>,
    /// Announcements of the present call, where there was more than one.
    calls: BTreeMap<TicketId, u16>,
    /// Visitors about to take a second number, with the token of their first.
    first_tokens: BTreeMap<usize, String>,
    ids: Dice,
    now: Time,
    /// The window that a human may take over.
    guest: Option<follow::Guest>,
    is_over: bool,
}

impl Engine {
    /// A hall before its day, with everything planned that people decide by themselves.
    pub(super) fn new(scene: Scene, app: Shared, devices: Devices) -> Self {
        let crowd = crowd(&scene.plan, scene.date, scene.seed);
        let mut engine = Self {
            devices,
            ledger: Ledger::default(),
            app,
            crowd,
            agenda: Agenda::default(),
            clerks: BTreeMap::new(),
            cases: BTreeMap::new(),
            calls: BTreeMap::new(),
            first_tokens: BTreeMap::new(),
            ids: Dice::of(&[scene.seed, IDS]),
            now: scene.start(),
            guest: None,
            is_over: false,
            scene,
        };
        for (index, visitor) in engine.crowd.iter().enumerate() {
            let act = Act::Take {
                visitor: index,
                errand: 0,
            };
            engine.agenda.plan(engine.scene.at(visitor.arrives_s), act);
        }
        engine.plan_clerks();
        let first = u32::from(engine.scene.plan.first_ticket_minute()) * 60;
        engine.agenda.plan(engine.scene.at(first), Act::Minute);
        engine
    }

    /// Goes on with the same people at another server.
    pub(super) fn move_to(&mut self, app: Shared, devices: Devices) {
        (self.app, self.devices) = (app, devices);
    }

    /// The board and the guide's desk must see the hall before anything happens in it.
    pub(super) async fn ready(&mut self) -> Result<(), DemoError> {
        let seq = self.app.hub.look().tip.seq.0;
        let both = async {
            self.devices.board().link().reached(seq).await && self.devices.feed.reached(seq).await
        };
        match tokio::time::timeout(SETTLE, both).await {
            Ok(true) => Ok(()),
            _ => Err(DemoError::Said(
                "the board does not reach the server".to_owned(),
            )),
        }
    }

    /// The page of somebody who will wait a good while: the last one in the longest line.
    pub(super) fn somebody_waiting(&self) -> Option<String> {
        let waiting = self.ledger.entries.values().rev();
        let mut waiting = waiting.filter(|entry| entry.state == State::Waiting);
        let last = waiting.next()?;
        let longest = waiting.max_by_key(|entry| self.ledger.waiting(entry.queue));
        let length = |entry: &Entry| self.ledger.waiting(entry.queue);
        let best = longest
            .filter(|entry| length(entry) > length(last))
            .unwrap_or(last);
        Some(best.token.clone())
    }

    /// When the next act is due.
    pub(super) fn due(&self) -> Option<Time> {
        self.agenda.due().filter(|_| !self.is_over)
    }

    /// Plays in virtual time until a moment, or until the day is closed.
    pub(super) async fn play(&mut self, until: Option<Time>) -> Result<(), DemoError> {
        while let Some(due) = self.due() {
            if until.is_some_and(|until| due >= until) {
                break;
            }
            self.app.hub.clock().set(due);
            self.step().await?;
            self.settle().await;
        }
        Ok(())
    }

    /// Lets the next act happen.
    pub(super) async fn step(&mut self) -> Result<(), DemoError> {
        let Some((due, act)) = self.agenda.take() else {
            return Ok(());
        };
        self.now = self.app.hub.clock().time().max(due);
        match act {
            Act::Minute => self.minute().await,
            Act::Take { visitor, errand } => self.take(visitor, errand).await,
            Act::GiveUp(ticket) => self.give_up(ticket).await,
            Act::Guide(ticket) => self.restore(ticket).await,
            Act::Open(window) => self.open(window).await,
            Act::Rest(window, index) => self.rest(window, index).await,
            Act::Back(window) => self.back(window).await,
            Act::Next(window) => self.next(window).await,
            Act::Arrive(window, ticket) => self.arrive(window, ticket).await,
            Act::Again(window, ticket) => self.again(window, ticket).await,
            Act::Leave(window, ticket) => self.leave(window, ticket).await,
            Act::Return(window, ticket) => {
                self.came_back(window, ticket);
                Ok(())
            }
            Act::Done(window, ticket) => self.done(window, ticket).await,
            Act::Rate(window, ticket) => self.rate(window, ticket).await,
        }
    }

    /// Time acts on the hall; clerks look; in the evening the hall empties.
    async fn minute(&mut self) -> Result<(), DemoError> {
        let tick = self.app.desk.ask(Ask::of_hall(Command::Tick)).await;
        tick.map_err(|error| DemoError::Said(error.to_string()))?;
        self.follow().await;
        self.look_around();
        self.go_home().await?;
        if !self.is_over {
            self.in_seconds(60, Act::Minute);
        }
        Ok(())
    }

    /// When nobody is left after the hours, the last windows and then the day are closed.
    async fn go_home(&mut self) -> Result<(), DemoError> {
        let evening = self.scene.minute(self.now) >= self.evening();
        if !evening {
            return Ok(());
        }
        self.close_idle_windows().await?;
        let latest = i64::from(self.scene.plan.hours.close_latest) + OVERTIME_MINUTES;
        if self.scene.minute(self.now) > latest {
            self.ledger.fault("the day does not end".to_owned());
            self.is_over = true;
        }
        if !self.agenda.is_quiet() {
            return Ok(());
        }
        for _ in 0..CLOSES {
            let hall = told::<HallState>(self.devices.manager.get("/api/v1/hall").await)?;
            let stage = hall.ok().and_then(|hall| hall.day).map(|day| day.stage);
            self.is_over |= stage.as_deref() == Some("closed");
            if self.is_over || self.guest_is_here() {
                break;
            }
            let body = Change {
                request_id: Some(self.id()),
                ..Change::default()
            };
            let manager = self.devices.manager.clone();
            let told = post::<_, serde_json::Value>(&manager, "/api/v1/day/close", &body).await?;
            if let Err(problem) = told {
                self.surprise("the manager closes the day", &problem);
            }
        }
        Ok(())
    }

    /// The local minute from which the hall may close: the windows' end, or in a hall that never
    /// closes half an hour after the last visitor.
    fn evening(&self) -> i64 {
        let (_, last) = self.scene.plan.hours.outer();
        let visitors = self
            .crowd
            .last()
            .map_or(0, |visitor| i64::from(visitor.arrives_s / 60));
        if last >= self.scene.plan.hours.close_latest {
            visitors + 30
        } else {
            i64::from(last)
        }
    }

    /// Waits until the board and the guide's desk have come to the last event, and the board has
    /// announced what was called; then no two windows may show one ticket.
    async fn settle(&mut self) {
        let seq = self.app.hub.look().tip.seq.0;
        let board = self.devices.board();
        let arrived = async {
            let shown = board.link().reached(seq).await && self.devices.feed.reached(seq).await;
            shown && board.announced_to(self.ledger.announced).await
        };
        let arrived = tokio::time::timeout(SETTLE, arrived).await;
        if arrived != Ok(true) {
            let counts = board.counts();
            self.ledger.fault(format!(
                "the board does not come to event {seq}: {counts:?}"
            ));
        }
        let picture = self.devices.board().picture();
        let mut hands: BTreeMap<TicketId, WindowNumber> = BTreeMap::new();
        for (number, window) in &picture.windows {
            let Some(hand) = &window.ticket else { continue };
            if let Some(other) = hands.insert(hand.id, *number) {
                self.ledger.double_calls += 1;
                self.ledger
                    .fault(format!("{} is at {other} and at {number}", hand.number));
            }
        }
    }

    /// Plans an act some seconds from now.
    fn in_seconds(&mut self, seconds: u32, act: Act) {
        self.agenda.plan(self.now + Span::seconds(seconds), act);
    }

    /// An id of an intent, from the seed.
    fn id(&mut self) -> String {
        let bits = u128::from(self.ids.bits()) << 64 | u128::from(self.ids.bits());
        uuid::Builder::from_random_bytes(bits.to_be_bytes())
            .into_uuid()
            .to_string()
    }

    /// A refusal that nobody's behaviour explains. Where a human works at a window too, some are
    /// to be expected.
    fn surprise(&mut self, what: &str, problem: &Problem) {
        tracing::debug!(
            what,
            code = problem.code,
            detail = problem.detail,
            "refused"
        );
        if self.guest.is_none() && self.ledger.faults.len() < FAULTS_MAX {
            let minute = self.scene.minute(self.now);
            let (hour, minute) = (minute / 60, minute % 60);
            let said = format!("{}: {} {}", problem.code, problem.title, problem.detail);
            self.ledger
                .fault(format!("{hour:02}:{minute:02} {what}: {}", said.trim_end()));
        }
    }
}

/// Minutes after the latest closing at which a demo gives up.
const OVERTIME_MINUTES: i64 = 120;

/// Closing takes a manager two orders at most: begin, and close for good.
const CLOSES: usize = 3;

/// Names the dice of ids.
const IDS: u64 = 4;
