//! A story: a generated stretch of a hall's life on a real disk.
//!
//! Kiosks, windows, pads, an office and a manager do what they do in a hall, in an order drawn from the seed;
//! the server restarts, days change, the log goes into the main file.

mod file;
mod follow;

use super::limits::{LOG_FRAMES_MAX, TURNS_MAX};
use super::session::{Session, checkpoint};
use super::tape::{Shared, Step, Tape, look};
use futures_util::future::join_all;
use hall_core::calendar::YearNotice;
use hall_core::code::{DeviceId, ItemCode, RequestId, SeriesCode, Token as TicketToken};
use hall_core::code::{TicketId, WindowNumber};
use hall_core::command::{Act, HandIn, Named, TakeTicket, Target};
use hall_core::device::{Actor, Role};
use hall_core::event::{Raised, Reason, Subject};
use hall_core::service::Done;
use hall_core::ticket::{NoteRef, Number, PaperState};
use hall_core::{Command, Date, Hall, Plan, Request, Span, TicketState, Time};
use hall_fixtures::dice::Dice;
use hall_server::auth::Token;
use hall_server::desk::{Ask, Outcome, digest};
use hall_server::note::note;
use hall_server::random::Random;
use hall_server::store::{NoteRow, StoreError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The sample hall of all stories.
const PLAN: &str = include_str!("../../../../fixtures/halls/small.toml");

/// Tuesday 2026-03-03, 10:00 in Shanghai.
const TEN: Time = Time(1_772_503_200_000);

const ITEMS: [&str; 4] = ["CARD1", "CARD2", "TAX1", "TAX2"];
const QUEUES: [&str; 3] = ["cards", "tax", "pay"];
const SERIES: [&str; 2] = ["A", "B"];

/// An enrolled device with its token.
#[derive(Clone, Debug)]
pub(super) struct Device {
    pub(super) id: DeviceId,
    pub(super) role: Role,
    pub(super) token: Arc<str>,
}

/// A finished story.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) steps: Vec<Step>,
    pub(super) devices: Vec<Device>,
    /// Intents that were answered.
    pub(super) answered: u64,
    /// What was wrong already while it was told.
    pub(super) faults: Vec<String>,
}

/// The plan of all stories.
pub(super) fn plan() -> Result<Plan, StoreError> {
    hall_server::plan::parse("small.toml", PLAN)
        .map_err(|errors| StoreError::Unusable(format!("the sample plan: {errors}")))
}

/// Tells the story of some parts of a seed in an empty folder.
pub(super) async fn tell(folder: &Path, parts: &[u64]) -> Result<Story, StoreError> {
    let mut dice = Dice::of(parts);
    let turns = TURNS_MAX / 2 + dice.seconds(0, TURNS_MAX / 2);
    let mut teller = Teller::open(folder, dice).await?;
    for _ in 0..turns {
        teller = teller.turn().await?;
    }
    teller.end().await
}

/// What drives a story.
pub(super) struct Teller {
    pub(super) session: Session,
    pub(super) tape: Shared,
    pub(super) devices: Vec<Device>,
    folder: PathBuf,
    dice: Dice,
    random: Random,
    plan: Plan,
    asked: Vec<Ask>,
    answered: u64,
    log_limit: usize,
}

/// How often what happens.
const WEIGHTS: [f64; 17] = [
    26.0, 34.0, 5.0, 5.0, 3.0, 4.0, 3.0, 3.0, 4.0, 2.0, 2.0, 2.0, 3.0, 2.0, 5.0, 2.0, 4.0,
];

impl Teller {
    /// A new hall with a plan, its devices and an open day.
    pub(super) async fn open(folder: &Path, mut dice: Dice) -> Result<Self, StoreError> {
        let tape = Arc::new(Mutex::new(Tape::new(folder.to_owned())));
        let session = Session::start(folder, &tape, TEN, dice.bits()).await?;
        let mut teller = Self {
            session,
            tape,
            devices: Vec::new(),
            folder: folder.to_owned(),
            random: Random::seeded(dice.bits()),
            log_limit: 40 + dice.seconds(0, LOG_FRAMES_MAX as u32 - 40) as usize,
            dice,
            plan: plan()?,
            asked: Vec::new(),
            answered: 0,
        };
        teller.enrol(Role::Kiosk, None).await?;
        teller.enrol(Role::Kiosk, None).await?;
        teller.load_plan().await?;
        teller.enrol(Role::Guide, None).await?;
        teller.enrol(Role::Manager, None).await?;
        teller.enrol(Role::Office, None).await?;
        for window in 1..=3 {
            teller.enrol(Role::Window, Some(window)).await?;
            teller.enrol(Role::Pad, Some(window)).await?;
        }
        teller.hall(Command::Tick).await?;
        for window in 1..=3 {
            teller
                .at_window(window, |window| Command::OpenWindow {
                    window,
                    clerk: None,
                })
                .await?;
        }
        Ok(teller)
    }

