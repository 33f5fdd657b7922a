//! One story with everything in it, told over both stores: the same journal, the same tables, the
//! same hall after every kind of restart.

use crate::bed::{Client, Hall, MemoryHall, Site, id, plan_of, plan_text};
use hall_core::code::{DeviceId, WindowNumber};
use hall_core::device::Role;
use hall_core::event::Raised;
use hall_core::{Command, Date, invariant};
use hall_server::desk::recover::{freeze, recover};
use hall_server::journal::Row;
use hall_server::rows::CallbackRow;
use hall_server::store::memory::{Content, MemoryStore};
use hall_server::store::sqlite::{Folder, Moment, Reader, SqliteStore};
use hall_server::store::{Snapshot, Store};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Everybody who acts in the story.
pub(crate) struct Cast {
    pub(crate) kiosk: Client,
    pub(crate) guide: Client,
    pub(crate) one: Client,
    pub(crate) two: Client,
    pub(crate) three: Client,
    pub(crate) pad: Client,
    pub(crate) manager: Client,
}

impl Cast {
    pub(crate) async fn of(site: &Site) -> Self {
        Self {
            kiosk: site.enrol(Role::Kiosk, None).await,
            guide: site.enrol(Role::Guide, None).await,
            one: site.enrol(Role::Window, Some(1)).await,
            two: site.enrol(Role::Window, Some(2)).await,
            three: site.enrol(Role::Window, Some(3)).await,
            pad: site.enrol(Role::Pad, Some(1)).await,
            manager: site.enrol(Role::Manager, None).await,
        }
    }
}

fn ticket(view: &Value) -> u64 {
    view["id"]
        .as_u64()
        .unwrap_or_else(|| panic!("no ticket: {view}"))
}

fn token(number: u128) -> String {
    hall_core::code::Token(number).to_string()
}

/// Tells the whole story.
pub(crate) async fn tell(site: &Site) {
    site.tick().await;
    let cast = Cast::of(site).await;
    morning(site, &cast).await;
    missed_and_sent_on(site, &cast).await;
    chosen_and_reopened(site, &cast).await;
    led_on(site, &cast).await;
    help(site, &cast).await;
    cases(site, &cast).await;
    resting(site, &cast).await;
    without_the_server(site, &cast).await;
    silence(site, &cast).await;
    history(site, &cast).await;
    evening(site, &cast).await;
    next_day(site, &cast).await;
    follow(site, &cast).await;
}

async fn morning(site: &Site, cast: &Cast) {
    let clerk = json!({ "clerk": "W1A" });
    cast.one.post("windows/1/open", clerk).await.expect(200);
    cast.two.post("windows/2/open", json!({})).await.expect(200);
    cast.three
        .post("windows/3/open", json!({}))
        .await
        .expect(200);
    for item in ["CARD2", "CARD2", "TAX1", "TAX1", "TAX2"] {
        cast.kiosk.take(item).await;
        site.pass(3).await;
    }
    let senior =
        json!({ "item": "CARD1", "class": "priority", "person": { "age_confirmed": true } });
    let senior = cast.guide.ask("tickets", senior).await.expect(201);
    let paper = format!("tickets/{}/paper", ticket(&senior));
    cast.kiosk
        .ask(&paper, json!({ "paper": "printed" }))
        .await
        .expect(200);
    cast.kiosk
        .ask(&paper, json!({ "paper": "failed" }))
        .await
        .expect(200);
    cast.kiosk
        .ask(&paper, json!({ "paper": "printed", "copy": true }))
        .await
        .expect(200);

    let called = cast.one.act(1, "call-next").await.expect(200);
    assert_eq!(
        called["number"], senior["number"],
        "the credit of its class puts it first"
    );
    site.pass(25).await;
    cast.one.act(1, "recall").await.expect(200);
    cast.one.act(1, "start").await.expect(200);
    site.pass(60).await;
    cast.one.act(1, "hold").await.expect(200);
    cast.one.act(1, "call-next").await.expect(200);
    cast.one.act(1, "start").await.expect(200);
    site.pass(90).await;
    let done = cast.one.act(1, "finish").await.expect(200);
    let rating = json!({ "ticket": ticket(&done), "level": 5 });
    cast.pad.ask("ratings", rating).await.expect(201);
    let held = json!({ "ticket": ticket(&senior) });
    cast.one.ask("windows/1/resume", held).await.expect(200);
    let put_right = json!({ "item": "CARD2", "outcome": "done" });
    let done = cast
        .one
        .ask("windows/1/finish", put_right)
        .await
        .expect(200);
    let rating = json!({ "ticket": ticket(&done), "level": 1, "reason": "waited long" });
    cast.pad.ask("ratings", rating).await.expect(201);
}

