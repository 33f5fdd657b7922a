//! The lines of the two lists.

use super::Pen;
use crate::screen::palette as style;
use crate::text::{clock, fit, pad, pad_left, width};
use hall_protocol::view::{ItemView, TicketView};
use ratatui::style::Style;
use ratatui::text::Line;

/// Items, each with how it stands.
pub(super) fn items(pen: &Pen<'_>, columns: usize, rows: usize) -> Vec<Line<'static>> {
    let items = pen.machine.items();
    if items.is_empty() {
        return vec![Line::styled(pen.word("guide-no-item"), style::quiet())];
    }
    window(pen, &items, rows, |item, is_marked| {
        let start = format!("{} ", item.names.get(pen.language));
        line(columns, is_marked, &start, &standing(pen, item))
    })
}

/// `等 12 人 约 20–30 分`, or why it gives no numbers.
fn standing(pen: &Pen<'_>, item: &ItemView) -> String {
    if let Some(reason) = pen.machine.rests(item) {
        return pen.say("guide-rests", &[("reason", reason.into())]);
    }
    let Some(queue) = pen.machine.queue(item) else {
        return String::new();
    };
    let waiting = pen.say("guide-waiting", &[("count", queue.waiting.into())]);
    match queue.wait_minutes {
        Some([low, high]) => {
            let args = [("low", low.into()), ("high", high.into())];
            format!("{waiting} {}", pen.say("guide-wait", &args))
        }
        None => waiting,
    }
}

/// Numbers, each with its state and its paper.
pub(super) fn tickets(pen: &Pen<'_>, columns: usize, rows: usize) -> Vec<Line<'static>> {
    let tickets = pen.machine.tickets();
    if tickets.is_empty() {
        return vec![Line::styled(pen.word("guide-no-ticket"), style::quiet())];
    }
    window(pen, &tickets, rows, |ticket, is_marked| {
        let start = format!("{} {} ", ticket.number, pad(&ticket.mark, 2));
        let start = format!("{start}{}", pen.machine.matter(ticket));
        line(columns, is_marked, &start, &state(pen, ticket))
    })
}

fn state(pen: &Pen<'_>, ticket: &TicketView) -> String {
    let window = || ticket.window.map_or(0, |window| window.0);
    let words = match ticket.state.as_str() {
        "waiting" => pen.say("guide-ahead", &[("count", ticket.ahead.into())]),
        "missed" if pen.machine.may_be_restored(ticket) => {
            let until = ticket.restore_until.unwrap_or_default();
            let time = clock(until.0, &pen.machine.standing().zone);
            pen.say("guide-missed", &[("time", time.into())])
        }
        "missed" => pen.word("guide-missed-too-late"),
        state => pen.say(&format!("guide-{state}"), &[("window", window().into())]),
    };
    if pen.machine.is_paper_in_doubt(ticket) {
        format!("{} {words}", pen.word("guide-paper-doubt"))
    } else {
        words
    }
}

/// As many lines as fit, the marked one always among them.
fn window<T>(
    pen: &Pen<'_>,
    all: &[T],
    rows: usize,
    draw: impl Fn(&T, bool) -> Line<'static>,
) -> Vec<Line<'static>> {
    let rows = rows.max(1);
    let at = pen.machine.at();
    let first = (at + 1).saturating_sub(rows);
    let shown = all.iter().enumerate().skip(first).take(rows);
    shown.map(|(index, one)| draw(one, index == at)).collect()
}

fn line(columns: usize, is_marked: bool, start: &str, end: &str) -> Line<'static> {
    let mark = if is_marked { "▶" } else { " " };
    let end = fit(end, columns.saturating_sub(8));
    let middle = columns.saturating_sub(width(&end) + 2);
    let text = format!(
        "{}{}",
        pad(&format!("{mark}{start}"), middle),
        pad_left(&end, width(&end) + 2)
    );
    let style = if is_marked {
        style::marked()
    } else {
        Style::new()
    };
    Line::styled(text, style)
}
