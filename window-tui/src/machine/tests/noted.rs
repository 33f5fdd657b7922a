//! What the clerk does while the link is lost.

use super::{act, answer_ticket, at_window, post, refuse};
use crate::machine::{Action, Event, LinkNews, Settings, Wish};
use crate::testing::{Desk, welcome};
use hall_core::code::TicketId;

/// E023 in hand, and the link is lost.
fn desk(state: &str) -> Desk {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, state);
    desk.show();
    desk.lose();
    desk
}

#[test]
fn an_end_without_the_link_is_noted_and_sent_once_when_it_is_back() {
    let mut desk = desk("serving");
    assert_eq!(desk.letter('f'), Vec::new());
    assert_eq!(desk.letter('f'), Vec::new(), "noted once");
    let noted = desk.machine.noted().expect("it is noted");
    assert_eq!((noted.wish, noted.ticket), (Wish::Finish, TicketId(23)));
    assert!(
        desk.machine.hand().is_some(),
        "only the server ends anything"
    );
    let sent = post(&desk.connect()).clone();
    assert_eq!(sent.path, "/api/v1/windows/14/finish");
    assert_eq!(
        (act(&sent).ticket, act(&sent).version),
        (Some(TicketId(23)), Some(2))
    );
    assert!(desk.machine.noted().is_none());
    answer_ticket(&mut desk, &sent, at_window(23, "finished", 3));
    desk.lose();
    assert_eq!(desk.connect(), vec![Action::FetchItems], "never again");
}

#[test]
fn a_hall_that_moved_on_refuses_it_in_words() {
    let mut desk = desk("called");
    desk.letter('n');
    let sent = post(&desk.connect()).clone();
    assert_eq!(sent.path, "/api/v1/windows/14/missed");
    refuse(
        &mut desk,
        &sent,
        "stale_version",
        Some(at_window(23, "held", 9)),
    );
    assert!(desk.machine.notice().is_some());
}

#[test]
fn a_note_can_be_changed_and_taken_back() {
    let mut desk = desk("called");
    desk.letter('n');
    desk.letter('k');
    let noted = desk.machine.noted().map(|noted| noted.wish);
    assert_eq!(noted, Some(Wish::QuickFinish));
    desk.letter('b');
    assert!(desk.machine.noted().is_none());
    assert_eq!(desk.connect(), vec![Action::FetchItems]);
}

#[test]
fn what_does_not_fit_the_hand_is_not_noted() {
    let mut desk = desk("serving");
    for key in ['n', 'k', ' ', 'h', 't', 's', 'r'] {
        desk.letter(key);
        assert!(desk.machine.noted().is_none(), "{key}");
        assert!(desk.machine.notice().is_some(), "{key}");
    }
}

#[test]
fn what_was_noted_is_told_with_the_end() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.letter('i');
    desk.letter('2');
    for key in ['3', '\n'] {
        let key = match key {
            '\n' => crate::machine::Key::Enter,
            c => crate::machine::Key::Char(c),
        };
        desk.press(key);
    }
    desk.lose();
    desk.letter('f');
    let sent = post(&desk.connect()).clone();
    assert_eq!(act(&sent).quantity, Some(3));
}

#[test]
fn another_history_takes_the_note_away_and_says_so() {
    let mut desk = desk("serving");
    desk.letter('f');
    let mut other = welcome();
    other.epoch = "2-0000000000000002".to_owned();
    let news = LinkNews::Connected(Box::new(other));
    assert_eq!(desk.send(Event::Link(news)), vec![Action::FetchItems]);
    assert!(desk.machine.notice().is_some());
}
