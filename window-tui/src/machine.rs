//! The clerk's terminal as a pure machine: events in, actions out.
//!
//! State changes on events only; the screen reads it and changes nothing. The server decides every
//! act: the machine sends one at a time, shows it as sent until the answer, and shows the truth
//! when the answer is no. It has no way to rate (see [`crate::pad`]).

mod aid;
mod ask;
mod call;
mod call_box;
mod card;
mod case;
mod device;
mod draft;
mod event;
mod go_on;
mod key;
mod keys;
mod lesson;
mod look;
mod message;
mod noted;
mod notice;
mod outcome;
mod reason;
mod serve_now;
mod sign_in;
mod stop;
mod transfer;
mod truth;
mod wish;

#[cfg(test)]
mod tests;

pub use crate::chooser::{Choice, Chooser};
pub use ask::{Ask, Destination};
pub use case::{CaseField, CaseMove};
pub use device::Device;
pub use draft::Draft;
pub use event::{
    Action, Answer, AnswerKind, BarNews, Body, CallBoxNews, Event, Failure, LinkNews, PadNews,
    Post, ScannerNews,
};
pub(crate) use key::Held;
pub use key::{BINDINGS, Binding, Key, Wish};
pub use keys::{BadKeys, Keys, NO_KEY};
pub use lesson::Lesson;
pub use look::{Hand, Stage};
pub use noted::Noted;
pub use notice::Notice;
pub use sign_in::SignIn;

pub use crate::standing::{Link, Now};

use crate::aid::Errand;
use crate::chooser::Chosen;
use crate::limits::MATERIALS_MAX;
use crate::prompt::{PromptStep, Prompts};
use crate::standing::Standing;
use card::TypedCard;
use hall_core::Time;
use hall_core::code::{ClerkCode, ItemCode, TicketId, WindowNumber};
use hall_core::event::Help;
use hall_core::plan::Language;
use hall_core::planted::{self, Bug};
use hall_protocol::frame::Welcome;
use hall_protocol::view::{CaseView, HandView, ItemView, TicketView};
use std::collections::{BTreeMap, BTreeSet};
use truth::Truth;

/// What does not change while the program runs.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Language of the screen.
    pub language: Language,
    /// Who opens the window; none = whoever the server knows.
    pub clerk: Option<ClerkCode>,
    /// A pad is connected to this program.
    pub pad: bool,
    /// A call box is connected to this program.
    pub call_box: bool,
    /// A clerk learns: the screen gives tasks.
    pub train: bool,
    /// Which key does what.
    pub keys: Keys,
}

/// An act that was sent and not yet answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    /// The act.
    pub wish: Wish,
    /// Its id.
    pub request_id: String,
}

/// Where the pad stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pad {
    /// No pad belongs to this program.
    None,
    /// It does not answer, and why; empty before the first try.
    Offline(String),
    /// It waits.
    Ready,
    /// It asks the citizen.
    Asking,
    /// The last service was rated.
    Rated,
    /// The last service was not rated.
    NotRated,
    /// The pad could not ask about the last service.
    NotAsked,
    /// Nobody may be asked with this pad, and why.
    Unfit(String),
    /// The last rating could not be stored, with the reason for staff.
    Failed(String),
}

/// The last ticket this window let go, which may be reopened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Last {
    /// Its id.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// Its version, when known.
    pub version: Option<u32>,
    /// When it was let go, in the hall's time.
    pub at: Option<Time>,
}

/// The state of the terminal.
pub struct Machine {
    settings: Settings,
    ids: Box<dyn FnMut() -> String + Send>,
    standing: Standing,
    window: Option<WindowNumber>,
    items: BTreeMap<ItemCode, ItemView>,
    pending: Option<Pending>,
    truth: Truth,
    notice: Option<Notice>,
    chooser: Option<Chooser<Ask>>,
    /// The open page of all keys.
    help: Option<usize>,
    checked: BTreeSet<usize>,
    draft: Draft,
    /// The cases found last.
    cases: Vec<CaseView>,
    /// The ticket in hand and its leg, which ticks and draft belong to.
    noted_for: Option<(TicketId, u16)>,
    last: Option<Last>,
    noted: Option<Noted>,
    /// The window that this clerk went to help.
    went: Option<Errand>,
    /// The same, while the server has not answered.
    going: Option<Errand>,
    /// An alarm on its way, beside any other act.
    alarm_sent: Option<String>,
    /// Nobody has shown who is here.
    is_locked: bool,
    sign_in: SignIn,
    /// Who showed it on this terminal, and whether the hall's picture knows.
    me: Option<ClerkCode>,
    is_shown: bool,
    last_key_ms: u64,
    pad: Pad,
    bar_trouble: Option<String>,
    prompts: Prompts,
    call_box: Device,
    scanner: Device,
    typed_card: TypedCard,
    held: Held,
    lesson: Lesson,
    size: (u16, u16),
}

