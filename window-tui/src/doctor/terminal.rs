//! The terminal under `doctor`: its size, its letters and its colours, and what to do about them.

use super::Check;
use crate::limits::{LISTS_FROM, SCREEN_MIN, SCREEN_USUAL};
use crate::screen::Palette;
use hall_core::plan::Language;
use hall_text::{say, word};
use std::io::IsTerminal;

/// What can be known about a terminal without asking it.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// Columns and rows; none where there is no terminal.
    pub(super) size: Option<(u16, u16)>,
    /// The locale, where it has no UTF-8.
    pub(super) locale: Option<String>,
    /// Whether colours are wanted.
    pub(super) palette: Palette,
    /// Which kind it is (`TERM`).
    pub(super) term: Option<String>,
}

impl Facts {
    /// About the terminal of this program.
    pub(super) fn here(locale: Option<String>, palette: Palette) -> Self {
        let size = crossterm::terminal::size().ok();
        Self {
            size: size.filter(|_| std::io::stdout().is_terminal()),
            locale,
            palette,
            term: std::env::var("TERM").ok(),
        }
    }
}

pub(super) fn check(facts: &Facts, language: Language) -> Check {
    let check = |ok, detail| Check {
        what: "terminal",
        ok,
        detail,
    };
    let Some((columns, rows)) = facts.size else {
        return check(false, word(language, "window-no-terminal"));
    };
    if columns < SCREEN_MIN.0 || rows < SCREEN_MIN.1 {
        let (columns, rows) = SCREEN_MIN;
        let args = [("columns", columns.into()), ("rows", rows.into())];
        return check(false, say(language, "window-too-small-hint", &args));
    }
    if let Some(term) = facts.term.as_deref().filter(|term| *term == "dumb") {
        let args = [("term", term.into())];
        return check(false, say(language, "window-doctor-dumb", &args));
    }
    let size = if columns < LISTS_FROM {
        "window-doctor-narrow"
    } else if columns < SCREEN_USUAL.0 || rows < SCREEN_USUAL.1 {
        "window-doctor-small"
    } else {
        "window-doctor-terminal"
    };
    let args = [("columns", columns.into()), ("rows", rows.into())];
    let size = say(language, size, &args);
    let letters = match &facts.locale {
        Some(locale) => {
            let args = [("locale", locale.as_str().into())];
            say(language, "window-doctor-no-utf8", &args)
        }
        None => word(language, "window-doctor-utf8"),
    };
    let colour = match facts.palette {
        Palette::Colour => "window-doctor-colour",
        Palette::Plain => "window-doctor-no-colour",
    };
    let colour = word(language, colour);
    check(true, format!("{size}; {letters}; {colour}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(size: (u16, u16)) -> Facts {
        Facts {
            size: Some(size),
            locale: None,
            palette: Palette::Colour,
            term: Some("xterm".to_owned()),
        }
    }

    fn told(facts: &Facts) -> String {
        check(facts, Language::En).to_string()
    }

    #[test]
    fn a_terminal_is_judged_by_its_size() {
        let none = Facts {
            size: None,
            ..facts((80, 24))
        };
        assert!(told(&none).starts_with("FAIL"), "{}", told(&none));
        for ((columns, rows), wanted) in [
            ((39, 24), "FAIL terminal At least 40 × 12"),
            ((80, 11), "FAIL terminal At least 40 × 12"),
            ((60, 24), "ok   terminal 60 × 24: too narrow for the lists"),
            ((79, 24), "ok   terminal 79 × 24: 80 × 24 shows everything;"),
            ((80, 23), "ok   terminal 80 × 23: 80 × 24 shows everything;"),
            ((80, 24), "ok   terminal 80 × 24; UTF-8; colour"),
        ] {
            let told = told(&facts((columns, rows)));
            assert!(told.starts_with(wanted), "{told}");
        }
    }

    #[test]
    fn letters_and_colours_that_are_missing_are_said_with_what_to_do() {
        let told = told(&Facts {
            locale: Some("C".to_owned()),
            palette: Palette::Plain,
            ..facts((80, 24))
        });
        for words in ["ok ", "(locale C)", "LANG=C.UTF-8", "NO_COLOR"] {
            assert!(told.contains(words), "{told}");
        }
    }

    #[test]
    fn a_terminal_that_cannot_place_words_will_not_do() {
        let told = told(&Facts {
            term: Some("dumb".to_owned()),
            ..facts((80, 24))
        });
        assert!(
            told.starts_with("FAIL") && told.contains("TERM=xterm"),
            "{told}"
        );
    }
}
