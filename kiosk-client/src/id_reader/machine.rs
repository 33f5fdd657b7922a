//! The reader as a pure machine: find, select, read, and wait until the card is gone.
//!
//! A card is read once: the next one counts only after the reader has found none in between. What
//! is torn or wrong is asked again a few times, and then the person lays the card anew.

use super::card::{BadCard, Card};
use super::frame::{Frames, Reply, Request};
use crate::limits::{CARD_FIND_MS, CARD_READ_MS, CARD_REPLY_MS, CARD_RETRY_MS, CARD_TRIES_MAX};

/// What happened outside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event<'a> {
    /// The port is open.
    Opened,
    /// The port is gone.
    Gone,
    /// Bytes from the reader.
    Received(&'a [u8]),
    /// The time of the last [`Action::Wait`] is over.
    TimedOut,
}

/// What the shell shall do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Write these bytes.
    Send(Vec<u8>),
    /// Say [`Event::TimedOut`] after so many milliseconds; replaces the time before.
    Wait(u64),
    /// A card was read.
    Card(Card),
    /// A card lies there that cannot be used.
    Unreadable(Unreadable),
    /// How the reader is, when that changes; none when it is fine.
    Trouble(Option<Trouble>),
}

/// Why a card cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// Its record makes no sense.
    Bad(BadCard),
    /// It could not be read to the end: taken away too soon, or broken.
    NotRead,
}

/// What is wrong with the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// It is not there.
    Missing,
    /// It does not answer.
    Silent,
    /// Its own test failed; it must be repaired.
    SelfTest,
}

/// The machine.
#[derive(Debug, Default)]
pub struct ReaderMachine {
    state: State,
    frames: Frames,
    /// Tries of the present request.
    tries: u32,
    /// A card was found so often and could not be selected.
    unselected: u32,
    /// A card was read, or could not be, and lies there still.
    is_done: bool,
    told: Told,
}

/// What was said last of the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Told {
    #[default]
    Nothing,
    Fine,
    Trouble(Trouble),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum State {
    /// There is no port.
    #[default]
    Closed,
    /// A request is under way.
    Asking(Request),
    /// A moment passes before the next one.
    Resting(Request),
}

impl ReaderMachine {
    /// One step.
    pub fn on(&mut self, event: Event<'_>) -> Vec<Action> {
        match (self.state, event) {
            (_, Event::Opened) => {
                self.frames.clear();
                self.ask_anew(Request::Status)
            }
            (_, Event::Gone) => {
                self.state = State::Closed;
                self.is_done = false;
                self.trouble(Some(Trouble::Missing))
            }
            (_, Event::Received(bytes)) => {
                let replies = self.frames.push(bytes);
                let mut actions = Vec::new();
                for reply in replies {
                    actions.extend(self.reply(&reply));
                }
                actions
            }
            (State::Resting(request), Event::TimedOut) => self.ask_anew(request),
            (State::Asking(request), Event::TimedOut) => self.again(request),
            (State::Closed, Event::TimedOut) => Vec::new(),
        }
    }

    fn reply(&mut self, reply: &Reply) -> Vec<Action> {
        // A reply to a request that was given up belongs to nothing any more.
        let State::Asking(request) = self.state else {
            return Vec::new();
        };
        match (request, reply.status) {
            (Request::Status, DONE) => {
                let mut actions = self.trouble(None);
                actions.extend(self.rest(Request::Find));
                actions
            }
            (Request::Status, _) => {
                let mut actions = self.trouble(Some(Trouble::SelfTest));
                actions.extend(self.rest(Request::Status));
                actions
            }
            (Request::Find, FOUND) if self.is_done => self.rest(Request::Find),
            (Request::Find, FOUND) => self.ask_anew(Request::Select),
            (Request::Select, DONE) => self.ask_anew(Request::Read),
            (Request::Read, DONE) => self.read(&reply.data),
            (Request::Read, _) => self.again(Request::Read),
            // A damaged card, or one of another kind.
            (Request::Select, _) if self.unselected + 1 >= CARD_TRIES_MAX => {
                self.done(Action::Unreadable(Unreadable::NotRead))
            }
            (Request::Select, _) => {
                self.unselected += 1;
                self.rest(Request::Find)
            }
            (Request::Find, _) => {
                self.is_done = false;
                self.unselected = 0;
                self.rest(Request::Find)
            }
        }
    }

