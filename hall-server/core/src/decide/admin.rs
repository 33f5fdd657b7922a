//! Plans, devices, pauses, witnesses and the disk.

use super::{Decided, Decision};
use crate::code::{DepartmentCode, DeviceId, ItemCode, QueueCode, WindowNumber};
use crate::command::Answer;
use crate::device::{Actor, Device, DeviceRefusal, PrinterTrouble, Role};
use crate::event::{Alarm, Event, Raised, Reason, Subject};
use crate::hall::Hall;
use crate::limits::{DEVICES_MAX, PAST_DAYS_KEPT};
use crate::plan::{Plan, Window};
use crate::refusal::Refusal;
use crate::time::{Date, Now};
use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::string::ToString;
use alloc::vec::Vec;

impl Hall {
    /// Additions and texts apply at once; what live tickets need may not go.
    pub(super) fn load_plan(&self, now: Now, plan: &Plan) -> Decided {
        if !plan.problems().is_empty() {
            return Err(Refusal::PlanInvalid);
        }
        if self.plan.as_ref() == Some(plan) {
            return Ok(Decision::none(Answer::Done));
        }
        let live = || {
            self.tickets
                .values()
                .filter(|ticket| ticket.state.is_live())
        };
        let queues: BTreeSet<QueueCode> = live()
            .map(crate::Ticket::queue)
            .filter(|queue| {
                !plan.queues.contains_key(queue) || plan.windows_of(*queue).next().is_none()
            })
            .collect();
        let items: BTreeSet<ItemCode> = live()
            .filter_map(crate::Ticket::item)
            .filter(|item| !plan.items.contains_key(item))
            .collect();
        let at_work = self.windows.iter().filter(|(_, state)| {
            state.hand.is_some()
                || !state.held.is_empty()
                || state.stage != crate::window::WindowStage::Closed
        });
        // A window to which tickets are bound must stay, and keep serving their queue.
        let bound = live().filter_map(|ticket| {
            let number = ticket.only_window?;
            let serves = |window: &Window| window.serves_or_helps(ticket.queue());
            (!plan.windows.get(&number).is_some_and(serves)).then_some(number)
        });
        let gone = at_work.map(|(number, _)| *number);
        let gone = gone.filter(|number| !plan.windows.contains_key(number));
        let (busy, left) = self.posts_gone(plan);
        let windows: BTreeSet<WindowNumber> = gone.chain(bound).chain(busy).collect();
        if !(queues.is_empty() && items.is_empty() && windows.is_empty()) {
            let (queues, windows) = (queues.into_iter().collect(), windows.into_iter().collect());
            return Err(Refusal::PlanInUse {
                queues,
                windows,
                items: items.into_iter().collect(),
            });
        }
        let mut decision = Decision::one(
            Event::PlanLoaded {
                plan: Box::new(plan.clone()),
            },
            Answer::Done,
        );
        // They leave a window that may be no more afterwards.
        decision.events.splice(0..0, left);
        // A window that is no more asks for no help.
        let gone = |alarm: &Alarm| match alarm {
            Alarm::Help(window, _) => !plan.windows.contains_key(window),
            _ => false,
        };
        let alarms = self.alarms.iter().map(|(alarm, _)| *alarm);
        let over = alarms.filter(gone);
        decision
            .events
            .extend(over.map(|alarm| Event::AlarmCleared { alarm }));
        let before = self.plan.as_ref().map(|plan| &plan.calendar);
        if before.is_some_and(|before| *before != plan.calendar) {
            let moved = self.overnight_cases(&plan.calendar, now.date);
            decision.events.extend(moved);
            let moved = self.overnight_rectifications(&plan.calendar, now.date);
            decision.events.extend(moved);
        }
        Ok(decision)
    }

    pub(super) fn enrol(
        &self,
        role: Role,
        name: &str,
        (window, department): (Option<WindowNumber>, Option<DepartmentCode>),
        secret: &str,
    ) -> Decided {
        let refused = |refusal| Err(Refusal::Device(refusal));
        if self.devices.len() >= DEVICES_MAX as usize {
            return refused(DeviceRefusal::DeviceLimit { limit: DEVICES_MAX });
        }
        if window.is_some() != role.needs_window() {
            return refused(DeviceRefusal::WindowForRole);
        }
        if department.is_some() != role.needs_department() {
            return refused(DeviceRefusal::DepartmentForRole);
        }
        // Devices may be enrolled before the first plan; it knows windows and departments from
        // then on.
        if let Some(window) = window.filter(|_| self.plan.is_some()) {
            self.window_of(window)?;
        }
        if let Some((code, plan)) = department.zip(self.plan.as_ref())
            && !plan.departments.contains_key(&code)
        {
            let department = code.to_string();
            return Err(Refusal::UnknownDepartment { department });
        }
        let device = DeviceId(self.next_device);
        let (name, secret) = (name.to_owned(), secret.to_owned());
        let event = Event::DeviceEnrolled {
            device,
            role,
            name,
            window,
            department,
            secret,
        };
        let mut decision = Decision::one(event, Answer::Device(device));
        decision
            .events
            .extend(self.waits_for_one_more(device, role));
        Ok(decision)
    }

