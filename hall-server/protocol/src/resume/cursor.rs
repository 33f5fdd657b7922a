//! The client's end: how far it has come, the picture so far, and what a frame means for it.
//!
//! A frame is applied only if it is the very next one of the epoch that the welcome named. After
//! anything else the cursor asks for a new connection and listens to nothing more on the old one;
//! the picture stays as it was, to be shown with its age.

use super::epoch::{Age, compare};
use super::place::{Place, is_hash};
use super::witness::{Numbers, Seen};
use crate::codec::{DecodeError, decode};
use crate::frame::{Hello, ServerFrame, Welcome};
use crate::limits::{BEATS_BEHIND_MAX, FRAME_BYTES_MAX, STALE_S};
use crate::picture::{Change, Picture};
use crate::stamp::Stamp;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use hall_core::device::Role;
use hall_core::planted::{self, Bug};

/// A client's place in the journal.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    hall: Option<String>,
    epoch: Option<String>,
    seq: u64,
    hash: String,
    numbers: Numbers,
    picture: Option<Arc<Picture>>,
    welcome: Option<Arc<Welcome>>,
    phase: Phase,
    heard_ms: Option<u64>,
    beats_behind: u8,
}

/// What the present connection has brought so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Phase {
    /// None, or one that must be given up.
    #[default]
    Closed,
    /// The hello is on its way.
    Greeting,
    /// Welcomed; events are of no use before a snapshot.
    NeedsPicture,
    /// Welcomed and up to date up to `seq`.
    Live,
}

/// What a frame meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// The server knows us.
    Welcomed(Arc<Welcome>),
    /// The picture changed by these.
    Changed(Vec<Change>),
    /// The whole picture is new.
    Resynced,
    /// The server's time.
    Heard(Stamp),
    /// The connection is of no use any more.
    Reconnect(Reason),
    /// The server wants us no more on this connection.
    Refused {
        /// A stable code.
        code: String,
        /// What happened and what to do next.
        title: String,
    },
}

/// Why a connection is given up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Events are missing between ours and theirs.
    Gap {
        /// The last event applied.
        ours: u64,
        /// The event that came, or that the server says is its last.
        theirs: u64,
    },
    /// The server speaks of an epoch that is over (I23).
    OlderEpoch {
        /// Its epoch.
        theirs: String,
    },
    /// A snapshot of another epoch than the welcome's (I23).
    MixedEpoch {
        /// The snapshot's epoch.
        theirs: String,
    },
    /// The server knows less than we do and did not notice.
    ServerBehind {
        /// The last event applied.
        ours: u64,
        /// The server's last event.
        theirs: u64,
    },
    /// Another event at a place that we know.
    OtherHistory {
        /// The place.
        seq: u64,
    },
    /// A frame that does not belong there: before the welcome, or instead of a snapshot.
    OutOfTurn,
    /// Not a frame.
    Undecodable(DecodeError),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap { ours, theirs } => write!(f, "events missing between {ours} and {theirs}"),
            Self::OlderEpoch { theirs } => write!(f, "the server is in the old epoch {theirs}"),
            Self::MixedEpoch { theirs } => write!(f, "a snapshot of another epoch, {theirs}"),
            Self::ServerBehind { ours, theirs } => {
                write!(f, "the server is at event {theirs}, this device at {ours}")
            }
            Self::OtherHistory { seq } => write!(f, "another history at event {seq}"),
            Self::OutOfTurn => f.write_str("a frame out of turn"),
            Self::Undecodable(error) => error.fmt(f),
        }
    }
}

impl Cursor {
    /// A cursor that knows nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// A cursor that remembers what the device had seen before its restart.
    pub fn from_seen(seen: Seen) -> Self {
        let numbers = Numbers::from_list(&seen.highest);
        Self {
            hall: seen.hall,
            epoch: seen.epoch,
            seq: seen.seq,
            hash: seen.hash,
            numbers,
            ..Self::default()
        }
    }

    /// What to remember over a restart.
    pub fn seen(&self) -> Seen {
        let highest = self.numbers.to_list();
        Seen {
            hall: self.hall.clone(),
            epoch: self.epoch.clone(),
            seq: self.seq,
            hash: self.hash.clone(),
            highest,
        }
    }

