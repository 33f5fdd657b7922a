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
    let tried = try_out(
        bar.setup,
        usize::MAX,
        &text,
        Duration::from_millis(LED_TEST_MS),
    )
    .await;
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use hall_device::led::LedSetup;
    use hall_device::led::onbon::CardError;
    use hall_fixtures::led::{CardMischief, NetworkLed, OnbonCard};

    async fn examined(mischief: CardMischief) -> std::io::Result<(bool, String, String)> {
        let mut card = OnbonCard::new(1, 16, 1);
        card.mischief = mischief;
        let card = NetworkLed::with_device(card).await?;
        let name = format!("tcp:{}", card.addr());
        let file = include_str!("../../../fixtures/led/onbon.toml");
        let driver = Driver::parse("onbon.toml", &format!("reply_ms = 100\n{file}"));
        let setup = LedSetup {
            port: name.parse().expect("a port"),
            driver: driver.expect("a good file"),
        };
        let (ok, said) = examine(LedBar { name, setup }, Language::En).await;
        Ok((ok, said, card.with(|card| card.text().to_owned())))
    }

    #[tokio::test]
    async fn doctor_shows_a_test_text_and_explains_what_a_card_refuses() -> std::io::Result<()> {
        let (ok, said, text) = examined(CardMischief::None).await?;
        assert!(ok && said.contains("look whether it shows"), "{said}");
        assert_eq!(text, "Test 0123 AB");
        for (mischief, why) in [
            (CardMischief::Refuses(CardError::NoFont), "字库"),
            (CardMischief::Silent, "no answer: check power"),
        ] {
            let (ok, said, text) = examined(mischief).await?;
            assert!(!ok && said.contains(why), "{said}");
            assert_eq!(text, "");
        }
        Ok(())
    }
}