async fn missed_and_sent_on(site: &Site, cast: &Cast) {
    let called = cast.one.act(1, "call-next").await.expect(200);
    site.pass(25).await;
    cast.one.act(1, "missed").await.expect(200);
    site.pass(60).await;
    let back = format!("tickets/{}/restore", ticket(&called));
    cast.guide.ask(&back, json!({})).await.expect(200);
    let tax = cast.two.act(2, "call-next").await.expect(200);
    cast.two.act(2, "start").await.expect(200);
    site.pass(30).await;
    let to_queue = json!({ "queue": "pay", "reason": "the fee first" });
    cast.two
        .ask("windows/2/transfer", to_queue)
        .await
        .expect(200);
    let paying = cast.three.act(3, "call-next").await.expect(200);
    assert_eq!(
        paying["number"], tax["number"],
        "a transfer keeps the number"
    );
    cast.three.act(3, "start").await.expect(200);
    let to_window = json!({ "window": 2, "reason": "the form again" });
    cast.three
        .ask("windows/3/transfer", to_window)
        .await
        .expect(200);
    let bound = cast.two.act(2, "call-next").await.expect(200);
    assert_eq!(bound["number"], tax["number"], "only window 2 may call it");
    cast.two.act(2, "start").await.expect(200);
    site.pass(40).await;
    cast.two.act(2, "finish").await.expect(200);
}

async fn chosen_and_reopened(site: &Site, cast: &Cast) {
    let person = json!({ "item": "TAX1", "person": { "hash": "3f9a1c0b77d2e4a6" } });
    let first = cast.kiosk.ask("tickets", person.clone()).await.expect(201);
    let again = cast.kiosk.ask("tickets", person).await.expect(200);
    assert_eq!(
        (ticket(&first), &again["existing"]),
        (ticket(&again), &json!(true))
    );
    let second = json!({ "item": "CARD2", "visit": first["token"] });
    let second = cast.kiosk.ask("tickets", second).await.expect(201);
    let wish = json!({ "ticket": ticket(&second), "reason": "carries a child" });
    cast.one.ask("windows/1/call", wish).await.expect(200);
    cast.one.act(1, "start").await.expect(200);
    site.pass(20).await;
    cast.one.act(1, "finish").await.expect(200);
    let again = json!({ "ticket": ticket(&second) });
    cast.one.ask("windows/1/reopen", again).await.expect(200);
    cast.one.act(1, "finish").await.expect(200);
    site.pass(400).await;
    cast.two.act(2, "call-next").await.expect(200);
    cast.two.act(2, "release").await.expect(200);
    let leaving = cast.kiosk.take("TAX2").await;
    let marked = format!("tickets/{}/class", ticket(&leaving));
    let why = json!({ "class": "priority", "reason": "with a small child" });
    cast.guide.ask(&marked, why).await.expect(200);
    let gone = format!("tickets/{}/withdraw", ticket(&leaving));
    let why = json!({ "reason": "the paper is torn" });
    cast.guide.ask(&gone, why).await.expect(200);
}

async fn led_on(site: &Site, cast: &Cast) {
    let walk_in = json!({ "item": "CARD2", "reason": "forgot the stamp" });
    let path = "windows/1/serve-now";
    let served = cast.one.ask(path, walk_in).await.expect(200);
    site.pass(20).await;
    let here = json!({ "item": "CARD1", "quantity": 2, "case": "AK-2026-0012" });
    let here = cast.one.ask("windows/1/go-on", here).await.expect(200);
    assert_eq!(
        (&here["number"], &here["state"]),
        (&served["number"], &json!("serving"))
    );
    site.pass(10).await;
    let pay = json!({ "queue": "pay" });
    cast.one.ask("windows/1/go-on", pay).await.expect(200);
    let why = json!({ "ticket": ticket(&served), "reason": "is here already" });
    cast.three.ask("windows/3/call", why).await.expect(200);
    cast.three.act(3, "quick-finish").await.expect(200);
    // Announced at window 2, sent on, and served at window 3 without another announcement.
    let sent = cast.kiosk.take("TAX1").await;
    let why = json!({ "ticket": ticket(&sent), "reason": "was told to come" });
    cast.two.ask("windows/2/call", why).await.expect(200);
    cast.two.act(2, "start").await.expect(200);
    let to_queue = json!({ "queue": "pay", "reason": "the fee first" });
    cast.two
        .ask("windows/2/transfer", to_queue)
        .await
        .expect(200);
    let same = json!({ "queue": "pay", "visit": sent["token"], "reason": "stands here" });
    let path = "windows/3/serve-now";
    let here = cast.three.ask(path, same).await.expect(200);
    assert_eq!(here["number"], sent["number"]);
    cast.three.act(3, "finish").await.expect(200);
}

