//! A thousand calls, up to fifty a second, with cuts of the link, restarts of the server, a slow
//! network and a voice that fails: what is said is measured on the rendered sound.

use super::*;
use crate::limits::{EXPIRY_MS, GAP_MS};
use crate::pack::Packs;
use crate::render::render;
use hall_fixtures::dice::Dice;
use hall_protocol::limits::CALLS_MAX;
use std::collections::{BTreeMap, VecDeque};

/// Calls of the hall.
const CALLS: usize = 1_000;

/// The board looks at the clock so often.
const STEP_MS: i64 = 50;

/// What became of a call.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fate {
    Said,
    Dropped,
    /// No picture that reached the board held it any more.
    Unseen,
}

/// A hall that calls, a network, a board of one zone and its loudspeaker.
struct Hall {
    dice: Dice,
    now_ms: i64,
    /// The fold of everything, and every change with its moment.
    truth: Picture,
    log: Vec<(i64, Change)>,
    calls: Vec<CallView>,
    next_call_ms: i64,
    gap_ms: u64,
    board: Board,
    packs: Packs,
    /// Changes on their way, with the moment of their arrival.
    network: VecDeque<(i64, usize)>,
    delivered: usize,
    /// The link is cut until then.
    cut_until_ms: Option<i64>,
    /// The server forgot what was before: only a whole picture helps.
    has_restarted: bool,
    /// Milliseconds of hall time during which the loudspeaker sounds.
    sound: Vec<(i64, i64)>,
    voice_ends: Option<(i64, bool)>,
    said_order: Vec<Announced>,
    fates: BTreeMap<Announced, Fate>,
}

impl Hall {
    fn new(seed: u64) -> Self {
        let settings = Settings {
            zone: Some("life".to_owned()),
            ..Settings::default()
        };
        Self {
            dice: Dice::of(&[seed]),
            now_ms: T0,
            truth: Picture::default(),
            log: Vec::new(),
            calls: Vec::new(),
            next_call_ms: T0,
            gap_ms: 1_000,
            board: board(settings, 1),
            packs: Packs::embedded().0,
            network: VecDeque::new(),
            delivered: 0,
            cut_until_ms: None,
            has_restarted: false,
            sound: Vec::new(),
            voice_ends: None,
            said_order: Vec::new(),
            fates: BTreeMap::new(),
        }
    }

    fn moment(&self) -> Moment {
        Moment {
            now_ms: (self.now_ms - T0) as u64,
            hall: Some(Time(self.now_ms)),
            silent_ms: Some(0),
        }
    }

    /// Lets a day of calls pass, all of them arrive, and the voice come to its end.
    fn play(mut self) -> Self {
        while self.calls.len() < CALLS
            || self.delivered < self.log.len()
            || self.board.waiting() > 0
            || self.voice_ends.is_some()
        {
            self.call();
            self.trouble();
            self.deliver();
            self.voice();
            let tick = Event::Tick;
            self.give(tick);
            self.now_ms += STEP_MS;
        }
        self
    }

    /// One to fifty calls a second, in bursts with minutes between them.
    fn call(&mut self) {
        while self.calls.len() < CALLS && self.next_call_ms <= self.now_ms {
            let index = self.calls.len();
            if self.dice.one_in(40) {
                self.gap_ms = 20 + self.dice.below(980);
                self.next_call_ms += self.dice.below(120_000) as i64;
                continue;
            }
            let zone = if self.dice.one_in(4) { "tax" } else { "life" };
            let call = CallView {
                zone: zone.parse().expect("a code"),
                ..testing::call_at(&format!("E{index:03}"), 14, 1, self.next_call_ms)
            };
            self.calls.push(call.clone());
            self.happens(Change::Call(call));
            self.next_call_ms += self.gap_ms as i64;
        }
    }

    fn happens(&mut self, change: Change) {
        self.truth.apply(&change);
        let late = self.dice.below(400) as i64;
        // A slow network keeps the order.
        let before = self.network.back().map_or(0, |(at, _)| *at);
        let arrives = before.max(self.now_ms + late);
        self.network.push_back((arrives, self.log.len()));
        self.log.push((self.now_ms, change));
    }

    fn trouble(&mut self) {
        if self.cut_until_ms.is_none() && self.dice.one_in(400) {
            self.cut_until_ms = Some(self.now_ms + 200 + self.dice.below(20_000) as i64);
            self.has_restarted = self.dice.one_in(2);
            self.network.clear();
            self.give(Event::Lost);
        }
    }

