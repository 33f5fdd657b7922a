//! The television board: who is called where, in two languages.
//!
//! The newest call is the largest and amber while it is still called, not yet served; below are
//! the queues with their waits, beside it earlier calls, missed numbers and paused windows.

mod two;

use two::Two;

use super::LocalTime;
use super::limits::{
    BOARD_CARDS, BOARD_LIST, BOARD_LIST_MIN, BOARD_MISSED, BOARD_PAUSED, BOARD_QUEUES_ROW,
    BOARD_ROWS, RELOAD_S,
};
use super::words::{Words, render};
use askama::Template;
use hall_core::code::{WindowNumber, ZoneCode};
use hall_core::plan::Language;
use hall_protocol::picture::Picture;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{CallView, HallView, MissedView, WindowView};

/// What a board shows.
#[derive(Clone, Copy, Debug)]
pub struct Board<'a> {
    /// The hall.
    pub hall: &'a HallView,
    /// What the public may know.
    pub picture: &'a Picture,
    /// Only this zone; none = the whole hall.
    pub zone: Option<ZoneCode>,
    /// The hall's time.
    pub now: Stamp,
    /// When numbers are given again, for a hall that is closed.
    pub opens: Option<Stamp>,
    /// The first language; the second is English, or Chinese beside English.
    pub language: Language,
    /// Where the page's events come from.
    pub stream: &'a str,
}

/// The whole page.
pub fn board(board: &Board<'_>) -> String {
    let words = Words(board.language);
    let page = Page {
        words,
        title: words.with("page-board-title", "hall", words.name(&board.hall.names)),
        reload_s: RELOAD_S,
        stream: board.stream,
        live: board_fragment(board),
    };
    render(&page)
}

/// What live updates replace.
pub fn board_fragment(board: &Board<'_>) -> String {
    render(&Fragment::of(board))
}

#[derive(Template)]
#[template(path = "board.html")]
struct Page<'a> {
    words: Words,
    title: String,
    reload_s: u32,
    stream: &'a str,
    live: String,
}

#[derive(Template)]
#[template(path = "board_live.html")]
struct Fragment<'a> {
    words: Words,
    other: Words,
    hall: &'a HallView,
    place: Option<[String; 2]>,
    clock: String,
    clock_seconds: String,
    /// Changes when something was called: the page then moves once.
    fresh: String,
    notice: Option<[String; 2]>,
    empty: Option<Empty>,
    cards: Vec<Card>,
    list: Vec<Card>,
    missed: Vec<Missed>,
    missed_more: Option<String>,
    paused: Vec<Paused>,
    queues: Vec<Queue>,
    /// Nothing stands beside the cards.
    is_wide: bool,
    /// The queues need two rows.
    is_dense: bool,
}

/// What stands where calls would be.
struct Empty {
    what: [String; 2],
    next: Option<[String; 2]>,
}

struct Card {
    number: String,
    mark: String,
    window: WindowNumber,
    floor: Option<[String; 2]>,
    is_long: bool,
    /// "请到", "办理中" or, for one that is over, "刚刚呼叫".
    say: [String; 2],
    /// Announced and not yet at the window.
    is_called: bool,
    again: Option<[String; 2]>,
}

struct Missed {
    number: String,
    mark: String,
    until: [String; 2],
}

struct Paused {
    window: WindowNumber,
    until: Option<[String; 2]>,
    /// The nearest open window for the same queues.
    instead: Option<WindowNumber>,
}

struct Queue {
    name: [String; 2],
    series: String,
    state: [String; 2],
    wait: Option<[String; 2]>,
    is_paused: bool,
}

impl<'a> Fragment<'a> {
    fn of(board: &Board<'a>) -> Self {
        let words = Words(board.language);
        let other = Words(match board.language {
            Language::En => Language::ZhCn,
            Language::ZhCn | Language::ZhHant => Language::En,
        });
        let two = Two {
            words,
            other,
            local: LocalTime::new(&board.hall.timezone),
        };
        let calls: Vec<&CallView> = board
            .picture
            .calls
            .iter()
            .filter(|call| board.shows(call.zone))
            .collect();
        let card = |call: &&CallView| two.card(board, call);
        let is_over = board.stage() == "closed" || board.picture.day.is_none();
        let shown = if is_over { &[][..] } else { &calls[..] };
        let missed: Vec<&MissedView> = board.missed().filter(|_| !is_over).collect();
        let more = missed.len().saturating_sub(BOARD_MISSED) as u32;
        let missed_more = (more > 0).then(|| two.missed_more(board, more));
        let paused: Vec<Paused> = board
            .paused()
            .filter(|_| !is_over)
            .take(BOARD_PAUSED)
            .map(|window| two.paused(board, window))
            .collect();
        let missed: Vec<Missed> = missed
            .iter()
            .take(BOARD_MISSED)
            .map(|one| two.missed(board, one))
            .collect();
        let quiet = missed.len() + paused.len() + usize::from(missed_more.is_some());
        let list = BOARD_ROWS
            .saturating_sub(quiet)
            .clamp(BOARD_LIST_MIN, BOARD_LIST);
        let queues = if is_over {
            Vec::new()
        } else {
            two.queues(board)
        };
        Self {
            words,
            other,
            hall: board.hall,
            place: two.place(board),
            clock: two.local.clock(board.now.0),
            clock_seconds: two.local.clock_seconds(board.now.0),
            fresh: shown
                .first()
                .map(|c| format!("{} {}", c.number, c.at))
                .unwrap_or_default(),
            notice: two.notice(board),
            empty: shown.is_empty().then(|| two.empty(board, is_over)),
            cards: shown.iter().take(BOARD_CARDS).map(card).collect(),
            list: shown
                .iter()
                .skip(BOARD_CARDS)
                .take(list)
                .map(card)
                .collect(),
            is_wide: shown.len() <= BOARD_CARDS && quiet == 0,
            is_dense: queues.len() > BOARD_QUEUES_ROW,
            missed,
            missed_more,
            paused,
            queues,
        }
    }
}

impl Board<'_> {
    fn shows(&self, zone: ZoneCode) -> bool {
        self.zone.is_none_or(|own| own == zone)
    }

    fn stage(&self) -> &str {
        self.picture
            .day
            .as_ref()
            .map_or("", |day| day.stage.as_str())
    }

    /// Missed numbers that may still come back.
    fn missed(&self) -> impl Iterator<Item = &MissedView> {
        self.picture
            .missed
            .iter()
            .filter(|m| self.shows(m.zone) && m.until > self.now)
    }

    fn paused(&self) -> impl Iterator<Item = &WindowView> {
        let windows = self.picture.windows.values();
        windows.filter(|window| self.shows(window.zone) && window.state == "paused")
    }

    /// The nearest open window that serves one of its queues.
    fn instead_of(&self, paused: &WindowView) -> Option<WindowNumber> {
        let serves = |other: &&WindowView| {
            other.state == "open" && other.queues.iter().any(|q| paused.queues.contains(q))
        };
        let open = self.picture.windows.values().filter(serves);
        open.map(|window| window.number)
            .min_by_key(|number| number.0.abs_diff(paused.number.0))
    }

    /// The state of a called number while its window has it in hand.
    fn hand_of(&self, call: &CallView) -> Option<&str> {
        let hand = self.picture.windows.get(&call.window)?.ticket.as_ref()?;
        (hand.number == call.number).then_some(hand.state.as_str())
    }
}
