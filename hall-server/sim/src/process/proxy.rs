//! A small TCP proxy in front of the server: cut, half-open, delayed, or gone.
//!
//! It keeps its address while the server comes and goes with another port each time.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The state of the wires.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Wires {
    /// Where the server is.
    upstream: Option<SocketAddr>,
    /// How often everything was cut; older connections end.
    cuts: u64,
    /// Nothing is forwarded and nobody is told.
    is_stalled: bool,
    /// New connections end at once.
    is_gone: bool,
    /// How long every piece lies on the way.
    delay: Duration,
}

/// A running proxy; it ends when dropped.
#[derive(Debug)]
pub(super) struct Proxy {
    address: SocketAddr,
    wires: watch::Sender<Wires>,
    task: JoinHandle<()>,
}

/// Most bytes read at once.
const PIECE: usize = 16 * 1024;

impl Proxy {
    /// Starts on a free loopback port.
    pub(super) async fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (wires, watched) = watch::channel(Wires::default());
        let task = tokio::spawn(listen(listener, watched));
        Ok(Self {
            address,
            wires,
            task,
        })
    }

    /// The address for clients.
    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the server is now.
    pub(super) fn point_to(&self, upstream: Option<SocketAddr>) {
        self.wires.send_modify(|wires| wires.upstream = upstream);
    }

    /// Cuts every connection.
    pub(super) fn cut(&self) {
        self.wires.send_modify(|wires| wires.cuts += 1);
    }

    /// Refuses, or takes again, new connections.
    pub(super) fn set_gone(&self, is_gone: bool) {
        self.wires.send_modify(|wires| wires.is_gone = is_gone);
    }

    /// Stops, or goes on with, forwarding; both ends believe that they are connected.
    pub(super) fn set_stalled(&self, is_stalled: bool) {
        self.wires
            .send_modify(|wires| wires.is_stalled = is_stalled);
    }

    /// Lets every piece lie on the way for a while.
    pub(super) fn set_delay(&self, delay: Duration) {
        self.wires.send_modify(|wires| wires.delay = delay);
    }

    /// Everything works again.
    pub(super) fn heal(&self) {
        self.wires.send_modify(|wires| {
            wires.is_stalled = false;
            wires.is_gone = false;
            wires.delay = Duration::ZERO;
        });
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen(listener: TcpListener, wires: watch::Receiver<Wires>) {
    loop {
        let Ok((client, _)) = listener.accept().await else {
            continue;
        };
        let now = *wires.borrow();
        let Some(upstream) = now.upstream.filter(|_| !now.is_gone) else {
            continue;
        };
        let wires = wires.clone();
        tokio::spawn(async move {
            let Ok(server) = TcpStream::connect(upstream).await else {
                return;
            };
            // Small answers travel at once, as on a real wire.
            let _ = client.set_nodelay(true);
            let _ = server.set_nodelay(true);
            let (client_reads, client_writes) = client.into_split();
            let (server_reads, server_writes) = server.into_split();
            let up = tokio::spawn(carry(client_reads, server_writes, wires.clone(), now.cuts));
            carry(server_reads, client_writes, wires, now.cuts).await;
            // The side that asks ends as soon as the side that answers did.
            up.abort();
        });
    }
}

/// Carries one direction until either end or a cut ends it.
async fn carry(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut wires: watch::Receiver<Wires>,
    born: u64,
) {
    let mut piece = vec![0; PIECE];
    loop {
        let Some(_) = flowing(&mut wires, born).await else {
            return;
        };
        let count = tokio::select! {
            changed = wires.changed() => match changed {
                Ok(()) => continue,
                Err(_) => return,
            },
            read = from.read(&mut piece) => match read {
                Ok(0) | Err(_) => return,
                Ok(count) => count,
            },
        };
        let Some(now) = flowing(&mut wires, born).await else {
            return;
        };
        if !now.delay.is_zero() {
            tokio::time::sleep(now.delay).await;
        }
        if to.write_all(&piece[..count]).await.is_err() {
            return;
        }
    }
}

/// Waits while nothing is forwarded; none after a cut.
async fn flowing(wires: &mut watch::Receiver<Wires>, born: u64) -> Option<Wires> {
    let open = |wires: &Wires| wires.cuts != born || !wires.is_stalled;
    let now = *wires.wait_for(open).await.ok()?;
    (now.cuts == born).then_some(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    /// A proxy with a server behind it, and a client's connection through it with the server's end.
    async fn wired() -> std::io::Result<(Proxy, TcpStream, TcpStream)> {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let proxy = Proxy::start().await?;
        proxy.point_to(Some(server.local_addr()?));
        let client = TcpStream::connect(proxy.address).await?;
        let (inside, _) = server.accept().await?;
        Ok((proxy, client, inside))
    }

    #[tokio::test]
    async fn bytes_pass_both_ways_and_a_cut_ends_both_ends() -> std::io::Result<()> {
        let (proxy, mut client, mut inside) = wired().await?;
        client.write_all(b"ask").await?;
        let mut three = [0; 3];
        inside.read_exact(&mut three).await?;
        assert_eq!(&three, b"ask");
        inside.write_all(b"yes").await?;
        client.read_exact(&mut three).await?;
        assert_eq!(&three, b"yes");
        proxy.cut();
        let mut rest = Vec::new();
        // An end or an error: both say that the connection is gone.
        assert!(matches!(
            client.read_to_end(&mut rest).await,
            Ok(0) | Err(_)
        ));
        assert!(matches!(
            inside.read_to_end(&mut rest).await,
            Ok(0) | Err(_)
        ));
        Ok(())
    }

    #[tokio::test]
    async fn what_is_stalled_arrives_after_it_is_healed() -> std::io::Result<()> {
        let (proxy, mut client, mut inside) = wired().await?;
        proxy.set_stalled(true);
        client.write_all(b"late").await?;
        let mut four = [0; 4];
        let mut reading = Box::pin(inside.read_exact(&mut four));
        // Everything that can run has run, and nothing arrived.
        for _ in 0..100 {
            tokio::task::yield_now().await;
            assert!((&mut reading).now_or_never().is_none());
        }
        proxy.heal();
        reading.await?;
        assert_eq!(&four, b"late");
        Ok(())
    }
}
