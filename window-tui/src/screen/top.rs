//! The top line: which window, who, since when, how many; and whether the picture is current.

use super::{Palette, Pen, palette};
use crate::machine::{Link, Stage};
use crate::standing::Standing;
use crate::text::{fit, pad, width};
use hall_core::plan::Language;
use hall_text::{say, word};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Columns between two parts.
const GAP: &str = "  ";

pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let columns = usize::from(area.width);
    let link = link(pen.machine.standing(), pen.palette, pen.language);
    let link_width = link.iter().map(Span::width).sum::<usize>() + 1;
    let number = pen
        .machine
        .number()
        .map_or_else(|| "–".to_owned(), |n| n.to_string());
    let mut parts = parts(pen);
    // Who and since when go first when the line is short, the counts stay longest.
    let needed = |parts: &[String]| {
        let words = parts
            .iter()
            .map(|part| width(part) + GAP.len())
            .sum::<usize>();
        words + width(&number) + NAME_MIN + 4 + link_width
    };
    while !parts.is_empty() && needed(&parts) > columns {
        parts.remove(0);
    }
    let rest = if parts.is_empty() {
        String::new()
    } else {
        format!("{GAP}{}", parts.join(GAP))
    };
    let left = columns.saturating_sub(link_width + width(&rest) + width(&number) + 4);
    let name = fit(name(pen), left);
    let mut spans = vec![
        Span::styled(format!(" {number} {name}"), palette::strong()),
        Span::raw(rest),
    ];
    let used = spans.iter().map(Span::width).sum::<usize>();
    spans.push(Span::raw(pad(
        "",
        columns.saturating_sub(used + link_width),
    )));
    spans.extend(link);
    buffer.set_line(area.x, area.y, &Line::from(spans), area.width);
}

/// The shortest useful name.
const NAME_MIN: usize = 8;

fn name<'a>(pen: &'a Pen<'_>) -> &'a str {
    pen.machine
        .window()
        .map_or("", |window| window.names.get(pen.language))
}

fn parts(pen: &Pen<'_>) -> Vec<String> {
    let Some(window) = pen.machine.window() else {
        return Vec::new();
    };
    let state = pen.word(match pen.machine.stage() {
        Stage::Open => "window-state-open",
        Stage::Paused => "window-state-paused",
        Stage::Closed => "window-state-closed",
        Stage::Unknown => "window-state-unknown",
    });
    let state = match window.since {
        Some(since) => format!("{state} {}", pen.clock(since.0)),
        None => state,
    };
    let count = |key: &str, count: u64| pen.say(key, &[("count", count.into())]);
    let waiting = pen.machine.waiting_own().len() as u64;
    let clerk = window.clerk.map(|clerk| clerk.to_string());
    let counts = [
        count("window-count-waiting", waiting),
        count("window-count-finished", u64::from(window.finished)),
        count("window-count-missed", u64::from(window.missed)),
    ];
    clerk
        .into_iter()
        .chain([state])
        .chain([counts.join(GAP)])
        .collect()
}

/// Whether the picture is current, and the hall's clock.
pub(crate) fn link(
    standing: &Standing,
    palette: Palette,
    language: Language,
) -> Vec<Span<'static>> {
    let clock = standing
        .now
        .hall
        .map(|now| format!(" {}", crate::text::clock(now, &standing.zone)));
    let (words, style) = match &standing.link {
        Link::Up => (
            format!("● {}", word(language, "window-link-up")),
            Style::new(),
        ),
        Link::Connecting { .. } => (
            format!("○ {}", word(language, "window-link-connecting")),
            Style::new(),
        ),
        Link::Lost { since_ms, .. } => {
            let seconds = standing.now.mono_ms.saturating_sub(*since_ms) / 1000;
            let words = say(language, "window-link-lost", &[("seconds", seconds.into())]);
            (format!("○ {words}"), palette.urgent())
        }
        Link::Refused { .. } => (
            format!("× {}", word(language, "window-link-refused")),
            palette.urgent(),
        ),
    };
    vec![
        Span::styled(words, style),
        Span::raw(clock.unwrap_or_default()),
    ]
}
