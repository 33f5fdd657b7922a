//! The paper ticket as lines, before any printer byte: what stands where, and how large.
//!
//! Pure: views and words in, lines out. The number is the hero; then where to go, how long, what to
//! bring, how to come back. [`crate::encode`] turns the lines into bytes and chooses how much fits.

pub mod columns;
mod layout;
mod notice;
mod parts;

use crate::limits;
use hall_protocol::view::{HallView, ItemView, TicketView};
use hall_text::{Language, word};
use layout::Layout;

/// A ticket as lines from top to bottom.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Slip {
    /// The lines.
    pub lines: Vec<Line>,
}

/// One line of a slip.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Line {
    /// Text that fits the paper at its scale.
    Text {
        /// The characters.
        text: String,
        /// Magnification, 1 to 8.
        scale: u8,
        /// Bold.
        bold: bool,
        /// In the middle.
        centred: bool,
    },
    /// A QR code with this content, in the middle.
    Qr(String),
}

/// What a slip is laid out on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Room {
    /// Columns of plain text.
    pub columns: usize,
    /// Largest magnification of a character, 1 to 8.
    pub scale_max: u8,
    /// Largest magnification of the number, 1 to 8.
    pub number_scale: u8,
}

/// Everything a ticket tells.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The ticket.
    pub ticket: &'a TicketView,
    /// Its item; none when it was taken for a queue.
    pub item: Option<&'a ItemView>,
    /// The hall.
    pub hall: &'a HallView,
    /// When it was taken, as the hall's clocks show it.
    pub local_time: &'a str,
    /// It is not the first paper of this ticket (I16).
    pub copy: bool,
    /// Whether people ahead and wait mean anything; a kiosk without the server knows neither.
    pub wait_known: bool,
}

impl<'a> Facts<'a> {
    /// A ticket with its item among those of the hall; its first paper, with a wait that is known.
    pub fn of(
        ticket: &'a TicketView,
        hall: &'a HallView,
        items: &'a [ItemView],
        local_time: &'a str,
    ) -> Self {
        Self {
            ticket,
            item: items.iter().find(|item| Some(item.code) == ticket.item),
            hall,
            local_time,
            copy: false,
            wait_known: true,
        }
    }
}

/// Everything a notice slip tells.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// The item.
    pub item: &'a ItemView,
    /// The hall.
    pub hall: &'a HallView,
    /// When it was printed, as the hall's clocks show it.
    pub local_time: &'a str,
    /// The reader's language.
    pub language: Language,
}

/// Everything an enquiry slip tells.
#[derive(Clone, Copy, Debug)]
pub struct Enquiry<'a> {
    /// The number as it was written.
    pub number: &'a str,
    /// Where it stands.
    pub said: &'a str,
    /// The hall.
    pub hall: &'a HallView,
    /// When it was printed, as the hall's clocks show it.
    pub local_time: &'a str,
    /// The reader's language.
    pub language: Language,
}

/// How much may be told; each step is shorter than the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Detail {
    /// Lines for what to bring.
    pub bring_lines: usize,
    /// Lines for the summary in the second language.
    pub summary_lines: usize,
    /// What to bring stands in the summary too.
    pub summary_bring: bool,
    /// Wi-Fi and the word about doing it online.
    pub extras: bool,
}

impl Detail {
    /// From everything to the least that a person needs.
    pub const STEPS: [Self; 5] = [
        Self {
            bring_lines: limits::BRING_LINES_MAX,
            summary_lines: 3,
            summary_bring: true,
            extras: true,
        },
        Self {
            bring_lines: 3,
            summary_lines: 2,
            summary_bring: true,
            extras: true,
        },
        Self {
            bring_lines: 2,
            summary_lines: 2,
            summary_bring: true,
            extras: false,
        },
        Self {
            bring_lines: 2,
            summary_lines: 1,
            summary_bring: false,
            extras: false,
        },
        Self {
            bring_lines: 1,
            summary_lines: 1,
            summary_bring: false,
            extras: false,
        },
    ];
}

impl Slip {
    /// Lays a ticket out.
    pub fn compose(facts: &Facts<'_>, room: Room, detail: Detail) -> Self {
        let mut slip = Layout::new(room, facts.ticket.language);
        slip.marks(facts);
        for part in &facts.hall.ticket.parts {
            slip.part(*part, facts, detail);
        }
        slip.done()
    }

    /// All there is to know of an item before coming again (一次性告知单).
    pub fn notice(notice: &Notice<'_>, room: Room) -> Self {
        let mut slip = Layout::new(room, notice.language);
        slip.notice(notice);
        slip.done()
    }

    /// Where a number stands, to take along.
    pub fn enquiry(enquiry: &Enquiry<'_>, room: Room) -> Self {
        let mut slip = Layout::new(room, enquiry.language);
        slip.enquiry(enquiry);
        slip.done()
    }

    /// A page that shows whether a printer prints, scales and speaks Chinese.
    pub fn test_page(language: Language, room: Room) -> Self {
        let mut slip = Layout::new(room, language);
        slip.large("A023");
        slip.centred(&word(language, "ticket-test-title"), true, 1);
        slip.centred(
            &word(language, "ticket-test-body"),
            false,
            limits::NAME_LINES_MAX,
        );
        slip.done()
    }
}

/// One line without control characters: names and notices must not carry printer commands.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .collect()
}
