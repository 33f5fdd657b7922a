//! A case from being told to being delivered: who may do what and when, and what the days do.

use crate::plan::code;
use hall_core::calendar::{Calendar, YearNotice};
use hall_core::case::{
    Case, CaseAct, CaseOpened, CaseRefusal, CaseStep, Delivery, Left, Stage, Stamp, StopKind, Terms,
};
use hall_core::code::{CaseId, ClerkCode, RequestId};
use hall_core::deadline::Due;
use hall_core::ticket::NoteRef;
use hall_core::{Date, Time};
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn note() -> NoteRef {
    NoteRef {
        key: RequestId(7),
        digest: "0".repeat(64),
    }
}

/// A case, its calendar, and a day that only goes on.
#[derive(Clone)]
struct Desk {
    case: Case,
    calendar: Calendar,
    today: Date,
}

/// Whoever receives, and whoever else is there.
const RECEIVER: &str = "K1";
const OTHER: &str = "K2";

impl Desk {
    /// Opened on Monday 2026-03-02 for ten days.
    fn new() -> Self {
        Self::promising(10)
    }

    fn promising(days: u16) -> Self {
        let today = day("2026-03-02");
        let opened = CaseOpened {
            case: CaseId(0),
            number: "AK-2026-0001".parse().expect("a case number"),
            item: code("SB01"),
            department: code("RS"),
            ticket: None,
            terms: Terms {
                days,
                legal_days: 20,
            },
            parts: Vec::new(),
            day: today,
            by: code(RECEIVER),
        };
        let mut calendar = Calendar::default();
        calendar.learn(2026, YearNotice::default());
        Self {
            case: Case::opened(&opened, Self::stamp(today, RECEIVER).at),
            calendar,
            today,
        }
    }

    fn stamp(today: Date, by: &str) -> Stamp {
        Stamp {
            at: Time(i64::from(today.0) * 86_400_000),
            day: today,
            by: Some(code(by)),
        }
    }

    fn on(mut self, today: &str) -> Self {
        self.today = day(today);
        self
    }

    fn asks(&self, by: &str, act: &CaseAct) -> Result<CaseStep, CaseRefusal> {
        let by: ClerkCode = code(by);
        self.case.decide(&self.calendar, (by, self.today), act)
    }

    fn refuses(&self, by: &str, act: &CaseAct) -> &'static str {
        self.asks(by, act).expect_err("it is refused").code()
    }

    fn does(mut self, by: &str, act: &CaseAct) -> Self {
        let step = self.asks(by, act).expect("it may be done");
        self.case.apply(&step, Self::stamp(self.today, by));
        self
    }

    fn accepted(self) -> Self {
        self.does(RECEIVER, &CaseAct::Accept)
    }

    fn approved(self) -> Self {
        let handled = self.accepted().does(OTHER, &CaseAct::Handle);
        handled.does(OTHER, &CaseAct::Approve)
    }

    fn due(&self) -> Date {
        match self.case.due {
            Some(Due::On { day, .. }) => day,
            due => panic!("no day: {due:?}"),
        }
    }
}

fn suspend(from: &str) -> CaseAct {
    CaseAct::Suspend {
        kind: StopKind::Hearing,
        from: day(from),
        document: note(),
    }
}

fn go_on(to: &str) -> CaseAct {
    CaseAct::Continue { to: day(to) }
}

fn extend(days: u16) -> CaseAct {
    CaseAct::Extend { days, note: note() }
}

