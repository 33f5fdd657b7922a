//! The notices on the boards, and the form for another one.

use super::LocalTime;
use super::words::{Words, render};
use crate::limits::{NOTICE_CHARS_MAX, NOTICE_EN_CHARS_MAX};
use askama::Template;
use hall_core::plan::Language;
use hall_protocol::Problem;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{HallView, NoticeView};
use serde::{Deserialize, Serialize};

/// What the page of notices shows.
#[derive(Clone, Copy, Debug)]
pub struct Notices<'a> {
    /// The hall.
    pub hall: &'a HallView,
    /// What is on the boards.
    pub notices: &'a [NoticeView],
    /// What stands in the form.
    pub draft: &'a Draft,
    /// Why the draft was not posted.
    pub wrong: Option<&'a Problem>,
    /// The intent's id for the next notice.
    pub request_id: &'a str,
    /// The hall's time.
    pub now: Stamp,
    /// The reader's language.
    pub language: Language,
}

/// A notice as its form has it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The words.
    pub text: String,
    /// The words in English.
    pub text_en: String,
    /// The words in traditional characters.
    pub text_zh_hant: String,
    /// A zone's code; empty = everywhere.
    pub zone: String,
    /// Anything but empty = urgent.
    pub urgent: String,
    /// Local time; empty = until it is taken back.
    pub until: String,
}

impl Draft {
    /// Whether the box is ticked.
    pub fn is_urgent(&self) -> bool {
        !self.urgent.is_empty()
    }
}

#[derive(Template)]
#[template(path = "notices.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    clock: String,
    rows: Vec<Row>,
    draft: &'a Draft,
    wrong: Option<&'a Problem>,
    request_id: &'a str,
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
    let words = Words(notices.language);
    let local = LocalTime::new(&notices.hall.timezone);
    let hall = words.name(&notices.hall.names);
    let zones = notices.hall.zones.iter().map(|zone| Choice {
        code: zone.zone.to_string(),
        name: words.name(&zone.names).to_owned(),
        is_here: zone.zone.as_str() == notices.draft.zone,
    });
    let rows = notices.notices.iter();
    render(&Page {
        words,
        title: words.with("page-notices-title", "hall", hall),
        hall: notices.hall,
        clock: local.clock(notices.now.0),
        rows: rows
            .map(|one| row(one, notices.hall, words, &local))
            .collect(),
        draft: notices.draft,
        wrong: notices.wrong,
        request_id: notices.request_id,
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
