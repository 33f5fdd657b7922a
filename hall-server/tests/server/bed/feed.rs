//! A device that listens to the feed, with the same cursor as the shipped programs.

use super::Client;
use futures_util::{SinkExt, StreamExt};
use hall_core::device::Role;
use hall_protocol::frame::{Hello, Welcome};
use hall_protocol::resume::{Cursor, Effect};
use hall_protocol::{CURRENT, ClientFrame, ServerFrame, encode};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// One connection to the feed.
pub(crate) struct Listener {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Every frame so far, as it came.
    pub(crate) frames: Vec<String>,
}

impl Listener {
    /// Opens a socket without a word.
    pub(crate) async fn connect(client: &Client, base: &str) -> Self {
        Self::try_connect(client, base)
            .await
            .expect("the feed opens")
    }

    /// The same, or the HTTP status of the refusal.
    pub(crate) async fn try_connect(client: &Client, base: &str) -> Result<Self, u16> {
        let url = format!("{}/api/v1/feed", base.replace("http://", "ws://"));
        let mut request = url.into_client_request().expect("an address");
        if !client.token.is_empty() {
            let token = format!("Bearer {}", client.token)
                .parse()
                .expect("a token is plain");
            request.headers_mut().insert("authorization", token);
        }
        let english = "en".parse().expect("plain");
        request.headers_mut().insert("accept-language", english);
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self {
                socket,
                frames: Vec::new(),
            }),
            Err(tokio_tungstenite::tungstenite::Error::Http(response)) => {
                Err(response.status().as_u16())
            }
            Err(error) => panic!("no feed: {error}"),
        }
    }

    /// Opens a socket and says the cursor's hello.
    pub(crate) async fn greet(
        client: &Client,
        base: &str,
        role: Role,
        cursor: &mut Cursor,
    ) -> Self {
        let mut listener = Self::connect(client, base).await;
        listener.hello(cursor.hello(CURRENT, role)).await;
        listener
    }

    /// Says hello.
    pub(crate) async fn hello(&mut self, hello: Hello) {
        self.say(encode(&ClientFrame::Hello(hello))).await;
    }

    /// Says anything.
    pub(crate) async fn say(&mut self, text: String) {
        self.socket
            .send(Message::text(text))
            .await
            .expect("the socket takes it");
    }

    /// The next frame's text; none when the server closed.
    pub(crate) async fn text(&mut self) -> Option<String> {
        loop {
            let next = timeout(PATIENCE, self.socket.next())
                .await
                .expect("the feed is not silent");
            match next {
                Some(Ok(Message::Text(text))) => {
                    self.frames.push(text.to_string());
                    return Some(text.to_string());
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// The next frame.
    pub(crate) async fn frame(&mut self) -> Option<ServerFrame> {
        let text = self.text().await?;
        Some(serde_json::from_str(&text).expect("the server sends frames"))
    }

    /// The welcome that must come first.
    pub(crate) async fn welcome(&mut self) -> Box<Welcome> {
        match self.frame().await {
            Some(ServerFrame::Welcome(welcome)) => welcome,
            other => panic!("no welcome: {other:?}"),
        }
    }

    /// The code of the refusal that must come before the end.
    pub(crate) async fn refusal(&mut self) -> String {
        for _ in 0..FRAMES_BEFORE_REFUSAL {
            match self.frame().await {
                Some(ServerFrame::Refused { code, title }) => {
                    assert!(!title.is_empty());
                    assert!(self.text().await.is_none(), "the connection ends");
                    return code;
                }
                Some(_) => {}
                None => panic!("closed without a word"),
            }
        }
        panic!("no refusal, the feed goes on");
    }

    /// Listens until the cursor has applied event `seq`.
    pub(crate) async fn follow(&mut self, cursor: &mut Cursor, seq: u64) {
        while !(cursor.is_live() && cursor.seq() >= seq) {
            let text = self.text().await.expect("the feed goes on");
            for effect in cursor.on_text(&text, 0) {
                let lost = matches!(effect, Effect::Reconnect(_) | Effect::Refused { .. });
                assert!(!lost, "{effect:?}");
            }
        }
    }

    /// Goes away without a word.
    pub(crate) fn cut(self, cursor: &mut Cursor) {
        cursor.cut();
        drop(self);
    }
}

/// Heartbeats come every two seconds; a refusal comes with the next one at the latest.
const FRAMES_BEFORE_REFUSAL: usize = 10;

/// Longer than anything may take here; only a broken feed meets it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The welcome's hall, for tests that look at it.
pub(crate) fn welcomed(cursor: &Cursor) -> Arc<Welcome> {
    cursor.welcome().cloned().expect("the cursor was welcomed")
}
