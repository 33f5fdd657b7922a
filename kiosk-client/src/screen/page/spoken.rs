//! What is read aloud: the heading, and what decides.

use super::facts::Facts;
use crate::screen::find::is_whole;
use crate::screen::view::{Paper, Sorry, Standing, View};

impl Facts<'_> {
    /// The words for who does not read them; empty for silence.
    pub(super) fn spoken(&self) -> String {
        if !self.screen.is_aloud() {
            return String::new();
        }
        if self.screen.is_warned() {
            return self.t("still-there");
        }
        let mut said = match self.screen.view() {
            View::Home => vec![self.t("welcome")],
            View::Zone(zone) => vec![
                self.zone_name(*zone).unwrap_or_default().to_owned(),
                self.t("welcome"),
            ],
            View::Search(_) => vec![self.t("search-what")],
            View::Find(text) if is_whole(text) => vec![self.found(text)],
            View::Find(_) => vec![self.t("find-what")],
            View::Places => vec![self.t("places")],
            View::Item(code) => self.spoken_item(*code),
            View::Waiting { .. } => vec![self.t("taking")],
            View::Number { number, paper, .. } => {
                // One digit after the other, as it is called.
                let number: Vec<String> = number.chars().map(String::from).collect();
                vec![
                    self.t("your-number"),
                    number.join(" "),
                    self.spoken_paper(*paper),
                ]
            }
            View::Standing(Standing::Ticket(ticket)) => vec![self.said_of(ticket)],
            View::Standing(Standing::Looking) => vec![self.t("looking")],
            View::Standing(_) => vec![self.at_desk("look-away")],
            View::Slip(Paper::Printed) => vec![self.t("slip-printed")],
            View::Slip(_) => vec![self.t("slip-printing")],
            View::Sorry(Sorry::Refused(problem)) => {
                vec![problem.title.clone(), problem.hint.clone()]
            }
            View::Sorry(_) => vec![self.t("sorry"), self.at_desk("no-copy")],
        };
        said.retain(|one| !one.is_empty());
        said.join(&self.t("pause"))
    }

    fn spoken_item(&self, code: hall_core::code::ItemCode) -> Vec<String> {
        let Some(item) = self.item(code) else {
            return Vec::new();
        };
        let (_, state) = self.state(item);
        let place = self.facts_of(item).into_iter().next();
        let place = place.map(|(_, lines)| lines.join(" ")).unwrap_or_default();
        vec![self.name(&item.names).to_owned(), state, place]
    }

    fn spoken_paper(&self, paper: Paper) -> String {
        match paper {
            Paper::Printing => self.t("printing"),
            Paper::Printed => self.t("printed"),
            Paper::Unknown | Paper::Failed(_) => self.at_desk("slip-unknown"),
        }
    }
}
