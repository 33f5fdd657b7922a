//! Bytes to and from a printer, with a time limit on everything.
//!
//! TCP and device files are read and written without waiting threads; a serial port has the one
//! thread of `hall_device`. A plain file only collects tickets: it never answers.

use super::address::PrinterAddress;
use crate::limits;
use hall_device::serial::SerialSpec;
use hall_device::serial::pump::{self, PumpEvent, PumpHandle};
use std::io;
use std::path::Path;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{Duration, sleep, timeout};

/// An open connection to a printer; closed when dropped.
pub(super) enum Link {
    /// Two directions of one stream; no reader where nothing ever answers.
    Stream {
        writer: Box<dyn AsyncWrite + Send + Unpin>,
        reader: Option<Box<dyn AsyncRead + Send + Unpin>>,
    },
    /// A serial port: its thread and what it has to say.
    Serial {
        port: PumpHandle,
        events: mpsc::Receiver<PumpEvent>,
        baud: u32,
    },
}

impl Link {
    /// Opens the connection within [`limits::CONNECT_MS`].
    pub(super) async fn open(address: &PrinterAddress) -> io::Result<Self> {
        let opening = async {
            match address {
                PrinterAddress::Tcp { host, port } => tcp(host, *port).await,
                PrinterAddress::Serial(port) => serial(port).await,
                PrinterAddress::File(path) => file(path).await,
            }
        };
        let within = Duration::from_millis(limits::CONNECT_MS);
        timeout(within, opening)
            .await
            .map_err(|_| late("the printer was not reached"))?
    }

    /// Whether anything can come back at all.
    pub(super) fn answers(&self) -> bool {
        !matches!(self, Self::Stream { reader: None, .. })
    }

    /// Writes in chunks that small printers can take.
    pub(super) async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        for chunk in bytes.chunks(limits::CHUNK_BYTES) {
            let within = Duration::from_millis(limits::CHUNK_MS);
            let sent = timeout(within, self.write(chunk)).await;
            sent.map_err(|_| late("the printer took no more bytes"))??;
        }
        Ok(())
    }

    /// Bytes from the printer; waits for ever where nothing answers. Safe to cancel.
    pub(super) async fn receive(&mut self) -> io::Result<Vec<u8>> {
        match self {
            Self::Stream {
                reader: Some(reader),
                ..
            } => {
                let mut buffer = [0; limits::CHUNK_BYTES];
                match reader.read(&mut buffer).await? {
                    0 => Err(gone("the printer closed the connection")),
                    count => Ok(buffer[..count].to_vec()),
                }
            }
            Self::Stream { reader: None, .. } => std::future::pending().await,
            Self::Serial { events, .. } => match events.recv().await {
                Some(PumpEvent::Bytes(bytes)) => Ok(bytes),
                Some(PumpEvent::Opened(_)) => Ok(Vec::new()),
                Some(PumpEvent::Gone(what)) => Err(gone(&what)),
                None => Err(gone("the port's thread ended")),
            },
        }
    }

    async fn write(&mut self, chunk: &[u8]) -> io::Result<()> {
        match self {
            Self::Stream { writer, .. } => {
                writer.write_all(chunk).await?;
                writer.flush().await
            }
            Self::Serial { port, baud, .. } => {
                if !port.send(chunk.to_vec()) {
                    return Err(late("the printer took no more bytes"));
                }
                // Ten bits per byte: the chunk is sent when it has left the wire.
                let bits = 10_000 * chunk.len() as u64;
                sleep(Duration::from_millis(bits / u64::from((*baud).max(1)))).await;
                Ok(())
            }
        }
    }
}

async fn tcp(host: &str, port: u16) -> io::Result<Link> {
    let stream = TcpStream::connect((host, port)).await?;
    stream.set_nodelay(true)?;
    let (reader, writer) = stream.into_split();
    Ok(Link::Stream {
        writer: Box::new(writer),
        reader: Some(Box::new(reader)),
    })
}

/// Waits until the port is open; while its last user lets go of it, it is tried again.
async fn serial(spec: &SerialSpec) -> io::Result<Link> {
    let (port, mut events) = pump::spawn(spec.clone())?;
    let mut told = String::new();
    loop {
        match timeout(Duration::from_millis(limits::PORT_MS), events.recv()).await {
            Ok(Some(PumpEvent::Opened(_))) => {
                return Ok(Link::Serial {
                    port,
                    events,
                    baud: spec.baud(),
                });
            }
            Ok(Some(PumpEvent::Gone(what))) => told = what,
            Ok(Some(PumpEvent::Bytes(_))) => {}
            Ok(None) | Err(_) => return Err(gone(&told)),
        }
    }
}

/// A device is read and written; anything else is written at its end.
async fn file(path: &Path) -> io::Result<Link> {
    #[cfg(target_os = "linux")]
    if is_device(path).await
        && let Ok(link) = device(path)
    {
        return Ok(link);
    }
    let file = File::options().append(true).create(true).open(path).await?;
    Ok(Link::Stream {
        writer: Box::new(file),
        reader: None,
    })
}

#[cfg(target_os = "linux")]
async fn is_device(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    tokio::fs::metadata(path)
        .await
        .is_ok_and(|data| data.file_type().is_char_device())
}

/// A device file, opened once (printers allow no second opening) and without blocking reads.
#[cfg(target_os = "linux")]
fn device(path: &Path) -> io::Result<Link> {
    use tokio::net::unix::pipe::{OpenOptions, Receiver, Sender};
    // The type for pipes carries any file that the system can watch.
    let both = OpenOptions::new()
        .read_write(true)
        .unchecked(true)
        .open_receiver(path)?;
    let writer = std::fs::File::from(both.into_nonblocking_fd()?);
    let reader = Receiver::from_file_unchecked(writer.try_clone()?)?;
    let writer = Sender::from_file_unchecked(writer)?;
    Ok(Link::Stream {
        writer: Box::new(writer),
        reader: Some(Box::new(reader)),
    })
}

fn late(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, what)
}

fn gone(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, what)
}
