//! Refusals in words: what happened, and what to do next.

use crate::{FluentValue, Language, say};
use hall_core::Refusal;
use hall_core::callback::CallbackRefusal;
use hall_core::case::CaseRefusal;
use hall_core::device::DeviceRefusal;
use hall_core::notice::NoticeRefusal;
use hall_core::rectification::RectificationRefusal;
use hall_core::register::RegisterRefusal;

/// What happened, in one sentence.
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    say(language, &key(refusal.code(), "refusal"), &args(refusal))
}

/// What to do next; empty when there is nothing to add.
pub fn hint(language: Language, refusal: &Refusal) -> String {
    say(language, &key(refusal.code(), "hint"), &args(refusal))
}

/// `window_busy` is `refusal-window-busy` in the catalogue.
fn key(code: &str, prefix: &str) -> String {
    format!("{prefix}-{}", code.replace('_', "-"))
}

fn args(refusal: &Refusal) -> Vec<(&'static str, FluentValue<'static>)> {
    let number = |value: u64| FluentValue::from(value);
    let text = |value: String| FluentValue::from(value);
    match refusal {
        Refusal::OtherWindow { own } => vec![("window", number(u64::from(own.0)))],
        Refusal::UnknownItem { item } => vec![("item", text(item.clone()))],
        Refusal::UnknownQueue { queue } => vec![("queue", text(queue.clone()))],
        Refusal::UnknownClass { class } => vec![("class", text(class.clone()))],
        Refusal::UnknownSeries { series } => vec![("series", text(series.clone()))],
        Refusal::SignInLocked { minutes } => vec![("minutes", number(u64::from(*minutes)))],
        Refusal::UnknownClerk { clerk }
        | Refusal::NoPin { clerk }
        | Refusal::WindowTaken { clerk } => {
            vec![("clerk", text(clerk.clone()))]
        }
        Refusal::UnknownDepartment { department } => vec![("department", text(department.clone()))],
        Refusal::Notice(NoticeRefusal::UnknownZone { zone }) => vec![("zone", text(zone.clone()))],
        Refusal::Notice(NoticeRefusal::NoticeEnd { days }) => {
            vec![("days", number(u64::from(*days)))]
        }
        Refusal::Case(refusal) => case_args(refusal),
        Refusal::Rectification(
            RectificationRefusal::RectificationLimit { limit }
            | RectificationRefusal::RectificationContactLimit { limit },
        ) => vec![("limit", number(*limit as u64))],
        Refusal::Callback(CallbackRefusal::CallbackTries { limit }) => {
            vec![("limit", number(u64::from(*limit)))]
        }
        Refusal::Register(RegisterRefusal::RegisterCount { max }) => {
            vec![("max", number(u64::from(*max)))]
        }
        Refusal::CaseLimit { limit }
        | Refusal::CasePartLimit { limit }
        | Refusal::Notice(NoticeRefusal::NoticeLimit { limit }) => {
            vec![("limit", number(*limit as u64))]
        }
        Refusal::UnknownWindow { window }
        | Refusal::CaseNobody { window }
        | Refusal::ClerkElsewhere { window }
        | Refusal::BoundToWindow { window } => vec![("window", number(u64::from(window.0)))],
        Refusal::OutsideHours { from, until } => {
            vec![("from", text(clock(*from))), ("until", text(clock(*until)))]
        }
        Refusal::TooYoung { age_min } | Refusal::AgeNotConfirmed { age_min } => {
            vec![("age", number(u64::from(*age_min)))]
        }
        Refusal::QuotaUsed { quota } => vec![("quota", number(u64::from(*quota)))],
        Refusal::PersonLimit { limit } => vec![("limit", number(u64::from(*limit)))],
        Refusal::SeriesFull { series } | Refusal::BlocksFull { series } => {
            vec![("series", text(series.to_string()))]
        }
        Refusal::Gathering { missing } => vec![("missing", number(u64::from(*missing)))],
        Refusal::HallFull { limit }
        | Refusal::Device(DeviceRefusal::DeviceLimit { limit })
        | Refusal::TransferLimit { limit } => vec![("limit", number(u64::from(*limit)))],
        Refusal::ItemNotYet { from } => vec![("date", text(from.to_string()))],
        Refusal::QueueNotServed { queue } => vec![("queue", text(queue.to_string()))],
        Refusal::PauseLength { minutes_max } => vec![("minutes", number(u64::from(*minutes_max)))],
        Refusal::RecallTooSoon { seconds } | Refusal::MissedTooSoon { seconds } => {
            vec![("seconds", number(u64::from(*seconds)))]
        }
        Refusal::RecallLimit { calls } => vec![("calls", number(u64::from(*calls)))],
        Refusal::QuantityRange { max } => vec![("max", number(u64::from(*max)))],
        Refusal::HoldLimit { limit } => vec![("limit", number(u64::from(*limit)))],
        Refusal::StaleVersion { version } => vec![("version", number(u64::from(*version)))],
        _ => Vec::new(),
    }
}

fn case_args(refusal: &CaseRefusal) -> Vec<(&'static str, FluentValue<'static>)> {
    match refusal {
        CaseRefusal::CaseStage { at } => vec![("stage", FluentValue::from(at.word()))],
        CaseRefusal::CaseDeemedAccepted { on } => vec![("date", FluentValue::from(on.to_string()))],
        CaseRefusal::CasePartsOpen { count } => vec![("count", FluentValue::from(*count))],
        CaseRefusal::CaseStopLimit { limit } => vec![("limit", FluentValue::from(*limit))],
        CaseRefusal::CaseExtensionDays { max } => vec![("max", FluentValue::from(*max))],
        _ => Vec::new(),
    }
}

/// Minutes since midnight as a clock shows them; after midnight of a late day too.
fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60 % 24, minute % 60)
}
