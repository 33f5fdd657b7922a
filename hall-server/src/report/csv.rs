//! The report as CSV: one long table, one figure per line.
//!
//! RFC 4180 with CRLF. The file begins with a byte order mark, because spreadsheets in China read
//! a file without one as GBK; parsers that know UTF-8 skip it. Keys and metrics are stable words,
//! names and labels are in the chosen language. A figure that does not exist is an empty value.

use super::paper::OnPaper;
use hall_text::Language;

/// What every file begins with.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The columns.
const HEADER: [&str; 7] = ["section", "key", "name", "metric", "label", "value", "unit"];

/// The report as CSV.
pub fn csv(report: &impl OnPaper, language: Language) -> String {
    let paper = report.paper(language);
    let mut out = String::from(BYTE_ORDER_MARK);
    line(&mut out, HEADER);
    for (metric, value) in &paper.about {
        line(&mut out, ["report", "", "", metric, "", value, "text"]);
    }
    for fact in &paper.facts {
        let value = fact.cell.value().unwrap_or_default();
        let metric = metric(fact.key);
        line(
            &mut out,
            [
                "summary",
                "",
                "",
                &metric,
                &fact.label,
                &value,
                fact.cell.unit(),
            ],
        );
    }
    for table in &paper.tables {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let value = cell.value().unwrap_or_default();
                let metric = metric(column.key);
                let fields = [
                    table.section,
                    &row.key,
                    &row.name,
                    &metric,
                    &column.label,
                    &value,
                    cell.unit(),
                ];
                line(&mut out, fields);
            }
        }
    }
    out
}

/// Keys of the catalogue have hyphens, columns for programs underscores.
fn metric(key: &str) -> String {
    key.replace('-', "_")
}

fn line(out: &mut String, fields: [&str; HEADER.len()]) {
    for (index, field) in fields.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        if field.contains(['"', ',', '\r', '\n']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push_str("\r\n");
}
