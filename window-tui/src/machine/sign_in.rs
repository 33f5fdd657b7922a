//! Before work: who is here. A terminal that starts, or was left alone, wants a PIN or a card.
//!
//! The page is the terminal's; whether a proof is right, and who works at the window, is the
//! server's word alone.

use super::event::{Action, Body};
use super::key::{Key, Wish};
use super::{Ask, Machine, Notice};
use crate::standing::Now;
use hall_core::code::ClerkCode;
use hall_protocol::api::{self, Hidden};
use hall_protocol::limits::{CARD_CHARS_MIN, PROOF_CHARS_MAX};
use hall_protocol::view::{PostView, WindowView};

/// What is typed before the clerk is known.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SignIn {
    /// The marked post.
    at: usize,
    /// Whose PIN is asked for; none while that is asked itself.
    clerk: Option<String>,
    typed: Hidden,
}

impl SignIn {
    /// Whose PIN is asked for.
    pub fn clerk(&self) -> Option<&str> {
        self.clerk.as_deref()
    }

    /// The marked post.
    pub const fn at(&self) -> usize {
        self.at
    }
}

impl Machine {
    /// The page that asks who is here, while it does.
    pub fn sign_in(&self) -> Option<&SignIn> {
        self.must_sign_in().then_some(&self.sign_in)
    }

    /// Who may sign in at this window, A post first; empty where the plan names nobody.
    pub fn posts(&self) -> &[PostView] {
        self.own_view().map_or(&[], |window| &window.posts)
    }

    /// What was typed, as anybody may see it: the beginning of a staff code as it is, a PIN or a
    /// card as stars.
    pub fn typed(&self) -> String {
        let typed = &self.sign_in.typed.0;
        if self.is_secret(typed) {
            "*".repeat(typed.chars().count())
        } else {
            typed.clone()
        }
    }

    /// Whether this key, pressed now, may be part of a PIN or a card, which no record may hold.
    /// Before the first picture nobody knows whether the hall asks for one.
    pub(crate) fn hides(&self, now: Now, key: char) -> bool {
        if self.settings.keys.card() == Some(Key::Char(key)) {
            return false;
        }
        self.own_view().is_none()
            || self.is_of_card(key, now.mono_ms)
            || self.must_sign_in() && self.is_secret(&format!("{}{key}", self.sign_in.typed.0))
    }

    fn is_secret(&self, text: &str) -> bool {
        let posts = self.posts();
        if self.sign_in.clerk.is_some() {
            return true;
        }
        // No post is known: a staff code is shorter than any card.
        if posts.is_empty() {
            return text.chars().count() >= CARD_CHARS_MIN;
        }
        let begins = |post: &PostView| {
            let code = post.clerk.as_str().get(..text.len());
            code.is_some_and(|begin| begin.eq_ignore_ascii_case(text))
        };
        let line = text.parse::<usize>().unwrap_or(0);
        !(text.is_empty() || posts.iter().any(begins) || (1..=posts.len()).contains(&line))
    }

    /// Whether the hall wants to know who works here.
    pub fn wants_sign_in(&self) -> bool {
        self.own_view()
            .is_some_and(|window| window.sign_in.is_some())
    }

    fn must_sign_in(&self) -> bool {
        self.is_locked && self.window.is_some() && self.wants_sign_in()
    }

    pub(super) fn own_view(&self) -> Option<&WindowView> {
        self.standing.picture.windows.get(&self.window?)
    }

    /// Locks when the clerk was signed out elsewhere, and after a while without a key; a person in
    /// hand keeps the screen open.
    pub(super) fn lock_in_time(&mut self) {
        if self.is_locked || !self.wants_sign_in() {
            return;
        }
        let shows_me =
            self.me.is_some() && self.own_view().and_then(|window| window.signed_in) == self.me;
        // The picture learns of a sign-in a moment later; until then nobody is gone.
        let is_gone = self.is_shown && !shows_me;
        self.is_shown |= shows_me;
        let rules = self.own_view().and_then(|window| window.sign_in);
        let limit = rules.map_or(0, |rules| u64::from(rules.lock_minutes)) * 60_000;
        let idle_ms = self.standing.now.mono_ms.saturating_sub(self.last_key_ms);
        let is_idle = limit > 0 && idle_ms >= limit && self.hand().is_none();
        if is_gone || is_idle {
            self.lock();
        }
    }

