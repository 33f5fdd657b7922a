//! The network between a device and its hall: an address that stays, whoever serves behind it.

use std::net::{Ipv4Addr, SocketAddr};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A way that can be cut; it ends when dropped.
pub(crate) struct Way {
    pub(crate) base: String,
    to: watch::Sender<Option<SocketAddr>>,
    task: JoinHandle<()>,
}

impl Way {
    /// A way to a hall's `http://` address.
    pub(crate) async fn to(base: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        let to = watch::Sender::new(Some(target(base)));
        let goals = to.subscribe();
        Self {
            base: format!("http://{address}"),
            to,
            task: tokio::spawn(listen(listener, goals)),
        }
    }

    /// Every connection breaks, and no new one is made.
    pub(crate) fn cut(&self) {
        self.to.send_replace(None);
    }

    /// The way leads to this hall from now on.
    pub(crate) fn lead_to(&self, base: &str) {
        self.to.send_replace(Some(target(base)));
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn target(base: &str) -> SocketAddr {
    let address = base.strip_prefix("http://").expect("a plain address");
    address.parse().expect("an address with a port")
}

async fn listen(listener: TcpListener, goals: watch::Receiver<Option<SocketAddr>>) {
    while let Ok((mut near, _)) = listener.accept().await {
        let mut goals = goals.clone();
        tokio::spawn(async move {
            let goal = *goals.borrow_and_update();
            let Some(goal) = goal else { return };
            let Ok(mut far) = TcpStream::connect(goal).await else {
                return;
            };
            tokio::select! {
                _ = copy_bidirectional(&mut near, &mut far) => {}
                _ = goals.changed() => {}
            }
        });
    }
}
