//! Golden frames of version 1: every file decodes to the value here and encodes to its own bytes.
//!
//! A failing test means that the change is wrong: an older program in some hall reads these bytes.
//! Additions get new files; a change that an older peer would misread gets a new version.

#[path = "support/samples.rs"]
mod samples;

use hall_core::code::{ClerkCode, NoticeId, SeriesCode, TicketId, WindowNumber};
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_core::ticket::{Outcome, PaperState};
use hall_protocol::api::{
    Act, Booking, Change as WindowChange, HandIn, Lease, Paper, Person, Rate, Rated, ServeNow, Take,
};
use hall_protocol::codec::{DecodeError, decode_client};
use hall_protocol::frame::{Hello, Highest, Welcome};
use hall_protocol::limits::{CLIENT_FRAME_BYTES_MAX, FRAME_BYTES_MAX};
use hall_protocol::view::TicketView;
use hall_protocol::{Change, ClientFrame, Picture, Problem, ServerFrame, decode, encode};
use samples::{at, code};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::PathBuf;

const EPOCH: &str = "1-0123456789abcdef";
const HASH: &str = "00112233445566ff";
const REQUEST: &str = "0195a1b2-c3d4-7e5f-8a6b-0123456789ab";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/frames/v1")
}

fn golden(name: &str) -> String {
    let path = folder().join(format!("{name}.json"));
    let text = fs::read_to_string(&path);
    let mut text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(text.pop(), Some('\n'), "{name} ends with one newline");
    text
}

/// Checks one file both ways and gives its name, so that no file goes unchecked.
fn check<T>(name: &'static str, value: &T) -> &'static str
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let text = golden(name);
    let read: T = decode(&text, FRAME_BYTES_MAX).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(&read, value, "{name} is read as it was meant");
    assert_eq!(encode(value), text, "{name} is written as it was");
    name
}

fn hello() -> ClientFrame {
    ClientFrame::Hello(Hello {
        version: 1,
        role: Role::Kiosk,
        token: None,
        hall: None,
        epoch: Some(EPOCH.into()),
        seq: 412,
        hash: Some(HASH.into()),
        highest: vec![Highest {
            day: samples::day(),
            series: SeriesCode(code("E")),
            online: 31,
            block: 5499,
        }],
        fresh: false,
    })
}

fn hello_of_a_first_start() -> ClientFrame {
    ClientFrame::Hello(Hello {
        version: 1,
        role: Role::Board,
        token: Some("secret".into()),
        hall: None,
        epoch: None,
        seq: 0,
        hash: None,
        highest: Vec::new(),
        fresh: true,
    })
}

fn welcome() -> ServerFrame {
    ServerFrame::Welcome(Box::new(Welcome {
        version: 1,
        epoch: EPOCH.into(),
        seq: 412,
        now: at(600),
        speed: 1,
        hall: samples::hall(),
        window: Some(WindowNumber(14)),
        online_max: [(SeriesCode(code("E")), 4999)].into(),
    }))
}

fn snapshot(picture: Picture) -> ServerFrame {
    ServerFrame::Snapshot {
        epoch: EPOCH.into(),
        seq: 412,
        hash: HASH.into(),
        picture: Box::new(picture),
    }
}

fn event(change: Change) -> ServerFrame {
    ServerFrame::Event {
        seq: 413,
        hash: HASH.into(),
        at: at(600),
        changes: vec![change],
    }
}

fn check_client_frames() -> Vec<&'static str> {
    vec![
        check("hello", &hello()),
        check("hello_first", &hello_of_a_first_start()),
        check("heartbeat_client", &ClientFrame::Heartbeat { seq: 412 }),
    ]
}

fn check_server_frames() -> Vec<&'static str> {
    let refused = ServerFrame::Refused {
        code: "protocol_version".into(),
        title: "This program speaks version 0, the server 1. Update the program.".into(),
    };
    let heartbeat = ServerFrame::Heartbeat {
        seq: 412,
        now: at(602),
    };
    vec![
        check("welcome", &welcome()),
        check("snapshot_staff", &snapshot(samples::picture())),
        check(
            "snapshot_public",
            &snapshot(samples::picture().for_public()),
        ),
        check(
            "advance",
            &ServerFrame::Advance {
                seq: 413,
                hash: HASH.into(),
            },
        ),
        check("heartbeat_server", &heartbeat),
        check("refused", &refused),
    ]
}

