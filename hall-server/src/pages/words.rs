//! Words for templates, and templates into words.

use askama::Template;
use hall_core::plan::Language;
use hall_protocol::view::Names;
use hall_text::{FluentValue, say, word};

/// A template as text.
pub(crate) fn render(template: &impl Template) -> String {
    template
        .render()
        .expect("templates only read their fields, and a text takes everything")
}

/// The catalogue in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// The words for a key.
    pub(crate) fn t(self, key: &str) -> String {
        word(self.0, key)
    }

    /// The words for a key with a count.
    pub(crate) fn count(self, key: &str, count: u32) -> String {
        self.say(key, &[("count", FluentValue::from(count))])
    }

    /// The words for a key with one text filled in.
    pub(crate) fn with(self, key: &str, name: &str, value: &str) -> String {
        self.say(key, &[(name, FluentValue::from(value))])
    }

    /// The words for a key with everything filled in.
    pub(crate) fn say(self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        say(self.0, key, args)
    }

    /// A name of the plan.
    pub(crate) fn name(self, names: &Names) -> &str {
        names.get(self.0)
    }

    /// "一楼".
    pub(crate) fn floor(self, floor: u8) -> String {
        self.say("page-floor", &[("floor", FluentValue::from(floor))])
    }

    /// "20–35 分钟", or "约 10 分钟".
    pub(crate) fn minutes(self, [low, high]: [u16; 2]) -> String {
        let key = if low == high {
            "page-minutes-one"
        } else {
            "page-minutes-range"
        };
        self.say(
            key,
            &[
                ("low", FluentValue::from(low)),
                ("high", FluentValue::from(high)),
            ],
        )
    }

    /// What the page says when nothing was heard for a while, with places for the time and for how
    /// long ago that is.
    pub(crate) fn stale(self, key: &str) -> String {
        let place = |name: &str| FluentValue::from(format!("{{{name}}}"));
        self.say(key, &[("time", place("time")), ("age", place("age"))])
    }

    /// What a page without scripts says of itself.
    pub(crate) fn reload(self) -> String {
        let seconds = FluentValue::from(super::limits::RELOAD_S);
        self.say("page-noscript", &[("seconds", seconds)])
    }
}
