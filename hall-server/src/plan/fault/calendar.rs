//! What can be wrong with a year's notice of days off and on.

use hall_core::Date;

/// Why a day does not fit into `[[calendar]]`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CalendarFault {
    /// A day of another year.
    OtherYear {
        /// The day.
        day: Date,
        /// The year of the notice.
        year: i32,
    },
    /// Among the days off, but nobody works on it anyway.
    OffAnyway {
        /// The day, a Saturday or Sunday.
        day: Date,
    },
    /// Among the days that are worked instead, but it is worked anyway.
    WorkedAnyway {
        /// The day, from Monday to Friday.
        day: Date,
    },
}

impl CalendarFault {
    /// A stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherYear { .. } => "calendar_other_year",
            Self::OffAnyway { .. } => "calendar_off_anyway",
            Self::WorkedAnyway { .. } => "calendar_worked_anyway",
        }
    }

    /// What is wrong.
    pub(super) fn what(&self) -> String {
        match self {
            Self::OtherYear { day, year } => format!("{day} is not a day of {year}"),
            Self::OffAnyway { day } => format!("{day} is a weekend and off anyway"),
            Self::WorkedAnyway { day } => format!("{day} is a weekday and worked anyway"),
        }
    }

    /// What to do.
    pub(super) fn hint(&self) -> String {
        match self {
            Self::OtherYear { day, .. } => {
                let year = day.civil().0;
                format!("write it into the [[calendar]] with year = {year}, or correct it")
            }
            Self::OffAnyway { .. } => {
                "off names days from Monday to Friday, and whole ranges with a weekend in them; \
                 take this one out or correct it"
                    .to_owned()
            }
            Self::WorkedAnyway { .. } => {
                "worked names Saturdays and Sundays only; take it out or correct it".to_owned()
            }
        }
    }
}
