//! The guide's desk as a pure machine: events in, actions out.

use super::ask::Ask;
use super::list::List;
use super::wish::{GO, TAKE};
use crate::aid::Errand;
use crate::chooser::{Chooser, Chosen, moved};
use crate::limits::TYPED_CHARS_MAX;
use crate::machine::{Answer, Failure, Held, Key, LinkNews, Notice, Post};
use crate::standing::{Link, Now, Standing};
use hall_core::code::{ItemCode, TicketId};
use hall_core::plan::Language;
use hall_core::ticket::PaperState;
use hall_protocol::view::{ItemView, MessageView, TicketView};
use hall_text::FluentValue;
use kiosk_client::printer::Cause;
use kiosk_client::screen::search::Index;

/// What does not change while the program runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// Language of the screen.
    pub language: Language,
    /// Language of papers until another one is chosen.
    pub paper_language: Language,
    /// A printer belongs to this desk.
    pub prints: bool,
}

/// Something happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Time passed.
    Tick,
    /// News of the feed.
    Link(LinkNews),
    /// What people may come for.
    Items(Vec<ItemView>),
    /// An act was answered.
    Reply {
        /// The id it was posted with.
        request_id: String,
        /// The answer.
        result: Result<Answer, Failure>,
    },
    /// What became of a paper.
    Paper(PaperNews),
    /// The terminal shows ASCII only, because of this locale.
    PlainTerminal(String),
}

/// Something to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Send an act; answer with [`Event::Reply`].
    Post(Post),
    /// Fetch the hall's items; answer with [`Event::Items`] when it works.
    FetchItems,
    /// Print a ticket and tell the server; answer with [`Event::Paper`].
    Print {
        /// The ticket.
        ticket: Box<TicketView>,
        /// The person may have a paper already.
        copy: bool,
    },
    /// Sound the terminal's bell.
    Ring,
    /// Leave.
    Quit,
}

/// What became of a paper, by the printer's own word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PaperNews {
    /// The ticket.
    pub ticket: TicketId,
    /// Printed, unknown or failed.
    pub paper: PaperState,
    /// Why it did not come out.
    pub cause: Option<Cause>,
    /// What the system or the server said, for staff; empty when there is nothing to add.
    pub detail: String,
}

/// The number that this desk gave or printed last.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// The ticket.
    pub ticket: TicketView,
    /// A marked copy was printed.
    pub copy: bool,
    /// What became of the paper; none while it is printed, or without a printer.
    pub paper: Option<PaperNews>,
}

/// An act that was sent and not yet answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    /// What it is called in the catalogue: `guide-do-…`.
    pub name: &'static str,
    /// What was sent: a wish for a number goes again under the same id when no answer comes.
    pub(super) post: Post,
}

/// The guide's desk.
pub struct Machine {
    pub(super) settings: Settings,
    pub(super) ids: Box<dyn FnMut() -> String + Send>,
    pub(super) standing: Standing,
    pub(super) items: Vec<ItemView>,
    pub(super) index: Index,
    pub(super) list: List,
    pub(super) typed: String,
    pub(super) at: usize,
    pub(super) chooser: Option<Chooser<Ask>>,
    pub(super) pending: Option<Pending>,
    /// A wish for a number of which nobody knows what became: the next one is the same one.
    pub(super) unanswered: Option<Post>,
    /// The number under the mark.
    pub(super) marked: Option<TicketId>,
    pub(super) given: Option<Given>,
    /// The window that this guide went to help.
    pub(super) went: Option<Errand>,
    /// The same, while the server has not answered.
    pub(super) going: Option<Errand>,
    pub(super) notice: Option<Notice>,
    pub(super) paper_language: Language,
    pub(super) help: bool,
    held: Held,
}

impl Machine {
    /// A desk that knows nothing yet. `ids` makes request ids: the machine has no randomness.
    pub fn new(settings: Settings, now: Now, ids: Box<dyn FnMut() -> String + Send>) -> Self {
        Self {
            settings,
            ids,
            standing: Standing::new(now),
            items: Vec::new(),
            index: Index::default(),
            list: List::Items,
            typed: String::new(),
            at: 0,
            chooser: None,
            pending: None,
            unanswered: None,
            marked: None,
            given: None,
            went: None,
            going: None,
            notice: None,
            paper_language: settings.paper_language,
            help: false,
            held: Held::default(),
        }
    }

    /// Something happened; what is to be done.
    pub fn on(&mut self, now: Now, event: Event) -> Vec<Action> {
        self.standing.tick(now);
        let actions = match event {
            Event::Key(key) => self.on_key(key),
            Event::Tick => Vec::new(),
            Event::Link(news) => self.on_link(news),
            Event::Items(items) => {
                self.index = Index::of(&items);
                self.items = items;
                Vec::new()
            }
            Event::Reply { request_id, result } => self.on_reply(&request_id, result),
            Event::Paper(news) => self.on_paper(news),
            Event::PlainTerminal(locale) => {
                self.notice = Some(Notice::of_plain_terminal(self.settings.language, &locale));
                Vec::new()
            }
        };
        self.keep_in_step();
        actions
    }

