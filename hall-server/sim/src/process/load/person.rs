//! People at a kiosk: they take numbers, and the kiosk says what became of the paper.

use super::{ITEMS, one_of};
use crate::process::client::Client;
use serde_json::json;

/// Takes one number after the other until the load ends.
pub(super) async fn come(mut kiosk: Client) {
    while !kiosk.is_over() {
        kiosk.think(200, 800).await;
        let item = one_of(&mut kiosk.dice, &ITEMS).unwrap_or(ITEMS[0]);
        let body = json!({ "item": item });
        let taken = if kiosk.dice.chance(0.05) {
            kiosk.ask_twice("take", "tickets", body).await
        } else {
            kiosk.ask("take", "tickets", body).await
        };
        let Ok(ticket) = taken else { continue };
        if kiosk.dice.chance(0.5) {
            let states = ["printed", "unknown", "failed"];
            let paper = one_of(&mut kiosk.dice, &states).unwrap_or(states[0]);
            let path = format!("tickets/{}/paper", ticket["id"]);
            let body = json!({ "paper": paper });
            // A refusal or silence is in the ledger; the kiosk goes on.
            let _ = kiosk.ask("paper", &path, body).await;
        }
    }
}
