//! Tables with a row for each department, item or clerk.

use super::groups::{
    CASE_COLUMNS, Keys, RATING_COLUMNS, SERVICE_COLUMNS, case_cells, count, grouped, rating_cells,
    service_cells,
};
use super::{row, table};
use crate::report::figures::{Figures, Part, Share, Work};
use crate::report::show;
use crate::report::table::{Cell, Graph, Table, part_name, total};
use crate::report::{CaseFigures, CasePart, PeriodReport, Ranked, Tier};
use hall_text::{Language, word};

pub(super) fn departments(report: &PeriodReport, language: Language) -> Table {
    const WINDOWS: Keys = &[("windows", true)];
    let cells = |served: u32, figures: &Figures, cases: &CaseFigures| {
        let groups = [
            vec![count(served)],
            service_cells(figures),
            case_cells(cases),
            rating_cells(figures),
        ];
        groups.concat()
    };
    let one = |part: &CasePart| {
        let name = part_name(&part.part, "departments", language);
        let cells = cells(part.windows, &part.part.figures, &part.cases);
        row(part.part.key.clone(), name, cells)
    };
    let rows = report.departments.iter().map(one);
    let all = cells(report.windows_served, &report.total, &report.cases);
    Table {
        graph: Some(Graph {
            bars: 1,
            line: None,
        }),
        ..table(
            "departments",
            language,
            grouped(
                language,
                &[WINDOWS, SERVICE_COLUMNS, CASE_COLUMNS, RATING_COLUMNS],
            ),
            rows.chain([total(language, all)]).collect(),
        )
    }
}

/// Departments by tier and place.
pub(super) fn ranking(report: &PeriodReport, language: Language) -> Table {
    const COLUMNS: Keys = &[
        ("tier", true),
        ("place", true),
        ("score", true),
        ("wilson", true),
        ("services", true),
        ("on-time", true),
        ("on-time-strict", true),
    ];
    let cells = |ranked: Option<&Ranked>, figures: &Figures, cases: &CaseFigures| {
        let tier = ranked.and_then(|ranked| ranked.tier);
        let tier = tier.map(|tier| {
            let key = match tier {
                Tier::Many => "report-tier-many",
                Tier::Few => "report-tier-few",
            };
            word(language, key)
        });
        let place = ranked.and_then(|ranked| ranked.place);
        let millionths = |part: Option<u32>| {
            let share = |part| Share::new(u64::from(part), 1_000_000);
            Cell::Percent(part.map_or_else(Share::default, share))
        };
        let place = match ranked {
            Some(_) => place.map_or_else(|| show::NONE.to_owned(), |place| place.to_string()),
            None => String::new(),
        };
        let own = vec![
            Cell::Text(tier.unwrap_or_default()),
            Cell::Text(place),
            millionths(ranked.and_then(|ranked| ranked.score_millionths)),
            millionths(ranked.and_then(|ranked| ranked.lower_millionths)),
            count(figures.services()),
            Cell::Percent(cases.on_time),
            Cell::Percent(cases.on_time_strict),
        ];
        [own, rating_cells(figures)].concat()
    };
    let one = |ranked: &Ranked| {
        let mut parts = report.departments.iter();
        let part = parts.find(|part| part.part.key == ranked.key)?;
        let name = part_name(&part.part, "departments", language);
        let cells = cells(Some(ranked), &part.part.figures, &part.cases);
        Some(row(ranked.key.clone(), name, cells))
    };
    let rows = report.ranking.iter().filter_map(one);
    let all = total(language, cells(None, &report.total, &report.cases));
    table(
        "ranking",
        language,
        grouped(language, &[COLUMNS, RATING_COLUMNS]),
        rows.chain([all]).collect(),
    )
}

pub(super) fn items(report: &PeriodReport, language: Language) -> Table {
    let cells = |figures: &Figures, cases: &CaseFigures| {
        [
            service_cells(figures),
            case_cells(cases),
            rating_cells(figures),
        ]
        .concat()
    };
    let one = |part: &CasePart| {
        let name = part_name(&part.part, "items", language);
        row(
            part.part.key.clone(),
            name,
            cells(&part.part.figures, &part.cases),
        )
    };
    let rows = report.items.iter().map(one);
    let all = total(language, cells(&report.total, &report.cases));
    table(
        "items",
        language,
        grouped(language, &[SERVICE_COLUMNS, CASE_COLUMNS, RATING_COLUMNS]),
        rows.chain([all]).collect(),
    )
}

/// One row per clerk.
pub(super) fn clerks(report: &PeriodReport, language: Language) -> Table {
    const TIME: Keys = &[("signed-in", true), ("paused-hours", false)];
    let cells = |figures: &Figures, work: Work| {
        let time = vec![
            Cell::Hours(work.signed_in_ms()),
            Cell::Hours(work.paused_ms),
        ];
        [service_cells(figures), time, rating_cells(figures)].concat()
    };
    let one = |part: &Part| {
        let name = match part.key.as_str() {
            "" => word(language, "report-clerks-rest"),
            key => format!("{key} {}", part.names.get(language))
                .trim_end()
                .to_owned(),
        };
        let cells = cells(&part.figures, part.work.unwrap_or_default());
        row(part.key.clone(), name, cells)
    };
    let rows = report.clerks.iter().map(one);
    let all = total(language, cells(&report.total, report.work));
    table(
        "clerks",
        language,
        grouped(language, &[SERVICE_COLUMNS, TIME, RATING_COLUMNS]),
        rows.chain([all]).collect(),
    )
}
