//! Cases in the hall: who opens and moves them, under which number, and what days and plans do.

use crate::bed::{Bed, note};
use crate::plan::code;
use hall_core::calendar::YearNotice;
use hall_core::case::{Case, CaseAct, CaseStep, Delivery, Stage};
use hall_core::code::{CaseId, WindowNumber};
use hall_core::command::{Answer, CaseClerk, Command, NewCase};
use hall_core::deadline::Due;
use hall_core::device::Role;
use hall_core::event::Event;
use hall_core::{Date, Refusal};

/// The hall at 09:30 with clerk K1 at window 4.
fn bed() -> Bed {
    let mut bed = Bed::closed(|plan| {
        let item = plan.items.get_mut(&code("b1")).expect("the plan has it");
        (item.promised_days, item.legal_days) = (3, 20);
        plan.calendar.learn(2026, YearNotice::default());
    });
    bed.until("09:30");
    bed.open_for(4, "K1").expect("a closed window opens");
    bed
}

impl Bed {
    fn open_case(&mut self, window: u16, new: NewCase) -> Result<CaseId, Refusal> {
        let by = CaseClerk::At(WindowNumber(window));
        let case = Box::new(new);
        let actor = self.actor(Role::Window, window);
        match self.ask(actor, Command::OpenCase { by, case })? {
            Answer::Case(id) => Ok(id),
            other => panic!("no case: {other:?}"),
        }
    }

    fn accepted(&mut self) -> CaseId {
        let new = NewCase {
            item: Some(code("b1")),
            first: Some(CaseAct::Accept),
            ..NewCase::default()
        };
        self.open_case(4, new).expect("a clerk opens a case")
    }

    fn moves(&mut self, window: u16, case: CaseId, act: CaseAct) -> Result<Answer, Refusal> {
        let by = CaseClerk::At(WindowNumber(window));
        let actor = self.actor(Role::Window, window);
        self.ask(actor, Command::MoveCase { by, case, act })
    }

    fn office(&mut self, clerk: &str, case: CaseId, act: CaseAct) -> Result<Answer, Refusal> {
        let by = CaseClerk::Named(code(clerk));
        let actor = self.actor(Role::Office, 1);
        self.ask(actor, Command::MoveCase { by, case, act })
    }

    fn case(&self, id: CaseId) -> &Case {
        &self.hall.cases()[&id]
    }
}

