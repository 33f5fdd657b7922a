//! A person in front of the kiosk: asked for at the server, or numbered without it, and queued
//! for the printer.

use super::call::Purpose;
use super::event::{Action, Answer, Body, Failure, Said};
use super::front::{Front, Job, Life, Stage};
use super::{After, Machine, Offline};
use crate::journal::{Record, same_person_and_item};
use crate::limits::{NO_ANSWER_MS, OFFLINE_AFTER_MS, TOUCHES_MAX};
use crate::take::{self, Order};
use hall_device::Backoff;
use hall_protocol::Stamp;

impl Machine {
    pub(super) fn on_touch(&mut self, touch: u64, order: Order) -> Vec<Action> {
        let is_known = self.fronts.iter().any(|front| front.touch == touch)
            || self.jobs.iter().any(|job| job.touch == touch)
            || self.current.as_ref().is_some_and(|it| it.touch == touch)
            || self.recent.iter().any(|recent| recent.touch == touch);
        if is_known {
            return Vec::new();
        }
        let tell = |said| vec![Action::Tell { touch, said }];
        if self.fronts.len() + self.jobs.iter().filter(|job| job.copy).count() >= TOUCHES_MAX {
            return tell(Said::Busy);
        }
        let request_id = order.request_id.clone().unwrap_or_else(|| self.new_id());
        if self.is_in_front(&request_id) || self.state.intent(&request_id).is_some() {
            return tell(Said::Busy);
        }
        let take = take::body(&Order {
            request_id: Some(request_id.clone()),
            ..order
        });
        let mut front = Front {
            touch,
            take,
            mono_ms: self.now.mono_ms,
            hall: self.now.hall,
            stage: Stage::Away,
            ticket: None,
            queued: false,
        };
        if self.is_away() {
            // Nothing is sent, so nothing is written before the number is.
            self.fronts.push(front);
            return Vec::new();
        }
        front.stage = Stage::Storing;
        let asked = Record::Asked {
            request_id: request_id.clone(),
            take: front.take.clone(),
            day: self.picture.day.as_ref().map(|day| day.day),
            at: self.now.hall.map(Stamp),
        };
        self.fronts.push(front);
        vec![self.store(vec![asked.clone()], After::Ask(request_id, asked))]
    }

    /// The intent is durable: now the server may know of it.
    pub(super) fn ask(&mut self, request_id: &str) {
        let now_ms = self.now.mono_ms;
        let mut fronts = self.fronts.iter_mut();
        let Some(front) = fronts.find(|front| front.request_id() == request_id) else {
            return;
        };
        front.stage = Stage::Asking {
            since_ms: now_ms,
            retry_ms: now_ms,
            backoff: Backoff::default(),
        };
    }

    pub(super) fn on_taken(
        &mut self,
        request_id: &str,
        result: Result<Answer, Failure>,
    ) -> Vec<Action> {
        let is_printing = self.printing() == Some(request_id);
        let now_ms = self.now.mono_ms;
        let random = self.bits() as u32;
        let mut fronts = self.fronts.iter_mut();
        let front = fronts.find(|front| front.request_id() == request_id);
        // Too late: the person has a paper with another number, or has gone. Paper wins.
        let Some(front) = front.filter(|_| !is_printing) else {
            return Vec::new();
        };
        match result {
            Ok(Answer::Ticket(ticket)) => {
                front.ticket = Some(ticket.clone());
                // The feed may be behind: a hello must know of it before the paper comes out.
                self.highest(&ticket)
                    .map(Action::Note)
                    .into_iter()
                    .collect()
            }
            Err(Failure::Refused(problem)) if problem.is_decided() => {
                let touch = front.touch;
                self.leave_front(request_id);
                let request_id = request_id.to_owned();
                let forgot = self.settle_with(vec![Record::Forgot { request_id }]);
                let said = Said::Refused(problem);
                vec![forgot, Action::Tell { touch, said }]
            }
            Ok(Answer::Block(_) | Answer::Nothing) | Err(_) => {
                if let Stage::Asking {
                    retry_ms, backoff, ..
                } = &mut front.stage
                {
                    *retry_ms = now_ms + backoff.next_ms(random);
                }
                Vec::new()
            }
        }
    }

    /// Brings everybody in front of the kiosk one step on.
    pub(super) fn check_fronts(&mut self) -> Vec<Action> {
        let ids: Vec<String> = self
            .fronts
            .iter()
            .map(|f| f.request_id().to_owned())
            .collect();
        ids.iter()
            .flat_map(|request_id| self.check_front(request_id))
            .collect()
    }

