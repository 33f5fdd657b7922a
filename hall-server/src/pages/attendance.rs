//! Who was at which window on a day 考勤: when it opened and closed, and how long it rested.

use super::places::{Place, bar};
use super::words::{Words, render};
use super::{Frame, LocalTime};
use crate::rows::SpanRow;
use askama::Template;
use hall_core::code::{ClerkCode, DepartmentCode, WindowNumber};
use hall_core::plan::Plan;
use hall_core::window::SpanKind;
use hall_core::{Date, Time};
use hall_protocol::view::{HallView, Names};
use hall_text::FluentValue;
use std::collections::BTreeSet;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct AttendancePage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// The plan in force.
    pub plan: &'a Plan,
    /// The day.
    pub day: Date,
    /// What windows did on it.
    pub spans: &'a [SpanRow],
    /// Whether the hall opened on that day.
    pub is_business_day: bool,
    /// Windows of this department only.
    pub department: Option<DepartmentCode>,
}

#[derive(Template)]
#[template(path = "attendance.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    way: &'static str,
    day: String,
    figures: Vec<(String, String)>,
    rows: Vec<Row>,
}

struct Row {
    window: String,
    posts: String,
    planned: String,
    first: String,
    /// Opened late, or not at all.
    late: Option<String>,
    clerks: String,
    open: String,
    pauses: String,
    last: String,
}

/// One window's day.
struct Seen {
    first: Option<Time>,
    last: Option<Time>,
    is_open: bool,
    clerks: Vec<ClerkCode>,
    open_ms: i64,
    paused_ms: i64,
    pauses: u32,
}

/// The page.
pub fn attendance(page: &AttendancePage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let hall = words.name(&frame.hall.names);
    // Those of the plan, and those that have left it since.
    let planned = page.plan.windows.keys().copied();
    let seen = page.spans.iter().map(|span| span.window);
    let all: BTreeSet<WindowNumber> = planned.chain(seen).collect();
    let windows = all.iter().filter(|number| is_of(page, **number));
    let rows: Vec<Row> = windows.map(|number| row(page, *number, words)).collect();
    let late = rows.iter().filter(|row| row.late.is_some()).count();
    let opened = rows.iter().filter(|row| !row.first.is_empty()).count();
    let figure = |key: &str, count: String| (words.t(key), count);
    render(&Page {
        words,
        title: words.with("page-attendance-title", "hall", hall),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Attendance)),
        way: Place::Attendance.way(),
        day: page.day.to_string(),
        figures: vec![
            figure(
                "page-attendance-opened",
                format!("{opened} / {}", rows.len()),
            ),
            figure("page-attendance-late", late.to_string()),
        ],
        rows,
    })
}

/// Whether the window serves items of the department; every window is everybody's otherwise.
fn is_of(page: &AttendancePage<'_>, number: WindowNumber) -> bool {
    let Some(department) = page.department else {
        return true;
    };
    let queues = page.plan.windows.get(&number).map(|window| &window.queues);
    let queues = queues.into_iter().flatten();
    let mut items = queues.flat_map(|queue| {
        let items = page.plan.items.values();
        items.filter(move |item| item.queue == *queue)
    });
    items.any(|item| item.department == department)
}

fn row(page: &AttendancePage<'_>, number: WindowNumber, words: Words) -> Row {
    let local = LocalTime::new(&page.frame.hall.timezone);
    let window = page.plan.windows.get(&number);
    let hours = page.plan.hours.outer().0;
    let planned = window.and_then(|window| window.open).unwrap_or(hours);
    let posts = window.map(|window| [window.clerk_a, window.clerk_b]);
    let posts = posts.into_iter().flatten().flatten();
    let seen = seen(page, number);
    // A day that the next start ended says on which date that was.
    let clock = |at: Option<Time>| {
        let shown = |at| {
            if local.date(at) == page.day {
                local.clock(at)
            } else {
                local.day_and_clock(at)
            }
        };
        at.map(shown).unwrap_or_default()
    };
    let name = window.map(|window| Names::from(&window.name));
    let name = name.as_ref().map(|names| words.name(names));
    let minutes = |ms: i64| {
        let minutes = FluentValue::from(ms / 60_000);
        words.say("page-manage-minutes", &[("minutes", minutes)])
    };
    let pauses = (seen.pauses > 0).then(|| {
        let args = [
            ("count", FluentValue::from(seen.pauses)),
            ("minutes", FluentValue::from(seen.paused_ms / 60_000)),
        ];
        words.say("page-attendance-pauses-of", &args)
    });
    // Nobody is late on a day on which the hall did not open, nor at a window without a post.
    let is_rest = page.spans.is_empty() && !page.is_business_day;
    let is_rest = is_rest || !page.plan.hours.works_on(page.day);
    let has_post = window.is_some_and(|window| window.clerk_a.is_some());
    Row {
        window: format!("{number} {}", name.unwrap_or_default()),
        posts: join(posts),
        planned: wall(planned),
        first: clock(seen.first),
        late: late(page, &local, (planned, seen.first), words).filter(|_| has_post && !is_rest),
        clerks: join(seen.clerks.iter().copied()),
        open: if seen.first.is_some() {
            minutes(seen.open_ms)
        } else {
            String::new()
        },
        pauses: pauses.unwrap_or_default(),
        last: if seen.is_open {
            words.t("page-attendance-still-open")
        } else {
            clock(seen.last)
        },
    }
}

fn join(clerks: impl Iterator<Item = ClerkCode>) -> String {
    let clerks: Vec<String> = clerks.map(|clerk| clerk.to_string()).collect();
    clerks.join(" · ")
}

/// "08:30".
fn wall(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}

/// Minutes late beyond those that the plan allows, or never there once they are over.
fn late(
    page: &AttendancePage<'_>,
    local: &LocalTime,
    (planned, first): (u16, Option<Time>),
    words: Words,
) -> Option<String> {
    let due = local.moment(page.day, planned)?;
    let allowed = i64::from(page.plan.windows_rules.absent_minutes);
    let until = first.unwrap_or(page.frame.now.0);
    let minutes = (until - due).0 / 60_000;
    if minutes <= allowed {
        return None;
    }
    Some(match first {
        Some(_) => {
            let minutes = FluentValue::from(minutes);
            words.say("page-attendance-late-by", &[("minutes", minutes)])
        }
        None => words.t("page-attendance-absent"),
    })
}

fn seen(page: &AttendancePage<'_>, number: WindowNumber) -> Seen {
    let spans = page.spans.iter().filter(|span| span.window == number);
    let mut seen = Seen {
        first: None,
        last: None,
        is_open: false,
        clerks: Vec::new(),
        open_ms: 0,
        paused_ms: 0,
        pauses: 0,
    };
    for span in spans {
        let ended = span.ended.unwrap_or(page.frame.now.0);
        let length = (ended - span.started).0.max(0);
        seen.first = Some(
            seen.first
                .map_or(span.started, |first| first.min(span.started)),
        );
        seen.last = Some(seen.last.map_or(ended, |last| last.max(ended)));
        seen.is_open |= span.ended.is_none();
        match span.kind {
            SpanKind::Open => seen.open_ms += length,
            SpanKind::Paused => {
                seen.paused_ms += length;
                seen.pauses += 1;
            }
        }
        if let Some(clerk) = span.clerk.filter(|clerk| !seen.clerks.contains(clerk)) {
            seen.clerks.push(clerk);
        }
    }
    seen
}
