//! The 256 bytes of text on a card (HARDWARE 5, GA/T 490): its kind by the type byte first.

use std::fmt;

/// What queueing needs of a card. Its number is read here and leaves only as a keyed hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// Whose it is.
    pub kind: CardKind,
    /// Year of birth.
    pub birth_year: i32,
    number: String,
}

/// Kinds of cards by the type byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CardKind {
    /// A citizen's.
    Citizen,
    /// `I`: a foreigner's permanent residence permit of 2017.
    Foreigner,
    /// `J`: a residence permit of people from Hong Kong, Macao and Taiwan.
    Compatriot,
}

/// Why a card cannot be used. It says nothing of what is on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadCard {
    /// The record is too short.
    #[error("the record is cut off")]
    Short,
    /// A kind whose record is not known, as the permits of 2023.
    #[error("a kind of card that is not known")]
    UnknownKind,
    /// A number that no such card has.
    #[error("the number is damaged")]
    Number,
    /// No date of birth.
    #[error("the date of birth is damaged")]
    Birth,
}

impl Card {
    /// Reads the text of a card.
    pub fn parse(record: &[u8]) -> Result<Self, BadCard> {
        let text = record.get(..TEXT_BYTES).ok_or(BadCard::Short)?;
        let kind = match field(text, 248, 2).as_str() {
            "" => CardKind::Citizen,
            "I" => CardKind::Foreigner,
            "J" => CardKind::Compatriot,
            _ => return Err(BadCard::UnknownKind),
        };
        let (number, birth) = match kind {
            CardKind::Citizen | CardKind::Compatriot => (field(text, 122, 36), field(text, 36, 16)),
            CardKind::Foreigner => (field(text, 122, 30), field(text, 220, 16)),
        };
        let is_whole = match kind {
            CardKind::Citizen | CardKind::Compatriot => is_citizen_number(&number),
            CardKind::Foreigner => {
                number.len() == 15 && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            }
        };
        if !is_whole {
            return Err(BadCard::Number);
        }
        // The number repeats the date: two readings that disagree are none.
        let agrees = kind == CardKind::Foreigner || number.get(6..14) == Some(birth.as_str());
        let birth_year = year(&birth).filter(|_| agrees).ok_or(BadCard::Birth)?;
        Ok(Self {
            kind,
            birth_year,
            number,
        })
    }

    /// What the number is hashed from; only for the hash.
    pub(crate) fn secret(&self) -> &[u8] {
        self.number.as_bytes()
    }
}

/// The number never gets into a log.
impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} card", self.kind)
    }
}

/// A field of UTF-16, without its padding.
fn field(text: &[u8], at: usize, bytes: usize) -> String {
    let units = text[at..at + bytes].chunks_exact(2);
    let units = units.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    text.trim_matches(['\0', ' ']).to_owned()
}

/// Eighteen places of which the last checks the others (GB 11643, ISO 7064 MOD 11-2).
fn is_citizen_number(number: &str) -> bool {
    let Some((digits, check)) = number.split_at_checked(17) else {
        return false;
    };
    if check.len() != 1 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let weighted = digits.bytes().zip(WEIGHTS);
    let sum: usize = weighted
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    check.as_bytes() == [CHECKS[sum % CHECKS.len()]]
}

/// Weights of the first seventeen places, and the check for each remainder (GB 11643).
const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [u8; 11] = *b"10X98765432";

/// The year of a date `YYYYMMDD` that can be one of birth.
fn year(date: &str) -> Option<i32> {
    let digits = date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit());
    let part = |range: std::ops::Range<usize>| date.get(range)?.parse::<i32>().ok();
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    let is_date =
        (1850..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    (digits && is_date).then_some(year)
}

/// Bytes of text on a card.
const TEXT_BYTES: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    /// A record with these fields, by their place.
    fn record(fields: &[(usize, &str)]) -> Vec<u8> {
        let mut text: Vec<u8> = std::iter::repeat_n([b' ', 0], 128).flatten().collect();
        for (at, field) in fields {
            for (place, unit) in field.encode_utf16().enumerate() {
                text[at + 2 * place..][..2].copy_from_slice(&unit.to_le_bytes());
            }
        }
        text
    }

    /// The example of GB 11643.
    const NUMBER: &str = "11010519491231002X";

    fn citizen(number: &str, birth: &str) -> Result<Card, BadCard> {
        Card::parse(&record(&[(36, birth), (122, number)]))
    }

    #[test]
    fn each_kind_is_known_by_its_type_byte_and_read_at_its_places() {
        let card = citizen(NUMBER, "19491231").expect("a citizen's card");
        assert_eq!((card.kind, card.birth_year), (CardKind::Citizen, 1949));
        assert_eq!(card.secret(), NUMBER.as_bytes());
        let foreigner = record(&[(122, "XXX110049123101"), (220, "19850307"), (248, "I")]);
        let card = Card::parse(&foreigner).expect("a foreigner's card");
        assert_eq!((card.kind, card.birth_year), (CardKind::Foreigner, 1985));
        let permit = record(&[(36, "19491231"), (122, NUMBER), (248, "J")]);
        let card = Card::parse(&permit).expect("a residence permit");
        assert_eq!(card.kind, CardKind::Compatriot);
        let newer = record(&[(36, "19491231"), (122, NUMBER), (248, "Y")]);
        assert_eq!(Card::parse(&newer), Err(BadCard::UnknownKind));
    }

    #[test]
    fn a_damaged_record_is_no_card() {
        assert_eq!(
            citizen("110105194912310021", "19491231"),
            Err(BadCard::Number)
        );
        assert_eq!(
            citizen("1101051949123100", "19491231"),
            Err(BadCard::Number)
        );
        assert_eq!(citizen(NUMBER, "19491230"), Err(BadCard::Birth));
        assert_eq!(citizen(NUMBER, ""), Err(BadCard::Birth));
        assert_eq!(Card::parse(&[0x20; 255]), Err(BadCard::Short));
        assert_eq!(Card::parse(&[0xFF; 256]), Err(BadCard::UnknownKind));
        let strange = record(&[
            (122, "XXX1100491231\u{1F642}"),
            (220, "19850307"),
            (248, "I"),
        ]);
        assert_eq!(Card::parse(&strange), Err(BadCard::Number));
    }

    #[test]
    fn a_card_says_nothing_of_who_holds_it() {
        let card = citizen(NUMBER, "19491231").expect("a citizen's card");
        assert_eq!(format!("{card:?}"), "Citizen card");
    }
}
