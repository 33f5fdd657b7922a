//! The power goes before a sync: any sectors of the last transaction are missing or torn.
//!
//! Bytes outside the written range stay as they were, which `SQLite` takes for granted as well
//! (`SQLITE_POWERSAFE_OVERWRITE`). Found is the state before the transaction or the one after it.
//! A log that begins again gets its new header synced before the first frame, so the header is torn
//! alone or not at all.

use super::bench::Bench;
use super::image::{Image, LOG_HEADER, SECTOR, transactions};
use super::tape::Step;
use hall_fixtures::dice::Dice;
use std::ops::Range;

/// What became of a sector.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    Written,
    Old,
    Zero,
    Noise,
}

/// The steps that wrote something.
pub(super) fn places(steps: &[Step]) -> Vec<usize> {
    let wrote = |index: &usize| steps[*index].region().is_some();
    (0..steps.len()).filter(wrote).collect()
}

/// Tears one transaction of a step and looks what is found.
pub(super) fn check(bench: &mut Bench, step: &Step, dice: &mut Dice) -> Result<(), String> {
    let Some((region, frames)) = step.region() else {
        return Ok(());
    };
    let mut parts = transactions(&frames, region);
    if let Some(first) = parts.first_mut().filter(|part| part.start == 0) {
        first.start = LOG_HEADER;
        parts.push(0..LOG_HEADER);
    }
    let Some(part) = parts.get(dice.bits() as usize % parts.len().max(1)) else {
        return Ok(());
    };
    let image = torn(step, part, dice);
    let (before, after) = (
        step.expected(&frames, part.start),
        step.expected(&frames, part.end),
    );
    let whole = image.log.get(part.clone()) == step.after.log.get(part.clone());
    let mut allowed = after.to_vec();
    if !whole {
        allowed.extend_from_slice(before);
    }
    bench.holds(&image, &allowed).map(drop)
}

fn torn(step: &Step, part: &Range<usize>, dice: &mut Dice) -> Image {
    let mut log = step.after.log[..part.end].to_vec();
    // Behind the transaction stands what stood there before, if anything did.
    log.extend(step.before.log.get(part.end..).unwrap_or_default());
    let fates = fates(part, dice);
    for (sector, fate) in fates {
        for at in sector {
            log[at] = match fate {
                Fate::Written => log[at],
                Fate::Old => step.before.log.get(at).copied().unwrap_or(0),
                Fate::Zero => 0,
                Fate::Noise => dice.bits() as u8,
            };
        }
    }
    // The file may not have grown as far as it was written.
    if dice.chance(0.2) && log.len() == part.end {
        log.truncate(part.end - dice.bits() as usize % (part.end - part.start));
    }
    step.base().with_log(log)
}

/// Each sector of a range with what became of it.
fn fates(part: &Range<usize>, dice: &mut Dice) -> Vec<(Range<usize>, Fate)> {
    let first = part.start / SECTOR;
    let last = (part.end - 1) / SECTOR;
    let sectors = (first..=last).map(|sector| {
        let start = (sector * SECTOR).max(part.start);
        start..((sector + 1) * SECTOR).min(part.end)
    });
    let bad = [Fate::Old, Fate::Zero, Fate::Noise][dice.index(&[1.0; 3])];
    let chosen = first + dice.bits() as usize % (last - first + 1);
    let style = dice.index(&[3.0, 2.0, 1.0]);
    let mut fate = |sector: usize| match style {
        // Any subset, one missing, only one there.
        0 if dice.chance(0.5) => Fate::Written,
        1 if sector != chosen => Fate::Written,
        2 if sector == chosen => Fate::Written,
        _ => bad,
    };
    let fates = sectors.map(|range| (range.clone(), fate(range.start / SECTOR)));
    fates.collect()
}
