//! The guide's desk as a pure machine: events in, actions out.

use super::ask::{Ask, Deed, Draft};
use super::list::{List, is_paper_in_doubt};
use crate::chooser::{Choice, Chooser, Chosen};
use crate::limits::TYPED_CHARS_MAX;
use crate::machine::{Answer, Body, Failure, Held, Key, LinkNews, Notice, Post};
use crate::standing::{Link, Now, Standing};
use hall_core::code::{ItemCode, TicketId};
use hall_core::plan::Language;
use hall_core::ticket::PaperState;
use hall_protocol::api::{Act, Paper, Person, Take};
use hall_protocol::view::{ItemView, TicketView};
use hall_text::{FluentValue, say, word};
use kiosk_client::printer::Cause;
use kiosk_client::screen::search::Index;

/// What does not change while the program runs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    /// Language of the screen.
    pub language: Language,
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
    request_id: String,
}

/// The guide's desk.
pub struct Machine {
    pub(super) settings: Settings,
    ids: Box<dyn FnMut() -> String + Send>,
    pub(super) standing: Standing,
    pub(super) items: Vec<ItemView>,
    pub(super) index: Index,
    pub(super) list: List,
    pub(super) typed: String,
    pub(super) at: usize,
    pub(super) chooser: Option<Chooser<Ask>>,
    pub(super) pending: Option<Pending>,
    pub(super) given: Option<Given>,
    pub(super) notice: Option<Notice>,
    pub(super) paper_language: Language,
    pub(super) help: bool,
    held: Held,
}