    /// The place in the journal that calls say; none for a device that never had a picture.
    pub fn place(&self) -> Option<Place> {
        let epoch = self.epoch.as_deref()?.parse().ok()?;
        let hash = is_hash(&self.hash).then(|| self.hash.clone());
        let seq = self.seq;
        Some(Place { epoch, seq, hash })
    }

    /// Begins a new connection and says what to send first. The token stays with the handshake.
    pub fn hello(&mut self, version: u16, role: Role) -> Hello {
        self.phase = Phase::Greeting;
        self.beats_behind = 0;
        Hello {
            version,
            role,
            token: None,
            hall: self.hall.clone(),
            epoch: self.epoch.clone(),
            seq: self.seq,
            hash: self.epoch.is_some().then(|| self.hash.clone()),
            highest: self.numbers.to_list(),
            fresh: self.picture.is_none(),
        }
    }

    /// Reads a frame that was heard at `now_ms` of any monotonic clock.
    pub fn on_text(&mut self, text: &str, now_ms: u64) -> Vec<Effect> {
        match decode(text, FRAME_BYTES_MAX) {
            Ok(frame) => self.on(frame, now_ms),
            Err(_) if self.phase == Phase::Closed => Vec::new(),
            Err(error) => self.give_up(Reason::Undecodable(error)),
        }
    }

    /// Takes a frame that was heard at `now_ms` of any monotonic clock.
    pub fn on(&mut self, frame: ServerFrame, now_ms: u64) -> Vec<Effect> {
        if self.phase == Phase::Closed {
            return Vec::new();
        }
        self.heard_ms = Some(now_ms);
        match frame {
            ServerFrame::Welcome(welcome) => self.on_welcome(*welcome),
            ServerFrame::Snapshot {
                epoch,
                seq,
                hash,
                picture,
            } => self.on_snapshot(epoch, seq, hash, picture),
            ServerFrame::Event {
                seq, hash, changes, ..
            } => self.on_event(seq, hash, changes),
            ServerFrame::Advance { seq, hash } => self.on_event(seq, hash, Vec::new()),
            ServerFrame::Heartbeat { seq, now } => self.on_heartbeat(seq, now),
            ServerFrame::Refused { code, title } => {
                self.phase = Phase::Closed;
                vec![Effect::Refused { code, title }]
            }
        }
    }

    /// The connection is gone.
    pub fn cut(&mut self) {
        self.phase = Phase::Closed;
    }

    /// The picture so far; empty before the first snapshot.
    pub fn picture(&self) -> Arc<Picture> {
        self.picture.clone().unwrap_or_default()
    }

    /// The last event applied.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// The epoch of the picture.
    pub fn epoch(&self) -> Option<&str> {
        self.epoch.as_deref()
    }

    /// The last welcome.
    pub fn welcome(&self) -> Option<&Arc<Welcome>> {
        self.welcome.as_ref()
    }

    /// Whether events of the present connection are being applied.
    pub fn is_live(&self) -> bool {
        self.phase == Phase::Live
    }

    /// When the last frame was heard.
    pub fn heard_ms(&self) -> Option<u64> {
        self.heard_ms
    }

    /// Whether the picture must be marked as not current (hazard 27, I22).
    pub fn is_stale(&self, now_ms: u64) -> bool {
        let late = |heard: u64| now_ms.saturating_sub(heard) >= STALE_S * 1000;
        self.picture.is_none() || self.heard_ms.is_none_or(late)
    }

    /// The numbers seen; kiosks note here what they print and lease.
    pub fn numbers_mut(&mut self) -> &mut Numbers {
        &mut self.numbers
    }

