//! One large thing: a number and its paper, or why there is none.

use super::facts::Facts;
use super::render;
use crate::local_time::minutes;
use crate::machine::Offline;
use crate::screen::view::{Paper, Sorry, Standing};
use askama::Template;
use hall_core::code::ItemCode;
use hall_text::FluentValue;

#[derive(Template)]
#[template(path = "number.html")]
struct Hero {
    heading: String,
    number: String,
    lines: Vec<String>,
    /// Act and name of the button below.
    act: Option<(&'static str, String)>,
    is_sorry: bool,
}

impl Facts<'_> {
    pub(super) fn waiting(&self, item: ItemCode) -> String {
        let name = self
            .item(item)
            .map(|item| self.name(&item.names).to_owned());
        render(&Hero {
            heading: self.t("taking"),
            number: String::new(),
            lines: name.into_iter().collect(),
            act: None,
            is_sorry: false,
        })
    }

    pub(super) fn number(&self, item: ItemCode, number: &str, paper: Paper, copy: bool) -> String {
        let named = || ("number", FluentValue::from(number));
        let mut lines = vec![match paper {
            Paper::Printing => self.t("printing"),
            Paper::Printed if copy => self.t("printed-copy"),
            Paper::Printed => self.t("printed"),
            Paper::Unknown => self.say("paper-unknown", &[named()]),
            Paper::Failed(cause) => {
                let cause = self.word(&format!("kiosk-cause-{}", cause.key()));
                let args = [
                    named(),
                    ("cause", cause.into()),
                    ("desk", self.desk().into()),
                ];
                self.say("paper-failed", &args)
            }
        }];
        if let Some(item) = self.item(item) {
            lines.push(self.name(&item.names).to_owned());
            let facts = self.facts_of(item);
            lines.extend(
                facts
                    .into_iter()
                    .next()
                    .into_iter()
                    .flat_map(|(_, place)| place),
            );
        }
        let is_sorry = matches!(paper, Paper::Unknown | Paper::Failed(_));
        render(&Hero {
            heading: self.t("your-number"),
            number: number.to_owned(),
            lines,
            act: is_sorry.then(|| ("not-come", self.t("again"))),
            is_sorry,
        })
    }

    /// The ticket of a scanned code.
    pub(super) fn standing(&self, standing: &Standing) -> String {
        let mut number = String::new();
        let mut act = None;
        let lines = match standing {
            Standing::Looking => vec![self.t("looking")],
            Standing::Ticket(ticket) => {
                number.clone_from(&ticket.number);
                // A person who holds the paper needs no desk to wait again.
                let can_restore = self.restore_until(ticket).is_some();
                act = can_restore.then(|| ("restore", self.t("restore")));
                vec![self.said_of(ticket)]
            }
            Standing::Refused(problem) => vec![problem.title.clone(), problem.hint.clone()],
            Standing::Away => vec![self.at_desk("look-away")],
            Standing::Unknown => vec![self.at_desk("code-unknown")],
            Standing::BadCard => vec![self.at_desk("card-bad")],
        };
        let is_sorry = !matches!(standing, Standing::Looking | Standing::Ticket(_));
        render(&Hero {
            heading: self.t("find"),
            number,
            lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
            act,
            is_sorry,
        })
    }

    /// Something to read, printed or not.
    pub(super) fn slip(&self, paper: Paper) -> String {
        let line = match paper {
            Paper::Printing => self.t("slip-printing"),
            Paper::Printed => self.t("slip-printed"),
            Paper::Unknown => self.at_desk("slip-unknown"),
            Paper::Failed(cause) => {
                let cause = self.word(&format!("kiosk-cause-{}", cause.key()));
                let args = [("cause", cause.into()), ("desk", self.desk().into())];
                self.say("slip-failed", &args)
            }
        };
        render(&Hero {
            heading: self.t("print"),
            number: String::new(),
            lines: vec![line],
            act: None,
            is_sorry: matches!(paper, Paper::Unknown | Paper::Failed(_)),
        })
    }

    pub(super) fn sorry(&self, sorry: &Sorry) -> String {
        let lines = match sorry {
            Sorry::Refused(problem) => vec![problem.title.clone(), problem.hint.clone()],
            Sorry::Offline(why) => vec![self.offline(*why)],
            Sorry::Busy => vec![self.t("busy")],
            Sorry::NoCopy => vec![self.at_desk("no-copy")],
            Sorry::NotStored | Sorry::Ended => vec![self.at_desk("not-stored")],
        };
        render(&Hero {
            heading: self.t("sorry"),
            number: String::new(),
            lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
            act: None,
            is_sorry: true,
        })
    }

    fn offline(&self, why: Offline) -> String {
        match why {
            Offline::OutsideHours { from, until } => {
                let [from, until] = [from, until].map(minutes);
                self.say(
                    "offline-hours",
                    &[("from", from.into()), ("until", until.into())],
                )
            }
            Offline::DayOver => self.t("offline-day-over"),
            Offline::Paused => self.at_desk("offline-paused"),
            Offline::TooYoung { age_min } | Offline::AgeNotConfirmed { age_min } => {
                self.with("offline-age", "age", age_min.into())
            }
            Offline::NoAgents => self.t("offline-no-agents"),
            Offline::NotWanted => self.t("strip-refused"),
            Offline::NoBlock
            | Offline::UsedUp
            | Offline::UnknownItem
            | Offline::NoClock
            | Offline::JournalFull => self.at_desk("offline-no-number"),
        }
    }
}
