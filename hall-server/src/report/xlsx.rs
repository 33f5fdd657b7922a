//! The report as a workbook: a sheet with the figures of the day, one per table, the definitions.
//!
//! Minutes and percentages are numbers with a format, not texts, so that a manager can go on
//! calculating; they are rounded as everywhere else.

use super::paper::{OnPaper, Paper};
use super::table::Graph;
use super::{Cell, Table};
use hall_text::{Language, word};
use rust_xlsxwriter::{
    Chart, ChartType, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr as _;

/// The report as the bytes of an XLSX file.
///
/// # Errors
///
/// When the library refuses a name or a size, which the limits of a plan rule out.
pub fn xlsx(report: &impl OnPaper, language: Language) -> Result<Vec<u8>, XlsxError> {
    let paper = report.paper(language);
    let mut book = Workbook::new();
    // The library would otherwise read the wall clock, and equal reports would differ.
    let made = ExcelDateTime::from_timestamp(paper.made_at.0.div_euclid(1000))?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let looks = Looks::new();
    summary(book.add_worksheet(), &paper, &looks)?;
    for table in &paper.tables {
        sheet(book.add_worksheet(), table, &looks)?;
    }
    definitions(book.add_worksheet(), &paper, &looks)?;
    book.save_to_buffer()
}

struct Looks {
    title: Format,
    head: Format,
    plain: Format,
    word: Format,
    bold: Format,
    tenth: Format,
    percent: Format,
    growth: Format,
    times: Format,
    wrapped: Format,
    note: Format,
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
            word: Format::new().set_align(FormatAlign::Center),
            bold: Format::new().set_bold(),
            tenth: Format::new().set_num_format("0.0"),
            percent: Format::new().set_num_format("0.0%"),
            growth: Format::new().set_num_format("+0.0%;-0.0%;0.0%"),
            times: Format::new().set_num_format("+0.0\"×\""),
            wrapped: Format::new().set_text_wrap(),
            note: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top),
        }
    }

    /// The format of a cell; the row of all is bold.
    fn of(&self, cell: &Cell, is_total: bool) -> Format {
        let base = match cell {
            Cell::Minutes(_) | Cell::Hours(_) => &self.tenth,
            Cell::Percent(_) => &self.percent,
            Cell::Change(..) if cell.unit() == "times" => &self.times,
            Cell::Change(..) => &self.growth,
            Cell::Count(_) | Cell::PerDay(_) => &self.plain,
            // Beside a figure on the right of its cell, words on the left of theirs would touch it.
            Cell::Link(..) | Cell::Text(_) => &self.word,
        };
        if is_total {
            base.clone().set_bold()
        } else {
            base.clone()
        }
    }
}

