//! What the views are made from: the screen, the news, and words for both.

use crate::local_time::{self, minutes};
use crate::machine::Link;
use crate::screen::Screen;
use crate::station::News;
use hall_core::code::{ItemCode, ZoneCode};
use hall_core::plan::Language;
use hall_protocol::Stamp;
use hall_protocol::view::{HallView, ItemView, Names, ZoneView};
use hall_text::{FluentValue, own_name, say, word};

/// Something to touch.
pub(super) struct Button {
    pub(super) act: String,
    pub(super) name: String,
    /// What stands below the name, smaller.
    pub(super) note: String,
    pub(super) is_open: bool,
}

/// What the views are made from.
pub(super) struct Facts<'a> {
    pub(super) screen: &'a Screen,
    pub(super) news: &'a News,
}

impl Facts<'_> {
    pub(super) fn language(&self) -> Language {
        self.screen.language()
    }

    pub(super) fn word(&self, key: &str) -> String {
        word(self.language(), key)
    }

    pub(super) fn t(&self, key: &str) -> String {
        self.word(&format!("screen-{key}"))
    }

    pub(super) fn say(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        say(self.language(), &format!("screen-{key}"), args)
    }

    pub(super) fn with(&self, key: &str, name: &str, value: FluentValue<'_>) -> String {
        self.say(key, &[(name, value)])
    }

    pub(super) fn name<'n>(&self, names: &'n Names) -> &'n str {
        names.get(self.language())
    }

    pub(super) fn hall(&self) -> Option<&HallView> {
        self.news.known.hall.as_ref()
    }

    pub(super) fn hall_name(&self) -> &str {
        self.hall().map_or("", |hall| self.name(&hall.names))
    }

    pub(super) fn desk(&self) -> String {
        let named = self.hall().map(|hall| self.name(&hall.guide_desk));
        match named.filter(|name| !name.is_empty()) {
            Some(name) => name.to_owned(),
            None => self.word("ticket-desk"),
        }
    }

    pub(super) fn at_desk(&self, key: &str) -> String {
        self.with(key, "desk", self.desk().into())
    }

    pub(super) fn floor(&self, floor: u8) -> String {
        say(self.language(), "page-floor", &[("floor", floor.into())])
    }

    /// A moment by the hall's clock; with its date when that is not today's.
    pub(super) fn time_of(&self, at: Stamp) -> String {
        let zone = self.hall().map_or("UTC", |hall| hall.timezone.as_str());
        let day = |at| {
            let shown = local_time::show(at, zone);
            shown.split(' ').next().map(str::to_owned)
        };
        if self.news.now.is_some_and(|now| day(now) != day(at)) {
            return local_time::show(at, zone);
        }
        local_time::clock(at, zone)
    }

    pub(super) fn clock(&self) -> String {
        let zone = self.hall().map_or("", |hall| hall.timezone.as_str());
        let now = self.news.now.map(|now| local_time::clock(now, zone));
        now.unwrap_or_default()
    }

    pub(super) fn items(&self) -> &[ItemView] {
        &self.news.known.items
    }

    pub(super) fn item(&self, code: ItemCode) -> Option<&ItemView> {
        self.items().iter().find(|item| item.code == code)
    }

    pub(super) fn is_up(&self) -> bool {
        self.news.link == Link::Up
    }

    pub(super) fn languages(&self) -> Vec<(&'static str, &'static str, bool)> {
        let offered = self.hall().map(|hall| hall.languages.as_slice());
        let offered = offered.filter(|list| list.len() > 1).unwrap_or_default();
        let own = |language: &Language| {
            let is_ours = *language == self.language();
            (language.tag(), own_name(*language), is_ours)
        };
        offered.iter().map(own).collect()
    }

    /// One line above everything: what is wrong with this machine, in the order of its weight.
    pub(super) fn strip(&self) -> Option<String> {
        if let Some(cause) = self.news.printer.cause {
            let cause = self.word(&format!("kiosk-cause-{}", cause.key()));
            let args = [("cause", cause.into()), ("desk", self.desk().into())];
            return Some(self.say("printer", &args));
        }
        match &self.news.link {
            Link::Up => None,
            // Without items there is nothing to give numbers for.
            Link::Connecting { .. } | Link::Lost { .. } if self.items().is_empty() => {
                Some(self.t("strip-starting"))
            }
            Link::Connecting { .. } | Link::Lost { .. } => Some(self.t("strip-offline")),
            Link::Refused { .. } => Some(self.t("strip-refused")),
        }
    }

    pub(super) fn zones(&self) -> &[ZoneView] {
        self.hall().map_or(&[], |hall| hall.zones.as_slice())
    }

    pub(super) fn zone_name(&self, code: ZoneCode) -> Option<&str> {
        let zone = self.zones().iter().find(|zone| zone.zone == code)?;
        Some(self.name(&zone.names))
    }

    pub(super) fn button(&self, item: &ItemView) -> Button {
        let (is_open, note) = self.state(item);
        Button {
            act: format!("item:{}", item.code),
            name: self.name(&item.names).to_owned(),
            note,
            is_open,
        }
    }

    /// Whether numbers are given, and how it looks there. Without the server nobody knows how many
    /// wait, and what was heard last is no answer.
    pub(super) fn state(&self, item: &ItemView) -> (bool, String) {
        if let Some(reason) = self.paused(item) {
            return (false, self.with("paused", "reason", reason.into()));
        }
        if !self.is_up() {
            return (true, self.hours(item));
        }
        if !self.is_open(item) {
            return (false, self.hours(item));
        }
        let queue = self.news.picture.queues.get(&item.queue);
        let waiting = queue.map_or(item.waiting, |queue| queue.waiting);
        (true, self.with("waiting", "count", waiting.into()))
    }

    /// By the day and the hours, because the items were fetched a while ago.
    fn is_open(&self, item: &ItemView) -> bool {
        let day = self.news.picture.day.as_ref();
        let zone = self.hall().map_or("", |hall| hall.timezone.as_str());
        let minute = self.news.now.map(|now| local_time::minute(now, zone));
        let (Some(day), Some(minute)) = (day, minute) else {
            return item.open;
        };
        let [from, until] = item.ticket_hours;
        // A day may run over midnight.
        let is_within = |minute: u16| (from..until).contains(&minute);
        day.stage == "open" && (is_within(minute) || is_within(minute + MINUTES_PER_DAY))
    }

    /// The picture is newer than the items.
    pub(super) fn paused(&self, item: &ItemView) -> Option<String> {
        let reason = self.news.picture.paused(item);
        Some(self.name(&reason?.names).to_owned())
    }

    pub(super) fn hours(&self, item: &ItemView) -> String {
        let [from, until] = item.ticket_hours.map(minutes);
        self.say("hours", &[("from", from.into()), ("until", until.into())])
    }
}

/// Local minutes of a day.
const MINUTES_PER_DAY: u16 = 1_440;
