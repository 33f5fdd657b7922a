//! I29: every figure of the report is the fold of the journal, and its parts add up.

use super::Findings;
use hall_core::Hall;
use hall_server::report::{DayRows, Owners, Stage, adds_up, daily};
use hall_server::rows::{CallbackRow, CaseRow, LegRow, RectificationRow, SpanRow, TicketRow};
use hall_server::store::memory::Content;

/// Compares the tables with the hall, and the report with itself.
pub(super) fn check(hall: &Hall, content: &Content, findings: &mut Findings) {
    let (Some(day), Some(plan)) = (hall.day(), hall.plan()) else {
        return;
    };
    let tickets: Vec<TicketRow> = hall.tickets().map(TicketRow::of).collect();
    for row in &tickets {
        let same = content.tickets.get(&row.ticket) == Some(row);
        findings.expect("I29", same, || {
            format!("ticket {} differs between table and journal", row.ticket)
        });
    }
    let legs: Vec<LegRow> = hall.tickets().flat_map(LegRow::of).collect();
    for row in &legs {
        let same = content.legs.get(&(row.ticket, row.leg)) == Some(row);
        findings.expect("I29", same, || {
            format!("leg {} of ticket {} differs", row.leg, row.ticket)
        });
    }
    let windows = hall.windows().iter();
    let spans: Vec<SpanRow> = windows
        .flat_map(|(number, state)| SpanRow::of(day.date, *number, state))
        .collect();
    for row in &spans {
        let same = content.spans.get(&(row.day, row.window, row.span)) == Some(row);
        findings.expect("I29", same, || {
            format!("span {} of window {} differs", row.span, row.window)
        });
    }
    for (id, case) in hall.cases() {
        let row = content.cases.get(&id.0);
        let same = row == Some(&CaseRow::of(id.0, case));
        findings.expect("I29", same, || {
            format!("case {id} differs between table and journal")
        });
    }
    for (id, one) in hall.rectifications() {
        let row = content.rectifications.get(&id.0);
        let same = row == Some(&RectificationRow::of(*id, one));
        findings.expect("I29", same, || {
            format!("rectification {id} differs between table and journal")
        });
    }
    let lists = hall.callbacks().iter();
    for row in lists.flat_map(|(day, list)| CallbackRow::all(*day, list)) {
        let same = content.callbacks.get(&(row.day, row.ticket)) == Some(&row);
        findings.expect("I29", same, || {
            format!("the callback of ticket {} differs", row.ticket)
        });
    }
    let report = daily(&DayRows {
        plan,
        beside: Owners::of_plan(plan).into(),
        day: day.date,
        stage: Stage::Closed,
        now: hall.time(),
        version: 1,
        tickets,
        legs,
        spans,
        review: Vec::new(),
        practice: true,
    });
    for wrong in adds_up(&report) {
        findings.expect("I29", false, || wrong.clone());
    }
}
