//! Training: the practice hall in a program beside this one, which goes when this one goes.

use crate::demo::{self, Joined};
use crate::limits::{DEMO_FILE_BYTES_MAX, PRACTICE_ENDS, PRACTICE_OPENS};
use crate::trouble::Trouble;
use hall_core::plan::Language;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A practice hall that was started here.
#[derive(Debug)]
pub struct PracticeHall {
    /// It ends when its standard input does, so also when this program is killed.
    child: Child,
    /// The way there.
    pub joined: Joined,
}

impl PracticeHall {
    /// Starts `hall-server practice`, found beside this program or named, and waits until it is
    /// open.
    pub fn open(program: Option<&Path>, language: Language) -> Result<Self, Trouble> {
        let none = || Trouble::word(language, "window-train-none");
        let program = program
            .map(Path::to_owned)
            .or_else(beside)
            .ok_or_else(none)?;
        let child = Command::new(program)
            .args(["practice", "--until-stdin-ends"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.map_err(|_| none())?;
        let said = child.stdout.take().map(first_line).unwrap_or_default();
        let joined = demo::parse(&said, |what| {
            Trouble::say(language, "window-train-failed", &[("what", what.into())])
        });
        match joined {
            Ok(joined) => Ok(Self { child, joined }),
            Err(trouble) => {
                end(&mut child);
                Err(trouble)
            }
        }
    }
}

impl Drop for PracticeHall {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

/// Lets it end by itself, so that it takes its folder along; one that does not is ended.
fn end(child: &mut Child) {
    drop(child.stdin.take());
    let since = Instant::now();
    while let Ok(None) = child.try_wait() {
        if since.elapsed() > PRACTICE_ENDS {
            // Ended meanwhile is fine.
            child.kill().unwrap_or_default();
            child.wait().map(|_| ()).unwrap_or_default();
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn beside() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    let program = own.with_file_name("hall-server");
    program.is_file().then_some(program)
}

/// What the program says first; nothing when it says nothing in time.
fn first_line(out: ChildStdout) -> String {
    let (line, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut said = String::new();
        let mut out = BufReader::new(out.take(DEMO_FILE_BYTES_MAX));
        out.read_line(&mut said).unwrap_or_default();
        // Nobody listens when it took too long.
        line.send(said).unwrap_or_default();
    });
    told.recv_timeout(PRACTICE_OPENS).unwrap_or_default()
}
