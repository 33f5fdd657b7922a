//! Packs: the built-in ones, spoiled copies, and what is said about them.

use super::*;
use crate::limits::{LOUDNESS_DB, PEAK_MAX};

fn sounds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/sounds")
}

/// A copy of the packs, to spoil.
fn copy() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for tongue in Tongue::ALL {
        let to = dir.path().join(tongue.folder());
        std::fs::create_dir(&to).expect("a new folder");
        let from = sounds().join(tongue.folder());
        for entry in std::fs::read_dir(from).expect("the packs") {
            let entry = entry.expect("an entry");
            std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
        }
    }
    dir
}

fn write_wav(path: &Path, rate: u32, samples: &[i16]) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).expect("a file");
    for sample in samples {
        writer.write_sample(*sample).expect("a sample");
    }
    writer.finalize().expect("a whole file");
}

#[test]
fn the_packs_of_this_program_are_complete_and_small() {
    let (packs, problems) = Packs::embedded();
    assert_eq!(problems, []);
    assert_eq!(packs.rate(), 16_000);
    let mandarin = Mandarin::iter().filter_map(|file| Mandarin::get(&file));
    let english = English::iter().filter_map(|file| English::get(&file));
    let bytes: usize = mandarin.chain(english).map(|file| file.data.len()).sum();
    assert!(bytes < 1_200_000, "{bytes} bytes");
}

#[test]
fn every_clip_of_this_program_is_as_loud_as_the_others_and_none_is_too_loud() {
    let (packs, _) = Packs::embedded();
    let levels = packs.levels();
    assert_eq!(levels.len(), Tongue::ALL.len());
    for table in levels {
        assert_eq!(table.outside, [""; 0], "{table:?}");
        let [least, _, most] = table.loudness_db.expect("it speaks");
        assert!(LOUDNESS_DB.contains(&least) && LOUDNESS_DB.contains(&most));
        assert!(table.peak_db <= 20.0 * PEAK_MAX.log10(), "{table:?}");
        assert!(table.clips > 40 && table.bytes > 300_000, "{table:?}");
    }
}

#[test]
fn every_fault_of_a_pack_is_named() {
    let dir = copy();
    let at = |file: &str| dir.path().join("cmn").join(file);
    std::fs::remove_file(at("digit-3.wav")).expect("it is there");
    write_wav(&at("digit-4.wav"), 22_050, &[1000; 100]);
    write_wav(&at("digit-5.wav"), 16_000, &[]);
    std::fs::write(at("digit-6.wav"), "no sound").expect("a file");
    let (packs, problems) = Packs::load(dir.path());
    let told = problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n");
    for name in ["digit-3", "digit-4", "digit-5", "digit-6"] {
        assert!(told.contains(&format!("no clip \"{name}\"")), "{told}");
        assert!(told.contains(&format!("{name}.wav: ")), "{told}");
        assert!(packs.clip(Tongue::Mandarin, name).is_none());
    }
    assert!(told.contains("22050 Hz, expected 16000 Hz"), "{told}");
    assert!(
        packs.clip(Tongue::Mandarin, "digit-7").is_some(),
        "the rest is used"
    );
}

#[test]
fn a_folder_without_packs_is_told_and_leaves_silence() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (packs, problems) = Packs::load(dir.path());
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(
        problems[0]
            .to_string()
            .contains("manifest.toml: no such file"),
        "{problems:?}"
    );
    assert_eq!(packs.clip(Tongue::English, "chime"), None);
}

#[test]
fn a_pack_of_another_rate_is_left_out() {
    let dir = copy();
    let manifest = "language = \"en\"\nrate = 48000\n";
    std::fs::write(dir.path().join("en/manifest.toml"), manifest).expect("a file");
    let (packs, problems) = Packs::load(dir.path());
    let rate = PackProblem::Rate {
        pack: "en",
        rate: 48_000,
        wanted: 16_000,
    };
    assert!(problems.contains(&rate), "{problems:?}");
    assert!(packs.clip(Tongue::English, "chime").is_none());
}

#[test]
fn a_manifest_cannot_reach_outside_its_folder() {
    let text = "language = \"en\"\nrate = 16000\n[[clip]]\nname = \"1\"\nfile = \"../x.wav\"\nsays = \"\"\n";
    let refused = parse(Tongue::English, text.as_bytes()).err();
    assert!(refused.is_some_and(|what| what.contains("not a plain file name")));
}