async fn help(site: &Site, cast: &Cast) {
    let call = |help: &str| json!({ "help": help });
    // The first of the two is the one that somebody goes to.
    for help in ["guide", "alarm"] {
        cast.one
            .post("windows/1/ask-help", call(help))
            .await
            .expect(200);
    }
    cast.guide
        .post("windows/1/accept-help", call("guide"))
        .await
        .expect(200);
    site.pass(20).await;
    cast.guide
        .post("windows/1/end-help", call("guide"))
        .await
        .expect(200);
}

async fn cases(site: &Site, cast: &Cast) {
    let office = site.enrol(Role::Office, None).await;
    let new = json!({ "item": "CARD1", "first": { "act": "accept" } });
    for case in [0, 1] {
        cast.one.ask("cases", new.clone()).await.expect(201);
        let handle = json!({ "clerk": "W2A" });
        let path = format!("cases/{case}/handle");
        office.ask(&path, handle).await.expect(200);
    }
    let stop = json!({
        "clerk": "W2A", "kind": "hearing", "from": "2026-03-03", "document": "no. 12",
    });
    office.ask("cases/0/suspend", stop).await.expect(200);
    let back = json!({ "clerk": "W2A", "text": "another office answers for it" });
    office.ask("cases/1/return", back).await.expect(200);
}

async fn resting(site: &Site, cast: &Cast) {
    let meal = json!({ "reason": "meal", "minutes": 10 });
    cast.two.post("windows/2/pause", meal).await.expect(200);
    site.pass(700).await;
    cast.two.post("windows/2/open", json!({})).await.expect(200);
    let words = json!({ "reason": "the chair is broken", "minutes": 5 });
    cast.two.post("windows/2/pause", words).await.expect(200);
    cast.two.post("windows/2/open", json!({})).await.expect(200);
    for subject in ["queues/tax", "items/CARD1"] {
        let reason = json!({ "reason": "system" });
        cast.manager
            .post(&format!("{subject}/pause"), reason)
            .await
            .expect(200);
        cast.manager
            .post(&format!("{subject}/resume"), json!({}))
            .await
            .expect(200);
    }
    let plan = plan_text("small").replace("小样板大厅", "新样板大厅");
    let plan = json!({ "request_id": id(), "plan": plan });
    cast.manager.post("plan", plan).await.expect(200);
}

async fn without_the_server(site: &Site, cast: &Cast) {
    let block = cast
        .kiosk
        .ask("blocks", json!({ "series": "A" }))
        .await
        .expect(201);
    assert_eq!((&block["from"], &block["to"]), (&json!(5000), &json!(5499)));
    let paper = |n: u32, request: &str| {
        json!({
            "request_id": request, "item": "CARD2", "day": "2026-03-03", "series": "A", "n": n,
            "token": token(u128::from(n)), "elapsed_ms": 60_000,
            "last_contact": "2026-03-03T02:00:00Z",
        })
    };
    cast.kiosk
        .post("tickets/offline", paper(5000, &id()))
        .await
        .expect(201);
    let intent = id();
    let online = json!({ "request_id": intent, "item": "CARD2" });
    let online = cast.kiosk.post("tickets", online).await.expect(201);
    // The answer never reached the kiosk; it printed a number of its block for the same intent.
    let replaced = cast
        .kiosk
        .post("tickets/offline", paper(5001, &intent))
        .await
        .expect(201);
    assert_eq!(
        (&replaced["id"], &replaced["number"]),
        (&online["id"], &json!("A5001"))
    );
    site.pass(10).await;
}

