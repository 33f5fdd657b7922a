//! What the command line tells people, from the catalogue.

use crate::take::Taken;
use crate::word;
use hall_core::ticket::PaperState;
use hall_device::ApiError;
use hall_protocol::view::HallView;
use hall_text::{FluentValue, Language, say};
use serde_json::json;

/// One line about a taken number and its paper.
pub(crate) fn taken(language: Language, taken: &Taken, desk: &str) -> String {
    let number = || FluentValue::from(taken.ticket.number.clone());
    let window = FluentValue::from(taken.ticket.window_hint.clone());
    let place = say(language, "ticket-window", &[("window", window)]);
    let ahead = FluentValue::from(taken.ticket.ahead);
    let mut parts = vec![say(
        language,
        "kiosk-taken",
        &[
            ("number", number()),
            ("place", place.into()),
            ("ahead", ahead),
        ],
    )];
    if taken.ticket.existing {
        parts.push(say(language, "kiosk-existing", &[("number", number())]));
    }
    let desk = || FluentValue::from(desk.to_owned());
    parts.push(match (taken.paper, taken.cause) {
        (PaperState::Printed, _) => word(language, "kiosk-paper-printed"),
        (_, Some(cause)) => {
            let cause = FluentValue::from(word(language, &format!("kiosk-cause-{}", cause.key())));
            let args = [("number", number()), ("cause", cause), ("desk", desk())];
            say(language, "kiosk-paper-failed", &args)
        }
        (_, None) => say(
            language,
            "kiosk-paper-unknown",
            &[("number", number()), ("desk", desk())],
        ),
    });
    if !taken.replaced.is_empty() {
        let count = [("count", FluentValue::from(taken.replaced.len()))];
        parts.push(say(language, "kiosk-replaced", &count));
    }
    if let Some(what) = &taken.unreported {
        let what = [("what", FluentValue::from(what.clone()))];
        parts.push(say(language, "kiosk-not-reported", &what));
    }
    join(language, &parts)
}

/// Why there is no number, and what to do next.
pub(crate) fn not_taken(language: Language, error: &ApiError) -> String {
    let arg = |name, text: &str| [(name, FluentValue::from(text.to_owned()))];
    let parts = match error {
        ApiError::Refused(problem) => {
            vec![
                say(language, "kiosk-not-taken", &arg("title", &problem.title)),
                problem.hint.clone(),
            ]
        }
        ApiError::Unreachable { what } | ApiError::Protocol { what } => vec![
            say(language, "kiosk-unreachable", &arg("what", what)),
            word(language, "kiosk-unreachable-hint"),
        ],
    };
    join(language, &parts)
}

/// The same for programs.
pub(crate) fn error_json(error: &ApiError) -> String {
    match error {
        ApiError::Refused(problem) => json!({ "refused": problem }),
        ApiError::Unreachable { what } => json!({ "unreachable": what }),
        ApiError::Protocol { what } => json!({ "not_a_hall": what }),
    }
    .to_string()
}

/// Where a person without paper goes.
pub(crate) fn desk(language: Language, hall: &HallView) -> String {
    match hall.guide_desk.get(language) {
        "" => word(language, "kiosk-desk"),
        desk => desk.to_owned(),
    }
}

/// Sentences behind each other; Chinese ones need no space.
fn join(language: Language, parts: &[String]) -> String {
    let space = if language == Language::En { " " } else { "" };
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(space)
}
