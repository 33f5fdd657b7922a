//! Who is here: PIN and card, locks, and nobody else's keys.

use super::{post, refuse};
use crate::machine::{Action, Answer, Body, CallBoxNews, Event, Failure, Key, Post, Wish};
use crate::testing::{Desk, code};
use hall_core::plan::Language;
use hall_device::call_box::Press;
use hall_protocol::api::{Hidden, SignIn};
use hall_protocol::view::SignInView;

fn desk() -> Desk {
    Desk::strict(Language::En)
}

fn proof(post: &Post) -> &SignIn {
    let Body::SignIn(sent) = &post.body else {
        panic!("a proof is sent: {post:?}")
    };
    sent
}

fn pin(clerk: &str, pin: &str) -> SignIn {
    SignIn {
        clerk: Some(clerk.to_owned()),
        pin: Some(Hidden(pin.to_owned())),
        card: None,
    }
}

/// The server knows the clerk, and says so before the feed does.
fn accept(desk: &mut Desk, sent: &Post, clerk: &str) {
    let mut window = desk.window().clone();
    window.signed_in = Some(code(clerk));
    let result = Ok(Answer::Window(Box::new(window)));
    desk.send(Event::Reply {
        request_id: sent.request_id.clone(),
        result,
    });
}

/// W14A has signed in, and the picture knows.
fn signed_in() -> Desk {
    let mut desk = desk();
    desk.press(Key::Enter);
    let sent = post(&desk.enter("295713")).clone();
    accept(&mut desk, &sent, "W14A");
    desk.window().signed_in = Some(code("W14A"));
    desk.show();
    assert_eq!(desk.machine.sign_in(), None);
    desk
}

#[test]
fn the_a_post_signs_in_with_enter_pin_enter() {
    let mut desk = desk();
    assert!(desk.machine.sign_in().is_some());
    assert_eq!(desk.letter(' '), Vec::new(), "no key acts before");
    desk.press(Key::Esc);
    assert_eq!(desk.press(Key::Enter), Vec::new());
    let sent = post(&desk.enter("295713")).clone();
    assert_eq!(sent.path, "/api/v1/windows/14/sign-in");
    assert_eq!(*proof(&sent), pin("W14A", "295713"));
    assert_eq!(desk.enter("295713"), Vec::new(), "one at a time");
    accept(&mut desk, &sent, "W14A");
    assert_eq!(desk.machine.sign_in(), None, "the picture may be late");
    desk.pass(500);
    assert_eq!(desk.machine.sign_in(), None);
    let notice = desk.machine.notice().expect("it says so");
    assert!(notice.is_done);
    let called = desk.letter(' ');
    assert_eq!(post(&called).path, "/api/v1/windows/14/call-next");
}

#[test]
fn a_post_is_chosen_by_line_by_code_or_by_the_arrows() {
    for typed in ["2", "w14b", "W14B"] {
        let mut desk = desk();
        desk.enter(typed);
        let sent = desk.enter("638194");
        assert_eq!(*proof(post(&sent)), pin("W14B", "638194"), "{typed}");
    }
    let mut desk = desk();
    desk.press(Key::Down);
    desk.press(Key::Down);
    desk.press(Key::Enter);
    assert_eq!(*proof(post(&desk.enter("638194"))), pin("W14B", "638194"));
}

#[test]
fn a_scanned_card_signs_in_at_once_and_is_never_shown() {
    for card in ["AK-CARD-0002", "1234567890", "W14X00042"] {
        let mut desk = desk();
        for c in card.chars() {
            desk.send(Event::Key(Key::Char(c)));
        }
        assert!(!desk.machine.typed().contains(&card[3..]), "{card}");
        let sent = desk.press(Key::Enter);
        let expected = SignIn {
            card: Some(Hidden(card.to_owned())),
            ..SignIn::default()
        };
        assert_eq!(*proof(post(&sent)), expected);
    }
}

#[test]
fn repeated_digits_of_a_pin_all_count_and_show_as_stars() {
    let mut desk = desk();
    desk.press(Key::Enter);
    for c in "11223".chars() {
        desk.send(Event::Key(Key::Char(c)));
    }
    assert_eq!(desk.machine.typed(), "*****");
    desk.press(Key::Backspace);
    assert_eq!(desk.machine.typed(), "****");
    desk.press(Key::Esc);
    assert_eq!(desk.machine.typed(), "");
    let page = desk.machine.sign_in().expect("the page");
    assert_eq!(page.clerk(), None, "who is asked again");
}

