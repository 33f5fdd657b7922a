//! What stands on the screen, as a pure machine: touches, news and time in, views and wishes out.
//!
//! ```text
//! home ── zone ── item ── number ── home        a frequent item is on the home page itself
//!  ├── search ──┘   └── sorry: why not, and what to do
//!  ├── find: where is my number ── slip
//!  └── places: what else there is            an item's sheet has a slip, too
//! ```
//!
//! Every view has a serial number, and an act names the one it was made on. A second tap of a
//! nervous finger names a view that is gone and means nothing, so one person gets one number.

mod act;
mod find;
mod page;
pub mod search;
mod view;

#[cfg(test)]
mod tests;

pub use act::Act;
pub use find::Found;
pub use page::Shown;
pub(crate) use page::speech_name;
pub use search::Index;
pub use view::{Paper, Sorry, Standing, View};

use crate::booking::Booking;
use crate::limits::{DONE_MS, FIND_CHARS_MAX, IDLE_MS, SEARCH_CHARS_MAX, SIZES, STUCK_MS, WARN_MS};
use crate::machine::Said;
use crate::presented::Reader;
use crate::printer::Outcome;
use crate::scanner::Code;
use crate::take::Order;
use hall_core::code::{ItemCode, TicketId, Token};
use hall_core::plan::Language;
use hall_protocol::api::Person;
use hall_protocol::view::{ItemView, TicketView};
use hall_protocol::{Problem, Stamp};

/// One screen of one kiosk.
#[derive(Clone, Debug)]
pub struct Screen {
    view: View,
    /// Where an item was chosen, when that was not the home page.
    before: Option<View>,
    serial: u64,
    setup: Setup,
    language: Language,
    size: u8,
    is_aloud: bool,
    class: Option<String>,
    /// Who laid a card on the reader: a keyed hash and a year, until the screen goes home.
    person: Option<Person>,
    /// Counts those who stood there.
    visitor: u64,
    /// It was a card, to be taken along again.
    has_card: bool,
    reader: Reader,
    /// What a scanned booking is for, and its slot, as long.
    booking: Option<(ItemCode, Stamp)>,
    touched_ms: u64,
    /// Whether the warning before going home was given.
    is_warned: bool,
    /// A touch that is on its way to the kiosk's machine and has no name yet.
    touch: Option<u64>,
}

/// What the kiosk's machine is to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wish {
    /// A number for this order; [`Screen::touched`] is told its name.
    Take(Box<Order>),
    /// The paper of this touch did not come.
    NotCome(u64),
    /// The ticket of this token; [`Screen::looked`] is told.
    Look(Token),
    /// That this missed ticket waits again; [`Screen::looked`] is told.
    Restore(TicketId),
    /// All there is to know of an item on paper; [`Screen::touched`] is told its name.
    Notice(ItemCode),
    /// Where this number stands on paper; [`Screen::touched`] is told its name.
    Enquiry(String),
}

/// What a screen is set up for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Setup {
    /// The hall's first language: that of the home page.
    pub language: Language,
    /// What the machine is for.
    pub purpose: Purpose,
    /// It can read aloud.
    pub speaks: bool,
}

/// What a machine in the hall is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Purpose {
    /// It gives numbers.
    #[default]
    Kiosk,
    /// It answers questions and gives none.
    Enquiry,
}

impl Screen {
    /// A screen at the home page.
    pub fn new(setup: Setup, now_ms: u64) -> Self {
        Self {
            view: View::Home,
            before: None,
            serial: 1,
            language: setup.language,
            setup,
            size: 0,
            is_aloud: false,
            class: None,
            person: None,
            visitor: 0,
            has_card: false,
            reader: Reader::Unknown,
            booking: None,
            touched_ms: now_ms,
            is_warned: false,
            touch: None,
        }
    }

    /// Whether a reader waits for cards.
    pub const fn reads_cards(&self) -> bool {
        matches!(self.reader, Reader::Ready)
    }

