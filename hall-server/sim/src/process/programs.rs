//! The shipped programs, found beside the present one, and how they are run.

use super::limits::END;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use tokio::process::Command;

/// Where the programs are.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    pub(super) server: PathBuf,
    pub(super) kiosk: PathBuf,
    pub(super) board: PathBuf,
}

impl Programs {
    /// Looks beside the present program; an error says what to build.
    pub(super) fn find() -> Result<Self, String> {
        let own = std::env::current_exe()
            .map_err(|error| format!("the present program is not known: {error}"))?;
        let folder = own.parent().unwrap_or(Path::new("."));
        let find = |name: &str| {
            let path = folder.join(name);
            let missing = format!(
                "{name} is missing beside {}; build it: cargo build -p {name}, with --release if \
                 hall-sim was built so",
                own.display()
            );
            path.is_file().then_some(path).ok_or(missing)
        };
        Ok(Self {
            server: find("hall-server")?,
            kiosk: find("kiosk-client")?,
            board: find("display-board")?,
        })
    }

    /// The server's program with arguments.
    pub(super) fn server<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        command(&self.server, args)
    }
}

/// A program that hears nothing, is listened to, and never outlives the harness.
pub(super) fn command<S: AsRef<OsStr>>(
    program: &Path,
    args: impl IntoIterator<Item = S>,
) -> Command {
    let mut command = Command::new(program);
    command
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Runs a command to its end; one that hangs is an error.
pub(super) async fn run(mut command: Command) -> Result<Output, String> {
    match tokio::time::timeout(END, command.output()).await {
        Ok(Ok(output)) => Ok(output),
        Ok(Err(error)) => Err(format!("it cannot be run: {error}")),
        Err(_) => Err(format!("it did not end within {END:?}")),
    }
}

/// The last line that a program said.
pub(super) fn last_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.trim_end()
        .lines()
        .last()
        .unwrap_or_default()
        .to_owned()
}
