//! A line: one task that keeps a connection open and moves bytes both ways, as [`crate::serial::pump`]
//! does for a serial port.
//!
//! What is sent while it is away is dropped: a bar must hear the present, not the past.

use super::TcpAddress;
use crate::backoff::Backoff;
use crate::limits::{CONNECT_MS, TCP_WAITING_MAX, TCP_WRITE_MS};
use crate::random;
use crate::serial::pump::PumpEvent;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout, timeout_at};

/// The program's way to a line. It ends when this or the receiver is dropped.
#[derive(Clone, Debug)]
pub struct TcpHandle {
    orders: mpsc::Sender<Order>,
}

#[derive(Debug)]
enum Order {
    Send(Vec<u8>),
    Reopen,
}

impl TcpHandle {
    /// Sends bytes; false when the line takes them too slowly and they were dropped.
    pub fn send(&self, bytes: Vec<u8>) -> bool {
        self.orders.try_send(Order::Send(bytes)).is_ok()
    }

    /// Closes the connection and opens it anew: a device that lost its power never closed it.
    pub fn reopen(&self) {
        // A full line is opened anew when its write takes too long.
        self.orders.try_send(Order::Reopen).unwrap_or_default();
    }
}

/// Starts the task.
pub fn spawn(address: TcpAddress) -> (TcpHandle, mpsc::Receiver<PumpEvent>) {
    let (orders, outgoing) = mpsc::channel(TCP_WAITING_MAX);
    let (events, receiver) = mpsc::channel(TCP_WAITING_MAX);
    let line = Line {
        address,
        outgoing,
        events,
        told: None,
        backoff: Backoff::default(),
    };
    tokio::spawn(line.run());
    (TcpHandle { orders }, receiver)
}

struct Line {
    address: TcpAddress,
    outgoing: mpsc::Receiver<Order>,
    events: mpsc::Sender<PumpEvent>,
    told: Option<String>,
    backoff: Backoff,
}

/// The program has no more interest in the line.
struct Ended;

impl Line {
    async fn run(mut self) {
        loop {
            let turn = match self.connect().await {
                Ok(stream) => self.serve(stream).await,
                Err(what) => self.tell_gone(what).await,
            };
            let delay = Duration::from_millis(self.backoff.next_ms(random::bits()));
            if turn.is_err() || self.drop_outgoing_for(delay).await.is_err() {
                return;
            }
        }
    }

    async fn connect(&self) -> Result<TcpStream, String> {
        let way = TcpStream::connect((self.address.host.as_str(), self.address.port));
        let stream = timeout(Duration::from_millis(CONNECT_MS), way).await;
        let stream = stream.map_err(|_| "it does not answer".to_owned())?;
        let stream = stream.map_err(|error| error.to_string())?;
        // A late small frame is only late without this, never wrong.
        stream.set_nodelay(true).unwrap_or_default();
        Ok(stream)
    }

    /// Moves bytes until the connection is gone or is to be opened anew.
    async fn serve(&mut self, mut stream: TcpStream) -> Result<(), Ended> {
        self.told = None;
        self.tell(PumpEvent::Opened(self.address.to_string()))
            .await?;
        let mut buffer = [0; 512];
        loop {
            tokio::select! {
                order = self.outgoing.recv() => match order {
                    Some(Order::Send(bytes)) => {
                        if let Err(what) = write(&mut stream, &bytes).await {
                            return self.tell_gone(what).await;
                        }
                    }
                    Some(Order::Reopen) => return Ok(()),
                    None => return Err(Ended),
                },
                read = stream.read(&mut buffer) => match read {
                    Ok(0) => return self.tell_gone("it closed the connection".to_owned()).await,
                    Ok(count) => {
                        // Only what speaks is well: a device may accept and say nothing.
                        self.backoff.reset();
                        self.tell(PumpEvent::Bytes(buffer[..count].to_vec())).await?;
                    }
                    Err(error) => return self.tell_gone(error.to_string()).await,
                },
            }
        }
    }

    /// Said once, and again when the cause changes.
    async fn tell_gone(&mut self, what: String) -> Result<(), Ended> {
        let what = format!("tcp:{}: {what}", self.address);
        if self.told.as_ref() == Some(&what) {
            return Ok(());
        }
        self.told = Some(what.clone());
        self.tell(PumpEvent::Gone(what)).await
    }

    async fn tell(&self, event: PumpEvent) -> Result<(), Ended> {
        self.events.send(event).await.map_err(|_| Ended)
    }

    async fn drop_outgoing_for(&mut self, delay: Duration) -> Result<(), Ended> {
        let until = Instant::now() + delay;
        loop {
            match timeout_at(until, self.outgoing.recv()).await {
                Ok(Some(_)) => {}
                Ok(None) => return Err(Ended),
                Err(_) if self.events.is_closed() => return Err(Ended),
                Err(_) => return Ok(()),
            }
        }
    }
}

async fn write(stream: &mut TcpStream, bytes: &[u8]) -> Result<(), String> {
    let limit = Duration::from_millis(TCP_WRITE_MS);
    match timeout(limit, stream.write_all(bytes)).await {
        Ok(written) => written.map_err(|error| error.to_string()),
        Err(_) => Err("it takes no more".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn a_line_moves_bytes_both_ways_and_connects_again_by_itself() -> std::io::Result<()> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let text = listener.local_addr()?.to_string();
        let (handle, mut events) = spawn(text.parse().expect("an address"));

        let (mut device, _) = listener.accept().await?;
        assert_eq!(events.recv().await, Some(PumpEvent::Opened(text.clone())));
        device.write_all(b"hello").await?;
        assert_eq!(
            events.recv().await,
            Some(PumpEvent::Bytes(b"hello".to_vec()))
        );
        assert!(handle.send(b"back".to_vec()));
        let mut back = [0; 4];
        device.read_exact(&mut back).await?;
        assert_eq!(&back, b"back");

        drop(device);
        let Some(PumpEvent::Gone(why)) = events.recv().await else {
            panic!("a closed connection is told");
        };
        assert!(why.contains(&text), "{why}");
        let (_device, _) = listener.accept().await?;
        assert_eq!(events.recv().await, Some(PumpEvent::Opened(text.clone())));

        handle.reopen();
        let (_device, _) = listener.accept().await?;
        assert_eq!(events.recv().await, Some(PumpEvent::Opened(text)));
        Ok(())
    }
}
