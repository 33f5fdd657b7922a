//! The disk is full: at every page from now on, while the hall works.
//!
//! The error says so, nothing of the batch is on the disk, and with room again the hall goes on.

use super::bench::Bench;
use super::story::Teller;
use super::tape::look;
use hall_fixtures::dice::Dice;
use hall_server::store::StoreError;
use serde::Serialize;
use std::path::Path;
use std::sync::atomic::Ordering;

/// The promise.
pub(super) const PROMISE: &str = "a full disk stores nothing and the hall goes on after it (13)";

/// What full disks did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Full {
    /// Limits tried.
    pub limits: u64,
    /// Batches refused because the disk was full.
    pub refused: u64,
}

impl Full {
    /// Both together.
    pub(super) fn add(&mut self, other: &Self) {
        self.limits += other.limits;
        self.refused += other.refused;
    }
}

/// Batches that may fit before the limit is met; more pages than any limit leaves.
const BATCHES_MAX: u32 = 2000;

/// Batches that are refused before there is room again.
const REFUSED: u32 = 3;

/// Works until a disk with room for `ahead` more pages is full, and then with room again.
pub(super) fn check(
    bench: &mut Bench,
    other: &Bench,
    ahead: u32,
    parts: &[u64],
    full: &mut Full,
) -> Result<(), String> {
    full.limits += 1;
    let folder = other.fresh().map_err(|error| error.to_string())?;
    let dice = Dice::of(parts);
    let worked = other.runtime().block_on(work(&folder, dice, ahead, full));
    let (image, truth) = worked.map_err(|error| error.to_string())??;
    // What is on the disk while it is full is what was committed, and nothing of what was refused.
    bench.holds(&image.0, &[image.1])?;
    bench.holds(&truth.0, &[truth.1]).map(drop)
}

type Seen = (super::image::Image, std::sync::Arc<super::truth::Truth>);

async fn work(
    folder: &Path,
    dice: Dice,
    ahead: u32,
    full: &mut Full,
) -> Result<Result<(Seen, Seen), String>, StoreError> {
    let mut teller = Teller::open(folder, dice).await?;
    let pages = pages(&teller);
    teller.session.pages.store(pages + ahead, Ordering::SeqCst);
    let mut refused = 0;
    for _ in 0..BATCHES_MAX {
        match teller.take(8).await {
            Ok(()) if refused > 0 && ahead > 0 => {}
            Ok(()) => {}
            Err(StoreError::Full) => refused += 1,
            Err(error) => return Ok(Err(format!("not \"full\" but: {error}"))),
        }
        if refused == REFUSED {
            break;
        }
    }
    full.refused += u64::from(refused);
    if refused < REFUSED {
        return Ok(Err(format!("{ahead} pages were never used up")));
    }
    let before = seen(&teller, folder)?;
    teller.session.pages.store(0, Ordering::SeqCst);
    let tip = before.1.tip;
    teller.take(8).await?;
    if look(&teller.tape).truth.tip == tip {
        return Ok(Err("with room again nothing is stored".to_owned()));
    }
    let story = teller.end().await?;
    if let Some(fault) = story.faults.first() {
        return Ok(Err(fault.clone()));
    }
    let last = story
        .steps
        .last()
        .map(|step| (step.after.clone(), std::sync::Arc::clone(step.truth())));
    Ok(last
        .map(|last| (before, last))
        .ok_or_else(|| "nothing was recorded".to_owned()))
}

/// Pages that the database has now, those in the log included.
fn pages(teller: &Teller) -> u32 {
    let tape = look(&teller.tape);
    let log = &tape.image.log;
    let last = tape
        .image
        .frames()
        .into_iter()
        .rev()
        .find(|frame| frame.commits);
    let size = last.and_then(|frame| log.get(frame.start + 4..frame.start + 8)?.try_into().ok());
    size.map_or(1, u32::from_be_bytes)
}

fn seen(teller: &Teller, folder: &Path) -> Result<Seen, StoreError> {
    let image = super::image::Image::read(folder)
        .map_err(|error| StoreError::Unusable(error.to_string()))?;
    Ok((image, std::sync::Arc::clone(&look(&teller.tape).truth)))
}