    /// One thing happens.
    pub(super) async fn turn(mut self) -> Result<Self, StoreError> {
        let clock = self.session.clock();
        clock.set(clock.time() + Span::seconds(self.dice.seconds(1, 240)));
        let window = 1 + self.dice.seconds(0, 2) as u16;
        match self.dice.index(&WEIGHTS) {
            0 => {
                let count = 1 + self.dice.seconds(0, 5);
                self.take(count).await?;
            }
            1 => self.work(window).await?,
            2 => self.repeat().await?,
            3 => self.lease_or_hand_in().await?,
            4 => self.rest(window).await?,
            5 => self.rate(window).await?,
            6 => self.choose(window).await?,
            7 => self.paper().await?,
            8 => self.time_passes().await?,
            9 => self.load_plan().await?,
            10 => self.witness().await?,
            11 => {
                let random = self.dice.bits();
                self.session.new_epoch(random).await.map_err(told)?;
            }
            12 => return self.restart().await,
            13 => self.next_day().await?,
            14 => self.file().await?,
            15 => self.silence(window).await?,
            _ => self.follow().await?,
        }
        self.checkpoint_when_due().await?;
        Ok(self)
    }

    /// Ends the story and gives what was recorded.
    pub(super) async fn end(self) -> Result<Story, StoreError> {
        self.session.stop().await?;
        let mut tape = look(&self.tape);
        Ok(Story {
            steps: std::mem::take(&mut tape.steps),
            faults: std::mem::take(&mut tape.faults),
            devices: self.devices,
            answered: self.answered,
        })
    }

    async fn restart(self) -> Result<Self, StoreError> {
        let at = self.session.clock().time();
        self.session.stop().await?;
        let session = Session::start(&self.folder, &self.tape, at, 0).await?;
        Ok(Self { session, ..self })
    }

    async fn checkpoint_when_due(&mut self) -> Result<(), StoreError> {
        let frames = look(&self.tape).image.frames().len();
        if frames < self.log_limit {
            return Ok(());
        }
        let pragmas = [
            "pragma wal_checkpoint(passive)",
            "pragma wal_checkpoint(restart)",
            "pragma wal_checkpoint(truncate)",
        ];
        let pragma = pragmas[self.dice.index(&[6.0, 2.0, 1.0])];
        checkpoint(&self.folder, &self.tape, pragma)
            .await
            .map_err(|error| StoreError::Failed(error.to_string()))
    }

    // Who asks.

    async fn enrol(&mut self, role: Role, window: Option<u16>) -> Result<(), StoreError> {
        let token = Token::generate(&self.random);
        let command = Command::EnrolDevice {
            role,
            name: format!("{role}"),
            window: window.map(WindowNumber),
            department: None,
            secret: token.secret(),
        };
        let outcome = self.session.ask(Ask::of_operator(command)).await;
        if let Outcome::Accepted { body, .. } = outcome.map_err(told)? {
            let id = body.parse().map(DeviceId);
            let id = id.map_err(|_| StoreError::Unusable(format!("device {body}")))?;
            let token = token.reveal().into();
            self.devices.push(Device { id, role, token });
        }
        Ok(())
    }

    fn device(&self, role: Role, index: usize) -> DeviceId {
        let mut devices = self.devices.iter().filter(|device| device.role == role);
        let device = devices.nth(index).or(self.devices.first());
        device.map_or(DeviceId(0), |device| device.id)
    }

