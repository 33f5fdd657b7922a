//! The queues: how many wait and how long, or why a queue rests.

use super::words::{fit, spread};
use super::{Scene, TALL};
use hall_protocol::view::QueueView;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::Block;
use unicode_width::UnicodeWidthStr as _;

/// Rows this part wants, at most `rows_max`.
pub(super) fn height(scene: &Scene<'_>, width: u16, rows_max: u16) -> u16 {
    let count = queues(scene).count() as u16;
    let rows = count.div_ceil(columns(width)) * CELL_ROWS;
    rows.min(rows_max / CELL_ROWS * CELL_ROWS).min(ROWS_MAX)
}

pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
    frame.render_widget(Block::new().style(scene.theme.frame), area);
    let columns = columns(area.width);
    let places = usize::from(area.height / CELL_ROWS * columns);
    let total = queues(scene).count();
    let shown = if total > places {
        places.saturating_sub(1)
    } else {
        total
    };
    let wide = area.width / columns;
    for (index, queue) in queues(scene).take(shown).enumerate() {
        draw_queue(frame, cell(area, columns, wide, index), scene, queue);
    }
    if total > shown && places > 0 {
        let count = (total - shown).to_string();
        let text = scene
            .words
            .both("board-more-queues", &[("count", count.into())], wide);
        let place = cell(area, columns, wide, shown);
        frame.render_widget(
            Line::styled(fit(&text, place.width), scene.theme.frame),
            place,
        );
    }
}

fn queues<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a QueueView> {
    let board = scene.board;
    let queues = board
        .picture()
        .into_iter()
        .flat_map(|picture| picture.queues.values());
    queues.filter(|queue| board.shows(queue.zone))
}

fn cell(area: Rect, columns: u16, wide: u16, index: usize) -> Rect {
    let (row, column) = (index as u16 / columns, index as u16 % columns);
    let x = area.x + column * wide + 1;
    Rect {
        x,
        y: area.y + row * CELL_ROWS,
        width: wide.saturating_sub(2),
        height: CELL_ROWS,
    }
}

fn draw_queue(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>, queue: &QueueView) {
    let theme = scene.theme;
    let is_resting = queue.paused.is_some();
    let style = if is_resting { theme.alert } else { theme.frame };
    let name = scene
        .words
        .name_both(&queue.names, area.width.saturating_sub(4));
    let title = spread(&name, queue.series.as_str(), area.width);
    let mut lines = vec![Line::styled(title, style.add_modifier(Modifier::BOLD))];
    lines.push(Line::styled(
        fit(&state(scene, queue, area.width), area.width),
        quiet(style),
    ));
    for (index, line) in lines.into_iter().take(usize::from(area.height)).enumerate() {
        frame.render_widget(
            line,
            Rect {
                y: area.y + index as u16,
                height: 1,
                ..area
            },
        );
    }
}

const fn quiet(style: Style) -> Style {
    style.remove_modifier(Modifier::BOLD)
}

/// `等候 17 人 · 20–35 分钟`, or why the queue rests.
fn state(scene: &Scene<'_>, queue: &QueueView, width: u16) -> String {
    let words = &scene.words;
    if let Some(reason) = &queue.paused {
        let reason = words.name(&reason.names);
        let whole = format!(
            "■ {}",
            words.say("board-paused", &[("reason", reason.into())])
        );
        // The mark says that it rests; the reason is worth more than the word.
        return if whole.width() <= usize::from(width) {
            whole
        } else {
            format!("■ {reason}")
        };
    }
    let count = queue.waiting.to_string();
    let waiting = words.say("board-waiting", &[("count", count.into())]);
    let wait = queue.wait_minutes.map(|range| wait(scene, range));
    let closed = || words.both("board-no-window-open", &[], width / 2);
    match wait {
        _ if queue.open_windows == 0 => format!("{waiting} · {}", closed()),
        Some(wait) => format!("{waiting} · {wait}"),
        None => waiting,
    }
}

fn wait(scene: &Scene<'_>, [low, high]: [u16; 2]) -> String {
    let (low_text, high_text) = (low.to_string(), high.to_string());
    if low >= high {
        return scene
            .words
            .say("board-wait-about", &[("high", high_text.into())]);
    }
    let args = [("low", low_text.into()), ("high", high_text.into())];
    scene.words.say("board-wait", &args)
}

fn columns(width: u16) -> u16 {
    (width / CELL_WIDE).max(1)
}

/// Cells a queue needs to be read.
const CELL_WIDE: u16 = 26;

/// A name and a state.
const CELL_ROWS: u16 = 2;

/// Most rows, whatever the screen.
const ROWS_MAX: u16 = TALL / 4;