fn due(case: &Case) -> (Date, bool) {
    match case.due {
        Some(Due::On { day, provisional }) => (day, provisional),
        other => panic!("no due day: {other:?}"),
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn a_window_opens_and_accepts_a_case_with_one_act_and_the_back_office_finishes_it() {
    let mut bed = bed();
    let id = bed.accepted();
    let case = bed.case(id);
    assert_eq!(case.number.as_str(), "20260303-000000");
    assert_eq!(case.stage(), Stage::Accepted);
    assert_eq!(due(case), (day("2026-03-06"), false));
    let stages = [CaseAct::Handle, CaseAct::Approve, CaseAct::Finish];
    for act in stages {
        bed.office("K2", id, act).expect("another one goes on");
    }
    let how = Delivery::Collected;
    bed.moves(4, id, CaseAct::Deliver { how })
        .expect("the window hands it over");
    let case = bed.case(id);
    assert!(case.is_over());
    assert_eq!(case.was_on_time(), Some(true));
    let again = bed.office("K2", id, CaseAct::Finish);
    assert_eq!(again.expect_err("it is over").code(), "case_over");
}

#[test]
fn whoever_accepted_a_case_at_the_window_does_not_approve_it_from_the_office() {
    let mut bed = bed();
    let id = bed.accepted();
    bed.office("K1", id, CaseAct::Handle).expect("handled");
    let own = bed.office("K1", id, CaseAct::Approve);
    assert_eq!(own.expect_err("the receiver").code(), "case_own");
    bed.office("K2", id, CaseAct::Approve).expect("another one");
}

#[test]
fn every_step_bears_a_name_that_the_plan_knows() {
    let mut bed = bed();
    bed.open(1).expect("a window opens without a name");
    let new = NewCase {
        item: Some(code("a1")),
        ..NewCase::default()
    };
    let nobody = bed.open_case(1, new).expect_err("nobody is there");
    assert_eq!(nobody.code(), "case_nobody");
    let id = bed.accepted();
    let stranger = bed.office("K9", id, CaseAct::Handle);
    assert_eq!(stranger.expect_err("a stranger").code(), "unknown_clerk");
    let by = CaseClerk::Named(code("K2"));
    let at_desk = Command::MoveCase {
        by,
        case: id,
        act: CaseAct::Handle,
    };
    let window = bed.actor(Role::Window, 4);
    let lent = bed.ask(window, at_desk).expect_err("another's name");
    assert_eq!(lent.code(), "role_not_allowed");
}

#[test]
fn a_case_takes_its_item_from_the_ticket_and_no_number_twice() {
    let mut bed = bed();
    let paper = bed.take("b1").expect("a number");
    let with = |number: &str| NewCase {
        number: Some(number.parse().expect("a case number")),
        ticket: Some(bed.id(&paper)),
        ..NewCase::default()
    };
    let (first, second) = (with("AK-0001"), with("AK-0001"));
    let id = bed.open_case(4, first).expect("a case");
    assert_eq!(bed.case(id).item, code("b1"));
    let twice = bed.open_case(4, second).expect_err("the number is taken");
    assert_eq!(twice.code(), "case_number_taken");
    let none = bed.open_case(4, NewCase::default());
    assert_eq!(none.expect_err("no item").code(), "item_or_queue");
    let strange = NewCase {
        item: Some(code("b1")),
        parts: vec![code("NOBODY")],
        ..NewCase::default()
    };
    let strange = bed.open_case(4, strange).expect_err("no such department");
    assert_eq!(strange.code(), "unknown_department");
}

#[test]
fn a_case_of_which_nobody_spoke_for_five_worked_days_counts_as_accepted_on_the_day_it_came() {
    let mut bed = bed();
    let new = NewCase {
        item: Some(code("b1")),
        ..NewCase::default()
    };
    let id = bed.open_case(4, new).expect("a case");
    // Tuesday the 3rd; the fifth worked day after it is Tuesday the 10th.
    for _ in 0..7 {
        bed.until("18:59");
        bed.until("19:01");
        bed.until("09:30");
        assert_eq!(bed.case(id).stage(), Stage::Told, "{}", bed.now().date);
    }
    bed.until("19:01");
    bed.until("09:30");
    let case = bed.case(id);
    assert_eq!(case.stage(), Stage::Accepted);
    assert_eq!(case.from, Some(day("2026-03-03")));
    assert_eq!(case.stamps[&Stage::Accepted].by, None, "the law did it");
}

#[test]
fn a_notice_that_comes_later_moves_due_dates_with_each_change_on_record() {
    let mut bed = bed();
    bed.reload(|plan| plan.calendar = hall_core::calendar::Calendar::default())
        .expect("a plan without a calendar");
    let id = bed.accepted();
    assert_eq!(due(bed.case(id)), (day("2026-03-06"), true));
    let notice = YearNotice {
        off: vec![day("2026-03-05")],
        worked: Vec::new(),
    };
    bed.reload(|plan| plan.calendar.learn(2026, notice))
        .expect("the notice is there");
    assert_eq!(due(bed.case(id)), (day("2026-03-09"), false));
    let moved = bed.events().next_back().expect("something happened");
    let is_on_record = matches!(
        moved,
        Event::CaseMoved { case, by: None, step: CaseStep::DueMoved { .. }, .. } if *case == id
    );
    assert!(is_on_record, "{moved:?}");
}

#[test]
fn a_case_that_is_over_goes_with_the_next_day_and_the_others_stay() {
    let mut bed = bed();
    let (gone, stays) = (bed.accepted(), bed.accepted());
    bed.moves(4, gone, CaseAct::Return { note: note() })
        .expect("it is given back");
    assert!(bed.case(gone).is_over());
    bed.until("19:01");
    bed.until("09:30");
    let left: Vec<CaseId> = bed.hall.cases().keys().copied().collect();
    assert_eq!(left, [stays]);
    let late = bed.office("K2", gone, CaseAct::Handle);
    assert_eq!(late.expect_err("it is gone").code(), "unknown_case");
    bed.open_for(4, "K1").expect("a closed window opens");
    assert_eq!(bed.accepted(), CaseId(2), "ids run on");
}
