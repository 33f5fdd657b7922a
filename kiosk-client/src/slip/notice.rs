//! Slips to read: what an item needs, where a number stands.

use super::layout::Layout;
use super::parts::place_of;
use super::{Enquiry, Notice};
use crate::limits::{NAME_LINES_MAX, NOTICE_LINES_MAX};
use hall_protocol::view::windows_in_short;
use hall_text::{FluentValue, say, word};

impl Layout {
    pub(super) fn notice(&mut self, notice: &Notice<'_>) {
        let (item, hall, language) = (notice.item, notice.hall, notice.language);
        self.practice(hall);
        self.centred(hall.names.get(language), true, NAME_LINES_MAX);
        self.centred(&word(language, "slip-notice"), true, 1);
        self.title(item.names.get(language));
        let windows = windows_in_short(item.windows.iter().copied());
        let place = place_of(&windows, Some(item.floor), language).into_iter();
        let zone = hall.zones.iter().find(|zone| zone.zone == item.zone);
        let zone = zone.map(|zone| zone.names.get(language).to_owned());
        let place: Vec<String> = place.chain(zone).collect();
        self.centred(&place.join("  "), false, NAME_LINES_MAX);
        self.plain(&word(language, "slip-materials"), 1);
        if item.materials.is_empty() {
            self.plain(&word(language, "slip-no-materials"), 1);
        }
        for (names, n) in item.materials.iter().zip(1_u32..) {
            let name = FluentValue::from(names.get(language).to_owned());
            let args = [("n", n.into()), ("name", name)];
            self.plain(&say(language, "slip-material", &args), NOTICE_LINES_MAX);
        }
        let days = [("days", item.promised_days.into())];
        self.plain(&say(language, "slip-days", &days), NAME_LINES_MAX);
        self.plain(&fee(notice), NAME_LINES_MAX);
        let [from, until] = item.ticket_hours.map(crate::local_time::minutes);
        let hours = [("from", from.into()), ("until", until.into())];
        self.plain(&say(language, "slip-hours", &hours), NAME_LINES_MAX);
        if let Some(age) = item.age_min {
            let age = [("age", age.into())];
            self.plain(&say(language, "slip-age", &age), NAME_LINES_MAX);
        }
        if item.online {
            self.plain(&word(language, "ticket-online"), 1);
        }
        self.end(hall.ticket.footer.get(language), notice.local_time);
    }

    pub(super) fn enquiry(&mut self, enquiry: &Enquiry<'_>) {
        let (hall, language) = (enquiry.hall, enquiry.language);
        self.practice(hall);
        self.centred(hall.names.get(language), true, NAME_LINES_MAX);
        self.centred(&word(language, "slip-enquiry"), true, 1);
        self.large(enquiry.number);
        self.plain(enquiry.said, NOTICE_LINES_MAX);
        self.end(hall.ticket.footer.get(language), enquiry.local_time);
    }

    fn end(&mut self, footer: &str, local_time: &str) {
        let time = [("time", local_time.to_owned().into())];
        self.plain(&say(self.language(), "slip-printed", &time), 1);
        self.centred(footer, false, NAME_LINES_MAX);
    }
}

fn fee(notice: &Notice<'_>) -> String {
    let (item, language) = (notice.item, notice.language);
    let fee = match (item.fee_yuan, item.fee_note.is_empty()) {
        (0, true) => word(language, "slip-fee-none"),
        (0, false) => String::new(),
        (yuan, _) => say(language, "slip-fee", &[("yuan", yuan.into())]),
    };
    let parts = [fee, item.fee_note.clone()];
    let parts = parts.iter().filter(|part| !part.is_empty());
    let told = parts.map(String::as_str).collect::<Vec<_>>().join(" ");
    say(language, "slip-fee-what", &[("fee", told.into())])
}
