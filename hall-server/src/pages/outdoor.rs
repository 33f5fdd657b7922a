//! The outdoor board: what passers-by may know before they come in. What can be done now and where,
//! how long it takes in each zone, and yesterday's public figures. No ticket is in it, not even by
//! its number: nobody can be followed from the street.

use super::LocalTime;
use super::board::{Turn, both};
use super::limits::{OUTDOOR_ITEMS, OUTDOOR_ZONES, PUBLIC_FIGURES_MIN, RELOAD_S};
use super::opening::when;
use super::words::{Words, render};
use crate::report::{Share, percent};
use askama::Template;
use hall_core::Date;
use hall_core::plan::Language;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{DayView, HallView, ItemView, NoticeView, QueueView, ZoneView};
use hall_text::FluentValue;

/// What the outdoor board shows.
#[derive(Clone, Copy, Debug)]
pub struct Outdoor<'a> {
    /// The hall.
    pub hall: &'a HallView,
    /// The business day.
    pub day: Option<&'a DayView>,
    /// What the hall tells everybody.
    pub notices: &'a [NoticeView],
    /// Every item of the plan.
    pub items: &'a [ItemView],
    /// Every queue of the plan.
    pub queues: &'a [QueueView],
    /// The last day before this one.
    pub yesterday: Option<PublicDay>,
    /// Which pages are on.
    pub turn: Turn,
    /// The hall's time.
    pub now: Stamp,
    /// When numbers are given again, for a hall that is closed.
    pub opens: Option<Stamp>,
    /// The first language; the other one is shown in turn.
    pub language: Language,
    /// Where the page's events come from.
    pub stream: &'a str,
}

/// A day's figures for everybody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PublicDay {
    /// The day.
    pub day: Date,
    /// Services brought to their end.
    pub finished: u32,
    /// The mean wait in whole minutes.
    pub wait_minutes: Option<u32>,
    /// The share of good ratings.
    pub satisfied: Option<Share>,
}

impl PublicDay {
    /// The figures, if so many were served that none of them can be told apart.
    pub fn new(day: Date, total: &crate::report::Figures) -> Option<Self> {
        let wait = |ms: i64| u32::try_from((ms + 30_000) / 60_000).ok();
        let rated = total.satisfaction.whole >= u64::from(PUBLIC_FIGURES_MIN);
        (total.finished >= PUBLIC_FIGURES_MIN).then(|| Self {
            day,
            finished: total.finished,
            wait_minutes: total.wait.mean_ms.and_then(wait),
            satisfied: rated.then_some(total.satisfaction),
        })
    }
}

/// The whole page.
pub fn outdoor(outdoor: &Outdoor<'_>) -> String {
    let words = Words(outdoor.language);
    render(&Page {
        words,
        title: words.with(
            "page-outdoor-title",
            "hall",
            words.name(&outdoor.hall.names),
        ),
        reload_s: RELOAD_S,
        stream: outdoor.stream,
        live: outdoor_fragment(outdoor),
    })
}

/// What live updates replace.
pub fn outdoor_fragment(outdoor: &Outdoor<'_>) -> String {
    render(&Fragment::of(outdoor))
}

#[derive(Template)]
#[template(path = "outdoor.html")]
struct Page<'a> {
    words: Words,
    title: String,
    reload_s: u32,
    stream: &'a str,
    live: String,
}

#[derive(Template)]
#[template(path = "outdoor_live.html")]
struct Fragment<'a> {
    words: Words,
    hall: &'a HallView,
    clock: String,
    state: String,
    is_open: bool,
    notice: Option<(String, bool)>,
    zones: Vec<Row>,
    items: Vec<Row>,
    items_page: Option<[usize; 2]>,
    /// Its title and its figures.
    yesterday: Option<(String, Vec<[String; 2]>)>,
}

/// A zone or an item.
struct Row {
    name: String,
    floor: String,
    wait: String,
}

impl<'a> Fragment<'a> {
    fn of(outdoor: &Outdoor<'a>) -> Self {
        let open: Vec<&ItemView> = outdoor.open_items().collect();
        let told = outdoor.told();
        let is_other = outdoor.turn.is_other(&[
            (told.len(), 1),
            (open.len(), OUTDOOR_ITEMS),
            (outdoor.hall.zones.len(), OUTDOOR_ZONES),
        ]);
        let (words, other) = both(outdoor.language);
        let words = if is_other { other } else { words };
        let local = LocalTime::new(&outdoor.hall.timezone);
        let items = outdoor.turn.page(&open, OUTDOOR_ITEMS);
        let zones = outdoor.turn.page(&outdoor.hall.zones, OUTDOOR_ZONES);
        let is_open = outdoor.day.is_some_and(|day| day.stage == "open");
        Self {
            words,
            hall: outdoor.hall,
            clock: local.clock(outdoor.now.0),
            state: outdoor.state(words, &local),
            is_open,
            notice: outdoor
                .turn
                .page(&told, 1)
                .items
                .first()
                .map(|notice| (words.name(&notice.text).to_owned(), notice.urgent)),
            zones: zones
                .items
                .iter()
                .map(|zone| outdoor.zone(words, zone))
                .collect(),
            items: items
                .items
                .iter()
                .map(|item| Outdoor::item(words, item))
                .collect(),
            items_page: items.of,
            yesterday: outdoor.yesterday.map(|day| {
                (
                    outdoor.title_of(day.day, words, &local),
                    figures(words, day),
                )
            }),
        }
    }
}

