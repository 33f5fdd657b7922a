//! The colours of the board, or none: meaning never hangs on them.

use ratatui::style::{Color, Modifier, Style};

/// How each part looks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Theme {
    /// Everything not named below.
    pub ground: Style,
    /// The header and the row of queues.
    pub frame: Style,
    /// The newest call.
    pub newest: Style,
    /// The newest call in the dark half of a blink.
    pub newest_blink: Style,
    /// What is less important.
    pub quiet: Style,
    /// Numbers that matter.
    pub strong: Style,
    /// Something rests or is wrong.
    pub alert: Style,
}

impl Theme {
    /// The colours of the house.
    pub fn colour() -> Self {
        let on = |ink: Color, ground: Color| Style::new().fg(ink).bg(ground);
        Self {
            ground: on(WHITE, GROUND),
            frame: on(WHITE, FRAME),
            newest: on(AMBER_INK, AMBER),
            newest_blink: on(AMBER, GROUND),
            quiet: on(SOFT, GROUND),
            strong: on(WHITE, GROUND).add_modifier(Modifier::BOLD),
            alert: on(WHITE, ALERT),
        }
    }

    /// For terminals without colour, and for people who asked for none (`NO_COLOR`).
    pub fn plain() -> Self {
        let plain = Style::new();
        let reversed = plain.add_modifier(Modifier::REVERSED);
        let strong = plain.add_modifier(Modifier::BOLD);
        Self {
            ground: plain,
            frame: plain,
            newest: reversed,
            newest_blink: strong,
            quiet: plain,
            strong,
            alert: strong,
        }
    }

    /// What the environment asks for: a set `NO_COLOR` means no colour.
    pub fn of(no_color: Option<&std::ffi::OsStr>) -> Self {
        if no_color.is_some_and(|value| !value.is_empty()) {
            Self::plain()
        } else {
            Self::colour()
        }
    }
}

const WHITE: Color = Color::Rgb(0xFF, 0xFF, 0xFF);
const SOFT: Color = Color::Rgb(0xA9, 0xBE, 0xD4);
const GROUND: Color = Color::Rgb(0x07, 0x22, 0x3D);
const FRAME: Color = Color::Rgb(0x05, 0x1A, 0x30);
const AMBER: Color = Color::Rgb(0xF5, 0xB3, 0x01);
const AMBER_INK: Color = Color::Rgb(0x1B, 0x14, 0x00);
const ALERT: Color = Color::Rgb(0x8A, 0x1C, 0x16);

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG defines it.
    fn luminance(color: Color) -> f64 {
        let Color::Rgb(r, g, b) = color else {
            panic!("the theme is written in RGB")
        };
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    }

    #[test]
    fn every_pair_of_colours_is_read_easily() {
        let theme = Theme::colour();
        let styles = [
            theme.ground,
            theme.frame,
            theme.newest,
            theme.newest_blink,
            theme.quiet,
            theme.strong,
            theme.alert,
        ];
        for style in styles {
            let ink = luminance(style.fg.expect("an ink"));
            let ground = luminance(style.bg.expect("a ground"));
            let contrast = (ink.max(ground) + 0.05) / (ink.min(ground) + 0.05);
            assert!(contrast >= 4.5, "{style:?}: {contrast:.1}");
        }
    }

    #[test]
    fn no_color_means_no_colour() {
        assert_eq!(Theme::of(Some("1".as_ref())), Theme::plain());
        assert_eq!(Theme::of(Some("".as_ref())), Theme::colour());
        assert_eq!(Theme::of(None), Theme::colour());
        let plain = Theme::plain();
        assert!(plain.newest.fg.is_none() && plain.newest.bg.is_none());
        assert_ne!(
            plain.newest, plain.ground,
            "the newest call stands out without colour"
        );
    }
}
