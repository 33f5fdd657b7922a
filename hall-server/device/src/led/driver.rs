//! A driver: turns content into steps, steps into bytes, and bytes into the answer to a step.

use super::content::{Area, AreaId, Colour, Content};
use super::letters::Letters;
use super::modbus::{self, Framing, Write};
use super::onbon;
use crate::pattern::{Pattern, Values};
use std::fmt;

/// What kind of wire leads to the controller.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wire {
    /// A serial line.
    Serial,
    /// A network connection.
    Network,
}

/// Who a controller is among others of its line.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Station {
    /// The screen number (屏号) of an Onbon card.
    Screen(u16),
    /// The unit of Modbus.
    Unit(u8),
}

impl fmt::Display for Station {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Screen(number) => write!(f, "screen {number}"),
            Self::Unit(number) => write!(f, "unit {number}"),
        }
    }
}

/// A screen number that is none of the broadcasts.
pub(super) fn is_screen(number: u16) -> bool {
    (1..=32_767).contains(&number)
}

/// A unit that is neither the broadcast nor reserved; 255 is a device of its own on TCP.
pub(super) fn is_unit(number: u8) -> bool {
    matches!(number, 1..=247 | 255)
}

/// One kind of controller, as its file describes it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Driver {
    pub(super) kind: Kind,
    pub(super) letters: Letters,
    pub(super) areas: Vec<Area>,
    /// Milliseconds for a reply.
    pub(super) reply_ms: u64,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Modbus(Registers),
    Pattern(Frames),
    Onbon(onbon::Card),
}

/// A register map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Registers {
    pub(super) unit: u8,
    /// None where the wire decides.
    pub(super) framing: Option<Framing>,
    /// The first byte of a pair stands in the low half of its register.
    pub(super) low_first: bool,
    /// Of each area, in their order: first register, registers of one row.
    pub(super) texts: Vec<(u16, u16)>,
    /// Register and value.
    pub(super) timeout: Option<(u16, u16)>,
    /// Register and value.
    pub(super) brightness: Option<(u16, u16)>,
    pub(super) blank: Option<Blank>,
    pub(super) colour: Option<Colours>,
}

/// The register that darkens everything.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Blank {
    pub(super) register: u16,
    pub(super) dark: u16,
    pub(super) lit: u16,
}

/// The register of the colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Colours {
    pub(super) register: u16,
    pub(super) red: u16,
    pub(super) green: u16,
    pub(super) yellow: u16,
}

/// Frames by pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Frames {
    pub(super) address: u8,
    pub(super) timeout_s: u8,
    /// Of each area, in their order: one pattern for each row.
    pub(super) rows: Vec<Vec<Pattern>>,
    /// None when the card says nothing.
    pub(super) replies: Option<Replies>,
}

/// What a card says to a frame; the last two may be missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Replies {
    pub(super) ok: Vec<u8>,
    pub(super) busy: Vec<u8>,
    pub(super) error: Vec<u8>,
}

/// One request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Step {
    Write(Write),
    Frame { pattern: Pattern, text: Vec<u8> },
    Card(onbon::Frame),
}

/// A request as it went out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Sent {
    /// Another one for each request.
    pub(super) seq: u16,
    pub(super) bytes: Vec<u8>,
}

/// What the bytes so far say to a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Found {
    Nothing,
    Done,
    Busy,
    /// It will not do that, with its code.
    Refused(u8),
    /// The stream makes no sense from here on.
    Garbled,
}

impl Driver {
    /// The areas that it has.
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// Whether the controller says that it shows what it was sent.
    pub fn answers(&self) -> bool {
        match &self.kind {
            Kind::Modbus(_) | Kind::Onbon(_) => true,
            Kind::Pattern(frames) => frames.replies.is_some(),
        }
    }

    /// Whether the controller forgets by itself what it is not sent again.
    pub fn forgets(&self) -> bool {
        match &self.kind {
            Kind::Modbus(map) => map.timeout.is_some(),
            Kind::Pattern(frames) => frames.rows.iter().flatten().all(Pattern::has_timeout),
            Kind::Onbon(_) => true,
        }
    }

    /// Who the controller is among others of its line; none where its answers do not say whose they
    /// are, so that it needs a line of its own.
    pub fn station(&self) -> Option<Station> {
        match &self.kind {
            Kind::Modbus(map) => Some(Station::Unit(map.unit)),
            Kind::Onbon(card) => Some(Station::Screen(card.screen)),
            Kind::Pattern(_) => None,
        }
    }

