//! L1 to L6: after everything is healed, the hall comes to rest and everybody agrees.

use super::Findings;
use crate::days::program::Program;
use hall_server::http::App;

/// What must be true when the day is over and everything was well for a while.
pub(super) fn check(app: &App, programs: &[&dyn Program], findings: &mut Findings) {
    let state = app.hub.look();
    let live = state
        .hall
        .tickets()
        .filter(|ticket| ticket.state.is_live())
        .count();
    findings.expect("L1", live == 0, || format!("{live} tickets are still live"));
    let closed = state
        .hall
        .day()
        .is_some_and(|day| day.stage == hall_core::DayStage::Closed);
    findings.expect("L6", closed, || "the day did not close".to_owned());
    for program in programs {
        if let Some(what) = program.untold() {
            findings.expect("L4", false, || format!("{}: {what}", program.name()));
        }
        let Some(cursor) = program.cursor() else {
            continue;
        };
        findings.expect("L5", cursor.is_live(), || {
            format!("{} has no feed", program.name())
        });
        let seq = state.tip.seq.0;
        findings.expect("L2", cursor.seq() == seq, || {
            format!("{} is at event {} of {seq}", program.name(), cursor.seq())
        });
    }
}
