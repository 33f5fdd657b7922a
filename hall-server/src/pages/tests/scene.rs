//! A hall at 10:42 on Tuesday 2026-03-03: views as the server would send them.

use hall_core::Time;
use hall_core::code::NoticeId;
use hall_core::device::PrinterTrouble;
use hall_core::plan::{Language, VoiceRules};
use hall_core::ticket::PaperState;
use hall_protocol::picture::Picture;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{
    AlarmView, CallView, DayView, HallView, HandView, ItemView, MissedView, Names, NoticeView,
    QueueView, ReasonView, TicketLayout, TicketView, WindowView, ZoneView,
};

/// 10:42:07 in Shanghai.
pub(crate) const NOW: Stamp = Stamp(Time(1_772_505_727_000));

/// Some minutes before now; negative ones lie ahead.
pub(crate) fn ago(minutes: i64) -> Stamp {
    Stamp(Time(NOW.0.0 - minutes * 60_000))
}

pub(crate) fn names(zh: &str, en: &str) -> Names {
    Names {
        name: zh.to_owned(),
        name_en: en.to_owned(),
        name_zh_hant: String::new(),
    }
}

/// On the boards since ten minutes, for the whole hall.
pub(crate) fn notice(id: u64, zh: &str, en: &str, urgent: bool) -> NoticeView {
    NoticeView {
        notice: NoticeId(id),
        text: names(zh, en),
        zone: None,
        urgent,
        at: ago(10),
        until: None,
    }
}

fn zone(code: &str, zh: &str, en: &str, floor: u8) -> ZoneView {
    ZoneView {
        zone: code.parse().expect("a code"),
        names: names(zh, en),
        floor,
    }
}

pub(crate) fn hall() -> HallView {
    HallView {
        code: "610900".to_owned(),
        names: names(
            "安康市政务服务中心",
            "Ankang Municipal Government Service Center",
        ),
        timezone: "Asia/Shanghai".to_owned(),
        guide_desk: names("导服台", "guide desk"),
        wifi: "HALL-FREE".to_owned(),
        languages: vec![Language::ZhCn, Language::En],
        zones: vec![
            zone("tax", "纳税服务区", "Tax", 1),
            zone("city", "城市建设服务区", "Urban construction", 2),
            zone("law", "政法服务区", "Public security", 1),
            zone("life", "民生服务区", "Livelihood", 1),
        ],
        reasons: Vec::new(),
        restore_minutes: 30,
        call_interval_s: 20,
        suggest_missed_after: 3,
        classes: Vec::new(),
        facilities: Vec::new(),
        ticket: TicketLayout::default(),
        voice: VoiceRules::default(),
        practice: false,
        public_url: String::new(),
    }
}

pub(crate) fn queue(
    code: &str,
    zh: &str,
    en: &str,
    series: &str,
    zone: &str,
    waiting: u32,
) -> QueueView {
    QueueView {
        queue: code.parse().expect("a code"),
        names: names(zh, en),
        series: series.parse().expect("a code"),
        zone: zone.parse().expect("a code"),
        floor: if zone == "city" { 2 } else { 1 },
        waiting,
        wait_minutes: (waiting > 3).then_some([waiting as u16, waiting as u16 * 2]),
        oldest: (waiting > 0).then(|| ago(i64::from(waiting) + 2)),
        paused_items: Vec::new(),
        paused: None,
        windows: vec![
            hall_core::code::WindowNumber(14),
            hall_core::code::WindowNumber(15),
        ],
        open_windows: u16::from(waiting > 0),
    }
}

pub(crate) fn window(number: u16, zh: &str, state: &str, zone: &str) -> WindowView {
    WindowView {
        number: hall_core::code::WindowNumber(number),
        names: names(zh, ""),
        zone: zone.parse().expect("a code"),
        floor: if zone == "city" { 2 } else { 1 },
        state: state.to_owned(),
        ticket: None,
        reason: None,
        until: None,
        queues: vec!["bus".parse().expect("a code")],
        helps: Vec::new(),
        clerk: None,
        signed_in: None,
        sign_in: None,
        posts: Vec::new(),
        silent: false,
        since: Some(ago(40)),
        finished: u32::from(number) * 3,
        missed: u32::from(number % 3),
    }
}

pub(crate) fn call(number: &str, mark: &str, window: u16, zone: &str, minutes: i64) -> CallView {
    CallView {
        number: number.to_owned(),
        mark: mark.to_owned(),
        window: hall_core::code::WindowNumber(window),
        zone: zone.parse().expect("a code"),
        floor: if zone == "city" { 2 } else { 1 },
        queue: "bus".parse().expect("a code"),
        at: ago(minutes),
        times: 1,
    }
}

pub(crate) fn missed(number: &str, window: u16, until: Stamp) -> MissedView {
    MissedView {
        number: number.to_owned(),
        mark: String::new(),
        window: hall_core::code::WindowNumber(window),
        zone: "life".parse().expect("a code"),
        until,
    }
}

fn hand(number: &str, state: &str, since: Stamp) -> HandView {
    let (number, state) = (number.to_owned(), state.to_owned());
    HandView {
        id: hall_core::code::TicketId(23),
        number,
        state,
        since,
    }
}

pub(crate) fn day(stage: &str) -> DayView {
    let day = "2026-03-03".parse().expect("the day exists");
    DayView {
        day,
        stage: stage.to_owned(),
        issued: 312,
    }
}

pub(crate) fn reason(zh: &str, en: &str) -> ReasonView {
    ReasonView {
        code: Some("system".to_owned()),
        names: names(zh, en),
    }
}

