//! The third column of wide terminals: every queue of the hall, this window's own ones marked.

use super::{Pen, palette, put_lines};
use crate::text::{fit, pad, width};
use hall_protocol::view::QueueView;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let columns = usize::from(area.width);
    let title = Line::styled(pen.word("window-list-hall"), palette::strong());
    let own = pen
        .machine
        .window()
        .map_or(&[][..], |window| &window.queues);
    let mut queues: Vec<&QueueView> = pen.machine.picture().queues.values().collect();
    // Own queues first, then where most people wait.
    queues.sort_by_key(|queue| {
        (
            !own.contains(&queue.queue),
            std::cmp::Reverse(queue.waiting),
            queue.queue,
        )
    });
    let lines = queues.into_iter().map(|queue| {
        let mark = if own.contains(&queue.queue) {
            "▶"
        } else {
            " "
        };
        let args = [
            ("waiting", queue.waiting.into()),
            ("windows", queue.open_windows.into()),
        ];
        let counts = pen.say("window-hall-queue", &args);
        let name = pad(
            queue.names.get(pen.language),
            columns.saturating_sub(width(&counts) + 3),
        );
        Line::from(fit(&format!("{mark}{name}  {counts}"), columns))
    });
    put_lines(buffer, area, std::iter::once(title).chain(lines));
}
