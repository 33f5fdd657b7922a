//! A device beside the terminal, as far as its shell has told.

/// Where a device stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Device {
    /// None belongs to this program.
    #[default]
    None,
    /// It does not answer, and why; empty before the first try.
    Offline(String),
    /// It works.
    Ready,
}

impl Device {
    /// It does not answer. The cause comes first and must not be talked over.
    pub(super) fn lose(&mut self, why: String) {
        if !why.is_empty() || !matches!(self, Self::Offline(_)) {
            *self = Self::Offline(why);
        }
    }
}
