//! Tables of what followed: who was asked, what had to be put right.

use super::groups::{Keys, count, grouped};
use super::{row, stretch_name, table};
use crate::report::table::{Cell, Table, name, total};
use crate::report::{CallbackFigures, CallbackStretch, FollowFigures, FollowPart, PeriodReport};
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

/// Who was asked afterwards, by the day or month of the service.
pub(super) fn callbacks(report: &PeriodReport, language: Language) -> Table {
    const CALLS: Keys = &[
        ("callback-target", true),
        ("callback-reached", true),
        ("callback-share", true),
        ("callback-tries", false),
        ("callback-through", true),
        ("callback-satisfied", true),
    ];
    let cells = |figures: &CallbackFigures| {
        vec![
            count(figures.target),
            Cell::Count(figures.reached.part),
            Cell::Percent(figures.reached),
            count(figures.tries),
            Cell::Percent(figures.through),
            Cell::Percent(figures.satisfied),
        ]
    };
    let one = |part: &CallbackStretch| {
        let name = stretch_name(&part.name, language);
        row(part.name.clone(), name, cells(&part.figures))
    };
    let rows = report.callback_curve.iter().map(one);
    let rows = rows.chain([total(language, cells(&report.callbacks))]);
    table(
        "callbacks",
        language,
        grouped(language, &[CALLS]),
        rows.collect(),
    )
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
    let section = "follow-departments";
    let name = |part: &FollowPart| name(&part.key, &part.names, section, language);
    let bad = (&*report.follow_departments, &report.follow_bad);
    parts(section, bad, name, language)
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
