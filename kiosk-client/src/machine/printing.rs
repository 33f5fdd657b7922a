//! From a number to its paper: one print at a time, and nothing to the printer before the number
//! and the fact of printing are durable (I15, I16).

use super::event::{Action, Print, Said, SlipOrder};
use super::front::{Current, Job, Life, Recent};
use super::{After, Machine};
use crate::journal::Record;
use crate::limits::{COPIES_MAX, PRINT_MS, RECENT_MAX};
use crate::printer::{Doubt, Outcome};
use hall_core::code::{SeriesCode, TicketId};
use hall_core::planted::{self, Bug};
use hall_core::ticket::PaperState;
use hall_protocol::api::Take;
use hall_protocol::frame::Highest;
use hall_protocol::limits::ONLINE_MAX_DEFAULT;
use hall_protocol::view::TicketView;

impl Machine {
    /// Gives the printer what waits, if it is free.
    pub(super) fn run_printer(&mut self) -> Vec<Action> {
        let mut actions = Vec::new();
        while self.current.is_none()
            && let Some(job) = self.jobs.pop_front()
        {
            actions.extend(if job.copy {
                self.begin_copy(&job)
            } else {
                self.begin_first(&job)
            });
        }
        actions
    }

    /// The first paper of an intent: of the server's number, or of one of our own.
    fn begin_first(&mut self, job: &Job) -> Vec<Action> {
        let Some(front) = self.front_of(&job.request_id).cloned() else {
            return Vec::new();
        };
        let (record, ticket, wait_known) = match &front.ticket {
            Some(ticket) => (answered(&job.request_id, ticket), (**ticket).clone(), true),
            None => match self.draw(&front.take) {
                Ok(draw) => {
                    let (record, ticket) = self.number(&front, draw);
                    (record, ticket, false)
                }
                Err(why) => {
                    // Somebody before got the last number; an asked server may still answer.
                    return self.not_offline(&front, why);
                }
            },
        };
        // Who had the ticket before has a paper of it, or may have one.
        let copy = ticket.existing;
        self.begin(
            front.touch,
            front.take,
            vec![record],
            ticket,
            copy,
            wait_known,
        )
    }

    fn begin_copy(&mut self, job: &Job) -> Vec<Action> {
        let Some(recent) = self.recent_of(&job.request_id).cloned() else {
            let (touch, said) = (job.touch, Said::NoCopy);
            return vec![Action::Tell { touch, said }];
        };
        // The journal may have settled and forgotten the intent; the report needs its ticket.
        let known = self.state.intent(&job.request_id).is_some();
        let records = if known {
            Vec::new()
        } else {
            vec![answered(&job.request_id, &recent.ticket)]
        };
        // An answer on the way must not settle the intent as if no copy were under way.
        let (take, ticket) = (recent.take, recent.ticket);
        let copy = !planted::is(Bug::CopyWithoutMark);
        self.begin(job.touch, take, records, ticket, copy, recent.wait_known)
    }

    fn begin(
        &mut self,
        touch: u64,
        take: Take,
        mut records: Vec<Record>,
        ticket: TicketView,
        copy: bool,
        wait_known: bool,
    ) -> Vec<Action> {
        let request_id = take.request_id.clone();
        self.last_job = self.last_job.max(self.state.jobs()) + 1;
        let job = self.last_job;
        records.push(Record::Printing {
            request_id: request_id.clone(),
            job,
            copy,
        });
        records.extend(self.witness(&ticket));
        let print = Print {
            job,
            request_id,
            ticket,
            copy,
            wait_known,
        };
        let is_second = self.front_of(&print.request_id).is_none();
        if is_second {
            self.state.apply_all(&records);
        }
        self.current = Some(Current {
            touch,
            print,
            records: if is_second {
                Vec::new()
            } else {
                records.clone()
            },
            take,
            since_ms: None,
        });
        if planted::is(Bug::PrintedBeforeDurable) {
            let store = self.store(records, After::Nothing);
            let mut actions = self.on_print_stored(job);
            actions.push(store);
            return actions;
        }
        vec![self.store(records, After::Print(job))]
    }

    /// Number and print are durable: now, and not before, the printer gets its bytes.
    pub(super) fn on_print_stored(&mut self, job: u64) -> Vec<Action> {
        let now_ms = self.now.mono_ms;
        let Some(current) = self.current.as_mut().filter(|it| it.print.job == job) else {
            return Vec::new();
        };
        current.since_ms = Some(now_ms);
        let (touch, print) = (current.touch, current.print.clone());
        let records = std::mem::take(&mut current.records);
        self.state.apply_all(&records);
        let said = Said::Printing {
            number: print.ticket.number.clone(),
            copy: print.copy,
        };
        let note = self.highest(&print.ticket).map(Action::Note);
        let print = Action::Print(Box::new(print));
        note.into_iter()
            .chain([print, Action::Tell { touch, said }])
            .collect()
    }

    /// Nothing was printed, and a number drawn for it is never given again.
    pub(super) fn on_print_not_stored(&mut self, job: u64, why: String) -> Vec<Action> {
        let Some(current) = self.current.take_if(|it| it.print.job == job) else {
            return Vec::new();
        };
        for record in &current.records {
            if let Record::Numbered { day, series, n, .. } = record {
                self.state.use_number(*day, *series, *n);
            }
        }
        if current.records.is_empty() {
            self.state.drop_sheet(&current.print.request_id, job);
        }
        self.leave_front(&current.print.request_id);
        let (touch, said) = (current.touch, Said::NotStored { why });
        vec![Action::Tell { touch, said }]
    }

