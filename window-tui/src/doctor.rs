//! `window-tui doctor`: tests the server, the token, the terminal, the pad, the bar, the call box
//! and the card scanner, one line each.

mod call_box;
mod pad;
mod scanner;
mod terminal;

use crate::bar;
use crate::cli::{GuideSetup, Setup};
use crate::limits::DOCTOR_MS;
use hall_core::code::WindowNumber;
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_device::{Api, Link, LinkConfig, LinkEvent, ServerAddress, Token};
use hall_protocol::frame::Welcome;
use hall_protocol::view::HallState;
use hall_text::{FluentValue, say, word};
use serde::Serialize;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use terminal::Facts;
use tokio::time::timeout;

/// The result of one test.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Check {
    /// `server`, `token`, `terminal`, `pad token`, `pad`, `bar`, `call box` or
    /// `scanner`.
    pub what: &'static str,
    /// Whether it works.
    pub ok: bool,
    /// What was found, and what to do when it does not work.
    pub detail: String,
}

impl Check {
    /// What a test found, or why it failed.
    pub(crate) fn of(what: &'static str, found: Result<String, String>) -> Self {
        Self {
            what,
            ok: found.is_ok(),
            detail: found.unwrap_or_else(|why| why),
        }
    }

    /// The same with the name of the port before it.
    fn at(self, port: &str) -> Self {
        let detail = format!("{port}: {}", self.detail);
        Self { detail, ..self }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.ok { "ok  " } else { "FAIL" };
        write!(f, "{mark} {:<8} {}", self.what, self.detail)
    }
}

/// Runs every test.
pub async fn examine(setup: Setup) -> Vec<Check> {
    let language = setup.settings.language;
    let facts = Facts::here(setup.plain.clone(), setup.palette);
    let window = token(&setup).await;
    let token = window.clone().map(|window| of_window(window, language));
    let mut checks = vec![
        server(&setup.server, &setup.token, language).await,
        Check::of("token", token),
        terminal::check(&facts, language),
    ];
    if let Some(pad) = setup.pad {
        checks.push(pad::token(&pad, window.ok(), language).await);
        checks.push(pad::check(pad, language).await);
    } else {
        checks.push(Check::of("pad", Ok(word(language, "window-doctor-no-pad"))));
    }
    checks.push(bar::examine(setup.bar, language).await);
    checks.push(match setup.call_box {
        Some(call_box) => call_box::check(call_box, language).await,
        None => Check::of("call box", Ok(word(language, "window-doctor-no-box"))),
    });
    checks.push(scanner::check(setup.scanner, &setup.settings.keys, language).await);
    checks
}

/// The same for the guide's desk; `kiosk-client doctor` tests printers.
pub async fn examine_guide(setup: GuideSetup) -> Vec<Check> {
    let language = setup.settings.language;
    let facts = Facts::here(setup.plain.clone(), setup.palette);
    vec![
        server(&setup.server, &setup.token, language).await,
        guide_token(setup).await,
        terminal::check(&facts, language),
    ]
}

async fn server(address: &ServerAddress, token: &Token, language: Language) -> Check {
    let api = Api::new(address.clone(), Some(token.clone()));
    let state = match api {
        Ok(api) => {
            api.in_language(language)
                .get::<HallState>("/api/v1/hall")
                .await
        }
        Err(error) => Err(error),
    };
    let found = state.map(|state| format!("{address} {}", state.hall.names.get(language)));
    Check::of("server", found.map_err(|error| error.to_string()))
}

/// Says hello on the feed: only there a token shows which window it is for.
async fn token(setup: &Setup) -> Result<WindowNumber, String> {
    let language = setup.settings.language;
    let config = LinkConfig::new(setup.server.clone(), setup.token.clone(), Role::Window);
    let welcome = hello(config, language).await?;
    let none = || word(language, "window-not-a-window");
    welcome.window.ok_or_else(none)
}

fn of_window(window: WindowNumber, language: Language) -> String {
    let args = [("window", FluentValue::from(window.0))];
    say(language, "window-doctor-window", &args)
}

async fn guide_token(setup: GuideSetup) -> Check {
    let language = setup.settings.language;
    let config = LinkConfig::new(setup.server, setup.token, Role::Guide);
    let found = hello(config, language).await;
    Check::of("token", found.map(|_| word(language, "guide-doctor-token")))
}

/// The server's welcome, or why there is none.
async fn hello(config: LinkConfig, language: Language) -> Result<Arc<Welcome>, String> {
    let (_link, mut events) = Link::spawn(config);
    match timeout(Duration::from_millis(DOCTOR_MS), events.recv()).await {
        Ok(Some(LinkEvent::Connected(welcome))) => Ok(welcome),
        Ok(Some(LinkEvent::Refused { code, title })) => Err(format!("{title} ({code})")),
        Ok(Some(LinkEvent::Lost { reason, .. })) => Err(reason.to_string()),
        _ => Err(word(language, "window-doctor-silent")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[tokio::test]
    async fn a_call_box_that_cannot_answer_must_be_pressed() -> std::io::Result<()> {
        use crate::call_box::CallBoxSetup;
        use hall_device::call_box::CallBoxDriver;
        use hall_fixtures::port::VirtualPort;
        use hall_fixtures::vendor::VendorMachine;

        let keys = concat!(env!("CARGO_MANIFEST_DIR"), "/drivers/call-box-21-keys.toml");
        let keys = Arc::new(CallBoxDriver::read(keys.as_ref()).expect("our own file"));
        let hardware = VirtualPort::start("call-box", VendorMachine::default())?;
        let setup = |path: String| CallBoxSetup {
            port: path.parse().expect("a port"),
            driver: Arc::clone(&keys),
            language: Language::En,
        };
        let missed = b"\xFF\x68\x03\x03\x68\x01\x0D\x00\x0E\x16";
        let path = hardware.path().display().to_string();
        // Somebody presses until it is heard: before the port is open nothing is.
        let pressing = async {
            let mut every = tokio::time::interval(Duration::from_millis(50));
            loop {
                every.tick().await;
                hardware.with(|machine| machine.say(missed));
            }
        };
        let check = tokio::select! {
            check = call_box::check(setup(path.clone()), Language::En) => check,
            () = pressing => unreachable!("it never ends"),
        };
        let wanted = format!("{path}: A key was heard: Missed");
        assert_eq!((check.ok, check.detail), (true, wanted));
        let gone = call_box::check(setup("/nowhere/tty".to_owned()), Language::En).await;
        let is_named = gone.detail.starts_with("/nowhere/tty: ");
        assert!(!gone.ok && is_named, "{gone}");
        Ok(())
    }
}
