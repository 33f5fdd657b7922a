//! The feed is behind the answers.

use super::{answer_ticket, at_window, post};
use crate::machine::{Event, Key, Settings};
use crate::testing::Desk;
use hall_core::code::TicketId;

/// 23 was missed and 24 was called and missed, and the feed still tells of 23 at the window.
#[test]
fn a_number_that_left_is_not_shown_again_because_the_feed_is_two_acts_behind() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "called");
    desk.show();
    for (key, id, state, version) in [
        ('n', 23, "missed", 3),
        (' ', 24, "called", 2),
        ('n', 24, "missed", 3),
    ] {
        // Faster than any answer is forgotten.
        let sent = post(&desk.send(Event::Key(Key::Char(key)))).clone();
        answer_ticket(&mut desk, &sent, at_window(id, state, version));
    }
    assert_eq!(desk.machine.hand().map(|hand| hand.id), None);
    let waiting: Vec<TicketId> = desk.machine.waiting_own().iter().map(|t| t.id).collect();
    assert_eq!(waiting, [TicketId(25)], "who was missed waits no more");
}

/// 23 was finished, reopened and finished again; the feed has told the first and tells the second.
#[test]
fn a_reopened_number_that_left_again_is_not_shown_because_the_feed_tells_of_the_reopening() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    let answered = |desk: &mut Desk, key, state, version| {
        let sent = post(&desk.send(Event::Key(Key::Char(key)))).clone();
        answer_ticket(desk, &sent, at_window(23, state, version));
    };
    answered(&mut desk, 'f', "finished", 3);
    desk.picture.tickets.remove(&TicketId(23));
    desk.window().ticket = None;
    desk.show();
    answered(&mut desk, 'b', "serving", 4);
    answered(&mut desk, 'f', "finished", 5);
    desk.add(at_window(23, "serving", 4));
    desk.put_in_hand(23, "serving");
    desk.change(23, |ticket| ticket.version = 4);
    desk.show();
    assert_eq!(desk.machine.hand().map(|hand| hand.id), None);
}