/// The value of the line that asks for own words.
const OWN_WORDS: &str = "";
const OWN: &str = "own";
const AGENT: &str = "agent";
const COPY: &str = "copy";
const RESTORE: &str = "restore";
const SEEN: &str = "seen";
const RECLASS: &str = "class";
const VOID: &str = "void";
/// Lines of one page step.
const PAGE: usize = 9;

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
            given: None,
            notice: None,
            paper_language: settings.language,
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
        };
        self.keep_in_step();
        actions
    }

    fn on_link(&mut self, news: LinkNews) -> Vec<Action> {
        match news {
            LinkNews::Connected(welcome) => {
                self.standing.welcomed(*welcome);
                return vec![Action::FetchItems];
            }
            LinkNews::Picture(picture) => self.standing.picture = picture,
            LinkNews::Changed(changes) => self.standing.changed(&changes),
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

    fn on_key(&mut self, key: Key) -> Vec<Action> {
        if matches!(key, Key::Interrupt | Key::F(10)) {
            return vec![Action::Quit];
        }
        // Letters and arrows may be held down; Enter may not.
        let is_held_down = self.held.is_again(key, self.standing.now.mono_ms);
        if is_held_down && matches!(key, Key::Enter | Key::Tab | Key::F(_)) {
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
        let last = self.rows().saturating_sub(1);
        match key {
            Key::F(1) => self.help = true,
            Key::F(2) | Key::Tab => self.turn_to(self.list.other()),
            Key::F(3) => self.paper_language = self.next_language(),
            Key::Up => self.at = self.at.checked_sub(1).unwrap_or(last),
            Key::Down => self.at = if self.at >= last { 0 } else { self.at + 1 },
            Key::PageUp => self.at = self.at.saturating_sub(PAGE),
            Key::PageDown => self.at = (self.at + PAGE).min(last),
            Key::Home => self.at = 0,
            Key::End => self.at = last,
            Key::Esc => {
                self.typed.clear();
                (self.at, self.given) = (0, None);
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
            Key::Enter => return self.choose(),
            _ => {}
        }
        Vec::new()
    }

    fn turn_to(&mut self, list: List) {
        self.list = list;
        self.typed.clear();
        self.at = 0;
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
        match self.list {
            List::Items => {
                let item = self.items().get(self.at).map(|item| (*item).clone());
                item.map_or(Vec::new(), |item| self.begin(&item))
            }
            List::Tickets => {
                let ticket = self.tickets().get(self.at).map(|ticket| ticket.id);
                ticket.map_or(Vec::new(), |ticket| self.deeds(ticket))
            }
        }
    }

    fn begin(&mut self, item: &ItemView) -> Vec<Action> {
        if let Some(age) = item.age_min {
            let age = [("age", FluentValue::from(age))];
            let line = |key, value| Choice::new(say(self.settings.language, key, &age), value);
            let mut choices = vec![line("guide-age-own", OWN)];
            if item.agent_allowed {
                choices.push(line("guide-age-agent", AGENT));
            }
            self.chooser = Some(Chooser::list(Ask::Age(item.code), choices));
            return Vec::new();
        }
        self.ask_class(Draft {
            item: item.code,
            age_confirmed: false,
            agent: false,
        })
    }

    /// The class is chosen where anybody can see it; a hall with one class asks nothing.
    fn ask_class(&mut self, draft: Draft) -> Vec<Action> {
        let choices = self.classes(None);
        if choices.len() < 2 {
            return self.take(draft, None);
        }
        self.chooser = Some(Chooser::list(Ask::Class(draft), choices));
        Vec::new()
    }

    fn classes(&self, but: Option<&str>) -> Vec<Choice> {
        let classes = self.standing.hall.iter().flat_map(|hall| &hall.classes);
        let others = classes.filter(|class| Some(class.class.as_str()) != but);
        let label = |names: &str, mark: &str| format!("{names} {mark}").trim_end().to_owned();
        others
            .map(|class| {
                let name = class.names.get(self.settings.language);
                Choice::new(label(name, &class.mark), class.class.to_string())
            })
            .collect()
    }

    /// What can be done with a ticket as it is now.
    fn deeds(&mut self, id: TicketId) -> Vec<Action> {
        let Some(ticket) = self.ticket(id) else {
            return Vec::new();
        };
        let is_waiting = ticket.state == "waiting";
        let several = self
            .standing
            .hall
            .as_ref()
            .is_some_and(|hall| hall.classes.len() > 1);
        let offered = [
            (self.may_be_restored(ticket), RESTORE),
            (is_paper_in_doubt(ticket), SEEN),
            (self.settings.prints, COPY),
            (is_waiting && several, RECLASS),
            (is_waiting, VOID),
        ];
        let choices: Vec<Choice> = offered
            .into_iter()
            .filter(|(is_possible, _)| *is_possible)
            .map(|(_, deed)| {
                let words = word(self.settings.language, &format!("guide-do-{deed}"));
                Choice::new(words, deed)
            })
            .collect();
        if choices.is_empty() {
            return self.tell("guide-nothing-to-do");
        }
        self.chooser = Some(Chooser::list(Ask::Deed(id), choices));
        Vec::new()
    }

    fn on_choice(&mut self, ask: Ask, value: String) -> Vec<Action> {
        match (ask, value.as_str()) {
            (Ask::Age(item), answer) => self.ask_class(Draft {
                item,
                age_confirmed: true,
                agent: answer == AGENT,
            }),
            (Ask::Class(draft), _) => self.take(draft, Some(value)),
            (Ask::Deed(id), RESTORE) => {
                let path = format!("/api/v1/tickets/{id}/restore");
                self.act(RESTORE, path, Act::default())
            }
            (Ask::Deed(id), SEEN) => {
                let paper = Paper {
                    request_id: String::new(),
                    paper: PaperState::Printed,
                    copy: false,
                };
                let path = format!("/api/v1/tickets/{id}/paper");
                self.post(SEEN, path, |request_id| {
                    Body::Paper(Paper {
                        request_id,
                        ..paper
                    })
                })
            }
            (Ask::Deed(id), COPY) => self.copy(id),
            (Ask::Deed(ticket), VOID) => self.ask_why(Deed::Void { ticket }),
            (Ask::Deed(id), _) => {
                let class = self.ticket(id).map(|ticket| ticket.class.to_string());
                let choices = self.classes(class.as_deref());
                self.chooser = Some(Chooser::list(Ask::Reclass(id), choices));
                Vec::new()
            }
            (Ask::Reclass(ticket), _) => self.ask_why(Deed::Reclass {
                ticket,
                class: value,
            }),
            (Ask::Why(deed), OWN_WORDS) => {
                self.chooser = Some(Chooser::words(Ask::Words(deed)));
                Vec::new()
            }
            (Ask::Why(deed) | Ask::Words(deed), _) => self.perform(deed, value),
        }
    }

    fn ask_why(&mut self, deed: Deed) -> Vec<Action> {
        let language = self.settings.language;
        let listed = deed.reasons().iter().map(|reason| {
            let words = word(language, &format!("guide-why-{reason}"));
            Choice::new(words.clone(), words)
        });
        let own = Choice::new(word(language, "window-own-words"), OWN_WORDS);
        let choices = listed.chain([own]).collect();
        self.chooser = Some(Chooser::list(Ask::Why(deed), choices));
        Vec::new()
    }

    fn perform(&mut self, deed: Deed, reason: String) -> Vec<Action> {
        let ticket = deed.ticket();
        let version = self.ticket(ticket).map(|ticket| ticket.version);
        let reason = Some(reason);
        match deed {
            Deed::Reclass { class, .. } => {
                let class = Some(class);
                let act = Act {
                    version,
                    class,
                    reason,
                    ..Act::default()
                };
                self.act(RECLASS, format!("/api/v1/tickets/{ticket}/class"), act)
            }
            Deed::Void { .. } => {
                let act = Act {
                    reason,
                    ..Act::default()
                };
                self.act(VOID, format!("/api/v1/tickets/{ticket}/withdraw"), act)
            }
        }
    }

    fn take(&mut self, draft: Draft, class: Option<String>) -> Vec<Action> {
        let person = Person {
            age_confirmed: draft.age_confirmed,
            agent: draft.agent,
            ..Person::default()
        };
        let take = Take {
            item: Some(draft.item.to_string()),
            class,
            language: Some(self.paper_language),
            person: (person != Person::default()).then_some(person),
            ..Take::default()
        };
        self.post("take", "/api/v1/tickets".to_owned(), |request_id| {
            Body::Take(Take { request_id, ..take })
        })
    }

    fn act(&mut self, name: &'static str, path: String, act: Act) -> Vec<Action> {
        self.post(name, path, |request_id| {
            Body::Act(Act { request_id, ..act })
        })
    }

    fn post(
        &mut self,
        name: &'static str,
        path: String,
        body: impl FnOnce(String) -> Body,
    ) -> Vec<Action> {
        self.notice = self.standing.obstacle(self.settings.language);
        if self.notice.is_some() {
            return Vec::new();
        }
        let request_id = (self.ids)();
        self.pending = Some(Pending {
            name,
            request_id: request_id.clone(),
        });
        vec![Action::Post(Post {
            path,
            body: body(request_id.clone()),
            request_id,
        })]
    }

    fn copy(&mut self, id: TicketId) -> Vec<Action> {
        self.notice = self.standing.obstacle(self.settings.language);
        let ticket = self.ticket(id).filter(|_| self.notice.is_none()).cloned();
        ticket.map_or(Vec::new(), |ticket| self.print(ticket, true))
    }

    fn print(&mut self, ticket: TicketView, copy: bool) -> Vec<Action> {
        self.given = Some(Given {
            ticket: ticket.clone(),
            copy,
            paper: None,
        });
        if !self.settings.prints {
            return Vec::new();
        }
        let ticket = Box::new(ticket);
        vec![Action::Print { ticket, copy }]
    }

    fn on_reply(&mut self, request_id: &str, result: Result<Answer, Failure>) -> Vec<Action> {
        let Some(pending) = self
            .pending
            .take_if(|pending| pending.request_id == request_id)
        else {
            return Vec::new();
        };
        match result {
            Ok(Answer::Ticket(ticket)) if pending.name == "take" => {
                self.typed.clear();
                self.at = 0;
                let copy = ticket.existing;
                self.print(*ticket, copy)
            }
            Ok(Answer::Ticket(ticket)) => {
                let args = [("number", FluentValue::from(ticket.number.as_str()))];
                let key = format!("guide-done-{}", pending.name);
                self.notice = Some(Notice::say(self.settings.language, &key, &args));
                self.typed.clear();
                self.at = 0;
                Vec::new()
            }
            Ok(Answer::Window(_)) => Vec::new(),
            Err(failure) => {
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

    fn tell(&mut self, key: &str) -> Vec<Action> {
        self.notice = Some(Notice::word(self.settings.language, key));
        Vec::new()
    }

    fn ticket(&self, id: TicketId) -> Option<&TicketView> {
        self.standing
            .picture
            .tickets
            .get(&id)
            .map(|ticket| &**ticket)
    }

    /// After every event: the mark stays on the list, and a question about a ticket that is over
    /// closes.
    fn keep_in_step(&mut self) {
        self.at = self.at.min(self.rows().saturating_sub(1));
        let about = self
            .chooser
            .as_ref()
            .and_then(|chooser| chooser.ask.about());
        if about.is_some_and(|ticket| self.ticket(ticket).is_none()) {
            self.chooser = None;
            self.notice = Some(Notice::word(self.settings.language, "guide-list-closed"));
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