    /// The text of a card came, with a photo behind it that nobody looks at.
    fn read(&mut self, data: &[u8]) -> Vec<Action> {
        let text = data.get(LENGTHS..).unwrap_or_default();
        let action = match Card::parse(text) {
            Ok(card) => Action::Card(card),
            Err(bad) => Action::Unreadable(Unreadable::Bad(bad)),
        };
        self.done(action)
    }

    /// The card is through, whatever became of it.
    fn done(&mut self, action: Action) -> Vec<Action> {
        self.is_done = true;
        self.unselected = 0;
        let mut actions = vec![action];
        actions.extend(self.rest(Request::Find));
        actions
    }

    /// No reply, or none that makes sense.
    fn again(&mut self, request: Request) -> Vec<Action> {
        self.tries += 1;
        if self.tries < CARD_TRIES_MAX {
            return self.ask(request);
        }
        match request {
            Request::Status | Request::Find => {
                let mut actions = self.trouble(Some(Trouble::Silent));
                actions.extend(self.rest(Request::Status));
                actions
            }
            Request::Select | Request::Read => self.done(Action::Unreadable(Unreadable::NotRead)),
        }
    }

    fn ask_anew(&mut self, request: Request) -> Vec<Action> {
        self.tries = 0;
        self.ask(request)
    }

    fn ask(&mut self, request: Request) -> Vec<Action> {
        self.state = State::Asking(request);
        // Half a reply of before must not swallow the next one.
        self.frames.clear();
        let within_ms = match request {
            Request::Read => CARD_READ_MS,
            _ => CARD_REPLY_MS,
        };
        vec![
            Action::Send(request.bytes().to_vec()),
            Action::Wait(within_ms),
        ]
    }

    fn rest(&mut self, then: Request) -> Vec<Action> {
        self.state = State::Resting(then);
        let pause_ms = match then {
            Request::Status => CARD_RETRY_MS,
            _ => CARD_FIND_MS,
        };
        vec![Action::Wait(pause_ms)]
    }

    fn trouble(&mut self, trouble: Option<Trouble>) -> Vec<Action> {
        let told = trouble.map_or(Told::Fine, Told::Trouble);
        if std::mem::replace(&mut self.told, told) == told {
            return Vec::new();
        }
        vec![Action::Trouble(trouble)]
    }
}

/// Status bytes (HARDWARE 5).
const DONE: u8 = 0x90;
const FOUND: u8 = 0x9F;

