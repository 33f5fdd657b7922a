//! The card scanner under `doctor`: somebody scans a card, which nobody sees.

use super::Check;
use crate::limits::{DOCTOR_MS, DOCTOR_PRESS_S};
use crate::machine::{Keys, ScannerNews};
use crate::scanner::{ScannerClient, ScannerSetup};
use hall_core::plan::Language;
use hall_text::{say, word};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

pub(super) async fn check(scanner: Option<ScannerSetup>, keys: &Keys, language: Language) -> Check {
    if let Some(scanner) = scanner {
        let name = scanner.port.name.to_string();
        let found = examine(scanner, language).await;
        return Check::of("scanner", found).at(&name);
    }
    let found = match keys.card_name() {
        Some(key) => {
            let args = [("key", key.into())];
            say(language, "window-doctor-scanner-types", &args)
        }
        None => word(language, "window-doctor-no-scanner"),
    };
    Check::of("scanner", Ok(found))
}

async fn examine(scanner: ScannerSetup, language: Language) -> Result<String, String> {
    let (news, mut heard) = mpsc::channel(1);
    let _client = ScannerClient::spawn(scanner, news).map_err(|error| error.to_string())?;
    let mut limit = Duration::from_millis(DOCTOR_MS);
    loop {
        match timeout(limit, heard.recv()).await {
            // The port is open, which says nothing about the scanner: somebody must use it.
            Ok(Some(ScannerNews::Online)) => {
                let seconds = [("seconds", DOCTOR_PRESS_S.into())];
                eprintln!("{}", say(language, "window-doctor-scan", &seconds));
                limit = Duration::from_secs(DOCTOR_PRESS_S);
            }
            Ok(Some(ScannerNews::Card(card))) => {
                let count = [("count", card.0.len().into())];
                return Ok(say(language, "window-doctor-scanned", &count));
            }
            Ok(Some(ScannerNews::Offline(why))) if why.is_empty() => {}
            Ok(Some(ScannerNews::Offline(why))) => return Err(why),
            Ok(None) | Err(_) => return Err(word(language, "window-doctor-scan-silent")),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use hall_fixtures::port::VirtualPort;
    use hall_fixtures::scanner::ScannerMachine;

    #[tokio::test]
    async fn a_card_is_counted_and_never_shown_and_a_missing_port_is_named() -> std::io::Result<()>
    {
        let hardware = VirtualPort::start("card-scanner", ScannerMachine::default())?;
        let setup = |path: String| ScannerSetup {
            port: path.parse().expect("a port"),
            language: Language::En,
        };
        let keys = Keys::default();
        let path = hardware.path().display().to_string();
        // Somebody scans until it is heard: before the port is open nothing is.
        let scanning = async {
            let mut every = tokio::time::interval(Duration::from_millis(50));
            loop {
                every.tick().await;
                hardware.with(|machine| machine.scan(b"AK-CARD-0002\r\n"));
            }
        };
        let check = tokio::select! {
            check = check(Some(setup(path.clone())), &keys, Language::En) => check,
            () = scanning => unreachable!("it never ends"),
        };
        let wanted = format!("{path}: A card of 12 characters was read");
        assert_eq!((check.ok, check.detail), (true, wanted));
        let gone = Some(setup("/nowhere/tty".to_owned()));
        let gone = super::check(gone, &keys, Language::En).await;
        assert!(
            !gone.ok && gone.detail.starts_with("/nowhere/tty: "),
            "{gone}"
        );
        Ok(())
    }

    #[tokio::test]
    async fn a_scanner_that_types_and_none_at_all_are_told_apart() {
        let keys = Keys::parse("k", "card = [\"~\"]").expect("good keys");
        let types = check(None, &keys, Language::En).await;
        assert!(types.ok && types.detail.contains("card = ~"), "{types}");
        let none = check(None, &Keys::default(), Language::En).await;
        assert!(none.ok && none.detail.contains("--scanner"), "{none}");
    }
}
