//! One client's feed: hello, then what was missed or a snapshot, then events as they come.
//!
//! It speaks over a [`Line`], which is a WebSocket in the hall and a pipe in the simulator. A client
//! that cannot keep up is cut and resumes; nobody waits for it. What a client sends after its hello
//! is heartbeats and nothing else: a board that commands is cut as well.

use crate::desk::Ask;
use crate::http::caller::Caller;
use crate::http::{App, Shared};
use crate::hub::State;
use crate::witness;
use hall_core::device::Role;
use hall_core::{Command, Language};
use hall_protocol::codec::decode_client;
use hall_protocol::frame::{Hello, Welcome};
use hall_protocol::limits::CLIENT_FRAME_BYTES_MAX;
use hall_protocol::resume::{Answer, Memory, Published};
use hall_protocol::view::mark;
use hall_protocol::{CURRENT, ClientFrame, DecodeError, ServerFrame, Stamp, encode};
use std::sync::Arc;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// A way to one client and back.
pub trait Line: Send {
    /// The first thing heard, if it comes in time.
    fn hello(&mut self) -> impl Future<Output = Option<Heard>> + Send;

    /// The next thing heard; may be dropped and called again without loss.
    fn hear(&mut self) -> impl Future<Output = Heard> + Send;

    /// Sends a frame; none when the client is gone or takes nothing.
    fn say(&mut self, frame: &str) -> impl Future<Output = Option<()>> + Send;
}

/// What a line brings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heard {
    /// A text.
    Text(String),
    /// Something that is no text.
    Other,
    /// The client is gone.
    Gone,
    /// It is time for a heartbeat.
    Beat,
    /// The server ends.
    Stopping,
}

/// Serves one client until it, or the server, ends.
pub async fn serve(app: Shared, line: &mut impl Line, caller: Option<Caller>, language: Language) {
    let refusal = match greet(&app, line, caller, language).await {
        Ok(feed) => {
            let device = feed.caller.device;
            app.presence.feed_opened(device);
            let end = feed.run(line).await;
            app.presence.feed_closed(device);
            end
        }
        Err(refusal) => refusal,
    };
    if let Some(refusal) = refusal {
        let _ = line.say(&encode(&refusal)).await;
    }
}

/// Why a connection ends: a frame to send first, or nothing when the client is gone.
type End = Option<ServerFrame>;

/// Reads the hello, checks it against the token, and answers it.
async fn greet(
    app: &Shared,
    line: &mut impl Line,
    caller: Option<Caller>,
    language: Language,
) -> Result<Feed, End> {
    let hello = read_hello(line, language).await?;
    let caller = match (caller, &hello.token) {
        (Some(caller), _) => caller,
        (None, Some(token)) => Caller::of_token(app, token, language)
            .map_err(|fail| Some(refused_as(&fail.problem().code, &fail.problem().title)))?,
        (None, None) => return Err(Some(refused(language, "unauthorized"))),
    };
    if caller.role != hello.role {
        return Err(Some(refused(language, "role_not_allowed")));
    }
    let hello = heard_here(app, hello);
    let feed = Feed::begin(app, caller, &hello, language).await?;
    for frame in &feed.first {
        line.say(frame).await.ok_or(None)?;
    }
    Ok(feed)
}

async fn read_hello(line: &mut impl Line, language: Language) -> Result<Hello, End> {
    let Some(Heard::Text(body)) = line.hello().await else {
        return Err(Some(refused(language, "malformed")));
    };
    match decode_client(&body, CLIENT_FRAME_BYTES_MAX) {
        Ok(ClientFrame::Hello(hello)) => Ok(hello),
        Err(DecodeError::Version { .. }) => Err(Some(refused(language, "protocol_version"))),
        Ok(ClientFrame::Heartbeat { .. }) | Err(_) => Err(Some(refused(language, "malformed"))),
    }
}

/// A device that was moved here tells nothing of its former hall.
fn heard_here(app: &Shared, hello: Hello) -> Hello {
    let state = app.hub.look();
    match state.hall.plan() {
        Some(plan) => hello.heard_in(&mark(&plan.hall.code, app.practice)),
        None => hello,
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
            Some(seq) => witness::journal_hash(app, seq).await,
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

    async fn run(mut self, line: &mut impl Line) -> End {
        loop {
            tokio::select! {
                biased;
                heard = line.hear() => match heard {
                    Heard::Beat if !self.is_welcome() => {
                        return Some(refused(self.language, "device_revoked"));
                    }
                    Heard::Beat => line.say(&encode(&self.heartbeat())).await?,
                    Heard::Text(body) => match self.heard(&body) {
                        None => {}
                        refusal => return refusal,
                    },
                    Heard::Other => return Some(refused(self.language, "board_commands")),
                    Heard::Gone => return None,
                    Heard::Stopping => return Some(refused(self.language, "server_stopping")),
                },
                frame = self.frames.recv() => match frame {
                    Ok(frame) => line.say(frame.for_role(self.caller.role)).await?,
                    // Too slow, or the epoch is over: it comes again from where it stands.
                    Err(RecvError::Lagged(_) | RecvError::Closed) => return None,
                },
            }
        }
    }

    /// A heartbeat keeps the window present; anything else is refused.
    fn heard(&self, body: &str) -> End {
        let Ok(ClientFrame::Heartbeat { .. }) = decode_client(body, CLIENT_FRAME_BYTES_MAX) else {
            return Some(refused(self.language, "board_commands"));
        };
        let of_window = self.caller.role == Role::Window;
        if let Some(window) = self.caller.window.filter(|_| of_window) {
            let now = self.app.hub.clock().instant();
            self.app.presence.heard(window, now);
        }
        None
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
