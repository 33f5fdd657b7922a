//! Plans that change while people wait.

use crate::bed::{Bed, ok};
use crate::plan::{code, item, plan, queue, window};
use hall_core::Refusal;
use hall_core::code::WindowNumber;
use hall_core::command::Act;

#[test]
fn additions_and_texts_apply_at_once() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.reload(|plan| {
        plan.queues.extend([queue("D", "B")]);
        plan.items.insert(code("d1"), item("D"));
        plan.windows.insert(WindowNumber(6), window(&["D"]));
        plan.queues.get_mut(&code("A")).expect("A").name = crate::plan::text("新名");
    })
    .expect("loaded");
    assert_eq!(bed.take("d1"), ok("B001"));
    assert_eq!(bed.call(1), ok("A001"));
}

#[test]
fn a_queue_or_window_with_live_tickets_stays_and_the_list_says_which() {
    let mut bed = Bed::new();
    bed.take_many("c1", 1);
    let without_queue = |plan: &mut hall_core::Plan| {
        plan.queues.remove(&code("C"));
        plan.items.remove(&code("c1"));
        plan.windows.remove(&WindowNumber(5));
    };
    assert_eq!(bed.reload(without_queue), Err("plan_in_use"));
    let (queues, items) = (vec![code("C")], vec![code("c1")]);
    let expected = Refusal::PlanInUse {
        queues,
        windows: vec![WindowNumber(5)],
        items,
    };
    assert_eq!(bed.refusal, Some(expected));
    bed.serve_whole(5).expect("served");
    assert_eq!(
        bed.reload(without_queue),
        Err("plan_in_use"),
        "window 5 still works"
    );
    bed.close(5).expect("closed");
    assert_eq!(bed.reload(without_queue), ok(""));
    assert_eq!(bed.take("c1"), Err("unknown_item"));
}

#[test]
fn a_window_to_which_a_ticket_is_bound_stays_and_keeps_its_queue() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.serve(1).expect("A001");
    bed.send_to_window(1, 2).expect("sent");
    let change = |plan: &mut hall_core::Plan| {
        plan.windows.insert(WindowNumber(2), window(&["B"]));
    };
    assert_eq!(bed.reload(change), Err("plan_in_use"));
    bed.serve_whole(2).expect("A001");
    assert_eq!(bed.reload(change), ok(""));
}

#[test]
fn series_and_ranges_change_at_the_next_day() {
    let mut bed = Bed::new();
    bed.take_many("a1", 2);
    bed.reload(|plan| {
        plan.series.get_mut(&code("A")).expect("A").online_max = 1;
        plan.series
            .insert(code("N"), hall_core::plan::Series::default());
        plan.queues.get_mut(&code("C")).expect("C").series = code("N");
    })
    .expect("loaded");
    assert_eq!(
        (bed.take("a1"), bed.take("c1")),
        (ok("A003"), ok("A004")),
        "today as before"
    );
    bed.until("19:00");
    bed.until("09:00");
    assert_eq!((bed.take("a1"), bed.take("c1")), (ok("A001"), ok("N001")));
    assert_eq!(bed.take("a1"), Err("series_full"));
}

#[test]
fn call_rules_apply_at_once() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    bed.call(1).expect("A001");
    bed.reload(|plan| plan.calls.calls_max = 1).expect("loaded");
    bed.pass_s(20);
    assert_eq!(bed.act(1, Act::Recall), Err("recall_limit"));
}

#[test]
fn the_same_plan_again_is_no_event() {
    let mut bed = Bed::new();
    let before = bed.events().count();
    bed.reload(|_| {}).expect("the same");
    assert_eq!(bed.events().count(), before);
}

#[test]
fn a_plan_that_contradicts_itself_is_refused() {
    let cases: [fn(&mut hall_core::Plan); 11] = [
        |plan| plan.classes.clear(),
        |plan| plan.series.clear(),
        |plan| plan.zones.clear(),
        |plan| plan.windows.clear(),
        |plan| plan.clerks.clear(),
        |plan| plan.hours.close_latest = 600,
        |plan| plan.hours.open = vec![(540, 540)],
        |plan| plan.hours.open = vec![(540, 700), (699, 1080)],
        |plan| plan.hours.ticket_until = plan.hours.ticket_from,
        |plan| plan.series.get_mut(&code("A")).expect("A").block_from = 4999,
        |plan| plan.items.get_mut(&code("a1")).expect("a1").queue = code("X"),
    ];
    for (index, change) in cases.into_iter().enumerate() {
        let mut bed = Bed::bare();
        let mut bad = plan();
        change(&mut bad);
        assert_eq!(bed.load(bad), Err("plan_invalid"), "case {index}");
    }
}

#[test]
fn a_day_may_end_in_the_minute_in_which_the_last_window_closes() {
    let mut bed = Bed::bare();
    let mut short = plan();
    short.hours.close_latest = short.hours.open.last().expect("opening hours").1;
    assert_eq!(bed.load(short).map(|_| ()), Ok(()));
}

#[test]
fn a_queue_that_comes_back_the_same_day_still_counts_what_it_issued() {
    let mut bed = Bed::new();
    bed.take_many("c1", 2);
    bed.serve_whole(5).expect("served");
    bed.withdraw("A002").expect("left");
    bed.close(5).expect("closed");
    let original = bed.hall.plan().expect("a plan").clone();
    bed.reload(|plan| {
        plan.queues.remove(&code("C"));
        plan.items.remove(&code("c1"));
        plan.windows.remove(&WindowNumber(5));
    })
    .expect("taken away");
    bed.load(original).expect("given back");
    assert_eq!(bed.hall.queues()[&code("C")].issued, 2);
    bed.open(5).expect("opened");
    assert_eq!(
        bed.act_on(5, "A001", Act::Reopen),
        ok("A001"),
        "counts begin anew, no crash"
    );
}

#[test]
fn a_ticket_of_a_queue_that_is_gone_is_not_reopened() {
    let mut bed = Bed::new();
    bed.take_many("c1", 1);
    bed.serve_whole(5).expect("served");
    bed.reload(|plan| {
        plan.queues.remove(&code("C"));
        plan.items.remove(&code("c1"));
        plan.windows.insert(WindowNumber(5), window(&["A"]));
    })
    .expect("window 5 stays");
    assert_eq!(bed.act_on(5, "A001", Act::Reopen), Err("not_reopenable"));
}

#[test]
fn before_the_first_plan_only_devices_may_come() {
    use hall_core::command::Command;
    use hall_core::device::{Actor, Role};
    let mut bed = Bed::bare();
    bed.tick();
    let close = bed.ask(Actor::Operator, Command::CloseDay);
    assert_eq!(close.map_err(|refusal| refusal.code()), Err("day_not_open"));
    let (role, name, secret) = (Role::Kiosk, "hall".to_owned(), "s".to_owned());
    let enrol = Command::EnrolDevice {
        role,
        name,
        window: None,
        department: None,
        secret,
    };
    assert!(bed.ask(Actor::Operator, enrol).is_ok());
    bed.load(plan()).expect("loaded");
    assert!(
        bed.hall.device_by_secret("s").is_some(),
        "enrolled devices stay"
    );
}
