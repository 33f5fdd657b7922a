//! All keys, a page at a time, from the table that handles them.

use super::{Pen, palette, put_lines};
use crate::machine::{Binding, NO_KEY};
use crate::text::pad;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>, page: usize) {
    let area = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(3),
        ..area
    };
    let pages = pen.machine.help_pages();
    let how = if pages > 1 {
        let args = [("page", (page + 1).into()), ("pages", pages.into())];
        pen.say("window-help-pages", &args)
    } else {
        pen.word("window-help-back")
    };
    let title = format!("{}  ({how})", pen.word("window-help-title"));
    let title = Line::styled(title, palette::strong());
    let per_page = pen.machine.keys_per_page();
    let shown = pen
        .machine
        .keys()
        .iter()
        .skip(page * per_page)
        .take(per_page);
    let keys = shown.map(|binding| line(pen, binding));
    let last = Line::from(pen.word("window-help-lists"));
    put_lines(
        buffer,
        area,
        std::iter::once(title).chain(keys).chain([last]),
    );
}

fn line(pen: &Pen<'_>, binding: &Binding) -> Line<'static> {
    let function = match binding.function {
        0 => String::new(),
        n => format!("F{n}"),
    };
    let letter = match binding.key {
        NO_KEY => String::new(),
        _ => binding.key_name(pen.language),
    };
    let keys = format!("{} {}", pad(&letter, 5), pad(&function, 4));
    let words = pen.word(&format!("window-help-{}", binding.name));
    Line::from(vec![
        Span::styled(keys, palette::strong()),
        Span::raw(words),
    ])
}
