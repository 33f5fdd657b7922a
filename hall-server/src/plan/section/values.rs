//! Single values of a table by name and type: texts, numbers, switches, times and days.

use super::super::fault::{Fault, Wanted};
use super::super::limits::TEXT_CHARS_MAX;
use super::super::text::{is_control, minutes};
use super::{Section, TextKeys, Value};
use hall_core::Date;
use hall_core::plan::Text;
use std::ops::RangeInclusive;
use toml::de::DeValue;

impl<'a> Section<'a> {
    /// A text of any length, unchecked.
    pub(in crate::plan) fn raw(
        &self,
        key: &str,
        value: Value<'a>,
        wanted: Wanted,
    ) -> Option<&'a str> {
        let text = value.inner.as_str();
        if text.is_none() {
            self.wrong_type(key, value, wanted);
        }
        text
    }

    /// A text that can be printed: not empty, not long, on one line.
    pub(in crate::plan) fn printable(&self, key: &str, value: Value<'a>) -> Option<String> {
        let text = self.raw(key, value, Wanted::Text)?;
        let (key, place) = (key.to_owned(), self.place.clone());
        let chars = text.chars().count();
        let fault = if text.trim().is_empty() {
            Fault::TextEmpty { key, place }
        } else if chars > TEXT_CHARS_MAX {
            Fault::TextTooLong { key, place, chars }
        } else if text.chars().any(is_control) {
            Fault::TextControl { key, place }
        } else {
            return Some(text.to_owned());
        };
        self.reading.report(value.line, fault);
        None
    }

    /// A text that may be left out.
    pub(in crate::plan) fn optional_text(&mut self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        self.printable(key, value)
    }

    /// A text that is empty when it is left out.
    pub(in crate::plan) fn text(&mut self, key: &'static str) -> String {
        self.optional_text(key).unwrap_or_default()
    }

    /// A text in the hall's languages, of which the Chinese one is needed.
    pub(in crate::plan) fn texts(&mut self, keys: TextKeys) -> Option<Text> {
        let zh = self.needed(keys[0], Wanted::Text);
        let (en, zh_hant) = (self.text(keys[1]), self.text(keys[2]));
        Some(Text {
            zh: self.printable(keys[0], zh?)?,
            en,
            zh_hant,
        })
    }

    /// A text in the hall's languages, or another one when it is left out in all of them.
    pub(in crate::plan) fn texts_or(
        &mut self,
        keys: TextKeys,
        other: impl FnOnce() -> Option<Text>,
    ) -> Option<Text> {
        if keys.iter().any(|key| self.table.contains_key(*key)) {
            return self.texts(keys);
        }
        self.known.extend(keys);
        other()
    }

    /// An optional whole number within bounds.
    pub(in crate::plan) fn number<T: TryFrom<i64>>(
        &mut self,
        key: &'static str,
        bounds: RangeInclusive<i64>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let DeValue::Integer(digits) = value.inner else {
            self.wrong_type(key, value, Wanted::Number);
            return None;
        };
        let number = i64::from_str_radix(digits.as_str(), digits.radix()).ok();
        let number = number.filter(|number| bounds.contains(number));
        let fits = number.and_then(|number| T::try_from(number).ok());
        if fits.is_none() {
            let shown: String = digits.to_string().chars().take(20).collect();
            let (min, max) = bounds.into_inner();
            let (key, place) = (key.to_owned(), self.place.clone());
            let fault = Fault::OutOfRange {
                key,
                place,
                value: shown,
                min,
                max,
            };
            self.reading.report(value.line, fault);
        }
        fits
    }

    /// A whole number within bounds, or the default.
    pub(in crate::plan) fn number_or<T: TryFrom<i64>>(
        &mut self,
        key: &'static str,
        bounds: RangeInclusive<i64>,
        default: T,
    ) -> T {
        self.number(key, bounds).unwrap_or(default)
    }

    /// A switch that is off when it is not there.
    pub(in crate::plan) fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.value(key) else {
            return false;
        };
        value.inner.as_bool().unwrap_or_else(|| {
            self.wrong_type(key, value, Wanted::Flag);
            false
        })
    }

    /// An optional time of day in local minutes.
    pub(in crate::plan) fn time(&mut self, key: &'static str) -> Option<u16> {
        let value = self.value(key)?;
        self.time_of(key, value)
    }

    pub(in crate::plan) fn time_of(&self, key: &str, value: Value<'a>) -> Option<u16> {
        let text = self.raw(key, value, Wanted::Time)?;
        let time = minutes(text);
        if time.is_none() {
            let fault = Fault::BadTime {
                key: key.to_owned(),
                text: text.to_owned(),
            };
            self.reading.report(value.line, fault);
        }
        time
    }

    /// An optional day.
    pub(in crate::plan) fn date(&mut self, key: &'static str) -> Option<Date> {
        let value = self.value(key)?;
        let Some(text) = day_text(value.inner) else {
            self.wrong_type(key, value, Wanted::Date);
            return None;
        };
        let date = text.parse().ok();
        if date.is_none() {
            self.reading.report(
                value.line,
                Fault::BadDate {
                    key: key.to_owned(),
                    text,
                },
            );
        }
        date
    }
}

/// A day as text, however it is written; none when it is something else.
pub(in crate::plan) fn day_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Datetime(moment) => Some(moment.to_string()),
        _ => None,
    }
}
