//! Why no call is put on record.

/// Why a call was not put on record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CallbackRefusal {
    /// Nobody was drawn for the day, or it is too long ago.
    CallbackDay,
    /// This ticket is not on the day's list.
    CallbackNotDrawn,
    /// The citizen was reached already, by this number or another one of the same visit.
    CallbackReached,
    /// The citizen did not want to be asked.
    CallbackDeclined,
    /// It was tried so often.
    CallbackTries {
        /// How often.
        limit: u8,
    },
    /// Whoever was not reached said nothing.
    CallbackNothingSaid,
}

impl CallbackRefusal {
    /// The stable code, for machines and for staff.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CallbackDay => "callback_day",
            Self::CallbackNotDrawn => "callback_not_drawn",
            Self::CallbackReached => "callback_reached",
            Self::CallbackDeclined => "callback_declined",
            Self::CallbackTries { .. } => "callback_tries",
            Self::CallbackNothingSaid => "callback_nothing_said",
        }
    }
}
