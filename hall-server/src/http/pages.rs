//! Routes of the pages; what they show is made in [`crate::pages`], from one [`Scene`].

use super::caller::{Reads, Shows};
use super::managing::form::Turned;
use super::session::Managing;
use super::{Fail, Shared};
use crate::pages::{self, Board, Frame, Gone, Home, LocalTime, Manage, Phone, Place, Stage, Turn};
use crate::report::Finding;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use hall_core::code::{Token, ZoneCode};
use hall_core::device::Role;
use hall_core::plan::AlertRules;
use hall_core::{Language, Time};
use hall_protocol::Stamp;
use hall_protocol::picture::Picture;
use hall_protocol::view::{CallView, HallView, KioskView};
use std::time::Duration;

/// Everything a page of the whole hall may show at one moment.
#[derive(Debug)]
pub struct Scene {
    hall: HallView,
    picture: Picture,
    called: Vec<CallView>,
    speed: u32,
    kiosks: Vec<KioskView>,
    review: Vec<Finding>,
    alerts: AlertRules,
    opens: Option<Stamp>,
    waiting: u32,
    /// The moment.
    pub now: Time,
}

impl Scene {
    /// Looks at the published hall.
    pub fn of(app: &Shared) -> Self {
        let now = app.hub.clock().time();
        let state = app.hub.look();
        let lens = state.lens(now);
        let plan = state.hall.plan();
        Self {
            hall: lens.hall(app.practice, &app.public_url),
            picture: lens.picture(),
            called: lens.open_calls(),
            speed: app.hub.clock().speed(),
            kiosks: app.kiosks(&state.hall),
            review: state.review.findings(&state.hall),
            alerts: plan.map(|plan| plan.alerts.clone()).unwrap_or_default(),
            opens: pages::opens(&state.hall, now),
            waiting: state
                .hall
                .queues()
                .keys()
                .map(|q| state.hall.waiting_count(*q))
                .sum(),
            now,
        }
    }

    /// The hall's time zone.
    pub fn local(&self) -> LocalTime {
        LocalTime::new(&self.hall.timezone)
    }

    /// An empty stage for a board of this hall.
    pub fn empty_stage(&self) -> Stage {
        Stage::new(self.speed)
    }

    /// The board page, or only the part that changes; what is called now comes on its stage.
    pub fn board(
        &self,
        stage: &mut Stage,
        zone: Option<ZoneCode>,
        language: Language,
        whole: bool,
    ) -> String {
        let called = self.called.iter();
        let called = called.filter(|call| zone.is_none_or(|zone| zone == call.zone));
        stage.step(self.now, &called.cloned().collect::<Vec<_>>());
        let picture = self.picture.for_public();
        let zone_path = zone.map(|zone| format!("zone={zone}&")).unwrap_or_default();
        let stream = format!("/stream/board?{zone_path}lang={}", language.tag());
        let board = Board {
            hall: &self.hall,
            picture: &picture,
            zone,
            stage,
            turn: Turn::at(self.now, self.speed),
            now: Stamp(self.now),
            opens: self.opens,
            language,
            stream: &stream,
        };
        if whole {
            pages::board(&board)
        } else {
            pages::board_fragment(&board)
        }
    }

    /// How long nothing of a board changes by time alone.
    pub fn board_rests(&self, stage: &Stage) -> Duration {
        let turn = Turn::next(self.now, self.speed);
        let next = stage
            .next_change(self.now)
            .map_or(turn, |next| next.min(turn));
        rest(self.now, next, self.speed)
    }

    /// The managers' page, or only the part that changes.
    pub fn manage(&self, (role, language): (Role, Language), whole: bool) -> String {
        let stream = format!("/stream/manage?lang={}", language.tag());
        let manage = Manage {
            frame: Frame {
                hall: &self.hall,
                role,
                now: Stamp(self.now),
                language,
            },
            picture: &self.picture,
            kiosks: &self.kiosks,
            review: &self.review,
            alerts: &self.alerts,
            stream: &stream,
        };
        if whole {
            pages::manage(&manage)
        } else {
            pages::manage_fragment(&manage)
        }
    }
}

/// The real time from a hall's moment to a later one.
pub(super) fn rest(now: Time, next: Time, speed: u32) -> Duration {
    let ms = u64::try_from(next.0 - now.0).unwrap_or(0);
    Duration::from_millis(ms / u64::from(speed.max(1)))
}

