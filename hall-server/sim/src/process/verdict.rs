//! The comparison: what clients, boards and papers say against what the journal says.

use super::boards::{Log, Said};
use super::findings::Findings;
use super::journal::Journal;
use super::ledger::{Entry, Told};
use super::pads;
use super::printing::Outcome;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What was counted while comparing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Accepted intents found in the journal.
    pub(super) found: u64,
    /// Refused intents that changed nothing.
    pub(super) refused: u64,
    /// Refused at a later attempt while an earlier one was still on its way and arrived.
    pub(super) late_arrivals: u64,
    /// Calls that boards did not say because a newer picture had no more room for them.
    pub(super) passed_over: u64,
}

/// Acts that always leave an event of their own.
const ACTS: [&str; 13] = [
    "take",
    "call-next",
    "recall",
    "start",
    "finish",
    "missed",
    "hold",
    "resume",
    "release",
    "reopen",
    "transfer",
    "restore",
    "withdraw",
];

/// Every acknowledged intent is in the journal, and every refused one is not.
pub(super) fn ledger(entries: &[Entry], journal: &Journal, findings: &Findings) -> Counts {
    let mut counts = Counts::default();
    for entry in entries {
        match &entry.told {
            Told::Accepted(answer) if ACTS.contains(&entry.kind) || entry.kind == "rate" => {
                accepted(entry, answer, journal, findings);
                counts.found += 1;
            }
            Told::Refused(code) => {
                let did = journal.did(entry.request());
                if did.is_empty() {
                    counts.refused += 1;
                } else if entry.attempts > 1 {
                    counts.late_arrivals += 1;
                } else {
                    let promise = "a refused intent changes nothing";
                    let text = format!("{} {} {code}, and did {did:?}", entry.path, entry.body);
                    findings.note(promise, &text);
                }
            }
            _ => {}
        }
    }
    counts
}

fn accepted(entry: &Entry, answer: &str, journal: &Journal, findings: &Findings) {
    let view: Value = serde_json::from_str(answer).unwrap_or_default();
    let name = if entry.kind == "rate" { "ticket" } else { "id" };
    let ticket = view[name].as_u64();
    let did = journal.did(entry.request());
    let found = did.iter().any(|fact| fact.ticket == ticket);
    let promise = "no acknowledged fact is lost (I5)";
    findings.expect(ticket.is_some() && found, promise, || {
        format!(
            "{} {} was answered {answer}; the journal has {did:?}",
            entry.path, entry.body
        )
    });
    let number = ticket.and_then(|id| journal.tickets.get(&id));
    let promise = "a ticket keeps the number that was told (I5)";
    let told = view["number"].as_str();
    findings.expect(number.map(String::as_str) == told, promise, || {
        format!("told {told:?}, journal {number:?}")
    });
    let takes = did.iter().filter(|fact| fact.kind == "ticket_taken");
    let promise = "one intent, one ticket (I4)";
    findings.expect(takes.count() <= 1, promise, || {
        format!("{} {} did {did:?}", entry.path, entry.body)
    });
    if entry.kind == "call-next" {
        let window = view["window"].as_u64();
        let called = did.iter().any(|fact| fact.kind == "ticket_called");
        let same = did
            .iter()
            .all(|fact| fact.window.map(u64::from) == window || fact.kind != "ticket_called");
        let promise = "a call that was told is in the journal, at that window (I5)";
        findings.expect(called && same, promise, || {
            format!("{} {answer} and {did:?}", entry.path)
        });
    }
}

/// The announcements of the journal by their name.
pub(super) fn places(journal: &Journal) -> BTreeMap<&Said, u64> {
    let calls = journal.calls.iter();
    calls.map(|(seq, said)| (said, *seq)).collect()
}

/// Announcements are calls of the journal, in order, each at most once.
pub(super) fn announced(
    who: &str,
    said: &[Said],
    places: &BTreeMap<&Said, u64>,
    findings: &Findings,
) {
    let mut last = 0;
    let mut seen = BTreeSet::new();
    for call in said {
        let Some(seq) = places.get(call) else {
            let promise = "a board announces only what the hall called";
            findings.note(promise, &format!("{who}: {call:?}"));
            continue;
        };
        let promise = "a board announces each call once (I20)";
        findings.expect(seen.insert(*seq), promise, || format!("{who}: {call:?}"));
        let promise = "a board announces in order (I20)";
        findings.expect(*seq >= last, promise, || {
            format!("{who}: {call:?} is event {seq}, after event {last}")
        });
        last = last.max(*seq);
    }
}

/// Every call after a board's first picture was announced, unless a whole picture had no more room
/// for it or already had a newer call of the same number. Gives how many those are.
pub(super) fn complete(who: &str, log: &Log, journal: &Journal, findings: &Findings) -> u64 {
    let Some(first) = log.resyncs.first() else {
        findings.note("a board sees the hall", who);
        return 0;
    };
    let said: BTreeSet<&Said> = log.said.iter().collect();
    let mut passed_over = 0;
    for (seq, call) in &journal.calls {
        if *seq <= first.seq || said.contains(call) {
            continue;
        }
        let excused = log.resyncs.iter().any(|picture| {
            let newer = picture.calls.get(&call.number);
            let is_newer = newer.is_some_and(|at| *at > call.at);
            let oldest = picture.calls.values().min();
            let no_room = picture.is_full && oldest.is_some_and(|oldest| *oldest >= call.at);
            picture.seq >= *seq && (is_newer || no_room)
        });
        passed_over += u64::from(excused);
        let promise = "a board announces every call (I20)";
        findings.expect(excused, promise, || {
            format!(
                "{who}: event {seq}, {call:?}; pictures at {:?}",
                log.resyncs.iter().map(|r| r.seq).collect::<Vec<_>>()
            )
        });
    }
    passed_over
}

