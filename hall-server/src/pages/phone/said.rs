//! What the citizen's page says to do, state by state.

use super::{Phone, floor};
use crate::pages::LocalTime;
use crate::pages::words::Words;
use hall_core::Span;
use hall_text::FluentValue;

/// What the page says to do.
#[derive(Default)]
pub(super) struct Said {
    pub(super) head: Option<String>,
    pub(super) lines: Vec<String>,
    pub(super) quiet: Vec<String>,
}

impl Said {
    pub(super) fn of(phone: &Phone<'_>, words: Words, local: &LocalTime) -> Self {
        let ticket = phone.ticket;
        let window = ticket
            .window
            .map(|window| window.to_string())
            .unwrap_or_default();
        let desk = words.name(&phone.hall.guide_desk);
        match ticket.state.as_str() {
            "called" => Self::called(phone, words),
            "serving" => Self::line(words.with("page-phone-serving-what", "window", &window)),
            "held" => Self::line(words.with("page-phone-held-what", "window", &window)),
            "missed" => Self::missed(phone, words, local),
            "finished" => Self::line(words.t("page-phone-finished-what")),
            "withdrawn" => Self::line(words.t("page-phone-withdrawn-what")),
            "expired" => Self::line(words.with("page-phone-expired-what", "desk", desk)),
            _ => Self::waiting(phone, words, local),
        }
    }

    fn line(line: String) -> Self {
        Self {
            lines: vec![line],
            ..Self::default()
        }
    }

    fn called(phone: &Phone<'_>, words: Words) -> Self {
        let floor = floor(phone).map(|floor| words.floor(floor));
        let times = phone.ticket.calls;
        let again = (times > 1).then(|| {
            words.say(
                "page-phone-go-again",
                &[("times", FluentValue::from(times))],
            )
        });
        Self {
            head: Some(words.t("page-phone-go")),
            lines: floor
                .map(|floor| words.with("page-phone-go-what", "floor", &floor))
                .into_iter()
                .chain(again)
                .collect(),
            quiet: Vec::new(),
        }
    }

    fn missed(phone: &Phone<'_>, words: Words, local: &LocalTime) -> Self {
        let desk = words.name(&phone.hall.guide_desk);
        let Some(until) = phone
            .ticket
            .restore_until
            .filter(|until| *until > phone.now)
        else {
            return Self::line(words.with("page-phone-missed-over", "desk", desk));
        };
        let until = FluentValue::from(local.clock(until.0));
        let args = [("until", until), ("desk", FluentValue::from(desk))];
        Self {
            head: Some(words.say("page-phone-missed-until", &args)),
            lines: vec![words.t("page-phone-missed-what")],
            quiet: Vec::new(),
        }
    }

    fn waiting(phone: &Phone<'_>, words: Words, local: &LocalTime) -> Self {
        let paused = phone.queue.and_then(|queue| queue.paused.as_ref());
        let paused =
            paused.map(|why| words.with("page-phone-paused", "reason", words.name(&why.names)));
        let notify = [
            (
                "desk",
                FluentValue::from(words.name(&phone.hall.guide_desk)),
            ),
            ("minutes", FluentValue::from(phone.hall.restore_minutes)),
        ];
        Self {
            head: Some(words.count("page-phone-ahead", phone.ticket.ahead)),
            lines: vec![wait(phone, words, local)]
                .into_iter()
                .chain(paused)
                .collect(),
            quiet: vec![words.say("page-phone-notify", &notify)],
        }
    }
}

/// "大约 20–35 分钟，10:58–11:13 之间".
fn wait(phone: &Phone<'_>, words: Words, local: &LocalTime) -> String {
    let Some([low, high]) = phone.ticket.wait_minutes else {
        return words.t("page-phone-wait-unknown");
    };
    let clock = |minutes: u16| {
        FluentValue::from(local.clock(phone.now.0 + Span::minutes(u32::from(minutes))))
    };
    let args = [
        ("low", FluentValue::from(low)),
        ("high", FluentValue::from(high)),
        ("from", clock(low)),
        ("until", clock(high)),
    ];
    let key = if low == high {
        "page-phone-wait-one"
    } else {
        "page-phone-wait"
    };
    words.say(key, &args)
}
