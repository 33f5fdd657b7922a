//! Codes of other issuers: a city's citizen code, a social security code.
//!
//! Each city has its own and only its own service can read it, so a program of the hall's does:
//! the code goes to its standard input as one line, and within a few seconds it says one JSON line,
//! `{"id": "…", "birth_year": 1956}` with the year left out when it is not known, or nothing when
//! the code is none of its. The id is the document's number where there is one, so that a card and
//! a code of one person are the same person. Neither code nor id is kept or logged.

use crate::limits::{CITIZEN_BYTES_MAX, CITIZEN_MS};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::{fmt, io};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;
use tokio::time::{Duration, timeout};

/// A program that reads such codes.
#[derive(Clone, Debug)]
pub struct CitizenCodes {
    program: PathBuf,
}

/// Who a code belongs to; only ever hashed.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Citizen {
    id: String,
    /// The year of birth, where the issuer says it.
    #[serde(default)]
    pub birth_year: Option<i32>,
}

/// The id never gets into a log.
impl fmt::Debug for Citizen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a citizen")
    }
}

impl Citizen {
    /// What the hash is made from; only for the hash.
    pub(crate) fn secret(&self) -> &[u8] {
        self.id.as_bytes()
    }
}

impl CitizenCodes {
    /// Codes are read by this program.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
        }
    }

    /// The program.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Who a code belongs to; none when it is none of the issuer's.
    pub async fn read(&self, code: &str) -> io::Result<Option<Citizen>> {
        let within = Duration::from_millis(CITIZEN_MS);
        let said = timeout(within, self.run(code)).await;
        let said = said.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        if said.trim_ascii().is_empty() {
            return Ok(None);
        }
        // What it said may name a person: the error says only that it was not understood.
        let citizen: Citizen = serde_json::from_slice(&said)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not understood"))?;
        let is_sound = (1..=CITIZEN_BYTES_MAX).contains(&citizen.id.len())
            && citizen
                .birth_year
                .is_none_or(|year| (1850..=2200).contains(&year));
        // As it stands on the card: one person is one person.
        let id = citizen.id.trim().to_uppercase();
        Ok(is_sound.then_some(Citizen { id, ..citizen }))
    }

    async fn run(&self, code: &str) -> io::Result<Vec<u8>> {
        let mut program = Command::new(&self.program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        if let Some(mut stdin) = program.stdin.take() {
            let line = format!("{code}\n");
            // A program that does not read says so by its answer.
            let written = stdin.write_all(line.as_bytes()).await;
            written.or_else(|error| match error.kind() {
                io::ErrorKind::BrokenPipe => Ok(()),
                _ => Err(error),
            })?;
        }
        let mut said = Vec::new();
        if let Some(stdout) = program.stdout.take() {
            let limit = CITIZEN_BYTES_MAX as u64;
            stdout.take(limit).read_to_end(&mut said).await?;
        }
        if program.wait().await?.success() {
            Ok(said)
        } else {
            Err(io::Error::other("the program failed"))
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use hall_fixtures::script;

    async fn read(body: &str) -> io::Result<Option<Citizen>> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("codes");
        script::write(&path, body).expect("a disk");
        CitizenCodes::new(path).read("city:77; rm -rf /").await
    }

    #[tokio::test]
    async fn the_program_gets_the_code_as_a_line_and_says_who_it_is() {
        let script = r#"read line; [ "$line" = "city:77; rm -rf /" ] || exit 1
            echo '{"id":"11010519491231002X","birth_year":1949}'"#;
        let citizen = read(script).await.expect("an answer").expect("a citizen");
        assert_eq!(citizen.secret(), b"11010519491231002X");
        assert_eq!(citizen.birth_year, Some(1949));
        assert_eq!(format!("{citizen:?}"), "a citizen");
    }

    #[tokio::test]
    async fn a_code_of_nobody_is_none_and_a_program_that_fails_is_an_error() {
        assert_eq!(read("exit 0").await.expect("an answer"), None);
        assert_eq!(read("echo '{\"id\":\"\"}'").await.expect("an answer"), None);
        assert!(read("exit 3").await.is_err());
        assert!(read("echo rubbish").await.is_err());
        let wild = "echo '{\"id\":\"1\",\"birth_year\":12}'";
        assert_eq!(read(wild).await.expect("an answer"), None);
        let none = CitizenCodes::new("/nowhere/codes");
        assert!(none.read("x").await.is_err());
    }
}
