//! Ratings to look at, one per row.

use super::{Cell, Row, Table, columns, total};
use crate::pages::LocalTime;
use crate::report::{DailyReport, Finding};
use hall_text::{Language, word};

/// The columns, and whether short tables have them. What a row does not have is empty.
const COLUMNS: [(&str, bool); 5] = [
    ("review-count", true),
    ("review-who", true),
    ("review-window", true),
    ("review-level", true),
    ("review-at", true),
];

pub(super) fn review(report: &DailyReport, language: Language) -> Table {
    let local = LocalTime::new(&report.timezone);
    let row = |(found, at): (&Finding, usize)| Row {
        key: at.to_string(),
        name: word(language, &format!("report-review-{}", found.pattern.word())),
        cells: cells(found, &local, language),
        is_total: false,
    };
    let mut sum = vec![Cell::Count(report.review.len() as u64)];
    sum.resize(COLUMNS.len(), Cell::Text(String::new()));
    let rows = report.review.iter().zip(1..).map(row);
    Table {
        section: "review",
        title: word(language, "report-review"),
        name_label: word(language, "report-review-name"),
        columns: columns(language, COLUMNS),
        rows: rows.chain([total(language, sum)]).collect(),
        graph: None,
    }
}

fn cells(found: &Finding, local: &LocalTime, language: Language) -> Vec<Cell> {
    let who = if found.device.is_empty() {
        found.number.clone()
    } else {
        format!("{} {}", found.device, found.number)
            .trim_end()
            .to_owned()
    };
    let window = found.window.map(|window| window.to_string());
    let level = found
        .level
        .map(|level| word(language, &format!("report-column-rating-{level}")));
    vec![
        Cell::Count(u64::from(found.count)),
        Cell::Text(who),
        Cell::Text(window.unwrap_or_default()),
        Cell::Text(level.unwrap_or_default()),
        Cell::Text(local.clock_seconds(found.at.0)),
    ]
}
