//! The report for a terminal: short tables, aligned also where a character takes two columns.

use super::limits::{BAR_COLUMNS_MAX, NAME_COLUMNS_MAX};
use super::table::{Row, Table, longest_where};
use super::{Cell, DailyReport, facts, html, tables};
use hall_text::{Language, word};
use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The report as plain text, without colour.
pub fn text(report: &DailyReport, language: Language) -> String {
    let mut out = String::new();
    heading(&mut out, report, language);
    summary(&mut out, report, language);
    for table in tables(report, language) {
        out.push('\n');
        out.push_str(&table.title);
        out.push('\n');
        if table.section == "hours" {
            hours(&mut out, &table);
        } else {
            short(&mut out, &table);
        }
    }
    out.push('\n');
    out.push_str(&word(language, "report-definitions"));
    out.push('\n');
    for definition in html::definitions(language) {
        put(&mut out, &["- ", &definition]);
    }
    out
}

fn heading(out: &mut String, report: &DailyReport, language: Language) {
    let title = html::title(report, language);
    let rule = "=".repeat(title.width());
    put(out, &[&title]);
    put(out, &[&rule]);
    put(out, &[&html::subtitle(report, language)]);
    if report.practice {
        put(out, &["*** ", &word(language, "report-practice"), " ***"]);
    }
    out.push('\n');
}

/// Label and figure, one per line, figures aligned to the right.
fn summary(out: &mut String, report: &DailyReport, language: Language) {
    let facts = facts(report, language);
    let figures: Vec<_> = facts
        .iter()
        .filter(|fact| !matches!(fact.cell, Cell::Text(_)))
        .collect();
    let label = figures
        .iter()
        .map(|fact| fact.label.width())
        .max()
        .unwrap_or(0);
    let value = figures
        .iter()
        .map(|fact| fact.cell.shown().width())
        .max()
        .unwrap_or(0);
    for fact in figures {
        let mut line = format!(
            "{}  {}",
            left(&fact.label, label),
            right(&fact.cell.shown(), value)
        );
        if fact.key == "wait-max" && report.longest.is_some() {
            let _ = write!(line, "  ({})", longest_where(report, language));
        }
        put(out, &[&line]);
    }
}

/// A table with its short columns.
fn short(out: &mut String, table: &Table) {
    let kept: Vec<usize> = (0..table.columns.len())
        .filter(|index| table.columns[*index].is_short)
        .collect();
    let labels: Vec<&str> = kept
        .iter()
        .map(|index| &*table.columns[*index].label)
        .collect();
    let shown = |row: &Row| {
        kept.iter()
            .map(|index| row.cells[*index].shown())
            .collect::<Vec<_>>()
    };
    let rows: Vec<(String, Vec<String>)> = table
        .rows
        .iter()
        .map(|row| (cut(&row.name), shown(row)))
        .collect();
    let name = rows.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let name = name.max(table.name_label.width());
    let widths: Vec<usize> = (0..kept.len())
        .map(|at| {
            rows.iter()
                .map(|(_, cells)| cells[at].width())
                .max()
                .unwrap_or(0)
        })
        .zip(&labels)
        .map(|(cells, label)| cells.max(label.width()))
        .collect();
    let line = |first: &str, cells: &[&str]| {
        let mut line = left(first, name);
        for (cell, width) in cells.iter().zip(&widths) {
            line.push_str("  ");
            line.push_str(&right(cell, *width));
        }
        line
    };
    put(out, &[&line(&table.name_label, &labels)]);
    let rule = "-".repeat(name + widths.iter().map(|width| width + 2).sum::<usize>());
    for ((first, cells), row) in rows.iter().zip(&table.rows) {
        if row.is_total || std::ptr::eq(row, &raw const table.rows[0]) {
            put(out, &[&rule]);
        }
        put(
            out,
            &[&line(
                first,
                &cells.iter().map(String::as_str).collect::<Vec<_>>(),
            )],
        );
    }
}

/// The hourly curve: the short table with a bar behind every hour.
fn hours(out: &mut String, table: &Table) {
    let count = |row: &Row| match row.cells.first() {
        Some(Cell::Count(count)) if !row.is_total => *count,
        _ => 0,
    };
    let most = table.rows.iter().map(count).max().unwrap_or(0).max(1);
    let mut lines = String::new();
    short(&mut lines, table);
    // The first line names the columns, a rule follows, then come the rows.
    let bars = table
        .rows
        .iter()
        .map(|row| "#".repeat(usize::try_from(count(row) * BAR_COLUMNS_MAX / most).unwrap_or(0)));
    let mut bars = bars.peekable();
    for (index, line) in lines.lines().enumerate() {
        let is_row = index > 0 && !line.starts_with('-');
        let bar = if is_row {
            bars.next().unwrap_or_default()
        } else {
            String::new()
        };
        put(out, &[line, if bar.is_empty() { "" } else { "  " }, &bar]);
    }
}

/// Writes a line without blanks at its end.
fn put(out: &mut String, parts: &[&str]) {
    let line = parts.concat();
    out.push_str(line.trim_end());
    out.push('\n');
}

fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// The name, cut to the widest a table takes.
fn cut(name: &str) -> String {
    if name.width() <= NAME_COLUMNS_MAX {
        return name.to_owned();
    }
    let mut kept = String::new();
    let mut width = 0;
    for c in name.chars() {
        width += c.width().unwrap_or(0);
        if width > NAME_COLUMNS_MAX - 2 {
            break;
        }
        kept.push(c);
    }
    kept + ".."
}
