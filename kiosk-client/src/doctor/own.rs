//! What this computer has itself: a font, a voice, a folder that takes the journal.

use super::{Finding, Level, arg};
use crate::cli::DoctorArgs;
use crate::profile::Letters;
use crate::speech::Speaker;
use crate::word;
use hall_text::say;
use std::fs;
use std::path::Path;

/// The font that draws what the printer has no letters for.
pub(super) fn font(args: &DoctorArgs) -> Finding {
    let language = args.language;
    let needs_all = args.printer.printer().profile.letters == Letters::None;
    let (level, words) = match args.printer.system_font() {
        Ok(font) => {
            let name = arg("name", font.name());
            (Level::Fine, say(language, "kiosk-doctor-font-found", &name))
        }
        Err(error) => {
            let (level, key) = if needs_all {
                (Level::Bad, "kiosk-doctor-font-needed")
            } else {
                (Level::Look, "kiosk-doctor-font-missing")
            };
            let names = error.looked_for.join(", ");
            (level, say(language, key, &arg("names", &names)))
        }
    };
    Finding::new(level, word(language, "kiosk-doctor-font"), words)
}

/// A program that reads aloud; nothing where none is wanted.
pub(super) async fn voice(args: &DoctorArgs) -> Option<Finding> {
    let language = args.language;
    let what = word(language, "kiosk-doctor-voice");
    let speaker = match &args.speaker {
        Some(program) if program.as_os_str() == "none" => return None,
        Some(program) => Some(Speaker::new(program)),
        None => Speaker::find().await,
    };
    let hello = word(language, "screen-welcome");
    let spoken = match &speaker {
        Some(speaker) => speaker.speak(language, &hello).await.is_ok(),
        None => false,
    };
    let name = arg(
        "name",
        &speaker.map(|speaker| speaker.name()).unwrap_or_default(),
    );
    Some(if spoken {
        Finding::fine(what, say(language, "kiosk-doctor-voice-found", &name))
    } else {
        Finding::look(what, word(language, "kiosk-doctor-voice-missing"))
    })
}

/// Whether the folder of the journal takes what must outlive a power cut.
pub(super) fn folder(args: &DoctorArgs) -> Option<Finding> {
    let (language, folder) = (args.language, args.data.as_deref()?);
    let name = folder.display().to_string();
    let what = say(language, "kiosk-doctor-folder", &arg("folder", &name));
    Some(match try_folder(folder) {
        Ok(()) => Finding::fine(what, word(language, "kiosk-doctor-folder-fine")),
        Err(error) => {
            let why = arg("what", &error.to_string());
            Finding::bad(what, say(language, "kiosk-doctor-folder-bad", &why))
        }
    })
}

/// Writes a file, forces it to the disk, reads it back and takes it away.
fn try_folder(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let file = tempfile_in(folder);
    let result = fs::File::create(&file)
        .and_then(|mut opened| {
            std::io::Write::write_all(&mut opened, SAMPLE)?;
            opened.sync_all()
        })
        .and_then(|()| fs::read(&file))
        .and_then(|read| {
            if read == SAMPLE {
                Ok(())
            } else {
                Err(std::io::Error::other("it reads back something else"))
            }
        });
    // A file that was never made need not be taken away.
    fs::remove_file(&file).unwrap_or_default();
    result
}

fn tempfile_in(folder: &Path) -> std::path::PathBuf {
    folder.join(format!("doctor-{}.tmp", std::process::id()))
}

const SAMPLE: &[u8] = b"written, synced and read back\n";
