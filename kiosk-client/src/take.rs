//! Taking a number and printing it: the ticket is durable first, the paper second (I15).

use crate::encode::{self, ProcessId};
use crate::limits::ATTEMPTS_MAX;
use crate::local_time;
use crate::printer::{Cause, Doubt, Outcome, Printer};
use crate::slip::Facts;
use hall_core::ticket::PaperState;
use hall_device::{Api, ApiError, request_id};
use hall_protocol::Stamp;
use hall_protocol::api::{Booking, Paper, Person, Take};
use hall_protocol::view::{HallState, HallView, ItemView, TicketView};
use hall_text::Language;
use serde::Serialize;

/// What a person asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Order {
    /// The item's code.
    pub item: String,
    /// Class of visitor; none is the normal one.
    pub class: Option<String>,
    /// Language of the paper.
    pub language: Language,
    /// What is known of the applicant.
    pub person: Person,
    /// The start of the booked slot.
    pub booking: Option<Stamp>,
    /// Token of the same person's first ticket.
    pub visit: Option<String>,
    /// The request id to use; a new one when none. The same id never makes a second ticket.
    pub request_id: Option<String>,
}

/// A number that is taken, and its paper.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Taken {
    /// The ticket.
    pub ticket: TicketView,
    /// What became of the paper.
    pub paper: PaperState,
    /// Why it did not come out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Why nobody can say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
    /// What the system said of the printer; empty when there is nothing to add.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Characters that the printer's font lacks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<char>,
    /// Why the server could not be told; none when it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreported: Option<String>,
}

/// A kiosk that knows its hall: one printer, one ticket at a time.
#[derive(Debug)]
pub struct Kiosk {
    api: Api,
    printer: Printer,
    hall: HallView,
    items: Vec<ItemView>,
}

impl Kiosk {
    /// A kiosk for a hall that is already known.
    pub fn new(api: Api, printer: Printer, hall: HallView, items: Vec<ItemView>) -> Self {
        Self {
            api,
            printer,
            hall,
            items,
        }
    }

    /// Learns the hall and its items, so that nothing stands between a taken number and its paper.
    pub async fn connect(api: Api, printer: Printer) -> Result<Self, ApiError> {
        let state: HallState = api.get("/api/v1/hall").await?;
        let items = api.get("/api/v1/items").await?;
        Ok(Self::new(api, printer, state.hall, items))
    }

    /// The hall.
    pub fn hall(&self) -> &HallView {
        &self.hall
    }

    /// What people may come for.
    pub fn items(&self) -> &[ItemView] {
        &self.items
    }

    /// Takes a number, prints it and tells the server what became of the paper.
    ///
    /// An error means that no number was taken, or that it is not known; the same request id asks
    /// again without taking two. A paper that does not come out is no error.
    pub async fn take_and_print(&self, order: &Order) -> Result<Taken, ApiError> {
        let api = self.api.clone().in_language(order.language);
        let ticket: TicketView = api
            .post("/api/v1/tickets", &body(order), ATTEMPTS_MAX)
            .await?;
        let copy = ticket.existing;
        Ok(self.print(ticket, copy).await)
    }

    /// Prints a ticket and tells the server what became of the paper; who may have one already
    /// gets a paper that is marked as a copy (I16).
    pub async fn print(&self, ticket: TicketView, copy: bool) -> Taken {
        let (outcome, detail, replaced) = self.paper(&ticket, copy).await;
        let (paper, cause, doubt) = match outcome {
            Outcome::Printed => (PaperState::Printed, None, None),
            Outcome::Unknown(doubt) => (PaperState::Unknown, None, Some(doubt)),
            Outcome::Failed(cause) => (PaperState::Failed, Some(cause), None),
        };
        let unreported = self
            .report(&ticket, paper, copy)
            .await
            .err()
            .map(|error| error.to_string());
        Taken {
            ticket,
            paper,
            cause,
            doubt,
            detail,
            replaced,
            unreported,
        }
    }

    async fn paper(&self, ticket: &TicketView, copy: bool) -> (Outcome, String, Vec<char>) {
        let local_time = local_time::show(ticket.taken_at, &self.hall.timezone);
        let facts = Facts {
            copy,
            ..Facts::of(ticket, &self.hall, &self.items, &local_time)
        };
        let id = ProcessId::of(ticket.id.0);
        let encoded = match encode::ticket(&facts, self.printer.press(), id) {
            Ok(encoded) => encoded,
            Err(error) => return (Outcome::Failed(Cause::Fatal), error.to_string(), Vec::new()),
        };
        let report = self.printer.print(&encoded, id).await;
        (report.outcome, report.detail, encoded.replaced)
    }

    async fn report(
        &self,
        ticket: &TicketView,
        paper: PaperState,
        copy: bool,
    ) -> Result<(), ApiError> {
        let path = format!("/api/v1/tickets/{}/paper", ticket.id);
        let body = Paper {
            request_id: request_id(),
            number: Some(ticket.number.clone()),
            paper,
            copy,
        };
        let _: TicketView = self.api.post(&path, &body, ATTEMPTS_MAX).await?;
        Ok(())
    }
}

/// An order as it is sent; the same one for every try.
pub(crate) fn body(order: &Order) -> Take {
    let known = order.person != Person::default();
    Take {
        request_id: order.request_id.clone().unwrap_or_else(request_id),
        item: Some(order.item.clone()),
        class: order.class.clone(),
        language: Some(order.language),
        visit: order.visit.clone(),
        booking: order.booking.map(|slot| Booking { slot }),
        person: known.then(|| order.person.clone()),
        ..Take::default()
    }
}