/// A busy morning, seen by staff.
pub(crate) fn picture() -> Picture {
    let mut picture = Picture {
        day: Some(day("open")),
        ..Picture::default()
    };
    for queue in [
        queue("tax", "纳税综合", "Tax", "A", "tax", 6),
        queue("build", "城建综合", "Construction", "B", "city", 2),
        queue("law", "驾照审验", "Driving licence", "D", "law", 9),
        queue("bus", "公交IC公益卡", "Bus card", "E", "life", 17),
        queue("social", "社保卡", "Social security card", "E", "life", 0),
        QueueView {
            paused: Some(reason(
                "系统维护,预计 11:30 恢复",
                "System maintenance, back 11:30",
            )),
            ..queue("house", "不动产查询", "Real estate records", "C", "city", 4)
        },
    ] {
        picture.queues.insert(queue.queue, queue);
    }
    for window in [
        window(3, "国税申报", "open", "tax"),
        WindowView {
            ticket: Some(hand("D118", "serving", ago(4))),
            ..window(10, "驾照审验", "open", "law")
        },
        WindowView {
            ticket: Some(hand("E023", "called", ago(0))),
            clerk: "W14A".parse().ok(),
            ..window(14, "公交IC公益卡", "open", "life")
        },
        WindowView {
            ticket: Some(hand("E022", "serving", ago(2))),
            ..window(15, "公交IC公益卡", "open", "life")
        },
        WindowView {
            reason: Some(reason("短时离开", "Short break")),
            until: Some(ago(-23)),
            ..window(16, "公交IC公益卡", "paused", "life")
        },
        window(18, "资格证换证", "closed", "law"),
    ] {
        picture.windows.insert(window.number, window);
    }
    picture.calls = vec![
        call("E023", "", 14, "life", 0),
        call("D118", "", 10, "law", 1),
        call("A041", "", 3, "tax", 2),
        call("E022", "", 15, "life", 3),
        call("E019", "优", 14, "life", 4),
        call("B007", "", 37, "city", 5),
        call("B012", "约", 37, "city", 6),
        call("D117", "", 11, "law", 7),
    ];
    picture.missed = vec![missed("E017", 14, ago(-16)), missed("E011", 14, ago(5))];
    picture
}

/// The alarms of a bad morning.
pub(crate) fn alarms() -> Vec<AlarmView> {
    let alarm = |alarm: &str, minutes| AlarmView {
        alarm: alarm.to_owned(),
        name: String::new(),
        accepted: String::new(),
        since: ago(minutes),
    };
    let at_kiosk = |trouble: PrinterTrouble, minutes| AlarmView {
        alarm: format!("printer_{}:10", trouble.word()),
        name: "一楼取号机".to_owned(),
        accepted: String::new(),
        since: ago(minutes),
    };
    let printers = PrinterTrouble::ALL.map(|trouble| at_kiosk(trouble, 4));
    let others = vec![
        alarm("window_silent:15", 3),
        alarm("held_long:23", 12),
        alarm("series_full:E", 1),
        alarm("blocks_full:E", 1),
        alarm("pause_long:16", 5),
        alarm("post_absent:18", 9),
        alarm("disk_low", 2),
        alarm("history_lost", 70),
        alarm("something_new:7", 1),
    ];
    others.into_iter().chain(printers).collect()
}

pub(crate) fn ticket(state: &str) -> TicketView {
    let at_window = matches!(state, "called" | "serving" | "held" | "missed" | "finished");
    TicketView {
        id: hall_core::code::TicketId(23),
        number: "E023".to_owned(),
        mark: String::new(),
        day: "2026-03-03".parse().expect("the day exists"),
        queue: "bus".parse().expect("a code"),
        item: "BUS1".parse().ok(),
        class: "normal".parse().expect("a code"),
        language: Language::ZhCn,
        visit: hall_core::code::VisitId(1),
        state: state.to_owned(),
        window: at_window.then_some(hall_core::code::WindowNumber(14)),
        window_hint: "14".to_owned(),
        taken_at: ago(4),
        arrival: ago(4),
        since: ago(1),
        ahead: if state == "waiting" { 17 } else { 0 },
        wait_minutes: (state == "waiting").then_some([20, 35]),
        version: 1,
        calls: u16::from(state == "called") * 2,
        called_at: (state == "called").then(|| ago(0)),
        restore_until: (state == "missed").then(|| ago(-16)),
        only_window: None,
        place: (0, 0, 0),
        legs: 1,
        earlier: Vec::new(),
        paper: PaperState::Printed,
        no_paper: false,
        rated: false,
        token: None,
        existing: false,
    }
}

pub(crate) fn item() -> ItemView {
    ItemView {
        code: "BUS1".parse().expect("a code"),
        names: names("公交卡领卡", "Bus card pick-up"),
        department: "GJ".parse().expect("a code"),
        department_name: names("市公交公司", "Bus company"),
        queue: "bus".parse().expect("a code"),
        zone: "life".parse().expect("a code"),
        floor: 1,
        series: "E".parse().expect("a code"),
        windows: vec![hall_core::code::WindowNumber(14)],
        open: true,
        ticket_hours: [480, 1000],
        paused: None,
        waiting: 17,
        wait_minutes: Some([20, 35]),
        materials: vec![names("身份证原件", "ID card"), names("领卡凭条", "Receipt")],
        promised_days: 0,
        fee_yuan: 0,
        fee_note: String::new(),
        age_min: None,
        pay_at: None,
        agent_allowed: false,
        self_service: false,
        online: false,
        frequent: true,
        usual_s: 60,
    }
}
