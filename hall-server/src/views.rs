//! The hall's state as staff see it: views over one [`Lens`].
//!
//! What the public may see is a part of it, cut out by `for_public` of the wire types.

mod case;
mod follow;
pub mod ledger;
mod notice;
pub mod rectifications;

use hall_core::code::{QueueCode, RequestId, TicketId, WindowNumber, ZoneCode};
use hall_core::device::Role;
use hall_core::event::{Alarm, Reason, Subject};
use hall_core::message::Message;
use hall_core::plan::{Facility, Plan, Text};
use hall_core::ticket::{Announced, Leg};
use hall_core::window::{WindowStage, WindowState};
use hall_core::{Hall, Now, Span, Ticket, TicketState, Time};
use hall_protocol::picture::Picture;
use hall_protocol::view::{
    AlarmView, BlockView, CallView, DayView, HandView, ItemView, LegView, MissedView, Names,
    PausedItemView, PromptView, QueueView, ReasonView, TicketView, WindowView, ZoneView,
    windows_in_short,
};
use hall_protocol::{Stamp, view};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Free texts by key, beside the journal.
pub type Notes = BTreeMap<RequestId, String>;

/// One look at the hall at one moment.
#[derive(Clone, Copy, Debug)]
pub struct Lens<'a> {
    /// The hall.
    pub hall: &'a Hall,
    /// Free texts, for reasons.
    pub notes: &'a Notes,
    /// The moment.
    pub now: Time,
}

