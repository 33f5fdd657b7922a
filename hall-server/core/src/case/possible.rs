//! Which acts a case allows now: what a screen offers.

use super::{Case, CaseAct, Delivery, StopKind};
use crate::calendar::Calendar;
use crate::code::RequestId;
use crate::ticket::NoteRef;
use crate::time::Date;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

impl CaseAct {
    /// The word on the wire: the act's name in the address of its call.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::AskMore { .. } => "ask-more",
            Self::Accept => "accept",
            Self::AcceptMissing { .. } => "accept-missing",
            Self::NotAccept { .. } => "not-accept",
            Self::Handle => "handle",
            Self::FinishPart { .. } => "finish-part",
            Self::Approve => "approve",
            Self::Finish => "finish",
            Self::Deliver { .. } => "deliver",
            Self::Suspend { .. } => "suspend",
            Self::Continue { .. } => "continue",
            Self::Extend { .. } => "extend",
            Self::BringMissing => "bring-missing",
            Self::Lapse => "lapse",
            Self::Return { .. } => "return",
            Self::Withdraw => "withdraw",
            Self::HandOn { .. } => "hand-on",
            Self::Explain { .. } => "explain",
        }
    }
}

impl Case {
    /// The words of the acts that lead on from here on this day, the usual next one first. Whose
    /// hand it is and what comes with the act are judged when it comes.
    pub fn possible(&self, calendar: &Calendar, today: Date) -> Vec<&'static str> {
        let acts = self.usual_acts(today).into_iter();
        let fits = acts.filter(|act| self.judge(calendar, (None, today), act).is_ok());
        fits.map(|act| act.word()).collect()
    }

    /// Every act once, with what suits the case.
    fn usual_acts(&self, today: Date) -> Vec<CaseAct> {
        let words = || NoteRef {
            key: RequestId(0),
            digest: String::new(),
        };
        let mut parts = self.parts.iter().filter(|(_, done)| done.is_none());
        let part = parts.next().map_or(self.department, |(open, _)| *open);
        vec![
            CaseAct::Accept,
            CaseAct::AcceptMissing {
                note: words(),
                until: today,
            },
            CaseAct::AskMore { note: words() },
            CaseAct::NotAccept { note: words() },
            CaseAct::Handle,
            CaseAct::FinishPart { department: part },
            CaseAct::Approve,
            CaseAct::Finish,
            CaseAct::Deliver {
                how: Delivery::Collected,
            },
            CaseAct::BringMissing,
            CaseAct::Lapse,
            CaseAct::Explain { note: words() },
            CaseAct::Suspend {
                kind: StopKind::Hearing,
                from: today,
                document: words(),
            },
            CaseAct::Continue { to: today },
            CaseAct::Extend {
                days: 1,
                note: words(),
            },
            CaseAct::Return { note: words() },
            CaseAct::Withdraw,
            CaseAct::HandOn {
                department: self.department,
                note: words(),
            },
        ]
    }
}
