//! The keys in force: those of the table, changed by the clerk's own file.
//!
//! ```toml
//! finish = ["g", "F5"]       # a letter and a function key, either alone, or "space"
//! quick-finish = ["F8"]
//! resume = ["u"]             # F8 is taken above, so it must be given up here
//! card = ["~"]               # what a scanner that is a keyboard types before a staff card
//! ```

use super::key::{BINDINGS, Binding, Key, Wish};
use hall_core::plan::Language;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use toml::Spanned;

/// Largest key file in bytes.
const FILE_BYTES_MAX: u64 = 16 * 1024;

/// Which key does what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keys {
    bindings: Vec<Binding>,
    /// What a scanner types before a card.
    card: Option<Key>,
}

/// The name of that key in the file: it is no act.
const CARD: &str = "card";

/// Written down as (act, letter, function key), one for each act, and the scanner's key if it has
/// one.
impl Serialize for Keys {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let card = self.card.and_then(|card| match card {
            Key::Char(sign) => Some((CARD, sign, 0)),
            Key::F(function) => Some((CARD, NO_KEY, function)),
            _ => None,
        });
        let bindings = self.bindings.iter();
        let bindings = bindings.map(|b| (b.name, b.key, b.function));
        serializer.collect_seq(bindings.chain(card))
    }
}

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let told = Vec::<(String, char, u8)>::deserialize(deserializer)?;
        let mut keys = Self::default();
        for (name, key, function) in told {
            if name == CARD {
                let is_sign = key != NO_KEY;
                keys.card = Some(if is_sign {
                    Key::Char(key)
                } else {
                    Key::F(function)
                });
            }
            let mut bindings = keys.bindings.iter_mut();
            if let Some(binding) = bindings.find(|binding| binding.name == name) {
                (binding.key, binding.function) = (key, function);
            }
        }
        Ok(keys)
    }
}

impl Default for Keys {
    fn default() -> Self {
        Self {
            bindings: BINDINGS.to_vec(),
            card: None,
        }
    }
}

impl Keys {
    /// Reads a clerk's own keys; what is not named stays as it is.
    pub fn read(path: &Path) -> Result<Self, BadKeys> {
        let file = path.display().to_string();
        let mut text = String::new();
        let opened = File::open(path);
        let read = opened.and_then(|file| file.take(FILE_BYTES_MAX).read_to_string(&mut text));
        read.map_err(|error| BadKeys {
            file: file.clone(),
            line: None,
            what: error.to_string(),
        })?;
        Self::parse(&file, &text)
    }

    /// Reads the text of a key file; errors speak of `file`.
    pub fn parse(file: &str, text: &str) -> Result<Self, BadKeys> {
        let bad = |at: Option<usize>, what: String| BadKeys {
            file: file.to_owned(),
            line: at.map(|at| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()),
            what,
        };
        let table: BTreeMap<String, Spanned<Vec<String>>> =
            toml::from_str(text).map_err(|error| {
                let at = error.span().map_or(text.len(), |span| span.start);
                bad(Some(at), error.message().replace(char::is_control, " "))
            })?;
        let mut keys = Self::default();
        for (name, wanted) in &table {
            let at = wanted.span().start;
            let changed = if name == CARD {
                card_key(wanted.get_ref()).map(|card| keys.card = Some(card))
            } else {
                keys.change(name, wanted.get_ref())
            };
            changed.map_err(|what| bad(Some(at), what))?;
        }
        keys.check().map_err(|what| bad(None, what))?;
        Ok(keys)
    }

    /// Gives an act other keys.
    fn change(&mut self, name: &str, wanted: &[String]) -> Result<(), String> {
        let mut bindings = self.bindings.iter_mut();
        let binding = bindings.find(|binding| binding.name == name);
        let binding = binding.ok_or_else(|| unknown(name))?;
        (binding.key, binding.function) = (NO_KEY, 0);
        for word in wanted {
            match key_of(word) {
                Some(Key::Char(c)) if binding.key == NO_KEY => binding.key = c,
                Some(Key::F(n)) if binding.function == 0 => binding.function = n,
                Some(_) => return Err(format!("{name}: one letter and one F key at most")),
                None => return Err(format!("{name}: {word:?} is no key; {KEYS_ARE}")),
            }
        }
        if wanted.is_empty() {
            return Err(format!("{name}: has no key; {KEYS_ARE}"));
        }
        Ok(())
    }

