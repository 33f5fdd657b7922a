//! The command line of a line of pads, read into what it needs.

use crate::cli::Options;
use crate::trouble::Trouble;
use clap::Args;
use hall_core::code::WindowNumber;
use hall_core::plan::Language;
use hall_device::limits::LINE_PADS_MAX;
use hall_device::serial::SerialSpec;
use hall_device::{ServerAddress, Token};
use hall_text::FluentValue;
use std::path::PathBuf;

/// A line and its pads.
#[derive(Args, Debug, Clone)]
pub struct PadsArgs {
    /// The RS-485 adapter, named as a pad's port is.
    #[arg(long, value_name = "PORT")]
    pub line: SerialSpec,
    /// A window and the file with its pad's own token; once for every pad. The pad's address on
    /// the line is the window's number.
    #[arg(long = "at", value_name = "WINDOW=FILE", required = true, value_parser = pad_of)]
    pub pads: Vec<(u8, PathBuf)>,
    /// Test the line, every pad and every token, and say what to do; nobody is asked.
    #[arg(long)]
    pub check: bool,
}

/// Everything that a line of pads needs.
#[derive(Clone, Debug)]
pub struct PadsSetup {
    /// The server.
    pub server: ServerAddress,
    /// Where the line is.
    pub line: SerialSpec,
    /// Who is on it.
    pub pads: Vec<LinePad>,
    /// Language of what is said.
    pub language: Language,
}

/// One pad of a line.
#[derive(Clone, Debug)]
pub struct LinePad {
    /// Its window.
    pub window: WindowNumber,
    /// Its address on the line.
    pub address: u8,
    /// Its own token.
    pub token: Token,
}

/// Addresses that HSP-1 has.
const ADDRESSES: std::ops::RangeInclusive<u8> = 1..=247;

impl PadsSetup {
    /// Reads the token files.
    pub fn read(args: &PadsArgs, options: &Options) -> Result<Self, Trouble> {
        let language = options.language;
        if options.pad.is_some() || options.pad_driver.is_some() {
            return Err(Trouble::word(language, "window-pads-no-driver").of_usage());
        }
        let missing = || Trouble::word(language, "window-pads-say-server").of_usage();
        let server = options.server.clone().ok_or_else(missing)?;
        if args.pads.len() > LINE_PADS_MAX {
            let most = [("count", FluentValue::from(LINE_PADS_MAX as u64))];
            return Err(Trouble::say(language, "window-pads-too-many", &most).of_usage());
        }
        let mut pads: Vec<LinePad> = Vec::new();
        for (address, file) in &args.pads {
            if pads.iter().any(|pad| pad.address == *address) {
                let window = [("window", FluentValue::from(*address))];
                return Err(Trouble::say(language, "window-pads-twice", &window).of_usage());
            }
            pads.push(LinePad {
                window: WindowNumber(u16::from(*address)),
                address: *address,
                token: Token::read(file).map_err(|error| Trouble::plain(&error))?,
            });
        }
        Ok(Self {
            server,
            line: args.line.clone(),
            pads,
            language,
        })
    }
}

fn pad_of(text: &str) -> Result<(u8, PathBuf), String> {
    let wrong = || {
        let (first, last) = (ADDRESSES.start(), ADDRESSES.end());
        format!(
            "write WINDOW=FILE such as 14=pad-14.token; windows {first} to {last} have room on a line"
        )
    };
    let (window, file) = text.split_once('=').ok_or_else(wrong)?;
    let window = window.parse().ok();
    let window = window.filter(|window| ADDRESSES.contains(window));
    let file = (!file.is_empty()).then(|| PathBuf::from(file));
    window.zip(file).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pad_is_a_window_and_its_token_file() {
        assert_eq!(pad_of("14=a=b"), Ok((14, PathBuf::from("a=b"))));
        for bad in ["14", "14=", "=x", "0=x", "248=x", "x=y"] {
            assert!(
                pad_of(bad).is_err_and(|why| why.contains("14=pad-14.token")),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_window_has_one_pad_and_a_line_has_room_for_some() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let file = dir.path().join("token");
        std::fs::write(&file, "abc")?;
        let options = Options {
            server: "http://127.0.0.1:1".parse().ok(),
            language: Language::En,
            ..Options::default()
        };
        let read = |windows: &[u8], options: &Options| {
            let args = PadsArgs {
                line: "/dev/pts/5".parse().expect("a path"),
                pads: windows
                    .iter()
                    .map(|window| (*window, file.clone()))
                    .collect(),
                check: false,
            };
            PadsSetup::read(&args, options).map_err(|trouble| trouble.to_string())
        };
        let setup = read(&[14, 15], &options).expect("two windows");
        let pads: Vec<(u16, u8)> = setup.pads.iter().map(|p| (p.window.0, p.address)).collect();
        assert_eq!(pads, [(14, 14), (15, 15)]);
        let twice = read(&[14, 14], &options).expect_err("one window twice");
        assert!(twice.contains("14"), "{twice}");
        let many: Vec<u8> = (1..=17).collect();
        let many = read(&many, &options).expect_err("seventeen pads");
        assert!(many.contains("16"), "{many}");
        let vendors = Options {
            pad_driver: Some(PathBuf::from("pad.toml")),
            server: options.server.clone(),
            language: Language::En,
            ..Options::default()
        };
        let vendors = read(&[14], &vendors).expect_err("a line has no driver");
        assert!(vendors.contains("--pad-driver"), "{vendors}");
        let nowhere = read(&[14], &Options::default()).expect_err("no server");
        assert!(nowhere.contains("--server"), "{nowhere}");
        Ok(())
    }
}
