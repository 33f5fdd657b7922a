//! `doctor`: tests what this board depends on, one line per check.

use crate::cli::Options;
use crate::led::{self, LedFile};
use crate::limits::{LOUDNESS_DB, PEAK_MAX};
use crate::pack::{Levels, PackProblem, Packs};
use crate::render::render;
use crate::voice::{Players, Voice, VoiceChoice};
use crate::words::{Pace, Speech, Tongue, Utterance, utterance};
use hall_core::code::WindowNumber;
use hall_core::plan::Language;
use hall_device::{Api, ApiError, ServerAddress, Token};
use hall_protocol::view::HallState;
use hall_text::FluentValue;
use serde::Serialize;
use std::path::Path;

/// The outcome of one check.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Check {
    /// What was checked, stable: `server`, `token`, `zone`, `sound`, `levels`, `output`, `led`.
    pub check: &'static str,
    /// Whether it is in order.
    pub ok: bool,
    /// The sentence a person reads.
    pub text: String,
}

impl Check {
    fn as_json(&self) -> String {
        serde_json::to_string(self).expect("a check is plain data")
    }

    fn as_line(&self) -> String {
        format!("{} {}", if self.ok { "✓" } else { "✗" }, self.text)
    }
}

/// Runs every check and prints it; true when all are in order.
pub async fn run(server: &ServerAddress, file: &Path, options: &Options, json: bool) -> bool {
    let language = options.language.unwrap_or_default();
    let mut checks = hall(server, file, options, language).await;
    checks.extend(packs(options, language));
    checks.push(output(options, language).await);
    checks.extend(bars(options, language).await);
    tell(&checks, json)
}

/// Checks the sound packs alone, for who records one, and prints that; true when all is in order.
pub fn run_packs(options: &Options, json: bool) -> bool {
    tell(&packs(options, options.language.unwrap_or_default()), json)
}

fn tell(checks: &[Check], json: bool) -> bool {
    for check in checks {
        println!(
            "{}",
            if json {
                check.as_json()
            } else {
                check.as_line()
            }
        );
    }
    checks.iter().all(|check| check.ok)
}

