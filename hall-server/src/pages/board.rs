//! The television board: who is called where, in two languages.
//!
//! What is called stands large on the [`Stage`], amber while nobody has come to the window yet;
//! beside it earlier calls, missed numbers and paused windows, below the queues with their waits.
//! What is more than fits turns page by page ([`Turn`]).

mod choice;
mod no_zone;
mod stage;
mod turn;
mod two;

pub use stage::Stage;
pub use turn::Turn;

use no_zone::NoZone;
use stage::Held;
use two::Two;

use super::LocalTime;
use super::limits::{
    BOARD_LIST, BOARD_MISSED, BOARD_NOTICE_CELLS, BOARD_NUMBER_CHARS, BOARD_PAUSED, BOARD_QUEUES,
    BOARD_QUEUES_ROW, BOARD_URGENT_CELLS, RELOAD_S,
};
use super::words::{Words, render};
use askama::Template;
use hall_core::code::{WindowNumber, ZoneCode};
use hall_core::plan::Language;
use hall_protocol::picture::Picture;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{HallView, MissedView, WindowView};
use unicode_width::UnicodeWidthStr as _;

/// What a board shows.
#[derive(Clone, Copy, Debug)]
pub struct Board<'a> {
    /// The hall.
    pub hall: &'a HallView,
    /// What the public may know.
    pub picture: &'a Picture,
    /// Only this zone; none = the whole hall.
    pub zone: Option<ZoneCode>,
    /// What stands large, already taken up to [`now`](Self::now).
    pub stage: &'a Stage,
    /// Which pages are on.
    pub turn: Turn,
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
    let live = board_fragment(board);
    page(board.hall, board.language, board.stream, live)
}

/// The page of a zone that cannot be, which never changes.
pub fn no_zone(hall: &HallView, zone: &str, language: Language) -> String {
    page(
        hall,
        language,
        "",
        render(&NoZone::of(hall, zone, language)),
    )
}

fn page(hall: &HallView, language: Language, stream: &str, live: String) -> String {
    let words = Words(language);
    render(&Page {
        words,
        title: words.with("page-board-title", "hall", words.name(&hall.names)),
        reload_s: RELOAD_S,
        stream,
        live,
    })
}

/// What live updates replace. A zone that is gone is a note on the board and never an end: the
/// board goes on by itself when the plan has it again.
pub fn board_fragment(board: &Board<'_>) -> String {
    match board.zone.filter(|zone| !has_zone(board.hall, *zone)) {
        Some(zone) => render(&NoZone::of(board.hall, zone.as_str(), board.language)),
        None => render(&Fragment::of(board)),
    }
}

/// Whether the hall has this zone.
pub fn has_zone(hall: &HallView, zone: ZoneCode) -> bool {
    hall.zones.iter().any(|known| known.zone == zone)
}

#[derive(Template)]
#[template(path = "board.html")]
struct Page<'a> {
    words: Words,
    title: String,
    reload_s: u32,
    /// Empty = the page stays as it is.
    stream: &'a str,
    live: String,
}

/// A board's two languages.
pub(super) const fn both(language: Language) -> (Words, Words) {
    let other = match language {
        Language::En => Language::ZhCn,
        Language::ZhCn | Language::ZhHant => Language::En,
    };
    (Words(language), Words(other))
}

#[derive(Template)]
#[template(path = "board_live.html")]
struct Fragment<'a> {
    words: Words,
    other: Words,
    /// The language of what is shown in one at a time.
    one: Words,
    hall: &'a HallView,
    place: Option<[String; 2]>,
    clock: String,
    notice: Option<Told>,
    notice_page: Option<[usize; 2]>,
    empty: Option<Empty>,
    cards: Vec<Card>,
    /// Calls that wait for room on the stage.
    more: Option<[String; 2]>,
    list: Vec<Card>,
    missed: Vec<Missed>,
    missed_page: Option<[usize; 2]>,
    paused: Vec<Paused>,
    paused_page: Option<[usize; 2]>,
    queues: Vec<Queue>,
    queues_page: Option<[usize; 2]>,
    phone: Option<PhoneCode>,
    /// Cards of one size share the whole width.
    is_crowded: bool,
    /// Nothing stands beside the cards.
    is_wide: bool,
    /// The queues need two rows.
    is_dense: bool,
}

/// What everybody must know: one of several at a time.
struct Told {
    first: String,
    /// In the other language, unless it is the same.
    second: Option<String>,
    is_urgent: bool,
}

