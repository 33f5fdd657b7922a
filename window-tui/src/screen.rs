//! The screen: draws the machine, changes nothing.
//!
//! ```text
//! top line
//! --------------------------------
//! number and state      | lists      (| queues of the hall)
//! --------------------------------
//! refusal or what is on its way
//! keys
//! ```
//!
//! The number is the hero; one thing is loud at a time; without colour every mark is a word, a sign
//! or reversed. Narrow terminals drop the columns on the right first.

pub(crate) mod banner;
pub(crate) mod big;
mod desk;
mod hall;
mod help;
pub(crate) mod keys;
mod lists;
pub(crate) mod palette;
pub(crate) mod question;
mod sign_in;
pub(crate) mod top;

#[cfg(test)]
mod tests;

pub use palette::Palette;

use crate::limits::{HALL_FROM, LISTS_FROM, SCREEN_MIN, WIDE_FROM};
use crate::machine::Machine;
use hall_core::plan::Language;
use hall_text::{FluentValue, say, word};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

/// Draws everything.
pub fn draw(frame: &mut Frame<'_>, machine: &Machine, palette: Palette) {
    let area = frame.area();
    let pen = Pen {
        machine,
        palette,
        language: machine.language(),
    };
    let buffer = frame.buffer_mut();
    if area.width < SCREEN_MIN.0 || area.height < SCREEN_MIN.1 {
        return too_small(buffer, area, pen.language);
    }
    let [top, rule, body, second_rule, notice, keys] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(1),
    ])
    .areas(area);
    top::draw(buffer, top, &pen);
    draw_rule(buffer, rule);
    match (machine.sign_in(), machine.help()) {
        (Some(page), _) => sign_in::draw(buffer, body, &pen, page),
        (None, Some(page)) => help::draw(buffer, body, &pen, page),
        (None, None) => draw_body(buffer, body, &pen),
    }
    draw_rule(buffer, second_rule);
    keys::draw_notice(buffer, notice, &pen);
    keys::draw(buffer, keys, &pen);
}

/// What every part needs: the machine, the colours and the language.
struct Pen<'a> {
    machine: &'a Machine,
    palette: Palette,
    language: Language,
}

impl Pen<'_> {
    fn word(&self, key: &str) -> String {
        word(self.language, key)
    }

    fn say(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        say(self.language, key, args)
    }

    fn clock(&self, time: hall_core::Time) -> String {
        crate::text::clock(time, self.machine.zone())
    }

    /// Hall time since `then`; nothing before the clock is known.
    fn since(&self, then: hall_core::Time) -> hall_core::Span {
        self.machine
            .hall_now()
            .map_or(hall_core::Span(0), |now| now - then)
    }

    fn minutes(&self, minutes: i64) -> String {
        self.say("window-minutes", &[("minutes", minutes.into())])
    }
}

/// The columns of the body: the number, then lists, then the hall.
fn draw_body(buffer: &mut Buffer, body: Rect, pen: &Pen<'_>) {
    let (lists, hall) = match body.width {
        HALL_FROM.. => (44, 40),
        WIDE_FROM.. => (40, 0),
        LISTS_FROM.. => (28, 0),
        _ => (0, 0),
    };
    let [desk, lists, hall] = Layout::horizontal([
        Constraint::Min(1),
        Constraint::Length(lists),
        Constraint::Length(hall),
    ])
    .areas(body);
    match pen.machine.chooser() {
        Some(chooser) => question::draw(buffer, desk, pen, chooser),
        None => desk::draw(buffer, desk, pen),
    }
    if lists.width > 0 {
        let inner = beside(buffer, lists);
        lists::draw(buffer, inner, pen);
    }
    if hall.width > 0 {
        let inner = beside(buffer, hall);
        hall::draw(buffer, inner, pen);
    }
}

/// Draws the line left of a column; what remains of it.
pub(crate) fn beside(buffer: &mut Buffer, column: Rect) -> Rect {
    for y in column.top()..column.bottom() {
        buffer.set_string(column.x, y, "│", palette::quiet());
    }
    Rect {
        x: column.x + 2,
        width: column.width.saturating_sub(3),
        ..column
    }
}

pub(crate) fn draw_rule(buffer: &mut Buffer, area: Rect) {
    let rule = "─".repeat(usize::from(area.width));
    buffer.set_string(area.x, area.y, rule, palette::quiet());
}

pub(crate) fn too_small(buffer: &mut Buffer, area: Rect, language: Language) {
    let (columns, rows) = SCREEN_MIN;
    let args = [("columns", columns.into()), ("rows", rows.into())];
    let lines = [
        word(language, "window-too-small"),
        say(language, "window-too-small-hint", &args),
    ];
    put_lines(buffer, area, lines.into_iter().map(Line::from));
}

/// Lines from the top of an area; what does not fit is left out. The rest of the area.
pub(crate) fn put_lines<'a>(
    buffer: &mut Buffer,
    area: Rect,
    lines: impl IntoIterator<Item = Line<'a>>,
) -> Rect {
    let mut y = area.y;
    for line in lines {
        if y >= area.bottom() {
            break;
        }
        buffer.set_line(area.x, y, &line, area.width);
        y += 1;
    }
    Rect {
        y,
        height: area.bottom() - y,
        ..area
    }
}
