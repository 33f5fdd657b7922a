//! The left column: the number in hand and what there is to know about it, or what comes next.

use super::{Pen, banner, big, palette, put_lines, visit};
use crate::aid;
use crate::limits::{MATERIALS_MAX, MESSAGE_ROWS, WIDE_FROM};
use crate::machine::{Device, Hand, Link, Pad, Stage, Wish};
use crate::text::{fit, minutes, stopwatch, width};
use hall_core::event::Help;
use hall_protocol::view::TicketView;
use kiosk_client::slip::columns::wrap_within;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Columns left of everything.
const MARGIN: u16 = 3;
/// Between two facts on a line.
const DOT: &str = " · ";

pub(super) fn draw(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let inner = Rect {
        x: area.x + MARGIN,
        width: area.width.saturating_sub(MARGIN + 1),
        ..area
    };
    let foot = foot(pen, inner.width);
    let foot_rows = u16::try_from(foot.len()).unwrap_or(0).min(inner.height / 3);
    let main = Rect {
        height: inner.height - foot_rows,
        ..inner
    };
    let below = Rect {
        y: main.bottom(),
        height: foot_rows,
        ..inner
    };
    let main = put_lines(buffer, main, [banner(pen, inner.width)]);
    match pen.machine.hand() {
        Some(hand) => draw_hand(buffer, main, pen, hand),
        None => draw_empty(buffer, main, pen),
    }
    put_lines(buffer, below, foot);
}

/// What is wrong with the connection, the window or the day; empty when nothing is.
fn banner(pen: &Pen<'_>, columns: u16) -> Line<'static> {
    let standing = pen.machine.standing();
    let is_silent = pen.machine.window().is_some_and(|window| window.silent);
    if standing.link == Link::Up && is_silent {
        return banner::loud(&pen.word("window-silent"), columns, pen.palette);
    }
    let asks = aid::line(
        standing,
        pen.machine.number(),
        columns,
        pen.palette,
        pen.language,
    );
    let asks = asks.filter(|_| standing.link == Link::Up);
    asks.unwrap_or_else(|| banner::line(standing, columns, pen.palette, pen.language))
}

fn draw_hand(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>, hand: Hand<'_>) {
    let rest = big::draw(buffer, area, hand.number, palette::strong());
    let mut lines = vec![Line::default(), state(pen, hand)];
    if let Some(ticket) = hand.ticket {
        lines.push(Line::default());
        lines.push(Line::from(about(pen, ticket)));
        lines.extend(draft(pen));
        lines.extend(noted(pen));
        lines.extend(advice(pen, ticket));
        lines.extend(times(pen, ticket, area.width));
    }
    lines.extend(materials(pen, usize::from(area.width)));
    if let Some(ticket) = hand.ticket {
        lines.extend(visit::earlier(pen, ticket, area.width));
    }
    put_lines(buffer, rest, lines);
}

/// `▶ 办理中  02:41 / 平时 1.1 分`
fn state(pen: &Pen<'_>, hand: Hand<'_>) -> Line<'static> {
    let watch = stopwatch(pen.since(hand.since));
    if !hand.serving {
        let calls = hand.ticket.map_or(1, |ticket| ticket.calls.max(1));
        let calls = pen.say("window-calls", &[("count", calls.into())]);
        let words = format!(" ◀ {} ", pen.word("window-called"));
        return Line::from(vec![
            Span::styled(words, pen.palette.called()),
            Span::raw(format!("  {watch}{DOT}{calls}")),
        ]);
    }
    let item = hand.ticket.and_then(|ticket| pen.machine.item(ticket));
    let usual = item.filter(|item| item.usual_s > 0).map(|item| {
        let tenths = (item.usual_s + 3) / 6;
        let minutes = format!("{}.{}", tenths / 10, tenths % 10);
        format!(
            " / {}",
            pen.say("window-usual", &[("minutes", minutes.into())])
        )
    });
    Line::from(vec![
        Span::styled(
            format!("▶ {}", pen.word("window-serving")),
            palette::strong(),
        ),
        Span::raw(format!("  {watch}{}", usual.unwrap_or_default())),
    ])
}

