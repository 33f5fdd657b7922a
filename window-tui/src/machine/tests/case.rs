//! A case is accepted at the window with two keys, and its number goes with the service.

use super::{act, post, refuse};
use crate::machine::{Action, Answer, Body, Event, Settings};
use crate::testing::Desk;
use hall_core::code::TicketId;
use hall_protocol::view::CaseView;
use serde_json::json;

fn desk() -> Desk {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    desk
}

/// The act that leaves after the last line of the list.
fn accepts(desk: &mut Desk) -> Vec<Action> {
    desk.letter('i');
    desk.letter('4')
}

fn case(provisional: bool) -> CaseView {
    let view = json!({
        "id": 12, "number": "20260303-000012", "item": "GJ01",
        "item_name": { "name": "公益卡" }, "department": "D", "department_name": { "name": "公交" },
        "ticket": 23, "stage": "accepted", "stamps": [], "promised_days": 10, "legal_days": 20,
        "from": "2026-03-03", "due": "2026-03-17", "provisional": provisional, "lamp": "green",
        "days_left": 10, "on_time": null,
    });
    serde_json::from_value(view).expect("a case as the server tells it")
}

fn answer(desk: &mut Desk, request_id: &str, case: CaseView) {
    let request_id = request_id.to_owned();
    let result = Ok(Answer::Case(Box::new(case)));
    desk.send(Event::Reply { request_id, result });
}

#[test]
fn a_case_is_accepted_for_the_ticket_in_hand_and_told_with_its_end() {
    let mut desk = desk();
    let sent = post(&accepts(&mut desk)).clone();
    assert_eq!(sent.path, "/api/v1/cases");
    let Body::OpenCase(open) = &sent.body else {
        panic!("no case: {sent:?}")
    };
    assert_eq!(open.request_id, sent.request_id);
    assert_eq!(open.ticket, Some(TicketId(23)));
    let first = open.first.as_ref().expect("it is accepted at once");
    assert_eq!(first.act, "accept");
    answer(&mut desk, &sent.request_id, case(false));
    let told = desk.machine.notice().expect("the clerk reads it out");
    assert!(told.is_done && told.title.contains("20260303-000012"));
    assert!(told.title.contains("2026-03-17"), "{told:?}");
    let end = post(&desk.letter('f')).clone();
    assert_eq!(act(&end).case.as_deref(), Some("20260303-000012"));
}

#[test]
fn a_last_day_that_may_move_says_so_and_a_refusal_notes_nothing() {
    let mut desk = desk();
    let sent = post(&accepts(&mut desk)).clone();
    answer(&mut desk, &sent.request_id, case(true));
    let told = desk.machine.notice().expect("the clerk reads it out");
    assert!(told.title.contains("暂定"), "{told:?}");
    let mut other = self::desk();
    let sent = post(&accepts(&mut other)).clone();
    refuse(&mut other, &sent, "case_nobody", None);
    assert_eq!(other.machine.draft().case, None);
}

#[test]
fn a_case_of_somebody_who_has_left_goes_with_nobody_else() {
    let mut desk = desk();
    let sent = post(&accepts(&mut desk)).clone();
    desk.put_in_hand(24, "serving");
    desk.show();
    answer(&mut desk, &sent.request_id, case(false));
    assert_eq!(desk.machine.draft().case, None);
}
