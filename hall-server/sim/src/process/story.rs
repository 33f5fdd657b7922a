//! One run from the first enrolment to the last comparison.

use super::backups::Backups;
use super::board_program::BoardProgram;
use super::boards::{LinkedBoard, Log, Said};
use super::client::World;
use super::findings::Findings;
use super::folder::{Folder, Tokens};
use super::journal::Journal;
use super::ledger::Ledger;
use super::limits::{BOARDS_AGREE, DIFFERENCES_MAX, SETTLE};
use super::pads::Pads;
use super::printing::{Outcome, PrintingKiosk};
use super::programs::{Programs, last_line, run};
use super::proxy::Proxy;
use super::repeats::repeat_all;
use super::report::Report;
use super::server::Starter;
use super::trouble::{Done, Troubler};
use super::{load, verdict};
use hall_fixtures::dice::Dice;
use hall_fixtures::printer::VirtualPrinter;
use hall_protocol::Picture;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

/// A run.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) seed: u64,
    pub(super) seconds: u64,
    pub(super) programs: Programs,
    pub(super) folder: Folder,
    pub(super) findings: Findings,
}

/// Everybody at work.
struct Cast {
    world: World,
    stop: watch::Sender<bool>,
    tokens: Tokens,
    crowd: JoinSet<()>,
    printing: JoinHandle<Outcome>,
    boards: Vec<LinkedBoard>,
    troubler: Troubler,
}

/// What is left when nobody works any more.
struct Remains {
    outcome: Outcome,
    logs: Vec<Log>,
    /// What each life of each board program said.
    lives: Vec<Vec<Said>>,
    boards_agree: Duration,
    done: Done,
}

/// Where two pictures differ, as `calls/3/at: ours, theirs`.
fn differences(ours: &Picture, theirs: &Picture) -> Vec<String> {
    let value = |picture: &Picture| serde_json::to_value(settled(picture)).unwrap_or_default();
    let mut found = Vec::new();
    differ("", &value(ours), &value(theirs), &mut found);
    found
}

/// Without what time alone changes and no event tells: waits, and prompts that may have run out.
fn settled(picture: &Picture) -> Picture {
    let mut picture = picture.clone();
    for queue in picture.queues.values_mut() {
        queue.wait_minutes = None;
    }
    let now = picture.calls.iter().map(|call| call.at).max();
    picture
        .prompts
        .retain(|_, prompt| now.is_some_and(|now| prompt.until > now));
    picture
}

fn differ(path: &str, ours: &Value, theirs: &Value, found: &mut Vec<String>) {
    if ours == theirs || found.len() >= DIFFERENCES_MAX {
        return;
    }
    let keys: Vec<String> = match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let keys: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
            keys.into_iter().cloned().collect()
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            (0..ours.len()).map(|index| index.to_string()).collect()
        }
        _ => return found.push(format!("{path}: {ours}, {theirs}")),
    };
    for key in keys {
        let pointer = format!("/{key}");
        let at = |value: &Value| value.pointer(&pointer).cloned().unwrap_or_default();
        differ(&format!("{path}{pointer}"), &at(ours), &at(theirs), found);
    }
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

