//! Damaged journals, full disks and failed commits: refused, told, never papered over.

use crate::bed::{Hall, MemoryHall, Process, TEN, Tables, enrol, id, plan_of, plan_text, run};
use futures_util::future::join_all;
use hall_core::device::Role;
use hall_core::event::Raised;
use hall_core::{Command, Time};
use hall_server::desk::Ask;
use hall_server::desk::task::DeskError;
use hall_server::serve::{Running, ServeError};
use hall_server::store::memory::{Fault, MemoryStore};
use rustix::process::{Resource, Rlimit, prlimit};
use serde_json::json;
use std::path::Path;
use tempfile::TempDir;

/// A stopped hall with a short story.
async fn stopped() -> TempDir {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.open_window(1).await;
    for _ in 0..3 {
        kiosk.take("CARD2").await;
    }
    window.act(1, "call-next").await.expect(200);
    hall.stop().await
}

async fn damage(folder: &Path, sql: &'static str) {
    let mut tables = Tables::open(folder).await;
    tables.change(sql).await;
    tables.close().await;
}

fn verify(folder: &Path) -> (bool, String) {
    let output = run(&["verify", "--data", &folder.to_string_lossy()]);
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

/// Every damage to the journal, with the event that verify must name.
const DAMAGES: [(&str, &str); 7] = [
    (
        "update event set body = replace(body, '\"n\":2', '\"n\":7') where event_id = 11",
        "event 11",
    ),
    ("update event set at = at + 1 where event_id = 6", "event 6"),
    (
        "update event set hash = zeroblob(32) where event_id = 6",
        "event 6",
    ),
    (
        "update event set prev = zeroblob(32) where event_id = 6",
        "event 6",
    ),
    ("delete from event where event_id = 6", "event 7"),
    (
        "update event set kind = 'day_closed' where event_id = 6",
        "event 6",
    ),
    (
        "update event set request = '00000000-0000-0000-0000-000000000001' where event_id = 6",
        "event 6",
    ),
];

#[tokio::test]
async fn a_damaged_journal_is_not_served_and_verify_names_the_event() {
    for (sql, event) in DAMAGES {
        let data = stopped().await;
        damage(data.path(), "delete from snapshot").await;
        assert_eq!(
            verify(data.path()),
            (true, "ok 13 events\n".to_owned()),
            "{sql}"
        );
        damage(data.path(), sql).await;
        let (ok, told) = verify(data.path());
        assert!(!ok && told.starts_with(event), "{sql}: {told}");
        assert!(told.contains("damaged after"), "{told}");
        let started = Hall::start(data, plan_of(&plan_text("small")), TEN).await;
        let Err(ServeError::Store(error)) = started else {
            panic!("{sql}: served")
        };
        let told = error.to_string();
        assert!(
            told.contains(event) && told.contains("restore the last backup"),
            "{told}"
        );
    }
}

#[tokio::test]
async fn a_journal_and_answers_of_two_moments_are_not_served_and_verify_tells_which() {
    for (sql, place) in [
        // The answer to a take is gone: the repeat would get a second number.
        (
            "delete from answer where request = (select request from event where event_id = 11)",
            "event 11: the answer to its intent",
        ),
        // The end of the journal is gone, the answer to what it told is not.
        (
            "delete from event where event_id = 13",
            "event 12: is the last",
        ),
    ] {
        let data = stopped().await;
        damage(data.path(), "delete from snapshot").await;
        damage(data.path(), sql).await;
        let (ok, told) = verify(data.path());
        assert!(!ok && told.contains(place), "{sql}: {told}");
        let started = Hall::start(data, plan_of(&plan_text("small")), TEN).await;
        assert!(
            matches!(started, Err(ServeError::Store(_))),
            "{sql}: served"
        );
    }
}

#[tokio::test]
async fn verify_finds_a_row_that_is_not_the_fold_of_the_journal() {
    for (sql, place) in [
        (
            "update ticket set state = 'finished' where ticket_id = 2",
            "table ticket, 2",
        ),
        (
            "update leg set queue = 'tax' where ticket_id = 1",
            "table leg, (1, 0)",
        ),
        ("update span set clerk = 'W1B'", "table span"),
        ("delete from leg where ticket_id = 3", "table leg, (3, 0)"),
        (
            "insert into ticket select 99, day, series, round, 99, queue, item, class, booked, late, \
          visit, state, taken, version, level, rated, rated_window from ticket where ticket_id = 1",
            "table ticket, 99",
        ),
        (
            "update snapshot set body = replace(body, '\"issued\":3', '\"issued\":4')",
            "snapshot",
        ),
        ("update snapshot set body = 'x'", "snapshot"),
        ("update ticket set queue = ''", "table ticket"),
    ] {
        let data = stopped().await;
        damage(data.path(), sql).await;
        let (ok, told) = verify(data.path());
        assert!(!ok && told.contains(place), "{sql}: {told}");
    }
}

#[tokio::test]
async fn a_snapshot_of_another_history_is_not_used() {
    let data = stopped().await;
    damage(data.path(), "update snapshot set hash = zeroblob(32)").await;
    let hall = Hall::start(data, plan_of(&plan_text("small")), TEN).await;
    let hall = hall.expect("the journal alone is enough");
    assert_eq!(hall.app.hub.look().hall.tickets().count(), 3);
    hall.stop().await;
}

#[tokio::test]
async fn the_database_itself_refuses_what_cannot_be() {
    // PEERS 6: 38.
    let data = stopped().await;
    let mut tables = Tables::open(data.path()).await;
    for sql in [
        "insert into leg (ticket_id, leg, day, queue, since, served_ms, misses) \
         values (999, 0, 1, 'cards', 1, 0, '[]')",
        "update ticket set state = 'lost' where ticket_id = 1",
        "update ticket set n = 2 where ticket_id = 1",
        "update ticket set level = 9 where ticket_id = 1",
        "update event set event_id = 0 where event_id = 1",
        "insert into event select * from event where event_id = 1",
        "insert into span (day, window, span, kind, started) values (1, 1, 0, 'asleep', 1)",
    ] {
        assert!(tables.try_change(sql).await.is_err(), "{sql}");
    }
    tables.close().await;
}

#[tokio::test]
async fn one_folder_has_one_owner() {
    let hall = Hall::open("small").await;
    let options = crate::bed::options(hall.folder(), plan_of(&plan_text("small")), TEN);
    let Err(error) = Running::start(options).await else {
        panic!("two servers on one folder")
    };
    assert!(error.to_string().contains("in use"), "{error}");
    let folder = hall.folder().to_string_lossy().into_owned();
    let plan = crate::bed::plan_file("small");
    let plan = plan.to_string_lossy();
    let second = run(&[
        "serve",
        "--plan",
        &plan,
        "--data",
        &folder,
        "--listen",
        "127.0.0.1:0",
    ]);
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&second.stderr).contains("in use"));
    let copy = hall.folder().join("no.db");
    let restored = run(&[
        "restore",
        "--from",
        &copy.to_string_lossy(),
        "--data",
        &folder,
    ]);
    assert_eq!(restored.status.code(), Some(1));
    hall.stop().await;
}

