//! Every report of the year: its sums, its time, and its pages in every format.

use super::counted::Counted;
use super::desk::Office;
use hall_core::{Date, Hall, Language, Time};
use hall_server::daily::{Format, of_hall as daily_of, render};
use hall_server::period::of_hall as period_of;
use hall_server::report::{OnPaper, PeriodKind, adds_up, period_adds_up};
use hall_server::store::StoreError;
use hall_server::store::sqlite::{Folder, Reader};
use hall_server::verify::verify;
use serde::Serialize;
use std::path::Path;
use std::time::Instant;

/// The reports of a year that was lived.
pub(super) struct Reports<'a> {
    pub(super) folder: &'a Path,
    pub(super) out: Option<&'a Path>,
    pub(super) first: Date,
    pub(super) last: Date,
}

const FORMATS: [&str; 5] = ["html", "xlsx", "csv", "json", "txt"];

impl Reports<'_> {
    /// Closes the hall, replays its journal, and makes every report. What is wrong comes back.
    pub(super) async fn check(
        &self,
        office: Office,
        counted: &Counted,
    ) -> Result<Vec<String>, StoreError> {
        let (hall, now) = office.close().await?;
        let folder = Folder::lock(self.folder)?;
        let reader = Reader::open(&folder.database()).await?;
        let started = Instant::now();
        let verified = verify(&reader).await?;
        let (events, s) = (verified.events, started.elapsed().as_secs_f64());
        println!("journal: {events} events, all rows again from it in {s:.1} s");
        let mut faults = verified.findings;
        self.days(&reader, &hall, now, counted, &mut faults).await?;
        self.periods(&reader, &hall, now, counted, &mut faults)
            .await?;
        reader.close().await;
        Ok(faults)
    }

    async fn days(
        &self,
        reader: &Reader,
        hall: &Hall,
        now: Time,
        counted: &Counted,
        faults: &mut Vec<String>,
    ) -> Result<(), StoreError> {
        let mut longest = (0.0, self.first);
        for (day, finished) in &counted.by_day {
            let started = Instant::now();
            let made = daily_of(reader, hall, now, Some(*day)).await;
            let daily = made.map_err(|error| StoreError::Failed(error.to_string()))?;
            let ms = started.elapsed().as_secs_f64() * 1000.0;
            if ms > longest.0 {
                longest = (ms, *day);
            }
            let report = &daily.0;
            faults.extend(
                adds_up(report)
                    .into_iter()
                    .map(|what| format!("{day}: {what}")),
            );
            if u64::from(report.total.finished) != *finished {
                let counts = report.total.finished;
                faults.push(format!(
                    "{day}: {counts} served, the people count {finished}"
                ));
            }
            if counted.by_day.last_key_value().map(|(last, _)| last) == Some(day) {
                self.write(&day.to_string(), report)?;
            }
        }
        let (ms, day) = longest;
        let days = counted.by_day.len();
        println!("daily: {days} reports, the longest took {ms:.1} ms ({day})");
        Ok(())
    }

    async fn periods(
        &self,
        reader: &Reader,
        hall: &Hall,
        now: Time,
        counted: &Counted,
        faults: &mut Vec<String>,
    ) -> Result<(), StoreError> {
        for kind in PeriodKind::ALL {
            let days = (self.first.0..=self.last.0).map(Date);
            let mut periods: Vec<_> = days.map(|day| kind.of(day)).collect();
            periods.dedup();
            let (mut longest, mut finished) = (0.0_f64, 0);
            for period in &periods {
                let started = Instant::now();
                let made = period_of(reader, hall, (now, self.last), *period).await;
                let report = made.map_err(|error| StoreError::Failed(error.to_string()))?;
                longest = longest.max(started.elapsed().as_secs_f64() * 1000.0);
                let wrong = period_adds_up(&report).into_iter();
                faults.extend(wrong.map(|what| format!("{period}: {what}")));
                finished += u64::from(report.total.finished);
                self.write(&period.to_string(), &report)?;
            }
            if finished != counted.finished {
                let people = counted.finished;
                let kind = kind.word();
                faults.push(format!(
                    "{kind}: {finished} served, the people count {people}"
                ));
            }
            let (kind, count) = (kind.word(), periods.len());
            println!("{kind}: {count} reports, the longest took {longest:.1} ms");
        }
        Ok(())
    }

    /// In every format; without a folder only made.
    fn write(&self, name: &str, report: &(impl OnPaper + Serialize)) -> Result<(), StoreError> {
        for ending in FORMATS {
            let format = Format::of_ending(ending).expect("these are the formats' endings");
            let bytes = render(report, format, Language::ZhCn);
            if let Some(folder) = self.out {
                let path = folder.join(format!("{name}.{ending}"));
                let written = std::fs::create_dir_all(folder);
                let written = written.and_then(|()| std::fs::write(&path, bytes));
                let path = path.display();
                written.map_err(|error| StoreError::Failed(format!("{path}: {error}")))?;
            }
        }
        Ok(())
    }
}
