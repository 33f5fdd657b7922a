//! `[[items]]`: what citizens come for, with its guide.

use super::fault::{Fault, Noun, Wanted};
use super::limits::{AGE_MAX, ITEMS_MAX, MATERIALS_PER_ITEM_MAX, SECONDS_MAX, USUAL_SECONDS};
use super::section::{NAME, Section};
use hall_core::code::{ItemCode, QueueCode, WindowNumber};
use hall_core::plan::{Hours, Item, Text, Window};
use std::collections::BTreeMap;

/// Working days of a promise or a law.
const WORKING_DAYS_MAX: i64 = 999;

/// Yuan of a fee.
const YUAN_MAX: i64 = 10_000_000;

/// Tickets of one item a day.
const TICKETS_MAX: i64 = 100_000;

/// The items; `materials` are the translated ones. Hours and windows bound the item's own last
/// moment for a number.
pub(super) fn read(
    root: &mut Section<'_>,
    hours: Option<&Hours>,
    windows: &BTreeMap<WindowNumber, Window>,
    materials: &BTreeMap<String, Text>,
) -> BTreeMap<ItemCode, Item> {
    let mut items = BTreeMap::new();
    for mut section in root.sections("items", "an item", ITEMS_MAX) {
        let item = item(&mut section, materials);
        if let (Some(hours), Some((_, item))) = (hours, &item) {
            check_tickets(&section, hours, windows, item);
        }
        section.end();
        items.extend(item);
    }
    items
}

fn item(s: &mut Section<'_>, materials: &BTreeMap<String, Text>) -> Option<(ItemCode, Item)> {
    let code = s.give_code(Noun::Item);
    let name = s.texts(NAME);
    let department = s.need_code(Noun::Department, "department");
    let queue = queue(s);
    let materials = materials_of(s, materials);
    let promised_days = s.number_or("promised_days", 0..=WORKING_DAYS_MAX, 0);
    let legal_days = s.number_or("legal_days", 0..=WORKING_DAYS_MAX, 0);
    let fee_yuan = s.number_or("fee_yuan", 0..=YUAN_MAX, 0);
    let fee_note = s.text("fee_note");
    let age_min = s.number("age_min", 0..=AGE_MAX);
    let agent_allowed = s.flag("agent_allowed");
    let self_service = s.flag("self_service");
    let online = s.flag("online");
    let pay_at = s.use_code(Noun::Queue, "pay_at");
    let frequent = s.flag("frequent");
    let effective = s.date("effective");
    let ticket_until = s.time("ticket_until");
    let quota = s.number("quota", 1..=TICKETS_MAX);
    let usual_s = s.number_or("usual_s", 1..=SECONDS_MAX, USUAL_SECONDS);
    let per_day = s.number_or("per_day", 0..=TICKETS_MAX, 0);
    check_promise(s, promised_days, legal_days);
    let item = Item {
        name: name?,
        department: department?,
        queue: queue?,
        materials,
        promised_days,
        legal_days,
        fee_yuan,
        fee_note,
        age_min,
        agent_allowed,
        self_service,
        online,
        pay_at,
        frequent,
        effective,
        ticket_until,
        quota,
        usual_s,
        per_day,
    };
    Some((code?, item))
}

/// The queue, whose absence gets a sentence of its own: it is the commonest gap in a new item.
fn queue(section: &mut Section<'_>) -> Option<QueueCode> {
    let Some(value) = section.value("queue") else {
        let fault = Fault::ItemWithoutQueue {
            item: section.place.clone(),
        };
        section.reading.report(section.line, fault);
        return None;
    };
    section.use_code_of(Noun::Queue, "queue", value, Wanted::Text)
}

fn materials_of(section: &mut Section<'_>, known: &BTreeMap<String, Text>) -> Vec<Text> {
    let key = "materials";
    let values = section
        .list(key, Wanted::Texts, MATERIALS_PER_ITEM_MAX)
        .unwrap_or_default();
    let mut found: Vec<Text> = Vec::new();
    for value in values {
        let Some(zh) = section.printable(key, value) else {
            continue;
        };
        if found.iter().any(|other| other.zh == zh) {
            section.listed_twice(key, value.line, &zh);
            continue;
        }
        let plain = || Text {
            zh: zh.clone(),
            ..Text::default()
        };
        found.push(known.get(&zh).cloned().unwrap_or_else(plain));
    }
    found
}

/// A promise keeps within the law; 0 legal days are no limit.
fn check_promise(section: &Section<'_>, promised: u16, legal: u16) {
    if legal > 0 && promised > legal {
        let fault = Fault::PromiseOverLimit {
            item: section.place.clone(),
            promised,
            legal,
        };
        section
            .reading
            .report(section.line_of("promised_days"), fault);
    }
}

/// The item's own last moment lies after the first one, which an early window may bring forward,
/// and before the end of the day.
fn check_tickets(
    section: &Section<'_>,
    hours: &Hours,
    windows: &BTreeMap<WindowNumber, Window>,
    item: &Item,
) {
    let Some(until) = item.ticket_until else {
        return;
    };
    let (place, close_latest) = (section.place.clone(), hours.close_latest);
    let serving = windows
        .values()
        .filter(|window| window.queues.contains(&item.queue));
    let early = serving.filter_map(|window| window.open).min();
    let from = early.map_or(hours.ticket_from, |open| open.min(hours.ticket_from));
    let line = section.line_of("ticket_until");
    if until <= from {
        section
            .reading
            .report(line, Fault::TicketHours { place, from, until });
    } else if until > close_latest {
        let fault = Fault::TicketsAfterClose {
            place,
            until,
            close_latest,
        };
        section.reading.report(line, fault);
    }
}
