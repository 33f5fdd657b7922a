//! The truth of ratings: what every end of a service leaves on record, whatever goes wrong between
//! the tap and the answer, and who is remembered for trying.

use crate::bed::{Client, Hall, Reply, id};
use hall_core::device::Role;
use hall_core::event::Event;
use hall_server::report::Pattern;
use hall_server::verify::verify;
use serde_json::{Value, json};

/// How a ticket came to its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ending {
    Missed,
    Withdrawn,
    WentOn,
    Finished,
    QuickFinished,
    Reopened,
    Expired,
}

use Ending::{Expired, Finished, Missed, QuickFinished, Reopened, WentOn, Withdrawn};

/// What happened to the tap on the pad.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Tap {
    /// It came at once.
    Came,
    /// Nobody touched the pad.
    TimedOut,
    /// The pad was dead: nothing was ever asked, and it comes back too late.
    PadDead,
    /// The link was lost; the same intent came twice when it was back, in time.
    LinkBack,
    /// The link was lost and back after the time.
    LinkLate,
    /// It was accepted, the answer was lost with the server, and the pad asked again.
    ServerRestarted,
}

use Tap::{Came, LinkBack, LinkLate, PadDead, ServerRestarted, TimedOut};

/// In the order in which the tickets are taken; the last one is never called.
const ENDINGS: [Ending; 7] = [
    Missed,
    Withdrawn,
    WentOn,
    Finished,
    QuickFinished,
    Reopened,
    Expired,
];

/// What the pad is told, and the level on record. Only a service that was served to its end can be
/// rated (DOMAIN 4.3), silence is never praise, and a repeat is no second rating.
fn truth(ending: Ending, tap: Tap) -> (Option<&'static str>, Option<u8>) {
    let can_be_rated = matches!(ending, Finished | QuickFinished | Reopened);
    match (can_be_rated, tap) {
        (_, TimedOut | PadDead) => (None, None),
        (false, _) => (Some("not_ratable"), None),
        (true, LinkLate) => (Some("rating_too_late"), None),
        (true, Came | LinkBack | ServerRestarted) => (Some("rated"), Some(4)),
    }
}

/// A small hall with the devices of window 1.
struct Desk {
    hall: Hall,
    kiosk: Client,
    window: Client,
    pad: Client,
}

impl Desk {
    async fn open() -> Self {
        let hall = Hall::open("small").await;
        hall.tick().await;
        let kiosk = hall.enrol(Role::Kiosk, None).await;
        let window = hall.open_window(1).await;
        let pad = hall.enrol(Role::Pad, Some(1)).await;
        Self {
            hall,
            kiosk,
            window,
            pad,
        }
    }

    async fn acts(&self, acts: &[&str]) {
        for act in acts {
            self.window.act(1, act).await.expect(200);
        }
    }

    /// Brings a new ticket to its end; the expired one when the day closes.
    async fn end(&self, ending: Ending) -> Value {
        let ticket = self.kiosk.take("CARD2").await["id"].clone();
        match ending {
            Missed => {
                self.acts(&["call-next"]).await;
                self.hall.pass(25).await;
                self.acts(&["missed"]).await;
            }
            Withdrawn => {
                let path = format!("tickets/{ticket}/withdraw");
                self.kiosk.ask(&path, json!({})).await.expect(200);
            }
            WentOn => {
                self.acts(&["call-next", "start"]).await;
                let to = json!({ "queue": "tax" });
                self.window.ask("windows/1/go-on", to).await.expect(200);
            }
            Finished => self.acts(&["call-next", "start", "finish"]).await,
            QuickFinished => self.acts(&["call-next", "quick-finish"]).await,
            Reopened => {
                self.acts(&["call-next", "start", "finish"]).await;
                let named = json!({ "ticket": ticket });
                self.window.ask("windows/1/reopen", named).await.expect(200);
                // The question is gone with the end that was no end.
                self.rate(&ticket, 5).await.refused(409, "not_ratable");
                self.acts(&["finish"]).await;
            }
            Expired => {}
        }
        ticket
    }

