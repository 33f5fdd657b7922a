//! The registers: what was written down on some days, with its sum, and a form for more.

use super::callbacks::ItemNames;
use super::cases::Choice;
use super::form::{Field, Filled, Form, Forms, Sent};
use super::places::{Place, bar};
use super::words::{Words, render};
use super::{Draft, Frame};
use askama::Template;
use hall_core::Date;
use hall_core::code::DepartmentCode;
use hall_core::register::{Counts, Register};
use hall_protocol::view::{EntryView, HallView, Names, RegisterView};

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct RegisterPage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// Which register.
    pub register: Register,
    /// Its entries.
    pub view: &'a RegisterView,
    /// The first and the last of the days.
    pub days: [Date; 2],
    /// What services are called.
    pub items: &'a ItemNames,
    /// The hall's departments with their names.
    pub departments: &'a [(DepartmentCode, Names)],
    /// What stands in the form.
    pub draft: &'a Draft,
    /// What was sent and came back.
    pub sent: Sent<'a>,
}

#[derive(Template)]
#[template(path = "register.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    registers: Vec<Choice>,
    way: String,
    from: String,
    until: String,
    figures: Vec<(String, String)>,
    rows: Vec<Row>,
    forms: String,
}

struct Row {
    day: String,
    about: String,
    kind: String,
    text: String,
    more: String,
    /// What has to be put right because of it: where, and its number.
    follow: Option<(String, String)>,
    by: String,
}

/// The page.
pub fn register(page: &RegisterPage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let hall = words.name(&frame.hall.names);
    let [from, until] = page.days;
    let tag = words.0.tag();
    let registers = Register::ALL.into_iter().map(|one| Choice {
        code: format!("{}?lang={tag}&from={from}&until={until}", way_of(one)),
        name: name(one, words),
        is_here: one == page.register,
    });
    let is_writing = frame.writes(Place::Registers);
    let forms = is_writing.then(|| form(page, words)).into_iter().collect();
    render(&Page {
        words,
        title: words.with("page-registers-title", "hall", hall),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Registers)),
        registers: registers.collect(),
        way: way_of(page.register),
        from: from.to_string(),
        until: until.to_string(),
        figures: figures(page, words),
        rows: page
            .view
            .entries
            .iter()
            .map(|entry| row(page, entry, words))
            .collect(),
        forms: render(&Forms { forms }),
    })
}

/// Where the page of a register is.
pub fn way_of(register: Register) -> String {
    format!("{}/{}", Place::Registers.way(), register.word())
}

fn name(register: Register, words: Words) -> String {
    words.t(&format!("page-register-{}", register.word()))
}

fn figures(page: &RegisterPage<'_>, words: Words) -> Vec<(String, String)> {
    let figure = |key: &str, count: u32| (words.t(key), count.to_string());
    let mut figures = vec![figure("page-registers-count", page.view.count)];
    if page.register == Register::Outreach {
        let counts = &page.view.counts;
        figures.extend(COUNTS.map(|(_, key, count)| figure(key, count(counts))));
    }
    figures
}

/// A field, its words, and its count.
type Counted = (&'static str, &'static str, fn(&Counts) -> u32);

/// What is counted in an outreach: its field, its words, and the count.
const COUNTS: [Counted; 4] = [
    ("households", "page-registers-households", |counts| {
        counts.households
    }),
    ("matters", "page-registers-matters", |counts| counts.matters),
    ("leaflets", "page-registers-leaflets", |counts| {
        counts.leaflets
    }),
    ("people", "page-registers-people", |counts| counts.people),
];

