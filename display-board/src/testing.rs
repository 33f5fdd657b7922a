//! Sample calls and halls for the tests of this crate.

use hall_core::Time;
use hall_core::code::{NoticeId, WindowNumber};
use hall_core::plan::{Language, VoiceRules};
use hall_protocol::Stamp;
use hall_protocol::frame::Welcome;
use hall_protocol::view::{
    CallView, HallView, MissedView, Names, NoticeView, QueueView, TicketLayout, ZoneView,
};

/// 2026-03-03 10:42:00 in the hall.
pub(crate) const T0: i64 = 1_772_505_720_000;

/// A call at [`T0`].
pub(crate) fn call(number: &str, window: u16, times: u16) -> CallView {
    call_at(number, window, times, T0)
}

/// A call.
pub(crate) fn call_at(number: &str, window: u16, times: u16, at_ms: i64) -> CallView {
    CallView {
        number: number.to_owned(),
        mark: String::new(),
        window: WindowNumber(window),
        zone: "life".parse().expect("a code"),
        floor: 1,
        queue: "bus".parse().expect("a code"),
        at: Stamp(Time(at_ms)),
        times,
    }
}

/// A missed number that may come back until 10:58.
pub(crate) fn missed(number: &str) -> MissedView {
    MissedView {
        number: number.to_owned(),
        mark: String::new(),
        window: WindowNumber(14),
        zone: "life".parse().expect("a code"),
        until: Stamp(Time(T0 + 16 * 60_000)),
    }
}

/// A notice for the whole hall.
pub(crate) fn notice(id: u64, zh: &str, en: &str, urgent: bool) -> NoticeView {
    NoticeView {
        notice: NoticeId(id),
        text: names(zh, en),
        zone: None,
        urgent,
        at: Stamp(Time(T0)),
        until: None,
    }
}

/// A name in Chinese and English.
pub(crate) fn names(zh: &str, en: &str) -> Names {
    Names {
        name: zh.to_owned(),
        name_en: en.to_owned(),
        name_zh_hant: String::new(),
    }
}

/// A queue of the zone `life`.
pub(crate) fn queue(code: &str, zh: &str, waiting: u32, wait: Option<[u16; 2]>) -> QueueView {
    QueueView {
        queue: code.parse().expect("a code"),
        names: names(zh, code),
        series: "E".parse().expect("a code"),
        zone: "life".parse().expect("a code"),
        floor: 1,
        waiting,
        wait_minutes: wait,
        oldest: None,
        paused_items: Vec::new(),
        paused: None,
        windows: vec![WindowNumber(14)],
        open_windows: 1,
    }
}

/// The welcome of a small hall.
pub(crate) fn welcome(speed: u32) -> Welcome {
    Welcome {
        version: hall_protocol::CURRENT,
        epoch: "1-0".to_owned(),
        seq: 1,
        now: Stamp(Time(T0)),
        speed,
        hall: hall(),
        window: None,
        online_max: std::collections::BTreeMap::new(),
    }
}

fn hall() -> HallView {
    let zone = |code: &str, zh: &str, en: &str, floor| ZoneView {
        zone: code.parse().expect("a code"),
        names: names(zh, en),
        floor,
    };
    HallView {
        code: "ankang".to_owned(),
        names: names("安康市政务服务中心", "Ankang Government Service Hall"),
        timezone: "Asia/Shanghai".to_owned(),
        guide_desk: names("导服台", "guide desk"),
        wifi: String::new(),
        languages: vec![Language::ZhCn, Language::En],
        zones: vec![
            zone("life", "民生服务区", "Daily life", 1),
            zone("tax", "纳税服务区", "Taxes", 2),
        ],
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