#[test]
fn a_case_offers_what_leads_on_from_where_it_stands_the_usual_next_step_first() {
    let offers = |desk: &Desk| desk.case.possible(&desk.calendar, desk.today);
    let told = Desk::new();
    let usual = ["accept", "accept-missing", "ask-more", "not-accept"];
    assert_eq!(offers(&told)[..4], usual);
    assert_eq!(offers(&told)[4..], ["withdraw", "hand-on"]);
    let accepted = told.accepted();
    let usual = [
        "handle", "suspend", "extend", "return", "withdraw", "hand-on",
    ];
    assert_eq!(offers(&accepted), usual);
    let standing = accepted.clone().does(OTHER, &suspend("2026-03-02"));
    assert!(offers(&standing).contains(&"continue"));
    assert!(!offers(&standing).contains(&"suspend"));
    let late = accepted.on("2026-03-17");
    assert_eq!(offers(&late)[..2], ["handle", "explain"]);
    let finished = Desk::new().approved().does(OTHER, &CaseAct::Finish);
    assert_eq!(offers(&finished), ["deliver"]);
    let how = Delivery::Posted;
    assert!(offers(&finished.does(OTHER, &CaseAct::Deliver { how })).is_empty());
}

#[test]
fn a_promised_case_goes_through_its_stages_with_a_stamp_each() {
    let collected = CaseAct::Deliver {
        how: Delivery::Collected,
    };
    let desk = Desk::new().approved();
    let desk = desk.on("2026-03-16").does(OTHER, &CaseAct::Finish);
    assert_eq!(desk.case.was_on_time(), Some(true), "its last day");
    let desk = desk.does(RECEIVER, &collected);
    let stages: Vec<Stage> = desk.case.stamps.keys().copied().collect();
    assert_eq!(
        stages,
        [
            Stage::Told,
            Stage::Accepted,
            Stage::Handled,
            Stage::Approved,
            Stage::Finished,
            Stage::Delivered
        ]
    );
    assert!(desk.case.is_over());
    assert_eq!(desk.refuses(OTHER, &collected), "case_over");
    assert_eq!(
        desk.refuses(OTHER, &CaseAct::Finish),
        "case_over",
        "not twice"
    );
}

#[test]
fn what_is_done_at_once_is_finished_by_who_received_it_on_the_same_day() {
    let desk = Desk::promising(0).accepted();
    assert_eq!(desk.due(), day("2026-03-02"));
    let desk = desk.does(RECEIVER, &CaseAct::Finish);
    assert_eq!(desk.case.was_on_time(), Some(true));
    let late = Desk::promising(0).accepted().on("2026-03-03");
    let late = late.does(RECEIVER, &CaseAct::Finish);
    assert_eq!(late.case.was_on_time(), Some(false));
}

#[test]
fn who_received_a_case_neither_approves_nor_extends_it() {
    let desk = Desk::new().accepted().does(RECEIVER, &CaseAct::Handle);
    assert_eq!(desk.refuses(RECEIVER, &CaseAct::Approve), "case_own");
    assert_eq!(desk.refuses(RECEIVER, &extend(5)), "case_own");
    assert!(desk.asks(OTHER, &CaseAct::Approve).is_ok());
}

#[test]
fn an_act_at_the_wrong_stage_says_which_stage_it_is_at() {
    let desk = Desk::new();
    for act in [
        CaseAct::Handle,
        CaseAct::Approve,
        CaseAct::Finish,
        extend(1),
    ] {
        let refused = Err(CaseRefusal::CaseStage { at: Stage::Told });
        assert_eq!(desk.asks(OTHER, &act), refused, "{act:?}");
    }
    let desk = desk.accepted();
    assert_eq!(desk.refuses(RECEIVER, &CaseAct::Accept), "case_stage");
    assert_eq!(desk.refuses(OTHER, &CaseAct::Finish), "case_stage");
    let ask = CaseAct::AskMore { note: note() };
    assert_eq!(
        desk.refuses(RECEIVER, &ask),
        "case_stage",
        "too late to ask"
    );
}

