//! Registers: what may be written down, and what has to be put right because of it.

use crate::bed::{Bed, note};
use crate::plan::code;
use crate::rectification_desk::bed;
use hall_core::code::{EntryId, RectificationId, TicketId, WindowNumber};
use hall_core::command::{Answer, Command};
use hall_core::deadline::Due;
use hall_core::device::Role;
use hall_core::event::Event;
use hall_core::limits::REGISTER_COUNT_MAX;
use hall_core::rectification::{About, Source};
use hall_core::register::{Counts, Entered, Entry, Register, Thanks};
use hall_core::ticket::Outcome;
use hall_core::{Date, Refusal};

impl Bed {
    fn enters(&mut self, what: Entered) -> Result<Answer, Refusal> {
        let (by, what) = (code("K3"), Box::new(what));
        let command = Command::EnterRegister { by, what };
        self.ask(self.actor(Role::Callback, 1), command)
    }

    /// Somebody complains about the service of a paper.
    pub(crate) fn complains(&mut self, paper: &str) -> Result<Answer, Refusal> {
        let about = About {
            ticket: Some(self.id(paper)),
            ..About::default()
        };
        self.enters(complaint(about))
    }
}

fn complaint(about: About) -> Entered {
    let note = note();
    Entered::Complaint { about, note }
}

fn patrol(window: u16, rectify_by: &str) -> Entered {
    Entered::Patrol {
        window: WindowNumber(window),
        finding: note(),
        photo: Some(code("IMG-0042")),
        rectify_by: day(rectify_by),
    }
}

fn assistance(officer: &str, item: &str) -> Entered {
    Entered::Assistance {
        officer: code(officer),
        item: code(item),
        person: note(),
        result: Outcome::Done,
    }
}

fn outreach(households: u32) -> Entered {
    let place = note();
    let counts = Counts {
        households,
        matters: 700,
        leaflets: 1600,
        people: 1700,
    };
    Entered::Outreach { place, counts }
}

fn thanks(form: Thanks) -> Entered {
    Entered::Commendation {
        form,
        about: About {
            clerk: Some(code("K1")),
            ..About::default()
        },
        note: None,
    }
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn entries(bed: &Bed) -> Vec<&Entry> {
    let entries = bed.events().filter_map(|event| match event {
        Event::RegisterEntered(entry) => Some(entry.as_ref()),
        _ => None,
    });
    entries.collect()
}

#[test]
fn every_register_takes_entries_under_one_count() {
    let mut bed = bed();
    for what in [
        complaint(About::default()),
        thanks(Thanks::Banner),
        patrol(1, "2026-03-06"),
        assistance("K2", "a1"),
        outreach(500),
    ] {
        bed.enters(what).expect("it is written down");
    }
    let entries = entries(&bed);
    let registers: Vec<Register> = entries.iter().map(|it| it.what.register()).collect();
    assert_eq!(registers, Register::ALL);
    let ids: Vec<u64> = entries.iter().map(|it| it.entry.0).collect();
    assert_eq!(ids, [0, 1, 2, 3, 4]);
    let signed = |it: &&Entry| (it.by, it.day) == (code("K3"), day("2026-03-03"));
    assert!(entries.iter().all(signed));
}

#[test]
fn a_complaint_knows_its_service_from_the_ticket_and_has_to_be_put_right() {
    let mut bed = bed();
    let paper = bed.rated(5);
    let answer = bed.complains(&paper).expect("entered");
    assert_eq!(answer, Answer::Entry(EntryId(0), Some(RectificationId(0))));
    let one = bed.rectification(0);
    assert_eq!((one.source, one.by), (Source::Complaint, Some(code("K3"))));
    assert_eq!(one.about.window, Some(WindowNumber(4)));
    assert_eq!(one.about.clerk, Some(code("K1")));
    assert_eq!(one.about.item, Some(code("b1")));
    let due = Due::On {
        day: day("2026-03-04"),
        provisional: false,
    };
    assert_eq!((one.contact_due, one.due), (Some(due), None));
}

#[test]
fn what_a_patrol_finds_has_to_be_put_right_by_the_day_it_named() {
    let mut bed = bed();
    bed.enters(patrol(4, "2026-03-03")).expect("today is early");
    let one = bed.rectification(0);
    let due = Due::On {
        day: day("2026-03-03"),
        provisional: false,
    };
    assert_eq!((one.source, one.due), (Source::Patrol, Some(due)));
    assert_eq!(one.about.clerk, Some(code("K1")), "who sat there");
    let past = bed.enters(patrol(4, "2026-03-02"));
    assert_eq!(past.expect_err("yesterday").code(), "register_day");
}

#[test]
fn thanks_help_and_visits_open_nothing() {
    let mut bed = bed();
    for what in [
        thanks(Thanks::Letter),
        assistance("K2", "a1"),
        outreach(REGISTER_COUNT_MAX),
    ] {
        bed.enters(what).expect("it is written down");
    }
    assert!(bed.hall.rectifications().is_empty());
}

#[test]
fn what_the_plan_does_not_know_is_refused_and_nothing_is_written_down() {
    let mut bed = bed();
    let about = |change: fn(&mut About)| {
        let mut about = About::default();
        change(&mut about);
        complaint(about)
    };
    for (what, expected) in [
        (
            about(|it| it.ticket = Some(TicketId(404))),
            "unknown_ticket",
        ),
        (
            about(|it| it.window = Some(WindowNumber(99))),
            "unknown_window",
        ),
        (about(|it| it.clerk = Some(code("K9"))), "unknown_clerk"),
        (
            about(|it| it.department = Some(code("X"))),
            "unknown_department",
        ),
        (about(|it| it.item = Some(code("x"))), "unknown_item"),
        (patrol(99, "2026-03-06"), "unknown_window"),
        (assistance("K9", "a1"), "unknown_clerk"),
        (assistance("K2", "x"), "unknown_item"),
        (outreach(REGISTER_COUNT_MAX + 1), "register_count"),
    ] {
        let refused = bed.enters(what).expect_err("it is refused");
        assert_eq!(refused.code(), expected);
    }
    assert_eq!(entries(&bed), Vec::<&Entry>::new());
}
