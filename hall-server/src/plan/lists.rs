//! The short lists: series, classes, reasons, clerks and the translations of materials.

use super::fault::{Fault, Noun};
use super::limits::{CLERKS_MAX, MATERIALS_MAX, MINUTES_MAX, NUMBER_MAX, SHORT_LIST_MAX};
use super::section::{NAME, Section};
use super::text::quoted;
use hall_core::Plan;
use hall_core::code::{ClassCode, ClerkCode, ReasonCode, SeriesCode};
use hall_core::plan::{Class, Clerk, Series, Text};
use std::collections::BTreeMap;

/// `[[series]]`, with the core's ranges where the plan gives none.
pub(super) fn series(root: &mut Section<'_>) -> BTreeMap<SeriesCode, Series> {
    let sections = root.sections("series", "a series", SHORT_LIST_MAX);
    sections.into_iter().filter_map(one_series).collect()
}

fn one_series(mut section: Section<'_>) -> Option<(SeriesCode, Series)> {
    let code = section.give_code(Noun::Series);
    let default = Series::default();
    let before = section.reading.count();
    let s = &mut section;
    let series = Series {
        online_max: s.number_or("online_max", 1..=NUMBER_MAX, default.online_max),
        block_from: s.number_or("block_from", 2..=NUMBER_MAX, default.block_from),
        block_to: s.number_or("block_to", 2..=NUMBER_MAX, default.block_to),
        block_size: s.number_or("block_size", 0..=NUMBER_MAX, default.block_size),
        wrap: s.flag("wrap"),
    };
    if section.reading.count() == before {
        check_ranges(&section, &series);
    }
    section.end();
    Some((code?, series))
}

/// Online numbers, then the blocks' range with room for at least one block.
fn check_ranges(section: &Section<'_>, ranges: &Series) {
    let Series {
        online_max,
        block_from,
        block_to,
        block_size,
        ..
    } = *ranges;
    let series = section.place.trim_start_matches("series ").to_owned();
    let (key, fault) = if block_from <= online_max {
        let given = if section.line_of("block_from") == section.line {
            "online_max"
        } else {
            "block_from"
        };
        (
            given,
            Fault::RangesOverlap {
                series,
                online_max,
                block_from,
            },
        )
    } else if block_to < block_from {
        (
            "block_to",
            Fault::RangeEmpty {
                series,
                block_from,
                block_to,
            },
        )
    } else if block_size == 0 {
        ("block_size", Fault::BlockEmpty { series })
    } else if block_size > block_to - block_from + 1 {
        let room = block_to - block_from + 1;
        (
            "block_size",
            Fault::BlockTooLarge {
                series,
                block_size,
                room,
            },
        )
    } else {
        return;
    };
    section.reading.report(section.line_of(key), fault);
}

/// `[[classes]]`; only `normal` when the plan lists none.
pub(super) fn classes(root: &mut Section<'_>) -> BTreeMap<ClassCode, Class> {
    let line = root.line_of("classes");
    let sections = root.sections("classes", "a class", SHORT_LIST_MAX);
    let normal = Plan::normal_class();
    if sections.is_empty() {
        let zh = "普通".to_owned();
        let name = Text {
            zh_hant: zh.clone(),
            zh,
            en: "Ordinary".to_owned(),
        };
        return BTreeMap::from([(
            normal,
            Class {
                name,
                mark: String::new(),
                credit_s: 0,
            },
        )]);
    }
    let found = sections.into_iter().filter_map(one_class).collect();
    if root
        .reading
        .names
        .borrow()
        .line_of(Noun::Class, normal.as_str())
        .is_none()
    {
        root.reading.report(line, Fault::NoNormalClass);
    }
    found
}

fn one_class(mut section: Section<'_>) -> Option<(ClassCode, Class)> {
    let code = section.give_code(Noun::Class);
    let name = section.texts(NAME);
    let mark = section.text("mark");
    let credit_minutes: u32 = section.number_or("credit_minutes", 0..=MINUTES_MAX, 0);
    section.end();
    Some((
        code?,
        Class {
            name: name?,
            mark,
            credit_s: credit_minutes * 60,
        },
    ))
}

/// `[[reasons]]` for a pause.
pub(super) fn reasons(root: &mut Section<'_>) -> BTreeMap<ReasonCode, Text> {
    let sections = root.sections("reasons", "a reason", SHORT_LIST_MAX);
    let named = |section| named(section, Noun::Reason);
    sections.into_iter().filter_map(named).collect()
}

/// `[[clerks]]`.
pub(super) fn clerks(root: &mut Section<'_>) -> BTreeMap<ClerkCode, Clerk> {
    let sections = root.sections("clerks", "a clerk", CLERKS_MAX);
    let named = sections
        .into_iter()
        .filter_map(|section| named(section, Noun::Clerk));
    named.map(|(code, name)| (code, Clerk { name })).collect()
}

/// An entry of a code and a name.
fn named<C: std::str::FromStr>(mut section: Section<'_>, noun: Noun) -> Option<(C, Text)> {
    let code = section.give_code(noun);
    let name = section.texts(NAME);
    section.end();
    Some((code?, name?))
}

/// `[materials]`: other languages of the materials, under their Chinese words. Items name
/// materials in Chinese only, so that each is translated once.
pub(super) fn materials(root: &mut Section<'_>) -> BTreeMap<String, Text> {
    let Some(section) = root.section("materials") else {
        return BTreeMap::new();
    };
    let count = section.entries().count();
    if count > MATERIALS_MAX {
        let (key, place, max) = ("materials".to_owned(), root.place.clone(), MATERIALS_MAX);
        section.reading.report(
            section.line,
            Fault::TooMany {
                key,
                place,
                count,
                max,
            },
        );
    }
    let mut found = BTreeMap::new();
    for (zh, value) in section.entries().take(MATERIALS_MAX) {
        let place = format!("material {}", quoted(zh));
        let Some(mut words) = section.as_section(zh, &place, value) else {
            continue;
        };
        let (en, zh_hant) = (words.text(NAME[1]), words.text(NAME[2]));
        words.end();
        found.insert(
            zh.to_owned(),
            Text {
                zh: zh.to_owned(),
                en,
                zh_hant,
            },
        );
    }
    found
}
