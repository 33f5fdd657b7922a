//! A moment of one hall in values, for the golden frames.

use hall_core::code::{Code, NoticeId, TicketId, VisitId, WindowNumber};
use hall_core::plan::{Language, VoiceRules};
use hall_core::ticket::PaperState;
use hall_core::{Date, Time};
use hall_protocol::picture::Picture;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{
    AlarmView, BlockView, CallView, DayView, HallState, HallView, HandView, ItemView, MessageView,
    MissedView, Names, NoticeView, PromptView, QueueView, ReasonView, TicketLayout, TicketView,
    WindowView, ZoneView,
};

/// A plain code.
pub(crate) fn code(text: &str) -> Code {
    text.parse().expect("the samples name plain codes")
}

/// 2026-03-03, the demo's Tuesday.
pub(crate) fn day() -> Date {
    Date::from_civil(2026, 3, 3)
}

/// Seconds after 09:00 in the hall.
pub(crate) fn at(seconds: i64) -> Stamp {
    Stamp(Time(
        i64::from(day().0) * 86_400_000 + 3_600_000 + seconds * 1000,
    ))
}

pub(crate) fn names(zh: &str, en: &str, zh_hant: &str) -> Names {
    Names {
        name: zh.into(),
        name_en: en.into(),
        name_zh_hant: zh_hant.into(),
    }
}

pub(crate) fn hall() -> HallView {
    HallView {
        code: "ankang".into(),
        names: names(
            "安康市政务服务大厅",
            "Ankang Government Service Hall",
            "安康市政務服務大廳",
        ),
        timezone: "Asia/Shanghai".into(),
        guide_desk: names("一楼导服台", "guide desk, floor 1", "一樓導服台"),
        wifi: "hall-free".into(),
        languages: vec![Language::ZhCn, Language::En, Language::ZhHant],
        zones: vec![ZoneView {
            zone: hall_core::code::ZoneCode(code("life")),
            names: names("民生服务区", "People's livelihood", ""),
            floor: 1,
        }],
        restore_minutes: 30,
        call_interval_s: 20,
        suggest_missed_after: 3,
        reasons: vec![reason()],
        classes: Vec::new(),
        facilities: Vec::new(),
        ticket: TicketLayout::default(),
        voice: VoiceRules::default(),
        practice: false,
        public_url: "http://hall.example".into(),
    }
}

pub(crate) fn day_view() -> DayView {
    DayView {
        day: day(),
        stage: "open".into(),
        issued: 31,
    }
}

pub(crate) fn reason() -> ReasonView {
    ReasonView {
        code: Some("system".into()),
        names: names("系统故障", "system down", ""),
    }
}

pub(crate) fn queue() -> QueueView {
    QueueView {
        queue: hall_core::code::QueueCode(code("E-life")),
        names: names("社保医保", "Social insurance", "社保醫保"),
        series: hall_core::code::SeriesCode(code("E")),
        zone: hall_core::code::ZoneCode(code("life")),
        floor: 1,
        waiting: 8,
        wait_minutes: Some([15, 25]),
        oldest: Some(at(60)),
        paused_items: Vec::new(),
        paused: Some(reason()),
        windows: vec![WindowNumber(14), WindowNumber(15)],
        open_windows: 2,
    }
}

pub(crate) fn window() -> WindowView {
    WindowView {
        number: WindowNumber(14),
        names: names("社保14号", "Social insurance 14", ""),
        zone: hall_core::code::ZoneCode(code("life")),
        floor: 1,
        state: "open".into(),
        ticket: Some(HandView {
            id: TicketId(23),
            number: "E023".into(),
            state: "called".into(),
            since: at(600),
        }),
        reason: None,
        until: None,
        queues: vec![hall_core::code::QueueCode(code("E-life"))],
        helps: vec![hall_core::code::QueueCode(code("E-tax"))],
        clerk: Some(hall_core::code::ClerkCode(code("014"))),
        signed_in: None,
        sign_in: None,
        posts: Vec::new(),
        silent: false,
        since: Some(at(0)),
        finished: 6,
        missed: 1,
    }
}

