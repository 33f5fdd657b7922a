//! The feed: numbered events to boards, windows and kiosks over WebSocket, and to pages as a
//! read-only event stream.

pub mod changes;
pub mod page_stream;
pub mod session;
pub mod socket;

/// Waits until the server ends.
pub(crate) async fn until_stopping(stopping: &mut tokio::sync::watch::Receiver<bool>) {
    // A closed channel means the same.
    let _ = stopping.wait_for(|stopping| *stopping).await.map(drop);
}