#[test]
fn what_is_missing_is_told_once_and_within_five_worked_days_or_the_case_is_accepted() {
    let ask = CaseAct::AskMore { note: note() };
    let desk = Desk::new().on("2026-03-09").does(RECEIVER, &ask);
    assert_eq!(desk.refuses(RECEIVER, &ask), "case_asked_already");
    assert_eq!(desk.case.from, None, "the clock has not started");
    assert_eq!(desk.case.overnight(&desk.calendar, day("2026-06-01")), None);
    let desk = desk.on("2026-03-20").accepted();
    assert_eq!(desk.due(), day("2026-04-03"), "from the day of acceptance");

    let late = Desk::new().on("2026-03-10");
    let deemed = CaseRefusal::CaseDeemedAccepted {
        on: day("2026-03-02"),
    };
    assert_eq!(late.asks(RECEIVER, &ask), Err(deemed));
    let Some(CaseStep::Accepted { from, .. }) = late.case.overnight(&late.calendar, late.today)
    else {
        panic!("the law accepts it");
    };
    assert_eq!(from, day("2026-03-02"));
    assert_eq!(late.accepted().due(), day("2026-03-16"));
}

#[test]
fn a_stop_moves_the_last_day_and_nothing_is_decided_while_the_clock_stands() {
    let desk = Desk::new().accepted().does(OTHER, &CaseAct::Handle);
    let desk = desk.on("2026-03-11").does(OTHER, &suspend("2026-03-05"));
    assert_eq!(desk.case.due, Some(Due::Open));
    assert_eq!(desk.refuses(OTHER, &CaseAct::Approve), "case_suspended");
    assert_eq!(
        desk.refuses(OTHER, &suspend("2026-03-06")),
        "case_suspended"
    );
    let desk = desk.does(OTHER, &go_on("2026-03-11"));
    assert_eq!(desk.due(), day("2026-03-20"));
    assert_eq!(
        desk.refuses(OTHER, &go_on("2026-03-11")),
        "case_not_suspended"
    );
}

#[test]
fn a_stop_neither_begins_before_acceptance_nor_ends_before_it_began_nor_lies_ahead() {
    let desk = Desk::new().accepted().on("2026-03-06");
    for from in ["2026-03-01", "2026-03-07"] {
        assert_eq!(
            desk.refuses(OTHER, &suspend(from)),
            "case_stop_days",
            "{from}"
        );
    }
    let desk = desk.does(OTHER, &suspend("2026-03-05"));
    for to in ["2026-03-04", "2026-03-07"] {
        assert_eq!(desk.refuses(OTHER, &go_on(to)), "case_stop_days", "{to}");
    }
}

#[test]
fn a_case_is_extended_once_before_its_last_day_is_over_and_by_ten_days_at_most() {
    let desk = Desk::new().accepted();
    for days in [0, 11] {
        assert_eq!(desk.refuses(OTHER, &extend(days)), "case_extension_days");
    }
    let more = desk.clone().does(OTHER, &extend(10));
    assert_eq!(more.due(), day("2026-03-30"));
    assert_eq!(more.refuses(OTHER, &extend(1)), "case_extended");
    let late = desk.on("2026-03-17");
    assert_eq!(late.refuses(OTHER, &extend(5)), "case_overdue");
}

#[test]
fn a_joint_case_is_approved_with_the_last_part_and_may_take_fifteen_days_more() {
    let mut desk = Desk::new();
    desk.case.parts = ["GA", "RS"].map(|part| (code(part), None)).into();
    let part = |department| CaseAct::FinishPart {
        department: code(department),
    };
    let desk = desk.accepted().does(OTHER, &CaseAct::Handle);
    let desk = desk.does(OTHER, &part("GA"));
    assert_eq!(desk.refuses(OTHER, &part("GA")), "case_no_part");
    assert_eq!(desk.refuses(OTHER, &part("ZZ")), "case_no_part");
    let open = Err(CaseRefusal::CasePartsOpen { count: 1 });
    assert_eq!(desk.asks(OTHER, &CaseAct::Approve), open);
    assert!(desk.asks(OTHER, &extend(15)).is_ok());
    let desk = desk.does(OTHER, &part("RS"));
    assert!(desk.asks(OTHER, &CaseAct::Approve).is_ok());
}

