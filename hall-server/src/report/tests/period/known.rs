//! Two known days of March make the figures worked out on paper, and every table adds up.

use super::{Rows, alone, date, example, over};
use crate::report::tests::day::{at, leg, rated, served, span, ticket};
use crate::report::{
    CasePart, Cell, Figures, OnPaper, Owners, PeriodReport, Stage, Table, html, period_adds_up,
    text,
};
use crate::report::{Counted, Headline, period};
use crate::rows::{LegRow, SpanRow};
use hall_core::ticket::LegEnd;
use hall_core::window::SpanKind;
use hall_core::{DayStage, Time};
use hall_text::Language;

const MINUTE: i64 = 60_000;

#[test]
fn two_known_days_are_twice_one() {
    let plan = super::plan();
    let report = example(&plan);
    assert_eq!(period_adds_up(&report), Vec::<String>::new());
    let total: &Figures = &report.total;
    assert_eq!((report.tickets.tickets, total.legs), (28, 30));
    assert_eq!((report.tickets.visits, total.services()), (26, 22));
    assert_eq!((total.missed, report.tickets.missed_for_good), (4, 2));
    // The waits of both days together: quantiles are not added.
    assert_eq!((total.wait.count, total.wait.sum_ms), (24, 194 * MINUTE));
    assert_eq!(total.wait.p90_ms, Some(10 * MINUTE), "the 22nd of 24");
    assert_eq!(total.ratings.levels, [0, 2, 0, 2, 6]);
    let days: Vec<(&str, u64)> = report
        .curve
        .iter()
        .map(|day| (day.name.as_str(), day.counts.tickets))
        .filter(|(_, tickets)| *tickets > 0)
        .collect();
    assert_eq!(days, [("2026-03-03", 14), ("2026-03-09", 14)]);
    assert_eq!(
        report.curve.len(),
        22,
        "worked days stand there, empty or not"
    );
    assert_eq!(report.stage, Stage::Closed);
}

/// Columns whose counts are no parts of their total: one window serves several departments.
const NOT_ADDED: [(&str, &str); 1] = [("departments", "windows")];

fn walk(table: &Table) {
    let (totals, parts): (Vec<_>, Vec<_>) = table.rows.iter().partition(|row| row.is_total);
    let [total] = totals[..] else {
        panic!("{}: one row of all", table.section);
    };
    for (index, column) in table.columns.iter().enumerate() {
        if NOT_ADDED.contains(&(table.section, column.key)) {
            continue;
        }
        let sum = |of: fn(&Cell) -> Option<u64>| -> Option<u64> {
            parts.iter().map(|row| of(&row.cells[index])).sum()
        };
        let count = |cell: &Cell| match cell {
            Cell::Count(count) => Some(*count),
            _ => None,
        };
        let part = |cell: &Cell| match cell {
            Cell::Percent(share) => Some(share.part),
            _ => None,
        };
        let time = |cell: &Cell| match cell {
            Cell::Hours(ms) => Some(ms.unsigned_abs()),
            _ => None,
        };
        for of in [count, time] {
            if let Some(whole) = of(&total.cells[index]) {
                let what = format!("{} {}", table.section, column.key);
                assert_eq!(sum(of), Some(whole), "{what}");
            }
        }
        if !["score", "wilson"].contains(&column.key)
            && let Some(whole) = part(&total.cells[index])
        {
            assert_eq!(sum(part), Some(whole), "{} {}", table.section, column.key);
        }
    }
}

#[test]
fn the_parts_of_every_table_make_its_total() {
    let plan = super::plan();
    let paper = example(&plan).paper(Language::ZhCn);
    let sections: Vec<&str> = paper.tables.iter().map(|table| table.section).collect();
    assert_eq!(
        sections,
        [
            "totals",
            "days",
            "departments",
            "ranking",
            "items",
            "clerks",
            "windows",
            "callbacks",
            "follow-sources",
            "follow-departments"
        ]
    );
    for table in paper.tables.iter().skip(1) {
        walk(table);
    }
}

#[test]
fn a_year_goes_by_months_and_each_says_where_its_report_is() {
    let plan = super::plan();
    let mut rows = Rows::known(&plan);
    rows.extend(Rows::known(&plan).moved_to(date("2026-07-01")));
    let report = alone(&over(&plan, "2026"), &rows);
    assert_eq!(period_adds_up(&report), Vec::<String>::new());
    assert_eq!(report.curve.len(), 12);
    assert_eq!(report.curve[6].way, "/api/v1/reports/month/2026-07");
    let page = html(&report, Language::ZhCn);
    assert!(page.contains("<a href=\"/api/v1/reports/month/2026-03\">"));
    let month = html(&example(&plan), Language::ZhCn);
    assert!(month.contains("<a href=\"/api/v1/reports/daily/2026-03-03\">"));
}

