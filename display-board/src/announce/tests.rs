//! The announcement queue: order, repeats, resyncs, expiry, limits and failing voices.

use super::*;
use crate::limits::URGENT_EVERY_MS;
use crate::testing::{self, T0};

const SECOND: i64 = 1000;

fn called(number: &str, window: u16, at: i64, times: u16) -> Event {
    let call = testing::call_at(number, window, times, at);
    Event::Called { day: None, call }
}

fn spoken(actions: &[Action]) -> Vec<String> {
    let names = actions.iter().filter_map(|action| match action {
        Action::Announced(one) => Some(one.number.clone()),
        _ => None,
    });
    names.collect()
}

fn speaks(actions: &[Action]) -> usize {
    actions
        .iter()
        .filter(|action| matches!(action, Action::Speak(_)))
        .count()
}

/// Lets the voice take `each_ms` per announcement until the queue is empty.
fn run_dry(announcer: &mut Announcer, mut now: i64, each_ms: i64) -> Vec<String> {
    let mut said = Vec::new();
    let mut talking = announcer.speaking.is_some();
    while talking || announcer.waiting() > 0 {
        now += if talking { each_ms } else { GAP_MS };
        let event = if talking { Event::Spoken } else { Event::Tick };
        let actions = announcer.on(event, now);
        said.extend(spoken(&actions));
        talking = announcer.speaking.is_some();
    }
    said
}

#[test]
fn fifty_calls_at_once_are_said_in_order_and_never_two_at_a_time() {
    let mut announcer = Announcer::new(Rules::default());
    let mut started = 0;
    for n in 0..50 {
        started += speaks(&announcer.on(called(&format!("A{n:03}"), 3, T0, 1), T0));
    }
    assert_eq!(started, 1, "one is said, the others wait");
    let said = run_dry(&mut announcer, T0, SECOND);
    let expected: Vec<String> = (0..said.len()).map(|n| format!("A{n:03}")).collect();
    assert_eq!(
        said, expected,
        "in order, none twice, none skipped before the first expiry"
    );
    let counts = announcer.counts();
    assert_eq!(
        counts.announced + counts.expired,
        50,
        "every call is said or counted"
    );
    assert!(counts.expired > 0 && counts.announced > 40, "{counts:?}");
}

#[test]
fn with_a_quick_voice_all_of_fifty_calls_are_said() {
    let mut announcer = Announcer::new(Rules::default());
    for n in 0..50 {
        announcer.on(called(&format!("A{n:03}"), 3, T0, 1), T0);
    }
    assert_eq!(run_dry(&mut announcer, T0, 500).len(), 50);
}

#[test]
fn a_recall_is_said_again_and_a_repeated_frame_is_not() {
    let mut announcer = Announcer::new(Rules::default());
    assert_eq!(speaks(&announcer.on(called("E023", 14, T0, 1), T0)), 1);
    announcer.on(called("E023", 14, T0, 1), T0);
    assert_eq!(announcer.waiting(), 0, "the same announcement came twice");
    announcer.on(called("E023", 14, T0 + 20 * SECOND, 2), T0 + 20 * SECOND);
    assert_eq!(
        run_dry(&mut announcer, T0 + 20 * SECOND, SECOND),
        ["E023", "E023"]
    );
}

#[test]
fn a_restored_number_that_is_called_again_is_said_again() {
    let mut announcer = Announcer::new(Rules::default());
    announcer.on(called("E023", 14, T0, 1), T0);
    announcer.on(Event::Spoken, T0 + SECOND);
    let later = T0 + 600 * SECOND;
    assert_eq!(
        speaks(&announcer.on(called("E023", 12, later, 1), later)),
        1
    );
}

#[test]
fn a_resync_says_only_what_was_not_said_oldest_first() {
    let mut announcer = Announcer::new(Rules::default());
    let call = |n: u16| testing::call_at(&format!("A{n:03}"), n, 1, T0 + i64::from(n));
    let history = vec![call(2), call(1)];
    assert_eq!(
        announcer.on(
            Event::Started {
                day: None,
                calls: history
            },
            T0
        ),
        []
    );
    announcer.on(
        Event::Called {
            day: None,
            call: call(3),
        },
        T0,
    );
    let calls = vec![call(5), call(4), call(3), call(2), call(1)];
    announcer.on(
        Event::Resynced {
            day: None,
            calls: calls.clone(),
        },
        T0,
    );
    announcer.on(Event::Resynced { day: None, calls }, T0);
    assert_eq!(
        run_dry(&mut announcer, T0, SECOND),
        ["A003", "A004", "A005"]
    );
}

