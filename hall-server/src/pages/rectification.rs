//! One thing to put right: what it is about, what was done, and what may be done now.

use super::form::{Field, Filled, Form, Forms, Sent};
use super::places::{Place, bar};
use super::rectifications::{about, source_name};
use super::words::{Words, render};
use super::{Draft, Frame, LocalTime};
use askama::Template;
use hall_core::device::Role;
use hall_core::rectification::Judgement;
use hall_protocol::view::{DoneView, HallView, Names, RectificationView, WordsView};

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct RectificationPage<'a> {
    /// Hall, reader and time.
    pub frame: Frame<'a>,
    /// What has to be put right.
    pub one: &'a RectificationView,
    /// The printed number of its ticket, while the hall knows it.
    pub number: Option<&'a str>,
    /// Whose it is.
    pub department: Option<&'a Names>,
    /// What stands in the form.
    pub draft: &'a Draft,
    /// What was sent and came back.
    pub sent: Sent<'a>,
}

#[derive(Template)]
#[template(path = "rectification.html")]
struct Page<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    back: String,
    facts: Vec<(String, String)>,
    steps: Vec<Step>,
    forms: String,
    /// A refusal of an act that is not offered any more.
    wrong: Option<(String, String)>,
}

struct Step {
    day: String,
    clock: String,
    what: String,
    said: String,
    hand: String,
}

/// The page.
pub fn rectification(page: &RectificationPage<'_>) -> String {
    let frame = page.frame;
    let words = Words(frame.language);
    let forms = forms(page, words);
    let is_shown = forms.iter().any(|form| form.wrong.is_some());
    let wrong = page.sent.wrong.filter(|_| !is_shown);
    render(&Page {
        words,
        title: words.with("page-rectification-title", "id", &page.one.id.to_string()),
        hall: frame.hall,
        bar: bar(frame, Some(Place::Rectifications)),
        back: format!("{}?lang={}", Place::Rectifications.way(), words.0.tag()),
        facts: facts(page, words),
        steps: steps(page, words),
        forms: render(&Forms { forms }),
        wrong: wrong.map(|problem| (problem.title.clone(), problem.hint.clone())),
    })
}

/// What is known of it, in words; what there is nothing to say of is left out.
fn facts(page: &RectificationPage<'_>, words: Words) -> Vec<(String, String)> {
    let one = page.one;
    let day = |day: Option<hall_core::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let late = |is_on_time: Option<bool>| match is_on_time {
        Some(true) => format!(" · {}", words.t("page-rectification-on-time")),
        Some(false) => format!(" · {}", words.t("page-rectification-late")),
        None => String::new(),
    };
    let contact = day(one.contact_due);
    let contact = match contact.as_str() {
        "" => contact,
        _ => contact + &late(one.contacted_on_time),
    };
    let due = day(one.due);
    let due = match due.as_str() {
        "" => due,
        _ => due + &late(one.closed_on_time),
    };
    let clerk = one.about.clerk.map(|clerk| clerk.to_string());
    let ended = one.ended.as_ref();
    let ended = ended.map(|ended| words.t(&format!("page-ending-{}", ended.how)));
    let judged = one.judged.as_ref();
    let judged = judged.map(|judged| judgement(judged.judgement, words));
    let department = page.department.map(|names| words.name(names).to_owned());
    let facts = [
        ("page-rectifications-source", source_name(one.source, words)),
        ("page-rectifications-about", about(&one.about, words)),
        ("page-cases-department", department.unwrap_or_default()),
        ("page-rectification-clerk", clerk.unwrap_or_default()),
        (
            "page-rectification-number",
            page.number.unwrap_or_default().to_owned(),
        ),
        ("page-rectifications-came", one.came.to_string()),
        ("page-rectification-contact-due", contact),
        ("page-rectification-judged", judged.unwrap_or_default()),
        ("page-rectification-due", due),
        ("page-rectification-ended", ended.unwrap_or_default()),
    ];
    let told = facts.into_iter().filter(|(_, said)| !said.is_empty());
    told.map(|(key, said)| (words.t(key), said)).collect()
}

fn judgement(judgement: Judgement, words: Words) -> String {
    words.t(&format!("page-judgement-{}", judgement.word()))
}

