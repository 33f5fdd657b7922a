//! The printer: every bit it says of itself, and a test page.

use super::{Finding, Level, arg, fix, why};
use crate::cli::DoctorArgs;
use crate::encode::{self, ProcessId};
use crate::printer::{Cause, Outcome, PrintReport, Printer, Status};
use crate::slip::Slip;
use crate::word;
use hall_text::{FluentValue, Language, say};

pub(super) async fn printer(args: &DoctorArgs) -> Finding {
    let language = args.language;
    let printer = args.printer.printer();
    let name = printer.address.to_string();
    let what = say(language, "kiosk-doctor-printer", &arg("printer", &name));
    let look = printer.look().await;
    if let Outcome::Failed(cause) = look.outcome {
        let words = broken(language, cause, &look.detail);
        return Finding {
            detail: bits(language, look.status),
            ..Finding::bad(what, words)
        };
    }
    let (mut level, mut words) = seen(language, &look);
    if !args.no_page {
        let (page_level, page_words) = test_page(language, &printer).await;
        level = if page_level == Level::Fine {
            level
        } else {
            page_level
        };
        words = format!("{words} {page_words}");
    }
    Finding {
        detail: bits(language, look.status),
        ..Finding::new(level, what, words)
    }
}

/// How a printer is that may print.
fn seen(language: Language, look: &PrintReport) -> (Level, String) {
    let (level, key) = match (look.outcome, look.near_end) {
        (Outcome::Printed, Some(true)) => (Level::Look, "kiosk-doctor-near-end"),
        (Outcome::Printed, _) => (Level::Fine, "kiosk-doctor-fine"),
        _ => (Level::Look, "kiosk-doctor-silent"),
    };
    (level, word(language, key))
}

async fn test_page(language: Language, printer: &Printer) -> (Level, String) {
    let press = printer.press();
    let id = ProcessId::of(0);
    let page = Slip::test_page(language, press.room());
    let outcome = match encode::slip(&page, press, id) {
        Ok(encoded) => printer.print(&encoded, id).await.outcome,
        Err(error) => return (Level::Bad, error.to_string()),
    };
    match outcome {
        Outcome::Printed => (Level::Fine, word(language, "kiosk-doctor-printed")),
        Outcome::Unknown(_) => (Level::Look, word(language, "kiosk-doctor-unconfirmed")),
        Outcome::Failed(cause) => {
            let words = say(
                language,
                "kiosk-doctor-test-failed",
                &arg("cause", &why(language, cause)),
            );
            (Level::Bad, format!("{words} {}", fix(language, cause, "")))
        }
    }
}

fn broken(language: Language, cause: Cause, detail: &str) -> String {
    let args = [
        ("cause", FluentValue::from(why(language, cause))),
        ("fix", fix(language, cause, detail).into()),
    ];
    say(language, "kiosk-doctor-broken", &args)
}

/// Every bit that the printer sets, in words.
fn bits(language: Language, status: Status) -> Vec<String> {
    let replies = status.replies().into_iter().zip(1_u8..);
    let replies: Vec<String> = replies
        .filter_map(|(reply, n)| Some(format!("DLE EOT {n}: {:02X}", reply?)))
        .collect();
    let said = status
        .bits()
        .map(|bit| word(language, &format!("kiosk-bit-{bit}")));
    let raw = (!replies.is_empty()).then(|| replies.join("  "));
    raw.into_iter().chain(said).collect()
}

#[cfg(test)]
mod tests {
    use crate::printer::Status;

    #[test]
    fn every_bit_has_its_words_in_every_language() {
        for key in Status::BITS {
            let key = format!("kiosk-bit-{key}");
            assert!(hall_text::has(&key), "{key} is not in every language");
        }
    }
}
