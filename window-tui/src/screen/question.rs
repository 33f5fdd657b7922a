//! A list to choose from, or a line to write, in the place of the number.

use super::{Pen, palette, put_lines};
use crate::machine::{Ask, Chooser};
use crate::text::{fit, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>, chooser: &Chooser) {
    let area = Rect {
        x: area.x + 3,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(1),
    };
    let title = Line::styled(title(pen, &chooser.ask), palette::strong());
    let rest = put_lines(buffer, area, [title, Line::default()]);
    match &chooser.text {
        Some(text) => draw_text(buffer, rest, pen, text),
        None => draw_choices(buffer, rest, pen, chooser),
    }
}

/// The end of what was written stays in sight.
fn draw_text(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>, text: &str) {
    let columns = usize::from(area.width).saturating_sub(3);
    let mut start = 0;
    while width(&text[start..]) > columns {
        start += text[start..].chars().next().map_or(1, char::len_utf8);
    }
    let keys = Line::styled(pen.word("window-ask-keys-words"), palette::quiet());
    put_lines(
        buffer,
        area,
        [
            Line::from(format!("> {}_", &text[start..])),
            Line::default(),
            keys,
        ],
    );
}

fn draw_choices(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>, chooser: &Chooser) {
    let rows = usize::from(area.height).saturating_sub(2).max(1);
    // The marked line is always in sight.
    let first = (chooser.at + 1).saturating_sub(rows);
    let columns = usize::from(area.width);
    let lines = chooser
        .choices
        .iter()
        .enumerate()
        .skip(first)
        .take(rows)
        .map(|(index, choice)| {
            let digit = if index < 9 {
                (index + 1).to_string()
            } else {
                " ".to_owned()
            };
            let mark = if index == chooser.at { "▶" } else { " " };
            let line = fit(&format!("{mark}{digit} {}", choice.label), columns);
            if index == chooser.at {
                Line::styled(line, palette::marked())
            } else {
                Line::from(line)
            }
        });
    let keys = Line::styled(pen.word("window-ask-keys"), palette::quiet());
    let lines: Vec<Line<'_>> = lines.chain([Line::default(), keys]).collect();
    put_lines(buffer, area, lines);
}

fn title(pen: &Pen<'_>, ask: &Ask) -> String {
    let key = match ask {
        Ask::Resume => "window-ask-resume",
        Ask::Release => "window-ask-release",
        Ask::Restore => "window-ask-restore",
        Ask::TransferTo { .. } => {
            let number = pen.machine.hand().map_or("", |hand| hand.number);
            return pen.say("window-ask-transfer", &[("number", number.into())]);
        }
        Ask::TransferWhy { .. } => "window-ask-transfer-why",
        Ask::TransferWords { .. } => "window-ask-transfer-words",
        Ask::PauseWhy => "window-ask-pause",
        Ask::PauseMinutes { .. } => "window-ask-minutes",
        Ask::Close => {
            let count = pen.machine.waiting_own().len();
            return pen.say("window-ask-close", &[("count", count.into())]);
        }
    };
    pen.word(key)
}
