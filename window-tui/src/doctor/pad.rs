//! The pad under `doctor`: its token is one of this window's, and it answers; a pad that cannot be
//! asked whether it is there must be pressed once.

use super::{Check, hello, of_window};
use crate::limits::{DOCTOR_MS, DOCTOR_PRESS_S};
use crate::machine::PadNews;
use crate::pad::{PadClient, PadSetup, same_window};
use hall_core::code::{TicketId, WindowNumber};
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_text::{say, word};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Says hello with the pad's own token, and compares its window with the terminal's.
pub(super) async fn token(
    pad: &PadSetup,
    window: Option<WindowNumber>,
    language: Language,
) -> Check {
    let found = async {
        let config = pad.api.link_config(Role::Pad);
        let config = config.ok_or_else(|| word(language, "window-pad-needs-token"))?;
        let pads = hello(config, language).await?.window;
        // A window that is not known itself is another test's trouble.
        same_window(window.or(pads), pads, language)?;
        pads.ok_or_else(|| word(language, "window-not-a-window"))
    };
    let found = found.await.map(|window| of_window(window, language));
    Check::of("pad token", found)
}

pub(super) async fn check(pad: PadSetup, language: Language) -> Check {
    let answers = pad.answers();
    let name = pad.port.name.to_string();
    let found = examine(pad, answers, language).await;
    Check::of("pad", found).at(&name)
}

/// A ticket that nobody has: what is pressed about it is posted nowhere.
const NOBODYS: TicketId = TicketId(0);

async fn examine(pad: PadSetup, answers: bool, language: Language) -> Result<String, String> {
    let (news, mut heard) = mpsc::channel(1);
    let client = PadClient::try_out(pad, news).map_err(|error| error.to_string())?;
    let mut silence = "window-doctor-pad-silent";
    let mut limit = Duration::from_millis(DOCTOR_MS);
    loop {
        match timeout(limit, heard.recv()).await {
            Ok(Some(PadNews::Online)) if answers => return Ok(word(language, "window-pad-ready")),
            // The port is open, which says nothing about the pad: somebody must press it.
            Ok(Some(PadNews::Online)) => {
                let seconds = [("seconds", DOCTOR_PRESS_S.into())];
                eprintln!("{}", say(language, "window-doctor-pad-press", &seconds));
                silence = "window-doctor-pad-unpressed";
                limit = Duration::from_secs(DOCTOR_PRESS_S);
                let seconds = u8::try_from(DOCTOR_PRESS_S).unwrap_or(u8::MAX);
                client.ask(NOBODYS, seconds).await;
            }
            Ok(Some(PadNews::Asking(_) | PadNews::Fit)) => {}
            Ok(Some(PadNews::Rated(_))) => {
                client.leave().await;
                return Ok(word(language, "window-doctor-pad-pressed"));
            }
            Ok(Some(PadNews::Unfit(why))) => return Err(why),
            Ok(Some(PadNews::Offline(why))) if !why.is_empty() => return Err(why),
            _ => break,
        }
    }
    client.leave().await;
    Err(word(language, silence))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use hall_device::Api;
    use hall_device::pad::PadDriver;
    use hall_fixtures::pad::VirtualPad;
    use hall_fixtures::port::VirtualPort;
    use hall_fixtures::vendor::VendorMachine;
    use std::path::Path;
    use std::sync::Arc;

    fn setup(path: &Path, driver: Option<Arc<PadDriver>>) -> PadSetup {
        let server = "http://127.0.0.1:1".parse().expect("an address");
        let port = path.display().to_string();
        PadSetup {
            api: Api::new(server, None).expect("a client"),
            port: port.parse().expect("a port"),
            driver,
            language: Language::En,
        }
    }

    fn digits() -> Arc<PadDriver> {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/drivers/pad-digits.toml");
        Arc::new(PadDriver::read(file.as_ref()).expect("our own file"))
    }

    #[tokio::test]
    async fn a_pad_that_answers_is_ready_and_one_that_is_gone_is_not() -> std::io::Result<()> {
        let pad = VirtualPad::start(1)?;
        let found = check(setup(pad.path(), None), Language::En).await;
        let is_ready = found.detail.ends_with("The pad is ready");
        assert!(found.ok && is_ready, "{found}");
        let gone = VirtualPad::start(1)?;
        gone.vanish();
        let found = check(setup(gone.path(), Some(digits())), Language::En).await;
        assert!(!found.ok, "{found}");
        Ok(())
    }

    #[tokio::test]
    async fn a_pad_that_cannot_answer_must_be_pressed_and_that_rates_nobody() -> std::io::Result<()>
    {
        let pad = VirtualPort::start("digits", VendorMachine::default())?;
        // Somebody presses until it is heard, and lets go in between: a digit stands alone.
        let pressing = async {
            let mut every = tokio::time::interval(Duration::from_millis(500));
            loop {
                every.tick().await;
                pad.with(|machine| machine.say(b"2"));
            }
        };
        let found = tokio::select! {
            found = check(setup(pad.path(), Some(digits())), Language::En) => found,
            () = pressing => unreachable!("it never ends"),
        };
        // A rating would have been posted in vain: the server is nowhere.
        let wanted = format!("{}: A key of the pad was heard", pad.path().display());
        assert_eq!((found.ok, found.detail), (true, wanted));
        Ok(())
    }
}