#[test]
fn what_was_promised_must_be_brought_before_the_end_or_the_case_lapses() {
    let missing = |until| CaseAct::AcceptMissing {
        note: note(),
        until: day(until),
    };
    let desk = Desk::promising(0);
    assert_eq!(
        desk.refuses(RECEIVER, &missing("2026-03-01")),
        "case_promise_day"
    );
    let desk = desk.does(RECEIVER, &missing("2026-03-09"));
    assert_eq!(desk.refuses(RECEIVER, &CaseAct::Finish), "case_missing");
    let brought = desk.clone().does(RECEIVER, &CaseAct::BringMissing);
    assert!(brought.asks(RECEIVER, &CaseAct::Finish).is_ok());
    let again = brought.refuses(RECEIVER, &CaseAct::Lapse);
    assert_eq!(again, "case_nothing_missing");
    let lapsed = desk.does(RECEIVER, &CaseAct::Lapse);
    assert!(lapsed.case.is_over());
}

#[test]
fn a_red_lamp_wants_a_reason_and_no_other_does() {
    let why = CaseAct::Explain { note: note() };
    let desk = Desk::new().accepted().on("2026-03-16");
    assert_eq!(desk.refuses(OTHER, &why), "case_not_overdue");
    let desk = desk.on("2026-03-17").does(OTHER, &why);
    assert_eq!(desk.case.explained, Some(note()));
}

#[test]
fn a_case_leaves_by_every_side_door_and_never_comes_back() {
    let refuse = CaseAct::NotAccept { note: note() };
    let give_back = CaseAct::Return { note: note() };
    let hand_on = CaseAct::HandOn {
        department: code("GA"),
        note: note(),
    };
    let told = Desk::new();
    assert_eq!(
        told.refuses(RECEIVER, &give_back),
        "case_stage",
        "nobody has it yet"
    );
    let approved = Desk::new().approved();
    assert_eq!(approved.refuses(OTHER, &refuse), "case_stage");
    for (desk, act) in [
        (told.clone(), refuse),
        (told.clone(), CaseAct::Withdraw),
        (told, hand_on.clone()),
        (approved.clone(), CaseAct::Withdraw),
        (approved.clone(), hand_on),
        (approved, give_back),
    ] {
        let left = desk.does(OTHER, &act);
        assert!(left.case.left.is_some(), "{act:?}");
        assert_eq!(left.refuses(OTHER, &CaseAct::Accept), "case_over");
        assert_eq!(left.case.overnight(&left.calendar, day("2027-01-01")), None);
    }
    let finished = Desk::new().approved().does(OTHER, &CaseAct::Finish);
    assert_eq!(finished.refuses(OTHER, &CaseAct::Withdraw), "case_stage");
}

#[test]
fn a_new_calendar_moves_the_last_day_of_what_is_open_and_of_nothing_else() {
    let ask = CaseAct::AskMore { note: note() };
    let mut desk = Desk::new().does(RECEIVER, &ask).on("2026-12-25").accepted();
    let before = Due::On {
        day: day("2027-01-08"),
        provisional: true,
    };
    assert_eq!(desk.case.due, Some(before));
    assert_eq!(desk.case.overnight(&desk.calendar, desk.today), None);
    let notice = YearNotice {
        off: vec![day("2027-01-01")],
        worked: Vec::new(),
    };
    desk.calendar.learn(2027, notice);
    let after = Due::On {
        day: day("2027-01-11"),
        provisional: false,
    };
    let moved = Some(CaseStep::DueMoved { due: after });
    assert_eq!(desk.case.overnight(&desk.calendar, desk.today), moved);
    let finished = desk.clone().does(OTHER, &CaseAct::Handle);
    let finished = finished
        .does("K3", &CaseAct::Approve)
        .does("K3", &CaseAct::Finish);
    assert_eq!(
        finished.case.overnight(&finished.calendar, finished.today),
        None
    );
}

