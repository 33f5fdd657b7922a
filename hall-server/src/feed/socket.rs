//! The feed over WebSocket: hello, then what was missed or a snapshot, then events as they come.
//!
//! A client that cannot keep up is cut and resumes; nobody waits for it. What a client sends after
//! its hello is heartbeats and nothing else: a board that commands is cut as well.

use super::until_stopping;
use crate::desk::Ask;
use crate::http::caller::{Caller, bearer, language_of};
use crate::http::{App, Shared};
use crate::hub::State;
use crate::limits::SEND_TIMEOUT;
use crate::witness;
use axum::extract::State as Extract;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use hall_core::device::Role;
use hall_core::{Command, Language};
use hall_protocol::codec::decode_client;
use hall_protocol::frame::{Hello, Welcome};
use hall_protocol::limits::{CLIENT_FRAME_BYTES_MAX, HEARTBEAT_S, HELLO_S};
use hall_protocol::resume::{Answer, Memory, Published};
use hall_protocol::{CURRENT, ClientFrame, DecodeError, ServerFrame, Stamp, encode};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{OwnedSemaphorePermit, broadcast};

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
        .on_upgrade(move |socket| serve(app, socket, caller, language, permit))
}

async fn serve(
    app: Shared,
    mut socket: WebSocket,
    caller: Option<Caller>,
    language: Language,
    _permit: OwnedSemaphorePermit,
) {
    let refusal = match greet(&app, &mut socket, caller, language).await {
        Ok(feed) => {
            let device = feed.caller.device;
            app.presence.feed_opened(device);
            let end = feed.run(&mut socket).await;
            app.presence.feed_closed(device);
            end
        }
        Err(refusal) => refusal,
    };
    if let Some(refusal) = refusal {
        let _ = send(&mut socket, text(encode(&refusal))).await;
    }
    let frame = CloseFrame {
        code: close_code::NORMAL,
        reason: Utf8Bytes::default(),
    };
    let _ = send(&mut socket, Message::Close(Some(frame))).await;
}

/// Why a connection ends: a frame to send first, or nothing when the client is gone.
type End = Option<ServerFrame>;

/// Reads the hello, checks it against the token, and answers it.
async fn greet(
    app: &Shared,
    socket: &mut WebSocket,
    caller: Option<Caller>,
    language: Language,
) -> Result<Feed, End> {
    let hello = read_hello(socket, language).await?;
    let caller = match (caller, &hello.token) {
        (Some(caller), _) => caller,
        (None, Some(token)) => Caller::of_token(app, token, language)
            .map_err(|fail| Some(refused_as(&fail.problem().code, &fail.problem().title)))?,
        (None, None) => return Err(Some(refused(language, "unauthorized"))),
    };
    if caller.role != hello.role {
        return Err(Some(refused(language, "role_not_allowed")));
    }
    let feed = Feed::begin(app, caller, &hello, language).await?;
    for frame in &feed.first {
        send(socket, text_of(frame)).await.ok_or(None)?;
    }
    Ok(feed)
}

/// Sends, or gives up on a reader that takes nothing: it is cut and resumes.
async fn send(socket: &mut WebSocket, message: Message) -> Option<()> {
    tokio::time::timeout(SEND_TIMEOUT, socket.send(message))
        .await
        .ok()?
        .ok()
}

async fn read_hello(socket: &mut WebSocket, language: Language) -> Result<Hello, End> {
    let first = tokio::time::timeout(Duration::from_secs(HELLO_S), socket.recv()).await;
    let Ok(Some(Ok(Message::Text(body)))) = first else {
        return Err(Some(refused(language, "malformed")));
    };
    match decode_client(body.as_str(), CLIENT_FRAME_BYTES_MAX) {
        Ok(ClientFrame::Hello(hello)) => Ok(hello),
        Err(DecodeError::Version { .. }) => Err(Some(refused(language, "protocol_version"))),
        Ok(ClientFrame::Heartbeat { .. }) | Err(_) => Err(Some(refused(language, "malformed"))),
    }
}

/// One client's feed.
struct Feed {
    app: Shared,
    caller: Caller,
    language: Language,
    /// Welcome and what was missed.
    first: Vec<Arc<str>>,
    frames: broadcast::Receiver<Published>,
}

impl Feed {
    async fn begin(
        app: &Shared,
        caller: Caller,
        hello: &Hello,
        language: Language,
    ) -> Result<Self, End> {
        let looked_up = match app.hub.with_memory(|memory| memory.hash_needed(hello)) {
            Some(seq) => journal_hash(app, seq).await,
            None => None,
        };
        let failed = |_| Some(refused(language, "storage_failed"));
        // What the device has seen counts before it is answered, and before any number is given.
        witness::hear(app, &caller, hello, looked_up.as_deref())
            .await
            .map_err(failed)?;
        let heard = Command::NoteHello {
            device: caller.device,
        };
        app.desk.ask(Ask::of_hall(heard)).await.map_err(failed)?;
        let begin = |state: &State, memory: &Memory| {
            let answer = memory.answer(hello, looked_up.as_deref());
            first_frames(app, &caller, state, &answer)
        };
        let (first, frames) = app.hub.subscribe(begin);
        Ok(Self {
            app: Arc::clone(app),
            caller,
            language,
            first,
            frames,
        })
    }

