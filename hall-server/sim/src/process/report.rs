//! The figures of a run, as one line of JSON.

use super::boards::Log;
use super::findings::Findings;
use super::journal::Journal;
use super::ledger::{Entry, Told};
use super::pads;
use super::printing::Outcome;
use super::repeats::Repeats;
use super::trouble::Done;
use super::verdict::Counts;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// Everything that a run has to say.
#[derive(Debug)]
pub(super) struct Report<'a> {
    pub(super) seed: u64,
    pub(super) load: Duration,
    pub(super) whole: Duration,
    pub(super) entries: &'a [Entry],
    pub(super) done: &'a Done,
    pub(super) counts: Counts,
    pub(super) repeats: Repeats,
    pub(super) journal: &'a Journal,
    pub(super) boards: &'a [Log],
    /// Announcements of the real board programs.
    pub(super) program_calls: usize,
    pub(super) boards_agree: Duration,
    pub(super) papers: &'a Outcome,
    pub(super) pads: &'a pads::Heard,
    pub(super) backups: u32,
    pub(super) findings: &'a Findings,
}

impl Report<'_> {
    /// One JSON object.
    pub(super) fn line(&self) -> String {
        let (mut accepted, mut refused, mut attempts) = (Map::new(), Map::new(), 0_u64);
        for entry in self.entries {
            attempts += u64::from(entry.attempts);
            match &entry.told {
                Told::Accepted(_) => count(&mut accepted, entry.kind),
                Told::Refused(code) => count(&mut refused, code),
                Told::Nothing => {}
            }
        }
        let mut refusals = BTreeMap::<&str, u64>::new();
        for (code, count) in self.boards.iter().flat_map(|log| &log.refused) {
            *refusals.entry(code).or_default() += count;
        }
        let kind = |name: &str| self.journal.kinds.get(name).copied().unwrap_or(0);
        let sum = |of: fn(&Log) -> u64| self.boards.iter().map(of).sum::<u64>();
        json!({
            "seed": self.seed,
            "seconds": round(self.load),
            "seconds_in_all": round(self.whole),
            "violations": self.findings.count(),
            "found": self.findings.texts(),
            "intents": self.entries.len(),
            "attempts": attempts,
            "accepted": accepted,
            "refused": refused,
            "troubles": self.done.counts,
            "kills": self.done.answered.len(),
            "kill_to_answer_ms": spread(&self.done.answered),
            "kill_to_ready_ms": spread(&self.done.ready),
            "journal": {
                "events": self.journal.seq(),
                "taken": kind("ticket_taken"),
                "called": kind("ticket_called"),
                "recalled": kind("ticket_recalled"),
                "finished": kind("ticket_finished"),
                "missed": kind("ticket_missed"),
                "transferred": kind("ticket_transferred"),
                "rated": kind("ticket_rated"),
                "papers": kind("paper_reported"),
                "windows_silent": kind("window_went_silent"),
            },
            "acknowledged_found": self.counts.found,
            "refused_without_effect": self.counts.refused,
            "refused_after_late_arrival": self.counts.late_arrivals,
            "repeats_identical": self.repeats.identical,
            "unanswered_then_answered": self.repeats.answered_now,
            "unanswered_then_refused": self.repeats.refused_now,
            "boards": {
                "linked": self.boards.len(),
                "announced": sum(|log| log.said.len() as u64),
                "pictures": sum(|log| log.resyncs.len() as u64),
                "lost_links": sum(|log| log.lost),
                "refused": refusals,
                "dropped": sum(|log| log.dropped),
                "passed_over": self.counts.passed_over,
                "announced_by_programs": self.program_calls,
                "agree_ms": ms(self.boards_agree),
            },
            "kiosk_runs": {
                "runs": self.papers.runs,
                "killed": self.papers.killed,
                "without_number": self.papers.without,
                "taken": self.papers.printed.len(),
                "printed": self.papers.printed.iter().filter(|run| run.paper == "printed").count(),
                "papers": self.papers.papers.len(),
                "beginnings": self.papers.beginnings.len(),
                "copies": self.papers.copies,
            },
            "serial_pads": {
                "asked": self.pads.asked,
                "rated": self.pads.rated.len(),
                "not_rated": self.pads.not_rated,
                "failed": self.pads.failed,
                "offline": self.pads.offline,
            },
            "backups_whole": self.backups,
        })
        .to_string()
    }
}

fn count(counts: &mut Map<String, Value>, name: &str) {
    let before = counts.get(name).and_then(Value::as_u64).unwrap_or(0);
    counts.insert(name.to_owned(), json!(before + 1));
}

/// Median, 99th of a hundred and the largest, in milliseconds.
fn spread(times: &[Duration]) -> Value {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let at = |part: usize| {
        let index = (sorted.len() * part).div_ceil(100).max(1) - 1;
        sorted.get(index).copied().map(ms)
    };
    json!({ "p50": at(50), "p99": at(99), "max": sorted.last().copied().map(ms) })
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn round(time: Duration) -> f64 {
    (time.as_secs_f64() * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::{Duration, spread};
    use serde_json::json;

    #[test]
    fn the_99th_of_a_hundred_is_not_the_largest() {
        let times: Vec<Duration> = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(spread(&times), json!({ "p50": 50, "p99": 99, "max": 100 }));
        assert_eq!(
            spread(&[]),
            json!({ "p50": null, "p99": null, "max": null })
        );
    }
}
