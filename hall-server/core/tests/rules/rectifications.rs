//! Something to put right from its first day to its publication: who may do what, and its days.

use crate::plan::code;
use hall_core::calendar::{Calendar, YearNotice};
use hall_core::case::Stamp;
use hall_core::code::{ClerkCode, RectificationId, RequestId};
use hall_core::deadline::Due;
use hall_core::rectification::{
    About, CONTACTS_MAX, Ending, Exclusion, Judgement, PUBLISH_DAYS_KEPT, Rectification,
    RectificationAct, RectificationOpened, RectificationRefusal, RectificationStep, Source,
    contact_due,
};
use hall_core::ticket::NoteRef;
use hall_core::{Date, Time};

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn note() -> NoteRef {
    NoteRef {
        key: RequestId(7),
        digest: "0".repeat(64),
    }
}

/// Whoever was rated, and whoever looks at it.
const RATED: &str = "K1";
const OTHER: &str = "K2";

/// Something to put right, its calendar, and a day.
#[derive(Clone)]
struct Desk {
    one: Rectification,
    calendar: Calendar,
    today: Date,
}

impl Desk {
    /// Came on Wednesday 2026-04-29, two worked days before the holiday of the first of May.
    fn of(source: Source) -> Self {
        Self::came(source, "2026-04-29")
    }

    fn came(source: Source, came: &str) -> Self {
        let mut calendar = Calendar::default();
        calendar.learn(2026, notice());
        let today = day(came);
        let due = contact_due(&calendar, today);
        let patrol = Due::On {
            day: day("2026-05-06"),
            provisional: false,
        };
        let opened = RectificationOpened {
            rectification: RectificationId(0),
            source,
            about: About {
                clerk: Some(code(RATED)),
                ..About::default()
            },
            day: today,
            by: None,
            note: Some(note()),
            contact_due: source.wants_contact().then_some(due),
            due: (source == Source::Patrol).then_some(patrol),
        };
        Self {
            one: Rectification::opened(&opened),
            calendar,
            today,
        }
    }

    fn stamp(&self, by: Option<ClerkCode>) -> Stamp {
        Stamp {
            at: Time(i64::from(self.today.0) * 86_400_000),
            day: self.today,
            by,
        }
    }

    fn on(mut self, today: &str) -> Self {
        self.today = day(today);
        self
    }

    fn asks(
        &self,
        by: &str,
        act: &RectificationAct,
    ) -> Result<RectificationStep, RectificationRefusal> {
        self.one.decide(&self.calendar, (code(by), self.today), act)
    }

    fn refuses(&self, by: &str, act: &RectificationAct) -> &'static str {
        self.asks(by, act).expect_err("it is refused").code()
    }

    fn does(mut self, by: &str, act: &RectificationAct) -> Self {
        let step = self.asks(by, act).expect("it may be done");
        let stamp = self.stamp(Some(code(by)));
        self.one.apply(&step, stamp);
        self
    }

    fn contacted(self) -> Self {
        self.does(OTHER, &contact(true))
    }

    fn due(&self) -> Date {
        day_of(self.one.due)
    }
}

/// The days off around the first of May 2026, with the Saturday that is worked for them.
fn notice() -> YearNotice {
    let off = ["2026-05-01", "2026-05-04", "2026-05-05"];
    YearNotice {
        off: off.map(day).to_vec(),
        worked: vec![day("2026-05-09")],
    }
}

fn day_of(due: Option<Due>) -> Date {
    match due {
        Some(Due::On { day, .. }) => day,
        due => panic!("no day: {due:?}"),
    }
}

fn contact(reached: bool) -> RectificationAct {
    let note = None;
    RectificationAct::Contact { reached, note }
}

fn judge(judgement: Judgement) -> RectificationAct {
    let note = Some(note());
    RectificationAct::Judge { judgement, note }
}

fn close() -> RectificationAct {
    RectificationAct::Close { note: note() }
}

fn publish() -> RectificationAct {
    RectificationAct::Publish { note: note() }
}

fn exclude(note: Option<NoteRef>) -> RectificationAct {
    let exclusion = Exclusion::Malicious;
    RectificationAct::Exclude { exclusion, note }
}

const SOURCES: [Source; 4] = [
    Source::BadRating,
    Source::Callback,
    Source::Complaint,
    Source::Patrol,
];

#[test]
fn who_rates_badly_or_complains_is_reached_within_one_worked_day() {
    for source in [Source::BadRating, Source::Complaint] {
        for (came, last) in [
            ("2026-04-29", "2026-04-30"),
            ("2026-04-30", "2026-05-06"),
            ("2026-05-08", "2026-05-09"),
            ("2026-05-09", "2026-05-11"),
        ] {
            let desk = Desk::came(source, came);
            assert_eq!(day_of(desk.one.contact_due), day(last), "{came}");
        }
    }
    for source in [Source::Callback, Source::Patrol] {
        assert_eq!(Desk::of(source).one.contact_due, None);
    }
}