    /// The reader works, or does not.
    pub const fn set_reader(&mut self, reader: Reader) {
        self.reader = reader;
    }

    /// What is shown.
    pub const fn view(&self) -> &View {
        &self.view
    }

    /// The name of this view; it grows with every other one.
    pub const fn serial(&self) -> u64 {
        self.serial
    }

    /// The reader's language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// How much larger than usual everything is, 0 to 2; from 1 on the elder mode.
    pub const fn size(&self) -> u8 {
        self.size
    }

    /// What the machine is for.
    pub const fn purpose(&self) -> Purpose {
        self.setup.purpose
    }

    /// Whether the machine can read aloud.
    pub const fn can_speak(&self) -> bool {
        self.setup.speaks
    }

    /// Whether the page is read aloud: who reads large letters, and who asked for it.
    pub const fn is_aloud(&self) -> bool {
        self.is_aloud
    }

    /// The chosen class of visitor; none is the normal one.
    pub fn class(&self) -> Option<&str> {
        self.class.as_deref()
    }

    /// Whether the reader was warned that the screen goes home soon.
    pub const fn is_warned(&self) -> bool {
        self.is_warned
    }

    /// Somebody touched: `serial` names the view that was touched.
    pub fn on(&mut self, serial: u64, act: Act, items: &[ItemView], now_ms: u64) -> Option<Wish> {
        self.touched_ms = now_ms;
        if serial != self.serial {
            return None;
        }
        if std::mem::take(&mut self.is_warned) {
            self.serial += 1;
        }
        match act {
            Act::Stay => self.renew(),
            Act::Home => self.go_home(),
            Act::Back => self.go_back(),
            Act::Language(language) => {
                self.language = language;
                self.renew();
            }
            Act::Size => {
                self.size = (self.size + 1) % SIZES;
                self.is_aloud = self.size > 0 && self.setup.speaks;
                self.renew();
            }
            Act::Class(class) => {
                self.class = class;
                self.renew();
            }
            Act::Zone(zone) => self.show(View::Zone(zone)),
            Act::Item(item) => {
                let is_list = matches!(self.view, View::Zone(_) | View::Search(_));
                self.before = is_list.then(|| self.view.clone());
                self.show(View::Item(item));
            }
            Act::Search => self.show(View::Search(String::new())),
            Act::Find => self.show(View::Find(String::new())),
            Act::Key(key) => self.write(key),
            Act::Erase => self.erase(),
            Act::Take => return self.take(Person::default(), items),
            Act::TakeConfirmed => {
                let person = Person {
                    age_confirmed: true,
                    ..Person::default()
                };
                return self.take(person, items);
            }
            Act::TakeAsAgent => {
                let person = Person {
                    agent: true,
                    age_confirmed: true,
                    ..Person::default()
                };
                return self.take(person, items);
            }
            Act::NotCome => return self.not_come(),
            Act::Restore => return self.restore(),
            Act::Print => return self.print(),
            Act::Places => self.show(View::Places),
            Act::Aloud => {
                self.is_aloud = !self.is_aloud && self.setup.speaks;
                self.renew();
            }
        }
        None
    }

    /// The kiosk's machine has given the wished number's touch a name.
    pub fn touched(&mut self, touch: Option<u64>) {
        match (&self.view, touch) {
            (View::Waiting { .. } | View::Slip(_), Some(_)) => self.touch = touch,
            (View::Waiting { .. } | View::Slip(_), None) => self.show(View::Sorry(Sorry::Ended)),
            _ => {}
        }
    }

    /// A card was read: what it says holds until the screen goes home.
    pub fn card(&mut self, person: Person, now_ms: u64) {
        self.touched_ms = now_ms;
        self.know(person);
        self.has_card = true;
        // The second try was a good one: on with what the card is for.
        if self.view == View::Standing(Standing::BadCard) {
            self.view = self.before.take().unwrap_or(View::Home);
        }
        self.renew();
    }

