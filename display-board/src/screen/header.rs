//! The header: which hall, which zone, what time it is there.

use super::Scene;
use super::words::spread;
use hall_protocol::view::ZoneView;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::Line;
use ratatui::widgets::Block;

pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, scene: &Scene<'_>) {
    frame.render_widget(Block::new().style(scene.theme.frame), area);
    let row = Rect {
        y: area.y + area.height / 2,
        height: area.height.min(1),
        ..area
    };
    let width = area.width.saturating_sub(2);
    let text = spread(&place(scene, width), &clock(scene), width);
    let style = scene.theme.frame.add_modifier(Modifier::BOLD);
    frame.render_widget(Line::styled(format!(" {text}"), style), row);
}

fn place(scene: &Scene<'_>, width: u16) -> String {
    let Some(hall) = scene.board.hall() else {
        return String::new();
    };
    let words = &scene.words;
    let mut parts = vec![words.name_both(&hall.names, width / 2)];
    let zone = scene.board.zone();
    if let Some(zone) = hall.zones.iter().find(|one| Some(one.zone) == zone) {
        parts.push(zone_name(scene, zone, width / 3));
    }
    if hall.practice {
        parts.push(format!("[{}]", words.both("board-practice", &[], width)));
    }
    parts.join("  ")
}

fn zone_name(scene: &Scene<'_>, zone: &ZoneView, width: u16) -> String {
    let floor = scene
        .words
        .say("board-floor", &[("floor", zone.floor.into())]);
    format!("{floor} {}", scene.words.name_both(&zone.names, width))
}

fn clock(scene: &Scene<'_>) -> String {
    let words = &scene.words;
    let now = scene.moment.hall;
    now.map_or_else(String::new, |now| {
        format!("{}  {}", words.date(now), words.minute(now))
    })
}
