//! A human at one of the windows: the virtual clerk steps aside and the ledger follows what the
//! human does, by the feed that staff see.

use super::Engine;
use super::clerks::Post;
use crate::demo::agenda::Act;
use crate::demo::devices::told;
use crate::demo::error::DemoError;
use crate::demo::ledger::State;
use crate::demo::limits::{GONE, SETTLE};
use hall_core::code::{DeviceId, TicketId, WindowNumber};
use hall_protocol::view::{TicketView, WindowView};
use std::time::Instant;

/// The place of a guest.
#[derive(Clone, Debug)]
pub(in crate::demo) struct Guest {
    /// The window.
    pub(in crate::demo) window: WindowNumber,
    /// The device whose feed only the guest's terminal opens.
    pub(in crate::demo) device: DeviceId,
    /// When the terminal was last seen.
    pub(in crate::demo) seen: Option<Instant>,
    /// Something to say: the guest came (true) or left.
    pub(in crate::demo) news: Option<bool>,
}

impl Engine {
    /// Keeps a place for a human.
    pub(in crate::demo) fn invite(&mut self, window: WindowNumber, device: DeviceId) {
        self.guest = Some(Guest {
            window,
            device,
            seen: None,
            news: None,
        });
    }

    /// What there is to say about the guest.
    pub(in crate::demo) fn guest_news(&mut self) -> Option<bool> {
        self.guest.as_mut().and_then(|guest| guest.news.take())
    }

    /// Whether a human works at a window now.
    pub(super) fn guest_is_here(&self) -> bool {
        self.guest
            .as_ref()
            .is_some_and(|guest| self.post(guest.window) == Post::Guest)
    }

    /// The clerk of the guest's window steps aside once the hands are free.
    pub(super) fn gives_way(&mut self, window: WindowNumber) -> bool {
        let here = self.guest.as_ref().filter(|guest| guest.window == window);
        if !here.is_some_and(|guest| self.app.presence.has_feed(guest.device)) {
            return false;
        }
        self.set_post(window, Post::Guest);
        if let Some(guest) = &mut self.guest {
            guest.seen = Some(Instant::now());
            guest.news = Some(true);
        }
        true
    }

    /// Looks for the guest, and at what else happened without the engine.
    pub(super) async fn follow(&mut self) {
        let Some(guest) = self.guest.clone() else {
            return;
        };
        let seq = self.app.hub.look().tip.seq.0;
        // An older picture would undo what the engine itself has just done.
        if tokio::time::timeout(SETTLE, self.devices.feed.reached(seq)).await != Ok(true) {
            return;
        }
        if let Err(error) = self.look_for(&guest).await {
            tracing::debug!(%error, "the guest's window");
        }
        self.take_over_truth();
    }

    async fn look_for(&mut self, guest: &Guest) -> Result<(), DemoError> {
        let is_here = self.app.presence.has_feed(guest.device);
        let window = guest.window;
        match self.post(window) {
            Post::Guest if is_here => {
                if let Some(guest) = &mut self.guest {
                    guest.seen = Some(Instant::now());
                }
                Ok(())
            }
            Post::Guest if guest.seen.is_some_and(|seen| seen.elapsed() < GONE) => Ok(()),
            Post::Guest => self.come_back(window).await,
            Post::Busy if self.has_hand(window) => Ok(()),
            _ if is_here => {
                self.gives_way(window);
                Ok(())
            }
            // Somebody ended what the virtual clerk had begun.
            Post::Busy => self.come_back(window).await,
            _ => Ok(()),
        }
    }

    fn has_hand(&self, window: WindowNumber) -> bool {
        let picture = self.devices.feed.picture();
        picture
            .windows
            .get(&window)
            .is_some_and(|view| view.ticket.is_some())
    }

    /// The guest is gone: the virtual clerk goes on with what is there.
    async fn come_back(&mut self, window: WindowNumber) -> Result<(), DemoError> {
        let windows: Vec<WindowView> = match told(self.devices.guide.get("/api/v1/windows").await)?
        {
            Ok(windows) => windows,
            Err(_) => return Ok(()),
        };
        if self.post(window) == Post::Guest
            && let Some(guest) = &mut self.guest
        {
            guest.news = Some(false);
        }
        let hand = windows.into_iter().find(|view| view.number == window);
        match hand.and_then(|view| view.ticket) {
            Some(hand) if hand.state == "serving" => {
                self.set_post(window, Post::Busy);
                self.in_seconds(RESUME_S, Act::Done(window, hand.id));
            }
            Some(hand) => {
                self.set_post(window, Post::Busy);
                self.person_hears(window, hand.id);
            }
            None => {
                self.set_post(window, Post::Resting);
                self.in_seconds(5, Act::Back(window));
            }
        }
        Ok(())
    }

    /// Where the hall and the ledger differ, a human acted: the hall is right.
    fn take_over_truth(&mut self) {
        let picture = self.devices.feed.picture();
        let known: Vec<(TicketId, State)> = self
            .ledger
            .entries
            .iter()
            .map(|(id, entry)| (*id, entry.state))
            .collect();
        for (id, state) in known {
            let is_over = matches!(state, State::Finished | State::Withdrawn);
            match picture.tickets.get(&id) {
                None if is_over => {}
                None => {
                    self.ledger.end(id);
                    self.settle_case(id);
                }
                Some(view) => self.take_over(id, state, view),
            }
        }
    }

    fn take_over(&mut self, id: TicketId, state: State, view: &TicketView) {
        let window = view.window.unwrap_or(WindowNumber(0));
        let truth = match view.state.as_str() {
            "called" => State::Called(window),
            "serving" => State::Serving(window),
            "held" => State::Held(window),
            "missed" => State::Missed,
            _ => State::Waiting,
        };
        let moved = self
            .ledger
            .entries
            .get(&id)
            .is_some_and(|entry| entry.queue != view.queue);
        if truth == state && !moved {
            return;
        }
        self.ledger.set(view, truth);
        match truth {
            State::Missed => self.person_missed(id),
            State::Waiting => self.wake(view.queue, 0),
            _ => {}
        }
    }
}

/// Seconds in which the virtual clerk ends what a guest left behind.
const RESUME_S: u32 = 60;
