//! The report as a workbook: a sheet with the figures of the day, one per table, the definitions.
//!
//! Minutes and percentages are numbers with a format, not texts, so that a manager can go on
//! calculating; they are rounded as everywhere else.

use super::{Cell, DailyReport, Table, facts, html, show, tables};
use hall_text::{Language, word};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// The report as the bytes of an XLSX file.
///
/// # Errors
///
/// When the library refuses a name or a size, which the limits of a plan rule out.
pub fn xlsx(report: &DailyReport, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The library would otherwise read the wall clock, and equal reports would differ.
    let made = ExcelDateTime::from_timestamp(report.made_at.0.0.div_euclid(1000))?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let looks = Looks::new();
    summary(book.add_worksheet(), report, language, &looks)?;
    for table in tables(report, language) {
        sheet(book.add_worksheet(), &table, &looks)?;
    }
    definitions(book.add_worksheet(), language, &looks)?;
    book.save_to_buffer()
}

struct Looks {
    title: Format,
    head: Format,
    plain: Format,
    bold: Format,
    tenth: Format,
    percent: Format,
    wrapped: Format,
}

impl Looks {
    fn new() -> Self {
        Self {
            title: Format::new().set_bold().set_font_size(14),
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_border_bottom(FormatBorder::Medium),
            plain: Format::new(),
            bold: Format::new().set_bold(),
            tenth: Format::new().set_num_format("0.0"),
            percent: Format::new().set_num_format("0.0%"),
            wrapped: Format::new().set_text_wrap(),
        }
    }

    /// The format of a cell; the row of all is bold.
    fn of(&self, cell: &Cell, is_total: bool) -> Format {
        let base = match cell {
            Cell::Minutes(_) => &self.tenth,
            Cell::Percent(_) => &self.percent,
            Cell::Count(_) | Cell::Text(_) => &self.plain,
        };
        if is_total {
            base.clone().set_bold()
        } else {
            base.clone()
        }
    }
}

fn summary(
    sheet: &mut Worksheet,
    report: &DailyReport,
    language: Language,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(word(language, "report-summary"))?;
    sheet.set_column_width(0, 44)?.set_column_width(1, 28)?;
    sheet.write_with_format(0, 0, html::title(report, language), &looks.title)?;
    sheet.write(1, 0, html::subtitle(report, language))?;
    if report.practice {
        sheet.write_with_format(2, 0, word(language, "report-practice"), &looks.bold)?;
    }
    for (fact, row) in facts(report, language).iter().zip(4..) {
        sheet.write(row, 0, &fact.label)?;
        write(sheet, row, 1, &fact.cell, &looks.of(&fact.cell, false))?;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(&table.title)?;
    sheet.set_column_width(0, 32)?.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_with_format(0, 0, &table.name_label, &looks.head)?;
    for (column, at) in table.columns.iter().zip(1..) {
        sheet.write_with_format(0, at, &column.label, &looks.head)?;
    }
    for (row, line) in table.rows.iter().zip(1..) {
        let name = if row.is_total {
            &looks.bold
        } else {
            &looks.plain
        };
        sheet.write_with_format(line, 0, &row.name, name)?;
        for (cell, at) in row.cells.iter().zip(1..) {
            write(sheet, line, at, cell, &looks.of(cell, row.is_total))?;
        }
    }
    Ok(())
}

/// Writes a figure; one that does not exist leaves its cell empty.
fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    let number = match cell {
        Cell::Count(count) => Some(*count as f64),
        Cell::Minutes(ms) => ms.map(|ms| show::minute_tenths(ms) as f64 / 10.0),
        Cell::Percent(share) => share.tenths().map(|tenths| tenths as f64 / 1000.0),
        Cell::Text(text) => {
            sheet.write_with_format(row, column, text, format)?;
            None
        }
    };
    if let Some(number) = number {
        sheet.write_number_with_format(row, column, number, format)?;
    }
    Ok(())
}

fn definitions(sheet: &mut Worksheet, language: Language, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(word(language, "report-definitions"))?;
    sheet.set_column_width(0, 100)?;
    for (definition, row) in html::definitions(language).iter().zip(0..) {
        sheet.write_with_format(row, 0, definition, &looks.wrapped)?;
    }
    Ok(())
}