/// What was said and done, in order.
fn steps(page: &RectificationPage<'_>, words: Words) -> Vec<Step> {
    let one = page.one;
    let local = LocalTime::new(&page.frame.hall.timezone);
    let done = |what: String, done: &DoneView, said: &WordsView| Step {
        day: done.day.to_string(),
        clock: local.clock(done.at.0),
        what,
        said: said.text.clone().unwrap_or_default(),
        hand: done
            .clerk
            .map(|clerk| clerk.to_string())
            .unwrap_or_default(),
    };
    let came = Step {
        day: one.came.to_string(),
        clock: String::new(),
        what: source_name(one.source, words),
        said: one.said.text.clone().unwrap_or_default(),
        hand: one.by.map(|clerk| clerk.to_string()).unwrap_or_default(),
    };
    let contacts = one.contacts.iter().map(|contact| {
        let key = if contact.reached {
            "page-rectification-reached"
        } else {
            "page-rectification-not-reached"
        };
        done(words.t(key), &contact.done, &contact.words)
    });
    let judged = one.judged.iter().map(|judged| {
        let what = judgement(judged.judgement, words);
        let what = words.with("page-rectification-judged-as", "what", &what);
        done(what, &judged.done, &judged.words)
    });
    // What is explained ends by its judgement: once is enough.
    let ended = one.ended.iter().filter(|ended| ended.how != "explained");
    let ended = ended.map(|ended| {
        let what = words.t(&format!("page-ending-{}", ended.how));
        done(what, &ended.done, &ended.words)
    });
    let published = one.published.iter().map(|published| {
        let what = words.t("page-rectification-published");
        done(what, &published.done, &published.words)
    });
    let steps = std::iter::once(came).chain(contacts).chain(judged);
    steps.chain(ended).chain(published).collect()
}

/// A form for every act that leads on from here, the usual next one unfolded.
fn forms(page: &RectificationPage<'_>, words: Words) -> Vec<Form> {
    let filled = Filled {
        words,
        draft: page.draft,
        sent: page.sent,
    };
    let acts = page.one.acts.iter().map(String::as_str);
    // Whoever calls back contacts; the rest is for whoever answers for the hall.
    let may = |act: &&str| match page.frame.role {
        Role::Manager => true,
        Role::Callback => *act == "contact",
        _ => false,
    };
    let mut forms: Vec<Form> = acts
        .filter(may)
        .map(|act| form(page, &filled, act))
        .collect();
    if forms.iter().all(|form| !form.is_open)
        && let Some(first) = forms.first_mut()
    {
        first.is_open = true;
    }
    forms
}

fn form(page: &RectificationPage<'_>, filled: &Filled<'_>, act: &str) -> Form {
    let words = filled.words;
    let text = |key, is_needed| filled.text(act, "text", key, is_needed);
    let own: Vec<Field> = match act {
        "contact" => {
            let reached = [
                ("true", words.t("page-rectification-reached")),
                ("false", words.t("page-rectification-not-reached")),
            ];
            let few = filled.few(act, "reached", "page-rectification-contact-how", &reached);
            vec![few, text("page-rectification-contact-text", false)]
        }
        "judge" => {
            let values = ["clear", "ordinary", "complex", "unfounded"];
            // What a patrol found has its day from the patrol; it can only be explained.
            let values = match page.one.due {
                Some(_) => &values[3..],
                None => &values[..],
            };
            let values = filled.named(values, |word| format!("page-judgement-{word}"));
            let few = filled.few(act, "judgement", "page-rectification-judge-how", &values);
            vec![few, text("page-rectification-judge-text", false)]
        }
        "exclude" => {
            let values = ["mistaken", "malicious"];
            let values = filled.named(&values, |word| format!("page-ending-{word}"));
            let few = filled.few(act, "exclusion", "page-rectification-exclude-how", &values);
            vec![few, text("page-rectification-exclude-text", true)]
        }
        "publish" => vec![text("page-rectification-publish-text", true)],
        _ => vec![text("page-rectification-close-text", true)],
    };
    let way = format!("{}/{}/{act}", Place::Rectifications.way(), page.one.id);
    let fields = own.into_iter().chain([filled.hand(act)]).collect();
    let key = format!("page-rectification-{act}");
    Form {
        hint: words.t(&format!("{key}-how-to")),
        ..filled.form(act, &way, &key, fields)
    }
}