/// Server, token and zone.
async fn hall(
    server: &ServerAddress,
    file: &Path,
    options: &Options,
    language: Language,
) -> Vec<Check> {
    let line = |check, ok, key: &str, args: &[(&str, FluentValue<'_>)]| Check {
        check,
        ok,
        text: hall_text::say(language, key, args),
    };
    let token_bad = |what: String| {
        line(
            "token",
            false,
            "board-doctor-token-bad",
            &[("what", what.into())],
        )
    };
    let token = match Token::read(file) {
        Ok(token) => token,
        Err(error) => return vec![token_bad(error.to_string())],
    };
    let asked = match Api::new(server.clone(), Some(token)) {
        Ok(api) => api.get::<HallState>("/api/v1/hall").await,
        Err(error) => Err(error),
    };
    let state = match asked {
        Ok(state) => state,
        Err(ApiError::Refused(problem)) => {
            let what = format!("{} {}", problem.title, problem.hint);
            return vec![token_bad(format!("{} ({})", what.trim(), problem.code))];
        }
        Err(error) => {
            let what = error.to_string();
            return vec![line(
                "server",
                false,
                "board-doctor-server-bad",
                &[("what", what.into())],
            )];
        }
    };
    let name = state.hall.names.get(language).to_owned();
    let named = [("name", name.into()), ("server", server.to_string().into())];
    let mut checks = vec![
        line("server", true, "board-doctor-server-ok", &named),
        line("token", true, "board-doctor-token-ok", &[]),
    ];
    if let Some(zone) = &options.zone {
        let codes: Vec<&str> = state
            .hall
            .zones
            .iter()
            .map(|zone| zone.zone.as_str())
            .collect();
        let ok = codes.contains(&zone.as_str());
        let key = if ok {
            "board-doctor-zone-ok"
        } else {
            "board-doctor-zone-bad"
        };
        let args = [
            ("zone", zone.as_str().into()),
            ("zones", codes.join(", ").into()),
        ];
        checks.push(line("zone", ok, key, &args));
    }
    checks
}

/// Every pack: complete, how long its example is, and how loud it is.
fn packs(options: &Options, language: Language) -> Vec<Check> {
    let (packs, problems) = Packs::open(options.sounds.as_ref());
    let mut checks = sounds(&packs, problems, language);
    let levels = packs.levels();
    checks.extend(levels.iter().map(|table| loudness(table, language)));
    checks
}

fn sounds(packs: &Packs, problems: Vec<PackProblem>, language: Language) -> Vec<Check> {
    let mut checks: Vec<Check> = Vec::new();
    for problem in problems {
        let args = [("what", problem.to_string().into())];
        let text = hall_text::say(language, "board-doctor-sound-bad", &args);
        checks.push(Check {
            check: "sound",
            ok: false,
            text,
        });
    }
    for tongue in Tongue::ALL {
        let sound = render(packs, &example(&[tongue]));
        if sound.peak() > 0.0 {
            let seconds = format!("{:.1}", sound.length_ms() as f32 / 1000.0);
            let args = [
                ("pack", tongue.folder().into()),
                ("seconds", seconds.into()),
            ];
            let text = hall_text::say(language, "board-doctor-sound-ok", &args);
            checks.push(Check {
                check: "sound",
                ok: true,
                text,
            });
        }
    }
    checks
}

/// The table of one pack.
fn loudness(table: &Levels, language: Language) -> Check {
    let db = |value: f32| format!("{value:.1}");
    let loudness = table
        .loudness_db
        .map_or_else(|| "–".to_owned(), |loudness| loudness.map(db).join(" / "));
    let args = [
        ("pack", table.tongue.folder().into()),
        ("clips", table.clips.to_string().into()),
        ("rate", table.rate.to_string().into()),
        ("seconds", format!("{:.1}", table.seconds).into()),
        ("bytes", table.bytes.to_string().into()),
        ("loudness", loudness.into()),
        ("peak", db(table.peak_db).into()),
        ("outside", table.outside.join(", ").into()),
        ("low", db(*LOUDNESS_DB.start()).into()),
        ("high", db(*LOUDNESS_DB.end()).into()),
        ("limit", db(20.0 * PEAK_MAX.log10()).into()),
    ];
    let ok = table.outside.is_empty();
    let key = if ok {
        "board-doctor-levels-ok"
    } else {
        "board-doctor-levels-bad"
    };
    Check {
        check: "levels",
        ok,
        text: hall_text::say(language, key, &args),
    }
}

/// The example, really played or written.
async fn output(options: &Options, language: Language) -> Check {
    let line = |ok, key: &str, args: &[(&str, FluentValue<'_>)]| Check {
        check: "output",
        ok,
        text: hall_text::say(language, key, args),
    };
    let (packs, _) = Packs::open(options.sounds.as_ref());
    let name = match &options.voice {
        VoiceChoice::None => return line(true, "board-doctor-output-none", &[]),
        VoiceChoice::Wav(dir) => dir.display().to_string(),
        VoiceChoice::Auto => {
            let players = Players::on_path().found();
            let names = players.iter().map(|path| path.display().to_string());
            names.collect::<Vec<_>>().join(", ")
        }
    };
    let mut voice = Voice::new(options.voice.clone(), packs);
    match voice.speak(&example(&Tongue::ALL)).await {
        Ok(()) => line(true, "board-doctor-output-ok", &[("output", name.into())]),
        Err(error) => line(
            false,
            "board-doctor-output-bad",
            &[("what", error.to_string().into())],
        ),
    }
}

/// Every LED bar, with a test text on it.
async fn bars(options: &Options, language: Language) -> Vec<Check> {
    let line = |(ok, text)| Check {
        check: "led",
        ok,
        text,
    };
    let file = match options.led.as_deref().map(LedFile::read).transpose() {
        Ok(file) => file,
        Err(error) => return vec![line((false, error.to_string()))],
    };
    let mut checks = Vec::new();
    for (port, bars) in file.into_iter().flat_map(LedFile::lines) {
        let examined = led::examine(port, bars, language).await;
        checks.extend(examined.into_iter().map(line));
    }
    checks
}

/// What `doctor` says: a number and a window with many different words.
fn example(tongues: &[Tongue]) -> Utterance {
    utterance(
        "E023",
        WindowNumber(14),
        &Speech::plain(tongues),
        Pace::Short,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(outside: &[&str]) -> Check {
        let table = Levels {
            tongue: Tongue::English,
            clips: 58,
            rate: 16_000,
            seconds: 16.57,
            bytes: 532_672,
            loudness_db: Some([-20.56, -19.86, -19.14]),
            peak_db: -3.4,
            outside: outside.iter().map(|name| (*name).to_owned()).collect(),
        };
        loudness(&table, Language::En)
    }

    #[test]
    fn doctor_tells_size_and_loudness_of_a_pack_and_which_clips_stand_out() {
        let good = table(&[]);
        let said = "sound en: 58 clips, 16000 Hz, 16.6 s, 532672 bytes; loudness -20.6 / -19.9 / \
                    -19.1 dBFS (least / median / most), peak -3.4 dBFS";
        assert_eq!((good.ok, good.text.as_str()), (true, said));
        let bad = table(&["one", "two"]);
        assert!(!bad.ok && bad.text.contains("one, two"), "{}", bad.text);
        assert!(bad.text.contains("-21.0 to -17.0 dBFS"), "{}", bad.text);
    }
}
