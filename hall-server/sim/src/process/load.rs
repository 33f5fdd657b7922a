//! The load: people at kiosks, clerks at windows, the guide desk and a manager.
//!
//! Pauses between two acts are the pace of people, drawn from the dice; nothing is awaited by them.

mod clerk;
mod desk;
mod person;

use super::client::{Client, World};
use super::folder::Tokens;
use super::limits::{MISSED_MAX, PEOPLE};
use super::pads::Pads;
use hall_fixtures::dice::Dice;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::JoinSet;

/// Items that people come for.
const ITEMS: [&str; 12] = [
    "A01", "A02", "B01", "B02", "C01", "C02", "D01", "D02", "E01", "E02", "F01", "F02",
];

/// Queues that tickets are sent to.
const QUEUES: [&str; 6] = [
    "queue-a", "queue-b", "queue-c", "queue-d", "queue-e", "queue-f",
];

/// Tickets that were missed and may come back by the guide desk.
#[derive(Clone, Debug, Default)]
struct Missed(Arc<Mutex<Vec<u64>>>);

impl Missed {
    fn put(&self, ticket: u64) {
        let mut missed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if missed.len() < MISSED_MAX {
            missed.push(ticket);
        }
    }

    fn take(&self) -> Option<u64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

/// Starts everybody.
pub(super) fn start(
    world: &World,
    tokens: &Tokens,
    pads: &Arc<Pads>,
    seed: u64,
) -> Result<JoinSet<()>, String> {
    let mut all = JoinSet::new();
    let missed = Missed::default();
    let dice = |role: u64, index: usize| Dice::of(&[seed, role, index as u64]);
    for (kiosk, token) in tokens.kiosks.iter().enumerate() {
        for index in 0..PEOPLE {
            let dice = dice(1, kiosk * PEOPLE + index);
            all.spawn(person::come(Client::plain(world, token, dice)));
        }
    }
    let windows: Vec<u16> = tokens.windows.iter().map(|(n, _)| *n).collect();
    for (index, (n, token)) in tokens.windows.iter().enumerate() {
        let window = Client::shipped(world, token, dice(2, index))?;
        let pad = tokens.pads.get(index);
        let pad = pad.map(|token| Client::plain(world, token, dice(3, index)));
        let clerk = clerk::Clerk {
            n: *n,
            window,
            pad,
            serial: Arc::clone(pads),
            missed: missed.clone(),
            others: windows.clone(),
        };
        all.spawn(clerk.work());
    }
    let guide = Client::plain(world, &tokens.guide, dice(4, 0));
    all.spawn(desk::guide(guide, missed));
    all.spawn(desk::manage(Client::plain(
        world,
        &tokens.manager,
        dice(5, 0),
    )));
    Ok(all)
}

/// One of some things.
fn one_of<T: Copy>(dice: &mut Dice, things: &[T]) -> Option<T> {
    let weights = vec![1.0; things.len()];
    things.get(dice.index(&weights)).copied()
}
