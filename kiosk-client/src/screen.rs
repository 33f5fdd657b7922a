//! What stands on the screen, as a pure machine: touches, news and time in, views and wishes out.
//!
//! ```text
//! home ── zone ── item ── number ── home        a frequent item is on the home page itself
//!  ├── search ──┘   └── sorry: why not, and what to do
//!  └── find: where is my number
//! ```
//!
//! Every view has a serial number, and an act names the one it was made on. A second tap of a
//! nervous finger names a view that is gone and means nothing, so one person gets one number.

mod act;
mod find;
mod page;
mod search;
mod view;

#[cfg(test)]
mod tests;

pub use act::Act;
pub use find::Found;
pub use page::Shown;
pub use search::Index;
pub use view::{Paper, Sorry, View};

use crate::limits::{DONE_MS, FIND_CHARS_MAX, IDLE_MS, SEARCH_CHARS_MAX, SIZES, WARN_MS};
use crate::machine::Said;
use crate::take::Order;
use hall_core::plan::Language;
use hall_protocol::api::Person;
use hall_protocol::view::ItemView;

/// One screen of one kiosk.
#[derive(Clone, Debug)]
pub struct Screen {
    view: View,
    serial: u64,
    language: Language,
    first_language: Language,
    size: u8,
    class: Option<String>,
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
}

impl Screen {
    /// A screen at the home page, in the hall's first language.
    pub fn new(language: Language, now_ms: u64) -> Self {
        Self {
            view: View::Home,
            serial: 1,
            language,
            first_language: language,
            size: 0,
            class: None,
            touched_ms: now_ms,
            is_warned: false,
            touch: None,
        }
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
            Act::Language(language) => {
                self.language = language;
                self.renew();
            }
            Act::Size => {
                self.size = (self.size + 1) % SIZES;
                self.renew();
            }
            Act::Class(class) => {
                self.class = class;
                self.renew();
            }
            Act::Zone(zone) => self.show(View::Zone(zone)),
            Act::Item(item) => self.show(View::Item(item)),
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
        }
        None
    }

    /// The kiosk's machine has given the wished number's touch a name.
    pub fn touched(&mut self, touch: Option<u64>) {
        match (&self.view, touch) {
            (View::Waiting { .. }, Some(_)) => self.touch = touch,
            (View::Waiting { .. }, None) => self.show(View::Sorry(Sorry::Ended)),
            _ => {}
        }
    }

    /// Something is said to who touched.
    pub fn told(&mut self, touch: u64, said: Said, now_ms: u64) {
        if self.touch != Some(touch) {
            return;
        }
        let item = match &self.view {
            View::Waiting { item } | View::Number { item, .. } => *item,
            _ => return,
        };
        let number = |number, paper, copy| View::Number {
            item,
            number,
            paper,
            copy,
        };
        // The reading time begins with the news.
        self.touched_ms = now_ms;
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
            // A number on its way is waited for, whatever it takes: the machine always answers.
            View::Waiting { .. }
            | View::Number {
                paper: Paper::Printing,
                ..
            } => return None,
            View::Number {
                paper: Paper::Printed,
                ..
            } => DONE_MS,
            // There is something to read and perhaps to do.
            View::Number { .. } => WARN_MS,
            View::Home if !self.is_changed() => return None,
            _ => IDLE_MS,
        };
        Some(self.patience(ms))
    }

    /// After so many quiet milliseconds it says that it will.
    fn warns_ms(&self) -> Option<u64> {
        let is_quiet = matches!(
            self.view,
            View::Home | View::Waiting { .. } | View::Number { .. }
        );
        (!is_quiet && !self.is_warned).then(|| self.patience(WARN_MS))
    }

    /// Who reads large letters gets twice the time.
    fn patience(&self, ms: u64) -> u64 {
        if self.size > 0 { 2 * ms } else { ms }
    }

    /// Whether the next person would find another home page than the hall's own.
    fn is_changed(&self) -> bool {
        self.language != self.first_language || self.size > 0 || self.class.is_some()
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

    /// The next person begins from the beginning.
    fn go_home(&mut self) {
        self.language = self.first_language;
        self.size = 0;
        self.class = None;
        self.touch = None;
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

    fn take(&mut self, person: Person, items: &[ItemView]) -> Option<Wish> {
        let View::Item(code) = self.view else {
            return None;
        };
        let item = items.iter().find(|item| item.code == code)?;
        // An age that was not asked for is none that was confirmed.
        let person = if item.age_min.is_some() {
            person
        } else {
            Person::default()
        };
        let order = Order {
            item: code.to_string(),
            class: self.class.clone(),
            language: self.language,
            person,
            visit: None,
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
