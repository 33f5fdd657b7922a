//! What the server just answered, shown until the feed says the same.
//!
//! Answer and feed travel on two connections, so an answer may be ahead of the picture. The feed
//! has the last word: an answer that it does not confirm soon is forgotten.

use crate::limits::{TRUTH_MS, TRUTHS_MAX};
use hall_core::code::{TicketId, WindowNumber};
use hall_protocol::Picture;
use hall_protocol::view::{TicketView, WindowView};

/// Answers that may be ahead of the picture.
#[derive(Clone, Debug, Default)]
pub(crate) struct Truth {
    /// One for each ticket, the newest answer last: a fast clerk may be two acts ahead.
    tickets: Vec<(TicketView, u64)>,
    window: Option<(WindowView, u64)>,
}

impl Truth {
    /// A ticket as the server answered it.
    pub(crate) fn learn_ticket(&mut self, ticket: TicketView, now_ms: u64) {
        self.tickets.retain(|(known, _)| known.id != ticket.id);
        if self.tickets.len() >= TRUTHS_MAX {
            self.tickets.remove(0);
        }
        self.tickets.push((ticket, now_ms));
    }

    /// A window as the server answered it.
    pub(crate) fn learn_window(&mut self, window: WindowView, now_ms: u64) {
        self.window = Some((window, now_ms));
    }

    /// The ticket answered last, while the picture is behind.
    pub(crate) fn ticket(&self) -> Option<&TicketView> {
        self.tickets.last().map(|(ticket, _)| ticket)
    }

    /// What was answered of a ticket, while the picture is behind.
    pub(crate) fn of(&self, id: TicketId) -> Option<&TicketView> {
        let mut tickets = self.tickets.iter().map(|(ticket, _)| ticket);
        tickets.find(|ticket| ticket.id == id)
    }

    /// The answered window, while the picture is behind.
    pub(crate) fn window(&self) -> Option<&WindowView> {
        self.window.as_ref().map(|(window, _)| window)
    }

    /// Drops what the picture says itself, and what it did not say in time.
    pub(crate) fn forget_old(
        &mut self,
        now_ms: u64,
        picture: &Picture,
        window: Option<WindowNumber>,
    ) {
        let view = window.and_then(|window| picture.windows.get(&window));
        let hand = view
            .and_then(|view| view.ticket.as_ref())
            .map(|hand| hand.id);
        self.tickets.retain(|(ticket, at)| {
            now_ms < *at + TRUTH_MS && !is_told(ticket, hand, window, picture)
        });
        self.window.take_if(|(answer, at)| {
            now_ms >= *at + TRUTH_MS || view.is_none_or(|view| view.state == answer.state)
        });
    }
}

/// Whether the picture is at least as new as the answered ticket.
fn is_told(
    ticket: &TicketView,
    hand: Option<TicketId>,
    window: Option<WindowNumber>,
    picture: &Picture,
) -> bool {
    match picture.tickets.get(&ticket.id) {
        Some(known) => {
            let in_hand = is_at(ticket, window);
            known.version > ticket.version
                || (known.version == ticket.version && (hand == Some(ticket.id)) == in_hand)
        }
        // Gone may mean finished now, or before it was reopened: only time tells.
        None => false,
    }
}

/// Whether the ticket is in this window's hand.
pub(crate) fn is_at(ticket: &TicketView, window: Option<WindowNumber>) -> bool {
    matches!(ticket.state.as_str(), "called" | "serving") && ticket.window == window
}
