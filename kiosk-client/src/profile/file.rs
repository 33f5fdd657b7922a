//! A profile as a TOML file: whatever differs from the usual printer of its paper.

use super::{Letters, PaperWidth, Profile, Proof, QrBy, StatusBy};
use crate::limits::PROFILE_BYTES_MAX;
use serde::Deserialize;
use std::fs::File;
use std::io::{self, Read};
use std::ops::RangeInclusive;
use std::path::Path;
use toml::Spanned;

/// Why a file is no profile.
#[derive(Debug, thiserror::Error)]
pub enum BadProfile {
    /// It cannot be read.
    #[error("{file}: {error}; give the path of a printer profile")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system says.
        error: io::Error,
    },
    /// Something in it is wrong.
    #[error("{file}:{line}: {what}")]
    Wrong {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what may stand there.
        what: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    paper: Spanned<u16>,
    columns: Option<Spanned<usize>>,
    dots: Option<Spanned<usize>>,
    scale_max: Option<Spanned<u8>>,
    number_scale: Option<Spanned<u8>>,
    letters: Option<Letters>,
    qr: Option<QrBy>,
    status: Option<StatusBy>,
    proof: Option<Proof>,
    near_end: Option<bool>,
    roll_mm: Option<Spanned<u32>>,
}

impl Profile {
    /// Reads a profile.
    pub fn read(path: &Path) -> Result<Self, BadProfile> {
        let file = path.display().to_string();
        let mut text = String::new();
        let limit = PROFILE_BYTES_MAX as u64;
        File::open(path)
            .and_then(|opened| opened.take(limit).read_to_string(&mut text))
            .map_err(|error| BadProfile::Unreadable {
                file: file.clone(),
                error,
            })?;
        Self::parse(&file, &text)
    }

    /// Reads the text of a profile; errors speak of `file`.
    pub fn parse(file: &str, text: &str) -> Result<Self, BadProfile> {
        let wrong = |at: usize, what: String| BadProfile::Wrong {
            file: file.to_owned(),
            line: 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count(),
            what,
        };
        let document: Document = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(text.len(), |span| span.start);
            wrong(at, error.message().replace(char::is_control, " "))
        })?;
        document
            .profile()
            .map_err(|Fault { at, what }| wrong(at, what))
    }
}

/// What is wrong at a byte of the text.
struct Fault {
    at: usize,
    what: String,
}

impl Document {
    fn profile(self) -> Result<Profile, Fault> {
        let usual = Profile::of(match self.paper.get_ref() {
            80 => PaperWidth::Mm80,
            58 => PaperWidth::Mm58,
            other => {
                return Err(Fault {
                    at: self.paper.span().start,
                    what: format!("paper = {other}: write 80 or 58, the width in mm"),
                });
            }
        });
        let columns = within("columns", self.columns.as_ref(), 20..=80, usual.columns)?;
        let dots = within("dots", self.dots.as_ref(), 192..=1280, usual.dots)?;
        let narrow = self.dots.as_ref().or(self.columns.as_ref());
        if (dots % 8 != 0 || dots / columns < COLUMN_DOTS_MIN)
            && let Some(spanned) = narrow
        {
            let what = format!(
                "{dots} dots for {columns} columns: a row is whole bytes (a multiple of 8) and a \
                 column has at least {COLUMN_DOTS_MIN} dots"
            );
            let at = spanned.span().start;
            return Err(Fault { at, what });
        }
        let scale_max = within("scale_max", self.scale_max.as_ref(), 1..=8, usual.scale_max)?;
        let number = self.number_scale.as_ref();
        Ok(Profile {
            columns,
            dots,
            scale_max,
            number_scale: within("number_scale", number, 1..=8, usual.number_scale)?,
            letters: self.letters.unwrap_or(usual.letters),
            qr: self.qr.unwrap_or(usual.qr),
            status: self.status.unwrap_or(usual.status),
            proof: self.proof.unwrap_or(usual.proof),
            near_end: self.near_end.unwrap_or(usual.near_end),
            roll_mm: within("roll_mm", self.roll_mm.as_ref(), ROLL_MM, usual.roll_mm)?,
        })
    }
}

/// A number in its range, or the usual one where none is written.
fn within<T: Copy + PartialOrd + std::fmt::Display>(
    name: &str,
    written: Option<&Spanned<T>>,
    range: RangeInclusive<T>,
    usual: T,
) -> Result<T, Fault> {
    let Some(spanned) = written else {
        return Ok(usual);
    };
    let value = *spanned.get_ref();
    if range.contains(&value) {
        return Ok(value);
    }
    let (low, high) = (range.start(), range.end());
    Err(Fault {
        at: spanned.span().start,
        what: format!("{name} = {value}: write a number from {low} to {high}"),
    })
}

/// Narrower letters cannot be read.
const COLUMN_DOTS_MIN: usize = 8;

/// From a metre to a roll that no kiosk holds.
const ROLL_MM: RangeInclusive<u32> = 1_000..=1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Profile, String> {
        Profile::parse("p.toml", text).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_not_written_is_as_usual_for_the_paper() {
        assert_eq!(parse("paper = 80"), Ok(Profile::of(PaperWidth::Mm80)));
        assert_eq!(parse("paper = 58"), Ok(Profile::of(PaperWidth::Mm58)));
        let asked =
            parse("paper = 80\ncolumns = 42\ndots = 512\nstatus = \"asb\"\nproof = \"none\"");
        let wanted = Profile {
            columns: 42,
            dots: 512,
            status: StatusBy::Asb,
            proof: Proof::None,
            ..Profile::default()
        };
        assert_eq!(asked, Ok(wanted));
    }

    #[test]
    fn a_mistake_is_named_with_its_line_and_what_may_stand_there() {
        let table = [
            (
                "paper = 81",
                "p.toml:1: paper = 81: write 80 or 58, the width in mm",
            ),
            (
                "paper = 80\nscale_max = 9",
                "p.toml:2: scale_max = 9: write a number from 1 to 8",
            ),
            (
                "paper = 58\n\ncolumns = 64",
                "p.toml:3: 384 dots for 64 columns: a row is whole bytes (a multiple of 8) and a \
                 column has at least 8 dots",
            ),
            (
                "paper = 80\nroll_mm = 5",
                "p.toml:2: roll_mm = 5: write a number from 1000 to 1000000",
            ),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text), Err(expected.to_owned()));
        }
        for (text, word) in [
            ("paper = 80\ncolour = 1", "colour"),
            ("paper = 80\nproof = \"hope\"", "hope"),
            ("paper = ", "p.toml:1"),
            ("", "paper"),
        ] {
            let error = parse(text).expect_err("no profile");
            assert!(error.contains(word), "{error}");
        }
    }

    #[test]
    fn every_profile_beside_this_program_can_be_read() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("profiles");
        let mut count = 0;
        for entry in folder.read_dir().expect("the folder of profiles") {
            let path = entry.expect("an entry").path();
            Profile::read(&path).expect("a profile");
            count += 1;
        }
        assert!(count >= 5, "{count} profiles");
    }

    #[test]
    fn a_missing_file_says_its_name_and_what_to_give() {
        let error = Profile::read(Path::new("no/such.toml")).expect_err("no file");
        let text = error.to_string();
        assert!(text.starts_with("no/such.toml: ") && text.ends_with("printer profile"));
    }
}
