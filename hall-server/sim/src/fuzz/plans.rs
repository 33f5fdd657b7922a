//! Plans: any bytes give a valid plan or errors that name file, line and what to do.

use super::Target;
use super::promise::comes_back;
use super::shape::{Shape, scale};
use hall_server::plan::{limits, parse};

/// Plans.
pub(super) static PLANS: Target = Target {
    name: "plan",
    promise: "any text is a valid plan, or errors with a line that exists and a hint",
    heavy: true,
    tokens: &[
        b"\n",
        b"=",
        b"[",
        b"]",
        b"[[windows]]\n",
        b"[[items]]\n",
        b"[[queues]]\n",
        b"[[series]]\n",
        b"[hours]\n",
        b"[[calendar]]\nyear = 2027\noff = [\"2027-01-01..2027-01-03\"]\nworked = [\"2027-01-09\"]\n",
        b"code = \"A\"\n",
        b"number = 1\n",
        b"open = [[\"08:00\", \"12:00\"]]\n",
        b"\"24:00\"",
        b"\"48:01\"",
        b"\"2026-02-29\"",
        b"\"2026-01-01..2036-12-31\"",
        b"true",
        b"nan",
        b"1979-05-27T07:32:00Z",
        b"\"\"\"",
        b"'",
        b"\\u0000",
        b"\xe2\x80\xae",
        b"\xef\xbb\xbf",
        b"\x1b[2J",
        b"#",
        b"{ queue = \"cards\" }",
        b"= { a.b.c = 1 }",
    ],
    run,
};

fn run(input: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(input);
    match parse("hall.toml", &text) {
        Ok(plan) => {
            assert_eq!(plan.problems(), [], "a plan breaks the core's rules");
            comes_back(&plan);
            Shape::of((plan.queues.len(), plan.windows.len(), plan.items.len()))
        }
        Err(errors) => {
            let lines = text.matches('\n').count() + 1;
            let count = errors.iter().len();
            assert!(count > 0, "neither a plan nor an error");
            assert!(count <= limits::ERRORS_MAX + 1, "too many errors");
            let mut shape = Shape::of(scale(count));
            for error in &errors {
                let shown = error.to_string();
                assert!(
                    (1..=lines).contains(&error.line),
                    "no such line: {shown} of {lines}"
                );
                assert!(
                    shown.starts_with("hall.toml:"),
                    "the file is not named: {shown}"
                );
                assert!(!error.hint().is_empty(), "nothing to do next: {shown}");
                let steers = shown.chars().any(char::is_control);
                assert!(!steers, "an error steers the terminal: {shown:?}");
                assert!(
                    shown.chars().count() <= SHOWN_CHARS_MAX,
                    "an endless error: {shown}"
                );
                assert_ne!(
                    error.code(),
                    "inconsistent",
                    "only the core noticed: {shown}"
                );
                shape = shape.and(error.code());
            }
            shape
        }
    }
}

/// Characters of one shown error.
const SHOWN_CHARS_MAX: usize = 2_000;