/// Two lengths before the text.
const LENGTHS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id_reader::CardKind;
    use hall_fixtures::id_reader::{
        CardKind as VirtualKind, Fault, ReaderMachine as VirtualReader, VirtualCard,
    };
    use hall_fixtures::port::Device;

    /// The machine and a virtual reader, joined by hand; time passes as it is asked for.
    #[derive(Default)]
    struct Bed {
        machine: ReaderMachine,
        reader: VirtualReader,
        cards: Vec<Card>,
        unreadable: Vec<Unreadable>,
        trouble: Option<Trouble>,
        waits: Vec<u64>,
    }

    impl Bed {
        fn open() -> Self {
            let mut bed = Self::default();
            bed.step(Event::Opened);
            bed
        }

        fn step(&mut self, event: Event<'_>) {
            let mut actions = std::collections::VecDeque::from(self.machine.on(event));
            while let Some(action) = actions.pop_front() {
                match action {
                    Action::Send(bytes) => {
                        let said = self.reader.on(&bytes, 0);
                        actions.extend(self.machine.on(Event::Received(&said)));
                    }
                    Action::Wait(ms) => self.waits.push(ms),
                    Action::Card(card) => self.cards.push(card),
                    Action::Unreadable(why) => self.unreadable.push(why),
                    Action::Trouble(trouble) => self.trouble = trouble,
                }
            }
        }

        /// So many timers run out.
        fn pass(&mut self, times: usize) {
            (0..times).for_each(|_| self.step(Event::TimedOut));
        }
    }

    fn citizen() -> VirtualCard {
        VirtualCard::citizen("11010519491231002X")
    }

    #[test]
    fn a_card_is_read_once_and_again_only_after_it_was_taken_away() {
        let mut bed = Bed::open();
        bed.pass(2);
        assert_eq!(bed.cards.len(), 0);
        bed.reader.lay(Some(citizen()));
        bed.pass(6);
        assert_eq!(bed.cards.len(), 1, "it lies there still");
        assert_eq!(bed.cards[0].birth_year, 1949);
        bed.reader.lay(None);
        bed.pass(1);
        bed.reader.lay(Some(citizen()));
        bed.pass(2);
        assert_eq!(bed.cards.len(), 2);
    }

    #[test]
    fn every_kind_of_card_is_told_apart_and_an_unknown_one_is_said_to_be_so() {
        let mut bed = Bed::open();
        for (kind, number) in [
            (VirtualKind::Foreigner, "XXX110049123101"),
            (VirtualKind::Compatriot, "11010519491231002X"),
            (VirtualKind::Unknown, ""),
        ] {
            bed.reader.lay(Some(VirtualCard {
                kind,
                number: number.to_owned(),
                ..citizen()
            }));
            bed.pass(2);
            bed.reader.lay(None);
            bed.pass(1);
        }
        let kinds: Vec<CardKind> = bed.cards.iter().map(|card| card.kind).collect();
        assert_eq!(kinds, [CardKind::Foreigner, CardKind::Compatriot]);
        assert_eq!(bed.unreadable, [Unreadable::Bad(BadCard::UnknownKind)]);
    }

    #[test]
    fn a_card_that_cannot_be_selected_is_said_to_be_unreadable_once() {
        let mut bed = Bed::open();
        bed.reader.set(Fault::Unselectable);
        for times in 1..=2 {
            bed.reader.lay(Some(citizen()));
            bed.pass(20);
            assert_eq!(bed.unreadable, vec![Unreadable::NotRead; times]);
            bed.reader.lay(None);
            bed.pass(1);
        }
        bed.reader.set(Fault::None);
        bed.reader.lay(Some(citizen()));
        bed.pass(2);
        assert_eq!(bed.cards.len(), 1);
    }

    #[test]
    fn a_reader_that_fails_its_own_test_or_is_silent_is_said_to_be_so_until_it_is_well() {
        let mut bed = Bed::default();
        bed.reader.set(Fault::SelfTest);
        bed.step(Event::Opened);
        assert_eq!(bed.trouble, Some(Trouble::SelfTest));
        bed.reader.set(Fault::Silent);
        bed.pass(1 + CARD_TRIES_MAX as usize);
        assert_eq!(bed.trouble, Some(Trouble::Silent));
        bed.reader.set(Fault::None);
        bed.pass(1);
        assert_eq!(bed.trouble, None);
        bed.step(Event::Gone);
        assert_eq!(bed.trouble, Some(Trouble::Missing));
    }

    #[test]
    fn noise_wrong_checks_and_replies_cut_anywhere_never_make_a_card() {
        let mut bed = Bed::open();
        bed.reader.set(Fault::Noise);
        bed.reader.lay(Some(citizen()));
        bed.pass(2);
        assert_eq!(bed.cards.len(), 1, "a card is read behind the noise");
        for fault in (0..1295)
            .step_by(97)
            .map(Fault::CutAfter)
            .chain([Fault::WrongCheck])
        {
            let mut bed = Bed::open();
            bed.reader.lay(Some(citizen()));
            bed.pass(1);
            bed.cards.clear();
            bed.reader.lay(None);
            bed.pass(1);
            bed.reader.set(fault);
            bed.reader.lay(Some(citizen()));
            bed.pass(12);
            assert_eq!(bed.cards, [], "{fault:?}");
            bed.reader.set(Fault::None);
            bed.reader.lay(None);
            bed.pass(8);
            bed.reader.lay(Some(citizen()));
            bed.pass(8);
            assert_eq!(bed.cards.len(), 1, "{fault:?} is over");
        }
    }

    #[test]
    fn a_card_that_is_taken_away_too_soon_is_asked_for_anew() {
        let mut bed = Bed::open();
        bed.reader.set(Fault::TakenAway);
        bed.reader.lay(Some(citizen()));
        bed.pass(4);
        assert_eq!(bed.unreadable, [Unreadable::NotRead]);
        bed.reader.set(Fault::None);
        bed.pass(1);
        bed.reader.lay(Some(citizen()));
        bed.pass(2);
        assert_eq!(bed.cards.len(), 1);
    }

    #[test]
    fn the_reader_is_asked_no_more_often_than_it_can_bear() {
        let mut bed = Bed::open();
        bed.pass(20);
        let rests: Vec<u64> = bed
            .waits
            .iter()
            .copied()
            .filter(|ms| *ms < CARD_REPLY_MS)
            .collect();
        assert!(rests.iter().all(|ms| *ms >= 300), "{rests:?}");
        assert!(rests.len() > 10);
    }
}
