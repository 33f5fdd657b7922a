//! The checks at the end of a day: the hall against the ledger, the papers and the board.

use super::devices::{Devices, told};
use super::error::DemoError;
use super::ledger::{Announcement, Entry, Ledger};
use crate::report::{DailyReport, adds_up};
use hall_core::code::TicketId;
use hall_fixtures::printer::{Paper, VirtualPrinter};
use hall_protocol::view::TicketView;
use std::collections::BTreeMap;

/// Asks the hall for every ticket that was ever told: it must know it under the same number, and
/// it must have ended as its devices were told.
pub(super) async fn tickets(devices: &Devices, ledger: &mut Ledger) -> Result<(), DemoError> {
    let entries: Vec<(TicketId, Entry)> = ledger
        .entries
        .iter()
        .map(|(id, entry)| (*id, entry.clone()))
        .collect();
    for (id, entry) in entries {
        let path = format!("/api/v1/tickets/{id}");
        match told::<TicketView>(devices.manager.get(&path).await)? {
            Ok(view) if view.number != entry.number => {
                ledger.lost += 1;
                ledger.fault(format!(
                    "{} became {} in the hall",
                    entry.number, view.number
                ));
            }
            Ok(view) if view.state != entry.state.at_the_end() => {
                let (number, state) = (&entry.number, entry.state);
                ledger.fault(format!(
                    "{number} is {} in the hall, {state:?} here",
                    view.state
                ));
            }
            Ok(_) => {}
            Err(problem) => {
                ledger.lost += 1;
                ledger.fault(format!(
                    "{}: {} {}",
                    entry.number, problem.code, problem.title
                ));
            }
        }
    }
    Ok(())
}

/// Every ticket has one paper with its own number, and every paper is a ticket's.
pub(super) fn papers(printers: &[VirtualPrinter], ledger: &mut Ledger) {
    let by_token: BTreeMap<String, Entry> = ledger
        .entries
        .values()
        .map(|entry| (entry.token.clone(), entry.clone()))
        .collect();
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    for paper in printers.iter().flat_map(VirtualPrinter::papers) {
        let number = number_on(&paper);
        let token = paper
            .qr_codes()
            .first()
            .and_then(|code| code.rsplit_once("/t/"));
        let entry = token.and_then(|(_, token)| by_token.get(token));
        match entry {
            Some(entry) if entry.printed == number => {
                *found.entry(entry.token.clone()).or_default() += 1;
            }
            Some(entry) => {
                ledger.lost += 1;
                ledger.fault(format!("the paper of {} says {number}", entry.printed));
            }
            None => {
                ledger.lost += 1;
                ledger.fault(format!("a paper says {number}, and nobody was given it"));
            }
        }
    }
    for (token, entry) in by_token {
        let count = found.get(&token).copied().unwrap_or(0);
        if count != 1 {
            ledger.lost += u32::from(count == 0);
            ledger.fault(format!("{} was printed {count} times", entry.printed));
        }
    }
}

/// The number: what stands largest on the paper.
fn number_on(paper: &Paper) -> String {
    let largest = paper.lines().max_by_key(|line| line.scale);
    largest
        .map(|line| line.text.trim().to_owned())
        .unwrap_or_default()
}

/// The board announced every call once, and nothing else.
pub(super) fn announcements(devices: &Devices, ledger: &mut Ledger) {
    let mut heard: BTreeMap<Announcement, u32> = BTreeMap::new();
    for call in devices.board().announced() {
        *heard
            .entry((call.number, call.window, call.times))
            .or_default() += 1;
    }
    let names: Vec<Announcement> = ledger.calls.keys().chain(heard.keys()).cloned().collect();
    for name in names {
        let made = ledger.calls.get(&name).copied().unwrap_or(0);
        let said = heard.remove(&name).unwrap_or(made);
        if made != said {
            let (number, window, times) = &name;
            ledger.fault(format!(
                "{number} to window {window}, call {times}: made {made} times, announced {said}"
            ));
        }
    }
    let missing = ledger
        .announced
        .abs_diff(devices.board().counts().announced);
    if missing != 0 {
        ledger.fault(format!(
            "the board announced {missing} calls more or fewer than were made"
        ));
    }
}

/// The report agrees with itself and with the ledger.
pub(super) fn report(report: &DailyReport, ledger: &mut Ledger) {
    for wrong in adds_up(report) {
        ledger.fault(format!("report: {wrong}"));
    }
    let totals = report.totals();
    let tickets = ledger.entries.len() as u32;
    let mut pairs = vec![
        ("tickets", totals.tickets, tickets),
        ("finished", totals.finished, ledger.ended("finished")),
        ("withdrawn", totals.withdrawn, ledger.ended("withdrawn")),
        ("expired", totals.expired, ledger.ended("expired")),
        (
            "finished, withdrawn and expired",
            totals.finished + totals.withdrawn + totals.expired,
            tickets,
        ),
        ("missed", totals.missed, ledger.missed),
    ];
    for (level, count) in (1..).zip(ledger.ratings) {
        pairs.push((
            "ratings of one level",
            report.total.ratings.level(level),
            count,
        ));
    }
    for (what, reported, counted) in pairs {
        if reported != counted {
            ledger.fault(format!("report: {reported} {what}, here {counted}"));
        }
    }
}

/// Who came was served: nobody is left but those who did not come (日清).
pub(super) fn everyone_served(ledger: &mut Ledger) {
    let left: Vec<String> = ledger
        .entries
        .values()
        .filter(|entry| {
            entry.state.at_the_end() == "expired" && entry.state != super::ledger::State::Missed
        })
        .map(|entry| entry.number.clone())
        .collect();
    if !left.is_empty() {
        ledger.fault(format!("nobody served {}", left.join(", ")));
    }
}
