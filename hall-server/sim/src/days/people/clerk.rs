//! A clerk: looks at the screen and at who stands before the window, and presses keys.

use crate::days::plan::{MODELS, PIN};
use crate::days::program::{Output, Ports};
use hall_core::event::Help;
use hall_fixtures::dice::Dice;
use window_tui::machine::{Key, Machine, SignIn, Stage};

/// A clerk at a window.
pub(in crate::days) struct Clerk {
    window: u16,
    dice: Dice,
    /// Looks again at this ms of the world.
    next_ms: u64,
    /// The number in hand, since when, and whether its holder's service has begun.
    hand: Option<InHand>,
    /// What became of the last number in hand.
    intent: Intent,
    last_level: Option<u8>,
    paused_until: Option<u64>,
}

#[derive(Clone, Debug)]
struct InHand {
    number: String,
    since_ms: u64,
    done_ms: Option<u64>,
}

/// What a number in hand will be let go for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Intent {
    Finish,
    SendBack,
}

/// A clerk looks up so often, in ms.
const LOOK_MS: u64 = 2_000;
/// A called person is expected for so long, in ms.
const PATIENCE_MS: u64 = 28_000;

impl Clerk {
    /// A clerk who has just sat down.
    pub(in crate::days) fn new(window: u16, seed: u64) -> Self {
        Self {
            window,
            dice: Dice::of(&[seed, CLERK, u64::from(window)]),
            next_ms: 0,
            hand: None,
            intent: Intent::SendBack,
            last_level: None,
            paused_until: None,
        }
    }

    /// When the clerk first looks at a program that has just started.
    pub(in crate::days) fn begins(&mut self, ports: &Ports<'_>) -> u64 {
        self.next_ms = ports.now_ms + 1_000 + self.dice.bits() % 10_000;
        self.next_ms
    }

    /// What the person just served will press on the pad.
    pub(in crate::days) fn last_level(&self) -> Option<u8> {
        self.last_level
    }

    /// Looks, and perhaps presses a key; says when to look again.
    pub(in crate::days) fn look(
        &mut self,
        machine: &Machine,
        ports: &mut Ports<'_>,
    ) -> (Option<Key>, u64) {
        if ports.now_ms < self.next_ms {
            return (None, self.next_ms);
        }
        self.follow_hand(machine, ports);
        let key = self.decide(machine, ports);
        let pause = match key {
            // Within a list the next key comes at once, and a PIN is in the fingers.
            Some(_) if machine.chooser().is_some() => 700,
            Some(_) if machine.sign_in().is_some() => 250,
            Some(_) => 1_200 + self.dice.bits() % 2_000,
            None => LOOK_MS + self.dice.bits() % 1_000,
        };
        self.next_ms = ports.now_ms + pause;
        (key, self.next_ms)
    }

    /// Notices that another number is in hand, and tells the person of the last one what to do.
    fn follow_hand(&mut self, machine: &Machine, ports: &mut Ports<'_>) {
        let now = machine.hand().map(|hand| hand.number.to_owned());
        let before = self.hand.as_ref().map(|hand| hand.number.clone());
        if now == before {
            return;
        }
        if let Some(number) = before
            && ports.floor.stands(&number, self.window)
        {
            if self.intent == Intent::Finish {
                self.last_level = ports.floor.guest(&number).and_then(|guest| guest.level);
                ports.floor.leaves(&number);
            } else {
                ports.floor.sits(&number);
            }
        }
        self.intent = Intent::SendBack;
        self.hand = now.map(|number| InHand {
            number,
            since_ms: ports.now_ms,
            done_ms: None,
        });
    }

    fn decide(&mut self, machine: &Machine, ports: &mut Ports<'_>) -> Option<Key> {
        if let Some(page) = machine.sign_in() {
            return self.sign_in(machine, page);
        }
        if let Some(chooser) = machine.chooser() {
            return Some(match self.dice.index(&[6.0, 3.0, 0.3]) {
                _ if chooser.text.is_some() => {
                    [Key::Char('x'), Key::Enter][self.dice.index(&[1.0, 1.0])]
                }
                0 => Key::Enter,
                1 => Key::Down,
                _ => Key::Esc,
            });
        }
        if self.dice.chance(0.004) {
            // A cat on the keyboard.
            let keys = [
                Key::Char('f'),
                Key::Char('n'),
                Key::Enter,
                Key::Char(' '),
                Key::Char('l'),
            ];
            return Some(keys[self.dice.bits() as usize % keys.len()]);
        }
        if machine.pending().is_some() {
            return None;
        }
        if let Some(key) = self.help(machine) {
            return Some(key);
        }
        match machine.stage() {
            Stage::Unknown => None,
            Stage::Closed => Some(Key::Char('o')),
            Stage::Paused => self.rest(ports.now_ms),
            Stage::Open if machine.hand().is_some() => self.serve(machine, ports),
            Stage::Open => self.next(machine),
        }
    }

