//! The sentences of a ticket.

use super::columns::fits;
use super::{Detail, Facts, clean};
use crate::limits;
use hall_protocol::view::Names;
use hall_text::{FluentValue, Language, say, word};

/// Window and floor, as far as they are known.
pub(super) fn place(facts: &Facts<'_>, language: Language) -> Vec<String> {
    let floor = facts.item.map(|item| item.floor);
    place_of(&facts.ticket.window_hint, floor, language)
}

/// Windows and a floor, as far as they are known.
pub(super) fn place_of(windows: &str, floor: Option<u8>, language: Language) -> Vec<String> {
    let windows = clean(windows);
    let window = (!windows.is_empty())
        .then(|| say(language, "ticket-window", &[("window", windows.into())]));
    let floor = floor.map(|floor| say(language, "ticket-floor", &[("floor", floor.into())]));
    window.into_iter().chain(floor).collect()
}

pub(super) fn zone<'a>(facts: &Facts<'a>) -> Option<&'a Names> {
    let code = facts.item?.zone;
    facts
        .hall
        .zones
        .iter()
        .find(|zone| zone.zone == code)
        .map(|zone| &zone.names)
}

pub(super) fn wait(language: Language, [low, high]: [u16; 2]) -> String {
    let range = [
        ("low", FluentValue::from(low)),
        ("high", FluentValue::from(high)),
    ];
    let key = if low < high {
        "ticket-wait"
    } else {
        "ticket-wait-one"
    };
    say(language, key, if low < high { &range } else { &range[..1] })
}

/// What to bring: as many things as `fits`, then how many there are in all; empty for nothing.
pub(super) fn bring(
    language: Language,
    materials: &[Names],
    fits: impl Fn(&str) -> bool,
) -> String {
    let names: Vec<_> = materials
        .iter()
        .map(|names| clean(names.get(language)))
        .collect();
    let joiner = word(language, "ticket-joiner");
    let told = |count: usize| {
        let mut list = names[..count].join(&joiner);
        if count < names.len() {
            let args = [
                ("list", list.into()),
                ("count", FluentValue::from(names.len())),
            ];
            list = say(language, "ticket-bring-more", &args);
        }
        say(language, "ticket-bring", &[("list", list.into())])
    };
    let named_max = names.len().min(limits::BRING_NAMED_MAX);
    match (1..=named_max).rev().find(|count| fits(&told(*count))) {
        Some(count) => told(count),
        None if names.is_empty() => String::new(),
        None => told(1),
    }
}

/// The ticket once more, for who reads the other language: a visitor, or the staff.
pub(super) fn summary(
    facts: &Facts<'_>,
    language: Language,
    detail: Detail,
    width: usize,
) -> String {
    let Some(item) = facts.item else {
        return String::new();
    };
    let second = if language == Language::En {
        Language::ZhCn
    } else {
        Language::En
    };
    let known = |names: &Names| second != Language::En || !names.name_en.is_empty();
    if !known(&item.names) {
        return String::new();
    }
    let place = place(facts, second).join(&word(second, "ticket-joiner"));
    let name = clean(item.names.get(second));
    let args = [("item", name.into()), ("place", place.into())];
    let head = say(second, "ticket-summary", &args);
    if !detail.summary_bring || !item.materials.iter().all(known) {
        return head;
    }
    // Chinese sentences follow each other without a space.
    let space = if second == Language::En { " " } else { "" };
    let whole = |bring: &str| format!("{head}{space}{bring}").trim_end().to_owned();
    let fit = |bring: &str| fits(&whole(bring), width, detail.summary_lines);
    let bring = bring(second, &item.materials, fit);
    if fit(&bring) { whole(&bring) } else { head }
}
