//! Which acts something to put right allows now: what a page offers.

use super::{Exclusion, Judgement, Rectification, RectificationAct};
use crate::calendar::Calendar;
use crate::code::RequestId;
use crate::ticket::NoteRef;
use crate::time::Date;
use alloc::string::String;
use alloc::vec::Vec;

impl RectificationAct {
    /// The word on the wire: the act's name in the address of its call.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Contact { .. } => "contact",
            Self::Judge { .. } => "judge",
            Self::Close { .. } => "close",
            Self::Publish { .. } => "publish",
            Self::Exclude { .. } => "exclude",
        }
    }
}

impl Rectification {
    /// The words of the acts that lead on from here on this day, the usual next one first. Whose
    /// hand it is and what comes with the act are judged when it comes.
    pub fn possible(&self, calendar: &Calendar, today: Date) -> Vec<&'static str> {
        let note = || NoteRef {
            key: RequestId(0),
            digest: String::new(),
        };
        let contact = RectificationAct::Contact {
            reached: true,
            note: None,
        };
        // What is unfounded can be said longer than anything else.
        let judge = RectificationAct::Judge {
            judgement: Judgement::Unfounded,
            note: Some(note()),
        };
        let close = RectificationAct::Close { note: note() };
        let publish = RectificationAct::Publish { note: note() };
        let exclude = RectificationAct::Exclude {
            exclusion: Exclusion::Mistaken,
            note: Some(note()),
        };
        let mut acts = if self.due.is_some() {
            [close, publish, contact, judge, exclude]
        } else if self.source.wants_contact() && self.contacts.is_empty() {
            [contact, judge, close, publish, exclude]
        } else {
            [judge, contact, close, publish, exclude]
        }
        .to_vec();
        acts.retain(|act| self.judge_act(calendar, (None, today), act).is_ok());
        acts.iter().map(RectificationAct::word).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{RectificationOpened, Source};
    use super::*;
    use crate::case::Stamp;
    use crate::code::{ClerkCode, RectificationId};
    use crate::rectification::{About, RectificationStep};
    use crate::time::Time;

    fn opened(source: Source) -> Rectification {
        Rectification::opened(&RectificationOpened {
            rectification: RectificationId(0),
            source,
            about: About::default(),
            day: Date(20_000),
            by: None,
            note: None,
            contact_due: None,
            due: None,
        })
    }

    /// The step of an act that is possible.
    fn acted(one: &mut Rectification, act: &RectificationAct) {
        let by: ClerkCode = "W2A".parse().expect("a code");
        let today = Date(20_000);
        let step = one.decide(&Calendar::default(), (by, today), act);
        let stamp = Stamp {
            day: today,
            at: Time(0),
            by: Some(by),
        };
        let step: RectificationStep = step.expect("a possible act");
        one.apply(&step, stamp);
    }

    #[test]
    fn a_bad_rating_offers_what_comes_next_first_and_nothing_that_would_be_refused() {
        let calendar = Calendar::default();
        let mut one = opened(Source::BadRating);
        let offers = |one: &Rectification| one.possible(&calendar, Date(20_000));
        let note = || NoteRef {
            key: RequestId(0),
            digest: String::new(),
        };
        assert_eq!(offers(&one), ["contact", "exclude"]);
        let contact = RectificationAct::Contact {
            reached: false,
            note: None,
        };
        acted(&mut one, &contact);
        assert_eq!(offers(&one), ["judge", "contact", "exclude"]);
        let judge = RectificationAct::Judge {
            judgement: Judgement::Ordinary,
            note: None,
        };
        acted(&mut one, &judge);
        assert_eq!(offers(&one), ["close", "contact", "exclude"]);
        acted(&mut one, &RectificationAct::Close { note: note() });
        assert_eq!(offers(&one), ["publish"]);
        acted(&mut one, &RectificationAct::Publish { note: note() });
        assert_eq!(offers(&one), [""; 0]);
    }

    #[test]
    fn whoever_told_of_a_problem_when_called_back_was_contacted_by_that() {
        let one = opened(Source::Callback);
        let offers = one.possible(&Calendar::default(), Date(20_000));
        assert_eq!(offers, ["judge", "contact"]);
    }

    #[test]
    fn what_a_patrol_found_is_closed_or_explained_and_nobody_is_contacted() {
        let mut one = opened(Source::Patrol);
        one.due = Some(crate::deadline::Due::Open);
        let offers = one.possible(&Calendar::default(), Date(20_000));
        assert_eq!(offers, ["close", "judge"]);
    }
}
