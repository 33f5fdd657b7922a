//! A state after another: what an event may and may not have changed.

use super::{busy, event, expect, hall, text};
use crate::bed::{Bed, Said, finish};
use hall_core::code::WindowNumber;
use hall_core::command::{Act, Command};
use hall_core::device::{Actor, Role};
use hall_core::event::Event;
use hall_core::invariant::check_step;
use serde_json::{Value, json};

/// One event with the states around it.
struct Step {
    before: Value,
    event: Event,
    after: Value,
}

/// What is exchanged in one of the three.
type Changes = [(&'static str, Value)];

impl Step {
    /// What the bed's act brings about; it is one event.
    fn of(bed: &mut Bed, act: impl FnOnce(&mut Bed) -> Said) -> Self {
        let events = bed.events().count();
        let step = Self::last(bed, None, act);
        assert_eq!(bed.events().count(), events + 1, "one act, one event");
        step
    }

    /// The last event, or the last one of this kind, that the bed's act brings about.
    fn last(bed: &mut Bed, kind: Option<&str>, act: impl FnOnce(&mut Bed) -> Said) -> Self {
        let (mut before, known) = (bed.hall.clone(), bed.events().count());
        act(bed).expect("a sound act");
        let mut events: Vec<Event> = bed.events().skip(known).cloned().collect();
        let is_it = |event: &Event| kind.is_none_or(|kind| event.kind() == kind);
        events.truncate(1 + events.iter().rposition(is_it).expect("it happens"));
        let event = events.pop().expect("it happens");
        for event in &events {
            before.apply(event, bed.at);
        }
        let mut after = before.clone();
        after.apply(&event, bed.at);
        let step = Self {
            before: text(&before),
            event,
            after: text(&after),
        };
        assert_eq!(check_step(&before, &step.event, &after), []);
        step
    }

    fn after(&self, changes: &Changes, invariant: &str, words: &str) {
        let (before, after) = (hall(&self.before, &[]), hall(&self.after, changes));
        expect(
            &check_step(&before, &self.event, &after),
            invariant,
            words,
            &changes,
        );
    }

    fn before(&self, changes: &Changes, invariant: &str, words: &str) {
        let (before, after) = (hall(&self.before, changes), hall(&self.after, &[]));
        expect(
            &check_step(&before, &self.event, &after),
            invariant,
            words,
            &changes,
        );
    }

    /// The same change in both states.
    fn around(&self, changes: &Changes, invariant: &str, words: &str) {
        let (before, after) = (hall(&self.before, changes), hall(&self.after, changes));
        expect(
            &check_step(&before, &self.event, &after),
            invariant,
            words,
            &changes,
        );
    }

    fn event(&self, changes: &Changes, invariant: &str, words: &str) {
        let (before, after) = (hall(&self.before, &[]), hall(&self.after, &[]));
        let event = event(&self.event, changes);
        expect(
            &check_step(&before, &event, &after),
            invariant,
            words,
            &changes,
        );
    }
}

fn taking() -> Step {
    Step::of(&mut busy(), |bed| bed.take("a1"))
}

/// Window 2 finishes, then calls ticket 5.
fn calling() -> Step {
    let mut bed = busy();
    bed.finish(2).expect("finished");
    Step::of(&mut bed, |bed| bed.call(2))
}

#[test]
fn a_counter_that_sinks_is_found() {
    let step = taking();
    step.after(&[("/next_ticket", json!(3))], "I2", "ids sank");
    step.after(&[("/next_visit", json!(3))], "I2", "ids sank");
    step.after(&[("/next_device", json!(3))], "I2", "ids sank");
    step.after(&[("/series/A/next", json!(8))], "I25", "series A sank");
    step.after(
        &[("/series/B/next_block", json!(4999))],
        "I25",
        "series B sank",
    );
    step.before(&[("/series/B/round", json!(1))], "I25", "series B sank");
    step.after(
        &[("/series/B/rules/block_size", json!(7))],
        "I25",
        "series B sank or changed",
    );
    let without = json!({"A": step.after.pointer("/series/A")});
    let (before, after) = (
        hall(&step.before, &[]),
        hall(&step.after, &[("/series", without)]),
    );
    expect(
        &check_step(&before, &step.event, &after),
        "I25",
        "series B",
        &"no series B",
    );
}

#[test]
fn a_number_out_of_turn_is_found() {
    let step = taking();
    step.event(
        &[("/ticket_taken/number/n", json!(10))],
        "I2",
        "was given at counter 9",
    );
    step.event(
        &[("/ticket_taken/number/n", json!(8))],
        "I2",
        "was given at counter 9",
    );
    step.event(
        &[("/ticket_taken/number/round", json!(1))],
        "I2",
        "was given at counter 9",
    );
    step.event(
        &[("/ticket_taken/number/series", json!("Z"))],
        "I2",
        "is of no series",
    );
    step.before(
        &[("/next_ticket", json!(9))],
        "I2",
        "skips or repeats an id",
    );
    let leased = Step::of(&mut busy(), |bed| {
        let leased = bed.lease(2, "A");
        leased.map(|(from, _)| from.to_string())
    });
    leased.event(
        &[("/block_leased/from", json!(5600))],
        "I3",
        "does not begin at the counter",
    );
}

#[test]
fn a_transition_that_is_not_in_the_table_is_found() {
    let step = calling();
    step.after(
        &[("/tickets/5/state", json!("waiting"))],
        "I9",
        "moved ticket 5",
    );
    step.after(
        &[("/tickets/5/state", json!({"called": 1}))],
        "I9",
        "moved ticket 5",
    );
    step.after(
        &[("/tickets/5/state", json!({"serving": 2}))],
        "I9",
        "moved ticket 5",
    );
    step.before(
        &[("/tickets/5/state", json!({"missed": 2}))],
        "I9",
        "moved ticket 5",
    );
    step.after(
        &[("/tickets/5/version", json!(1))],
        "I27",
        "from version 1 to 1",
    );
    step.after(
        &[("/tickets/5/version", json!(3))],
        "I27",
        "from version 1 to 3",
    );
    step.after(
        &[("/tickets/5/number/n", json!(90))],
        "I1",
        "changed its number",
    );
    for (place, new) in [
        (
            "/tickets/5/token",
            json!("000000000000000000000000000000ff"),
        ),
        ("/tickets/5/visit", json!(77)),
        (
            "/tickets/5/person",
            json!("000000000000000000000000000000ff"),
        ),
        ("/tickets/5/taken", json!(1)),
        ("/tickets/5/arrival", json!(1)),
        (
            "/tickets/5/request",
            json!("000000000000000000000000000000ff"),
        ),
    ] {
        step.after(&[(place, new)], "I9", "became another one");
    }
}

/// Every act at a window, and a state it may not begin or end in.
#[test]
fn every_act_has_its_own_states() {
    for legal in legal() {
        let step = Step::last(&mut busy(), None, legal.act);
        let place = legal.place;
        for word in ["called", "serving", "held", "missed", "finished"] {
            for window in [1, 2] {
                let state = json!({ word: window });
                let may_begin = legal.begins.contains(&word) && !legal.here;
                let begins = legal.begins.contains(&word) && window == legal.window;
                if !may_begin && !begins {
                    step.before(&[(place, state.clone())], "I9", "moved ticket");
                }
                if step.after.pointer(place) != Some(&state) {
                    step.after(&[(place, state)], "I9", "moved ticket");
                }
            }
        }
        for word in ["waiting", "withdrawn", "expired"] {
            if !legal.begins.contains(&word) {
                step.before(&[(place, json!(word))], "I9", "moved ticket");
            }
            if step.after.pointer(place) != Some(&json!(word)) {
                step.after(&[(place, json!(word))], "I9", "moved ticket");
            }
        }
    }
}

/// What somebody does.
type Deed = fn(&mut Bed) -> Said;

/// An act, the state it changes, and where that may begin.
struct Legal {
    act: Deed,
    place: &'static str,
    begins: &'static [&'static str],
    window: u16,
    /// Only at its own window.
    here: bool,
}

fn legal() -> Vec<Legal> {
    let legal = |act, place, begins, window| Legal {
        act,
        place,
        begins,
        window,
        here: true,
    };
    let three = "/tickets/3/state";
    let four = "/tickets/4/state";
    vec![
        legal(|bed| bed.act(1, Act::Start), three, &["called"], 1),
        legal(|bed| bed.finish(2), four, &["serving"], 2),
        legal(|bed| bed.act(2, Act::Hold), four, &["serving"], 2),
        legal(
            |bed| bed.act(1, Act::Release),
            three,
            &["called", "held"],
            1,
        ),
        legal(|bed| bed.send_to_queue(2, "B"), four, &["serving"], 2),
        legal(
            |bed| {
                bed.pass_s(20);
                bed.act(1, Act::Recall)
            },
            three,
            &["called"],
            1,
        ),
        legal(
            |bed| {
                bed.pass_s(20);
                bed.act(1, Act::Miss)
            },
            three,
            &["called"],
            1,
        ),
        legal(
            |bed| {
                bed.act(1, Act::Start)?;
                bed.finish(1)?;
                bed.act_on(1, "A002", Act::Resume)
            },
            "/tickets/2/state",
            &["held"],
            1,
        ),
        legal(
            |bed| {
                bed.finish(2)?;
                bed.act_on(2, "A004", Act::Reopen)
            },
            four,
            &["finished", "missed"],
            2,
        ),
        Legal {
            here: false,
            ..legal(
                |bed| bed.restore("A001"),
                "/tickets/1/state",
                &["missed"],
                1,
            )
        },
        legal(
            |bed| bed.withdraw("A005"),
            "/tickets/5/state",
            &["waiting"],
            0,
        ),
    ]
}

#[test]
fn a_ticket_that_moves_with_its_number_is_found() {
    let replaced = |paper: &str, n: u32| {
        Step::last(&mut busy(), Some("number_replaced"), |bed| {
            let request = bed.ticket(paper).request;
            bed.hand_in_as(request, n, |_| {})
        })
    };
    let five = "/tickets/5/state";
    let kept = replaced("A005", 5001);
    kept.after(&[(five, json!("withdrawn"))], "I9", "moved ticket 5");
    kept.around(&[(five, json!({"called": 1}))], "I9", "moved ticket 5");
    let three = "/tickets/3/state";
    let requeued = replaced("A003", 5002);
    requeued.before(&[(three, json!("waiting"))], "I9", "moved ticket 3");
    requeued.after(&[(three, json!({"serving": 1}))], "I9", "moved ticket 3");
}

#[test]
fn a_ticket_that_moves_when_it_is_rated_unbound_or_over_is_found() {
    let mut bed = busy();
    bed.finish(2).expect("finished");
    let rated = Step::of(&mut bed, |bed| {
        let rate = Command::Rate {
            ticket: bed.id("A004"),
            level: 4,
            note: None,
        };
        let answer = bed.ask(bed.actor(Role::Pad, 2), rate);
        answer
            .map(|_| String::new())
            .map_err(|refusal| refusal.code())
    });
    let four = "/tickets/4/state";
    rated.around(&[(four, json!({"serving": 2}))], "I9", "moved ticket 4");
    rated.after(&[(four, json!({"finished": 1}))], "I9", "moved ticket 4");
    let mut bed = busy();
    bed.send_to_window(2, 5).expect("sent");
    let unbound = Step::last(&mut bed, Some("ticket_unbound"), |bed| bed.close(5));
    unbound.around(&[(four, json!("expired"))], "I9", "moved ticket 4");
    unbound.after(&[(four, json!({"called": 5}))], "I9", "moved ticket 4");
    let bed = busy();
    let ticket = bed.id("A005");
    let (event, mut after) = (Event::TicketExpired { ticket }, bed.hall.clone());
    after.apply(&event, bed.at);
    let expired = Step {
        before: text(&bed.hall),
        event,
        after: text(&after),
    };
    let five = "/tickets/5/state";
    expired.before(&[(five, json!("withdrawn"))], "I9", "moved ticket 5");
    expired.after(&[(five, json!("waiting"))], "I9", "moved ticket 5");
}

#[test]
fn a_change_of_somebody_else_is_found() {
    let step = calling();
    step.after(
        &[("/tickets/6/version", json!(9))],
        "I9",
        "changed ticket 6",
    );
    step.after(&[("/tickets/6/calls", json!(9))], "I9", "changed ticket 6");
    let mut tickets = step.after.pointer("/tickets").expect("tickets").clone();
    tickets.as_object_mut().expect("an object").remove("6");
    step.after(&[("/tickets", tickets)], "I9", "changed ticket 6");
}

#[test]
fn a_call_that_passes_somebody_changes_that_one_by_one_only() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.pass(1);
    bed.take_priority("a1").expect("taken");
    let step = Step::of(&mut bed, |bed| bed.call(1));
    assert!(
        matches!(
            step.event,
            Event::TicketCalled {
                passed: Some(_),
                ..
            }
        ),
        "{:?}",
        step.event
    );
    step.after(
        &[("/tickets/1/overtaken", json!(2))],
        "I9",
        "changed ticket 1",
    );
    step.after(
        &[("/tickets/1/overtaken", json!(0))],
        "I9",
        "changed ticket 1",
    );
    step.after(
        &[("/tickets/1/version", json!(1))],
        "I9",
        "changed ticket 1",
    );
    step.around(
        &[("/plan/calls/overtakes_max", json!(0))],
        "I12",
        "was passed 1 times",
    );
    step.event(
        &[("/ticket_called/passed", Value::Null)],
        "I12",
        "window 1 called 2",
    );
    step.event(
        &[("/ticket_called/passed", json!(2))],
        "I12",
        "window 1 called 2",
    );
}

