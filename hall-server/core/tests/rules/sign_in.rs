//! Who works where: signing in and out, wrong tries, and what a day and a plan do to it.

use crate::bed::{Bed, finish, ok};
use crate::plan::{code, plan};
use hall_core::code::WindowNumber;
use hall_core::command::{Act, Command, Named};
use hall_core::device::{Actor, Role};
use hall_core::event::{Alarm, Event};
use hall_core::limits::VERIFIER_BYTES_MAX;
use hall_core::sign_in::{Factor, SignedOut};
use hall_core::{Plan, Refusal};

/// A morning at 09:30 where windows open only for clerks who are signed in.
fn strict() -> Bed {
    let mut bed = Bed::closed(|plan| plan.windows_rules.sign_in = true);
    bed.until("09:30");
    bed
}

/// How clerks left, in order.
fn left(bed: &Bed) -> Vec<(u16, String, SignedOut)> {
    let left = bed.events().filter_map(|event| match event {
        Event::ClerkSignedOut { window, clerk, why } => Some((window.0, clerk.to_string(), *why)),
        _ => None,
    });
    left.collect()
}

fn set(bed: &mut Bed, clerk: &str, factor: Factor, verifier: Option<&str>) -> Result<(), Refusal> {
    let command = Command::SetCredential {
        clerk: code(clerk),
        factor,
        verifier: verifier.map(str::to_owned),
    };
    bed.ask(Actor::Operator, command).map(drop)
}

#[test]
fn a_strict_hall_opens_a_window_only_for_who_is_signed_in_there() {
    let mut bed = strict();
    assert_eq!(bed.open(1), Err("not_signed_in"));
    assert_eq!(bed.open_for(1, "K1"), Err("not_signed_in"));
    assert_eq!(bed.sign_in(1, "K1"), ok(""));
    assert_eq!(bed.open_for(1, "K3"), Err("not_signed_in"));
    assert_eq!(bed.open(1), ok(""));
    let state = &bed.hall.windows()[&WindowNumber(1)];
    assert_eq!(state.clerk, Some(code("K1")));
}

#[test]
fn another_hall_lets_anybody_open_but_nobody_in_anothers_name() {
    let mut bed = Bed::closed(|_| {});
    bed.until("09:30");
    assert_eq!(bed.open(2), ok(""), "no sign-in is asked for");
    bed.sign_in(1, "K1").expect("signed in");
    assert_eq!(bed.open_for(1, "K3"), Err("not_signed_in"));
    assert_eq!(bed.open_for(2, "K1"), Err("clerk_elsewhere"));
    assert_eq!(bed.open(1), ok(""));
}

#[test]
fn only_a_post_of_the_window_signs_in() {
    let mut bed = strict();
    assert_eq!(bed.sign_in(4, "K9"), Err("unknown_clerk"));
    assert_eq!(bed.sign_in(4, "K3"), Err("clerk_not_here"));
    assert_eq!(bed.sign_in(4, "K2"), ok(""), "the B post stands in");
    assert_eq!(bed.sign_in(1, "K3"), ok(""), "window 1 names no posts");
}

#[test]
fn signing_in_twice_is_once_for_the_attendance() {
    let mut bed = strict();
    bed.sign_in(1, "K1").expect("signed in");
    let since = bed.hall.windows()[&WindowNumber(1)].signed_in;
    bed.pass(10);
    assert_eq!(bed.sign_in(1, "K1"), ok(""), "the screen was locked");
    assert_eq!(bed.hall.windows()[&WindowNumber(1)].signed_in, since);
}

