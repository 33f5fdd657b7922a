//! The bars' part of `doctor`: a test text on each, and what was seen of it.

use super::file::LedBar;
use crate::limits::LED_TEST_MS;
use hall_core::plan::Language;
use hall_device::led::{Driver, LedTrouble, try_out};
use hall_text::{say, word};
use std::time::Duration;

/// Shows a test text on a bar; whether that went well, and the sentence for a person.
pub async fn examine(bar: LedBar, language: Language) -> (bool, String) {
    let text = word(language, "board-led-test");
    let driver = bar.setup.driver.clone();
    let tried = try_out(bar.setup, &text, Duration::from_millis(LED_TEST_MS)).await;
    let name = ("name", bar.name.into());
    match tried {
        Ok(()) if driver.answers() => {
            let args = [name, ("text", text.into())];
            (true, say(language, "board-led-shows", &args))
        }
        Ok(()) => {
            let args = [name, ("text", text.into())];
            (true, say(language, "board-led-sent", &args))
        }
        Err(trouble) => {
            let what = words(&trouble, &driver, language);
            (
                false,
                say(
                    language,
                    "board-led-trouble",
                    &[name, ("what", what.into())],
                ),
            )
        }
    }
}

/// What is wrong with a bar and what to do, for staff.
pub(super) fn words(trouble: &LedTrouble, driver: &Driver, language: Language) -> String {
    match trouble {
        LedTrouble::NoLine(why) => why.clone(),
        LedTrouble::Silent => word(language, "board-led-silent"),
        LedTrouble::Busy => word(language, "board-led-busy"),
        LedTrouble::Refused(code) => driver
            .explain(*code)
            .unwrap_or_else(|| say(language, "board-led-refused", &[("code", (*code).into())])),
        LedTrouble::Garbled => word(language, "board-led-garbled"),
    }
}
