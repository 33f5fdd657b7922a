//! Where announcements are heard: a sound card, a player process, WAV files, or nowhere.
//!
//! Audio may fail and never stops the board (RELIABILITY hazard 28): every announcement looks for
//! an output anew, so a card that comes back is used again.

mod player;
#[cfg(feature = "speaker")]
mod speaker;
mod wav;

pub use player::Players;

use crate::pack::Packs;
use crate::render::{Sound, render};
use crate::words::Utterance;
use std::path::PathBuf;
use std::str::FromStr;
use thiserror::Error;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// What `--voice` asks for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum VoiceChoice {
    /// The sound card if built in, else the first player found.
    #[default]
    Auto,
    /// Nothing is heard; announcements count as said at once.
    None,
    /// One WAV file per announcement in this folder.
    Wav(PathBuf),
}

impl FromStr for VoiceChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "auto" => Ok(Self::Auto),
            None if text == "none" => Ok(Self::None),
            Some(("wav", dir)) if !dir.is_empty() => Ok(Self::Wav(PathBuf::from(dir))),
            _ => Err(format!("\"{text}\" is no voice; use auto, none or wav:DIR")),
        }
    }
}

/// Why an announcement was not heard.
#[derive(Debug, Error)]
pub enum VoiceError {
    /// Nothing to play with.
    #[error(
        "no way to play sound; install one of {} or start with --voice wav:DIR",
        player::NAMES.join(", ")
    )]
    NoOutput,
    /// The player could not be started or gave up.
    #[error("{player}: {what}")]
    Player {
        /// Its name.
        player: String,
        /// What happened.
        what: String,
    },
    /// A WAV file could not be written.
    #[error("{}: {source}; check the folder of --voice wav:DIR", path.display())]
    Wav {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The voice itself came to an end.
    #[error("the voice ended and was started again")]
    Ended,
    /// The sound card failed.
    #[error("sound card: {what}")]
    Card {
        /// What happened.
        what: String,
    },
}

/// Renders and plays one announcement at a time.
#[derive(Debug)]
pub struct Voice {
    choice: VoiceChoice,
    packs: Packs,
    players: Players,
    files: wav::Files,
}

impl Voice {
    /// A voice with these sounds that looks for players on `PATH`.
    pub fn new(choice: VoiceChoice, packs: Packs) -> Self {
        Self::with_players(choice, packs, Players::on_path())
    }

    /// A voice that looks for players in given folders.
    pub fn with_players(choice: VoiceChoice, packs: Packs, players: Players) -> Self {
        Self {
            choice,
            packs,
            players,
            files: wav::Files::default(),
        }
    }

    /// The sound of an utterance.
    pub fn sound(&self, utterance: &Utterance) -> Sound {
        render(&self.packs, utterance)
    }

    /// Says it and returns when it was heard.
    pub async fn speak(&mut self, utterance: &Utterance) -> Result<(), VoiceError> {
        match &self.choice {
            VoiceChoice::None => Ok(()),
            VoiceChoice::Wav(dir) => self.files.write(dir, &render(&self.packs, utterance)),
            VoiceChoice::Auto => self.play(render(&self.packs, utterance)).await,
        }
    }

    /// The first output that works; the error is the last one's.
    async fn play(&self, sound: Sound) -> Result<(), VoiceError> {
        #[cfg(feature = "speaker")]
        match speaker::play(sound.clone()).await {
            Ok(()) => return Ok(()),
            Err(error) => tracing::warn!(voice.error = %error, "sound card failed, trying players"),
        }
        self.players.play(&sound).await
    }
}

/// A voice in its own task: utterances in, outcomes out, one at a time.
#[derive(Debug)]
pub struct VoiceTask {
    to: mpsc::Sender<Utterance>,
    from: mpsc::Receiver<Result<(), VoiceError>>,
    task: JoinHandle<()>,
}

impl VoiceTask {
    /// Starts the task.
    pub fn spawn(mut voice: Voice) -> Self {
        // The announcer gives one utterance and waits for its outcome: one place is enough.
        let (to, mut utterances) = mpsc::channel::<Utterance>(1);
        let (outcomes, from) = mpsc::channel(1);
        let task = tokio::spawn(async move {
            while let Some(utterance) = utterances.recv().await {
                let outcome = voice.speak(&utterance).await;
                if outcomes.send(outcome).await.is_err() {
                    return;
                }
            }
        });
        Self { to, from, task }
    }

    /// Gives it something to say; false when it is busy, which the announcer prevents.
    pub fn give(&self, utterance: Utterance) -> bool {
        self.to.try_send(utterance).is_ok()
    }

    /// The next outcome.
    pub async fn outcome(&mut self) -> Option<Result<(), VoiceError>> {
        self.from.recv().await
    }
}

impl Drop for VoiceTask {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Pace, Speech, utterance};
    use hall_core::code::WindowNumber;

    fn said() -> Utterance {
        utterance("E023", WindowNumber(14), &Speech::default(), Pace::Full)
    }

    #[test]
    fn a_voice_is_chosen_by_name_or_refused_with_the_choices() {
        assert_eq!("auto".parse(), Ok(VoiceChoice::Auto));
        assert_eq!("none".parse(), Ok(VoiceChoice::None));
        assert_eq!(
            "wav:/tmp/x".parse(),
            Ok(VoiceChoice::Wav(PathBuf::from("/tmp/x")))
        );
        for bad in ["", "wav:", "wav", "loud", "none:x"] {
            let refused = bad.parse::<VoiceChoice>().expect_err("no voice");
            assert!(refused.contains("wav:DIR"), "{refused}");
        }
    }

    #[tokio::test]
    async fn without_any_player_the_fault_says_what_to_install() {
        let (packs, _) = Packs::embedded();
        let nowhere = Players::in_folders(Vec::new());
        let mut voice = Voice::with_players(VoiceChoice::Auto, packs, nowhere);
        let fault = voice.speak(&said()).await.expect_err("nothing plays");
        assert!(fault.to_string().contains("aplay"), "{fault}");
    }

    #[tokio::test]
    async fn each_announcement_is_one_file_and_old_files_go() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (packs, _) = Packs::embedded();
        let choice = VoiceChoice::Wav(dir.path().join("new"));
        let mut voice = Voice::new(choice, packs);
        voice.files = wav::Files::keeping(3);
        for _ in 0..5 {
            voice.speak(&said()).await.expect("a writable folder");
        }
        let mut names: Vec<String> = std::fs::read_dir(dir.path().join("new"))
            .expect("the folder was made")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        assert_eq!(
            names,
            ["call-000003.wav", "call-000004.wav", "call-000005.wav"]
        );
        let last = std::fs::read(dir.path().join("new/call-000005.wav")).expect("a file");
        assert_eq!(last, voice.sound(&said()).wav());
    }

    #[tokio::test]
    async fn a_task_answers_every_utterance_once_and_in_order() {
        let (packs, _) = Packs::embedded();
        let mut task = VoiceTask::spawn(Voice::new(VoiceChoice::None, packs));
        for _ in 0..3 {
            assert!(task.give(said()));
            assert!(matches!(task.outcome().await, Some(Ok(()))));
        }
    }
}
