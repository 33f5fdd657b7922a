//! The box of keys beside the keyboard: its presses are the clerk's own, and nothing more.

use super::event::{Action, CallBoxNews};
use super::key::Wish;
use super::{Device, Machine, Notice};
use hall_device::call_box::Press;

impl Machine {
    /// Where the call box stands.
    pub fn call_box(&self) -> &Device {
        &self.call_box
    }

    pub(super) fn on_call_box(&mut self, news: CallBoxNews) -> Vec<Action> {
        match news {
            CallBoxNews::Online => self.call_box = Device::Ready,
            CallBoxNews::Offline(why) => self.call_box.lose(why),
            CallBoxNews::Pressed(press) => return self.on_press(press),
        }
        Vec::new()
    }

    /// A press is what the key of the same act does. Who presses does not look at the screen: an
    /// open list or a locked screen is not answered by it, and says so.
    fn on_press(&mut self, press: Press) -> Vec<Action> {
        self.notice = None;
        self.help = None;
        let obstacle = match (self.sign_in(), &self.chooser) {
            (Some(_), _) => Some("window-box-locked"),
            (None, Some(_)) => Some("window-box-list-open"),
            (None, None) => None,
        };
        if let Some(obstacle) = obstacle {
            self.notice = Some(Notice::word(self.settings.language, obstacle));
            return vec![Action::Ring];
        }
        self.last_key_ms = self.standing.now.mono_ms;
        self.on_wish(match press {
            Press::Next => Wish::CallNext,
            Press::Recall => Wish::Recall,
            Press::Missed => Wish::Missed,
            Press::Start => Wish::Start,
            Press::Finish => Wish::Finish,
        })
    }
}
