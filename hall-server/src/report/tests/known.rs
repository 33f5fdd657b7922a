//! The day made by hand gives the figures worked out on paper.

use super::day::{at, known, leg, plan, rated, rows, served, span, ticket};
use crate::report::{Figures, Part, Ratings, Share, Stage, adds_up, daily, show, text};
use crate::rows::{LegRow, TicketRow};
use hall_core::ticket::LegEnd;
use hall_core::window::SpanKind;
use hall_text::Language;

const MINUTE: i64 = 60_000;

fn part<'a>(parts: &'a [Part], key: &str) -> &'a Figures {
    &parts
        .iter()
        .find(|part| part.key == key)
        .expect("the part is there")
        .figures
}

#[test]
fn tickets_legs_and_visits_are_three_different_figures() {
    let plan = plan();
    let report = daily(&known(&plan));
    let counts = report.tickets;
    assert_eq!(
        (counts.tickets, report.total.legs, counts.visits),
        (14, 15, 13)
    );
    assert_eq!(
        (counts.finished, counts.withdrawn, counts.expired),
        (11, 1, 2)
    );
    assert_eq!(
        (counts.live, counts.missed_for_good, report.total.missed),
        (0, 1, 2)
    );
    assert_eq!(adds_up(&report), Vec::<String>::new());
}

#[test]
fn the_mean_and_the_quantiles_are_those_of_the_served_people() {
    let plan = plan();
    let report = daily(&known(&plan));
    // 1 to 10, 2 before the transfer, 40 after it; the missed 30 and the expired do not count.
    let wait = &report.total.wait;
    assert_eq!((wait.count, wait.sum_ms), (12, 97 * MINUTE));
    assert_eq!(wait.mean_ms, Some(485_000), "97 min ÷ 12 = 8.083 min");
    assert_eq!(
        wait.p50_ms,
        Some(5 * MINUTE),
        "the 6th of 1 2 2 3 4 5 6 7 8 9 10 40"
    );
    assert_eq!(wait.p90_ms, Some(10 * MINUTE), "the 11th of 12");
    assert_eq!(wait.max_ms, Some(40 * MINUTE));
    assert_eq!(report.total.long_waits, Share::new(1, 12));
    assert_eq!(report.totals().mean_wait_min, Some(8.1));
    assert_eq!(report.totals().p90_wait_min, Some(10.0));
}

#[test]
fn a_window_gets_what_happened_there() {
    let plan = plan();
    let report = daily(&known(&plan));
    let first = part(&report.windows, "1");
    assert_eq!(
        (
            first.called,
            first.finished,
            first.transferred,
            first.missed
        ),
        (11, 10, 1, 1)
    );
    let second = part(&report.windows, "2");
    assert_eq!((second.called, second.finished, second.missed), (2, 1, 1));
    let nowhere = part(&report.windows, "");
    assert_eq!((nowhere.legs, nowhere.called), (2, 0));
    assert_eq!(
        report.windows.last().map(|part| part.key.as_str()),
        Some("")
    );
}

#[test]
fn utilisation_is_service_time_in_open_time_without_pauses() {
    let plan = plan();
    let report = daily(&known(&plan));
    let work = report.windows[0].work.expect("windows have work");
    assert_eq!(
        (work.served_ms, work.open_ms, work.paused_ms),
        (63 * MINUTE, 126 * MINUTE, 15 * MINUTE)
    );
    assert_eq!(work.utilisation.tenths(), Some(500));
    assert_eq!(
        report.work.utilisation,
        Share::new(78 * 60_000, 186 * 60_000)
    );
}

#[test]
fn satisfaction_always_comes_with_participation() {
    let plan = plan();
    let report = daily(&known(&plan));
    assert_eq!(report.total.ratings.levels, [0, 1, 0, 1, 3]);
    assert_eq!(report.total.satisfaction, Share::new(4, 5));
    assert_eq!(report.total.participation, Share::new(5, 11));
    assert_eq!(part(&report.windows, "1").participation, Share::new(5, 10));
    assert_eq!(part(&report.windows, "2").satisfaction.tenths(), None);
}