impl Machine {
    /// A terminal that knows nothing yet. `ids` makes request ids: the machine has no randomness.
    pub fn new(settings: Settings, now: Now, ids: Box<dyn FnMut() -> String + Send>) -> Self {
        let pad = if settings.pad {
            Pad::Offline(String::new())
        } else {
            Pad::None
        };
        let call_box = if settings.call_box {
            Device::Offline(String::new())
        } else {
            Device::None
        };
        Self {
            settings,
            ids,
            standing: Standing::new(now),
            window: None,
            items: BTreeMap::new(),
            pending: None,
            truth: Truth::default(),
            notice: None,
            chooser: None,
            help: None,
            checked: BTreeSet::new(),
            draft: Draft::default(),
            cases: Vec::new(),
            noted_for: None,
            last: None,
            noted: None,
            went: None,
            going: None,
            alarm_sent: None,
            is_locked: true,
            sign_in: SignIn::default(),
            me: None,
            is_shown: false,
            last_key_ms: now.mono_ms,
            pad,
            bar_trouble: None,
            prompts: Prompts::default(),
            call_box,
            scanner: Device::None,
            typed_card: TypedCard::default(),
            held: Held::default(),
            lesson: Lesson::default(),
            size: (80, 24),
        }
    }

    /// Something happened; what is to be done.
    pub fn on(&mut self, now: Now, event: Event) -> Vec<Action> {
        self.standing.tick(now);
        self.lock_in_time();
        self.forget_half_card();
        let actions = match event {
            Event::Key(key) => self.on_key(key),
            Event::Tick => Vec::new(),
            Event::Link(news) => self.on_link(news),
            Event::Reply { request_id, result } => self.on_reply(&request_id, result),
            Event::Items(items) => {
                self.items = items.into_iter().map(|item| (item.code, item)).collect();
                Vec::new()
            }
            Event::Pad(news) => {
                self.on_pad(news);
                Vec::new()
            }
            Event::Bar(news) => {
                self.bar_trouble = match news {
                    BarNews::Well => None,
                    BarNews::Trouble(why) => Some(why),
                };
                Vec::new()
            }
            Event::CallBox(news) => self.on_call_box(news),
            Event::Scanner(news) => self.on_scanner(news),
            Event::Resize(columns, rows) => {
                self.size = (columns, rows);
                Vec::new()
            }
            Event::PlainTerminal(locale) => {
                self.notice = Some(Notice::of_plain_terminal(self.settings.language, &locale));
                Vec::new()
            }
        };
        self.truth.forget_old(
            self.standing.now.mono_ms,
            &self.standing.picture,
            self.window,
        );
        self.keep_in_step();
        actions
    }

    fn on_key(&mut self, key: Key) -> Vec<Action> {
        if key == Key::Interrupt {
            return vec![Action::Quit];
        }
        if let Some(actions) = self.on_card_key(key) {
            return actions;
        }
        let is_held_down = self.held.is_again(key, self.standing.now.mono_ms);
        let open = self.chooser.as_ref();
        let writes = open.is_some_and(|chooser| chooser.writes(key));
        let proves = self.sign_in().is_some() && matches!(key, Key::Char(_));
        if is_held_down && !key.is_motion() && !writes && !proves {
            return Vec::new();
        }
        (self.notice, self.last_key_ms) = (None, self.standing.now.mono_ms);
        // Its function key works from everywhere, whatever is open.
        let alarm = self.settings.keys.function_of(Wish::Alarm).map(Key::F);
        if alarm == Some(key) && self.own_aid(Help::Alarm).is_none() {
            return self.raise_alarm();
        }
        if self.sign_in().is_some() {
            return self.on_sign_in_key(key);
        }
        if let Some(page) = self.help {
            self.help = self.turned(page, key);
            return Vec::new();
        }
        if let Some(chooser) = &mut self.chooser {
            let chosen = chooser.on_key(key);
            return self.on_chosen(chosen);
        }
        if let Some(wish) = self.settings.keys.wish(key) {
            return self.on_wish(wish);
        }
        if let Key::Char(digit @ '1'..='9') = key {
            self.tick_material(digit as usize - '1' as usize);
        }
        Vec::new()
    }

    /// The page of all keys after this key; none when it closes.
    fn turned(&self, page: usize, key: Key) -> Option<usize> {
        match key {
            Key::Down | Key::PageDown => Some((page + 1).min(self.help_pages() - 1)),
            Key::Up | Key::PageUp => Some(page.saturating_sub(1)),
            _ => None,
        }
    }

