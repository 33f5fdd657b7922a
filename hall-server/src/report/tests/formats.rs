//! All formats say the same, and each can be read back.

use super::day::{at, known, plan, rows};
use crate::report::{
    Cell, DailyReport, Stage, csv, daily, facts, html, html_file, json, tables, text, xlsx,
};
use hall_text::Language;
use unicode_width::UnicodeWidthStr;

#[test]
fn json_reads_back_as_the_same_report() {
    let plan = plan();
    let report = daily(&known(&plan));
    let back: DailyReport = serde_json::from_str(&json(&report)).expect("our own JSON");
    assert_eq!(back, report);
    assert!(json(&report).contains("\"percent\": 80.0"));
}

/// A small reader of RFC 4180, the opposite of the writer.
pub(super) fn read_csv(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let record = records.last_mut().expect("there is always a record");
        let field = record.last_mut().expect("there is always a field");
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(String::new()),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => records.push(vec![String::new()]),
            c => field.push(c),
        }
    }
    records.pop();
    records
}

#[test]
fn csv_holds_every_figure_of_every_table() {
    let mut plan = plan();
    let code = "CARD2".parse().expect("a code");
    plan.items.get_mut(&code).expect("the item").name.zh = "领\"卡\",\n二".to_owned();
    let report = daily(&known(&plan));
    let text = csv(&report, Language::ZhCn);
    let text = text
        .strip_prefix('\u{feff}')
        .expect("spreadsheets need the mark");
    let records = read_csv(text);
    assert!(records.iter().all(|record| record.len() == 7));
    let value = |section: &str, key: &str, metric: &str| {
        let found = records
            .iter()
            .find(|r| r[0] == section && r[1] == key && r[3] == metric);
        found.map(|record| record[5].clone())
    };
    for fact in facts(&report, Language::ZhCn) {
        let expected = fact.cell.value().unwrap_or_default();
        assert_eq!(
            value("summary", "", &fact.key.replace('-', "_")),
            Some(expected)
        );
    }
    for table in tables(&report, Language::ZhCn) {
        for row in &table.rows {
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let expected = cell.value().unwrap_or_default();
                let metric = column.key.replace('-', "_");
                assert_eq!(value(table.section, &row.key, &metric), Some(expected));
            }
        }
    }
    assert!(records.iter().any(|record| record[2] == "领\"卡\",\n二"));
}

#[test]
fn every_table_has_a_cell_for_every_column_and_ends_with_the_total() {
    let plan = plan();
    let report = daily(&known(&plan));
    for language in Language::ALL {
        for table in tables(&report, language) {
            assert!(
                table
                    .rows
                    .iter()
                    .all(|row| row.cells.len() == table.columns.len())
            );
            assert!(table.rows.last().is_some_and(|row| row.is_total));
        }
    }
}

#[test]
fn the_page_shows_every_figure_and_no_inline_style_or_script() {
    let plan = plan();
    let report = daily(&known(&plan));
    let page = html(&report, Language::ZhCn);
    for table in tables(&report, Language::ZhCn) {
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            assert!(page.contains(&format!("<td class=\"n\">{}</td>", cell.shown())));
        }
    }
    for forbidden in [
        "<style", "style=", "<script", "onclick", "http://", "https://",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(html_file(&report, Language::ZhCn).contains("<style>"));
}

#[test]
fn names_are_escaped_on_the_page() {
    let mut plan = plan();
    plan.hall.name.zh = "<b>厅</b> & \"厅\"".to_owned();
    let page = html(&daily(&known(&plan)), Language::ZhCn);
    assert!(!page.contains("<b>厅"));
}

#[test]
fn terminal_tables_are_aligned_where_characters_take_two_columns() {
    let plan = plan();
    let text = text(&daily(&known(&plan)), Language::ZhCn);
    let mut lines = text.lines().skip_while(|line| *line != "各窗口").skip(1);
    let table: Vec<usize> = lines
        .by_ref()
        .take_while(|line| !line.is_empty())
        .map(UnicodeWidthStr::width)
        .collect();
    assert!(table.len() > 4);
    assert!(table.iter().all(|width| *width == table[0]), "{table:?}");
    assert!(
        text.lines()
            .all(|line| line.width() <= 200 && !line.ends_with(' '))
    );
}

#[test]
fn every_language_has_every_word_of_the_report() {
    let plan = plan();
    for report in [
        daily(&known(&plan)),
        daily(&rows(&plan, Stage::Running, at(12, 0))),
    ] {
        for language in Language::ALL {
            for shown in [
                text(&report, language),
                html(&report, language),
                csv(&report, language),
            ] {
                assert!(
                    !shown.contains("report-"),
                    "{language:?}: {}",
                    missing(&shown)
                );
            }
        }
    }
}

/// The first key that stands where words should be.
fn missing(shown: &str) -> &str {
    let from = shown.find("report-").unwrap_or(0);
    shown
        .get(from..(from + 60).min(shown.len()))
        .unwrap_or("report-")
}

#[test]
fn the_workbook_is_a_zip_and_equal_reports_make_equal_files() {
    let plan = plan();
    let report = daily(&known(&plan));
    for language in Language::ALL {
        let book = xlsx(&report, language).expect("names and sizes are within limits");
        assert_eq!(&book[..4], b"PK\x03\x04");
        assert_eq!(book, xlsx(&report, language).expect("as before"));
    }
}

#[test]
fn a_practice_day_says_so_in_every_format() {
    let plan = plan();
    let mut day = known(&plan);
    day.practice = true;
    let report = daily(&day);
    assert!(html(&report, Language::ZhCn).contains("演练数据"));
    assert!(text(&report, Language::ZhCn).contains("演练数据"));
    assert!(csv(&report, Language::ZhCn).contains("practice,,true"));
    assert!(json(&report).contains("\"practice\": true"));
}

#[test]
fn a_missing_figure_is_a_dash_never_a_zero() {
    assert_eq!(Cell::Minutes(None).shown(), "—");
    assert_eq!(Cell::Minutes(Some(0)).shown(), "0.0");
}
