//! Applying an event: the next state follows from the event alone, nothing is decided here.
//!
//! An event that does not fit the state is a broken journal, an impossible state: it stops the
//! process instead of being repaired.

mod case;
mod day;
mod follow;
mod index;
mod sign_in;
mod ticket;

use crate::device::Device;
use crate::event::{Event, Subject};
use crate::hall::{Block, Hall};
use crate::limits::MESSAGES_MAX;
use crate::message::Message;
use crate::notice::Notice;
use crate::planted::{self, Bug};
use crate::time::{Span, Time};
use crate::window::{SpanKind, WindowStage, WindowState};
use crate::{code::WindowNumber, event::Alarm};

impl Hall {
    /// Applies one event that happened at `at`.
    ///
    /// # Panics
    ///
    /// When the event cannot follow the state: the journal is damaged and must be verified.
    pub fn apply(&mut self, event: &Event, at: Time) {
        self.now = self.now.max(at);
        let at = self.now;
        match event {
            Event::PlanLoaded { plan } => self.plan_loaded(plan),
            Event::DayOpened { day } => self.day_opened(*day, at),
            Event::DayClosing { .. } => self.set_stage(crate::DayStage::Closing),
            Event::DayClosed { .. } => self.day_closed(),
            Event::DeviceEnrolled { .. } | Event::DeviceRevoked { .. } => self.apply_device(event),
            Event::BlockLeased {
                day,
                series,
                kiosk,
                from,
                to,
            } => {
                let state = self
                    .series
                    .get_mut(series)
                    .expect("leased series are of the day");
                if !planted::is(Bug::BlockLeasedTwice) {
                    state.next_block = to + 1;
                }
                self.blocks
                    .push(Block::new(*day, *series, *kiosk, (*from, *to)));
            }
            Event::BlockFound {
                day,
                series,
                kiosk,
                from,
                to,
            } => self.block_found(Block::new(*day, *series, *kiosk, (*from, *to))),
            Event::WindowOpened { .. }
            | Event::WindowPaused { .. }
            | Event::WindowClosed { .. }
            | Event::WindowWentSilent { .. }
            | Event::WindowHeard { .. } => self.apply_window(event, at),
            Event::CredentialSet { .. }
            | Event::ClerkSignedIn { .. }
            | Event::ClerkSignedOut { .. }
            | Event::SignInFailed { .. }
            | Event::SignInUnlocked { .. } => self.apply_sign_in(event, at),
            Event::Paused { subject, reason } => match subject {
                Subject::Queue(queue) => {
                    self.queues.entry(*queue).or_default().paused = Some(reason.clone());
                }
                Subject::Item(item) => {
                    self.paused_items.insert(*item, reason.clone());
                }
            },
            Event::Resumed { subject } => match subject {
                Subject::Queue(queue) => self.queues.entry(*queue).or_default().paused = None,
                Subject::Item(item) => {
                    self.paused_items.remove(item);
                }
            },
            Event::AlarmRaised { alarm } => self.raise(*alarm, at),
            Event::AlarmAccepted { alarm, by } => {
                self.accepted.retain(|(other, _)| other != alarm);
                self.accepted.push((*alarm, *by));
            }
            Event::AlarmCleared { alarm } => {
                self.alarms.retain(|(other, _)| other != alarm);
                self.accepted.retain(|(other, _)| other != alarm);
            }
            Event::MessageSent { note, to } => {
                if self.messages.len() >= MESSAGES_MAX {
                    self.messages.remove(0);
                }
                let (note, to) = (note.clone(), to.clone());
                self.messages.push(Message { note, at, to });
            }
            Event::NoticePosted { .. } | Event::NoticeOver { .. } => self.apply_notice(event, at),
            Event::RatingAttempted { device, .. } => {
                *self.rating_attempts.entry(*device).or_default() += 1;
            }
            Event::HistoryLost { day, raised } => self.history_lost(*day, raised),
            Event::GatheringBegan { waiting_for } => {
                self.gathering = Some(waiting_for.iter().copied().collect());
            }
            Event::GatheringHeard { device } => {
                if let Some(missing) = &mut self.gathering {
                    missing.remove(device);
                }
            }
            Event::GatheringEnded => self.gathering = None,
            Event::CaseOpened(_) | Event::CaseMoved { .. } => self.apply_case(event, at),
            Event::CallbacksDrawn(_)
            | Event::CallbackMade(_)
            | Event::RegisterEntered(_)
            | Event::RectificationOpened(_)
            | Event::RectificationMoved { .. } => self.apply_follow(event, at),
            _ => self.apply_ticket(event, at),
        }
    }

    fn apply_device(&mut self, event: &Event) {
        match event {
            Event::DeviceEnrolled {
                device,
                role,
                name,
                window,
                department,
                secret,
            } => {
                let entry = Device {
                    role: *role,
                    name: name.clone(),
                    window: *window,
                    department: *department,
                    secret: secret.clone(),
                    revoked: false,
                };
                self.index.secrets.insert(secret.clone(), *device);
                self.devices.insert(*device, entry);
                self.next_device = device.0 + 1;
            }
            Event::DeviceRevoked { device } => {
                let device = self
                    .devices
                    .get_mut(device)
                    .expect("revoked devices are enrolled");
                device.revoked = true;
            }
            _ => unreachable!("only device events come here"),
        }
    }

    fn apply_window(&mut self, event: &Event, at: Time) {
        let number = event.window().expect("window events name a window");
        let window = self.window_mut(number);
        match event {
            Event::WindowOpened { clerk, .. } => {
                window.opened(*clerk, at);
            }
            Event::WindowPaused { reason, until, .. } => {
                window.stage = WindowStage::Paused {
                    reason: reason.clone(),
                    until: *until,
                };
                window.turn(at, Some(SpanKind::Paused));
            }
            Event::WindowClosed { .. } => {
                assert!(
                    window.hand.is_none(),
                    "a window never closes with a ticket in hand"
                );
                window.stage = WindowStage::Closed;
                window.turn(at, None);
                window.clerk = None;
                window.silent_since = None;
            }
            Event::WindowWentSilent { .. } => window.silent_since = Some(at),
            Event::WindowHeard { .. } => window.silent_since = None,
            _ => unreachable!("only window events come here"),
        }
    }

    fn apply_notice(&mut self, event: &Event, at: Time) {
        match event {
            Event::NoticePosted { notice, content } => {
                self.last_notice = *notice;
                let content = Notice::clone(content);
                self.notices.insert(*notice, (at, content));
            }
            Event::NoticeOver { notice } => {
                let gone = self.notices.remove(notice);
                assert!(gone.is_some(), "a notice is over once");
            }
            _ => unreachable!("only events of notices come here"),
        }
    }

    pub(crate) fn window_mut(&mut self, number: WindowNumber) -> &mut WindowState {
        self.windows
            .get_mut(&number)
            .expect("events name windows of the plan")
    }

    fn raise(&mut self, alarm: Alarm, at: Time) {
        if !self.alarms.iter().any(|(other, _)| *other == alarm) {
            self.alarms.push((alarm, at));
        }
    }
}

impl core::iter::Sum for Span {
    fn sum<I: Iterator<Item = Self>>(spans: I) -> Self {
        spans.fold(Self(0), |sum, span| sum + span)
    }
}
