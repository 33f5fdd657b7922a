//! Place of the crate.
