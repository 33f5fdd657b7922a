//! I1 to I13, I25, I26 by the core's own checks, step by step; I5 to I8 on the journal.

use super::Findings;
use hall_core::code::SeriesCode;
use hall_core::event::Event;
use hall_core::{Date, Hall, invariant};
use hall_protocol::frame::Highest;
use hall_server::http::App;
use hall_server::journal::{Row, Tip};
use hall_server::store::memory::Content;
use std::collections::BTreeMap;

/// The journal as the oracle saw it grow.
#[derive(Default)]
pub(super) struct Journal {
    tip: Tip,
    /// Hash of every row, by seq - 1.
    hashes: Vec<[u8; 32]>,
    /// The hall after the last row, and one row behind.
    after: Hall,
    before: Hall,
    /// The last event, which `before` has not yet.
    last: Option<(Event, hall_core::Time)>,
    /// The highest numbers that hellos told this history of, per day and series.
    witnessed: BTreeMap<(Date, SeriesCode), (u32, u32)>,
}

impl Journal {
    /// Takes a row that became durable and judges the step.
    pub(super) fn append(&mut self, row: &Row, findings: &mut Findings) -> Option<Event> {
        if self.hashes.is_empty() && self.after == Hall::default() {
            (self.before, self.after) = (Hall::new(), Hall::new());
        }
        let event = match self.tip.follow(row) {
            Ok(event) => event,
            Err(broken) => {
                findings.expect("I7", false, || broken.to_string());
                return None;
            }
        };
        self.hashes.push(row.hash);
        if let Some((last, at)) = self.last.take() {
            self.before.apply(&last, at);
        }
        let is_late = row.at < self.after.time();
        findings.expect("I26", !is_late, || format!("event {} goes back", row.seq));
        self.check_number(&event, findings);
        self.after.apply(&event, row.at);
        for found in invariant::check_step(&self.before, &event, &self.after) {
            findings.expect(found.invariant, false, || {
                format!("event {}: {}", row.seq, found.text)
            });
        }
        self.last = Some((event.clone(), row.at));
        Some(event)
    }

    /// No number that a device has told this server of is given again, whatever disk it has.
    fn check_number(&self, event: &Event, findings: &mut Findings) {
        let Event::TicketTaken(taken) = event else {
            return;
        };
        let series = self.after.series().get(&taken.number.series);
        if taken.offline || series.is_some_and(|series| series.rules.wrap) {
            return;
        }
        let seen = self.witnessed.get(&(taken.day, taken.number.series));
        if let Some((online, _)) = seen {
            findings.expect("I1", taken.number.n > *online, || {
                let number = taken.number;
                format!(
                    "{}{} is given, and a device has told of {online}",
                    number.series, number.n
                )
            });
        }
    }

    pub(super) fn seq(&self) -> u64 {
        self.tip.seq.0
    }

    pub(super) fn hall(&self) -> &Hall {
        &self.after
    }

    pub(super) fn witnessed(&mut self, highest: &[Highest]) {
        for seen in highest {
            let known = self.witnessed.entry((seen.day, seen.series)).or_default();
            *known = (known.0.max(seen.online), known.1.max(seen.block));
        }
    }

    /// The whole state, and what the server shows of it.
    pub(super) fn whole(&mut self, app: &App, findings: &mut Findings) {
        for found in invariant::check(&self.after) {
            findings.expect(found.invariant, false, || found.text.clone());
        }
        let settled = app.hub.clock().local(self.after.time());
        for found in invariant::check_settled(&self.after, settled) {
            findings.expect(found.invariant, false, || found.text.clone());
        }
        let state = app.hub.look();
        if state.tip.seq == self.tip.seq {
            let same = state.hall == self.after && state.tip.hash == self.tip.hash;
            findings.expect("I8", same, || {
                format!("what is shown at event {} is not its fold", self.tip.seq)
            });
        }
    }

    /// An older state of the disk came back: the rest of the history is lost, and what devices
    /// told of it only a new hello can tell.
    pub(super) fn go_back(&mut self, content: &Content) {
        *self = Self::default();
        let mut nothing = Findings::default();
        for row in &content.events {
            self.append(row, &mut nothing);
        }
    }

    /// After a start: everything written before is there, and nothing else.
    pub(super) fn recovered(&self, content: &Content, findings: &mut Findings) {
        let kept = content.events.len() >= self.hashes.len();
        findings.expect("I5", kept, || {
            format!(
                "{} events are left of {}",
                content.events.len(),
                self.hashes.len()
            )
        });
        let known = self.hashes.last();
        let there = content.events.get(self.hashes.len().wrapping_sub(1));
        let same = known == there.map(|row| &row.hash);
        findings.expect("I6", same, || {
            format!("event {} is another one after the start", self.tip.seq)
        });
    }

    /// At the end the whole journal is read again.
    pub(super) fn end(&self, content: &Content, findings: &mut Findings) {
        let (mut tip, mut hall) = (Tip::GENESIS, Hall::new());
        for row in &content.events {
            match tip.follow(row) {
                Ok(event) => hall.apply(&event, row.at),
                Err(broken) => return findings.expect("I6", false, || broken.to_string()),
            }
        }
        findings.expect("I8", hall == self.after, || {
            "the replayed journal gives another hall".to_owned()
        });
    }
}
