//! A list to choose from, or a line to write: what an act needs to know before it is sent.

use crate::limits::{CHOICES_MAX, TYPED_CHARS_MAX};
use crate::machine::Key;
use hall_protocol::limits::NOTE_CHARS_MAX;
use kiosk_client::screen::search::Index;

/// One line of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What is shown.
    pub label: String,
    /// What it stands for.
    pub value: String,
}

impl Choice {
    /// A line of the list.
    pub(crate) fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
        }
    }
}

/// An open list or line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chooser<A> {
    /// What is asked.
    pub ask: A,
    /// The lines; empty when words are asked for.
    pub choices: Vec<Choice>,
    /// The marked line.
    pub at: usize,
    /// The words written so far, when words are asked for.
    pub text: Option<String>,
    /// Letters that narrow a long list.
    pub search: Option<Search>,
}

/// Finding a line of a long list by letters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Search {
    /// What was typed so far.
    pub typed: String,
    index: Index,
}

/// What a key meant to the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Chosen<A> {
    Nothing,
    Cancel,
    Value(A, String),
}

impl<A: Clone> Chooser<A> {
    /// A list to choose from.
    pub(crate) fn list(ask: A, mut choices: Vec<Choice>) -> Self {
        choices.truncate(CHOICES_MAX);
        Self {
            ask,
            choices,
            at: 0,
            text: None,
            search: None,
        }
    }

    /// A list to choose from that letters narrow; the index has the places of the lines.
    pub(crate) fn search(ask: A, choices: Vec<Choice>, index: Index) -> Self {
        let typed = String::new();
        Self {
            search: Some(Search { typed, index }),
            ..Self::list(ask, choices)
        }
    }

    /// A line to write.
    pub(crate) fn words(ask: A) -> Self {
        Self {
            ask,
            choices: Vec::new(),
            at: 0,
            text: Some(String::new()),
            search: None,
        }
    }

    /// Whether letters are written rather than understood as keys.
    pub(crate) fn is_text(&self) -> bool {
        self.text.is_some() || self.search.is_some()
    }

    /// Whether a key is written, so that holding it down is meant; a digit that chooses a line is
    /// not.
    pub(crate) fn writes(&self, key: Key) -> bool {
        let is_letter = matches!(key, Key::Char(_));
        let search = self.search.as_ref();
        is_letter && (self.text.is_some() || search.is_some_and(|search| search.takes(key)))
    }

    /// The lines that fit what was typed, best first; all of them when nothing was.
    pub(crate) fn shown(&self) -> Vec<&Choice> {
        let search = self.search.as_ref();
        match search.filter(|search| !search.typed.trim().is_empty()) {
            None => self.choices.iter().collect(),
            Some(search) => {
                let places = search.index.find(&search.typed);
                let choices = places.into_iter().map(|place| self.choices.get(place));
                choices.flatten().collect()
            }
        }
    }

    pub(crate) fn on_key(&mut self, key: Key) -> Chosen<A> {
        if key == Key::Esc {
            return Chosen::Cancel;
        }
        match &mut self.text {
            Some(text) => write(text, key, &self.ask),
            None => self.pick(key),
        }
    }

    fn pick(&mut self, key: Key) -> Chosen<A> {
        if let Some(search) = &mut self.search
            && search.hears(key)
        {
            self.at = 0;
            return Chosen::Nothing;
        }
        if let Some(at) = moved(self.at, key, self.shown().len()) {
            self.at = at;
        }
        match key {
            Key::Enter => return self.chosen(self.at),
            Key::Char(digit @ '1'..='9') => return self.chosen(digit as usize - '1' as usize),
            _ => {}
        }
        Chosen::Nothing
    }

    fn chosen(&self, index: usize) -> Chosen<A> {
        let choice = self.shown().get(index).copied();
        choice.map_or(Chosen::Nothing, |choice| {
            Chosen::Value(self.ask.clone(), choice.value.clone())
        })
    }
}

impl Search {
    /// Whether a letter belongs to what is typed: digits do once letters stand before them.
    fn takes(&self, key: Key) -> bool {
        match key {
            Key::Char(c) if c.is_ascii_digit() => !self.typed.is_empty(),
            Key::Char(c) => !c.is_control(),
            _ => false,
        }
    }

    /// Writes a key if it belongs to what is typed.
    fn hears(&mut self, key: Key) -> bool {
        match key {
            Key::Char(c) if self.takes(key) => {
                if self.typed.chars().count() < TYPED_CHARS_MAX {
                    self.typed.push(c);
                }
                true
            }
            Key::Backspace => self.typed.pop().is_some(),
            _ => false,
        }
    }
}

fn write<A: Clone>(text: &mut String, key: Key, ask: &A) -> Chosen<A> {
    match key {
        Key::Char(c) if !c.is_control() && text.chars().count() < NOTE_CHARS_MAX => text.push(c),
        Key::Backspace => {
            text.pop();
        }
        Key::Enter if !text.trim().is_empty() => {
            return Chosen::Value(ask.clone(), text.trim().to_owned());
        }
        _ => {}
    }
    Chosen::Nothing
}

/// Where a key moves the mark in a list of so many lines; none for a key that does not.
pub(crate) fn moved(at: usize, key: Key, lines: usize) -> Option<usize> {
    let last = lines.saturating_sub(1);
    Some(match key {
        Key::Up => at.checked_sub(1).unwrap_or(last),
        Key::Down if at >= last => 0,
        Key::Down => at + 1,
        Key::PageUp => at.saturating_sub(PAGE),
        Key::PageDown => (at + PAGE).min(last),
        Key::Home => 0,
        Key::End => last,
        _ => return None,
    })
}

/// Lines of one page step.
const PAGE: usize = 9;
