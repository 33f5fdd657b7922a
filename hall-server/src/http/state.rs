//! The hall as it is now, for any enrolled device.

use super::Shared;
use super::caller::Caller;
use axum::Json;
use axum::extract::State;
use hall_protocol::Stamp;
use hall_protocol::view::{HallState, ItemView, QueueView, WindowView};

/// `GET /hall`.
pub(super) async fn hall(State(app): State<Shared>, caller: Caller) -> Json<HallState> {
    let now = app.hub.clock().now();
    let state = app.hub.look();
    let lens = state.lens(now.at);
    let open = |window: &&hall_core::window::WindowState| {
        window.stage == hall_core::window::WindowStage::Open
    };
    let staff = caller.role.sees_staff_data();
    Json(HallState {
        hall: lens.hall(app.practice, &app.public_url),
        now: Stamp(now.at),
        minute: now.minute,
        epoch: state.epoch.to_string(),
        seq: state.tip.seq.0,
        day: lens.day(),
        waiting: state
            .hall
            .queues()
            .keys()
            .map(|queue| state.hall.waiting_count(*queue))
            .sum(),
        open_windows: state.hall.windows().values().filter(open).count() as u16,
        alarms: if staff { lens.alarms() } else { Vec::new() },
        gathering: state
            .hall
            .gathering()
            .map_or(0, |missing| missing.len() as u32),
    })
}

/// `GET /queues`.
pub(super) async fn queues(State(app): State<Shared>, _: Caller) -> Json<Vec<QueueView>> {
    let now = app.hub.clock().time();
    let state = app.hub.look();
    let queues = state
        .hall
        .plan()
        .into_iter()
        .flat_map(|plan| plan.queues.keys());
    Json(queues.map(|code| state.lens(now).queue(*code)).collect())
}

/// `GET /windows`.
pub(super) async fn windows(State(app): State<Shared>, caller: Caller) -> Json<Vec<WindowView>> {
    let now = app.hub.clock().time();
    let state = app.hub.look();
    let windows = state
        .hall
        .plan()
        .into_iter()
        .flat_map(|plan| plan.windows.keys());
    let views = windows.map(|number| state.lens(now).window(*number));
    let staff = caller.role.sees_staff_data();
    Json(
        views
            .map(|view| if staff { view } else { view.for_public() })
            .collect(),
    )
}

/// `GET /items`.
pub(super) async fn items(State(app): State<Shared>, _: Caller) -> Json<Vec<ItemView>> {
    let now = app.hub.clock().now();
    Json(app.hub.look().lens(now.at).items(now))
}
