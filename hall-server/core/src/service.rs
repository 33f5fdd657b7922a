//! What the clerk says of a service that ends: what came of it, for which item, how many pieces,
//! under which case number.

use crate::code::ItemCode;
use crate::limits::{CASE_CHARS_MAX, QUANTITY_MAX};
use crate::refusal::Refusal;
use crate::ticket::Outcome;
use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How a service ended.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Done {
    /// What came of it.
    pub outcome: Outcome,
    /// The item that was really served, when it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemCode>,
    /// Pieces done in one go, from 2 to [`QUANTITY_MAX`]; none = one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u16>,
    /// The case that was opened or closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseNumber>,
}

impl Done {
    /// A service that ended so, and nothing more to say.
    pub fn plain(outcome: Outcome) -> Self {
        Self {
            outcome,
            ..Self::default()
        }
    }

    /// The same, as it stands on record; refused when the count of pieces makes no sense.
    pub(crate) fn checked(&self) -> Result<Self, Refusal> {
        match self.quantity {
            Some(quantity) if !(1..=QUANTITY_MAX).contains(&quantity) => {
                Err(Refusal::QuantityRange { max: QUANTITY_MAX })
            }
            // One piece is the rule and not worth a word.
            quantity => Ok(Self {
                quantity: quantity.filter(|quantity| *quantity > 1),
                ..self.clone()
            }),
        }
    }
}

/// The number of a case, as the department's own system gives it: 4 to [`CASE_CHARS_MAX`] capital
/// letters, digits, `-`, `/` and `.`.
///
/// It stands in the journal for ever, so what looks like the number of a person or a telephone is
/// refused (DOMAIN 8).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNumber(String);

/// Why a text is no case number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadCaseNumber;

impl CaseNumber {
    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CaseNumber {
    type Err = BadCaseNumber;

    fn from_str(text: &str) -> Result<Self, BadCaseNumber> {
        let text = text.trim().to_ascii_uppercase();
        let is_plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"-/.".contains(&b);
        let fits = (CASE_CHARS_MIN..=CASE_CHARS_MAX).contains(&text.len());
        if !fits || !text.bytes().all(is_plain) || is_personal(&text) {
            return Err(BadCaseNumber);
        }
        Ok(Self(text))
    }
}

/// Shorter ones say nothing and are slips of the keyboard.
const CASE_CHARS_MIN: usize = 4;

/// 18 digits, the last perhaps X, are a citizen's number (GB 11643); 11 digits from 1 are a mobile
/// telephone.
fn is_personal(text: &str) -> bool {
    let bytes: alloc::vec::Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).collect();
    let Some((last, rest)) = bytes.split_last() else {
        return false;
    };
    let digits = rest.iter().all(u8::is_ascii_digit);
    match bytes.len() {
        18 => digits && (last.is_ascii_digit() || *last == b'X'),
        11 => digits && last.is_ascii_digit() && bytes[0] == b'1',
        _ => false,
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for BadCaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a case number has {CASE_CHARS_MIN} to {CASE_CHARS_MAX} letters, digits, '-', '/' or \
             '.', and is nobody's document or telephone number"
        )
    }
}

impl core::error::Error for BadCaseNumber {}

impl Serialize for CaseNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CaseNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl From<&CaseNumber> for String {
    fn from(case: &CaseNumber) -> Self {
        case.0.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_number_is_kept_in_capitals_and_nobodys_own_number_is_one() {
        let case: CaseNumber = " akzw-2026/0012.3 ".parse().expect("a case number");
        assert_eq!(case.as_str(), "AKZW-2026/0012.3");
        for bad in [
            "",
            "A-1",
            "安审批12号",
            "61090219560303123X",
            "610902195603031234",
            "6109-0219-5603-0312-34",
            "13800138000",
            "A 1234",
        ] {
            assert_eq!(bad.parse::<CaseNumber>(), Err(BadCaseNumber), "{bad}");
        }
        assert!("20260303000000123".parse::<CaseNumber>().is_ok());
        assert!(
            "A".repeat(CASE_CHARS_MAX + 1)
                .parse::<CaseNumber>()
                .is_err()
        );
    }

    #[test]
    fn one_piece_is_not_worth_a_word_and_none_is_refused() {
        let with = |quantity| Done {
            quantity,
            ..Done::default()
        };
        assert_eq!(with(Some(1)).checked(), Ok(Done::default()));
        assert_eq!(with(Some(3)).checked(), Ok(with(Some(3))));
        for quantity in [0, QUANTITY_MAX + 1] {
            let refusal = Refusal::QuantityRange { max: QUANTITY_MAX };
            assert_eq!(with(Some(quantity)).checked(), Err(refusal));
        }
    }
}