#[test]
fn a_call_out_of_order_is_found() {
    let step = calling();
    step.event(
        &[("/ticket_called/ticket", json!(6))],
        "I12",
        "window 2 called 6",
    );
    step.event(
        &[("/ticket_called/why", json!("helping"))],
        "I12",
        "window 2 called 5",
    );
    step.event(
        &[("/ticket_called/why", json!("overtaken"))],
        "I12",
        "window 2 called 5",
    );
    step.event(
        &[("/ticket_called/passed", json!(6))],
        "I12",
        "window 2 called 5",
    );
    step.before(
        &[("/tickets/5/cool_until", json!(1_772_530_220_001_i64))],
        "I12",
        "window 2 called 5",
    );
    step.before(
        &[("/tickets/5/only_window", json!(1))],
        "I12",
        "window 2 called 5",
    );
    // One of the same person stands at window 1.
    let person = json!("000000000000000000000000000000aa");
    step.before(
        &[
            ("/tickets/3/person", person.clone()),
            ("/tickets/5/person", person),
        ],
        "I12",
        "window 2 called 5",
    );
    step.before(
        &[("/windows/2/stage", json!("closed"))],
        "I13",
        "window 2 called ticket 5",
    );
    step.before(
        &[("/windows/2/hand", json!(4))],
        "I13",
        "window 2 called ticket 5",
    );
    step.event(
        &[("/ticket_called/window", json!(4))],
        "I13",
        "window 4 called ticket 5",
    );
}

