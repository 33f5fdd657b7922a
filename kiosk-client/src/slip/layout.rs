//! A slip being laid out, line by line from top to bottom.

use super::columns::{self, columns, wrap_within};
use super::parts::{bring, place, summary, wait, zone};
use super::{Detail, Facts, Line, Room, Slip, clean};
use crate::limits;
use hall_core::plan::TicketPart;
use hall_protocol::view::{HallView, TicketView};
use hall_text::{FluentValue, Language, say, word};

/// A slip being laid out.
pub(super) struct Layout {
    lines: Vec<Line>,
    width: usize,
    room: Room,
    language: Language,
}

impl Layout {
    /// An empty slip.
    pub(super) fn new(room: Room, language: Language) -> Self {
        Self {
            lines: Vec::new(),
            width: room.columns,
            room,
            language,
        }
    }

    /// What was laid out.
    pub(super) fn done(self) -> Slip {
        Slip { lines: self.lines }
    }

    /// What must not be overlooked, whatever the layout says.
    pub(super) fn marks(&mut self, facts: &Facts<'_>) {
        if facts.copy {
            self.centred(&word(self.language, "ticket-copy"), true, 1);
        }
        self.practice(facts.hall);
    }

    /// Paper of a practice day is marked.
    pub(super) fn practice(&mut self, hall: &HallView) {
        if hall.practice {
            self.centred(&word(self.language, "ticket-practice"), true, 1);
        }
    }

    /// The reader's language.
    pub(super) const fn language(&self) -> Language {
        self.language
    }

    /// One part of the hall's layout.
    pub(super) fn part(&mut self, part: TicketPart, facts: &Facts<'_>, detail: Detail) {
        let hall = facts.hall;
        match part {
            TicketPart::Logo => self.logo(hall.ticket.logo.get(self.language)),
            TicketPart::Hall => {
                let name = hall.names.get(self.language);
                self.centred(name, true, limits::NAME_LINES_MAX);
            }
            TicketPart::Number => self.number(facts.ticket),
            TicketPart::Item => self.item(facts),
            TicketPart::Place => self.place(facts),
            TicketPart::Queue => self.queue(facts),
            TicketPart::Bring => self.bring(facts, detail.bring_lines),
            TicketPart::Qr => self.qr(facts),
            TicketPart::Restore => self.restore(facts),
            TicketPart::Online => self.online(facts, detail),
            TicketPart::Summary => self.plain(
                &summary(facts, self.language, detail, self.body()),
                detail.summary_lines,
            ),
            TicketPart::Wifi => self.wifi(facts, detail),
            TicketPart::Footer => {
                let footer = hall.ticket.footer.get(self.language);
                self.centred(footer, false, limits::NAME_LINES_MAX);
            }
        }
    }

    /// Twice as large where the paper holds it, else as other lines.
    fn logo(&mut self, text: &str) {
        let text = clean(text);
        let fits = self.room.scale_max > 1 && columns(&text) * 2 <= self.width;
        if fits && !text.is_empty() {
            self.lines.push(Line::Text {
                text,
                scale: 2,
                bold: true,
                centred: true,
            });
        } else {
            self.centred(&text, true, limits::NAME_LINES_MAX);
        }
    }

    /// The number with its mark, as boards and voice know it.
    fn number(&mut self, ticket: &TicketView) {
        self.large(&format!("{}{}", ticket.mark, ticket.number));
    }

    /// The item twice as large where one line holds it and the number stays larger, else bold.
    fn item(&mut self, facts: &Facts<'_>) {
        let Some(item) = facts.item else { return };
        self.title(item.names.get(self.language));
    }

    /// What it is about: twice as large where one line holds it, else bold.
    pub(super) fn title(&mut self, name: &str) {
        let name = clean(name);
        if self.room.scale_max > 2 && columns(&name) * 2 <= self.width {
            self.lines.push(Line::Text {
                text: name,
                scale: 2,
                bold: false,
                centred: true,
            });
        } else {
            self.centred(&name, true, limits::NAME_LINES_MAX);
        }
    }

    fn place(&mut self, facts: &Facts<'_>) {
        let zone = zone(facts).map(|names| names.get(self.language).to_owned());
        let parts = place(facts, self.language).into_iter().chain(zone);
        self.centred(
            &parts.collect::<Vec<_>>().join("  "),
            false,
            limits::NAME_LINES_MAX,
        );
    }

