//! The two lines at the bottom: what was refused or is on its way, and the keys.

use super::{Pen, palette};
use crate::limits::SCREEN_MIN;
use crate::machine::{Binding, Link, Notice, Stage, Wish};
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
    Wish::Outcome,
    Wish::CallChosen,
    Wish::Withdraw,
    Wish::PutRight,
    Wish::Case,
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
    // The banner has no room for why the server refuses this device.
    let standing = pen.machine.standing();
    let is_refused = matches!(standing.link, Link::Refused { .. });
    let refused = is_refused
        .then(|| standing.obstacle(pen.language))
        .flatten();
    let notice = pen.machine.notice().or(refused.as_ref());
    put_notice(buffer, area, notice, sent, pen.language);
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

/// The keys that work now, in the order of the table; where not all have room, the rare ones go
/// first and the page of all keys stays.
pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    // A page or a list says its own keys; no other one acts there.
    let machine = pen.machine;
    if machine.sign_in().is_some() || machine.chooser().is_some() || machine.help().is_some() {
        return;
    }
    let columns = usize::from(area.width.max(SCREEN_MIN.0)) - 1;
    let labels: Vec<(Wish, String)> = machine
        .keys()
        .iter()
        .filter(|binding| works(pen, binding.wish))
        .map(|binding| (binding.wish, label(pen, binding)))
        .collect();
    let mut shown = vec![false; labels.len()];
    // The gap behind the last key costs nothing.
    let mut left = columns + GAP;
    let ranked = |wanted: usize| {
        let rank = |wish: Wish| match wish {
            Wish::Help => 0,
            wish if RARE.contains(&wish) => 2,
            _ => 1,
        };
        let labels = labels.iter().enumerate();
        labels.filter(move |(_, (wish, _))| rank(*wish) == wanted)
    };
    for (index, (_, label)) in (0..3).flat_map(ranked) {
        let needed = width(label) + GAP;
        if needed <= left {
            shown[index] = true;
            left -= needed;
        }
    }
    let mut spans = Vec::new();
    for ((wish, label), _) in labels.iter().zip(shown).filter(|(_, shown)| *shown) {
        spans.push(Span::styled(label.clone(), style(pen, *wish)));
        spans.push(Span::raw(" ".repeat(GAP)));
    }
    buffer.set_line(area.x + 1, area.y, &Line::from(spans), columns as u16);
}

/// While an act is on its way the others wait; the line stands still all the same, because the
/// answer is there before an eye could follow.
fn style(pen: &Pen<'_>, wish: Wish) -> Style {
    let always = matches!(wish, Wish::Help | Wish::Quit);
    if pen.machine.pending().is_some() && !always {
        palette::quiet()
    } else {
        Style::new()
    }
}

fn label(pen: &Pen<'_>, binding: &Binding) -> String {
    let is_back = binding.wish == Wish::Pause && pen.machine.stage() == Stage::Paused;
    let name = if is_back { "back" } else { binding.name };
    let words = pen.word(&format!("window-key-{name}"));
    format!("{} {words}", binding.key_name(pen.language))
}

/// Whether the key does something now, as far as the screen knows; the server decides.
fn works(pen: &Pen<'_>, wish: Wish) -> bool {
    match (wish, pen.machine.link()) {
        (Wish::Help | Wish::Quit, _) => true,
        (Wish::LockScreen, _) => pen.machine.wants_sign_in(),
        (_, Link::Up) => is_of_use(pen, wish),
        (_, Link::Lost { .. }) => notes(pen, wish),
        (_, Link::Connecting { .. } | Link::Refused { .. }) => false,
    }
}

/// Whether the key is noted while the link is lost, or takes the note back.
fn notes(pen: &Pen<'_>, wish: Wish) -> bool {
    let (hand, is_noted) = (pen.machine.hand(), pen.machine.noted().is_some());
    match wish {
        Wish::Reopen => is_noted,
        Wish::Finish => !is_noted && hand.is_some_and(|hand| hand.serving),
        Wish::Missed | Wish::QuickFinish => !is_noted && hand.is_some_and(|hand| !hand.serving),
        _ => false,
    }
}

/// Whether the key makes sense in the state of the window and the hand.
fn is_of_use(pen: &Pen<'_>, wish: Wish) -> bool {
    let machine = pen.machine;
    let (is_open, is_paused) = (
        machine.stage() == Stage::Open,
        machine.stage() == Stage::Paused,
    );
    let hand = machine.hand();
    let called = hand.is_some_and(|hand| !hand.serving);
    let serving = hand.is_some_and(|hand| hand.serving);
    // Before the day and after it the rules refuse everything about tickets.
    let stage = machine.picture().day.as_ref().map(|day| day.stage.as_str());
    let has_tickets = matches!(stage, Some("open" | "closing"));
    let is_of_tickets = !matches!(
        wish,
        Wish::Open
            | Wish::Close
            | Wish::Pause
            | Wish::Alarm
            | Wish::AskGuide
            | Wish::GoAndHelp
            | Wish::Case
            | Wish::LockScreen
            | Wish::SignOut
            | Wish::Help
            | Wish::Quit
    );
    if is_of_tickets && !has_tickets {
        return false;
    }
    match wish {
        Wish::CallNext | Wish::ServeNow => is_open && hand.is_none(),
        Wish::CallChosen => is_open && hand.is_none() && !machine.waiting().is_empty(),
        // Sooner the server refuses; the screen counts the seconds.
        Wish::Recall | Wish::Missed => called && machine.seconds_to_recall() == 0,
        Wish::Start | Wish::QuickFinish => called,
        Wish::Finish | Wish::Outcome | Wish::GoOn | Wish::Hold | Wish::Transfer => serving,
        Wish::PutRight => hand.is_some(),
        Wish::Case => machine.stage() != Stage::Closed,
        Wish::StopQueue | Wish::Alarm | Wish::AskGuide => machine.window().is_some(),
        Wish::GoAndHelp => machine.is_asked(),
        Wish::Pause => is_paused || (is_open && hand.is_none()),
        Wish::Open => is_paused || machine.stage() == Stage::Closed,
        Wish::Close => (is_open || is_paused) && hand.is_none(),
        Wish::Resume => is_open && hand.is_none() && !machine.held().is_empty(),
        Wish::Release => called || !machine.held().is_empty(),
        Wish::Reopen => is_open && hand.is_none() && machine.last().is_some(),
        Wish::Restore => !machine.missed().is_empty(),
        Wish::Withdraw => !machine.waiting().is_empty(),
        Wish::LockScreen | Wish::SignOut => machine.wants_sign_in(),
        Wish::Help | Wish::Quit | Wish::SignIn | Wish::OpenCase | Wish::MoveCase => true,
    }
}
