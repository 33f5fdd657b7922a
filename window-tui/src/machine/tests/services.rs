//! The ends of a service, the next matter, people without paper, and stopping a queue.

use super::{act, answer_ticket, at_window, post};
use crate::machine::{Action, Answer, Body, Event, Key, Settings};
use crate::testing::{Desk, code, hall, item, names};
use hall_core::code::{QueueCode, TicketId};
use hall_core::ticket::Outcome;
use hall_protocol::Picture;
use hall_protocol::view::{ItemView, QueueView, ReasonView};

/// E023 in hand, with the items of the window, of the tax queue, and a cashier without items.
fn desk(state: &str) -> Desk {
    let mut desk = Desk::open(Settings::default());
    let card = ItemView {
        pay_at: Some(code("cash")),
        ..item()
    };
    let renew = ItemView {
        code: code("GJ02"),
        names: names("公益卡补办", "Replace a benefit card"),
        frequent: false,
        ..item()
    };
    let tax = ItemView {
        code: code("SW01"),
        names: names("个人所得税", "Income tax"),
        queue: code("id"),
        ..item()
    };
    desk.send(Event::Items(vec![card, renew, tax]));
    let cash = QueueView {
        queue: code("cash"),
        names: names("收费", "Cashier"),
        waiting: 2,
        ..desk.picture.queues[&code::<QueueCode>("id")].clone()
    };
    desk.picture.queues.insert(cash.queue, cash);
    desk.picture.queues.remove(&code::<QueueCode>("tax"));
    desk.put_in_hand(23, state);
    desk.show();
    desk
}

fn lines(desk: &Desk) -> Vec<String> {
    let list = desk.machine.chooser().expect("a list is open");
    list.shown().iter().map(|line| line.value.clone()).collect()
}

fn write(desk: &mut Desk, text: &str) -> Vec<Action> {
    for c in text.chars() {
        assert_eq!(desk.send(Event::Key(Key::Char(c))), Vec::new());
    }
    desk.press(Key::Enter)
}

#[test]
fn what_was_put_right_is_told_with_the_end_of_the_service_and_forgotten_after_it() {
    let mut desk = desk("serving");
    desk.letter('i');
    desk.letter('1');
    assert_eq!(lines(&desk), ["GJ01", "GJ02", "SW01"], "own items first");
    desk.letter('2');
    desk.letter('i');
    desk.letter('2');
    assert_eq!(write(&mut desk, "3"), Vec::new());
    desk.letter('i');
    desk.letter('3');
    assert_eq!(write(&mut desk, "ak-2026/7"), Vec::new());
    assert!(desk.machine.notice().is_none());
    let finish = post(&desk.letter('f')).clone();
    let sent = act(&finish);
    assert_eq!(
        (sent.item.as_deref(), sent.quantity, sent.case.as_deref()),
        (Some("GJ02"), Some(3), Some("AK-2026/7"))
    );
    answer_ticket(&mut desk, &finish, at_window(23, "finished", 4));
    assert_eq!(*desk.machine.draft(), super::super::Draft::default());
}

#[test]
fn equal_digits_of_a_count_typed_fast_all_count() {
    let mut desk = desk("serving");
    desk.letter('i');
    desk.letter('2');
    assert_eq!(write(&mut desk, "11"), Vec::new());
    assert_eq!(desk.machine.draft().quantity, Some(11));
    desk.letter('i');
    desk.letter('2');
    for key in [Key::Char('2'), Key::Char('7'), Key::Backspace] {
        assert_eq!(desk.press(key), Vec::new());
    }
    desk.press(Key::Enter);
    let finish = post(&desk.letter('f')).clone();
    assert_eq!(act(&finish).quantity, Some(2), "the last word counts");
}

#[test]
fn a_wrong_count_or_case_is_refused_on_the_spot() {
    let mut desk = desk("serving");
    for (part, text) in [
        ('2', "0"),
        ('2', "1000"),
        ('2', "many"),
        ('3', "13800138000"),
    ] {
        desk.letter('i');
        desk.letter(part);
        assert_eq!(write(&mut desk, text), Vec::new());
        assert!(desk.machine.notice().is_some(), "{text}");
    }
    assert_eq!(*desk.machine.draft(), super::super::Draft::default());
    let finish = post(&desk.letter('f')).clone();
    assert_eq!(
        (act(&finish).quantity, act(&finish).case.clone()),
        (None, None)
    );
}

