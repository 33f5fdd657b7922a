//! What the bar above the window shows: a pure function of what the terminal knows.
//!
//! ```text
//! called `14  E023  请办理`    free `14  公交卡`    paused `14  暂停 11:05 恢复`
//! ```
//!
//! In a short row the gaps go first, then the words; the ticket's number stays longest. A bar of
//! two rows shows window and post above, and what happens below.

use crate::limits::BAR_STALE_MS;
use crate::machine::{Link, Machine, Stage};
use crate::text::clock;
use hall_core::code::WindowNumber;
use hall_core::plan::Language;
use hall_device::led::{Area, Colour, Content, Style, fit};
use hall_text::{say, word};

/// What the people before the window should know of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BarLook {
    /// Its number.
    pub window: WindowNumber,
    /// What is done there: the window's name, then that of its first queue.
    pub posts: Vec<String>,
    /// What happens there.
    pub state: BarState,
}

/// What happens at the window.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BarState {
    /// Nobody is served.
    Free,
    /// Somebody should come.
    Called(String),
    /// Somebody is served.
    Serving(String),
    /// It rests, perhaps until a time such as `11:05`.
    Paused(Option<String>),
    /// Nobody works there.
    Closed,
}

impl BarLook {
    /// What the terminal knows; none while it knows nothing, and for a device that the hall does
    /// not want.
    pub fn of(machine: &Machine, language: Language) -> Option<Self> {
        let view = machine.window()?;
        if matches!(machine.link(), Link::Refused { .. }) {
            return None;
        }
        let queues = &machine.picture().queues;
        let queue = view.queues.first().and_then(|code| queues.get(code));
        let queue = queue.map(|queue| queue.names.get(language).to_owned());
        let name = view.names.get(language).to_owned();
        Some(Self {
            window: view.number,
            posts: std::iter::once(name).chain(queue).collect(),
            state: state(machine)?,
        })
    }
}

fn state(machine: &Machine) -> Option<BarState> {
    match machine.stage() {
        Stage::Unknown => return None,
        Stage::Closed => return Some(BarState::Closed),
        Stage::Paused => {
            let until = machine.window().and_then(|window| window.until);
            // A time that is over says nothing about when the clerk is back.
            let is_ahead = |at: hall_core::Time| machine.hall_now().is_none_or(|now| now < at);
            let until = until.map(|until| until.0).filter(|at| is_ahead(*at));
            let until = until.map(|at| clock(at, machine.zone()));
            return Some(BarState::Paused(until));
        }
        Stage::Open => {}
    }
    // Nobody may be sent to a window by a call that the hall may have taken back meanwhile.
    let is_over = is_stale(machine) || machine.noted().is_some();
    let hand = machine.hand().filter(|_| !is_over);
    Some(match hand {
        Some(hand) if hand.serving => BarState::Serving(hand.number.to_owned()),
        Some(hand) => BarState::Called(hand.number.to_owned()),
        None => BarState::Free,
    })
}

/// Whether the server was not heard for so long that it has given this window up.
fn is_stale(machine: &Machine) -> bool {
    match machine.link() {
        Link::Lost { since_ms, .. } => machine.mono_ms().saturating_sub(*since_ms) >= BAR_STALE_MS,
        Link::Connecting { .. } | Link::Up | Link::Refused { .. } => false,
    }
}

/// What an area shows of a window; nothing for a window that is not known.
pub fn content(look: Option<&BarLook>, area: Area, language: Language) -> Content {
    let Some(look) = look else {
        return Content::blank();
    };
    let number = look.window.to_string();
    let event = look.state.parts(language);
    let posts = look.posts.iter();
    let posts: Vec<Vec<String>> = posts
        .map(|post| vec![number.clone(), post.clone()])
        .collect();
    let lines = match event {
        None => vec![fit(&posts, area.columns)],
        Some(event) if area.rows > 1 => vec![fit(&posts, area.columns), fit(&event, area.columns)],
        Some(event) => {
            let beside = |parts: &Vec<String>| {
                let mut parts = parts.clone();
                parts.insert(0, number.clone());
                parts
            };
            // Where not even the shortest fits beside the window's number, that can go: it is
            // painted on the window anyway.
            let alone = event.last().cloned();
            let ways: Vec<_> = event.iter().map(beside).chain(alone).collect();
            vec![fit(&ways, area.columns)]
        }
    };
    let style = Style {
        colour: look.state.colour(),
        ..Style::default()
    };
    Content { lines, style }
}

impl BarState {
    /// The words, from the fullest to the shortest; none while nothing happens.
    fn parts(&self, language: Language) -> Option<Vec<Vec<String>>> {
        let word = |key| word(language, key);
        let with =
            |number: &String, key| vec![vec![number.clone(), word(key)], vec![number.clone()]];
        Some(match self {
            Self::Free => return None,
            Self::Called(number) => with(number, "window-bar-please"),
            Self::Serving(number) => with(number, "window-bar-serving"),
            Self::Paused(None) => vec![vec![word("window-bar-paused")]],
            Self::Paused(Some(time)) => {
                let args = [("time", time.as_str().into())];
                let paused = say(language, "window-bar-paused-until", &args);
                let back = say(language, "window-bar-back", &args);
                vec![vec![paused], vec![back], vec![word("window-bar-paused")]]
            }
            Self::Closed => vec![vec![word("window-bar-closed")]],
        })
    }

    fn colour(&self) -> Colour {
        match self {
            Self::Called(_) | Self::Serving(_) => Colour::Red,
            Self::Free => Colour::Green,
            Self::Paused(_) | Self::Closed => Colour::Yellow,
        }
    }
}