    fn on_link(&mut self, news: LinkNews) -> Vec<Action> {
        match news {
            LinkNews::Connected(welcome) => {
                if self.standing.welcomed(*welcome) {
                    self.forget_history();
                }
                let again = self.ask_again();
                return again.into_iter().chain([Action::FetchItems]).collect();
            }
            LinkNews::Picture(picture) => {
                return self.hears(|standing| standing.picture = picture);
            }
            LinkNews::Changed(changes) => {
                return self.hears(|standing| standing.changed(&changes));
            }
            LinkNews::Lost { why, since_ms } => {
                if self.standing.lost(why, since_ms) {
                    return vec![Action::Ring];
                }
            }
            LinkNews::Refused { code, title } => {
                self.standing.link = Link::Refused { code, title };
            }
        }
        Vec::new()
    }

    /// The hall changed: a window that asks for help, or a message, is worth a sound.
    fn hears(&mut self, change: impl FnOnce(&mut Standing)) -> Vec<Action> {
        let (before, told_before) = (self.standing.asking(None), self.message().cloned());
        change(&mut self.standing);
        let asks = self.standing.asking(None);
        let is_asked = asks.difference(&before).next().is_some();
        let is_told = self
            .message()
            .is_some_and(|told| Some(told) != told_before.as_ref());
        (is_asked || is_told)
            .then_some(Action::Ring)
            .into_iter()
            .collect()
    }

    /// The newest message for everybody, while it is of use; what is told to some windows only is
    /// not for the guide.
    pub fn message(&self) -> Option<&MessageView> {
        self.standing.message(|message| message.to.is_empty())
    }

    /// The server went back to an older state: the same ids may mean other people.
    fn forget_history(&mut self) {
        (self.marked, self.given) = (None, None);
        (self.went, self.going) = (None, None);
        self.close_question();
    }

    /// Closes an open question that means nothing any more, and says so.
    fn close_question(&mut self) {
        if self.chooser.take().is_some() {
            self.notice = Some(Notice::word(self.settings.language, "guide-list-closed"));
        }
    }

    fn on_key(&mut self, key: Key) -> Vec<Action> {
        if matches!(key, Key::Interrupt | Key::F(10)) {
            return vec![Action::Quit];
        }
        // Letters and arrows may be held down; Enter may not.
        let is_held_down = self.held.is_again(key, self.standing.now.mono_ms);
        // Where a letter answers a question, no letter may either.
        let is_asked = self
            .chooser
            .as_ref()
            .is_some_and(|chooser| !chooser.is_text());
        let acts = is_asked && !key.is_motion();
        if is_held_down && (acts || matches!(key, Key::Enter | Key::Tab | Key::F(_))) {
            return Vec::new();
        }
        self.notice = None;
        if self.help {
            self.help = false;
            return Vec::new();
        }
        if let Some(chooser) = &mut self.chooser {
            return match chooser.on_key(key) {
                Chosen::Nothing => Vec::new(),
                Chosen::Cancel => {
                    self.chooser = None;
                    Vec::new()
                }
                Chosen::Value(ask, value) => {
                    self.chooser = None;
                    self.on_choice(ask, value)
                }
            };
        }
        self.on_list_key(key)
    }

    fn on_list_key(&mut self, key: Key) -> Vec<Action> {
        if let Some(at) = moved(self.at, key, self.rows()) {
            self.at = at;
        }
        match key {
            Key::F(1) => self.help = true,
            Key::F(2) | Key::Tab => self.turn_to(self.list.other()),
            Key::F(3) => self.paper_language = self.next_language(),
            Key::F(11) => return self.go_and_help(),
            Key::Esc => {
                self.start_anew();
                self.given = None;
            }
            Key::Backspace => {
                self.typed.pop();
                self.at = 0;
            }
            Key::Char(c) if !c.is_control() => {
                if self.typed.chars().count() < TYPED_CHARS_MAX {
                    self.typed.push(c);
                }
                self.at = 0;
            }
            Key::Enter => {
                let actions = self.choose();
                self.mark();
                return actions;
            }
            _ => {}
        }
        self.mark();
        Vec::new()
    }

    /// The mark is on whatever stands in its row now.
    fn mark(&mut self) {
        self.marked = match self.list {
            List::Items => None,
            List::Tickets => self.tickets().get(self.at).map(|ticket| ticket.id),
        };
    }

    fn turn_to(&mut self, list: List) {
        self.list = list;
        self.start_anew();
    }

