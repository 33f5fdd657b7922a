//! The oracle: its own record of what was written, answered, printed and announced, and the
//! judgement on it. One file per group of invariants (RELIABILITY 6).

mod answers;
mod feed;
mod journal;
mod liveness;
mod paper;
mod report;
mod trust;

use super::program::{Fact, Program};
use super::server::{Answered, Call};
use answers::Answers;
use feed::Feeds;
use hall_protocol::frame::Highest;
use hall_server::http::App;
use hall_server::journal::Row;
use hall_server::store::memory::Content;
use journal::Journal;
use paper::Papers;
use std::fmt;
use trust::Trust;

/// Something that must never be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Violation {
    /// The invariant's number, "I4" or "L2".
    pub(super) invariant: &'static str,
    /// What was seen.
    pub(super) text: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.text)
    }
}

/// What was found so far; the first finding ends a run.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Violation>);

impl Findings {
    /// Notes a violation unless `holds`.
    pub(super) fn expect(
        &mut self,
        invariant: &'static str,
        holds: bool,
        text: impl FnOnce() -> String,
    ) {
        if !holds {
            let text = text();
            self.0.push(Violation { invariant, text });
        }
    }

    /// The first one.
    pub(super) fn first(&self) -> Option<&Violation> {
        self.0.first()
    }
}

/// The oracle.
#[derive(Default)]
pub(super) struct Oracle {
    journal: Journal,
    answers: Answers,
    papers: Papers,
    feeds: Feeds,
    trust: Trust,
    findings: Findings,
    checked: u64,
}

/// Whole states are looked at every so many events.
const WHOLE_EVERY: u64 = 64;

impl Oracle {
    /// Rows that became durable.
    pub(super) fn committed(&mut self, rows: &[Row]) {
        for row in rows {
            let Some(event) = self.journal.append(row, &mut self.findings) else {
                return;
            };
            self.papers
                .event(&event, self.journal.hall(), &mut self.findings);
            self.feeds.event(&event, row, self.journal.hall());
            self.trust
                .event(&event, row, self.journal.hall(), &mut self.findings);
            self.answers
                .event(&event, row, self.journal.hall(), &mut self.findings);
        }
    }

    /// How far the journal was read.
    pub(super) fn seq(&self) -> u64 {
        self.journal.seq()
    }

    /// The hall as the journal tells it.
    pub(super) fn hall(&self) -> &hall_core::Hall {
        self.journal.hall()
    }

    /// Whether it is time to look at everything.
    pub(super) fn is_due(&mut self) -> bool {
        let is_due = self.journal.seq() >= self.checked + WHOLE_EVERY;
        if is_due {
            self.checked = self.journal.seq();
        }
        is_due
    }

    /// Looks at everything (every 64 events, and at the end).
    pub(super) fn whole(&mut self, app: &App, programs: &[&dyn Program]) {
        self.journal.whole(app, &mut self.findings);
        Feeds::whole(app, programs, &mut self.findings);
    }

    /// The server says something to a caller.
    pub(super) fn answered(&mut self, call: &Call, answered: &Answered) {
        self.trust.called(call);
        self.answers.answered(call, answered, &mut self.findings);
    }

    /// A call goes out.
    pub(super) fn called(&mut self, call: &Call) {
        self.trust.called(call);
        self.answers.called(call);
    }

    /// Nothing breaks from now on.
    pub(super) fn healed(&mut self) {
        self.feeds.healed();
    }

    /// A program shows something.
    pub(super) fn fact(&mut self, seat: usize, fact: &Fact) {
        self.papers.fact(fact, &self.journal, &mut self.findings);
        self.feeds.fact(seat, fact, &mut self.findings);
    }

    /// A frame leaves for a client.
    pub(super) fn frame(&mut self, is_public: bool, frame: &str) {
        Trust::frame(is_public, frame, &mut self.findings);
        Feeds::frame(frame, self.journal.seq(), &mut self.findings);
    }

    /// A device says what it has seen, and the server hears it.
    pub(super) fn witnessed(&mut self, highest: &[Highest]) {
        self.journal.witnessed(highest);
    }

    /// The server recovered from this disk.
    pub(super) fn recovered(&mut self, content: &Content, is_older: bool) {
        if is_older {
            self.journal.go_back(content);
            self.answers.go_back(content);
            self.trust.go_back(self.journal.hall());
            self.feeds.go_back();
            self.checked = self.journal.seq();
        }
        self.journal.recovered(content, &mut self.findings);
        self.answers.recovered(content, &mut self.findings);
    }

    /// Everything is healed and quiet: what must be true at the end.
    pub(super) fn end(&mut self, app: &App, content: &Content, programs: &[&dyn Program]) {
        self.evening(app, content, programs);
        self.papers.end(content, &self.journal, &mut self.findings);
    }

    /// The day is over: what must be true for everybody who can be told.
    pub(super) fn evening(&mut self, app: &App, content: &Content, programs: &[&dyn Program]) {
        self.whole(app, programs);
        self.journal.end(content, &mut self.findings);
        self.answers.recovered(content, &mut self.findings);
        self.feeds.end(self.journal.hall(), &mut self.findings);
        report::check(self.journal.hall(), content, &mut self.findings);
        liveness::check(app, programs, &mut self.findings);
    }

    /// What was found.
    pub(super) fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Notes something the world itself saw.
    pub(super) fn expect(
        &mut self,
        invariant: &'static str,
        holds: bool,
        text: impl FnOnce() -> String,
    ) {
        self.findings.expect(invariant, holds, text);
    }
}