    /// A booking was scanned: its holder sees what was booked and takes the number.
    pub fn booked(&mut self, booking: &Booking, items: &[ItemView], now_ms: u64) {
        self.touched_ms = now_ms;
        if !items.iter().any(|item| item.code == booking.item) {
            return self.show(View::Standing(Standing::Unknown));
        }
        let birth_year = self.person.as_ref().and_then(|known| known.birth_year);
        self.person = Some(Person {
            birth_year,
            ..booking.person()
        });
        self.booking = Some((booking.item, booking.slot));
        self.show(View::Item(booking.item));
    }

    /// The slot of a scanned booking, if it is for this item.
    pub fn slot(&self, item: ItemCode) -> Option<Stamp> {
        let (booked, slot) = self.booking?;
        (booked == item).then_some(slot)
    }

    /// Whether a booking was scanned.
    pub const fn is_booked(&self) -> bool {
        self.booking.is_some()
    }

    /// Somebody else's code is being read by a program.
    pub fn reads_code(&mut self, now_ms: u64) {
        self.touched_ms = now_ms;
        self.show(View::Standing(Standing::Looking));
    }

    /// Who that code belongs to; otherwise what is known of it.
    pub fn read_code(&mut self, person: Result<Person, Standing>, now_ms: u64) {
        if self.view != View::Standing(Standing::Looking) {
            return;
        }
        self.touched_ms = now_ms;
        match person {
            Ok(person) => {
                self.know(person);
                self.show(View::Home);
            }
            Err(standing) => self.show(View::Standing(standing)),
        }
    }

    /// Who holds a booking stays who booked; a document then says only how old its holder is.
    fn know(&mut self, person: Person) {
        self.person = Some(match &self.person {
            Some(booked) if self.booking.is_some() => Person {
                birth_year: person.birth_year,
                ..booked.clone()
            },
            _ => person,
        });
    }

    /// The person who stands there now; another one after the screen went home.
    pub const fn visitor(&self) -> u64 {
        self.visitor
    }

    /// A card lies there that cannot be used; who holds it is told so.
    pub fn unreadable(&mut self, now_ms: u64) {
        // A number that is on the screen or on its way is worth more than a card.
        if self.is_busy() || matches!(self.view, View::Number { .. }) {
            return;
        }
        self.touched_ms = now_ms;
        let bad = View::Standing(Standing::BadCard);
        if self.view != bad {
            self.before = self.can_go_back().then(|| self.view.clone());
        }
        self.show(bad);
    }

    /// Whether a card was read that its holder must take along.
    pub const fn has_card(&self) -> bool {
        self.has_card
    }

    /// Whose card or code was read.
    pub const fn person(&self) -> Option<&Person> {
        self.person.as_ref()
    }

    /// A code was held before the scanner. Somebody whose number is on its way is not disturbed.
    pub fn scanned(&mut self, code: Code, now_ms: u64) -> Option<Wish> {
        if self.is_busy() {
            return None;
        }
        self.touched_ms = now_ms;
        match code {
            Code::Ticket(token) => {
                self.show(View::Standing(Standing::Looking));
                return Some(Wish::Look(token));
            }
            Code::Number(number) => self.show(View::Find(number)),
            Code::Foreign(_) | Code::Unknown => self.show(View::Standing(Standing::Unknown)),
        }
        None
    }

    /// Whether somebody's number or paper is on its way.
    pub const fn is_busy(&self) -> bool {
        matches!(
            self.view,
            View::Waiting { .. }
                | View::Slip(Paper::Printing)
                | View::Number {
                    paper: Paper::Printing,
                    ..
                }
        )
    }

    /// The ticket that was asked for; an error without a problem means that nobody answered.
    pub fn looked(&mut self, found: Result<Box<TicketView>, Option<Box<Problem>>>, now_ms: u64) {
        if self.view != View::Standing(Standing::Looking) {
            return;
        }
        self.touched_ms = now_ms;
        self.show(View::Standing(match found {
            Ok(ticket) => Standing::Ticket(ticket),
            Err(Some(problem)) => Standing::Refused(problem),
            Err(None) => Standing::Away,
        }));
    }

