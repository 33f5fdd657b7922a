//! The line above the keys: what was refused and what to do next, until the next key.

use super::event::Failure;
use hall_core::plan::Language;
use hall_protocol::Problem;
use hall_text::{FluentValue, say, word};

/// One line for the clerk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// What happened.
    pub title: String,
    /// What to do next; may be empty.
    pub hint: String,
    /// The code or cause, for staff; may be empty.
    pub code: String,
    /// Something was done; otherwise somebody must do something.
    pub is_done: bool,
}

impl Notice {
    /// Why an act has no answer.
    pub(crate) fn failure(language: Language, failure: &Failure) -> Self {
        match failure {
            Failure::Refused(problem) => Self::refusal(problem),
            Failure::Unreachable(what) => Self::unreachable(language, what),
            Failure::Protocol(what) => Self::misunderstood(language, what),
        }
    }

    /// The server's refusal, in the server's words.
    fn refusal(problem: &Problem) -> Self {
        let hint = if problem.hint.is_empty() {
            &problem.detail
        } else {
            &problem.hint
        };
        Self {
            title: problem.title.clone(),
            hint: hint.clone(),
            code: problem.code.clone(),
            is_done: false,
        }
    }

    /// No answer came: nobody knows yet whether the act happened.
    fn unreachable(language: Language, what: &str) -> Self {
        Self {
            title: word(language, "window-no-answer"),
            hint: word(language, "window-no-answer-hint"),
            code: what.to_owned(),
            is_done: false,
        }
    }

    /// The answer makes no sense to this program.
    fn misunderstood(language: Language, what: &str) -> Self {
        Self {
            title: word(language, "window-misunderstood"),
            hint: word(language, "window-misunderstood-hint"),
            code: what.to_owned(),
            is_done: false,
        }
    }

    /// The terminal shows ASCII only, because of this locale.
    pub(crate) fn of_plain_terminal(language: Language, locale: &str) -> Self {
        Self::say(language, "window-plain", &[("locale", locale.into())])
    }

    /// Something was done, in words of the catalogue.
    pub(crate) fn done(language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> Self {
        Self {
            is_done: true,
            ..Self::say(language, key, args)
        }
    }

    /// Words of the catalogue, with the hint under the same name if there is one.
    pub(crate) fn word(language: Language, key: &str) -> Self {
        Self::say(language, key, &[])
    }

    /// Words of the catalogue with arguments.
    pub(crate) fn say(language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> Self {
        let hint_key = format!("{key}-hint");
        let hint = if hall_text::has(&hint_key) {
            say(language, &hint_key, args)
        } else {
            String::new()
        };
        Self {
            title: say(language, key, args),
            hint,
            code: String::new(),
            is_done: false,
        }
    }
}
