//! A clerk: calls, starts, finishes, sends on, waits for who does not come, and takes breaks.
//!
//! After an answer that never came the clerk does what people do: looks at what the hall says and
//! goes on from there.

use super::{Missed, QUEUES, one_of};
use crate::process::client::Client;
use crate::process::pads::Pads;
use serde_json::{Value, json};
use std::sync::Arc;

/// A clerk at one window.
pub(super) struct Clerk {
    pub(super) n: u16,
    pub(super) window: Client,
    /// The pad beside the window, where there is one.
    pub(super) pad: Option<Client>,
    /// Pads with a cable.
    pub(super) serial: Arc<Pads>,
    pub(super) missed: Missed,
    /// Windows at work, to send people to.
    pub(super) others: Vec<u16>,
}

impl Clerk {
    /// Works until the load ends.
    pub(super) async fn work(mut self) {
        self.act("open", json!({})).await.unwrap_or_default();
        while !self.window.is_over() {
            self.window.think(50, 350).await;
            if self.window.dice.chance(0.01) {
                let rest = json!({ "reason": "break", "minutes": 5 });
                self.act("pause", rest).await.unwrap_or_default();
                self.window.think(200, 800).await;
                self.act("open", json!({})).await.unwrap_or_default();
            }
            match self.call().await {
                Ok(ticket) => self.serve(&ticket).await,
                Err(code) => self.mend(&code).await,
            }
        }
    }

    async fn call(&mut self) -> Result<Value, String> {
        self.act("call-next", json!({})).await
    }

    /// The hall says why nobody came; the clerk goes on from there.
    async fn mend(&mut self, code: &str) {
        match code {
            "window_busy" => {
                if self.act("finish", json!({})).await.is_err() {
                    self.act("start", json!({})).await.unwrap_or_default();
                    self.act("finish", json!({})).await.unwrap_or_default();
                }
            }
            "window_not_open" | "window_paused" => {
                self.act("open", json!({})).await.unwrap_or_default();
            }
            _ => self.window.think(100, 500).await,
        }
    }

    async fn serve(&mut self, ticket: &Value) {
        let id = ticket["id"].clone();
        let named = json!({ "ticket": id });
        self.window.think(20, 250).await;
        match self.window.dice.index(&[80.0, 8.0, 7.0, 5.0]) {
            0 => {}
            1 => {
                self.act("recall", named.clone()).await.unwrap_or_default();
            }
            2 => {
                if self.act("missed", named).await.is_ok() {
                    self.missed.put(id.as_u64().unwrap_or(0));
                }
                return;
            }
            _ => {
                self.act("release", named).await.unwrap_or_default();
                return;
            }
        }
        if self.act("start", named.clone()).await.is_err() {
            return;
        }
        self.window.think(20, 250).await;
        match self.window.dice.index(&[80.0, 7.0, 5.0, 8.0]) {
            0 => {}
            1 => return self.send_to_queue(id).await,
            2 => return self.send_to_window(id).await,
            _ => {
                self.act("hold", named.clone()).await.unwrap_or_default();
                self.window.think(20, 200).await;
                self.act("resume", named.clone()).await.unwrap_or_default();
            }
        }
        if self.act("finish", named.clone()).await.is_ok() {
            self.after(&id, named).await;
        }
    }

    /// A finished ticket is rated, or opened again.
    async fn after(&mut self, id: &Value, named: Value) {
        if self.window.dice.chance(0.03) {
            self.act("reopen", named.clone()).await.unwrap_or_default();
            self.act("finish", named).await.unwrap_or_default();
        }
        let Some(pad) = &mut self.pad else { return };
        if self.serial.ask(self.n, id.as_u64().unwrap_or(0)).await || pad.dice.chance(0.3) {
            return;
        }
        let level = 1 + pad.dice.index(&[1.0, 1.0, 2.0, 3.0, 6.0]);
        let rate = json!({ "ticket": id, "level": level, "reason": "waiting time" });
        // A rating may come too late; that is in the ledger.
        let _ = pad.ask("rate", "ratings", rate).await;
    }

    async fn send_to_queue(&mut self, id: Value) {
        let queue = one_of(&mut self.window.dice, &QUEUES).unwrap_or(QUEUES[0]);
        let to = json!({ "ticket": id, "queue": queue, "reason": "papers are checked there" });
        self.act("transfer", to).await.unwrap_or_default();
    }

    async fn send_to_window(&mut self, id: Value) {
        let window = one_of(&mut self.window.dice, &self.others).unwrap_or(self.n);
        let to = json!({ "ticket": id, "window": window, "reason": "the colleague knows more" });
        self.act("transfer", to).await.unwrap_or_default();
    }

    async fn act(&mut self, act: &'static str, body: Value) -> Result<Value, String> {
        let path = format!("windows/{}/{act}", self.n);
        self.window.ask(act, &path, body).await
    }
}
