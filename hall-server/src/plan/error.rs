//! The errors of a plan: where each mistake is, and what to do about it.

use super::fault::Fault;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::fmt;

/// One mistake of a plan; shown as `file:line: what, hint`.
///
/// Serialized with the fields `file`, `line`, `code`, `what` and `hint`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanError {
    /// The file as it was named to the parser.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, as data.
    pub fault: Fault,
}

impl PlanError {
    /// The stable code of this kind of mistake.
    pub fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// What is wrong, in English.
    pub fn what(&self) -> String {
        self.fault.what()
    }

    /// What to do next, in English.
    pub fn hint(&self) -> String {
        self.fault.hint()
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: {}, {}",
            self.file,
            self.line,
            self.what(),
            self.hint()
        )
    }
}

impl std::error::Error for PlanError {}

impl Serialize for PlanError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("PlanError", 5)?;
        fields.serialize_field("file", &self.file)?;
        fields.serialize_field("line", &self.line)?;
        fields.serialize_field("code", self.code())?;
        fields.serialize_field("what", &self.what())?;
        fields.serialize_field("hint", &self.hint())?;
        fields.end()
    }
}

/// Every mistake of a plan in the order of lines, at least one; shown as one per line.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(transparent)]
pub struct PlanErrors(Vec<PlanError>);

impl PlanErrors {
    /// The single mistake of a plan.
    pub(super) fn one(file: &str, line: usize, fault: Fault) -> Self {
        Self::many(file, vec![(line, fault)])
    }

    /// The mistakes of a plan; the caller has at least one.
    pub(super) fn many(file: &str, mut faults: Vec<(usize, Fault)>) -> Self {
        faults.sort_by_key(|(line, _)| *line);
        let error = |(line, fault)| PlanError {
            file: file.to_owned(),
            line,
            fault,
        };
        Self(faults.into_iter().map(error).collect())
    }

    /// The mistakes, at least one.
    pub fn iter(&self) -> std::slice::Iter<'_, PlanError> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a PlanErrors {
    type Item = &'a PlanError;
    type IntoIter = std::slice::Iter<'a, PlanError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for PlanErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for PlanErrors {}
