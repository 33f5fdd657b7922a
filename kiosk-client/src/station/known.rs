//! The hall and its items beside the journal, so that a kiosk that starts without the server still
//! has something to give numbers for.

use crate::limits::KNOWN_BYTES_MAX;
use crate::machine::Known;
use hall_device::durable::write_durably;
use hall_protocol::view::{HallView, ItemView};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

#[derive(Serialize, Deserialize)]
struct Kept {
    hall: Option<HallView>,
    items: Vec<ItemView>,
}

/// What was kept; nothing when there is nothing or it cannot be read.
pub(super) fn load(path: &Path) -> Known {
    match read(path) {
        Ok(known) => known,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Known::default(),
        Err(error) => {
            let name = path.display();
            tracing::warn!("{name}: {error}; the hall's items come again with the server");
            Known::default()
        }
    }
}

fn read(path: &Path) -> io::Result<Known> {
    let mut text = String::new();
    let limit = KNOWN_BYTES_MAX as u64;
    File::open(path)?.take(limit).read_to_string(&mut text)?;
    let Kept { hall, items } = serde_json::from_str(&text)?;
    Ok(Known { hall, items })
}

/// Keeps it; a power cut leaves the one before.
pub(super) fn save(path: &Path, known: &Known) -> io::Result<()> {
    let kept = Kept {
        hall: known.hall.clone(),
        items: known.items.clone(),
    };
    write_durably(path, &serde_json::to_vec(&kept)?)
}
