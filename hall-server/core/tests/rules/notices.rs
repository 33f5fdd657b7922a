//! What the hall tells everybody on its boards.

use crate::bed::Bed;
use crate::plan::code;
use hall_core::Time;
use hall_core::code::NoticeId;
use hall_core::command::Command;
use hall_core::limits::{NOTICE_DAYS_MAX, NOTICES_MAX};
use hall_core::notice::Notice;
use hall_core::plan::Text;

/// A plain notice for the whole hall, until it is taken back.
pub(crate) fn told(zh: &str) -> Notice {
    Notice {
        text: Text {
            zh: zh.to_owned(),
            ..Text::default()
        },
        zone: None,
        urgent: false,
        until: None,
    }
}

fn post(bed: &mut Bed, notice: Notice) -> Result<String, &'static str> {
    bed.manage(Command::PostNotice(Box::new(notice)))
}

fn withdraw(bed: &mut Bed, notice: u64) -> Result<String, &'static str> {
    let notice = NoticeId(notice);
    bed.manage(Command::WithdrawNotice { notice })
}

/// What is on the boards.
fn on(bed: &Bed) -> Vec<u64> {
    bed.hall.notices().keys().map(|notice| notice.0).collect()
}

fn in_minutes(bed: &Bed, minutes: i64) -> Time {
    Time(bed.now().at.0 + minutes * 60_000)
}

#[test]
fn a_notice_stands_until_it_is_taken_back_and_its_id_never_comes_again() {
    let mut bed = Bed::new();
    post(&mut bed, told("今天停电")).expect("posted");
    post(&mut bed, told("卫生间在二楼")).expect("posted");
    assert_eq!(on(&bed), [1, 2]);
    withdraw(&mut bed, 2).expect("taken back");
    assert_eq!(withdraw(&mut bed, 2), Err("unknown_notice"));
    post(&mut bed, told("卫生间在三楼")).expect("posted");
    assert_eq!(on(&bed), [1, 3]);
    bed.until("20:30");
    bed.until("09:30");
    assert_eq!(on(&bed), [1, 3], "a new day changes nothing");
}

#[test]
fn a_notice_ends_by_itself_at_its_end_and_not_before() {
    let mut bed = Bed::new();
    let until = Some(in_minutes(&bed, 10));
    let notice = Notice {
        until,
        ..told("系统维护")
    };
    post(&mut bed, notice).expect("posted");
    bed.pass_s(599);
    assert_eq!(on(&bed), [1]);
    bed.pass_s(1);
    assert_eq!(on(&bed), [0; 0]);
}

#[test]
fn an_end_lies_ahead_and_within_a_year_or_nothing_is_posted() {
    let mut bed = Bed::new();
    let year = i64::from(NOTICE_DAYS_MAX) * 24 * 60;
    for (minutes, outcome) in [
        (-1, Err("notice_end")),
        (0, Err("notice_end")),
        (year + 1, Err("notice_end")),
        (year, Ok(())),
        (1, Ok(())),
    ] {
        let until = Some(in_minutes(&bed, minutes));
        let notice = Notice {
            until,
            ..told("系统维护")
        };
        assert_eq!(post(&mut bed, notice).map(drop), outcome, "{minutes}");
    }
    assert_eq!(on(&bed), [1, 2]);
}

#[test]
fn a_notice_names_a_zone_of_the_plan_or_none() {
    let mut bed = Bed::new();
    let zone = *bed
        .hall
        .plan()
        .and_then(|plan| plan.zones.keys().next())
        .expect("zones");
    for (zone, outcome) in [(zone, Ok(())), (code("nowhere"), Err("unknown_zone"))] {
        let notice = Notice {
            zone: Some(zone),
            ..told("请排队")
        };
        assert_eq!(post(&mut bed, notice).map(drop), outcome);
    }
}

#[test]
fn a_board_holds_eight_notices_and_the_ninth_waits_until_one_is_gone() {
    let mut bed = Bed::new();
    for _ in 0..NOTICES_MAX {
        post(&mut bed, told("公告")).expect("posted");
    }
    assert_eq!(post(&mut bed, told("公告")), Err("notice_limit"));
    withdraw(&mut bed, 4).expect("taken back");
    post(&mut bed, told("公告")).expect("posted");
}
