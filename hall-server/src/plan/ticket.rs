//! `[ticket]`: what stands on a ticket, from top to bottom.

use super::fault::{Fault, TicketFault, Wanted};
use super::limits::TICKET_COLUMNS_MAX;
use super::section::{Section, TextKeys};
use hall_core::plan::{Text, TicketPart, TicketRules};

const LOGO: TextKeys = ["logo", "logo_en", "logo_zh_hant"];
const FOOTER: TextKeys = ["footer", "footer_en", "footer_zh_hant"];

/// The table; without it every part has its usual place.
pub(super) fn read(root: &mut Section<'_>) -> TicketRules {
    let Some(mut section) = root.section("ticket") else {
        return TicketRules::default();
    };
    let rules = TicketRules {
        parts: parts(&mut section),
        // Twice as large as other lines.
        logo: line(&mut section, LOGO, TICKET_COLUMNS_MAX / 2),
        footer: line(&mut section, FOOTER, TICKET_COLUMNS_MAX),
    };
    section.end();
    rules
}

fn parts(section: &mut Section<'_>) -> Vec<TicketPart> {
    let key = "parts";
    let Some(values) = section.list(key, Wanted::Texts, TicketPart::ALL.len()) else {
        return TicketPart::ALL.to_vec();
    };
    let mut found = Vec::new();
    for value in &values {
        let Some(text) = section.raw(key, *value, Wanted::Texts) else {
            continue;
        };
        let part = TicketPart::ALL.into_iter().find(|part| part.word() == text);
        match part {
            None => {
                let text = text.to_owned();
                let fault = TicketFault::UnknownPart { text };
                section.reading.report(value.line, Fault::Ticket(fault));
            }
            Some(part) if found.contains(&part) => section.listed_twice(key, value.line, text),
            Some(part) => found.push(part),
        }
    }
    if !found.contains(&TicketPart::Number) {
        let line = section.line_of(key);
        let fault = Fault::Ticket(TicketFault::WithoutNumber);
        section.reading.report(line, fault);
    }
    found
}

/// A line that the widest paper can hold in every language.
fn line(section: &mut Section<'_>, keys: TextKeys, columns_max: usize) -> Text {
    let text = section.texts_or(keys, || Some(Text::default()));
    let text = text.unwrap_or_default();
    for (key, text) in keys.into_iter().zip([&text.zh, &text.en, &text.zh_hant]) {
        let columns = columns(text);
        if columns > columns_max {
            let line = section.line_of(key);
            let fault = TicketFault::LineTooWide {
                key: key.to_owned(),
                columns,
                columns_max,
            };
            section.reading.report(line, Fault::Ticket(fault));
        }
    }
    text
}

/// Columns of a printer's letters: a Chinese character covers two.
fn columns(text: &str) -> usize {
    let wide = |letter: char| if letter.is_ascii() { 1 } else { 2 };
    text.chars().map(wide).sum()
}
