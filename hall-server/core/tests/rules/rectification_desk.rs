//! What has to be put right in the hall: what opens it, who speaks, and what days and plans do.

use crate::bed::{Bed, note};
use crate::plan::code;
use hall_core::calendar::{Calendar, YearNotice};
use hall_core::code::RectificationId;
use hall_core::command::{Answer, Command};
use hall_core::deadline::Due;
use hall_core::device::Role;
use hall_core::event::Event;
use hall_core::rectification::{
    Exclusion, Judgement, Rectification, RectificationAct, RectificationStep, Source,
};
use hall_core::{Date, Refusal};

/// The hall at 09:30 with clerk K1 at window 4, with the calendar of the year.
pub(crate) fn bed() -> Bed {
    let mut bed = Bed::closed(|plan| plan.calendar.learn(2026, YearNotice::default()));
    bed.until("09:30");
    bed.open_for(4, "K1").expect("a closed window opens");
    bed
}

impl Bed {
    /// The next one of queue B is served at window 4 and rated.
    pub(crate) fn rated(&mut self, level: u8) -> String {
        let paper = self.take("b1").expect("a number");
        self.serve_whole(4).expect("served");
        let ticket = self.id(&paper);
        let rate = Command::Rate {
            ticket,
            level,
            note: Some(note()),
        };
        let pad = self.actor(Role::Pad, 4);
        self.ask(pad, rate).expect("rated");
        paper
    }

    pub(crate) fn moves_one(
        &mut self,
        (role, clerk): (Role, &str),
        rectification: u64,
        act: RectificationAct,
    ) -> Result<Answer, Refusal> {
        let command = Command::MoveRectification {
            by: code(clerk),
            rectification: RectificationId(rectification),
            act,
        };
        self.ask(self.actor(role, 1), command)
    }

    pub(crate) fn rectification(&self, id: u64) -> &Rectification {
        &self.hall.rectifications()[&RectificationId(id)]
    }
}

fn reached() -> RectificationAct {
    RectificationAct::Contact {
        reached: true,
        note: None,
    }
}

