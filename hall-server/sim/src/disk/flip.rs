//! One byte rots: anywhere in the main file or in the log.
//!
//! Either the start refuses, or what it serves is the truth. A log that ends at the first bad
//! frame shortens history without a sound (RELIABILITY 3); then every device that has seen more
//! must prove the loss by its hello. What a start cannot see, `verify` must.

use super::bench::{Bench, Found};
use super::image::Image;
use super::tables::Tables;
use super::tape::Step;
use super::truth::{Truth, hash};
use hall_core::device::Role;
use hall_fixtures::dice::Dice;
use hall_protocol::CURRENT;
use hall_protocol::frame::Hello;
use hall_protocol::resume::{Answer, Memory};
use hall_server::desk::recover::Recovered;
use serde::Serialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::sync::Arc;

/// The promise.
pub(super) const PROMISE: &str = "a flipped byte is detected or harmless, never served (14)";

/// What became of flipped bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Flips {
    /// Bytes flipped, each in a fresh copy.
    pub flipped: u64,
    /// Of these, in the log.
    pub in_log: u64,
    /// Everything is as it was.
    pub harmless: u64,
    /// The start refused.
    pub refused: u64,
    /// The start served the truth, and `verify` names what is wrong beside it.
    pub found: u64,
    /// History is shorter; every device's hello proves it.
    pub witnessed: u64,
    /// Of these, `verify` alone would have told as well.
    pub witnessed_and_found: u64,
    /// Of these, tables were newer than the journal: a page of a log that had already been brought
    /// into the main file rotted. `verify` must tell as well.
    pub mixed: u64,
    /// Only what stands beside the journal is older: a snapshot, forgetting.
    pub older_beside: u64,
}

impl Flips {
    /// Both together.
    pub(super) fn add(&mut self, other: &Self) {
        self.flipped += other.flipped;
        self.in_log += other.in_log;
        self.harmless += other.harmless;
        self.refused += other.refused;
        self.found += other.found;
        self.witnessed += other.witnessed;
        self.witnessed_and_found += other.witnessed_and_found;
        self.mixed += other.mixed;
        self.older_beside += other.older_beside;
    }
}

/// What unharmed images hold, read once each.
pub(super) type Sound = HashMap<usize, Tables>;

/// Where a byte is flipped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// After this step.
    pub(super) step: usize,
    /// In the log, or in the main file.
    pub(super) in_log: bool,
    /// The byte.
    pub(super) at: usize,
    /// What it is changed by.
    pub(super) by: u8,
}

/// Draws a place; both files get their share.
///
/// Before the first epoch was written there is nothing that anybody could have been told.
pub(super) fn place(steps: &[Step], dice: &mut Dice) -> Option<Place> {
    let first = steps.iter().position(|step| step.truth().epoch.is_some())?;
    let step = first + (dice.bits() as usize).checked_rem(steps.len() - first)?;
    let image = &steps[step].after;
    let in_log = !image.log.is_empty() && (image.main.is_empty() || dice.chance(0.5));
    let length = if in_log {
        image.log.len()
    } else {
        image.main.len()
    };
    let at = (dice.bits() as usize).checked_rem(length)?;
    let by = if dice.chance(0.7) {
        1 << (dice.bits() % 8)
    } else {
        1 + (dice.bits() % 255) as u8
    };
    Some(Place {
        step,
        in_log,
        at,
        by,
    })
}

/// Flips a byte and looks what becomes of it.
pub(super) fn check(
    bench: &Bench,
    steps: &[Step],
    place: Place,
    sound: &mut Sound,
    flips: &mut Flips,
) -> Result<(), String> {
    flips.flipped += 1;
    flips.in_log += u64::from(place.in_log);
    let truth = steps[place.step].truth();
    let broken = |error: io::Error| error.to_string();
    let image = flipped(&steps[place.step].after, place);
    match bench.start_and_ask(&image).map_err(broken)? {
        Found::Refused(_) => {
            flips.refused += 1;
            Ok(())
        }
        Found::Panicked(why) => Err(format!("the start broke down: {why}")),
        Found::Served(recovered) if truth.compare(&recovered).is_ok() => {
            let seen = look_beside(bench, steps, place, sound)?;
            match seen {
                Beside::Same => flips.harmless += 1,
                Beside::Found => flips.found += 1,
                Beside::Older => flips.older_beside += 1,
            }
            Ok(())
        }
        Found::Served(recovered) => shortened(bench, steps, place.step, &recovered, flips),
    }
}

