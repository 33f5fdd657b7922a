//! Notices as everybody sees them.

use super::Lens;
use hall_core::code::NoticeId;
use hall_core::notice::Notice;
use hall_core::time::Time;
use hall_protocol::Stamp;
use hall_protocol::view::{Names, NoticeView};

impl Lens<'_> {
    /// What the boards tell everybody, oldest first.
    pub fn notices(&self) -> Vec<NoticeView> {
        let notices = self.hall.notices().iter();
        notices.map(|(id, posted)| view(*id, posted)).collect()
    }

    /// One notice that is on the boards.
    pub fn notice(&self, id: NoticeId) -> Option<NoticeView> {
        self.hall.notices().get(&id).map(|posted| view(id, posted))
    }
}

fn view(notice: NoticeId, (at, content): &(Time, Notice)) -> NoticeView {
    NoticeView {
        notice,
        text: Names::from(&content.text),
        zone: content.zone,
        urgent: content.urgent,
        at: Stamp(*at),
        until: content.until.map(Stamp),
    }
}