fn check_changes() -> Vec<&'static str> {
    vec![
        check("event_day", &event(Change::Day(samples::day_view()))),
        check("event_queue", &event(Change::Queue(samples::queue()))),
        check("event_window", &event(Change::Window(samples::window()))),
        check("event_call", &event(Change::Call(samples::call()))),
        check("event_missed", &event(Change::Missed(samples::missed()))),
        check(
            "event_missed_over",
            &event(Change::MissedOver("E019".into())),
        ),
        check("event_prompt", &event(Change::Prompt(samples::prompt()))),
        check(
            "event_prompt_over",
            &event(Change::PromptOver(WindowNumber(15))),
        ),
        check("event_ticket", &event(Change::Ticket(samples::ticket()))),
        check(
            "event_ticket_over",
            &event(Change::TicketOver(TicketId(23))),
        ),
        check("event_alarm", &event(Change::Alarm(samples::alarm()))),
        check(
            "event_alarm_over",
            &event(Change::AlarmOver("window_silent:12".into())),
        ),
        check("event_notice", &event(Change::Notice(samples::notice()))),
        check("event_notice_over", &event(Change::NoticeOver(NoticeId(3)))),
        check("event_message", &event(Change::Message(samples::message()))),
    ]
}

fn take() -> Take {
    Take {
        request_id: REQUEST.into(),
        item: Some("SB-01".into()),
        queue: None,
        class: Some("elder".into()),
        language: Some(Language::En),
        visit: Some("0123456789abcdef0123456789abcdef".into()),
        person: Some(Person {
            hash: Some("00112233445566778899aabbccddeeff".into()),
            birth_year: Some(1956),
            age_confirmed: true,
            agent: false,
        }),
        booking: Some(Booking { slot: at(0) }),
    }
}

fn act() -> Act {
    Act {
        request_id: REQUEST.into(),
        ticket: Some(TicketId(23)),
        version: Some(2),
        outcome: Some(Outcome::Incomplete),
        item: Some("SB-02".into()),
        served: None,
        quantity: None,
        case: None,
        queue: Some("E-tax".into()),
        window: Some(WindowNumber(3)),
        class: None,
        reason: Some("another department".into()),
    }
}

fn go_on() -> Act {
    Act {
        request_id: REQUEST.into(),
        outcome: Some(Outcome::Done),
        item: Some("SB-02".into()),
        served: Some("SB-03".into()),
        quantity: Some(2),
        case: Some("AK-2026-0012".into()),
        ..Act::default()
    }
}

fn serve_now() -> ServeNow {
    ServeNow {
        take: Take {
            request_id: REQUEST.into(),
            item: Some("SB-01".into()),
            ..Take::default()
        },
        reason: Some("comes back with the photo".into()),
    }
}

fn hand_in() -> HandIn {
    HandIn {
        take: Take {
            request_id: REQUEST.into(),
            item: Some("SB-01".into()),
            ..Take::default()
        },
        day: samples::day(),
        series: SeriesCode(code("E")),
        n: 5012,
        token: "0123456789abcdef0123456789abcdef".into(),
        elapsed_ms: 61_500,
        last_contact: at(540),
    }
}

fn problem() -> Problem {
    Problem {
        status: 409,
        code: "window_busy".into(),
        title: "Window 14 has E023 in hand.".into(),
        detail: "windows/14/call-next".into(),
        hint: "Finish it, or mark it as missed.".into(),
        ticket: Some(Box::new(samples::ticket())),
    }
}

fn check_requests() -> Vec<&'static str> {
    let rate = Rate {
        request_id: REQUEST.into(),
        ticket: TicketId(18),
        level: 2,
        reason: Some("waited too long".into()),
        reasons: Vec::new(),
    };
    let pause = WindowChange {
        request_id: Some(REQUEST.into()),
        clerk: Some(ClerkCode(code("014"))),
        reason: Some("system".into()),
        minutes: Some(10),
    };
    let paper = Paper {
        request_id: REQUEST.into(),
        number: Some("E023".into()),
        paper: PaperState::Unknown,
        copy: true,
    };
    vec![
        check("body_take", &take()),
        check("body_hand_in", &hand_in()),
        check(
            "body_lease",
            &Lease {
                request_id: REQUEST.into(),
                series: "E".into(),
            },
        ),
        check("body_paper", &paper),
        check("body_act", &act()),
        check("body_go_on", &go_on()),
        check("body_serve_now", &serve_now()),
        check("body_change", &pause),
        check("body_rate", &rate),
    ]
}

