//! The server's feed as a plain value: the real memory of frames, the real changes of the picture,
//! and the witness rule as the server's shell runs it at every hello.

use super::server::{Broken, Heard, Server};
use super::tiny::{EPOCH, now};
use super::{Planted, digest};
use hall_core::code::DeviceId;
use hall_core::device::Role;
use hall_core::event::Raised;
use hall_core::{Command, Date, Event, Hall, Time};
use hall_protocol::frame::{Hello, Welcome};
use hall_protocol::resume::{Answer, Epoch, Memory, Published};
use hall_protocol::{CURRENT, Picture, ServerFrame, Stamp, encode};
use hall_server::desk::{Applied, Ask};
use hall_server::feed::changes::{Before, changes};
use hall_server::journal::short;
use hall_server::views::{Lens, Notes};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Frames that the server remembers: fewer than a model publishes, so that some come too late.
const FRAMES_MAX: usize = 3;

/// Bytes do not limit a model.
const BYTES_MAX: usize = 1 << 20;

/// The server with its feed.
#[derive(Clone, Debug)]
pub(super) struct Hub {
    /// The hall.
    pub(super) server: Server,
    memory: Arc<Memory>,
    epoch: Epoch,
    /// The place before the first event of the model, and the hash of it and of every one after.
    first: u64,
    hashes: Arc<Vec<Arc<str>>>,
    /// What staff see after each event that ever happened, by its hash.
    pictures: Arc<Pictures>,
    planted: Option<Planted>,
}

/// What staff see after an event, with its place, by its hash.
type Pictures = BTreeMap<Arc<str>, (u64, Arc<Picture>)>;

/// What a hello leads to.
pub(super) struct Greeting {
    /// The frames for the device.
    pub(super) first: Vec<Arc<str>>,
    /// What everybody else hears because of it.
    pub(super) published: Vec<Published>,
    /// Whether all other connections ended.
    pub(super) new_epoch: bool,
}

impl Hub {
    /// The smallest hall, with nothing to resume yet.
    ///
    /// # Panics
    ///
    /// Never: the first epoch is one.
    pub(super) fn new(planted: Option<Planted>) -> Self {
        let mut server = Server::chained(planted);
        server.remember();
        let epoch = EPOCH.parse().expect("the first epoch is one");
        let tip = server.tip();
        let hash: Arc<str> = short(&tip.hash).into();
        let picture = Arc::new(picture(server.hall()));
        Self {
            memory: Arc::new(memory(epoch, &server)),
            epoch,
            first: tip.seq.0,
            hashes: Arc::new(vec![Arc::clone(&hash)]),
            pictures: Arc::new(BTreeMap::from([(hash, (tip.seq.0, picture))])),
            server,
            planted,
        }
    }

    /// The epoch.
    pub(super) fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// What staff saw after the event with this hash.
    pub(super) fn picture_at(&self, hash: &str) -> Option<(u64, &Picture)> {
        let (seq, picture) = self.pictures.get(hash)?;
        Some((*seq, picture))
    }

    /// Decides and publishes.
    pub(super) fn hear(
        &mut self,
        what: &impl Hash,
        asks: impl FnOnce() -> Vec<Ask>,
    ) -> Result<(Arc<Heard>, Vec<Published>), Broken> {
        let before = self.server.clone();
        let heard = self.server.hear(what, asks)?;
        let frames = self.publish(before.hall(), &heard.applied);
        Ok((heard, frames))
    }

    fn publish(&mut self, before: &Hall, applied: &[Applied]) -> Vec<Published> {
        if applied.is_empty() {
            return Vec::new();
        }
        let (mut hall, mut frames) = (before.clone(), Vec::new());
        let notes = Notes::new();
        for one in applied {
            let then = Before::of(lens(&hall, &notes, one.at), &one.event);
            hall.apply(&one.event, one.at);
            let changed = changes(&then, lens(&hall, &notes, one.at), &one.event);
            let hash = short(&one.tip.hash);
            let frame = Published::new(one.tip.seq.0, &hash, Stamp(one.at), changed);
            Arc::make_mut(&mut self.memory).push(frame.clone());
            let hash: Arc<str> = hash.into();
            Arc::make_mut(&mut self.hashes).push(Arc::clone(&hash));
            let seen = (one.tip.seq.0, Arc::new(picture(&hall)));
            Arc::make_mut(&mut self.pictures).insert(hash, seen);
            frames.push(frame);
        }
        frames
    }

    /// Hears the witness, notes the hello, and answers it, as the shell does.
    pub(super) fn greet(&mut self, device: u32, hello: &Hello) -> Result<Greeting, Broken> {
        let hello = &self.mistaken(hello);
        let looked_up = self.memory.hash_needed(hello).and_then(|seq| {
            let index = seq.checked_sub(self.first)?;
            self.hashes.get(index as usize).cloned()
        });
        let (mut published, new_epoch) = self.witness(device, hello, looked_up.as_deref())?;
        let heard = Command::NoteHello {
            device: DeviceId(device),
        };
        let (_, frames) = self.hear(&("hello", device), || vec![Ask::of_hall(heard)])?;
        published.extend(frames);
        let answer = self.memory.answer(hello, looked_up.as_deref());
        Ok(Greeting {
            first: self.first_frames(hello.role, &answer),
            published,
            new_epoch,
        })
    }

    /// The hello as a wrong rule on purpose would understand it: with our hash at its place.
    fn mistaken(&self, hello: &Hello) -> Hello {
        let mut hello = hello.clone();
        if self.planted == Some(Planted::IgnoredHashes) {
            let index = hello.seq.checked_sub(self.first);
            let ours = index.and_then(|index| self.hashes.get(index as usize));
            hello.hash = ours.map(ToString::to_string).or(hello.hash);
        }
        hello
    }

