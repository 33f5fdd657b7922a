//! HTML, workbook, CSV and JSON of a period agree cell by cell.

mod workbook;

use super::{example, plan};
use crate::report::tests::formats::read_csv;
use crate::report::{Cell, OnPaper, PeriodReport, csv, html, html_file, json, text, xlsx};
use hall_text::Language;
use workbook::{Sheet, Value};

#[test]
fn json_reads_back_as_the_same_report() {
    let report = example(&plan());
    let text = json(&report);
    let back: PeriodReport = serde_json::from_str(&text).expect("our own JSON");
    assert_eq!(back, report);
    for part in [
        "\"period\": \"2026-03\"",
        "\"percent\": 30.0",
        "\"times\": 8.3",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn csv_and_page_hold_every_cell_of_every_table() {
    let report = example(&plan());
    for language in Language::ALL {
        let paper = report.paper(language);
        let page = html(&report, language);
        let made = csv(&report, language);
        let records = read_csv(made.strip_prefix('\u{feff}').expect("the mark"));
        assert!(records.iter().all(|record| record.len() == 7));
        let has = |section: &str, key: &str, metric: &str, cell: &Cell| {
            let metric = metric.replace('-', "_");
            let value = cell.value().unwrap_or_default();
            let fits = |record: &&Vec<String>| {
                record[0] == section && record[1] == key && record[3] == metric
            };
            let found: Vec<_> = records.iter().filter(fits).collect();
            assert_eq!(found.len(), 1, "{section} {key} {metric}");
            assert_eq!(found[0][5], value, "{section} {key} {metric}");
            assert_eq!(found[0][6], cell.unit(), "{section} {key} {metric}");
        };
        for fact in &paper.facts {
            has("summary", "", fact.key, &fact.cell);
        }
        for table in &paper.tables {
            for row in &table.rows {
                for (column, cell) in table.columns.iter().zip(&row.cells) {
                    has(table.section, &row.key, column.key, cell);
                    let shown = match cell.way() {
                        Some(way) => format!("<a href=\"{way}\">{}</a>", cell.shown()),
                        None => cell.shown(),
                    };
                    assert!(page.contains(&format!("<td class=\"n\">{shown}</td>")));
                }
            }
        }
    }
}

#[test]
fn the_workbook_holds_every_cell_of_every_table_as_a_number() {
    let report = example(&plan());
    for language in Language::ALL {
        let paper = report.paper(language);
        let book = workbook::read(&xlsx(&report, language).expect("within limits"));
        // The first sheet has the figures of the whole, the last one the definitions.
        assert_eq!(book.sheets.len(), paper.tables.len() + 2);
        let column = |sheet: &Sheet, row: u32, at: usize| sheet.cell(row, at as u32);
        for (table, sheet) in paper.tables.iter().zip(&book.sheets[1..]) {
            for (row, line) in table.rows.iter().zip(1..) {
                assert_eq!(column(sheet, line, 0), Value::Text(row.name.clone()));
                for (cell, at) in row.cells.iter().zip(1..) {
                    let expected = match (cell.number(), cell.words()) {
                        (Some(number), _) => Value::Number(number),
                        (None, Some(words)) if !words.is_empty() => Value::Text(words.to_owned()),
                        (None, _) => Value::Nothing,
                    };
                    let what = format!("{} {} {at}", table.section, row.name);
                    assert_eq!(column(sheet, line, at), expected, "{what}");
                }
            }
        }
        let facts = &book.sheets[0];
        for fact in &paper.facts {
            let row = facts.row_of(&fact.label).expect("every fact has a line");
            if let Some(number) = fact.cell.number() {
                assert_eq!(facts.cell(row, 1), Value::Number(number), "{}", fact.key);
            }
        }
        assert_eq!(book.charts, 2, "the days and the departments are drawn");
        let last = book.sheets.last().expect("sheets");
        assert_eq!(last.cell(0, 0), Value::Text(paper.definitions[0].clone()));
    }
}

#[test]
fn equal_reports_make_equal_workbooks() {
    let report = example(&plan());
    let book = || xlsx(&report, Language::ZhCn).expect("within limits");
    assert_eq!(book(), book());
}

#[test]
fn the_page_has_no_inline_style_or_script_and_the_file_needs_no_other() {
    let report = example(&plan());
    let page = html(&report, Language::En);
    for forbidden in [
        "<style", "style=", "<script", "onclick", "http://", "https://",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(html_file(&report, Language::En).contains("<style>"));
}

#[test]
fn every_language_has_every_word_and_every_definition() {
    let plan = plan();
    for report in [
        example(&plan),
        super::alone(&super::over(&plan, "2027-H2"), &super::Rows::default()),
        super::alone(&super::over(&plan, "2026-W53"), &super::Rows::default()),
        super::alone(&super::over(&plan, "2025"), &super::Rows::default()),
    ] {
        for language in Language::ALL {
            for shown in [
                text(&report, language),
                html(&report, language),
                csv(&report, language),
            ] {
                let gap = shown.find("report-");
                let near = gap.map(|from| shown.chars().skip(from).take(60).collect::<String>());
                assert_eq!(near, None, "{language:?}");
            }
        }
    }
}

#[test]
fn the_formula_of_the_ranking_and_the_divisor_are_printed() {
    let report = example(&plan());
    for language in Language::ALL {
        let said = text(&report, language);
        assert!(said.contains("z = 1.96"), "{said}");
        assert!(said.contains("22"), "{said}");
    }
    assert!(text(&report, Language::ZhCn).contains("日均 = 本期 ÷ 22 个工作日"));
}

#[test]
fn practice_is_said_in_every_format() {
    let plan = plan();
    let mut about = super::over(&plan, "2026-03");
    about.practice = true;
    let report = super::alone(&about, &super::Rows::default());
    assert!(html(&report, Language::ZhCn).contains("演练数据"));
    assert!(text(&report, Language::ZhCn).contains("演练数据"));
    assert!(csv(&report, Language::ZhCn).contains("practice,,true"));
}