#[test]
fn a_window_that_changes_hands_with_a_person_in_hand_is_found() {
    taking().before(
        &[("/windows/1/clerk", json!("K9"))],
        "I13",
        "K9 at window 1 became None with a person in hand",
    );
}

#[test]
fn a_chosen_call_needs_a_ticket_that_may_be_called_there() {
    let mut bed = busy();
    bed.finish(2).expect("finished");
    let step = Step::of(&mut bed, |bed| bed.choose(2, "A006"));
    let words = "ticket 6 was chosen at window 2 though";
    step.before(&[("/tickets/6/state", json!({"missed": 2}))], "I12", words);
    step.before(&[("/tickets/6/only_window", json!(1))], "I12", words);
    step.event(&[("/ticket_called/passed", json!(5))], "I12", words);
    let person = json!("000000000000000000000000000000aa");
    step.before(
        &[
            ("/tickets/3/person", person.clone()),
            ("/tickets/6/person", person),
        ],
        "I12",
        words,
    );
}

#[test]
fn a_place_that_is_lost_is_found() {
    let released = Step::of(&mut busy(), |bed| bed.act(1, Act::Release));
    let behind = json!({"at": 1_772_530_210_000_i64, "seq": 3});
    released.after(
        &[("/tickets/3/place", behind.clone())],
        "I12",
        "ticket 3 lost its place",
    );
    let sent = Step::of(&mut busy(), |bed| bed.send_to_queue(2, "B"));
    sent.event(
        &[("/ticket_transferred/place", behind)],
        "I12",
        "does not stand by its arrival",
    );
    let restored = Step::of(&mut busy(), |bed| bed.restore("A001"));
    let first = json!({"at": 1_772_530_100_000_i64, "seq": 1});
    restored.event(
        &[("/ticket_restored/place", first)],
        "I12",
        "restored ticket 1 stands behind",
    );
    let marked = Step::of(&mut busy(), |bed| bed.reclass("A006", "priority"));
    for (place, wrong) in [
        ("/tickets/6/place/at", json!(1_772_530_100_000_i64)),
        ("/tickets/6/credit", json!(0)),
        ("/tickets/6/class", json!("normal")),
        ("/tickets/6/overtaken", json!(3)),
    ] {
        marked.after(&[(place, wrong)], "I12", "ticket 6 became class priority");
    }
    let last = json!({"at": 1_772_530_990_000_i64, "seq": 1});
    let mut bed = busy();
    bed.take_many("a1", 9);
    let restored = Step::of(&mut bed, |bed| bed.restore("A001"));
    restored.event(
        &[("/ticket_restored/place", last)],
        "I12",
        "restored ticket 1 stands behind",
    );
}

