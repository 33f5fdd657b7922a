//! Notes at the bottom: old data, a refusal, no sound, an unknown zone. Nothing wrong, no row.

use super::Scene;
use super::words::{fit, wrap};
use crate::board::Board;
use crate::limits::NOTICE_TURN_MS;
use hall_core::Time;
use hall_text::FluentValue;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

/// What there is to say: first what is wrong with the board, then what the hall tells everybody, over
/// as many rows of `columns` as it needs.
pub(super) fn lines(scene: &Scene<'_>, columns: u16) -> Vec<String> {
    let width = u16::MAX;
    let mut lines = Vec::new();
    let mut say = |mark: &str, key: &str, args: &[(&str, FluentValue<'_>)]| {
        lines.push(format!("{mark} {}", scene.words.both(key, args, width)));
    };
    if let Some((code, title)) = scene.board.refused() {
        say(
            "▲",
            "board-refused",
            &[("title", title.into()), ("code", code.into())],
        );
    }
    if let Some((time, seconds)) = age(scene) {
        say(
            "▲",
            "board-stale",
            &[("time", time.into()), ("seconds", seconds.into())],
        );
    }
    if scene.board.voice_fault().is_some() {
        say("▲", "board-no-voice", &[]);
    }
    if let Some(zone) = scene.board.unknown_zone() {
        say("▲", "board-zone-unknown", &[("zone", zone.into())]);
    }
    let stage = scene
        .board
        .picture()
        .and_then(|picture| picture.day.as_ref());
    if stage.is_some_and(|day| day.stage == "closing") {
        say("●", "board-day-closing", &[]);
    }
    lines.extend(told(scene, columns));
    lines
}

pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>, lines: Vec<String>) {
    for (index, text) in lines.into_iter().take(usize::from(area.height)).enumerate() {
        let style = if text.starts_with('▲') {
            scene.theme.alert
        } else {
            scene.theme.frame
        };
        let row = Rect {
            y: area.y + index as u16,
            height: 1,
            ..area
        };
        frame
            .buffer_mut()
            .set_style(row, Style::reset().patch(style));
        frame.render_widget(
            Line::styled(format!(" {}", fit(&text, area.width - 1)), style),
            row,
        );
    }
}

/// One notice after the other, each in both languages on rows of its own; next to something urgent
/// nothing else matters.
fn told(scene: &Scene<'_>, columns: u16) -> Vec<String> {
    let notices = scene.board.notices(scene.moment);
    let (urgent, plain): (Vec<_>, Vec<_>) = notices.partition(|one| one.urgent);
    let all = if urgent.is_empty() { plain } else { urgent };
    let turn = scene.moment.hall.unwrap_or_default().0 / NOTICE_TURN_MS;
    let turn = usize::try_from(turn).unwrap_or(0).checked_rem(all.len());
    let Some(notice) = turn.map(|turn| all[turn]) else {
        return Vec::new();
    };
    let (mark, key) = if notice.urgent {
        ("▲", "board-urgent")
    } else {
        ("●", "board-notice")
    };
    let texts = scene.words.each(key, "text", &notice.text);
    let rows = texts
        .iter()
        .flat_map(|text| wrap(text, columns.saturating_sub(4)));
    rows.map(|row| format!("{mark} {row}")).collect()
}

/// When the picture was last known to be true, and how many seconds ago.
fn age(scene: &Scene<'_>) -> Option<(String, String)> {
    scene.board.picture()?;
    let silent_ms = scene
        .moment
        .silent_ms
        .filter(|_| Board::is_stale(scene.moment))?;
    let speed = i64::from(scene.board.speed());
    let age_ms = i64::try_from(silent_ms)
        .unwrap_or(i64::MAX)
        .saturating_mul(speed);
    let now = scene.moment.hall.unwrap_or_default();
    let time = scene.words.second(Time(now.0 - age_ms));
    Some((time, (silent_ms / 1000).to_string()))
}
