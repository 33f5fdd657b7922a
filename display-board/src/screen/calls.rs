//! The next two calls, the list of earlier ones, and the missed numbers that may come back.

use super::Scene;
use super::digits::{self, Scale};
use super::words::spread;
use hall_protocol::view::{CallView, MissedView};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Modifier;
use ratatui::text::Line;

pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
    let calls: Vec<&CallView> = scene.board.calls().skip(1).collect();
    let missed: Vec<&MissedView> = missed(scene).collect();
    if area.height == 0 || (calls.is_empty() && missed.is_empty()) {
        return;
    }
    let [left, _gap, right] = Layout::horizontal([
        Constraint::Fill(6),
        Constraint::Length(3),
        Constraint::Fill(5),
    ])
    .areas(Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    });
    let (next, earlier) = calls.split_at(calls.len().min(2));
    draw_next(frame, left, scene, next);
    draw_list(frame, right, scene, earlier, &missed);
}

fn missed<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a MissedView> {
    let board = scene.board;
    let missed = board
        .picture()
        .into_iter()
        .flat_map(|picture| &picture.missed);
    missed.filter(|missed| board.shows(missed.zone))
}

/// The second and third newest, alike and each as big as half of the height allows.
fn draw_next(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>, next: &[&CallView]) {
    let each = (area.height / 2).max(1);
    let fits = |scale: &Scale| {
        let cells = |call: &&CallView| {
            let window = call.window.to_string();
            scale.cells(&call.number) + scale.cells("0") + scale.cells(&window)
        };
        scale.rows() < each && next.iter().map(cells).all(|cells| cells <= area.width)
    };
    let scale = Scale::ALL.into_iter().find(fits);
    for (index, call) in next.iter().enumerate() {
        let y = area.y + index as u16 * each;
        if y + each > area.bottom() {
            return;
        }
        let row = Rect {
            y,
            height: each,
            ..area
        };
        match scale {
            Some(scale) => draw_big(frame, row, scene, call, scale),
            None => draw_line(frame, row, scene, call),
        }
    }
}

fn draw_big(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>, call: &CallView, scale: Scale) {
    let window = call.window.to_string();
    let cells = scale.cells(&window).min(area.width);
    let top = area.y + (area.height - scale.rows()) / 2;
    let row = Rect {
        y: top,
        height: scale.rows(),
        ..area
    };
    let right = Rect {
        x: row.right() - cells,
        width: cells,
        ..row
    };
    let style = scene.theme.strong;
    digits::draw(frame.buffer_mut(), row, &call.number, scale, style);
    digits::draw(frame.buffer_mut(), right, &window, scale, style);
}

fn draw_line(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>, call: &CallView) {
    let line = Line::styled(call_line(call, area.width), scene.theme.strong);
    frame.render_widget(line, Rect { height: 1, ..area });
}

fn draw_list(
    frame: &mut Frame<'_>,
    area: Rect,
    scene: &Scene<'_>,
    calls: &[&CallView],
    missed: &[&MissedView],
) {
    let theme = scene.theme;
    let title = scene.words.both("board-just-called", &[], area.width);
    let rows = usize::from(area.height);
    // Missed numbers keep a third of the list, so that nobody misses the last chance.
    let for_missed = missed.len().min((rows / 3).max(1));
    let for_calls = calls.len().min(rows.saturating_sub(for_missed + 1));
    let mut lines = vec![Line::styled(title, theme.quiet)];
    let calls = calls.iter().take(for_calls);
    lines.extend(calls.map(|call| Line::styled(call_line(call, area.width), theme.ground)));
    let missed = missed.iter().take(for_missed);
    let quiet = theme.quiet.add_modifier(Modifier::ITALIC);
    lines.extend(missed.map(|missed| Line::styled(missed_line(scene, missed, area.width), quiet)));
    for (index, line) in lines.into_iter().take(rows).enumerate() {
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

/// `优 E022 → 15`.
fn call_line(call: &CallView, width: u16) -> String {
    spread(
        &marked(&call.mark, &call.number),
        &format!("→ {:>3}", call.window.0),
        width,
    )
}

fn missed_line(scene: &Scene<'_>, missed: &MissedView, width: u16) -> String {
    let words = &scene.words;
    let hall = scene.board.hall();
    let named = hall
        .map(|hall| words.name(&hall.guide_desk))
        .unwrap_or_default();
    let desk = if named.is_empty() {
        words.say("board-guide-desk", &[])
    } else {
        named.to_owned()
    };
    let time = words.minute(missed.until.0);
    let until = words.say(
        "board-missed-until",
        &[("time", time.into()), ("desk", desk.into())],
    );
    let number = marked(&missed.mark, &missed.number);
    spread(
        &format!("{} {number}", words.say("board-missed", &[])),
        &until,
        width,
    )
}

fn marked(mark: &str, number: &str) -> String {
    if mark.is_empty() {
        number.to_owned()
    } else {
        format!("{mark} {number}")
    }
}
