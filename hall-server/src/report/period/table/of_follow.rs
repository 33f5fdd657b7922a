//! Tables of what had to be put right.

use super::groups::{Keys, count, grouped};
use super::{row, table};
use crate::report::table::{Cell, Table, total};
use crate::report::{FollowFigures, FollowPart, PeriodReport};
use hall_text::{Language, word};

const COLUMNS: Keys = &[
    ("follow-came", true),
    ("follow-contacted", true),
    ("follow-closed", true),
    ("follow-in-time", true),
    ("follow-explained", false),
    ("follow-open", true),
    ("follow-excluded", false),
];

fn cells(figures: &FollowFigures) -> Vec<Cell> {
    vec![
        count(figures.came),
        Cell::Percent(figures.contacted),
        Cell::Percent(figures.closed),
        Cell::Percent(figures.closed_on_time),
        count(figures.explained),
        count(figures.open),
        count(figures.excluded),
    ]
}

/// By source.
pub(super) fn sources(report: &PeriodReport, language: Language) -> Table {
    let name = |part: &FollowPart| {
        let key = format!("report-source-{}", part.key.replace('_', "-"));
        word(language, &key)
    };
    let all = (&*report.follow_sources, &report.follow);
    parts("follow-sources", all, name, language)
}

/// Bad ratings by department.
pub(super) fn departments(report: &PeriodReport, language: Language) -> Table {
    let name = |part: &FollowPart| match (part.key.as_str(), part.names.get(language)) {
        ("", _) => word(language, "report-follow-departments-rest"),
        (key, "") => key.to_owned(),
        (_, name) => name.to_owned(),
    };
    let bad = (&*report.follow_departments, &report.follow_bad);
    parts("follow-departments", bad, name, language)
}

fn parts(
    section: &'static str,
    (parts, whole): (&[FollowPart], &FollowFigures),
    name: impl Fn(&FollowPart) -> String,
    language: Language,
) -> Table {
    let rows = parts
        .iter()
        .map(|part| row(part.key.clone(), name(part), cells(&part.figures)));
    let all = total(language, cells(whole));
    let columns = grouped(language, &[COLUMNS]);
    table(section, language, columns, rows.chain([all]).collect())
}