    /// A new intent of a device.
    pub(super) fn intent(
        &mut self,
        device: DeviceId,
        command: Command,
        notes: Vec<NoteRow>,
    ) -> Ask {
        let body = serde_json::Value::from(format!("{command:?}"));
        let request = Request {
            by: Actor::Device(device),
            id: RequestId(self.random.bits() | 1),
            random: self.random.bits(),
            command,
        };
        Ask {
            digest: digest(&device.to_string(), "story", &body),
            request,
            notes,
        }
    }

    /// Asks as a device; a refusal is a fine answer.
    async fn ask(
        &mut self,
        device: DeviceId,
        command: Command,
        notes: Vec<NoteRow>,
    ) -> Result<(), StoreError> {
        let ask = self.intent(device, command, notes);
        self.ask_all(vec![ask]).await
    }

    /// Asks several at once, which makes one commit.
    pub(super) async fn ask_all(&mut self, asks: Vec<Ask>) -> Result<(), StoreError> {
        let waiting = asks.iter().map(|ask| self.session.ask(ask.clone()));
        for answer in join_all(waiting).await {
            if let Outcome::Accepted { .. } = answer.map_err(told)? {
                self.answered += 1;
            }
        }
        self.asked.extend(asks);
        Ok(())
    }

    async fn hall(&self, command: Command) -> Result<(), StoreError> {
        let answer = self.session.ask(Ask::of_hall(command)).await;
        answer.map(drop).map_err(told)
    }

    async fn at_window(
        &mut self,
        window: u16,
        command: impl FnOnce(WindowNumber) -> Command,
    ) -> Result<(), StoreError> {
        let device = self.device(Role::Window, usize::from(window) - 1);
        self.ask(device, command(WindowNumber(window)), Vec::new())
            .await
    }

    fn text(&mut self, text: &str) -> (Vec<NoteRow>, NoteRef) {
        let days = self.dice.seconds(0, 2);
        let now = self.session.clock().time();
        let (row, reference) = note(&self.random, text, now, days);
        (vec![row], reference)
    }

    fn one_of(&mut self, tickets: impl FnOnce(&Hall) -> Vec<TicketId>) -> Option<TicketId> {
        let tickets = self.session.with_hall(tickets);
        let index = self.dice.bits() as usize;
        tickets.get(index.checked_rem(tickets.len())?).copied()
    }

    // What happens.

    fn wish(&mut self) -> TakeTicket {
        let mut take = TakeTicket::item(code(ITEMS[self.dice.index(&[1.0, 4.0, 2.0, 2.0])]));
        if self.dice.chance(0.2) {
            take.class = Some(hall_core::code::ClassCode(plain("priority")));
        }
        if self.dice.chance(0.2) {
            let person = u128::from(self.dice.bits() % 8);
            take.person.hash = Some(hall_core::code::PersonHash(person));
        }
        take.person.age_confirmed = self.dice.chance(0.8);
        take
    }

    /// Some numbers at once.
    pub(super) async fn take(&mut self, count: u32) -> Result<(), StoreError> {
        let mut asks = Vec::new();
        for _ in 0..count {
            let index = self.dice.index(&[1.0, 1.0]);
            let kiosk = self.device(Role::Kiosk, index);
            let take = self.wish();
            asks.push(self.intent(kiosk, Command::TakeTicket(take), Vec::new()));
        }
        self.ask_all(asks).await
    }

    /// A clerk goes on with whatever the window's state asks for, and sometimes with anything.
    async fn work(&mut self, window: u16) -> Result<(), StoreError> {
        let number = WindowNumber(window);
        let state = self.session.with_hall(|hall| {
            let hand = hall.windows().get(&number).and_then(|state| state.hand);
            hand.and_then(|id| hall.ticket(id))
                .map(|ticket| ticket.state)
        });
        let (mut notes, mut act) = (Vec::new(), None);
        match state {
            None => match self.dice.index(&[8.0, 1.0, 1.0]) {
                0 => {}
                1 => act = Some(Act::Reopen),
                _ => act = Some(Act::Resume),
            },
            Some(TicketState::Called(_)) => {
                let acts = [Act::Start, Act::Miss, Act::Recall, Act::Release];
                act = acts.into_iter().nth(self.dice.index(&[6.0, 2.0, 1.0, 1.0]));
            }
            Some(_) => match self.dice.index(&[6.0, 1.0, 2.0]) {
                0 => {
                    act = Some(Act::Finish(Done::default()));
                }
                1 => act = Some(Act::Hold),
                _ => {
                    let (rows, note) = self.text("needs a stamp first");
                    let queue = QUEUES[self.dice.index(&[1.0, 1.0, 1.0])];
                    let to = Target::Queue(code_of(queue), None);
                    (notes, act) = (rows, Some(Act::Transfer { to, note }));
                }
            },
        }
        let window = number;
        let named = Named::default();
        let command = match act {
            Some(act) => Command::Act { window, named, act },
            None => Command::CallNext { window },
        };
        let device = self.device(Role::Window, usize::from(number.0) - 1);
        self.ask(device, command, notes).await
    }