async fn silence(site: &Site, cast: &Cast) {
    cast.one.act(1, "call-next").await.expect(200);
    cast.two.act(2, "call-next").await.expect(200);
    cast.two.act(2, "start").await.expect(200);
    for window in [1, 2] {
        site.command(Command::NoteSilence {
            window: WindowNumber(window),
        })
        .await;
    }
    site.pass(130).await;
    for window in [1, 2] {
        site.command(Command::NoteHeard {
            window: WindowNumber(window),
        })
        .await;
    }
    site.pass(25 * 60).await;
    let held = held_at(&cast.two, 2).await;
    let held = json!({ "ticket": held });
    cast.manager
        .ask("windows/2/release", held)
        .await
        .expect(200);
}

async fn held_at(client: &Client, window: u16) -> u64 {
    for id in 1..40 {
        let view = client.get(&format!("tickets/{id}")).await;
        if view.status == 200 && view.json()["state"] == "held" {
            assert_eq!(view.json()["window"], window);
            return id;
        }
    }
    panic!("nothing is held at window {window}");
}

async fn history(site: &Site, cast: &Cast) {
    site.command(Command::NoteDisk { low: true }).await;
    cast.kiosk
        .ask("tickets", json!({ "item": "TAX1" }))
        .await
        .refused(503, "disk_low");
    site.command(Command::NoteDisk { low: false }).await;
    let raised = vec![Raised {
        series: "A".parse().expect("a code"),
        online: 40,
        block: 0,
    }];
    let day = Date::from_civil(2026, 3, 3);
    site.command(Command::Witness {
        device: None,
        day,
        raised,
        proven: false,
    })
    .await;
    let waiting_for = vec![DeviceId(cast.kiosk.device), DeviceId(cast.guide.device)];
    site.command(Command::BeginGathering { waiting_for }).await;
    cast.kiosk
        .ask("tickets", json!({ "item": "TAX1" }))
        .await
        .refused(503, "gathering");
    site.command(Command::NoteHello {
        device: DeviceId(cast.kiosk.device),
    })
    .await;
    cast.manager
        .post("gathering/end", json!({}))
        .await
        .expect(200);
    let next = cast.kiosk.take("CARD2").await;
    assert_eq!(next["number"], "A041", "above what a witness has seen");
    let lost = site.enrol(Role::Board, None).await;
    cast.manager
        .post(&format!("devices/{}/revoke", lost.device), json!({}))
        .await
        .expect(201);
}

async fn evening(site: &Site, cast: &Cast) {
    cast.three
        .post("windows/3/close", json!({}))
        .await
        .expect(200);
    cast.one.act(1, "call-next").await.expect(200);
    cast.one.act(1, "start").await.expect(200);
    let closing = cast.manager.post("day/close", json!({})).await.expect(200);
    assert_eq!(closing["stage"], "closing");
    cast.kiosk
        .ask("tickets", json!({ "item": "TAX1" }))
        .await
        .refused(409, "day_closing");
    site.pass(30).await;
    cast.one.act(1, "finish").await.expect(200);
    let closed = cast.manager.post("day/close", json!({})).await.expect(200);
    assert_eq!(closed["stage"], "closed");
}

async fn next_day(site: &Site, cast: &Cast) {
    site.pass(24 * 3600).await;
    // PEERS 6: 3.
    let first = cast.kiosk.take("CARD2").await;
    assert_eq!(
        (&first["number"], &first["day"]),
        (&json!("A001"), &json!("2026-03-04"))
    );
    let late = json!({
        "request_id": id(), "item": "CARD2", "day": "2026-03-03", "series": "A", "n": 5002,
        "token": token(5002), "elapsed_ms": 1000, "last_contact": "2026-03-03T02:00:00Z",
    });
    cast.kiosk.post("tickets/offline", late).await.expect(201);
    site.pass(60).await;
}

/// The one who rated badly on the first day is called back, and what they told of is put right.
async fn follow(site: &Site, cast: &Cast) {
    let caller = site.enrol(Role::Callback, None).await;
    let list = caller.get("callbacks/2026-03-03").await.expect(200);
    let first = &list["list"][0];
    assert_eq!(first["why"], "bad_rating");
    let path = format!("callbacks/2026-03-03/{}", first["ticket"]);
    for with in [
        json!({ "outcome": "no_answer" }),
        json!({ "outcome": "reached", "level": 2, "problem": "no seats" }),
    ] {
        let mut with = with;
        (with["clerk"], with["channel"]) = (json!("W3A"), json!("phone"));
        caller.ask(&path, with).await.expect(201);
    }
    let found = json!({
        "clerk": "W3A", "text": "no light", "window": 2, "rectify_by": "2026-03-06",
    });
    caller.ask("registers/patrol", found).await.expect(201);
    for (act, with) in [
        ("contact", json!({ "reached": true })),
        ("judge", json!({ "judgement": "ordinary" })),
        ("close", json!({ "text": "more chairs" })),
        ("publish", json!({ "text": "there are more chairs" })),
    ] {
        let mut with = with;
        with["clerk"] = json!("W2A");
        let path = format!("rectifications/1/{act}");
        cast.manager.ask(&path, with).await.expect(200);
    }
}