/// Papers are known to the hall, and one unmarked paper at most is out for a ticket.
pub(super) fn papers(outcome: &Outcome, journal: &Journal, findings: &Findings) {
    let numbers: BTreeSet<&String> = journal.tickets.values().collect();
    let mut seen = BTreeSet::new();
    for number in outcome.papers.iter().chain(&outcome.beginnings) {
        let promise = "every paper is known to the hall (I15, I17)";
        findings.expect(numbers.contains(number), promise, || {
            format!("paper {number:?}")
        });
    }
    for number in &outcome.papers {
        let promise = "one unmarked paper for a ticket (I16)";
        findings.expect(seen.insert(number), promise, || format!("two of {number}"));
    }
    for run in &outcome.printed {
        let promise = "a number that a kiosk was told is in the journal (I5)";
        findings.expect(
            journal.tickets.get(&run.ticket) == Some(&run.number),
            promise,
            || format!("{run:?}"),
        );
        let promise = "printed is said only of a paper that came out (I18)";
        let came_out = run.paper != "printed" || seen.contains(&run.number);
        findings.expect(came_out, promise, || format!("{run:?}"));
        let promise = "what was reported of a paper is in the journal (I5)";
        let is_known = journal.papers.contains(&(run.ticket, run.paper.clone()));
        findings.expect(is_known || !run.is_reported, promise, || format!("{run:?}"));
    }
}

/// Ratings that pads were told of are stored, and none twice (I28).
pub(super) fn ratings(heard: &pads::Heard, journal: &Journal, findings: &Findings) {
    for ticket in &heard.rated {
        let promise = "a rating that was told is stored (I5)";
        findings.expect(journal.rated.contains_key(ticket), promise, || {
            format!("ticket {ticket}")
        });
    }
    for (ticket, count) in &journal.rated {
        let promise = "one rating for a ticket (I28)";
        findings.expect(*count == 1, promise, || {
            format!("ticket {ticket} has {count}")
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::boards::Resync;
    use serde_json::json;

    fn call(n: i64) -> Said {
        Said {
            at: n * 10,
            number: format!("A{n:04}"),
            window: 1,
            times: 1,
        }
    }

    /// A journal with five calls as events 1 to 5.
    fn journal() -> Journal {
        let mut journal = Journal::default();
        journal.calls = (1..=5).map(|n| (n as u64, call(n))).collect();
        journal
    }

    fn judge(judge: impl FnOnce(&Journal, &Findings)) -> usize {
        let findings = Findings::new("this test");
        judge(&journal(), &findings);
        findings.count()
    }

    fn heard(said: &[Said]) -> usize {
        judge(|journal, findings| announced("board", said, &places(journal), findings))
    }

    #[test]
    fn twice_out_of_order_and_never_called_are_each_noticed() {
        assert_eq!(heard(&[call(1), call(2), call(4)]), 0);
        assert_eq!(heard(&[call(1), call(1)]), 1);
        assert_eq!(heard(&[call(2), call(1)]), 1);
        assert_eq!(heard(&[call(1), call(7)]), 1);
    }

    fn picture(seq: u64, calls: &[Said], is_full: bool) -> Resync {
        let calls = calls.iter().map(|call| (call.number.clone(), call.at));
        Resync {
            seq,
            is_full,
            calls: calls.collect(),
        }
    }

    #[test]
    fn a_missing_call_is_excused_only_by_a_picture_without_room() {
        let first = || picture(1, &[call(1)], false);
        let missing = |later: Option<Resync>, said: &[Said]| {
            let log = Log {
                said: said.to_vec(),
                resyncs: [first()].into_iter().chain(later).collect(),
                ..Log::default()
            };
            judge(|journal, findings| {
                complete("board", &log, journal, findings);
            })
        };
        let rest: Vec<Said> = (2..=5).map(call).collect();
        assert_eq!(missing(None, &rest), 0);
        assert_eq!(missing(None, &rest[1..]), 1);
        let roomy = picture(5, &[call(4), call(5)], false);
        assert_eq!(missing(Some(roomy), &rest[1..]), 1);
        let full = picture(5, &[call(4), call(5)], true);
        assert_eq!(missing(Some(full), &rest[1..]), 0);
    }

    fn entry(told: Told, attempts: u32) -> Entry {
        Entry {
            token: String::new(),
            kind: "take",
            path: "tickets".to_owned(),
            body: json!({ "request_id": "00000000-0000-7000-8000-00000000002a" }),
            attempts,
            told,
            is_exact: true,
        }
    }

    #[test]
    fn an_acknowledged_number_that_the_journal_does_not_have_is_noticed() {
        let told = Told::Accepted(r#"{"id":7,"number":"A0007"}"#.to_owned());
        let lost = judge(|journal, findings| {
            ledger(&[entry(told, 1)], journal, findings);
        });
        assert!(lost >= 1);
        let refused = Told::Refused("series_full".to_owned());
        let fine = judge(|journal, findings| {
            let counts = ledger(&[entry(refused, 1)], journal, findings);
            assert_eq!(counts.refused, 1);
        });
        assert_eq!(fine, 0);
    }

    #[test]
    fn a_paper_that_nobody_knows_is_noticed() {
        let outcome = Outcome {
            papers: vec!["A0009".to_owned()],
            ..Outcome::default()
        };
        assert_eq!(
            judge(|journal, findings| papers(&outcome, journal, findings)),
            1
        );
    }
}
