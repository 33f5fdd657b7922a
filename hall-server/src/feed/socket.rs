//! The feed over WebSocket: the handshake, and a [`Line`] over the socket.

use super::session::{Heard, Line, serve};
use super::until_stopping;
use crate::http::Shared;
use crate::http::caller::{Caller, bearer, language_of};
use crate::limits::SEND_TIMEOUT;
use axum::extract::State as Extract;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use hall_protocol::limits::{CLIENT_FRAME_BYTES_MAX, HEARTBEAT_S, HELLO_S};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Interval, interval_at, timeout};

/// `GET /api/v1/feed`.
pub async fn open(
    Extract(app): Extract<Shared>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let language = language_of(&headers);
    // A token in the handshake is checked before anything is upgraded.
    let caller = match bearer(&headers) {
        Some(token) => match Caller::of_token(&app, token, language) {
            Ok(caller) => Some(caller),
            Err(fail) => return fail.into_response(),
        },
        None => None,
    };
    let Ok(permit) = Arc::clone(&app.streams).try_acquire_owned() else {
        return axum::http::StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    // 4 KiB: the read buffer is zero-filled at each read, and a hall has a thousand boards.
    upgrade
        .read_buffer_size(4096)
        .max_message_size(CLIENT_FRAME_BYTES_MAX)
        .max_frame_size(CLIENT_FRAME_BYTES_MAX)
        .on_upgrade(async move |socket| {
            let _permit = permit;
            let mut line = Socket::new(socket, app.stopping.clone());
            serve(app, &mut line, caller, language).await;
            line.close().await;
        })
}

/// A WebSocket as a line.
struct Socket {
    ws: WebSocket,
    beat: Interval,
    stopping: watch::Receiver<bool>,
}

impl Socket {
    fn new(ws: WebSocket, stopping: watch::Receiver<bool>) -> Self {
        let period = Duration::from_secs(HEARTBEAT_S);
        let beat = interval_at(tokio::time::Instant::now() + period, period);
        Self { ws, beat, stopping }
    }

    /// Sends, or gives up on a reader that takes nothing: it is cut and resumes.
    async fn send(&mut self, message: Message) -> Option<()> {
        timeout(SEND_TIMEOUT, self.ws.send(message))
            .await
            .ok()?
            .ok()
    }

    async fn close(mut self) {
        let frame = CloseFrame {
            code: close_code::NORMAL,
            reason: Utf8Bytes::default(),
        };
        let _ = self.send(Message::Close(Some(frame))).await;
    }
}

/// The next message that means something.
async fn message(ws: &mut WebSocket) -> Heard {
    loop {
        return match ws.recv().await {
            Some(Ok(Message::Text(text))) => Heard::Text(text.as_str().to_owned()),
            Some(Ok(Message::Binary(_))) => Heard::Other,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
            Some(Ok(Message::Close(_)) | Err(_)) | None => Heard::Gone,
        };
    }
}

impl Line for Socket {
    async fn hello(&mut self) -> Option<Heard> {
        timeout(Duration::from_secs(HELLO_S), message(&mut self.ws))
            .await
            .ok()
    }

    async fn hear(&mut self) -> Heard {
        let Self { ws, beat, stopping } = self;
        tokio::select! {
            _ = beat.tick() => Heard::Beat,
            heard = message(ws) => heard,
            () = until_stopping(stopping) => Heard::Stopping,
        }
    }

    async fn say(&mut self, frame: &str) -> Option<()> {
        self.send(Message::Text(Utf8Bytes::from(frame))).await
    }
}