    /// An answer was lost: the same intent again must get the same answer.
    async fn repeat(&mut self) -> Result<(), StoreError> {
        let index = self.dice.bits() as usize;
        let Some(at) = index.checked_rem(self.asked.len()) else {
            return Ok(());
        };
        let ask = self.asked[at].clone();
        self.ask_all(vec![ask]).await
    }

    async fn lease_or_hand_in(&mut self) -> Result<(), StoreError> {
        let index = self.dice.index(&[1.0, 1.0]);
        let kiosk = self.device(Role::Kiosk, index);
        let block = self.session.with_hall(|hall| {
            let mut blocks = hall.blocks().iter().filter(|block| block.kiosk == kiosk);
            blocks.next_back().cloned()
        });
        let Some(block) = block.filter(|_| self.dice.chance(0.7)) else {
            let series = series(SERIES[self.dice.index(&[1.0, 1.0])]);
            return self
                .ask(kiosk, Command::LeaseBlock { series }, Vec::new())
                .await;
        };
        let number = Number {
            series: block.series,
            round: 0,
            n: block.from + self.dice.seconds(0, 20),
        };
        let paper = HandIn {
            day: block.day,
            number,
            token: TicketToken(self.random.bits()),
            elapsed: Span::seconds(self.dice.seconds(0, 600)),
            last_contact: Time(0),
            take: self.wish(),
        };
        self.ask(kiosk, Command::HandIn(paper), Vec::new()).await
    }

    async fn rest(&mut self, window: u16) -> Result<(), StoreError> {
        match self.dice.index(&[2.0, 3.0, 1.0, 1.0, 1.0]) {
            0 => {
                let minutes = 1 + self.dice.seconds(0, 20);
                let (notes, note) = self.text("a short break");
                let device = self.device(Role::Window, usize::from(window) - 1);
                let command = Command::PauseWindow {
                    window: WindowNumber(window),
                    reason: Reason::Note(note),
                    minutes,
                };
                self.ask(device, command, notes).await
            }
            1 => {
                let clerk = None;
                self.at_window(window, |window| Command::OpenWindow { window, clerk })
                    .await
            }
            2 => {
                self.at_window(window, |window| Command::CloseWindow { window })
                    .await
            }
            act => {
                let subject = Subject::Item(code(ITEMS[self.dice.index(&[1.0; 4])]));
                let (notes, note) = self.text("out of forms");
                let reason = Reason::Note(note);
                let manager = self.device(Role::Manager, 0);
                let command = match act {
                    3 => Command::Pause { subject, reason },
                    _ => Command::Resume { subject },
                };
                self.ask(manager, command, notes).await
            }
        }
    }

    async fn rate(&mut self, window: u16) -> Result<(), StoreError> {
        let number = WindowNumber(window);
        let finished = |hall: &Hall| {
            let done = TicketState::Finished(number);
            let tickets = hall.tickets().filter(|ticket| ticket.state == done);
            tickets.map(|ticket| ticket.id).collect()
        };
        let Some(ticket) = self.one_of(finished) else {
            return Ok(());
        };
        let level = 1 + self.dice.seconds(0, 4) as u8;
        let (notes, note) = if level < 3 {
            let (rows, note) = self.text("it took too long");
            (rows, Some(note))
        } else {
            (Vec::new(), None)
        };
        let pad = self.device(Role::Pad, usize::from(window) - 1);
        let command = Command::Rate {
            ticket,
            level,
            note,
        };
        self.ask(pad, command, notes).await
    }