#[test]
fn a_card_is_known_on_the_page_of_the_pin_too_and_a_pin_on_the_other_is_not_repeated() {
    let mut desk = desk();
    desk.press(Key::Enter);
    let sent = desk.enter("AK-CARD-0002");
    let card = proof(post(&sent)).card.clone();
    assert_eq!(card, Some(Hidden("AK-CARD-0002".to_owned())));
    let mut desk = self::desk();
    assert_eq!(desk.enter("29571"), Vec::new());
    let page = desk.machine.sign_in().expect("the page");
    assert_eq!(page.clerk(), None);
    let notice = desk.machine.notice().expect("a word");
    assert!(!notice.title.contains("29571"));
}

#[test]
fn what_is_typed_while_an_answer_is_on_its_way_is_not_lost() {
    let mut desk = desk();
    desk.press(Key::Enter);
    let sent = post(&desk.enter("000001")).clone();
    for c in "295".chars() {
        desk.send(Event::Key(Key::Char(c)));
    }
    refuse(&mut desk, &sent, "sign_in_wrong", None);
    let sent = desk.enter("713");
    assert_eq!(*proof(post(&sent)), pin("W14A", "295713"));
}

#[test]
fn a_window_without_posts_asks_for_code_and_pin_and_hides_what_may_be_a_card() {
    let mut desk = desk();
    desk.window().posts.clear();
    desk.show();
    desk.enter("K7");
    let sent = desk.enter("295713");
    assert_eq!(*proof(post(&sent)), pin("K7", "295713"));
    let mut desk = self::desk();
    desk.window().posts.clear();
    desk.show();
    for c in "AK-CARD".chars() {
        desk.send(Event::Key(Key::Char(c)));
    }
    assert_eq!(desk.machine.typed(), "*******");
}

#[test]
fn a_plan_that_begins_or_ends_to_want_sign_in_reaches_a_terminal_at_work() {
    let mut desk = Desk::in_language(Language::En);
    assert_eq!(desk.machine.sign_in(), None);
    desk.window().sign_in = Some(SignInView { lock_minutes: 10 });
    desk.show();
    assert!(desk.machine.sign_in().is_some());
    desk.window().sign_in = None;
    desk.show();
    assert_eq!(desk.machine.sign_in(), None);
}

#[test]
fn a_proof_is_sent_once_whatever_becomes_of_the_answer() {
    let mut desk = desk();
    desk.press(Key::Enter);
    let sent = desk.enter("295713");
    assert_eq!(post(&sent).body.attempts(), 1);
}

#[test]
fn a_wrong_pin_is_told_and_may_be_typed_again_for_the_same_clerk() {
    let mut desk = desk();
    desk.press(Key::Enter);
    let sent = post(&desk.enter("000001")).clone();
    refuse(&mut desk, &sent, "sign_in_wrong", None);
    let notice = desk.machine.notice().expect("a refusal is told");
    assert_eq!(notice.code, "sign_in_wrong");
    let sent = desk.enter("295713");
    assert_eq!(*proof(post(&sent)), pin("W14A", "295713"));
}

#[test]
fn a_screen_without_a_key_locks_after_ten_minutes_but_not_with_a_person_in_hand() {
    let mut desk = signed_in();
    desk.pass(10 * 60_000 - 2_000);
    assert_eq!(desk.machine.sign_in(), None);
    desk.letter('?');
    desk.pass(10 * 60_000 - 2_000);
    assert_eq!(desk.machine.sign_in(), None, "a key was pressed");
    desk.pass(3_000);
    assert!(desk.machine.sign_in().is_some());
    let mut desk = signed_in();
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.pass(60 * 60_000);
    assert_eq!(desk.machine.sign_in(), None);
}

#[test]
fn the_lock_key_locks_at_once_and_the_same_clerk_opens_it_again() {
    let mut desk = signed_in();
    assert_eq!(desk.letter('z'), Vec::new());
    assert!(desk.machine.sign_in().is_some());
    assert_eq!(desk.letter('f'), Vec::new(), "typed, not acted");
    desk.press(Key::Esc);
    desk.press(Key::Enter);
    let sent = post(&desk.enter("295713")).clone();
    accept(&mut desk, &sent, "W14A");
    assert_eq!(desk.machine.sign_in(), None);
}