#[test]
fn a_colleague_takes_a_window_over_when_nobody_is_in_hand() {
    let mut bed = strict();
    bed.sign_in(1, "K1").expect("signed in");
    bed.open(1).expect("opened");
    bed.take("a1").expect("A001");
    bed.call(1).expect("called");
    assert_eq!(bed.sign_in(1, "K3"), Err("window_taken"));
    bed.act(1, Act::Start).expect("started");
    assert_eq!(bed.sign_in(1, "K3"), Err("window_taken"));
    let named = Named::default();
    bed.manage(Command::Act {
        window: WindowNumber(1),
        named,
        act: Act::Hold,
    })
    .expect("held by the manager: K1 is away");
    bed.pause(1, 5).expect("at rest");
    assert_eq!(bed.sign_in(1, "K3"), ok(""));
    assert_eq!(left(&bed), [(1, "K1".to_owned(), SignedOut::TakenOver)]);
    let state = &bed.hall.windows()[&WindowNumber(1)];
    assert_eq!(state.stage.word(), "open", "the rest was the other clerk's");
    assert_eq!(state.clerk, Some(code("K3")));
    assert_eq!(bed.state("A001"), "held 1", "nobody is forgotten");
    bed.act_on(1, "A001", Act::Resume).expect("served on");
    bed.act(1, finish()).expect("finished");
    let served_by = |bed: &Bed| bed.ticket("A001").leg().clerk;
    assert_eq!(served_by(&bed), Some(code("K3")), "whoever ends it");
    bed.sign_in(1, "K1").expect("K1 is back");
    bed.act_on(1, "A001", Act::Reopen).expect("reopened");
    assert_eq!(served_by(&bed), Some(code("K1")));
}

#[test]
fn a_clerk_who_forgot_to_leave_moves_unless_somebody_is_at_hand_there() {
    let mut bed = strict();
    bed.sign_in(1, "K1").expect("signed in");
    bed.open(1).expect("opened");
    bed.take("a1").expect("A001");
    bed.call(1).expect("called");
    assert_eq!(bed.sign_in(4, "K1"), Err("clerk_elsewhere"));
    bed.act(1, Act::Release).expect("released");
    assert_eq!(bed.sign_in(4, "K1"), ok(""));
    assert_eq!(left(&bed), [(1, "K1".to_owned(), SignedOut::Moved)]);
    assert_eq!(bed.hall.windows()[&WindowNumber(1)].stage.word(), "closed");
    assert_eq!(bed.signed_in(4).as_deref(), Some("K1"));
}

#[test]
fn nobody_signs_out_with_a_ticket_in_hand_or_held_and_the_window_closes() {
    let mut bed = strict();
    assert_eq!(bed.sign_out(1), ok(""), "nobody is there");
    bed.sign_in(1, "K1").expect("signed in");
    bed.open(1).expect("opened");
    bed.take("a1").expect("A001");
    bed.call(1).expect("called");
    assert_eq!(bed.sign_out(1), Err("ticket_in_hand"));
    bed.act(1, Act::Start).expect("started");
    bed.act(1, Act::Hold).expect("held");
    assert_eq!(bed.sign_out(1), Err("ticket_in_hand"));
    bed.act_on(1, "A001", Act::Release).expect("released");
    assert_eq!(bed.sign_out(1), ok(""));
    assert_eq!(left(&bed), [(1, "K1".to_owned(), SignedOut::Left)]);
    assert_eq!(bed.hall.windows()[&WindowNumber(1)].stage.word(), "closed");
}

#[test]
fn five_wrong_pins_lock_the_clerk_for_a_quarter_of_an_hour_and_managers_hear_of_it() {
    let mut bed = strict();
    (0..4).for_each(|_| bed.try_wrongly(1, Some("K1")));
    bed.tick();
    assert!(!bed.alarms(Alarm::SignInLocked(code("K1"))));
    bed.try_wrongly(2, Some("K1"));
    bed.tick();
    assert!(bed.alarms(Alarm::SignInLocked(code("K1"))));
    assert_eq!(bed.sign_in(1, "K1"), Err("sign_in_locked"));
    assert_eq!(bed.refusal, Some(Refusal::SignInLocked { minutes: 15 }));
    assert_eq!(bed.sign_in(2, "K3"), ok(""), "nobody else is locked");
    bed.pass(15);
    assert!(!bed.alarms(Alarm::SignInLocked(code("K1"))));
    assert_eq!(bed.sign_in(1, "K1"), ok(""));
    bed.try_wrongly(1, Some("K1"));
    assert_eq!(bed.sign_in(1, "K1"), ok(""), "a right try begins anew");
}

