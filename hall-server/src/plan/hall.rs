//! `[hall]`: who and where the hall is, and its languages.

use super::fault::{Fault, Wanted};
use super::limits::FLOORS_MAX;
use super::section::{NAME, Section, TextKeys};
use hall_core::Language;
use hall_core::code::Code;
use hall_core::plan::HallInfo;
use jiff::tz::TimeZone;

const GUIDE_DESK: TextKeys = ["guide_desk", "guide_desk_en", "guide_desk_zh_hant"];

/// The hall and its languages.
pub(super) fn read(mut section: Section<'_>) -> Option<(HallInfo, Vec<Language>)> {
    let code = code(&mut section);
    let name = section.texts(NAME);
    let timezone = timezone(&mut section);
    let floors = section.number_or("floors", 1..=FLOORS_MAX, 1);
    let wifi = section.text("wifi");
    let hotline = section.text("hotline");
    let guide_desk = section.texts(GUIDE_DESK);
    let languages = languages(&mut section);
    section.end();
    let (code, name, timezone, guide_desk) = (code?, name?, timezone?, guide_desk?);
    Some((
        HallInfo {
            code,
            name,
            timezone,
            floors,
            wifi,
            hotline,
            guide_desk,
        },
        languages,
    ))
}

fn code(section: &mut Section<'_>) -> Option<String> {
    let value = section.needed("code", Wanted::Text)?;
    let text = section.raw("code", value, Wanted::Text)?;
    if text.parse::<Code>().is_err() {
        section.reading.report(
            value.line,
            Fault::BadHallCode {
                code: text.to_owned(),
            },
        );
    }
    Some(text.to_owned())
}

fn timezone(section: &mut Section<'_>) -> Option<String> {
    let value = section.needed("timezone", Wanted::Text)?;
    let text = section.raw("timezone", value, Wanted::Text)?;
    if TimeZone::get(text).is_err() {
        section.reading.report(
            value.line,
            Fault::BadTimezone {
                text: text.to_owned(),
            },
        );
    }
    Some(text.to_owned())
}

/// The languages in the plan's order; all of them when it names none.
fn languages(section: &mut Section<'_>) -> Vec<Language> {
    let key = "languages";
    let Some(values) = section.list(key, Wanted::Texts, Language::ALL.len()) else {
        return Language::ALL.to_vec();
    };
    let mut found = Vec::new();
    for value in &values {
        let Some(text) = section.raw(key, *value, Wanted::Texts) else {
            continue;
        };
        let language = Language::ALL
            .into_iter()
            .find(|language| language.tag() == text);
        match language {
            None => {
                section.reading.report(
                    value.line,
                    Fault::BadLanguage {
                        text: text.to_owned(),
                    },
                );
            }
            Some(language) if found.contains(&language) => {
                section.listed_twice(key, value.line, text);
            }
            Some(language) => found.push(language),
        }
    }
    if values.is_empty() {
        section.list_empty(key);
    }
    found
}