#[test]
fn a_rating_that_does_not_count_is_in_no_share_and_stands_by_itself() {
    let plan = plan();
    let mut rows = known(&plan);
    let bad = rows.tickets.iter().find(|ticket| ticket.level == Some(2));
    let bad = bad.expect("a bad rating").ticket;
    rows.beside.excluded.extend([(bad, false), (9_999, true)]);
    let report = daily(&rows);
    assert_eq!(adds_up(&report), Vec::<String>::new());
    assert_eq!(report.total.ratings.levels, [0, 0, 0, 1, 3]);
    assert_eq!(report.total.ratings.excluded, 1);
    assert_eq!(report.total.satisfaction, Share::new(4, 4));
    assert_eq!(report.total.participation, Share::new(4, 11));
    let window = part(&report.windows, "1");
    assert_eq!((window.ratings.bad(), window.ratings.excluded), (0, 1));
    assert_eq!(rows.beside.excluded_late(), 1);
}

#[test]
fn the_published_figures_of_the_domain_come_out() {
    let percent = |part, whole| show::percent(Share::new(part, whole));
    for (part, whole, expected) in [
        (15_684, 15_891, "98.7"),
        (15_677, 15_891, "98.7"),
        (15_692, 15_891, "98.7"),
        (15_676, 15_891, "98.6"),
        (15_693, 15_891, "98.8"),
        (57_690, 58_629, "98.4"),
        (15_891, 40_000, "39.7"),
        (23_086, 57_690, "40.0"),
        (176_454, 287_978, "61.3"),
        (111_523, 287_978, "38.7"),
        (2_136, 287_978, "0.7"),
        (30_750, 287_978, "10.7"),
    ] {
        assert_eq!(
            percent(part, whole).as_deref(),
            Some(expected),
            "{part} of {whole}"
        );
    }
    assert_eq!(percent(0, 0), None);
    let ratings = Ratings {
        levels: [100, 107, 684, 5_000, 10_000],
        excluded: 9,
    };
    assert_eq!(
        show::percent(ratings.satisfaction()).as_deref(),
        Some("98.7")
    );
}

#[test]
fn minutes_are_rounded_half_up_once() {
    for (ms, expected) in [
        (0, "0.0"),
        (2_999, "0.0"),
        (3_000, "0.1"),
        (683_999, "11.4"),
    ] {
        assert_eq!(show::minutes(ms), expected, "{ms} ms");
    }
}

#[test]
fn hours_are_local_without_gaps_and_carry_every_ticket() {
    let plan = plan();
    let report = daily(&known(&plan));
    let hours: Vec<_> = report
        .curve
        .iter()
        .map(|hour| (hour.hour, hour.tickets, hour.wait.count))
        .collect();
    assert_eq!(hours, [(9, 8, 6), (10, 1, 2), (11, 5, 4)]);
}

#[test]
fn the_longest_wait_is_named_with_window_and_time() {
    let plan = plan();
    let report = daily(&known(&plan));
    let longest = report.longest.as_ref().expect("somebody waited");
    assert_eq!(
        (longest.wait_ms, longest.number.as_str()),
        (40 * MINUTE, "A011")
    );
    assert_eq!(longest.window, Some(2));
    assert!(text(&report, Language::ZhCn).contains("A011，2 号窗口，10:35 起"));
}

#[test]
fn legs_without_an_item_stand_in_one_visible_line() {
    let plan = plan();
    let report = daily(&known(&plan));
    let rest = report.items.last().expect("there are items");
    assert_eq!((rest.key.as_str(), rest.figures.legs), ("", 1));
    assert!(text(&report, Language::ZhCn).contains("未选事项"));
    let departments: Vec<_> = report
        .departments
        .iter()
        .map(|part| (part.key.as_str(), part.figures.legs))
        .collect();
    assert_eq!(departments, [("MZ", 14), ("", 1)]);
}

#[test]
fn an_empty_day_has_no_percentages_and_adds_up() {
    let plan = plan();
    let report = daily(&rows(&plan, Stage::Closed, at(18, 0)));
    assert_eq!(adds_up(&report), Vec::<String>::new());
    assert_eq!(report.totals().mean_wait_min, None);
    assert_eq!(report.total.satisfaction.tenths(), None);
    assert!(report.curve.is_empty() && report.longest.is_none());
}

