//! The program's side of a call box, pure: bytes and a clock in, presses out.

use super::driver::{CallBoxDriver, Meaning, Press};
use crate::ear::{At, Ear};
use crate::pattern::{Decoder, Found, Values};
use crate::presence::Presence;
use std::sync::Arc;

/// What happens to a call box.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CallBoxInput<'a> {
    /// Its port is open.
    Opened,
    /// Its port is gone.
    Gone,
    /// Bytes came.
    Bytes(&'a [u8]),
    /// The time of [`CallBoxHost::wake_ms`] has come, or it is simply later.
    Tick,
}

/// What the shell must do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CallBoxAction {
    /// Send these bytes to the port.
    Send(Vec<u8>),
    /// Tell the program.
    Report(CallBoxReport),
}

/// What a program hears of its call box.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CallBoxReport {
    /// It answers; a box that cannot be asked is there while its port is open.
    Online,
    /// It does not answer, or its port is gone.
    Offline,
    /// A key was pressed, once.
    Pressed(Press),
}

/// The program's side of one call box.
#[derive(Clone, Debug)]
pub struct CallBoxHost {
    driver: Arc<CallBoxDriver>,
    ear: Ear<Decoder>,
    presence: Presence,
    last: Option<Last>,
}

/// The last press, and when it was last heard.
#[derive(Clone, Copy, Debug)]
struct Last {
    press: Press,
    seq: Option<u8>,
    at_ms: u64,
}

/// Milliseconds after which a press is not what the clerk wants any more.
const LATE_MS: u64 = 1_000;

/// Milliseconds for which a box may repeat a press under the same number.
const SEQ_REPEAT_MS: u64 = 10_000;

impl CallBoxHost {
    /// A box whose port is not open yet.
    pub fn new(driver: Arc<CallBoxDriver>) -> Self {
        let every_ms = driver.heartbeat.as_ref().map(|beat| beat.every_ms);
        let decoder = Decoder::new(Arc::clone(&driver.matchers), driver.address);
        Self {
            ear: Ear::new(decoder),
            presence: Presence::new(every_ms),
            driver,
            last: None,
        }
    }

    /// When the next tick is due; `u64::MAX` for never.
    pub fn wake_ms(&self) -> u64 {
        self.presence.wake_ms().min(self.ear.wake_ms())
    }

    /// Takes an input at `now_ms` of any monotonic clock.
    pub fn on(&mut self, input: CallBoxInput<'_>, now_ms: u64) -> Vec<CallBoxAction> {
        match input {
            CallBoxInput::Opened => {
                self.ear.clear();
                let is_there = self.presence.opened(now_ms);
                let online = is_there.then_some(CallBoxAction::Report(CallBoxReport::Online));
                online.into_iter().chain(self.probe()).collect()
            }
            CallBoxInput::Gone => {
                self.ear.clear();
                self.lost(Presence::gone)
            }
            CallBoxInput::Bytes(bytes) => {
                let found = self.ear.hear(bytes, now_ms);
                self.on_all_found(found, now_ms)
            }
            CallBoxInput::Tick => self.on_tick(now_ms),
        }
    }

    fn on_tick(&mut self, now_ms: u64) -> Vec<CallBoxAction> {
        let found = self.ear.listen(now_ms);
        let mut actions = self.on_all_found(found, now_ms);
        if let Some(due) = self.presence.due(now_ms) {
            actions.extend(self.lost(|_| due.is_lost));
            actions.extend(self.probe());
        }
        actions
    }

    fn on_all_found(&mut self, found: Vec<At<Found>>, now_ms: u64) -> Vec<CallBoxAction> {
        let found = found.into_iter();
        found
            .flat_map(|(found, at_ms)| self.on_found(found, at_ms, now_ms))
            .collect()
    }

    /// Whatever it says shows that it is there.
    fn on_found(&mut self, found: Found, at_ms: u64, now_ms: u64) -> Vec<CallBoxAction> {
        let mut actions = Vec::new();
        if self.presence.answered() {
            actions.push(CallBoxAction::Report(CallBoxReport::Online));
        }
        let press = match self.driver.meanings.get(found.index) {
            Some(Meaning::Press(press)) => Some(*press),
            Some(Meaning::Keys(keys)) => found.value.and_then(|byte| keys.get(&byte).copied()),
            Some(Meaning::Alive) | None => None,
        };
        let Some(press) = press else {
            return actions;
        };
        actions.extend(self.ack(found.seq));
        let is_late = now_ms >= at_ms.saturating_add(LATE_MS);
        if !self.is_again(press, found.seq, at_ms) && !is_late {
            actions.push(CallBoxAction::Report(CallBoxReport::Pressed(press)));
        }
        actions
    }

