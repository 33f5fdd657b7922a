//! The published figures of the domain: growth, multiples, counts a day, worked days.

use super::{Rows, alone, date, over};
use crate::report::change::per_day;
use crate::report::{Cell, Change, Counted, Headline, Owners, What};
use hall_core::DayStage;
use hall_text::Language;

/// As a Chinese report shows it.
fn shown(former: u64, now: u64) -> String {
    let cell = crate::report::period::shown_change(Change { now, former }, Language::ZhCn);
    cell.shown()
}

#[test]
fn growth_is_printed_as_the_domain_prints_it() {
    for (former, now, expected) in [
        (264, 2_694, "增长9.2倍"),
        (0, 5, "—"),
        (0, 0, "—"),
        (951_010, 383_257, "−59.7%"),
        (1_101_313, 383_257, "−65.2%"),
        (100, 100, "0.0%"),
        (1_000, 1_032, "+3.2%"),
        (100, 0, "−100.0%"),
        (1_000, 2_000, "增长1.0倍"),
        (10_000, 19_994, "+99.9%"),
        (10_000, 19_995, "增长1.0倍"),
        (2_000, 2_001, "+0.1%"),
        (2_000, 1_999, "−0.1%"),
    ] {
        assert_eq!(shown(former, now), expected, "{former} to {now}");
    }
}

#[test]
fn a_multiple_says_so_in_its_unit_and_a_loss_has_a_minus() {
    let cell = |former, now| Cell::Change(Change { now, former }, String::new());
    let of = |cell: Cell| (cell.value(), cell.unit(), cell.number());
    assert_eq!(
        of(cell(264, 2_694)),
        (Some("9.2".to_owned()), "times", Some(9.2))
    );
    assert_eq!(
        of(cell(951_010, 383_257)),
        (Some("-59.7".to_owned()), "percent", Some(-0.597))
    );
    assert_eq!(of(cell(0, 1)), (None, "percent", None));
}

#[test]
fn a_count_a_day_is_half_up_and_none_over_no_days() {
    assert_eq!(per_day(383_257, 181), Some(2_117));
    assert_eq!(per_day(58_629, 248), Some(236));
    assert_eq!((per_day(5, 2), per_day(4, 3)), (Some(3), Some(1)));
    assert_eq!((per_day(0, 5), per_day(5, 0)), (Some(0), None));
}

#[test]
fn the_divisor_is_the_worked_days_of_the_calendar() {
    let plan = super::plan();
    let months = [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23];
    for (month, worked) in (1..).zip(months) {
        let about = over(&plan, &format!("2026-{month:02}"));
        let report = alone(&about, &Rows::default());
        assert_eq!(report.worked_days, worked, "month {month}");
        assert!(!report.provisional);
    }
    assert_eq!(
        alone(&over(&plan, "2025"), &Rows::default()).worked_days,
        248
    );
    // No notice for 2027 yet: Monday to Friday, and it says so.
    let unknown = alone(&over(&plan, "2027-01"), &Rows::default());
    assert_eq!((unknown.worked_days, unknown.provisional), (21, true));
}

#[test]
fn a_period_that_goes_on_is_held_against_as_many_days() {
    let plan = super::plan();
    let mut about = over(&plan, "2026-03");
    about.today = date("2026-03-05");
    about.day = Some((about.today, DayStage::Open));
    let report = alone(&about, &Rows::default());
    assert_eq!(report.until, Some(date("2026-03-05")));
    assert_eq!(report.open_day, Some(date("2026-03-05")));
    assert_eq!(report.worked_days, 4, "2 to 5 March");
    assert_eq!(
        (report.before.first, report.before.last),
        (date("2026-02-01"), date("2026-02-05"))
    );
    assert_eq!(
        (report.year_ago.first, report.year_ago.last),
        (date("2025-03-01"), date("2025-03-05"))
    );
    // The last day of a long month has no fellow in a short one.
    about.today = date("2026-03-30");
    about.day = Some((about.today, DayStage::Closed));
    let report = alone(&about, &Rows::default());
    assert_eq!(report.before.last, date("2026-02-28"));
    assert_eq!(report.open_day, None);
}

#[test]
fn growth_and_peaks_stand_with_their_figures() {
    let plan = super::plan();
    let report = super::example(&plan);
    let visits = report.headline(What::Visits).expect("all are there");
    assert_eq!((visits.count, visits.before.former), (26, 20));
    // Two days with 13 each: the first one is the peak.
    let peak = visits.peak.expect("somebody came");
    assert_eq!((peak.day, peak.count), (date("2026-03-03"), 13));
    assert_eq!(visits.per_day, Some(1), "26 over 22 worked days");
    assert_eq!(visits.year_ago.grown(), None);
}

#[test]
fn the_former_figures_come_out_of_the_same_count() {
    let plan = super::plan();
    let about = over(&plan, "2026-03");
    let beside = Owners::of_plan(&plan).into();
    let mut counted = Counted::new(&plan, &beside, about.days(), about.now);
    let rows = Rows::known(&plan);
    counted.rows(&rows.tickets, &rows.legs, &rows.spans);
    let expected = Headline {
        visits: 13,
        tickets: 14,
        services: 11,
        no_shows: 2,
        accepted: 0,
        finished: 0,
    };
    assert_eq!(counted.headline(), expected);
}
