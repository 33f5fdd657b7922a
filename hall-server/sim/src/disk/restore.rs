//! An old copy is put back, silently or with `restore`, while the hall's devices remember more.
//!
//! The shipped server starts on it, every device says hello over the feed with what it has seen,
//! and then numbers are asked for. No number that any device saw may be given again, and after a
//! `restore` none at all before the last one that must speak has spoken.

use super::bench::Bench;
use super::memories::Memories;
use super::story::{Story, plan};
use super::tape::Step;
use futures_util::{SinkExt, StreamExt};
use hall_core::code::{DeviceId, RequestId};
use hall_core::command::TakeTicket;
use hall_core::device::{Actor, Role};
use hall_core::event::Subject;
use hall_core::{Command, Hall, Request, Time};
use hall_fixtures::dice::Dice;
use hall_protocol::{ClientFrame, ServerFrame, encode};
use hall_server::backup;
use hall_server::desk::{Ask, Outcome};
use hall_server::random::Random;
use hall_server::serve::{Options, Running, TimeSource};
use serde::Serialize;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

/// The promise.
pub(super) const PROMISE: &str =
    "after a stale restore no number that a device saw is given again (14, 25)";

/// What stale copies led to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Restores {
    /// Copies put back.
    pub restored: u64,
    /// Of these, with `restore`; the others lay there one morning.
    pub with_command: u64,
    /// Events that were lost with them.
    pub events_lost: u64,
    /// Devices that said hello afterwards.
    pub hellos: u64,
    /// Numbers given afterwards.
    pub numbers: u64,
    /// Blocks leased afterwards.
    pub blocks: u64,
    /// Numbers given again.
    pub reissued: u64,
}

impl Restores {
    /// Both together.
    pub(super) fn add(&mut self, other: &Self) {
        self.restored += other.restored;
        self.with_command += other.with_command;
        self.events_lost += other.events_lost;
        self.hellos += other.hellos;
        self.numbers += other.numbers;
        self.blocks += other.blocks;
        self.reissued += other.reissued;
    }
}

/// One stale restore.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stale {
    /// The copy was made after this step.
    pub(super) copy: usize,
    /// The hall was here when it was lost.
    pub(super) lost: usize,
    /// With `restore`, or silently.
    pub(super) with_command: bool,
}

/// Draws one; every device is enrolled before the copy, because a stranger's hello says nothing.
pub(super) fn draw(story: &Story, dice: &mut Dice) -> Option<Stale> {
    let devices = story.devices.len();
    let first = story.steps.iter().position(|step| {
        let hall = &step.truth().hall;
        hall.devices().len() == devices && hall.day().is_some()
    })?;
    let after = story.steps.len().checked_sub(first + 1)?;
    let copy = first + (dice.bits() as usize).checked_rem(after)?;
    let lost = copy + 1 + (dice.bits() as usize).checked_rem(story.steps.len() - copy - 1)?;
    let with_command = dice.chance(0.5);
    Some(Stale {
        copy,
        lost,
        with_command,
    })
}

/// Puts the copy back and looks what is given.
pub(super) fn check(
    bench: &Bench,
    story: &Story,
    stale: Stale,
    dice: &mut Dice,
    restores: &mut Restores,
) -> Result<(), String> {
    restores.restored += 1;
    restores.with_command += u64::from(stale.with_command);
    let tip = |step: usize| story.steps[step].truth().tip.seq.0;
    restores.events_lost += tip(stale.lost) - tip(stale.copy);
    put_back(bench, &story.steps[stale.copy], stale.with_command)?;
    let at = story.steps[stale.lost].truth().hall.time();
    let seen = Memories::of(story, stale.lost, dice);
    go_on(bench, &seen, at, stale.with_command, dice, restores)
}

/// Starts the server on what was put back and lets everybody speak and take.
fn go_on(
    bench: &Bench,
    seen: &Memories,
    at: Time,
    with_command: bool,
    dice: &mut Dice,
    restores: &mut Restores,
) -> Result<(), String> {
    let work = async {
        let running = start(&bench.path(), at).await?;
        let after = Morning {
            running: &running,
            seen,
            intents: 0,
            restores,
        };
        let result = after.go_on(dice, with_command).await;
        let stopped = running.stop().await.map_err(|error| error.to_string());
        result.and(stopped)
    };
    bench.runtime().block_on(work)
}