/// Any act, with days around today.
fn any_act() -> impl Strategy<Value = fn(Date, i32) -> CaseAct> {
    fn moved(today: Date, days: i32) -> Date {
        Date(today.0 + days)
    }
    let acts: [fn(Date, i32) -> CaseAct; 17] = [
        |_, _| CaseAct::AskMore { note: note() },
        |_, _| CaseAct::Accept,
        |today, days| CaseAct::AcceptMissing {
            note: note(),
            until: moved(today, days),
        },
        |_, _| CaseAct::NotAccept { note: note() },
        |_, _| CaseAct::Handle,
        |_, days| CaseAct::FinishPart {
            department: code(if days > 0 { "GA" } else { "ZZ" }),
        },
        |_, _| CaseAct::Approve,
        |_, _| CaseAct::Finish,
        |_, _| CaseAct::Deliver {
            how: Delivery::Posted,
        },
        |today, days| CaseAct::Suspend {
            kind: StopKind::Testing,
            from: moved(today, days),
            document: note(),
        },
        |today, days| CaseAct::Continue {
            to: moved(today, days),
        },
        |_, days| extend(days.unsigned_abs() as u16),
        |_, _| CaseAct::BringMissing,
        |_, _| CaseAct::Lapse,
        |_, _| CaseAct::Return { note: note() },
        |_, _| CaseAct::Withdraw,
        |_, _| CaseAct::Explain { note: note() },
    ];
    (0..acts.len()).prop_map(move |at| acts[at])
}

proptest! {
    #[test]
    fn whatever_is_asked_stages_never_go_back_and_the_last_day_is_that_of_its_clock(
        days in 0..30_u16,
        joint in any::<bool>(),
        acts in prop::collection::vec((any_act(), -4..4_i32, 0..6_i32, any::<bool>()), 1..60),
    ) {
        let mut desk = Desk::promising(days);
        if joint {
            desk.case.parts.insert(code("GA"), None);
        }
        for (act, shift, pass, own) in acts {
            desk.today = Date(desk.today.0 + pass);
            let before = desk.case.clone();
            let by = if own { RECEIVER } else { OTHER };
            let act = act(desk.today, shift);
            let offered = desk.case.possible(&desk.calendar, desk.today);
            if let Ok(step) = desk.asks(by, &act) {
                prop_assert!(!before.is_over(), "{:?} after its end", act);
                prop_assert!(offered.contains(&act.word()), "{:?} of {:?}", act, offered);
                desk.case.apply(&step, Desk::stamp(desk.today, by));
            }
            if let Some(step) = desk.case.overnight(&desk.calendar, desk.today) {
                desk.case.apply(&step, Desk::stamp(desk.today, by));
            }
            prop_assert!(before.stage() <= desk.case.stage());
            let stamps: Vec<Date> = desk.case.stamps.values().map(|stamp| stamp.day).collect();
            prop_assert!(stamps.is_sorted(), "{:?}", stamps);
            let approved = desk.case.stamps.get(&Stage::Approved).map(|stamp| stamp.by);
            let accepted = desk.case.stamps.get(&Stage::Accepted).map(|stamp| stamp.by);
            prop_assert!(approved.is_none() || approved != accepted);
            if let Some(clock) = desk.case.clock() {
                let due = clock.due(&desk.calendar);
                prop_assert_eq!(desk.case.due, Some(due));
            }
            let is_lapsed = matches!(desk.case.left, Some((Left::Lapsed, _)));
            prop_assert!(!is_lapsed || desk.case.missing.is_some());
            let text = serde_json::to_string(&desk.case).expect("a case is text");
            let read: Case = serde_json::from_str(&text).expect("and is read again");
            prop_assert_eq!(read, desk.case.clone());
        }
    }
}
