//! The number that this desk gave or printed last, to be said aloud and pointed at.

use super::Pen;
use crate::guide::machine::{Given, PaperNews};
use crate::screen::palette as style;
use crate::screen::{big, put_lines};
use hall_core::ticket::PaperState;
use kiosk_client::slip::columns;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Rows of a big number of one row per dot.
const BIG: u16 = 5;

/// Rows that it needs where it stands above a list.
pub(super) fn rows(pen: &Pen<'_>, columns: u16) -> u16 {
    let facts = pen
        .machine
        .given()
        .map_or(0, |given| facts(pen, given, columns).len());
    BIG + 1 + u16::try_from(facts).unwrap_or(u16::MAX)
}

pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let Some(given) = pen.machine.given() else {
        let hint = wrap(&pen.word("guide-hint"), area.width);
        let lines = hint
            .into_iter()
            .map(|line| Line::styled(line, style::quiet()));
        put_lines(buffer, area, std::iter::once(Line::default()).chain(lines));
        return;
    };
    let rest = big::draw(buffer, area, &given.ticket.number, style::strong());
    put_lines(buffer, rest, facts(pen, given, area.width));
}

fn facts(pen: &Pen<'_>, given: &Given, columns: u16) -> Vec<Line<'static>> {
    let ticket = &given.ticket;
    let mut lines = vec![Line::default()];
    let mut put = |text: &str| {
        let wrapped = wrap(text, columns);
        lines.extend(wrapped.into_iter().map(Line::from));
    };
    put(format!("{} {}", ticket.mark, pen.machine.matter(ticket)).trim_start());
    let windows = [("windows", ticket.window_hint.as_str().into())];
    put(&pen.say("guide-go-to", &windows));
    if ticket.state == "waiting" {
        put(&pen.say("guide-ahead", &[("count", ticket.ahead.into())]));
        if let Some([low, high]) = ticket.wait_minutes {
            put(&pen.say("guide-wait", &[("low", low.into()), ("high", high.into())]));
        }
    }
    if ticket.existing {
        put(&pen.word("guide-existing"));
    }
    let (words, is_bad) = paper(pen, given);
    let look = if is_bad {
        pen.palette.urgent()
    } else {
        style::strong()
    };
    lines.push(Line::default());
    let wrapped = wrap(&words, columns);
    lines.extend(wrapped.into_iter().map(|line| Line::styled(line, look)));
    lines
}

/// What became of the paper, and whether somebody must do something.
fn paper(pen: &Pen<'_>, given: &Given) -> (String, bool) {
    match &given.paper {
        _ if !pen.machine.prints() => (pen.word("guide-no-printer"), false),
        None => (pen.word("guide-printing"), false),
        Some(news) => (
            said(pen, news, given.copy),
            news.paper != PaperState::Printed,
        ),
    }
}

fn said(pen: &Pen<'_>, news: &PaperNews, copy: bool) -> String {
    let cause = || {
        let cause = news
            .cause
            .map(|cause| pen.word(&format!("kiosk-cause-{}", cause.key())));
        cause.unwrap_or_else(|| news.detail.clone())
    };
    let words = match news.paper {
        PaperState::Printed if copy => pen.word("guide-printed-copy"),
        PaperState::Printed => pen.word("guide-printed"),
        PaperState::Failed => pen.say("guide-failed", &[("cause", cause().into())]),
        PaperState::Unknown | PaperState::Unreported => pen.word("guide-unknown"),
    };
    if news.detail.is_empty() || news.paper == PaperState::Printed {
        words
    } else {
        format!("{words} ({})", news.detail)
    }
}

/// Broken as on paper, where no letter is narrower than here.
fn wrap(text: &str, columns: u16) -> Vec<String> {
    columns::wrap(text, usize::from(columns))
}

#[cfg(test)]
mod tests {
    use super::wrap;
    use crate::text::width;

    #[test]
    fn text_is_broken_within_the_columns_and_nothing_is_lost() {
        let text = "请到 12 号窗口，Window twelve（公交卡）领卡。";
        for columns in 12..30 {
            let lines = wrap(text, columns);
            assert!(lines.iter().all(|line| width(line) <= usize::from(columns)));
            assert!(
                !lines
                    .iter()
                    .any(|line| line.starts_with(['，', '。', '）']))
            );
            let plain = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(plain(&lines.concat()), plain(text), "{columns}");
        }
    }
}
