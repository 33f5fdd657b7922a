//! Kiosks: how their printers are, told by themselves and shown to staff.

use super::body::Body;
use super::caller::Caller;
use super::{App, Fail, Shared};
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use hall_core::Command;
use hall_core::code::DeviceId;
use hall_core::device::{Device, Role};
use hall_protocol::view::{KioskView, PrinterView};
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
    Ok(Json(app.kiosks()))
}

impl App {
    /// Every kiosk that may speak, in the order of their enrolment.
    pub(crate) fn kiosks(&self) -> Vec<KioskView> {
        let state = self.hub.look();
        let devices = state.hall.devices().iter();
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
