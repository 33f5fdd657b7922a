//! Kiosks: how their printers are, told by themselves and shown to staff.

use super::body::Body;
use super::caller::Caller;
use super::{App, Fail, Shared};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use hall_core::code::DeviceId;
use hall_core::device::{Device, Role};
use hall_core::{Command, Hall, Refusal};
use hall_protocol::view::{DayKeyView, KioskView, PrinterView};
use hall_protocol::{Stamp, api};

/// `POST /printer`: the asking kiosk's printer.
pub(super) async fn printer(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let sent: api::Printer = body.parse()?;
    let trouble = sent.trouble;
    let command = Command::ReportPrinter { trouble };
    let ask = body.ask(&app, &caller, Some(id), command, Vec::new());
    let answer = app.ask(ask, caller.language).await?;
    let said = PrinterView {
        trouble,
        papers_left: sent.papers_left,
        at: Stamp(app.hub.clock().time()),
    };
    app.printers.note(caller.device, said);
    Ok(answer)
}

/// `GET /kiosks`.
pub(super) async fn list(
    State(app): State<Shared>,
    caller: Caller,
) -> Result<Json<Vec<KioskView>>, Fail> {
    caller.expect(&[Role::Guide, Role::Manager])?;
    Ok(Json(app.kiosks(&app.hub.look().hall)))
}

/// `GET /day-key`: the key under which kiosks hash documents, for their memory only.
pub(super) async fn day_key(
    State(app): State<Shared>,
    caller: Caller,
) -> Result<Json<DayKeyView>, Fail> {
    caller.expect(&[Role::Kiosk, Role::Guide])?;
    let day = app.hub.look().hall.day().map(|day| day.date);
    let not_open = || Fail::refused(caller.language, &Refusal::DayNotOpen, None);
    let key = app.day_keys.of(day.ok_or_else(not_open)?, &app.random);
    let key = key.map_err(|error| {
        tracing::error!("the key of the day could not be kept: {error}");
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Fail::new(caller.language, status, "internal", String::new())
    })?;
    Ok(Json(DayKeyView {
        day: key.day,
        key: key.key,
    }))
}

impl App {
    /// Every kiosk that may speak, in the order of their enrolment.
    pub(crate) fn kiosks(&self, hall: &Hall) -> Vec<KioskView> {
        let devices = hall.devices().iter();
        let kiosks = devices.filter(|(_, device)| device.role == Role::Kiosk && !device.revoked);
        let view = |(id, device): (&DeviceId, &Device)| KioskView {
            device: *id,
            name: device.name.clone(),
            online: self.presence.has_feed(*id),
            printer: self.printers.of(*id),
        };
        kiosks.map(view).collect()
    }
}
