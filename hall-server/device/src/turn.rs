//! The loop of a device's shell: a wish of the program, news of the port or the clock, one after
//! another. What to do with each is for the device's own machine.

use crate::serial::pump::PumpEvent;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// What happens next to a device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Turn<O> {
    /// The program wants something.
    Order(O),
    /// The port has news.
    Port(PumpEvent),
    /// The time has come.
    Tick,
    /// The program or the port has ended.
    Ended,
}

/// The port's news and the device's monotonic clock.
#[derive(Debug)]
pub struct Turns {
    started: Instant,
    events: mpsc::Receiver<PumpEvent>,
}

/// Milliseconds between two looks at the clock of a device that waits for nothing: the timer takes
/// no larger steps.
const IDLE_MS: u64 = 60_000;

impl Turns {
    /// A device whose time begins now.
    pub fn new(events: mpsc::Receiver<PumpEvent>) -> Self {
        Self {
            started: Instant::now(),
            events,
        }
    }

    /// Milliseconds since the device's time began.
    pub fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Waits for the next order, for news of the port, or until `wake_ms` of the device's clock;
    /// `u64::MAX` is never. An order of none means that the program has ended.
    pub async fn next<O>(
        &mut self,
        wake_ms: u64,
        order: impl Future<Output = Option<O>>,
    ) -> Turn<O> {
        let wake_ms = wake_ms.min(self.now_ms() + IDLE_MS);
        let wake = self.started + Duration::from_millis(wake_ms);
        tokio::select! {
            order = order => order.map_or(Turn::Ended, Turn::Order),
            event = self.events.recv() => event.map_or(Turn::Ended, Turn::Port),
            () = sleep_until(wake) => Turn::Tick,
        }
    }

    /// Waits until the port has written everything and is closed; its handle must be dropped
    /// before.
    pub async fn until_closed(&mut self) {
        while self.events.recv().await.is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};

    #[tokio::test(start_paused = true)]
    async fn orders_news_and_the_clock_come_one_after_another() {
        let (port, events) = mpsc::channel(1);
        let mut turns = Turns::new(events);
        assert_eq!(turns.next(9, ready(Some(7))).await, Turn::Order(7));
        let never = pending::<Option<u8>>;
        assert_eq!(turns.next(1_500, never()).await, Turn::Tick);
        assert_eq!(turns.now_ms(), 1_500);
        assert_eq!(turns.next(u64::MAX, never()).await, Turn::Tick, "at times");
        let gone = PumpEvent::Gone("pulled".to_owned());
        port.send(gone.clone()).await.expect("the turns listen");
        assert_eq!(turns.next(u64::MAX, never()).await, Turn::Port(gone));
        assert_eq!(turns.next(u64::MAX, ready(None::<u8>)).await, Turn::Ended);
        drop(port);
        turns.until_closed().await;
        assert_eq!(turns.next(u64::MAX, never()).await, Turn::Ended);
    }
}
