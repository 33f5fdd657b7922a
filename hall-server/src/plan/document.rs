//! The plan as a whole: which tables there are and in which order they are read.
//!
//! Order matters only where one table's values bound another's: hours and windows come before
//! items, floors before zones. Codes are checked at the end, so tables may stand in any order.

use super::fault::{Fault, Wanted};
use super::names::{check_served, check_uses};
use super::reading::Reading;
use super::section::Section;
use super::{calendar, hall, hours, items, lists, places, rules, ticket, voice, windows};
use hall_core::Plan;
use toml::de::{DeTable, DeValue};

/// The version of the format that this parser reads.
const SCHEMA: &str = "1";

/// Reads the whole tree. None only when a mistake was reported.
pub(super) fn read<'a>(reading: &'a Reading<'a>, tree: &'a DeTable<'a>) -> Option<Plan> {
    let mut root = Section::new(reading, tree, "the plan", 1);
    check_schema(&mut root);
    let head = needed(&mut root, "hall").and_then(hall::read);
    let hours = needed(&mut root, "hours").and_then(hours::read);
    let numbers = rules::numbers(&mut root);
    let calls = rules::calls(&mut root);
    let windows_rules = rules::watch(&mut root);
    let persons = rules::persons(&mut root);
    let rating = rules::rating(&mut root);
    let alerts = rules::alerts(&mut root);
    let privacy = rules::privacy(&mut root);
    let ticket = ticket::read(&mut root);
    let voice = voice::read(&mut root);
    let series = lists::series(&mut root);
    let classes = lists::classes(&mut root);
    let calendar = calendar::read(&mut root);
    let reasons = lists::reasons(&mut root);
    let clerks = lists::clerks(&mut root);
    let materials = lists::materials(&mut root);
    let zones = places::zones(&mut root, head.as_ref().map(|(hall, _)| hall.floors));
    let facilities = places::facilities(&mut root, head.as_ref().map(|(hall, _)| hall.floors));
    let departments = places::departments(&mut root);
    let queues = places::queues(&mut root);
    let windows = windows::read(&mut root, hours.as_ref(), &queues);
    let items = items::read(&mut root, hours.as_ref(), &windows.known, &materials);
    root.end();
    check_uses(reading);
    if windows.is_complete {
        check_served(reading, &windows.served);
    }
    let ((hall, languages), hours) = (head?, hours?);
    Some(Plan {
        hall,
        hours,
        numbers,
        calls,
        windows_rules,
        persons,
        rating,
        alerts,
        privacy,
        ticket,
        voice,
        languages,
        series,
        classes,
        reasons,
        calendar,
        zones,
        facilities,
        departments,
        items,
        queues,
        windows: windows.known,
        clerks,
    })
}

fn check_schema(root: &mut Section<'_>) {
    let Some(value) = root.needed("schema", Wanted::Number) else {
        return;
    };
    match value.inner {
        DeValue::Integer(number) if number.to_string() == SCHEMA => {}
        DeValue::Integer(number) => {
            let found: String = number.to_string().chars().take(20).collect();
            root.reading
                .report(value.line, Fault::UnknownSchema { found });
        }
        _ => root.wrong_type("schema", value, Wanted::Number),
    }
}

/// A table without which there is no plan.
fn needed<'a>(root: &mut Section<'a>, key: &'static str) -> Option<Section<'a>> {
    if let Some(value) = root.value(key) {
        return root.as_section(key, &format!("[{key}]"), value);
    }
    root.reading.report(
        1,
        Fault::MissingTable {
            table: format!("[{key}]"),
        },
    );
    None
}
