//! Frames of a feed, for the tests of the link.

use hall_core::Time;
use hall_core::plan::{Language, VoiceRules};
use hall_protocol::frame::Welcome;
use hall_protocol::picture::Picture;
use hall_protocol::view::{DayView, HallView, Names, TicketLayout};
use hall_protocol::{Change, ServerFrame, Stamp, encode};

pub(crate) const EPOCH: &str = "1-00000000000000aa";

pub(crate) fn hash(seq: u64) -> String {
    format!("{seq:016x}")
}

fn hall() -> HallView {
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

/// A welcome at `seq`; the hall's time is 1,000 s and runs 30 times as fast.
pub(crate) fn welcome(seq: u64) -> String {
    encode(&ServerFrame::Welcome(Box::new(Welcome {
        version: 1,
        epoch: EPOCH.into(),
        seq,
        now: Stamp(Time(1_000_000)),
        speed: 30,
        hall: hall(),
        window: None,
        online_max: [].into(),
    })))
}

pub(crate) fn snapshot(seq: u64) -> String {
    let picture = Box::new(Picture::default());
    encode(&ServerFrame::Snapshot {
        epoch: EPOCH.into(),
        seq,
        hash: hash(seq),
        picture,
    })
}

/// The day with this many tickets.
pub(crate) fn issued(count: u32) -> Change {
    Change::Day(DayView {
        day: hall_core::Date(20_000),
        stage: "open".into(),
        issued: count,
    })
}

pub(crate) fn event(seq: u64, change: Change) -> String {
    let (at, changes) = (Stamp(Time(0)), vec![change]);
    encode(&ServerFrame::Event {
        seq,
        hash: hash(seq),
        at,
        changes,
    })
}

pub(crate) fn refused(code: &str) -> String {
    encode(&ServerFrame::Refused {
        code: code.into(),
        title: "Ask the operator.".into(),
    })
}
