//! Tickets drawn with a font of this computer, where the printer has no letters.

use crate::hall::{item, state, ticket};
use crate::paper::{ADDRESS, code_on};
use hall_fixtures::printer::{Engine, Paper};
use kiosk_client::Profile;
use kiosk_client::bitmap::Bitmap;
use kiosk_client::encode::{self, Press, ProcessId};
use kiosk_client::font::{SystemFont, Typeface};
use kiosk_client::profile::{Letters, PaperWidth, QrBy};
use kiosk_client::slip::{Detail, Facts, Line, Slip};

/// A Chinese font, or a line that says what is left out without one; the gate has one.
fn font() -> Option<SystemFont> {
    match SystemFont::find(None) {
        Ok(font) => Some(font),
        Err(error) => {
            assert!(
                std::env::var_os("HALL_TEST_FONT").is_none(),
                "{error}; HALL_TEST_FONT demands one"
            );
            eprintln!("left out: {error}; install fonts-noto-cjk");
            None
        }
    }
}

/// The sample ticket for somebody whose name no printer has.
fn with_facts<T>(name: &str, look: impl FnOnce(&Facts<'_>) -> T) -> T {
    let mut state = state();
    name.clone_into(&mut state.hall.names.name);
    let (item, ticket) = (item(), ticket());
    look(&Facts {
        ticket: &ticket,
        item: Some(&item),
        hall: &state.hall,
        local_time: "2026-03-03 10:38",
        copy: false,
        wait_known: true,
    })
}

fn printed(facts: &Facts<'_>, press: Press<'_>) -> Paper {
    let encoded = encode::ticket(facts, press, ProcessId::of(22)).expect("a ticket");
    assert!(encoded.replaced.is_empty(), "{:?}", encoded.replaced);
    let mut engine = Engine::default();
    engine.receive(&encoded.bytes);
    let paper = engine.last().expect("a cut ticket").clone();
    assert!(paper.unknown.is_empty(), "{:?}", paper.unknown);
    paper
}

#[test]
fn a_printer_without_letters_burns_exactly_the_dots_that_were_drawn() {
    let Some(font) = font() else { return };
    for width in [PaperWidth::Mm80, PaperWidth::Mm58] {
        let profile = Profile {
            letters: Letters::None,
            qr: QrBy::Image,
            ..Profile::of(width)
        };
        let press = Press {
            profile: &profile,
            font: Some(&font),
        };
        let (paper, slip) = with_facts("安康市政务服务中心", |facts| {
            let slip = Slip::compose(facts, press.room(), Detail::STEPS[0]);
            (printed(facts, press), slip)
        });
        assert_eq!(paper.lines().count(), 0, "no letter is left to the printer");
        let pixels = paper.pixels(profile.dots);
        let mut top = 0;
        for line in &slip.lines {
            let Line::Text {
                text,
                scale,
                bold,
                centred,
            } = line
            else {
                // The code is read as a phone reads it.
                let height = pixels.height - drawn_height(&font, &slip, &profile);
                top += height;
                continue;
            };
            let column = profile.dots / profile.columns * usize::from(*scale);
            let drawn = font.draw(text, column, *bold);
            let left = if *centred {
                (profile.dots - drawn.width().div_ceil(8) * 8) / 2
            } else {
                0
            };
            let is_equal =
                |x: usize, y: usize| pixels.is_black(left + x, top + y) == drawn.is_black(x, y);
            let all = (0..drawn.height()).all(|y| (0..drawn.width()).all(|x| is_equal(x, y)));
            assert!(all, "{text} is not as it was drawn");
            assert!(is_legible(&drawn), "{text} is empty");
            top += drawn.height();
        }
        assert_eq!(top, pixels.height);
        assert_eq!(code_on(&paper, profile.dots), ADDRESS);
    }
}

/// Rows of everything but the code.
fn drawn_height(font: &SystemFont, slip: &Slip, profile: &Profile) -> usize {
    let rows = slip.lines.iter().map(|line| match line {
        Line::Text {
            text, scale, bold, ..
        } => {
            let column = profile.dots / profile.columns * usize::from(*scale);
            font.draw(text, column, *bold).height()
        }
        Line::Qr(_) => 0,
    });
    rows.sum()
}

/// Some dots are black, and far from all of them.
fn is_legible(drawn: &Bitmap) -> bool {
    let dots = (0..drawn.height()).flat_map(|y| (0..drawn.width()).map(move |x| (x, y)));
    let black = dots.filter(|(x, y)| drawn.is_black(*x, *y)).count();
    let all = drawn.width() * drawn.height();
    black * 50 > all && black * 2 < all
}

#[test]
fn a_name_that_no_printer_has_is_drawn_and_the_rest_is_left_to_the_printer() {
    let Some(font) = font() else { return };
    let profile = Profile::default();
    let press = Press {
        profile: &profile,
        font: Some(&font),
    };
    let paper = with_facts("安康市\u{2CC56}㛃服务中心", |facts| {
        printed(facts, press)
    });
    assert_eq!(paper.images().len(), 1);
    assert!(paper.lines().any(|line| line.text == "优E023"));
    assert!(paper.lines().all(|line| !line.text.contains('〓')));
}

#[test]
fn every_letter_stays_in_its_own_cell() {
    let Some(font) = font() else { return };
    let line = font.draw("Wg号i", 12, true);
    assert_eq!((line.width(), line.height()), (5 * 12, 30));
    let is_inked = |columns: std::ops::Range<usize>| {
        columns
            .clone()
            .any(|x| (0..30).any(|y| line.is_black(x, y)))
    };
    for cell in [0..12, 12..24, 24..48, 48..60] {
        assert!(is_inked(cell.clone()), "nothing in {cell:?}");
    }
    assert!(font.missing("号A㛃").is_empty());
    assert_eq!(font.missing("号\u{F0000}"), ['\u{F0000}']);
}