#[test]
fn another_end_tells_what_was_noted_too() {
    let mut desk = desk("serving");
    desk.letter('i');
    desk.letter('3');
    write(&mut desk, "AK-77");
    desk.letter('e');
    let finish = post(&desk.letter('1')).clone();
    assert_eq!(
        (act(&finish).outcome, act(&finish).case.as_deref()),
        (Some(Outcome::Incomplete), Some("AK-77"))
    );
}

#[test]
fn one_key_ends_what_is_only_picked_up() {
    let mut desk = desk("called");
    let quick = post(&desk.letter('k')).clone();
    assert_eq!(quick.path, "/api/v1/windows/14/quick-finish");
    assert_eq!(act(&quick).ticket, Some(TicketId(23)));
    answer_ticket(&mut desk, &quick, at_window(23, "finished", 4));
    assert!(desk.machine.last().is_some(), "it can be undone");
}

#[test]
fn the_next_matter_offers_the_cashier_first_then_what_is_done_here() {
    let mut desk = desk("called");
    desk.letter('a');
    assert!(desk.machine.notice().is_some(), "nothing is served yet");
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.letter('a');
    let offered = ["cash", "item:GJ02", "item:SW01"];
    assert_eq!(lines(&desk)[..3], offered, "its own item is not offered");
    let go_on = post(&desk.letter('1')).clone();
    assert_eq!(go_on.path, "/api/v1/windows/14/go-on");
    assert_eq!(
        (act(&go_on).queue.as_deref(), act(&go_on).item.clone()),
        (Some("cash"), None)
    );
    let waits = hall_protocol::view::TicketView {
        queue: code("cash"),
        item: None,
        window: None,
        ahead: 2,
        window_hint: "3".to_owned(),
        ..at_window(23, "waiting", 5)
    };
    answer_ticket(&mut desk, &go_on, waits);
    let notice = desk.machine.notice().expect("the clerk says where to go");
    assert_eq!(notice.title, "E023 去办 收费(3 号窗口),前面 2 人");
    assert!(notice.is_done && desk.machine.hand().is_none());
}

#[test]
fn the_next_matter_here_keeps_the_number_in_hand_and_begins_with_a_clean_sheet() {
    let mut desk = desk("serving");
    desk.letter('1');
    assert!(desk.machine.is_checked(0));
    desk.letter('i');
    desk.letter('2');
    write(&mut desk, "2");
    desk.letter('a');
    desk.letter('b');
    assert_eq!(
        lines(&desk),
        ["item:GJ02"],
        "b is the third letter of 公益卡补办"
    );
    let go_on = post(&desk.press(Key::Enter)).clone();
    let sent = act(&go_on);
    assert_eq!(
        (sent.item.as_deref(), sent.served.clone(), sent.quantity),
        (Some("GJ02"), None, Some(2))
    );
    let next = hall_protocol::view::TicketView {
        item: Some(code("GJ02")),
        legs: 2,
        ..at_window(23, "serving", 5)
    };
    answer_ticket(&mut desk, &go_on, next);
    assert!(desk.machine.hand().is_some_and(|hand| hand.serving));
    assert!(!desk.machine.is_checked(0), "other papers are needed now");
    assert_eq!(desk.machine.draft().quantity, None);
    assert!(desk.machine.notice().is_none());
}

#[test]
fn somebody_without_paper_is_served_for_an_item_of_the_window_and_a_reason() {
    let mut desk = desk("called");
    desk.letter('v');
    assert!(desk.machine.notice().is_some(), "hands are full");
    desk.window().ticket = None;
    desk.show();
    desk.letter('v');
    assert_eq!(lines(&desk), ["GJ01", "GJ02"], "only what is served here");
    desk.letter('1');
    let served = post(&desk.letter('2')).clone();
    assert_eq!(served.path, "/api/v1/windows/14/serve-now");
    let Body::Serve(body) = &served.body else {
        panic!("{:?}", served.body)
    };
    assert_eq!(body.take.item.as_deref(), Some("GJ01"));
    assert_eq!(body.take.request_id, served.request_id);
    assert_eq!(body.reason.as_deref(), Some("补齐材料回来了"));
    answer_ticket(&mut desk, &served, at_window(40, "serving", 2));
    assert!(desk.machine.hand().is_some_and(|hand| hand.serving));
}

#[test]
fn a_closed_window_serves_nobody_without_paper() {
    let mut desk = Desk::open(Settings::default());
    "closed".clone_into(&mut desk.window().state);
    desk.show();
    desk.letter('v');
    assert!(desk.machine.chooser().is_none());
    assert!(desk.machine.notice().is_some());
}

