//! Who may do what: every role against every command.

use crate::bed::{Bed, finish, note, ok};
use crate::notices::told;
use crate::plan::{code, plan};
use hall_core::callback::{CallbackOutcome, Channel};
use hall_core::case::CaseAct;
use hall_core::code::{CaseId, DeviceId, NoticeId, RectificationId, TicketId, Token, WindowNumber};
use hall_core::command::{Act, CaseClerk, Command, HandIn, Named, NewCallback, TakeTicket, Target};
use hall_core::device::{Actor, Role};
use hall_core::event::{Help, Reason, Subject};
use hall_core::rectification::{About, Exclusion, Judgement, RectificationAct};
use hall_core::register::{Entered, Thanks};
use hall_core::service::Done;
use hall_core::sign_in::Factor;
use hall_core::ticket::{Number, PaperState};
use hall_core::{Date, Refusal, Span, Time};

/// Every command with the roles that may give it: k w b p g m o c.
fn commands() -> Vec<(&'static str, Command)> {
    let (window, ticket) = (WindowNumber(1), TicketId(1));
    let reason = || Reason::Listed(code("down"));
    let act = |act| Command::Act {
        window,
        named: Named::default(),
        act,
    };
    let to = Target::Queue(code("B"), None);
    let mut list = vec![
        ("kg", Command::TakeTicket(TakeTicket::item(code("a1")))),
        (
            "kg",
            Command::ReportPaper {
                ticket,
                number: None,
                paper: PaperState::Printed,
                copy: false,
            },
        ),
        ("k", Command::LeaseBlock { series: code("A") }),
        ("k", Command::ReportPrinter { trouble: None }),
        ("k", Command::HandIn(paper())),
        ("kwg", Command::Restore { ticket }),
        ("kwg", Command::Withdraw { ticket, note: None }),
        (
            "g",
            Command::Reclass {
                named: Named {
                    ticket: Some(ticket),
                    version: None,
                },
                class: code("priority"),
                note: note(),
            },
        ),
        (
            "w",
            Command::OpenWindow {
                window,
                clerk: None,
            },
        ),
        (
            "w",
            Command::PauseWindow {
                window,
                reason: reason(),
                minutes: 5,
            },
        ),
        ("w", Command::CloseWindow { window }),
        ("w", Command::CallNext { window }),
        (
            "w",
            Command::CallChosen {
                window,
                ticket,
                note: note(),
            },
        ),
        ("w", act(Act::Recall)),
        ("w", act(Act::Start)),
        ("w", act(finish())),
        ("w", act(Act::Miss)),
        ("wm", act(Act::Hold)),
        ("w", act(Act::Resume)),
        ("wm", act(Act::Release)),
        ("w", act(Act::Reopen)),
        ("w", act(Act::Transfer { to, note: note() })),
    ];
    list.extend(sign_in_commands());
    list.extend(newer_commands());
    list.extend(other_commands());
    list.extend(case_commands());
    list.extend(following_commands());
    list
}

/// Those about who works where, and what is said to them.
fn sign_in_commands() -> Vec<(&'static str, Command)> {
    let window = WindowNumber(1);
    vec![
        (
            "w",
            Command::SignIn {
                window,
                clerk: code("K1"),
                factor: Factor::Card,
            },
        ),
        ("w", Command::SignOut { window }),
        ("m", Command::UnlockSignIn { clerk: code("K1") }),
        ("m", Command::PostNotice(Box::new(told("停电")))),
        (
            "m",
            Command::WithdrawNotice {
                notice: NoticeId(1),
            },
        ),
        (
            "m",
            Command::Say {
                note: note(),
                to: vec![window],
            },
        ),
        (
            "",
            Command::SetCredential {
                clerk: code("K1"),
                factor: Factor::Pin,
                verifier: None,
            },
        ),
        (
            "",
            Command::NoteWrongSignIn {
                window,
                clerk: None,
            },
        ),
    ]
}

/// Those of a window that lead on, or ask for help.
fn newer_commands() -> Vec<(&'static str, Command)> {
    let window = WindowNumber(1);
    let to = Target::Queue(code("B"), None);
    let act = |act| Command::Act {
        window,
        named: Named::default(),
        act,
    };
    vec![
        (
            "w",
            Command::AskHelp {
                window,
                help: Help::Alarm,
            },
        ),
        (
            "wgm",
            Command::AcceptHelp {
                window,
                help: Help::Alarm,
            },
        ),
        (
            "wgm",
            Command::EndHelp {
                window,
                help: Help::Alarm,
            },
        ),
        ("w", act(Act::QuickFinish(Done::default()))),
        (
            "w",
            act(Act::GoOn {
                done: Done::default(),
                to,
            }),
        ),
        (
            "w",
            Command::ServeNow {
                window,
                take: Box::new(TakeTicket::item(code("a1"))),
                note: note(),
            },
        ),
    ]
}