    /// Chooses the post and types the PIN, now and then a wrong one of either.
    fn sign_in(&mut self, machine: &Machine, page: &SignIn) -> Option<Key> {
        if machine.pending().is_some() {
            return None;
        }
        let typed = machine.typed().chars().count();
        if page.clerk().is_none() {
            // Windows beyond the sample's have the posts of its windows once more.
            let post = if self.window <= MODELS { '1' } else { '2' };
            let other = if self.window <= MODELS { '2' } else { '1' };
            let line = if self.dice.chance(0.05) { other } else { post };
            return Some(if typed == 0 {
                Key::Char(line)
            } else {
                Key::Enter
            });
        }
        Some(match PIN.chars().nth(typed) {
            Some(_) if self.dice.chance(0.01) => Key::Char('0'),
            Some(digit) => Key::Char(digit),
            None => Key::Enter,
        })
    }

    /// Asks for help, calms down again, and goes to others.
    fn help(&mut self, machine: &Machine) -> Option<Key> {
        if machine.is_asked() && self.dice.chance(0.05) {
            return Some(Key::Char('j'));
        }
        let asked = |help| machine.own_aid(help).is_some();
        let (alarm, guide) = (asked(Help::Alarm), asked(Help::Guide));
        if self.dice.chance(if alarm { 0.1 } else { 0.0005 }) {
            return Some(Key::F(12));
        }
        let chance = if guide { 0.1 } else { 0.001 };
        self.dice.chance(chance).then_some(Key::Char('d'))
    }

    fn rest(&mut self, now_ms: u64) -> Option<Key> {
        let length = self.dice.between(20_000.0, 120_000.0) as u64;
        let until = *self.paused_until.get_or_insert(now_ms + length);
        (now_ms >= until).then(|| {
            self.paused_until = None;
            Key::Char('o')
        })
    }

    fn next(&mut self, machine: &Machine) -> Option<Key> {
        if !machine.held().is_empty() && self.dice.chance(0.3) {
            return Some(Key::Char('u'));
        }
        if !machine.missed().is_empty() && self.dice.chance(0.02) {
            return Some(Key::Char('g'));
        }
        if machine.last().is_some() && self.dice.chance(0.01) {
            return Some(Key::Char('b'));
        }
        if self.dice.chance(0.004) {
            return Some(Key::Char('p'));
        }
        if self.dice.chance(0.002) {
            return Some([Key::Char('y'), Key::Char('z')][self.dice.index(&[1.0, 1.0])]);
        }
        // Somebody without paper, and a queue that stops for a moment.
        if self.dice.chance(0.01) {
            return Some(Key::Char('v'));
        }
        if self.dice.chance(if stopped(machine) { 0.3 } else { 0.002 }) {
            return Some(Key::Char('m'));
        }
        // Nobody waits, as far as the screen knows; trying costs nothing.
        let tries = !machine.waiting().is_empty() || self.dice.chance(0.05);
        tries.then_some(Key::Char(' '))
    }

    fn serve(&mut self, machine: &Machine, ports: &mut Ports<'_>) -> Option<Key> {
        let hand = machine.hand()?;
        let number = hand.number.to_owned();
        let (since_ms, done_ms) = {
            let kept = self.hand.as_ref()?;
            (kept.since_ms, kept.done_ms)
        };
        if !hand.serving {
            return self.expect(&number, since_ms, ports);
        }
        let Some(done_ms) = done_ms else {
            let service_ms = ports
                .floor
                .guest(&number)
                .map_or(20_000, |guest| guest.service_ms);
            if let Some(kept) = &mut self.hand {
                kept.done_ms = Some(ports.now_ms + service_ms);
            }
            return None;
        };
        if ports.now_ms < done_ms {
            return None;
        }
        self.intent = Intent::SendBack;
        Some(match self.dice.index(&[30.0, 1.5, 1.0, 1.5, 0.5]) {
            1 => Key::Char('t'),
            3 => Key::Char('a'),
            4 => Key::Char('i'),
            2 if machine.held().is_empty() => Key::Char('h'),
            _ => {
                self.intent = Intent::Finish;
                Key::Char('f')
            }
        })
    }

    /// Waits for the called person, calls again, and gives up.
    fn expect(&mut self, number: &str, since_ms: u64, ports: &mut Ports<'_>) -> Option<Key> {
        if ports.floor.stands(number, self.window) {
            if self.dice.chance(0.05) {
                self.intent = Intent::Finish;
                return Some(Key::Char('k'));
            }
            return Some(Key::Char('s'));
        }
        let waited = ports.now_ms - since_ms;
        if waited > PATIENCE_MS {
            return Some(if self.dice.chance(0.06) {
                Key::Char('l')
            } else {
                Key::Char('n')
            });
        }
        // The lamp above the window shows the number, too, and the clerk waves.
        if waited > PATIENCE_MS / 3
            && let Some(guest) = ports.floor.heard(number, self.window)
        {
            let at_ms = ports.now_ms + 3_000 + self.dice.bits() % 9_000;
            ports.put(Output::Guest { guest, at_ms });
        }
        (waited > PATIENCE_MS / 2 && self.dice.chance(0.2)).then_some(Key::Char('r'))
    }
}

/// Whether a queue of this window gives no numbers now.
fn stopped(machine: &Machine) -> bool {
    let queues = machine.window().map(|window| window.queues.as_slice());
    let mut queues = queues.unwrap_or_default().iter();
    queues.any(|queue| {
        let queue = machine.picture().queues.get(queue);
        queue.is_some_and(|queue| queue.paused.is_some())
    })
}

const CLERK: u64 = 14;
