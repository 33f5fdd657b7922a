//! Reading aloud, with a program of the system that turns words into sound.
//!
//! Its sound is WAV on its standard output, as `espeak-ng --stdout` gives it. Nothing of it is
//! needed: without the program the page stays silent and everything stays readable.

use crate::limits::{SPEECH_BYTES_MAX, SPEECH_CHARS_MAX, SPEECH_KEPT_MAX, SPEECH_MS};
use hall_core::plan::Language;
use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::process::Command;
use tokio::time::timeout;

/// A sound, shared by who hears it.
pub type Sound = Arc<[u8]>;

/// A program that speaks.
#[derive(Debug)]
pub struct Speaker {
    program: PathBuf,
    /// What was said last, newest first: most visitors hear the same.
    kept: Mutex<VecDeque<(Language, String, Sound)>>,
}

impl Speaker {
    /// The program of this name or path.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            kept: Mutex::default(),
        }
    }

    /// The first program that is there: none when the computer has none.
    pub async fn find() -> Option<Self> {
        for program in USUAL {
            let asked = Command::new(program).arg("--version").output().await;
            if asked.is_ok_and(|answer| answer.status.success()) {
                return Some(Self::new(program));
            }
        }
        None
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.program.display().to_string()
    }

    /// `text` as sound.
    ///
    /// An error means that the program is missing, failed, or took too long.
    pub async fn speak(&self, language: Language, text: &str) -> io::Result<Sound> {
        let text: String = text.chars().take(SPEECH_CHARS_MAX).collect();
        if let Some(sound) = self.kept(language, &text) {
            return Ok(sound);
        }
        let within = Duration::from_millis(SPEECH_MS);
        let spoken = timeout(within, self.run(language, &text)).await;
        let sound: Sound = spoken.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        self.keep(language, text, Arc::clone(&sound));
        Ok(sound)
    }

    async fn run(&self, language: Language, text: &str) -> io::Result<Sound> {
        let mut program = Command::new(&self.program)
            .args(["-v", voice(language), "-s", WORDS_PER_MINUTE, "--stdout"])
            // The text is no option, whatever it begins with.
            .arg("--")
            .arg(text)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let mut sound = Vec::new();
        if let Some(stdout) = program.stdout.take() {
            let limit = SPEECH_BYTES_MAX as u64;
            stdout.take(limit).read_to_end(&mut sound).await?;
        }
        let ended = program.wait().await?;
        if !ended.success() || sound.is_empty() {
            return Err(io::Error::other(format!("{} said nothing", self.name())));
        }
        Ok(sound.into())
    }

    fn kept(&self, language: Language, text: &str) -> Option<Sound> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = kept.iter();
        let found = kept.find(|(spoken, said, _)| *spoken == language && said == text);
        found.map(|(.., sound)| Arc::clone(sound))
    }

    fn keep(&self, language: Language, text: String, sound: Sound) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((language, text, sound));
        kept.truncate(SPEECH_KEPT_MAX);
    }
}

/// The voice of a language; both ways to write Chinese are read alike.
const fn voice(language: Language) -> &'static str {
    match language {
        Language::ZhCn | Language::ZhHant => "cmn",
        Language::En => "en",
    }
}

/// Slow enough for who has heard it never before.
const WORDS_PER_MINUTE: &str = "140";

/// Programs that take these options.
const USUAL: [&str; 2] = ["espeak-ng", "espeak"];

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    /// A program that says what it was asked and counts how often.
    fn program(folder: &tempfile::TempDir, script: &str) -> Speaker {
        let path = folder.path().join("speaker");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a disk");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
        Speaker::new(path)
    }

    #[tokio::test]
    async fn words_go_to_the_program_whole_and_the_same_are_not_spoken_twice() {
        let folder = tempfile::tempdir().expect("a folder");
        let speaker = program(
            &folder,
            "echo once >> \"$(dirname \"$0\")/count\"\nprintf '%s|' \"$@\"",
        );
        for _ in 0..2 {
            let sound = speaker.speak(Language::ZhCn, "-请 取\"号\"").await;
            let sound = String::from_utf8(sound.expect("sound").to_vec());
            assert_eq!(
                sound.as_deref(),
                Ok("-v|cmn|-s|140|--stdout|--|-请 取\"号\"|")
            );
        }
        let count = fs::read_to_string(folder.path().join("count")).expect("a count");
        assert_eq!(count, "once\n");
    }

    #[tokio::test]
    async fn a_program_that_fails_or_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let broken = program(&folder, "exit 3");
        assert!(broken.speak(Language::En, "hello").await.is_err());
        let missing = Speaker::new(folder.path().join("none"));
        assert!(missing.speak(Language::En, "hello").await.is_err());
    }

    #[tokio::test]
    async fn what_is_kept_has_an_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let speaker = program(&folder, "printf x");
        for n in 0..=SPEECH_KEPT_MAX {
            let said = speaker.speak(Language::En, &n.to_string()).await;
            said.expect("sound");
        }
        let kept = speaker.kept.lock().expect("no panic while held").len();
        assert_eq!(kept, SPEECH_KEPT_MAX);
    }
}
