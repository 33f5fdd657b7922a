//! Columns that stand together: what is added to ratings or cases (exclusions, rectification,
//! callbacks) gets its columns in one place and is in every table that shows them.

use crate::report::CaseFigures;
use crate::report::figures::Figures;
use crate::report::table::{Cell, Column, columns};
use hall_text::Language;

/// Columns of a key each, and whether short tables have them.
pub(super) type Keys = &'static [(&'static str, bool)];

/// What was served.
pub(super) const SERVICE_COLUMNS: Keys = &[("services", true), ("service-mean", true)];

pub(super) fn service_cells(figures: &Figures) -> Vec<Cell> {
    vec![
        count(figures.services()),
        Cell::Minutes(figures.service.mean_ms),
    ]
}

/// How it was rated; the satisfied share never stands without the share of those who rated.
pub(super) const RATING_COLUMNS: Keys = &[
    ("ratings", false),
    ("satisfaction", true),
    ("participation", true),
    ("bad", true),
    ("rating-excluded", false),
];

pub(super) fn rating_cells(figures: &Figures) -> Vec<Cell> {
    vec![
        count(figures.ratings.valid()),
        Cell::Percent(figures.satisfaction),
        Cell::Percent(figures.participation),
        count(figures.ratings.bad()),
        count(figures.ratings.excluded),
    ]
}

/// What became of its cases; the plain share on time never stands without the strict one.
pub(super) const CASE_COLUMNS: Keys = &[
    ("accepted", true),
    ("cases-finished", true),
    ("on-time", true),
    ("on-time-strict", true),
    ("overdue", true),
    ("early", false),
    ("compressed", false),
    ("at-once", false),
];

pub(super) fn case_cells(cases: &CaseFigures) -> Vec<Cell> {
    vec![
        count(cases.accepted),
        count(cases.finished),
        Cell::Percent(cases.on_time),
        Cell::Percent(cases.on_time_strict),
        count(cases.overdue),
        Cell::Percent(cases.early),
        Cell::Percent(cases.compressed),
        Cell::Percent(cases.at_once),
    ]
}

pub(super) fn count(value: u32) -> Cell {
    Cell::Count(u64::from(value))
}

/// The columns of some groups, one after the other.
pub(super) fn grouped(language: Language, groups: &[Keys]) -> Vec<Column> {
    columns(language, groups.iter().copied().flatten().copied())
}
