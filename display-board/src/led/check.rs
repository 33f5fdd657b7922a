//! The bars' part of `doctor`: a test text on each, and what was seen of it.

use super::file::LedBar;
use crate::limits::LED_TEST_MS;
use hall_core::plan::Language;
use hall_device::led::{Driver, LedPort, LedTrouble, try_out_line};
use hall_text::{say, word};
use std::time::Duration;

/// Shows a test text on the bars of a line; of each whether that went well, and the sentence for a
/// person.
pub async fn examine(port: LedPort, bars: Vec<LedBar>, language: Language) -> Vec<(bool, String)> {
    let text = word(language, "board-led-test");
    let drivers: Vec<Driver> = bars.iter().map(|bar| bar.setup.driver.clone()).collect();
    // Each waits for the others' turns.
    let limit_ms = LED_TEST_MS * bars.len() as u64;
    let limit = Duration::from_millis(limit_ms);
    let tried = try_out_line(port, drivers, usize::MAX, &text, limit).await;
    let each = bars.into_iter().zip(tried);
    each.map(|(bar, tried)| judged(bar, tried, &text, language))
        .collect()
}

fn judged(
    bar: LedBar,
    tried: Result<(), LedTrouble>,
    text: &str,
    language: Language,
) -> (bool, String) {
    let driver = &bar.setup.driver;
    let name = ("name", bar.name.into());
    match tried {
        Ok(()) => {
            let key = if driver.answers() {
                "board-led-shows"
            } else {
                "board-led-sent"
            };
            (true, say(language, key, &[name, ("text", text.into())]))
        }
        Err(trouble) => {
            let what = words(&trouble, driver, language);
            let args = [name, ("what", what.into())];
            (false, say(language, "board-led-trouble", &args))
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
    use hall_fixtures::led::{Bus, CardMischief, NetworkLed, OnbonCard};

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
        let port = setup.port.clone();
        let mut examined = examine(port, vec![LedBar { name, setup }], Language::En).await;
        let (ok, said) = examined.pop().expect("one for each bar");
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

    #[tokio::test]
    async fn every_bar_of_a_line_is_examined_beside_a_dead_one() -> std::io::Result<()> {
        let mut cards = [1, 2].map(|screen| OnbonCard::new(screen, 16, 1));
        cards[0].mischief = CardMischief::Silent;
        let converter = NetworkLed::with_device(Bus::new(cards)).await?;
        let port: LedPort = format!("tcp:{}", converter.addr()).parse().expect("a port");
        let file = include_str!("../../../fixtures/led/onbon.toml");
        let driver = Driver::parse("onbon.toml", &format!("reply_ms = 100\n{file}"));
        let driver = driver.expect("a good file");
        let bars = [1, 2].map(|number| LedBar {
            name: format!("bar {number}"),
            setup: LedSetup {
                port: port.clone(),
                driver: driver.clone().numbered(number).expect("a screen number"),
            },
        });
        let examined = examine(port, bars.to_vec(), Language::En).await;
        let [(false, dead), (true, well)] = examined.as_slice() else {
            panic!("{examined:?}");
        };
        assert!(
            dead.contains("bar 1") && dead.contains("no answer"),
            "{dead}"
        );
        assert!(well.contains("bar 2"), "{well}");
        let text = converter.with(|bus| bus.bars[1].text().to_owned());
        assert_eq!(text, "Test 0123 AB");
        Ok(())
    }
}