#[test]
fn a_day_that_moves_by_itself_and_time_that_goes_back_are_found() {
    let step = taking();
    step.after(
        &[("/now", json!(1_772_530_219_999_i64))],
        "I26",
        "time went back",
    );
    step.after(&[("/day/stage", json!("closing"))], "I25", "moved the day");
    step.after(
        &[("/day/date", json!("2026-03-04"))],
        "I25",
        "moved the day",
    );
    let mut bed = busy();
    let close = |bed: &mut Bed| bed.manage(Command::CloseDay);
    let before = text(&bed.hall);
    close(&mut bed).expect("closed");
    let events: Vec<Event> = bed.events().cloned().collect();
    let closed = events
        .iter()
        .rfind(|event| matches!(event, Event::DayClosed { .. } | Event::DayClosing { .. }));
    let closed = closed.expect("the day moves on").clone();
    let (open, stays) = (hall(&before, &[]), hall(&before, &[]));
    expect(
        &check_step(&open, &closed, &stays),
        "I25",
        "moved the day",
        &closed,
    );
    let opened: Event =
        serde_json::from_value(json!({"day_opened": {"day": "2026-03-04"}})).expect("an event");
    expect(
        &check_step(&open, &opened, &stays),
        "I25",
        "moved the day",
        &opened,
    );
}

