//! A day's report from the stored rows, in any format.

use crate::admin::AdminError;
use crate::http::App;
use crate::report::{self, DailyReport, DayRows, OnPaper, Period, Review, Stage};
use crate::store::StoreError;
use crate::store::sqlite::Reader;
use hall_core::{Date, DayStage, Hall, Language, Time};
use serde::{Deserialize, Serialize};

/// A format of the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// For a terminal.
    Text,
    /// One file to print.
    Html,
    /// One table, RFC 4180.
    Csv,
    /// For a spreadsheet.
    Xlsx,
    /// Every figure.
    Json,
}

impl Format {
    /// The media type.
    pub const fn media(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }

    /// The format of a file ending.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "txt" => Some(Self::Text),
            "html" => Some(Self::Html),
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// A made report.
#[derive(Clone, Debug)]
pub struct Daily(pub DailyReport);

impl Daily {
    /// The report as bytes of a format.
    pub fn render(&self, format: Format, language: Language) -> Vec<u8> {
        render(&self.0, format, language)
    }
}

/// A report as bytes of a format, each a file of its own.
///
/// # Panics
///
/// Never: a workbook in memory fails only on names and sizes that are fixed here.
pub fn render(report: &(impl OnPaper + Serialize), format: Format, language: Language) -> Vec<u8> {
    match format {
        Format::Text => report::text(report, language).into_bytes(),
        Format::Html => report::html_file(report, language).into_bytes(),
        Format::Csv => report::csv(report, language).into_bytes(),
        Format::Xlsx => report::xlsx(report, language)
            .expect("a workbook in memory only fails on names and sizes that are fixed here"),
        Format::Json => report::json(report).into_bytes(),
    }
}

/// Which report somebody wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// Of a day; none = the present or last one.
    Daily(Option<Date>),
    /// Of a week, month, half-year or year.
    Period(Period),
}

/// The report of a running server.
pub async fn of_app(app: &App, day: Option<Date>) -> Result<Daily, AdminError> {
    let reader = app
        .reader
        .as_ref()
        .ok_or_else(|| unusable("this hall has no disk"))?;
    let now = app.hub.clock().time();
    let (hall, review) = {
        let state = app.hub.look();
        (state.hall.clone(), state.review.clone())
    };
    made(reader, &hall, Some(&review), now, day).await
}

/// The report of a day of a hall; none = its present one.
pub async fn of_hall(
    reader: &Reader,
    hall: &Hall,
    now: Time,
    day: Option<Date>,
) -> Result<Daily, AdminError> {
    made(reader, hall, None, now, day).await
}

/// `live`: what the present day has shown, where somebody follows it.
async fn made(
    reader: &Reader,
    hall: &Hall,
    live: Option<&Review>,
    now: Time,
    day: Option<Date>,
) -> Result<Daily, AdminError> {
    let plan = hall
        .plan()
        .ok_or_else(|| unusable("no plan was ever loaded"))?;
    let current = hall.day();
    let day = day.or(current.map(|current| current.date));
    let day = day.ok_or_else(|| unusable("no day was ever opened"))?;
    let running = current.is_some_and(|open| open.date == day && open.stage != DayStage::Closed);
    let mut moment = reader.moment().await?;
    let tickets = moment.tickets(Some(day)).await?;
    if tickets.is_empty() && current.is_none_or(|open| open.date != day) {
        let known = moment.days().await?;
        if !known.contains(&day) {
            let days: Vec<String> = known.iter().take(5).map(ToString::to_string).collect();
            let what = format!(
                "{day} was no business day here; the last ones: {}",
                days.join(", ")
            );
            return Err(unusable(&what));
        }
    }
    let is_present = current.is_some_and(|open| open.date == day);
    let review = match live.filter(|_| is_present) {
        Some(live) => live.findings(hall),
        None => Review::of(moment.rating_events(day).await?).findings(hall),
    };
    let late = tickets.iter().filter(|ticket| ticket.late).count() as u32;
    let beside = moment.beside(plan, Some(day).into()).await?;
    // What changes a closed day makes another version of its report.
    let version = 1 + late + beside.excluded_late();
    let rows = DayRows {
        plan,
        beside,
        day,
        stage: if running {
            Stage::Running
        } else {
            Stage::Closed
        },
        now,
        version,
        tickets,
        legs: moment.legs(Some(day)).await?,
        spans: moment.spans(Some(day)).await?,
        review,
        practice: moment.meta("practice").await?.is_some(),
    };
    Ok(Daily(report::daily(&rows)))
}

/// Why there is no report.
pub(crate) fn unusable(what: &str) -> AdminError {
    AdminError::Store(StoreError::Unusable(what.to_owned()))
}
