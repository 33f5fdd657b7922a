//! Cases: who begins one, who moves it, and what the calendar does overnight.

use super::{Decided, Decision};
use crate::calendar::Calendar;
use crate::case::{Case, CaseAct, CaseOpened, Terms};
use crate::code::{CaseId, ClerkCode, DepartmentCode, ItemCode};
use crate::command::{Answer, CaseClerk, NewCase};
use crate::event::Event;
use crate::hall::Hall;
use crate::limits::{CASE_PARTS_MAX, CASES_MAX};
use crate::refusal::Refusal;
use crate::service::CaseNumber;
use crate::time::{Date, Now};
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

impl Hall {
    pub(super) fn open_case(&self, now: Now, by: CaseClerk, new: &NewCase) -> Decided {
        let clerk = self.case_clerk(by)?;
        if self.cases.len() >= CASES_MAX {
            return Err(Refusal::CaseLimit { limit: CASES_MAX });
        }
        let id = CaseId(self.next_case);
        let code = self.case_item(new)?;
        let item = &self.rules().items[&code];
        let opened = CaseOpened {
            case: id,
            number: self.case_number(now.date, id, new.number.as_ref())?,
            item: code,
            department: item.department,
            ticket: new.ticket,
            terms: Terms {
                days: item.promised_days,
                legal_days: item.legal_days,
            },
            parts: self.case_parts(item.department, &new.parts)?,
            day: now.date,
            by: clerk,
        };
        let first = match &new.first {
            Some(act) => {
                let case = Case::opened(&opened, now.at);
                Some(self.step(now, clerk, (id, &case), act)?)
            }
            None => None,
        };
        let mut decision = Decision::one(Event::CaseOpened(Box::new(opened)), Answer::Case(id));
        decision.events.extend(first);
        Ok(decision)
    }

    pub(super) fn move_case(&self, now: Now, by: CaseClerk, id: CaseId, act: &CaseAct) -> Decided {
        let clerk = self.case_clerk(by)?;
        let case = self.cases.get(&id).ok_or(Refusal::UnknownCase)?;
        if let CaseAct::HandOn { department, .. } = act {
            self.known_department(*department)?;
        }
        let event = self.step(now, clerk, (id, case), act)?;
        Ok(Decision::one(event, Answer::Case(id)))
    }

    /// What the calendar alone does to the cases that run.
    pub(super) fn overnight_cases<'a>(
        &'a self,
        calendar: &'a Calendar,
        day: Date,
    ) -> impl Iterator<Item = Event> + 'a {
        let cases = self.cases.iter();
        cases.filter_map(move |(id, case)| {
            Some(Event::CaseMoved {
                case: *id,
                day,
                by: None,
                step: case.overnight(calendar, day)?,
            })
        })
    }

    fn step(
        &self,
        now: Now,
        clerk: ClerkCode,
        (id, case): (CaseId, &Case),
        act: &CaseAct,
    ) -> Result<Event, Refusal> {
        let calendar = &self.rules().calendar;
        let step = case.decide(calendar, (clerk, now.date), act);
        Ok(Event::CaseMoved {
            case: id,
            day: now.date,
            by: Some(clerk),
            step: step.map_err(Refusal::Case)?,
        })
    }

    /// Every step bears a name: who receives a case does not approve it.
    fn case_clerk(&self, by: CaseClerk) -> Result<ClerkCode, Refusal> {
        match by {
            CaseClerk::At(window) => {
                self.window_of(window)?;
                let state = self.windows.get(&window);
                let clerk = state.and_then(|state| state.clerk);
                clerk.ok_or(Refusal::CaseNobody { window })
            }
            CaseClerk::Named(clerk) => self.known_clerk(clerk).map(|()| clerk),
        }
    }

    fn case_item(&self, new: &NewCase) -> Result<ItemCode, Refusal> {
        let ticket = new.ticket.map(|id| self.find(id)).transpose()?;
        let of_ticket = ticket.and_then(crate::Ticket::item);
        let item = new.item.or(of_ticket).ok_or(Refusal::ItemOrQueue)?;
        if self.rules().items.contains_key(&item) {
            return Ok(item);
        }
        Err(Refusal::UnknownItem {
            item: item.to_string(),
        })
    }

    fn case_number(
        &self,
        day: Date,
        id: CaseId,
        wanted: Option<&CaseNumber>,
    ) -> Result<CaseNumber, Refusal> {
        let Some(number) = wanted else {
            let (year, month, day) = day.civil();
            let number = format!("{year:04}{month:02}{day:02}-{:06}", id.0);
            return Ok(number
                .parse()
                .expect("a date and a count make a case number"));
        };
        let mut cases = self.cases.values();
        if cases.any(|case| case.number == *number) {
            return Err(Refusal::CaseNumberTaken);
        }
        Ok(number.clone())
    }

    fn case_parts(
        &self,
        own: DepartmentCode,
        wanted: &[DepartmentCode],
    ) -> Result<Vec<DepartmentCode>, Refusal> {
        let parts: BTreeSet<DepartmentCode> = wanted.iter().copied().collect();
        for department in &parts {
            self.known_department(*department)?;
        }
        let parts: Vec<DepartmentCode> = parts.into_iter().filter(|it| *it != own).collect();
        if parts.len() > CASE_PARTS_MAX {
            return Err(Refusal::CasePartLimit {
                limit: CASE_PARTS_MAX,
            });
        }
        Ok(parts)
    }

    pub(super) fn known_department(&self, department: DepartmentCode) -> Result<(), Refusal> {
        if self.rules().departments.contains_key(&department) {
            return Ok(());
        }
        Err(Refusal::UnknownDepartment {
            department: department.to_string(),
        })
    }
}
