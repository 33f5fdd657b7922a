//! Plans: the hall's configuration as a TOML file that its own staff can write.
//!
//! [`parse`] makes a valid [`Plan`] or reports every mistake at once, each with file, line and
//! what to do. The text is read as a tree with byte positions and not straight into types, because
//! one wrong type must not hide the mistakes after it. `fixtures/halls/small.toml` is a short
//! example of the format; [`limits`] holds its bounds and [`Fault`] all that can be wrong.

mod calendar;
mod days;
mod document;
mod error;
mod fault;
mod hall;
mod hours;
mod items;
pub mod limits;
mod lists;
mod names;
mod near;
mod places;
mod reading;
mod rest;
mod rules;
mod section;
mod text;
mod ticket;
mod voice;
mod windows;

#[cfg(test)]
mod tests;

pub use calendar::year_without_notice;
pub use error::{PlanError, PlanErrors};
pub use fault::{CalendarFault, Fault, Noun, TicketFault, Wanted};

use hall_core::Plan;
use reading::Reading;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use toml::de::DeTable;

/// Reads and checks the plan in the file `path`.
///
/// # Errors
///
/// Every mistake of the plan, or one error on line 1 when the file cannot be read.
pub fn read(path: &Path) -> Result<Plan, PlanErrors> {
    let file_name = path.display().to_string();
    let bytes = bytes_of(path).map_err(|error| {
        let reason = error.kind().to_string();
        PlanErrors::one(&file_name, 1, Fault::FileUnreadable { reason })
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => parse(&file_name, &text),
        // A cut in the middle of a character is the size's fault, not the encoding's.
        Err(error) if error.as_bytes().len() > limits::FILE_BYTES_MAX => {
            Err(PlanErrors::one(&file_name, 1, Fault::FileTooLarge))
        }
        Err(error) => {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = good.split(|byte| *byte == b'\n').count();
            Err(PlanErrors::one(&file_name, line, Fault::NotUtf8))
        }
    }
}

/// Checks the plan in `text`; `file_name` only names it in errors.
///
/// # Errors
///
/// Every mistake of the plan, in the order of lines. A text that is not TOML gets only the errors
/// of its syntax.
pub fn parse(file_name: &str, text: &str) -> Result<Plan, PlanErrors> {
    // Windows editors put a mark in front of UTF-8 files.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > limits::FILE_BYTES_MAX {
        return Err(PlanErrors::one(file_name, 1, Fault::FileTooLarge));
    }
    let reading = Reading::new(file_name, text);
    let (tree, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        reading.syntax(error);
    }
    // A tree with holes would report the holes a second time.
    let is_whole = errors.is_empty();
    let plan = is_whole
        .then(|| document::read(&reading, tree.get_ref()))
        .flatten();
    if let Some(plan) = &plan {
        rest::check(&reading, plan);
    }
    reading.end(plan)
}

/// The file's bytes, at most one more than a plan may have.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = limits::FILE_BYTES_MAX as u64 + 1;
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
