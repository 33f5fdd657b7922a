//! Every refusal has words: what happened and what to do next, in every language.

use hall_core::callback::CallbackRefusal;
use hall_core::case::{CaseRefusal, Stage};
use hall_core::code::{ItemCode, QueueCode, TicketId, WindowNumber};
use hall_core::device::DeviceRefusal;
use hall_core::event::Reason;
use hall_core::notice::NoticeRefusal;
use hall_core::rectification::RectificationRefusal;
use hall_core::register::RegisterRefusal;
use hall_core::{Refusal, Time};
use hall_text::{Language, has, hint, refusal, word};
use std::collections::BTreeSet;
use std::str::FromStr;

/// Codes of the server and the programs that are no refusals of the rules.
const SERVER_CODES: [&str; 18] = [
    "unauthorized",
    "token_unknown",
    "malformed",
    "body_too_large",
    "request_id_required",
    "request_id_malformed",
    "request_id_reused",
    "not_found",
    "method_not_allowed",
    "raw_identity_refused",
    "bad_code",
    "protocol_version",
    "other_epoch",
    "board_commands",
    "server_stopping",
    "storage_failed",
    "internal",
    "not_a_hall",
];

fn code<T: FromStr>(text: &str) -> T {
    text.parse().ok().expect("tests write valid codes")
}

/// One of each, with numbers that bad formatting would spoil.
fn all() -> Vec<Refusal> {
    let mut all = at_the_hall();
    all.extend(of_notices());
    all.extend(of_cases());
    all.extend(at_a_case().map(Refusal::Case));
    all.extend(after_a_service());
    all.extend([
        Refusal::NotSignedIn,
        Refusal::SignInWrong,
        Refusal::SignInLocked { minutes: 1234 },
        Refusal::NoPin {
            clerk: "甲".to_owned(),
        },
        Refusal::WindowTaken {
            clerk: "甲".to_owned(),
        },
        Refusal::CardNeedsPost,
        Refusal::BadCredential,
    ]);
    all
}

fn after_a_service() -> Vec<Refusal> {
    use CallbackRefusal as Callback;
    use RectificationRefusal as Rectification;
    use RegisterRefusal as Register;
    let rectifications = [
        Rectification::UnknownRectification,
        Rectification::RectificationLimit { limit: 20_000 },
        Rectification::RectificationNotBad,
        Rectification::RectificationExists,
        Rectification::RectificationOver,
        Rectification::RectificationNotOver,
        Rectification::RectificationOwn,
        Rectification::RectificationNobody,
        Rectification::RectificationContactLimit { limit: 20 },
        Rectification::RectificationNotContacted,
        Rectification::RectificationJudged,
        Rectification::RectificationNotJudged,
        Rectification::RectificationReason,
        Rectification::RectificationNotRating,
        Rectification::RectificationPublished,
    ];
    let callbacks = [
        Callback::CallbackDay,
        Callback::CallbackNotDrawn,
        Callback::CallbackReached,
        Callback::CallbackDeclined,
        Callback::CallbackTries { limit: 5 },
        Callback::CallbackNothingSaid,
    ];
    let registers = [
        Register::RegisterDay,
        Register::RegisterCount { max: 1_000_000 },
    ];
    let rectifications = rectifications.into_iter().map(Refusal::Rectification);
    let callbacks = callbacks.into_iter().map(Refusal::Callback);
    let registers = registers.into_iter().map(Refusal::Register);
    rectifications.chain(callbacks).chain(registers).collect()
}

fn of_notices() -> [Refusal; 4] {
    [
        Refusal::Notice(NoticeRefusal::UnknownZone {
            zone: "甲".to_owned(),
        }),
        Refusal::Notice(NoticeRefusal::UnknownNotice),
        Refusal::Notice(NoticeRefusal::NoticeEnd { days: 1_366 }),
        Refusal::Notice(NoticeRefusal::NoticeLimit { limit: 1_000 }),
    ]
}

fn of_cases() -> [Refusal; 6] {
    [
        Refusal::UnknownCase,
        Refusal::UnknownDepartment {
            department: "甲".to_owned(),
        },
        Refusal::CaseNobody {
            window: WindowNumber(14),
        },
        Refusal::CaseNumberTaken,
        Refusal::CaseLimit { limit: 100_000 },
        Refusal::CasePartLimit { limit: 20 },
    ]
}