#[test]
fn a_manager_or_a_new_pin_ends_a_lock() {
    let mut bed = strict();
    (0..5).for_each(|_| bed.try_wrongly(1, Some("K1")));
    assert_eq!(bed.sign_in(1, "K1"), Err("sign_in_locked"));
    bed.manage(Command::UnlockSignIn { clerk: code("K1") })
        .expect("unlocked");
    assert_eq!(bed.sign_in(1, "K1"), ok(""));
    (0..5).for_each(|_| bed.try_wrongly(1, Some("K3")));
    set(&mut bed, "K3", Factor::Pin, Some("v")).expect("a new PIN");
    assert_eq!(bed.sign_in(2, "K3"), ok(""));
}

#[test]
fn wrong_cards_lock_the_cards_of_that_window_only_and_until_tomorrow_at_most() {
    let mut bed = strict();
    (0..5).for_each(|_| bed.try_wrongly(1, None));
    bed.tick();
    assert!(bed.alarms(Alarm::CardsLocked(WindowNumber(1))));
    let card = |window| Command::SignIn {
        window: WindowNumber(window),
        clerk: code("K1"),
        factor: Factor::Card,
    };
    let by = bed.actor(Role::Window, 1);
    let refused = bed.ask(by, card(1));
    let locked = Err(Refusal::SignInLocked { minutes: 15 });
    assert_eq!(refused, locked);
    assert_eq!(bed.sign_in(1, "K1"), ok(""), "a PIN does");
    assert_eq!(bed.sign_out(1), ok(""));
    let by_card = bed.ask(by, card(1));
    assert_eq!(by_card, locked, "one's own PIN frees no cards");
    bed.until("20:30");
    bed.until("09:00");
    assert!(bed.ask(by, card(1)).is_ok(), "a new day");
}

#[test]
fn tries_while_it_is_locked_lock_no_further() {
    let mut bed = strict();
    (0..5).for_each(|_| bed.try_wrongly(1, Some("K1")));
    let again = Command::NoteWrongSignIn {
        window: WindowNumber(1),
        clerk: Some(code("K1")),
    };
    for _ in 0..20 {
        let refused = bed.ask(Actor::Hall, again.clone());
        assert_eq!(refused, Err(Refusal::SignInLocked { minutes: 15 }));
    }
}

#[test]
fn a_right_card_or_a_manager_forgives_wrong_cards() {
    let card = || Command::SignIn {
        window: WindowNumber(4),
        clerk: code("K1"),
        factor: Factor::Card,
    };
    let mut bed = strict();
    let by = bed.actor(Role::Window, 4);
    bed.ask(by, card()).expect("signed in");
    for _ in 0..3 {
        (0..4).for_each(|_| bed.try_wrongly(4, None));
        bed.ask(by, card()).expect("the screen is unlocked");
    }
    (0..6).for_each(|_| {
        drop(bed.ask(
            Actor::Hall,
            Command::NoteWrongSignIn {
                window: WindowNumber(4),
                clerk: None,
            },
        ));
    });
    assert!(bed.ask(by, card()).is_err());
    bed.manage(Command::UnlockSignIn { clerk: code("K2") })
        .expect("K2 has a post there");
    bed.ask(by, card()).expect("free again");
}