    async fn rate(&self, ticket: &Value, level: u8) -> Reply {
        self.pad.ask("ratings", rating(ticket, level)).await
    }

    /// The server goes and comes back.
    async fn restart(self) -> Self {
        let (kiosk, window, pad) = (self.kiosk, self.window, self.pad);
        let hall = self.hall.restart().await;
        Self {
            kiosk: kiosk.at(&hall.base),
            window: window.at(&hall.base),
            pad: pad.at(&hall.base),
            hall,
        }
    }
}

fn rating(ticket: &Value, level: u8) -> Value {
    json!({ "ticket": ticket, "level": level })
}

/// The code of a refusal, or `rated`.
fn told(reply: &Reply) -> String {
    let code = reply.json()["code"].as_str().map(str::to_owned);
    code.unwrap_or_else(|| "rated".to_owned())
}

/// Lives one day of the table: every end once, and the same fate for every tap.
async fn lives(tap: Tap) {
    let mut desk = Desk::open().await;
    let mut tickets = Vec::new();
    for ending in ENDINGS {
        tickets.push(desk.end(ending).await);
    }
    let manager = desk.hall.enrol(Role::Manager, None).await;
    for _ in 0..2 {
        manager.ask("day/close", json!({})).await.expect(200);
    }
    let bodies: Vec<Value> = tickets
        .iter()
        .map(|ticket| json!({ "request_id": id(), "ticket": ticket, "level": 4 }))
        .collect();
    match tap {
        Came | ServerRestarted => {}
        TimedOut | PadDead | LinkLate => desk.hall.pass(61).await,
        LinkBack => desk.hall.pass(60).await,
    }
    let mut first = Vec::new();
    for body in &bodies {
        match tap {
            TimedOut | PadDead => first.push(None),
            _ => first.push(Some(desk.pad.post("ratings", body.clone()).await)),
        }
    }
    if tap == ServerRestarted {
        desk = desk.restart().await;
    }
    for ((ending, body), first) in ENDINGS.into_iter().zip(&bodies).zip(&first) {
        let (answer, _) = truth(ending, tap);
        assert_eq!(
            first.as_ref().map(told).as_deref(),
            answer,
            "{ending:?}, {tap:?}"
        );
        if let Some(first) = first
            .as_ref()
            .filter(|_| [LinkBack, ServerRestarted].contains(&tap))
        {
            let again = desk.pad.post("ratings", body.clone()).await;
            assert_eq!(
                (again.status, &again.text),
                (first.status, &first.text),
                "{ending:?}, {tap:?}"
            );
        }
    }
    check_record(&desk, &tickets, tap).await;
    desk.hall.stop().await;
}

/// State, tables and report hold exactly what the table of truth says.
async fn check_record(desk: &Desk, tickets: &[Value], tap: Tap) {
    let reader = desk.hall.app.reader.as_ref().expect("this hall is on disk");
    let rows = reader.tickets(None).await.expect("rows");
    let mut levels = 0;
    for (ending, ticket) in ENDINGS.into_iter().zip(tickets) {
        let (_, level) = truth(ending, tap);
        let row = rows.iter().find(|row| json!(row.ticket) == *ticket);
        let row = row.expect("every ticket has a row");
        assert_eq!(row.level, level, "{ending:?}, {tap:?}");
        assert_eq!(row.rated_window.map(|window| window.0), level.map(|_| 1));
        let ended = match ending {
            Withdrawn => "withdrawn",
            Missed | WentOn | Expired => "expired",
            Finished | QuickFinished | Reopened => "finished",
        };
        assert_eq!(row.state, ended, "{ending:?}");
        levels += u64::from(level.is_some());
    }
    let manager = desk.hall.enrol(Role::Manager, None).await;
    let report = manager
        .get("reports/daily/2026-03-03.json")
        .await
        .expect(200);
    let total = &report["total"];
    assert_eq!(total["ratings"]["levels"], json!([0, 0, 0, levels, 0]));
    let participation = &total["participation"];
    assert_eq!(
        (&participation["part"], &participation["whole"]),
        (&json!(levels), &json!(3))
    );
    let nobody = (levels == 0).then_some(Value::Null);
    assert_eq!(
        total["satisfaction"]["percent"],
        nobody.unwrap_or(json!(100.0))
    );
    let verified = verify(reader).await.expect("the journal can be read");
    assert_eq!(verified.findings, Vec::<String>::new(), "{tap:?}");
}

