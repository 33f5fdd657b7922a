//! The server's end: a bounded memory of encoded frames, and the answer to a hello.
//!
//! Frames are encoded once and shared by all clients. What cannot be resumed gets a snapshot; what
//! proves that the server lost history is evidence, never silently overwritten (DESIGN 3).

use super::epoch::{Age, compare};
use super::place::Place;
use crate::codec::encode;
use crate::frame::{Hello, ServerFrame};
use crate::limits::{RESUME_BYTES_MAX, RESUME_FRAMES_MAX};
use crate::picture::Change;
use crate::stamp::Stamp;
use alloc::collections::VecDeque;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use hall_core::device::Role;
use hall_core::planted::{self, Bug};

/// One event, encoded for both kinds of readers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// Its place in the journal.
    pub seq: u64,
    /// Eight bytes of its hash, hexadecimal.
    pub hash: Arc<str>,
    /// For boards and pads; an `advance` where nothing is public.
    pub public: Arc<str>,
    /// For staff.
    pub staff: Arc<str>,
}

impl Published {
    /// Encodes an event; `changes` are what staff may see.
    pub fn new(seq: u64, hash: &str, at: Stamp, changes: Vec<Change>) -> Self {
        let hash_text = hash.to_string();
        let public: Vec<Change> = changes.iter().filter_map(Change::for_public).collect();
        let frame = |changes: Vec<Change>| {
            let hash = hash_text.clone();
            if changes.is_empty() {
                ServerFrame::Advance { seq, hash }
            } else {
                ServerFrame::Event {
                    seq,
                    hash,
                    at,
                    changes,
                }
            }
        };
        Self {
            seq,
            hash: hash.into(),
            public: encode(&frame(public)).into(),
            staff: encode(&frame(changes)).into(),
        }
    }

    /// The frame for a device of this role.
    pub fn for_role(&self, role: Role) -> &Arc<str> {
        if role.sees_staff_data() || planted::is(Bug::PublicSeesTokens) {
            &self.staff
        } else {
            &self.public
        }
    }

    fn bytes(&self) -> usize {
        self.public.len() + self.staff.len()
    }
}

/// The last frames of the present epoch.
#[derive(Clone, Debug)]
pub struct Memory {
    epoch: String,
    frames: VecDeque<Published>,
    bytes: usize,
    /// The event before the first frame: as far back as a client may be.
    base: (u64, Arc<str>),
    frames_max: usize,
    bytes_max: usize,
}

/// What to send after the welcome.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// These frames, in order; none when nothing was missed.
    Missed(Vec<Arc<str>>),
    /// The whole picture.
    Snapshot,
    /// The device has seen what this server does not know: raise the counters above
    /// `hello.highest`, begin a new epoch, put the loss on record, then send a snapshot.
    Ahead(Evidence),
}

/// How a place that a call says stands to this history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Standing {
    /// It is in it: what the device knows still holds.
    Here,
    /// It is of another epoch: the device must say hello before it goes on.
    OtherEpoch,
    /// It proves that this history lost its end.
    Ahead(Evidence),
}

/// How a device proves that the server lost history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Evidence {
    /// Same epoch, but the device has a later event.
    Later {
        /// The device's last event.
        theirs: u64,
        /// Our last event.
        ours: u64,
    },
    /// Same epoch, but another event at this place.
    OtherHash {
        /// The place.
        seq: u64,
    },
    /// An epoch that began after ours, or another one of the same age.
    OtherEpoch {
        /// The device's epoch.
        theirs: String,
    },
}

impl Memory {
    /// An empty memory at the end of the journal: its last event and that event's hash, or 0 and
    /// an empty text.
    pub fn new(epoch: &str, seq: u64, hash: &str) -> Self {
        Self::with_limits(epoch, seq, hash, RESUME_FRAMES_MAX, RESUME_BYTES_MAX)
    }

    /// The same with other limits.
    pub fn with_limits(
        epoch: &str,
        seq: u64,
        hash: &str,
        frames_max: usize,
        bytes_max: usize,
    ) -> Self {
        let base = (seq, hash.into());
        let epoch = epoch.to_string();
        Self {
            epoch,
            frames: VecDeque::new(),
            bytes: 0,
            base,
            frames_max,
            bytes_max,
        }
    }

    /// The epoch of every frame in it.
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// The last event.
    pub fn seq(&self) -> u64 {
        self.frames.back().map_or(self.base.0, |last| last.seq)
    }

