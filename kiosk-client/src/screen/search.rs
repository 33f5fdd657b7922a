//! Searching an item: by the first letters of its syllables, by a word in any language, by its code.
//!
//! `gjk` finds 公交卡, because that is how people write on a telephone. A character with several
//! readings counts with each of them.

use hall_protocol::view::{ItemView, Names};
use pinyin::ToPinyinMulti;

/// What every item can be found by; made once for a list of items.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Index {
    entries: Vec<Entry>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Entry {
    /// Possible first letters of every character of the name.
    initials: Vec<Vec<char>>,
    /// Names and code in small letters.
    words: Vec<String>,
}

impl Index {
    /// An index of items; places in it are places in the list.
    pub fn of(items: &[ItemView]) -> Self {
        let names = items.iter().map(|item| (&item.names, item.code.as_str()));
        Self::of_names(names)
    }

    /// An index of anything that has names and a code.
    pub fn of_names<'a>(named: impl IntoIterator<Item = (&'a Names, &'a str)>) -> Self {
        let entries = named
            .into_iter()
            .map(|(names, code)| Entry::of(names, code));
        Self {
            entries: entries.collect(),
        }
    }

    /// Places of the items that fit, best first: those whose name begins so, then the others.
    pub fn find(&self, text: &str) -> Vec<usize> {
        let wanted: Vec<char> = text
            .to_lowercase()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let ranks = self.entries.iter().map(|entry| entry.rank(&wanted));
        let mut found: Vec<(usize, usize)> = ranks
            .enumerate()
            .filter_map(|(place, rank)| Some((rank?, place)))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, place)| place).collect()
    }
}

impl Entry {
    fn of(its: &Names, code: &str) -> Self {
        let names = [&its.name, &its.name_en, &its.name_zh_hant];
        let small = |text: &str| {
            let text = text.to_lowercase();
            text.chars()
                .filter(|c| !c.is_whitespace())
                .collect::<String>()
        };
        let mut words: Vec<String> = names.into_iter().map(|name| small(name)).collect();
        words.push(small(code));
        Self {
            initials: its.name.chars().map(initials).collect(),
            words,
        }
    }

    /// How far from the beginning it fits; none when it does not.
    fn rank(&self, wanted: &[char]) -> Option<usize> {
        let text: String = wanted.iter().collect();
        let word = self.words.iter().filter_map(|word| word.find(&text)).min();
        let starts = 0..(self.initials.len() + 1).saturating_sub(wanted.len());
        let by_initials = starts.into_iter().find(|start| {
            let letters = self.initials[*start..].iter().zip(wanted);
            letters
                .into_iter()
                .all(|(possible, c)| possible.contains(c))
        });
        word.into_iter().chain(by_initials).min()
    }
}

/// The first letters of every reading of a character; of a letter, itself.
fn initials(character: char) -> Vec<char> {
    let mut letters: Vec<char> = character.to_lowercase().collect();
    if let Some(readings) = character.to_pinyin_multi() {
        letters.extend(readings.into_iter().filter_map(|reading| {
            let mut plain = reading.plain().chars();
            plain.next()
        }));
    }
    letters
}
