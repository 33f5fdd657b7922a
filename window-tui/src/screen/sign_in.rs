//! The page that asks who is here: the window, the number in hand if there is one, and one line to
//! type in.

use super::desk::{own_aid, scanner};
use super::{Pen, palette, put_lines};
use crate::machine::SignIn;
use crate::text::fit;
use hall_core::event::Help;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>, page: &SignIn) {
    let area = Rect {
        x: area.x + 3,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(1),
    };
    let columns = usize::from(area.width);
    let mut lines = Vec::new();
    if let Some(hand) = pen.machine.hand() {
        let args = [("number", hand.number.into())];
        let line = pen.say("window-sign-in-hand", &args);
        lines.extend([Line::styled(line, palette::strong()), Line::default()]);
    }
    let title = match page.clerk() {
        Some(clerk) => pen.say("window-sign-in-pin", &[("clerk", clerk.into())]),
        None if pen.machine.posts().is_empty() => pen.word("window-sign-in-code"),
        None => pen.word("window-sign-in-who"),
    };
    lines.extend([Line::styled(title, palette::strong()), Line::default()]);
    let posts = pen.machine.posts().iter().enumerate();
    for (index, post) in posts.filter(|_| page.clerk().is_none()) {
        let is_marked = index == page.at();
        let mark = if is_marked { "▶" } else { " " };
        let name = post.names.get(pen.language);
        let line = fit(
            &format!("{mark}{}  {name}  {}", index + 1, post.clerk),
            columns,
        );
        lines.push(if is_marked {
            Line::styled(line, palette::marked())
        } else {
            Line::from(line)
        });
    }
    let typed = fit(&format!("> {}_", pen.machine.typed()), columns);
    let keys = pen.word(if page.clerk().is_some() {
        "window-sign-in-keys-pin"
    } else {
        "window-sign-in-keys"
    });
    lines.extend([
        Line::default(),
        Line::from(typed),
        Line::default(),
        Line::styled(keys, palette::quiet()),
        Line::default(),
    ]);
    // The alarm key works on this page too.
    lines.extend(Help::ALL.into_iter().filter_map(|help| own_aid(pen, help)));
    lines.extend(scanner(pen));
    put_lines(buffer, area, lines);
}
