//! The folder of a run: the hall's data, its plan, the devices' tokens, backups and the log.

use super::limits::{BOARD_PROGRAMS, BOARDS, KIOSKS, PADS, WINDOW_STEP, WINDOWS};
use super::programs::{Programs, last_line, run};
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// A wide hall, so that a run meets the program's limits and not those of a plan.
const PLAN: &str = include_str!("../../../../fixtures/halls/wide.toml");

/// Where everything of a run is.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    root: PathBuf,
}

/// The tokens of a hall.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    pub(super) kiosks: Vec<String>,
    pub(super) printing: String,
    pub(super) guide: String,
    pub(super) manager: String,
    pub(super) windows: Vec<(u16, String)>,
    pub(super) pads: Vec<String>,
    pub(super) boards: Vec<String>,
    pub(super) board_programs: Vec<String>,
}

impl Folder {
    /// A folder with nothing in it but the plan.
    pub(super) fn make(root: &Path) -> Result<Self, String> {
        let said = |error: std::io::Error| format!("{}: {error}", root.display());
        fs::create_dir_all(root).map_err(said)?;
        if fs::read_dir(root).map_err(said)?.next().is_some() {
            return Err(format!(
                "{} is not empty; name a new folder",
                root.display()
            ));
        }
        let folder = Self {
            root: root.to_owned(),
        };
        fs::write(folder.plan(), PLAN).map_err(said)?;
        Ok(folder)
    }

    /// The server's data.
    pub(super) fn data(&self) -> PathBuf {
        self.root.join("hall")
    }

    /// The hall's database.
    pub(super) fn database(&self) -> PathBuf {
        self.data().join("hall.db")
    }

    /// The plan.
    pub(super) fn plan(&self) -> PathBuf {
        self.root.join("plan.toml")
    }

    /// What the programs said on standard error.
    pub(super) fn log(&self) -> std::io::Result<fs::File> {
        let path = self.root.join("programs.log");
        fs::File::options().create(true).append(true).open(path)
    }

    /// Any other file.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A file with a token, for a program.
    pub(super) fn token_file(&self, name: &str, token: &str) -> Result<PathBuf, String> {
        let path = self.root.join(format!("{name}.token"));
        let mut options = fs::File::options();
        options.create(true).truncate(true).write(true).mode(0o600);
        let written = options
            .open(&path)
            .and_then(|mut file| writeln!(file, "{token}"));
        written.map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(path)
    }

    /// Enrols every device of the hall with the shipped command.
    pub(super) async fn enrol(&self, programs: &Programs) -> Result<Tokens, String> {
        let one = async |role: &str, name: String, window: Option<u16>| {
            self.enrol_one(programs, role, &name, window).await
        };
        let mut tokens = Tokens {
            kiosks: Vec::new(),
            printing: one("kiosk", "printing kiosk".to_owned(), None).await?,
            guide: one("guide", "guide desk".to_owned(), None).await?,
            manager: one("manager", "manager".to_owned(), None).await?,
            windows: Vec::new(),
            pads: Vec::new(),
            boards: Vec::new(),
            board_programs: Vec::new(),
        };
        for n in 0..KIOSKS {
            let token = one("kiosk", format!("kiosk {n}"), None).await?;
            tokens.kiosks.push(token);
        }
        for index in 0..WINDOWS {
            let n = 1 + WINDOW_STEP * u16::try_from(index).unwrap_or(0);
            let token = one("window", format!("window {n}"), Some(n)).await?;
            tokens.windows.push((n, token));
            if index < PADS {
                let token = one("pad", format!("pad {n}"), Some(n)).await?;
                tokens.pads.push(token);
            }
        }
        for n in 0..BOARDS {
            tokens
                .boards
                .push(one("board", format!("board {n}"), None).await?);
        }
        for n in 0..BOARD_PROGRAMS {
            let token = one("board", format!("board program {n}"), None).await?;
            tokens.board_programs.push(token);
        }
        Ok(tokens)
    }

    async fn enrol_one(
        &self,
        programs: &Programs,
        role: &str,
        name: &str,
        window: Option<u16>,
    ) -> Result<String, String> {
        let mut command = programs.server(["enrol", "--role", role, "--name", name, "--data"]);
        command.arg(self.data());
        if let Some(window) = window {
            command.args(["--window", &window.to_string()]);
        }
        let output = run(command).await?;
        if output.status.success() {
            return Ok(last_line(&output.stdout));
        }
        Err(format!("enrol {name}: {}", last_line(&output.stderr)))
    }
}