    /// No key means two things, and the alarm has one that no sentence swallows.
    fn check(&self) -> Result<(), String> {
        for (index, one) in self.bindings.iter().enumerate() {
            let twice = self.bindings[..index].iter().find(|other| {
                let letter = one.key != NO_KEY && one.key == other.key;
                letter || (one.function > 0 && one.function == other.function)
            });
            if let Some(other) = twice {
                let (a, b) = (other.name, one.name);
                return Err(format!(
                    "{a} and {b} have the same key; give one of them another"
                ));
            }
        }
        if self.function_of(Wish::Alarm).is_none() {
            return Err(ALARM_NEEDS.to_owned());
        }
        let card = self.card.and_then(|card| self.binding_of(card));
        match card {
            Some(one) => Err(format!(
                "{} and {CARD} have the same key; give one of them another",
                one.name
            )),
            None => Ok(()),
        }
    }

    /// Every binding, in the order of the bottom line.
    pub fn all(&self) -> &[Binding] {
        &self.bindings
    }

    /// What a key asks for; letters in either case.
    pub fn wish(&self, key: Key) -> Option<Wish> {
        self.binding_of(key).map(|binding| binding.wish)
    }

    fn binding_of(&self, key: Key) -> Option<&Binding> {
        let mut bindings = self.bindings.iter();
        match key {
            Key::Char(NO_KEY) => None,
            Key::Char(c) => bindings.find(|b| b.key == c.to_ascii_lowercase()),
            Key::F(n) => bindings.find(|b| b.function == n && n > 0),
            _ => None,
        }
    }

    /// What a scanner that is a keyboard types before a staff card, if it does.
    pub const fn card(&self) -> Option<Key> {
        self.card
    }

    /// What stands on the scanner's key.
    pub fn card_name(&self) -> Option<String> {
        match self.card? {
            Key::F(number) => Some(format!("F{number}")),
            Key::Char(sign) => Some(sign.to_string()),
            _ => None,
        }
    }

    /// What stands on the key of an act: its letter, or its function key.
    pub fn name_of(&self, wish: Wish, language: Language) -> String {
        let mut bindings = self.bindings.iter();
        let binding = bindings.find(|binding| binding.wish == wish);
        binding.map_or_else(String::new, |binding| binding.key_name(language))
    }

    /// The function key of an act, if it has one.
    pub(super) fn function_of(&self, wish: Wish) -> Option<u8> {
        let mut bindings = self.bindings.iter();
        let binding = bindings.find(|binding| binding.wish == wish)?;
        (binding.function > 0).then_some(binding.function)
    }
}

/// Where a binding has a function key only.
pub const NO_KEY: char = '\0';

const KEYS_ARE: &str = "a letter, \"space\", a sign such as \"!\", or F1 to F12";

const ALARM_NEEDS: &str = "alarm: needs an F key, because where words are written a letter is one \
    of them and calls nobody; add one, such as alarm = [\"!\", \"F12\"]";

/// Digits tick off papers and choose lines.
fn key_of(word: &str) -> Option<Key> {
    if word.eq_ignore_ascii_case("space") {
        return Some(Key::Char(' '));
    }
    let mut letters = word.chars();
    match (letters.next()?, letters.as_str()) {
        (c, "") if c.is_ascii_graphic() && !c.is_ascii_digit() => {
            Some(Key::Char(c.to_ascii_lowercase()))
        }
        ('f' | 'F', number) => {
            let number = number.parse().ok();
            number.filter(|n| (1..=12).contains(n)).map(Key::F)
        }
        _ => None,
    }
}

