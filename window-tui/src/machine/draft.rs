//! What will be said of the service in hand when it ends: the item put right, the pieces, the case.

use super::case::ACCEPT;
use super::event::Action;
use super::{Ask, Choice, Chooser, Machine, Notice};
use hall_core::code::{ItemCode, TicketId};
use hall_core::limits::QUANTITY_MAX;
use hall_core::service::CaseNumber;
use hall_protocol::api::Act;
use hall_protocol::view::ItemView;
use hall_text::word;
use kiosk_client::screen::search::Index;

/// What the clerk has noted so far; nothing is sent before the service ends.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    /// The item that is really served.
    pub item: Option<ItemCode>,
    /// Pieces done in one go.
    pub quantity: Option<u16>,
    /// The case.
    pub case: Option<CaseNumber>,
}

/// The lines of the list; their words are `window-right-…`.
const PARTS: [&str; 4] = ["item", "quantity", "case", ACCEPT];

impl Machine {
    /// What was noted for the service in hand.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Asks what is put right.
    pub(super) fn put_right(&mut self) -> Vec<Action> {
        let Some(hand) = self.hand() else {
            return self.tell("window-nothing-to-finish");
        };
        let ask = Ask::PutRight { ticket: hand.id };
        let language = self.settings.language;
        let choices = PARTS.map(|part| {
            let words = word(language, &format!("window-right-{part}"));
            Choice::new(words, part)
        });
        self.chooser = Some(Chooser::list(ask, choices.into()));
        Vec::new()
    }

    /// The question after the chosen part.
    pub(super) fn part_question(&self, ticket: TicketId, part: &str) -> Chooser<Ask> {
        match part {
            "item" => self.items_question(Ask::ServedItem { ticket }, |_| true),
            "quantity" => Chooser::words(Ask::Quantity { ticket }),
            _ => Chooser::words(Ask::CaseNumber { ticket }),
        }
    }

    /// The hall's items that are wanted, those of this window's queues first, to be found by
    /// letters.
    pub(super) fn items_question(
        &self,
        ask: Ask,
        wanted: impl Fn(&ItemView) -> bool,
    ) -> Chooser<Ask> {
        let mut items: Vec<&ItemView> = self.items.values().filter(|item| wanted(item)).collect();
        items.sort_by_key(|item| (!self.serves(item.queue), !item.frequent, item.code));
        let language = self.settings.language;
        let choice = |item: &&ItemView| {
            let label = format!("{}  {}", item.names.get(language), item.code);
            Choice::new(label, item.code.to_string())
        };
        let choices = items.iter().map(choice).collect();
        let index = Index::of_names(items.iter().map(|item| (&item.names, item.code.as_str())));
        Chooser::search(ask, choices, index)
    }

    /// Notes the item that is really served; the ticket's own one is no correction.
    pub(super) fn note_item(&mut self, value: &str) -> Vec<Action> {
        let own = self.hand().and_then(|hand| hand.ticket?.item);
        self.draft.item = value.parse().ok().filter(|item| Some(*item) != own);
        Vec::new()
    }

    /// Notes the pieces, or says how many may be.
    pub(super) fn note_quantity(&mut self, value: &str) -> Vec<Action> {
        let Ok(quantity @ 1..=QUANTITY_MAX) = value.trim().parse() else {
            let args = [("max", QUANTITY_MAX.into())];
            let language = self.settings.language;
            self.notice = Some(Notice::say(language, "window-bad-quantity", &args));
            return Vec::new();
        };
        self.draft.quantity = Some(quantity).filter(|quantity| *quantity > 1);
        Vec::new()
    }

    /// Notes the case, or says what is none.
    pub(super) fn note_case(&mut self, value: &str) -> Vec<Action> {
        let Ok(case) = value.parse() else {
            return self.tell("window-bad-case");
        };
        self.draft.case = Some(case);
        Vec::new()
    }

    /// An act that ends the service in hand, with all that was noted of it.
    pub(super) fn ending(&self) -> Act {
        let hand = self.hand();
        let ticket = hand.and_then(|hand| hand.ticket);
        Act {
            ticket: hand.map(|hand| hand.id),
            version: ticket.map(|ticket| ticket.version),
            item: self.draft.item.map(|item| item.to_string()),
            quantity: self.draft.quantity,
            case: self.draft.case.as_ref().map(ToString::to_string),
            ..Act::default()
        }
    }
}
