//! The box of keys beside a clerk's keyboard: bytes of any vendor from a file, presses out.
//!
//! One press is one act, however often a held key or an unanswered box says it.

mod driver;
mod host;

pub use driver::{CallBoxDriver, Press};
pub use host::{CallBoxAction, CallBoxHost, CallBoxInput, CallBoxReport};
