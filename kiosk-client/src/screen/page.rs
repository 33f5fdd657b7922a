//! The screen as a page: what each view says, in words of the catalogue.
//!
//! Everything that is decided is decided here; the templates only place it.

mod choose;
mod facts;
mod hero;
mod item;
mod spoken;
mod write;

use super::Screen;
use super::search::Index;
use super::view::View;
use crate::station::News;
use askama::Template;
use data_encoding::HEXLOWER;
use facts::Facts;
use sha2::{Digest, Sha256};

/// A page that was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Language tag.
    pub tag: &'static str,
    /// Title of the document.
    pub title: String,
    /// What is replaced whenever something changes.
    pub fragment: String,
    /// What is read aloud; empty for silence.
    pub spoken: String,
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
            spoken: facts.spoken(),
        }
    }

    /// Where a number stands, in the reader's words.
    pub fn found(screen: &Screen, news: &News, number: &str) -> String {
        Facts { screen, news }.found(number)
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
        out: way_out(screen).map(|(act, key)| (act, facts.t(key))),
        larger: facts.t(["size-0", "size-1", "size-2"][usize::from(screen.size().min(2))]),
        aloud: screen
            .can_speak()
            .then(|| (facts.t("aloud"), screen.is_aloud())),
        speech: speech_name(&facts.spoken()),
        languages: facts.languages(),
        strip: facts.strip(),
        card: facts.known(),
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

/// Back for who looks around, to the beginning for who is done.
fn way_out(screen: &Screen) -> Option<(&'static str, &'static str)> {
    match screen.view() {
        _ if screen.can_go_back() => Some(("back", "back")),
        View::Home => screen.is_changed().then_some(("home", "anew")),
        _ => Some(("home", "home")),
    }
}

/// A name for what is read aloud, so that a page says the same only once.
pub(crate) fn speech_name(spoken: &str) -> Option<String> {
    let digest = Sha256::digest(spoken.as_bytes());
    (!spoken.is_empty()).then(|| HEXLOWER.encode(&digest[..8]))
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
    /// The way out: act and name; none on a home page as everybody finds it.
    out: Option<(&'static str, String)>,
    larger: String,
    /// Name of the button, and whether it is on; none on a machine without a voice.
    aloud: Option<(String, bool)>,
    /// Names what is read aloud; none for silence.
    speech: Option<String>,
    /// Tag, own name, whether it is read now.
    languages: Vec<(&'static str, &'static str, bool)>,
    strip: Option<String>,
    /// That a card was read, and shall be taken along.
    card: Option<String>,
    practice: Option<String>,
    body: String,
    warning: Option<[String; 2]>,
}

impl Facts<'_> {
    /// That the machine knows who stands there, and what to take along again.
    fn known(&self) -> Option<String> {
        if self.screen.has_card() {
            return Some(self.t("card-read"));
        }
        let is_code = self.screen.person().is_some() && !self.screen.is_booked();
        is_code.then(|| self.t("code-read"))
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
            View::Standing(standing) => self.standing(standing),
            View::Slip(paper) => self.slip(*paper),
            View::Places => self.places(),
            View::Sorry(sorry) => self.sorry(sorry),
        }
    }
}
