//! What of the picture stands on a board.

use super::stage::Held;
use super::two::Two;
use super::{Board, PhoneCode};
use crate::pages::limits::{BOARD_CARDS, BOARD_QR_BYTES_MAX, BOARD_QUEUES};
use crate::pages::qr::{phone_address, qr};
use hall_core::code::{WindowNumber, ZoneCode};
use hall_protocol::view::{CallView, MissedView, QueueView, WindowView};

impl<'a> Board<'a> {
    /// The calls of this board, newest first.
    pub(super) fn calls(&self) -> impl Iterator<Item = &'a CallView> {
        let calls = self.picture.calls.iter();
        calls.filter(|call| self.shows(call.zone))
    }

    /// What stands large: what the stage holds, and below the newest of the others.
    pub(super) fn cards(&self) -> Vec<(&'a CallView, Option<&'a Held>)> {
        let held = self.stage.cards().into_iter();
        let mut cards: Vec<(&CallView, Option<&Held>)> =
            held.map(|card| (&card.call, Some(card))).collect();
        for call in self.calls() {
            if cards.len() >= BOARD_CARDS {
                break;
            }
            if !cards.iter().any(|(card, _)| card.number == call.number) {
                cards.push((call, None));
            }
        }
        cards
    }

    /// The code that leads a phone to this board.
    pub(super) fn phone(&self, two: &Two) -> Option<PhoneCode> {
        let path = match self.zone {
            Some(zone) => format!("/board/{zone}"),
            None => "/board".to_owned(),
        };
        let address = phone_address(&self.hall.public_url, &path, BOARD_QR_BYTES_MAX)?;
        let (width, path) = qr(&address)?;
        let say = two.t("page-board-phone");
        Some(PhoneCode { width, path, say })
    }

    pub(super) fn shows(&self, zone: ZoneCode) -> bool {
        self.zone.is_none_or(|own| own == zone)
    }

    pub(super) fn stage(&self) -> &str {
        self.picture
            .day
            .as_ref()
            .map_or("", |day| day.stage.as_str())
    }

    /// Missed numbers that may still come back.
    pub(super) fn missed(&self) -> impl Iterator<Item = &MissedView> {
        self.picture
            .missed
            .iter()
            .filter(|m| self.shows(m.zone) && m.until > self.now)
    }

    pub(super) fn paused(&self) -> impl Iterator<Item = &WindowView> {
        let windows = self.picture.windows.values();
        windows.filter(|window| self.shows(window.zone) && window.state == "paused")
    }

    /// The queues by series and code, so that none jumps about; those where nobody is and nothing
    /// is open make room for the others.
    pub(super) fn queues(&self) -> Vec<&'a QueueView> {
        let queues = self.picture.queues.values();
        let mut queues: Vec<&QueueView> = queues.filter(|queue| self.shows(queue.zone)).collect();
        if queues.len() > BOARD_QUEUES {
            let is_idle =
                |q: &QueueView| q.waiting == 0 && q.open_windows == 0 && q.paused.is_none();
            queues.retain(|queue| !is_idle(queue));
        }
        queues.sort_by_key(|queue| (queue.series, queue.queue));
        queues
    }

    /// The nearest open window that serves one of its queues.
    pub(super) fn instead_of(&self, paused: &WindowView) -> Option<WindowNumber> {
        let serves = |other: &&WindowView| {
            other.state == "open" && other.queues.iter().any(|q| paused.queues.contains(q))
        };
        let open = self.picture.windows.values().filter(serves);
        open.map(|window| window.number)
            .min_by_key(|number| number.0.abs_diff(paused.number.0))
    }

    /// The state of a called number while its window has it in hand.
    pub(super) fn hand_of(&self, call: &CallView) -> Option<&str> {
        let hand = self.picture.windows.get(&call.window)?.ticket.as_ref()?;
        (hand.number == call.number).then_some(hand.state.as_str())
    }
}