#[test]
fn a_contact_is_late_from_the_day_after_the_last_and_only_reaching_counts() {
    let desk = Desk::of(Source::BadRating);
    let on_time = |desk: &Desk, today| desk.one.was_contacted_on_time(day(today));
    assert_eq!(on_time(&desk, "2026-04-30"), None, "there is time");
    assert_eq!(on_time(&desk, "2026-05-01"), Some(false), "nobody tried");
    let tried = desk.on("2026-04-30").does(OTHER, &contact(false));
    assert_eq!(tried.one.reached(), None);
    assert_eq!(on_time(&tried, "2026-05-01"), Some(false), "not reached");
    let reached = tried.clone().contacted();
    assert_eq!(on_time(&reached, "2026-06-01"), Some(true));
    let late = tried.on("2026-05-06").contacted();
    assert_eq!(on_time(&late, "2026-05-06"), Some(false));
}

#[test]
fn what_is_ordinary_takes_five_and_what_is_complex_fifteen_worked_days_over_a_holiday() {
    for (judgement, last) in [
        (Judgement::Ordinary, "2026-05-09"),
        (Judgement::Complex, "2026-05-22"),
    ] {
        // Judged later, counted from the day it came.
        let desk = Desk::of(Source::BadRating).on("2026-05-06").contacted();
        let desk = desk.does(OTHER, &judge(judgement));
        assert_eq!(desk.due(), day(last), "{judgement:?}");
    }
}

#[test]
fn what_is_clear_is_put_right_on_the_worked_day_on_which_it_is_judged() {
    for (judged, last) in [("2026-04-30", "2026-04-30"), ("2026-05-02", "2026-05-06")] {
        let desk = Desk::of(Source::Callback).on(judged);
        let desk = desk.does(OTHER, &judge(Judgement::Clear));
        assert_eq!(desk.due(), day(last));
    }
}

#[test]
fn closed_on_the_last_day_is_on_time_and_a_day_later_is_not() {
    let judged = Desk::of(Source::Callback).does(OTHER, &judge(Judgement::Ordinary));
    let on_time = |desk: &Desk, today| desk.one.was_closed_on_time(day(today));
    assert_eq!(on_time(&judged, "2026-05-09"), None);
    assert_eq!(on_time(&judged, "2026-05-10"), Some(false), "still open");
    for (closed, expected) in [("2026-05-09", true), ("2026-05-11", false)] {
        let desk = judged.clone().on(closed).does(OTHER, &close());
        assert_eq!(on_time(&desk, closed), Some(expected));
    }
}

#[test]
fn what_has_no_legal_basis_is_explained_and_over() {
    let desk = Desk::of(Source::Complaint).contacted();
    let wordless = RectificationAct::Judge {
        judgement: Judgement::Unfounded,
        note: None,
    };
    assert_eq!(desk.refuses(OTHER, &wordless), "rectification_reason");
    let desk = desk.does(OTHER, &judge(Judgement::Unfounded));
    let ending = desk.one.ended.as_ref().map(|ended| ended.ending);
    assert_eq!(ending, Some(Ending::Explained));
    assert_eq!(desk.one.due, None);
    assert_eq!(desk.one.was_closed_on_time(day("2027-01-01")), None);
}

#[test]
fn whoever_was_rated_neither_judges_nor_excludes_nor_closes() {
    let desk = Desk::of(Source::BadRating).contacted();
    for act in [judge(Judgement::Clear), exclude(Some(note()))] {
        assert_eq!(desk.refuses(RATED, &act), "rectification_own");
        desk.asks(OTHER, &act).expect("another one may");
    }
    let judged = desk.does(OTHER, &judge(Judgement::Clear));
    assert_eq!(judged.refuses(RATED, &close()), "rectification_own");
    judged.asks(OTHER, &close()).expect("another one may");
}

#[test]
fn a_rating_is_excluded_for_a_reason_and_nothing_else_is_excluded() {
    for source in SOURCES {
        let desk = Desk::of(source);
        if source == Source::BadRating {
            let refused = desk.refuses(OTHER, &exclude(None));
            assert_eq!(refused, "rectification_reason");
            let desk = desk.does(OTHER, &exclude(Some(note())));
            assert!(desk.one.is_excluded() && desk.one.is_gone(desk.today));
        } else {
            let refused = desk.refuses(OTHER, &exclude(Some(note())));
            assert_eq!(refused, "rectification_not_rating");
        }
    }
}

