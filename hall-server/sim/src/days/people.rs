//! People who are no visitors: their habits at the programs.

pub(super) mod clerk;