impl<'a> Outdoor<'a> {
    /// What gives numbers now and has a window that takes them.
    fn open_items(&self) -> impl Iterator<Item = &'a ItemView> {
        let queues = self.queues;
        let serves = |item: &ItemView| {
            let queue = queues.iter().find(|queue| queue.queue == item.queue);
            queue.is_some_and(|queue| queue.open_windows > 0)
        };
        self.items
            .iter()
            .filter(move |item| item.open && serves(item))
    }

    /// What the hall tells everybody: what is urgent, or one after the other. Who passes by is in no
    /// zone.
    fn told(&self) -> Vec<&'a NoticeView> {
        let notices = self.notices.iter().rev();
        let (urgent, plain): (Vec<_>, Vec<_>) = notices.partition(|notice| notice.urgent);
        let plain = plain.into_iter().filter(|notice| notice.zone.is_none());
        if urgent.is_empty() {
            plain.collect()
        } else {
            urgent
        }
    }

    fn state(&self, words: Words, local: &LocalTime) -> String {
        let stage = self.day.map_or("", |day| day.stage.as_str());
        let opens = || {
            let opens = self.opens?;
            let when = when(words, local, self.now.0, opens.0);
            Some(words.with("page-board-opens", "when", &when))
        };
        match stage {
            "open" => words.t("page-outdoor-open"),
            "closing" => words.t("page-board-closing"),
            _ => opens().unwrap_or_else(|| words.t("page-board-not-open")),
        }
    }

    fn zone(&self, words: Words, zone: &ZoneView) -> Row {
        let queues = self.queues.iter().filter(|queue| queue.zone == zone.zone);
        let busy: Vec<&QueueView> = queues.filter(|queue| queue.open_windows > 0).collect();
        let waits = busy.iter().filter(|queue| queue.waiting > 0);
        let ranges = waits.clone().filter_map(|queue| queue.wait_minutes);
        let range = ranges.reduce(|one, other| [one[0].min(other[0]), one[1].max(other[1])]);
        let wait = if busy.is_empty() {
            words.t("page-board-queue-shut")
        } else {
            wait(words, waits.count() > 0, range)
        };
        Row {
            name: words.name(&zone.names).to_owned(),
            floor: words.floor(zone.floor),
            wait,
        }
    }

    fn item(words: Words, item: &ItemView) -> Row {
        Row {
            name: words.name(&item.names).to_owned(),
            floor: words.floor(item.floor),
            wait: wait(words, item.waiting > 0, item.wait_minutes),
        }
    }

    /// "昨天" only if it was; after a weekend the date.
    fn title_of(&self, day: Date, words: Words, local: &LocalTime) -> String {
        if local.date(self.now.0).0 - day.0 == 1 {
            return words.t("page-outdoor-yesterday");
        }
        let (_, month, day) = day.civil();
        let args = [
            ("month", FluentValue::from(month)),
            ("day", FluentValue::from(day)),
        ];
        words.say("page-outdoor-on-day", &args)
    }
}

/// How long it takes where anybody waits.
fn wait(words: Words, is_waited: bool, minutes: Option<[u16; 2]>) -> String {
    match minutes.filter(|_| is_waited) {
        Some(range) => words.minutes(range),
        None if is_waited => words.t("page-outdoor-short"),
        None => words.t("page-outdoor-free"),
    }
}

fn figures(words: Words, day: PublicDay) -> Vec<[String; 2]> {
    let finished = [
        words.t("page-outdoor-finished"),
        words.count("page-outdoor-services", day.finished),
    ];
    let wait = day.wait_minutes.map(|minutes| {
        let minutes = words.count("page-outdoor-minutes", minutes);
        [words.t("page-outdoor-wait"), minutes]
    });
    let satisfied = day.satisfied.and_then(percent).map(|share| {
        let share = format!("{share} %");
        [words.t("page-outdoor-satisfied"), share]
    });
    [Some(finished), wait, satisfied]
        .into_iter()
        .flatten()
        .collect()
}