#[tokio::test]
async fn a_tap_that_comes_at_once_rates_what_was_served_to_its_end() {
    lives(Came).await;
}

#[tokio::test]
async fn silence_is_not_rated_whatever_the_service_ended_like() {
    lives(TimedOut).await;
}

#[tokio::test]
async fn a_dead_pad_leaves_services_unrated() {
    lives(PadDead).await;
}

#[tokio::test]
async fn a_tap_that_waited_for_the_link_counts_once() {
    lives(LinkBack).await;
}

#[tokio::test]
async fn a_tap_that_came_back_after_its_time_counts_for_nothing() {
    lives(LinkLate).await;
}

#[tokio::test]
async fn a_rating_outlives_the_server_and_its_repeat_is_no_second_one() {
    lives(ServerRestarted).await;
}

#[tokio::test]
async fn listed_reasons_and_own_words_stand_in_one_text_beside_the_journal() {
    let desk = Desk::open().await;
    let ticket = desk.end(Finished).await;
    for (level, reasons, code) in [
        (1, json!([207]), "malformed"),
        (2, json!([207, 207]), "malformed"),
        (4, json!([207]), "malformed"),
        (2, json!([]), "rating_reason"),
    ] {
        let body = json!({ "ticket": ticket, "level": level, "reasons": reasons });
        desk.pad.ask("ratings", body).await.refused(422, code);
    }
    let body = json!({ "ticket": ticket, "level": 2, "reasons": [213, 207], "reason": " 慢 " });
    desk.pad.ask("ratings", body).await.expect(201);
    let texts: Vec<String> = desk.hall.app.hub.look().notes.values().cloned().collect();
    assert_eq!(texts, ["213 窗口人员业务不熟练; 207 没有提供材料样本; 慢"]);
    desk.hall.stop().await;
}

#[tokio::test]
async fn the_clerks_program_that_tries_to_rate_is_refused_and_seen_by_the_manager() {
    let desk = Desk::open().await;
    let ticket = desk.end(Finished).await;
    let before = desk.hall.seq();
    for _ in 0..3 {
        let tried = desk.window.ask("ratings", rating(&ticket, 5)).await;
        tried.refused(403, "role_not_allowed");
    }
    assert_eq!(desk.hall.seq(), before + 3, "every attempt is an event");
    // What the right pad does wrong is no attempt.
    desk.pad
        .ask("ratings", rating(&ticket, 1))
        .await
        .refused(422, "rating_reason");
    assert_eq!(desk.hall.seq(), before + 3);
    // The page of the managers and the report say so, also after a restart.
    let desk = desk.restart().await;
    let line = "window of a test may not rate and tried 3 times up to 10:00 (A001); refused";
    let page = desk
        .hall
        .client("")
        .page("/manage?lang=en", "text/html")
        .await;
    assert!(page.text.contains(line), "{}", page.text);
    let manager = desk.hall.enrol(Role::Manager, None).await;
    let report = manager
        .get("reports/daily/2026-03-03.json")
        .await
        .expect(200);
    let found = &report["review"][0];
    assert_eq!(found["pattern"], "attempt");
    assert_eq!((&found["count"], &found["window"]), (&json!(3), &json!(1)));
    assert_eq!(
        (&found["number"], &found["device"]),
        (&json!("A001"), &json!("window of a test"))
    );
    assert_eq!(report["total"]["ratings"]["levels"], json!([0, 0, 0, 0, 0]));
    let csv = manager.get("reports/daily/2026-03-03.csv").await;
    assert!(
        csv.text.contains("review,1,无权设备评价,")
            || csv.text.contains("review,1,Tried by a stranger,")
    );
    desk.hall.stop().await;
}

