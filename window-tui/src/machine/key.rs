//! Keys as the machine knows them, and the one table that says what each does.
//!
//! The same table handles the keys, fills the bottom line and the help page.

use super::keys::NO_KEY;
use crate::limits::REPEAT_MS;
use hall_core::plan::Language;
use hall_text::word;
use serde::{Deserialize, Serialize};

/// A pressed key; modifiers are gone except Ctrl-C.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum Key {
    Char(char),
    F(u8),
    Enter,
    Esc,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Backspace,
    Tab,
    /// Ctrl-C: leaves from everywhere.
    Interrupt,
}

impl Key {
    /// Moves within a list or a text, so holding it down is meant.
    pub(crate) fn is_motion(self) -> bool {
        matches!(
            self,
            Self::Up | Self::Down | Self::PageUp | Self::PageDown | Self::Backspace
        )
    }
}

/// Whether a key is pressed anew or only held down: a held key never acts twice.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Held(Option<(Key, u64)>);

impl Held {
    /// Notes a key; tells whether it is the last one again, too soon to be a second press.
    pub(crate) fn is_again(&mut self, key: Key, now_ms: u64) -> bool {
        let last = self.0.replace((key, now_ms));
        last.is_some_and(|(last, at)| last == key && now_ms < at + REPEAT_MS)
    }
}

/// What a clerk can ask for with one key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "the names are the acts of the glossary")]
pub enum Wish {
    CallNext,
    Recall,
    Start,
    Finish,
    Outcome,
    Missed,
    Hold,
    Resume,
    Release,
    Transfer,
    Pause,
    Open,
    Close,
    Reopen,
    Restore,
    CallChosen,
    Withdraw,
    PutRight,
    GoOn,
    QuickFinish,
    ServeNow,
    StopQueue,
    Alarm,
    AskGuide,
    GoAndHelp,
    /// Says who is here; it has a page of its own and no key.
    SignIn,
    /// Takes a case a step further.
    Case,
    /// Accepts a case; a line of the list under [`Wish::PutRight`].
    OpenCase,
    /// The step itself; a line of the list under [`Wish::Case`].
    MoveCase,
    LockScreen,
    SignOut,
    Help,
    Quit,
}

/// One row of the table: a wish, its keys and its words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Binding {
    /// What it does.
    pub wish: Wish,
    /// The letter, or a space.
    pub key: char,
    /// The function key that does the same; 0 = none.
    pub function: u8,
    /// Catalogue name: `window-key-…` is the short word, `window-help-…` the sentence.
    pub name: &'static str,
}

impl Binding {
    /// What stands on the key: the letter, or the function key where there is no letter.
    pub fn key_name(&self, language: Language) -> String {
        match self.key {
            NO_KEY => format!("F{}", self.function),
            ' ' => word(language, "window-space"),
            key => key.to_ascii_uppercase().to_string(),
        }
    }
}

const fn bind(wish: Wish, key: char, function: u8, name: &'static str) -> Binding {
    Binding {
        wish,
        key,
        function,
        name,
    }
}

/// Every key, in the order of the bottom line.
pub const BINDINGS: [Binding; 30] = [
    bind(Wish::CallNext, ' ', 2, "call-next"),
    bind(Wish::Recall, 'r', 3, "recall"),
    bind(Wish::Start, 's', 4, "start"),
    bind(Wish::Finish, 'f', 5, "finish"),
    bind(Wish::Missed, 'n', 6, "missed"),
    bind(Wish::Hold, 'h', 7, "hold"),
    bind(Wish::Transfer, 't', 9, "transfer"),
    bind(Wish::Pause, 'p', 10, "pause"),
    bind(Wish::Resume, 'u', 8, "resume"),
    bind(Wish::Release, 'l', 0, "release"),
    bind(Wish::Reopen, 'b', 0, "reopen"),
    bind(Wish::Restore, 'g', 0, "restore"),
    bind(Wish::Outcome, 'e', 0, "outcome"),
    bind(Wish::CallChosen, 'x', 0, "call-chosen"),
    bind(Wish::Withdraw, 'w', 0, "withdraw"),
    bind(Wish::PutRight, 'i', 0, "put-right"),
    bind(Wish::GoOn, 'a', 0, "go-on"),
    bind(Wish::QuickFinish, 'k', 0, "quick-finish"),
    bind(Wish::ServeNow, 'v', 0, "serve-now"),
    bind(Wish::StopQueue, 'm', 0, "stop-queue"),
    bind(Wish::Alarm, '!', 12, "alarm"),
    bind(Wish::AskGuide, 'd', 0, "ask-guide"),
    bind(Wish::GoAndHelp, 'j', 11, "go-and-help"),
    bind(Wish::Case, '#', 0, "case"),
    bind(Wish::Open, 'o', 0, "open"),
    bind(Wish::Close, 'c', 0, "close"),
    bind(Wish::LockScreen, 'z', 0, "lock-screen"),
    bind(Wish::SignOut, 'y', 0, "sign-out"),
    bind(Wish::Quit, 'q', 0, "quit"),
    bind(Wish::Help, '?', 1, "help"),
];

impl Wish {
    /// Its short word in the catalogue.
    ///
    /// # Panics
    /// Never: every wish with a key stands in the table, as a test shows.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::OpenCase => "open-case",
            Self::MoveCase => "move-case",
            wish => {
                let mut rows = BINDINGS.iter();
                let row = rows.find(|binding| binding.wish == wish);
                row.expect("every other wish stands in the table, as a test shows")
                    .name
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Keys;
    use super::*;

    #[test]
    fn no_key_means_two_things_and_every_key_is_found() {
        let keys = Keys::default();
        for binding in &BINDINGS {
            assert_eq!(keys.wish(Key::Char(binding.key)), Some(binding.wish));
            let upper = binding.key.to_ascii_uppercase();
            assert_eq!(keys.wish(Key::Char(upper)), Some(binding.wish));
            if binding.function > 0 {
                assert_eq!(keys.wish(Key::F(binding.function)), Some(binding.wish));
            }
            assert_eq!(binding.wish.name(), binding.name);
        }
        assert_eq!(keys.wish(Key::F(0)), None);
        assert_eq!(keys.wish(Key::Char('%')), None);
    }
}
