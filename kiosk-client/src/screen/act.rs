//! What a person can do on the screen, as the page says it: `zone:life`, `take`, `key:A`.

use crate::limits::CLASS_CHARS_MAX;
use hall_core::code::{ItemCode, ZoneCode};
use hall_core::plan::Language;
use std::str::FromStr;

/// One act.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Act {
    /// Go on with what is shown.
    Stay,
    /// Back to the beginning, for the next person.
    Home,
    /// Back to what was shown before, for the same person.
    Back,
    /// Read another language.
    Language(Language),
    /// The next letter size; from the second on the elder mode.
    Size,
    /// Choose a class of visitor; none is the normal one.
    Class(Option<String>),
    /// Look at a zone.
    Zone(ZoneCode),
    /// Look at an item.
    Item(ItemCode),
    /// Search an item by its initials or a word.
    Search,
    /// Ask where a number stands.
    Find,
    /// Write one character.
    Key(char),
    /// Take back the last character.
    Erase,
    /// A number for the item.
    Take,
    /// The same by who has the item's age.
    TakeConfirmed,
    /// The same for somebody else who has it.
    TakeAsAgent,
    /// The paper did not come.
    NotCome,
    /// Wait again after having been missed.
    Restore,
    /// What is shown, on paper to take along.
    Print,
    /// What else people look for in the hall.
    Places,
    /// Have the page read aloud, or not.
    Aloud,
}

/// A text that is no act.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no such act")]
pub struct NoAct;

impl FromStr for Act {
    type Err = NoAct;

    fn from_str(text: &str) -> Result<Self, NoAct> {
        let (name, value) = text.split_once(':').unwrap_or((text, ""));
        Ok(match (name, value) {
            ("stay", "") => Self::Stay,
            ("home", "") => Self::Home,
            ("back", "") => Self::Back,
            ("size", "") => Self::Size,
            ("search", "") => Self::Search,
            ("find", "") => Self::Find,
            ("erase", "") => Self::Erase,
            ("take", "") => Self::Take,
            ("take-confirmed", "") => Self::TakeConfirmed,
            ("take-as-agent", "") => Self::TakeAsAgent,
            ("not-come", "") => Self::NotCome,
            ("restore", "") => Self::Restore,
            ("print", "") => Self::Print,
            ("places", "") => Self::Places,
            ("aloud", "") => Self::Aloud,
            ("class", "") => Self::Class(None),
            ("class", class) if class.len() <= CLASS_CHARS_MAX => {
                Self::Class(Some(class.to_owned()))
            }
            ("lang", tag) => {
                let mut all = Language::ALL.into_iter();
                Self::Language(all.find(|language| language.tag() == tag).ok_or(NoAct)?)
            }
            ("zone", code) => Self::Zone(code.parse().map_err(|_| NoAct)?),
            ("item", code) => Self::Item(code.parse().map_err(|_| NoAct)?),
            ("key", key) => Self::Key(one(key).ok_or(NoAct)?),
            _ => return Err(NoAct),
        })
    }
}

/// The only character of a text, if it can be seen.
fn one(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| !c.is_control())?;
    chars.next().is_none().then_some(first)
}
