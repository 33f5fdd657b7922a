//! Colours and their stand-ins: without colour the same things are bold, reversed or dim.

use ratatui::style::{Color, Modifier, Style};

/// Whether colours are used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Palette {
    /// Amber for *called*, red for *a person must do something*, nothing else.
    Colour,
    /// Marks, words and reversed text only (`NO_COLOR`).
    Plain,
}

impl Palette {
    /// Plain when `NO_COLOR` is set to anything (no-color.org).
    pub fn from_no_color(no_color: Option<&std::ffi::OsStr>) -> Self {
        if no_color.is_some_and(|value| !value.is_empty()) {
            Self::Plain
        } else {
            Self::Colour
        }
    }

    /// Now called.
    pub(crate) fn called(self) -> Style {
        let plain = Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD);
        self.or(Style::new().fg(Color::Black).bg(Color::Yellow), plain)
    }

    /// A person must do something.
    pub(crate) fn urgent(self) -> Style {
        let plain = Style::new().add_modifier(Modifier::REVERSED | Modifier::BOLD);
        self.or(Style::new().fg(Color::White).bg(Color::Red), plain)
    }

    fn or(self, colour: Style, plain: Style) -> Style {
        match self {
            Self::Colour => colour,
            Self::Plain => plain,
        }
    }
}

/// The marked line of a list.
pub(crate) fn marked() -> Style {
    Style::new().add_modifier(Modifier::REVERSED)
}

/// What the eye should find.
pub(crate) fn strong() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// What may be overlooked.
pub(crate) fn quiet() -> Style {
    Style::new().add_modifier(Modifier::DIM)
}
