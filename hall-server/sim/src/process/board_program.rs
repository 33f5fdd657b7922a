//! The real display-board program without a screen: started, stopped, killed, and heard.

use super::boards::Said;
use super::folder::Folder;
use super::limits::END;
use super::programs::{Programs, command};
use super::server::signal_to;
use hall_protocol::Stamp;
use rustix::process::Signal;
use std::path::PathBuf;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Child;
use tokio::task::JoinHandle;

/// One board; every life says its own things.
#[derive(Debug)]
pub(super) struct BoardProgram {
    programs: Programs,
    folder: Folder,
    url: String,
    token_file: PathBuf,
    life: Option<Life>,
    /// What earlier lives said.
    past: Vec<Vec<Said>>,
}

#[derive(Debug)]
struct Life {
    child: Child,
    said: JoinHandle<Result<Vec<Said>, String>>,
}

impl BoardProgram {
    /// Starts a board.
    pub(super) fn start(
        programs: &Programs,
        folder: &Folder,
        url: &str,
        token_file: PathBuf,
    ) -> Result<Self, String> {
        let mut board = Self {
            programs: programs.clone(),
            folder: folder.clone(),
            url: url.to_owned(),
            token_file,
            life: None,
            past: Vec::new(),
        };
        board.begin()?;
        Ok(board)
    }

    /// Stops or continues the process.
    pub(super) fn signal(&self, signal: Signal) {
        if let Some(life) = &self.life {
            signal_to(&life.child, signal);
        }
    }

    /// Kills the process and starts another one.
    pub(super) async fn kill_and_start(&mut self) -> Result<(), String> {
        self.end(Signal::KILL).await?;
        self.begin()
    }

    /// Ends the process in order and gives what every life said.
    pub(super) async fn finish(mut self) -> Result<Vec<Vec<Said>>, String> {
        self.end(Signal::TERM).await?;
        Ok(self.past)
    }

    fn begin(&mut self) -> Result<(), String> {
        let args = ["--voice", "none", "--server", &self.url, "--token-file"];
        let mut command = command(&self.programs.board, args);
        command.arg(&self.token_file);
        let log = self.folder.log().map_err(|error| error.to_string())?;
        command.stderr(Stdio::from(log));
        let mut child = command
            .spawn()
            .map_err(|error| format!("display-board cannot be run: {error}"))?;
        let stdout = child.stdout.take().ok_or("display-board has no output")?;
        let said = tokio::spawn(async move {
            let (mut said, mut lines) = (Vec::new(), BufReader::new(stdout).lines());
            while let Ok(Some(line)) = lines.next_line().await {
                said.push(read(&line).ok_or(format!("display-board said {line:?}"))?);
            }
            Ok(said)
        });
        self.life = Some(Life { child, said });
        Ok(())
    }

    async fn end(&mut self, signal: Signal) -> Result<(), String> {
        let Some(mut life) = self.life.take() else {
            return Ok(());
        };
        if let Ok(Some(status)) = life.child.try_wait() {
            return Err(format!("display-board ended by itself: {status}"));
        }
        signal_to(&life.child, signal);
        let ended = tokio::time::timeout(END, life.child.wait()).await;
        let status = ended.map_err(|_| format!("display-board did not end within {END:?}"))?;
        let status = status.map_err(|error| error.to_string())?;
        if signal == Signal::TERM && !status.success() {
            return Err(format!("display-board ended with {status} after SIGTERM"));
        }
        let said = life.said.await.map_err(|error| error.to_string())??;
        self.past.push(said);
        Ok(())
    }
}

/// `2026-03-03T02:00:01.123Z A0001 → 14 (1)`; a line that the kill cut off is no announcement.
fn read(line: &str) -> Option<Said> {
    let mut words = line.split(' ');
    let at: Stamp = words.next()?.parse().ok()?;
    let number = words.next()?.to_owned();
    let arrow = words.next()?;
    let window = words.next()?.parse().ok()?;
    let times = words.next()?.strip_prefix('(')?.strip_suffix(')')?;
    let times = times.parse().ok()?;
    (arrow == "→" && words.next().is_none()).then_some(Said {
        at: at.0.0,
        number,
        window,
        times,
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_line_of_the_board_is_read_and_half_a_line_is_not() {
        let said = read("2026-03-03T02:00:01.123Z A0001 → 14 (2)").expect("a whole line");
        assert_eq!(
            (said.number.as_str(), said.window, said.times),
            ("A0001", 14, 2)
        );
        assert_eq!(said.at % 60_000, 1_123);
        assert!(read("2026-03-03T02:00:01.123Z A0001 → 1").is_none());
    }
}