    /// Who is enrolled while devices gather may be one whose enrolment was lost with the history,
    /// with numbers on paper that only it knows of: the hall waits for its word, too.
    fn waits_for_one_more(&self, device: DeviceId, role: Role) -> Option<Event> {
        let missing = self.gathering.as_ref()?;
        role.handles_numbers().then(|| Event::GatheringBegan {
            waiting_for: missing.iter().copied().chain([device]).collect(),
        })
    }

    pub(super) fn revoke(&self, device: DeviceId) -> Decided {
        let known = self.devices.get(&device).ok_or(Refusal::UnknownDevice)?;
        if known.revoked {
            return Ok(Decision::none(Answer::Device(device)));
        }
        let mut decision = Decision::one(Event::DeviceRevoked { device }, Answer::Device(device));
        // Nobody waits for one who may say nothing any more, and nobody mends its printer.
        decision.events.extend(self.note_hello(device).events);
        decision.events.extend(self.printer_over(device, None));
        Ok(decision)
    }

    /// One alarm for each printer at most: the newest word counts.
    pub(super) fn report_printer(&self, by: Actor, trouble: Option<PrinterTrouble>) -> Decision {
        let Actor::Device(device) = by else {
            return Decision::none(Answer::Done);
        };
        let mut events: Vec<Event> = self.printer_over(device, trouble).collect();
        let alarm = trouble.map(|trouble| Alarm::Printer(device, trouble));
        let is_known = |alarm: &Alarm| self.alarms.iter().any(|(known, _)| known == alarm);
        let raised = alarm.filter(|alarm| !is_known(alarm));
        events.extend(raised.map(|alarm| Event::AlarmRaised { alarm }));
        Decision {
            events,
            answer: Answer::Done,
        }
    }

    /// Alarms of a printer that are no longer so.
    fn printer_over(
        &self,
        device: DeviceId,
        now: Option<PrinterTrouble>,
    ) -> impl Iterator<Item = Event> {
        let is_over = move |alarm: &Alarm| match alarm {
            Alarm::Printer(of, trouble) => *of == device && Some(*trouble) != now,
            _ => false,
        };
        let alarms = self.alarms.iter().map(|(alarm, _)| *alarm);
        let over = alarms.filter(is_over);
        over.map(|alarm| Event::AlarmCleared { alarm })
    }

    pub(super) fn pause(&self, by: Actor, subject: Subject, reason: &Reason) -> Decided {
        self.check_subject(by, subject)?;
        let event = Event::Paused {
            subject,
            reason: reason.clone(),
        };
        Ok(Decision::one(event, Answer::Subject(subject)))
    }

    pub(super) fn resume(&self, by: Actor, subject: Subject) -> Decided {
        self.check_subject(by, subject)?;
        if self.paused(subject).is_none() {
            return Err(Refusal::NotPaused);
        }
        Ok(Decision::one(
            Event::Resumed { subject },
            Answer::Subject(subject),
        ))
    }

    /// A known queue or item; for a window one that it serves as its own.
    fn check_subject(&self, by: Actor, subject: Subject) -> Result<(), Refusal> {
        let plan = self.rules();
        let queue = match subject {
            Subject::Queue(queue) => Some(queue).filter(|queue| plan.queues.contains_key(queue)),
            Subject::Item(item) => plan.items.get(&item).map(|item| item.queue),
        };
        let unknown = || match subject {
            Subject::Queue(queue) => Refusal::UnknownQueue {
                queue: queue.to_string(),
            },
            Subject::Item(item) => Refusal::UnknownItem {
                item: item.to_string(),
            },
        };
        let queue = queue.ok_or_else(unknown)?;
        if self.is_foreign_window(by, queue) {
            return Err(Refusal::QueueNotServed { queue });
        }
        Ok(())
    }

    /// Whether a window's terminal asks that does not serve the queue as its own.
    fn is_foreign_window(&self, by: Actor, queue: QueueCode) -> bool {
        let Actor::Device(id) = by else { return false };
        let device = self.devices.get(&id);
        let Some(device) = device.filter(|device| device.role == Role::Window) else {
            return false;
        };
        let windows = &self.rules().windows;
        let window = device.window.and_then(|number| windows.get(&number));
        window.is_none_or(|window| !window.queues.contains(&queue))
    }

