//! The device's token: read from a file that only the program may read, printed as `***`.

use crate::limits::{TOKEN_CHARS_MAX, TOKEN_FILE_BYTES_MAX};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What a device proves itself with. It never shows itself (I33).
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The file cannot be read.
    #[error(
        "token file {path}: {source}; enrol this device: hall-server enrol --data DIR --role ROLE --name NAME, and save the token there"
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file holds something else.
    #[error("token file {path}: {what}; it must hold the one line that hall-server enrol printed")]
    NotAToken {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: &'static str,
    },
}

impl Token {
    /// A token from a text; none when it is empty, too long or not plain ASCII.
    pub fn new(text: &str) -> Option<Self> {
        check(text.trim())
            .is_ok()
            .then(|| Self(text.trim().to_owned()))
    }

    /// Reads the token file. A file that others may read is used and warned about.
    pub fn read(path: &Path) -> Result<Self, TokenError> {
        let unreadable = |source| TokenError::Unreadable {
            path: path.to_owned(),
            source,
        };
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(unreadable)?;
        file.take(TOKEN_FILE_BYTES_MAX + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        let token = Self::from_bytes(&bytes).map_err(|what| TokenError::NotAToken {
            path: path.to_owned(),
            what,
        })?;
        if let Some(warning) = open_to_others(path) {
            tracing::warn!("{warning}");
        }
        Ok(token)
    }

    /// The token that a file holds, or what is wrong with the file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, &'static str> {
        if bytes.len() as u64 > TOKEN_FILE_BYTES_MAX {
            return Err("it is too long");
        }
        let text = std::str::from_utf8(bytes).map_err(|_| NOT_ONE_WORD)?.trim();
        check(text)?;
        Ok(Self(text.to_owned()))
    }

    /// The token itself, for the header of a request and for nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

fn check(text: &str) -> Result<(), &'static str> {
    if text.is_empty() {
        return Err("it is empty");
    }
    if text.len() > TOKEN_CHARS_MAX {
        return Err("it is too long");
    }
    let plain = text.bytes().all(|b| b.is_ascii_graphic());
    if plain { Ok(()) } else { Err(NOT_ONE_WORD) }
}

const NOT_ONE_WORD: &str = "it holds more than one word of plain letters and digits";

/// A warning when the group or others may read the file; none where the system has no such thing.
pub fn open_to_others(path: &Path) -> Option<String> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).ok()?.permissions().mode() & 0o777;
        (mode & 0o077 != 0).then(|| {
            let path = path.display();
            format!("token file {path} has mode {mode:03o}, others may use it: chmod 600 {path}")
        })
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_token_is_trimmed_and_prints_as_stars() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("token");
        fs::write(&path, "  abc-123\n")?;
        let token = Token::read(&path).expect("the file holds a token");
        assert_eq!(token.expose(), "abc-123");
        assert_eq!(format!("{token} {token:?}"), "*** ***");
        Ok(())
    }

    #[test]
    fn a_missing_token_file_is_named_with_what_to_do() {
        let error = Token::read(Path::new("/nowhere/token")).expect_err("there is no such file");
        let text = error.to_string();
        assert!(
            text.contains("/nowhere/token") && text.contains("hall-server enrol"),
            "{text}"
        );
    }

    #[test]
    fn a_file_with_anything_but_a_token_is_refused() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("token");
        for bad in [
            "",
            " \n",
            "two words",
            "a\nb",
            "令牌",
            &"x".repeat(TOKEN_CHARS_MAX + 1),
        ] {
            fs::write(&path, bad)?;
            assert!(
                matches!(Token::read(&path), Err(TokenError::NotAToken { .. })),
                "{bad:?}"
            );
        }
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_token_file_open_to_others_is_warned_about() -> std::io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("token");
        fs::write(&path, "abc")?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644))?;
        let warning = open_to_others(&path).expect("others may read it");
        assert!(
            warning.contains("644") && warning.contains("chmod 600"),
            "{warning}"
        );
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        assert_eq!(open_to_others(&path), None);
        Ok(())
    }
}
