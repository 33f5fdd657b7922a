//! The power goes while the log is brought into the main file: any subset of the pages is there.
//!
//! The log was synced before and is not cut until the main file is synced, so whatever pages are
//! missing or torn, a start finds the same.

use super::bench::Bench;
use super::image::{Image, SECTOR};
use super::tape::{Kind, Step};
use hall_fixtures::dice::Dice;

/// The steps that brought a log into the main file.
pub(super) fn places(steps: &[Step]) -> Vec<usize> {
    let copied = |index: &usize| {
        let step = &steps[*index];
        step.kind == Kind::Checkpoint && !step.before.log.is_empty()
    };
    (0..steps.len()).filter(copied).collect()
}

/// Breaks one of them off and looks what is found.
pub(super) fn check(bench: &mut Bench, step: &Step, dice: &mut Dice) -> Result<(), String> {
    let image = partly(step, dice);
    let truth = std::slice::from_ref(step.truth());
    bench.holds(&image, truth).map(drop)
}

fn partly(step: &Step, dice: &mut Dice) -> Image {
    let (old, new) = (&step.before.main, &step.after.main);
    let page = step.before.page().max(SECTOR);
    let share = dice.unit();
    let mut main = old.to_vec();
    for start in (0..new.len()).step_by(page) {
        if !dice.chance(share) {
            continue;
        }
        // A torn page has some of its first sectors.
        let sectors = page / SECTOR;
        let whole = if dice.chance(0.2) {
            dice.bits() as usize % sectors
        } else {
            sectors
        };
        let end = (start + whole * SECTOR).min(new.len());
        if end > main.len() {
            main.resize(end, 0);
        }
        main[start..end].copy_from_slice(&new[start..end]);
    }
    Image {
        main: main.into(),
        log: std::sync::Arc::clone(&step.before.log),
    }
}