/// `领卡 · 优 · 等了 12 分 · 第 2 程`
fn about(pen: &Pen<'_>, ticket: &TicketView) -> String {
    let mut facts = vec![pen.machine.matter(ticket).to_owned()];
    if !ticket.mark.is_empty() {
        facts.push(ticket.mark.clone());
    }
    // A called person waits no more; the wait of a served one ended before the service. Who was
    // never called stood here already.
    if let Some(at) = ticket.called_at {
        let waited = minutes(at.0 - ticket.arrival.0);
        facts.push(pen.say("window-waited", &[("minutes", waited.into())]));
    }
    if ticket.legs > 1 {
        facts.push(pen.say("window-leg", &[("leg", ticket.legs.into())]));
    }
    if ticket.only_window.is_some() {
        facts.push(pen.word("window-bound"));
    }
    facts.join(DOT)
}

/// What will be said of the service when it ends.
fn draft(pen: &Pen<'_>) -> Option<Line<'static>> {
    let draft = pen.machine.draft();
    let item = draft.item.map(|code| pen.machine.item_name(code));
    let pieces = draft
        .quantity
        .map(|count| pen.say("window-pieces", &[("count", count.into())]));
    let case = draft
        .case
        .as_ref()
        .map(|case| pen.say("window-case", &[("case", case.as_str().into())]));
    let facts: Vec<String> = item.into_iter().chain(pieces).chain(case).collect();
    let title = pen.word("window-noted");
    (!facts.is_empty()).then(|| Line::from(format!("✎ {title} {}", facts.join(DOT))))
}

/// What is sent when the link is back.
fn noted(pen: &Pen<'_>) -> Option<Line<'static>> {
    let noted = pen.machine.noted()?;
    let act = pen.word(&format!("window-key-{}", noted.wish.name()));
    let args = [
        ("act", act.into()),
        ("number", noted.number.as_str().into()),
        ("key", pen.key(Wish::Reopen).into()),
    ];
    Some(Line::styled(
        format!("… {}", pen.say("window-note", &args)),
        palette::strong(),
    ))
}

/// When to call again, or that nobody seems to come.
fn advice(pen: &Pen<'_>, ticket: &TicketView) -> Option<Line<'static>> {
    if pen.machine.suggests_missed() {
        let args = [
            ("count", ticket.calls.into()),
            ("key", pen.key(Wish::Missed).into()),
        ];
        let words = pen.say("window-suggest-missed", &args);
        return Some(Line::styled(words, pen.palette.urgent()));
    }
    let seconds = pen.machine.seconds_to_recall();
    (seconds > 0).then(|| {
        let words = pen.say("window-recall-in", &[("seconds", seconds.into())]);
        Line::styled(words, palette::quiet())
    })
}

/// The ticket's own times, on wide terminals.
fn times(pen: &Pen<'_>, ticket: &TicketView, columns: u16) -> Option<Line<'static>> {
    let is_wide = pen.machine.size().0 >= WIDE_FROM && columns >= WIDE_FROM / 2;
    is_wide.then(|| {
        let taken = [("time", pen.clock(ticket.taken_at.0).into())];
        let arrived = [("time", pen.clock(ticket.arrival.0).into())];
        let facts = [
            pen.say("window-taken", &taken),
            pen.say("window-arrived", &arrived),
            pen.class(ticket),
        ];
        Line::styled(facts.join(DOT), palette::quiet())
    })
}

/// Materials with their digit keys, as many on a line as fit.
fn materials(pen: &Pen<'_>, columns: usize) -> Vec<Line<'static>> {
    let materials = pen.machine.materials();
    if materials.is_empty() {
        return Vec::new();
    }
    let title = Line::styled(pen.word("window-materials"), palette::quiet());
    let mut lines = vec![Line::default(), title];
    let mut line = String::new();
    for (index, names) in materials.iter().take(MATERIALS_MAX).enumerate() {
        let tick = if pen.machine.is_checked(index) {
            'x'
        } else {
            ' '
        };
        let entry = fit(
            &format!("{}[{tick}] {}", index + 1, names.get(pen.language)),
            columns,
        );
        if !line.is_empty() && width(&line) + width(&entry) + 2 > columns {
            lines.push(Line::from(std::mem::take(&mut line)));
        }
        if !line.is_empty() {
            line.push_str("  ");
        }
        line.push_str(&entry);
    }
    lines.push(Line::from(line));
    lines
}

fn draw_empty(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let strong = palette::strong();
    let lines = match pen.machine.stage() {
        Stage::Unknown => vec![Line::from(pen.word("window-waiting-for-server"))],
        Stage::Closed => vec![
            Line::styled(pen.word("window-closed-title"), strong),
            Line::default(),
            Line::from(pen.say("window-closed-hint", &[("key", pen.key(Wish::Open).into())])),
        ],
        Stage::Paused => paused(pen),
        Stage::Open => next(pen),
    };
    let top = (area.height / 4).max(1);
    let area = Rect {
        y: area.y + top,
        height: area.height - top,
        ..area
    };
    put_lines(buffer, area, lines);
}

fn paused(pen: &Pen<'_>) -> Vec<Line<'static>> {
    let window = pen.machine.window();
    let reason = window.and_then(|window| window.reason.as_ref());
    let reason = reason
        .map_or("", |reason| reason.names.get(pen.language))
        .to_owned();
    let until = window.and_then(|window| window.until).map(|until| {
        Line::from(pen.say(
            "window-paused-until",
            &[("time", pen.clock(until.0).into())],
        ))
    });
    let title = pen.say("window-paused-title", &[("reason", reason.into())]);
    let mut lines = vec![Line::styled(title, palette::strong())];
    lines.extend(until);
    let keys = [
        ("open", pen.key(Wish::Open).into()),
        ("pause", pen.key(Wish::Pause).into()),
    ];
    let hint = pen.say("window-paused-hint", &keys);
    lines.extend([Line::default(), Line::from(hint)]);
    lines
}

fn next(pen: &Pen<'_>) -> Vec<Line<'static>> {
    let waiting = pen.machine.waiting();
    let Some(first) = waiting.first() else {
        return vec![
            Line::styled(pen.word("window-nobody"), palette::strong()),
            Line::default(),
            Line::styled(pen.word("window-nobody-hint"), palette::quiet()),
        ];
    };
    let next = pen.say("window-next", &[("number", first.number.as_str().into())]);
    let waited = minutes(pen.since(first.arrival.0));
    let mut facts = vec![pen.machine.matter(first).to_owned()];
    facts.push(pen.say("window-waited", &[("minutes", waited.into())]));
    let mut lines = vec![
        Line::styled(format!("▶ {next}  {}", first.mark), palette::strong()),
        Line::from(facts.join(DOT)),
    ];
    lines.extend(head_start(pen, first));
    let key = [("key", pen.key(Wish::CallNext).into())];
    let press = pen.say("window-press-next", &key);
    lines.extend([Line::default(), Line::from(press)]);
    lines
}

/// Why a later arrival stands first: the credit of its class.
fn head_start(pen: &Pen<'_>, ticket: &TicketView) -> Option<Line<'static>> {
    let credit = minutes(hall_core::Span(ticket.arrival.0.0 - ticket.place.0));
    (credit > 0).then(|| {
        let args = [
            ("number", ticket.number.as_str().into()),
            ("time", pen.clock(ticket.arrival.0).into()),
            ("minutes", credit.into()),
        ];
        Line::styled(pen.say("window-ahead-by-class", &args), palette::quiet())
    })
}

/// The lower lines: what may be undone, the last calls, the pad.
fn foot(pen: &Pen<'_>, columns: u16) -> Vec<Line<'static>> {
    let mut lines = lesson(pen, columns);
    lines.extend(message(pen, columns));
    if pen.machine.size().0 >= WIDE_FROM {
        lines.extend(last_calls(pen));
    }
    if let (None, Some(last)) = (pen.machine.hand(), pen.machine.last()) {
        let args = [
            ("number", last.number.as_str().into()),
            ("key", pen.key(Wish::Reopen).into()),
        ];
        lines.push(Line::from(pen.say("window-may-reopen", &args)));
    }
    lines.extend(Help::ALL.into_iter().filter_map(|help| own_aid(pen, help)));
    lines.extend(pad(pen));
    lines.extend(bar(pen));
    lines.extend(call_box(pen));
    lines.extend(scanner(pen));
    lines
}

/// The task of a clerk who learns.
fn lesson(pen: &Pen<'_>, columns: u16) -> Vec<Line<'static>> {
    let Some(words) = pen.machine.lesson_words() else {
        return Vec::new();
    };
    let lines = wrap_within(&words, usize::from(columns), MESSAGE_ROWS).into_iter();
    lines
        .map(|line| Line::styled(line, palette::strong()))
        .collect()
}

/// What a manager told this window.
fn message(pen: &Pen<'_>, columns: u16) -> Vec<Line<'static>> {
    let standing = pen.machine.standing();
    banner::message(pen.machine.message(), standing, columns, pen.language)
}

/// That help was asked for, in words that tell a person before the window nothing.
pub(super) fn own_aid(pen: &Pen<'_>, help: Help) -> Option<Line<'static>> {
    let aid = pen.machine.own_aid(help)?;
    let state = if aid.accepted.is_empty() {
        "asked"
    } else {
        "comes"
    };
    let key = format!("window-own-{}-{state}", help.word());
    let words = pen.say(&key, &[("who", aid.accepted.into())]);
    Some(Line::from(format!("· {words}")))
}

fn last_calls(pen: &Pen<'_>) -> Vec<Line<'static>> {
    let calls = &pen.machine.picture().calls;
    let own = calls
        .iter()
        .filter(|call| Some(call.window) == pen.machine.number());
    let lines: Vec<Line<'static>> = own
        .take(5)
        .map(|call| {
            let args = [
                ("time", pen.clock(call.at.0).into()),
                ("number", call.number.as_str().into()),
                ("times", call.times.into()),
            ];
            Line::from(format!("  {}", pen.say("window-call-line", &args)))
        })
        .collect();
    if lines.is_empty() {
        return lines;
    }
    let title = Line::styled(pen.word("window-last-calls"), palette::quiet());
    std::iter::once(title).chain(lines).collect()
}

fn pad(pen: &Pen<'_>) -> Option<Line<'static>> {
    let (key, why) = match pen.machine.pad() {
        Pad::None => return None,
        Pad::Offline(why) => ("window-pad-offline", why.as_str()),
        Pad::Ready => ("window-pad-ready", ""),
        Pad::Asking => ("window-pad-asking", ""),
        Pad::Rated => ("window-pad-rated", ""),
        Pad::NotRated => ("window-pad-not-rated", ""),
        Pad::NotAsked => ("window-pad-not-asked", ""),
        Pad::Unfit(why) => ("window-pad-unfit", why.as_str()),
        Pad::Failed(why) => ("window-pad-failed", why.as_str()),
    };
    let is_bad = matches!(
        pen.machine.pad(),
        Pad::Offline(_) | Pad::Unfit(_) | Pad::Failed(_)
    );
    Some(device(pen, key, why, is_bad))
}

fn call_box(pen: &Pen<'_>) -> Option<Line<'static>> {
    match pen.machine.call_box() {
        Device::None => None,
        Device::Offline(why) => Some(device(pen, "window-box-offline", why, true)),
        Device::Ready => Some(device(pen, "window-box-ready", "", false)),
    }
}

/// The scanner is worth a line only when it does not work.
pub(super) fn scanner(pen: &Pen<'_>) -> Option<Line<'static>> {
    match pen.machine.scanner() {
        Device::None | Device::Ready => None,
        Device::Offline(why) => Some(device(pen, "window-scanner-offline", why, true)),
    }
}

/// How a device stands, and why.
fn device(pen: &Pen<'_>, key: &str, why: &str, is_bad: bool) -> Line<'static> {
    let style = if is_bad {
        palette::strong()
    } else {
        Style::new()
    };
    let mark = if is_bad { "!" } else { "·" };
    Line::from(vec![
        Span::styled(format!("{mark} {}", pen.word(key)), style),
        Span::styled(format!(" {why}"), palette::quiet()),
    ])
}

/// The bar is worth a line only when it does not work.
fn bar(pen: &Pen<'_>) -> Option<Line<'static>> {
    let why = pen.machine.bar_trouble()?;
    let words = format!("! {}", pen.word("window-bar-offline"));
    Some(Line::from(vec![
        Span::styled(words, palette::strong()),
        Span::styled(format!(" {why}"), palette::quiet()),
    ]))
}