enum Beside {
    Same,
    Found,
    Older,
}

/// The start served the truth; is everything else as it was, or does `verify` say what is not?
fn look_beside(
    bench: &Bench,
    steps: &[Step],
    place: Place,
    sound: &mut Sound,
) -> Result<Beside, String> {
    let file = bench.database();
    let found = bench.tables(&file);
    let findings = bench.findings(&file)?;
    if !findings.is_empty() {
        return Ok(Beside::Found);
    }
    let found = found.map_err(|error| format!("unreadable, and verify says ok: {error}"))?;
    let unharmed = match sound.entry(place.step) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(empty) => {
            let started = bench.start(&steps[place.step].after);
            started.map_err(|error| error.to_string())?;
            let tables = bench
                .tables(&bench.database())
                .map_err(|error| error.to_string())?;
            empty.insert(tables)
        }
    };
    let differences = found.differences(unharmed);
    if differences.is_empty() {
        return Ok(Beside::Same);
    }
    // A shorter log may lack the last snapshot or mark; what is there is sealed and sound.
    let only_beside = |table: &&str| matches!(*table, "snapshot" | "meta");
    if place.in_log && differences.iter().all(only_beside) {
        return Ok(Beside::Older);
    }
    let tables = differences.join(", ");
    let first = found.difference(unharmed, differences[0]);
    Err(format!(
        "table {tables} differs, and verify says ok: {first}"
    ))
}

/// Another history is served: it must be an earlier truth, and every device must prove the loss.
fn shortened(
    bench: &Bench,
    steps: &[Step],
    step: usize,
    recovered: &Recovered,
    flips: &mut Flips,
) -> Result<(), String> {
    let truth = steps[step].truth();
    let earlier = || steps[..=step].iter().flat_map(|step| &step.truths).rev();
    let is_whole = earlier().any(|earlier| earlier.compare(recovered).is_ok());
    let is_history =
        |earlier: &&Arc<Truth>| earlier.tip == recovered.tip && *earlier.hall == recovered.hall;
    if !is_whole && !earlier().any(|earlier| is_history(&earlier)) {
        let what = truth.compare(recovered).err().unwrap_or_default();
        return Err(format!("no history that ever was is served: {what}"));
    }
    if is_whole && recovered.tip == truth.tip && Some(recovered.epoch) == truth.epoch {
        flips.older_beside += 1;
        return Ok(());
    }
    for role in Role::ALL {
        let answer = answer(recovered, truth, role);
        if !matches!(answer, Answer::Ahead(_)) {
            let at = recovered.tip.seq;
            return Err(format!(
                "history ends at event {at} and a {role} that has seen {} proves nothing",
                truth.tip.seq
            ));
        }
    }
    flips.witnessed += 1;
    let findings = bench.findings(&bench.database())?;
    flips.witnessed_and_found += u64::from(!findings.is_empty());
    flips.mixed += u64::from(!is_whole);
    if !earlier().any(|earlier| earlier.allows(recovered)) && findings.is_empty() {
        let at = recovered.tip.seq;
        let nearest = earlier()
            .find(is_history)
            .map(|truth| truth.compare(recovered));
        let what = nearest.and_then(Result::err).unwrap_or_default();
        return Err(format!(
            "the journal ends at event {at}, what stands beside it is of another time ({what}), and verify says ok"
        ));
    }
    Ok(())
}

/// What a device that has seen the truth is answered.
fn answer(recovered: &Recovered, truth: &Truth, role: Role) -> Answer {
    let epoch = recovered.epoch.to_string();
    let memory = Memory::new(&epoch, recovered.tip.seq.0, &hash(recovered.tip));
    let hello = Hello {
        version: CURRENT,
        role,
        token: None,
        hall: None,
        epoch: truth.epoch.map(|epoch| epoch.to_string()),
        seq: truth.tip.seq.0,
        hash: Some(truth.hash()),
        highest: Vec::new(),
        fresh: false,
    };
    memory.answer(&hello, None)
}

fn flipped(image: &Image, place: Place) -> Image {
    let bytes = if place.in_log {
        &image.log
    } else {
        &image.main
    };
    let mut bytes = bytes.to_vec();
    bytes[place.at] ^= place.by;
    if place.in_log {
        image.with_log(bytes)
    } else {
        Image {
            main: bytes.into(),
            log: Arc::clone(&image.log),
        }
    }
}
