//! A case 办件 begins at the window: it is accepted for the ticket in hand, and its number goes with
//! the service. Later it is found again and taken further.

mod find;
mod step;

pub use step::{CaseField, CaseMove};

use super::event::{Action, Body};
use super::{Machine, Notice, Wish};
use hall_core::code::{TicketId, WindowNumber};
use hall_protocol::api::{CaseHand, FirstAct, OpenCase};
use hall_protocol::view::CaseView;

/// The line for it in the list of what is put right.
pub(super) const ACCEPT: &str = "accept";

impl Machine {
    /// Accepts a case for the item that is really served; its clock runs from today.
    pub(super) fn accept_case(&mut self, window: WindowNumber, ticket: TicketId) -> Vec<Action> {
        let request_id = self.next_id();
        let open = OpenCase {
            request_id: request_id.clone(),
            by: CaseHand {
                window: Some(window),
                clerk: None,
            },
            number: self.draft.case.as_ref().map(ToString::to_string),
            item: self.draft.item.map(|item| item.to_string()),
            ticket: Some(ticket),
            first: Some(FirstAct {
                act: "accept".to_owned(),
                ..FirstAct::default()
            }),
            ..OpenCase::default()
        };
        let body = Body::OpenCase(Box::new(open));
        self.post(Wish::OpenCase, "/api/v1/cases".to_owned(), request_id, body)
    }

    /// A case as it stands after an act.
    pub(super) fn on_case(&mut self, wish: Wish, case: &CaseView) {
        match wish {
            Wish::MoveCase => self.on_case_moved(case),
            _ => self.on_case_opened(case),
        }
    }

    /// The case is there: the clerk reads number and last day out, the service bears the number.
    fn on_case_opened(&mut self, case: &CaseView) {
        if self.hand().is_some_and(|hand| Some(hand.id) == case.ticket) {
            self.draft.case = Some(case.number.clone());
        }
        let due = case.due.map(|due| due.to_string()).unwrap_or_default();
        let args = [("number", case.number.as_str().into()), ("due", due.into())];
        let key = if case.provisional {
            "window-case-accepted-provisional"
        } else {
            "window-case-accepted"
        };
        self.notice = Some(Notice::done(self.settings.language, key, &args));
    }
}