fn at_a_case() -> [CaseRefusal; 18] {
    [
        CaseRefusal::CaseOver,
        CaseRefusal::CaseStage { at: Stage::Handled },
        CaseRefusal::CaseAskedAlready,
        CaseRefusal::CaseDeemedAccepted {
            on: code("2026-03-04"),
        },
        CaseRefusal::CaseOwn,
        CaseRefusal::CasePartsOpen { count: 2 },
        CaseRefusal::CaseNoPart,
        CaseRefusal::CaseSuspended,
        CaseRefusal::CaseNotSuspended,
        CaseRefusal::CaseStopDays,
        CaseRefusal::CaseStopLimit { limit: 20 },
        CaseRefusal::CaseExtended,
        CaseRefusal::CaseExtensionDays { max: 15 },
        CaseRefusal::CaseOverdue,
        CaseRefusal::CaseNotOverdue,
        CaseRefusal::CaseMissing,
        CaseRefusal::CaseNothingMissing,
        CaseRefusal::CasePromiseDay,
    ]
}

fn at_the_hall() -> Vec<Refusal> {
    let text = || "甲".to_owned();
    let (window, ticket, series) = (WindowNumber(14), TicketId(1234), code("A"));
    let plan_in_use = Refusal::PlanInUse {
        queues: vec![code::<QueueCode>("A")],
        windows: vec![window],
        items: vec![code::<ItemCode>("a1")],
    };
    vec![
        Refusal::RoleNotAllowed,
        Refusal::OtherWindow { own: window },
        Refusal::DeviceRevoked,
        Refusal::UnknownItem { item: text() },
        Refusal::UnknownQueue { queue: text() },
        Refusal::UnknownWindow { window },
        Refusal::UnknownTicket,
        Refusal::UnknownClass { class: text() },
        Refusal::UnknownSeries { series: text() },
        Refusal::UnknownClerk { clerk: text() },
        Refusal::UnknownDevice,
        Refusal::ItemOrQueue,
        Refusal::QueuePaused {
            reason: Reason::Listed(code("down")),
        },
        Refusal::OutsideHours {
            from: 510,
            until: 1000,
        },
        Refusal::HallClosedToday,
        Refusal::DayNotOpen,
        Refusal::DayClosing,
        Refusal::DayClosed,
        Refusal::ItemNotYet {
            from: code("2026-03-04"),
        },
        Refusal::TooYoung { age_min: 18 },
        Refusal::AgeNotConfirmed { age_min: 18 },
        Refusal::NoAgents,
        Refusal::QuotaUsed { quota: 1200 },
        Refusal::PersonLimit { limit: 5 },
        Refusal::SeriesFull { series },
        Refusal::BookingOtherDay,
        Refusal::BookingTooEarly { from: Time(0) },
        Refusal::Gathering { missing: 2 },
        Refusal::DiskLow,
        Refusal::HallFull { limit: 100_000 },
        Refusal::BlocksFull { series },
        Refusal::NumberOutsideBlock,
        Refusal::NumberUsed { ticket },
        Refusal::DayTooOld,
        Refusal::WindowNotOpen,
        Refusal::WindowPaused,
        Refusal::WindowBusy { ticket },
        Refusal::TicketInHand { ticket },
        Refusal::NobodyWaiting,
        Refusal::ClerkElsewhere { window },
        Refusal::ClerkNotHere,
        Refusal::QueueNotServed { queue: code("A") },
        Refusal::ReasonRequired,
        Refusal::PauseLength { minutes_max: 480 },
        Refusal::TicketNotWaiting,
        Refusal::PersonBusy,
        Refusal::BoundToWindow { window },
        Refusal::NothingInHand,
        Refusal::TicketNotHere,
        Refusal::NotCalled,
        Refusal::NotServing,
        Refusal::AlreadyServing,
        Refusal::NotHeld,
        Refusal::RecallTooSoon { seconds: 20 },
        Refusal::RecallLimit { calls: 3 },
        Refusal::MissedTooSoon { seconds: 20 },
        Refusal::NotMissed,
        Refusal::RestoreTooLate,
        Refusal::RestoreLimit,
        Refusal::HoldLimit { limit: 5 },
        Refusal::NotReopenable,
        Refusal::ReopenTooLate,
        Refusal::StaleVersion { version: 3 },
        Refusal::SamePlace,
        Refusal::TransferLimit { limit: 20 },
        Refusal::AlreadyRated,
        Refusal::NotRatable,
        Refusal::QuantityRange { max: 999 },
        Refusal::CaseNumber,
        Refusal::NoHelpAsked,
        Refusal::HelpAccepted,
        Refusal::OwnHelp,
        Refusal::RatingTooLate,
        Refusal::BadLevel,
        Refusal::RatingReason,
        plan_in_use,
        Refusal::PlanInvalid,
        Refusal::NotPaused,
        Refusal::Device(DeviceRefusal::WindowForRole),
        Refusal::Device(DeviceRefusal::DepartmentForRole),
        Refusal::Device(DeviceRefusal::DeviceLimit { limit: 20_000 }),
    ]
}