    async fn choose(&mut self, window: u16) -> Result<(), StoreError> {
        let waiting = |hall: &Hall| {
            let tickets = hall.tickets();
            let waiting = tickets.filter(|ticket| ticket.state == TicketState::Waiting);
            waiting.map(|ticket| ticket.id).collect()
        };
        let Some(ticket) = self.one_of(waiting) else {
            return Ok(());
        };
        let (notes, note) = self.text("came with a small child");
        let device = self.device(Role::Window, usize::from(window) - 1);
        let window = WindowNumber(window);
        let command = Command::CallChosen {
            window,
            ticket,
            note,
        };
        self.ask(device, command, notes).await
    }

    async fn paper(&mut self) -> Result<(), StoreError> {
        let any = |hall: &Hall| hall.tickets().map(|ticket| ticket.id).collect();
        let Some(ticket) = self.one_of(any) else {
            return Ok(());
        };
        let kiosk = self.device(Role::Kiosk, 0);
        let command = match self.dice.index(&[3.0, 1.0, 1.0]) {
            0 => Command::ReportPaper {
                ticket,
                number: None,
                paper: PaperState::Printed,
                copy: self.dice.chance(0.2),
            },
            1 => Command::Withdraw { ticket, note: None },
            _ => Command::Restore { ticket },
        };
        self.ask(kiosk, command, Vec::new()).await
    }

    async fn time_passes(&mut self) -> Result<(), StoreError> {
        let clock = self.session.clock();
        clock.set(clock.time() + Span::minutes(self.dice.seconds(1, 30)));
        self.hall(Command::Tick).await
    }

    async fn load_plan(&mut self) -> Result<(), StoreError> {
        self.plan.calls.overtakes_max = 1 + self.dice.seconds(0, 9) as u16;
        // A notice that comes later moves due days.
        let holiday = self.session.clock().now().date.0 + self.dice.seconds(1, 9) as i32;
        let notice = YearNotice {
            off: vec![Date(holiday)],
            worked: Vec::new(),
        };
        self.plan.calendar.learn(2026, notice);
        let plan = Box::new(self.plan.clone());
        let ask = Ask::of_operator(Command::LoadPlan { plan });
        self.session.ask(ask).await.map(drop).map_err(told)
    }

    async fn witness(&mut self) -> Result<(), StoreError> {
        let now = self.session.clock().now();
        let raised = Raised {
            series: series(SERIES[self.dice.index(&[1.0, 1.0])]),
            online: self.dice.seconds(0, 40),
            block: 0,
        };
        let proven = self.dice.chance(0.3);
        self.hall(Command::Witness {
            device: Some(self.device(Role::Kiosk, 0)),
            day: now.date,
            raised: vec![raised],
            proven,
        })
        .await
    }

    async fn next_day(&mut self) -> Result<(), StoreError> {
        let manager = self.device(Role::Manager, 0);
        self.ask(manager, Command::CloseDay, Vec::new()).await?;
        let clock = self.session.clock();
        clock.set(clock.time() + Span::minutes(24 * 60));
        self.hall(Command::Tick).await?;
        for window in 1..=3 {
            let clerk = None;
            self.at_window(window, |window| Command::OpenWindow { window, clerk })
                .await?;
        }
        Ok(())
    }

    async fn silence(&mut self, window: u16) -> Result<(), StoreError> {
        let window = WindowNumber(window);
        let low = self.dice.chance(0.3);
        match self.dice.index(&[3.0, 2.0, 1.0]) {
            0 => self.hall(Command::NoteSilence { window }).await,
            1 => self.hall(Command::NoteHeard { window }).await,
            _ => self.hall(Command::NoteDisk { low }).await,
        }
    }
}

/// A desk that gives no answer ends the story.
fn told(error: hall_server::desk::task::DeskError) -> StoreError {
    use hall_server::desk::task::DeskError;
    match error {
        DeskError::Full => StoreError::Full,
        error => StoreError::Failed(error.to_string()),
    }
}

fn plain(text: &str) -> hall_core::code::Code {
    text.parse().expect("the sample plan has plain codes")
}

fn code(text: &str) -> ItemCode {
    ItemCode(plain(text))
}

fn code_of(text: &str) -> hall_core::code::QueueCode {
    hall_core::code::QueueCode(plain(text))
}

fn series(text: &str) -> SeriesCode {
    SeriesCode(plain(text))
}
