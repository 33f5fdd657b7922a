//! A board's LED bar: the shipped line and the virtual card, with a wire that suffers.

use crate::days::program::{Mischief, Ports, Stimulus};
use display_board::board::{Board, Moment};
use display_board::led::{Look, content};
use hall_device::led::onbon::CardError;
use hall_device::led::{
    Area, Content, Driver, LedLine, LedLineAction, LedLineInput, LedReport, Wire,
};
use hall_fixtures::led::{CardMischief, OnbonCard};
use std::collections::VecDeque;

/// Line, wire and card.
pub(super) struct BarLine {
    driver: Driver,
    wire: Wire,
    area: Area,
    line: LedLine,
    card: OnbonCard,
    passing: VecDeque<Passing>,
    is_plugged: bool,
    has_noise: bool,
    /// From what the wanted follows; the words take their time to make.
    look: Option<Look>,
    wanted: Content,
    wanted_ms: u64,
    /// What was wanted before, with the moment from which it was not.
    past: VecDeque<(u64, String)>,
    /// Card or wire misbehave.
    is_ill: bool,
    /// Since then nothing has disturbed it.
    calm_ms: u64,
    looked_ms: u64,
}

/// Bytes on their way.
struct Passing {
    due_ms: u64,
    is_for_card: bool,
    bytes: Vec<u8>,
}

/// The card's file gives it this long to live without the board, and a request may be on its way.
const DARK_MS: u64 = 160_000;
/// The longest time in which a bar in good order shows what it should: a refused text is tried
/// again after a minute, a silent card after less.
const TAUGHT_MS: u64 = 75_000;
/// New words are on a bar in good order after so long, a lost frame among them.
const NEWS_MS: u64 = 5_000;
/// A program that did not look for so long stood still.
const STILL_MS: u64 = 5_000;
/// A connection that was given up is open again after so long, in ms.
const OPENED_MS: u64 = 300;

impl BarLine {
    /// A bar of one line over a network or, every second one, a serial port.
    pub(super) fn new(number: usize) -> Self {
        let text = include_str!("../../../../../fixtures/led/onbon.toml");
        let driver = Driver::parse("onbon.toml", text).expect("the sample file is a good one");
        let area = driver.areas()[0];
        let wire = if number.is_multiple_of(2) {
            Wire::Serial
        } else {
            Wire::Network
        };
        Self {
            line: LedLine::new([driver.clone()], wire, 0),
            card: OnbonCard::new(1, area.columns, area.rows),
            driver,
            wire,
            area,
            passing: VecDeque::new(),
            is_plugged: true,
            has_noise: false,
            look: None,
            wanted: Content::blank(),
            wanted_ms: 0,
            past: VecDeque::new(),
            is_ill: false,
            calm_ms: 0,
            looked_ms: 0,
        }
    }

    /// The board's program starts: it opens the port and knows nothing of the card.
    pub(super) fn start(&mut self, ports: &mut Ports<'_>) {
        let seq = ports.bits().to_le_bytes();
        let seq = u16::from_le_bytes([seq[0], seq[1]]);
        self.line = LedLine::new([self.driver.clone()], self.wire, seq);
        self.look = None;
        self.want(Content::blank(), ports.now_ms);
        self.calm_ms = ports.now_ms;
        self.reach(ports);
    }

    /// The board's power goes. What was sent is out.
    pub(super) fn crash(&mut self) {
        self.passing.retain(|passing| passing.is_for_card);
    }

    /// Shows what the board knows now.
    pub(super) fn follow(&mut self, board: &Board, moment: Moment, ports: &mut Ports<'_>) {
        let look = Look::of(board, moment, None, None);
        if self.look.as_ref() == Some(&look) {
            return;
        }
        let content = content(&look, self.area, 0);
        self.look = Some(look);
        if self.want(content, ports.now_ms) {
            let show = LedLineInput::Show(0, self.area.id, self.wanted.clone());
            self.step(show, ports);
        }
    }

    /// Time, or mischief.
    pub(super) fn on(&mut self, stimulus: &Stimulus, ports: &mut Ports<'_>) {
        if ports.now_ms > self.looked_ms + STILL_MS {
            self.calm_ms = ports.now_ms;
        }
        self.looked_ms = ports.now_ms;
        match stimulus {
            Stimulus::Wake => {
                self.deliver(ports);
                self.step(LedLineInput::Tick, ports);
            }
            Stimulus::Device(mischief) => self.misbehave(*mischief, ports),
            _ => {}
        }
    }

    /// What the bar shows and should not.
    pub(super) fn wrong(&self) -> Option<String> {
        let (text, now_ms) = (self.card.text(), self.looked_ms);
        let wanted = text_of(&self.wanted);
        let mut past = self.past.iter();
        let known = text.is_empty() || text == wanted || past.any(|(_, past)| past == text);
        if !known {
            return Some(format!("the bar shows {text:?} for longer than its time"));
        }
        let is_well = !self.is_ill && now_ms >= self.calm_ms + TAUGHT_MS;
        let is_calm = is_well && now_ms >= self.wanted_ms + NEWS_MS;
        if is_calm && text != wanted {
            return Some(format!("the bar shows {text:?} instead of {wanted:?}"));
        }
        let claimed = self.line.shown(0, self.area.id).map(text_of);
        let lies = claimed.filter(|claimed| !text.is_empty() && text != claimed);
        lies.map(|claimed| format!("the bar shows {text:?}, its line claims {claimed:?}"))
    }