    fn deliver(&mut self) {
        match self.cut_until_ms {
            Some(until_ms) if self.now_ms < until_ms => return,
            Some(_) => self.come_back(),
            None => {}
        }
        while let Some((at, index)) = self.network.front().copied() {
            if at > self.now_ms {
                return;
            }
            self.network.pop_front();
            self.deliver_until(index + 1);
        }
    }

    /// The link is there again: what was missed, or a whole picture.
    fn come_back(&mut self) {
        self.cut_until_ms = None;
        self.network.clear();
        if self.has_restarted {
            self.delivered = self.log.len();
            let picture = Arc::new(self.truth.clone());
            self.give(Event::Resynced(picture));
        } else {
            self.deliver_until(self.log.len());
        }
        let shown = self.board.picture().map(AsRef::as_ref);
        assert_eq!(shown, Some(&self.truth), "the picture is the fold");
    }

    fn deliver_until(&mut self, end: usize) {
        let changes: Vec<Change> = self.log[self.delivered..end]
            .iter()
            .map(|(_, change)| change.clone())
            .collect();
        self.delivered = end;
        let known = self.board.picture().map(AsRef::as_ref).cloned();
        let mut picture = known.unwrap_or_default();
        for change in &changes {
            picture.apply(change);
        }
        let picture = Arc::new(picture);
        self.give(Event::Changed { changes, picture });
    }

    fn voice(&mut self) {
        let Some((_, fails)) = self.voice_ends.filter(|(at, _)| *at <= self.now_ms) else {
            return;
        };
        self.voice_ends = None;
        let outcome = if fails {
            Err("no card".to_owned())
        } else {
            Ok(())
        };
        self.give(Event::Voiced(outcome));
    }

    fn give(&mut self, event: Event) {
        for action in self.board.on(event, self.moment()) {
            match action {
                Action::Speak(utterance) => self.speak(&utterance),
                Action::Urged => {}
                Action::Announced(call) => {
                    self.ends(&call, Fate::Said);
                    self.said_order.push(call);
                }
                Action::Dropped { call, .. } => self.ends(&call, Fate::Dropped),
            }
        }
    }

    fn speak(&mut self, utterance: &Utterance) {
        assert_eq!(self.voice_ends, None, "one at a time");
        let fails = self.dice.one_in(15);
        let length_ms = render(&self.packs, utterance).length_ms() as i64;
        let heard_ms = if fails { 0 } else { length_ms };
        let ends_ms = self.now_ms + heard_ms;
        if !fails {
            self.sound.push((self.now_ms, ends_ms));
        }
        self.voice_ends = Some((ends_ms, fails));
    }

    fn ends(&mut self, call: &Announced, fate: Fate) {
        let before = self.fates.insert(call.clone(), fate);
        assert_eq!(before, None, "{call:?} has two ends");
    }
}

#[test]
fn of_a_thousand_calls_each_is_said_once_or_known_as_dropped_in_order_and_none_over_another() {
    let mut all: BTreeMap<Fate, usize> = BTreeMap::new();
    for seed in 1..=4 {
        let hall = Hall::new(seed).play();
        let day = None;
        let ours = hall
            .calls
            .iter()
            .filter(|call| call.zone.as_str() == "life");
        let ours: Vec<&CallView> = ours.collect();
        for (index, call) in ours.iter().enumerate() {
            let name = Announced::of(day, call);
            let fate = hall.fates.get(&name).copied().unwrap_or(Fate::Unseen);
            *all.entry(fate).or_default() += 1;
            if fate == Fate::Unseen {
                let newer = hall.calls.iter().filter(|other| other.at > call.at).count();
                assert!(newer >= CALLS_MAX, "{index}: a picture held it");
            }
        }
        assert!(hall.fates.len() <= ours.len(), "nothing of other zones");
        let times: Vec<i64> = hall.said_order.iter().map(|call| call.at.0.0).collect();
        assert!(times.is_sorted(), "in the order of the calls");
        for pair in hall.sound.windows(2) {
            assert!(pair[1].0 >= pair[0].1 + GAP_MS, "{pair:?} sound together");
        }
        let begun = hall.sound.iter().zip(&hall.said_order);
        for ((starts_ms, _), call) in begun {
            assert!(starts_ms - call.at.0.0 <= EXPIRY_MS, "{call:?} came late");
        }
        assert_eq!(hall.sound.len(), hall.said_order.len());
    }
    let count = |fate| all.get(&fate).copied().unwrap_or_default();
    println!("{all:?}");
    assert!(
        count(Fate::Said) > 300 && count(Fate::Dropped) > 300,
        "{all:?}"
    );
}