impl<'a> Lens<'a> {
    fn plan(&self) -> &'a Plan {
        self.hall
            .plan()
            .expect("a server starts only with a plan in force")
    }

    /// The whole picture.
    pub fn picture(&self) -> Picture {
        let plan = self.plan();
        let mut picture = Picture {
            day: self.day(),
            queues: plan
                .queues
                .keys()
                .map(|code| (*code, self.queue(*code)))
                .collect(),
            windows: plan.windows.keys().map(|n| (*n, self.window(*n))).collect(),
            calls: self
                .hall
                .recent_calls()
                .filter_map(|ticket| self.call(ticket))
                .collect(),
            missed: self
                .hall
                .missed()
                .filter_map(|ticket| self.missed(ticket))
                .collect(),
            prompts: self.prompts(),
            tickets: self.live_tickets(),
            alarms: self.alarms(),
            notices: self.notices(),
            messages: self.messages(),
        };
        picture
            .missed
            .sort_by(|a, b| (a.until, &a.number).cmp(&(b.until, &b.number)));
        picture
    }

    fn live_tickets(&self) -> BTreeMap<TicketId, Arc<TicketView>> {
        let live = self.hall.tickets().filter(|ticket| ticket.state.is_live());
        live.map(|ticket| (ticket.id, Arc::new(self.ticket(ticket))))
            .collect()
    }

    /// The business day.
    pub fn day(&self) -> Option<DayView> {
        self.hall.day().map(|day| DayView {
            day: day.date,
            stage: day.stage.word().to_owned(),
            issued: day.issued,
        })
    }

    /// A queue of the plan.
    pub fn queue(&self, code: QueueCode) -> QueueView {
        let plan = self.plan();
        let queue = &plan.queues[&code];
        let waiting = self.hall.waiting_count(code);
        let windows: Vec<WindowNumber> = plan.windows_of(code).collect();
        let is_open = |number: &&WindowNumber| {
            self.hall
                .windows()
                .get(number)
                .is_some_and(|w| w.stage == WindowStage::Open)
        };
        let state = self.hall.queues().get(&code);
        QueueView {
            queue: code,
            names: Names::from(&queue.name),
            series: state.and_then(|state| state.series).unwrap_or(queue.series),
            zone: queue.zone,
            floor: self.floor(queue.zone),
            waiting,
            wait_minutes: self.hall.wait_range(code, waiting),
            oldest: self.hall.oldest_arrival(code).map(Stamp),
            paused: self
                .hall
                .paused(Subject::Queue(code))
                .map(|reason| self.reason(reason)),
            paused_items: self.paused_items(code),
            open_windows: windows.iter().filter(is_open).count() as u16,
            windows,
        }
    }

    fn paused_items(&self, queue: QueueCode) -> Vec<PausedItemView> {
        let items = self.plan().items.iter();
        let items = items.filter(|(_, item)| item.queue == queue);
        let paused = items.filter_map(|(code, _)| {
            let reason = self.hall.paused(Subject::Item(*code))?;
            Some(PausedItemView {
                item: *code,
                reason: self.reason(reason),
            })
        });
        paused.collect()
    }

    /// A window of the plan.
    pub fn window(&self, number: WindowNumber) -> WindowView {
        let rules = &self.plan().windows_rules;
        let plan = &self.plan().windows[&number];
        let idle = WindowState::default();
        let state = self.hall.windows().get(&number).unwrap_or(&idle);
        let (reason, until) = match &state.stage {
            WindowStage::Paused { reason, until } => {
                (Some(self.reason(reason)), Some(Stamp(*until)))
            }
            WindowStage::Open | WindowStage::Closed => (None, None),
        };
        WindowView {
            number,
            names: Names::from(&plan.name),
            zone: plan.zone,
            floor: self.floor(plan.zone),
            state: state.stage.word().to_owned(),
            ticket: state
                .hand
                .and_then(|id| self.hall.ticket(id))
                .map(|t| self.hand(t)),
            reason,
            until,
            queues: plan.queues.clone(),
            helps: plan.helps.iter().map(|help| help.queue).collect(),
            clerk: state.clerk,
            signed_in: state.signed_in.map(|one| one.clerk),
            sign_in: rules.sign_in.then_some(view::SignInView {
                lock_minutes: rules.lock_minutes,
            }),
            posts: self.posts(plan),
            silent: state.silent_since.is_some(),
            since: state
                .spans
                .last()
                .map(|span| Stamp(span.to.unwrap_or(span.from))),
            finished: state.finished,
            missed: state.missed,
        }
    }

    fn posts(&self, window: &hall_core::plan::Window) -> Vec<view::PostView> {
        let plan = self.plan();
        let posts = [window.clerk_a, window.clerk_b].into_iter().flatten();
        let posts = posts.filter(|_| plan.windows_rules.sign_in);
        let known = posts.filter_map(|clerk| {
            let names = Names::from(&plan.clerks.get(&clerk)?.name);
            Some(view::PostView { clerk, names })
        });
        known.collect()
    }

    fn hand(&self, ticket: &Ticket) -> HandView {
        HandView {
            id: ticket.id,
            number: self.label(ticket),
            state: ticket.state.word().to_owned(),
            since: Stamp(ticket.since),
        }
    }

    /// A ticket, for staff and for its owner.
    pub fn ticket(&self, ticket: &Ticket) -> TicketView {
        let waiting = ticket.state == TicketState::Waiting;
        let ahead = self.hall.ahead(ticket, self.now);
        let wait = waiting
            .then(|| self.hall.wait_range(ticket.queue(), ahead))
            .flatten();
        let place = ticket.place;
        TicketView {
            id: ticket.id,
            number: self.label(ticket),
            mark: self.mark(ticket),
            day: ticket.day,
            queue: ticket.queue(),
            item: ticket.item(),
            class: ticket.class,
            language: ticket.language,
            visit: ticket.visit,
            state: ticket.state.word().to_owned(),
            window: ticket.state.window(),
            window_hint: self.window_hint(ticket),
            taken_at: Stamp(ticket.taken),
            arrival: Stamp(ticket.arrival),
            since: Stamp(ticket.since),
            ahead,
            wait_minutes: wait,
            version: ticket.version,
            calls: ticket.calls,
            called_at: ticket.last_call.map(Stamp),
            restore_until: self.restore_until(ticket).map(Stamp),
            only_window: ticket.only_window,
            place: (place.at.0, place.seq, place.within),
            legs: ticket.legs.len() as u16,
            earlier: earlier(ticket),
            paper: ticket.paper,
            no_paper: self.is_of_window(ticket),
            rated: ticket.rating.is_some(),
            token: None,
            existing: false,
        }
    }

    /// Given at a window, to somebody who stood there.
    fn is_of_window(&self, ticket: &Ticket) -> bool {
        let device = self.hall.devices().get(&ticket.issued_by);
        device.is_some_and(|device| device.role == Role::Window)
    }

    /// The printed number of a ticket of today.
    pub fn number(&self, ticket: TicketId) -> Option<String> {
        self.hall.ticket(ticket).map(|ticket| self.label(ticket))
    }

    /// The printed number.
    pub fn label(&self, ticket: &Ticket) -> String {
        ticket.number.label(self.digits())
    }

    /// Digits printed at least.
    pub fn digits(&self) -> u8 {
        self.plan().numbers.digits
    }

    fn mark(&self, ticket: &Ticket) -> String {
        let plan = self.plan();
        let class = plan
            .classes
            .get(&ticket.class)
            .map_or("", |class| class.mark.as_str());
        if class.is_empty() && ticket.booked {
            return plan.numbers.booked_mark.clone();
        }
        class.to_owned()
    }

    /// "14", "1-3" or "1, 3": where the person will be called to.
    fn window_hint(&self, ticket: &Ticket) -> String {
        let bound = ticket.state.window().or(ticket.only_window);
        match bound {
            Some(window) => windows_in_short([window]),
            None => windows_in_short(self.plan().windows_of(ticket.queue())),
        }
    }

    /// Until when a missed ticket may come back.
    pub fn restore_until(&self, ticket: &Ticket) -> Option<Time> {
        let calls = &self.plan().calls;
        let missed = matches!(ticket.state, TicketState::Missed(_));
        let may = missed && ticket.restores < calls.restore_max;
        may.then(|| ticket.since + Span::minutes(calls.restore_minutes))
    }

    /// The last announcement of a ticket.
    pub fn call(&self, ticket: &Ticket) -> Option<CallView> {
        let Announced { window, queue } = ticket.announced?;
        let zone = self.plan().windows.get(&window)?.zone;
        Some(CallView {
            number: self.label(ticket),
            mark: self.mark(ticket),
            window,
            zone,
            floor: self.floor(zone),
            queue,
            at: Stamp(ticket.last_call?),
            times: ticket.calls,
        })
    }

    /// The announcements that nobody has answered yet, one per window at most.
    pub fn open_calls(&self) -> Vec<CallView> {
        let hands = self
            .hall
            .windows()
            .values()
            .filter_map(|window| window.hand);
        let tickets = hands.filter_map(|id| self.hall.ticket(id));
        let called = tickets.filter(|ticket| matches!(ticket.state, TicketState::Called(_)));
        called.filter_map(|ticket| self.call(ticket)).collect()
    }

    /// A missed ticket that may come back.
    pub fn missed(&self, ticket: &Ticket) -> Option<MissedView> {
        let until = self.restore_until(ticket)?;
        let window = ticket.state.window()?;
        let zone = self.plan().windows.get(&window)?.zone;
        let (number, mark) = (self.label(ticket), self.mark(ticket));
        Some(MissedView {
            number,
            mark,
            window,
            zone,
            until: Stamp(until),
        })
    }

    /// Pads that may ask now: the last finished ticket of each window, in time and not rated.
    fn prompts(&self) -> BTreeMap<WindowNumber, PromptView> {
        let windows = self.hall.windows().iter();
        let open = windows.filter_map(|(window, _)| Some((*window, self.open_prompt(*window)?)));
        open.collect()
    }

    /// What the pad of a window may ask now.
    pub fn open_prompt(&self, window: WindowNumber) -> Option<PromptView> {
        let finished = self.hall.windows().get(&window)?.last_finished;
        let ticket = self.hall.ticket(finished?)?;
        let prompt = self.prompt(window, ticket);
        let is_open = ticket.rating.is_none() && prompt.until.0 > self.now;
        is_open.then_some(prompt)
    }

    /// The prompt for a finished ticket.
    pub fn prompt(&self, window: WindowNumber, ticket: &Ticket) -> PromptView {
        let until = ticket.since + Span::seconds(self.plan().rating.prompt_s);
        PromptView {
            window,
            ticket: ticket.id,
            number: self.label(ticket),
            until: Stamp(until),
        }
    }

    /// Alarms nobody has ended.
    pub fn alarms(&self) -> Vec<AlarmView> {
        let alarms = self.hall.alarms().iter();
        alarms
            .map(|(alarm, since)| self.alarm(*alarm, *since))
            .collect()
    }

    /// What managers told windows today; a text whose time is over is left out.
    pub fn messages(&self) -> Vec<view::MessageView> {
        let messages = self.hall.messages().iter();
        messages.filter_map(|one| self.message(one)).collect()
    }

    /// One message.
    pub fn message(&self, message: &Message) -> Option<view::MessageView> {
        Some(view::MessageView {
            at: Stamp(message.at),
            text: self.notes.get(&message.note.key)?.clone(),
            to: message.to.clone(),
        })
    }

    /// One alarm.
    pub fn alarm(&self, alarm: Alarm, since: Time) -> AlarmView {
        let name = |device| {
            let device = self.hall.devices().get(&device);
            device.map(|device| device.name.clone())
        };
        let about = match alarm {
            Alarm::Printer(device, _) => Some(device),
            _ => None,
        };
        AlarmView {
            alarm: alarm_word(alarm),
            name: about.and_then(name).unwrap_or_default(),
            accepted: self
                .hall
                .accepted_by(alarm)
                .and_then(name)
                .unwrap_or_default(),
            since: Stamp(since),
        }
    }

    /// The words of a reason.
    pub fn reason(&self, reason: &Reason) -> ReasonView {
        match reason {
            Reason::Listed(code) => {
                let text = self.plan().reasons.get(code);
                let names = text.map_or_else(Names::default, Names::from);
                ReasonView {
                    code: Some(code.to_string()),
                    names,
                }
            }
            Reason::Note(note) => {
                let name = self.notes.get(&note.key).cloned().unwrap_or_default();
                ReasonView {
                    code: None,
                    names: Names {
                        name,
                        ..Names::default()
                    },
                }
            }
        }
    }

    /// Every item with its guide.
    pub fn items(&self, now: Now) -> Vec<ItemView> {
        self.plan()
            .items
            .keys()
            .map(|code| self.item(*code, now))
            .collect()
    }

    /// One item with its guide.
    pub fn item(&self, code: hall_core::code::ItemCode, now: Now) -> ItemView {
        let plan = self.plan();
        let item = &plan.items[&code];
        let queue = self.queue(item.queue);
        let (from, until) = plan.ticket_hours(item.queue, Some(code));
        let paused = self
            .hall
            .paused(Subject::Item(code))
            .map(|reason| self.reason(reason));
        let paused = paused.or(queue.paused);
        let day = self.hall.day();
        let minute = day.map_or(i32::from(now.minute), |day| now.minute_of(day.date));
        let hours = (i32::from(from)..i32::from(until)).contains(&minute);
        let day_open = day.is_some_and(|day| day.stage == hall_core::DayStage::Open);
        let department = &plan.departments[&item.department];
        ItemView {
            code,
            names: Names::from(&item.name),
            department: item.department,
            department_name: Names::from(&department.name),
            queue: item.queue,
            zone: queue.zone,
            floor: queue.floor,
            series: queue.series,
            windows: queue.windows,
            open: day_open && hours && paused.is_none(),
            ticket_hours: [from, until],
            paused,
            waiting: queue.waiting,
            wait_minutes: queue.wait_minutes,
            materials: item.materials.iter().map(Names::from).collect(),
            promised_days: item.promised_days,
            fee_yuan: item.fee_yuan,
            fee_note: item.fee_note.clone(),
            age_min: item.age_min,
            pay_at: item.pay_at,
            agent_allowed: item.agent_allowed,
            self_service: item.self_service,
            online: item.online,
            frequent: item.frequent,
            usual_s: item.usual_s,
        }
    }

    /// The hall itself; `practice` and `public_url` come from the server.
    pub fn hall(&self, practice: bool, public_url: &str) -> view::HallView {
        let plan = self.plan();
        let zones = plan.zones.iter().map(|(code, zone)| ZoneView {
            zone: *code,
            names: Names::from(&zone.name),
            floor: zone.floor,
        });
        view::HallView {
            code: plan.hall.code.clone(),
            names: Names::from(&plan.hall.name),
            timezone: plan.hall.timezone.clone(),
            guide_desk: Names::from(&plan.hall.guide_desk),
            wifi: plan.hall.wifi.clone(),
            languages: plan.languages.clone(),
            zones: zones.collect(),
            restore_minutes: plan.calls.restore_minutes,
            call_interval_s: plan.calls.interval_s,
            suggest_missed_after: plan.calls.suggest_missed_after,
            practice,
            public_url: public_url.to_owned(),
            reasons: self.reasons(),
            classes: self.classes(),
            facilities: plan.facilities.iter().map(facility).collect(),
            ticket: view::TicketLayout::from(&plan.ticket),
            voice: plan.voice.clone(),
        }
    }

    /// The usual class first: its code is `normal` in every plan.
    fn classes(&self) -> Vec<view::ClassView> {
        let classes = self.plan().classes.iter();
        let mut classes: Vec<view::ClassView> = classes
            .map(|(code, class)| view::ClassView {
                class: *code,
                names: Names::from(&class.name),
                mark: class.mark.clone(),
            })
            .collect();
        classes.sort_by_key(|class| class.class.as_str() != "normal");
        classes
    }

    fn reasons(&self) -> Vec<ReasonView> {
        let reasons = self.plan().reasons.keys();
        reasons
            .map(|code| self.reason(&Reason::Listed(*code)))
            .collect()
    }

    /// Blocks leased to a kiosk for the running day.
    pub fn blocks(&self, kiosk: hall_core::code::DeviceId) -> Vec<BlockView> {
        let day = self.hall.day().map(|day| day.date);
        let own = self.hall.blocks().iter();
        let own = own.filter(|block| block.kiosk == kiosk && Some(block.day) == day);
        own.map(|block| BlockView {
            day: block.day,
            series: block.series,
            from: block.from,
            to: block.to,
            digits: self.digits(),
        })
        .collect()
    }

    fn floor(&self, zone: ZoneCode) -> u8 {
        self.plan().zones.get(&zone).map_or(1, |zone| zone.floor)
    }

    /// The name of a text in every language.
    pub fn names(text: &Text) -> Names {
        Names::from(text)
    }
}

