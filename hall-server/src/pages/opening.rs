//! When the hall gives numbers again.

use super::LocalTime;
use super::limits::OPENING_DAYS_MAX;
use super::words::Words;
use hall_core::{Date, DayStage, Hall, Plan, Time};
use hall_protocol::stamp::Stamp;
use hall_text::FluentValue;

/// When a hall that is not open gives numbers again.
pub fn opens(hall: &Hall, now: Time) -> Option<Stamp> {
    let is_open = hall.day().is_some_and(|day| day.stage == DayStage::Open);
    let plan = hall.plan().filter(|_| !is_open)?;
    next_opening(plan, now)
}

/// The next moment after `now` at which the hall begins to give numbers; none within 60 days.
pub(super) fn next_opening(plan: &Plan, now: Time) -> Option<Stamp> {
    let local = LocalTime::new(&plan.hall.timezone);
    let today = local.date(now);
    let days = (0..=OPENING_DAYS_MAX).map(|ahead| Date(today.0 + ahead));
    let openings = days
        .filter(|day| plan.hours.works_on(*day))
        .filter_map(|day| local.moment(day, plan.first_ticket_minute()));
    openings.filter(|opening| *opening > now).map(Stamp).next()
}

/// "今天 08:00", "明天 08:00" or "3 月 9 日 08:00".
pub(super) fn when(words: Words, local: &LocalTime, now: Time, opens: Time) -> String {
    let (today, day) = (local.date(now), local.date(opens));
    let time = local.clock(opens);
    match day.0 - today.0 {
        0 => words.with("page-today", "time", &time),
        1 => words.with("page-tomorrow", "time", &time),
        _ => {
            let (_, month, of_month) = day.civil();
            let args = [
                ("month", FluentValue::from(month)),
                ("day", FluentValue::from(of_month)),
                ("time", FluentValue::from(time)),
            ];
            words.say("page-on-day", &args)
        }
    }
}