#[test]
fn work_outside_the_day_is_found() {
    let closed: &Changes = &[("/day/stage", json!("closed"))];
    let closing: &Changes = &[("/day/stage", json!("closing"))];
    taking().around(closed, "I25", "ticket_taken happened on a day");
    taking().around(closing, "I25", "ticket_taken happened on a day");
    calling().around(closed, "I25", "ticket_called happened on a day");
    let acts: [(Deed, &str); 6] = [
        (|bed| bed.act(1, Act::Start), "ticket_started"),
        (|bed| bed.finish(2), "ticket_finished"),
        (|bed| bed.restore("A001"), "ticket_restored"),
        (|bed| bed.send_to_queue(2, "B"), "ticket_transferred"),
        (|bed| bed.open(4), "window_opened"),
        (|bed| bed.hand_in(5001, |_| {}), "ticket_taken"),
    ];
    for (act, kind) in acts {
        let step = Step::of(&mut busy(), act);
        step.around(closed, "I25", &format!("{kind} happened on a day"));
        let (before, after) = (hall(&step.before, closing), hall(&step.after, closing));
        assert_eq!(
            check_step(&before, &step.event, &after),
            [],
            "{kind} while closing"
        );
    }
    let reopened = Step::of(&mut busy(), |bed| bed.act_on(2, "A004", finish()));
    assert_eq!(reopened.event.kind(), "ticket_finished");
}

#[test]
fn a_rating_by_a_stranger_or_too_late_is_found() {
    let mut bed = busy();
    bed.finish(2).expect("finished");
    let ticket = bed.hall.windows()[&WindowNumber(2)].last_finished;
    let rate = Command::Rate {
        ticket: ticket.expect("somebody was served"),
        level: 4,
        note: None,
    };
    let step = Step::of(&mut bed, |bed| {
        let pad: Actor = bed.actor(Role::Pad, 2);
        bed.ask(pad, rate)
            .map(|_| String::new())
            .map_err(|refusal| refusal.code())
    });
    let words = "ticket 4 was rated";
    step.event(&[("/ticket_rated/device", json!(7))], "I28", words);
    step.event(&[("/ticket_rated/device", json!(8))], "I28", words);
    step.event(&[("/ticket_rated/device", json!(99))], "I28", words);
    step.before(&[("/devices/9/revoked", json!(true))], "I28", words);
    step.before(
        &[
            ("/plan/rating/prompt_s", json!(0)),
            ("/tickets/4/since", json!(1_772_530_219_999_i64)),
        ],
        "I28",
        words,
    );
    step.before(
        &[(
            "/tickets/4/rating",
            json!({"at": 1_772_530_220_000_i64, "device": 9, "level": 4, "window": 2}),
        )],
        "I28",
        words,
    );
}
