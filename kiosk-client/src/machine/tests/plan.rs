//! A hall with two queues and one window, in UTC, open on weekdays.

use hall_core::code::WindowNumber;
use hall_core::plan::{
    AlertRules, CallRules, Class, Department, HallInfo, Hours, Item, Language, NumberRules,
    PersonRules, Plan, PrivacyRules, Queue, RatingRules, Series, Text, TicketRules, VoiceRules,
    Window, WindowRules, Zone,
};
use std::collections::BTreeMap;
use std::str::FromStr;

/// Any code from its text.
pub(super) fn code<T: FromStr>(text: &str) -> T {
    text.parse().ok().expect("tests write valid codes")
}

fn text(zh: &str) -> Text {
    Text {
        zh: zh.to_owned(),
        ..Text::default()
    }
}

/// Monday to Friday from 09:00 to 17:00, numbers from 08:30 to 16:40.
fn hours() -> Hours {
    Hours {
        weekdays: [true, true, true, true, true, false, false],
        days_off: Vec::new(),
        days_on: Vec::new(),
        open: vec![(540, 1020)],
        ticket_from: 510,
        ticket_until: 1000,
        close_latest: 1140,
    }
}

/// Items `a1` and `adult` (from 18 years on) in queue and series A, `b1` in B; numbers from 08:30
/// to 16:40; blocks of `block_size` numbers.
pub(super) fn plan(block_size: u32) -> Plan {
    let series = Series {
        block_size,
        block_to: 5000 + 10 * block_size - 1,
        ..Series::default()
    };
    let adult = Item {
        age_min: Some(18),
        ..item("A")
    };
    Plan {
        hall: HallInfo {
            code: "test".to_owned(),
            name: text("大厅"),
            timezone: "UTC".to_owned(),
            floors: 1,
            wifi: String::new(),
            hotline: String::new(),
            guide_desk: text("导服台"),
        },
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
        calendar: hall_core::calendar::Calendar::default(),
        facilities: Vec::new(),
        ticket: TicketRules::default(),
        voice: VoiceRules::default(),
        languages: vec![Language::ZhCn],
        series: BTreeMap::from([(code("A"), series.clone()), (code("B"), series)]),
        classes: BTreeMap::from([(
            code("normal"),
            Class {
                name: text("普通"),
                mark: String::new(),
                credit_s: 0,
            },
        )]),
        reasons: BTreeMap::new(),
        zones: BTreeMap::from([(
            code("Z"),
            Zone {
                name: text("一区"),
                floor: 1,
            },
        )]),
        departments: BTreeMap::from([(
            code("D"),
            Department {
                name: text("局"),
                zone: code("Z"),
                joined: None,
                internal: false,
            },
        )]),
        items: BTreeMap::from([
            (code("a1"), item("A")),
            (code("adult"), adult),
            (code("b1"), item("B")),
        ]),
        queues: ["A", "B"]
            .map(|name| {
                (
                    code(name),
                    Queue {
                        name: text(name),
                        series: code(name),
                        zone: code("Z"),
                    },
                )
            })
            .into(),
        windows: BTreeMap::from([(
            WindowNumber(1),
            Window {
                name: text("窗口"),
                zone: code("Z"),
                queues: vec![code("A"), code("B")],
                helps: Vec::new(),
                open: None,
                clerk_a: None,
                clerk_b: None,
                accessible: false,
            },
        )]),
        clerks: BTreeMap::new(),
    }
}

fn item(queue: &str) -> Item {
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
