//! Why the program cannot start, for the person at the command line: what, and what to do next.

use hall_core::plan::Language;
use hall_text::{FluentValue, say, word};
use std::fmt;

/// A reason not to start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    title: String,
    hint: String,
    usage: bool,
}

impl Trouble {
    /// Words of the catalogue; the hint stands under the same name with `-hint`.
    pub(crate) fn word(language: Language, key: &str) -> Self {
        Self::say(language, key, &[])
    }

    /// Words with arguments.
    pub(crate) fn say(language: Language, key: &str, args: &[(&str, FluentValue<'_>)]) -> Self {
        let title = say(language, key, args);
        let hint = word(language, &format!("{key}-hint"));
        Self {
            title,
            hint,
            usage: false,
        }
    }

    /// An error that says itself what to do.
    pub(crate) fn plain(error: &dyn fmt::Display) -> Self {
        Self {
            title: error.to_string(),
            hint: String::new(),
            usage: false,
        }
    }

    /// The command line itself is wrong.
    pub(crate) fn of_usage(self) -> Self {
        Self {
            usage: true,
            ..self
        }
    }

    /// Exit code: 2 for wrong usage, 1 for anything else.
    pub fn exit_code(&self) -> u8 {
        if self.usage { 2 } else { 1 }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)?;
        if self.hint.is_empty() {
            Ok(())
        } else {
            write!(f, "\n  {}", self.hint)
        }
    }
}

impl std::error::Error for Trouble {}
