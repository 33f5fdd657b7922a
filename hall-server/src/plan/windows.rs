//! `[[windows]]`: numbered desks, the queues they serve and help, and their clerks.

use super::fault::{Fault, Noun, Wanted};
use super::limits::{MINUTES_MAX, QUEUES_PER_WINDOW_MAX, WINDOW_NUMBER_MAX, WINDOWS_MAX};
use super::section::{NAME, Section};
use hall_core::code::{ClerkCode, QueueCode, WindowNumber};
use hall_core::plan::{Help, Hours, Queue, Window};
use std::collections::{BTreeMap, BTreeSet};

/// What the tables of windows say.
pub(super) struct Windows {
    /// The windows without a mistake that leaves nothing to keep.
    pub(super) known: BTreeMap<WindowNumber, Window>,
    /// The codes of all queues that windows name as their own, right or wrong.
    pub(super) served: BTreeSet<String>,
    /// Whether `served` is all of them: a slip in the line that names a window's queues must not
    /// make them look unserved.
    pub(super) is_complete: bool,
}

/// The windows; `queues` lend their names.
pub(super) fn read(
    root: &mut Section<'_>,
    hours: Option<&Hours>,
    queues: &BTreeMap<QueueCode, Queue>,
) -> Windows {
    let reading = root.reading;
    let before = reading.count();
    let sections = root.needed_sections(Noun::Window, "windows", WINDOWS_MAX);
    let is_complete = reading.count() == before;
    let mut windows = Windows {
        known: BTreeMap::new(),
        served: BTreeSet::new(),
        is_complete,
    };
    for mut section in sections {
        let before = reading.count();
        let number = number(&mut section);
        let (own, words) = own_queues(&mut section);
        let helps = helps(&mut section, &own);
        let is_idle = words.is_empty() && helps.is_empty();
        let window = window(&mut section, hours, queues, (own, helps));
        let (place, line) = (section.place.clone(), section.line);
        section.end();
        let is_clean = reading.count() == before;
        windows.is_complete &= is_clean || !words.is_empty();
        windows.served.extend(words);
        if is_idle && is_clean {
            reading.report(line, Fault::WindowWithoutQueue { window: place });
        }
        windows.known.extend(number.zip(window));
    }
    windows
}

fn number(section: &mut Section<'_>) -> Option<WindowNumber> {
    section.needed("number", Wanted::Number)?;
    let number: u16 = section.number("number", 1..=WINDOW_NUMBER_MAX)?;
    section.give(Noun::Window, &number.to_string(), section.line_of("number"));
    Some(WindowNumber(number))
}

fn window(
    section: &mut Section<'_>,
    hours: Option<&Hours>,
    known: &BTreeMap<QueueCode, Queue>,
    (queues, helps): (Vec<QueueCode>, Vec<Help>),
) -> Option<Window> {
    let name = match queues.first() {
        Some(first) => section.texts_or(NAME, || Some(known.get(first)?.name.clone())),
        // Without any queue the missing name is the smaller mistake.
        None if helps.is_empty() => section.texts_or(NAME, || None),
        None => section.texts(NAME),
    };
    let zone = section.need_code(Noun::Zone, "zone");
    let open = section.time("open");
    let clerk_a: Option<ClerkCode> = section.use_code(Noun::Clerk, "clerk_a");
    let clerk_b: Option<ClerkCode> = section.use_code(Noun::Clerk, "clerk_b");
    let accessible = section.flag("accessible");
    if let Some(clerk) = clerk_a.filter(|clerk| clerk_b == Some(*clerk)) {
        let (window, clerk) = (section.place.clone(), clerk.to_string());
        let line = section.line_of("clerk_b");
        section
            .reading
            .report(line, Fault::SameClerk { window, clerk });
    }
    if let (Some(hours), Some(open)) = (hours, open) {
        check_open(section, hours, open);
    }
    let (name, zone) = (name?, zone?);
    Some(Window {
        name,
        zone,
        queues,
        helps,
        open,
        clerk_a,
        clerk_b,
        accessible,
    })
}

/// The queues that the window serves, in the plan's order, and all words that name them.
fn own_queues(section: &mut Section<'_>) -> (Vec<QueueCode>, Vec<String>) {
    let key = "queues";
    let values = section
        .list(key, Wanted::Texts, QUEUES_PER_WINDOW_MAX)
        .unwrap_or_default();
    let (mut found, mut words): (Vec<QueueCode>, Vec<String>) = (Vec::new(), Vec::new());
    for value in values {
        words.extend(value.inner.as_str().map(str::to_owned));
        match section.use_code_of(Noun::Queue, key, value, Wanted::Texts) {
            Some(code) if found.contains(&code) => {
                section.listed_twice(key, value.line, code.as_str());
            }
            code => found.extend(code),
        }
    }
    (found, words)
}

/// The queues that the window helps, none of them its own.
fn helps(section: &mut Section<'_>, own: &[QueueCode]) -> Vec<Help> {
    let place = format!("helps of {}", section.place);
    let mut found: Vec<Help> = Vec::new();
    for mut entry in section.sections("helps", &place, QUEUES_PER_WINDOW_MAX) {
        let queue: Option<QueueCode> = entry.need_code(Noun::Queue, "queue");
        let after_minutes = entry.number("after_minutes", 0..=MINUTES_MAX);
        let line = entry.line;
        entry.end();
        let Some(queue) = queue else { continue };
        if own.contains(&queue) {
            let (window, queue) = (section.place.clone(), queue.to_string());
            section
                .reading
                .report(line, Fault::HelpsOwnQueue { window, queue });
        } else if found.iter().any(|help| help.queue == queue) {
            section.listed_twice("helps", line, queue.as_str());
        } else {
            found.push(Help {
                queue,
                after_minutes,
            });
        }
    }
    found
}

/// A window with its own opening still opens before the hall closes.
fn check_open(section: &Section<'_>, hours: &Hours, open: u16) {
    let last = hours.outer().1;
    if open >= last {
        let fault = Fault::WindowOpensLate {
            window: section.place.clone(),
            open,
            last,
        };
        section.reading.report(section.line_of("open"), fault);
    }
}
