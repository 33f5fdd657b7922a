//! A server that answers like a hall, and facts that print.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use hall_protocol::api::{Paper, Take};
use hall_protocol::view::{HallState, ItemView, TicketView};
use kiosk_client::{Kiosk, Printer, Profile};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// A running server; it stops when dropped.
pub(crate) struct Hall {
    pub(crate) addr: SocketAddr,
    pub(crate) desk: Arc<Desk>,
    task: JoinHandle<()>,
}

/// What the server knows and how it behaves.
pub(crate) struct Desk {
    /// Tickets asked for, in order.
    pub(crate) takes: Mutex<Vec<Take>>,
    /// The languages that takes asked for, in order.
    pub(crate) languages: Mutex<Vec<String>>,
    /// Reports on papers.
    pub(crate) papers: Mutex<Vec<Paper>>,
    /// What the next takes do; a ticket when empty.
    pub(crate) turns: Mutex<VecDeque<Turn>>,
    /// Opened to let slow answers go.
    pub(crate) gate: Semaphore,
    /// One more permit for each take that has arrived.
    pub(crate) arrived: Semaphore,
}

/// How one take is answered.
pub(crate) enum Turn {
    /// With this problem.
    Refuse(Value),
    /// When the gate opens.
    Slow,
    /// Committed, and the answer gets lost: a status that is no answer of a hall.
    Broken,
    /// The ticket the person had.
    Existing,
}

impl Hall {
    pub(crate) async fn start() -> Self {
        let desk = Arc::new(Desk {
            takes: Mutex::default(),
            languages: Mutex::default(),
            papers: Mutex::default(),
            turns: Mutex::default(),
            gate: Semaphore::new(0),
            arrived: Semaphore::new(0),
        });
        let router = Router::new()
            .route("/api/v1/hall", get(async || Json(state())))
            .route("/api/v1/items", get(async || Json(vec![item()])))
            .route("/api/v1/tickets", post(take))
            .route("/api/v1/tickets/{id}/paper", post(paper))
            .with_state(Arc::clone(&desk));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("a free port");
        let addr = listener.local_addr().expect("a bound address");
        let task = tokio::spawn(async move {
            axum::serve(listener, router)
                .await
                .expect("the server runs until it is dropped");
        });
        Self { addr, desk, task }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    pub(crate) async fn kiosk(&self, printer: SocketAddr, profile: Profile) -> Kiosk {
        let address = self.url().parse().expect("a server address");
        let api = hall_device::Api::new(address, None).expect("a client");
        let address = format!("tcp:{printer}").parse().expect("a printer");
        Kiosk::connect(api, Printer::new(address, profile))
            .await
            .expect("the hall is there")
    }

    pub(crate) fn next(&self, turn: Turn) {
        self.desk
            .turns
            .lock()
            .expect("no panic while held")
            .push_back(turn);
    }

    pub(crate) fn papers(&self) -> Vec<Paper> {
        self.desk
            .papers
            .lock()
            .expect("no panic while held")
            .clone()
    }

    pub(crate) fn takes(&self) -> Vec<Take> {
        self.desk.takes.lock().expect("no panic while held").clone()
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn take(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    Json(take): Json<Take>,
) -> Response {
    let asked = headers
        .get("accept-language")
        .and_then(|tag| tag.to_str().ok());
    let asked = asked.unwrap_or_default().to_owned();
    desk.languages
        .lock()
        .expect("no panic while held")
        .push(asked);
    let language = take.language.unwrap_or_default();
    desk.takes.lock().expect("no panic while held").push(take);
    desk.arrived.add_permits(1);
    let turn = desk.turns.lock().expect("no panic while held").pop_front();
    let mut ticket = ticket();
    ticket.language = language;
    match turn {
        Some(Turn::Refuse(problem)) => {
            return (StatusCode::CONFLICT, Json(problem)).into_response();
        }
        Some(Turn::Broken) => return StatusCode::BAD_GATEWAY.into_response(),
        Some(Turn::Slow) => desk
            .gate
            .acquire()
            .await
            .expect("the gate is never closed")
            .forget(),
        Some(Turn::Existing) => {
            ticket.existing = true;
            return (StatusCode::OK, Json(ticket)).into_response();
        }
        None => {}
    }
    (StatusCode::CREATED, Json(ticket)).into_response()
}

async fn paper(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<u64>,
    Json(paper): Json<Paper>,
) -> Response {
    assert_eq!(id, ticket().id.0);
    desk.papers.lock().expect("no panic while held").push(paper);
    Json(ticket()).into_response()
}

/// What the hall says of itself.
pub(crate) fn state() -> HallState {
    let zone = json!({
        "zone": "E", "name": "民生服务区", "name_en": "Livelihood", "name_zh_hant": "民生服務區",
        "floor": 1
    });
    let hall = json!({
        "code": "hall", "timezone": "Asia/Shanghai",
        "name": "安康市政务服务中心", "name_en": "Ankang Service Centre",
        "name_zh_hant": "安康市政務服務中心",
        "guide_desk": { "name": "导服台", "name_en": "guide desk", "name_zh_hant": "導服臺" },
        "wifi": "HALL-FREE", "languages": ["zh-CN", "en", "zh-Hant"], "zones": [zone],
        "restore_minutes": 30, "call_interval_s": 20, "suggest_missed_after": 3,
        "public_url": "http://hall.local:8080"
    });
    let state = json!({
        "hall": hall, "now": "2026-03-03T02:38:00Z", "minute": 638, "epoch": "1", "seq": 1,
        "day": null, "waiting": 17, "open_windows": 1
    });
    serde_json::from_value(state).expect("a hall as the server writes it")
}

pub(crate) fn item() -> ItemView {
    let material =
        |zh: &str, en: &str, hant: &str| json!({ "name": zh, "name_en": en, "name_zh_hant": hant });
    let item = json!({
        "code": "GJ01", "name": "公交IC公益卡领卡", "name_en": "Senior bus card pickup",
        "name_zh_hant": "公交IC公益卡領卡", "department": "bus",
        "department_name": { "name": "公交公司" }, "queue": "bus", "zone": "E", "floor": 1,
        "series": "E", "windows": [14], "open": true, "ticket_hours": [480, 1000],
        "waiting": 17, "wait_minutes": [20, 35], "promised_days": 10, "fee_yuan": 0, "usual_s": 60,
        "materials": [
            material("身份证原件", "ID card", "身份證原件"),
            material("领卡凭条", "receipt", "領卡憑條"),
        ],
    });
    serde_json::from_value(item).expect("an item as the server writes it")
}

pub(crate) fn ticket() -> TicketView {
    let ticket = json!({
        "id": 22, "number": "E023", "mark": "优", "day": "2026-03-03", "queue": "bus",
        "item": "GJ01", "class": "priority", "language": "zh-CN", "visit": 7, "state": "waiting",
        "window": null, "window_hint": "14", "taken_at": "2026-03-03T02:38:00Z",
        "arrival": "2026-03-03T02:38:00Z", "since": "2026-03-03T02:38:00Z", "ahead": 17,
        "wait_minutes": [20, 35], "version": 1, "place": [0, 0, 0], "legs": 1,
        "paper": "unreported", "token": "k7q2m9x4v1b8n3z6"
    });
    serde_json::from_value(ticket).expect("a ticket as the server writes it")
}
