//! The Nth write, sync or cut of the file fails, once or for ever, or the process dies there.
//!
//! A child works under `strace`, which makes the chosen system call fail. Afterwards the shipped
//! server starts on the folder: everything that was told is there, byte for byte, the file is
//! sound, and after the first failed commit nothing more was told (15, I30).

use super::bench::Bench;
use super::child::{Told, ask, asks, serve};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// The promise.
pub(super) const PROMISE: &str = "nothing acknowledged is lost when a write or sync fails, and nothing is acknowledged after it (15, I30)";

/// System calls that change the database; which of them `SQLite` uses depends on its build.
const CALLS: [&str; 5] = ["write", "pwrite64", "fsync", "fdatasync", "ftruncate"];

/// What failing system calls led to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// Why this part was left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
    /// Failures that a short morning can meet.
    pub places: u64,
    /// Failures tried.
    pub tried: u64,
    /// Of these, the desk heard of it and stopped.
    pub stopped: u64,
    /// The disk was called full, and the hall went on.
    pub full: u64,
    /// The server did not start at all.
    pub not_started: u64,
    /// The process died there.
    pub killed: u64,
    /// Answers that were told, each found again.
    pub told: u64,
}

impl Faults {
    /// Both together.
    pub(super) fn add(&mut self, other: &Self) {
        if other.left_out.is_some() {
            self.left_out.clone_from(&other.left_out);
        }
        self.places = self.places.max(other.places);
        self.tried += other.tried;
        self.stopped += other.stopped;
        self.full += other.full;
        self.not_started += other.not_started;
        self.killed += other.killed;
        self.told += other.told;
    }
}

/// How a call fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum How {
    Error(&'static str, Times),
    Killed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Times {
    Once,
    ForEver,
}

/// One failure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault {
    call: &'static str,
    nth: u64,
    how: How,
}

impl Fault {
    /// In words, and as `strace` wants it.
    pub(super) fn inject(&self) -> String {
        let Self { call, nth, how } = self;
        match how {
            How::Error(error, Times::Once) => format!("inject={call}:error={error}:when={nth}"),
            How::Error(error, Times::ForEver) => format!("inject={call}:error={error}:when={nth}+"),
            How::Killed => format!("inject={call}:signal=KILL:when={nth}"),
        }
    }
}

/// Every way to fail.
const WAYS: [How; 5] = [
    How::Error("EIO", Times::Once),
    How::Error("EIO", Times::ForEver),
    How::Error("ENOSPC", Times::Once),
    How::Error("ENOSPC", Times::ForEver),
    How::Killed,
];

/// Every failure that a short morning can meet, counted by running it once; or why none can.
pub(super) fn places(bench: &Bench, program: &Path) -> Result<Vec<Fault>, String> {
    if Command::new("strace").arg("-V").output().is_err() {
        return Err("strace is not installed, so no system call can be made to fail".to_owned());
    }
    let folder = bench.fresh().map_err(|error| error.to_string())?;
    let trace = folder.join("trace");
    let mut command = strace(&folder, &trace);
    let run = child(command.arg(program), &folder).output();
    let run = run.map_err(|error| error.to_string())?;
    let trace = fs::read_to_string(trace).map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&run.stdout).lines().count();
    if told == 0 {
        let why = String::from_utf8_lossy(&run.stderr).into_owned();
        return Err(format!("strace cannot run the child here: {why}"));
    }
    Ok(counted(&trace))
}

/// Each call counts for its own thread, as `strace` counts them.
fn counted(trace: &str) -> Vec<Fault> {
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for line in trace.lines() {
        let mut words = line.split_whitespace();
        let (Some(thread), Some(call)) = (words.next(), words.next()) else {
            continue;
        };
        let call = call.split('(').next().unwrap_or_default();
        *counts.entry((call, thread)).or_default() += 1;
    }
    let most = |call: &str| {
        let of_call = counts.iter().filter(|((name, _), _)| *name == call);
        of_call.map(|(_, count)| *count).max().unwrap_or(0)
    };
    let mut faults = Vec::new();
    for call in CALLS {
        for nth in 1..=most(call) {
            faults.extend(WAYS.map(|how| Fault { call, nth, how }));
        }
    }
    faults
}