    fn lock(&mut self) {
        (self.is_locked, self.is_shown) = (true, false);
        self.sign_in = SignIn::default();
        (self.chooser, self.help) = (None, None);
    }

    /// The key that locks the screen.
    pub(super) fn lock_screen(&mut self) -> Vec<Action> {
        if !self.wants_sign_in() {
            return self.tell("window-no-sign-in");
        }
        self.lock();
        Vec::new()
    }

    /// A key on the page that asks who is here.
    pub(super) fn on_sign_in_key(&mut self, key: Key) -> Vec<Action> {
        let posts = self.posts().len();
        let page = &mut self.sign_in;
        match key {
            Key::Esc => *page = SignIn::default(),
            Key::Backspace => drop(page.typed.0.pop()),
            Key::Up => page.at = page.at.saturating_sub(1),
            Key::Down => page.at = (page.at + 1).min(posts.saturating_sub(1)),
            Key::Char(c) if page.typed.0.len() + c.len_utf8() <= PROOF_CHARS_MAX => {
                page.typed.0.push(c);
            }
            Key::Enter if self.pending.is_none() => return self.on_typed(),
            _ => {}
        }
        Vec::new()
    }

    fn on_typed(&mut self) -> Vec<Action> {
        let typed = std::mem::take(&mut self.sign_in.typed);
        let text = typed.0.trim();
        if let Some(clerk) = self.sign_in.clerk.clone() {
            if text.is_empty() {
                return Vec::new();
            }
            // No PIN has letters: a card was scanned after all.
            if !text.bytes().all(|byte| byte.is_ascii_digit()) {
                return self.prove_card(text);
            }
            return self.prove(api::SignIn {
                clerk: Some(clerk),
                pin: Some(Hidden(text.to_owned())),
                card: None,
            });
        }
        if let Some(clerk) = self.post_named(text) {
            self.sign_in.clerk = Some(clerk.to_string());
        } else if self.posts().is_empty() {
            self.sign_in.clerk = (!text.is_empty()).then(|| text.to_owned());
        } else if text.chars().count() >= CARD_CHARS_MIN {
            return self.prove_card(text);
        } else {
            // Perhaps a PIN in the wrong place: it is not repeated.
            return self.tell("window-sign-in-unknown");
        }
        Vec::new()
    }

    pub(super) fn prove_card(&mut self, text: &str) -> Vec<Action> {
        self.prove(api::SignIn {
            card: Some(Hidden(text.to_owned())),
            ..api::SignIn::default()
        })
    }

    /// The post of this window that was meant: by its line, its code, or the marked one.
    fn post_named(&self, text: &str) -> Option<ClerkCode> {
        let posts = self.posts();
        let line = match text.parse::<usize>() {
            Ok(line) => line.checked_sub(1),
            Err(_) if text.is_empty() => Some(self.sign_in.at),
            Err(_) => None,
        };
        let by_code = |post: &&PostView| post.clerk.as_str().eq_ignore_ascii_case(text);
        let found = line.and_then(|line| posts.get(line));
        let found = found.or_else(|| posts.iter().find(by_code));
        found.map(|post| post.clerk)
    }

    fn prove(&mut self, sent: api::SignIn) -> Vec<Action> {
        self.notice = self.standing.obstacle(self.settings.language);
        let Some(window) = self.window.filter(|_| self.notice.is_none()) else {
            return Vec::new();
        };
        let request_id = self.next_id();
        let path = format!("/api/v1/windows/{window}/sign-in");
        self.post(Wish::SignIn, path, request_id, Body::SignIn(sent))
    }

    /// The server knows the clerk.
    pub(super) fn on_signed_in(&mut self, window: &WindowView) {
        self.me = window.signed_in;
        self.is_locked = false;
        self.sign_in = SignIn::default();
        self.last_key_ms = self.standing.now.mono_ms;
        let key = if window.state == "closed" {
            "window-signed-in-closed"
        } else {
            "window-signed-in"
        };
        let open = self
            .settings
            .keys
            .name_of(Wish::Open, self.settings.language);
        let args = [("key", open.into())];
        self.notice = Some(Notice::done(self.settings.language, key, &args));
    }

    /// The clerk leaves; the window closes.
    pub(super) fn sign_out(&mut self) -> Vec<Action> {
        if !self.wants_sign_in() {
            return self.tell("window-no-sign-in");
        }
        self.leave(Ask::SignOut)
    }
}