fn exclude() -> RectificationAct {
    RectificationAct::Exclude {
        exclusion: Exclusion::Mistaken,
        note: Some(note()),
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn a_bad_rating_is_something_to_put_right_by_the_same_decision_and_no_other_is() {
    for level in 1..=5 {
        let mut bed = bed();
        let paper = bed.rated(level);
        let opened = bed.hall.rectifications().len();
        assert_eq!(opened, usize::from(level <= 2), "level {level}");
        if level > 2 {
            continue;
        }
        let one = bed.rectification(0);
        assert_eq!(
            (one.source, one.came),
            (Source::BadRating, day("2026-03-03"))
        );
        assert_eq!(one.by, None, "the citizen");
        assert_eq!(one.about.ticket, Some(bed.id(&paper)));
        assert_eq!(one.about.window.map(|window| window.0), Some(4));
        assert_eq!(one.about.clerk, Some(code("K1")));
        assert_eq!(one.about.department, Some(code("D")));
        assert_eq!(one.about.item, Some(code("b1")));
        let kinds: Vec<&str> = bed.events().rev().take(2).map(Event::kind).collect();
        assert_eq!(kinds, ["rectification_opened", "ticket_rated"]);
    }
}

#[test]
fn a_caller_contacts_and_a_manager_judges_closes_and_publishes() {
    let mut bed = bed();
    bed.rated(1);
    bed.moves_one((Role::Callback, "K3"), 0, reached())
        .expect("contacted");
    let judge = RectificationAct::Judge {
        judgement: Judgement::Ordinary,
        note: None,
    };
    let refused = bed.moves_one((Role::Callback, "K3"), 0, judge.clone());
    assert_eq!(refused.expect_err("a caller").code(), "role_not_allowed");
    let own = bed.moves_one((Role::Manager, "K1"), 0, judge.clone());
    assert_eq!(own.expect_err("who was rated").code(), "rectification_own");
    let close = RectificationAct::Close { note: note() };
    let publish = RectificationAct::Publish { note: note() };
    for act in [judge, close, publish] {
        bed.moves_one((Role::Manager, "K2"), 0, act)
            .expect("another one");
    }
    let one = bed.rectification(0);
    assert_eq!(one.was_contacted_on_time(bed.now().date), Some(true));
    assert_eq!(one.was_closed_on_time(bed.now().date), Some(true));
    let stamp = one.published.as_ref().map(|(_, stamp)| *stamp);
    let stamp = stamp.expect("published");
    assert_eq!((stamp.by, stamp.day), (Some(code("K2")), day("2026-03-03")));
}

#[test]
fn a_rating_found_to_be_mistaken_stays_in_the_journal_and_with_its_ticket() {
    let mut bed = bed();
    let paper = bed.rated(1);
    bed.moves_one((Role::Manager, "K2"), 0, exclude())
        .expect("excluded");
    assert!(bed.rectification(0).is_excluded());
    let level = bed.ticket(&paper).rating.as_ref().map(|it| it.level);
    assert_eq!(level, Some(1));
}

#[test]
fn every_step_bears_a_name_that_the_plan_knows_and_speaks_of_what_there_is() {
    let mut bed = bed();
    bed.rated(1);
    let stranger = bed.moves_one((Role::Callback, "K9"), 0, reached());
    assert_eq!(stranger.expect_err("a stranger").code(), "unknown_clerk");
    let nothing = bed.moves_one((Role::Callback, "K3"), 7, reached());
    let refused = nothing.expect_err("there is none").code();
    assert_eq!(refused, "unknown_rectification");
}

#[test]
fn a_bad_rating_of_an_earlier_program_is_opened_by_hand_and_once() {
    let mut bed = bed();
    let opens = |bed: &mut Bed, paper: &str| {
        let (by, ticket) = (code("K3"), bed.id(paper));
        let command = Command::OpenRectification { by, ticket };
        bed.ask(bed.actor(Role::Callback, 1), command)
            .map_err(|refusal| refusal.code())
    };
    let fine = bed.rated(5);
    assert_eq!(opens(&mut bed, &fine), Err("rectification_not_bad"));
    let known = bed.rated(2);
    assert_eq!(opens(&mut bed, &known), Err("rectification_exists"));
    let paper = bed.take("b1").expect("a number");
    bed.serve_whole(4).expect("served");
    bed.apply(Event::TicketRated {
        ticket: bed.id(&paper),
        level: 1,
        device: bed.device(Role::Pad, 4),
        note: Some(note()),
    });
    let opened = Answer::Rectification(RectificationId(1));
    assert_eq!(opens(&mut bed, &paper), Ok(opened));
    let one = bed.rectification(1);
    assert_eq!((one.source, one.by), (Source::BadRating, Some(code("K3"))));
    assert_eq!(one.note, Some(note()), "what the citizen said");
    assert_eq!(one.about.clerk, Some(code("K1")));
    assert_eq!(opens(&mut bed, &paper), Err("rectification_exists"));
}

#[test]
fn a_notice_that_comes_later_moves_the_last_day_with_the_change_on_record() {
    let mut bed = bed();
    bed.reload(|plan| plan.calendar = Calendar::default())
        .expect("a plan without a calendar");
    bed.rated(1);
    let due = |bed: &Bed| match bed.rectification(0).contact_due {
        Some(Due::On { day, provisional }) => (day, provisional),
        other => panic!("no day: {other:?}"),
    };
    assert_eq!(due(&bed), (day("2026-03-04"), true));
    let notice = YearNotice {
        off: vec![day("2026-03-04")],
        worked: Vec::new(),
    };
    bed.reload(|plan| plan.calendar.learn(2026, notice))
        .expect("the notice is there");
    assert_eq!(due(&bed), (day("2026-03-05"), false));
    let moved = bed.events().next_back().expect("something happened");
    let is_on_record = matches!(
        moved,
        Event::RectificationMoved {
            by: None,
            step: RectificationStep::ContactDueMoved { .. },
            ..
        }
    );
    assert!(is_on_record, "{moved:?}");
}

#[test]
fn what_is_over_goes_with_the_next_day_the_rest_stays_and_ids_run_on() {
    let mut bed = bed();
    bed.rated(1);
    bed.rated(2);
    bed.moves_one((Role::Manager, "K2"), 0, exclude())
        .expect("excluded");
    bed.until("19:01");
    bed.until("09:30");
    let left: Vec<u64> = bed.hall.rectifications().keys().map(|id| id.0).collect();
    assert_eq!(left, [1]);
    bed.open_for(4, "K1").expect("a closed window opens");
    bed.rated(1);
    assert_eq!(bed.rectification(2).came, day("2026-03-04"));
}
