//! What managers tell this window.

use super::Machine;
use hall_protocol::view::MessageView;

impl Machine {
    /// The newest message for this window, while it is of use.
    pub fn message(&self) -> Option<&MessageView> {
        let window = self.window?;
        self.standing.message(|message| message.is_for(window))
    }
}
