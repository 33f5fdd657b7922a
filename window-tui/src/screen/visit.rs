//! What came before under the same number today: where, when and how it ended.

use super::{Pen, palette};
use crate::limits::{EARLIER_NARROW, EARLIER_WIDE, WIDE_FROM};
use crate::text::fit;
use hall_core::ticket::{LegEnd, Outcome};
use hall_protocol::view::{LegView, TicketView};
use ratatui::text::Line;

/// The newest of the earlier legs, oldest first; nothing for somebody who has just come.
pub(super) fn earlier(pen: &Pen<'_>, ticket: &TicketView, columns: u16) -> Vec<Line<'static>> {
    if ticket.earlier.is_empty() {
        return Vec::new();
    }
    let shown = if pen.machine.size().0 >= WIDE_FROM {
        EARLIER_WIDE
    } else {
        EARLIER_NARROW
    };
    let skipped = ticket.earlier.len().saturating_sub(shown);
    let title = Line::styled(pen.word("window-visit"), palette::quiet());
    let legs = ticket.earlier.iter().skip(skipped);
    let legs = legs.map(|leg| Line::from(fit(&line(pen, leg), usize::from(columns))));
    [Line::default(), title].into_iter().chain(legs).collect()
}

/// `10:12 12 号窗 社保卡 · 接着办`
fn line(pen: &Pen<'_>, leg: &LegView) -> String {
    let none = || "–".to_owned();
    let time = leg.ended.map_or_else(none, |at| pen.clock(at.0));
    let window = leg.window.map_or_else(none, |window| window.to_string());
    let queue = pen.machine.picture().queues.get(&leg.queue);
    let queue = queue.map_or(leg.queue.as_str(), |queue| queue.names.get(pen.language));
    let matter = match leg.item {
        Some(item) => pen.machine.item_name(item),
        None => queue.to_owned(),
    };
    let args = [
        ("time", time.into()),
        ("window", window.into()),
        ("matter", matter.into()),
        ("end", pen.word(end(leg)).into()),
    ];
    pen.say("window-visit-leg", &args)
}

fn end(leg: &LegView) -> &'static str {
    match (leg.end, leg.outcome) {
        (_, Some(Outcome::Incomplete)) => "window-leg-incomplete",
        (_, Some(Outcome::Refused)) => "window-leg-refused",
        (Some(LegEnd::WentOn), _) => "window-leg-went-on",
        (Some(LegEnd::Transferred), _) => "window-leg-transferred",
        (Some(LegEnd::Missed), _) => "window-leg-missed",
        (Some(LegEnd::Withdrawn), _) => "window-leg-withdrawn",
        (Some(LegEnd::Expired), _) => "window-leg-expired",
        (Some(LegEnd::Finished) | None, _) => "window-leg-finished",
    }
}
