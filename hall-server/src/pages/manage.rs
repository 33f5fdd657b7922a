//! The managers' page: is anything wrong now, how long do people wait, which window needs help.

mod desk;

use desk::Desk;

use super::limits::RELOAD_S;
use super::places::{Place, bar};
use super::words::{Words, render};
use super::{Frame, LocalTime};
use crate::report::{Finding, Period, PeriodKind};
use askama::Template;
use hall_core::Date;
use hall_core::plan::AlertRules;
use hall_protocol::picture::Picture;
use hall_protocol::view::{AlarmView, HallView, KioskView};

/// What the managers' page shows.
#[derive(Clone, Copy, Debug)]
pub struct Manage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// What staff may know.
    pub picture: &'a Picture,
    /// The kiosks and their printers.
    pub kiosks: &'a [KioskView],
    /// Ratings of today to look at.
    pub review: &'a [Finding],
    /// When a wait or a queue is too long.
    pub alerts: &'a AlertRules,
    /// Where the page's events come from.
    pub stream: &'a str,
}

/// The whole page.
pub fn manage(manage: &Manage<'_>) -> String {
    let words = Words(manage.frame.language);
    let day = manage.picture.day.as_ref().map(|day| day.day);
    let page = Page {
        words,
        title: words.with(
            "page-manage-title",
            "hall",
            words.name(&manage.frame.hall.names),
        ),
        hall: manage.frame.hall,
        bar: bar(manage.frame, Some(Place::Live)),
        reload_s: RELOAD_S,
        stream: manage.stream,
        today: day.map(|day| day.to_string()),
        periods: day.map(|day| periods(day, words)).unwrap_or_default(),
        live: manage_fragment(manage),
    };
    render(&page)
}

/// The bulletins that a manager reads: of the week, month, half-year and year that a day is in, and
/// of the week and the month that are over.
fn periods(day: Date, words: Words) -> Vec<(String, String)> {
    let [week, month, half_year, year] = PeriodKind::ALL.map(|kind| kind.of(day));
    let list = [week, week.before(), month, month.before(), half_year, year];
    let link = |period: Period| {
        let kind = words.t(&format!("page-manage-{}", period.kind().word()));
        (period.way(), format!("{kind} {period}"))
    };
    list.map(link).to_vec()
}

/// What live updates replace.
pub fn manage_fragment(manage: &Manage<'_>) -> String {
    render(&Fragment::of(manage))
}

#[derive(Template)]
#[template(path = "manage.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    reload_s: u32,
    stream: &'a str,
    /// The business day, whose report is there.
    today: Option<String>,
    /// Where the reports of periods are, and what they are called.
    periods: Vec<(String, String)>,
    live: String,
}

#[derive(Template)]
#[template(path = "manage_live.html")]
struct Fragment {
    words: Words,
    clock: String,
    clock_seconds: String,
    day: String,
    /// How many alarms, in words.
    trouble: String,
    alarms: Vec<Trouble>,
    /// How many remarks, in words.
    watched: String,
    watch: Vec<String>,
    figures: Vec<(String, String)>,
    queues: Vec<Queue>,
    windows: Vec<Window>,
    closed: String,
    kiosks: Vec<Kiosk>,
}

/// An alarm in words.
struct Trouble {
    what: String,
    since: String,
}

struct Queue {
    name: String,
    waiting: u32,
    oldest: Option<String>,
    forecast: String,
    windows: String,
    notes: Vec<Note>,
}

struct Window {
    name: String,
    state: String,
    hand: String,
    clerk: String,
    finished: u32,
    missed: u32,
    notes: Vec<Note>,
}

struct Kiosk {
    name: String,
    link: String,
    printer: Note,
    left: String,
}

/// A remark; red ones need somebody.
struct Note {
    text: String,
    is_red: bool,
}

impl Note {
    const fn plain(text: String) -> Self {
        Self {
            text,
            is_red: false,
        }
    }

    const fn red(text: String) -> Self {
        Self { text, is_red: true }
    }
}

impl Fragment {
    fn of(manage: &Manage<'_>) -> Self {
        let desk = Desk {
            manage,
            words: Words(manage.frame.language),
            local: LocalTime::new(&manage.frame.hall.timezone),
        };
        let windows = manage.picture.windows.values();
        let (at_work, closed): (Vec<_>, Vec<_>) =
            windows.partition(|window| window.state != "closed" || window.silent);
        let alarms = manage.picture.alarms.iter();
        let alarms: Vec<_> = alarms.filter(|alarm| !is_early(alarm)).collect();
        let watch = desk.watch();
        let closed: Vec<String> = closed
            .iter()
            .map(|window| window.number.to_string())
            .collect();
        Self {
            words: desk.words,
            clock: desk.local.clock(manage.frame.now.0),
            clock_seconds: desk.local.clock_seconds(manage.frame.now.0),
            day: desk.day(),
            trouble: desk.words.count("page-manage-trouble", alarms.len() as u32),
            alarms: alarms.iter().map(|alarm| desk.alarm(alarm)).collect(),
            watched: desk.words.count("page-manage-watch", watch.len() as u32),
            watch,
            figures: desk.figures(&at_work),
            queues: desk.queues(),
            windows: at_work.iter().map(|window| desk.window(window)).collect(),
            closed: closed.join(LIST_MARK),
            kiosks: manage
                .kiosks
                .iter()
                .map(|kiosk| desk.kiosk(kiosk))
                .collect(),
        }
    }
}

/// An alarm that only says what will be needed soon.
fn is_early(alarm: &AlarmView) -> bool {
    alarm.alarm.starts_with("printer_near_end:")
}

/// Between the numbers of closed windows.
const LIST_MARK: &str = " · ";
