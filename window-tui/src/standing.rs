//! Where the connection, the clocks and the hall's picture stand: what every desk knows.

use crate::machine::Notice;
use hall_core::plan::Language;
use hall_core::{Span, Time};
use hall_protocol::Picture;
use hall_protocol::frame::Welcome;
use hall_protocol::picture::Change;
use hall_protocol::view::{HallView, MessageView, TicketView};
use hall_text::FluentValue;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A message is of use for so long.
const MESSAGE_SHOWN: Span = Span::minutes(60);

/// The clocks, read by the shell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Now {
    /// Milliseconds of a monotonic clock, from any start.
    pub mono_ms: u64,
    /// The hall's time, once the server has told it.
    pub hall: Option<Time>,
}

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
        /// Since when in the hall's time.
        at: Option<Time>,
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

/// What a desk knows of the hall and of its way there.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The clocks.
    pub now: Now,
    /// The hall, once the server has told it.
    pub hall: Option<HallView>,
    /// The hall's time zone.
    pub zone: TimeZone,
    /// How fast the hall's clock runs; 1 but in a demo.
    pub speed: u32,
    /// Queues, windows, tickets and calls.
    pub picture: Arc<Picture>,
    /// The connection.
    pub link: Link,
    /// The epoch that ids and versions on the screen belong to.
    epoch: Option<String>,
}

impl Standing {
    /// A desk that has heard nothing yet.
    pub fn new(now: Now) -> Self {
        Self {
            now,
            hall: None,
            zone: TimeZone::UTC,
            speed: 1,
            picture: Arc::default(),
            link: Link::Connecting {
                since_ms: now.mono_ms,
            },
            epoch: None,
        }
    }

    /// Time passes; the hall's clock may be unknown for a while and is not forgotten.
    pub fn tick(&mut self, now: Now) {
        self.now = Now {
            mono_ms: now.mono_ms,
            hall: now.hall.or(self.now.hall),
        };
    }

    /// The server knows us; tells whether it lost some of its history since it was last heard. Then
    /// the same ids may mean other people, and no open question means what it meant.
    pub fn welcomed(&mut self, welcome: Welcome) -> bool {
        let known = self.epoch.replace(welcome.epoch);
        let is_another = known.is_some() && known != self.epoch;
        self.zone = TimeZone::get(&welcome.hall.timezone).unwrap_or(TimeZone::UTC);
        self.speed = welcome.speed.max(1);
        self.now.hall = self.now.hall.or(Some(welcome.now.0));
        self.hall = Some(welcome.hall);
        self.link = Link::Up;
        is_another
    }

    /// The hall has changed by these.
    pub fn changed(&mut self, changes: &[Change]) {
        let picture = Arc::make_mut(&mut self.picture);
        for change in changes {
            picture.apply(change);
        }
    }

    /// The connection is gone since a moment of the monotonic clock; tells whether it was there.
    pub fn lost(&mut self, why: String, since_ms: u64) -> bool {
        let was_up = self.link == Link::Up;
        let silent_ms = self.now.mono_ms.saturating_sub(since_ms);
        let silent = i64::try_from(silent_ms).unwrap_or(i64::MAX);
        let silent = Span(silent.saturating_mul(i64::from(self.speed)));
        let at = self.now.hall.map(|now| now - silent);
        self.link = Link::Lost { since_ms, at, why };
        was_up
    }

    /// Why nothing can be sent now; none when the connection is there.
    pub fn obstacle(&self, language: Language) -> Option<Notice> {
        match &self.link {
            Link::Up => None,
            Link::Connecting { .. } => Some(Notice::word(language, "window-not-connected-yet")),
            Link::Lost { since_ms, .. } => {
                let seconds = self.now.mono_ms.saturating_sub(*since_ms) / 1000;
                let args = [("seconds", FluentValue::from(seconds))];
                Some(Notice::say(language, "window-not-sent", &args))
            }
            Link::Refused { code, title } => Some(Notice {
                title: title.clone(),
                hint: String::new(),
                code: code.clone(),
                is_done: false,
            }),
        }
    }

    /// Whether this is a practice hall: nothing in it is real.
    pub fn is_practice(&self) -> bool {
        self.hall.as_ref().is_some_and(|hall| hall.practice)
    }

    /// Hall time since `then`; nothing before the clock is known.
    pub fn since(&self, then: Time) -> Span {
        self.now.hall.map_or(Span(0), |now| now - then)
    }

    /// The newest message of managers that is for this desk, while it is of use.
    pub fn message(&self, is_for: impl Fn(&MessageView) -> bool) -> Option<&MessageView> {
        let mut told = self.picture.messages.iter().rev();
        let newest = told.find(|message| is_for(message))?;
        (self.since(newest.at.0) < MESSAGE_SHOWN).then_some(newest)
    }

    /// The name of a ticket's queue.
    pub fn queue_name<'a>(&'a self, ticket: &'a TicketView, language: Language) -> &'a str {
        let queue = self.picture.queues.get(&ticket.queue);
        queue.map_or(ticket.queue.as_str(), |queue| queue.names.get(language))
    }
}
