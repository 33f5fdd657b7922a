//! What a card says to a command.

/// A card's word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reply {
    /// It has done it.
    Done,
    /// It has not.
    Refused(CardError),
}

/// Why a card did not do it, and what to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CardError {
    /// Group.
    #[error("the card does not know this group of commands: is it a BX-5K or BX-6K font card?")]
    Group,
    /// Command.
    #[error("the card does not know this command: bring its firmware up to date")]
    Command,
    /// Busy; it is asked again by itself.
    #[error("the card is busy: wait; if it stays so, switch its power off and on")]
    Busy,
    /// Memory.
    #[error("the card's memory is full: delete programmes in LedshowTW, or name fewer rows")]
    Memory,
    /// Check.
    #[error("a frame came damaged: check cable, earth and speed of the line")]
    Check,
    /// File.
    #[error("a file is missing on the card: send its settings again with LedshowTW")]
    NoFile,
    /// Flash.
    #[error("the card's flash failed: format it with LedshowTW, else change the card")]
    Flash,
    /// Download.
    #[error("a file did not arrive: somebody else is sending to the card; let only one program do")]
    Download,
    /// Name of a file.
    #[error("a file's name is wrong: let no other program send to the card")]
    FileName,
    /// Kind of a file.
    #[error("a file is of the wrong kind: let no other program send to the card")]
    FileKind,
    /// Check of a file.
    #[error("a file is damaged: send it again with LedshowTW")]
    FileCheck,
    /// Font.
    #[error("the card has no font: load the fonts (字库) of 16 pixels with LedshowTW")]
    NoFont,
    /// Firmware.
    #[error("the firmware is of another card: load the one of this model")]
    Firmware,
    /// Date.
    #[error("the card did not take the date: set the clock of this computer")]
    Date,
    /// A file is there already.
    #[error("a file is there already: delete it with LedshowTW")]
    FileExists,
    /// Number of a block.
    #[error("a block of a file is wrong: send the file again with LedshowTW")]
    Block,
    /// A code that no table has.
    #[error("the card refuses with code {0}, which the maker does not explain: ask its support")]
    Other(u8),
}

/// The group of a reply.
const GROUP: u8 = 0xA0;
const ACK: u8 = 0;
const NACK: u8 = 1;

/// In the order of their codes, from 1.
const ERRORS: [CardError; 16] = [
    CardError::Group,
    CardError::Command,
    CardError::Busy,
    CardError::Memory,
    CardError::Check,
    CardError::NoFile,
    CardError::Flash,
    CardError::Download,
    CardError::FileName,
    CardError::FileKind,
    CardError::FileCheck,
    CardError::NoFont,
    CardError::Firmware,
    CardError::Date,
    CardError::FileExists,
    CardError::Block,
];

impl CardError {
    /// The error of a code; 0 says that there is none, so it explains nothing either.
    pub fn of(code: u8) -> Self {
        let known = usize::from(code).checked_sub(1);
        let known = known.and_then(|index| ERRORS.get(index));
        known.copied().unwrap_or(Self::Other(code))
    }

    /// The code on the wire.
    pub fn code(self) -> u8 {
        match self {
            Self::Other(code) => code,
            known => ERRORS
                .iter()
                .zip(1..)
                .find_map(|(error, code)| (*error == known).then_some(code))
                .unwrap_or(0),
        }
    }
}

impl Reply {
    /// Reads the data of a frame; none when it is no reply.
    pub fn of(data: &[u8]) -> Option<Self> {
        match *data {
            [GROUP, ACK, 0, _, _, ..] => Some(Self::Done),
            [GROUP, ACK | NACK, code, _, _, ..] => Some(Self::Refused(CardError::of(code))),
            _ => None,
        }
    }

    /// The data of a frame.
    pub fn data(self) -> Vec<u8> {
        match self {
            Self::Done => vec![GROUP, ACK, 0, 0, 0],
            Self::Refused(error) => vec![GROUP, NACK, error.code(), 0, 0],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_error_and_every_error_says_what_to_do() {
        for code in 0..=255 {
            let error = CardError::of(code);
            assert_eq!(error.code(), code);
            assert_eq!(
                matches!(error, CardError::Other(_)),
                !(1..=16).contains(&code)
            );
            assert!(error.to_string().contains(": "), "{code}: {error}");
            let said = Reply::Refused(error).data();
            assert_eq!(Reply::of(&said), Some(Reply::Refused(error)));
        }
        assert_eq!(CardError::of(0x0C), CardError::NoFont);
        assert_eq!(CardError::of(0x10), CardError::Block);
    }

    #[test]
    fn known_replies_are_read() {
        let read = |data: &[u8]| Reply::of(data);
        assert_eq!(read(b"\xA0\x00\x00\x00\x00"), Some(Reply::Done));
        let busy = Some(Reply::Refused(CardError::Busy));
        assert_eq!(read(b"\xA0\x01\x03\x00\x00"), busy);
        assert_eq!(read(b"\xA0\x00\x03\x00\x00"), busy, "a yes with an error");
        assert_eq!(read(b"\xA0\x00\x00\x00"), None);
        assert_eq!(read(b"\xA1\x02\x01\x00\x00"), None);
    }
}