/// Stable codes as the core's source lists them.
fn codes_of_the_core() -> BTreeSet<String> {
    let sources = [
        include_str!("../../core/src/refusal.rs"),
        include_str!("../../core/src/device/refusal.rs"),
        include_str!("../../core/src/notice.rs"),
        include_str!("../../core/src/case/decide.rs"),
        include_str!("../../core/src/rectification/decide.rs"),
        include_str!("../../core/src/callback/refusal.rs"),
        include_str!("../../core/src/register/refusal.rs"),
    ];
    let codes = sources
        .iter()
        .flat_map(|source| source.split("=> \"").skip(1))
        .filter_map(|rest| rest.split('"').next());
    codes.map(str::to_owned).collect()
}

#[test]
fn the_list_of_these_tests_has_every_refusal_of_the_core() {
    let listed: BTreeSet<String> = all()
        .iter()
        .map(|refusal| refusal.code().to_owned())
        .collect();
    assert_eq!(listed, codes_of_the_core());
    assert_eq!(listed.len(), all().len(), "no code stands for two refusals");
}

#[test]
fn every_code_has_a_sentence_and_a_next_step_in_every_language() {
    let codes = codes_of_the_core();
    for code in codes.iter().map(String::as_str).chain(SERVER_CODES) {
        for prefix in ["refusal", "hint"] {
            let key = format!("{prefix}-{}", code.replace('_', "-"));
            assert!(has(&key), "{key} is missing in a language");
        }
    }
}

#[test]
fn no_refusal_shows_a_key_or_an_empty_place() {
    for one in all() {
        for language in Language::ALL {
            for words in [refusal(language, &one), hint(language, &one)] {
                let code = one.code();
                assert!(
                    !words.is_empty(),
                    "{code} says nothing in {}",
                    language.tag()
                );
                assert!(!words.contains(['{', '}', '$']), "{code}: {words}");
                assert!(
                    !words.starts_with("refusal-") && !words.starts_with("hint-"),
                    "{words}"
                );
            }
        }
    }
}

#[test]
fn codes_of_the_server_need_no_arguments() {
    for code in SERVER_CODES.into_iter().chain(["disk_low", "day_not_open"]) {
        for language in Language::ALL {
            for prefix in ["refusal", "hint"] {
                let words = word(language, &format!("{prefix}-{}", code.replace('_', "-")));
                assert!(!words.contains(['{', '}', '$']), "{code}: {words}");
            }
        }
    }
}

#[test]
fn numbers_are_written_plainly() {
    let cases = [
        (
            Refusal::OtherWindow {
                own: WindowNumber(14),
            },
            "14",
        ),
        (Refusal::QuotaUsed { quota: 1200 }, "1200"),
        (Refusal::HallFull { limit: 100_000 }, "100000"),
        (Refusal::Gathering { missing: 1 }, "1"),
        (Refusal::HoldLimit { limit: 1 }, "1"),
        (Refusal::PauseLength { minutes_max: 480 }, "480"),
        (
            Refusal::OutsideHours {
                from: 510,
                until: 1470,
            },
            "00:30",
        ),
        (
            Refusal::ItemNotYet {
                from: code("2026-03-04"),
            },
            "2026-03-04",
        ),
        (Refusal::CaseLimit { limit: 100_000 }, "100000"),
        (
            Refusal::Case(CaseRefusal::CaseDeemedAccepted {
                on: code("2026-03-04"),
            }),
            "2026-03-04",
        ),
    ];
    for (one, expected) in cases {
        for language in Language::ALL {
            let words = refusal(language, &one);
            assert!(words.contains(expected), "{words}");
            assert!(!words.contains(&format!("{expected}.0")), "{words}");
        }
    }
}

#[test]
fn english_counts_one_device_and_several_devices() {
    let words = |missing| refusal(Language::En, &Refusal::Gathering { missing });
    assert!(words(1).contains("1 device before"), "{}", words(1));
    assert!(words(3).contains("3 devices before"), "{}", words(3));
}

#[test]
fn a_refusal_says_at_which_stage_the_case_is() {
    let words = |at, language| refusal(language, &Refusal::Case(CaseRefusal::CaseStage { at }));
    let stages = [
        (Stage::Told, "还没有受理", "not accepted"),
        (Stage::Accepted, "已经受理", "accepted"),
        (Stage::Handled, "正在承办", "handled"),
        (Stage::Approved, "已经批准", "approved"),
        (Stage::Finished, "已经办结", "finished"),
        (Stage::Delivered, "已经送达", "delivered"),
    ];
    for (at, zh, en) in stages {
        assert!(words(at, Language::ZhCn).contains(zh), "{at:?}");
        assert!(words(at, Language::En).contains(en), "{at:?}");
    }
}
