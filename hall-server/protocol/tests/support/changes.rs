//! Changes of a small hall, for the model of the feed: few names, so that they meet often.

use hall_core::code::{
    Code, NoticeId, QueueCode, SeriesCode, TicketId, VisitId, WindowNumber, ZoneCode,
};
use hall_core::plan::{Language, VoiceRules};
use hall_core::ticket::PaperState;
use hall_core::{Date, Time};
use hall_protocol::view::{
    AlarmView, CallView, DayView, HallView, MessageView, MissedView, Names, NoticeView, PromptView,
    QueueView, TicketLayout, TicketView, WindowView,
};
use hall_protocol::{Change, Stamp};
use proptest::prelude::*;

fn code(text: &str) -> Code {
    text.parse().expect("the changes name plain codes")
}

pub(crate) fn series() -> SeriesCode {
    SeriesCode(code("A"))
}

pub(crate) fn date(n: i32) -> Date {
    Date(20_000 + n)
}

fn label(n: u32) -> String {
    format!("A{n:03}")
}

pub(crate) fn hall() -> HallView {
    HallView {
        code: "test".into(),
        names: Names::default(),
        timezone: "Asia/Shanghai".into(),
        guide_desk: Names::default(),
        wifi: String::new(),
        languages: vec![Language::ZhCn],
        zones: Vec::new(),
        restore_minutes: 30,
        call_interval_s: 20,
        suggest_missed_after: 3,
        reasons: Vec::new(),
        classes: Vec::new(),
        facilities: Vec::new(),
        ticket: TicketLayout::default(),
        voice: VoiceRules::default(),
        practice: false,
        public_url: String::new(),
    }
}

pub(crate) fn day(n: i32) -> Change {
    Change::Day(DayView {
        day: date(n),
        stage: "open".into(),
        issued: 0,
    })
}

pub(crate) fn call(n: u32) -> Change {
    Change::Call(CallView {
        number: label(n),
        mark: String::new(),
        window: WindowNumber(1),
        zone: ZoneCode(code("z")),
        floor: 1,
        queue: QueueCode(code("q")),
        at: Stamp(Time(0)),
        times: 1,
    })
}

pub(crate) fn ticket(id: u64, n: u32) -> Change {
    Change::Ticket(TicketView {
        id: TicketId(id),
        number: label(n),
        mark: String::new(),
        day: date(1),
        queue: QueueCode(code("q")),
        item: None,
        class: hall_core::code::ClassCode(code("normal")),
        language: Language::ZhCn,
        visit: VisitId(id),
        state: "waiting".into(),
        window: None,
        window_hint: String::new(),
        taken_at: Stamp(Time(0)),
        arrival: Stamp(Time(0)),
        since: Stamp(Time(0)),
        ahead: 0,
        wait_minutes: None,
        version: 1,
        calls: 0,
        called_at: None,
        restore_until: None,
        only_window: None,
        place: (0, id, 0),
        legs: 1,
        earlier: Vec::new(),
        paper: PaperState::Unreported,
        no_paper: false,
        rated: false,
        token: None,
        existing: false,
    })
}

fn queue(name: u8, waiting: u32) -> Change {
    Change::Queue(QueueView {
        queue: QueueCode(code(&format!("q{name}"))),
        names: Names::default(),
        series: series(),
        zone: ZoneCode(code("z")),
        floor: 1,
        waiting,
        wait_minutes: None,
        oldest: None,
        paused_items: Vec::new(),
        paused: None,
        windows: Vec::new(),
        open_windows: 1,
    })
}

/// With what only staff may see.
pub(crate) fn window(number: u16, finished: u32) -> Change {
    Change::Window(WindowView {
        number: WindowNumber(number),
        names: Names::default(),
        zone: ZoneCode(code("z")),
        floor: 1,
        state: "open".into(),
        ticket: None,
        reason: None,
        until: None,
        queues: Vec::new(),
        helps: Vec::new(),
        clerk: Some(hall_core::code::ClerkCode(code("014"))),
        signed_in: None,
        sign_in: None,
        posts: Vec::new(),
        silent: finished % 2 == 1,
        since: None,
        finished,
        missed: finished,
    })
}

pub(crate) fn missed(n: u32) -> Change {
    let (window, zone) = (WindowNumber(1), ZoneCode(code("z")));
    let until = Stamp(Time(i64::from(n % 3)));
    Change::Missed(MissedView {
        number: label(n),
        mark: String::new(),
        window,
        zone,
        until,
    })
}

fn prompt(window: u16, n: u32) -> Change {
    Change::Prompt(PromptView {
        window: WindowNumber(window),
        ticket: TicketId(u64::from(n)),
        number: label(n),
        until: Stamp(Time(0)),
    })
}

pub(crate) fn alarm(n: u32) -> Change {
    Change::Alarm(AlarmView {
        alarm: label(n),
        name: String::new(),
        accepted: String::new(),
        since: Stamp(Time(0)),
    })
}

fn notice(id: u64) -> Change {
    Change::Notice(NoticeView {
        notice: NoticeId(id),
        text: Names::default(),
        zone: None,
        urgent: id % 2 == 1,
        at: Stamp(Time(0)),
        until: None,
    })
}

fn message(n: u32) -> Change {
    Change::Message(MessageView {
        at: Stamp(Time(i64::from(n))),
        text: label(n),
        to: Vec::new(),
    })
}

fn any_change() -> impl Strategy<Value = Change> {
    let few = 1_u32..6;
    prop_oneof![
        (1_i32..3).prop_map(day),
        (1_u8..4, few.clone()).prop_map(|(name, waiting)| queue(name, waiting)),
        (1_u16..4, few.clone()).prop_map(|(number, finished)| window(number, finished)),
        (1_u32..40).prop_map(call),
        few.clone().prop_map(missed),
        few.clone().prop_map(|n| Change::MissedOver(label(n))),
        (1_u16..4, few.clone()).prop_map(|(window, n)| prompt(window, n)),
        (1_u16..4).prop_map(|window| Change::PromptOver(WindowNumber(window))),
        (1_u64..6, few.clone()).prop_map(|(id, n)| ticket(id, n)),
        (1_u64..6).prop_map(|id| Change::TicketOver(TicketId(id))),
        few.clone().prop_map(alarm),
        few.clone().prop_map(|n| Change::AlarmOver(label(n))),
        (1_u64..4).prop_map(notice),
        (1_u64..4).prop_map(|id| Change::NoticeOver(NoticeId(id))),
        few.prop_map(message),
    ]
}

/// What one event changes: often several things, sometimes nothing.
pub(crate) fn any_changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(any_change(), 0..4)
}