async fn in_memory() -> (MemoryHall, MemoryStore) {
    let store = MemoryStore::default();
    let hall = MemoryHall::open(store.clone(), plan_of(&plan_text("small"))).await;
    hall.tick().await;
    (hall, store)
}

#[tokio::test]
async fn what_a_device_told_of_a_lost_history_outlives_a_full_disk() {
    let (hall, store) = in_memory().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    kiosk.take("CARD2").await;
    store.content().fault = Some(Fault::Full);
    let seen = Raised {
        series: "A".parse().expect("a code"),
        online: 50,
        block: 0,
    };
    let told = Command::Witness {
        device: None,
        day: hall.app.hub.clock().now().date,
        raised: vec![seen],
        proven: false,
    };
    let refused = hall.app.desk.ask(Ask::of_hall(told)).await;
    assert!(matches!(refused, Err(DeskError::Full)), "{refused:?}");
    store.content().fault = None;
    let early = kiosk.ask("tickets", json!({ "item": "CARD2" })).await;
    early.refused(503, "gathering");
    let released = Ask::of_operator(Command::EndGathering);
    hall.app.desk.ask(released).await.expect("ended");
    let number = kiosk.take("CARD2").await["number"].clone();
    assert_eq!(number, "A051", "no number that a device has seen");
}

#[tokio::test]
async fn a_full_disk_stores_nothing_and_the_hall_goes_on_afterwards() {
    let (hall, store) = in_memory().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.open_window(1).await;
    kiosk.take("CARD2").await;
    let before = (hall.seq(), store.content().clone());
    store.content().fault = Some(Fault::Full);
    let asked = (0..5).map(|_| kiosk.ask("tickets", json!({ "item": "CARD2" })));
    for refused in join_all(asked).await {
        refused.refused(507, "disk_low");
    }
    // Nobody is told "nobody is waiting" because of a call that was thrown away.
    let presses = join_all((0..3).map(|_| window.act(1, "call-next"))).await;
    for press in presses {
        press.refused(507, "disk_low");
    }
    assert_eq!(hall.seq(), before.0);
    let mut after = store.content().clone();
    after.fault = None;
    assert_eq!(after, before.1);
    kiosk.get("queues").await.expect(200);
    store.content().fault = None;
    assert_eq!(kiosk.take("CARD2").await["number"], "A002");
    window.act(1, "call-next").await.expect(200);
    assert_eq!(hall_core::invariant::check(&hall.app.hub.look().hall), []);
}

