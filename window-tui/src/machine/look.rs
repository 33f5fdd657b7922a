//! What the screen and the acts read from the machine. Nothing here changes anything.

use super::truth::is_at;
use super::{Ask, Binding, Chooser, Last, Link, Machine, Notice, Pad, Pending, Settings};
use crate::limits::{HELP_FRAME, REOPEN_OFFERED_S};
use crate::standing::Standing;
use hall_core::code::{ItemCode, TicketId, WindowNumber};
use hall_core::plan::Language;
use hall_core::{Span, Time};
use hall_protocol::Picture;
use hall_protocol::view::{HallView, HandView, ItemView, Names, TicketView, WindowView};
use jiff::tz::TimeZone;

/// What the window does, in one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The server has not told yet.
    Unknown,
    /// Not working.
    Closed,
    /// Working.
    Open,
    /// Resting.
    Paused,
}

/// The ticket in hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hand<'a> {
    /// Its id.
    pub id: TicketId,
    /// Its number.
    pub number: &'a str,
    /// It is being served; otherwise it is called.
    pub serving: bool,
    /// Since when.
    pub since: Time,
    /// All that is known of it.
    pub ticket: Option<&'a TicketView>,
}

impl Machine {
    /// The connection, the clocks and the hall.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// What does not change while the program runs.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Language of the screen.
    pub fn language(&self) -> Language {
        self.settings.language
    }

    /// The hall's time.
    pub fn hall_now(&self) -> Option<Time> {
        self.standing.now.hall
    }

    /// Milliseconds of the monotonic clock.
    pub fn mono_ms(&self) -> u64 {
        self.standing.now.mono_ms
    }