#[test]
fn a_running_day_counts_who_is_in_the_hall_and_cuts_spans_at_now() {
    let plan = plan();
    let mut day = rows(&plan, Stage::Running, at(10, 0));
    let serving = ticket(1, "serving", at(9, 0));
    let now_served = served(leg(&serving), 1, 40, 0, LegEnd::Finished);
    day.legs.push(LegRow {
        ended: None,
        end: None,
        ..now_served
    });
    let waiting = ticket(2, "waiting", at(9, 50));
    day.legs.push(leg(&waiting));
    day.tickets = vec![serving, waiting];
    day.spans = vec![span(1, SpanKind::Open, at(9, 20), None)];
    let report = daily(&day);
    assert_eq!(
        (
            report.tickets.live,
            report.total.live,
            report.total.finished
        ),
        (2, 2, 0)
    );
    assert_eq!(report.work.open_ms, 40 * MINUTE);
    assert_eq!(
        report.work.served_ms,
        20 * MINUTE,
        "the running service counts up to now"
    );
    assert_eq!(adds_up(&report), Vec::<String>::new());
    assert!(text(&report, Language::ZhCn).contains("进行中，截至 10:00"));
}

#[test]
fn services_of_one_visit_count_each_and_what_has_no_length_makes_no_mean() {
    let plan = plan();
    let mut day = rows(&plan, Stage::Closed, at(18, 0));
    let visitor = ticket(1, "finished", at(9, 0));
    let first = served(leg(&visitor), 1, 5, 12, LegEnd::WentOn);
    let at_once = LegRow {
        leg: 1,
        first_call: None,
        ..served(leg(&visitor), 1, 5, 8, LegEnd::Finished)
    };
    let picked_up = ticket(2, "finished", at(9, 30));
    let quick = served(leg(&picked_up), 1, 10, 0, LegEnd::Finished);
    day.legs = vec![first, at_once, quick];
    day.tickets = vec![visitor, picked_up];
    day.spans = vec![span(1, SpanKind::Open, at(9, 0), Some(at(10, 0)))];
    let report = daily(&day);
    let total = &report.total;
    assert_eq!(
        (total.finished, total.went_on, total.transferred),
        (2, 1, 0)
    );
    assert_eq!(
        (total.wait.count, total.service.count),
        (2, 2),
        "nobody waited at the window, and a pick-up has no length"
    );
    assert_eq!(total.service.mean_ms, Some(10 * MINUTE));
    assert_eq!(adds_up(&report), Vec::<String>::new());
    assert!(text(&report, Language::En).contains("Legs served that went on"));
}

#[test]
fn a_booked_person_waits_from_the_later_of_slot_and_check_in() {
    let plan = plan();
    let mut day = rows(&plan, Stage::Closed, at(18, 0));
    for (id, slot, checked_in, called, wait) in [
        (1, at(9, 30), at(9, 10), at(9, 35), 5),
        (2, at(10, 0), at(10, 10), at(10, 25), 15),
    ] {
        let ticket = TicketRow {
            booked: true,
            ..ticket(id, "finished", checked_in)
        };
        let joined = LegRow {
            since: slot,
            ..leg(&ticket)
        };
        let minutes = (called.0 - slot.0) / MINUTE;
        day.legs = vec![served(joined, 1, minutes, 5, LegEnd::Finished)];
        day.tickets = vec![ticket];
        assert_eq!(daily(&day).total.wait.sum_ms, wait * MINUTE, "ticket {id}");
    }
}

#[test]
fn announced_waits_are_held_against_real_ones() {
    let plan = plan();
    let mut day = rows(&plan, Stage::Closed, at(18, 0));
    for (id, wait) in [(1, 20), (2, 35), (3, 50)] {
        let ticket = ticket(id, "finished", at(9, 0));
        let told = LegRow {
            predicted: Some([20, 35]),
            ..leg(&ticket)
        };
        day.legs.push(served(told, 1, wait, 1, LegEnd::Finished));
        day.tickets.push(rated(ticket, 1, 5));
    }
    let accuracy = daily(&day).accuracy;
    assert_eq!(accuracy.within, Share::new(2, 3));
    // The middle is 27.5 min: 7.5, 7.5 and 22.5 off.
    assert_eq!(accuracy.mean_error_ms, Some(12 * MINUTE + 30_000));
}

#[test]
fn a_report_that_does_not_add_up_is_named() {
    let plan = plan();
    let mut report = daily(&known(&plan));
    report.queues[0].figures.finished += 1;
    let wrong = adds_up(&report);
    assert!(
        wrong.iter().any(|line| line.contains("finished by queues")),
        "{wrong:?}"
    );
}
