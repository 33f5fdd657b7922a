//! `[voice]`: how calls are said, and when and where they are only shown.

use super::fault::{Noun, Wanted};
use super::hours::spans;
use super::limits::SHORT_LIST_MAX;
use super::section::Section;
use hall_core::code::ZoneCode;
use hall_core::plan::VoiceRules;

/// The table; without it every call is said.
pub(super) fn read(root: &mut Section<'_>) -> VoiceRules {
    let Some(mut section) = root.section("voice") else {
        return VoiceRules::default();
    };
    let rules = VoiceRules {
        one_as_yao: section.flag("one_as_yao"),
        quiet: spans(&mut section, "quiet").unwrap_or_default(),
        silent_zones: silent_zones(&mut section),
    };
    section.end();
    rules
}

fn silent_zones(section: &mut Section<'_>) -> Vec<ZoneCode> {
    let key = "silent_zones";
    let values = section.list(key, Wanted::Texts, SHORT_LIST_MAX);
    let mut found: Vec<ZoneCode> = Vec::new();
    for value in values.unwrap_or_default() {
        match section.use_code_of(Noun::Zone, key, value, Wanted::Texts) {
            Some(zone) if found.contains(&zone) => {
                section.listed_twice(key, value.line, zone.as_str());
            }
            zone => found.extend(zone),
        }
    }
    found
}
