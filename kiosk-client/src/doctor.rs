//! `doctor`: tests the printer and the server, and says what to do about what is wrong.

use crate::cli::DoctorArgs;
use crate::encode::{self, ProcessId};
use crate::printer::{Cause, Outcome, PrintReport, Printer};
use crate::profile::Letters;
use crate::slip::Slip;
use crate::word;
use hall_device::{Api, ApiError, Token};
use hall_protocol::view::{HallState, ItemView};
use hall_text::{FluentValue, Language, say};
use serde::Serialize;
use std::io::{self, Write};

/// What was found about one thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Finding {
    /// What was tested.
    what: String,
    /// How it is.
    level: Level,
    /// In words, with what to do.
    words: String,
}

/// How a thing is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Level {
    Fine,
    /// It works; a person should look.
    Look,
    Bad,
}

/// Tests everything; exit code 1 when something is bad.
pub(crate) async fn doctor(args: &DoctorArgs, out: &mut dyn Write) -> io::Result<u8> {
    let findings = [server(args).await, font(args), printer(args).await];
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&findings)?)?;
    } else {
        for Finding { what, level, words } in &findings {
            let mark = match level {
                Level::Fine => "+",
                Level::Look => "!",
                Level::Bad => "-",
            };
            writeln!(out, "{mark} {what}: {words}")?;
        }
    }
    Ok(u8::from(
        findings.iter().any(|finding| finding.level == Level::Bad),
    ))
}

async fn server(args: &DoctorArgs) -> Finding {
    let language = args.language;
    let Some(server) = &args.server else {
        let what = say(language, "kiosk-doctor-server", &[("server", "-".into())]);
        return Finding {
            what,
            level: Level::Look,
            words: word(language, "kiosk-doctor-no-server"),
        };
    };
    let what = say(
        language,
        "kiosk-doctor-server",
        &arg("server", &server.to_string()),
    );
    let token = match args.token_file.as_deref().map(Token::read).transpose() {
        Ok(token) => token,
        Err(error) => {
            let words = say(
                language,
                "kiosk-doctor-token-bad",
                &arg("what", &error.to_string()),
            );
            return Finding {
                what,
                level: Level::Bad,
                words,
            };
        }
    };
    let (level, words) = match hall(language, Api::new(server.clone(), token)).await {
        Ok((name, items)) => {
            let args = [
                ("hall", name.get(language).to_owned().into()),
                ("items", items.into()),
            ];
            (Level::Fine, say(language, "kiosk-doctor-hall", &args))
        }
        Err(ApiError::Refused(problem)) => (
            Level::Bad,
            format!("{} {}", problem.title, problem.hint)
                .trim_end()
                .to_owned(),
        ),
        Err(ApiError::Unreachable { what } | ApiError::Protocol { what }) => (
            Level::Bad,
            say(language, "kiosk-doctor-server-bad", &arg("what", &what)),
        ),
    };
    Finding { what, level, words }
}

async fn hall(
    language: Language,
    api: Result<Api, ApiError>,
) -> Result<(hall_protocol::view::Names, usize), ApiError> {
    let api = api?.in_language(language);
    let state: HallState = api.get("/api/v1/hall").await?;
    let items: Vec<ItemView> = api.get("/api/v1/items").await?;
    Ok((state.hall.names, items.len()))
}

/// The font that draws what the printer has no letters for.
fn font(args: &DoctorArgs) -> Finding {
    let language = args.language;
    let needs_all = args.printer.printer().profile.letters == Letters::None;
    let (level, words) = match args.printer.system_font() {
        Ok(font) => {
            let name = arg("name", font.name());
            (Level::Fine, say(language, "kiosk-doctor-font-found", &name))
        }
        Err(error) => {
            let (level, key) = if needs_all {
                (Level::Bad, "kiosk-doctor-font-needed")
            } else {
                (Level::Look, "kiosk-doctor-font-missing")
            };
            let names = error.looked_for.join(", ");
            (level, say(language, key, &arg("names", &names)))
        }
    };
    Finding {
        what: word(language, "kiosk-doctor-font"),
        level,
        words,
    }
}

async fn printer(args: &DoctorArgs) -> Finding {
    let language = args.language;
    let printer = args.printer.printer();
    let name = printer.address.to_string();
    let what = say(language, "kiosk-doctor-printer", &arg("printer", &name));
    let look = printer.look().await;
    if let Outcome::Failed(cause) = look.outcome {
        return Finding {
            what,
            level: Level::Bad,
            words: broken(language, cause, &look.detail),
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
    Finding { what, level, words }
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
    format!("{}. {}", why(language, cause), fix(language, cause, detail))
}

/// What is wrong, without a full stop.
pub(crate) fn why(language: Language, cause: Cause) -> String {
    word(language, &format!("kiosk-cause-{}", cause.key()))
}

fn fix(language: Language, cause: Cause, detail: &str) -> String {
    let key = format!("kiosk-doctor-fix-{}", cause.key());
    let args = arg("detail", detail);
    say(
        language,
        &key,
        if cause == Cause::Unreachable {
            &args
        } else {
            &[]
        },
    )
}

fn arg(name: &'static str, text: &str) -> [(&'static str, FluentValue<'static>); 1] {
    [(name, FluentValue::from(text.to_owned()))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cause_has_words_and_a_remedy() {
        for cause in Cause::ALL {
            for prefix in ["kiosk-cause", "kiosk-doctor-fix"] {
                let key = format!("{prefix}-{}", cause.key());
                assert!(hall_text::has(&key), "{key} is not in every language");
            }
        }
    }
}