fn check_answers() -> Vec<&'static str> {
    let taken = TicketView {
        token: Some("0123456789abcdef0123456789abcdef".into()),
        existing: true,
        ..samples::ticket()
    };
    let rated = Rated {
        ticket: TicketId(18),
        number: "E018".into(),
        level: 2,
    };
    vec![
        check("answer_ticket", &taken),
        check("answer_problem", &problem()),
        check("answer_rated", &rated),
        check("answer_block", &samples::block()),
        check("view_queue", &samples::queue()),
        check("view_window", &samples::window()),
        check("view_item", &samples::item()),
        check("view_hall", &samples::hall_state()),
    ]
}

#[test]
fn golden_frames_decode_to_their_values_and_encode_to_the_same_bytes() {
    let checked: BTreeSet<&str> = [
        check_client_frames(),
        check_server_frames(),
        check_changes(),
        check_requests(),
        check_answers(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let files: BTreeSet<String> = fs::read_dir(folder())
        .expect("the golden frames are in the repository")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    let checked: BTreeSet<String> = checked.into_iter().map(ToOwned::to_owned).collect();
    assert_eq!(
        files, checked,
        "every file is checked and every check has its file"
    );
}

#[test]
fn the_public_snapshot_and_event_hold_nothing_of_staff() {
    let public = golden("snapshot_public");
    for staff in [
        "\"clerk\"",
        "\"tickets\"",
        "\"alarms\"",
        "window_silent",
        "\"messages\"",
    ] {
        assert!(!public.contains(staff), "{staff} is for staff only");
        assert!(
            golden("snapshot_staff").contains(staff),
            "{staff} is there for staff"
        );
    }
    assert_eq!(Change::Ticket(samples::ticket()).for_public(), None);
    assert_eq!(Change::Alarm(samples::alarm()).for_public(), None);
    assert_eq!(Change::Message(samples::message()).for_public(), None);
}

#[test]
fn a_hello_of_an_unknown_version_is_told_apart_from_rubbish() {
    for theirs in [0, 99] {
        let text = golden("hello").replace("\"version\":1", &format!("\"version\":{theirs}"));
        let read = decode_client(&text, CLIENT_FRAME_BYTES_MAX);
        assert_eq!(read, Err(DecodeError::Version { theirs }));
    }
    let future = r#"{"type":"hello","version":99,"role":"drone","face":7}"#;
    let read = decode_client(future, CLIENT_FRAME_BYTES_MAX);
    assert_eq!(read, Err(DecodeError::Version { theirs: 99 }));
    for rubbish in [
        "",
        "{}",
        "[]",
        "hello",
        r#"{"type":"hello"}"#,
        r#"{"type":"shutdown"}"#,
    ] {
        let read = decode_client(rubbish, CLIENT_FRAME_BYTES_MAX);
        assert!(
            matches!(read, Err(DecodeError::Malformed { .. })),
            "{rubbish}"
        );
    }
    assert_eq!(
        decode_client(&golden("hello"), CLIENT_FRAME_BYTES_MAX),
        Ok(hello())
    );
}

#[test]
fn unknown_fields_of_a_newer_peer_are_accepted() {
    let more = |name: &str| golden(name).replacen('{', r#"{"new_field":{"x":[1]},"#, 1);
    assert_eq!(
        decode_client(&more("hello"), CLIENT_FRAME_BYTES_MAX),
        Ok(hello())
    );
    assert_eq!(decode(&more("welcome"), FRAME_BYTES_MAX), Ok(welcome()));
    assert_eq!(decode(&more("body_take"), FRAME_BYTES_MAX), Ok(take()));
    assert_eq!(
        decode(&more("view_queue"), FRAME_BYTES_MAX),
        Ok(samples::queue())
    );
}

#[test]
fn what_is_known_of_a_person_takes_no_unknown_fields() {
    let raw = golden("body_take").replace("\"hash\"", "\"id_number\":\"x\",\"hash\"");
    let read = decode::<Take>(&raw, FRAME_BYTES_MAX);
    assert!(
        matches!(read, Err(DecodeError::Malformed { .. })),
        "raw identities are refused"
    );
}

#[test]
fn a_frame_over_the_limit_is_refused_before_it_is_read() {
    let text = golden("hello");
    let max = text.len() - 1;
    let error = Err(DecodeError::TooLong {
        bytes: text.len(),
        max,
    });
    assert_eq!(decode_client(&text, max), error);
    assert!(decode_client(&text, text.len()).is_ok());
}
