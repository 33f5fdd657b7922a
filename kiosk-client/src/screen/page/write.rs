//! Where something is written: searching an item, asking for a number.

use super::facts::{Button, Facts};
use super::render;
use crate::local_time;
use crate::screen::find::{Found, is_whole};
use crate::screen::search::Index;
use askama::Template;
use hall_protocol::Stamp;
use hall_protocol::view::TicketView;
use hall_text::FluentValue;

#[derive(Template)]
#[template(path = "write.html")]
struct Write {
    heading: String,
    written: String,
    keys: Vec<char>,
    erase: String,
    said: Vec<String>,
    /// Name of the button that prints what is said.
    print: Option<String>,
    buttons: Vec<Button>,
}

impl Facts<'_> {
    pub(super) fn search(&self, text: &str, index: &Index) -> String {
        let found = index.find(text);
        let buttons = found
            .iter()
            .take(RESULTS)
            .filter_map(|place| self.items().get(*place));
        let buttons: Vec<Button> = buttons.map(|item| self.button(item)).collect();
        let said = match (text.is_empty(), buttons.is_empty()) {
            (true, _) => vec![self.t("search-what")],
            (false, true) => {
                let args = [("text", text.into()), ("desk", self.desk().into())];
                vec![self.say("search-none", &args)]
            }
            (false, false) => Vec::new(),
        };
        render(&Write {
            heading: self.t("search"),
            written: text.to_owned(),
            keys: ('A'..='Z').collect(),
            erase: self.t("erase"),
            said,
            print: None,
            buttons,
        })
    }

    pub(super) fn find(&self, text: &str) -> String {
        let mut said = vec![self.t("find-what")];
        let is_whole = is_whole(text);
        if is_whole {
            said = vec![self.found(text)];
        }
        let mut letters: Vec<char> = Vec::new();
        for item in self.items() {
            letters.extend(item.series.as_str().chars());
        }
        letters.sort_unstable();
        letters.dedup();
        render(&Write {
            heading: self.t("find"),
            written: text.to_owned(),
            keys: letters.into_iter().chain('0'..='9').collect(),
            erase: self.t("erase"),
            said,
            print: (is_whole && self.news.printer.cause.is_none()).then(|| self.t("print-found")),
            buttons: Vec::new(),
        })
    }

    /// Where a ticket stands: by itself where it says so, because it is newer than the picture.
    pub(super) fn said_of(&self, ticket: &TicketView) -> String {
        let number = ("number", FluentValue::from(ticket.number.clone()));
        if ticket.state == "waiting" {
            let ahead = ("ahead", FluentValue::from(ticket.ahead));
            return self.say("find-waiting", &[number, ahead]);
        }
        match self.restore_until(ticket) {
            Some(until) => {
                let zone = self.hall().map_or("", |hall| hall.timezone.as_str());
                let time = FluentValue::from(local_time::clock(until, zone));
                let desk = FluentValue::from(self.desk());
                self.say("find-missed", &[number, ("desk", desk), ("time", time)])
            }
            None => self.found(&ticket.number),
        }
    }

    /// Until when a missed ticket can wait again; none when it cannot.
    pub(super) fn restore_until(&self, ticket: &TicketView) -> Option<Stamp> {
        let until = ticket.restore_until.filter(|_| ticket.state == "missed")?;
        let is_over = self.news.now.is_some_and(|now| now.0 >= until.0);
        (!is_over).then_some(until)
    }

    pub(in crate::screen) fn found(&self, text: &str) -> String {
        let number = || ("number", FluentValue::from(text.to_uppercase()));
        let desk = || ("desk", FluentValue::from(self.desk()));
        match Found::of(&self.news.picture, text, self.news.now) {
            Found::Nothing => self.say("find-nothing", &[number(), desk()]),
            Found::Waiting(ticket) => {
                let ahead = ("ahead", FluentValue::from(ticket.ahead));
                self.say("find-waiting", &[number(), ahead])
            }
            Found::Called(window) => {
                let window = ("window", FluentValue::from(window.0));
                self.say("find-called", &[number(), window])
            }
            Found::AtWindow(window) => {
                let window = ("window", FluentValue::from(window.0));
                self.say("find-at-window", &[number(), window])
            }
            Found::Missed(until) => {
                let zone = self.hall().map_or("", |hall| hall.timezone.as_str());
                let time = FluentValue::from(local_time::clock(until, zone));
                self.say("find-missed", &[number(), desk(), ("time", time)])
            }
            Found::MissedTooLong => self.say("find-too-late", &[number()]),
        }
    }
}

/// Results of a search that fit beside the keys.
const RESULTS: usize = 8;