    fn restore(&mut self) -> Option<Wish> {
        let View::Standing(Standing::Ticket(ticket)) = &self.view else {
            return None;
        };
        let wish = (ticket.state == "missed").then_some(Wish::Restore(ticket.id))?;
        self.show(View::Standing(Standing::Looking));
        Some(wish)
    }

    /// Something is said to who touched.
    pub fn told(&mut self, touch: u64, said: Said, now_ms: u64) {
        if self.touch != Some(touch) {
            return;
        }
        // The reading time begins with the news.
        self.touched_ms = now_ms;
        let item = match &self.view {
            View::Waiting { item } | View::Number { item, .. } => *item,
            View::Slip(_) => {
                self.slip_told(&said);
                return;
            }
            _ => return,
        };
        let number = |number, paper, copy| View::Number {
            item,
            number,
            paper,
            copy,
        };
        self.show(match said {
            Said::Printing { number: n, copy } => number(n, Paper::Printing, copy),
            Said::Printed { number: n, copy } => number(n, Paper::Printed, copy),
            Said::PrintedUnknown { number: n, copy } => number(n, Paper::Unknown, copy),
            Said::NotPrinted {
                number: n,
                copy,
                cause,
            } => number(n, Paper::Failed(cause), copy),
            Said::Refused(problem) => View::Sorry(Sorry::Refused(problem)),
            Said::Offline(why) => View::Sorry(Sorry::Offline(why)),
            Said::Busy => View::Sorry(Sorry::Busy),
            Said::NoCopy => View::Sorry(Sorry::NoCopy),
            Said::NotStored { .. } => View::Sorry(Sorry::NotStored),
            Said::Slip(_) => return,
        });
    }

    /// What became of something to read.
    fn slip_told(&mut self, said: &Said) {
        self.show(match said {
            Said::Slip(Outcome::Printed) => View::Slip(Paper::Printed),
            Said::Slip(Outcome::Unknown(_)) => View::Slip(Paper::Unknown),
            Said::Slip(Outcome::Failed(cause)) => View::Slip(Paper::Failed(*cause)),
            _ => View::Sorry(Sorry::Busy),
        });
    }

    /// Time passed; true when something else is shown now.
    pub fn tick(&mut self, now_ms: u64) -> bool {
        let quiet_ms = now_ms.saturating_sub(self.touched_ms);
        let serial = self.serial;
        let is_over = |ms: Option<u64>| ms.is_some_and(|ms| quiet_ms >= ms);
        if is_over(self.ends_ms()) {
            self.go_home();
        } else if is_over(self.warns_ms()) {
            self.is_warned = true;
            self.serial += 1;
        }
        serial != self.serial
    }

    /// When a tick can matter again.
    pub fn wake_ms(&self) -> Option<u64> {
        let next = self.warns_ms().or_else(|| self.ends_ms());
        next.map(|ms| self.touched_ms + ms)
    }

    /// After so many quiet milliseconds the screen goes home.
    fn ends_ms(&self) -> Option<u64> {
        let ms = match &self.view {
            // What is on its way is waited for: the machine always answers. Should its word get
            // lost all the same, the screen does not stay so for ever.
            View::Waiting { .. }
            | View::Standing(Standing::Looking)
            | View::Slip(Paper::Printing)
            | View::Number {
                paper: Paper::Printing,
                ..
            } => STUCK_MS,
            View::Slip(Paper::Printed)
            | View::Number {
                paper: Paper::Printed,
                ..
            } => DONE_MS,
            // There is something to read and perhaps to do.
            View::Number { .. } | View::Slip(_) => WARN_MS,
            View::Home if !self.is_changed() => return None,
            _ => IDLE_MS,
        };
        Some(self.patience(ms))
    }

