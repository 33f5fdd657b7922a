//! Asking for help, and going to a window that asks.

use super::post;
use crate::machine::{Action, Answer, Body, Event, Key, Post, Settings};
use crate::testing::{Desk, ago};
use hall_core::code::WindowNumber;
use hall_core::event::Help;
use hall_protocol::view::{AlarmView, WindowView, help_word};

fn alarm(window: u16, help: Help, accepted: &str) -> AlarmView {
    AlarmView {
        alarm: help_word(WindowNumber(window), help),
        name: String::new(),
        accepted: accepted.to_owned(),
        since: ago(5),
    }
}

fn help_call(post: &Post) -> Help {
    match &post.body {
        Body::Help(call) => call.help,
        other => panic!("a call for help was expected, not {other:?}"),
    }
}

/// The server answers with a window.
fn answer(desk: &mut Desk, post: &Post, number: u16) {
    let window = WindowView {
        number: WindowNumber(number),
        state: "closed".to_owned(),
        ..desk.window().clone()
    };
    desk.send(Event::Reply {
        request_id: post.request_id.clone(),
        result: Ok(Answer::Window(Box::new(window))),
    });
}

#[test]
fn the_alarm_key_asks_at_once_and_makes_no_sound_here() {
    let mut desk = Desk::open(Settings::default());
    let actions = desk.press(Key::F(12));
    let asked = post(&actions).clone();
    assert_eq!(actions.len(), 1, "no bell betrays the clerk");
    assert_eq!(asked.path, "/api/v1/windows/14/ask-help");
    assert_eq!(help_call(&asked), Help::Alarm);
    answer(&mut desk, &asked, 14);
    desk.picture.alarms.push(alarm(14, Help::Alarm, ""));
    assert_eq!(desk.show(), Vec::new(), "nor when the hall tells it");
}

#[test]
fn nothing_open_and_nothing_on_its_way_holds_an_alarm_back() {
    for open in ["?", "x", "v", " "] {
        let mut desk = Desk::open(Settings::default());
        desk.letter(open.chars().next().expect("a key"));
        let asked = post(&desk.press(Key::F(12))).clone();
        assert_eq!(asked.path, "/api/v1/windows/14/ask-help", "{open:?}");
        assert_eq!(desk.press(Key::F(12)), Vec::new(), "once is enough");
        let pending = desk.machine.pending().is_some();
        assert_eq!(pending, open == " ", "another act goes on beside it");
        answer(&mut desk, &asked, 14);
        assert_eq!(desk.machine.pending().is_some(), pending);
    }
}

#[test]
fn an_alarm_that_did_not_go_out_says_so() {
    let mut desk = Desk::open(Settings::default());
    let asked = post(&desk.press(Key::F(12))).clone();
    desk.send(Event::Reply {
        request_id: asked.request_id,
        result: Err(crate::machine::Failure::Unreachable("cut".to_owned())),
    });
    assert!(desk.machine.notice().is_some());
    assert_eq!(desk.press(Key::F(12)).len(), 1, "it can be sent again");
    let mut desk = Desk::open(Settings::default());
    desk.lose();
    assert_eq!(desk.press(Key::F(12)), Vec::new());
    assert!(desk.machine.notice().is_some());
}

#[test]
fn a_later_call_of_the_same_window_is_another_one() {
    let mut desk = Desk::open(Settings::default());
    desk.picture.alarms = vec![alarm(12, Help::Alarm, "")];
    desk.show();
    let go = post(&desk.letter('j')).clone();
    answer(&mut desk, &go, 12);
    // Window 12 ended it itself, and is in danger again.
    let again = AlarmView {
        since: ago(1),
        ..alarm(12, Help::Alarm, "")
    };
    desk.picture.alarms = vec![again];
    desk.show();
    let go = post(&desk.letter('j')).clone();
    assert_eq!(go.path, "/api/v1/windows/12/accept-help");
}