#[tokio::test]
async fn below_the_reserve_no_numbers_are_given_but_calls_and_closing_go_on() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let manager = hall.enrol(Role::Manager, None).await;
    let window = hall.open_window(1).await;
    kiosk.take("CARD2").await;
    hall.command(Command::NoteDisk { low: true }).await;
    kiosk
        .ask("tickets", json!({ "item": "CARD2" }))
        .await
        .refused(503, "disk_low");
    for act in ["call-next", "start", "finish"] {
        window.act(1, act).await.expect(200);
    }
    manager.post("day/close", json!({})).await.expect(200);
    hall.stop().await;
}

#[tokio::test]
async fn after_a_failed_commit_nothing_is_acknowledged() {
    let (hall, store) = in_memory().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let window = hall.open_window(1).await;
    let known = json!({ "request_id": id(), "item": "CARD2" });
    kiosk.post("tickets", known.clone()).await.expect(201);
    let seq = hall.seq();
    store.content().fault = Some(Fault::Write);
    let (take, call, repeat) = tokio::join!(
        kiosk.ask("tickets", json!({ "item": "CARD2" })),
        window.act(1, "call-next"),
        kiosk.post("tickets", known.clone()),
    );
    for reply in [take, call, repeat] {
        assert!(reply.status == 503 || reply.status == 201, "{reply:?}");
    }
    // Healed or not: what failed once is not tried again without a verified start.
    store.content().fault = None;
    for path in ["tickets", "blocks"] {
        kiosk
            .post(
                path,
                json!({ "request_id": id(), "item": "CARD2", "series": "A" }),
            )
            .await
            .refused(503, "server_stopping");
    }
    assert_eq!(hall.client("").page("/health/ready", "").await.status, 503);
    assert_eq!(hall.seq(), seq);
    assert!(hall.desk.is_finished());
}

/// The disk takes no more bytes in the middle of the day: the process fails, stops, and the next
/// start writes the verified journal anew.
#[tokio::test]
async fn a_server_whose_disk_fails_stops_and_the_next_start_knows_every_acknowledged_number() {
    let data = TempDir::new().expect("a temporary folder");
    let token = enrol(data.path(), "kiosk", None);
    // Without this a write beyond the limit would kill the process instead of failing.
    let mut shell = std::process::Command::new("sh");
    shell.args([
        "-c",
        "trap '' XFSZ; exec \"$0\" \"$@\"",
        env!("CARGO_BIN_EXE_hall-server"),
    ]);
    let mut server = Process::spawn(shell, "small", data.path());
    let kiosk = server.client(&token);
    let mut acknowledged = Vec::new();
    for _ in 0..20 {
        acknowledged.push(kiosk.take("CARD2").await["number"].clone());
    }
    let log = std::fs::metadata(data.path().join("hall.db-wal"))
        .expect("a log")
        .len();
    let limit = Rlimit {
        current: Some(log),
        maximum: None,
    };
    prlimit(Some(server.pid()), Resource::Fsize, limit).expect("a limit for our own child");
    let mut failed = 0;
    while failed == 0 {
        let intent = json!({ "request_id": id(), "item": "CARD2" });
        match kiosk.try_post("tickets", &intent).await {
            Some(reply) if reply.status == 201 => acknowledged.push(reply.json()["number"].clone()),
            _ => failed += 1,
        }
    }
    assert_eq!(server.wait().code(), Some(1), "it stops by itself");
    assert!(data.path().join("commit-failed").exists());
    let server = Process::serve("small", data.path());
    assert!(!data.path().join("commit-failed").exists());
    assert!(
        data.path().join("hall.db.before-restore-1").exists(),
        "the old file is kept"
    );
    let kiosk = server.client(&token);
    let mut known = Vec::new();
    for id in 1..=acknowledged.len() {
        known.push(kiosk.get(&format!("tickets/{id}")).await.expect(200)["number"].clone());
    }
    assert_eq!(known, acknowledged);
    kiosk.take("CARD2").await;
    server.kill();
    let (ok, told) = verify(data.path());
    assert!(ok, "{told}");
}

#[tokio::test]
async fn journal_time_never_goes_back_over_a_restart() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    kiosk.take("CARD2").await;
    hall.pass(3600).await;
    kiosk.take("CARD2").await;
    let before = hall.app.hub.look().hall.time();
    let data = hall.stop().await;
    let hall = Hall::start(data, plan_of(&plan_text("small")), 0)
        .await
        .expect("an old clock");
    assert!(hall.app.hub.clock().time() >= before);
    let later = kiosk.at(&hall.base).take("CARD2").await;
    assert_eq!(later["number"], "A003");
    assert!(hall.app.hub.look().hall.time() >= before);
    assert!(before > Time(TEN));
    hall.stop().await;
}
