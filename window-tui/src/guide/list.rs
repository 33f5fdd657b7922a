//! The two lists of the desk and what is found in them.

use super::machine::Machine;
use crate::limits::UNREPORTED_S;
use hall_core::Span;
use hall_core::ticket::PaperState;
use hall_protocol::view::{ItemView, TicketView};

/// Which list has the keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum List {
    /// What people come for.
    #[default]
    Items,
    /// The numbers of the day that are not over.
    Tickets,
}

impl List {
    /// The other one.
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Items => Self::Tickets,
            Self::Tickets => Self::Items,
        }
    }
}

impl Machine {
    /// The items that fit what is typed, best first; with nothing typed the frequent ones first.
    pub fn items(&self) -> Vec<&ItemView> {
        if self.typed().trim().is_empty() || self.list() == List::Tickets {
            let mut all: Vec<&ItemView> = self.all_items().iter().collect();
            all.sort_by_key(|item| (!item.frequent, item.zone, item.code));
            return all;
        }
        let places = self.index().find(self.typed());
        places
            .into_iter()
            .filter_map(|place| self.all_items().get(place))
            .collect()
    }

    /// The numbers that fit what is typed: those whose paper is in doubt first, then those who
    /// were missed, then the others by number.
    pub fn tickets(&self) -> Vec<&TicketView> {
        let wanted = match self.list() {
            List::Tickets => plain(self.typed()),
            List::Items => String::new(),
        };
        let tickets = self.standing().picture.tickets.values();
        let mut found: Vec<&TicketView> = tickets
            .map(|ticket| &**ticket)
            .filter(|ticket| fits(&ticket.number, &wanted))
            .collect();
        found.sort_by(|a, b| self.rank(a).cmp(&self.rank(b)));
        found
    }

    fn rank<'a>(&self, ticket: &'a TicketView) -> (u8, &'a str) {
        let rank = if self.is_paper_in_doubt(ticket) {
            0
        } else if self.may_be_restored(ticket) {
            1
        } else if ticket.state == "waiting" {
            2
        } else {
            3
        };
        (rank, &ticket.number)
    }

    /// Whether nobody can say that the person has a paper in hand. A desk that prints also wonders
    /// about a number of which it was never said what became of its paper.
    pub fn is_paper_in_doubt(&self, ticket: &TicketView) -> bool {
        match ticket.paper {
            PaperState::Unreported if ticket.no_paper => false,
            PaperState::Failed | PaperState::Unknown => true,
            PaperState::Printed => false,
            PaperState::Unreported => {
                let age = self.standing().since(ticket.taken_at.0);
                self.prints() && age > Span::seconds(UNREPORTED_S)
            }
        }
    }

    /// Whether a missed person may still come back.
    pub fn may_be_restored(&self, ticket: &TicketView) -> bool {
        let now = self.standing().now.hall.unwrap_or_default();
        ticket.state == "missed" && ticket.restore_until.is_some_and(|until| until.0 > now)
    }
}

/// `a23`, `A023` and `23` find A023.
fn fits(number: &str, wanted: &str) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let digits_at = number.find(|c: char| c.is_ascii_digit());
    let (letters, digits) = number.split_at(digits_at.unwrap_or(number.len()));
    let short = digits.trim_start_matches('0');
    let written = [
        number.to_owned(),
        digits.to_owned(),
        short.to_owned(),
        format!("{letters}{short}"),
    ];
    written.iter().any(|text| text.starts_with(wanted))
}

fn plain(typed: &str) -> String {
    let typed = typed.chars().filter(|c| !c.is_whitespace());
    typed.collect::<String>().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_number_is_found_as_people_say_it() {
        for wanted in ["", "A", "A0", "A023", "A23", "23", "023", "2"] {
            assert!(fits("A023", wanted), "{wanted}");
        }
        for wanted in ["B", "A03", "3", "A0234", "A24"] {
            assert!(!fits("A023", wanted), "{wanted}");
        }
    }
}
