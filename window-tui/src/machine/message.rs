//! What managers tell this window.

use super::Machine;
use hall_core::Span;
use hall_protocol::view::MessageView;

/// A message is of use for so long.
const SHOWN: Span = Span::minutes(60);

impl Machine {
    /// The newest message for this window, while it is of use.
    pub fn message(&self) -> Option<&MessageView> {
        let window = self.window?;
        let mut told = self.standing.picture.messages.iter().rev();
        let newest = told.find(|message| message.is_for(window))?;
        (self.standing.since(newest.at.0) < SHOWN).then_some(newest)
    }
}