/// The citizen's page, or only the part that changes; none for a token of no ticket of today.
pub fn ticket_page(app: &Shared, token: &str, whole: bool) -> Option<String> {
    let now = app.hub.clock().now();
    let state = app.hub.look();
    let lens = state.lens(now.at);
    let ticket = state.hall.ticket_by_token(token.parse::<Token>().ok()?)?;
    let view = lens.ticket(ticket);
    let plan = state.hall.plan()?;
    let item = view.item.filter(|item| plan.items.contains_key(item));
    let item = item.map(|item| lens.item(item, now));
    let queue = plan
        .queues
        .contains_key(&view.queue)
        .then(|| lens.queue(view.queue));
    let window = view
        .window
        .filter(|window| plan.windows.contains_key(window));
    let window = window.map(|window| lens.window(window).for_public());
    let last = state
        .hall
        .recent_calls()
        .filter_map(|called| lens.call(called));
    let serving_now = last.into_iter().find(|call| call.queue == view.queue);
    let hall = lens.hall(app.practice, &app.public_url);
    let stream = format!("/stream/t/{token}");
    let phone = Phone {
        hall: &hall,
        ticket: &view,
        item: item.as_ref(),
        queue: queue.as_ref(),
        window: window.as_ref(),
        serving_now: serving_now.as_ref().map(|call| call.number.as_str()),
        now: Stamp(now.at),
        stream: &stream,
    };
    Some(if whole {
        pages::phone(&phone)
    } else {
        pages::phone_fragment(&phone)
    })
}

/// `/`: which page is which.
pub(super) async fn home(State(app): State<Shared>, Reads(language): Reads) -> Html<String> {
    let scene = Scene::of(&app);
    Html(pages::home(&Home {
        hall: &scene.hall,
        day: scene.picture.day.as_ref(),
        waiting: scene.waiting,
        has_led: app.showcase.is_set(),
        language,
    }))
}

/// `/board`: the whole hall on a television.
pub(super) async fn board(State(app): State<Shared>, Shows(language): Shows) -> Html<String> {
    let scene = Scene::of(&app);
    Html(scene.board(&mut scene.empty_stage(), None, language, true))
}

/// `/board/{zone}`: one zone on a television. A zone that the hall does not have is a page that
/// says so and names the others; it goes on by itself once the plan has the zone.
pub(super) async fn board_zone(
    State(app): State<Shared>,
    Shows(language): Shows,
    Path(name): Path<String>,
) -> Response {
    let scene = Scene::of(&app);
    let Ok(zone) = name.parse::<ZoneCode>() else {
        let page = pages::no_zone(&scene.hall, &name, language);
        return (StatusCode::NOT_FOUND, Html(page)).into_response();
    };
    let status = if pages::has_zone(&scene.hall, zone) {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    let page = scene.board(&mut scene.empty_stage(), Some(zone), language, true);
    (status, Html(page)).into_response()
}

/// `/t/{token}`: a citizen's ticket on a phone.
pub(super) async fn phone(
    State(app): State<Shared>,
    Reads(language): Reads,
    Path(token): Path<String>,
) -> Response {
    if let Some(page) = ticket_page(&app, &token, true) {
        return Html(page).into_response();
    }
    let hall = Scene::of(&app).hall;
    let page = pages::phone_gone(&Gone {
        hall: &hall,
        language,
    });
    (StatusCode::NOT_FOUND, Html(page)).into_response()
}

/// `/manage`: windows and queues, live.
pub(super) async fn manage(
    managing: Managing,
    State(app): State<Shared>,
) -> Result<Html<String>, Turned> {
    managing.expect(&app, Place::Live.readers())?;
    let reader = managing.caller();
    let reader = (reader.role, reader.language);
    Ok(Html(Scene::of(&app).manage(reader, true)))
}

/// `/assets/…`: styles and scripts from the binary.
pub(super) async fn asset(Reads(language): Reads, Path(path): Path<String>) -> Response {
    match pages::asset(&path) {
        Some((kind, bytes)) => {
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            (headers, bytes.into_owned()).into_response()
        }
        None => Fail::new(language, StatusCode::NOT_FOUND, "not_found", path).into_response(),
    }
}
