//! The report for a terminal: short tables, aligned also where a character takes two columns.

use super::limits::{BAR_COLUMNS_MAX, NAME_COLUMNS_MAX};
use super::paper::{OnPaper, Paper};
use super::table::{Row, Table};
use super::{Cell, Fact};
use hall_text::{Language, word};
use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The report as plain text, without colour.
pub fn text(report: &impl OnPaper, language: Language) -> String {
    let paper = report.paper(language);
    let mut out = String::new();
    heading(&mut out, &paper);
    summary(&mut out, &paper.facts);
    for table in &paper.tables {
        out.push('\n');
        out.push_str(&table.title);
        out.push('\n');
        match table.graph {
            // Only a curve is drawn: there the eye follows the rows.
            Some(graph) if graph.line.is_some() => bars(&mut out, table, graph.bars),
            _ => short(&mut out, table),
        }
    }
    out.push('\n');
    out.push_str(&word(language, "report-definitions"));
    out.push('\n');
    for definition in &paper.definitions {
        put(&mut out, &["- ", definition]);
    }
    out
}

fn heading(out: &mut String, paper: &Paper) {
    let rule = "=".repeat(paper.title.width());
    put(out, &[&paper.title]);
    put(out, &[&rule]);
    put(out, &[&paper.subtitle]);
    if paper.practice {
        let words = word(paper.language, "report-practice");
        put(out, &["*** ", &words, " ***"]);
    }
    for note in &paper.notes {
        put(out, &["* ", note]);
    }
    out.push('\n');
}

/// Label and figure, one per line, figures aligned to the right; a fact in words stands behind the
/// figure before it.
fn summary(out: &mut String, facts: &[Fact]) {
    let is_figure = |fact: &&Fact| !matches!(fact.cell, Cell::Text(_));
    let figures = || facts.iter().filter(is_figure);
    let label = figures().map(|fact| fact.label.width()).max().unwrap_or(0);
    let value = figures().map(|fact| fact.cell.shown().width()).max();
    let value = value.unwrap_or(0);
    let behind = facts.iter().skip(1).map(Some).chain([None]);
    for (fact, next) in facts.iter().zip(behind).filter(|(fact, _)| is_figure(fact)) {
        let mut line = format!(
            "{}  {}",
            left(&fact.label, label),
            right(&fact.cell.shown(), value)
        );
        if let Some(Cell::Text(words)) = next.map(|next| &next.cell)
            && !words.is_empty()
        {
            let _ = write!(line, "  ({words})");
        }
        put(out, &[&line]);
    }
}

/// A table with its short columns.
fn short(out: &mut String, table: &Table) {
    let kept = table.short();
    let labels: Vec<&str> = kept.columns.iter().map(|column| &*column.label).collect();
    let shown = |row: &Row| row.cells.iter().map(Cell::shown).collect::<Vec<_>>();
    let rows: Vec<(String, Vec<String>)> = kept
        .rows
        .iter()
        .map(|row| (cut(&row.name), shown(row)))
        .collect();
    let name = rows.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let name = name.max(table.name_label.width());
    let widths: Vec<usize> = (0..kept.columns.len())
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

/// The short table with a bar behind every row, as long as its count in a column.
fn bars(out: &mut String, table: &Table, column: usize) {
    let count = |row: &Row| match row.cells.get(column) {
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
