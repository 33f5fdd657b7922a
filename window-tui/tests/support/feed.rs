//! A server's feed: a token such as `pad-14` is of window 14, and every window from 14 to 16 has
//! just finished a ticket.

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use hall_core::Time;
use hall_core::code::{TicketId, WindowNumber};
use hall_core::plan::{Language, VoiceRules};
use hall_protocol::frame::Welcome;
use hall_protocol::view::{HallView, Names, PromptView, TicketLayout};
use hall_protocol::{CURRENT, Picture, ServerFrame, Stamp, encode};
use std::collections::BTreeMap;

/// The hall's time.
const NOW: Time = Time(1_000_000);

fn welcome(window: WindowNumber) -> ServerFrame {
    let hall = HallView {
        code: "test".into(),
        names: Names::default(),
        timezone: "Asia/Shanghai".into(),
        guide_desk: Names::default(),
        wifi: String::new(),
        languages: vec![Language::ZhCn],
        zones: Vec::new(),
        restore_minutes: 30,
        call_interval_s: 20,
        suggest_missed_after: 3,
        reasons: Vec::new(),
        classes: Vec::new(),
        facilities: Vec::new(),
        ticket: TicketLayout::default(),
        voice: VoiceRules::default(),
        practice: false,
        public_url: String::new(),
    };
    ServerFrame::Welcome(Box::new(Welcome {
        version: CURRENT,
        epoch: "1-00000000000000aa".into(),
        seq: 5,
        now: Stamp(NOW),
        speed: 1,
        hall,
        window: Some(window),
        online_max: [].into(),
    }))
}

/// Every window from 14 to 16 has just finished a ticket whose id is the window's and 100.
fn snapshot() -> ServerFrame {
    let prompts = (14..=16).map(|window| {
        let prompt = PromptView {
            window: WindowNumber(window),
            ticket: TicketId(100 + u64::from(window)),
            number: format!("A{window:03}"),
            until: Stamp(NOW + hall_core::Span::seconds(60)),
        };
        (prompt.window, prompt)
    });
    let picture = Picture {
        prompts: prompts.collect::<BTreeMap<_, _>>(),
        ..Picture::default()
    };
    ServerFrame::Snapshot {
        epoch: "1-00000000000000aa".into(),
        seq: 5,
        hash: format!("{:016x}", 5),
        picture: Box::new(picture),
    }
}

/// Says hello to whoever has such a token.
pub(crate) async fn feed(headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    match window_of(&headers) {
        Some(window) => upgrade.on_upgrade(move |socket| tell(socket, window)),
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}

async fn tell(mut socket: WebSocket, window: WindowNumber) {
    // The hello comes first; then the server waits for the end.
    let _hello = socket.recv().await;
    for frame in [welcome(window), snapshot()] {
        let text = Message::Text(encode(&frame).into());
        if socket.send(text).await.is_err() {
            return;
        }
    }
    while socket.recv().await.is_some() {}
}

/// The window of a token such as `pad-14`.
fn window_of(headers: &HeaderMap) -> Option<WindowNumber> {
    let by = headers.get("authorization")?.to_str().ok()?;
    let number = by.strip_prefix("Bearer pad-")?.parse().ok()?;
    Some(WindowNumber(number))
}