    async fn run(mut self, socket: &mut WebSocket) -> End {
        let period = Duration::from_secs(HEARTBEAT_S);
        let mut beat = tokio::time::interval_at(tokio::time::Instant::now() + period, period);
        let mut stopping = self.app.stopping.clone();
        loop {
            tokio::select! {
                frame = self.frames.recv() => match frame {
                    Ok(frame) => {
                        let frame = text_of(frame.for_role(self.caller.role));
                        send(socket, frame).await?;
                    }
                    // Too slow, or the epoch is over: it comes again from where it stands.
                    Err(RecvError::Lagged(_) | RecvError::Closed) => return None,
                },
                _ = beat.tick() => {
                    if !self.is_welcome() {
                        return Some(refused(self.language, "device_revoked"));
                    }
                    send(socket, text(encode(&self.heartbeat()))).await?;
                }
                message = socket.recv() => {
                    if let Err(end) = self.heard(message?.ok()?) {
                        return end;
                    }
                }
                () = until_stopping(&mut stopping) => {
                    return Some(refused(self.language, "server_stopping"));
                }
            }
        }
    }

    /// A heartbeat keeps the window present; anything else but silence ends the connection.
    fn heard(&self, message: Message) -> Result<(), End> {
        match message {
            Message::Text(body) => match decode_client(&body, CLIENT_FRAME_BYTES_MAX) {
                Ok(ClientFrame::Heartbeat { .. }) => {
                    if let Some(window) = self
                        .caller
                        .window
                        .filter(|_| self.caller.role == Role::Window)
                    {
                        self.app.presence.heard(window, Instant::now());
                    }
                    Ok(())
                }
                _ => Err(Some(refused(self.language, "board_commands"))),
            },
            Message::Binary(_) => Err(Some(refused(self.language, "board_commands"))),
            Message::Close(_) => Err(None),
            Message::Ping(_) | Message::Pong(_) => Ok(()),
        }
    }

    fn heartbeat(&self) -> ServerFrame {
        let seq = self.app.hub.with_memory(Memory::seq);
        ServerFrame::Heartbeat {
            seq,
            now: Stamp(self.app.hub.clock().time()),
        }
    }

    /// A revoked device hears nothing more (I31).
    fn is_welcome(&self) -> bool {
        let state = self.app.hub.look();
        state
            .hall
            .devices()
            .get(&self.caller.device)
            .is_some_and(|device| !device.revoked)
    }
}

/// The welcome, then the missed frames or the whole picture.
fn first_frames(app: &App, caller: &Caller, state: &State, answer: &Answer) -> Vec<Arc<str>> {
    let mut frames = vec![encode(&welcome(app, caller, state)).into()];
    match answer {
        Answer::Missed(missed) => frames.extend(missed.iter().cloned()),
        Answer::Snapshot | Answer::Ahead(_) => {
            let picture = state.lens(app.hub.clock().time()).picture();
            let staff = caller.role.sees_staff_data();
            let picture = if staff { picture } else { picture.for_public() };
            let frame = ServerFrame::Snapshot {
                epoch: state.epoch.to_string(),
                seq: state.tip.seq.0,
                hash: crate::journal::short(&state.tip.hash),
                picture: Box::new(picture),
            };
            frames.push(encode(&frame).into());
        }
    }
    frames
}

fn welcome(app: &App, caller: &Caller, state: &State) -> ServerFrame {
    let series = state.hall.series().iter();
    let clock = app.hub.clock();
    ServerFrame::Welcome(Box::new(Welcome {
        version: CURRENT,
        epoch: state.epoch.to_string(),
        seq: state.tip.seq.0,
        now: Stamp(clock.time()),
        speed: clock.speed(),
        hall: state.lens(clock.time()).hall(app.practice, &app.public_url),
        window: caller.window,
        online_max: series
            .map(|(code, series)| (*code, series.rules.online_max))
            .collect(),
    }))
}

async fn journal_hash(app: &Shared, seq: u64) -> Option<String> {
    let reader = app.reader.as_ref()?;
    reader
        .hash(seq)
        .await
        .ok()
        .flatten()
        .map(|hash| crate::journal::short(&hash))
}

fn refused(language: Language, code: &str) -> ServerFrame {
    let key = format!("refusal-{}", code.replace('_', "-"));
    refused_as(code, &hall_text::word(language, &key))
}

fn refused_as(code: &str, title: &str) -> ServerFrame {
    ServerFrame::Refused {
        code: code.to_owned(),
        title: title.to_owned(),
    }
}

fn text(frame: String) -> Message {
    Message::Text(frame.into())
}

fn text_of(frame: &Arc<str>) -> Message {
    Message::Text(Utf8Bytes::from(&**frame))
}
