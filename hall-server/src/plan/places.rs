//! Zones, departments and queues: where people wait and who answers for what.

use super::fault::{Fault, Noun};
use super::limits::{DEPARTMENTS_MAX, FLOORS_MAX, QUEUES_MAX, SHORT_LIST_MAX};
use super::section::{NAME, Section, TextKeys};
use hall_core::code::{DepartmentCode, QueueCode, ZoneCode};
use hall_core::plan::{Department, Facility, Queue, Text, Zone};
use std::collections::BTreeMap;

const PLACE: TextKeys = ["place", "place_en", "place_zh_hant"];

/// `[[zones]]`; `floors` are those of the hall when they are known.
pub(super) fn zones(root: &mut Section<'_>, floors: Option<u8>) -> BTreeMap<ZoneCode, Zone> {
    let sections = root.sections("zones", "a zone", SHORT_LIST_MAX);
    sections
        .into_iter()
        .filter_map(|section| zone(section, floors))
        .collect()
}

fn zone(mut section: Section<'_>, floors: Option<u8>) -> Option<(ZoneCode, Zone)> {
    let code = section.give_code(Noun::Zone);
    let name = section.texts(NAME);
    let floor = floor(&mut section, floors);
    section.end();
    Some((code?, Zone { name: name?, floor }))
}

/// `[[facilities]]`.
pub(super) fn facilities(root: &mut Section<'_>, floors: Option<u8>) -> Vec<Facility> {
    let sections = root.sections("facilities", "a facility", SHORT_LIST_MAX);
    let facility = |mut section: Section<'_>| {
        let name = section.texts(NAME);
        let floor = floor(&mut section, floors);
        let place = section.texts_or(PLACE, || Some(Text::default()));
        section.end();
        let (name, place) = (name?, place?);
        Some(Facility { name, floor, place })
    };
    sections.into_iter().filter_map(facility).collect()
}

/// A floor that the hall has.
fn floor(section: &mut Section<'_>, floors: Option<u8>) -> u8 {
    let floor: u8 = section.number_or("floor", 1..=FLOORS_MAX, 1);
    if let Some(floors) = floors.filter(|floors| floor > *floors) {
        let fault = Fault::NoSuchFloor {
            zone: section.place.clone(),
            floor,
            floors,
        };
        section.reading.report(section.line_of("floor"), fault);
    }
    floor
}

/// `[[departments]]`.
pub(super) fn departments(root: &mut Section<'_>) -> BTreeMap<DepartmentCode, Department> {
    let sections = root.sections("departments", "a department", DEPARTMENTS_MAX);
    sections.into_iter().filter_map(department).collect()
}

fn department(mut section: Section<'_>) -> Option<(DepartmentCode, Department)> {
    let code = section.give_code(Noun::Department);
    let name = section.texts(NAME);
    let zone = section.need_code(Noun::Zone, "zone");
    let joined = section.date("joined");
    let internal = section.flag("internal");
    section.end();
    Some((
        code?,
        Department {
            name: name?,
            zone: zone?,
            joined,
            internal,
        },
    ))
}

/// `[[queues]]`, at least one.
pub(super) fn queues(root: &mut Section<'_>) -> BTreeMap<QueueCode, Queue> {
    let sections = root.needed_sections(Noun::Queue, "queues", QUEUES_MAX);
    sections.into_iter().filter_map(queue).collect()
}

fn queue(mut section: Section<'_>) -> Option<(QueueCode, Queue)> {
    let code = section.give_code(Noun::Queue);
    let name = section.texts(NAME);
    let series = section.need_code(Noun::Series, "series");
    let zone = section.need_code(Noun::Zone, "zone");
    section.end();
    Some((
        code?,
        Queue {
            name: name?,
            series: series?,
            zone: zone?,
        },
    ))
}
