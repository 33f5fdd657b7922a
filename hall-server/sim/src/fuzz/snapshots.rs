//! Stored states of the hall: thawed whole, or refused before anybody is served from them.

use super::shape::{Shape, scale};
use super::{JSON, Target};
use hall_core::Hall;
use hall_server::desk::recover::{freeze, is_current, state_of};
use hall_server::journal::Tip;

/// Snapshots.
pub(super) static SNAPSHOTS: Target = Target {
    name: "snapshot",
    promise: "a stored state is thawed to the state that was frozen, or refused",
    heavy: false,
    tokens: JSON,
    run,
};

fn run(input: &[u8]) -> Shape {
    let hall = match serde_json::from_slice::<Hall>(input) {
        Ok(hall) => hall.reindexed(),
        Err(error) => return Shape::of_text(&error.to_string()),
    };
    let frozen = freeze(&hall, Tip::GENESIS);
    assert!(is_current(&frozen), "a snapshot of another form was frozen");
    match state_of(&frozen) {
        Ok(again) => assert_eq!(again, hall, "another hall thaws"),
        Err(error) => panic!("a frozen hall does not thaw: {error}"),
    }
    // What a seal protects is a state of ours; rules are checked on the fold of the journal.
    let pieces = (
        hall.tickets().count(),
        hall.blocks().len(),
        hall.devices().len(),
    );
    let (tickets, blocks, devices) = pieces;
    Shape::of((
        scale(tickets),
        scale(blocks),
        scale(devices),
        hall.day().is_some(),
    ))
}
