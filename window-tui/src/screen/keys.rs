//! The two lines at the bottom: what was refused or is on its way, and the keys.

use super::{Pen, palette};
use crate::limits::SCREEN_MIN;
use crate::machine::{Binding, NO_KEY, Notice, Stage, Wish};
use crate::text::{fit, width};
use hall_core::plan::Language;
use hall_text::say;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Columns between two keys.
const GAP: usize = 2;

/// Keys that stand on the page of all keys rather than in the bottom line.
const RARE: [Wish; 13] = [
    Wish::LockScreen,
    Wish::SignOut,
    Wish::Alarm,
    Wish::AskGuide,
    Wish::GoAndHelp,
    Wish::Outcome,
    Wish::CallChosen,
    Wish::Withdraw,
    Wish::PutRight,
    Wish::GoOn,
    Wish::QuickFinish,
    Wish::ServeNow,
    Wish::StopQueue,
];

pub(super) fn draw_notice(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let sent = pen.machine.pending().map(|pending| {
        let name = pending.wish.name();
        pen.word(&format!("window-key-{name}"))
    });
    put_notice(buffer, area, pen.machine.notice(), sent, pen.language);
}

/// What was refused, or the act that is on its way.
pub(crate) fn put_notice(
    buffer: &mut Buffer,
    area: Rect,
    notice: Option<&Notice>,
    sent: Option<String>,
    language: Language,
) {
    let columns = usize::from(area.width).saturating_sub(1);
    let spans = if let Some(notice) = notice {
        let mark = if notice.is_done { "✓" } else { "!" };
        let title = format!("{mark} {}", notice.title);
        let hint = if notice.hint.is_empty() {
            String::new()
        } else {
            format!(" — {}", notice.hint)
        };
        let title = fit(&title, columns);
        let hint = fit(&hint, columns - width(&title));
        let code = format!(" {}", notice.code);
        let code = fit(&code, columns - width(&title) - width(&hint));
        vec![
            Span::styled(title, palette::strong()),
            Span::raw(hint),
            Span::styled(code, palette::quiet()),
        ]
    } else if let Some(act) = sent {
        let words = say(language, "window-sent", &[("act", act.into())]);
        vec![Span::raw(fit(&format!("… {words}"), columns))]
    } else {
        Vec::new()
    };
    buffer.set_line(area.x + 1, area.y, &Line::from(spans), columns as u16);
}

/// Keys in the order of the table: those of use now first claim a place, the others follow, and
/// the rare ones come last.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    // On the page that asks who is here no other key acts.
    if pen.machine.sign_in().is_some() {
        return;
    }
    let columns = usize::from(area.width.max(SCREEN_MIN.0)) - 1;
    let labels: Vec<(Wish, String, bool)> = pen
        .machine
        .keys()
        .iter()
        .map(|binding| {
            (
                binding.wish,
                label(pen, binding),
                is_of_use(pen, binding.wish),
            )
        })
        .collect();
    let mut shown = vec![false; labels.len()];
    // The gap behind the last key costs nothing.
    let mut left = columns + GAP;
    let ranked = |wanted: usize| {
        let rank = |wish: Wish, of_use: bool| match (wish, of_use) {
            (Wish::Help, _) => 0,
            (wish, _) if RARE.contains(&wish) => 3,
            (_, true) => 1,
            (_, false) => 2,
        };
        labels
            .iter()
            .enumerate()
            .filter(move |(_, (wish, _, of_use))| rank(*wish, *of_use) == wanted)
    };
    for (index, (_, label, _)) in (0..4).flat_map(ranked) {
        let needed = width(label) + GAP;
        if needed <= left {
            shown[index] = true;
            left -= needed;
        }
    }
    let mut spans = Vec::new();
    for ((_, label, of_use), _) in labels.iter().zip(shown).filter(|(_, shown)| *shown) {
        let style = if *of_use {
            Style::new()
        } else {
            palette::quiet()
        };
        spans.push(Span::styled(label.clone(), style));
        spans.push(Span::raw(" ".repeat(GAP)));
    }
    buffer.set_line(area.x + 1, area.y, &Line::from(spans), columns as u16);
}

fn label(pen: &Pen<'_>, binding: &Binding) -> String {
    let key = match binding.key {
        NO_KEY => format!("F{}", binding.function),
        _ => key_name(pen, binding),
    };
    format!(
        "{key} {}",
        pen.word(&format!("window-key-{}", binding.name))
    )
}

/// What stands on the key.
pub(super) fn key_name(pen: &Pen<'_>, binding: &Binding) -> String {
    match binding.key {
        ' ' => pen.word("window-space"),
        NO_KEY => String::new(),
        key => key.to_ascii_uppercase().to_string(),
    }
}

/// Whether the key makes sense now; it is sent all the same, the server decides.
fn is_of_use(pen: &Pen<'_>, wish: Wish) -> bool {
    let machine = pen.machine;
    let (is_open, is_paused) = (
        machine.stage() == Stage::Open,
        machine.stage() == Stage::Paused,
    );
    let hand = machine.hand();
    let called = hand.is_some_and(|hand| !hand.serving);
    let serving = hand.is_some_and(|hand| hand.serving);
    match wish {
        Wish::CallNext | Wish::ServeNow => is_open && hand.is_none(),
        Wish::CallChosen => is_open && hand.is_none() && !machine.waiting().is_empty(),
        Wish::Recall | Wish::Start | Wish::Missed | Wish::QuickFinish => called,
        Wish::Finish | Wish::Outcome | Wish::GoOn | Wish::Hold | Wish::Transfer => serving,
        Wish::PutRight => hand.is_some(),
        Wish::StopQueue | Wish::Alarm | Wish::AskGuide => machine.window().is_some(),
        Wish::GoAndHelp => machine.is_asked(),
        Wish::Pause => is_paused || (is_open && hand.is_none()),
        Wish::Open => !is_open,
        Wish::Close => (is_open || is_paused) && hand.is_none(),
        Wish::Resume => is_open && hand.is_none() && !machine.held().is_empty(),
        Wish::Release => called || !machine.held().is_empty(),
        Wish::Reopen => is_open && hand.is_none() && machine.last().is_some(),
        Wish::Restore => !machine.missed().is_empty(),
        Wish::Withdraw => !machine.waiting().is_empty(),
        Wish::LockScreen | Wish::SignOut => machine.wants_sign_in(),
        Wish::Help | Wish::Quit | Wish::SignIn => true,
    }
}
