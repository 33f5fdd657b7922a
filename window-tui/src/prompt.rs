//! The hall's prompts for one pad: when it is to ask, for how long, and when to ask no more.

use hall_core::Time;
use hall_core::code::TicketId;
use hall_protocol::view::PromptView;

use crate::limits::PROMPT_S_MAX;

/// What a pad is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PromptStep {
    /// Ask about this ticket.
    Start {
        /// The finished ticket.
        ticket: TicketId,
        /// Real seconds left to answer.
        seconds: u8,
    },
    /// Ask no more about this ticket.
    Cancel {
        /// The ticket it asked about.
        ticket: TicketId,
    },
}

/// Follows the prompts of one window: each is asked once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Prompts {
    asked: Option<TicketId>,
}

impl Prompts {
    /// The window's prompt now, at this moment of the hall, whose clock may run fast.
    pub fn follow(
        &mut self,
        prompt: Option<&PromptView>,
        hall: Option<Time>,
        speed: u32,
    ) -> Vec<PromptStep> {
        let asked = prompt.map(|prompt| prompt.ticket);
        if asked == self.asked {
            return Vec::new();
        }
        let cancelled = self.asked.map(|ticket| PromptStep::Cancel { ticket });
        let started = prompt.and_then(|prompt| {
            let left_ms = (prompt.until.0 - hall.unwrap_or_default()).0;
            let real_s = left_ms.max(0).unsigned_abs() / u64::from(speed.max(1)) / 1000;
            let seconds = u8::try_from(real_s.min(PROMPT_S_MAX)).unwrap_or(u8::MAX);
            let ticket = prompt.ticket;
            (seconds > 0).then_some(PromptStep::Start { ticket, seconds })
        });
        self.asked = asked;
        cancelled.into_iter().chain(started).collect()
    }
}
