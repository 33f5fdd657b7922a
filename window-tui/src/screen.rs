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
mod visit;

#[cfg(test)]
mod tests;

pub use palette::Palette;

use crate::limits::{HALL_FROM, LISTS_FROM, SCREEN_MIN, WIDE_FROM};
use crate::machine::{Machine, Wish};
use crate::standing::Standing;
use crate::text::{fit, width};
use hall_core::plan::Language;
use hall_protocol::view::TicketView;
use hall_text::{FluentValue, own_name, say, word};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

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
        return too_small(buffer, area, machine.standing(), pen.language);
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
    draw_head_rule(buffer, rule, machine.standing(), pen.language);
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

    /// What stands on the key of an act.
    fn key(&self, wish: Wish) -> String {
        self.machine.settings().keys.name_of(wish, self.language)
    }

    /// The name of a ticket's class, with the language of its paper where that is another one.
    fn class(&self, ticket: &TicketView) -> String {
        let hall = self.machine.hall();
        let mut classes = hall.into_iter().flat_map(|hall| &hall.classes);
        let class = classes.find(|class| class.class == ticket.class);
        let name = class.map(|class| class.names.get(self.language));
        let name = name.map_or_else(|| ticket.class.to_string(), str::to_owned);
        if ticket.language == self.language {
            return name;
        }
        format!("{name} · {}", own_name(ticket.language))
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

/// The rule under the top line. In a practice hall every page says there that nothing is real.
pub(crate) fn draw_head_rule(
    buffer: &mut Buffer,
    area: Rect,
    standing: &Standing,
    language: Language,
) {
    draw_rule(buffer, area);
    if !standing.is_practice() {
        return;
    }
    let words = format!(" {} ", word(language, "window-practice"));
    let words = fit(&words, usize::from(area.width));
    let left = (area.width - width(&words) as u16) / 2;
    buffer.set_string(area.x + left, area.y, words, palette::marked());
}

pub(crate) fn too_small(buffer: &mut Buffer, area: Rect, standing: &Standing, language: Language) {
    let (columns, rows) = SCREEN_MIN;
    let args = [("columns", columns.into()), ("rows", rows.into())];
    let practice = standing.is_practice();
    let practice = practice.then(|| word(language, "window-practice"));
    let lines = [
        word(language, "window-too-small"),
        say(language, "window-too-small-hint", &args),
    ];
    let lines = lines.into_iter().chain(practice);
    let lines = lines.map(|line| Line::from(fit(&line, usize::from(area.width))));
    put_lines(buffer, area, lines);
}

/// The line in at most `columns`; what is cut off leaves a mark.
fn cut(line: Line<'_>, columns: usize) -> Line<'_> {
    if line.width() <= columns {
        return line;
    }
    let mut left = columns;
    let mut spans = Vec::new();
    for span in line.spans {
        let is_last = span.width() > left;
        let words = fit(&span.content, left);
        left -= width(&words);
        spans.push(Span::styled(words, span.style.patch(line.style)));
        if is_last {
            break;
        }
    }
    Line::from(spans)
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
        buffer.set_line(area.x, y, &cut(line, usize::from(area.width)), area.width);
        y += 1;
    }
    Rect {
        y,
        height: area.bottom() - y,
        ..area
    }
}
