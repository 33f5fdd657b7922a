//! Real `kiosk-client take` runs at a virtual printer: some printers vanish, some kiosks are killed.

use super::client::World;
use super::findings::Findings;
use super::folder::Folder;
use super::limits::END;
use super::programs::{Programs, command};
use hall_fixtures::dice::Dice;
use hall_fixtures::printer::{Fault, Paper, VirtualPrinter};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

/// What one run said.
#[derive(Clone, Debug)]
pub(super) struct Printed {
    pub(super) ticket: u64,
    pub(super) number: String,
    /// `printed`, `unknown` or `failed`.
    pub(super) paper: String,
    /// The server was told what became of the paper.
    pub(super) is_reported: bool,
}

/// Everything that came of the runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    pub(super) runs: u64,
    pub(super) killed: u64,
    /// Runs that got no number, by the reason.
    pub(super) without: BTreeMap<String, u64>,
    pub(super) printed: Vec<Printed>,
    /// Numbers of all whole papers, in order.
    pub(super) papers: Vec<String>,
    /// Numbers of the beginnings that a killed kiosk or a fault left on the next paper.
    pub(super) beginnings: Vec<String>,
    /// Papers that are marked as copies.
    pub(super) copies: u64,
}

/// The kiosk with its printer.
#[derive(Debug)]
pub(super) struct PrintingKiosk {
    pub(super) programs: Programs,
    pub(super) folder: Folder,
    pub(super) world: World,
    pub(super) token_file: PathBuf,
    pub(super) printer: Arc<VirtualPrinter>,
    pub(super) dice: Dice,
}

impl PrintingKiosk {
    /// Takes one number after the other until the load ends.
    pub(super) async fn work(mut self) -> Outcome {
        let mut outcome = Outcome::default();
        while !*self.world.stop.borrow() {
            outcome.runs += 1;
            let pause = Duration::from_secs_f64(self.dice.between(0.05, 0.3));
            let mut stop = self.world.stop.clone();
            // The pace of people; either end of the pause is fine.
            let _ = tokio::time::timeout(pause, stop.wait_for(|stop| *stop)).await;
            match self.take().await {
                Ok(Some(run)) => {
                    if let Err(what) = note(&mut outcome, &run) {
                        self.violated(&what);
                    }
                }
                Ok(None) => outcome.killed += 1,
                Err(what) => self.violated(&what),
            }
        }
        for paper in self.printer.papers() {
            let is_copy = paper.lines().any(|line| line.text.contains("COPY"));
            outcome.copies += u64::from(is_copy);
            let mut numbers = numbers(&paper);
            let whole = numbers.pop();
            outcome.beginnings.extend(numbers);
            outcome.papers.extend(whole.filter(|_| !is_copy));
        }
        outcome
    }

    fn violated(&self, what: &str) {
        let findings: &Findings = &self.world.findings;
        findings.note("kiosk-client take says what became of a number", what);
    }

    /// One run; none when it was killed on purpose.
    async fn take(&mut self) -> Result<Option<(bool, String)>, String> {
        let printer = format!("tcp:{}", self.printer.addr());
        let item = ["A01", "B01", "C01"][self.dice.index(&[1.0, 1.0, 1.0])];
        let args = ["take", "--json", "--item", item, "--language", "en"];
        let mut command = command(&self.programs.kiosk, args);
        command.args(["--server", &self.world.url, "--printer", &printer]);
        command.arg("--token-file").arg(&self.token_file);
        let log = self.folder.log().map_err(|error| error.to_string())?;
        command.stderr(Stdio::from(log));
        let child = command.spawn();
        let mut child = child.map_err(|error| format!("it cannot be run: {error}"))?;
        if self.dice.chance(0.08) {
            let after = Duration::from_secs_f64(self.dice.between(0.0, 0.2));
            // The moment of the kill is the experiment.
            if tokio::time::timeout(after, child.wait()).await.is_err() {
                let _ = child.kill().await;
                return Ok(None);
            }
        }
        let output = tokio::time::timeout(END, child.wait_with_output()).await;
        let output = output.map_err(|_| format!("it did not end within {END:?}"))?;
        let output = output.map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(Some((output.status.success(), said)))
    }
}

fn note(outcome: &mut Outcome, (is_fine, said): &(bool, String)) -> Result<(), String> {
    let unclear = || format!("exit code {} with {said:?}", i32::from(!is_fine));
    let value: Value = serde_json::from_str(said).map_err(|_| unclear())?;
    let Some(ticket) = value["ticket"]["id"].as_u64() else {
        let code = value["refused"]["code"].as_str().map(str::to_owned);
        let key = value.as_object().and_then(|object| object.keys().next());
        let why = code.or(key.cloned()).unwrap_or_default();
        *outcome.without.entry(why).or_default() += 1;
        return if *is_fine { Err(unclear()) } else { Ok(()) };
    };
    outcome.printed.push(Printed {
        ticket,
        number: value["ticket"]["number"].as_str().unwrap_or("").to_owned(),
        paper: value["paper"].as_str().unwrap_or("").to_owned(),
        is_reported: value["unreported"].is_null(),
    });
    Ok(())
}

/// The numbers on a paper, from top to bottom: the largest lines. The last one is the paper's own.
fn numbers(paper: &Paper) -> Vec<String> {
    let scale = paper.lines().map(|line| line.scale).max().unwrap_or(0);
    let lines = paper.lines().filter(|line| line.scale == scale);
    lines.map(|line| line.text.trim().to_owned()).collect()
}

/// A printer's trouble: after some more bytes it is gone, or something else is wrong.
pub(super) fn fault(dice: &mut Dice) -> Fault {
    match dice.index(&[6.0, 1.0, 1.0, 1.0]) {
        0 => Fault::VanishAfter(dice.seconds(0, 1200) as usize),
        1 => Fault::PaperOutAfterLines(dice.seconds(0, 12) as usize),
        2 => Fault::Silent,
        _ => Fault::CoverOpen,
    }
}
