//! A case is found by the end of its number and taken a step further, a question at a time.

use super::{post, refuse};
use crate::machine::{Answer, Body, Event, Post, Settings};
use crate::testing::{Desk, case};
use hall_core::case::{Delivery, StopKind};
use hall_protocol::api::CaseWith;
use hall_protocol::view::{CaseView, CasesView};

fn desk() -> Desk {
    let mut desk = Desk::open(Settings::default());
    desk.show();
    desk
}

fn found(desk: &mut Desk, sent: &Post, cases: Vec<CaseView>) {
    let request_id = sent.request_id.clone();
    let result = Ok(Answer::Cases(CasesView { cases, next: None }));
    desk.send(Event::Reply { request_id, result });
}

/// Types the end of a number and hears of one case with these acts.
fn open(desk: &mut Desk, acts: &[&str]) {
    desk.letter('#');
    let sent = post(&desk.enter("0012")).clone();
    assert_eq!(sent.path, "/api/v1/cases?number=0012");
    assert_eq!(sent.body, Body::FindCases);
    found(desk, &sent, vec![case(12, acts)]);
}

fn told(sent: &Post, act: &str) -> CaseWith {
    assert_eq!(sent.path, format!("/api/v1/cases/12/{act}"));
    let Body::MoveCase(step) = &sent.body else {
        panic!("no step: {sent:?}")
    };
    assert_eq!(step.request_id, sent.request_id);
    assert_eq!(step.by.window, desk().machine.window().map(|it| it.number));
    step.with.clone()
}

#[test]
fn the_only_case_found_offers_its_acts_and_a_plain_one_is_one_key() {
    let mut desk = desk();
    open(&mut desk, &["handle", "withdraw"]);
    let chooser = desk.machine.chooser().expect("a list of acts");
    let labels: Vec<&str> = chooser.choices.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(labels, ["开始承办", "申请人撤回"]);
    let sent = post(&desk.letter('1')).clone();
    assert_eq!(told(&sent, "handle"), CaseWith::default());
    let moved = case(12, &["approve"]);
    let request_id = sent.request_id.clone();
    let result = Ok(Answer::Case(Box::new(moved)));
    desk.send(Event::Reply { request_id, result });
    let notice = desk.machine.notice().expect("how it stands now");
    assert!(notice.is_done);
    assert_eq!(
        notice.title,
        "20260303-000012  承办中  超期 2 个工作日  公益卡领卡"
    );
}

#[test]
fn several_found_are_chosen_from_and_none_is_said() {
    let mut desk = desk();
    desk.letter('#');
    let sent = post(&desk.enter("2")).clone();
    found(
        &mut desk,
        &sent,
        vec![case(2, &["handle"]), case(12, &["finish"])],
    );
    desk.letter('2');
    let sent = post(&desk.letter('1')).clone();
    told(&sent, "finish");
    refuse(&mut desk, &sent, "case_own", None);
    desk.letter('#');
    let sent = post(&desk.enter("999")).clone();
    found(&mut desk, &sent, Vec::new());
    let notice = desk.machine.notice().expect("nothing was found");
    assert!(!notice.is_done && !notice.hint.is_empty(), "{notice:?}");
    assert_eq!(desk.machine.chooser(), None);
}

#[test]
fn what_an_act_takes_is_asked_in_turn_and_nonsense_again() {
    let mut desk = desk();
    open(&mut desk, &["accept-missing", "extend", "suspend"]);
    desk.letter('1');
    assert!(desk.enter("住所证明").is_empty());
    assert!(desk.enter("tomorrow").is_empty());
    let notice = desk.machine.notice().expect("no day");
    assert!(notice.title.contains("2026-01-31"), "{notice:?}");
    let with = told(post(&desk.enter("2026-03-09")), "accept-missing");
    assert_eq!(with.text.as_deref(), Some("住所证明"));
    assert_eq!(with.until, "2026-03-09".parse().ok());

    let mut desk = self::desk();
    open(&mut desk, &["accept-missing", "extend", "suspend"]);
    desk.letter('2');
    assert!(desk.enter("ten").is_empty());
    assert!(desk.enter("10").is_empty());
    let with = told(post(&desk.enter("现场复杂")), "extend");
    assert_eq!(
        (with.days, with.text.as_deref()),
        (Some(10), Some("现场复杂"))
    );

    let mut desk = self::desk();
    open(&mut desk, &["accept-missing", "extend", "suspend"]);
    desk.letter('3');
    desk.letter('7');
    let with = told(post(&desk.enter("JD-7")), "suspend");
    assert_eq!(with.kind, Some(StopKind::Appraisal));
    assert_eq!(with.document.as_deref(), Some("JD-7"));
    assert_eq!(with.from, "2026-03-03".parse().ok(), "from today");
}

#[test]
fn ways_parts_and_departments_are_lists() {
    let mut desk = desk();
    open(&mut desk, &["deliver"]);
    desk.letter('1');
    let with = told(post(&desk.letter('2')), "deliver");
    assert_eq!(with.how, Some(Delivery::Posted));

    let mut desk = self::desk();
    open(&mut desk, &["finish-part"]);
    desk.letter('1');
    let chooser = desk.machine.chooser().expect("a list of parts");
    assert_eq!(chooser.choices.len(), 1, "one has done its part");
    let with = told(post(&desk.letter('1')), "finish-part");
    assert_eq!(with.department.as_deref(), Some("tax"));

    let mut desk = self::desk();
    open(&mut desk, &["hand-on"]);
    desk.letter('1');
    assert!(desk.letter('1').is_empty(), "why is asked");
    let with = told(post(&desk.enter("不归我们管")), "hand-on");
    assert!(with.department.is_some());
    assert_eq!(with.text.as_deref(), Some("不归我们管"));
}

#[test]
fn a_number_with_other_signs_is_not_looked_for() {
    let mut desk = desk();
    desk.letter('#');
    assert!(desk.enter("12&stage=told").is_empty());
    assert!(desk.machine.notice().is_some_and(|notice| !notice.is_done));
    desk.letter('#');
    let end = "1".repeat(41);
    assert!(desk.enter(&end).is_empty());
}

#[test]
fn the_case_of_the_service_in_hand_needs_no_question() {
    let mut desk = desk();
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.letter('i');
    desk.letter('3');
    desk.enter("JD2026-1");
    let sent = post(&desk.letter('#')).clone();
    assert_eq!(sent.path, "/api/v1/cases?number=JD2026-1");
}
