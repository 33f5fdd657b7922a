//! The board between a scripted link and a scripted voice.

use super::*;
use crate::testing::{self, T0};
use hall_core::code::WindowNumber;
use hall_protocol::view::{DayView, MissedView};

mod storm;

fn moment() -> Moment {
    Moment {
        now_ms: 0,
        hall: Some(Time(T0)),
        silent_ms: Some(0),
    }
}

fn board(settings: Settings, speed: u32) -> Board {
    let mut board = Board::new(settings);
    board.on(
        Event::Connected(Arc::new(testing::welcome(speed))),
        moment(),
    );
    board.on(Event::Resynced(Arc::new(Picture::default())), moment());
    board
}

fn call(board: &mut Board, call: &CallView) -> Vec<Action> {
    let change = Change::Call(call.clone());
    let mut picture = board
        .picture()
        .map(|picture| (**picture).clone())
        .unwrap_or_default();
    picture.apply(&change);
    let picture = Arc::new(picture);
    board.on(
        Event::Changed {
            changes: vec![change],
            picture,
        },
        moment(),
    )
}

#[test]
fn a_quiet_board_announces_at_once_without_a_voice() {
    let settings = Settings {
        is_quiet: true,
        ..Settings::default()
    };
    let mut board = board(settings, 1);
    for n in 0..50 {
        let actions = call(&mut board, &testing::call(&format!("A{n:03}"), 3, 1));
        assert!(
            matches!(&actions[..], [Action::Announced(_)]),
            "{actions:?}"
        );
    }
    assert_eq!(board.counts().announced, 50);
}

#[test]
fn a_hall_whose_clock_runs_fast_is_silent() {
    let mut fast = board(Settings::default(), VOICE_SPEED_MAX + 1);
    let actions = call(&mut fast, &testing::call("E023", 14, 1));
    assert!(
        matches!(&actions[..], [Action::Announced(_)]),
        "{actions:?}"
    );
    let mut slow = board(Settings::default(), VOICE_SPEED_MAX);
    let actions = call(&mut slow, &testing::call("E023", 14, 1));
    assert!(matches!(&actions[..], [Action::Speak(_)]), "{actions:?}");
}

#[test]
fn a_board_of_one_zone_shows_and_says_only_that_zone() {
    let settings = Settings {
        zone: Some("life".to_owned()),
        is_quiet: true,
        ..Settings::default()
    };
    let mut board = board(settings, 1);
    let elsewhere = CallView {
        zone: "tax".parse().expect("a code"),
        ..testing::call("A001", 3, 1)
    };
    assert_eq!(call(&mut board, &elsewhere), []);
    assert_eq!(call(&mut board, &testing::call("E023", 14, 1)).len(), 1);
    assert_eq!(board.calls().count(), 1);
    assert_eq!(board.unknown_zone(), None);
}

#[test]
fn a_board_of_an_unknown_zone_notes_it_and_shows_the_whole_hall() {
    let settings = Settings {
        zone: Some("roof".to_owned()),
        is_quiet: true,
        ..Settings::default()
    };
    let mut board = board(settings, 1);
    assert_eq!(board.unknown_zone(), Some("roof"));
    assert_eq!(call(&mut board, &testing::call("E023", 14, 1)).len(), 1);
}

#[test]
fn a_voice_that_fails_is_noted_until_it_works_again() {
    let mut board = board(Settings::default(), 1);
    call(&mut board, &testing::call("E023", 14, 1));
    board.on(Event::Voiced(Err("no card".to_owned())), moment());
    assert_eq!(board.voice_fault(), Some("no card"));
    let later = Moment {
        hall: Some(Time(T0 + crate::limits::RETRY_MS)),
        ..moment()
    };
    let again = board.on(Event::Tick, later);
    assert!(matches!(&again[..], [Action::Speak(_)]), "{again:?}");
    board.on(Event::Voiced(Ok(())), later);
    assert_eq!((board.voice_fault(), board.counts().announced), (None, 1));
}