/// Those about cases.
fn case_commands() -> Vec<(&'static str, Command)> {
    let (at, named) = (CaseClerk::At(WindowNumber(1)), CaseClerk::Named(code("K1")));
    let open = |by| Command::OpenCase {
        by,
        case: Box::default(),
    };
    let finish = |by| Command::MoveCase {
        by,
        case: CaseId(0),
        act: CaseAct::Finish,
    };
    vec![
        ("w", open(at)),
        ("w", finish(at)),
        ("o", open(named)),
        ("o", finish(named)),
    ]
}

/// Those about what follows a service: callers back call, contact and keep registers; the rest is
/// for managers.
fn following_commands() -> Vec<(&'static str, Command)> {
    let by = code("K1");
    let act = |act| Command::MoveRectification {
        by,
        rectification: RectificationId(0),
        act,
    };
    let callback = NewCallback {
        day: Date(0),
        ticket: TicketId(1),
        outcome: CallbackOutcome::Reached,
        channel: Channel::Phone,
        level: None,
        problem: None,
    };
    let thanks = Entered::Commendation {
        form: Thanks::Letter,
        about: About::default(),
        note: None,
    };
    vec![
        (
            "cm",
            Command::MakeCallback {
                by,
                callback: Box::new(callback),
            },
        ),
        (
            "cm",
            Command::EnterRegister {
                by,
                what: Box::new(thanks),
            },
        ),
        (
            "cm",
            Command::OpenRectification {
                by,
                ticket: TicketId(1),
            },
        ),
        (
            "cm",
            act(RectificationAct::Contact {
                reached: true,
                note: None,
            }),
        ),
        (
            "m",
            act(RectificationAct::Judge {
                judgement: Judgement::Clear,
                note: None,
            }),
        ),
        ("m", act(RectificationAct::Close { note: note() })),
        ("m", act(RectificationAct::Publish { note: note() })),
        (
            "m",
            act(RectificationAct::Exclude {
                exclusion: Exclusion::Mistaken,
                note: None,
            }),
        ),
    ]
}

/// Those of pads, managers and the hall itself.
fn other_commands() -> Vec<(&'static str, Command)> {
    let (window, ticket) = (WindowNumber(1), TicketId(1));
    let reason = || Reason::Listed(code("down"));
    let subject = Subject::Queue(code("A"));
    vec![
        (
            "p",
            Command::Rate {
                ticket,
                level: 5,
                note: None,
            },
        ),
        (
            "m",
            Command::LoadPlan {
                plan: Box::new(plan()),
            },
        ),
        ("m", Command::CloseDay),
        (
            "m",
            Command::RevokeDevice {
                device: DeviceId(1),
            },
        ),
        (
            "wm",
            Command::Pause {
                subject,
                reason: reason(),
            },
        ),
        ("wm", Command::Resume { subject }),
        ("m", Command::EndGathering),
        (
            "kwg",
            Command::Witness {
                device: None,
                day: Date(0),
                raised: Vec::new(),
                proven: false,
            },
        ),
        ("", Command::Tick),
        ("", enrolment()),
        ("", Command::NoteSilence { window }),
        ("", Command::NoteHeard { window }),
        (
            "",
            Command::BeginGathering {
                waiting_for: Vec::new(),
            },
        ),
        (
            "",
            Command::NoteHello {
                device: DeviceId(1),
            },
        ),
        (
            "",
            Command::NoteRatingAttempt {
                device: DeviceId(1),
                ticket: TicketId(1),
            },
        ),
        ("", Command::NoteDisk { low: true }),
    ]
}

fn paper() -> HandIn {
    HandIn {
        day: Date(0),
        number: Number {
            series: code("A"),
            round: 0,
            n: 5000,
        },
        token: Token(1),
        elapsed: Span(0),
        last_contact: Time(0),
        take: TakeTicket::item(code("a1")),
    }
}

fn enrolment() -> Command {
    let (name, secret) = ("x".to_owned(), "x".to_owned());
    Command::EnrolDevice {
        role: Role::Kiosk,
        name,
        window: None,
        department: None,
        secret,
    }
}

// PEERS 6: 37
#[test]
fn every_command_belongs_to_its_roles_and_to_no_other() {
    let letters = [
        (Role::Kiosk, 'k'),
        (Role::Window, 'w'),
        (Role::Board, 'b'),
        (Role::Pad, 'p'),
        (Role::Guide, 'g'),
        (Role::Manager, 'm'),
        (Role::Office, 'o'),
        (Role::Callback, 'c'),
    ];
    for (allowed, command) in commands() {
        for (role, letter) in letters {
            let mut bed = Bed::new();
            let before = bed.hall.clone();
            let answer = bed.ask(bed.actor(role, 1), command.clone());
            let refused = answer.map_err(|refusal| refusal.code()) == Err("role_not_allowed");
            assert_eq!(refused, !allowed.contains(letter), "{role} and {command:?}");
            assert!(!refused || bed.hall == before, "a refusal changes nothing");
        }
    }
}

