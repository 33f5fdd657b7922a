//! Calls for help of windows, as every desk sees them.

use crate::chooser::Choice;
use crate::screen::{Palette, banner, palette as style};
use crate::standing::Standing;
use crate::text::fit;
use hall_core::code::WindowNumber;
use hall_core::event::Help;
use hall_core::plan::Language;
use hall_protocol::Stamp;
use hall_protocol::view::AlarmView;
use hall_text::{FluentValue, say};
use ratatui::text::Line;
use std::collections::BTreeSet;

/// A window that asks for help.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Aid<'a> {
    /// The window.
    pub window: WindowNumber,
    /// What for.
    pub help: Help,
    /// Who goes there; empty while nobody does.
    pub accepted: &'a str,
    /// Since when.
    pub since: Stamp,
}

/// A call for help that the user of this desk goes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Errand {
    /// The window.
    pub window: WindowNumber,
    /// What for.
    pub help: Help,
    since: Stamp,
}

impl Standing {
    /// Windows that ask for help, danger first, the longest first.
    pub fn aids(&self) -> Vec<Aid<'_>> {
        let mut calls: Vec<(&AlarmView, Aid<'_>)> = self
            .picture
            .alarms
            .iter()
            .filter_map(|alarm| {
                let (window, help) = alarm.help()?;
                let accepted = alarm.accepted.as_str();
                Some((
                    alarm,
                    Aid {
                        window,
                        help,
                        accepted,
                        since: alarm.since,
                    },
                ))
            })
            .collect();
        calls.sort_by_key(|(alarm, aid)| (aid.help, alarm.since, aid.window));
        calls.into_iter().map(|(_, aid)| aid).collect()
    }

    /// The windows other than this one that ask and that nobody goes to yet, to compare.
    pub(crate) fn asking(&self, own: Option<WindowNumber>) -> BTreeSet<(WindowNumber, Help)> {
        let aids = self.unanswered_aids(own).into_iter();
        aids.map(|aid| (aid.window, aid.help)).collect()
    }

    /// Whether the same call is on still; a later one of the same window is another one.
    pub(crate) fn is_on(&self, errand: &Errand) -> bool {
        let key = (errand.window, errand.help, errand.since);
        let mut aids = self.aids().into_iter();
        aids.any(|aid| (aid.window, aid.help, aid.since) == key)
    }

    /// The call behind a chosen line, if it is on still.
    pub(crate) fn errand(&self, value: &str) -> Option<Errand> {
        let (help, window) = value.split_once(':')?;
        let window = window.parse().ok()?;
        let mut aids = self.aids().into_iter();
        let aid = aids.find(|aid| aid.help.word() == help && aid.window == window)?;
        Some(Errand {
            window,
            help: aid.help,
            since: aid.since,
        })
    }

    /// Windows other than this one for which nobody goes yet.
    pub(crate) fn unanswered_aids(&self, own: Option<WindowNumber>) -> Vec<Aid<'_>> {
        let mut aids = self.aids();
        aids.retain(|aid| Some(aid.window) != own && aid.accepted.is_empty());
        aids
    }
}

impl Standing {
    /// A line for each window that asks and that nobody goes to yet.
    pub(crate) fn aid_choices(&self, own: Option<WindowNumber>, language: Language) -> Vec<Choice> {
        let line = |aid: &Aid<'_>| {
            let args = [("window", FluentValue::from(aid.window.to_string()))];
            let key = format!("window-aid-to-{}", aid.help.word());
            let value = format!("{}:{}", aid.help.word(), aid.window);
            Choice::new(say(language, &key, &args), value)
        };
        self.unanswered_aids(own).iter().map(line).collect()
    }
}

/// The line over everything that says which window asks for help; none when no other one does.
pub(crate) fn line(
    standing: &Standing,
    own: Option<WindowNumber>,
    columns: u16,
    palette: Palette,
    language: Language,
) -> Option<Line<'static>> {
    if let Some(first) = standing.unanswered_aids(own).first() {
        let args = [("window", FluentValue::from(first.window.to_string()))];
        let key = format!("window-aid-{}", first.help.word());
        return Some(banner::loud(&say(language, &key, &args), columns, palette));
    }
    let aids = standing.aids();
    let first = aids.iter().find(|aid| Some(aid.window) != own)?;
    let args = [
        ("window", FluentValue::from(first.window.to_string())),
        ("who", FluentValue::from(first.accepted)),
    ];
    let words = say(language, "window-aid-accepted", &args);
    let words = fit(&words, usize::from(columns));
    Some(Line::styled(words, style::quiet()))
}
