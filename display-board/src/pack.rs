//! Clip packs: the sounds of one spoken language, embedded or from a folder.
//!
//! A pack is a folder with `manifest.toml` and mono 16-bit WAV files of one rate. The packs in the
//! binary are synthetic; a hall records its own with the same names. A faulty clip is named and
//! left out, it never stops the board.

mod levels;

pub use levels::Levels;

use crate::limits::{CLIP_BYTES_MAX, CLIPS_MAX};
use crate::words::{Tongue, needed};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, ErrorKind};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The sounds of every spoken language.
#[derive(Clone, Debug)]
pub struct Packs {
    rate: u32,
    packs: BTreeMap<Tongue, Pack>,
}

/// The sounds of one spoken language.
#[derive(Clone, Debug)]
struct Pack {
    rate: u32,
    /// Of the files of its clips.
    bytes: usize,
    clips: BTreeMap<String, Vec<f32>>,
}

/// Something is wrong with a pack; the rest of it is used.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum PackProblem {
    /// There is no manifest, or it is no manifest.
    #[error("{place}: {what}; write one like fixtures/sounds/cmn/manifest.toml")]
    Manifest {
        /// The file.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// A clip that announcements need is not listed, or its file is missing or faulty.
    #[error("{pack}: no clip \"{name}\"; record it as mono 16-bit WAV and list it in the manifest")]
    Missing {
        /// The pack.
        pack: &'static str,
        /// The clip.
        name: String,
    },
    /// A listed file cannot be used.
    #[error("{place}: {what}; replace this file")]
    Clip {
        /// The file.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// The packs have different rates.
    #[error("{pack}: {rate} Hz, but the other packs have {wanted} Hz; convert it to {wanted} Hz")]
    Rate {
        /// The pack.
        pack: &'static str,
        /// Its rate.
        rate: u32,
        /// The rate of the first pack.
        wanted: u32,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    language: String,
    rate: u32,
    #[serde(default)]
    clip: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    file: String,
    /// The words, for who records the pack.
    #[expect(dead_code, reason = "checked to be text, read by people only")]
    says: String,
}

/// The Mandarin pack in the binary.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../fixtures/sounds/cmn"]
struct Mandarin;

/// The English pack in the binary.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../fixtures/sounds/en"]
struct English;

impl Packs {
    /// The packs in the binary.
    pub fn embedded() -> (Self, Vec<PackProblem>) {
        Self::gather(|tongue, file| {
            let found = match tongue {
                Tongue::Mandarin => Mandarin::get(file),
                Tongue::English => English::get(file),
            };
            let data = found.map(|found| found.data);
            let place = format!("built-in {}/{file}", tongue.folder());
            (place, data.ok_or_else(|| "not in this program".to_owned()))
        })
    }

    /// The packs in the folders `cmn` and `en` of `dir`.
    pub fn load(dir: &Path) -> (Self, Vec<PackProblem>) {
        Self::gather(|tongue, file| {
            let path = dir.join(tongue.folder()).join(file);
            (path.display().to_string(), read(&path).map(Cow::Owned))
        })
    }

    /// From a folder, or the built-in ones.
    pub fn open(dir: Option<&PathBuf>) -> (Self, Vec<PackProblem>) {
        dir.map_or_else(Self::embedded, |dir| Self::load(dir))
    }

    /// Samples per second of every announcement.
    pub fn rate(&self) -> u32 {
        self.rate
    }

    /// The samples of a clip, full scale = 1.
    pub fn clip(&self, tongue: Tongue, name: &str) -> Option<&[f32]> {
        self.packs.get(&tongue)?.clips.get(name).map(Vec::as_slice)
    }

    /// How loud every pack is, and how large.
    pub fn levels(&self) -> Vec<Levels> {
        let packs = self.packs.iter();
        packs.map(|(tongue, pack)| pack.levels(*tongue)).collect()
    }

    fn gather<'a>(
        get: impl Fn(Tongue, &str) -> (String, Result<Cow<'a, [u8]>, String>),
    ) -> (Self, Vec<PackProblem>) {
        let mut problems = Vec::new();
        let mut packs = BTreeMap::new();
        for tongue in Tongue::ALL {
            if let Some(pack) = Pack::read(tongue, &|file| get(tongue, file), &mut problems) {
                packs.insert(tongue, pack);
            }
        }
        let rate = packs
            .values()
            .next()
            .map_or(RATE_WITHOUT_PACKS, |pack| pack.rate);
        packs.retain(|tongue, pack| {
            let fits = pack.rate == rate;
            if !fits {
                let (pack_name, rate_there) = (tongue.folder(), pack.rate);
                let rate = PackProblem::Rate {
                    pack: pack_name,
                    rate: rate_there,
                    wanted: rate,
                };
                problems.push(rate);
            }
            fits
        });
        (Self { rate, packs }, problems)
    }
}

/// Where a file is, and what is in it.
type Get<'a, 'b> = &'b dyn Fn(&str) -> (String, Result<Cow<'a, [u8]>, String>);

impl Pack {
    fn read(tongue: Tongue, get: Get<'_, '_>, problems: &mut Vec<PackProblem>) -> Option<Self> {
        let (place, bytes) = get("manifest.toml");
        let manifest = match bytes.and_then(|bytes| parse(tongue, &bytes)) {
            Ok(manifest) => manifest,
            Err(what) => {
                problems.push(PackProblem::Manifest { place, what });
                return None;
            }
        };
        let mut clips = BTreeMap::new();
        let mut size = 0;
        for entry in manifest.clip {
            let (place, bytes) = get(&entry.file);
            let clip = bytes.and_then(|bytes| {
                let length = bytes.len();
                Ok((length, decode(bytes.into_owned(), manifest.rate)?))
            });
            match clip {
                Ok((length, samples)) => {
                    size += length;
                    clips.insert(entry.name, samples);
                }
                Err(what) => problems.push(PackProblem::Clip { place, what }),
            }
        }
        let pack = tongue.folder();
        let missing = needed(tongue)
            .into_iter()
            .filter(|name| !clips.contains_key(name));
        problems.extend(missing.map(|name| PackProblem::Missing { pack, name }));
        Some(Self {
            rate: manifest.rate,
            bytes: size,
            clips,
        })
    }
}

fn parse(tongue: Tongue, bytes: &[u8]) -> Result<Manifest, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
    let manifest: Manifest = toml::from_str(text).map_err(|error| error.to_string())?;
    let wanted = match tongue {
        Tongue::Mandarin => "zh-CN",
        Tongue::English => "en",
    };
    if manifest.language != wanted {
        return Err(format!(
            "language is \"{}\", expected \"{wanted}\"",
            manifest.language
        ));
    }
    if !RATES.contains(&manifest.rate) {
        let (low, high) = (RATES.start(), RATES.end());
        return Err(format!(
            "rate is {}, expected {low} to {high} Hz",
            manifest.rate
        ));
    }
    if manifest.clip.len() > CLIPS_MAX {
        return Err(format!(
            "{} clips, at most {CLIPS_MAX}",
            manifest.clip.len()
        ));
    }
    let leaves = |file: &str| file.contains(['/', '\\']) || file.starts_with('.');
    match manifest.clip.iter().find(|entry| leaves(&entry.file)) {
        Some(entry) => Err(format!(
            "clip file \"{}\" is not a plain file name",
            entry.file
        )),
        None => Ok(manifest),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let meta = std::fs::metadata(path).map_err(|error| plain(&error))?;
    if meta.len() > CLIP_BYTES_MAX {
        return Err(format!("{} bytes, at most {CLIP_BYTES_MAX}", meta.len()));
    }
    std::fs::read(path).map_err(|error| plain(&error))
}

fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        _ => error.to_string(),
    }
}

/// The samples of a WAV file of `rate`.
fn decode(bytes: Vec<u8>, rate: u32) -> Result<Vec<f32>, String> {
    use rodio::Source as _;
    let source = rodio::Decoder::new_wav(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let (channels, found) = (source.channels().get(), source.sample_rate().get());
    if channels != 1 {
        return Err(format!("{channels} channels, expected 1"));
    }
    if found != rate {
        return Err(format!("{found} Hz, expected {rate} Hz"));
    }
    let samples: Vec<f32> = source.collect();
    if samples.iter().all(|sample| *sample == 0.0) {
        return Err("nothing is heard in it".to_owned());
    }
    Ok(samples)
}

/// Rates that every player and card takes.
const RATES: std::ops::RangeInclusive<u32> = 8_000..=48_000;

/// Announcements are silent then, but have a form.
const RATE_WITHOUT_PACKS: u32 = 16_000;

#[cfg(test)]
mod tests;
