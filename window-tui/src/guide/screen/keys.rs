//! The keys: one line at the bottom, and a page of their own.

use super::Pen;
use crate::guide::list::List;
use crate::screen::palette as style;
use crate::screen::put_lines;
use crate::text::{pad, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Between two keys.
const GAP: &str = "  ";

/// What stands on each key and the end of its name in the catalogue, most needed first.
const KEYS: [(&str, &str); 8] = [
    ("guide-enter", "choose"),
    ("Tab", "list"),
    ("Esc", "clear"),
    ("F3", "language"),
    ("F1", "help"),
    ("F10", "quit"),
    ("F11", "go"),
    ("↑↓", "move"),
];

/// As many keys as fit, the most needed ones first.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let columns = usize::from(area.width).saturating_sub(1);
    let mut text = String::new();
    for (key, name) in &KEYS[..7] {
        let words = match (*name, pen.machine.list()) {
            ("choose", List::Items) => pen.word("guide-key-take"),
            ("language", _) => {
                let language = pen.machine.paper_language().tag();
                pen.say("guide-key-language", &[("language", language.into())])
            }
            (name, _) => pen.word(&format!("guide-key-{name}")),
        };
        let gap = if text.is_empty() { "" } else { GAP };
        let label = format!("{gap}{} {words}", key_name(pen, key));
        if width(&text) + width(&label) <= columns {
            text.push_str(&label);
        }
    }
    buffer.set_string(area.x + 1, area.y, text, ratatui::style::Style::new());
}

pub(super) fn draw_help(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let area = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(3),
        ..area
    };
    let title = format!(
        "{}  ({})",
        pen.word("window-help-title"),
        pen.word("window-help-back")
    );
    let keys = KEYS.iter().map(|(key, name)| {
        Line::from(vec![
            Span::styled(pad(&key_name(pen, key), 7), style::strong()),
            Span::raw(pen.word(&format!("guide-help-{name}"))),
        ])
    });
    let more = ["guide-help-find", "guide-help-doubt"].map(|key| Line::from(pen.word(key)));
    put_lines(
        buffer,
        area,
        std::iter::once(Line::styled(title, style::strong()))
            .chain(keys)
            .chain([Line::default()])
            .chain(more),
    );
}

/// What stands on the key.
fn key_name(pen: &Pen<'_>, key: &str) -> String {
    if key.starts_with("guide-") {
        pen.word(key)
    } else {
        key.to_owned()
    }
}