/// A key that no card, PIN or sentence begins with.
fn card_key(wanted: &[String]) -> Result<Key, String> {
    let wrong = || format!("{CARD}: one F key or one sign, such as \"~\"");
    let [word] = wanted else { return Err(wrong()) };
    let key = key_of(word).ok_or_else(wrong)?;
    let is_letter = matches!(key, Key::Char(c) if c == ' ' || c.is_ascii_alphanumeric());
    if is_letter { Err(wrong()) } else { Ok(key) }
}

fn unknown(name: &str) -> String {
    let names: Vec<&str> = BINDINGS.iter().map(|binding| binding.name).collect();
    let names = names.join(", ");
    format!("{name}: no such act; there are {names}, and {CARD} for a scanner")
}

/// A key file that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub struct BadKeys {
    file: String,
    line: Option<usize>,
    what: String,
}

impl fmt::Display for BadKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.what),
            None => write!(f, "{}: {}", self.file, self.what),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_what_it_names_and_nothing_else() {
        let keys =
            Keys::parse("k", "finish = [\"g\", \"F5\"]\nrestore = [\"%\"]").expect("good keys");
        assert_eq!(keys.wish(Key::Char('g')), Some(Wish::Finish));
        assert_eq!(keys.wish(Key::Char('f')), None, "the old letter is free");
        assert_eq!(keys.wish(Key::F(5)), Some(Wish::Finish));
        assert_eq!(keys.wish(Key::Char('%')), Some(Wish::Restore));
        assert_eq!(keys.wish(Key::Char(' ')), Some(Wish::CallNext));
        let only = Keys::parse("k", "call-next = [\"F2\"]").expect("a function key alone");
        assert_eq!(only.wish(Key::Char(' ')), None);
        assert_eq!(only.wish(Key::Char(NO_KEY)), None);
        assert_eq!(Keys::parse("k", ""), Ok(Keys::default()));
    }

    #[test]
    fn a_bad_file_says_what_and_what_would_do() {
        for (text, told) in [
            ("finnish = [\"g\"]", "there are call-next"),
            ("finish = [\"r\"]", "recall and finish have the same key"),
            ("finish = [\"F2\"]", "call-next and finish"),
            ("finish = [\"7\"]", "is no key"),
            ("finish = [\"F13\"]", "is no key"),
            ("finish = [\"ctrl\"]", "is no key"),
            ("finish = []", "has no key"),
            ("finish = [\"f\", \"g\"]", "one letter and one F key"),
            ("finish = \"f\"", "expected"),
            (
                "alarm = [\"!\"]",
                "add one, such as alarm = [\"!\", \"F12\"]",
            ),
            ("card = [\"k\"]", "card: one F key or one sign"),
            ("card = [\"space\"]", "card: one F key or one sign"),
            ("card = [\"7\"]", "card: one F key or one sign"),
            ("card = [\"~\", \"F11\"]", "card: one F key or one sign"),
            ("card = []", "card: one F key or one sign"),
            ("card = [\"F11\"]", "go-and-help and card have the same key"),
            ("card = [\"!\"]", "alarm and card have the same key"),
            ("# mine\n\nfinish = [", "k:3: "),
        ] {
            let error = Keys::parse("k", text).expect_err(text).to_string();
            assert!(error.contains(told), "{text}: {error}");
        }
    }

    #[test]
    fn a_scanner_has_a_key_of_its_own_that_is_written_down_with_the_others() {
        assert_eq!(Keys::default().card(), None);
        for (text, card) in [
            ("card = [\"~\"]", Key::Char('~')),
            ("card = [\"F11\"]\ngo-and-help = [\"j\"]", Key::F(11)),
        ] {
            let keys = Keys::parse("k", text).expect(text);
            assert_eq!((keys.card(), keys.wish(card)), (Some(card), None));
            let written = serde_json::to_string(&keys).expect("keys are plain");
            assert_eq!(serde_json::from_str::<Keys>(&written).ok(), Some(keys));
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = Keys::read(Path::new("/nowhere/keys.toml")).expect_err("no such file");
        assert!(error.to_string().starts_with("/nowhere/keys.toml: "));
    }
}
