//! What the event stream of a page carries.
//!
//! One message is one JSON object: `clock` is the hall's time as people read it, `now` the same in
//! ms, `html` a new fragment, `version` the styles and scripts that it was made for: a page with
//! older ones loads itself again, once. A message without `html` is a heartbeat: it says that what is shown
//! still holds.

use super::LocalTime;
use super::assets::version;
use hall_core::Time;
use serde::Serialize;

#[derive(Serialize)]
struct Message<'a> {
    clock: String,
    now: i64,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<&'a str>,
}

/// A message with a new fragment.
pub fn live_event(local: &LocalTime, now: Time, html: &str) -> String {
    message(local, now, Some(html))
}

/// A heartbeat; a page that hears nothing for 5 s says so.
pub fn beat_event(local: &LocalTime, now: Time) -> String {
    message(local, now, None)
}

fn message(local: &LocalTime, now: Time, html: Option<&str>) -> String {
    let message = Message {
        clock: local.clock_seconds(now),
        now: now.0,
        version: version(),
        html,
    };
    serde_json::to_string(&message).expect("a message holds only texts")
}
