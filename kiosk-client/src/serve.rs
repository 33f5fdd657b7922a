//! `serve`: holds the link to the hall and watches the printer. The touch page comes later, and
//! the help says so.

use crate::cli::ServeArgs;
use crate::doctor::why;
use crate::limits::WATCH_S;
use crate::printer::{Outcome, PrintReport, Printer};
use crate::word;
use hall_core::device::Role;
use hall_device::{Link, LinkConfig, LinkEvent, Token};
use hall_text::{FluentValue, Language, say};
use std::io::{self, Write};
use tokio::time::{Duration, MissedTickBehavior, interval};

/// Runs until it is told to end; only a token that cannot be read ends it with 1.
pub(crate) async fn serve(args: &ServeArgs, out: &mut dyn Write) -> io::Result<u8> {
    let token = match Token::read(&args.server.token_file) {
        Ok(token) => token,
        Err(error) => {
            let what = arg("what", error.to_string());
            writeln!(
                out,
                "{}",
                say(args.language, "kiosk-doctor-token-bad", &what)
            )?;
            return Ok(1);
        }
    };
    let config = LinkConfig::new(args.server.server.clone(), token, Role::Kiosk);
    // The handle keeps the link's picture; the touch page will read it.
    let (_handle, mut events) = Link::spawn(config);
    let printer = args.printer.printer();
    let mut told = String::new();
    let mut ticks = interval(Duration::from_secs(WATCH_S));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut end = std::pin::pin!(ended());
    loop {
        let line = tokio::select! {
            () = &mut end => return Ok(0),
            event = events.recv() => match event {
                Some(event) => heard(args.language, &event),
                None => return Ok(1),
            },
            _ = ticks.tick() => watch(args.language, &printer, &mut told).await,
        };
        if let Some(line) = line {
            writeln!(out, "{line}")?;
            out.flush()?;
        }
    }
}

/// What an event of the link means to a person; most mean nothing.
fn heard(language: Language, event: &LinkEvent) -> Option<String> {
    match event {
        LinkEvent::Connected(welcome) => {
            let hall = welcome.hall.names.get(language).to_owned();
            Some(say(language, "kiosk-serve-ready", &arg("hall", hall)))
        }
        LinkEvent::Lost { reason, .. } => Some(say(
            language,
            "kiosk-serve-lost",
            &arg("what", reason.to_string()),
        )),
        LinkEvent::Refused { title, .. } => Some(say(
            language,
            "kiosk-serve-refused",
            &arg("what", title.clone()),
        )),
        LinkEvent::Resynced | LinkEvent::Changed(_) | LinkEvent::Heard(_) => None,
    }
}

/// Looks at the printer; a line when it is not as it was.
async fn watch(language: Language, printer: &Printer, told: &mut String) -> Option<String> {
    let state = state(language, &printer.look().await);
    if *told == state {
        return None;
    }
    told.clone_from(&state);
    Some(say(language, "kiosk-serve-printer", &arg("state", state)))
}

fn state(language: Language, look: &PrintReport) -> String {
    match (look.outcome, look.status.near_end()) {
        (Outcome::Failed(cause), _) => why(language, cause),
        (Outcome::Unknown(_), _) => word(language, "kiosk-serve-unknown"),
        (Outcome::Printed, Some(true)) => word(language, "kiosk-doctor-near-end"),
        (Outcome::Printed, _) => word(language, "kiosk-doctor-fine"),
    }
}

/// Ctrl-C or the service manager's signal.
async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    // Without a signal to wait for, waiting for ever is what is left.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn arg(name: &'static str, text: String) -> [(&'static str, FluentValue<'static>); 1] {
    [(name, FluentValue::from(text))]
}
