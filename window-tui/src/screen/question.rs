//! A list to choose from, or a line to write, in the place of the number.

use super::{Pen, palette, put_lines};
use crate::machine::{Ask, Chooser};
use crate::text::{fit, width};
use hall_core::plan::Language;
use hall_text::{say, word};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// A clerk's question.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>, chooser: &Chooser<Ask>) {
    draw_titled(
        buffer,
        area,
        &title(pen, &chooser.ask),
        chooser,
        pen.language,
    );
}

/// Any question under its title.
pub(crate) fn draw_titled<A: Clone>(
    buffer: &mut Buffer,
    area: Rect,
    title: &str,
    chooser: &Chooser<A>,
    language: Language,
) {
    let area = Rect {
        x: area.x + 3,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(1),
    };
    let title = Line::styled(title.to_owned(), palette::strong());
    let rest = put_lines(buffer, area, [title, Line::default()]);
    match &chooser.text {
        Some(text) => draw_text(buffer, rest, language, text),
        None => draw_choices(buffer, rest, language, chooser),
    }
}

/// The end of what was written stays in sight.
fn draw_text(buffer: &mut Buffer, area: Rect, language: Language, text: &str) {
    let columns = usize::from(area.width).saturating_sub(3);
    let mut start = 0;
    while width(&text[start..]) > columns {
        start += text[start..].chars().next().map_or(1, char::len_utf8);
    }
    let keys = Line::styled(word(language, "window-ask-keys-words"), palette::quiet());
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

fn draw_choices<A: Clone>(
    buffer: &mut Buffer,
    area: Rect,
    language: Language,
    chooser: &Chooser<A>,
) {
    let rows = usize::from(area.height).saturating_sub(2).max(1);
    // The marked line is always in sight.
    let first = (chooser.at + 1).saturating_sub(rows);
    let columns = usize::from(area.width);
    let shown = chooser.shown();
    let lines = shown
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
    let keys = Line::styled(keys(chooser, language), palette::quiet());
    let lines: Vec<Line<'_>> = lines.chain([Line::default(), keys]).collect();
    put_lines(buffer, area, lines);
}

/// What the keys do in this list, and what was typed to find a line of it.
fn keys<A: Clone>(chooser: &Chooser<A>, language: Language) -> String {
    match &chooser.search {
        None => word(language, "window-ask-keys"),
        Some(search) if search.typed.is_empty() => word(language, "window-ask-keys-search"),
        Some(search) => {
            let args = [("typed", search.typed.as_str().into())];
            say(language, "window-ask-typed", &args)
        }
    }
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
        Ask::Outcome { .. } => {
            let number = pen.machine.hand().map_or("", |hand| hand.number);
            return pen.say("window-ask-outcome", &[("number", number.into())]);
        }
        Ask::PutRight { .. } => "window-ask-right",
        Ask::ServedItem { .. } => "window-ask-served-item",
        Ask::Quantity { .. } => "window-ask-quantity",
        Ask::CaseNumber { .. } => "window-ask-case",
        Ask::CaseWhich => "window-ask-case-which",
        Ask::CaseOf => "window-ask-case-of",
        Ask::CaseStep { case } => return pen.machine.case_title(*case),
        Ask::CaseTell(step) => {
            let field = pen.word(&format!("window-ask-case-{}", step.field.name()));
            return format!(
                "{}: {field}",
                pen.word(&format!("window-case-act-{}", step.act))
            );
        }
        Ask::GoOn { .. } => {
            let number = pen.machine.hand().map_or("", |hand| hand.number);
            return pen.say("window-ask-go-on", &[("number", number.into())]);
        }
        Ask::ServeWhat => "window-ask-serve",
        Ask::ServeWhy { .. } => "window-ask-serve-why",
        Ask::ServeWords { .. } => "window-ask-serve-words",
        Ask::AlarmOver => "window-ask-alarm-over",
        Ask::HelpWhom => "window-ask-help-whom",
        Ask::StopWhich => "window-ask-stop",
        Ask::StopWhy { .. } => "window-ask-stop-why",
        Ask::StopWords { .. } => "window-ask-stop-words",
        Ask::CallWhom => "window-ask-call",
        Ask::CallWhy { .. } => "window-ask-call-why",
        Ask::CallWords { .. } => "window-ask-call-words",
        Ask::Withdraw => "window-ask-withdraw",
        Ask::PauseWhy => "window-ask-pause",
        Ask::PauseMinutes { .. } => "window-ask-minutes",
        Ask::Close | Ask::SignOut => {
            let count = pen.machine.waiting_own().len();
            return pen.say("window-ask-close", &[("count", count.into())]);
        }
    };
    pen.word(key)
}
