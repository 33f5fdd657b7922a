//! A pump: one thread that keeps a port open and moves bytes both ways.
//!
//! When the port is gone the thread says so once and looks for it again by its name, with
//! back-off. What is sent meanwhile is dropped: a pad or a bar must hear the present, not the past.

use super::name::SerialSpec;
use super::port::{Port, PortError};
use crate::backoff::Backoff;
use crate::limits::{SERIAL_READ_MS, SERIAL_WAITING_MAX};
use crate::random;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::time::Duration;
use tokio::sync::mpsc;

/// What a port has to say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PumpEvent {
    /// It is open, at this path.
    Opened(String),
    /// Bytes came.
    Bytes(Vec<u8>),
    /// It cannot be opened, or it is gone: said once, and again when the cause changes.
    Gone(String),
}

/// The program's way to a port.
#[derive(Clone, Debug)]
pub struct PumpHandle {
    bytes: SyncSender<Vec<u8>>,
}

impl PumpHandle {
    /// Sends bytes; false when the port takes them too slowly and they were dropped.
    pub fn send(&self, bytes: Vec<u8>) -> bool {
        self.bytes.try_send(bytes).is_ok()
    }
}

/// Starts the thread. It ends when the handles or the receiver are dropped.
pub fn spawn(spec: SerialSpec) -> std::io::Result<(PumpHandle, mpsc::Receiver<PumpEvent>)> {
    let (bytes, outgoing) = sync_channel(SERIAL_WAITING_MAX);
    let (events, receiver) = mpsc::channel(SERIAL_WAITING_MAX);
    let pump = Pump {
        spec,
        outgoing,
        events,
        told: None,
    };
    std::thread::Builder::new()
        .name("serial".into())
        .spawn(move || pump.run())?;
    Ok((PumpHandle { bytes }, receiver))
}

struct Pump {
    spec: SerialSpec,
    outgoing: Receiver<Vec<u8>>,
    events: mpsc::Sender<PumpEvent>,
    told: Option<String>,
}

/// The program has no more interest in the port.
struct Ended;

impl Pump {
    fn run(mut self) {
        let mut backoff = Backoff::default();
        loop {
            let turn = match Port::open(&self.spec) {
                Ok(port) => {
                    backoff.reset();
                    self.serve(port)
                }
                Err(error) => self.tell_gone(&error),
            };
            let delay = Duration::from_millis(backoff.next_ms(random::bits()));
            if turn.is_err() || self.drop_outgoing_for(delay).is_err() {
                return;
            }
        }
    }

    /// Moves bytes until the port is gone.
    fn serve(&mut self, mut port: Port) -> Result<(), Ended> {
        self.told = None;
        self.tell(PumpEvent::Opened(port.path().to_owned()))?;
        loop {
            match self.turn(&mut port) {
                Ok(Some(bytes)) => self.tell(PumpEvent::Bytes(bytes))?,
                Ok(None) if self.events.is_closed() => return Err(Ended),
                Ok(None) => {}
                Err(Some(error)) => return self.tell_gone(&error),
                Err(None) => return Err(Ended),
            }
        }
    }

    /// Writes what waits, then listens for a moment.
    fn turn(&self, port: &mut Port) -> Result<Option<Vec<u8>>, Option<PortError>> {
        loop {
            match self.outgoing.try_recv() {
                Ok(bytes) => port.write(&bytes)?,
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return Err(None),
            }
        }
        let mut buffer = [0; 512];
        let count = port.read(&mut buffer, Duration::from_millis(SERIAL_READ_MS))?;
        Ok((count > 0).then(|| buffer[..count].to_vec()))
    }

    fn tell_gone(&mut self, error: &PortError) -> Result<(), Ended> {
        let what = error.to_string();
        if self.told.as_ref() == Some(&what) {
            return Ok(());
        }
        self.told = Some(what.clone());
        self.tell(PumpEvent::Gone(what))
    }

    fn tell(&self, event: PumpEvent) -> Result<(), Ended> {
        self.events.blocking_send(event).map_err(|_| Ended)
    }

    fn drop_outgoing_for(&self, delay: Duration) -> Result<(), Ended> {
        let until = std::time::Instant::now() + delay;
        loop {
            let left = until.saturating_duration_since(std::time::Instant::now());
            match self.outgoing.recv_timeout(left) {
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) if self.events.is_closed() => return Err(Ended),
                Err(RecvTimeoutError::Timeout) => return Ok(()),
                Err(RecvTimeoutError::Disconnected) => return Err(Ended),
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use serialport::SerialPort;
    use std::io::{Read, Write};

    #[tokio::test]
    async fn a_pump_moves_bytes_both_ways_and_says_when_the_port_is_gone() {
        let (mut master, slave) = serialport::TTYPort::pair().expect("the system has ptys");
        master
            .set_timeout(Duration::from_secs(5))
            .expect("a pty has a time-out");
        let path = slave.name().expect("the slave of a pty has a path");
        let spec = format!("{path}@9600").parse().expect("a plain port");
        let (handle, mut events) = spawn(spec).expect("a thread can be had");
        assert_eq!(events.recv().await, Some(PumpEvent::Opened(path)));
        drop(slave);

        master.write_all(b"hello").expect("the pump listens");
        let mut heard = Vec::new();
        while heard.len() < 5 {
            match events.recv().await {
                Some(PumpEvent::Bytes(bytes)) => heard.extend(bytes),
                other => panic!("bytes were expected, not {other:?}"),
            }
        }
        assert_eq!(heard, b"hello");

        assert!(handle.send(b"back".to_vec()));
        let mut back = [0; 4];
        master.read_exact(&mut back).expect("the pump writes");
        assert_eq!(&back, b"back");

        drop(master);
        assert!(matches!(events.recv().await, Some(PumpEvent::Gone(_))));
    }
}