#[test]
fn whoever_is_signed_out_elsewhere_finds_the_screen_locked() {
    for present in [None, Some(code("W14B"))] {
        let mut desk = signed_in();
        desk.window().signed_in = present;
        desk.show();
        desk.pass(100);
        assert!(desk.machine.sign_in().is_some());
    }
}

#[test]
fn the_alarm_key_works_on_a_locked_screen() {
    let mut desk = desk();
    let sent = desk.press(Key::F(12));
    assert_eq!(post(&sent).path, "/api/v1/windows/14/ask-help");
}

#[test]
fn a_press_of_the_call_box_acts_only_for_who_is_signed_in() {
    let press = || Event::CallBox(CallBoxNews::Pressed(Press::Next));
    let mut desk = desk();
    assert_eq!(desk.send(press()), vec![Action::Ring]);
    assert!(desk.machine.notice().is_some());
    let mut desk = signed_in();
    let sent = desk.send(press());
    assert_eq!(post(&sent).path, "/api/v1/windows/14/call-next");
}

#[test]
fn signing_out_asks_once_when_people_wait() {
    let mut desk = signed_in();
    assert_eq!(desk.letter('y'), Vec::new());
    assert_eq!(desk.press(Key::Enter), Vec::new(), "the safe answer");
    desk.letter('y');
    let sent = desk.letter('2');
    assert_eq!(post(&sent).path, "/api/v1/windows/14/sign-out");
    assert_eq!(
        desk.machine.pending().map(|pending| pending.wish),
        Some(Wish::SignOut)
    );
}

#[test]
fn signing_out_with_somebody_in_hand_asks_nothing_and_the_server_says_why_not() {
    let mut desk = signed_in();
    desk.put_in_hand(23, "serving");
    desk.show();
    assert_eq!(post(&desk.letter('y')).path, "/api/v1/windows/14/sign-out");
}

#[test]
fn a_hall_without_sign_in_shows_no_page_and_says_that_there_is_nothing_to_lock() {
    let mut desk = Desk::in_language(Language::En);
    assert_eq!(desk.machine.sign_in(), None);
    for key in ['z', 'y'] {
        assert_eq!(desk.letter(key), Vec::new());
        assert!(desk.machine.notice().is_some());
    }
    desk.pass(3_600_000);
    assert_eq!(desk.machine.sign_in(), None);
}

#[test]
fn without_the_link_a_proof_is_not_sent_and_nothing_unlocks() {
    let mut desk = desk();
    desk.lose();
    desk.press(Key::Enter);
    assert_eq!(desk.enter("295713"), Vec::<Action>::new());
    assert!(desk.machine.notice().is_some());
    assert!(desk.machine.sign_in().is_some());
}

#[test]
fn a_link_that_closes_right_after_signing_in_locks_nobody_out() {
    // The answer came, the picture did not learn of it any more.
    let mut desk = desk();
    desk.press(Key::Enter);
    let sent = post(&desk.enter("295713")).clone();
    accept(&mut desk, &sent, "W14A");
    desk.lose();
    desk.pass(60_000);
    assert_eq!(desk.machine.sign_in(), None, "nobody signed out");
    desk.connect();
    desk.show();
    desk.pass(5_000);
    assert_eq!(
        desk.machine.sign_in(),
        None,
        "an old picture proves nothing"
    );
    desk.window().signed_in = Some(code("W14A"));
    desk.show();
    desk.pass(5_000);
    assert_eq!(desk.machine.sign_in(), None);
    let called = desk.letter(' ');
    assert_eq!(post(&called).path, "/api/v1/windows/14/call-next");

    // The answer was lost with the link: the same proof may be given again.
    let mut desk = self::desk();
    desk.press(Key::Enter);
    let sent = post(&desk.enter("295713")).clone();
    desk.lose();
    let result = Err(Failure::Unreachable("cut".to_owned()));
    desk.send(Event::Reply {
        request_id: sent.request_id,
        result,
    });
    desk.connect();
    desk.window().signed_in = Some(code("W14A"));
    desk.show();
    assert!(desk.machine.sign_in().is_some(), "nobody proved it here");
    let sent = post(&desk.enter("295713")).clone();
    assert_eq!(*proof(&sent), pin("W14A", "295713"));
    accept(&mut desk, &sent, "W14A");
    assert_eq!(desk.machine.sign_in(), None);
}