impl Story {
    /// Tells it; the line of figures, or why the hall did not come back.
    pub(super) async fn tell(self) -> Result<String, String> {
        let begun = Instant::now();
        let mut cast = self.gather().await?;
        eprintln!(
            "{} windows, {} boards; trouble for {} s",
            cast.tokens.windows.len(),
            cast.boards.len() + cast.troubler.programs.len(),
            self.seconds
        );
        let started = Instant::now();
        let end = started + Duration::from_secs(self.seconds);
        cast.troubler.work(end).await?;
        let load = started.elapsed();
        self.settle(&mut cast).await?;

        // One more power cut, and then everything that was ever asked is asked again.
        cast.troubler.kill_and_restart().await?;
        let server = cast.troubler.server.as_ref().ok_or("there is no server")?;
        let base = format!("http://{}", server.address);
        let mut entries = cast.world.ledger.take();
        eprintln!("{} intents; comparing", entries.len());
        let repeats = repeat_all(&mut entries, &cast.world.http, &base, &self.findings).await;

        let pads = Arc::clone(&cast.troubler.pads);
        let backups = cast.troubler.backups.clone();
        let remains = self.end(cast).await?;
        let journal = Journal::read(&self.folder.database(), &self.findings).await?;
        self.verify(journal.seq()).await?;
        let (heard, findings) = (pads.heard(), &self.findings);
        let mut counts = verdict::ledger(&entries, &journal, findings);
        counts.passed_over = self.hear(&remains, &journal);
        verdict::papers(&remains.outcome, &journal, findings);
        verdict::ratings(&heard, &journal, findings);
        let backups = backups.check(&journal, findings).await?;
        let report = Report {
            seed: self.seed,
            load,
            whole: begun.elapsed(),
            entries: &entries,
            done: &remains.done,
            counts,
            repeats,
            journal: &journal,
            boards: &remains.logs,
            program_calls: remains.lives.iter().map(Vec::len).sum(),
            boards_agree: remains.boards_agree,
            papers: &remains.outcome,
            pads: &heard,
            backups,
            findings,
        };
        Ok(report.line())
    }

    /// Enrols, starts the server and everybody.
    async fn gather(&self) -> Result<Cast, String> {
        let tokens = self.folder.enrol(&self.programs).await?;
        let people = Arc::new(Proxy::start().await.map_err(text)?);
        let wires = Arc::new(Proxy::start().await.map_err(text)?);
        let http = reqwest::Client::builder().no_proxy().build();
        let http = http.map_err(text)?;
        let starter = Starter {
            programs: self.programs.clone(),
            folder: self.folder.clone(),
            proxies: vec![Arc::clone(&people), Arc::clone(&wires)],
            findings: self.findings.clone(),
            token: tokens.manager.clone(),
            http: http.clone(),
        };
        let server = starter.start().await?;
        let (stop, stopped) = watch::channel(false);
        let world = World {
            url: people.url(),
            http,
            ledger: Arc::<Ledger>::default(),
            findings: self.findings.clone(),
            stop: stopped,
        };
        let pads = Arc::new(Pads::start(&world, &tokens)?);
        let printer = Arc::new(VirtualPrinter::start().await.map_err(text)?);
        let boards = LinkedBoard::start_all(&wires.url(), &tokens, &self.folder)?;
        let crowd = load::start(&world, &tokens, &pads, self.seed)?;
        let printing = PrintingKiosk {
            programs: self.programs.clone(),
            folder: self.folder.clone(),
            world: world.clone(),
            token_file: self.folder.token_file("printing", &tokens.printing)?,
            printer: Arc::clone(&printer),
            dice: Dice::of(&[self.seed, 6]),
        };
        let mut programs = Vec::new();
        for (index, token) in tokens.board_programs.iter().enumerate() {
            let token = self.folder.token_file(&format!("board-{index}"), token)?;
            let url = wires.url();
            let board = BoardProgram::start(&self.programs, &self.folder, &url, token)?;
            programs.push(board);
        }
        let troubler = Troubler {
            starter,
            server: Some(server),
            people,
            boards: wires,
            printer,
            pads,
            programs,
            backups: Backups::new(&self.programs, &self.folder),
            dice: Dice::of(&[self.seed, 7]),
            pause_max: (self.seconds as f64 / 6.0).clamp(1.0, 10.0),
            done: Done::default(),
        };
        let printing = tokio::spawn(printing.work());
        Ok(Cast {
            world,
            stop,
            tokens,
            crowd,
            printing,
            boards,
            troubler,
        })
    }

    /// Ends the load: everybody gets an answer or gives up.
    async fn settle(&self, cast: &mut Cast) -> Result<(), String> {
        cast.stop.send_replace(true);
        let crowd = async {
            while let Some(ended) = cast.crowd.join_next().await {
                ended.map_err(text)?;
            }
            Ok::<(), String>(())
        };
        let ended = timeout(SETTLE, crowd).await;
        ended.map_err(|_| format!("clients still wait after {SETTLE:?}"))?
    }

