//! The guide desk, which brings missed people back, and a manager who pauses queues.

use super::{ITEMS, Missed, QUEUES, one_of};
use crate::process::client::Client;
use serde_json::json;

/// Takes for people, restores who was missed, and withdraws who gives up.
pub(super) async fn guide(mut guide: Client, missed: Missed) {
    while !guide.is_over() {
        guide.think(200, 900).await;
        if let Some(ticket) = missed.take() {
            let path = format!("tickets/{ticket}/restore");
            let _ = guide.ask("restore", &path, json!({})).await;
            continue;
        }
        let item = one_of(&mut guide.dice, &ITEMS).unwrap_or(ITEMS[0]);
        let taken = guide.ask("take", "tickets", json!({ "item": item })).await;
        let Ok(ticket) = taken else { continue };
        if guide.dice.chance(0.3) {
            let path = format!("tickets/{}/withdraw", ticket["id"]);
            let _ = guide.ask("withdraw", &path, json!({})).await;
        }
    }
}

/// Lets a queue rest for a moment.
pub(super) async fn manage(mut manager: Client) {
    while !manager.is_over() {
        manager.think(3_000, 8_000).await;
        let queue = one_of(&mut manager.dice, &QUEUES).unwrap_or(QUEUES[0]);
        let path = format!("queues/{queue}/pause");
        let body = json!({ "reason": "system" });
        let _ = manager.ask("pause-queue", &path, body).await;
        manager.think(200, 600).await;
        let path = format!("queues/{queue}/resume");
        let _ = manager.ask("resume-queue", &path, json!({})).await;
    }
}
