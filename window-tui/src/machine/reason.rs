//! Reasons to choose from, with room for own words.

use super::{Ask, Choice, Chooser, Machine};
use hall_text::word;

/// The value of the line that asks for own words.
pub(super) const OWN_WORDS: &str = "";

impl Machine {
    /// Listed reasons by their names in the catalogue, and own words last.
    pub(super) fn reasons(&self, names: &[&str], ask: Ask) -> Chooser<Ask> {
        let language = self.settings.language;
        let listed = names.iter().map(|name| {
            let words = word(language, name);
            Choice::new(words.clone(), words)
        });
        let own = Choice::new(word(language, "window-own-words"), OWN_WORDS);
        Chooser::list(ask, listed.chain([own]).collect())
    }
}