#[test]
fn a_number_missed_while_it_waits_for_the_voice_is_not_said() {
    let mut board = board(Settings::default(), 1);
    call(&mut board, &testing::call("E023", 14, 1));
    call(&mut board, &testing::call("E024", 14, 1));
    let missed = Change::Missed(MissedView {
        number: "E024".to_owned(),
        ..testing::missed("E024")
    });
    let picture = board.picture().cloned().expect("a picture");
    let actions = board.on(
        Event::Changed {
            changes: vec![missed],
            picture,
        },
        moment(),
    );
    assert!(matches!(
        &actions[..],
        [Action::Dropped {
            why: Why::Missed,
            ..
        }]
    ));
}

#[test]
fn a_refusal_is_kept_until_the_server_knows_the_board() {
    let mut board = Board::new(Settings::default());
    let refused = Event::Refused {
        code: "device_revoked".to_owned(),
        title: "…".to_owned(),
    };
    board.on(refused, Moment::default());
    assert_eq!(
        board.refused().map(|(code, _)| code),
        Some("device_revoked")
    );
    board.on(Event::Connected(Arc::new(testing::welcome(1))), moment());
    assert_eq!(board.refused(), None);
}

#[test]
fn in_quiet_hours_calls_are_shown_and_not_said_and_none_is_said_afterwards() {
    let mut welcome = testing::welcome(1);
    // The hall's clock says 10:42.
    welcome.hall.voice.quiet = vec![(630, 643)];
    let mut board = Board::new(Settings::default());
    board.on(Event::Connected(Arc::new(welcome)), moment());
    board.on(Event::Resynced(Arc::new(Picture::default())), moment());
    let actions = call(&mut board, &testing::call("E023", 14, 1));
    let [Action::Dropped { why, .. }] = &actions[..] else {
        panic!("{actions:?}");
    };
    assert_eq!(*why, Why::Quiet);
    assert_eq!((board.calls().count(), board.counts().quiet), (1, 1));
    let after = Moment {
        hall: Some(Time(T0 + 60_000)),
        ..moment()
    };
    assert_eq!(board.on(Event::Tick, after), []);
    let picture = board.picture().cloned().expect("a picture came");
    assert_eq!(board.on(Event::Resynced(picture), after), [], "known");
}

#[test]
fn calls_of_a_silent_zone_are_shown_only() {
    let mut welcome = testing::welcome(1);
    welcome.hall.voice.silent_zones = vec!["tax".parse().expect("a code")];
    let mut board = Board::new(Settings::default());
    board.on(Event::Connected(Arc::new(welcome)), moment());
    board.on(Event::Resynced(Arc::new(Picture::default())), moment());
    let silent = CallView {
        zone: "tax".parse().expect("a code"),
        ..testing::call("A001", 3, 1)
    };
    assert_eq!(call(&mut board, &silent), []);
    let heard = call(&mut board, &testing::call("E023", 14, 1));
    assert!(matches!(&heard[..], [Action::Speak(_)]), "{heard:?}");
    assert_eq!(board.calls().count(), 2);
    let picture = board.picture().cloned().expect("a picture came");
    assert_eq!(board.on(Event::Resynced(picture), moment()), []);
}

fn tell(board: &mut Board, notice: NoticeView) -> Vec<Action> {
    let picture = board.picture().map(|picture| (**picture).clone());
    let mut picture = picture.unwrap_or_default();
    let change = Change::Notice(notice);
    picture.apply(&change);
    let (changes, picture) = (vec![change], Arc::new(picture));
    board.on(Event::Changed { changes, picture }, moment())
}

