//! The invariants themselves: a hall that is broken by hand, one field at a time, is found out.
//!
//! The rules never make such a hall, so nothing else would notice an invariant that sleeps.

mod state;
mod step;

use crate::bed::Bed;
use hall_core::Hall;
use hall_core::code::WindowNumber;
use hall_core::command::{Act, Command};
use hall_core::device::Role;
use hall_core::event::Event;
use hall_core::invariant::Violation;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A hall with a ticket in every state but expired:
///
/// 1 missed at window 1, 2 held there, 3 called there, 4 served at window 2, 5 and 6 wait,
/// 7 finished at window 1 and rated, 8 waits with a number printed offline, 9 withdrawn.
fn busy() -> Bed {
    let mut bed = Bed::new();
    bed.take_many("a1", 6);
    bed.take_priority("a1").expect("taken");
    bed.lease(1, "A").expect("leased");
    bed.hand_in(5000, |_| {}).expect("handed in");
    bed.take_many("a1", 1);
    bed.withdraw("A008").expect("withdrawn");
    bed.serve_whole(1).expect("served");
    let ticket = bed.hall.windows()[&WindowNumber(1)].last_finished;
    let rate = Command::Rate {
        ticket: ticket.expect("somebody was served"),
        level: 5,
        note: None,
    };
    bed.ask(bed.actor(Role::Pad, 1), rate).expect("rated");
    bed.call_and_miss(1).expect("missed");
    bed.serve(1).expect("served");
    bed.act(1, Act::Hold).expect("held");
    bed.call(1).expect("called");
    bed.serve(2).expect("served");
    bed
}

/// The same value with a part exchanged, or added to the object or list that would hold it.
fn with<T: DeserializeOwned>(value: &Value, changes: &[(&str, Value)]) -> T {
    let mut value = value.clone();
    for (place, new) in changes {
        let (parent, name) = place.rsplit_once('/').expect("a place begins with a slash");
        match value.pointer_mut(parent) {
            Some(Value::Object(object)) => {
                object.insert(name.to_owned(), new.clone());
            }
            Some(Value::Array(list)) if name == "-" => list.push(new.clone()),
            Some(Value::Array(list)) => {
                list[name.parse::<usize>().expect("a place in a list")] = new.clone();
            }
            _ => panic!("{place} is nowhere"),
        }
    }
    serde_json::from_value(value).expect("what is wrong is still readable")
}

fn text<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("plain data")
}

fn hall(value: &Value, changes: &[(&str, Value)]) -> Hall {
    with::<Hall>(value, changes).reindexed()
}

fn event(value: &Event, changes: &[(&str, Value)]) -> Event {
    with(&text(value), changes)
}

/// Whether this is found, by its number and its words.
fn expect(found: &[Violation], invariant: &str, words: &str, what: &dyn std::fmt::Debug) {
    let is_found = found
        .iter()
        .any(|one| one.invariant == invariant && one.text.contains(words));
    assert!(is_found, "{what:?}: no {invariant} {words:?} in {found:#?}");
}
