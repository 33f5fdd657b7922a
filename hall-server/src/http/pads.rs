//! The page of a pad: a tablet beside a window, known by the pad's own token.
//!
//! The token comes in the address once; the page keeps it and says it in a header from then on.

use super::caller::{Caller, Reads, Shows};
use super::{Fail, Shared};
use crate::auth;
use crate::pages::{self, Gone, LocalTime, Pad};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use hall_core::code::{DeviceId, WindowNumber};
use hall_core::device::{Device, Role};
use hall_core::{Hall, Language, Time};
use hall_protocol::view::{HallView, Names};

/// What a pad shows at one moment; none when the device is no pad, or no pad any more.
pub fn fragment(app: &Shared, device: DeviceId) -> Option<(LocalTime, Time, String)> {
    let now = app.hub.clock().time();
    let state = app.hub.look();
    let window = window_of(state.hall.devices().get(&device)?)?;
    let lens = state.lens(now);
    let plan = state.hall.plan()?;
    plan.windows.get(&window)?;
    let hall = lens.hall(app.practice, &app.public_url);
    let view = lens.window(window);
    let clerk = view.clerk.and_then(|clerk| plan.clerks.get(&clerk));
    let post = clerk.map(|clerk| Names::from(&clerk.name));
    let prompt = lens.open_prompt(window);
    let language = prompt
        .as_ref()
        .and_then(|prompt| state.hall.ticket(prompt.ticket))
        .map(|ticket| ticket.language);
    let html = pages::pad_fragment(&Pad {
        hall: &hall,
        window: &view.for_public(),
        post: post.as_ref(),
        prompt: prompt.as_ref().zip(language),
    });
    Some((LocalTime::new(&plan.hall.timezone), now, html))
}

/// The window of a pad that may still speak.
fn window_of(device: &Device) -> Option<WindowNumber> {
    let is_pad = device.role == Role::Pad && !device.revoked;
    device.window.filter(|_| is_pad)
}

/// `/pad/{token}`: the pad of this token.
pub(super) async fn show(
    State(app): State<Shared>,
    Shows(language): Shows,
    Reads(reads): Reads,
    Path(token): Path<String>,
) -> Response {
    let secret = auth::secret(&token);
    let known = |hall: &Hall| hall.device_by_secret(&secret).map(|(device, _)| device);
    let device = known(&app.hub.look().hall);
    if let Some((_, _, live)) = device.and_then(|device| fragment(&app, device)) {
        return page(&app, language, &live).into_response();
    }
    let hall = hall(&app);
    let gone = Gone {
        hall: &hall,
        language: reads,
    };
    (StatusCode::NOT_FOUND, Html(pages::pad_gone(&gone))).into_response()
}

/// `/pad`: the same page after a reload; the tablet says whose pad it is.
pub(super) async fn again(State(app): State<Shared>, Shows(language): Shows) -> Html<String> {
    page(&app, language, "")
}

/// Whether a caller may listen as a pad.
pub fn expect_pad(caller: &Caller) -> Result<DeviceId, Fail> {
    caller.expect(&[Role::Pad]).map(|()| caller.device)
}

fn page(app: &Shared, language: Language, live: &str) -> Html<String> {
    let speed = app.hub.clock().speed();
    Html(pages::pad(&hall(app), speed, language, live))
}

fn hall(app: &Shared) -> HallView {
    let now = app.hub.clock().time();
    let state = app.hub.look();
    state.lens(now).hall(app.practice, &app.public_url)
}
