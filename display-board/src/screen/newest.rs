//! The newest call: the number is the hero, the window second; or why there is none.

use super::digits::{self, Scale};
use super::words::{fit, spread};
use super::{Scene, TALL};
use crate::limits::{BLINK_MS, MARK_MS};
use hall_protocol::view::CallView;
use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Block;

/// Rows this part wants.
pub(super) fn height(scene: &Scene<'_>, screen: Rect) -> u16 {
    let air = if screen.height >= TALL { 2 } else { 0 };
    let digits = scene.board.calls().next().map_or(MESSAGE_ROWS, |call| {
        scale(call, screen.width, rows_for_digits(screen.height)).rows()
    });
    (digits + 2 + air).min(screen.height)
}

pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
    match scene.board.calls().next() {
        Some(call) => draw_call(frame, area, scene, call),
        None => draw_silence(frame, area, scene),
    }
}

/// Whether the newest call is so new that it moves.
fn is_marked(scene: &Scene<'_>, call: &CallView) -> bool {
    let age_ms = scene.moment.hall.map(|now| (now - call.at.0).0);
    age_ms.is_some_and(|age_ms| age_ms < MARK_MS)
}

fn draw_call(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>, call: &CallView) {
    let is_marked = is_marked(scene, call);
    let is_dark = is_marked && (scene.moment.now_ms / BLINK_MS) % 2 == 1;
    let style = if is_dark {
        scene.theme.newest_blink
    } else {
        scene.theme.newest
    };
    frame.render_widget(Block::new().style(style), area);
    let inner = inside(area);
    let scale = scale(call, area.width, inner.height.saturating_sub(2));
    titles(frame, inner, scene, is_marked, style);
    let digits_area = Rect {
        y: inner.y + 1 + inner.height.saturating_sub(2 + scale.rows()) / 2,
        height: scale.rows().min(inner.height.saturating_sub(1)),
        ..inner
    };
    let window = call.window.to_string();
    let window_cells = scale.cells(&window).min(digits_area.width);
    let right = Rect {
        x: digits_area.right() - window_cells,
        width: window_cells,
        ..digits_area
    };
    let buffer = frame.buffer_mut();
    digits::draw(buffer, digits_area, &call.number, scale, style);
    digits::draw(buffer, right, &window, scale, style);
    footer(frame, inner, scene, call, style);
}

fn titles(frame: &mut Frame<'_>, inner: Rect, scene: &Scene<'_>, is_marked: bool, style: Style) {
    let words = &scene.words;
    let mark = if is_marked { "▶▶ " } else { "" };
    let left = format!(
        "{mark}{}",
        words.both("board-please-go", &[], inner.width / 2)
    );
    let right = words.both("board-window", &[], inner.width / 3);
    let line = Line::styled(spread(&left, &right, inner.width), style);
    frame.render_widget(
        line,
        Rect {
            height: inner.height.min(1),
            ..inner
        },
    );
}

/// Mark, queue and place of the call, under the number.
fn footer(frame: &mut Frame<'_>, inner: Rect, scene: &Scene<'_>, call: &CallView, style: Style) {
    if inner.height < 3 {
        return;
    }
    let words = &scene.words;
    let queue = scene
        .board
        .picture()
        .and_then(|picture| picture.queues.get(&call.queue));
    let name = queue.map_or_else(String::new, |queue| {
        words.name_both(&queue.names, inner.width / 2)
    });
    let left = [call.mark.as_str(), &name].join(" ");
    let floor = words.both(
        "board-floor",
        &[("floor", call.floor.into())],
        inner.width / 3,
    );
    let line = Line::styled(spread(left.trim(), &floor, inner.width), style);
    frame.render_widget(
        line,
        Rect {
            y: inner.bottom() - 1,
            height: 1,
            ..inner
        },
    );
}

/// Nothing was called yet, or nothing is known: one calm sentence in each language.
fn draw_silence(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
    let key = silence(scene);
    let seconds = (scene.moment.silent_ms.unwrap_or(scene.moment.now_ms) / 1000).to_string();
    let args = [("seconds", seconds.into())];
    let mut lines = vec![scene.words.say(key, &args)];
    lines.extend(scene.words.say_second(key, &args));
    if key == NO_CALLS {
        lines.push(scene.words.both("board-no-calls-hint", &[], area.width));
    }
    let lines = lines
        .iter()
        .map(|text| Line::styled(fit(text, area.width), scene.theme.strong));
    let top = area.height.saturating_sub(lines.len() as u16) / 2;
    for (index, line) in lines.enumerate() {
        let y = area.y + top + index as u16;
        if y < area.bottom() {
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            frame.render_widget(line.alignment(Alignment::Center), row);
        }
    }
}

/// Why there is no call to show.
fn silence(scene: &Scene<'_>) -> &'static str {
    let Some(picture) = scene.board.picture() else {
        return "board-connecting";
    };
    match picture.day.as_ref().map(|day| day.stage.as_str()) {
        None => "board-day-not-open",
        Some("closed") => "board-day-closed",
        Some(_) => NO_CALLS,
    }
}

/// The biggest digits at which number and window stand apart.
fn scale(call: &CallView, width: u16, rows: u16) -> Scale {
    let window = call.window.to_string();
    Scale::biggest(|scale| {
        let apart = scale.cells("0");
        let cells = scale.cells(&call.number) + apart + scale.cells(&window);
        cells + 2 <= width && scale.rows() <= rows
    })
}

/// At most two fifths of the screen.
const fn rows_for_digits(height: u16) -> u16 {
    height * 2 / 5
}

fn inside(area: Rect) -> Rect {
    let x = area.x + area.width.min(1);
    Rect {
        x,
        width: area.width.saturating_sub(2),
        ..area
    }
}

const NO_CALLS: &str = "board-no-calls";

/// Rows of a sentence in two languages with its hint.
const MESSAGE_ROWS: u16 = 5;