#[tokio::test]
async fn a_server_that_starts_in_the_middle_of_the_day_goes_on_with_the_same_review() {
    let desk = Desk::open().await;
    let ticket = desk.end(Reopened).await;
    let named = json!({ "ticket": ticket });
    desk.window.ask("windows/1/reopen", named).await.expect(200);
    desk.acts(&["finish"]).await;
    desk.rate(&ticket, 5).await.expect(201);
    let findings = |desk: &Desk| {
        let state = desk.hall.app.hub.look();
        state.review.findings(&state.hall)
    };
    let before = findings(&desk);
    let patterns: Vec<Pattern> = before.iter().map(|found| found.pattern).collect();
    assert_eq!(
        patterns,
        [Pattern::Prompts, Pattern::Quick],
        "nobody taps in no time"
    );
    assert_eq!((before[0].count, before[0].number.as_str()), (3, "A001"));
    let desk = desk.restart().await;
    assert_eq!(findings(&desk), before);
    desk.hall.stop().await;
}

#[tokio::test]
async fn an_address_that_opens_no_pad_says_so_and_nothing_else() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let pad = hall.enrol(Role::Pad, Some(1)).await;
    let manager = hall.enrol(Role::Manager, None).await;
    let revoked = hall.enrol(Role::Pad, Some(2)).await;
    manager
        .post(&format!("devices/{}/revoke", revoked.device), json!({}))
        .await
        .expect(201);
    let window = hall.open_window(1).await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    let open = hall
        .client("")
        .page(&format!("/pad/{}", pad.token), "text/html")
        .await;
    assert_eq!(open.status, 200);
    assert!(open.text.contains("1 号窗口") && !open.text.contains(&pad.token));
    let mut pages = Vec::new();
    for token in [
        "hall-guessed",
        "%00",
        &revoked.token,
        &window.token,
        &kiosk.token,
        &manager.token,
    ] {
        let gone = hall
            .client("")
            .page(&format!("/pad/{token}"), "text/html")
            .await;
        assert_eq!(gone.status, 404, "{token}");
        assert!(
            gone.text.contains("opens no pad") && !gone.text.contains("hall-"),
            "{}",
            gone.text
        );
        pages.push(gone.text);
    }
    pages.dedup();
    assert_eq!(
        pages.len(),
        1,
        "nobody learns what a found token is good for"
    );
    for stranger in [window, kiosk, manager] {
        let stream = stranger.raw("GET", "/stream/pad", "").await;
        assert_eq!(
            (stream.status, told(&stream).as_str()),
            (403, "role_not_allowed")
        );
    }
    for stranger in [hall.client(""), revoked] {
        assert_eq!(stranger.raw("GET", "/stream/pad", "").await.status, 401);
    }
    hall.stop().await;
}

#[tokio::test]
async fn an_attempt_is_one_event_that_names_device_and_ticket() {
    let desk = Desk::open().await;
    let ticket = desk.end(Finished).await;
    desk.kiosk
        .ask("ratings", rating(&ticket, 5))
        .await
        .refused(403, "role_not_allowed");
    let reader = desk.hall.app.reader.as_ref().expect("this hall is on disk");
    let mut moment = reader.moment().await.expect("a read");
    let rows = moment
        .rows_after(desk.hall.seq() - 1, 10)
        .await
        .expect("rows");
    let last: Event = serde_json::from_str(&rows[0].body).expect("our own event");
    let Event::RatingAttempted { device, about } = last else {
        panic!("{last:?}")
    };
    assert_eq!(
        (json!(device.0), json!(about)),
        (json!(desk.kiosk.device), ticket)
    );
    drop(moment);
    desk.hall.stop().await;
}