async fn told() -> (MemoryHall, MemoryStore) {
    let store = MemoryStore::default();
    let hall = MemoryHall::open(store.clone(), plan_of(&plan_text("small"))).await;
    tell(&hall).await;
    (hall, store)
}

/// Every kind of event, so that the story stays a whole one.
#[tokio::test]
async fn the_story_holds_every_kind_of_event() {
    let (_hall, store) = told().await;
    let kinds: BTreeSet<String> = store
        .content()
        .events
        .iter()
        .map(|row| row.kind.clone())
        .collect();
    let missing: Vec<&str> = KINDS
        .into_iter()
        .filter(|kind| !kinds.contains(*kind))
        .collect();
    assert_eq!(missing, [""; 0], "told: {kinds:?}");
    assert_eq!(kinds.len(), KINDS.len(), "{kinds:?}");
}

const KINDS: [&str; 49] = [
    "alarm_accepted",
    "alarm_cleared",
    "alarm_raised",
    "block_leased",
    "callback_made",
    "callbacks_drawn",
    "case_moved",
    "case_opened",
    "day_closed",
    "day_closing",
    "day_opened",
    "device_enrolled",
    "device_revoked",
    "gathering_began",
    "gathering_ended",
    "gathering_heard",
    "history_lost",
    "late_ticket_recorded",
    "number_replaced",
    "paper_reported",
    "paused",
    "plan_loaded",
    "rectification_moved",
    "rectification_opened",
    "register_entered",
    "resumed",
    "ticket_called",
    "ticket_expired",
    "ticket_finished",
    "ticket_held",
    "ticket_missed",
    "ticket_rated",
    "ticket_recalled",
    "ticket_reclassed",
    "ticket_released",
    "ticket_reopened",
    "ticket_restored",
    "ticket_resumed",
    "ticket_served_at_once",
    "ticket_started",
    "ticket_taken",
    "ticket_transferred",
    "ticket_went_on",
    "ticket_withdrawn",
    "window_closed",
    "window_heard",
    "window_opened",
    "window_paused",
    "window_went_silent",
];

/// What two histories with different random epochs and intents must share.
fn without_identity(row: &Row) -> (u64, i32, i64, String, Value) {
    let mut body: Value = serde_json::from_str(&row.body).expect("events are JSON");
    forget_requests(&mut body);
    forget_lots(&mut body);
    (row.seq.0, row.day.0, row.at.0, row.kind.clone(), body)
}

/// The lot falls as the journal's hash says, which is another one in another epoch.
fn forget_lots(body: &mut Value) {
    let Some(drawn) = body.get_mut("callbacks_drawn") else {
        return;
    };
    drawn["seed"] = Value::Null;
    let list = drawn["drawn"].as_array_mut().expect("a list was drawn");
    list.retain(|one| one["why"] == "bad_rating");
}

fn forget_requests(value: &mut Value) {
    if let Value::Object(fields) = value {
        fields.remove("request");
        fields.values_mut().for_each(forget_requests);
    }
}

#[tokio::test]
async fn memory_and_sqlite_tell_the_same_story() {
    let (_hall, memory) = told().await;
    let disk = Hall::open("small").await;
    tell(&disk).await;
    let folder = disk.stop().await;
    let reader = Reader::open(&folder.path().join("hall.db"))
        .await
        .expect("a hall");
    let mut moment = reader.moment().await.expect("a moment");
    let rows = moment.rows_after(0, 100_000).await.expect("rows");
    let content = memory.content().clone();
    let ours: Vec<_> = content.events.iter().map(without_identity).collect();
    let theirs: Vec<_> = rows.iter().map(without_identity).collect();
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len());
    let tickets: Vec<_> = content.tickets.into_values().collect();
    assert_eq!(tickets, moment.tickets(None).await.expect("tickets"));
    let legs: Vec<_> = content.legs.into_values().collect();
    assert_eq!(legs, moment.legs(None).await.expect("legs"));
    let spans: Vec<_> = content.spans.into_values().collect();
    assert_eq!(spans, moment.spans(None).await.expect("spans"));
    let cases: Vec<_> = content.cases.into_values().collect();
    assert_eq!(cases, moment.cases().await.expect("cases"));
    let steps: Vec<_> = content.steps.into_values().collect();
    assert_eq!(steps, moment.steps(None).await.expect("steps"));
    assert_eq!((cases.len(), steps.len()), (2, 8));
    let content = memory.content().clone();
    follows_alike(content, &mut moment).await;
}