#[test]
fn a_plan_that_wants_no_sign_in_any_more_signs_everybody_out() {
    let mut bed = strict();
    bed.sign_in(1, "K1").expect("signed in");
    bed.open(1).expect("opened");
    bed.sign_in(2, "K3").expect("signed in");
    bed.reload(|plan| plan.windows_rules.sign_in = false)
        .expect("loaded");
    assert_eq!((bed.signed_in(1), bed.signed_in(2)), (None, None));
    assert_eq!(bed.hall.windows()[&WindowNumber(1)].stage.word(), "open");
    assert_eq!(bed.open_for(2, "K2"), ok(""), "whoever is there");
}

#[test]
fn the_end_of_the_day_signs_everybody_out() {
    let mut bed = strict();
    bed.sign_in(1, "K1").expect("signed in");
    bed.open(1).expect("opened");
    bed.sign_in(2, "K3").expect("signed in");
    bed.until("20:30");
    let everybody = [
        (1, "K1".to_owned(), SignedOut::DayOver),
        (2, "K3".to_owned(), SignedOut::DayOver),
    ];
    assert_eq!(left(&bed), everybody);
}

#[test]
fn who_comes_before_the_day_opens_stays_and_who_forgot_yesterday_does_not() {
    let mut bed = Bed::closed(|plan| plan.windows_rules.sign_in = true);
    bed.sign_in(1, "K1").expect("the hall is not open yet");
    bed.until("09:30");
    assert_eq!(bed.signed_in(1).as_deref(), Some("K1"));
    bed.until("20:30");
    bed.sign_in(1, "K1")
        .expect("somebody comes back for a coat");
    bed.until("07:30");
    bed.sign_in(2, "K3").expect("early");
    bed.until("09:30");
    assert_eq!(bed.signed_in(1), None);
    assert_eq!(bed.signed_in(2).as_deref(), Some("K3"));
}

fn with(change: impl FnOnce(&mut Plan)) -> Plan {
    let mut plan = plan();
    plan.windows_rules.sign_in = true;
    change(&mut plan);
    plan
}

#[test]
fn a_plan_takes_no_post_away_from_a_window_at_work_and_others_sign_out() {
    let mut bed = strict();
    bed.sign_in(1, "K3").expect("signed in");
    bed.open(1).expect("opened");
    let without = with(|plan| drop(plan.clerks.remove(&code("K3"))));
    assert_eq!(bed.load(without.clone()), Err("plan_in_use"));
    bed.close(1).expect("closed");
    bed.load(without).expect("nobody works there");
    assert_eq!(left(&bed), [(1, "K3".to_owned(), SignedOut::PlanChanged)]);
    bed.sign_in(2, "K1").expect("signed in");
    bed.load(with(|plan| drop(plan.windows.remove(&WindowNumber(2)))))
        .expect("the window is not at work");
    let gone = (2, "K1".to_owned(), SignedOut::PlanChanged);
    assert_eq!(left(&bed).last(), Some(&gone));
}

#[test]
fn a_credential_is_of_a_known_clerk_and_of_a_fair_length() {
    let mut bed = strict();
    let of = |bed: &Bed| bed.hall.credentials(code("K1")).cloned();
    assert_eq!(of(&bed), None);
    set(&mut bed, "K1", Factor::Pin, Some("pin")).expect("set");
    set(&mut bed, "K1", Factor::Card, Some("card")).expect("set");
    let both = of(&bed).expect("has some");
    assert_eq!(both.of(Factor::Pin), Some("pin"));
    assert_eq!(both.of(Factor::Card), Some("card"));
    set(&mut bed, "K1", Factor::Card, None).expect("the card was lost");
    assert_eq!(of(&bed).expect("a PIN").of(Factor::Card), None);
    let unknown = set(&mut bed, "K9", Factor::Pin, Some("pin"));
    assert_eq!(
        unknown.map_err(|refusal| refusal.code()),
        Err("unknown_clerk")
    );
    let long = "x".repeat(VERIFIER_BYTES_MAX + 1);
    let refused = set(&mut bed, "K1", Factor::Pin, Some(&long));
    assert_eq!(refused, Err(Refusal::BadCredential));
}