    /// Notes a press; tells whether it is the last one, held down or said again.
    fn is_again(&mut self, press: Press, seq: Option<u8>, now_ms: u64) -> bool {
        let at_ms = now_ms;
        let last = self.last.replace(Last { press, seq, at_ms });
        last.is_some_and(|last| {
            let within = |ms: u64| now_ms < last.at_ms.saturating_add(ms);
            let is_same_number = seq.is_some() && seq == last.seq && within(SEQ_REPEAT_MS);
            last.press == press && (is_same_number || within(self.driver.repeat_ms))
        })
    }

    fn ack(&self, seq: Option<u8>) -> Option<CallBoxAction> {
        let pattern = self.driver.ack.as_ref()?;
        let values = Values {
            address: self.driver.address,
            seq: seq.unwrap_or_default(),
            ..Values::default()
        };
        Some(CallBoxAction::Send(pattern.encode(&values)))
    }

    fn probe(&self) -> Option<CallBoxAction> {
        let beat = self.driver.heartbeat.as_ref()?;
        let values = Values {
            address: self.driver.address,
            ..Values::default()
        };
        Some(CallBoxAction::Send(beat.send.encode(&values)))
    }

    fn lost(&mut self, is_lost: impl FnOnce(&mut Presence) -> bool) -> Vec<CallBoxAction> {
        let offline = CallBoxAction::Report(CallBoxReport::Offline);
        is_lost(&mut self.presence)
            .then_some(offline)
            .into_iter()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &str = "\
address = 5
[send]
ack = \"FF 68 02 02 68 {addr} {seq} {sum8:5..} 16\"
[[recv]]
match = \"FF 68 {len8:5..} {len8:5..} 68 {addr} {key:01..15} {seq} {sum8:5..} 16\"
event = \"key\"
key = { \"0B\" = \"next\", \"0C\" = \"recall\", \"0D\" = \"missed\" }
";

    struct Bed(CallBoxHost);

    impl Bed {
        fn new(text: &str) -> Self {
            let driver = CallBoxDriver::parse("c.toml", text).expect("a good file");
            Self(CallBoxHost::new(Arc::new(driver)))
        }

        /// A key of the 21-key call pad: `FF 68 L L 68 addr cmd data CS 16`.
        fn press(&mut self, key: u8, seq: u8, now_ms: u64) -> Vec<Press> {
            self.hear(&frame(5, key, seq), now_ms)
        }

        fn hear(&mut self, bytes: &[u8], now_ms: u64) -> Vec<Press> {
            let actions = self.0.on(CallBoxInput::Bytes(bytes), now_ms);
            let pressed = |action: CallBoxAction| match action {
                CallBoxAction::Report(CallBoxReport::Pressed(press)) => Some(press),
                _ => None,
            };
            actions.into_iter().filter_map(pressed).collect()
        }
    }

    fn frame(address: u8, key: u8, seq: u8) -> Vec<u8> {
        let sum = address.wrapping_add(key).wrapping_add(seq);
        vec![0xFF, 0x68, 3, 3, 0x68, address, key, seq, sum, 0x16]
    }

    #[test]
    fn every_mapped_key_is_its_press_and_the_others_do_nothing() {
        let mut bed = Bed::new(KEYS);
        bed.0.on(CallBoxInput::Opened, 0);
        assert_eq!(bed.press(0x0B, 1, 1_000), [Press::Next]);
        assert_eq!(bed.press(0x0C, 2, 1_100), [Press::Recall]);
        assert_eq!(bed.press(0x0D, 3, 1_200), [Press::Missed]);
        assert_eq!(bed.press(0x01, 4, 1_300), []);
        assert_eq!(bed.hear(&frame(6, 0x0B, 5), 9_000), [], "another box");
    }

    #[test]
    fn one_press_is_one_act_however_often_it_is_said() {
        let mut bed = Bed::new(KEYS);
        bed.0.on(CallBoxInput::Opened, 0);
        assert_eq!(bed.press(0x0B, 1, 1_000), [Press::Next]);
        // Held down: new numbers, each soon after the last.
        for step in 1..10 {
            assert_eq!(bed.press(0x0B, 1 + step, 1_000 + 500 * u64::from(step)), []);
        }
        // Said again under its number because the acknowledgement was lost.
        assert_eq!(bed.press(0x0B, 10, 8_000), []);
        assert_eq!(bed.press(0x0B, 11, 9_000), [Press::Next], "a second press");
        let glued = [frame(5, 0x0C, 12), frame(5, 0x0C, 12)].concat();
        assert_eq!(bed.hear(&glued, 10_000), [Press::Recall]);
    }

    #[test]
    fn a_press_is_acknowledged_with_its_number() {
        let mut bed = Bed::new(KEYS);
        bed.0.on(CallBoxInput::Opened, 0);
        let actions = bed.0.on(CallBoxInput::Bytes(&frame(5, 0x0B, 7)), 1_000);
        let ack = CallBoxAction::Send(b"\xFF\x68\x02\x02\x68\x05\x07\x0C\x16".to_vec());
        let pressed = CallBoxAction::Report(CallBoxReport::Pressed(Press::Next));
        assert_eq!(actions, [ack, pressed]);
    }

    #[test]
    fn noise_half_frames_and_wrong_checks_press_nothing() {
        let mut bed = Bed::new(KEYS);
        bed.0.on(CallBoxInput::Opened, 0);
        let good = frame(5, 0x0B, 1);
        let mut broken = good.clone();
        broken[8] ^= 1;
        assert_eq!(bed.hear(&broken, 1_000), []);
        assert_eq!(bed.hear(&good[..6], 2_000), []);
        assert_eq!(bed.hear(b"\x00\xFF\x68\xFF", 3_000), []);
        assert_eq!(bed.hear(&good, 4_000), [Press::Next]);
    }

    #[test]
    fn a_press_behind_half_a_frame_comes_after_a_quiet_moment_or_never() {
        let long = "[[recv]]\nmatch = \"EE * * * * * * * * * * * * *\"\nevent = \"alive\"\n";
        let swallowed = [b"\xEE".as_slice(), &frame(5, 0x0B, 1)].concat();
        let mut bed = Bed::new(&[KEYS, long].concat());
        bed.0.on(CallBoxInput::Opened, 0);
        assert_eq!(bed.hear(&swallowed, 1_000), []);
        assert_eq!(bed.0.wake_ms(), 1_300);
        let actions = bed.0.on(CallBoxInput::Tick, 1_300);
        let pressed = CallBoxAction::Report(CallBoxReport::Pressed(Press::Next));
        assert_eq!(actions.last(), Some(&pressed));
        assert_eq!(bed.0.wake_ms(), u64::MAX);

        // The program slept: the clerk has done something else long ago.
        let mut bed = Bed::new(&[KEYS, long].concat());
        bed.0.on(CallBoxInput::Opened, 0);
        assert_eq!(bed.hear(&swallowed, 1_000), []);
        assert_eq!(bed.hear(&frame(5, 0x0C, 2), 60_000), [Press::Recall]);
    }

    #[test]
    fn without_a_heartbeat_the_open_port_is_all_that_is_known() {
        let mut bed = Bed::new(KEYS);
        let report = |report| vec![CallBoxAction::Report(report)];
        assert_eq!(
            bed.0.on(CallBoxInput::Opened, 0),
            report(CallBoxReport::Online)
        );
        assert_eq!(bed.0.wake_ms(), u64::MAX);
        assert_eq!(
            bed.0.on(CallBoxInput::Gone, 9),
            report(CallBoxReport::Offline)
        );
        assert_eq!(bed.0.on(CallBoxInput::Gone, 10), []);
        assert_eq!(
            bed.0.on(CallBoxInput::Opened, 20),
            report(CallBoxReport::Online)
        );
    }

    #[test]
    fn with_a_heartbeat_a_silent_box_is_offline_until_it_says_something() {
        let beat = "[heartbeat]\nsend = \"05\"\nevery_ms = 1000\nexpect = \"06 06\"\n";
        let mut bed = Bed::new(&[KEYS, beat].concat());
        let send = || CallBoxAction::Send(vec![0x05]);
        let report = CallBoxAction::Report;
        assert_eq!(bed.0.on(CallBoxInput::Opened, 0), [send()]);
        let told = bed.0.on(CallBoxInput::Bytes(b"\x06\x06"), 5);
        assert_eq!(told, [report(CallBoxReport::Online)]);
        for now_ms in [1_000, 2_000, 3_000] {
            assert_eq!(bed.0.on(CallBoxInput::Tick, now_ms), [send()]);
        }
        let told = bed.0.on(CallBoxInput::Tick, 4_000);
        assert_eq!(told, [report(CallBoxReport::Offline), send()]);
        let told = bed.0.on(CallBoxInput::Bytes(&frame(5, 0x0B, 1)), 4_500);
        assert!(told.contains(&report(CallBoxReport::Online)));
        assert!(told.contains(&report(CallBoxReport::Pressed(Press::Next))));
    }
}