    /// Boards come to the journal's end and show the same; then every program ends in order.
    async fn end(&self, mut cast: Cast) -> Result<Remains, String> {
        let outcome = timeout(SETTLE, cast.printing).await;
        let outcome = outcome.map_err(|_| "the kiosk still prints".to_owned())?;
        let outcome = outcome.map_err(text)?;
        let boards_agree = self
            .agree(&cast.boards, &cast.troubler, &cast.tokens)
            .await?;
        let mut lives = Vec::new();
        for board in std::mem::take(&mut cast.troubler.programs) {
            lives.extend(board.finish().await?);
        }
        let server = cast.troubler.server.take().ok_or("there is no server")?;
        let status = server.terminate().await?;
        let promise = "SIGTERM ends the server cleanly";
        self.findings
            .expect(status.success(), promise, || format!("{status}"));
        Ok(Remains {
            outcome,
            logs: cast.boards.iter().map(LinkedBoard::log).collect(),
            lives,
            boards_agree,
            done: cast.troubler.done,
        })
    }

    /// How long until every board has the journal's last event and the picture of a new board (I19).
    async fn agree(
        &self,
        boards: &[LinkedBoard],
        troubler: &Troubler,
        tokens: &Tokens,
    ) -> Result<Duration, String> {
        let begun = Instant::now();
        let server = troubler.server.as_ref().ok_or("there is no server")?;
        let seq = troubler.starter.seq(server.address).await;
        let seq = seq.ok_or("the server does not say how far it is")?;
        let token = tokens.boards.first().ok_or("there is no board")?;
        let fresh = LinkedBoard::start(&troubler.boards.url(), token, None)?;
        for board in boards.iter().chain([&fresh]) {
            let reached = timeout(BOARDS_AGREE, board.link().reached(seq)).await;
            let promise = "boards agree with the journal after the troubles (L2)";
            self.findings.expect(reached == Ok(true), promise, || {
                let at = board.link().seq();
                format!("a board is at event {at}, the journal at {seq}")
            });
        }
        let agreed = begun.elapsed();
        for (index, board) in boards.iter().enumerate() {
            let (ours, theirs) = (board.picture(), fresh.picture());
            // Time may have moved the hall between two looks; then there is nothing to compare.
            let is_same_event = board.link().seq() == fresh.link().seq();
            let differing = differences(&ours, &theirs);
            let promise = "a board shows what a new one shows (I19)";
            self.findings
                .expect(!is_same_event || differing.is_empty(), promise, || {
                    format!("board {index} against a new one: {}", differing.join(", "))
                });
        }
        Ok(agreed)
    }

    /// The shipped `verify`, and that it counts what the journal holds.
    async fn verify(&self, events: u64) -> Result<(), String> {
        let mut command = self.programs.server(["verify", "--data"]);
        command.arg(self.folder.data());
        let output = run(command).await?;
        let said = last_line(&output.stdout);
        let is_fine = output.status.success() && said == format!("ok {events} events");
        let promise = "verify finds nothing";
        self.findings.expect(is_fine, promise, || {
            format!("{}: {said}; the journal has {events}", output.status)
        });
        Ok(())
    }

    /// What boards said against what was called; gives the calls that a picture had no room for.
    fn hear(&self, remains: &Remains, journal: &Journal) -> u64 {
        let places = verdict::places(journal);
        let mut passed_over = 0;
        for (index, log) in remains.logs.iter().enumerate() {
            let who = format!("linked board {index}");
            verdict::announced(&who, &log.said, &places, &self.findings);
            passed_over += verdict::complete(&who, log, journal, &self.findings);
        }
        for (index, life) in remains.lives.iter().enumerate() {
            let who = format!("board program, life {index}");
            verdict::announced(&who, life, &places, &self.findings);
        }
        passed_over
    }
}
