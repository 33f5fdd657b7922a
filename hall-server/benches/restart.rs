//! From start to serving with a long journal: without a snapshot, and with one. The floor reads
//! the same rows and does nothing with them. Budget: under 2 s for 1,000,000 events, under 300 ms
//! with a snapshot (DESIGN 7).
//!
//! The quick run has 200,000 events; `-- --size 1000000` for the budget's size.

mod support;

use hall_core::code::RequestId;
use hall_core::command::{Act, Command, Named, TakeTicket};
use hall_core::device::{Actor, Role};
use hall_core::{Now, Request, Time};
use hall_server::desk::recover::{freeze, recover};
use hall_server::desk::{Ask, Desk};
use hall_server::journal::Tip;
use hall_server::store::Store;
use hall_server::store::sqlite::{Folder, SqliteStore};
use std::path::Path;
use std::time::{Duration, Instant};
use support::{MORNING_MS, WIDE, serve, size};

#[tokio::main]
async fn main() {
    let events = size(200_000);
    let folder = tempfile::tempdir().expect("the system gives a temporary folder");
    let written = write(folder.path(), events as u64).await;
    println!("journal of {written} events");

    let floor = read_only(folder.path()).await;
    let (replay, snapshot_after) = start(folder.path(), true).await;
    let scaled = replay.as_secs_f64() * 1e6 / written as f64;
    println!(
        "replay without a snapshot: {replay:.2?}, floor (reading the rows) {floor:.2?}, ratio {:.2}; {scaled:.2} s per million (budget 2 s)",
        replay.as_secs_f64() / floor.as_secs_f64()
    );
    println!("  writing the snapshot took {snapshot_after:.2?}");
    let begin = Instant::now();
    let running = serve(folder.path()).await;
    println!(
        "start to serving with a snapshot: {:.1?} (budget 300 ms)",
        begin.elapsed()
    );
    running.stop().await.expect("the server stops in order");
}

/// A journal of at least `events` events: days of people who are taken, called and served.
async fn write(folder: &Path, events: u64) -> u64 {
    let plan = hall_server::plan::parse("wide.toml", WIDE).expect("the fixture is valid");
    let mut store = open(folder).await;
    store
        .set_meta("practice", "1")
        .await
        .expect("a fresh database takes it");
    let mut desk = recover(&mut store).await.expect("an empty journal").desk();
    let mut now = at(MORNING_MS);
    let load = Ask::of_operator(Command::LoadPlan {
        plan: Box::new(plan),
    });
    let window = hall_core::code::WindowNumber(1);
    let secret = "0".repeat(64);
    let enrol = Command::EnrolDevice {
        role: Role::Kiosk,
        name: "kiosk".to_owned(),
        window: None,
        department: None,
        secret,
    };
    commit(
        &mut store,
        &mut desk,
        vec![load, Ask::of_operator(enrol)],
        now,
    )
    .await;
    let mut id = 1;
    while desk.tip().seq.0 < events {
        let mut asks = Vec::with_capacity(512);
        asks.push(of_operator(
            &mut id,
            Command::OpenWindow {
                window,
                clerk: None,
            },
        ));
        for _ in 0..100 {
            let queue = "queue-a".parse().expect("a code");
            let take = TakeTicket {
                item: None,
                queue: Some(queue),
                ..TakeTicket::item("X".parse().expect("a code"))
            };
            asks.push(of_operator(&mut id, Command::TakeTicket(take)));
            asks.push(of_operator(&mut id, Command::CallNext { window }));
            for act in [Act::Start, Act::Finish(hall_core::service::Done::default())] {
                asks.push(of_operator(
                    &mut id,
                    Command::Act {
                        window,
                        named: Named::default(),
                        act,
                    },
                ));
            }
        }
        commit(&mut store, &mut desk, asks, now).await;
        now = at(now.at.0 + 60_000);
        // A new day keeps the state as small as a real hall's.
        if desk.hall().day().is_some_and(|day| day.issued > 5_000) {
            commit(
                &mut store,
                &mut desk,
                vec![
                    Ask::of_operator(Command::CloseWindow { window }),
                    Ask::of_operator(Command::CloseDay),
                ],
                now,
            )
            .await;
            now = at(now.at.0 + 24 * 3_600_000);
        }
    }
    let written = desk.tip().seq.0;
    store.close().await.expect("the store closes");
    written
}

fn of_operator(id: &mut u128, command: Command) -> Ask {
    *id += 1;
    let request = Request {
        by: Actor::Operator,
        id: RequestId(0),
        random: *id,
        command,
    };
    Ask {
        request,
        digest: String::new(),
        notes: Vec::new(),
    }
}

async fn commit(store: &mut SqliteStore, desk: &mut Desk, asks: Vec<Ask>, now: Now) {
    let batch = desk.tick_and_decide(&asks, now);
    store
        .commit(&batch.commit)
        .await
        .expect("the disk takes the batch");
}

/// Reads every row and drops it.
async fn read_only(folder: &Path) -> Duration {
    let mut store = open(folder).await;
    let begin = Instant::now();
    let mut seq = 0;
    loop {
        let rows = store
            .rows_after(seq, 10_000)
            .await
            .expect("the journal is readable");
        let Some(last) = rows.last() else { break };
        seq = last.seq.0;
    }
    let took = begin.elapsed();
    store.close().await.expect("the store closes");
    took
}

/// Opens, checks and replays; keeps a snapshot for the next start.
async fn start(folder: &Path, keep: bool) -> (Duration, Duration) {
    let begin = Instant::now();
    let mut store = open(folder).await;
    let recovered = recover(&mut store).await.expect("the journal is whole");
    let took = begin.elapsed();
    let begin = Instant::now();
    if keep {
        let tip: Tip = recovered.tip;
        store
            .keep_snapshot(&freeze(&recovered.hall, tip))
            .await
            .expect("the disk takes it");
    }
    let kept = begin.elapsed();
    store.close().await.expect("the store closes");
    (took, kept)
}

async fn open(folder: &Path) -> SqliteStore {
    SqliteStore::open(Folder::lock(folder).expect("nobody else is here"))
        .await
        .expect("it opens")
}

fn at(ms: i64) -> Now {
    let zone = hall_server::clock::zone("Asia/Shanghai").expect("bundled zones know Shanghai");
    hall_server::clock::Clock::manual(zone, Time(ms)).now()
}