fn put_back(bench: &Bench, step: &Step, with_command: bool) -> Result<(), String> {
    let text = |error: std::io::Error| error.to_string();
    if !with_command {
        let folder = bench.fresh().map_err(text)?;
        return step.after.put(&folder).map_err(text);
    }
    // A backup is one file: the log is in it.
    bench.start(&step.after).map_err(text)?;
    let folder = bench.path();
    let copy = folder.join("copy.db");
    fs::rename(bench.database(), &copy).map_err(text)?;
    let restored = backup::restore(&copy, &folder);
    let restored = bench.runtime().block_on(restored);
    restored.map(drop).map_err(|error| error.to_string())
}

async fn start(folder: &Path, at: Time) -> Result<Running, String> {
    let options = Options {
        plan: plan().map_err(|error| error.to_string())?,
        data: folder.to_owned(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: Some("http://hall.example".to_owned()),
        time: TimeSource::Manual { at },
        random: Random::seeded(at.0 as u64),
    };
    let started = Running::start(options).await;
    started.map_err(|error| format!("the server does not start on it: {error}"))
}

/// The morning after.
struct Morning<'a> {
    running: &'a Running,
    seen: &'a Memories,
    intents: u128,
    restores: &'a mut Restores,
}

impl Morning<'_> {
    async fn go_on(mut self, dice: &mut Dice, with_command: bool) -> Result<(), String> {
        let mut waiting: Vec<usize> = (0..self.seen.hellos.len()).collect();
        while !waiting.is_empty() {
            // Somebody presses the button before everybody has spoken.
            if with_command {
                self.take().await?;
            }
            let next = waiting.swap_remove(dice.bits() as usize % waiting.len());
            self.hello(next).await?;
        }
        // What the lost morning had switched off is not what is asked here.
        self.order(Command::NoteDisk { low: false }).await?;
        self.order(Command::EndGathering).await?;
        let items: Vec<_> = self.with_hall(|hall| {
            let plan = hall.plan();
            plan.map(|plan| plan.items.keys().copied().collect())
                .unwrap_or_default()
        });
        for item in items {
            self.order(Command::Resume {
                subject: Subject::Item(item),
            })
            .await?;
        }
        for _ in 0..3 {
            self.take().await?;
        }
        self.lease().await
    }

    /// Says a device's hello and waits for the welcome.
    async fn hello(&mut self, index: usize) -> Result<(), String> {
        let (device, hello) = &self.seen.hellos[index];
        let words = |what: &str| format!("the hello of {} {}: {what}", device.role, device.id);
        let url = format!("ws://{}/api/v1/feed", self.running.address);
        let mut request = url
            .into_client_request()
            .map_err(|error| words(&error.to_string()))?;
        let token = format!("Bearer {}", device.token).parse();
        let token = token.map_err(|_| words("the token is not plain"))?;
        request.headers_mut().insert("authorization", token);
        let connected = connect_async(request).await;
        let (mut socket, _) = connected.map_err(|error| words(&error.to_string()))?;
        let text = encode(&ClientFrame::Hello(hello.clone()));
        let sent = socket.send(Message::text(text)).await;
        sent.map_err(|error| words(&error.to_string()))?;
        let frame = tokio::time::timeout(PATIENCE, socket.next()).await;
        let frame = frame.map_err(|_| words("no answer"))?;
        let Some(Ok(Message::Text(text))) = frame else {
            return Err(words(&format!("{frame:?}")));
        };
        let first = serde_json::from_str::<ServerFrame>(&text);
        if !matches!(first, Ok(ServerFrame::Welcome(_))) {
            return Err(words(&format!("{first:?}")));
        }
        self.restores.hellos += 1;
        Ok(())
    }

    /// One number for every item; what is given must be new.
    async fn take(&mut self) -> Result<(), String> {
        let items: Vec<_> = self.with_hall(|hall| {
            let plan = hall.plan();
            plan.map(|plan| plan.items.keys().copied().collect())
                .unwrap_or_default()
        });
        for item in items {
            let mut take = TakeTicket::item(item);
            take.person.age_confirmed = true;
            let Some(id) = self.ask(Command::TakeTicket(take)).await? else {
                continue;
            };
            let paper = self.with_hall(|hall| {
                let ticket = hall.ticket_by_request(id);
                ticket.map(|ticket| (ticket.day, ticket.number.series, ticket.number.n))
            });
            let Some(paper) = paper else { continue };
            self.restores.numbers += 1;
            if self.seen.papers.contains(&paper) {
                self.restores.reissued += 1;
                let (day, series, n) = paper;
                return Err(format!("{series}{n} of {day} is given again"));
            }
        }
        Ok(())
    }

    /// A block for every series; it must lie above every one that a kiosk holds.
    async fn lease(&mut self) -> Result<(), String> {
        let all: Vec<_> = self.with_hall(|hall| hall.series().keys().copied().collect());
        for series in all {
            if self.ask(Command::LeaseBlock { series }).await?.is_none() {
                continue;
            }
            let block = self.with_hall(|hall| {
                let mut blocks = hall.blocks().iter().filter(|block| block.series == series);
                blocks.next_back().map(|block| (block.day, block.from))
            });
            let Some((day, from)) = block else { continue };
            self.restores.blocks += 1;
            let held = self.seen.blocks.get(&(day, series)).copied().unwrap_or(0);
            if from <= held {
                self.restores.reissued += 1;
                return Err(format!("a block of {series} from {from} is leased again"));
            }
        }
        Ok(())
    }

    fn with_hall<T>(&self, look: impl FnOnce(&Hall) -> T) -> T {
        look(&self.running.app.hub.look().hall)
    }

    /// Asks as the first kiosk; gives the intent when it was accepted.
    async fn ask(&mut self, command: Command) -> Result<Option<RequestId>, String> {
        let kiosk = self
            .seen
            .hellos
            .iter()
            .find(|(device, _)| device.role == Role::Kiosk);
        let kiosk = kiosk.map_or(DeviceId(1), |(device, _)| device.id);
        self.intents += 1;
        // Far from every intent of the story, which are random.
        let id = RequestId(self.intents << 64);
        let request = Request {
            by: Actor::Device(kiosk),
            id,
            random: self.intents << 70,
            command,
        };
        let ask = Ask {
            digest: format!("{}", self.intents),
            request,
            notes: Vec::new(),
        };
        let outcome = self.running.app.desk.ask(ask).await;
        match outcome.map_err(|error| error.to_string())? {
            Outcome::Accepted { .. } => Ok(Some(id)),
            _ => Ok(None),
        }
    }

    async fn order(&self, command: Command) -> Result<(), String> {
        let outcome = self.running.app.desk.ask(Ask::of_operator(command)).await;
        outcome.map(drop).map_err(|error| error.to_string())
    }
}