    fn on_chosen(&mut self, chosen: Chosen<Ask>) -> Vec<Action> {
        match chosen {
            Chosen::Nothing => Vec::new(),
            Chosen::Cancel => {
                self.chooser = None;
                Vec::new()
            }
            Chosen::Value(ask, value) => {
                self.chooser = None;
                self.on_choice(ask, value)
            }
        }
    }

    fn tick_material(&mut self, index: usize) {
        let count = self.materials().len().min(MATERIALS_MAX);
        if index < count && !self.checked.remove(&index) {
            self.checked.insert(index);
        }
    }

    fn on_link(&mut self, news: LinkNews) -> Vec<Action> {
        match news {
            LinkNews::Connected(welcome) => self.on_welcome(*welcome),
            LinkNews::Picture(_) if planted::is(Bug::PictureNotTaken) => Vec::new(),
            LinkNews::Picture(picture) => self.on_picture(|standing| standing.picture = picture),
            LinkNews::Changed(changes) => self.on_picture(|standing| standing.changed(&changes)),
            LinkNews::Lost { why, since_ms } => {
                if self.standing.lost(why, since_ms) {
                    vec![Action::Ring]
                } else {
                    Vec::new()
                }
            }
            LinkNews::Refused { code, title } => {
                self.standing.link = Link::Refused { code, title };
                Vec::new()
            }
        }
    }

    fn on_welcome(&mut self, welcome: Welcome) -> Vec<Action> {
        self.window = welcome.window;
        if self.standing.welcomed(welcome) {
            self.forget_history();
        }
        if self.window.is_none() {
            let title = hall_text::word(self.settings.language, "window-not-a-window");
            self.standing.link = Link::Refused {
                code: "window_for_role".to_owned(),
                title,
            };
            return Vec::new();
        }
        let noted = self.send_noted();
        noted.into_iter().chain([Action::FetchItems]).collect()
    }

    /// The server went back to an older state: what was about to be done is chosen anew.
    fn forget_history(&mut self) {
        (self.truth, self.last) = (Truth::default(), None);
        (self.went, self.going) = (None, None);
        self.close_list();
        self.drop_noted();
    }

    /// Closes an open list whose lines mean nothing any more, and says so.
    fn close_list(&mut self) {
        if self.chooser.take().is_some() {
            self.notice = Some(Notice::word(self.settings.language, "window-list-closed"));
        }
    }

    fn on_picture(&mut self, change: impl FnOnce(&mut Standing)) -> Vec<Action> {
        let idle_before = self.is_idle_and_empty();
        let hand_before = self.shown_hand().cloned();
        let asking_before = self.standing.asking(self.window);
        let told_before = self.message().cloned();
        change(&mut self.standing);
        self.note_departure(hand_before);
        let mut actions = self.prompt_actions();
        let is_asked = self
            .standing
            .asking(self.window)
            .difference(&asking_before)
            .next()
            .is_some();
        let is_told = self
            .message()
            .is_some_and(|told| Some(told) != told_before.as_ref());
        if is_asked
            || is_told
            || (idle_before && self.stage() == Stage::Open && !self.waiting().is_empty())
        {
            actions.push(Action::Ring);
        }
        actions
    }

    /// Open, free and nobody there: the next person is worth a sound.
    fn is_idle_and_empty(&self) -> bool {
        self.stage() == Stage::Open && self.hand().is_none() && self.waiting().is_empty()
    }

    /// The ticket that the hall shows at this window.
    fn shown_hand(&self) -> Option<&HandView> {
        self.standing
            .picture
            .windows
            .get(&self.window?)?
            .ticket
            .as_ref()
    }

    /// Remembers a ticket that left the hand without our answer, as after a lost reply.
    fn note_departure(&mut self, before: Option<HandView>) {
        let stays = |gone: &HandView| self.shown_hand().is_some_and(|hand| hand.id == gone.id);
        let Some(gone) = before.filter(|gone| !stays(gone)) else {
            return;
        };
        let state = self.standing.picture.tickets.get(&gone.id);
        let is_over = state.is_none_or(|ticket| ticket.state == "missed");
        if is_over && self.last.as_ref().is_none_or(|last| last.ticket != gone.id) {
            let version = state.map(|ticket| ticket.version);
            self.last = Some(Last {
                ticket: gone.id,
                number: gone.number,
                version,
                at: self.standing.now.hall,
            });
        }
    }

    /// Starts and ends the pad's question as the hall says.
    fn prompt_actions(&mut self) -> Vec<Action> {
        let prompt = self
            .window
            .and_then(|window| self.standing.picture.prompts.get(&window));
        if !self.settings.pad {
            return Vec::new();
        }
        let Standing { now, speed, .. } = &self.standing;
        let steps = self.prompts.follow(prompt, now.hall, *speed);
        let action = |step| match step {
            PromptStep::Start { ticket, seconds } => Action::PadStart { ticket, seconds },
            PromptStep::Cancel { ticket } => Action::PadCancel { ticket },
        };
        steps.into_iter().map(action).collect()
    }