    /// The same controller under another number: a screen number of 1 to 32,767, or a unit of 1 to
    /// 247 or 255. None where that is no number for it, or where it has none.
    #[must_use]
    pub fn numbered(mut self, number: u16) -> Option<Self> {
        match &mut self.kind {
            Kind::Modbus(map) => map.unit = u8::try_from(number).ok().filter(|it| is_unit(*it))?,
            Kind::Onbon(card) => card.screen = Some(number).filter(|it| is_screen(*it))?,
            Kind::Pattern(_) => return None,
        }
        Some(self)
    }

    /// What the controller means by the code of a refusal and what to do; none where its maker's
    /// codes are not known.
    pub fn explain(&self, code: u8) -> Option<String> {
        match &self.kind {
            Kind::Onbon(_) => Some(onbon::CardError::of(code).to_string()),
            Kind::Modbus(_) | Kind::Pattern(_) => None,
        }
    }

    /// Whether a refusal with this code says that the request itself is wrong, so that the same one
    /// is refused again and another may be taken.
    pub(super) fn refuses_content(&self, code: u8) -> bool {
        match &self.kind {
            // No such function, register or value (V1.1b3, 7).
            Kind::Modbus(_) => (1..=3).contains(&code),
            Kind::Onbon(_) => {
                let error = onbon::CardError::of(code);
                matches!(error, onbon::CardError::Group | onbon::CardError::Command)
            }
            // Its one reply for an error does not say which.
            Kind::Pattern(_) => false,
        }
    }

    /// Everything to be sent so that an area shows this; nothing for an area that it lacks.
    pub(super) fn steps(&self, area: AreaId, content: &Content) -> Vec<Step> {
        let Some(index) = self.areas.iter().position(|it| it.id == area) else {
            return Vec::new();
        };
        let area = self.areas[index];
        let rows = (0..area.rows).map(|row| {
            let line = content.lines.get(row).map_or("", String::as_str);
            self.letters.encode(line, area.columns, content.style.align)
        });
        match &self.kind {
            Kind::Modbus(map) => map.steps(index, rows, content),
            Kind::Pattern(frames) => {
                let patterns = frames.rows[index].iter().cloned();
                let step = |(pattern, text)| Step::Frame { pattern, text };
                patterns.zip(rows).map(step).collect()
            }
            Kind::Onbon(card) => {
                let frames = card.frames(index, area, content, &self.letters);
                frames.into_iter().map(Step::Card).collect()
            }
        }
    }

    /// Requests that set the card up whenever its line is opened.
    pub(super) fn chores(&self) -> Vec<Step> {
        let frame = match &self.kind {
            Kind::Onbon(card) => card.brightness_frame(),
            Kind::Modbus(_) | Kind::Pattern(_) => None,
        };
        frame.into_iter().map(Step::Card).collect()
    }

    /// The request that sets the card's clock; none where there is none.
    pub(super) fn clock_step(&self, clock: onbon::CardClock) -> Option<Step> {
        match &self.kind {
            Kind::Onbon(card) => card.clock_frame(clock).map(Step::Card),
            Kind::Modbus(_) | Kind::Pattern(_) => None,
        }
    }

    /// The bytes of a request; `seq` is another one each time.
    pub(super) fn encode(&self, step: &Step, seq: u16, wire: Wire) -> Vec<u8> {
        match (&self.kind, step) {
            (Kind::Modbus(map), Step::Write(write)) => {
                modbus::request(map.framing(wire), map.unit, seq, write)
            }
            (Kind::Pattern(frames), Step::Frame { pattern, text }) => {
                pattern.encode(&frames.values(seq.to_le_bytes()[0], text))
            }
            (_, Step::Card(frame)) => frame.encode(),
            // A driver makes its own steps.
            _ => Vec::new(),
        }
    }

    /// Whether a reply names its request, so that a late one is not taken for another's.
    pub(super) fn replies_name_requests(&self, wire: Wire) -> bool {
        match &self.kind {
            Kind::Modbus(map) => map.framing(wire) == Framing::Tcp,
            Kind::Pattern(frames) => frames.replies.is_none(),
            Kind::Onbon(_) => false,
        }
    }

    /// At most how many bytes the answer has when all is well.
    pub(super) fn reply_bytes(&self, step: &Step, wire: Wire) -> usize {
        match (&self.kind, step) {
            (Kind::Modbus(map), Step::Write(write)) => {
                modbus::reply_bytes(map.framing(wire), write)
            }
            (Kind::Pattern(frames), Step::Frame { .. }) => frames
                .replies
                .as_ref()
                .map_or(0, |replies| replies.ok.len()),
            (Kind::Onbon(card), Step::Card(_)) => card.reply_bytes(),
            _ => 0,
        }
    }

