//! The bar's part of `doctor`: a test text, and what was seen of it.

use super::{BarSetup, words};
use crate::doctor::Check;
use crate::limits::DOCTOR_MS;
use hall_core::plan::Language;
use hall_device::led::{LedTrouble, try_out};
use hall_text::{say, word};
use std::time::Duration;

/// Shows a test text in the area that the window uses; it stays until the bar forgets it or the
/// window works. In any other area it would stay for ever.
pub(crate) async fn examine(setup: Option<BarSetup>, language: Language) -> Check {
    let check = |ok, detail| Check {
        what: "bar",
        ok,
        detail,
    };
    let Some(setup) = setup else {
        return check(true, word(language, "window-doctor-no-bar"));
    };
    let port = setup.led.port.to_string();
    let (answers, forgets) = (setup.led.driver.answers(), setup.led.driver.forgets());
    let text = word(setup.language, "window-bar-test");
    match try_out(setup.led, 1, &text, Duration::from_millis(DOCTOR_MS)).await {
        Ok(()) => {
            let key = if answers {
                "window-doctor-bar-shows"
            } else {
                "window-doctor-bar-sent"
            };
            let mut said = say(language, key, &[("text", text.into())]);
            if !forgets {
                said = format!("{said}; {}", word(language, "window-doctor-bar-keeps"));
            }
            check(true, format!("{port}: {said}"))
        }
        // This one names the port itself.
        Err(LedTrouble::NoLine(why)) => check(false, why),
        Err(trouble) => check(false, format!("{port}: {}", words(&trouble, language))),
    }
}
