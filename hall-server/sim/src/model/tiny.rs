//! The smallest hall: one queue, two windows, one series with nine numbers and two blocks of two.
//!
//! It opens on a Tuesday at 09:30. A tick of the model is [`TICK_S`] seconds; the plan's spans are
//! one tick long where a rule needs one, so that few ticks reach every rule.

use hall_core::code::{RequestId, WindowNumber};
use hall_core::command::Command;
use hall_core::device::{Actor, Role};
use hall_core::plan::{
    AlertRules, CallRules, Class, Department, HallInfo, Hours, Item, NumberRules, PersonRules,
    Plan, PrivacyRules, Queue, RatingRules, Series, Text, TicketRules, VoiceRules, Window,
    WindowRules, Zone,
};
use hall_core::{Date, Language, Now, Request, Span, Time};
use hall_server::desk::{Ask, Desk, Outcome};
use hall_server::journal::Tip;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Seconds of hall time in one tick of a model.
pub(super) const TICK_S: u32 = 20;

/// The last online number.
pub(super) const ONLINE_MAX: u32 = 9;

/// Numbers in a block.
pub(super) const BLOCK_SIZE: u32 = 2;

/// Blocks of the series.
const BLOCKS: u32 = 2;

/// The kiosk.
pub(super) const KIOSK: u32 = 1;
/// The guide.
pub(super) const GUIDE: u32 = 2;
/// The terminal of window 1; that of window 2 is the next.
pub(super) const WINDOW: u32 = 3;

/// The epoch of the first history.
pub(super) const EPOCH: &str = "1-0000000000000001";

/// Any code from its text.
///
/// # Panics
///
/// Never: the models write valid codes.
pub(super) fn code<T: FromStr>(text: &str) -> T {
    text.parse().ok().expect("models write valid codes")
}

/// What the clock says at a tick.
pub(super) fn now(tick: u8) -> Now {
    let date = Date::from_civil(2026, 3, 3);
    let second = 9 * 3600 + 30 * 60 + u32::from(tick) * TICK_S;
    Now {
        at: Time(i64::from(date.0) * 86_400_000) + Span::seconds(second),
        date,
        minute: (second / 60) as u16,
    }
}

/// The desk at tick 0: the plan is loaded, devices are enrolled, both windows are open.
///
/// # Panics
///
/// When the rules refuse the smallest hall.
pub(super) fn desk() -> Desk {
    let (answered, notes) = (BTreeMap::new(), BTreeMap::new());
    let mut desk = Desk::new(
        hall_core::Hall::new(),
        Tip::GENESIS,
        EPOCH.to_owned(),
        answered,
        notes,
    );
    let mut commands = vec![Command::LoadPlan {
        plan: Box::new(plan()),
    }];
    let roles = [
        (Role::Kiosk, None),
        (Role::Guide, None),
        (Role::Window, Some(1)),
        (Role::Window, Some(2)),
        (Role::Board, None),
    ];
    commands.extend(roles.map(|(role, window)| enrol(role, window)));
    for window in [1, 2] {
        commands.push(Command::OpenWindow {
            window: WindowNumber(window),
            clerk: None,
        });
    }
    for command in commands {
        let batch = desk.tick_and_decide(&[Ask::of_operator(command)], now(0));
        let accepted = matches!(batch.outcomes[..], [Outcome::Accepted { .. }]);
        assert!(accepted, "the smallest hall opens: {:?}", batch.outcomes);
    }
    desk
}

/// A command as the desk hears it. The same intent has the same random bits, as tickets have tokens.
pub(super) fn ask(by: Actor, id: RequestId, command: Command) -> Ask {
    let digest = format!("{command:?}");
    let random = id.0 + 1000;
    Ask {
        request: Request {
            by,
            id,
            random,
            command,
        },
        digest,
        notes: Vec::new(),
    }
}

fn enrol(role: Role, window: Option<u16>) -> Command {
    let name = format!("{role}{}", window.unwrap_or(0));
    Command::EnrolDevice {
        role,
        secret: name.clone(),
        name,
        window: window.map(WindowNumber),
        department: None,
    }
}

fn text(zh: &str) -> Text {
    Text {
        zh: zh.to_owned(),
        ..Text::default()
    }
}

fn plan() -> Plan {
    let series = Series {
        online_max: ONLINE_MAX,
        block_from: ONLINE_MAX + 1,
        block_to: ONLINE_MAX + BLOCKS * BLOCK_SIZE,
        block_size: BLOCK_SIZE,
        wrap: false,
    };
    let class = Class {
        name: text("普通"),
        mark: String::new(),
        credit_s: 0,
    };
    let zone = Zone {
        name: text("一区"),
        floor: 1,
    };
    let queue = Queue {
        name: text("综合"),
        series: code("A"),
        zone: code("Z"),
    };
    Plan {
        hall: HallInfo {
            code: "tiny".to_owned(),
            name: text("大厅"),
            timezone: "UTC".to_owned(),
            floors: 1,
            wifi: String::new(),
            hotline: String::new(),
            guide_desk: text("导服台"),
        },
        hours: Hours {
            weekdays: [true; 7],
            days_off: Vec::new(),
            days_on: Vec::new(),
            open: vec![(540, 1020)],
            ticket_from: 510,
            ticket_until: 1000,
            close_latest: 1140,
        },
        numbers: NumberRules {
            digits: 3,
            booked_mark: "约".to_owned(),
        },
        calls: CallRules {
            interval_s: TICK_S,
            cooldown_s: TICK_S,
            ..CallRules::default()
        },
        windows_rules: WindowRules {
            grace_s: TICK_S,
            ..WindowRules::default()
        },
        persons: PersonRules::default(),
        rating: RatingRules::default(),
        alerts: AlertRules::default(),
        privacy: PrivacyRules::default(),
        calendar: hall_core::calendar::Calendar::default(),
        facilities: Vec::new(),
        ticket: TicketRules::default(),
        voice: VoiceRules::default(),
        languages: vec![Language::ZhCn],
        series: BTreeMap::from([(code("A"), series)]),
        classes: BTreeMap::from([(Plan::normal_class(), class)]),
        reasons: BTreeMap::new(),
        zones: BTreeMap::from([(code("Z"), zone)]),
        departments: BTreeMap::from([(code("D"), department())]),
        items: BTreeMap::from([(code("a1"), item())]),
        queues: BTreeMap::from([(code("A"), queue)]),
        windows: [1, 2].map(|n| (WindowNumber(n), window())).into(),
        clerks: BTreeMap::new(),
    }
}

fn department() -> Department {
    Department {
        name: text("局"),
        zone: code("Z"),
        joined: None,
        internal: false,
    }
}

fn item() -> Item {
    Item {
        name: text("事项"),
        department: code("D"),
        queue: code("A"),
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

fn window() -> Window {
    Window {
        name: text("窗口"),
        zone: code("Z"),
        queues: vec![code("A")],
        helps: Vec::new(),
        open: None,
        clerk_a: None,
        clerk_b: None,
        accessible: false,
    }
}
