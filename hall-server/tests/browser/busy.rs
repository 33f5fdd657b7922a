//! A hall with many windows at work, for boards.

use crate::Hall;
use hall_core::code::{ItemCode, QueueCode, WindowNumber, ZoneCode};
use hall_core::device::Role;
use serde_json::{Value, json};

/// A window that calls.
pub(crate) struct Desk {
    window: WindowNumber,
    token: String,
    item: ItemCode,
}

/// Windows at work and the kiosk that gives their numbers.
pub(crate) struct Busy<'a> {
    pub(crate) hall: &'a Hall,
    kiosk: String,
    pub(crate) desks: Vec<Desk>,
}

impl<'a> Busy<'a> {
    /// Opens so many windows; each has an item that anybody may have.
    pub(crate) async fn open(hall: &'a Hall, windows: usize) -> Self {
        let kiosk = hall.token(Role::Kiosk, None).await;
        let mut desks = Vec::new();
        for (window, item) in candidates(hall).into_iter().take(windows) {
            let token = hall.token(Role::Window, Some(window.0)).await;
            let path = format!("/api/v1/windows/{window}/open");
            hall.post(&token, &path, json!({})).await;
            desks.push(Desk {
                window,
                token,
                item,
            });
        }
        assert_eq!(desks.len(), windows, "the hall has so many windows");
        Self { hall, kiosk, desks }
    }

    /// A window and its token.
    pub(crate) fn place(&self, desk: usize) -> (WindowNumber, &str) {
        (self.desks[desk].window, &self.desks[desk].token)
    }

    /// The queue in which people wait for a window.
    pub(crate) fn queue(&self, desk: usize) -> QueueCode {
        let state = self.hall.running.app.hub.look();
        let plan = state.hall.plan().expect("a plan is in force");
        plan.items[&self.desks[desk].item].queue
    }

    /// Where a window stands.
    pub(crate) fn zone(&self, desk: usize) -> ZoneCode {
        let state = self.hall.running.app.hub.look();
        let plan = state.hall.plan().expect("a plan is in force");
        plan.windows[&self.desks[desk].window].zone
    }

    /// Somebody comes for the matter of a window.
    pub(crate) async fn comes(&self, desk: usize) {
        let wish = json!({"item": self.desks[desk].item});
        self.hall.post(&self.kiosk, "/api/v1/tickets", wish).await;
    }

    /// A window acts; what it says of the ticket.
    pub(crate) async fn acts(&self, desk: usize, act: &str) -> Value {
        let Desk { window, token, .. } = &self.desks[desk];
        let path = format!("/api/v1/windows/{window}/{act}");
        self.hall.post(token, &path, json!({})).await
    }

    /// Somebody comes and is called; the number.
    pub(crate) async fn calls(&self, desk: usize) -> String {
        self.comes(desk).await;
        let called = self.acts(desk, "call-next").await;
        let number = called["number"].as_str();
        number.expect("somebody was called").to_owned()
    }
}

/// Every window with an item of its queues that gives numbers to anybody now.
fn candidates(hall: &Hall) -> Vec<(WindowNumber, ItemCode)> {
    let state = hall.running.app.hub.look();
    let now = hall.running.app.hub.clock().now();
    let items = state.lens(now.at).items(now);
    let plan = state.hall.plan().expect("a plan is in force");
    let windows = plan.windows.iter().filter_map(|(number, window)| {
        let mut own = items.iter();
        let item = own.find(|item| {
            item.open && item.age_min.is_none() && window.queues.contains(&item.queue)
        })?;
        Some((*number, item.code))
    });
    windows.collect()
}
