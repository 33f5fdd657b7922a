//! Forms, put together from fields: each makes the call of the same field names.

use super::Draft;
use super::words::Words;
use askama::Template;
use hall_protocol::Problem;
use hall_protocol::limits::NOTE_CHARS_MAX;

/// What was sent to a form and came back, and why.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sent<'a> {
    /// Which form of the page.
    pub form: &'a str,
    /// Why it was refused; none on a fresh page.
    pub wrong: Option<&'a Problem>,
}

/// One form of a page.
pub(super) struct Form {
    /// Its name on the page.
    pub(super) name: String,
    /// The address it goes to.
    pub(super) way: String,
    /// What it does, which is also what its button says.
    pub(super) title: String,
    /// What to know before it is sent.
    pub(super) hint: String,
    /// Whether it is unfolded.
    pub(super) is_open: bool,
    /// Why it came back: what, and what to do.
    pub(super) wrong: Option<(String, String)>,
    /// The intent's id.
    pub(super) request_id: String,
    /// Its fields in order.
    pub(super) fields: Vec<Field>,
}

/// A field with its label.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) is_needed: bool,
    pub(super) kind: Kind,
}

/// What goes into a field.
pub(super) enum Kind {
    /// One of a few.
    Few(Vec<Choice>),
    /// One of many, or none.
    Many(Vec<Choice>),
    /// Some lines of text.
    Text { value: String, max: usize },
    /// One line: `text`, `number` or `date`.
    Line {
        value: String,
        of: &'static str,
        max: usize,
    },
}

/// Something to choose.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

/// Makes the forms of a page from what was typed.
pub(super) struct Filled<'a> {
    pub(super) words: Words,
    pub(super) draft: &'a Draft,
    pub(super) sent: Sent<'a>,
}

/// Signs of a line at most; a code has 15, as a staff code or a photo's number.
const LINE_CHARS_MAX: usize = 15;

impl Filled<'_> {
    /// A form; what was typed stands only in the form to which it was sent.
    pub(super) fn form(&self, name: &str, way: &str, key: &str, fields: Vec<Field>) -> Form {
        let wrong = self.sent.wrong.filter(|_| self.sent.form == name);
        let said = |problem: &Problem| match problem.code.as_str() {
            // Those words are for programs.
            "malformed" => (
                self.words.t("page-form-malformed"),
                self.words.t("page-form-malformed-how"),
            ),
            _ => (problem.title.clone(), problem.hint.clone()),
        };
        Form {
            name: name.to_owned(),
            way: format!("{way}?lang={}", self.words.0.tag()),
            title: self.words.t(key),
            hint: String::new(),
            is_open: wrong.is_some(),
            wrong: wrong.map(said),
            request_id: self.draft.get("request_id").to_owned(),
            fields,
        }
    }

    /// What stands in a field of the form `form`: what was typed there, or in the field of whose
    /// hand it is, whoever wrote last.
    fn typed(&self, form: &str, name: &str) -> &str {
        if self.sent.form == form || name == "clerk" {
            self.draft.get(name)
        } else {
            ""
        }
    }

    /// Whose hand it is.
    pub(super) fn hand(&self, form: &str) -> Field {
        self.line(form, "clerk", "page-form-clerk", true)
    }

    /// One of a few: the value of each and its key.
    pub(super) fn few(
        &self,
        form: &str,
        name: &'static str,
        key: &str,
        choices: &[(&str, String)],
    ) -> Field {
        Field {
            name,
            label: self.words.t(key),
            is_needed: true,
            kind: Kind::Few(self.choices(form, name, choices)),
        }
    }

    /// One of many, or none unless it is needed.
    pub(super) fn many(
        &self,
        form: &str,
        name: &'static str,
        key: &str,
        choices: &[(&str, String)],
    ) -> Field {
        Field {
            name,
            label: self.words.t(key),
            is_needed: false,
            kind: Kind::Many(self.choices(form, name, choices)),
        }
    }

    fn choices(&self, form: &str, name: &str, choices: &[(&str, String)]) -> Vec<Choice> {
        let typed = self.typed(form, name);
        let choices = choices.iter();
        choices
            .map(|(value, label)| Choice {
                value: (*value).to_owned(),
                label: label.clone(),
                is_chosen: *value == typed,
            })
            .collect()
    }

    /// Words on the wire, with what `key` says of each.
    pub(super) fn named(
        &self,
        values: &[&'static str],
        key: impl Fn(&str) -> String,
    ) -> Vec<(&'static str, String)> {
        let values = values.iter();
        values
            .map(|value| (*value, self.words.t(&key(value))))
            .collect()
    }

    /// Some lines of text, as long as texts may be.
    pub(super) fn text(&self, form: &str, name: &'static str, key: &str, is_needed: bool) -> Field {
        let value = self.typed(form, name).to_owned();
        let max = NOTE_CHARS_MAX;
        Field {
            name,
            label: self.words.t(key),
            is_needed,
            kind: Kind::Text { value, max },
        }
    }

    /// A code.
    pub(super) fn line(&self, form: &str, name: &'static str, key: &str, is_needed: bool) -> Field {
        self.of(form, name, key, is_needed, "text")
    }

    /// A count.
    pub(super) fn number(
        &self,
        form: &str,
        name: &'static str,
        key: &str,
        is_needed: bool,
    ) -> Field {
        self.of(form, name, key, is_needed, "number")
    }

    /// A day.
    pub(super) fn day(&self, form: &str, name: &'static str, key: &str, is_needed: bool) -> Field {
        self.of(form, name, key, is_needed, "date")
    }

    fn of(
        &self,
        form: &str,
        name: &'static str,
        key: &str,
        is_needed: bool,
        of: &'static str,
    ) -> Field {
        let value = self.typed(form, name).to_owned();
        let max = LINE_CHARS_MAX;
        Field {
            name,
            label: self.words.t(key),
            is_needed,
            kind: Kind::Line { value, of, max },
        }
    }
}

/// Forms below each other; all but an open one are folded.
#[derive(Template)]
#[template(path = "forms.html")]
pub(super) struct Forms {
    pub(super) forms: Vec<Form>,
}
