//! The witness rule: a device that has seen more than the server remembers is believed.
//!
//! A device ahead of the server, with another hash at its place, or with a higher number than was
//! ever given here, proves that history was lost: counters rise above what it has seen, the loss
//! is on record, and a new epoch begins, so that nobody resumes over the gap (DESIGN 3).

use crate::desk::task::DeskError;
use crate::desk::{Ask, HISTORY_LOST, Outcome};
use crate::http::Shared;
use crate::http::caller::Caller;
use hall_core::event::Raised;
use hall_core::planted::{self, Bug};
use hall_core::{Command, Date};
use hall_protocol::frame::Hello;
use hall_protocol::limits::WITNESS_SERIES_MAX;
use hall_protocol::resume::{Answer, Epoch};
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
    if proven && !lost {
        let today = app.hub.clock().now().date;
        raise(app, caller, today, Vec::new(), true).await?;
    }
    if proven || lost {
        begin_epoch(app, hello).await?;
    }
    Ok(())
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

async fn begin_epoch(app: &Shared, hello: &Hello) -> Result<(), DeskError> {
    let ours = app.hub.look().epoch;
    let theirs = hello
        .epoch
        .as_deref()
        .and_then(|text| text.parse::<Epoch>().ok());
    let random = u64::from_be_bytes(app.random.bytes());
    tracing::error!(epoch = %ours, "history was lost; a new epoch begins");
    app.desk.new_epoch(ours.next(theirs, random)).await
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
