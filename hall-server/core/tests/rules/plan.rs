//! A small hall in code: five windows, three queues, two series.

use hall_core::calendar::Calendar;
use hall_core::code::WindowNumber;
use hall_core::plan::{
    AlertRules, CallRules, Class, Clerk, Department, HallInfo, Help, Hours, Item, Language,
    NumberRules, PersonRules, Plan, PrivacyRules, Queue, RatingRules, Series, Text, TicketRules,
    VoiceRules, Window, WindowRules, Zone,
};
use std::collections::BTreeMap;
use std::str::FromStr;

/// Any code from its text.
pub(crate) fn code<T: FromStr>(text: &str) -> T {
    text.parse().ok().expect("tests write valid codes")
}

/// A text in Chinese only.
pub(crate) fn text(zh: &str) -> Text {
    Text {
        zh: zh.to_owned(),
        ..Text::default()
    }
}

/// The plan of the tests.
///
/// | window | serves | helps | besides |
/// | --- | --- | --- | --- |
/// | 1, 2 | A | | |
/// | 3 | B | A when idle | |
/// | 4 | A, B | | posts K1 and K2 |
/// | 5 | C | A after 10 minutes | opens at 08:00 |
///
/// Queues A and C share series A. Items: `a1`, `a2` in A, `b1` in B, `c1` in C, `few` in B with a
/// quota of two, `adult` in B from 18 years on, `proxy` the same but also for agents.
pub(crate) fn plan() -> Plan {
    Plan {
        hall: hall(),
        hours: hours(),
        numbers: NumberRules {
            digits: 3,
            booked_mark: "约".to_owned(),
        },
        calls: CallRules::default(),
        windows_rules: WindowRules::default(),
        persons: PersonRules::default(),
        rating: RatingRules::default(),
        alerts: AlertRules::default(),
        privacy: PrivacyRules::default(),
        facilities: Vec::new(),
        ticket: TicketRules::default(),
        voice: VoiceRules::default(),
        languages: vec![Language::ZhCn],
        calendar: Calendar::default(),
        series: BTreeMap::from([
            (code("A"), Series::default()),
            (code("B"), Series::default()),
        ]),
        classes: BTreeMap::from([class("normal", 0), class("priority", 1200)]),
        reasons: BTreeMap::from([
            (code("lunch"), text("午休")),
            (code("down"), text("系统故障")),
        ]),
        zones: BTreeMap::from([(
            code("Z"),
            Zone {
                name: text("一区"),
                floor: 1,
            },
        )]),
        departments: BTreeMap::from([(code("D"), department())]),
        items: items(),
        queues: BTreeMap::from([queue("A", "A"), queue("B", "B"), queue("C", "A")]),
        windows: windows(),
        clerks: ["K1", "K2", "K3"]
            .into_iter()
            .map(|k| (code(k), Clerk { name: text(k) }))
            .collect(),
    }
}

fn hall() -> HallInfo {
    HallInfo {
        code: "test".to_owned(),
        name: text("大厅"),
        timezone: "UTC".to_owned(),
        floors: 1,
        wifi: String::new(),
        hotline: String::new(),
        guide_desk: text("导服台"),
    }
}

/// Monday to Friday, 09:00 to 12:00 and 13:00 to 17:00, numbers from 08:30 to 16:40.
fn hours() -> Hours {
    Hours {
        weekdays: [true, true, true, true, true, false, false],
        days_off: Vec::new(),
        days_on: Vec::new(),
        open: vec![(540, 720), (780, 1020)],
        ticket_from: 510,
        ticket_until: 1000,
        close_latest: 1140,
    }
}

fn class(name: &str, credit_s: u32) -> (hall_core::code::ClassCode, Class) {
    (
        code(name),
        Class {
            name: text(name),
            mark: String::new(),
            credit_s,
        },
    )
}

fn department() -> Department {
    Department {
        name: text("局"),
        zone: code("Z"),
        joined: None,
        internal: false,
    }
}

/// A queue with its series.
pub(crate) fn queue(name: &str, series: &str) -> (hall_core::code::QueueCode, Queue) {
    (
        code(name),
        Queue {
            name: text(name),
            series: code(series),
            zone: code("Z"),
        },
    )
}

fn items() -> BTreeMap<hall_core::code::ItemCode, Item> {
    let adult = Item {
        age_min: Some(18),
        ..item("B")
    };
    BTreeMap::from([
        (code("a1"), item("A")),
        (code("a2"), item("A")),
        (code("b1"), item("B")),
        (code("c1"), item("C")),
        (
            code("few"),
            Item {
                quota: Some(2),
                ..item("B")
            },
        ),
        (
            code("proxy"),
            Item {
                agent_allowed: true,
                ..adult.clone()
            },
        ),
        (code("adult"), adult),
    ])
}

/// A plain item of a queue.
pub(crate) fn item(queue: &str) -> Item {
    Item {
        name: text(queue),
        department: code("D"),
        queue: code(queue),
        materials: Vec::new(),
        promised_days: 0,
        legal_days: 0,
        fee_yuan: 0,
        fee_note: String::new(),
        age_min: None,
        agent_allowed: false,
        self_service: false,
        online: false,
        pay_at: None,
        frequent: false,
        effective: None,
        ticket_until: None,
        quota: None,
        usual_s: 300,
        per_day: 0,
    }
}

fn windows() -> BTreeMap<WindowNumber, Window> {
    let help = |after_minutes| Help {
        queue: code("A"),
        after_minutes,
    };
    BTreeMap::from([
        (WindowNumber(1), window(&["A"])),
        (WindowNumber(2), window(&["A"])),
        (
            WindowNumber(3),
            Window {
                helps: vec![help(None)],
                ..window(&["B"])
            },
        ),
        (
            WindowNumber(4),
            Window {
                clerk_a: Some(code("K1")),
                clerk_b: Some(code("K2")),
                ..window(&["A", "B"])
            },
        ),
        (
            WindowNumber(5),
            Window {
                helps: vec![help(Some(10))],
                open: Some(480),
                ..window(&["C"])
            },
        ),
    ])
}

/// A plain window that serves some queues.
pub(crate) fn window(queues: &[&str]) -> Window {
    Window {
        name: text("窗口"),
        zone: code("Z"),
        queues: queues.iter().map(|queue| code(queue)).collect(),
        helps: Vec::new(),
        open: None,
        clerk_a: None,
        clerk_b: None,
        accessible: false,
    }
}