#[test]
fn nobody_judges_before_somebody_tried_to_reach_whoever_spoke() {
    for source in SOURCES {
        let desk = Desk::of(source);
        let unfounded = judge(Judgement::Unfounded);
        if source.wants_contact() {
            let refused = desk.refuses(OTHER, &unfounded);
            assert_eq!(refused, "rectification_not_contacted");
            let tried = desk.does(OTHER, &contact(false));
            tried.asks(OTHER, &unfounded).expect("a try is enough");
        } else {
            desk.asks(OTHER, &unfounded).expect("nobody waits");
        }
    }
}

#[test]
fn it_is_judged_once_and_closed_only_after_that() {
    let desk = Desk::of(Source::BadRating).contacted();
    assert_eq!(desk.refuses(OTHER, &close()), "rectification_not_judged");
    let judged = desk.does(OTHER, &judge(Judgement::Ordinary));
    let again = judged.refuses(OTHER, &judge(Judgement::Complex));
    assert_eq!(again, "rectification_judged");
}

#[test]
fn a_patrols_finding_has_its_day_from_the_patrol_and_nobody_to_contact() {
    let desk = Desk::of(Source::Patrol);
    assert_eq!(desk.due(), day("2026-05-06"));
    assert_eq!(desk.refuses(OTHER, &contact(true)), "rectification_nobody");
    let longer = desk.refuses(OTHER, &judge(Judgement::Complex));
    assert_eq!(longer, "rectification_judged");
    let closed = desk.does(OTHER, &close());
    assert_eq!(closed.one.was_closed_on_time(closed.today), Some(true));
}

#[test]
fn what_ended_never_opens_again() {
    let closed = Desk::of(Source::Callback)
        .does(OTHER, &judge(Judgement::Clear))
        .does(OTHER, &close());
    for act in [
        contact(true),
        judge(Judgement::Complex),
        close(),
        exclude(Some(note())),
    ] {
        assert_eq!(closed.refuses(OTHER, &act), "rectification_over");
    }
}

#[test]
fn only_what_ended_is_published_and_once_and_no_excluded_rating() {
    let desk = Desk::of(Source::BadRating).contacted();
    assert_eq!(desk.refuses(OTHER, &publish()), "rectification_not_over");
    let excluded = desk.clone().does(OTHER, &exclude(Some(note())));
    assert_eq!(excluded.refuses(OTHER, &publish()), "rectification_over");
    let explained = desk.does(OTHER, &judge(Judgement::Unfounded));
    let published = explained.does(OTHER, &publish());
    let again = published.refuses(OTHER, &publish());
    assert_eq!(again, "rectification_published");
}

#[test]
fn it_stays_until_it_is_published_or_a_month_is_over() {
    let open = Desk::of(Source::Callback).does(OTHER, &judge(Judgement::Clear));
    assert!(!open.one.is_gone(Date(open.today.0 + 1000)), "not over");
    let closed = open.does(OTHER, &close());
    let last = Date(closed.today.0 + PUBLISH_DAYS_KEPT);
    assert!(!closed.one.is_gone(last));
    assert!(closed.one.is_gone(Date(last.0 + 1)));
    let published = closed.does(OTHER, &publish());
    assert!(published.one.is_gone(published.today));
}

#[test]
fn a_person_is_tried_so_often_and_no_more() {
    let mut desk = Desk::of(Source::BadRating);
    for _ in 0..CONTACTS_MAX {
        desk = desk.does(OTHER, &contact(false));
    }
    let refused = desk.refuses(OTHER, &contact(false));
    assert_eq!(refused, "rectification_contact_limit");
}

#[test]
fn a_later_calendar_moves_the_last_days_that_still_run_and_no_others() {
    let moved = |desk: &Desk| -> Vec<Date> {
        let steps = desk.one.overnight(&Calendar::default());
        let day = |step| match step {
            RectificationStep::ContactDueMoved { due } | RectificationStep::DueMoved { due } => {
                day_of(Some(due))
            }
            other => panic!("no due day: {other:?}"),
        };
        steps.map(day).collect()
    };
    let desk = Desk::came(Source::BadRating, "2026-04-30");
    // Without the notice Friday the first of May is worked.
    assert_eq!(moved(&desk), [day("2026-05-01")]);
    let tried = desk.does(OTHER, &contact(false));
    let judged = tried.does(OTHER, &judge(Judgement::Ordinary));
    assert_eq!(moved(&judged), [day("2026-05-01"), day("2026-05-07")]);
    let reached = judged.contacted();
    assert_eq!(moved(&reached), [day("2026-05-07")]);
    let closed = reached.does(OTHER, &close());
    assert_eq!(moved(&closed), []);
    let patrol = Desk::of(Source::Patrol);
    assert_eq!(moved(&patrol), [], "the patrol named the day");
}