    fn on_reply(&mut self, request_id: &str, result: Result<Answer, Failure>) -> Vec<Action> {
        if self.is_alarm_answered(request_id, &result) {
            return Vec::new();
        }
        // An answer to something else is late and changes nothing: the feed tells the truth.
        let Some(pending) = self
            .pending
            .take_if(|pending| pending.request_id == request_id)
        else {
            return Vec::new();
        };
        if pending.wish == Wish::GoAndHelp {
            self.on_gone(result.is_ok());
        }
        if result.is_ok() {
            self.learnt(pending.wish);
        }
        match result {
            Ok(Answer::Ticket(ticket)) => self.on_ticket(pending.wish, *ticket),
            // A call for help is answered by the window that asks.
            Ok(Answer::Window(window)) if Some(window.number) != self.window => {}
            Ok(Answer::Window(window)) if pending.wish == Wish::SignIn => {
                self.on_signed_in(&window);
                self.truth.learn_window(*window, self.standing.now.mono_ms);
            }
            Ok(Answer::Window(window)) => {
                self.truth.learn_window(*window, self.standing.now.mono_ms);
            }
            Ok(Answer::Queue(queue)) => self.tell_queue(&queue),
            Ok(Answer::Case(case)) => self.on_case(pending.wish, &case),
            Ok(Answer::Cases(found)) => self.on_cases(found),
            Err(failure) => self.on_failure(&failure),
        }
        Vec::new()
    }

    fn on_ticket(&mut self, wish: Wish, ticket: TicketView) {
        match wish {
            Wish::Finish | Wish::QuickFinish | Wish::Outcome | Wish::Missed => {
                let (number, version) = (ticket.number.clone(), Some(ticket.version));
                self.last = Some(Last {
                    ticket: ticket.id,
                    number,
                    version,
                    at: self.standing.now.hall,
                });
            }
            Wish::Reopen | Wish::CallNext | Wish::CallChosen | Wish::ServeNow => self.last = None,
            Wish::GoOn => {
                self.last = None;
                self.tell_where(&ticket);
            }
            _ => {}
        }
        self.truth.learn_ticket(ticket, self.standing.now.mono_ms);
    }

    fn on_failure(&mut self, failure: &Failure) {
        if let Failure::Refused(problem) = failure
            && let Some(ticket) = problem.ticket.as_deref()
        {
            self.truth
                .learn_ticket(ticket.clone(), self.standing.now.mono_ms);
        }
        self.notice = Some(Notice::failure(self.settings.language, failure));
    }

    fn on_pad(&mut self, news: PadNews) {
        self.pad = match news {
            PadNews::Online if matches!(self.pad, Pad::Offline(_)) => Pad::Ready,
            PadNews::Fit if matches!(self.pad, Pad::Unfit(_)) => Pad::Ready,
            PadNews::Online | PadNews::Fit => return,
            PadNews::Offline(why) => Pad::Offline(why),
            PadNews::Asking(_) => Pad::Asking,
            PadNews::Rated(ticket) => {
                // What is rated stays finished.
                self.last.take_if(|last| last.ticket == ticket);
                Pad::Rated
            }
            PadNews::NotRated(_) => Pad::NotRated,
            PadNews::NotAsked(_) => Pad::NotAsked,
            PadNews::Unfit(why) => Pad::Unfit(why),
            PadNews::Failed(_, Failure::Refused(problem)) => {
                Pad::Failed(format!("{} ({})", problem.title, problem.code))
            }
            PadNews::Failed(_, Failure::Unreachable(what) | Failure::Protocol(what)) => {
                Pad::Failed(what)
            }
        };
    }

    /// After every event: a list about a ticket that is gone closes, and so do its tick marks.
    fn keep_in_step(&mut self) {
        let hand = self.hand().map(|hand| hand.id);
        let legs = |hand: Hand<'_>| hand.ticket.map_or(0, |ticket| ticket.legs);
        let service = self.hand().map(|hand| (hand.id, legs(hand)));
        if self.noted_for != service {
            self.checked.clear();
            self.draft = Draft::default();
            self.noted_for = service;
        }
        self.skip_what_is_so();
        self.went.take_if(|errand| !self.standing.is_on(errand));
        let about = self
            .chooser
            .as_ref()
            .and_then(|chooser| chooser.ask.about());
        if let Some(about) = about
            && hand != Some(about)
        {
            self.close_list();
        }
    }
}

impl std::fmt::Debug for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Machine")
            .field("window", &self.window)
            .field("link", &self.standing.link)
            .field("pending", &self.pending)
            .finish_non_exhaustive()
    }
}