    /// Looks for the answer to a request that was sent as `sent`.
    pub(super) fn find_reply(
        &self,
        step: &Step,
        sent: &Sent,
        wire: Wire,
        buffer: &mut Vec<u8>,
    ) -> Found {
        match (&self.kind, step) {
            (Kind::Modbus(map), Step::Write(write)) => {
                modbus::find_reply(map.framing(wire), map.unit, sent.seq, write, buffer)
            }
            (Kind::Pattern(frames), Step::Frame { .. }) => {
                let replies = frames.replies.as_ref();
                replies.map_or(Found::Nothing, |replies| replies.find(&sent.bytes, buffer))
            }
            (Kind::Onbon(card), Step::Card(_)) => card.find_reply(buffer),
            _ => Found::Nothing,
        }
    }
}

impl Registers {
    fn framing(&self, wire: Wire) -> Framing {
        self.framing.unwrap_or(match wire {
            Wire::Serial => Framing::Rtu,
            Wire::Network => Framing::Tcp,
        })
    }

    /// The time-out goes first: whatever is cut off after it vanishes by itself. Light goes on last,
    /// over the new text.
    fn steps(
        &self,
        area: usize,
        rows: impl Iterator<Item = Vec<u8>>,
        content: &Content,
    ) -> Vec<Step> {
        let (start, registers) = self.texts[area];
        let texts = rows.zip(0_u16..).map(|(text, row)| Write {
            start: start + row * registers,
            values: self.values(text, registers),
        });
        let single = |(register, value)| Write {
            start: register,
            values: vec![value],
        };
        let colour = self
            .colour
            .map(|colour| (colour.register, colour.of(content.style.colour)));
        let blank = self.blank.map(|blank| {
            let value = if content.is_blank() {
                blank.dark
            } else {
                blank.lit
            };
            (blank.register, value)
        });
        let first = self.timeout.into_iter().chain(self.brightness);
        let first = first.chain(colour).map(single);
        let writes = first.chain(texts).chain(blank.map(single));
        writes.map(Step::Write).collect()
    }

    /// A text in its registers, the rest of them filled with spaces.
    fn values(&self, mut text: Vec<u8>, registers: u16) -> Vec<u16> {
        text.resize(usize::from(registers) * 2, b' ');
        let value = |pair: &[u8]| match *pair {
            [first, second] if self.low_first => u16::from_le_bytes([first, second]),
            [first, second] => u16::from_be_bytes([first, second]),
            // The text has an even number of bytes.
            _ => 0,
        };
        text.chunks_exact(2).map(value).collect()
    }
}

impl Frames {
    /// What the placeholders of a frame stand for.
    pub(super) fn values<'a>(&self, seq: u8, text: &'a [u8]) -> Values<'a> {
        Values {
            address: self.address,
            timeout_s: self.timeout_s,
            seq,
            text,
        }
    }
}

impl Colours {
    fn of(self, colour: Colour) -> u16 {
        match colour {
            Colour::Red => self.red,
            Colour::Green => self.green,
            Colour::Yellow => self.yellow,
        }
    }
}

impl Replies {
    /// The first reply behind the echo of what was sent. A reply of a single byte must stand alone:
    /// in noise every byte may stand.
    fn find(&self, sent: &[u8], heard: &[u8]) -> Found {
        if sent.starts_with(heard) {
            return Found::Nothing;
        }
        let heard = heard.strip_prefix(sent).unwrap_or(heard);
        let told = [
            (&self.ok, Found::Done),
            (&self.busy, Found::Busy),
            (&self.error, Found::Refused(0)),
        ];
        let at = |reply: &[u8]| match reply {
            [] => None,
            [byte] => (without_glitches(heard, *byte) == reply).then_some(0),
            reply => heard.windows(reply.len()).position(|it| it == reply),
        };
        let first = told
            .into_iter()
            .filter_map(|(bytes, found)| Some((at(bytes)?, found)));
        let first = first.min_by_key(|(at, _)| *at);
        first.map_or(Found::Nothing, |(_, found)| found)
    }
}

/// A line that changes its direction gives 00 or FF before the first byte.
fn without_glitches(heard: &[u8], wanted: u8) -> &[u8] {
    let is_glitch = |byte: &u8| matches!(byte, 0x00 | 0xFF) && *byte != wanted;
    let begin = heard.iter().position(|byte| !is_glitch(byte));
    &heard[begin.unwrap_or(heard.len())..]
}
