//! What a card is told.

use super::area::TextArea;
use super::setting::{Brightness, CardClock};

/// One command. Each is answered: see [`super::Reply`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Are you there?
    Ping,
    /// Begin anew; what it shows is gone.
    Reset,
    /// It is this late.
    Clock(CardClock),
    /// Be lit, or dark.
    Power(bool),
    /// Be so bright.
    Brightness(Brightness),
    /// Show these areas, and others no more.
    Areas(Areas),
}

/// What happens to the dynamic areas of a card, in one step.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Areas {
    /// 0: the others stay, 1: all are deleted first. The maker's own examples have the number of
    /// the bytes that follow here; it is assumed to mean 0.
    pub process: u8,
    /// Deleted before.
    pub deleted: Deleted,
    /// Shown.
    pub shown: Vec<TextArea>,
}

/// Areas that are deleted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Deleted {
    /// These, at most 254.
    Some(Vec<u8>),
    /// All.
    All,
}

impl Default for Deleted {
    fn default() -> Self {
        Self::Some(Vec::new())
    }
}

const PING: [u8; 2] = [0xA2, 0x00];
const RESET: [u8; 2] = [0xA2, 0x01];
const CLOCK: [u8; 2] = [0xA2, 0x03];
const POWER: [u8; 2] = [0xA3, 0x00];
const BRIGHTNESS: [u8; 2] = [0xA3, 0x02];
const AREAS: [u8; 2] = [0xA3, 0x06];
/// A reply is wanted.
const REPLY: u8 = 1;
const ON: u8 = 1;
const OFF: u8 = 2;
/// Instead of a number of areas.
const ALL: u8 = 0xFF;

impl Command {
    /// The data of a frame.
    pub fn data(&self) -> Vec<u8> {
        let (code, process, body) = match self {
            Self::Ping => (PING, 0, vec![]),
            Self::Reset => (RESET, 0, vec![]),
            Self::Clock(clock) => (CLOCK, 0, clock.to_bytes()),
            Self::Power(is_on) => (POWER, 0, vec![if *is_on { ON } else { OFF }]),
            Self::Brightness(brightness) => (BRIGHTNESS, 0, brightness.to_bytes()),
            Self::Areas(areas) => (AREAS, areas.process, areas.to_bytes()),
        };
        let mut data = code.to_vec();
        data.extend([REPLY, process, 0]);
        data.extend(body);
        data
    }

    /// Reads the data of a frame, as a card does; none for what is not used here.
    pub fn of(data: &[u8]) -> Option<Self> {
        let &[group, command, REPLY, process, 0, ref body @ ..] = data else {
            return None;
        };
        match ([group, command], body) {
            (PING, []) => Some(Self::Ping),
            (RESET, []) => Some(Self::Reset),
            (CLOCK, clock) => CardClock::from_bytes(clock).map(Self::Clock),
            (POWER, [ON]) => Some(Self::Power(true)),
            (POWER, [OFF]) => Some(Self::Power(false)),
            (BRIGHTNESS, levels) => Brightness::from_bytes(levels).map(Self::Brightness),
            (AREAS, body) => Areas::from_bytes(process, body).map(Self::Areas),
            _ => None,
        }
    }
}

impl Areas {
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = match &self.deleted {
            Deleted::All => vec![ALL],
            Deleted::Some(numbers) => {
                let count = numbers.len() as u8;
                std::iter::once(count)
                    .chain(numbers.iter().copied())
                    .collect()
            }
        };
        bytes.push(self.shown.len() as u8);
        for area in &self.shown {
            let area = area.to_bytes();
            bytes.extend((area.len() as u16).to_le_bytes());
            bytes.extend(area);
        }
        bytes
    }

    fn from_bytes(process: u8, bytes: &[u8]) -> Option<Self> {
        let (deleted, rest) = match bytes.split_first()? {
            (&ALL, rest) => (Deleted::All, rest),
            (count, rest) => {
                let (numbers, rest) = rest.split_at_checked(usize::from(*count))?;
                (Deleted::Some(numbers.to_vec()), rest)
            }
        };
        let (count, mut rest) = rest.split_first()?;
        let mut shown = Vec::new();
        for _ in 0..*count {
            let (length, behind) = rest.split_first_chunk()?;
            let length = usize::from(u16::from_le_bytes(*length));
            let (area, behind) = behind.split_at_checked(length)?;
            shown.push(TextArea::from_bytes(area)?);
            rest = behind;
        }
        rest.is_empty().then_some(Self {
            process,
            deleted,
            shown,
        })
    }
}

#[cfg(test)]
mod tests;
