//! The screen as a page: what each view says, in words of the catalogue.
//!
//! Everything that is decided is decided here; the templates only place it.

use super::Screen;
use super::find::Found;
use super::search::Index;
use super::view::{Paper, Sorry, View};
use crate::local_time;
use crate::machine::{Link, Offline};
use crate::station::News;
use askama::Template;
use hall_core::code::ItemCode;
use hall_core::plan::Language;
use hall_protocol::view::{HallView, ItemView, Names};
use hall_text::{FluentValue, say, word};

/// A page that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Language tag.
    pub tag: &'static str,
    /// Title of the document.
    pub title: String,
    /// What is replaced whenever something changes.
    pub fragment: String,
}

impl Shown {
    /// The page of a screen.
    pub fn of(screen: &Screen, news: &News, index: &Index) -> Self {
        let facts = Facts { screen, news };
        let hall = facts.hall_name().to_owned();
        Self {
            tag: screen.language().tag(),
            title: facts.with("title", "hall", hall.into()),
            fragment: fragment(screen, news, index),
        }
    }

    /// The whole document; only its fragment is replaced from then on.
    pub fn document(&self) -> String {
        render(&Document { shown: self })
    }
}

/// What is on the screen now.
fn fragment(screen: &Screen, news: &News, index: &Index) -> String {
    let facts = Facts { screen, news };
    render(&Fragment {
        tag: screen.language().tag(),
        serial: screen.serial(),
        size: screen.size(),
        hall: facts.hall_name().to_owned(),
        clock: facts.clock(),
        is_home: *screen.view() == View::Home,
        home: facts.t("home"),
        larger: facts.t(["size-0", "size-1", "size-2"][usize::from(screen.size().min(2))]),
        languages: facts.languages(),
        strip: facts.strip(),
        practice: facts
            .hall()
            .is_some_and(|hall| hall.practice)
            .then(|| facts.word("ticket-practice")),
        body: facts.body(index),
        warning: screen
            .is_warned()
            .then(|| [facts.t("still-there"), facts.t("stay")]),
    })
}

fn render(template: &impl Template) -> String {
    template
        .render()
        .expect("templates only read their fields, and a text takes everything")
}

#[derive(Template)]
#[template(path = "document.html")]
struct Document<'a> {
    shown: &'a Shown,
}

#[derive(Template)]
#[template(path = "fragment.html")]
struct Fragment {
    tag: &'static str,
    serial: u64,
    size: u8,
    hall: String,
    clock: String,
    is_home: bool,
    home: String,
    larger: String,
    /// Tag, own name, whether it is read now.
    languages: Vec<(&'static str, &'static str, bool)>,
    strip: Option<String>,
    practice: Option<String>,
    body: String,
    warning: Option<[String; 2]>,
}

/// Something to touch.
struct Button {
    act: String,
    name: String,
    /// What stands below the name, smaller.
    note: String,
    is_open: bool,
}

/// Buttons under a heading.
struct Group {
    name: String,
    buttons: Vec<Button>,
}

#[derive(Template)]
#[template(path = "choose.html")]
struct Choose {
    heading: String,
    groups: Vec<Group>,
    search: Option<String>,
    find: Option<String>,
}

#[derive(Template)]
#[template(path = "write.html")]
struct Write {
    heading: String,
    written: String,
    keys: Vec<char>,
    erase: String,
    said: Vec<String>,
    buttons: Vec<Button>,
}

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
    takes: Vec<(&'static str, String)>,
    closed: Option<String>,
}

#[derive(Template)]
#[template(path = "number.html")]
struct Hero {
    heading: String,
    number: String,
    lines: Vec<String>,
    again: Option<String>,
    is_sorry: bool,
}

/// What the views are made from.
struct Facts<'a> {
    screen: &'a Screen,
    news: &'a News,
}

