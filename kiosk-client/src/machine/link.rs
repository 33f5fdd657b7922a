//! Where the connection stands, and what the hall tells over it.

use super::event::{Action, LinkNews};
use super::{Known, Machine};
use crate::journal::Record;
use crate::limits::{ITEMS_MS, OFFLINE_AFTER_MS};
use hall_core::Span;
use hall_core::planted::{self, Bug};
use hall_protocol::Picture;
use hall_protocol::frame::Welcome;
use hall_protocol::view::HallView;
use hall_text::{FluentValue, say};
use jiff::tz::TimeZone;
use std::sync::Arc;

/// Where the connection stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Link {
    /// Not yet connected, since this monotonic moment in milliseconds.
    Connecting {
        /// Since when.
        since_ms: u64,
    },
    /// Connected.
    Up,
    /// Gone; tried again without end.
    Lost {
        /// Since when, monotonic.
        since_ms: u64,
        /// Why, for staff.
        why: String,
    },
    /// The server does not want this device.
    Refused {
        /// A stable code.
        code: String,
        /// What happened and what to do next.
        title: String,
    },
}

impl Machine {
    pub(super) fn on_link(&mut self, news: LinkNews) -> Vec<Action> {
        match news {
            LinkNews::Connected(welcome) => self.on_welcome(*welcome),
            LinkNews::Picture(picture) => {
                self.on_picture(picture);
                Vec::new()
            }
            LinkNews::Lost { why, since_ms } => {
                self.heard_ago(since_ms);
                self.link = Link::Lost { since_ms, why };
                Vec::new()
            }
            LinkNews::Refused { code, title } => {
                self.link = Link::Refused { code, title };
                Vec::new()
            }
        }
    }

    /// Paper of another hall must not become tickets of this one: staff are told what to do.
    fn owed_elsewhere(&self, here: &HallView) -> Option<Link> {
        let there = self.known.hall.as_ref()?;
        let owed = self
            .state
            .intents()
            .filter(|intent| intent.given.is_some())
            .count();
        if there.mark() == here.mark() || owed == 0 {
            return None;
        }
        let language = here.languages.first().copied().unwrap_or_default();
        let args = [
            (
                "hall",
                FluentValue::from(there.names.get(language).to_owned()),
            ),
            ("count", FluentValue::from(owed)),
        ];
        Some(Link::Refused {
            code: OTHER_HALL.to_owned(),
            title: say(language, "kiosk-other-hall", &args),
        })
    }

    fn on_welcome(&mut self, welcome: Welcome) -> Vec<Action> {
        if let Some(refused) = self.owed_elsewhere(&welcome.hall) {
            self.link = refused;
            return Vec::new();
        }
        self.now.hall = self.now.hall.or(Some(welcome.now.0));
        self.speed = welcome.speed.max(1);
        self.online_max.clone_from(&welcome.online_max);
        self.known.hall = Some(welcome.hall);
        self.zone = zone_of(&self.known);
        self.link = Link::Up;
        self.heard();
        self.errands.awake();
        self.items_ms = Some(self.now.mono_ms + ITEMS_MS);
        let mut actions = vec![Action::FetchItems];
        if self.state.epoch() != Some(welcome.epoch.as_str()) {
            let epoch = welcome.epoch;
            self.forget_lost_history();
            actions.push(self.settle_with(vec![Record::Epoch { epoch }]));
        }
        actions
    }

    /// A server that lost some of its history means other tickets by the same ids. Whatever it
    /// answered before may still be on its way: everything is asked again, under the same ids.
    fn forget_lost_history(&mut self) {
        if self.state.epoch().is_some() {
            if !planted::is(Bug::LostHistoryAnswers) {
                self.calls.clear();
            }
            self.errands.new_epoch();
            self.ask_again();
        }
    }

    /// Numbers that came before the welcome and are not on paper yet are given again by a server
    /// that forgot them: our hello may have been on its way when they came.
    fn ask_again(&mut self) {
        let printing = self.printing().map(str::to_owned);
        let mut asked = Vec::new();
        for front in &mut self.fronts {
            let is_printing = printing.as_deref() == Some(front.request_id());
            if !is_printing && front.ticket.take().is_some() {
                front.queued = false;
                asked.push(front.request_id().to_owned());
            }
        }
        self.jobs
            .retain(|job| job.copy || !asked.contains(&job.request_id));
        for request_id in asked {
            self.ask(&request_id);
        }
    }

    fn on_picture(&mut self, picture: Arc<Picture>) {
        self.heard();
        for ticket in picture.tickets.values() {
            // The plan has few classes; the limit is for a server that has not.
            let class = ticket.class.as_str();
            if self.marks.len() < MARKS_MAX && !self.marks.contains_key(class) {
                self.marks.insert(class.to_owned(), ticket.mark.clone());
            }
        }
        for recent in &mut self.recent {
            let is_there = picture.tickets.contains_key(&recent.ticket.id);
            recent.life = recent.life.seen(is_there);
        }
        if let Some(day) = &picture.day {
            self.state.drop_numbers_before(day.day);
            self.errands.new_day(day.day);
        }
        self.picture = picture;
    }

    /// The server was heard now.
    pub(super) fn heard(&mut self) {
        self.contact = self.contact.max(self.now.hall);
    }

    /// The server was heard last at a moment of the monotonic clock.
    fn heard_ago(&mut self, since_ms: u64) {
        if self.link != Link::Up {
            return;
        }
        let silent = self.now.mono_ms.saturating_sub(since_ms);
        let silent = Span(i64::try_from(silent).unwrap_or(i64::MAX / 1024));
        let silent = Span(silent.0.saturating_mul(i64::from(self.speed)));
        let heard = self.now.hall.map(|now| now - silent);
        self.contact = self.contact.max(heard);
    }

    /// Whether the server has been gone for so long that it is not asked first.
    pub(super) fn is_away(&self) -> bool {
        match &self.link {
            Link::Connecting { since_ms } | Link::Lost { since_ms, .. } => {
                self.now.mono_ms >= since_ms + OFFLINE_AFTER_MS
            }
            Link::Up => false,
            // A server that refuses says so itself; another hall would not.
            Link::Refused { code, .. } => code == OTHER_HALL,
        }
    }
}

/// The kiosk's own refusal: it holds paper of another hall.
const OTHER_HALL: &str = "other_hall";

/// Classes whose mark is remembered.
const MARKS_MAX: usize = 64;

/// The hall's time zone; UTC while nobody told it.
pub(super) fn zone_of(known: &Known) -> TimeZone {
    let name = known.hall.as_ref().map(|hall| hall.timezone.as_str());
    name.and_then(|name| TimeZone::get(name).ok())
        .unwrap_or(TimeZone::UTC)
}
