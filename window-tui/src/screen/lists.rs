//! The right column: who waits, in order of place; who was missed; who is on hold.

use super::{Pen, palette, put_lines};
use crate::text::{fit, minutes, pad, pad_left, width};
use hall_protocol::view::TicketView;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

/// Lines that the missed and the held may take each, their heading included.
const SHORT_LIST: usize = 4;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let columns = usize::from(area.width);
    let missed = short_list(
        pen,
        columns,
        "window-list-missed",
        &pen.machine.missed(),
        until,
    );
    let held = short_list(
        pen,
        columns,
        "window-list-held",
        &pen.machine.held(),
        held_for,
    );
    let below = missed.len() + held.len();
    let rows = usize::from(area.height).saturating_sub(below);
    let mut lines = waiting(pen, columns, rows);
    lines.resize(rows.max(lines.len()), Line::default());
    lines.extend(missed);
    lines.extend(held);
    put_lines(buffer, area, lines);
}

fn waiting(pen: &Pen<'_>, columns: usize, rows: usize) -> Vec<Line<'static>> {
    let (own, helped) = (pen.machine.waiting_own(), pen.machine.waiting_helped());
    let args = [("own", own.len().into()), ("helped", helped.len().into())];
    let helps = pen
        .machine
        .window()
        .is_some_and(|window| !window.helps.is_empty());
    let counts = if helps {
        "window-list-counts"
    } else {
        "window-list-counts-own"
    };
    let title = format!(
        "{} {}",
        pen.word("window-list-waiting"),
        pen.say(counts, &args)
    );
    let mut lines = vec![Line::styled(fit(&title, columns), palette::strong())];
    let all: Vec<&TicketView> = own.iter().chain(&helped).copied().collect();
    if all.is_empty() {
        lines.push(Line::styled(
            pen.word("window-list-empty"),
            palette::quiet(),
        ));
        return lines;
    }
    let room = rows.saturating_sub(1);
    let shown = if all.len() > room {
        room.saturating_sub(1)
    } else {
        all.len()
    };
    for (index, ticket) in all.iter().take(shown).enumerate() {
        let wait = pen.minutes(minutes(pen.since(ticket.arrival.0)));
        let row = row(pen, ticket, columns, index == 0, &wait);
        let style = if index < own.len() {
            Style::new()
        } else {
            palette::quiet()
        };
        lines.push(Line::styled(row, style));
    }
    if shown < all.len() {
        let args = [("count", (all.len() - shown).into())];
        lines.push(Line::from(format!(
            " … {}",
            pen.say("window-list-more", &args)
        )));
    }
    lines
}

/// A heading and a few rows, or nothing when the list is empty.
fn short_list(
    pen: &Pen<'_>,
    columns: usize,
    title: &str,
    tickets: &[&TicketView],
    end: impl Fn(&Pen<'_>, &TicketView) -> String,
) -> Vec<Line<'static>> {
    if tickets.is_empty() {
        return Vec::new();
    }
    let title = format!("{} {}", pen.word(title), tickets.len());
    let rows = tickets.iter().take(SHORT_LIST - 1);
    let rows = rows.map(|ticket| Line::from(row(pen, ticket, columns, false, &end(pen, ticket))));
    std::iter::once(Line::styled(title, palette::strong()))
        .chain(rows)
        .collect()
}

fn until(pen: &Pen<'_>, ticket: &TicketView) -> String {
    let until = ticket.restore_until.unwrap_or_default();
    pen.say("window-list-until", &[("time", pen.clock(until.0).into())])
}

fn held_for(pen: &Pen<'_>, ticket: &TicketView) -> String {
    pen.minutes(minutes(pen.since(ticket.since.0)))
}

/// `▶E024 优 领卡   11 分`
fn row(pen: &Pen<'_>, ticket: &TicketView, columns: usize, first: bool, end: &str) -> String {
    let mark = if first { "▶" } else { " " };
    let start = format!("{mark}{} {} ", ticket.number, pad(&ticket.mark, 2));
    let middle = columns.saturating_sub(width(&start) + width(end) + 1);
    let matter = pad(pen.machine.matter(ticket), middle);
    fit(
        &format!("{start}{matter}{}", pad_left(end, width(end) + 1)),
        columns,
    )
}
