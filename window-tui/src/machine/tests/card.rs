//! Staff cards of both kinds of scanners: who is here, and nothing else.

use super::{post, refuse};
use crate::machine::{Action, Body, Device, Event, Key, Keys, ScannerNews, Settings};
use crate::testing::{Desk, code};
use hall_core::plan::Language;
use hall_device::limits::SCAN_GAP_MS;
use hall_protocol::api::{Hidden, SignIn};

const CARD: &str = "AK-CARD-0002";

fn desk() -> Desk {
    let keys = Keys::parse("keys", "card = [\"~\"]").expect("good keys");
    let mut desk = Desk::strict(Language::En);
    let settings = Settings {
        keys,
        ..desk.machine.settings().clone()
    };
    let picture = desk.picture.clone();
    desk = Desk::open(settings);
    desk.picture = picture;
    desk.show();
    desk
}

/// A clerk has signed in, and the picture knows.
fn signed_in() -> Desk {
    let mut desk = desk();
    let sent = post(&scan(&mut desk)).clone();
    let mut window = desk.window().clone();
    window.signed_in = Some(code("W14B"));
    *desk.window() = window.clone();
    desk.send(Event::Reply {
        request_id: sent.request_id,
        result: Ok(crate::machine::Answer::Window(Box::new(window))),
    });
    desk.show();
    assert_eq!(desk.machine.sign_in(), None);
    desk
}

/// Over the serial line.
fn scan(desk: &mut Desk) -> Vec<Action> {
    let card = Hidden(CARD.to_owned());
    desk.send(Event::Scanner(ScannerNews::Card(card)))
}

/// As a keyboard: fast, and no key is a press of its own.
fn type_card(desk: &mut Desk, card: &str) -> Vec<Action> {
    desk.send(Event::Key(Key::Char('~')));
    for letter in card.chars() {
        assert_eq!(desk.send(Event::Key(Key::Char(letter))), Vec::new());
    }
    desk.send(Event::Key(Key::Enter))
}

fn is_proof(actions: &[Action]) -> bool {
    let [Action::Post(post)] = actions else {
        return false;
    };
    let card = Some(Hidden(CARD.to_owned()));
    let proof = SignIn {
        card,
        ..SignIn::default()
    };
    post.path == "/api/v1/windows/14/sign-in" && post.body == Body::SignIn(proof)
}

#[test]
fn both_kinds_of_scanners_prove_who_is_here_wherever_the_page_stands() {
    let ways: [fn(&mut Desk) -> Vec<Action>; 2] = [scan, |desk| type_card(desk, CARD)];
    for way in ways {
        assert!(is_proof(&way(&mut desk())));
        // A PIN was begun by hand.
        let mut desk = desk();
        desk.press(Key::Enter);
        desk.letter('2');
        assert!(is_proof(&way(&mut desk)));
        assert_eq!(desk.machine.typed(), "", "nothing is left over");
        // Locked after work.
        let mut desk = signed_in();
        desk.letter('z');
        assert!(is_proof(&way(&mut desk)));
    }
}

#[test]
fn a_second_card_waits_for_the_answer_to_the_first() {
    let mut desk = desk();
    let sent = post(&scan(&mut desk)).clone();
    assert_eq!(scan(&mut desk), Vec::new());
    refuse(&mut desk, &sent, "sign_in_wrong", None);
    assert!(is_proof(&scan(&mut desk)));
}

#[test]
fn at_work_a_card_only_says_so_and_no_letter_of_it_acts() {
    let mut desk = signed_in();
    desk.put_in_hand(23, "serving");
    desk.show();
    for actions in [scan(&mut desk), type_card(&mut desk, CARD)] {
        assert_eq!(actions, Vec::new());
        let notice = desk.machine.notice().expect("it says so");
        assert!(notice.hint.contains('Z') && notice.hint.contains('Y'));
        assert_eq!(desk.machine.sign_in(), None);
    }
    // Not into a sentence either.
    desk.letter('t');
    let before = desk.machine.chooser().cloned();
    type_card(&mut desk, "123456");
    assert_eq!(desk.machine.chooser().cloned(), before);
}

#[test]
fn a_hall_without_sign_in_and_one_that_is_not_there_send_no_card() {
    let mut desk = Desk::in_language(Language::En);
    assert_eq!(scan(&mut desk), Vec::new());
    assert!(desk.machine.notice().is_some());
    let mut desk = self::desk();
    desk.lose();
    assert_eq!(scan(&mut desk), Vec::new());
    assert!(desk.machine.notice().is_some());
    assert!(desk.machine.sign_in().is_some());
}

#[test]
fn half_a_typed_card_is_forgotten_and_the_next_key_is_the_clerks() {
    let mut desk = signed_in();
    desk.send(Event::Key(Key::Char('~')));
    desk.send(Event::Key(Key::Char('A')));
    desk.pass(SCAN_GAP_MS);
    assert_eq!(desk.send(Event::Key(Key::Char('K'))), Vec::new(), "in time");
    desk.pass(SCAN_GAP_MS + 1);
    assert!(
        desk.machine.notice().is_some(),
        "it says that nothing was read"
    );
    let called = desk.letter(' ');
    assert_eq!(post(&called).path, "/api/v1/windows/14/call-next");
}

#[test]
fn too_short_a_card_is_none_and_the_alarm_key_and_esc_end_it() {
    let mut desk = desk();
    assert_eq!(type_card(&mut desk, "AK-1"), Vec::new());
    assert!(desk.machine.notice().is_some());
    desk.send(Event::Key(Key::Char('~')));
    let sent = desk.press(Key::F(12));
    assert_eq!(post(&sent).path, "/api/v1/windows/14/ask-help");
    let mut desk = signed_in();
    desk.send(Event::Key(Key::Char('~')));
    assert_eq!(desk.press(Key::Esc), Vec::new());
    assert_eq!(post(&desk.letter(' ')).path, "/api/v1/windows/14/call-next");
}

#[test]
fn without_a_key_of_its_own_a_sign_is_only_a_sign() {
    let mut desk = Desk::in_language(Language::En);
    desk.letter('~');
    assert_eq!(post(&desk.letter(' ')).path, "/api/v1/windows/14/call-next");
}

#[test]
fn a_lost_scanner_is_known_with_its_cause_until_it_is_back() {
    let mut desk = desk();
    assert_eq!(desk.machine.scanner(), &Device::None);
    for (news, known) in [
        (
            ScannerNews::Offline(String::new()),
            Device::Offline(String::new()),
        ),
        (ScannerNews::Online, Device::Ready),
        (
            ScannerNews::Offline("pulled".to_owned()),
            Device::Offline("pulled".to_owned()),
        ),
        (ScannerNews::Online, Device::Ready),
    ] {
        assert_eq!(desk.send(Event::Scanner(news)), Vec::new());
        assert_eq!(desk.machine.scanner(), &known);
    }
}
