//! What the screen reads from the desk. Nothing here changes anything.

use super::Ask;
use super::list::List;
use super::machine::{Given, Machine, Pending};
use crate::chooser::Chooser;
use crate::machine::Notice;
use crate::standing::Standing;
use hall_core::plan::Language;
use hall_protocol::view::{ItemView, QueueView, TicketView};
use kiosk_client::screen::search::Index;

impl Machine {
    /// The connection, the clocks and the hall.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Language of the screen.
    pub fn language(&self) -> Language {
        self.settings.language
    }

    /// Whether the desk has a printer.
    pub fn prints(&self) -> bool {
        self.settings.prints
    }

    /// Language of the next paper.
    pub fn paper_language(&self) -> Language {
        self.paper_language
    }

    /// Which list has the keys.
    pub fn list(&self) -> List {
        self.list
    }

    /// What was typed to find something.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The marked line of the list that has the keys.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The open question.
    pub fn chooser(&self) -> Option<&Chooser<Ask>> {
        self.chooser.as_ref()
    }

    /// The last number that this desk gave or printed, and its paper.
    pub fn given(&self) -> Option<&Given> {
        self.given.as_ref()
    }

    /// The act on its way.
    pub fn pending(&self) -> Option<&Pending> {
        self.pending.as_ref()
    }

    /// The line above the keys.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// The help page is open.
    pub fn is_help(&self) -> bool {
        self.help
    }

    pub(super) fn all_items(&self) -> &[ItemView] {
        &self.items
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// The queue of an item as it is now.
    pub fn queue(&self, item: &ItemView) -> Option<&QueueView> {
        self.standing.picture.queues.get(&item.queue)
    }

    /// Why an item gives no numbers, when it rests.
    pub fn rests(&self, item: &ItemView) -> Option<String> {
        let queue = self.queue(item)?;
        let of_item = || {
            let mut items = queue.paused_items.iter();
            items.find(|paused| paused.item == item.code)
        };
        let reason = queue
            .paused
            .as_ref()
            .or_else(|| of_item().map(|paused| &paused.reason))?;
        Some(reason.names.get(self.language()).to_owned())
    }

    /// What to call a ticket's matter: its item, else its queue.
    pub fn matter<'a>(&'a self, ticket: &'a TicketView) -> &'a str {
        let item = self
            .items
            .iter()
            .find(|item| Some(item.code) == ticket.item);
        item.map_or_else(
            || self.standing.queue_name(ticket, self.language()),
            |item| item.names.get(self.language()),
        )
    }
}
