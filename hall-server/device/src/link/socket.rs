//! The socket under a link: one WebSocket, being opened or open.

use super::machine::LinkInput;
use crate::address::ServerAddress;
use crate::limits::{READ_BUFFER_BYTES, SEND_MS};
use crate::token::Token;
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, SinkExt, StreamExt};
use hall_protocol::Problem;
use hall_protocol::limits::FRAME_BYTES_MAX;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderValue, Response, StatusCode, header};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// One connection at most.
pub(super) enum Socket {
    None,
    Opening(BoxFuture<'static, Result<Stream, Error>>),
    Open(Box<Stream>),
}

/// What a socket has to say; like [`LinkInput`], with its own text.
pub(super) enum Said {
    Opened,
    Frame(String),
    Failed(String),
    Rejected { code: String, title: String },
    Closed(String),
}

impl Said {
    pub(super) fn as_input(&self) -> LinkInput<'_> {
        match self {
            Self::Opened => LinkInput::Opened,
            Self::Frame(text) => LinkInput::Frame(text),
            Self::Failed(what) => LinkInput::Failed(what.clone()),
            Self::Rejected { code, title } => LinkInput::Rejected {
                code: code.clone(),
                title: title.clone(),
            },
            Self::Closed(what) => LinkInput::Closed(what.clone()),
        }
    }
}

impl Socket {
    /// Begins to open the feed.
    pub(super) fn open(server: &ServerAddress, token: &Token) -> Self {
        let url = server.feed_url();
        let bearer = format!("Bearer {}", token.expose());
        let opening = async move {
            let mut request = url.into_client_request()?;
            let mut value =
                HeaderValue::from_str(&bearer).map_err(|error| Error::HttpFormat(error.into()))?;
            value.set_sensitive(true);
            request.headers_mut().insert(header::AUTHORIZATION, value);
            let config = WebSocketConfig::default()
                .read_buffer_size(READ_BUFFER_BYTES)
                .write_buffer_size(0)
                .max_message_size(Some(FRAME_BYTES_MAX))
                .max_frame_size(Some(FRAME_BYTES_MAX));
            let (stream, _) = connect_async_with_config(request, Some(config), true).await?;
            Ok(stream)
        };
        Self::Opening(opening.boxed())
    }

    /// The next thing it says; never returns while there is no connection. May be dropped and
    /// called again without losing anything.
    pub(super) async fn next(&mut self) -> Said {
        match self {
            Self::None => std::future::pending().await,
            Self::Opening(opening) => match opening.await {
                Ok(stream) => {
                    *self = Self::Open(Box::new(stream));
                    Said::Opened
                }
                Err(error) => {
                    *self = Self::None;
                    not_opened(error)
                }
            },
            Self::Open(stream) => loop {
                match stream.next().await {
                    Some(Ok(Message::Text(text))) => return Said::Frame(text.as_str().to_owned()),
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                    Some(Ok(Message::Binary(_))) => {
                        return Said::Closed("a binary frame, expected text".to_owned());
                    }
                    Some(Ok(Message::Close(frame))) => {
                        let why = frame
                            .map(|frame| frame.reason.to_string())
                            .unwrap_or_default();
                        return Said::Closed(
                            format!("closed by the server {why}").trim().to_owned(),
                        );
                    }
                    Some(Err(error)) => return Said::Closed(error.to_string()),
                    None => return Said::Closed("end of stream".to_owned()),
                }
            },
        }
    }

    /// Sends a text; a failure shows as the end of the connection.
    pub(super) async fn send(&mut self, text: String) {
        let Self::Open(stream) = self else { return };
        let sent = tokio::time::timeout(
            Duration::from_millis(SEND_MS),
            stream.send(Message::text(text)),
        );
        // The reading side reports what happened; a stuck writer is dropped as silent.
        if !matches!(sent.await, Ok(Ok(()))) {
            tracing::debug!("a frame could not be sent");
        }
    }
}

fn not_opened(error: Error) -> Said {
    match error {
        Error::Http(response) => rejected(&response),
        other => Said::Failed(other.to_string()),
    }
}

/// A server that answers the handshake with an error said something about this device, unless it
/// is only busy.
fn rejected(response: &Response<Option<Vec<u8>>>) -> Said {
    let status = response.status();
    let problem = response
        .body()
        .as_deref()
        .and_then(|body| serde_json::from_slice::<Problem>(body).ok());
    let is_about_us = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
    match problem {
        Some(problem) if is_about_us => Said::Rejected {
            code: problem.code,
            title: problem.title,
        },
        None if is_about_us => Said::Rejected {
            code: "unauthorized".to_owned(),
            title: status.to_string(),
        },
        Some(problem) => Said::Failed(format!("{status}: {}", problem.title)),
        None => Said::Failed(format!("the feed answered {status}")),
    }
}
