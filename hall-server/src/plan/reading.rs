//! One plan while it is being read: where its lines begin and what is wrong so far.

use super::error::PlanErrors;
use super::fault::Fault;
use super::limits::ERRORS_MAX;
use super::names::Names;
use hall_core::Plan;
use std::cell::RefCell;

/// Gathers the mistakes of one file. Shared by every part of the reader, hence the cells.
pub(super) struct Reading<'a> {
    file_name: &'a str,
    text_len: usize,
    line_starts: Vec<usize>,
    faults: RefCell<Faults>,
    pub(super) names: RefCell<Names>,
}

#[derive(Default)]
struct Faults {
    found: Vec<(usize, Fault)>,
    more: usize,
}

impl<'a> Reading<'a> {
    pub(super) fn new(file_name: &'a str, text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            file_name,
            text_len: text.len(),
            line_starts: std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect(),
            faults: RefCell::default(),
            names: RefCell::default(),
        }
    }

    /// The line of a byte position, from 1.
    pub(super) fn line_at(&self, position: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= position)
    }

    pub(super) fn report(&self, line: usize, fault: Fault) {
        let mut faults = self.faults.borrow_mut();
        if faults.found.len() < ERRORS_MAX {
            faults.found.push((line, fault));
        } else {
            faults.more += 1;
        }
    }

    /// Reports a mistake of the TOML itself, one per line: what follows on a line is an echo.
    pub(super) fn syntax(&self, error: &toml::de::Error) {
        let line = self.line_at(error.span().map_or(self.text_len, |span| span.start));
        let is_echo = |(other, _): &(usize, Fault)| *other == line;
        if !self.faults.borrow().found.iter().rev().any(is_echo) {
            let message = error.message().replace(char::is_control, " ");
            self.report(line, Fault::Syntax { message });
        }
    }

    /// Mistakes so far, to see whether a part had any.
    pub(super) fn count(&self) -> usize {
        let faults = self.faults.borrow();
        faults.found.len() + faults.more
    }

    /// The plan, or every mistake.
    pub(super) fn end(self, plan: Option<Plan>) -> Result<Plan, PlanErrors> {
        let Faults { mut found, more } = self.faults.into_inner();
        match plan {
            Some(plan) if found.is_empty() => Ok(plan),
            _ => {
                assert!(
                    !found.is_empty(),
                    "a plan is missing only after a reported mistake"
                );
                if more > 0 {
                    let last = self.line_starts.len();
                    found.push((last, Fault::TooManyErrors { more }));
                }
                Err(PlanErrors::many(self.file_name, found))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Reading;

    #[test]
    fn a_position_is_on_the_line_that_begins_before_it() {
        let reading = Reading::new("", "a\r\nb\n\nc");
        let lines: Vec<usize> = (0..=7).map(|position| reading.line_at(position)).collect();
        assert_eq!(lines, [1, 1, 1, 2, 2, 3, 4, 4]);
    }
}
