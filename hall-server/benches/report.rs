//! The daily report of 10,000 visits from the stored rows, against reading the same rows only.
//! Budget: under 100 ms (DESIGN 7).

mod support;

use hall_core::Date;
use hall_core::ticket::LegEnd;
use hall_core::{Hall, Language, Time};
use hall_server::daily::{self, Format};
use hall_server::rows::{LegRow, SpanRow, TicketRow};
use hall_server::store::sqlite::{Folder, Reader, SqliteStore};
use hall_server::store::{Commit, Store};
use std::path::Path;
use std::time::{Duration, Instant};
use support::{MORNING_MS, WIDE, percentile, size};

#[tokio::main]
async fn main() {
    let visits = size(10_000);
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    let day = Date::from_civil(2026, 3, 3);
    let database = write(folder.path(), day, visits).await;
    let reader = Reader::open(&database)
        .await
        .expect("the database is readable");
    let hall = hall();
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..20 {
        let begin = Instant::now();
        let rows = reader.tickets(Some(day)).await.expect("rows").len()
            + reader.legs(Some(day)).await.expect("rows").len()
            + reader.spans(Some(day)).await.expect("rows").len();
        floor.push(begin.elapsed());
        assert!(rows >= visits * 2);
        let begin = Instant::now();
        let made = daily::of_hall(&reader, &hall, Time(MORNING_MS), Some(day)).await;
        let html = made
            .expect("the day is there")
            .render(Format::Html, Language::ZhCn);
        ours.push(begin.elapsed());
        assert!(html.len() > 1000);
    }
    let ms = |duration: Duration| duration.as_secs_f64() * 1e3;
    let (ours, floor) = (
        ms(percentile(&mut ours, 50)),
        ms(percentile(&mut floor, 50)),
    );
    println!(
        "daily report of {visits} visits as HTML: {ours:.1} ms, floor (reading the rows) {floor:.1} ms, ratio {:.2} (budget 100 ms)",
        ours / floor
    );
}

fn hall() -> Hall {
    let plan = hall_server::plan::parse("wide.toml", WIDE).expect("the fixture is valid");
    let mut hall = Hall::new();
    hall.apply(
        &hall_core::Event::PlanLoaded {
            plan: Box::new(plan),
        },
        Time(MORNING_MS),
    );
    hall
}

async fn write(folder: &Path, day: Date, visits: usize) -> std::path::PathBuf {
    let folder = Folder::lock(folder).expect("nobody else is here");
    let mut store = SqliteStore::open(folder).await.expect("it opens");
    for chunk in (0..visits as u64).collect::<Vec<_>>().chunks(2_000) {
        let tickets = chunk.iter().map(|n| ticket(day, *n)).collect();
        let legs = chunk.iter().map(|n| leg(day, *n)).collect();
        let commit = Commit {
            tickets,
            legs,
            ..Commit::default()
        };
        store.commit(&commit).await.expect("the disk takes it");
    }
    let spans = (1..=62).map(|window| SpanRow {
        day,
        window: hall_core::code::WindowNumber(window),
        span: 0,
        kind: hall_core::window::SpanKind::Open,
        clerk: None,
        started: Time(MORNING_MS),
        ended: Some(Time(MORNING_MS + 28_800_000)),
    });
    store
        .commit(&Commit {
            spans: spans.collect(),
            ..Commit::default()
        })
        .await
        .expect("it fits");
    let path = store.path();
    store.close().await.expect("the store closes");
    path
}

fn queue(n: u64) -> hall_core::code::QueueCode {
    [
        "queue-a", "queue-b", "queue-c", "queue-d", "queue-e", "queue-f",
    ][n as usize % 6]
        .parse()
        .expect("a code")
}

fn ticket(day: Date, n: u64) -> TicketRow {
    TicketRow {
        ticket: n + 1,
        day,
        series: "A".to_owned(),
        round: 0,
        n: n as u32 + 1,
        queue: queue(n),
        item: None,
        class: "normal".parse().expect("a code"),
        booked: false,
        late: false,
        visit: n + 1,
        state: "finished".to_owned(),
        taken: Time(MORNING_MS + n as i64 * 2_000),
        version: 4,
        level: (n % 5 < 2).then_some(5),
        rated: (n % 5 < 2).then_some(Time(MORNING_MS)),
        rated_window: (n % 5 < 2).then_some(hall_core::code::WindowNumber(n as u16 % 62 + 1)),
    }
}

fn leg(day: Date, n: u64) -> LegRow {
    let since = MORNING_MS + n as i64 * 2_000;
    let call = since + (n as i64 * 7_919) % 1_800_000;
    LegRow {
        ticket: n + 1,
        leg: 0,
        day,
        queue: queue(n),
        item: None,
        window: Some(hall_core::code::WindowNumber(n as u16 % 62 + 1)),
        clerk: None,
        since: Time(since),
        first_call: Some(Time(call)),
        started: Some(Time(call + 20_000)),
        ended: Some(Time(call + 320_000)),
        end: Some(LegEnd::Finished),
        outcome: Some(hall_core::ticket::Outcome::Done),
        served_ms: 300_000,
        misses: Vec::new(),
        predicted: Some([5, 20]),
    }
}
