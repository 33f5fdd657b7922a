//! Where a number stands, from the picture that the kiosk has.

use hall_core::code::WindowNumber;
use hall_protocol::limits::DIGITS_USUAL;
use hall_protocol::view::TicketView;
use hall_protocol::{Picture, Stamp};

/// What is known of a written number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// No living ticket bears it: it was served, given up, or never was.
    Nothing,
    /// It waits.
    Waiting(Box<TicketView>),
    /// It is called: go there now.
    Called(WindowNumber),
    /// It is being served, or held, there.
    AtWindow(WindowNumber),
    /// It was missed: to the guide desk, before this moment.
    Missed(Stamp),
    /// It was missed, too long ago.
    MissedTooLong,
}

impl Found {
    /// Looks for a number as people write it: `a23`, `A 023` and `A023` are the same.
    pub fn of(picture: &Picture, written: &str, now: Option<Stamp>) -> Self {
        let Some(wanted) = read(written) else {
            return Self::Nothing;
        };
        let mut tickets = picture.tickets.values();
        let Some(ticket) = tickets.find(|ticket| read(&ticket.number).as_ref() == Some(&wanted))
        else {
            return Self::Nothing;
        };
        let is_over = |until: Stamp| now.is_some_and(|now| now > until);
        match (ticket.state.as_str(), ticket.window, ticket.restore_until) {
            ("waiting", ..) => Self::Waiting(Box::new((**ticket).clone())),
            ("called", Some(window), _) => Self::Called(window),
            ("serving" | "held", Some(window), _) => Self::AtWindow(window),
            ("missed", _, Some(until)) if !is_over(until) => Self::Missed(until),
            ("missed", ..) => Self::MissedTooLong,
            _ => Self::Nothing,
        }
    }
}

/// Whether a number is written to its end: before that, every digit would find another one.
pub(super) fn is_whole(written: &str) -> bool {
    written.chars().filter(char::is_ascii_digit).count() >= usize::from(DIGITS_USUAL)
}

/// Letters and number of `A023`.
fn read(written: &str) -> Option<(String, u32)> {
    let plain: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.to_uppercase();
    let at = plain.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = plain.split_at(at);
    Some((letters.to_owned(), digits.parse().ok()?))
}