/// Longer than any answer may take; only a broken server meets it.
const PATIENCE: Duration = Duration::from_secs(20);

#[cfg(test)]
mod tests {
    use super::super::bench::folder;
    use super::super::story::tell;
    use super::*;

    /// The test of the test: devices that forgot everything cannot witness, and it is noticed.
    #[test]
    fn numbers_are_given_again_when_every_device_has_forgotten_them() {
        let bench = Bench::new().expect("a folder");
        let folder = folder().expect("a folder");
        let told = bench.runtime().block_on(tell(folder.path(), &[3, 0, 1]));
        let story = told.expect("a story");
        let numbers = |step: usize| story.steps[step].truth().hall.tickets().count();
        let lost = (0..story.steps.len())
            .max_by_key(|step| numbers(*step))
            .unwrap_or(0);
        let day = |step: usize| story.steps[step].truth().hall.day().map(|day| day.date);
        let enrolled = |step: usize| story.steps[step].truth().hall.devices().len();
        let copy = (0..lost)
            .find(|step| day(*step) == day(lost) && enrolled(*step) == story.devices.len())
            .expect("a morning");
        put_back(&bench, &story.steps[copy], false).expect("a copy");
        let mut dice = Dice::of(&[1]);
        let mut seen = Memories::of(&story, lost, &mut dice);
        for (_, hello) in &mut seen.hellos {
            (hello.epoch, hello.seq, hello.hash) = (None, 0, None);
            hello.highest.clear();
        }
        let at = story.steps[lost].truth().hall.time();
        let mut restores = Restores::default();
        let found = go_on(&bench, &seen, at, false, &mut dice, &mut restores);
        let told = format!("{found:?}");
        assert!(told.contains("given again"), "{told}, {restores:?}");
        assert_eq!(restores.reissued, 1);
    }
}
