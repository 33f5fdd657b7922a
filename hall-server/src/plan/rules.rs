//! The tables of rules: limits, intervals and thresholds. A table or key that is not there keeps
//! the core's default; the bounds stop what can only be a slip.

use super::fault::Fault;
use super::limits::{MINUTES_MAX, SECONDS_MAX};
use super::section::Section;
use hall_core::plan::{
    AlertRules, CallRules, NumberRules, PersonRules, PrivacyRules, RatingRules, WindowRules,
};

/// Counts of announcements, restores and overtakes: far more than a hall needs.
const COUNT_MAX: i64 = 100;

/// Worked days of an alert: two months; more would never be green.
const DAYS_MAX: i64 = 45;

/// `[numbers]`.
pub(super) fn numbers(root: &mut Section<'_>) -> NumberRules {
    // A letter and three digits, and 约 for booked visitors, are hall practice (DOMAIN 6.1).
    let mut rules = NumberRules {
        digits: 3,
        booked_mark: "约".to_owned(),
    };
    let Some(mut section) = root.section("numbers") else {
        return rules;
    };
    rules.digits = section.number_or("digits", 1..=7, rules.digits);
    if let Some(mark) = section.optional_text("booked_mark") {
        rules.booked_mark = mark;
    }
    section.end();
    rules
}

/// `[calls]`.
pub(super) fn calls(root: &mut Section<'_>) -> CallRules {
    let default = CallRules::default();
    let Some(mut section) = root.section("calls") else {
        return default;
    };
    let s = &mut section;
    let rules = CallRules {
        calls_max: s.number_or("calls_max", 1..=COUNT_MAX, default.calls_max),
        interval_s: s.number_or("interval_s", 0..=SECONDS_MAX, default.interval_s),
        suggest_missed_after: s.number_or(
            "suggest_missed_after",
            1..=COUNT_MAX,
            default.suggest_missed_after,
        ),
        restore_minutes: s.number_or("restore_minutes", 0..=MINUTES_MAX, default.restore_minutes),
        restore_max: s.number_or("restore_max", 0..=COUNT_MAX, default.restore_max),
        restore_behind: s.number_or("restore_behind", 0..=COUNT_MAX, default.restore_behind),
        cooldown_s: s.number_or("cooldown_s", 0..=SECONDS_MAX, default.cooldown_s),
        overtakes_max: s.number_or("overtakes_max", 0..=COUNT_MAX, default.overtakes_max),
        reopen_s: s.number_or("reopen_s", 0..=SECONDS_MAX, default.reopen_s),
        hold_alarm_minutes: s.number_or(
            "hold_alarm_minutes",
            1..=MINUTES_MAX,
            default.hold_alarm_minutes,
        ),
        hold_max: s.number_or("hold_max", 0..=COUNT_MAX, default.hold_max),
        booking_late_s: s.number_or("booking_late_s", 0..=SECONDS_MAX, default.booking_late_s),
        booking_early_s: s.number_or("booking_early_s", 0..=SECONDS_MAX, default.booking_early_s),
    };
    section.end();
    rules
}

/// `[watch]`.
pub(super) fn watch(root: &mut Section<'_>) -> WindowRules {
    let default = WindowRules::default();
    let Some(mut section) = root.section("watch") else {
        return default;
    };
    let s = &mut section;
    let rules = WindowRules {
        silent_s: s.number_or("silent_s", 1..=SECONDS_MAX, default.silent_s),
        grace_s: s.number_or("grace_s", 0..=SECONDS_MAX, default.grace_s),
        pause_alarm_minutes: s.number_or(
            "pause_alarm_minutes",
            1..=MINUTES_MAX,
            default.pause_alarm_minutes,
        ),
        absent_minutes: s.number_or("absent_minutes", 0..=MINUTES_MAX, default.absent_minutes),
        sign_in: s.flag("sign_in"),
        lock_minutes: s.number_or("lock_minutes", 0..=MINUTES_MAX, default.lock_minutes),
    };
    section.end();
    rules
}

/// `[persons]`.
pub(super) fn persons(root: &mut Section<'_>) -> PersonRules {
    let default = PersonRules::default();
    let Some(mut section) = root.section("persons") else {
        return default;
    };
    let rules = PersonRules {
        gap_minutes: section.number_or("gap_minutes", 0..=MINUTES_MAX, default.gap_minutes),
        per_day: section.number_or("per_day", 1..=1000, default.per_day),
    };
    section.end();
    rules
}

/// `[rating]`.
pub(super) fn rating(root: &mut Section<'_>) -> RatingRules {
    let default = RatingRules::default();
    let Some(mut section) = root.section("rating") else {
        return default;
    };
    let prompt_s = section.number_or("prompt_s", 1..=SECONDS_MAX, default.prompt_s);
    section.end();
    RatingRules { prompt_s }
}

/// `[alerts]`.
pub(super) fn alerts(root: &mut Section<'_>) -> AlertRules {
    let default = AlertRules::default();
    let Some(mut section) = root.section("alerts") else {
        return default;
    };
    let s = &mut section;
    let yellow = "wait_yellow_minutes";
    let rules = AlertRules {
        queue_yellow: s.number_or("queue_yellow", 1..=100_000, default.queue_yellow),
        wait_yellow_minutes: s.number_or(yellow, 1..=MINUTES_MAX, default.wait_yellow_minutes),
        wait_red_minutes: s.number_or(
            "wait_red_minutes",
            1..=MINUTES_MAX,
            default.wait_red_minutes,
        ),
        case_yellow_days: s.number_or("case_yellow_days", 0..=DAYS_MAX, default.case_yellow_days),
    };
    let (yellow_minutes, red) = (rules.wait_yellow_minutes, rules.wait_red_minutes);
    if yellow_minutes > red {
        let line = section.line_of(yellow);
        section.reading.report(
            line,
            Fault::YellowOverRed {
                yellow: yellow_minutes,
                red,
            },
        );
    }
    section.end();
    rules
}

/// `[privacy]`.
pub(super) fn privacy(root: &mut Section<'_>) -> PrivacyRules {
    let default = PrivacyRules::default();
    let Some(mut section) = root.section("privacy") else {
        return default;
    };
    let note_days = section.number_or("note_days", 1..=3650, default.note_days);
    section.end();
    PrivacyRules { note_days }
}