#[test]
fn what_is_urgent_in_a_silent_zone_is_said_all_the_same_and_another_zones_is_not() {
    let mut welcome = testing::welcome(1);
    welcome.hall.voice.silent_zones = vec!["life".parse().expect("a code")];
    let settings = Settings {
        zone: Some("life".to_owned()),
        ..Settings::default()
    };
    let mut board = Board::new(settings);
    board.on(Event::Connected(Arc::new(welcome)), moment());
    board.on(Event::Resynced(Arc::new(open_day())), moment());
    let of = |id, zone: &str, urgent| NoticeView {
        zone: Some(zone.parse().expect("a code")),
        ..testing::notice(id, "停电", "No power", urgent)
    };
    assert_eq!(tell(&mut board, of(1, "tax", true)), []);
    assert_eq!(tell(&mut board, of(2, "life", false)), []);
    let said = tell(&mut board, of(3, "life", true));
    assert!(matches!(&said[..], [Action::Speak(_)]), "{said:?}");
    assert_eq!(board.on(Event::Voiced(Ok(())), moment()), [Action::Urged]);
    let told = board.notices(moment());
    let ids: Vec<u64> = told.map(|notice| notice.notice.0).collect();
    assert_eq!(ids, [3, 2], "the newest first, of its zone");
}

#[test]
fn a_board_that_starts_while_something_urgent_is_up_says_so() {
    let picture = Picture {
        notices: vec![testing::notice(1, "停电", "No power", true)],
        calls: vec![testing::call("E023", 14, 1)],
        ..open_day()
    };
    let mut board = Board::new(Settings::default());
    let welcome = Arc::new(testing::welcome(1));
    board.on(Event::Connected(welcome), moment());
    let said = board.on(Event::Resynced(Arc::new(picture.clone())), moment());
    assert!(matches!(&said[..], [Action::Speak(_)]), "{said:?}");
    board.on(Event::Voiced(Ok(())), moment());
    let again = board.on(Event::Resynced(Arc::new(picture)), moment());
    assert_eq!(again, [], "it was said a moment ago");
}

/// A hall at work.
fn open_day() -> Picture {
    Picture {
        day: Some(DayView {
            day: "2026-03-03".parse().expect("a date"),
            stage: "open".to_owned(),
            issued: 1,
        }),
        ..Picture::default()
    }
}

/// Whether a board with something urgent, told once, speaks of it again at this moment.
fn urges_again(later: Moment, stage: &str, until_ms: Option<i64>) -> bool {
    let mut picture = open_day();
    picture.day.as_mut().expect("a day").stage = stage.to_owned();
    picture.notices = vec![NoticeView {
        until: until_ms.map(|ms| hall_protocol::Stamp(Time(T0 + ms))),
        ..testing::notice(1, "停电", "No power", true)
    }];
    let mut board = Board::new(Settings::default());
    board.on(Event::Connected(Arc::new(testing::welcome(1))), moment());
    board.on(Event::Resynced(Arc::new(picture)), moment());
    board.on(Event::Voiced(Ok(())), moment());
    let said = board.on(Event::Tick, later);
    matches!(&said[..], [Action::Speak(_)])
}

#[test]
fn what_is_urgent_ends_with_its_time_with_the_day_and_with_a_server_that_is_long_gone() {
    let later = |silent_ms| Moment {
        hall: Some(Time(T0 + 60_000)),
        silent_ms: Some(silent_ms),
        ..moment()
    };
    assert!(urges_again(later(0), "open", None));
    assert!(urges_again(later(0), "closing", Some(60_001)));
    assert!(!urges_again(later(0), "open", Some(60_000)), "its end came");
    assert!(!urges_again(later(0), "closed", None), "nobody is there");
    assert!(urges_again(later(299_999), "open", None));
    assert!(!urges_again(later(300_000), "open", None), "it may be over");
}

#[test]
fn a_number_missed_while_the_voice_rested_is_not_said_because_something_changed() {
    let mut board = board(Settings::default(), 1);
    call(&mut board, &testing::call("E001", 1, 1));
    call(&mut board, &testing::call("E002", 2, 1));
    board.on(Event::Voiced(Ok(())), moment());
    let rested = Moment {
        hall: Some(Time(T0 + crate::limits::GAP_MS)),
        ..moment()
    };
    let change = Change::Missed(MissedView {
        window: WindowNumber(2),
        ..testing::missed("E002")
    });
    let picture = board.picture().cloned().expect("a picture came");
    let changes = vec![change];
    let said = board.on(Event::Changed { changes, picture }, rested);
    assert!(
        !said.iter().any(|action| matches!(action, Action::Speak(_))),
        "{said:?}"
    );
}