/// Makes one call fail and looks what is there afterwards.
pub(super) fn check(
    bench: &Bench,
    program: &Path,
    fault: Fault,
    faults: &mut Faults,
) -> Result<(), String> {
    let text = |error: io::Error| error.to_string();
    faults.tried += 1;
    let folder = bench.fresh().map_err(text)?;
    let mut command = strace(&folder, Path::new("/dev/null"));
    command.arg("-e").arg(fault.inject()).arg(program);
    let run = child(&mut command, &folder).output().map_err(text)?;
    let stdout = String::from_utf8_lossy(&run.stdout).into_owned();
    let told: Vec<Told> = stdout.lines().filter_map(Told::read).collect();
    let first_failure = told.iter().position(|told| matches!(told, Told::Failed(_)));
    if let Some(first) = first_failure {
        faults.stopped += 1;
        if let Some(late) = told[first..]
            .iter()
            .find(|told| matches!(told, Told::Accepted(..)))
        {
            return Err(format!("told after the failure: {}", late.line()));
        }
        if !folder.join("commit-failed").exists() {
            return Err("the failure left no mark for the next start".to_owned());
        }
    }
    faults.killed += u64::from(fault.how == How::Killed);
    faults.full += u64::from(told.iter().any(|told| matches!(told, Told::Full(_))));
    faults.not_started += u64::from(told.iter().any(|told| matches!(told, Told::NotStarted(_))));
    let answers = answers(&told);
    faults.told += answers.len() as u64;
    bench.runtime().block_on(again(&folder, &answers))?;
    if first_failure.is_some() && !folder.join("hall.db.before-restore-1").exists() {
        return Err("the next start did not write the journal anew".to_owned());
    }
    match bench.findings(&bench.database())?.first() {
        Some(finding) => Err(format!("verify: {finding}")),
        None => Ok(()),
    }
}

fn answers(told: &[Told]) -> BTreeMap<usize, (u16, String)> {
    let accepted = told.iter().filter_map(|told| match told {
        Told::Accepted(ask, status, body) => Some((*ask, (*status, body.clone()))),
        _ => None,
    });
    accepted.collect()
}

/// Starts again on a sound disk: what was told is told again, the same; the rest goes on.
async fn again(folder: &Path, answers: &BTreeMap<usize, (u16, String)>) -> Result<(), String> {
    let running = serve(folder).await;
    let running = running.map_err(|error| format!("the next start fails: {error}"))?;
    let mut result = Ok(());
    for (index, one) in asks().into_iter().enumerate() {
        let told = ask(&running, index, one).await;
        let Some((status, body)) = answers.get(&index) else {
            continue;
        };
        let expected = Told::Accepted(index, *status, body.clone());
        if told.as_ref() != Some(&expected) {
            let (expected, told) = (expected.line(), told.map(|told| told.line()));
            result = Err(format!("\"{expected}\" was told, and now: {told:?}"));
            break;
        }
    }
    let numbers: Vec<_> = {
        let state = running.app.hub.look();
        let tickets = state.hall.tickets();
        tickets.map(|ticket| (ticket.day, ticket.number)).collect()
    };
    let different: BTreeSet<_> = numbers.iter().collect();
    if different.len() != numbers.len() {
        result = Err("a number was given twice".to_owned());
    }
    let stopped = running.stop().await.map_err(|error| error.to_string());
    result.and(stopped)
}

/// `strace` that looks only at the database's own files.
fn strace(folder: &Path, output: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o"]).arg(output);
    for name in ["hall.db", "hall.db-wal", "hall.db-journal"] {
        command.arg("-P").arg(folder.join(name));
    }
    command.arg("-e").arg(format!("trace={}", CALLS.join(",")));
    command
}

fn child<'a>(command: &'a mut Command, folder: &Path) -> &'a mut Command {
    command
        .args(["disk", "--child"])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_fails_in_every_way_as_often_as_one_thread_makes_it() {
        let trace = "7 write(3, \"\", 24) = 24\n7 write(3, \"\", 24) = 24\n8 write(3, \"\", 1) = 1\n\
                     7 fsync(3) = 0\n";
        let faults = counted(trace);
        assert_eq!(faults.len(), 3 * WAYS.len());
        let last = faults.last().map(Fault::inject);
        assert_eq!(last.as_deref(), Some("inject=fsync:signal=KILL:when=1"));
    }
}