pub(crate) fn ticket() -> TicketView {
    TicketView {
        id: TicketId(23),
        number: "E023".into(),
        mark: "优".into(),
        day: day(),
        queue: hall_core::code::QueueCode(code("E-life")),
        item: Some(hall_core::code::ItemCode(code("SB-01"))),
        class: hall_core::code::ClassCode(code("elder")),
        language: Language::ZhCn,
        visit: VisitId(21),
        state: "called".into(),
        window: Some(WindowNumber(14)),
        window_hint: "14-15".into(),
        taken_at: at(60),
        arrival: at(60),
        since: at(600),
        ahead: 0,
        wait_minutes: Some([15, 25]),
        version: 2,
        calls: 1,
        called_at: Some(at(600)),
        restore_until: Some(at(2400)),
        only_window: Some(WindowNumber(14)),
        place: (at(-1140).0.0, 23, 0),
        legs: 1,
        earlier: Vec::new(),
        paper: PaperState::Printed,
        no_paper: false,
        rated: false,
        token: None,
        existing: false,
    }
}

pub(crate) fn call() -> CallView {
    CallView {
        number: "E023".into(),
        mark: "优".into(),
        window: WindowNumber(14),
        zone: hall_core::code::ZoneCode(code("life")),
        floor: 1,
        queue: hall_core::code::QueueCode(code("E-life")),
        at: at(600),
        times: 1,
    }
}

pub(crate) fn missed() -> MissedView {
    MissedView {
        number: "E019".into(),
        mark: String::new(),
        window: WindowNumber(15),
        zone: hall_core::code::ZoneCode(code("life")),
        until: at(2100),
    }
}

pub(crate) fn prompt() -> PromptView {
    PromptView {
        window: WindowNumber(15),
        ticket: TicketId(18),
        number: "E018".into(),
        until: at(640),
    }
}

pub(crate) fn alarm() -> AlarmView {
    AlarmView {
        alarm: "window_silent:12".into(),
        name: String::new(),
        accepted: String::new(),
        since: at(580),
    }
}

pub(crate) fn notice() -> NoticeView {
    NoticeView {
        notice: NoticeId(3),
        text: names("社保系统维护到十点", "Social insurance is back at ten", ""),
        zone: Some(hall_core::code::ZoneCode(code("life"))),
        urgent: true,
        at: at(595),
        until: Some(at(3600)),
    }
}

pub(crate) fn message() -> MessageView {
    MessageView {
        at: at(590),
        text: "二楼打印机修好了".into(),
        to: vec![WindowNumber(14)],
    }
}

/// What staff see.
pub(crate) fn picture() -> Picture {
    Picture {
        day: Some(day_view()),
        queues: [(queue().queue, queue())].into(),
        windows: [(window().number, window())].into(),
        calls: vec![call()],
        missed: vec![missed()],
        prompts: [(prompt().window, prompt())].into(),
        tickets: [(ticket().id, ticket().into())].into(),
        alarms: vec![alarm()],
        notices: vec![notice()],
        messages: vec![message()],
    }
}

pub(crate) fn item() -> ItemView {
    ItemView {
        code: hall_core::code::ItemCode(code("SB-01")),
        names: names(
            "社会保险登记",
            "Social insurance registration",
            "社會保險登記",
        ),
        department: hall_core::code::DepartmentCode(code("RS")),
        department_name: names("市人力资源和社会保障局", "Human resources", ""),
        queue: hall_core::code::QueueCode(code("E-life")),
        zone: hall_core::code::ZoneCode(code("life")),
        floor: 1,
        series: hall_core::code::SeriesCode(code("E")),
        windows: vec![WindowNumber(14), WindowNumber(15)],
        open: true,
        ticket_hours: [520, 1010],
        paused: None,
        waiting: 8,
        wait_minutes: None,
        materials: vec![names("身份证原件", "Identity card", "身份證原件")],
        promised_days: 3,
        fee_yuan: 0,
        fee_note: String::new(),
        age_min: Some(16),
        pay_at: None,
        agent_allowed: true,
        self_service: false,
        online: true,
        frequent: true,
        usual_s: 600,
    }
}

pub(crate) fn block() -> BlockView {
    BlockView {
        day: day(),
        series: hall_core::code::SeriesCode(code("E")),
        from: 5000,
        to: 5499,
        digits: 3,
    }
}

pub(crate) fn hall_state() -> HallState {
    HallState {
        hall: hall(),
        now: at(600),
        minute: 550,
        epoch: "1-0123456789abcdef".into(),
        seq: 412,
        day: Some(day_view()),
        waiting: 8,
        open_windows: 2,
        alarms: vec![alarm()],
        gathering: 0,
    }
}