    /// After so many quiet milliseconds it says that it will.
    fn warns_ms(&self) -> Option<u64> {
        let is_quiet = matches!(
            self.view,
            View::Home
                | View::Waiting { .. }
                | View::Number { .. }
                | View::Slip(_)
                | View::Standing(Standing::Looking)
        );
        (!is_quiet && !self.is_warned).then(|| self.patience(WARN_MS))
    }

    /// Who reads large letters gets twice the time.
    fn patience(&self, ms: u64) -> u64 {
        if self.size > 0 { 2 * ms } else { ms }
    }

    /// Whether the next person would find another home page than the hall's own.
    pub(crate) fn is_changed(&self) -> bool {
        self.language != self.setup.language
            || self.size > 0
            || self.is_aloud
            || self.person.is_some()
            || self.class.is_some()
    }

    fn show(&mut self, view: View) {
        self.view = view;
        self.renew();
    }

    /// Another look of the same view.
    fn renew(&mut self) {
        self.is_warned = false;
        self.serial += 1;
    }

    /// Whether the same person may go on from here: nothing is decided yet.
    pub(crate) const fn can_go_back(&self) -> bool {
        matches!(
            self.view,
            View::Zone(_)
                | View::Search(_)
                | View::Find(_)
                | View::Item(_)
                | View::Places
                | View::Standing(Standing::BadCard)
        )
    }

    /// Who looked at the wrong thing keeps language, letters and card.
    fn go_back(&mut self) {
        if self.can_go_back() {
            let before = self.before.take().unwrap_or(View::Home);
            self.show(before);
        } else {
            self.go_home();
        }
    }

    /// The next person begins from the beginning.
    fn go_home(&mut self) {
        self.language = self.setup.language;
        self.size = 0;
        self.is_aloud = false;
        self.class = None;
        self.person = None;
        self.visitor += 1;
        self.has_card = false;
        self.booking = None;
        self.touch = None;
        self.before = None;
        self.show(View::Home);
    }

    fn write(&mut self, key: char) {
        let (text, most) = match &mut self.view {
            View::Search(text) => (text, SEARCH_CHARS_MAX),
            View::Find(text) => (text, FIND_CHARS_MAX),
            _ => return,
        };
        if text.chars().count() < most {
            text.push(key);
        }
        self.renew();
    }

    fn erase(&mut self) {
        if let View::Search(text) | View::Find(text) = &mut self.view {
            text.pop();
            self.renew();
        }
    }

    fn print(&mut self) -> Option<Wish> {
        let wish = match &self.view {
            View::Item(code) => Wish::Notice(*code),
            View::Find(text) if find::is_whole(text) => Wish::Enquiry(text.clone()),
            _ => return None,
        };
        self.touch = None;
        self.show(View::Slip(Paper::Printing));
        Some(wish)
    }

    fn take(&mut self, person: Person, items: &[ItemView]) -> Option<Wish> {
        let View::Item(code) = self.view else {
            return None;
        };
        if self.purpose() == Purpose::Enquiry {
            return None;
        }
        let item = items.iter().find(|item| item.code == code)?;
        // An age that was not asked for is none that was confirmed; a card says more than a button.
        let said = if item.age_min.is_some() {
            person
        } else {
            Person::default()
        };
        let person = match &self.person {
            Some(known) => Person {
                agent: said.agent,
                age_confirmed: said.age_confirmed,
                ..known.clone()
            },
            None => said,
        };
        let order = Order {
            item: code.to_string(),
            class: self.class.clone(),
            language: self.language,
            person,
            visit: None,
            booking: self.slot(code),
            request_id: None,
        };
        self.touch = None;
        self.show(View::Waiting { item: code });
        Some(Wish::Take(Box::new(order)))
    }

    fn not_come(&mut self) -> Option<Wish> {
        match (&self.view, self.touch) {
            (
                View::Number {
                    paper: Paper::Unknown | Paper::Failed(_),
                    ..
                },
                Some(touch),
            ) => {
                self.renew();
                Some(Wish::NotCome(touch))
            }
            _ => None,
        }
    }
}
