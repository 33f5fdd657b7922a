//! Whatever a file holds, the parser ends with a plan or with errors that can be shown.

use super::GOOD;
use crate::plan::text::is_control;
use crate::plan::{limits, parse};
use proptest::collection::vec;
use proptest::prelude::*;

/// Pieces that mean something in TOML or in a plan, and some that mean nothing anywhere.
const PIECES: [&str; 28] = [
    "",
    "\n",
    " ",
    "=",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "\"",
    "'",
    "\"\"\"",
    ",",
    ".",
    "#",
    "-1",
    "0",
    "99999999999999999999",
    "1e400",
    "nan",
    "true",
    "2026-02-30",
    "\"25:61\"",
    "\u{1b}",
    "\u{202e}",
    "bus",
    "code = \"E\"\n",
];

/// One cut: from a place in the text, so many bytes are replaced by a piece.
type Cut = (usize, usize, usize);

fn cut(mut text: String, cuts: &[Cut]) -> String {
    for (from, len, piece) in cuts {
        let mut from = from % (text.len() + 1);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (from + len).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        text.replace_range(from..to, PIECES[piece % PIECES.len()]);
    }
    text
}

/// A plan keeps the core's rules; an error stays on one line of a file that has this line.
fn check(text: &str) -> Result<(), TestCaseError> {
    match parse("h.toml", text) {
        Ok(plan) => prop_assert_eq!(plan.problems(), vec![]),
        Err(errors) => {
            let lines = text.matches('\n').count() + 1;
            prop_assert!(errors.iter().len() > 0);
            prop_assert!(errors.iter().len() <= limits::ERRORS_MAX + 1);
            for error in &errors {
                let shown = error.to_string();
                prop_assert!((1..=lines).contains(&error.line), "{} of {}", shown, lines);
                prop_assert!(!shown.contains(is_control), "{:?}", shown);
                prop_assert_ne!(error.code(), "inconsistent", "{}", shown);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_damaged_plan_is_a_plan_or_errors(
        cuts in vec((any::<usize>(), 0_usize..40, any::<usize>()), 1..6),
    ) {
        check(&cut(GOOD.to_owned(), &cuts))?;
    }

    #[test]
    fn a_plan_with_a_value_exchanged_is_a_plan_or_errors(
        line in any::<prop::sample::Index>(),
        piece in 0..PIECES.len(),
    ) {
        let lines: Vec<&str> = GOOD.lines().collect();
        let at = line.index(lines.len());
        let mut text: Vec<String> = lines.iter().map(ToString::to_string).collect();
        if let Some((key, _)) = lines[at].split_once(" = ") {
            text[at] = format!("{key} = {}", PIECES[piece]);
        }
        check(&text.join("\n"))?;
    }

    #[test]
    fn any_text_is_a_plan_or_errors(text in any::<String>()) {
        check(&text)?;
    }
}