    /// Ready for the next person.
    pub(super) fn start_anew(&mut self) {
        self.typed.clear();
        self.at = 0;
        self.mark();
    }

    fn rows(&self) -> usize {
        match self.list {
            List::Items => self.items().len(),
            List::Tickets => self.tickets().len(),
        }
    }

    /// The language after the present one, among those of the hall.
    fn next_language(&self) -> Language {
        let hall = self.standing.hall.as_ref();
        let known = hall.map_or(&Language::ALL[..], |hall| &hall.languages);
        let at = known.iter().position(|one| *one == self.paper_language);
        let next = at.map_or(0, |at| at + 1);
        known
            .get(next)
            .or(known.first())
            .copied()
            .unwrap_or_default()
    }

    /// Enter on the marked line.
    fn choose(&mut self) -> Vec<Action> {
        // One act at a time: what the next one means depends on the answer.
        if self.pending.is_some() {
            return Vec::new();
        }
        if self.unanswered.is_some() {
            self.notice = self.standing.obstacle(self.settings.language);
            return self.ask_again().into_iter().collect();
        }
        match self.list {
            List::Items => {
                let item = self.items().get(self.at).map(|item| (*item).clone());
                item.map_or(Vec::new(), |item| self.begin(&item))
            }
            // A number that went from under the mark is not the next one's fault.
            List::Tickets => self.marked.map_or(Vec::new(), |ticket| self.deeds(ticket)),
        }
    }

    fn on_reply(&mut self, request_id: &str, result: Result<Answer, Failure>) -> Vec<Action> {
        let Some(pending) = self
            .pending
            .take_if(|pending| pending.post.request_id == request_id)
        else {
            return Vec::new();
        };
        if pending.name == GO {
            let going = self.going.take();
            if result.is_ok() {
                self.went = going;
            }
        }
        match result {
            Ok(Answer::Ticket(ticket)) if pending.name == TAKE => {
                self.start_anew();
                self.paper_language = self.settings.paper_language;
                let copy = ticket.existing;
                self.print(*ticket, copy)
            }
            Ok(Answer::Ticket(ticket)) => {
                let args = [("number", FluentValue::from(ticket.number.as_str()))];
                let key = format!("guide-done-{}", pending.name);
                self.notice = Some(Notice::done(self.settings.language, &key, &args));
                self.start_anew();
                Vec::new()
            }
            Ok(Answer::Window(_) | Answer::Queue(_) | Answer::Case(_) | Answer::Cases(_)) => {
                Vec::new()
            }
            Err(failure) => {
                // A number may be there all the same: it is asked for again under its id.
                let is_open = match &failure {
                    Failure::Unreachable(_) | Failure::Protocol(_) => true,
                    Failure::Refused(problem) => !problem.is_decided(),
                };
                self.unanswered = (is_open && pending.name == TAKE).then_some(pending.post);
                self.notice = Some(Notice::failure(self.settings.language, &failure));
                Vec::new()
            }
        }
    }

    fn on_paper(&mut self, news: PaperNews) -> Vec<Action> {
        let came = news.paper == PaperState::Printed;
        if let Some(given) = &mut self.given
            && given.ticket.id == news.ticket
        {
            given.paper = Some(news);
        }
        if came { Vec::new() } else { vec![Action::Ring] }
    }

    pub(super) fn tell(&mut self, key: &str) -> Vec<Action> {
        self.notice = Some(Notice::word(self.settings.language, key));
        Vec::new()
    }

    pub(super) fn ticket(&self, id: TicketId) -> Option<&TicketView> {
        self.standing
            .picture
            .tickets
            .get(&id)
            .map(|ticket| &**ticket)
    }

    /// After every event: the mark stays on its number, also when others come and go, and a
    /// question about a ticket that is over closes.
    fn keep_in_step(&mut self) {
        self.went.take_if(|errand| !self.standing.is_on(errand));
        if let (List::Tickets, Some(marked)) = (self.list, self.marked) {
            let at = self.tickets().iter().position(|ticket| ticket.id == marked);
            self.marked = at.and(self.marked);
            self.at = at.unwrap_or(self.at);
        }
        self.at = self.at.min(self.rows().saturating_sub(1));
        let about = self
            .chooser
            .as_ref()
            .and_then(|chooser| chooser.ask.about());
        if about.is_some_and(|ticket| self.ticket(ticket).is_none()) {
            self.close_question();
        }
    }

    /// The item of a code, for the screen.
    pub fn item(&self, code: ItemCode) -> Option<&ItemView> {
        self.items.iter().find(|item| item.code == code)
    }
}

impl std::fmt::Debug for Machine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Machine")
            .field("list", &self.list)
            .field("pending", &self.pending)
            .finish_non_exhaustive()
    }
}
