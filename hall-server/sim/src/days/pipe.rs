//! A line between one client and the server: two bounded queues instead of a WebSocket.

use hall_server::feed::session::{Heard, Line};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Poll, Waker};

/// Frames that wait in the server's socket buffer before a slow reader stops it.
const SENT_MAX: usize = 64;

/// The server's end.
pub(super) struct ServerEnd(Arc<Mutex<Pipe>>);

/// The world's end.
#[derive(Clone)]
pub(super) struct WorldEnd(Arc<Mutex<Pipe>>);

#[derive(Default)]
struct Pipe {
    to_server: VecDeque<Heard>,
    to_client: VecDeque<String>,
    /// The client's side takes nothing more, but nobody knows.
    is_stuck: bool,
    /// The server gave up on a reader that takes nothing.
    is_given_up: bool,
    hears: Option<Waker>,
    says: Option<Waker>,
}

/// Both ends of a new line.
pub(super) fn pipe() -> (ServerEnd, WorldEnd) {
    let pipe = Arc::new(Mutex::new(Pipe::default()));
    (ServerEnd(Arc::clone(&pipe)), WorldEnd(pipe))
}

fn look(pipe: &Mutex<Pipe>) -> MutexGuard<'_, Pipe> {
    pipe.lock().expect("nobody panics while holding a pipe")
}

impl WorldEnd {
    /// Something reaches the server.
    pub(super) fn bring(&self, heard: Heard) {
        let mut pipe = look(&self.0);
        pipe.to_server.push_back(heard);
        if let Some(waker) = pipe.hears.take() {
            waker.wake();
        }
    }

    /// Takes what the server has sent, unless the line is stuck.
    pub(super) fn take(&self) -> Vec<String> {
        let mut pipe = look(&self.0);
        if pipe.is_stuck || pipe.to_client.is_empty() {
            return Vec::new();
        }
        if let Some(waker) = pipe.says.take() {
            waker.wake();
        }
        pipe.to_client.drain(..).collect()
    }

    /// The client's side takes nothing more, or takes again.
    pub(super) fn stick(&self, is_stuck: bool) {
        look(&self.0).is_stuck = is_stuck;
    }

    /// Whether the server waits for this reader.
    pub(super) fn is_full(&self) -> bool {
        look(&self.0).to_client.len() >= SENT_MAX
    }

    /// The server has waited long enough.
    pub(super) fn give_up(&self) {
        let mut pipe = look(&self.0);
        pipe.is_given_up = true;
        if let Some(waker) = pipe.says.take() {
            waker.wake();
        }
    }
}

impl Line for ServerEnd {
    async fn hello(&mut self) -> Option<Heard> {
        match self.hear().await {
            // A heartbeat's time passed and the client has said nothing.
            Heard::Beat => None,
            heard => Some(heard),
        }
    }

    async fn hear(&mut self) -> Heard {
        poll_fn(|context| {
            let mut pipe = look(&self.0);
            if let Some(heard) = pipe.to_server.pop_front() {
                return Poll::Ready(heard);
            }
            pipe.hears = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    async fn say(&mut self, frame: &str) -> Option<()> {
        poll_fn(|context| {
            let mut pipe = look(&self.0);
            if pipe.is_given_up {
                return Poll::Ready(None);
            }
            if pipe.to_client.len() >= SENT_MAX {
                pipe.says = Some(context.waker().clone());
                return Poll::Pending;
            }
            pipe.to_client.push_back(frame.to_owned());
            Poll::Ready(Some(()))
        })
        .await
    }
}
