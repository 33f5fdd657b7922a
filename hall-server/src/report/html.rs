//! A report as a page: one A4 sheet that answers first, then the full tables.

use super::chart::{Chart, chart};
use super::paper::{OnPaper, Paper};
use super::table::{Row, Table};
use crate::pages::{Words, render};
use crate::rows::Days;
use askama::Template;
use hall_text::Language;

/// The report as a page of the server; its styles are linked.
pub fn html(report: &impl OnPaper, language: Language) -> String {
    page(report.paper(language), String::new())
}

/// The report as a file of its own; its styles are inside.
pub fn html_file(report: &impl OnPaper, language: Language) -> String {
    let styles = [crate::pages::TOKENS_CSS, crate::pages::REPORT_CSS].map(crate::pages::asset_text);
    page(report.paper(language), styles.concat())
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    words: Words,
    tag: &'static str,
    /// Empty = linked.
    styles: String,
    chart: Chart,
    /// The column of the first table whose cells have a bar; past the last one when none has.
    bar_column: usize,
    /// The page of the rows behind the figures; none in a file, which has no server.
    rows: Option<String>,
    paper: Paper,
}

impl Page {
    fn behind(&self, table: &Table, row: &Row) -> Option<String> {
        table.behind(row, self.rows.as_deref()?)
    }
}

fn page(paper: Paper, styles: String) -> String {
    let tag = paper.language.tag();
    let days = paper.days.filter(|_| styles.is_empty());
    let rows = days.map(|days| {
        let Days { first, last } = days;
        format!("/manage/legs?lang={tag}&from={first}&until={last}")
    });
    render(&Page {
        rows,
        words: Words(paper.language),
        tag,
        styles,
        chart: chart(&paper.curve.points),
        bar_column: paper.front.bars.unwrap_or(usize::MAX),
        paper,
    })
}