    /// People ahead and the wait, then when it was taken and the class.
    fn queue(&mut self, facts: &Facts<'_>) {
        let ticket = facts.ticket;
        let ahead = say(
            self.language,
            "ticket-ahead",
            &[("ahead", ticket.ahead.into())],
        );
        let wait = ticket
            .wait_minutes
            .map(|range| wait(self.language, range))
            .unwrap_or_default();
        if facts.wait_known {
            self.pair(&ahead, &wait);
        } else {
            self.plain(&word(self.language, "ticket-wait-unknown"), 2);
        }
        let note = match ticket.mark.as_str() {
            "" => String::new(),
            "优" => word(self.language, "ticket-class-priority"),
            "约" => word(self.language, "ticket-class-booked"),
            other => other.to_owned(),
        };
        self.pair(facts.local_time, &note);
    }

    fn bring(&mut self, facts: &Facts<'_>, lines_max: usize) {
        let Some(item) = facts.item else { return };
        let text = bring(self.language, &item.materials, |text| {
            columns::fits(text, self.body(), lines_max)
        });
        self.plain(&text, lines_max);
    }

    fn qr(&mut self, facts: &Facts<'_>) {
        let Some(token) = &facts.ticket.token else {
            return;
        };
        let address = format!("{}/t/{token}", facts.hall.public_url.trim_end_matches('/'));
        if facts.hall.public_url.is_empty() || address.len() > limits::QR_BYTES_MAX {
            return;
        }
        self.lines.push(Line::Qr(address));
        self.centred(&word(self.language, "ticket-qr"), false, 1);
    }

    fn restore(&mut self, facts: &Facts<'_>) {
        let desk = match facts.hall.guide_desk.get(self.language) {
            "" => word(self.language, "ticket-desk"),
            desk => desk.to_owned(),
        };
        let minutes = FluentValue::from(facts.hall.restore_minutes);
        let restore = [("minutes", minutes), ("desk", desk.into())];
        self.plain(
            &say(self.language, "ticket-restore", &restore),
            limits::NAME_LINES_MAX,
        );
    }

    fn online(&mut self, facts: &Facts<'_>, detail: Detail) {
        if detail.extras && facts.item.is_some_and(|item| item.online) {
            self.plain(&word(self.language, "ticket-online"), 1);
        }
    }

    fn wifi(&mut self, facts: &Facts<'_>, detail: Detail) {
        if detail.extras && !facts.hall.wifi.is_empty() {
            let name = clean(&facts.hall.wifi);
            let name = [("name", name.into())];
            self.plain(&say(self.language, "ticket-wifi", &name), 1);
        }
    }

    /// As large as the paper and the printer allow.
    pub(super) fn large(&mut self, text: &str) {
        let text = clean(text);
        let fits = self.width / columns(&text).max(1);
        let scale = u8::try_from(fits)
            .unwrap_or(u8::MAX)
            .clamp(1, self.room.number_scale.clamp(1, 8));
        self.lines.push(Line::Text {
            text,
            scale,
            bold: false,
            centred: true,
        });
    }

    pub(super) fn centred(&mut self, text: &str, bold: bool, lines_max: usize) {
        for text in wrap_within(&clean(text), self.width, lines_max) {
            self.lines.push(Line::Text {
                text,
                scale: 1,
                bold,
                centred: true,
            });
        }
    }

    pub(super) fn plain(&mut self, text: &str, lines_max: usize) {
        let indent = self.indent();
        for text in wrap_within(&clean(text), self.body(), lines_max) {
            let text = format!("{:indent$}{text}", "");
            self.lines.push(Line::Text {
                text,
                scale: 1,
                bold: false,
                centred: false,
            });
        }
    }

    /// Two texts in two columns, or below each other where they do not fit.
    fn pair(&mut self, left: &str, right: &str) {
        let column = if self.width >= 40 { 18 } else { 17 };
        let fits = columns(left) < column && column + columns(right) <= self.body();
        if right.is_empty() || !fits {
            self.plain(left, 1);
            self.plain(right, 1);
        } else {
            let gap = column - columns(left);
            self.plain(&format!("{left}{:gap$}{right}", ""), 1);
        }
    }

    /// Wide paper leaves a margin on the left.
    fn indent(&self) -> usize {
        if self.width >= 40 { 2 } else { 0 }
    }

    fn body(&self) -> usize {
        self.width - self.indent()
    }
}