    fn on_welcome(&mut self, welcome: Welcome) -> Vec<Effect> {
        if self.phase != Phase::Greeting {
            return self.give_up(Reason::OutOfTurn);
        }
        self.come_to(welcome.hall.mark());
        let age = self
            .epoch
            .as_deref()
            .map(|ours| compare(&welcome.epoch, ours));
        if age == Some(Age::Older) {
            return self.give_up(Reason::OlderEpoch {
                theirs: welcome.epoch,
            });
        }
        if age == Some(Age::Same) && welcome.seq < self.seq {
            let theirs = welcome.seq;
            return self.give_up(Reason::ServerBehind {
                ours: self.seq,
                theirs,
            });
        }
        let resumes = age == Some(Age::Same) && self.picture.is_some();
        self.phase = if resumes {
            Phase::Live
        } else {
            Phase::NeedsPicture
        };
        self.numbers.set_ranges(&welcome.online_max);
        let now = welcome.now;
        let welcome = Arc::new(welcome);
        self.welcome = Some(welcome.clone());
        vec![Effect::Welcomed(welcome), Effect::Heard(now)]
    }

    /// What was seen in another hall is not known here.
    fn come_to(&mut self, hall: String) {
        let is_other = self.hall.as_ref().is_some_and(|known| *known != hall);
        if is_other {
            *self = Self {
                phase: self.phase,
                heard_ms: self.heard_ms,
                ..Self::default()
            };
        }
        self.hall = Some(hall);
    }

    fn on_snapshot(
        &mut self,
        epoch: String,
        seq: u64,
        hash: String,
        picture: Box<Picture>,
    ) -> Vec<Effect> {
        let welcomed = matches!(self.phase, Phase::NeedsPicture | Phase::Live);
        let Some(welcome) = self.welcome.as_ref().filter(|_| welcomed) else {
            return self.give_up(Reason::OutOfTurn);
        };
        if welcome.epoch != epoch {
            return self.give_up(Reason::MixedEpoch { theirs: epoch });
        }
        if self.epoch.as_ref() == Some(&epoch) && seq < self.seq {
            return self.give_up(Reason::ServerBehind {
                ours: self.seq,
                theirs: seq,
            });
        }
        self.numbers.note_picture(&picture);
        (self.epoch, self.seq, self.hash) = (Some(epoch), seq, hash);
        if self.picture.is_none() || !planted::is(Bug::StaleAfterReconnect) {
            self.picture = Some(Arc::new(*picture));
        }
        self.phase = Phase::Live;
        self.beats_behind = 0;
        vec![Effect::Resynced]
    }

    fn on_event(&mut self, seq: u64, hash: String, changes: Vec<Change>) -> Vec<Effect> {
        if self.phase != Phase::Live {
            return self.give_up(Reason::OutOfTurn);
        }
        if seq == self.seq && hash != self.hash {
            return self.give_up(Reason::OtherHistory { seq });
        }
        if seq <= self.seq {
            return Vec::new();
        }
        if seq != self.seq + 1 && !planted::is(Bug::GapApplied) {
            return self.give_up(Reason::Gap {
                ours: self.seq,
                theirs: seq,
            });
        }
        (self.seq, self.hash, self.beats_behind) = (seq, hash, 0);
        if changes.is_empty() {
            return Vec::new();
        }
        // Readers that still hold the old picture keep it; otherwise nothing is copied.
        let picture = Arc::make_mut(self.picture.get_or_insert_default());
        for change in &changes {
            picture.apply(change);
            self.numbers
                .note_change(picture.day.as_ref().map(|day| day.day), change);
        }
        vec![Effect::Changed(changes)]
    }

    /// A heartbeat may overtake events that are still on their way, so being behind counts only
    /// when several in a row find no progress.
    fn on_heartbeat(&mut self, theirs: u64, now: Stamp) -> Vec<Effect> {
        let waiting = self.phase == Phase::NeedsPicture;
        match self.phase {
            Phase::Greeting | Phase::Closed => return self.give_up(Reason::OutOfTurn),
            Phase::Live if theirs <= self.seq => self.beats_behind = 0,
            Phase::Live | Phase::NeedsPicture => self.beats_behind += 1,
        }
        if self.beats_behind < BEATS_BEHIND_MAX {
            return vec![Effect::Heard(now)];
        }
        self.give_up(if waiting {
            Reason::OutOfTurn
        } else {
            Reason::Gap {
                ours: self.seq,
                theirs,
            }
        })
    }

    fn give_up(&mut self, reason: Reason) -> Vec<Effect> {
        self.phase = Phase::Closed;
        vec![Effect::Reconnect(reason)]
    }
}