fn row(page: &RegisterPage<'_>, entry: &EntryView, words: Words) -> Row {
    let about = &entry.about;
    let department = about.department;
    let known = page.departments.iter();
    let department = known
        .filter(|(code, _)| Some(*code) == department)
        .map(|(_, names)| words.name(names).to_owned())
        .next();
    let clerk = about.clerk.map(|clerk| clerk.to_string());
    let service = super::rectifications::about(about, words);
    let parts = [
        Some(service).filter(|text| !text.is_empty()),
        department,
        clerk,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let kind = entry.kind.as_ref();
    let gone = || words.t("page-case-text-gone");
    let has_words = entry.words.text.is_some() || page.register != Register::Commendation;
    let text = entry.words.text.clone();
    let text = text.unwrap_or_else(|| if has_words { gone() } else { String::new() });
    let follow = entry.rectification.map(|id| {
        let place = Place::Rectifications.way();
        let way = format!("{place}/{id}?lang={}", words.0.tag());
        (
            way,
            words.with("page-rectification-title", "id", &id.to_string()),
        )
    });
    Row {
        day: entry.day.to_string(),
        about: parts.join(" · "),
        kind: kind
            .map(|kind| words.t(&format!("page-register-kind-{kind}")))
            .unwrap_or_default(),
        text,
        more: more(page.register, entry, words),
        follow,
        by: entry.by.to_string(),
    }
}

/// The photo and the day of a patrol's finding, or the counts of an outreach.
fn more(register: Register, entry: &EntryView, words: Words) -> String {
    let photo = entry.photo.as_ref();
    let photo = photo.map(|photo| words.with("page-registers-photo", "photo", &photo.to_string()));
    let day = entry.rectify_by;
    let day = day.map(|day| words.with("page-case-due", "day", &day.to_string()));
    let counts = COUNTS
        .into_iter()
        .filter(|_| register == Register::Outreach);
    let counts = counts.map(|(_, key, count)| {
        let count = count(&entry.counts);
        Some(format!("{} {count}", words.t(key)))
    });
    let parts = [photo, day].into_iter().chain(counts);
    parts.flatten().collect::<Vec<_>>().join(" · ")
}

fn form(page: &RegisterPage<'_>, words: Words) -> Form {
    let filled = Filled {
        words,
        draft: page.draft,
        sent: page.sent,
    };
    let form = page.register.word();
    let named =
        |values: &[&'static str]| filled.named(values, |kind| format!("page-register-kind-{kind}"));
    let text = |key, is_needed| filled.text(form, "text", key, is_needed);
    let line = |name, key, is_needed| filled.line(form, name, key, is_needed);
    let window = |is_needed| filled.number(form, "window", "page-registers-window", is_needed);
    let mut fields: Vec<Field> = match page.register {
        Register::Complaint => vec![text("page-registers-said", true)],
        Register::Commendation => {
            let forms = named(&["letter", "banner"]);
            vec![
                filled.few(form, "form", "page-registers-form", &forms),
                text("page-registers-said", false),
            ]
        }
        Register::Patrol => vec![
            window(true),
            text("page-registers-found", true),
            filled.day(form, "rectify_by", "page-registers-rectify-by", true),
            line("photo", "page-registers-photo-number", false),
        ],
        Register::Assistance => {
            let results = named(&["done", "incomplete", "refused"]);
            vec![
                line("about_clerk", "page-registers-officer", true),
                items(page, &filled, true),
                text("page-registers-person", true),
                filled.few(form, "result", "page-registers-result", &results),
            ]
        }
        Register::Outreach => {
            let mut fields = vec![text("page-registers-place", true)];
            let counts = COUNTS.into_iter();
            fields.extend(counts.map(|(name, key, _)| filled.number(form, name, key, false)));
            fields
        }
    };
    if matches!(page.register, Register::Complaint | Register::Commendation) {
        fields.push(window(false));
        fields.push(line("about_clerk", "page-registers-about-clerk", false));
        fields.push(departments(page, &filled));
        fields.push(items(page, &filled, false));
    }
    fields.push(filled.hand(form));
    let way = way_of(page.register);
    filled.form(form, &way, "page-registers-enter", fields)
}

fn items(page: &RegisterPage<'_>, filled: &Filled<'_>, is_needed: bool) -> Field {
    let items = page.items.iter();
    let choices: Vec<(&str, String)> = items
        .map(|(code, names)| (code.as_str(), filled.words.name(names).to_owned()))
        .collect();
    let form = page.register.word();
    Field {
        is_needed,
        ..filled.many(form, "item", "page-callbacks-item", &choices)
    }
}

fn departments(page: &RegisterPage<'_>, filled: &Filled<'_>) -> Field {
    let departments = page.departments.iter();
    let choices: Vec<(&str, String)> = departments
        .map(|(code, names)| (code.as_str(), filled.words.name(names).to_owned()))
        .collect();
    let form = page.register.word();
    filled.many(form, "department", "page-cases-department", &choices)
}
