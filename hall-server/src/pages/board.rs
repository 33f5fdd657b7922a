//! The television board: who is called where, in two languages.
//!
//! What is called stands large on the [`Stage`], amber while nobody has come to the window yet;
//! beside it earlier calls, missed numbers and paused windows, below the queues with their waits.
//! What is more than fits turns page by page ([`Turn`]).

mod stage;
mod turn;
mod two;

pub use stage::Stage;
pub use turn::Turn;

use stage::Held;
use two::Two;

use super::LocalTime;
use super::limits::{
    BOARD_CARDS, BOARD_LIST, BOARD_MISSED, BOARD_PAUSED, BOARD_QR_BYTES_MAX, BOARD_QUEUES,
    BOARD_QUEUES_ROW, RELOAD_S, ZONE_CHARS_MAX,
};
use super::qr::{phone_address, qr};
use super::words::{Words, render};
use askama::Template;
use hall_core::code::{WindowNumber, ZoneCode};
use hall_core::plan::Language;
use hall_protocol::picture::Picture;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{CallView, HallView, MissedView, QueueView, WindowView};

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
    match board
        .zone
        .filter(|zone| !board.hall.zones.iter().any(|z| z.zone == *zone))
    {
        Some(zone) => render(&NoZone::of(board.hall, zone.as_str(), board.language)),
        None => render(&Fragment::of(board)),
    }
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

/// A zone that the hall does not have, and those it has.
#[derive(Template)]
#[template(path = "board_no_zone.html")]
struct NoZone<'a> {
    words: Words,
    hall: &'a HallView,
    /// In every language: its tag, what is wrong, what to do.
    says: Vec<[String; 3]>,
    /// The way to each board and its name in two languages.
    ways: Vec<(String, String, String)>,
}

impl<'a> NoZone<'a> {
    fn of(hall: &'a HallView, zone: &str, language: Language) -> Self {
        let short: String = zone.chars().take(ZONE_CHARS_MAX).collect();
        let say = |language: Language| {
            let words = Words(language);
            [
                language.tag().to_owned(),
                words.with("page-board-no-zone", "zone", &short),
                words.t("page-board-no-zone-what"),
            ]
        };
        let (words, other) = both(language);
        let zones = hall.zones.iter().map(|zone| {
            let names = (words.name(&zone.names), other.name(&zone.names));
            (
                format!("/board/{}", zone.zone),
                names.0.to_owned(),
                names.1.to_owned(),
            )
        });
        let whole =
            ["page-board-whole"].map(|key| ("/board".to_owned(), words.t(key), other.t(key)));
        Self {
            words,
            hall,
            says: Language::ALL.map(say).into(),
            ways: whole.into_iter().chain(zones).collect(),
        }
    }
}

/// A board's two languages.
const fn both(language: Language) -> (Words, Words) {
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
    notice: Option<[String; 2]>,
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
    is_long: bool,
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
        let is_other = board.turn.is_other(queues.len(), BOARD_QUEUES);
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
            notice: two.notice(board),
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

impl<'a> Board<'a> {
    /// The calls of this board, newest first.
    fn calls(&self) -> impl Iterator<Item = &'a CallView> {
        let calls = self.picture.calls.iter();
        calls.filter(|call| self.shows(call.zone))
    }

    /// What stands large: what the stage holds, and below the newest of the others.
    fn cards(&self) -> Vec<(&'a CallView, Option<&'a Held>)> {
        let held = self.stage.cards().into_iter();
        let mut cards: Vec<(&CallView, Option<&Held>)> =
            held.map(|card| (&card.call, Some(card))).collect();
        for call in self.calls() {
            if cards.len() >= BOARD_CARDS {
                break;
            }
            if !cards.iter().any(|(card, _)| card.number == call.number) {
                cards.push((call, None));
            }
        }
        cards
    }

    /// The code that leads a phone to this board.
    fn phone(&self, two: &Two) -> Option<PhoneCode> {
        let path = match self.zone {
            Some(zone) => format!("/board/{zone}"),
            None => "/board".to_owned(),
        };
        let address = phone_address(&self.hall.public_url, &path, BOARD_QR_BYTES_MAX)?;
        let (width, path) = qr(&address)?;
        let say = two.t("page-board-phone");
        Some(PhoneCode { width, path, say })
    }

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

    /// The queues by series and code, so that none jumps about; those where nobody is and nothing
    /// is open make room for the others.
    fn queues(&self) -> Vec<&'a QueueView> {
        let queues = self.picture.queues.values();
        let mut queues: Vec<&QueueView> = queues.filter(|queue| self.shows(queue.zone)).collect();
        if queues.len() > BOARD_QUEUES {
            let is_idle =
                |q: &QueueView| q.waiting == 0 && q.open_windows == 0 && q.paused.is_none();
            queues.retain(|queue| !is_idle(queue));
        }
        queues.sort_by_key(|queue| (queue.series, queue.queue));
        queues
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
