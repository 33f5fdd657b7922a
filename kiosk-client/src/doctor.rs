//! `doctor`: tests everything a kiosk needs and says what to do about what is wrong.

mod devices;
mod own;
mod printer;
mod server;

use crate::cli::DoctorArgs;
use crate::printer::Cause;
use crate::word;
use hall_core::Time;
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
    /// What it says in detail, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    detail: Vec<String>,
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

impl Finding {
    fn new(level: Level, what: String, words: String) -> Self {
        Self {
            what,
            level,
            words,
            detail: Vec::new(),
        }
    }

    fn fine(what: String, words: String) -> Self {
        Self::new(Level::Fine, what, words)
    }

    fn look(what: String, words: String) -> Self {
        Self::new(Level::Look, what, words)
    }

    fn bad(what: String, words: String) -> Self {
        Self::new(Level::Bad, what, words)
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mark = match self.level {
            Level::Fine => "+",
            Level::Look => "!",
            Level::Bad => "-",
        };
        writeln!(out, "{mark} {}: {}", self.what, self.words)?;
        self.detail
            .iter()
            .try_for_each(|line| writeln!(out, "    {line}"))
    }
}

/// Tests everything; exit code 1 when something is bad.
///
/// `now` is the computer's own clock.
pub(crate) async fn doctor(args: &DoctorArgs, now: Time, out: &mut dyn Write) -> io::Result<u8> {
    let language = args.language;
    let mut findings = server::server(args, now).await;
    findings.extend(own::folder(args));
    findings.push(own::font(args));
    findings.extend(own::voice(args).await);
    findings.push(printer::printer(args).await);
    if !args.json {
        // Somebody has to lay down a card: say so while there is time.
        for wish in devices::wishes(args) {
            writeln!(out, "{}", word(language, wish))?;
        }
        out.flush()?;
    }
    findings.extend(devices::devices(args).await);
    let bad = findings
        .iter()
        .filter(|one| one.level == Level::Bad)
        .count();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&findings)?)?;
    } else {
        findings.iter().try_for_each(|finding| finding.write(out))?;
        let count = [("count", FluentValue::from(bad))];
        writeln!(out, "{}", say(language, "kiosk-doctor-end", &count))?;
    }
    Ok(u8::from(bad > 0))
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
