//! The sheet of one item: what to know before taking a number.

use super::facts::Facts;
use super::render;
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
        let closed = match fault {
            Some(_) => self.strip(),
            None => (!is_open).then_some(state),
        };
        let age = item.age_min;
        let is_enquiry = self.screen.purpose() == Purpose::Enquiry;
        // A card says how old its holder is.
        let known = self.screen.person().and_then(|person| person.birth_year);
        let age = age.filter(|_| known.is_none());
        let takes = match (closed.is_some() || is_enquiry, age) {
            (true, _) => Vec::new(),
            (false, None) => vec![("take", self.t("take"))],
            (false, Some(age)) => {
                let own = ("take-confirmed", self.with("age-own", "age", age.into()));
                let agent = ("take-as-agent", self.with("age-agent", "age", age.into()));
                let all = [own, agent].into_iter();
                all.take(1 + usize::from(item.agent_allowed)).collect()
            }
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
