//! One intent of a person, as far as it is not settled.

use hall_core::Date;
use hall_core::code::{SeriesCode, TicketId};
use hall_core::ticket::PaperState;
use hall_protocol::Stamp;
use hall_protocol::api::Take;

/// What is known of an intent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Intent {
    /// Its id, the same in every try (hazard 4).
    pub request_id: String,
    /// What was asked for; empty when only a copy of its ticket was printed.
    pub take: Take,
    /// The server may know of it.
    pub asked: bool,
    /// The business day, as far as known.
    pub day: Option<Date>,
    /// When it was touched, by the hall's clock.
    pub at: Option<Stamp>,
    /// The same by the monotonic clock of this run; none for what an earlier run left.
    pub mono_ms: Option<u64>,
    /// The server's ticket, as far as known.
    pub ticket: Option<TicketId>,
    /// The number on the paper.
    pub number: Option<String>,
    /// The number the kiosk gave; none when the server did.
    pub given: Option<Given>,
    /// The server knows the given number.
    pub handed_in: bool,
    /// Its papers, in order of printing.
    pub sheets: Vec<Sheet>,
}

/// A number the kiosk gave without the server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// The business day.
    pub day: Date,
    /// The series.
    pub series: SeriesCode,
    /// The number.
    pub n: u32,
    /// The token on the paper.
    pub token: String,
    /// The last contact with the server before it.
    pub last_contact: Stamp,
}

/// One paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// The print; 0 when none was begun.
    pub job: u64,
    /// Marked as a copy.
    pub copy: bool,
    /// What became of it, with the id of the report; none while it is under way.
    pub end: Option<(PaperState, String)>,
    /// The server was told.
    pub reported: bool,
}

impl Intent {
    /// An intent of which nothing is known yet.
    pub(super) fn named(request_id: &str) -> Self {
        Self {
            request_id: request_id.to_owned(),
            take: Take::default(),
            asked: false,
            day: None,
            at: None,
            mono_ms: None,
            ticket: None,
            number: None,
            given: None,
            handed_in: false,
            sheets: Vec::new(),
        }
    }

    /// Whether nobody needs to be told anything more.
    pub fn is_settled(&self) -> bool {
        let known = self.given.is_none() || self.handed_in;
        // A number of a day that was over when it was handed in has no ticket to tell of, and
        // neither has a paper whose intent a damaged journal lost.
        let mute = self.ticket.is_none() && (self.handed_in || self.is_orphan());
        let told = |sheet: &Sheet| sheet.end.is_some() && (sheet.reported || mute);
        let begun = !self.sheets.is_empty() || self.given.is_some();
        begun && known && self.sheets.iter().all(told)
    }

    /// Whether the server may have a number for it that the kiosk does not know, with no paper
    /// under way.
    pub fn is_unanswered(&self) -> bool {
        let printed = self.sheets.iter().all(|sheet| sheet.end.is_some());
        self.asked && self.given.is_none() && self.ticket.is_none() && printed
    }

    /// Whether another kiosk can find the ticket by its person.
    pub fn is_of_known_person(&self) -> bool {
        let hash = self.take.person.as_ref().and_then(|p| p.hash.as_ref());
        hash.is_some() || self.take.visit.is_some()
    }

    fn is_orphan(&self) -> bool {
        !self.asked && self.given.is_none()
    }

    pub(super) fn sheet(&mut self, job: u64) -> &mut Sheet {
        let at = self.sheets.iter().position(|sheet| sheet.job == job);
        let at = at.unwrap_or_else(|| {
            self.sheets.push(Sheet {
                job,
                copy: false,
                end: None,
                reported: false,
            });
            self.sheets.len() - 1
        });
        &mut self.sheets[at]
    }
}