    /// Eight bytes of the last event's hash, hexadecimal.
    pub fn hash(&self) -> &str {
        self.frames.back().map_or(&self.base.1, |last| &last.hash)
    }

    /// Frames remembered.
    pub fn len(&self) -> usize {
        self.frames.len()
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// Remembers the next event and forgets the oldest ones beyond the limits.
    ///
    /// # Panics
    ///
    /// When `frame` is not the event after the last one: the feed would lie from then on.
    pub fn push(&mut self, frame: Published) {
        assert_eq!(
            frame.seq,
            self.seq() + 1,
            "events are published in order, without gaps (I7)"
        );
        self.bytes += frame.bytes();
        self.frames.push_back(frame);
        while self.frames.len() > self.frames_max || self.bytes > self.bytes_max {
            let Some(oldest) = self.frames.pop_front() else {
                break;
            };
            self.bytes -= oldest.bytes();
            self.base = (oldest.seq, oldest.hash);
        }
    }

    /// The frames after `seq`, if all are still remembered.
    pub fn since(&self, seq: u64) -> Option<impl Iterator<Item = &Published>> {
        let known = (self.base.0..=self.seq()).contains(&seq);
        let more = u64::from(planted::is(Bug::ResumeOffByOne));
        known.then(|| self.frames.iter().skip((seq - self.base.0 + more) as usize))
    }

    /// The place whose hash the caller must look up in the journal before it asks for the answer:
    /// the device is further behind than this memory reaches.
    pub fn hash_needed(&self, hello: &Hello) -> Option<u64> {
        let ours = hello.epoch.as_deref() == Some(self.epoch.as_str());
        (ours && hello.hash.is_some() && self.is_before(hello.seq)).then_some(hello.seq)
    }

    /// Whether the hash at a place has to be looked up in the journal.
    pub fn is_before(&self, seq: u64) -> bool {
        seq > 0 && seq < self.base.0
    }

    /// How the place that a call says stands to this history; `looked_up` is the journal's hash
    /// there when [`Self::is_before`] asked for it.
    pub fn standing(&self, place: &Place, looked_up: Option<&str>) -> Standing {
        if self.epoch.parse() != Ok(place.epoch) {
            return Standing::OtherEpoch;
        }
        let evidence = self.evidence(place.seq, place.hash.as_deref(), looked_up);
        evidence.map_or(Standing::Here, Standing::Ahead)
    }

    /// What to send to the device that says `hello`.
    ///
    /// `looked_up` is the journal's hash at the place that [`Self::hash_needed`] named, none when
    /// it named nothing.
    pub fn answer(&self, hello: &Hello, looked_up: Option<&str>) -> Answer {
        let Some(theirs) = hello.epoch.as_deref() else {
            return Answer::Snapshot;
        };
        match compare(theirs, &self.epoch) {
            Age::Same => self.answer_same_epoch(hello, looked_up),
            Age::Older => Answer::Snapshot,
            Age::Newer | Age::Other => Answer::Ahead(Evidence::OtherEpoch {
                theirs: theirs.to_string(),
            }),
        }
    }

    fn answer_same_epoch(&self, hello: &Hello, looked_up: Option<&str>) -> Answer {
        let theirs = hello.hash.as_deref();
        if let Some(evidence) = self.evidence(hello.seq, theirs, looked_up) {
            return Answer::Ahead(evidence);
        }
        // Without a hash nothing is proven, so nothing is continued.
        if hello.fresh || theirs.is_none() {
            return Answer::Snapshot;
        }
        self.since(hello.seq).map_or(Answer::Snapshot, |frames| {
            Answer::Missed(
                frames
                    .map(|frame| frame.for_role(hello.role).clone())
                    .collect(),
            )
        })
    }

    /// What a place in this epoch proves against this history.
    fn evidence(&self, seq: u64, hash: Option<&str>, looked_up: Option<&str>) -> Option<Evidence> {
        let ours = self.seq();
        if seq > ours {
            return Some(Evidence::Later { theirs: seq, ours });
        }
        let known = self.hash_at(seq).or(looked_up);
        let differs = known.zip(hash).is_some_and(|(ours, theirs)| ours != theirs);
        differs.then_some(Evidence::OtherHash { seq })
    }

    fn hash_at(&self, seq: u64) -> Option<&str> {
        if seq == self.base.0 {
            return Some(&self.base.1);
        }
        let index = seq.checked_sub(self.base.0 + 1)?;
        self.frames
            .get(usize::try_from(index).ok()?)
            .map(|frame| &*frame.hash)
    }
}
