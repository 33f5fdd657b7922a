//! The managers' pages: which there are, who sees which, and the way from each to the others.

use super::words::{Words, render};
use askama::Template;
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_protocol::Problem;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::HallView;

/// What stands around every managers' page.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The hall.
    pub hall: &'a HallView,
    /// Who reads.
    pub role: Role,
    /// The hall's time.
    pub now: Stamp,
    /// The reader's language.
    pub language: Language,
}

/// A managers' page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// The hall as it is now.
    Live,
    /// The queues and the day, to stop and to end.
    Queues,
    /// Cases and what is due.
    Cases,
    /// What has to be put right.
    Rectifications,
    /// Who is asked afterwards.
    Callbacks,
    /// The registers.
    Registers,
    /// Who was at which window.
    Attendance,
    /// Reports, and the rows behind their figures.
    Reports,
    /// Notices on the boards.
    Notices,
}

impl Place {
    /// All of them, in the order in which they stand side by side.
    pub const ALL: [Self; 9] = [
        Self::Live,
        Self::Queues,
        Self::Cases,
        Self::Rectifications,
        Self::Callbacks,
        Self::Registers,
        Self::Attendance,
        Self::Reports,
        Self::Notices,
    ];

    /// Its address.
    pub const fn way(self) -> &'static str {
        match self {
            Self::Live => "/manage",
            Self::Queues => "/manage/queues",
            Self::Cases => "/manage/cases",
            Self::Rectifications => "/manage/rectifications",
            Self::Callbacks => "/manage/callbacks",
            Self::Registers => "/manage/registers",
            Self::Attendance => "/manage/attendance",
            Self::Reports => "/manage/reports",
            Self::Notices => "/manage/notices",
        }
    }

    /// Who may look at it. Whoever may have been rated does not follow up on it; whoever leads a
    /// department sees only pages that can be cut to that department.
    pub const fn readers(self) -> &'static [Role] {
        match self {
            Self::Cases | Self::Attendance => &[Role::Manager, Role::Lead, Role::Auditor],
            Self::Rectifications => &[Role::Manager, Role::Callback, Role::Lead, Role::Auditor],
            Self::Callbacks | Self::Registers => &[Role::Manager, Role::Callback, Role::Auditor],
            Self::Live | Self::Queues | Self::Reports | Self::Notices => {
                &[Role::Manager, Role::Auditor]
            }
        }
    }

    /// Who may write there; which of its acts is a rule of the core.
    pub const fn writers(self) -> &'static [Role] {
        match self {
            Self::Live | Self::Cases | Self::Attendance | Self::Reports => &[],
            Self::Rectifications | Self::Callbacks | Self::Registers => {
                &[Role::Manager, Role::Callback]
            }
            Self::Notices | Self::Queues => &[Role::Manager],
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Live => "page-place-live",
            Self::Queues => "page-place-queues",
            Self::Cases => "page-place-cases",
            Self::Rectifications => "page-place-rectifications",
            Self::Callbacks => "page-place-callbacks",
            Self::Registers => "page-place-registers",
            Self::Attendance => "page-place-attendance",
            Self::Reports => "page-place-reports",
            Self::Notices => "page-place-notices",
        }
    }
}

impl Frame<'_> {
    /// Whether the reader may write at a place.
    pub(super) fn writes(&self, place: Place) -> bool {
        place.writers().contains(&self.role)
    }
}

/// Where a role begins.
pub fn home_of(role: Role) -> &'static str {
    let place = Place::ALL.into_iter();
    let mut seen = place.filter(|place| place.readers().contains(&role));
    seen.next().unwrap_or(Place::Live).way()
}

/// The bar with the way to every page that a role sees.
pub(super) fn bar(frame: Frame<'_>, here: Option<Place>) -> String {
    let (role, words) = (frame.role, Words(frame.language));
    let seen = Place::ALL.into_iter();
    let seen = seen.filter(|place| place.readers().contains(&role));
    let links = seen.map(|place| Link {
        way: format!("{}?lang={}", place.way(), words.0.tag()),
        words: words.t(place.key()),
        is_here: here == Some(place),
    });
    render(&Bar {
        words,
        is_signed_in: !frame.hall.practice,
        links: links.collect(),
    })
}

#[derive(Template)]
#[template(path = "places.html")]
struct Bar {
    words: Words,
    /// A practice hall asks nobody who they are, so nobody signs out.
    is_signed_in: bool,
    links: Vec<Link>,
}

struct Link {
    way: String,
    words: String,
    is_here: bool,
}

/// The page that says why there is nothing to see, with the way back.
pub fn refused(frame: Frame<'_>, problem: &Problem) -> String {
    let words = Words(frame.language);
    render(&Refused {
        words,
        title: problem.title.clone(),
        hall: frame.hall,
        bar: bar(frame, None),
        hint: &problem.hint,
    })
}

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused<'a> {
    words: Words,
    title: String,
    hall: &'a HallView,
    bar: String,
    hint: &'a str,
}
