//! The power goes while the log is written: every place where the log can end.
//!
//! Cut at every frame boundary, at places inside each frame and at every sector, with the main
//! file as it was then. Found must be exactly the transactions whose frames are whole; a log that
//! began again may still have old frames behind the cut.

use super::bench::Bench;
use super::image::{FRAME_HEADER, Frame, Image, SECTOR};
use super::tape::Step;
use hall_fixtures::dice::Dice;
use std::collections::BTreeSet;
use std::ops::Range;

/// The promise.
pub(super) const PROMISE: &str =
    "every acknowledged fact is found again and nothing half-applied (3, I5, I6)";

/// One place where a log can end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// The step that wrote there.
    pub(super) step: usize,
    /// The log's length.
    pub(super) at: usize,
}

/// Every place of a story.
pub(super) fn places(steps: &[Step]) -> Vec<Cut> {
    let of_step = |(step, one): (usize, &Step)| {
        let region = one.region();
        let places = region.map(|(range, frames)| places_of(&range, &frames));
        let places = places.unwrap_or_default().into_iter();
        places.map(move |at| Cut { step, at })
    };
    steps.iter().enumerate().flat_map(of_step).collect()
}

/// Every place in the bytes that one step wrote.
fn places_of(range: &Range<usize>, frames: &[Frame]) -> BTreeSet<usize> {
    let sectors = (range.start.next_multiple_of(SECTOR)..range.end).step_by(SECTOR);
    let inside = frames.iter().filter(|frame| range.contains(&frame.start));
    let inside = inside.flat_map(|frame| {
        let middle = usize::midpoint(frame.start, frame.end);
        let head = frame.start + FRAME_HEADER;
        [
            frame.start,
            frame.start + 4,
            head,
            head + 1,
            middle,
            frame.end - 1,
            frame.end,
        ]
    });
    let header = [0, 1, 16, 24, 31].into_iter();
    sectors
        .chain(inside)
        .chain(header)
        .filter(|at| (range.start..=range.end).contains(at))
        .collect()
}

/// Breaks the disk there and looks what is found.
pub(super) fn check(
    bench: &mut Bench,
    steps: &[Step],
    cut: Cut,
    dice: &mut Dice,
) -> Result<(), String> {
    let step = &steps[cut.step];
    let (image, frames) = broken(step, cut.at, dice.chance(0.5));
    // Old bytes behind the cut may by chance be the very ones that were to be written.
    let same = image.log.iter().zip(step.after.log.iter());
    let whole = same.take_while(|(there, wanted)| there == wanted).count();
    let expected = step.expected(&frames, whole.max(cut.at));
    bench.holds(&image, expected).map(drop)
}

/// The disk when the log ends at `at`; or goes on with what stood behind, when it began again.
fn broken(step: &Step, at: usize, overwritten: bool) -> (Image, Vec<Frame>) {
    let mut log = step.after.log[..at].to_vec();
    if overwritten && !step.goes_on() {
        log.extend(step.before.log.get(at..).unwrap_or_default());
    }
    (step.base().with_log(log), step.after.frames())
}
