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
    parts(
        report,
        "follow-sources",
        &report.follow_sources,
        name,
        language,
    )
}

/// By department.
pub(super) fn departments(report: &PeriodReport, language: Language) -> Table {
    let name = |part: &FollowPart| match (part.key.as_str(), part.names.get(language)) {
        ("", _) => word(language, "report-departments-rest"),
        (key, "") => key.to_owned(),
        (_, name) => name.to_owned(),
    };
    let departments = &report.follow_departments;
    parts(report, "follow-departments", departments, name, language)
}

fn parts(
    report: &PeriodReport,
    section: &'static str,
    parts: &[FollowPart],
    name: impl Fn(&FollowPart) -> String,
    language: Language,
) -> Table {
    let rows = parts
        .iter()
        .map(|part| row(part.key.clone(), name(part), cells(&part.figures)));
    let all = total(language, cells(&report.follow));
    let columns = grouped(language, &[COLUMNS]);
    table(section, language, columns, rows.chain([all]).collect())
}