#[test]
fn own_words_are_a_reason_too() {
    let mut desk = Desk::open(Settings::default());
    desk.letter('v');
    desk.letter('1');
    desk.press(Key::Up);
    desk.press(Key::Enter);
    let served = post(&write(&mut desk, "代人来取")).clone();
    let Body::Serve(body) = &served.body else {
        panic!("{:?}", served.body)
    };
    assert_eq!(body.reason.as_deref(), Some("代人来取"));
}

fn queue(picture: &Picture, reason: Option<&str>) -> QueueView {
    let paused = reason.map(|reason| ReasonView {
        code: None,
        names: names(reason, ""),
    });
    QueueView {
        paused,
        ..picture.queues[&code::<QueueCode>("card")].clone()
    }
}

fn answer_queue(desk: &mut Desk, request_id: &str, queue: QueueView) {
    desk.send(Event::Reply {
        request_id: request_id.to_owned(),
        result: Ok(Answer::Queue(Box::new(queue))),
    });
}

#[test]
fn a_queue_is_stopped_with_a_reason_and_started_with_none() {
    let mut desk = Desk::open(Settings::default());
    desk.letter('m');
    assert_eq!(
        lines(&desk),
        ["stop:card"],
        "helped queues are not ours to stop"
    );
    desk.letter('1');
    let stop = post(&desk.letter('5')).clone();
    assert_eq!(stop.path, "/api/v1/queues/card/pause");
    let Body::Queue(change) = &stop.body else {
        panic!("{:?}", stop.body)
    };
    assert_eq!(change.reason.as_deref(), Some("system"));
    let stopped = queue(&hall(), Some("系统故障"));
    answer_queue(&mut desk, &stop.request_id, stopped.clone());
    let notice = desk.machine.notice().expect("it is said");
    assert_eq!(notice.title, "公交卡 已停止取号");

    desk.picture.queues.insert(stopped.queue, stopped);
    desk.show();
    desk.letter('m');
    let start = post(&desk.letter('1')).clone();
    assert_eq!(start.path, "/api/v1/queues/card/resume");
    answer_queue(&mut desk, &start.request_id, queue(&hall(), None));
    let notice = desk.machine.notice().expect("it is said");
    assert_eq!(notice.title, "公交卡 恢复取号");
}

#[test]
fn a_line_does_what_it_says_whatever_happens_to_the_queue_meanwhile() {
    let mut desk = Desk::open(Settings::default());
    desk.letter('m');
    let stopped = queue(&hall(), Some("系统故障"));
    desk.picture.queues.insert(stopped.queue, stopped);
    desk.show();
    assert_eq!(desk.letter('1'), Vec::new(), "stopping asks why");
    assert!(desk.machine.chooser().is_some());
}

#[test]
fn a_digit_held_down_chooses_once() {
    let mut desk = desk("serving");
    desk.letter('i');
    desk.letter('1');
    for _ in 0..20 {
        desk.pass(33);
        desk.send(Event::Key(Key::Char('1')));
    }
    assert_eq!(lines(&desk).len(), 3, "the list is still open");
    assert_eq!(*desk.machine.draft(), super::super::Draft::default());
}

#[test]
fn after_putting_the_item_right_its_own_item_may_be_next() {
    let mut desk = desk("serving");
    desk.letter('i');
    desk.letter('1');
    desk.letter('2');
    desk.letter('a');
    let offered = lines(&desk);
    assert!(offered.contains(&"item:GJ01".to_owned()), "{offered:?}");
    assert!(!offered.contains(&"item:GJ02".to_owned()), "{offered:?}");
}

#[test]
fn going_on_tells_what_was_really_served_and_what_comes_next() {
    let mut desk = desk("serving");
    desk.letter('i');
    desk.letter('1');
    desk.letter('2');
    desk.letter('i');
    desk.letter('2');
    write(&mut desk, "3");
    desk.letter('a');
    let next = lines(&desk).iter().position(|line| line == "item:SW01");
    for _ in 0..next.expect("it is offered") {
        desk.press(Key::Down);
    }
    let sent = post(&desk.press(Key::Enter)).clone();
    assert_eq!(sent.path, "/api/v1/windows/14/go-on");
    let sent = act(&sent);
    assert_eq!(
        (sent.served.as_deref(), sent.item.as_deref(), sent.quantity),
        (Some("GJ02"), Some("SW01"), Some(3))
    );
}
