//! Thin bin.
fn main() {}
