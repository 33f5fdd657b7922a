//! The listener: connections with a limit on their number and on how long a request's head may
//! take, so that people who begin and never end do not keep others out.
//!
//! What comes after the head has limits of its own: bodies in `http`, feeds in `feed`.

use crate::feed::until_stopping;
use crate::limits::{CONNECTIONS_MAX, HEAD_TIMEOUT, KEEP_ALIVE};
use axum::Router;
use hyper::server::conn::http1::{Builder, Connection};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustix::net::sockopt::{set_socket_keepalive, set_tcp_keepidle};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::sleep;

/// How much a listener puts up with.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Connections at a time; more wait outside.
    pub connections: usize,
    /// From the readiness for a request to the end of its head.
    pub head: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connections: CONNECTIONS_MAX,
            head: HEAD_TIMEOUT,
        }
    }
}

/// Serves until `stopping` says so, then lets running requests finish.
///
/// # Panics
///
/// Never: nobody closes the seats.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    mut stopping: watch::Receiver<bool>,
    patience: Patience,
) {
    let seats = Arc::new(Semaphore::new(patience.connections));
    let mut builder = Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head);
    loop {
        let (stream, seat) = tokio::select! {
            accepted = accept(&listener, &seats) => accepted,
            () = until_stopping(&mut stopping) => break,
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let stopping = stopping.clone();
        tokio::spawn(async move {
            let _seat = seat;
            attend(connection, stopping).await;
        });
    }
    drop(listener);
    let everyone = u32::try_from(patience.connections).unwrap_or(u32::MAX);
    // Whoever left gave the seat back.
    let _ = seats.acquire_many(everyone).await;
}

/// One connection to its end; a feed goes on by itself after the upgrade.
async fn attend(connection: Plain, mut stopping: watch::Receiver<bool>) {
    let mut connection = pin!(connection.with_upgrades());
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = until_stopping(&mut stopping) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // A connection that breaks is the client's affair.
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection broke");
    }
}

type Plain = Connection<TokioIo<TcpStream>, TowerToHyperService<Router>>;

/// The next connection, once there is a seat for it.
async fn accept(
    listener: &TcpListener,
    seats: &Arc<Semaphore>,
) -> (TcpStream, OwnedSemaphorePermit) {
    let seat = Arc::clone(seats).acquire_owned().await;
    let seat = seat.expect("nobody closes the seats");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tell(&stream);
                return (stream, seat);
            }
            // Out of files, most likely: others must leave first.
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// Frames are small and wanted at once; a peer that lost its power must be noticed.
fn tell(stream: &TcpStream) {
    let told = stream.set_nodelay(true);
    let told = told.and_then(|()| Ok(set_socket_keepalive(stream, true)?));
    let told = told.and_then(|()| Ok(set_tcp_keepidle(stream, KEEP_ALIVE)?));
    if let Err(error) = told {
        tracing::debug!(%error, "a socket took no options");
    }
}

const ACCEPT_PAUSE: Duration = Duration::from_millis(200);
