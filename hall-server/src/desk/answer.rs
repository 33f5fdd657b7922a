//! What a caller is told: an accepted command's body, or a refusal with the truth.

use super::{Ask, Desk};
use crate::views::Lens;
use hall_core::code::{RequestId, TicketId};
use hall_core::event::Subject;
use hall_core::{Answer, Command, Now, Refusal};
use hall_protocol::api::Rated;
use hall_protocol::view::{BlockView, EnteredView, TicketView};
use serde::Serialize;
use std::sync::Arc;

/// The outcome of one command.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It happened; this is the answer, the same for every repeat.
    Accepted {
        /// HTTP status.
        status: u16,
        /// JSON.
        body: Arc<str>,
    },
    /// It was answered before this batch; the store has the answer.
    Repeat(RequestId),
    /// The intent's id was used for something else.
    Reused,
    /// It changed nothing.
    Refused {
        /// Why.
        refusal: Box<Refusal>,
        /// The ticket that was in the way, as it is.
        truth: Option<Box<TicketView>>,
    },
}

impl Desk {
    fn lens(&self, now: Now) -> Lens<'_> {
        Lens {
            hall: &self.hall,
            notes: &self.notes,
            now: now.at,
        }
    }

    pub(super) fn refused(&self, ask: &Ask, refusal: Refusal, now: Now) -> Outcome {
        let truth = self.truth_of(&refusal, &ask.request.command);
        let truth = truth.and_then(|id| self.hall.ticket(id));
        let truth = truth.map(|ticket| Box::new(self.lens(now).ticket(ticket)));
        Outcome::Refused {
            refusal: Box::new(refusal),
            truth,
        }
    }

    /// Status and body of an accepted command.
    pub(super) fn accepted(&self, ask: &Ask, answer: Answer, now: Now) -> (u16, String) {
        let lens = self.lens(now);
        let command = &ask.request.command;
        match answer {
            Answer::Ticket(id) => {
                let made = matches!(command, Command::TakeTicket(_) | Command::HandIn(_));
                (
                    if made { CREATED } else { OK },
                    json(&self.ticket(lens, id, made, false)),
                )
            }
            Answer::Existing(id) => (OK, json(&self.ticket(lens, id, true, true))),
            Answer::AtWindow(_, id) => (OK, json(&self.ticket(lens, id, false, false))),
            Answer::Window(window) => (OK, json(&lens.window(window))),
            Answer::Subject(Subject::Queue(queue)) => (OK, json(&lens.queue(queue))),
            Answer::Subject(Subject::Item(item)) => (OK, json(&lens.item(item, now))),
            Answer::Block(series, from, to) => {
                let day = self.hall.day().map_or(now.date, |day| day.date);
                (
                    CREATED,
                    json(&BlockView {
                        day,
                        series,
                        from,
                        to,
                        digits: lens.digits(),
                    }),
                )
            }
            Answer::Device(device) => (CREATED, json(&device)),
            Answer::Day => (OK, json(&lens.day())),
            Answer::Case(id) => {
                let case = self.hall.cases().get(&id);
                let made = matches!(command, Command::OpenCase { .. });
                (
                    if made { CREATED } else { OK },
                    json(&case.map(|case| lens.case(id, case, now.date))),
                )
            }
            Answer::Rectification(id) => {
                let one = self.hall.rectifications().get(&id);
                let made = matches!(command, Command::OpenRectification { .. });
                (
                    if made { CREATED } else { OK },
                    json(&one.map(|one| lens.rectification(id, one, now.date))),
                )
            }
            Answer::Callback(day, ticket) => (CREATED, json(&lens.callback(day, ticket))),
            Answer::Entry(id, rectification) => (CREATED, json(&EnteredView { id, rectification })),
            Answer::Rating(id) => (CREATED, json(&self.rated(lens, id))),
            Answer::Notice(id) => (CREATED, json(&lens.notice(id))),
            Answer::HistoryLost => (OK, HISTORY_LOST.to_owned()),
            Answer::Done => (OK, "{}".to_owned()),
        }
    }

    /// A ticket; its name in links goes only to who took it.
    fn ticket(
        &self,
        lens: Lens<'_>,
        id: TicketId,
        made: bool,
        existing: bool,
    ) -> Option<TicketView> {
        let ticket = self.hall.ticket(id)?;
        let token = made.then(|| ticket.token.to_string());
        Some(TicketView {
            token,
            existing,
            ..lens.ticket(ticket)
        })
    }

    fn rated(&self, lens: Lens<'_>, id: TicketId) -> Option<Rated> {
        let ticket = self.hall.ticket(id)?;
        let level = ticket.rating.as_ref()?.level;
        Some(Rated {
            ticket: id,
            number: lens.label(ticket),
            level,
        })
    }

    /// The ticket a refusal speaks of, or the one the command named, or the one in hand.
    fn truth_of(&self, refusal: &Refusal, command: &Command) -> Option<TicketId> {
        match refusal {
            Refusal::WindowBusy { ticket }
            | Refusal::TicketInHand { ticket }
            | Refusal::NumberUsed { ticket } => return Some(*ticket),
            _ => {}
        }
        match command {
            Command::Restore { ticket }
            | Command::Withdraw { ticket, .. }
            | Command::CallChosen { ticket, .. }
            | Command::Rate { ticket, .. }
            | Command::ReportPaper { ticket, .. } => Some(*ticket),
            Command::Reclass { named, .. } => named.ticket,
            Command::Act { window, named, .. } => {
                let in_hand = || self.hall.windows().get(window)?.hand;
                named.ticket.or_else(in_hand)
            }
            _ => None,
        }
    }
}

/// The body by which the witness rule knows that a new epoch must begin.
pub const HISTORY_LOST: &str = r#"{"history_lost":true}"#;

const OK: u16 = 200;
const CREATED: u16 = 201;

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("views have only text keys and finite numbers")
}
