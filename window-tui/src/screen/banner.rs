//! The line over everything: what is wrong with the connection or the day.

use super::{Palette, palette};
use crate::limits::MESSAGE_ROWS;
use crate::standing::{Link, Standing};
use crate::text::{clock, fit};
use hall_core::plan::Language;
use hall_protocol::view::MessageView;
use hall_text::{say, word};
use kiosk_client::slip::columns::wrap_within;
use ratatui::text::Line;

/// What is wrong; empty when nothing is.
pub(crate) fn line(
    standing: &Standing,
    columns: u16,
    palette: Palette,
    language: Language,
) -> Line<'static> {
    match &standing.link {
        Link::Lost { since_ms, at, .. } => {
            let seconds = standing.now.mono_ms.saturating_sub(*since_ms) / 1000;
            let words = match at {
                Some(at) => {
                    let time = clock(*at, &standing.zone);
                    let args = [("time", time.into()), ("seconds", seconds.into())];
                    say(language, "window-lost", &args)
                }
                None => say(
                    language,
                    "window-lost-from-start",
                    &[("seconds", seconds.into())],
                ),
            };
            loud(&words, columns, palette)
        }
        Link::Refused { code, title } => loud(&format!("{title} ({code})"), columns, palette),
        Link::Connecting { .. } => Line::default(),
        Link::Up => match standing.picture.day.as_ref().map(|day| day.stage.as_str()) {
            // Without windows the hall has not been told yet.
            None if !standing.picture.windows.is_empty() => {
                Line::from(word(language, "window-day-before"))
            }
            Some("closing") => Line::from(word(language, "window-day-closing")),
            Some("closed") => Line::from(word(language, "window-day-closed")),
            _ => Line::default(),
        },
    }
}

/// Words that must be seen.
pub(crate) fn loud(words: &str, columns: u16, palette: Palette) -> Line<'static> {
    let words = fit(&format!(" {words} "), usize::from(columns));
    Line::styled(words, palette.urgent())
}

/// What a manager told this desk; nothing when there is nothing.
pub(crate) fn message(
    message: Option<&MessageView>,
    standing: &Standing,
    columns: u16,
    language: Language,
) -> Vec<Line<'static>> {
    let Some(message) = message else {
        return Vec::new();
    };
    let args = [
        ("time", clock(message.at.0, &standing.zone).into()),
        ("text", message.text.as_str().into()),
    ];
    let words = say(language, "window-message", &args);
    let lines = wrap_within(&words, usize::from(columns), MESSAGE_ROWS);
    let styled = |line| Line::styled(line, palette::strong());
    lines.into_iter().map(styled).collect()
}
