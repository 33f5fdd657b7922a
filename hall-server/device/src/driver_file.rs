//! A driver file as text: read with a limit, and refused with the file, the line and what to do.
//! What stands in it is for [`crate::pattern::DriverFile`] and [`crate::led::Driver`] to say.

use crate::limits::DRIVER_FILE_BYTES_MAX;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Why a file is no driver.
#[derive(Debug, thiserror::Error)]
pub enum BadDriver {
    /// It cannot be read.
    #[error("{file}: {error}; give the path of a driver file")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system says.
        error: io::Error,
    },
    /// It has more bytes than any driver needs.
    #[error(
        "{file}: it has more than {DRIVER_FILE_BYTES_MAX} bytes; give the path of a driver file"
    )]
    TooLong {
        /// The file.
        file: String,
    },
    /// Something in it is wrong.
    #[error("{file}:{line}: {what}")]
    Wrong {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// Which entry, what is wrong and what to do.
        what: String,
    },
    /// An entry is wrong or missing.
    #[error("{file}: {entry}: {what}")]
    WrongEntry {
        /// The file.
        file: String,
        /// The entry.
        entry: String,
        /// What is wrong and what to do.
        what: String,
    },
}

/// The text of a driver file, with its name for refusals.
#[derive(Clone, Debug)]
pub(crate) struct DriverText {
    file: String,
    text: String,
}

impl DriverText {
    /// Reads a file.
    pub(crate) fn read(path: &Path) -> Result<Self, BadDriver> {
        let file = path.display().to_string();
        let mut text = String::new();
        // One byte more than allowed tells a file that was cut from one that just fits.
        let opened = File::open(path);
        let read = opened.and_then(|file| {
            let mut limited = file.take(DRIVER_FILE_BYTES_MAX + 1);
            limited.read_to_string(&mut text)
        });
        match read {
            Err(error) => Err(BadDriver::Unreadable { file, error }),
            Ok(count) if count as u64 > DRIVER_FILE_BYTES_MAX => Err(BadDriver::TooLong { file }),
            Ok(_) => Ok(Self { file, text }),
        }
    }

    /// A text; refusals speak of `file`.
    pub(crate) fn new(file: &str, text: &str) -> Self {
        Self {
            file: file.to_owned(),
            text: text.to_owned(),
        }
    }

    /// What stands in it, in its outer form.
    pub(crate) fn document<T: DeserializeOwned>(&self) -> Result<T, BadDriver> {
        toml::from_str(&self.text).map_err(|error| {
            let at = error.span().map_or(self.text.len(), |span| span.start);
            let message = error.message().replace(char::is_control, " ");
            self.refuse(at, format!("{message}; {EXAMPLES}"))
        })
    }

    /// A refusal of what stands at this byte.
    pub(crate) fn refuse(&self, at: usize, what: String) -> BadDriver {
        let before = self.text.bytes().take(at);
        BadDriver::Wrong {
            file: self.file.clone(),
            line: 1 + before.filter(|byte| *byte == b'\n').count(),
            what,
        }
    }

    /// A refusal of an entry, wherever it stands.
    pub(crate) fn refuse_entry(&self, entry: String, what: String) -> BadDriver {
        BadDriver::WrongEntry {
            file: self.file.clone(),
            entry,
            what,
        }
    }
}

/// What to do about a file that is not even sound in its form.
const EXAMPLES: &str = "compare with the files in window-tui/drivers or fixtures/led";

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(path: &Path) -> String {
        DriverText::read(path).expect_err("no driver").to_string()
    }

    #[test]
    fn a_missing_file_says_its_name_and_what_to_give() {
        let text = refused(Path::new("no/such.toml"));
        assert!(text.starts_with("no/such.toml: ") && text.ends_with("driver file"));
    }

    #[test]
    fn a_file_that_would_be_cut_is_refused_and_one_that_just_fits_is_read() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("long.toml");
        let mut text = "#".repeat(usize::try_from(DRIVER_FILE_BYTES_MAX).unwrap_or_default());
        std::fs::write(&path, &text)?;
        assert!(DriverText::read(&path).is_ok());
        text.push('\n');
        std::fs::write(&path, &text)?;
        let told = refused(&path);
        assert!(told.contains("long.toml: it has more than 65536"), "{told}");
        Ok(())
    }

    #[test]
    fn what_is_no_toml_is_refused_with_its_line_and_something_to_compare_with() {
        let text = DriverText::new("d.toml", "a = 1\nb = ");
        let error = text.document::<toml::Table>().expect_err("no value");
        let told = error.to_string();
        assert!(
            told.starts_with("d.toml:2: ") && told.ends_with("fixtures/led"),
            "{told}"
        );
    }
}