#[test]
fn whoever_was_refused_does_not_end_what_somebody_else_looks_after() {
    let mut desk = Desk::open(Settings::default());
    desk.picture.alarms = vec![alarm(12, Help::Alarm, "")];
    desk.show();
    let go = post(&desk.letter('j')).clone();
    super::refuse(&mut desk, &go, "help_accepted", None);
    desk.picture.alarms = vec![alarm(12, Help::Alarm, "guide desk")];
    desk.show();
    assert_eq!(desk.letter('j'), Vec::new());
}

#[test]
fn an_alarm_ends_only_after_a_question_whose_first_answer_is_no() {
    let mut desk = Desk::open(Settings::default());
    desk.picture.alarms.push(alarm(14, Help::Alarm, ""));
    desk.show();
    assert_eq!(desk.letter('!'), Vec::new());
    assert_eq!(desk.press(Key::Enter), Vec::new(), "the mark is on no");
    desk.letter('!');
    let over = post(&desk.letter('2')).clone();
    assert_eq!(over.path, "/api/v1/windows/14/end-help");
}

#[test]
fn one_key_asks_for_a_guide_and_takes_it_back() {
    let mut desk = Desk::open(Settings::default());
    let asked = post(&desk.letter('d')).clone();
    assert_eq!(asked.path, "/api/v1/windows/14/ask-help");
    assert_eq!(help_call(&asked), Help::Guide);
    answer(&mut desk, &asked, 14);
    desk.picture
        .alarms
        .push(alarm(14, Help::Guide, "guide desk"));
    desk.show();
    let aid = desk.machine.own_aid(Help::Guide);
    assert_eq!(aid.map(|aid| aid.accepted), Some("guide desk"));
    let back = post(&desk.letter('d')).clone();
    assert_eq!(back.path, "/api/v1/windows/14/end-help");
}

#[test]
fn another_windows_alarm_rings_once_and_one_key_goes_there_and_ends_it() {
    let mut desk = Desk::open(Settings::default());
    desk.picture.alarms.push(alarm(12, Help::Guide, ""));
    assert_eq!(desk.show(), vec![Action::Ring]);
    assert_eq!(desk.show(), Vec::new(), "once");
    let go = post(&desk.letter('j')).clone();
    assert_eq!(go.path, "/api/v1/windows/12/accept-help");
    let stage = desk.machine.stage();
    answer(&mut desk, &go, 12);
    assert_eq!(desk.machine.stage(), stage, "window 12 is not this window");
    desk.picture.alarms = vec![alarm(12, Help::Guide, "window 14")];
    desk.show();
    let over = post(&desk.letter('j')).clone();
    assert_eq!(over.path, "/api/v1/windows/12/end-help");
    answer(&mut desk, &over, 12);
    desk.picture.alarms.clear();
    desk.show();
    assert_eq!(desk.letter('j'), Vec::new());
    assert!(desk.machine.notice().is_some(), "nobody asks any more");
}

#[test]
fn of_several_windows_one_is_chosen_danger_first() {
    let mut desk = Desk::open(Settings::default());
    desk.picture.alarms = vec![
        alarm(3, Help::Guide, ""),
        alarm(9, Help::Alarm, ""),
        alarm(5, Help::Alarm, "guide desk"),
        alarm(14, Help::Alarm, ""),
    ];
    desk.show();
    desk.letter('j');
    let list = desk.machine.chooser().expect("two ask and nobody goes");
    let lines: Vec<&str> = list
        .choices
        .iter()
        .map(|line| line.label.as_str())
        .collect();
    assert_eq!(lines, ["9 号窗口:报警", "3 号窗口:请人帮忙"]);
    let go = post(&desk.letter('1')).clone();
    assert_eq!(
        (go.path.as_str(), help_call(&go)),
        ("/api/v1/windows/9/accept-help", Help::Alarm)
    );
}