    /// The hall's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.standing.zone
    }

    /// The hall.
    pub fn hall(&self) -> Option<&HallView> {
        self.standing.hall.as_ref()
    }

    /// The picture behind everything.
    pub fn picture(&self) -> &Picture {
        &self.standing.picture
    }

    /// The number of this window.
    pub fn number(&self) -> Option<WindowNumber> {
        self.window
    }

    /// Where the connection stands.
    pub fn link(&self) -> &Link {
        &self.standing.link
    }

    /// The act on its way.
    pub fn pending(&self) -> Option<&Pending> {
        self.pending.as_ref()
    }

    /// The line above the keys.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// The open list.
    pub fn chooser(&self) -> Option<&Chooser<Ask>> {
        self.chooser.as_ref()
    }

    /// Which page of all keys is open.
    pub fn help(&self) -> Option<usize> {
        self.help.map(|page| page.min(self.help_pages() - 1))
    }

    /// Every act with its keys, in the order of the bottom line.
    pub fn keys(&self) -> &[Binding] {
        self.settings.keys.all()
    }

    /// Pages of all keys on a screen of this size, at least one.
    pub fn help_pages(&self) -> usize {
        self.keys().len().div_ceil(self.keys_per_page())
    }

    /// Keys on one page, at least one.
    pub fn keys_per_page(&self) -> usize {
        usize::from(self.size.1.saturating_sub(HELP_FRAME)).max(1)
    }

    /// Where the pad stands.
    pub fn pad(&self) -> &Pad {
        &self.pad
    }

    /// Why the bar above the window does not show what it should.
    pub fn bar_trouble(&self) -> Option<&str> {
        self.bar_trouble.as_deref()
    }

    /// What may be reopened, while that is worth offering; the server has the last word.
    pub fn last(&self) -> Option<&Last> {
        let limit = Span::seconds(REOPEN_OFFERED_S);
        let is_fresh = |at: Time| self.standing.now.hall.is_none_or(|now| now <= at + limit);
        // Whoever waits again is not taken back by this key.
        let is_over = |last: &Last| {
            let told = self.standing.picture.tickets.get(&last.ticket);
            let newest = self.truth.of(last.ticket).or(told.map(|ticket| &**ticket));
            newest.is_none_or(|ticket| matches!(ticket.state.as_str(), "finished" | "missed"))
        };
        self.last
            .as_ref()
            .filter(|last| last.at.is_none_or(is_fresh) && is_over(last))
    }

    /// Columns and rows, as last told.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// This window.
    pub fn window(&self) -> Option<&WindowView> {
        let told = self
            .window
            .and_then(|window| self.standing.picture.windows.get(&window));
        self.truth.window().or(told)
    }

    /// What the window does.
    pub fn stage(&self) -> Stage {
        match self.window().map(|window| window.state.as_str()) {
            Some("open") => Stage::Open,
            Some("paused") => Stage::Paused,
            Some(_) => Stage::Closed,
            None => Stage::Unknown,
        }
    }

    /// The ticket in hand: the newest of answer and picture.
    pub fn hand(&self) -> Option<Hand<'_>> {
        let told = self
            .window
            .and_then(|window| self.standing.picture.windows.get(&window));
        let told = told.and_then(|window| window.ticket.as_ref());
        if let Some(ticket) = self.truth.ticket()
            && is_at(ticket, self.window)
        {
            return Some(Hand::of(ticket));
        }
        // Whoever is known to have left is not in hand again because the feed is behind.
        let has_left = |hand: &&HandView| {
            let answered = self.truth.of(hand.id);
            answered.is_some_and(|ticket| !is_at(ticket, self.window))
        };
        let told = told.filter(|hand| !has_left(hand))?;
        Some(Hand {
            id: told.id,
            number: &told.number,
            serving: told.state == "serving",
            since: told.since.0,
            ticket: self
                .standing
                .picture
                .tickets
                .get(&told.id)
                .map(|ticket| &**ticket),
        })
    }

    /// Who waits for this window: its own queues in order of place, then those it helps.
    pub fn waiting(&self) -> Vec<&TicketView> {
        let mut own = self.waiting_own();
        own.extend(self.waiting_helped());
        own
    }

    /// Who waits in this window's own queues, in order of place.
    pub fn waiting_own(&self) -> Vec<&TicketView> {
        self.waiting_in(|window, ticket| window.queues.contains(&ticket.queue))
    }

    /// Who waits in the queues this window helps, in order of place.
    pub fn waiting_helped(&self) -> Vec<&TicketView> {
        self.waiting_in(|window, ticket| {
            window.helps.contains(&ticket.queue) && !window.queues.contains(&ticket.queue)
        })
    }

    fn waiting_in(&self, wanted: impl Fn(&WindowView, &TicketView) -> bool) -> Vec<&TicketView> {
        let Some(window) = self.window() else {
            return Vec::new();
        };
        let mut found: Vec<&TicketView> = self
            .tickets("waiting")
            .filter(|ticket| ticket.only_window.is_none_or(|only| only == window.number))
            .filter(|ticket| wanted(window, ticket))
            .collect();
        found.sort_by_key(|ticket| (ticket.place, ticket.id));
        found
    }

    /// Missed tickets of this window or its queues that may come back, soonest end first.
    pub fn missed(&self) -> Vec<&TicketView> {
        let Some(window) = self.window() else {
            return Vec::new();
        };
        let now = self.standing.now.hall.unwrap_or_default();
        let mut found: Vec<&TicketView> = self
            .tickets("missed")
            .filter(|ticket| ticket.restore_until.is_some_and(|until| until.0 > now))
            .filter(|ticket| {
                ticket.window == Some(window.number) || window.queues.contains(&ticket.queue)
            })
            .collect();
        found.sort_by_key(|ticket| (ticket.restore_until, ticket.id));
        found
    }

    /// Tickets this window holds, longest first.
    pub fn held(&self) -> Vec<&TicketView> {
        let held = self
            .tickets("held")
            .filter(|ticket| ticket.window == self.window);
        let mut found: Vec<&TicketView> = held.collect();
        found.sort_by_key(|ticket| (ticket.since, ticket.id));
        found
    }

    /// Tickets in a state, without the one whose newer truth was just answered.
    fn tickets<'a>(&'a self, state: &'a str) -> impl Iterator<Item = &'a TicketView> {
        let changed = |ticket: &TicketView| {
            let newer = self.truth.of(ticket.id);
            newer.is_some_and(|new| new.state != ticket.state)
        };
        let all = self
            .standing
            .picture
            .tickets
            .values()
            .map(|ticket| &**ticket);
        all.filter(move |ticket| ticket.state == state && !changed(ticket))
    }

    /// The item of a ticket, once the list is there.
    pub fn item(&self, ticket: &TicketView) -> Option<&ItemView> {
        self.items.get(&ticket.item?)
    }

    /// The name of an item; its code before the list is there.
    pub fn item_name(&self, code: ItemCode) -> String {
        let item = self.items.get(&code);
        let name = item.map(|item| item.names.get(self.settings.language));
        name.map_or_else(|| code.to_string(), str::to_owned)
    }

    /// What to call a ticket's matter: its item, else its queue.
    pub fn matter<'a>(&'a self, ticket: &'a TicketView) -> &'a str {
        let language = self.settings.language;
        let item = self.item(ticket).map(|item| item.names.get(language));
        item.unwrap_or_else(|| self.standing.queue_name(ticket, language))
    }

    /// What the citizen in hand should have brought.
    pub fn materials(&self) -> &[Names] {
        let ticket = self.hand().and_then(|hand| hand.ticket);
        ticket
            .and_then(|ticket| self.item(ticket))
            .map_or(&[], |item| &item.materials)
    }

    /// Whether a material was ticked off.
    pub fn is_checked(&self, index: usize) -> bool {
        self.checked.contains(&index)
    }

    /// Announcements after which missed is suggested, and reached by the ticket in hand.
    pub fn suggests_missed(&self) -> bool {
        let limit = self
            .standing
            .hall
            .as_ref()
            .map_or(u16::MAX, |hall| hall.suggest_missed_after);
        let hand = self.hand().filter(|hand| !hand.serving);
        hand.and_then(|hand| hand.ticket)
            .is_some_and(|ticket| ticket.calls >= limit)
    }

    /// Seconds until the ticket in hand may be announced again or missed.
    pub fn seconds_to_recall(&self) -> u32 {
        let called = self
            .hand()
            .filter(|hand| !hand.serving)
            .and_then(|hand| hand.ticket);
        let at = called.and_then(|ticket| ticket.called_at);
        let (Some(at), Some(hall), Some(now)) = (at, &self.standing.hall, self.standing.now.hall)
        else {
            return 0;
        };
        let seconds = (at.0 + Span::seconds(hall.call_interval_s) - now).seconds_up();
        // The server's clock may be a moment ahead of what is known of it here.
        seconds.min(hall.call_interval_s)
    }
}

impl<'a> Hand<'a> {
    fn of(ticket: &'a TicketView) -> Self {
        Self {
            id: ticket.id,
            number: &ticket.number,
            serving: ticket.state == "serving",
            since: ticket.since.0,
            ticket: Some(ticket),
        }
    }
}
