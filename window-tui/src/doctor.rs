//! `window-tui doctor`: tests the server, the token, the terminal, the pad and the bar, one line each.

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
    /// `server`, `token`, `terminal`, `pad` or `bar`.
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
        Ok(Some(PadNews::Online)) => check(true, word(language, "window-pad-ready")),
        Ok(Some(PadNews::Offline(why))) if !why.is_empty() => check(false, why),
        _ => check(false, word(language, "window-doctor-pad-silent")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_judged_by_its_size() {
        let check = |size| terminal(size, Language::En);
        assert!(!check(None).ok);
        assert!(!check(Some((39, 24))).ok);
        assert!(check(Some((60, 24))).ok);
        assert_eq!(check(Some((80, 24))).to_string(), "ok   terminal 80 × 24");
    }
}