async fn follows_alike(content: Content, moment: &mut Moment) {
    let ones: Vec<_> = content.rectifications.into_values().collect();
    let theirs = moment.rectifications(None).await.expect("rectifications");
    assert_eq!(ones, theirs);
    let steps: Vec<_> = content.rectification_steps.into_values().collect();
    let theirs = moment.rectification_steps().await.expect("steps");
    assert_eq!(steps, theirs);
    assert_eq!((ones.len(), steps.len()), (3, 7));
    let entries: Vec<_> = content.entries.into_values().collect();
    let theirs = moment.entries(None).await.expect("entries");
    assert_eq!((&entries, entries.len()), (&theirs, 1));
    let by_lot = |row: &CallbackRow| row.why == "lot" || row.why == "window";
    let mut ours: Vec<_> = content.callbacks.into_values().collect();
    let mut theirs = moment.callbacks(None).await.expect("callbacks");
    assert_eq!(ours.len(), theirs.len());
    ours.retain(|row| !by_lot(row));
    theirs.retain(|row| !by_lot(row));
    assert_eq!((&ours, ours.len()), (&theirs, 1));
}

#[tokio::test]
async fn every_snapshot_with_its_tail_is_the_full_replay() {
    let (hall, store) = told().await;
    let live = hall.app.hub.look().hall.clone();
    let mut whole = store.clone();
    whole.content().snapshot = None;
    let whole = recover(&mut whole).await.expect("the story is sound");
    assert_eq!(whole.hall, live, "the journal is the hall (I8)");
    assert_eq!(invariant::check(&live), []);
    let events = store.content().events.clone();
    let (mut folded, mut tip) = (hall_core::Hall::new(), hall_server::journal::Tip::GENESIS);
    for row in &events {
        let event = tip.follow(row).expect("the chain is whole");
        folded.apply(&event, row.at);
        let Snapshot { tip, body } = freeze(&folded, tip);
        let mut cut = MemoryStore::default();
        cut.content().clone_from(&store.content());
        cut.content().snapshot = Some(Snapshot { tip, body });
        let from_here = recover(&mut cut).await.expect("snapshot and tail");
        assert_eq!(from_here.hall, live, "from event {}", row.seq);
        assert_eq!(from_here.replayed, events.len() as u64 - row.seq.0);
    }
}

#[tokio::test]
async fn a_snapshot_of_another_programs_fold_is_passed_over() {
    let (hall, store) = told().await;
    let live = hall.app.hub.look().hall.clone();
    let events = store.content().events.clone();
    let tip = hall.app.hub.look().tip;
    let ours = freeze(&live, tip);
    let bare = serde_json::to_string(&live).expect("JSON");
    let later = ours.body.replacen("\"form\":", "\"form\":9", 1);
    for body in [bare, later, "rubbish".to_owned()] {
        let mut kept = MemoryStore::default();
        kept.content().clone_from(&store.content());
        kept.content().snapshot = Some(Snapshot { tip, body });
        let whole = recover(&mut kept).await.expect("the journal is enough");
        assert_eq!(whole.hall, live);
        assert_eq!(whole.replayed, events.len() as u64);
    }
}

#[tokio::test]
async fn a_restarted_hall_is_the_same_hall() {
    let hall = Hall::open("small").await;
    tell(&hall).await;
    let before = hall.app.hub.look().hall.clone();
    let hall = hall.restart().await;
    assert_eq!(hall.app.hub.look().hall, before);
    let folder = hall.stop().await;
    let store = SqliteStore::open(Folder::lock(folder.path()).expect("nobody holds it")).await;
    let stored = store.expect("a hall").stored().await.expect("readable");
    assert!(stored.snapshot.is_some(), "a clean stop leaves a snapshot");
}