    fn want(&mut self, content: Content, now_ms: u64) -> bool {
        let horizon_ms = now_ms.saturating_sub(DARK_MS);
        self.past.retain(|(until_ms, _)| *until_ms >= horizon_ms);
        if self.wanted == content {
            return false;
        }
        self.past.push_back((now_ms, text_of(&self.wanted)));
        (self.wanted, self.wanted_ms) = (content, now_ms);
        true
    }

    fn misbehave(&mut self, mischief: Option<Mischief>, ports: &mut Ports<'_>) {
        self.is_ill = mischief.is_some();
        self.calm_ms = ports.now_ms;
        self.has_noise = mischief == Some(Mischief::Noise);
        self.card.mischief = CardMischief::None;
        if mischief.is_none() {
            if !self.is_plugged {
                self.is_plugged = true;
                self.reach(ports);
            }
            return;
        }
        match ports.dice.index(&[2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]) {
            0 if mischief == Some(Mischief::Unplugged) => {
                self.is_plugged = false;
                self.passing.clear();
                let why = "the cable is out".to_owned();
                self.step(LedLineInput::Gone(why), ports);
            }
            1 => {
                self.card.lose_power();
                self.passing.clear();
            }
            2 => self.card.mischief = CardMischief::Silent,
            3 => self.card.mischief = CardMischief::Busy(10),
            4 => self.card.mischief = CardMischief::HalfAnswers,
            5 => self.card.mischief = CardMischief::BadAnswers,
            6 => self.card.mischief = CardMischief::NoisyLine,
            _ => self.card.mischief = CardMischief::Refuses(CardError::Flash),
        }
    }

    /// The port is there.
    fn reach(&mut self, ports: &mut Ports<'_>) {
        if self.is_plugged {
            self.step(LedLineInput::Opened, ports);
            let show = LedLineInput::Show(0, self.area.id, self.wanted.clone());
            self.step(show, ports);
        }
    }

    /// What has come through the wire.
    fn deliver(&mut self, ports: &mut Ports<'_>) {
        // A card without the board's words goes dark by itself.
        let said = self.card.on(&[], ports.now_ms);
        self.answer(said, ports);
        while let Some(passing) = self.passing.pop_front_if(|it| it.due_ms <= ports.now_ms) {
            if passing.is_for_card {
                let said = self.card.on(&passing.bytes, ports.now_ms);
                self.answer(said, ports);
            } else if passing.bytes.is_empty() {
                self.reach(ports);
            } else {
                self.step(LedLineInput::Bytes(&passing.bytes), ports);
            }
        }
    }

    fn answer(&mut self, said: Vec<u8>, ports: &mut Ports<'_>) {
        if !said.is_empty() {
            self.send(said, false, ports);
        }
    }

    fn send(&mut self, mut bytes: Vec<u8>, is_for_card: bool, ports: &mut Ports<'_>) {
        if !self.is_plugged {
            return;
        }
        if self.has_noise && ports.dice.chance(0.5) {
            let at = ports.dice.bits() as usize % bytes.len();
            bytes[at] ^= 0x10;
        }
        let last_ms = self.passing.back().map_or(0, |last| last.due_ms);
        let due_ms = (ports.now_ms + 2 + ports.dice.bits() % 30).max(last_ms);
        ports.wake(due_ms);
        self.passing.push_back(Passing {
            due_ms,
            is_for_card,
            bytes,
        });
    }

    /// The connection is given up, and open again a moment later.
    fn reopen(&mut self, ports: &mut Ports<'_>) {
        if self.wire == Wire::Serial || !self.is_plugged {
            return;
        }
        self.passing.clear();
        let why = "given up".to_owned();
        self.step(LedLineInput::Gone(why), ports);
        let due_ms = ports.now_ms + OPENED_MS;
        ports.wake(due_ms);
        self.passing.push_back(Passing {
            due_ms,
            is_for_card: false,
            bytes: Vec::new(),
        });
    }

    fn step(&mut self, input: LedLineInput<'_>, ports: &mut Ports<'_>) {
        for action in self.line.on(input, ports.now_ms) {
            match action {
                LedLineAction::Send(bytes) => self.send(bytes, true, ports),
                LedLineAction::Reopen => self.reopen(ports),
                LedLineAction::Report(_, LedReport::Shown(_)) => {
                    ports.say(|| format!("its bar shows {:?}", self.card.text()));
                }
                LedLineAction::Report(_, report) => ports.say(|| format!("its bar: {report:?}")),
            }
        }
        let wake_ms = self.line.wake_ms();
        if wake_ms != u64::MAX {
            ports.wake(wake_ms);
        }
    }
}

/// What can be read when an area shows this.
fn text_of(content: &Content) -> String {
    let lines: Vec<&str> = content.lines.iter().map(|line| line.trim()).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}