    /// A slip is printed between tickets: who takes a number never waits for a reader.
    pub(super) fn on_slip_wanted(&mut self, touch: u64, order: Box<SlipOrder>) -> Vec<Action> {
        if self.slip.is_some() || self.current.is_some() {
            let said = Said::Busy;
            return vec![Action::Tell { touch, said }];
        }
        self.slip = Some(touch);
        vec![Action::PrintSlip { touch, order }]
    }

    pub(super) fn on_slip_printed(&mut self, touch: u64, outcome: Outcome) -> Vec<Action> {
        self.slip.take_if(|slip| *slip == touch);
        let said = Said::Slip(outcome);
        vec![Action::Tell { touch, said }]
    }

    /// What became of the paper, by the printer's own word.
    pub(super) fn on_printed(&mut self, job: u64, outcome: Outcome) -> Vec<Action> {
        let is_it = |it: &mut Current| it.print.job == job && it.since_ms.is_some();
        let Some(current) = self.current.take_if(is_it) else {
            return Vec::new();
        };
        let request_id = current.print.request_id.clone();
        self.leave_front(&request_id);
        let (number, copy) = (current.print.ticket.number.clone(), current.print.copy);
        let (paper, said) = match outcome {
            Outcome::Unknown(_) if planted::is(Bug::SilenceMeansPrinted) => {
                (PaperState::Printed, Said::Printed { number, copy })
            }
            Outcome::Printed => (PaperState::Printed, Said::Printed { number, copy }),
            Outcome::Unknown(_) => (PaperState::Unknown, Said::PrintedUnknown { number, copy }),
            Outcome::Failed(cause) => (
                PaperState::Failed,
                Said::NotPrinted {
                    number,
                    copy,
                    cause,
                },
            ),
        };
        let touch = current.touch;
        self.remember(current);
        let record = Record::Paper {
            request_id,
            job,
            report_id: self.new_id(),
            paper,
        };
        // Told to the server only once the id of the report is durable.
        let store = self.store(vec![record.clone()], After::Paper(record));
        vec![store, Action::Tell { touch, said }]
    }

    /// A job that never ends must not stop the kiosk.
    pub(super) fn check_printer(&mut self) -> Vec<Action> {
        let now_ms = self.now.mono_ms;
        let stuck = self.current.as_ref().filter(|current| {
            current
                .since_ms
                .is_some_and(|since| now_ms >= since + PRINT_MS)
        });
        match stuck.map(|current| current.print.job) {
            Some(job) => self.on_printed(job, Outcome::Unknown(Doubt::Silent)),
            None => Vec::new(),
        }
    }

    /// A visitor has no paper in hand: another one, marked as a copy.
    pub(super) fn on_not_come(&mut self, touch: u64) -> Vec<Action> {
        let waits = self.jobs.iter().any(|job| job.touch == touch)
            || self.current.as_ref().is_some_and(|it| it.touch == touch)
            || self.fronts.iter().any(|front| front.touch == touch);
        if waits {
            return Vec::new();
        }
        let recent = self.recent.iter_mut().find(|recent| recent.touch == touch);
        let Some(recent) = recent.filter(|recent| recent.copies < COPIES_MAX) else {
            let said = Said::NoCopy;
            return vec![Action::Tell { touch, said }];
        };
        recent.copies += 1;
        let request_id = recent.take.request_id.clone();
        self.jobs.push_back(Job {
            touch,
            request_id,
            copy: true,
        });
        Vec::new()
    }

    fn remember(&mut self, current: Current) {
        let id = &current.print.request_id;
        let at = self.recent.iter().position(|r| r.take.request_id == *id);
        if let Some(mut known) = at.and_then(|at| self.recent.remove(at)) {
            known.touch = current.touch;
            self.recent.push_back(known);
            return;
        }
        self.recent.push_back(Recent {
            touch: current.touch,
            take: current.take,
            ticket: current.print.ticket,
            wait_known: current.print.wait_known,
            copies: 0,
            life: Life::default(),
        });
        while self.recent.len() > RECENT_MAX {
            self.recent.pop_front();
        }
    }

    /// A number of ours has a ticket at the server now, perhaps while its paper is coming out.
    pub(super) fn learn_ticket(&mut self, request_id: &str, ticket: TicketId) {
        if let Some(current) = &mut self.current
            && current.print.request_id == request_id
        {
            current.print.ticket.id = ticket;
        }
        let known = self.recent.iter_mut();
        for recent in known.filter(|recent| recent.take.request_id == request_id) {
            recent.ticket.id = ticket;
        }
    }

    fn recent_of(&self, request_id: &str) -> Option<&Recent> {
        self.recent
            .iter()
            .find(|recent| recent.take.request_id == request_id)
    }

    /// What is to be remembered of a number whose paper is about to come out.
    fn witness(&self, ticket: &TicketView) -> Option<Record> {
        let highest = self.highest(ticket)?;
        let (day, series, online) = (highest.day, highest.series, highest.online);
        let is_new = online > self.state.witnessed(day, series);
        is_new.then_some(Record::Witness {
            day,
            series,
            online,
        })
    }

    /// What this device is a witness of, having seen the number on its paper.
    pub(super) fn highest(&self, ticket: &TicketView) -> Option<Highest> {
        let at = ticket.number.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = ticket.number.split_at(at);
        let (series, n): (SeriesCode, u32) = (letters.parse().ok()?, digits.parse().ok()?);
        let max = self.online_max.get(&series).copied();
        let is_online = n <= max.unwrap_or(ONLINE_MAX_DEFAULT);
        let (online, block) = if is_online { (n, 0) } else { (0, n) };
        Some(Highest {
            day: ticket.day,
            series,
            online,
            block,
        })
    }
}

fn answered(request_id: &str, ticket: &TicketView) -> Record {
    Record::Answered {
        request_id: request_id.to_owned(),
        ticket: ticket.id,
        number: ticket.number.clone(),
        day: ticket.day,
    }
}
