//! A staff card: read by a scanner on a serial line, or typed by one that is a keyboard, behind the
//! key that the key file names. It shows who is here and does nothing else.

use super::event::{Action, ScannerNews};
use super::key::{Held, Key, Wish};
use super::{Device, Machine, Notice, SignIn};
use hall_device::limits::SCAN_GAP_MS;
use hall_device::scanner::CardLine;

/// A card that a keyboard types.
#[derive(Debug, Default)]
pub(super) struct TypedCard {
    line: CardLine,
    /// When its last key came; none while no card is typed.
    heard_ms: Option<u64>,
}

impl TypedCard {
    /// Whether what comes at this moment belongs to a card.
    fn is_open(&self, now_ms: u64) -> bool {
        let heard = self.heard_ms;
        heard.is_some_and(|heard_ms| now_ms <= heard_ms.saturating_add(SCAN_GAP_MS))
    }
}

impl Machine {
    /// Where the scanner of staff cards stands; one that is a keyboard tells nothing.
    pub fn scanner(&self) -> &Device {
        &self.scanner
    }

    pub(super) fn on_scanner(&mut self, news: ScannerNews) -> Vec<Action> {
        match news {
            ScannerNews::Online => self.scanner = Device::Ready,
            ScannerNews::Offline(why) => self.scanner.lose(why),
            ScannerNews::Card(card) => return self.on_card(&card.0),
        }
        Vec::new()
    }

    /// A card signs in or unlocks; at work it only says so.
    fn on_card(&mut self, card: &str) -> Vec<Action> {
        // One proof at a time, because a wrong one counts.
        if self.pending.is_some() || self.ready().is_none() || self.own_view().is_none() {
            return Vec::new();
        }
        if self.sign_in().is_some() {
            self.sign_in = SignIn::default();
            return self.prove_card(card);
        }
        if !self.wants_sign_in() {
            return self.tell("window-no-sign-in");
        }
        let language = self.settings.language;
        let key_of = |wish| self.settings.keys.name_of(wish, language);
        let args = [
            ("lock", key_of(Wish::LockScreen).into()),
            ("out", key_of(Wish::SignOut).into()),
        ];
        self.notice = Some(Notice::say(language, "window-card-known", &args));
        Vec::new()
    }

    /// A key of a scanner that types: its prefix, or what follows; none when it is the clerk's own.
    pub(super) fn on_card_key(&mut self, key: Key) -> Option<Vec<Action>> {
        let heard_ms = Some(self.standing.now.mono_ms);
        if self.settings.keys.card() == Some(key) {
            let line = CardLine::default();
            self.typed_card = TypedCard { line, heard_ms };
            // A key after the card is pressed anew.
            self.held = Held::default();
            return Some(self.tell("window-card-comes"));
        }
        self.typed_card.heard_ms?;
        match key {
            Key::Char(letter) => {
                self.typed_card.line.push(letter);
                self.typed_card.heard_ms = heard_ms;
                return Some(Vec::new());
            }
            Key::Enter => {
                let card = std::mem::take(&mut self.typed_card).line.end();
                return Some(match card {
                    Some(card) => self.on_card(&card.0),
                    None => self.tell("window-card-unread"),
                });
            }
            _ => {}
        }
        // Somebody is at the keyboard. What was typed is forgotten, and Esc has done its work.
        (self.typed_card, self.notice) = (TypedCard::default(), None);
        (key == Key::Esc).then(Vec::new)
    }

    /// A card that stops in the middle is none: the next key is the clerk's own.
    pub(super) fn forget_half_card(&mut self) {
        let now_ms = self.standing.now.mono_ms;
        if self.typed_card.heard_ms.is_some() && !self.typed_card.is_open(now_ms) {
            self.typed_card = TypedCard::default();
            self.tell("window-card-unread");
        }
    }

    /// Whether a key that comes at this moment is part of a typed card, which no record may hold.
    pub(super) fn is_of_card(&self, key: char, now_ms: u64) -> bool {
        CardLine::takes(key) && self.typed_card.is_open(now_ms)
    }
}