impl Told {
    /// Both languages do not fit into one row.
    fn is_long(&self) -> bool {
        let second = self.second.as_ref().map_or(0, |text| text.width());
        let most = if self.is_urgent {
            BOARD_URGENT_CELLS
        } else {
            BOARD_NOTICE_CELLS
        };
        self.first.width() + second > most
    }
}

/// The way from the board to a phone.
struct PhoneCode {
    width: usize,
    path: String,
    say: [String; 2],
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
    /// "请到", "办理中" or, for one that is over, "刚刚呼叫".
    say: [String; 2],
    /// Announced and not yet at the window.
    is_called: bool,
    /// It stands out: called, and the newest or still on the stage.
    is_loud: bool,
    /// It has just come.
    is_fresh: bool,
    /// Another announcement has another one.
    key: String,
    again: Option<[String; 2]>,
}

impl Card {
    /// Too long for the largest type.
    fn is_long(&self) -> bool {
        self.mark.chars().count() + self.number.chars().count() > BOARD_NUMBER_CHARS
    }
}

struct Missed {
    number: String,
    mark: String,
    until: String,
}

struct Paused {
    window: WindowNumber,
    until: Option<String>,
    /// The nearest open window for the same queues.
    instead: Option<WindowNumber>,
}

struct Queue {
    name: String,
    series: String,
    state: String,
    /// How long, or why it is paused.
    wait: Option<String>,
    is_paused: bool,
}

impl<'a> Fragment<'a> {
    fn of(board: &Board<'a>) -> Self {
        let (words, other) = both(board.language);
        let is_over = board.stage() == "closed" || board.picture.day.is_none();
        let queues = if is_over { Vec::new() } else { board.queues() };
        let missed: Vec<&MissedView> = board.missed().filter(|_| !is_over).collect();
        let paused: Vec<&WindowView> = board.paused().filter(|_| !is_over).collect();
        let is_other = board.turn.is_other(&[
            (queues.len(), BOARD_QUEUES),
            (missed.len(), BOARD_MISSED),
            (paused.len(), BOARD_PAUSED),
        ]);
        let one = if is_other { other } else { words };
        let local = LocalTime::new(&board.hall.timezone);
        let two = Two {
            words,
            other,
            one,
            local,
        };
        let is_crowded = board.stage.is_crowded() && !is_over;
        let cards = if is_over { Vec::new() } else { board.cards() };
        let rest = board.calls().filter(|_| !is_over);
        let rest = rest.filter(|call| !cards.iter().any(|(card, _)| card.number == call.number));
        let list = rest
            .take(BOARD_LIST)
            .map(|call| two.card(board, call, None, false));
        let list: Vec<Card> = list.collect();
        let cards = cards.into_iter().enumerate();
        let cards: Vec<Card> = cards
            .map(|(at, (call, held))| two.card(board, call, held, at == 0))
            .collect();
        let told = two.told(board);
        let notice_page = board.turn.page(&told, 1).of;
        let waiting = board.stage.waiting();
        let missed_page = board.turn.page(&missed, BOARD_MISSED);
        let paused_page = board.turn.page(&paused, BOARD_PAUSED);
        let queues_page = board.turn.page(&queues, BOARD_QUEUES);
        Self {
            words,
            other,
            one,
            hall: board.hall,
            place: two.place(board),
            clock: two.local.clock(board.now.0),
            notice: told
                .into_iter()
                .nth(notice_page.map_or(0, |[at, _]| at - 1)),
            notice_page,
            empty: cards.is_empty().then(|| two.empty(board, is_over)),
            more: (is_crowded && waiting > 0).then(|| two.more(waiting)),
            is_wide: list.is_empty() && missed.is_empty() && paused.is_empty(),
            is_dense: queues_page.items.len() > BOARD_QUEUES_ROW || queues_page.of.is_some(),
            is_crowded,
            cards,
            list,
            missed: missed_page
                .items
                .iter()
                .map(|m| two.missed(board, m))
                .collect(),
            missed_page: missed_page.of,
            paused: paused_page
                .items
                .iter()
                .map(|w| two.paused(board, w))
                .collect(),
            paused_page: paused_page.of,
            queues: queues_page.items.iter().map(|q| two.queue(q)).collect(),
            queues_page: queues_page.of,
            phone: board.phone(&two),
        }
    }
}
