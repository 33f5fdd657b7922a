//! `window-tui doctor`: tests the server, the token, the terminal, the pad, the bar and the call
//! box, one line each.

mod call_box;

use crate::bar;
use crate::cli::{GuideSetup, Setup};
use crate::limits::{DOCTOR_MS, LISTS_FROM, SCREEN_MIN};
use crate::machine::PadNews;
use crate::pad::{PadClient, PadSetup};
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_device::{Api, Link, LinkConfig, LinkEvent, ServerAddress, Token};
use hall_protocol::frame::Welcome;
use hall_protocol::view::HallState;
use hall_text::{FluentValue, say, word};
use serde::Serialize;
use std::fmt;
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// The result of one test.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Check {
    /// `server`, `token`, `terminal`, `pad`, `bar` or `call box`.
    pub what: &'static str,
    /// Whether it works.
    pub ok: bool,
    /// What was found, and what to do when it does not work.
    pub detail: String,
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
    let mut checks = vec![
        server(&setup.server, &setup.token, language).await,
        token(&setup).await,
        terminal(size(), language),
    ];
    checks.push(match setup.pad {
        Some(pad) => check_pad(pad, language).await,
        None => Check {
            what: "pad",
            ok: true,
            detail: word(language, "window-doctor-no-pad"),
        },
    });
    checks.push(bar::examine(setup.bar, language).await);
    checks.push(match setup.call_box {
        Some(call_box) => call_box::check(call_box, language).await,
        None => Check {
            what: "call box",
            ok: true,
            detail: word(language, "window-doctor-no-box"),
        },
    });
    checks
}

/// The same for the guide's desk; `kiosk-client doctor` tests printers.
pub async fn examine_guide(setup: GuideSetup) -> Vec<Check> {
    let language = setup.settings.language;
    vec![
        server(&setup.server, &setup.token, language).await,
        guide_token(setup).await,
        terminal(size(), language),
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
    match state {
        Ok(state) => {
            let name = state.hall.names.get(language);
            Check {
                what: "server",
                ok: true,
                detail: format!("{address} {name}"),
            }
        }
        Err(error) => Check {
            what: "server",
            ok: false,
            detail: error.to_string(),
        },
    }
}

/// Says hello on the feed: only there a token shows which window it is for.
async fn token(setup: &Setup) -> Check {
    let language = setup.settings.language;
    let config = LinkConfig::new(setup.server.clone(), setup.token.clone(), Role::Window);
    let window = match hello(config, language).await {
        Ok(welcome) => welcome.window,
        Err(why) => return of_token(false, why),
    };
    let Some(window) = window else {
        return of_token(false, word(language, "window-not-a-window"));
    };
    let args = [("window", FluentValue::from(window.0))];
    of_token(true, say(language, "window-doctor-window", &args))
}

async fn guide_token(setup: GuideSetup) -> Check {
    let language = setup.settings.language;
    let config = LinkConfig::new(setup.server, setup.token, Role::Guide);
    match hello(config, language).await {
        Ok(_) => of_token(true, word(language, "guide-doctor-token")),
        Err(why) => of_token(false, why),
    }
}

fn of_token(ok: bool, detail: String) -> Check {
    Check {
        what: "token",
        ok,
        detail,
    }
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

/// Columns and rows; none where there is no terminal.
fn size() -> Option<(u16, u16)> {
    let size = crossterm::terminal::size().ok();
    size.filter(|_| std::io::stdout().is_terminal())
}

fn terminal(size: Option<(u16, u16)>, language: Language) -> Check {
    let check = |ok, detail| Check {
        what: "terminal",
        ok,
        detail,
    };
    let Some((columns, rows)) = size else {
        return check(false, word(language, "window-no-terminal"));
    };
    let args = [
        ("columns", FluentValue::from(columns)),
        ("rows", FluentValue::from(rows)),
    ];
    if columns < SCREEN_MIN.0 || rows < SCREEN_MIN.1 {
        let (columns, rows) = SCREEN_MIN;
        let args = [("columns", columns.into()), ("rows", rows.into())];
        return check(false, say(language, "window-too-small-hint", &args));
    }
    let key = if columns < LISTS_FROM {
        "window-doctor-narrow"
    } else {
        "window-doctor-terminal"
    };
    check(true, say(language, key, &args))
}

async fn check_pad(pad: PadSetup, language: Language) -> Check {
    let name = pad.port.name.to_string();
    let answers = pad.answers();
    let check = |ok, detail: String| Check {
        what: "pad",
        ok,
        detail: format!("{name}: {detail}"),
    };
    let (news, mut heard) = mpsc::channel(1);
    let client = match PadClient::spawn(pad, news) {
        Ok(client) => client,
        Err(error) => return check(false, error.to_string()),
    };
    let answered = timeout(Duration::from_millis(DOCTOR_MS), heard.recv()).await;
    drop(client);
    match answered {
        Ok(Some(PadNews::Online)) if answers => check(true, word(language, "window-pad-ready")),
        Ok(Some(PadNews::Online)) => check(true, word(language, "window-doctor-pad-unasked")),
        Ok(Some(PadNews::Offline(why))) if !why.is_empty() => check(false, why),
        _ => check(false, word(language, "window-doctor-pad-silent")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[tokio::test]
    async fn a_pad_that_cannot_answer_is_not_called_ready() -> std::io::Result<()> {
        use hall_device::pad::PadDriver;
        use hall_fixtures::pad::VirtualPad;

        let digits = concat!(env!("CARGO_MANIFEST_DIR"), "/drivers/pad-digits.toml");
        let digits = Arc::new(PadDriver::read(digits.as_ref()).expect("our own file"));
        let setup = |pad: &VirtualPad, driver| {
            let server = "http://127.0.0.1:1".parse().expect("an address");
            let port = pad.path().display().to_string();
            PadSetup {
                api: Api::new(server, None).expect("a client"),
                port: port.parse().expect("a port"),
                driver,
                language: Language::En,
            }
        };
        // Each check opens a port of its own: the one before may not have let go of it yet.
        let pads = [
            VirtualPad::start(1)?,
            VirtualPad::start(1)?,
            VirtualPad::start(1)?,
        ];
        let check = check_pad(setup(&pads[0], None), Language::En).await;
        let is_ready = check.detail.ends_with("The pad is ready");
        assert!(check.ok && is_ready, "{check}");
        let unasked = setup(&pads[1], Some(Arc::clone(&digits)));
        let check = check_pad(unasked, Language::En).await;
        let is_open = check.detail.contains("cannot say more");
        assert!(check.ok && is_open, "{check}");
        let gone = setup(&pads[2], Some(digits));
        pads[2].vanish();
        let check = check_pad(gone, Language::En).await;
        assert!(!check.ok, "{check}");
        Ok(())
    }

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

    #[test]
    fn a_terminal_is_judged_by_its_size() {
        let check = |size| terminal(size, Language::En);
        assert!(!check(None).ok);
        assert!(!check(Some((39, 24))).ok);
        assert!(check(Some((60, 24))).ok);
        assert_eq!(check(Some((80, 24))).to_string(), "ok   terminal 80 × 24");
    }
}
