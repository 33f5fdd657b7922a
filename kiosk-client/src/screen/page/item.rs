//! The sheet of one item: what to know before taking a number.

use super::facts::Facts;
use super::render;
use crate::local_time;
use crate::screen::Purpose;
use askama::Template;
use hall_protocol::view::{ItemView, windows_in_short};

#[derive(Template)]
#[template(path = "item.html")]
struct Item {
    name: String,
    facts: Vec<(String, Vec<String>)>,
    hints: Vec<String>,
    class: String,
    /// Act, name, whether it is chosen.
    classes: Vec<(String, String, bool)>,
    ask: Option<String>,
    /// That a card says it as well, where one can be read.
    offer: Option<String>,
    takes: Vec<(&'static str, String)>,
    closed: Option<String>,
    /// Name of the button that prints all this; none while the printer cannot.
    print: Option<String>,
}

impl Facts<'_> {
    pub(super) fn sheet(&self, item: &ItemView) -> String {
        let (is_open, state) = self.state(item);
        let fault = self.news.printer.cause;
        let is_enquiry = self.screen.purpose() == Purpose::Enquiry;
        let age = item.age_min.filter(|age| !self.is_older_than(*age));
        let offered = match age {
            None => vec![("take", self.t("take"))],
            Some(age) => self.asked_for(item, age),
        };
        let too_young = age.filter(|_| offered.is_empty());
        let closed = match fault {
            Some(_) => self.strip(),
            None if !is_open => Some(state),
            None => too_young.map(|age| self.with("offline-age", "age", age.into())),
        };
        let takes = if closed.is_some() || is_enquiry {
            Vec::new()
        } else {
            offered
        };
        let slot = self.screen.slot(item.code).filter(|_| !is_enquiry);
        let booked = slot.map(|slot| {
            let time = [("time", self.time_of(slot).into())];
            self.say("booked", &time)
        });
        let hints = [
            is_enquiry.then(|| self.t("enquiry-only")),
            booked,
            item.self_service.then(|| self.t("self-service")),
            item.online.then(|| self.t("online")),
        ];
        let asked = age.filter(|_| !takes.is_empty());
        render(&Item {
            name: self.name(&item.names).to_owned(),
            facts: self.facts_of(item),
            hints: hints.into_iter().flatten().collect(),
            class: self.t("class"),
            classes: if takes.is_empty() {
                Vec::new()
            } else {
                self.classes()
            },
            offer: asked
                .filter(|_| self.screen.reads_cards())
                .map(|_| self.t("card-offer")),
            ask: asked.map(|age| self.with("age", "age", age.into())),
            takes,
            closed,
            print: fault.is_none().then(|| self.t("print")),
        })
    }

    /// How old the holder of a card becomes in this year.
    fn turns(&self) -> Option<i32> {
        let born = self.screen.person()?.birth_year?;
        let zone = self.hall().map_or("", |hall| hall.timezone.as_str());
        Some(local_time::year(self.news.now?, zone) - born)
    }

    fn is_older_than(&self, age: u16) -> bool {
        self.turns().is_some_and(|turns| turns > i32::from(age))
    }

    /// What somebody may say of an age: that it is theirs, unless a card says that it is not, or
    /// that of the one they come for.
    fn asked_for(&self, item: &ItemView, age: u16) -> Vec<(&'static str, String)> {
        let is_younger = self.turns().is_some_and(|turns| turns < i32::from(age));
        let own = (!is_younger).then_some(("take-confirmed", "age-own"));
        let agent = item.agent_allowed.then_some(("take-as-agent", "age-agent"));
        let both = own.into_iter().chain(agent);
        both.map(|(act, key)| (act, self.with(key, "age", age.into())))
            .collect()
    }

    pub(super) fn facts_of(&self, item: &ItemView) -> Vec<(String, Vec<String>)> {
        let windows = windows_in_short(item.windows.iter().copied());
        let place = [
            ("windows", windows.into()),
            ("floor", self.floor(item.floor).into()),
            ("zone", self.zone_name(item.zone).unwrap_or("").into()),
        ];
        let mut facts = vec![(self.t("where"), vec![self.say("where-what", &place)])];
        let queue = self
            .news
            .picture
            .queues
            .get(&item.queue)
            .filter(|_| self.is_up());
        if let Some(queue) = queue {
            let wait = queue
                .wait_minutes
                .map(|[low, high]| self.say("wait", &[("low", low.into()), ("high", high.into())]));
            let waiting = self.with("waiting", "count", queue.waiting.into());
            facts.push((
                self.t("queue"),
                [Some(waiting), wait].into_iter().flatten().collect(),
            ));
        }
        if !item.materials.is_empty() {
            let names = item
                .materials
                .iter()
                .map(|names| self.name(names).to_owned());
            facts.push((self.t("bring"), names.collect()));
        }
        let days = self.with("days-what", "days", item.promised_days.into());
        facts.push((self.t("days"), vec![days]));
        let fee = match item.fee_yuan {
            0 => self.t("fee-none"),
            yuan => self.with("fee-what", "yuan", yuan.into()),
        };
        // The plan's own word on a fee says more than that there is none.
        let note = Some(item.fee_note.clone()).filter(|note| !note.is_empty());
        let fee = Some(fee).filter(|_| item.fee_yuan > 0 || note.is_none());
        facts.push((self.t("fee"), [fee, note].into_iter().flatten().collect()));
        facts
    }

    fn classes(&self) -> Vec<(String, String, bool)> {
        let classes = self.hall().map(|hall| hall.classes.as_slice());
        let classes = classes.filter(|list| list.len() > 1).unwrap_or_default();
        let chosen = self.screen.class();
        let usual = |place: usize| place == 0;
        let classes = classes.iter().enumerate().map(|(place, class)| {
            let code = if usual(place) {
                ""
            } else {
                class.class.as_str()
            };
            let is_chosen = chosen.unwrap_or("") == code;
            (
                format!("class:{code}"),
                self.name(&class.names).to_owned(),
                is_chosen,
            )
        });
        classes.collect()
    }
}
