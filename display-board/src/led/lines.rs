//! What a bar shows of a zone's calls: a pure function of what the board knows.
//!
//! ```text
//! 256 × 64  `E023  请到 14 号窗口`    128 × 16  `E023  14 号窗口`    64 × 16  `E023  14`
//!           `E022  请到 15 号窗口`
//! ```
//!
//! The newest call stands on top. In a short row the words go first; a window's number that does
//! not fit is left out, never cut: half a number sends people to another window.

use super::file::Night;
use crate::board::{Board, Moment};
use crate::limits::LED_STALE_MS;
use hall_core::plan::Language;
use hall_device::led::{Area, Content, fit};
use hall_protocol::view::CallView;
use hall_text::say;

/// What all bars of a board show now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// Number and window, the newest first.
    calls: Vec<(String, String)>,
    language: Language,
}

impl Look {
    /// What the board knows. Nothing at night, and nothing once the server was silent for so long
    /// that it may have taken its calls back.
    pub fn of(board: &Board, moment: Moment, minute: Option<u16>, night: Option<Night>) -> Self {
        let is_night = night
            .zip(minute)
            .is_some_and(|(night, minute)| night.holds(minute));
        let is_stale = moment
            .silent_ms
            .is_none_or(|silent_ms| silent_ms >= LED_STALE_MS);
        let calls = board.calls().filter(|_| !is_night && !is_stale);
        let pair = |call: &CallView| (call.number.clone(), call.window.to_string());
        Self {
            calls: calls.map(pair).collect(),
            language: board.languages().first().copied().unwrap_or_default(),
        }
    }
}

/// What an area shows; `above` rows of the same bar show the newer calls.
pub fn content(look: &Look, area: Area, above: usize) -> Content {
    let calls = look.calls.iter().skip(above).take(area.rows);
    Content {
        lines: calls
            .map(|(number, window)| line(number, window, area.columns, look.language))
            .collect(),
        ..Content::default()
    }
}

fn line(number: &str, window: &str, columns: usize, language: Language) -> String {
    let said = |key| say(language, key, &[("window", window.into())]);
    let (go, at) = (said("board-led-go"), said("board-led-window"));
    let alone = vec![number.to_owned()];
    let with = |what: &str| vec![number.to_owned(), what.to_owned()];
    fit(&[with(&go), with(&at), with(window), alone], columns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Event, Settings};
    use crate::testing::{call, welcome};
    use hall_device::led::AreaId;
    use hall_protocol::Picture;
    use std::sync::Arc;

    fn board(calls: Vec<CallView>) -> Board {
        let mut board = Board::new(Settings::default());
        let picture = Picture {
            calls,
            ..Picture::default()
        };
        board.on(Event::Connected(Arc::new(welcome(1))), Moment::default());
        board.on(Event::Resynced(Arc::new(picture)), Moment::default());
        board
    }

    const HEARD: Moment = Moment {
        now_ms: 0,
        hall: None,
        silent_ms: Some(0),
    };

    fn lines(board: &Board, columns: usize, rows: usize) -> Vec<String> {
        let area = Area {
            id: AreaId(0),
            columns,
            rows,
        };
        let look = Look::of(board, HEARD, None, None);
        content(&look, area, 0).lines
    }

    #[test]
    fn every_size_shows_the_newest_calls_with_as_many_words_as_fit() {
        let board = board(vec![
            call("E023", 14, 1),
            call("E022", 15, 2),
            call("A1007", 101, 1),
        ]);
        assert_eq!(
            lines(&board, 32, 4),
            [
                "E023  请到 14 号窗口",
                "E022  请到 15 号窗口",
                "A1007  请到 101 号窗口"
            ]
        );
        assert_eq!(lines(&board, 16, 2), ["E023  14 号窗口", "E022  15 号窗口"]);
        assert_eq!(lines(&board, 17, 1), ["E023 请到14号窗口"]);
        assert_eq!(lines(&board, 8, 1), ["E023  14"]);
        assert_eq!(lines(&board, 7, 3), ["E023 14", "E022 15", "A1007"]);
    }

    #[test]
    fn a_second_area_goes_on_where_the_first_one_ends() {
        let board = board(vec![call("E023", 14, 1), call("E022", 15, 2)]);
        let area = Area {
            id: AreaId(1),
            columns: 8,
            rows: 2,
        };
        let look = Look::of(&board, HEARD, None, None);
        assert_eq!(content(&look, area, 1).lines, ["E022  15"]);
        assert!(content(&look, area, 2).is_blank());
    }

    #[test]
    fn a_bar_is_dark_at_night_and_once_the_server_is_silent_for_a_minute() {
        let board = board(vec![call("E023", 14, 1)]);
        let is_dark = |silent_ms, minute, night| {
            let moment = Moment { silent_ms, ..HEARD };
            Look::of(&board, moment, minute, night).calls.is_empty()
        };
        let night = Night::over_midnight();
        assert!(!is_dark(Some(59_999), Some(720), Some(night)));
        assert!(is_dark(Some(60_000), Some(720), Some(night)));
        assert!(is_dark(None, Some(720), None));
        assert!(is_dark(Some(0), Some(1_300), Some(night)));
        assert!(!is_dark(Some(0), None, Some(night)), "the time is unknown");
    }
}