impl Facts<'_> {
    fn language(&self) -> Language {
        self.screen.language()
    }

    fn word(&self, key: &str) -> String {
        word(self.language(), key)
    }

    fn t(&self, key: &str) -> String {
        self.word(&format!("screen-{key}"))
    }

    fn say(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        say(self.language(), &format!("screen-{key}"), args)
    }

    fn with(&self, key: &str, name: &str, value: FluentValue<'_>) -> String {
        self.say(key, &[(name, value)])
    }

    fn name<'n>(&self, names: &'n Names) -> &'n str {
        names.get(self.language())
    }

    fn hall(&self) -> Option<&HallView> {
        self.news.known.hall.as_ref()
    }

    fn hall_name(&self) -> &str {
        self.hall().map_or("", |hall| self.name(&hall.names))
    }

    fn desk(&self) -> String {
        let named = self.hall().map(|hall| self.name(&hall.guide_desk));
        match named.filter(|name| !name.is_empty()) {
            Some(name) => name.to_owned(),
            None => self.word("ticket-desk"),
        }
    }

    fn at_desk(&self, key: &str) -> String {
        self.with(key, "desk", self.desk().into())
    }

    fn floor(&self, floor: u8) -> String {
        say(self.language(), "page-floor", &[("floor", floor.into())])
    }

    fn clock(&self) -> String {
        let zone = self.hall().map_or("", |hall| hall.timezone.as_str());
        let now = self.news.now.map(|now| local_time::clock(now, zone));
        now.unwrap_or_default()
    }

    fn items(&self) -> &[ItemView] {
        &self.news.known.items
    }

    fn item(&self, code: ItemCode) -> Option<&ItemView> {
        self.items().iter().find(|item| item.code == code)
    }

    fn is_up(&self) -> bool {
        self.news.link == Link::Up
    }

    fn languages(&self) -> Vec<(&'static str, &'static str, bool)> {
        let offered = self.hall().map(|hall| hall.languages.as_slice());
        let offered = offered.filter(|list| list.len() > 1).unwrap_or_default();
        let own = |language: &Language| {
            let name = match language {
                Language::ZhCn => "简体中文",
                Language::En => "English",
                Language::ZhHant => "繁體中文",
            };
            (language.tag(), name, *language == self.language())
        };
        offered.iter().map(own).collect()
    }

    /// One line above everything: what is wrong with this machine, in the order of its weight.
    fn strip(&self) -> Option<String> {
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

    fn body(&self, index: &Index) -> String {
        match self.screen.view() {
            View::Home => self.home(),
            View::Zone(zone) => self.zone(*zone),
            View::Search(text) => self.search(text, index),
            View::Find(text) => self.find(text),
            View::Item(code) => match self.item(*code) {
                Some(item) => self.sheet(item),
                None => self.home(),
            },
            View::Waiting { item } => self.waiting(*item),
            View::Number {
                item,
                number,
                paper,
                copy,
            } => self.number(*item, number, *paper, *copy),
            View::Sorry(sorry) => self.sorry(sorry),
        }
    }

    fn home(&self) -> String {
        let frequent = self.items().iter().filter(|item| item.frequent);
        let frequent = Group {
            name: self.t("frequent"),
            buttons: frequent.map(|item| self.button(item)).collect(),
        };
        let zones = self.hall().map(|hall| hall.zones.as_slice());
        let zones = zones.unwrap_or_default().iter().filter(|zone| {
            let mut items = self.items().iter();
            items.any(|item| item.zone == zone.zone)
        });
        let zones = zones.map(|zone| Button {
            act: format!("zone:{}", zone.zone),
            name: self.name(&zone.names).to_owned(),
            note: self.floor(zone.floor),
            is_open: true,
        });
        let zones = Group {
            name: self.t("zones"),
            buttons: zones.collect(),
        };
        let groups = [frequent, zones].into_iter();
        render(&Choose {
            heading: self.t("welcome"),
            groups: groups.filter(|group| !group.buttons.is_empty()).collect(),
            search: Some(self.t("search")),
            find: Some(self.t("find")),
        })
    }

    /// A zone's items under the departments that answer for them.
    fn zone(&self, zone: hall_core::code::ZoneCode) -> String {
        let mut groups: Vec<Group> = Vec::new();
        for item in self.items().iter().filter(|item| item.zone == zone) {
            let department = self.name(&item.department_name);
            let button = self.button(item);
            match groups.iter_mut().find(|group| group.name == department) {
                Some(group) => group.buttons.push(button),
                None => groups.push(Group {
                    name: department.to_owned(),
                    buttons: vec![button],
                }),
            }
        }
        let zones = self.hall().map(|hall| hall.zones.as_slice());
        let mut zones = zones.unwrap_or_default().iter();
        let heading = zones.find(|known| known.zone == zone);
        render(&Choose {
            heading: heading.map_or_else(
                || self.t("welcome"),
                |zone| self.name(&zone.names).to_owned(),
            ),
            groups,
            search: None,
            find: None,
        })
    }

    fn button(&self, item: &ItemView) -> Button {
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
    fn state(&self, item: &ItemView) -> (bool, String) {
        if let Some(reason) = self.paused(item) {
            return (false, self.with("paused", "reason", reason.into()));
        }
        if !self.is_up() {
            return (true, self.hours(item));
        }
        if !item.open {
            return (false, self.hours(item));
        }
        let queue = self.news.picture.queues.get(&item.queue);
        let waiting = queue.map_or(item.waiting, |queue| queue.waiting);
        (true, self.with("waiting", "count", waiting.into()))
    }

    fn paused(&self, item: &ItemView) -> Option<String> {
        let queue = self.news.picture.queues.get(&item.queue);
        let queue = queue.and_then(|queue| queue.paused.as_ref());
        let reason = item.paused.as_ref().or(queue)?;
        Some(self.name(&reason.names).to_owned())
    }

    fn hours(&self, item: &ItemView) -> String {
        let [from, until] = item.ticket_hours.map(minutes);
        self.say("hours", &[("from", from.into()), ("until", until.into())])
    }

    fn sheet(&self, item: &ItemView) -> String {
        let (is_open, state) = self.state(item);
        let fault = self.news.printer.cause;
        let closed = match fault {
            Some(_) => self.strip(),
            None => (!is_open).then_some(state),
        };
        let age = item.age_min;
        let takes = match (closed.is_some(), age) {
            (true, _) => Vec::new(),
            (false, None) => vec![("take", self.t("take"))],
            (false, Some(age)) => {
                let own = ("take-confirmed", self.with("age-own", "age", age.into()));
                let agent = ("take-as-agent", self.with("age-agent", "age", age.into()));
                let all = [own, agent].into_iter();
                all.take(1 + usize::from(item.agent_allowed)).collect()
            }
        };
        let hints = [
            item.self_service.then(|| self.t("self-service")),
            item.online.then(|| self.t("online")),
        ];
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
            ask: age
                .filter(|_| !takes.is_empty())
                .map(|age| self.with("age", "age", age.into())),
            takes,
            closed,
        })
    }

    fn facts_of(&self, item: &ItemView) -> Vec<(String, Vec<String>)> {
        let zones = self.hall().map(|hall| hall.zones.as_slice());
        let zone = zones
            .unwrap_or_default()
            .iter()
            .find(|zone| zone.zone == item.zone);
        let windows = crate::machine::ranges(&item.windows);
        let place = [
            ("windows", windows.into()),
            ("floor", self.floor(item.floor).into()),
            (
                "zone",
                zone.map_or("", |zone| self.name(&zone.names)).into(),
            ),
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

    fn search(&self, text: &str, index: &Index) -> String {
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
            buttons,
        })
    }

    fn find(&self, text: &str) -> String {
        let mut said = vec![self.t("find-what")];
        if text.chars().any(|c| c.is_ascii_digit()) {
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
            buttons: Vec::new(),
        })
    }

    fn found(&self, text: &str) -> String {
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

    fn waiting(&self, item: ItemCode) -> String {
        let name = self
            .item(item)
            .map(|item| self.name(&item.names).to_owned());
        render(&Hero {
            heading: self.t("taking"),
            number: String::new(),
            lines: name.into_iter().collect(),
            again: None,
            is_sorry: false,
        })
    }

    fn number(&self, item: ItemCode, number: &str, paper: Paper, copy: bool) -> String {
        let named = || ("number", FluentValue::from(number));
        let mut lines = vec![match paper {
            Paper::Printing => self.t("printing"),
            Paper::Printed if copy => self.t("printed-copy"),
            Paper::Printed => self.t("printed"),
            Paper::Unknown => self.say("paper-unknown", &[named()]),
            Paper::Failed(cause) => {
                let cause = self.word(&format!("kiosk-cause-{}", cause.key()));
                let args = [
                    named(),
                    ("cause", cause.into()),
                    ("desk", self.desk().into()),
                ];
                self.say("paper-failed", &args)
            }
        }];
        if let Some(item) = self.item(item) {
            lines.push(self.name(&item.names).to_owned());
            let facts = self.facts_of(item);
            lines.extend(
                facts
                    .into_iter()
                    .next()
                    .into_iter()
                    .flat_map(|(_, place)| place),
            );
        }
        let is_sorry = matches!(paper, Paper::Unknown | Paper::Failed(_));
        render(&Hero {
            heading: self.t("your-number"),
            number: number.to_owned(),
            lines,
            again: is_sorry.then(|| self.t("again")),
            is_sorry,
        })
    }

    fn sorry(&self, sorry: &Sorry) -> String {
        let lines = match sorry {
            Sorry::Refused(problem) => vec![problem.title.clone(), problem.hint.clone()],
            Sorry::Offline(why) => vec![self.offline(*why)],
            Sorry::Busy => vec![self.t("busy")],
            Sorry::NoCopy => vec![self.at_desk("no-copy")],
            Sorry::NotStored | Sorry::Ended => vec![self.at_desk("not-stored")],
        };
        render(&Hero {
            heading: self.t("sorry"),
            number: String::new(),
            lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
            again: None,
            is_sorry: true,
        })
    }

    fn offline(&self, why: Offline) -> String {
        match why {
            Offline::OutsideHours { from, until } => {
                let [from, until] = [from, until].map(minutes);
                self.say(
                    "offline-hours",
                    &[("from", from.into()), ("until", until.into())],
                )
            }
            Offline::DayOver => self.t("offline-day-over"),
            Offline::Paused => self.at_desk("offline-paused"),
            Offline::TooYoung { age_min } | Offline::AgeNotConfirmed { age_min } => {
                self.with("offline-age", "age", age_min.into())
            }
            Offline::NoAgents => self.t("offline-no-agents"),
            Offline::NotWanted => self.t("strip-refused"),
            Offline::NoBlock
            | Offline::UsedUp
            | Offline::UnknownItem
            | Offline::NoClock
            | Offline::JournalFull => self.at_desk("offline-no-number"),
        }
    }
}

/// Results of a search that fit beside the keys.
const RESULTS: usize = 8;

/// `16:40` of local minutes.
fn minutes(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