    /// The witness rule: counters rise above what was seen, and a new epoch begins.
    fn witness(
        &mut self,
        device: u32,
        hello: &Hello,
        looked_up: Option<&str>,
    ) -> Result<(Vec<Published>, bool), Broken> {
        let proven = matches!(self.memory.answer(hello, looked_up), Answer::Ahead(_));
        let believed = matches!(hello.role, Role::Kiosk | Role::Guide | Role::Window);
        let mut claims: BTreeMap<Date, Vec<Raised>> = BTreeMap::new();
        for seen in hello.highest.iter().filter(|_| believed) {
            let raised = Raised {
                series: seen.series,
                online: seen.online,
                block: seen.block,
            };
            claims.entry(seen.day).or_default().push(raised);
        }
        let (mut published, mut lost) = (Vec::new(), false);
        for (day, raised) in claims {
            lost |= self.claim(device, day, raised, proven, &mut published)?;
        }
        if proven && !lost {
            let today = now(self.server.tick()).date;
            self.claim(device, today, Vec::new(), true, &mut published)?;
        }
        let begins = proven || lost;
        if begins {
            let theirs = hello.epoch.as_deref().and_then(|text| text.parse().ok());
            self.begin_epoch(theirs);
        }
        Ok((published, begins))
    }

    fn claim(
        &mut self,
        device: u32,
        day: Date,
        raised: Vec<Raised>,
        proven: bool,
        published: &mut Vec<Published>,
    ) -> Result<bool, Broken> {
        let what = format!("{device} {day} {raised:?} {proven}");
        let command = Command::Witness {
            device: Some(DeviceId(device)),
            day,
            raised,
            proven,
        };
        let (heard, frames) = self.hear(&what, || vec![Ask::of_hall(command)])?;
        published.extend(frames);
        let is_loss = |one: &Applied| matches!(one.event, Event::HistoryLost { .. });
        Ok(heard.applied.iter().any(is_loss))
    }

    fn begin_epoch(&mut self, seen: Option<Epoch>) {
        // The random bits of a model are those of the histories there can be: two, one lost.
        let random = self.epoch.random + 1;
        self.epoch = self.epoch.next(seen, random);
        self.server.begin_epoch(self.epoch.to_string());
        self.memory = Arc::new(memory(self.epoch, &self.server));
    }

    /// A restart that loses nothing: the memory of frames is empty again.
    pub(super) fn restart(&mut self) -> Result<(), Broken> {
        self.server.restart()?;
        self.memory = Arc::new(memory(self.epoch, &self.server));
        Ok(())
    }

    /// The last commit is lost. Whoever restores a backup knows it; a damaged log says nothing.
    pub(super) fn lose(&mut self, told: bool) {
        self.server.lose_last_commit();
        let kept = (self.server.tip().seq.0 - self.first) as usize + 1;
        Arc::make_mut(&mut self.hashes).truncate(kept);
        self.memory = Arc::new(memory(self.epoch, &self.server));
        if told {
            self.begin_epoch(None);
        }
    }

    fn first_frames(&self, role: Role, answer: &Answer) -> Vec<Arc<str>> {
        let (tip, hall) = (self.server.tip(), self.server.hall());
        let online = hall.series().iter();
        let notes = Notes::new();
        let lens = lens(hall, &notes, hall.time());
        let welcome = ServerFrame::Welcome(Box::new(Welcome {
            version: CURRENT,
            epoch: self.epoch.to_string(),
            seq: tip.seq.0,
            now: Stamp(hall.time()),
            speed: 1,
            hall: lens.hall(false, "http://hall"),
            window: None,
            online_max: online
                .map(|(code, series)| (*code, series.rules.online_max))
                .collect(),
        }));
        let mut frames: Vec<Arc<str>> = vec![encode(&welcome).into()];
        match answer {
            Answer::Missed(missed) => frames.extend(missed.iter().cloned()),
            Answer::Snapshot | Answer::Ahead(_) => {
                let whole = lens.picture();
                let snapshot = ServerFrame::Snapshot {
                    epoch: self.epoch.to_string(),
                    seq: tip.seq.0,
                    hash: short(&tip.hash),
                    picture: Box::new(shown(role, &whole)),
                };
                frames.push(encode(&snapshot).into());
            }
        }
        frames
    }

    /// A heartbeat.
    pub(super) fn beat(&self) -> Arc<str> {
        let beat = ServerFrame::Heartbeat {
            seq: self.memory.seq(),
            now: Stamp(self.server.hall().time()),
        };
        encode(&beat).into()
    }
}

/// The picture as a role may see it.
pub(super) fn shown(role: Role, picture: &Picture) -> Picture {
    if role.sees_staff_data() {
        picture.clone()
    } else {
        picture.for_public()
    }
}

const fn lens<'a>(hall: &'a Hall, notes: &'a Notes, now: Time) -> Lens<'a> {
    Lens { hall, notes, now }
}

fn picture(hall: &Hall) -> Picture {
    lens(hall, &Notes::new(), hall.time()).picture()
}

fn memory(epoch: Epoch, server: &Server) -> Memory {
    let tip = server.tip();
    let hash = short(&tip.hash);
    Memory::with_limits(&epoch.to_string(), tip.seq.0, &hash, FRAMES_MAX, BYTES_MAX)
}

impl PartialEq for Hub {
    fn eq(&self, other: &Self) -> bool {
        let place = |hub: &Self| (hub.epoch, hub.memory.seq(), hub.memory.len());
        self.server == other.server && place(self) == place(other)
    }
}

impl Eq for Hub {}

impl Hash for Hub {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.server.hash(state);
        (self.epoch, self.memory.seq(), self.memory.len()).hash(state);
        digest::of(&self.memory.hash()).hash(state);
    }
}