    fn check_front(&mut self, request_id: &str) -> Vec<Action> {
        let Some(front) = self.front_of(request_id).cloned() else {
            return Vec::new();
        };
        let now_ms = self.now.mono_ms;
        if front.ticket.is_some() {
            self.queue(&front);
            return Vec::new();
        }
        let (asks, waited_ms) = match front.stage {
            Stage::Storing => return Vec::new(),
            Stage::Asking {
                since_ms, retry_ms, ..
            } => (retry_ms <= now_ms, now_ms.saturating_sub(since_ms)),
            Stage::Away => (false, OFFLINE_AFTER_MS),
        };
        let mut actions = Vec::new();
        if waited_ms >= OFFLINE_AFTER_MS && !front.queued {
            if let Some(copy) = self.copy_for_same_person(&front) {
                return copy;
            }
            match self.draw(&front.take) {
                Ok(_) => self.queue(&front),
                Err(why) if waited_ms >= NO_ANSWER_MS || matches!(front.stage, Stage::Away) => {
                    return self.tell_offline(&front, why);
                }
                Err(_) => {}
            }
        }
        if asks && self.printing() != Some(request_id) && !self.asks(request_id) {
            let body = Body::Take(Box::new(front.take.clone()));
            let purpose = Purpose::Take(request_id.to_owned());
            let path = "/api/v1/tickets".to_owned();
            actions.push(self.post(purpose, path, request_id.to_owned(), body));
        }
        actions
    }

    pub(super) fn front_wake_ms(&self, front: &Front) -> Option<u64> {
        let Stage::Asking {
            since_ms, retry_ms, ..
        } = front.stage
        else {
            return None;
        };
        if front.ticket.is_some() || self.printing() == Some(front.request_id()) {
            return None;
        }
        let retry = (!self.asks(front.request_id())).then_some(retry_ms);
        let offline = [since_ms + OFFLINE_AFTER_MS, since_ms + NO_ANSWER_MS];
        let offline = offline.into_iter().filter(|_| !front.queued);
        let all = retry.into_iter().chain(offline);
        all.filter(|ms| *ms > self.now.mono_ms).min()
    }

    /// Whether a take of this intent is under way.
    fn asks(&self, request_id: &str) -> bool {
        self.calls
            .values()
            .any(|call| matches!(&call.purpose, Purpose::Take(id) if id == request_id))
    }

    /// A known person who has a ticket for the same item of this kiosk gets that one again, as
    /// the server would do.
    fn copy_for_same_person(&mut self, front: &Front) -> Option<Vec<Action>> {
        let today = self.picture.day.as_ref().map(|day| day.day);
        let first = self.recent.iter_mut().find(|recent| {
            same_person_and_item(&recent.take, &front.take)
                && recent.life != Life::Over
                && today.is_none_or(|day| recent.ticket.day == day)
        })?;
        first.touch = front.touch;
        let request_id = first.take.request_id.clone();
        self.leave_front(front.request_id());
        self.jobs.push_back(Job {
            touch: front.touch,
            request_id,
            copy: true,
        });
        Some(Vec::new())
    }

    fn queue(&mut self, front: &Front) {
        let mut fronts = self.fronts.iter_mut();
        let known = fronts.find(|other| other.touch == front.touch && !other.queued);
        if let Some(known) = known {
            known.queued = true;
            self.jobs.push_back(Job {
                touch: front.touch,
                request_id: front.request_id().to_owned(),
                copy: false,
            });
        }
    }

    /// The number that was there a moment ago is not any more.
    pub(super) fn not_offline(&mut self, front: &Front, why: Offline) -> Vec<Action> {
        if matches!(front.stage, Stage::Away) {
            return self.tell_offline(front, why);
        }
        let mut fronts = self.fronts.iter_mut();
        if let Some(known) = fronts.find(|other| other.touch == front.touch) {
            known.queued = false;
        }
        Vec::new()
    }

    /// No number. If the server was asked, it may have one: that is settled like after a restart.
    fn tell_offline(&mut self, front: &Front, why: Offline) -> Vec<Action> {
        self.leave_front(front.request_id());
        let (touch, said) = (front.touch, Said::Offline(why));
        vec![Action::Tell { touch, said }]
    }

    /// The person has what there is, or goes without.
    pub(super) fn leave_front(&mut self, request_id: &str) {
        self.fronts.retain(|front| front.request_id() != request_id);
        self.jobs
            .retain(|job| job.copy || job.request_id != request_id);
    }

    /// Whether somebody still waits for an intent, or its paper is at the printer.
    pub(super) fn is_in_front(&self, request_id: &str) -> bool {
        self.front_of(request_id).is_some() || self.printing() == Some(request_id)
    }

    /// Who waits for an intent.
    pub(super) fn front_of(&self, request_id: &str) -> Option<&Front> {
        self.fronts
            .iter()
            .find(|front| front.request_id() == request_id)
    }
}