#[test]
fn a_clerk_has_services_hours_and_the_ratings_of_the_own_services() {
    let plan = super::plan();
    let clerk = |code: &str| Some(code.parse().expect("a code"));
    let mut rows = Rows::default();
    let rated_one = rated(ticket(1, "finished", at(9, 0)), 1, 5);
    let passed_on = LegRow {
        clerk: clerk("W2A"),
        ..served(leg(&rated_one), 1, 1, 5, LegEnd::WentOn)
    };
    let last = LegRow {
        leg: 1,
        clerk: clerk("W1A"),
        ..served(leg(&rated_one), 1, 10, 5, LegEnd::Finished)
    };
    // Taken up again by mistake and ended elsewhere: the rating speaks of window 1.
    let again = LegRow {
        leg: 2,
        clerk: clerk("W2A"),
        ..served(leg(&rated_one), 2, 20, 5, LegEnd::Finished)
    };
    rows.legs = vec![passed_on, last, again];
    rows.tickets = vec![rated_one];
    let signed_in = SpanRow {
        clerk: clerk("W1A"),
        ..span(1, SpanKind::Open, at(9, 0), Some(at(10, 0)))
    };
    let paused = SpanRow {
        kind: SpanKind::Paused,
        started: at(10, 0),
        ended: Some(at(10, 30)),
        ..signed_in.clone()
    };
    rows.spans = vec![signed_in, paused];
    let report = alone(&over(&plan, "2026-03"), &rows);
    let of = |key: &str| {
        let part = report.clerks.iter().find(|part| part.key == key);
        let part = part.expect("the clerk worked");
        let work = part.work.expect("clerks have hours");
        let figures = &part.figures;
        (
            figures.services(),
            work.signed_in_ms() / MINUTE,
            figures.ratings.valid(),
        )
    };
    assert_eq!(of("W1A"), (1, 90, 1));
    assert_eq!(of("W2A"), (2, 0, 0));
}

#[test]
fn windows_of_a_department_are_those_that_served_for_it() {
    let plan = super::plan();
    let report = example(&plan);
    let civil = report.departments.iter().find(|part| part.part.key == "MZ");
    assert_eq!(civil.map(|part| part.windows), Some(1));
    assert_eq!(report.windows_served, 2);
}

#[test]
fn an_item_that_changed_hands_counts_for_each_department_in_its_time() {
    let plan = super::plan();
    let about = over(&plan, "2026-03");
    let mut rows = Rows::known(&plan);
    rows.extend(Rows::known(&plan).moved_to(date("2026-03-09")));
    let mut owners = Owners::of_plan(&plan);
    let item = "CARD2".parse().expect("a code");
    owners.learn(
        Time(at(0, 0).0 + 86_400_000),
        [(item, "SW".parse().expect("a code"))],
    );
    let beside = owners.into();
    let mut counted = Counted::new(&plan, &beside, about.days(), about.now);
    counted.rows(&rows.tickets, &rows.legs, &rows.spans);
    let former = Headline::default();
    let report = period(&about, counted, &former, &former);
    assert_eq!(period_adds_up(&report), Vec::<String>::new());
    let services = |key: &str| {
        let part = report.departments.iter().find(|part| part.part.key == key);
        part.map(CasePart::services)
    };
    assert_eq!((services("MZ"), services("SW")), (Some(10), Some(10)));
}

#[test]
fn a_period_without_data_says_so_in_every_format() {
    let plan = super::plan();
    let empty = alone(&over(&plan, "2026-03"), &Rows::default());
    assert!(empty.is_empty());
    assert_eq!(period_adds_up(&empty), Vec::<String>::new());
    for said in [html(&empty, Language::ZhCn), text(&empty, Language::ZhCn)] {
        assert!(said.contains("本期没有数据"), "{said}");
    }
    let full = example(&plan);
    assert!(!text(&full, Language::ZhCn).contains("本期没有数据"));
}

fn on(day: &str, stage: DayStage) -> PeriodReport {
    let plan = super::plan();
    let mut about = over(&plan, "2026-03");
    about.today = date(day);
    about.day = Some((about.today, stage));
    alone(&about, &Rows::known(&plan))
}

#[test]
fn a_period_that_is_not_over_and_a_day_that_is_not_closed_are_marked() {
    let running = on("2026-03-09", DayStage::Open);
    assert_eq!(running.stage, Stage::Running);
    let said = text(&running, Language::ZhCn);
    assert!(said.contains("本期未完"), "{said}");
    assert!(said.contains("2026-03-09 尚未闭厅"), "{said}");
    assert!(said.contains("2026-03-09 星期一 （未闭）"), "{said}");
    // In the evening of the last day it is over, whatever the clock says.
    assert_eq!(on("2026-03-31", DayStage::Open).stage, Stage::Running);
    assert_eq!(on("2026-03-31", DayStage::Closed).stage, Stage::Closed);
    let over = on("2026-04-01", DayStage::Open);
    assert_eq!((over.stage, over.open_day), (Stage::Closed, None));
    assert!(!text(&over, Language::ZhCn).contains("本期未完"));
}

#[test]
fn a_period_to_come_has_no_days() {
    let plan = super::plan();
    let mut about = over(&plan, "2026-03");
    about.today = date("2026-02-10");
    about.day = Some((about.today, DayStage::Open));
    let report = alone(&about, &Rows::default());
    assert_eq!((report.until, report.worked_days), (None, 0));
    assert_eq!(report.totals[0].per_day, None);
    assert!(report.is_empty() && report.curve.is_empty());
}
