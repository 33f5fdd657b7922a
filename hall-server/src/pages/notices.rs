//! The notices on the boards, and the form for another one.

use super::places::{Place, bar};
use super::words::{Words, render};
use super::{Draft, Frame, LocalTime};
use crate::limits::{NOTICE_CHARS_MAX, NOTICE_EN_CHARS_MAX};
use askama::Template;
use hall_protocol::Problem;
use hall_protocol::view::{HallView, NoticeView};

/// What the page of notices shows.
#[derive(Clone, Copy, Debug)]
pub struct Notices<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// What is on the boards.
    pub notices: &'a [NoticeView],
    /// What stands in the form.
    pub draft: &'a Draft,
    /// Why the draft was not posted.
    pub wrong: Option<&'a Problem>,
}

#[derive(Template)]
#[template(path = "notices.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    is_writing: bool,
    clock: String,
    rows: Vec<Row>,
    draft: &'a Draft,
    wrong: Option<&'a Problem>,
    zones: Vec<Choice>,
    text_max: usize,
    en_max: usize,
}

/// A notice on the boards.
struct Row {
    notice: u64,
    text: String,
    /// In the other languages.
    others: Vec<String>,
    is_urgent: bool,
    zone: String,
    since: String,
    until: String,
}

struct Choice {
    code: String,
    name: String,
    is_here: bool,
}

/// The page.
pub fn notices(notices: &Notices<'_>) -> String {
    let frame = notices.frame;
    let words = Words(frame.language);
    let local = LocalTime::new(&frame.hall.timezone);
    let hall = words.name(&frame.hall.names);
    let zones = frame.hall.zones.iter().map(|zone| Choice {
        code: zone.zone.to_string(),
        name: words.name(&zone.names).to_owned(),
        is_here: notices.draft.is("zone", zone.zone.as_str()),
    });
    let rows = notices.notices.iter();
    render(&Page {
        words,
        title: words.with("page-notices-title", "hall", hall),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Notices)),
        is_writing: frame.writes(Place::Notices),
        clock: local.clock(frame.now.0),
        rows: rows
            .map(|one| row(one, frame.hall, words, &local))
            .collect(),
        draft: notices.draft,
        wrong: notices.wrong,
        zones: zones.collect(),
        text_max: NOTICE_CHARS_MAX,
        en_max: NOTICE_EN_CHARS_MAX,
    })
}

fn row(one: &NoticeView, hall: &HallView, words: Words, local: &LocalTime) -> Row {
    let zone = hall.zones.iter().find(|zone| Some(zone.zone) == one.zone);
    let everywhere = || words.t("page-notices-everywhere");
    let gone = one.zone.map(|zone| zone.to_string());
    let zone = zone.map(|zone| words.name(&zone.names).to_owned());
    let others = [&one.text.name_en, &one.text.name_zh_hant].into_iter();
    let until = one.until.map(|until| local.day_and_clock(until.0));
    Row {
        notice: one.notice.0,
        text: one.text.name.clone(),
        others: others.filter(|text| !text.is_empty()).cloned().collect(),
        is_urgent: one.urgent,
        zone: zone.or(gone).unwrap_or_else(everywhere),
        since: local.day_and_clock(one.at.0),
        until: until.unwrap_or_else(|| words.t("page-notices-open-end")),
    }
}