    /// A device has seen more than the server remembers: counters rise above it, within the
    /// series' range, and the loss is on record. Nothing happens when nothing would rise, unless
    /// the device has proven the loss by its place in the journal.
    pub(super) fn witness(&self, now: Now, day: Date, raised: &[Raised], proven: bool) -> Decision {
        // No device has seen a day that is neither near nor past; such a claim would stay for ever.
        if day.0.abs_diff(now.date.0) > PAST_DAYS_KEPT.unsigned_abs() {
            return Decision::none(Answer::Done);
        }
        let higher: Vec<Raised> = raised
            .iter()
            .filter_map(|seen| self.higher_than_known(day, *seen))
            .collect();
        if higher.is_empty() && !proven {
            return Decision::none(Answer::Done);
        }
        let mut decision = Decision::one(
            Event::HistoryLost {
                day,
                raised: higher,
            },
            Answer::HistoryLost,
        );
        if !self
            .alarms
            .iter()
            .any(|(alarm, _)| *alarm == Alarm::HistoryLost)
        {
            decision.events.push(Event::AlarmRaised {
                alarm: Alarm::HistoryLost,
            });
        }
        if self.gathering.is_none() {
            // Who spoke first has told of its own numbers only; the others must be heard before
            // theirs are given again.
            let others = self.begin_gathering(&self.witnesses());
            decision.events.extend(others.events);
        }
        decision
    }

    /// Who may know numbers that were lost with the history: kiosks, guides, and windows that
    /// worked today.
    pub fn witnesses(&self) -> Vec<DeviceId> {
        let worked = |window: Option<WindowNumber>| {
            let window = window.and_then(|number| self.windows.get(&number));
            window.is_some_and(|window| !window.spans.is_empty())
        };
        let must_speak = |device: &Device| match device.role {
            Role::Kiosk | Role::Guide => !device.revoked,
            Role::Window => !device.revoked && worked(device.window),
            Role::Board
            | Role::Pad
            | Role::Manager
            | Role::Office
            | Role::Callback
            | Role::Lead
            | Role::Auditor => false,
        };
        let devices = self.devices.iter();
        let ids = devices.filter(|(_, device)| must_speak(device));
        ids.map(|(id, _)| *id).collect()
    }

    fn higher_than_known(&self, day: Date, seen: Raised) -> Option<Raised> {
        let rules = match self.series.get(&seen.series) {
            Some(state) => &state.rules,
            None => self.rules().series.get(&seen.series)?,
        };
        let online = seen.online.min(rules.online_max);
        let block = seen.block.min(rules.block_to);
        let (known_online, known_block) = match (&self.day, self.series.get(&seen.series)) {
            (Some(open), Some(state)) if open.date == day => {
                // Under `wrap` a number seen in an earlier round says nothing.
                let next = if state.round > 0 {
                    rules.online_max + 1
                } else {
                    state.next
                };
                (next - 1, state.next_block - 1)
            }
            // A day that is over gives no numbers any more.
            (Some(open), _) if open.date > day => return None,
            _ => {
                let floors = self
                    .floors
                    .iter()
                    .filter(|(date, floor)| *date == day && floor.series == seen.series);
                floors.fold((0, 0), |(online, block), (_, floor)| {
                    (online.max(floor.online), block.max(floor.block))
                })
            }
        };
        let news = online > known_online || block > known_block;
        // What is no news stays 0 and raises nothing.
        news.then_some(Raised {
            series: seen.series,
            online: if online > known_online { online } else { 0 },
            block: if block > known_block { block } else { 0 },
        })
    }

    pub(super) fn begin_gathering(&self, waiting_for: &[DeviceId]) -> Decision {
        let alive = |id: &&DeviceId| self.devices.get(id).is_some_and(|device| !device.revoked);
        let waiting_for: Vec<DeviceId> = waiting_for.iter().filter(alive).copied().collect();
        if waiting_for.is_empty() {
            return Decision::none(Answer::Done);
        }
        Decision::one(Event::GatheringBegan { waiting_for }, Answer::Done)
    }

    /// The last device that was waited for ends the gathering.
    pub(super) fn note_hello(&self, device: DeviceId) -> Decision {
        let Some(missing) = self
            .gathering
            .as_ref()
            .filter(|missing| missing.contains(&device))
        else {
            return Decision::none(Answer::Done);
        };
        let mut decision = Decision::one(Event::GatheringHeard { device }, Answer::Done);
        if missing.len() == 1 {
            decision.events.push(Event::GatheringEnded);
        }
        decision
    }

    pub(super) fn end_gathering(&self) -> Decision {
        let event = self.gathering.as_ref().map(|_| Event::GatheringEnded);
        Decision {
            events: event.into_iter().collect(),
            answer: Answer::Done,
        }
    }

    pub(super) fn note_disk(&self, low: bool) -> Decision {
        let alarm = Alarm::DiskLow;
        let known = self.alarms.iter().any(|(other, _)| *other == alarm);
        match (low, known) {
            (true, false) => Decision::one(Event::AlarmRaised { alarm }, Answer::Done),
            (false, true) => Decision::one(Event::AlarmCleared { alarm }, Answer::Done),
            _ => Decision::none(Answer::Done),
        }
    }
}