#[test]
fn a_first_picture_that_ran_ahead_swallows_no_call() {
    let mut announcer = Announcer::new(Rules::default());
    let call = testing::call("E023", 14, 1);
    announcer.on(
        Event::Started {
            day: None,
            calls: vec![call.clone()],
        },
        T0,
    );
    assert_eq!(
        speaks(&announcer.on(
            Event::Called {
                day: None,
                call: call.clone()
            },
            T0
        )),
        1
    );
    announcer.on(
        Event::Resynced {
            day: None,
            calls: vec![call],
        },
        T0,
    );
    assert_eq!(announcer.waiting(), 0);
}

#[test]
fn a_call_older_than_a_minute_is_dropped_and_counted() {
    let mut announcer = Announcer::new(Rules::default());
    announcer.on(called("A001", 1, T0, 1), T0);
    announcer.on(called("A002", 2, T0, 1), T0);
    let actions = announcer.on(Event::Spoken, T0 + EXPIRY_MS + 1);
    assert_eq!(
        speaks(&actions),
        0,
        "the silence after an announcement comes first"
    );
    let actions = announcer.on(Event::Tick, T0 + EXPIRY_MS + 1 + GAP_MS);
    let expired = matches!(
        &actions[..],
        [Action::Dropped {
            why: Why::Expired,
            ..
        }]
    );
    assert!(expired, "{actions:?}");
    assert_eq!(announcer.counts().expired, 1);
    let mut on_time = Announcer::new(Rules::default());
    assert_eq!(
        speaks(&on_time.on(called("A001", 1, T0, 1), T0 + EXPIRY_MS)),
        1
    );
}

#[test]
fn a_silence_stands_between_two_announcements() {
    let mut announcer = Announcer::new(Rules::default());
    announcer.on(called("A001", 1, T0, 1), T0);
    announcer.on(called("A002", 2, T0, 1), T0);
    assert_eq!(speaks(&announcer.on(Event::Spoken, T0 + SECOND)), 0);
    assert_eq!(
        speaks(&announcer.on(Event::Tick, T0 + SECOND + GAP_MS - 1)),
        0
    );
    assert_eq!(speaks(&announcer.on(Event::Tick, T0 + SECOND + GAP_MS)), 1);
}

#[test]
fn past_the_limit_the_oldest_waiting_call_goes_first() {
    let mut announcer = Announcer::new(Rules::default());
    let mut dropped = Vec::new();
    for n in 0..WAITING_CALLS_MAX + 3 {
        for action in announcer.on(called(&format!("A{n:03}"), 1, T0, 1), T0) {
            if let Action::Dropped {
                call,
                why: Why::Overflow,
            } = action
            {
                dropped.push(call.number);
            }
        }
    }
    assert_eq!(announcer.waiting(), WAITING_CALLS_MAX);
    assert_eq!(dropped, ["A001", "A002"], "A000 is being said");
    assert_eq!(announcer.counts().overflowed, 2);
}

#[test]
fn a_number_missed_before_its_turn_is_not_shouted() {
    let mut announcer = Announcer::new(Rules::default());
    announcer.on(called("A001", 1, T0, 1), T0);
    announcer.on(called("A002", 2, T0, 1), T0);
    announcer.on(
        Event::Missed {
            number: "A002".to_owned(),
        },
        T0,
    );
    assert_eq!(run_dry(&mut announcer, T0, SECOND), ["A001"]);
    assert_eq!(announcer.counts().missed, 1);
}

#[test]
fn a_failed_announcement_is_tried_again_and_then_given_up() {
    let mut announcer = Announcer::new(Rules::default());
    let mut now = T0;
    let mut tries = speaks(&announcer.on(called("A001", 1, now, 1), now));
    announcer.on(called("A002", 2, now, 1), now);
    for _ in 0..ATTEMPTS_MAX - 1 {
        assert_eq!(speaks(&announcer.on(Event::Failed, now)), 0, "not at once");
        now += RETRY_MS;
        tries += speaks(&announcer.on(Event::Tick, now));
    }
    assert_eq!(tries, usize::from(ATTEMPTS_MAX));
    let actions = announcer.on(Event::Failed, now);
    assert!(
        matches!(&actions[0], Action::Dropped { why: Why::Mute, .. }),
        "{actions:?}"
    );
    assert_eq!(speaks(&actions), 1, "the next call has its own tries");
}

#[test]
fn a_crowd_of_calls_is_said_without_repeats() {
    let mut announcer = Announcer::new(Rules::default());
    let length = |actions: &[Action]| {
        let of = |action: &Action| match action {
            Action::Speak(utterance) => Some(utterance.clips.len()),
            _ => None,
        };
        actions.iter().find_map(of)
    };
    let alone = length(&announcer.on(called("A001", 1, T0, 1), T0));
    for n in 2..=2 + BACKLOG_SHORT as u16 {
        announcer.on(called(&format!("A00{n}"), 1, T0, 1), T0);
    }
    announcer.on(Event::Spoken, T0);
    let crowded = length(&announcer.on(Event::Tick, T0 + GAP_MS));
    assert!(
        alone > crowded && crowded.is_some(),
        "{alone:?} {crowded:?}"
    );
}

