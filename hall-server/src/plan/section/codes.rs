//! Codes in a table: given once, used anywhere; whether a used one is given is checked at the end.

use super::super::fault::{Fault, Noun, Wanted};
use super::super::limits::SERIES_LETTERS_MAX;
use super::super::names::shown;
use super::{Section, Value};
use hall_core::code::Code;
use std::str::FromStr;

impl<'a> Section<'a> {
    /// The needed `code` of an entry in a list, given for the first time; from here on the entry
    /// is called by it.
    pub(in crate::plan) fn give_code<C: FromStr>(&mut self, noun: Noun) -> Option<C> {
        let value = self.needed("code", Wanted::Text)?;
        let text = self.raw("code", value, Wanted::Text)?;
        let code = text.to_owned();
        let fault = match (text.parse::<Code>(), noun) {
            (Err(_), Noun::Series) => Some(Fault::BadSeriesCode { code }),
            (Err(_), _) => Some(Fault::BadCode { noun, code }),
            // "A1" and "023" would read like "A" and "1023".
            (Ok(_), Noun::Series) if !is_letters(text) => Some(Fault::BadSeriesCode { code }),
            (Ok(_), _) => None,
        };
        let good = fault.is_none();
        if let Some(fault) = fault {
            self.reading.report(value.line, fault);
        }
        self.give(noun, text, value.line);
        if good { text.parse().ok() } else { None }
    }

    /// Notes the code or number of this entry.
    pub(in crate::plan) fn give(&mut self, noun: Noun, code: &str, line: usize) {
        let shown = shown(code);
        self.place = format!("{} {shown}", noun.word());
        let given = self.reading.names.borrow_mut().give(noun, code, line);
        if let Err(first_line) = given {
            self.reading.report(
                line,
                Fault::Duplicate {
                    noun,
                    code: shown,
                    first_line,
                },
            );
        }
    }

    /// A code that another table gives; whether it does is checked at the end.
    pub(in crate::plan) fn use_code<C: FromStr>(
        &mut self,
        noun: Noun,
        key: &'static str,
    ) -> Option<C> {
        let value = self.value(key)?;
        self.use_code_of(noun, key, value, Wanted::Text)
    }

    /// As [`Section::use_code`], and its absence is reported.
    pub(in crate::plan) fn need_code<C: FromStr>(
        &mut self,
        noun: Noun,
        key: &'static str,
    ) -> Option<C> {
        let value = self.needed(key, Wanted::Text)?;
        self.use_code_of(noun, key, value, Wanted::Text)
    }

    pub(in crate::plan) fn use_code_of<C: FromStr>(
        &self,
        noun: Noun,
        key: &str,
        value: Value<'a>,
        wanted: Wanted,
    ) -> Option<C> {
        let text = self.raw(key, value, wanted)?;
        self.reading
            .names
            .borrow_mut()
            .used(noun, text, &self.place, value.line);
        text.parse().ok()
    }
}

fn is_letters(code: &str) -> bool {
    code.len() <= SERIES_LETTERS_MAX && code.bytes().all(|byte| byte.is_ascii_uppercase())
}