/// A stable word for an alarm: what, and about whom.
pub fn alarm_word(alarm: Alarm) -> String {
    match alarm {
        Alarm::SeriesFull(series) => format!("series_full:{series}"),
        Alarm::BlocksFull(series) => format!("blocks_full:{series}"),
        Alarm::HeldLong(ticket) => format!("held_long:{ticket}"),
        Alarm::WindowSilent(window) => format!("window_silent:{window}"),
        Alarm::PauseLong(window) => format!("pause_long:{window}"),
        Alarm::PostAbsent(window) => format!("post_absent:{window}"),
        Alarm::DiskLow => "disk_low".to_owned(),
        Alarm::HistoryLost => "history_lost".to_owned(),
        Alarm::CardsLocked(window) => format!("cards_locked:{window}"),
        Alarm::SignInLocked(clerk) => format!("sign_in_locked:{clerk}"),
        Alarm::Help(window, help) => view::help_word(window, help),
        Alarm::Printer(device, trouble) => format!("printer_{}:{device}", trouble.word()),
    }
}

/// The legs before the present one.
fn earlier(ticket: &Ticket) -> Vec<LegView> {
    let before = ticket.legs.len().saturating_sub(1);
    let view = |leg: &Leg| LegView {
        queue: leg.queue,
        item: leg.item,
        window: leg.window,
        ended: leg.ended.map(Stamp),
        end: leg.end,
        outcome: leg.outcome,
    };
    ticket.legs[..before].iter().map(view).collect()
}

fn facility(facility: &Facility) -> view::FacilityView {
    view::FacilityView {
        names: Names::from(&facility.name),
        floor: facility.floor,
        place: Names::from(&facility.place),
    }
}