fn urgent(notices: &[u64]) -> Event {
    Event::Urgent(notices.iter().copied().map(NoticeId).collect())
}

fn urges(actions: &[Action]) -> usize {
    actions
        .iter()
        .filter(|action| **action == Action::Urged)
        .count()
}

#[test]
fn what_is_urgent_cuts_nothing_off_and_goes_before_every_call_that_waits() {
    let mut announcer = Announcer::new(Rules::default());
    announcer.on(called("E001", 1, T0, 1), T0);
    announcer.on(called("E002", 2, T0, 1), T0);
    assert_eq!(
        speaks(&announcer.on(urgent(&[7]), T0)),
        0,
        "E001 is being said"
    );
    let now = T0 + 5 * SECOND;
    assert_eq!(spoken(&announcer.on(Event::Spoken, now)), ["E001"]);
    let now = now + GAP_MS;
    let said = announcer.on(Event::Tick, now);
    assert_eq!(said, [Action::Speak(attention(&Speech::default()))]);
    let said = announcer.on(Event::Spoken, now + 10 * SECOND);
    assert_eq!((urges(&said), spoken(&said).len()), (1, 0));
    let said = run_dry(&mut announcer, now + 10 * SECOND, SECOND);
    assert_eq!(said, ["E002"], "calls go on in between");
    assert_eq!(announcer.counts().urged, 1);
}

#[test]
fn what_is_urgent_is_said_again_every_half_minute_until_it_is_over() {
    let mut announcer = Announcer::new(Rules::default());
    assert_eq!(speaks(&announcer.on(urgent(&[7]), T0)), 1);
    announcer.on(Event::Spoken, T0);
    assert_eq!(
        speaks(&announcer.on(urgent(&[7]), T0 + SECOND)),
        0,
        "nothing new"
    );
    assert_eq!(
        speaks(&announcer.on(Event::Tick, T0 + URGENT_EVERY_MS - 1)),
        0
    );
    assert_eq!(speaks(&announcer.on(Event::Tick, T0 + URGENT_EVERY_MS)), 1);
    announcer.on(Event::Spoken, T0 + URGENT_EVERY_MS);
    let now = T0 + URGENT_EVERY_MS + SECOND;
    assert_eq!(
        speaks(&announcer.on(urgent(&[7, 8]), now)),
        1,
        "another one"
    );
    announcer.on(Event::Spoken, now);
    announcer.on(urgent(&[]), now);
    assert_eq!(
        speaks(&announcer.on(Event::Tick, now + 10 * URGENT_EVERY_MS)),
        0
    );
}

#[test]
fn what_is_urgent_is_said_in_quiet_hours_and_calls_are_not() {
    let mut announcer = Announcer::new(Rules::default());
    announcer.set_quiet(true);
    announcer.on(called("E001", 1, T0, 1), T0);
    assert_eq!(announcer.counts().quiet, 1);
    assert_eq!(speaks(&announcer.on(urgent(&[7]), T0)), 1);
}

#[test]
fn a_voice_that_fails_at_what_is_urgent_tries_again_and_lets_a_call_try_in_between() {
    let mut announcer = Announcer::new(Rules::default());
    announcer.on(urgent(&[7]), T0);
    announcer.on(called("E001", 1, T0, 1), T0);
    let said = announcer.on(Event::Failed, T0);
    assert_ne!(said, [Action::Speak(attention(&Speech::default()))]);
    assert_eq!((speaks(&said), urges(&said)), (1, 0));
    announcer.on(Event::Spoken, T0 + SECOND);
    let said = announcer.on(Event::Tick, T0 + RETRY_MS);
    assert_eq!(said, [Action::Speak(attention(&Speech::default()))]);
}

#[test]
fn something_urgent_that_comes_during_the_sentence_is_said_right_after_it() {
    let mut announcer = Announcer::new(Rules::default());
    announcer.on(urgent(&[7]), T0);
    announcer.on(urgent(&[7, 8]), T0 + SECOND);
    assert_eq!(urges(&announcer.on(Event::Spoken, T0 + 2 * SECOND)), 1);
    let now = T0 + 2 * SECOND + GAP_MS;
    assert_eq!(speaks(&announcer.on(Event::Tick, now)), 1);
    announcer.on(Event::Spoken, now);
    assert_eq!(speaks(&announcer.on(Event::Tick, now + GAP_MS)), 0);
}