#[test]
fn a_window_speaks_for_itself_only() {
    let mut bed = Bed::new();
    bed.take_many("a1", 1);
    let stranger = bed.actor(Role::Window, 2);
    for (_, command) in commands() {
        if command.window().is_some() {
            let answer = bed.ask(stranger, command).map_err(|refusal| refusal.code());
            assert_eq!(answer.map(|_| ()), Err("other_window"));
        }
    }
    let (first, window) = (bed.actor(Role::Window, 1), WindowNumber(2));
    let answer = bed.ask(first, Command::CallNext { window });
    assert_eq!(
        answer,
        Err(Refusal::OtherWindow {
            own: WindowNumber(1)
        })
    );
}

// PEERS 6: 37, 8; I31
#[test]
fn a_revoked_or_unknown_device_does_nothing() {
    let mut bed = Bed::new();
    let kiosk = bed.device(Role::Kiosk, 1);
    bed.manage(Command::RevokeDevice { device: kiosk })
        .expect("revoked");
    assert_eq!(bed.take("a1"), Err("device_revoked"));
    assert!(bed.hall.device_by_secret("kiosk1").is_none());
    let stranger = Actor::Device(DeviceId(999));
    let take = Command::TakeTicket(TakeTicket::item(code("a1")));
    let answer = bed.ask(stranger, take).map_err(|refusal| refusal.code());
    assert_eq!(answer.map(|_| ()), Err("unknown_device"));
    assert_eq!(
        bed.manage(Command::RevokeDevice { device: kiosk }),
        ok(""),
        "twice is once"
    );
}

#[test]
fn windows_and_pads_are_enrolled_with_a_window_and_others_without() {
    let mut bed = Bed::new();
    for role in Role::ALL {
        for window in [None, Some(WindowNumber(1)), Some(WindowNumber(9))] {
            let (name, secret) = ("n".to_owned(), format!("{role}{window:?}"));
            let answer = bed.ask(
                Actor::Operator,
                Command::EnrolDevice {
                    role,
                    name,
                    window,
                    department: None,
                    secret,
                },
            );
            let expected = match window {
                _ if window.is_some() != role.needs_window() => Err("window_for_role"),
                _ if role.needs_department() => Err("department_for_role"),
                Some(WindowNumber(9)) => Err("unknown_window"),
                _ => Ok(()),
            };
            assert_eq!(
                answer.map(|_| ()).map_err(|refusal| refusal.code()),
                expected
            );
        }
    }
}

#[test]
fn a_role_reads_back_its_own_word() {
    for role in Role::ALL {
        assert_eq!(role.word().parse(), Ok(role));
    }
    assert!("clerk".parse::<Role>().is_err());
}

#[test]
fn who_works_here_sees_staff_data_and_who_shows_or_is_shown_does_not() {
    let sees = |role: &Role| role.sees_staff_data();
    let (staff, public): (Vec<Role>, Vec<Role>) = Role::ALL.into_iter().partition(sees);
    assert_eq!(
        public,
        [
            Role::Board,
            Role::Pad,
            Role::Office,
            Role::Callback,
            Role::Lead,
            Role::Auditor
        ]
    );
    assert_eq!(staff.len(), 4);
}

// PEERS 6: 38
#[test]
fn what_names_no_ticket_of_today_is_refused() {
    let mut bed = Bed::new();
    let guide = bed.actor(Role::Guide, 1);
    let ticket = TicketId(404);
    let note = None;
    for command in [
        Command::Restore { ticket },
        Command::Withdraw { ticket, note },
    ] {
        let answer = bed.ask(guide, command).map_err(|refusal| refusal.code());
        assert_eq!(answer.map(|_| ()), Err("unknown_ticket"));
    }
    let named = Named {
        ticket: Some(ticket),
        version: None,
    };
    assert_eq!(bed.act_named(1, named, Act::Start), Err("unknown_ticket"));
}

// PEERS 6: 38
#[test]
fn an_event_of_an_unknown_kind_or_state_cannot_be_read() {
    use hall_core::Event;
    for bad in [
        r#"{"ticket_vanished":{"ticket":1}}"#,
        r#"{"ticket_expired":{"ticket":"x"}}"#,
    ] {
        assert!(serde_json::from_str::<Event>(bad).is_err(), "{bad}");
    }
}