fn summary(sheet: &mut Worksheet, paper: &Paper, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(word(paper.language, "report-summary"))?;
    let widths: [u16; 2] = [44, 28];
    sheet
        .set_column_width(0, widths[0])?
        .set_column_width(1, widths[1])?
        .set_print_fit_to_pages(1, 0);
    sheet.write_with_format(0, 0, &paper.title, &looks.title)?;
    sheet.write(1, 0, &paper.subtitle)?;
    let practice = paper
        .practice
        .then(|| word(paper.language, "report-practice"));
    let notes = practice.iter().chain(&paper.notes);
    let mut line = 2;
    for note in notes {
        sheet.merge_range(line, 0, line, 1, note, &looks.note)?;
        let rows = rows_of(note, usize::from(widths[0] + widths[1]));
        sheet.set_row_height(line, ROW_HEIGHT * rows as f64)?;
        line += 1;
    }
    for (fact, row) in paper.facts.iter().zip(line.max(3) + 1..) {
        sheet.write(row, 0, &fact.label)?;
        write(sheet, row, 1, &fact.cell, &looks.of(&fact.cell, false))?;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &Table, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(&table.title)?;
    let widths = widths(table);
    for (width, column) in widths.iter().zip(0..) {
        sheet.set_column_width(column, *width as f64)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    let labels = table.columns.iter().map(|column| column.label.as_str());
    let labels = std::iter::once(table.name_label.as_str()).chain(labels);
    let rows = labels
        .zip(&widths)
        .map(|(label, width)| rows_of(label, *width));
    // A wrapped head grows by itself only in some programs.
    sheet.set_row_height(0, ROW_HEIGHT * rows.max().unwrap_or(1) as f64)?;
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
    if let Some(graph) = table.graph.filter(|_| table.rows.len() > 1) {
        draw(sheet, table, graph)?;
    }
    Ok(())
}

/// How wide each column is, in characters: its widest figure, within reason.
fn widths(table: &Table) -> Vec<usize> {
    let names = table.rows.iter().map(|row| row.name.width()).max();
    let name = names.unwrap_or(0).max(table.name_label.width()) + 2;
    let columns = (0..table.columns.len()).map(|at| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
        let widest = cells.map(|cell| cell.shown().width()).max();
        let label = table.columns[at].label.width().min(LABEL_MAX);
        (widest.unwrap_or(0).max(label) + 2).clamp(COLUMN_MIN, COLUMN_MAX)
    });
    std::iter::once(name.clamp(NAME_MIN, NAME_MAX))
        .chain(columns)
        .collect()
}

/// On how many rows a text of a column this wide stands; words are not cut, so each row may lose a
/// part of its last one.
fn rows_of(text: &str, width: usize) -> usize {
    let usable = width.saturating_sub(2).max(1);
    text.width().div_ceil(usable).max(1)
}

/// Points of a row of text.
const ROW_HEIGHT: f64 = 16.0;
/// Characters of a column of figures.
const COLUMN_MIN: usize = 10;
const COLUMN_MAX: usize = 26;
/// A longer head is wrapped.
const LABEL_MAX: usize = 14;
/// Characters of the column of names.
const NAME_MIN: usize = 14;
const NAME_MAX: usize = 44;
/// Rows above which a chart is printed on a page of its own.
const ROWS_BESIDE_A_CHART: usize = 20;

/// A chart of the table's rows under it, without the row of all.
fn draw(sheet: &mut Worksheet, table: &Table, graph: Graph) -> Result<(), XlsxError> {
    let title = &*table.title;
    let rows = table.rows.iter().filter(|row| !row.is_total).count() as u32;
    let column = |index: usize| index as u16 + 1;
    let series = |chart: &mut Chart, index: usize, is_line: bool| {
        let series = chart.add_series();
        series
            .set_name((title, 0, column(index)))
            .set_categories((title, 1, 0, rows, 0))
            .set_values((title, 1, column(index), rows, column(index)));
        series.set_secondary_axis(is_line);
    };
    let mut chart = Chart::new(ChartType::Column);
    series(&mut chart, graph.bars, false);
    if let Some(index) = graph.line {
        let mut line = Chart::new(ChartType::Line);
        series(&mut line, index, true);
        chart.combine(&line);
    }
    chart.title().set_name(title);
    chart.set_width(CHART_SIZE[0]).set_height(CHART_SIZE[1]);
    let line = table.rows.len() as u32 + 2;
    sheet.insert_chart(line, 1, &chart)?;
    if table.rows.len() > ROWS_BESIDE_A_CHART {
        sheet.set_page_breaks(&[line])?;
    }
    Ok(())
}

/// Width and height of a chart in pixels.
const CHART_SIZE: [u32; 2] = [900, 320];

/// Writes a figure; one that does not exist leaves its cell empty.
fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &Format,
) -> Result<(), XlsxError> {
    if let Some(number) = cell.number() {
        sheet.write_number_with_format(row, column, number, format)?;
    } else if let Some(words) = cell.words() {
        sheet.write_with_format(row, column, words, format)?;
    }
    Ok(())
}

fn definitions(sheet: &mut Worksheet, paper: &Paper, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_name(word(paper.language, "report-definitions"))?;
    sheet.set_column_width(0, 100)?;
    for (definition, row) in paper.definitions.iter().zip(0..) {
        sheet.write_with_format(row, 0, definition, &looks.wrapped)?;
    }
    Ok(())
}
