//! Playing through a program of the system: the WAV goes into a file, the program plays it.

use super::VoiceError;
use crate::limits::PLAYER_GRACE_MS;
use crate::render::Sound;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::Command;

/// Players in the order they are tried.
pub(super) const NAMES: [&str; 4] = ["pw-play", "paplay", "aplay", "ffplay"];

/// Where player programs are looked for.
#[derive(Clone, Debug)]
pub struct Players {
    folders: Vec<PathBuf>,
}

impl Players {
    /// In the folders of `PATH`.
    pub fn on_path() -> Self {
        let path = std::env::var_os("PATH").unwrap_or_default();
        Self::in_folders(std::env::split_paths(&path).collect())
    }

    /// In given folders.
    pub fn in_folders(folders: Vec<PathBuf>) -> Self {
        Self { folders }
    }

    /// Every player that is there, best one first.
    pub fn found(&self) -> Vec<PathBuf> {
        let in_folders = |name: &str| {
            self.folders
                .iter()
                .map(|folder| folder.join(name))
                .find(|path| path.is_file())
        };
        NAMES.into_iter().filter_map(in_folders).collect()
    }

    /// Plays through the first that works; the error is the last one's.
    pub(super) async fn play(&self, sound: &Sound) -> Result<(), VoiceError> {
        let players = self.found();
        if players.is_empty() {
            return Err(VoiceError::NoOutput);
        }
        let file = Scratch::write(sound)?;
        let limit = Duration::from_millis(sound.length_ms() + PLAYER_GRACE_MS);
        let mut last = VoiceError::NoOutput;
        for player in players {
            match run(&player, &file.path, limit).await {
                Ok(()) => return Ok(()),
                Err(error) => last = error,
            }
        }
        Err(last)
    }
}

async fn run(player: &Path, file: &Path, limit: Duration) -> Result<(), VoiceError> {
    let name = player
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let fault = |what: String| VoiceError::Player {
        player: name.clone(),
        what,
    };
    let mut command = Command::new(player);
    command.args(options(&name)).arg(file).kill_on_drop(true);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match tokio::time::timeout(limit, command.status()).await {
        Err(_) => Err(fault("did not end, stopped".to_owned())),
        Ok(Err(error)) => Err(fault(error.to_string())),
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) => Err(fault(format!("gave up ({status})"))),
    }
}

fn options(player: &str) -> &'static [&'static str] {
    match player {
        "aplay" => &["-q"],
        "ffplay" => &["-nodisp", "-autoexit", "-loglevel", "quiet"],
        _ => &[],
    }
}

/// The file a player reads; removed when it is no longer needed.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn write(sound: &Sound) -> Result<Self, VoiceError> {
        // A name of its own per sound, so that two boards on one machine never share a file.
        let unique = format!("{}-{:p}", std::process::id(), sound.samples.as_ptr());
        let path = std::env::temp_dir().join(format!("display-board-{unique}.wav"));
        std::fs::write(&path, sound.wav()).map_err(|source| VoiceError::Wav {
            path: path.clone(),
            source,
        })?;
        Ok(Self { path })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It lies in the folder for temporary files; a leftover harms nobody.
        drop(std::fs::remove_file(&self.path));
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use hall_fixtures::script;

    fn program(dir: &Path, name: &str, body: &str) {
        script::write(&dir.join(name), body).expect("a file");
    }

    fn sound() -> Sound {
        Sound {
            rate: 16_000,
            samples: vec![0.25; 1600],
        }
    }

    #[tokio::test]
    async fn a_broken_player_is_passed_over_for_the_next() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let heard = dir.path().join("heard.wav");
        program(dir.path(), "paplay", "exit 3");
        program(
            dir.path(),
            "aplay",
            &format!("cat \"$2\" > '{}'", heard.display()),
        );
        let players = Players::in_folders(vec![dir.path().to_owned()]);
        players.play(&sound()).await.expect("aplay works");
        assert_eq!(std::fs::read(heard).expect("aplay wrote it"), sound().wav());
    }

    #[tokio::test]
    async fn when_every_player_fails_the_last_fault_is_told() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        program(dir.path(), "aplay", "exit 1");
        let players = Players::in_folders(vec![dir.path().to_owned()]);
        let fault = players.play(&sound()).await.expect_err("it gives up");
        assert!(fault.to_string().starts_with("aplay: gave up"), "{fault}");
    }
}
