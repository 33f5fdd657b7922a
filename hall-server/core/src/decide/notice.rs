//! The manager tells everybody something, and takes it back.

use super::{Decided, Decision};
use crate::code::NoticeId;
use crate::command::Answer;
use crate::event::Event;
use crate::hall::Hall;
use crate::limits::{NOTICE_DAYS_MAX, NOTICES_MAX};
use crate::notice::{Notice, NoticeRefusal};
use crate::refusal::Refusal;
use crate::time::{Now, Span};
use alloc::boxed::Box;
use alloc::string::ToString as _;
use alloc::vec::Vec;

impl Hall {
    /// On the boards from now on.
    pub(super) fn post_notice(&self, now: Now, content: &Notice) -> Decided {
        let zones = &self.rules().zones;
        if let Some(zone) = content.zone.filter(|zone| !zones.contains_key(zone)) {
            let zone = zone.to_string();
            return Err(Refusal::Notice(NoticeRefusal::UnknownZone { zone }));
        }
        let latest = now.at + Span::minutes(NOTICE_DAYS_MAX * 24 * 60);
        if content
            .until
            .is_some_and(|until| until <= now.at || until > latest)
        {
            return Err(Refusal::Notice(NoticeRefusal::NoticeEnd {
                days: NOTICE_DAYS_MAX,
            }));
        }
        if self.notices.len() >= NOTICES_MAX {
            return Err(Refusal::Notice(NoticeRefusal::NoticeLimit {
                limit: NOTICES_MAX,
            }));
        }
        let notice = NoticeId(self.last_notice.0 + 1);
        let content = Box::new(content.clone());
        let event = Event::NoticePosted { notice, content };
        Ok(Decision::one(event, Answer::Notice(notice)))
    }

    /// Off the boards, before its end.
    pub(super) fn withdraw_notice(&self, notice: NoticeId) -> Decided {
        if !self.notices.contains_key(&notice) {
            return Err(Refusal::Notice(NoticeRefusal::UnknownNotice));
        }
        let event = Event::NoticeOver { notice };
        Ok(Decision::one(event, Answer::Done))
    }

    /// Notices whose time is over.
    pub(super) fn tick_notices(&self, now: Now) -> Vec<Event> {
        let over = |(_, content): &(_, Notice)| content.until.is_some_and(|until| until <= now.at);
        let ended = self.notices.iter().filter(|(_, posted)| over(posted));
        ended
            .map(|(notice, _)| Event::NoticeOver { notice: *notice })
            .collect()
    }
}
