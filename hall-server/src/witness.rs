//! The witness rule: a device that has seen more than the server remembers is believed.
//!
//! A device ahead of the server, with another hash at its place, or with a higher number than was
//! ever given here, proves that history was lost: counters rise above what it has seen, the loss
//! is on record, and a new epoch begins, so that nobody resumes over the gap (DESIGN 3).

use crate::desk::task::{DeskError, Renewal};
use crate::desk::{Ask, HISTORY_LOST, Outcome};
use crate::http::Shared;
use crate::http::caller::Caller;
use hall_core::event::Raised;
use hall_core::planted::{self, Bug};
use hall_core::{Command, Date};
use hall_protocol::frame::Hello;
use hall_protocol::limits::WITNESS_SERIES_MAX;
use hall_protocol::resume::{Answer, Epoch, Place, Standing};
use std::collections::BTreeMap;

/// Hears a device's hello as a witness, before it is answered.
pub async fn hear(
    app: &Shared,
    caller: &Caller,
    hello: &Hello,
    looked_up: Option<&str>,
) -> Result<(), DeskError> {
    if planted::is(Bug::WitnessIgnored) {
        return Ok(());
    }
    let ours = app.hub.look().epoch;
    let answer = app
        .hub
        .with_memory(|memory| memory.answer(hello, looked_up));
    let proven = matches!(answer, Answer::Ahead(_));
    // Only devices that handle numbers are believed about numbers.
    let believed = caller.role.handles_numbers();
    let mut lost = false;
    for (day, raised) in by_day(hello).into_iter().filter(|_| believed) {
        lost |= raise(app, caller, day, raised, proven).await?;
    }
    let theirs = hello.epoch.as_deref().and_then(|text| text.parse().ok());
    match (lost, proven) {
        (true, _) => begin_epoch(app, ours, theirs).await,
        (false, true) => prove(app, caller, ours, theirs).await,
        (false, false) => Ok(()),
    }
}

/// How the place that a device says with a call stands to our history.
pub async fn standing(app: &Shared, place: &Place) -> Standing {
    let is_before = app.hub.with_memory(|memory| memory.is_before(place.seq));
    let looked_up = if is_before {
        journal_hash(app, place.seq).await
    } else {
        None
    };
    app.hub
        .with_memory(|memory| memory.standing(place, looked_up.as_deref()))
}

/// The journal's hash at a place, as devices know it.
pub async fn journal_hash(app: &Shared, seq: u64) -> Option<String> {
    let hash = app.reader.as_ref()?.hash(seq).await.ok().flatten();
    hash.map(|hash| crate::journal::short(&hash))
}

/// A device's place alone proves the loss of our epoch's end.
pub async fn prove(
    app: &Shared,
    caller: &Caller,
    ours: Epoch,
    theirs: Option<Epoch>,
) -> Result<(), DeskError> {
    if app.hub.look().epoch != ours {
        return Ok(());
    }
    let today = app.hub.clock().now().date;
    raise(app, caller, today, Vec::new(), true).await?;
    begin_epoch(app, ours, theirs).await
}

/// Whether the counters rose or the loss was put on record.
async fn raise(
    app: &Shared,
    caller: &Caller,
    day: Date,
    raised: Vec<Raised>,
    proven: bool,
) -> Result<bool, DeskError> {
    let command = Command::Witness {
        device: Some(caller.device),
        day,
        raised,
        proven,
    };
    let outcome = app.desk.ask(Ask::of_hall(command)).await?;
    Ok(matches!(outcome, Outcome::Accepted { body, .. } if &*body == HISTORY_LOST))
}

async fn begin_epoch(app: &Shared, ours: Epoch, theirs: Option<Epoch>) -> Result<(), DeskError> {
    let random = u64::from_be_bytes(app.random.bytes());
    tracing::error!(epoch = %ours, "history was lost; a new epoch begins");
    let renewal = Renewal {
        from: ours,
        to: ours.next(theirs, random),
    };
    app.desk.new_epoch(renewal).await
}

fn by_day(hello: &Hello) -> BTreeMap<Date, Vec<Raised>> {
    let mut days: BTreeMap<Date, Vec<Raised>> = BTreeMap::new();
    for seen in hello.highest.iter().take(WITNESS_SERIES_MAX) {
        let raised = Raised {
            series: seen.series,
            online: seen.online,
            block: seen.block,
        };
        days.entry(seen.day).or_default().push(raised);
    }
    days
}
