//! A state by itself.

use super::{busy, expect, hall, text};
use hall_core::invariant::{check, check_settled};
use hall_core::limits::{BLOCKS_PER_SERIES_MAX, DEVICES_MAX};
use hall_core::{Now, Span, Time};
use serde_json::{Value, json};

/// What is exchanged, and what must be said of it.
type Case = (
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
);

fn check_all(cases: &[Case]) {
    let bed = busy();
    let sound = text(&bed.hall);
    assert_eq!(check(&hall(&sound, &[])), [], "the unharmed hall is sound");
    for (changes, invariant, words) in cases {
        let changes: Vec<(&str, Value)> = changes
            .iter()
            .map(|(place, new)| (*place, new.parse().expect("JSON")))
            .collect();
        let found = check(&hall(&sound, &changes));
        expect(&found, invariant, words, &changes);
    }
}

#[test]
fn a_number_that_is_shared_or_was_never_given_is_found() {
    check_all(&[
        (&[("/tickets/5/number/n", "6")], "I1", "share number"),
        (
            &[("/tickets/5/spent", r#"{"series":"A","n":6}"#)],
            "I1",
            "share number",
        ),
        // Of two rounds, but two people hold the same paper.
        (
            &[
                ("/tickets/6/number", r#"{"series":"A","round":1,"n":5}"#),
                ("/series/A/round", "1"),
                ("/series/A/next", "6"),
            ],
            "I1",
            "two live tickets bear A5",
        ),
        (
            &[("/series/A/next", "7")],
            "I2",
            "of ticket 7 was never given",
        ),
        (
            &[("/series/A/rules/online_max", "5")],
            "I2",
            "of ticket 6 was never given",
        ),
        (
            &[("/tickets/6/number/n", "0")],
            "I2",
            "of ticket 6 was never given",
        ),
        (
            &[("/tickets/8/spent", r#"{"series":"A","n":80}"#)],
            "I2",
            "of ticket 8 was never given",
        ),
        (
            &[("/blocks/0/used", "[]")],
            "I3",
            "of ticket 8 is in no block",
        ),
        (
            &[("/blocks/0/used", "[[5000,7]]")],
            "I3",
            "of ticket 8 is in no block",
        ),
        (
            &[("/blocks/0/series", "\"B\"")],
            "I3",
            "of ticket 8 is in no block",
        ),
        (
            &[("/tickets/6/request", "\"0000000000000000000000000000001c\"")],
            "I4",
            "shares its intent",
        ),
        (
            &[("/tickets/6/token", "\"000000000000000000000000000f425c\"")],
            "I4",
            "shares its token",
        ),
    ]);
}

#[test]
fn tickets_of_the_hall_itself_share_no_intent_because_they_have_none() {
    let sound = text(&busy().hall);
    let none = json!("00000000000000000000000000000000");
    let found = check(&hall(
        &sound,
        &[
            ("/tickets/5/request", none.clone()),
            ("/tickets/6/request", none),
        ],
    ));
    assert_eq!(found, []);
}

#[test]
fn a_block_that_overlaps_or_reaches_out_of_its_range_is_found() {
    const OTHER: &str =
        r#"{"day":"2026-03-03","series":"A","kiosk":2,"from":5499,"to":5600,"used":[]}"#;
    const BEFORE: &str =
        r#"{"day":"2026-03-03","series":"A","kiosk":2,"from":4990,"to":5000,"used":[]}"#;
    check_all(&[
        (
            &[("/blocks/-", OTHER), ("/series/A/next_block", "5601")],
            "I3",
            "overlaps another",
        ),
        (&[("/blocks/-", BEFORE)], "I3", "overlaps another"),
        (
            &[("/blocks/0/used", "[[5000,8],[5000,8]]")],
            "I3",
            "holds a number twice",
        ),
        (
            &[("/blocks/0/used", "[[5000,8],[5500,9]]")],
            "I3",
            "or from elsewhere",
        ),
        (
            &[("/series/A/next_block", "5499")],
            "I3",
            "outside the blocks' range",
        ),
        (
            &[("/series/A/rules/block_from", "5001")],
            "I3",
            "outside the blocks' range",
        ),
        (
            &[("/series/A/rules/online_max", "5000")],
            "I3",
            "outside the blocks' range",
        ),
        (
            &[("/series/A/rules/block_to", "5498")],
            "I3",
            "outside the blocks' range",
        ),
    ]);
    // Side by side, of another series or of another day is no overlap.
    let sound = text(&busy().hall);
    for (series, day, from) in [
        ("A", "2026-03-03", 5500),
        ("B", "2026-03-03", 5000),
        ("A", "2026-03-02", 5000),
    ] {
        let block = json!({"day": day, "series": series, "kiosk": 2, "from": from, "to": from + 10, "used": []});
        let next = |series| (series, json!(6000));
        let changed = hall(
            &sound,
            &[
                ("/blocks/-", block),
                next("/series/A/next_block"),
                next("/series/B/next_block"),
            ],
        );
        assert_eq!(check(&changed), [], "{series} {day} {from}");
    }
}

#[test]
fn a_ticket_that_is_lost_or_outlives_its_day_is_found() {
    check_all(&[
        (
            &[("/day/issued", "10")],
            "I10",
            "10 tickets were issued, 9 are known",
        ),
        (&[("/queues/A/issued", "8")], "I10", "queue A issued 8"),
        (
            &[("/tickets/5/legs/0/queue", "\"B\"")],
            "I10",
            "queue B issued 0",
        ),
        (
            &[("/tickets/5/legs/0/queue", "\"Z\"")],
            "I10",
            "ticket 5 waits in queue Z",
        ),
        (
            &[("/day/stage", "\"closed\"")],
            "I25",
            "ticket 5 outlives its day",
        ),
        (
            &[("/tickets/5/day", "\"2026-03-02\"")],
            "I25",
            "ticket 5 of 2026-03-02",
        ),
        (
            &[("/queues/A/waits/busy_since", "null")],
            "I10",
            "queue A measures its pace",
        ),
        (
            &[("/queues/B/waits/busy_since", "1")],
            "I10",
            "queue B measures its pace",
        ),
    ]);
}

#[test]
fn a_leg_that_does_not_fit_its_ticket_is_found() {
    const LEG: &str = r#"{"queue":"A","item":"a1","since":1772530200000,"served":0}"#;
    check_all(&[
        (
            &[
                ("/tickets/5/legs/0/end", "\"finished\""),
                ("/tickets/5/legs/0/ended", "1772530210000"),
            ],
            "I9",
            "legs of ticket 5",
        ),
        (
            &[("/tickets/5/legs/0/ended", "1772530210000")],
            "I9",
            "legs of ticket 5",
        ),
        (&[("/tickets/5/legs/-", LEG)], "I9", "legs of ticket 5"),
        (
            &[("/tickets/5/state", "\"withdrawn\"")],
            "I9",
            "legs of ticket 5",
        ),
        (
            &[("/tickets/5/state", "\"expired\"")],
            "I9",
            "legs of ticket 5",
        ),
        (&[("/tickets/3/calls", "0")], "I9", "legs of ticket 3"),
        (
            &[("/tickets/3/last_call", "null")],
            "I9",
            "legs of ticket 3",
        ),
        (
            &[("/tickets/3/legs/0/first_call", "null")],
            "I9",
            "legs of ticket 3",
        ),
        (
            &[
                ("/tickets/3/legs/0/end", "\"missed\""),
                ("/tickets/3/legs/0/ended", "1772530220000"),
            ],
            "I9",
            "legs of ticket 3",
        ),
        (
            &[("/tickets/1/legs/0/misses", "[]")],
            "I9",
            "legs of ticket 1",
        ),
        (
            &[("/tickets/1/legs/0/first_call", "null")],
            "I9",
            "legs of ticket 1",
        ),
        (
            &[
                ("/tickets/1/legs/0/end", "\"missed\""),
                ("/tickets/1/legs/0/ended", "1772530220000"),
            ],
            "I9",
            "legs of ticket 1",
        ),
    ]);
}

#[test]
fn a_leg_that_does_not_fit_a_service_is_found() {
    check_all(&[
        (
            &[("/tickets/4/legs/0/started", "null")],
            "I9",
            "legs of ticket 4",
        ),
        (
            &[("/tickets/4/legs/0/first_call", "null")],
            "I9",
            "legs of ticket 4",
        ),
        (
            &[
                ("/tickets/4/legs/0/end", "\"finished\""),
                ("/tickets/4/legs/0/ended", "1772530220000"),
            ],
            "I9",
            "legs of ticket 4",
        ),
        (
            &[("/tickets/2/legs/0/started", "null")],
            "I9",
            "legs of ticket 2",
        ),
        (
            &[("/tickets/2/legs/0/first_call", "null")],
            "I9",
            "legs of ticket 2",
        ),
        (
            &[("/tickets/7/legs/0/end", "\"expired\"")],
            "I9",
            "legs of ticket 7",
        ),
        (
            &[("/tickets/7/legs/0/ended", "null")],
            "I9",
            "legs of ticket 7",
        ),
        (
            &[("/tickets/7/legs/0/started", "null")],
            "I9",
            "legs of ticket 7",
        ),
        (
            &[("/tickets/7/legs/0/first_call", "null")],
            "I9",
            "legs of ticket 7",
        ),
        (
            &[("/tickets/9/legs/0/end", "\"finished\"")],
            "I9",
            "legs of ticket 9",
        ),
    ]);
}

#[test]
fn a_ticket_and_a_window_that_disagree_are_found() {
    check_all(&[
        (&[("/windows/1/hand", "null")], "I11", "ticket 3 is Called"),
        (&[("/windows/2/hand", "null")], "I11", "ticket 4 is Serving"),
        (
            &[("/windows/2/hand", "5")],
            "I11",
            "window 2 has ticket 5 in hand",
        ),
        (
            &[("/windows/2/hand", "3")],
            "I11",
            "window 2 has ticket 3 in hand",
        ),
        (
            &[("/windows/2/hand", "99")],
            "I11",
            "window 2 has ticket 99 in hand",
        ),
        (
            &[("/windows/1/hand", "2")],
            "I11",
            "window 1 has ticket 2 in hand",
        ),
        (&[("/windows/1/held", "[]")], "I11", "ticket 2 is Held"),
        (
            &[("/windows/1/held", "[2,2]")],
            "I11",
            "holds a ticket twice",
        ),
        (
            &[("/windows/1/held", "[2,5]")],
            "I11",
            "window 1 holds ticket 5",
        ),
        (
            &[("/windows/2/held", "[2]")],
            "I11",
            "window 2 holds ticket 2",
        ),
        (
            &[
                ("/windows/1/clerk", "\"W1A\""),
                ("/windows/2/clerk", "\"W1A\""),
            ],
            "I13",
            "clerk W1A is at two windows",
        ),
        (
            &[("/tickets/5/only_window", "4")],
            "I14",
            "ticket 5 is bound to window 4",
        ),
        (
            &[("/tickets/5/only_window", "77")],
            "I14",
            "ticket 5 is bound to window 77",
        ),
    ]);
}

#[test]
fn one_person_at_two_windows_is_found() {
    let bed = busy();
    let sound = text(&bed.hall);
    let person = json!("000000000000000000000000000000aa");
    let both = [
        ("/tickets/3/person", person.clone()),
        ("/tickets/4/person", person),
    ];
    expect(
        &check(&hall(&sound, &both)),
        "I12",
        "one person is at two windows",
        &both,
    );
    assert_eq!(
        check(&hall(&sound, &both[..1])),
        [],
        "one of them is nobody's business"
    );
}

#[test]
fn a_window_that_does_not_fit_its_stage_is_found() {
    const RUNS: &str = r#"[{"from":1772530200000,"kind":"open"}]"#;
    const OVER: &str = r#"[{"from":1772530200000,"to":1772530210000,"kind":"open"}]"#;
    const BACK: &str = r#"[{"from":1772530200000,"to":1772530100000,"kind":"open"},{"from":1772530200000,"kind":"open"}]"#;
    const MIXED: &str = r#"[{"from":1772530210000,"to":1772530215000,"kind":"open"},{"from":1772530200000,"kind":"open"}]"#;
    const PAUSED: &str = r#"{"paused":{"reason":{"listed":"lunch"},"until":1772530800000}}"#;
    check_all(&[
        (
            &[("/windows/4/clerk", "\"W1A\"")],
            "I13",
            "window 4 is inconsistent",
        ),
        (
            &[("/windows/4/silent_since", "1772530200000")],
            "I13",
            "window 4 is inconsistent",
        ),
        (
            &[("/windows/4/spans", RUNS)],
            "I13",
            "window 4 is inconsistent",
        ),
        (
            &[("/windows/4/hand", "3")],
            "I13",
            "window 4 is inconsistent",
        ),
        (
            &[("/windows/4/held", "[2]")],
            "I13",
            "window 4 is inconsistent",
        ),
        (
            &[("/windows/3/spans", OVER)],
            "I13",
            "window 3 is inconsistent",
        ),
        (
            &[("/windows/3/stage", PAUSED)],
            "I13",
            "window 3 is inconsistent",
        ),
        (
            &[("/windows/3/spans", BACK)],
            "I26",
            "the spans of window 3 go back",
        ),
        (
            &[("/windows/3/spans", MIXED)],
            "I26",
            "the spans of window 3 go back",
        ),
    ]);
    let sound = text(&busy().hall);
    let pause = json!([{"from": 1_772_530_200_000_i64, "kind": "paused"}]);
    let stage: Value = PAUSED.parse().expect("JSON");
    let resting = [
        ("/windows/3/stage", stage.clone()),
        ("/windows/3/spans", pause.clone()),
    ];
    assert_eq!(check(&hall(&sound, &resting)), [], "a window rests");
    let busy = [("/windows/2/stage", stage), ("/windows/2/spans", pause)];
    expect(
        &check(&hall(&sound, &busy)),
        "I13",
        "window 2 is inconsistent",
        &busy,
    );
}

#[test]
fn times_that_go_back_are_found() {
    check_all(&[
        (
            &[
                ("/tickets/5/taken", "1772530220001"),
                ("/tickets/5/since", "1772530220001"),
            ],
            "I26",
            "ticket 5",
        ),
        (&[("/tickets/5/since", "1772530220001")], "I26", "ticket 5"),
        (&[("/tickets/5/taken", "1772530200001")], "I26", "ticket 5"),
        (
            &[("/tickets/3/legs/0/first_call", "1772530220001")],
            "I26",
            "ticket 3",
        ),
        (
            &[("/tickets/4/legs/0/started", "1772530219999")],
            "I26",
            "ticket 4",
        ),
        (
            &[("/tickets/7/legs/0/ended", "1772530199999")],
            "I26",
            "ticket 7",
        ),
        (&[("/tickets/7/legs/0/served", "-1")], "I26", "ticket 7"),
    ]);
}

#[test]
fn a_rating_that_cannot_be_is_found() {
    const RATING: &str = r#"{"at":1772530200000,"device":7,"level":5,"window":1}"#;
    check_all(&[
        (&[("/tickets/5/rating", RATING)], "I28", "ticket 5"),
        (&[("/tickets/7/rating/window", "2")], "I28", "ticket 7"),
        (&[("/tickets/7/rating/level", "0")], "I28", "ticket 7"),
        (&[("/tickets/7/rating/level", "6")], "I28", "ticket 7"),
        (&[("/tickets/7/rating/level", "2")], "I28", "ticket 7"),
    ]);
    let sound = text(&busy().hall);
    assert_eq!(
        check(&hall(&sound, &[("/tickets/7/rating/level", json!(3))])),
        []
    );
}

#[test]
fn a_hall_beyond_its_limits_is_found() {
    let bed = busy();
    let sound = text(&bed.hall);
    let block = |n: u32| json!({"day": "2026-03-03", "series": "B", "kiosk": 2, "from": 5000 + n, "to": 5000 + n, "used": []});
    let span = |n: i64| json!({"from": 1_772_530_200_000_i64 + n, "to": 1_772_530_200_001_i64 + n, "kind": "open"});
    let floor = json!(["2026-03-04", {"series": "A", "online": 1, "block": 0}]);
    let device = json!({"name": "x", "revoked": false, "role": "board", "secret": "x"});
    let leg = sound.pointer("/tickets/5/legs/0").expect("a leg").clone();
    let devices: serde_json::Map<_, _> = (1..=DEVICES_MAX + 1)
        .map(|n| (n.to_string(), device.clone()))
        .collect();
    let cases = [
        (
            "/blocks",
            Value::from((0..2000).map(block).collect::<Vec<_>>()),
            "series B has 2000 blocks",
        ),
        (
            "/windows/3/spans",
            Value::from((0..2000).map(span).collect::<Vec<_>>()),
            "window 3 has 2000 spans",
        ),
        (
            "/floors",
            Value::from(vec![floor; 2000]),
            "2000 floors are too many",
        ),
        ("/devices", Value::from(devices), "tickets or"),
        ("/recent_calls", Value::from(vec![4; 21]), "tickets or"),
        (
            "/tickets/5/legs",
            Value::from(vec![leg; 100]),
            "ticket 5 has 100 legs",
        ),
    ];
    for (place, many, words) in cases {
        expect(
            &check(&hall(&sound, &[(place, many)])),
            "I24",
            words,
            &place,
        );
    }
    // As many as there may be, and some of another series or day beside them.
    let mut blocks: Vec<Value> = (0..BLOCKS_PER_SERIES_MAX as u32).map(block).collect();
    blocks.push(json!({"day": "2026-03-02", "series": "B", "kiosk": 2, "from": 8000, "to": 8000, "used": []}));
    blocks.extend(sound.pointer("/blocks/0").cloned());
    let most = [
        ("/blocks", Value::from(blocks)),
        ("/series/B/next_block", json!(9000)),
    ];
    let found = check(&hall(&sound, &most));
    assert!(found.iter().all(|one| one.invariant != "I24"), "{found:?}");
    let twice = [("/recent_calls", json!([4, 3, 4]))];
    expect(&check(&hall(&sound, &twice)), "I20", "stands twice", &twice);
}

#[test]
fn a_window_that_is_silent_for_too_long_with_somebody_is_found() {
    let mut bed = busy();
    bed.take_many("a1", 1);
    let now = bed.now();
    let sound = text(&bed.hall);
    let grace = bed.hall.plan().expect("a plan").windows_rules.grace_s;
    let after = |seconds: u32| Now {
        at: now.at + Span::seconds(seconds),
        ..now
    };
    let silent = |window: &'static str| (window, json!(now.at.0));
    let hand = hall(&sound, &[silent("/windows/1/silent_since")]);
    assert_eq!(check_settled(&hand, after(grace - 1)), []);
    expect(
        &check_settled(&hand, after(grace)),
        "I14",
        "silent with ticket",
        &"hand",
    );
    let bound = [
        silent("/windows/3/silent_since"),
        ("/tickets/5/only_window", json!(3)),
    ];
    expect(
        &check_settled(&hall(&sound, &bound), after(grace)),
        "I14",
        "waits for silent window 3",
        &bound,
    );
    let other = [
        silent("/windows/3/silent_since"),
        ("/tickets/5/only_window", json!(2)),
    ];
    assert_eq!(check_settled(&hall(&sound, &other), after(grace)), []);
    let called = [
        silent("/windows/3/silent_since"),
        ("/tickets/3/only_window", json!(3)),
    ];
    assert_eq!(
        check_settled(
            &hall(&sound, &called),
            Now {
                at: Time(now.at.0 + 10_000_000),
                ..now
            }
        ),
        []
    );
}
