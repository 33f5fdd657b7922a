//! Scripts for the guide's desk: what is pressed, what the server answers, what must follow; and
//! what is on the screen.

use super::list::List;
use super::machine::{Action, Event, Machine, PaperNews, Settings};
use super::screen::draw;
use crate::machine::{Answer, Body, Failure, Key, LinkNews, Post};
use crate::screen::Palette;
use crate::standing::Now;
use crate::testing::{NOW, ago, code, hall, item, lines_of, names, ticket, welcome};
use hall_core::code::{TicketId, WindowNumber};
use hall_core::plan::Language;
use hall_core::ticket::PaperState;
use hall_protocol::view::{ClassView, ItemView, MessageView, TicketView};
use hall_protocol::{Picture, Problem};
use kiosk_client::printer::Cause;
use std::sync::Arc;

/// The desk under test with its clock.
struct Desk {
    machine: Machine,
    now: Now,
}

impl Desk {
    fn offline(settings: Settings) -> Self {
        let now = Now {
            mono_ms: 10_000,
            hall: None,
        };
        let mut next = 0;
        let ids = move || {
            next += 1;
            format!("id-{next}")
        };
        Self {
            machine: Machine::new(settings, now, Box::new(ids)),
            now,
        }
    }

    /// Connected, with the hall of the clerk's tests, two items and two classes.
    fn new() -> Self {
        Self::with(Settings {
            language: Language::ZhCn,
            paper_language: Language::ZhCn,
            prints: true,
        })
    }

    fn with(settings: Settings) -> Self {
        let mut desk = Self::offline(settings);
        desk.now.hall = Some(NOW);
        let mut welcome = welcome();
        welcome.hall.classes = ["normal", "priority"].map(class).into();
        let welcome = Box::new(welcome);
        let actions = desk.send(Event::Link(LinkNews::Connected(welcome)));
        assert_eq!(actions, [Action::FetchItems]);
        desk.send(Event::Items(vec![item(), senior()]));
        desk.show(hall());
        desk
    }

    fn send(&mut self, event: Event) -> Vec<Action> {
        self.machine.on(self.now, event)
    }

    fn show(&mut self, picture: Picture) {
        self.send(Event::Link(LinkNews::Picture(Arc::new(picture))));
    }

    fn press(&mut self, key: Key) -> Vec<Action> {
        self.now.mono_ms += 1_000;
        self.send(Event::Key(key))
    }

    fn write(&mut self, text: &str) {
        for letter in text.chars() {
            assert_eq!(self.send(Event::Key(Key::Char(letter))), []);
        }
    }

    /// The one post that a key leads to.
    fn post(&mut self, key: Key) -> Post {
        match self.press(key).as_slice() {
            [Action::Post(post)] => post.clone(),
            other => panic!("{key:?} posts: {other:?}"),
        }
    }

    fn answer(&mut self, post: &Post, ticket: TicketView) -> Vec<Action> {
        let request_id = post.request_id.clone();
        let result = Ok(Answer::Ticket(Box::new(ticket)));
        self.send(Event::Reply { request_id, result })
    }

    /// Turns to the numbers, finds one and opens what can be done with it.
    fn find(&mut self, number: &str) {
        self.press(Key::Tab);
        self.write(number);
        assert_eq!(self.press(Key::Enter), []);
    }

    /// The values that the open question offers.
    fn offered(&self) -> Vec<&str> {
        let chooser = self.machine.chooser().expect("a question is open");
        let choices = chooser.choices.iter();
        choices.map(|choice| choice.value.as_str()).collect()
    }

    fn screen(&self, columns: u16, rows: u16) -> Vec<String> {
        lines_of(columns, rows, |frame| {
            draw(frame, &self.machine, Palette::Plain);
        })
    }
}

fn class(name: &str) -> ClassView {
    let is_normal = name == "normal";
    ClassView {
        class: code(name),
        names: if is_normal {
            names("普通", "Ordinary")
        } else {
            names("优先", "Priority")
        },
        mark: if is_normal { "" } else { "优" }.to_owned(),
    }
}

/// An item for people of 65 and older.
fn senior() -> ItemView {
    ItemView {
        code: code("GJ02"),
        names: names("老年卡办理", "Card for seniors"),
        age_min: Some(65),
        frequent: false,
        ..item()
    }
}

fn taken(id: u64) -> TicketView {
    TicketView {
        ahead: 3,
        wait_minutes: Some([10, 20]),
        token: Some("t".to_owned()),
        paper: PaperState::Unreported,
        ..ticket(id, "card", 0, "")
    }
}

fn body(post: &Post) -> serde_json::Value {
    serde_json::to_value(&post.body).expect("a body is JSON")
}

#[test]
fn an_item_is_found_by_its_initials_and_a_number_is_given_and_printed() {
    let mut desk = Desk::new();
    desk.write("gyk");
    assert_eq!(desk.press(Key::Enter), [], "the class is asked first");
    assert_eq!(desk.offered(), ["normal", "priority"]);
    let post = desk.post(Key::Char('2'));
    assert_eq!(post.path, "/api/v1/tickets");
    let sent = body(&post);
    assert_eq!(
        (&sent["item"], &sent["class"]),
        (&"GJ01".into(), &"priority".into())
    );
    let print = Action::Print {
        ticket: Box::new(taken(40)),
        copy: false,
    };
    assert_eq!(desk.answer(&post, taken(40)), [print]);
    assert_eq!(desk.machine.typed(), "", "ready for the next person");
}

#[test]
fn the_same_persons_number_is_printed_as_a_copy() {
    let mut desk = Desk::new();
    desk.press(Key::Enter);
    let post = desk.post(Key::Char('1'));
    let first = TicketView {
        existing: true,
        ..taken(40)
    };
    match desk.answer(&post, first).as_slice() {
        [Action::Print { copy: true, .. }] => {}
        other => panic!("a copy is printed: {other:?}"),
    }
}

#[test]
fn the_age_of_an_item_for_the_old_is_asked_before_the_class() {
    let mut desk = Desk::new();
    desk.write("GJ02");
    desk.press(Key::Enter);
    assert_eq!(desk.offered(), ["own", "agent"]);
    desk.press(Key::Char('2'));
    let post = desk.post(Key::Char('1'));
    let person = &body(&post)["person"];
    assert_eq!(
        (&person["age_confirmed"], &person["agent"]),
        (&true.into(), &true.into())
    );
}

#[test]
fn the_paper_speaks_the_language_that_was_chosen() {
    let mut desk = Desk::new();
    desk.press(Key::F(3));
    desk.press(Key::Enter);
    let post = desk.post(Key::Char('1'));
    assert_eq!(body(&post)["language"], "en");
    desk.answer(&post, taken(40));
    assert_eq!(
        desk.machine.paper_language(),
        Language::ZhCn,
        "for one paper"
    );
}

#[test]
fn a_plain_terminal_speaks_english_says_why_and_its_papers_keep_their_language() {
    let mut desk = Desk::with(Settings {
        language: Language::En,
        paper_language: Language::ZhHant,
        prints: true,
    });
    desk.send(Event::PlainTerminal("C".to_owned()));
    let screen = desk.screen(80, 24).join("\n");
    assert!(screen.contains("locale C"), "{screen}");
    desk.press(Key::Enter);
    let post = desk.post(Key::Char('1'));
    assert_eq!(body(&post)["language"], "zh-Hant");
    desk.answer(&post, taken(40));
    assert_eq!(desk.machine.paper_language(), Language::ZhHant);
}

/// The help page in English, and that each of its keys does what it says.
#[test]
fn every_key_of_the_help_page_does_what_the_page_says() {
    let mut desk = Desk::with(Settings {
        language: Language::En,
        paper_language: Language::En,
        prints: true,
    });
    let is_help = |desk: &Desk| desk.screen(80, 24).join("\n").contains("All keys");
    desk.press(Key::F(1));
    let page = desk.screen(80, 24);
    for (key, words) in [
        ("Enter", "Give a number for the marked matter"),
        ("Tab", "Turn between matters and numbers"),
        ("Esc", "Clear what is typed"),
        ("F3", "Change the language of the next ticket"),
        ("F1", "Open or close this page"),
        ("F10", "Leave the program"),
        ("F11", "Go to a window that asks for help"),
        ("↑↓", "Move the mark; PageUp, PageDown, Home and End"),
    ] {
        let line = page.iter().find(|line| line.contains(words));
        let line = line.unwrap_or_else(|| panic!("{words}: {page:?}"));
        assert_eq!(line.split_whitespace().next(), Some(key), "{line}");
    }
    desk.press(Key::F(1));
    assert!(!is_help(&desk), "F1 closes it");
    for (key, at) in [
        (Key::Down, 1),
        (Key::Up, 0),
        (Key::End, 1),
        (Key::Home, 0),
        (Key::PageDown, 1),
        (Key::PageUp, 0),
    ] {
        desk.press(key);
        assert_eq!(desk.machine.at(), at, "{key:?}");
    }
    desk.write("gjk");
    assert_eq!(desk.machine.typed(), "gjk");
    desk.press(Key::Esc);
    assert_eq!(desk.machine.typed(), "");
    desk.press(Key::F(3));
    assert_ne!(desk.machine.paper_language(), Language::En);
    desk.press(Key::Tab);
    assert_eq!(desk.machine.list(), List::Tickets);
    desk.press(Key::Tab);
    assert_eq!(desk.machine.list(), List::Items);
    assert_eq!(desk.press(Key::F(11)), [], "nobody asks");
    assert!(desk.screen(80, 24).join("\n").contains("No window asks"));
    desk.press(Key::Enter);
    assert!(desk.machine.chooser().is_some(), "a number is begun");
    assert_eq!(desk.press(Key::F(10)), [Action::Quit]);
}

#[test]
fn a_held_enter_gives_no_number() {
    let mut desk = Desk::new();
    desk.press(Key::Enter);
    for _ in 0..20 {
        desk.now.mono_ms += 30;
        assert_eq!(desk.send(Event::Key(Key::Enter)), []);
    }
    assert_eq!(desk.offered(), ["normal", "priority"], "still asked");
}

fn failed_to_store() -> hall_protocol::Problem {
    hall_protocol::Problem {
        status: 503,
        code: "storage_failed".to_owned(),
        title: String::new(),
        detail: String::new(),
        hint: String::new(),
        ticket: None,
    }
}

#[test]
fn while_an_act_is_on_its_way_no_second_one_is_sent() {
    let mut desk = Desk::new();
    desk.press(Key::Enter);
    let first = desk.post(Key::Char('1'));
    assert_eq!(desk.press(Key::Enter), []);
    assert_eq!(desk.machine.chooser(), None);
    for failure in [
        Failure::Unreachable("cut".to_owned()),
        Failure::Protocol("half an answer".to_owned()),
        Failure::Refused(Box::new(failed_to_store())),
    ] {
        let request_id = first.request_id.clone();
        let result = Err(failure);
        desk.send(Event::Reply { request_id, result });
        assert!(
            desk.machine.notice().is_some(),
            "nobody knows what became of it"
        );
        let again = desk.post(Key::Enter);
        assert_eq!(
            again, first,
            "the same wish: it never makes a second ticket"
        );
    }
    desk.answer(&first, taken(40));
    desk.press(Key::Enter);
    assert_eq!(desk.offered(), ["normal", "priority"]);
}

#[test]
fn a_held_digit_voids_nothing() {
    let mut desk = Desk::new();
    desk.find("E023");
    desk.press(Key::Char('3'));
    for _ in 0..20 {
        desk.now.mono_ms += 30;
        assert_eq!(desk.send(Event::Key(Key::Char('3'))), []);
    }
    assert_eq!(desk.offered().len(), 5, "still asked why");
}

#[test]
fn the_mark_stays_on_its_number_when_others_come_and_go() {
    let mut desk = Desk::new();
    desk.press(Key::Tab);
    desk.press(Key::Down);
    let marked = desk.machine.tickets()[1].id;
    let mut picture = hall();
    for id in [50, 51] {
        let doubtful = TicketView {
            paper: PaperState::Failed,
            ..ticket(id, "card", 300, "")
        };
        picture.tickets.insert(doubtful.id, doubtful.into());
    }
    desk.show(picture.clone());
    assert_eq!(desk.machine.tickets()[desk.machine.at()].id, marked);
    picture.tickets.remove(&marked);
    desk.show(picture);
    assert_eq!(desk.press(Key::Enter), []);
    assert_eq!(desk.machine.chooser(), None, "nobody else is meant");
}

#[test]
fn a_number_without_a_word_about_its_paper_is_in_doubt_after_a_while() {
    let mut desk = Desk::new();
    let mut picture = hall();
    for (id, seconds) in [(50, 30), (51, 61)] {
        let silent = TicketView {
            paper: PaperState::Unreported,
            ..ticket(id, "card", seconds, "")
        };
        picture.tickets.insert(silent.id, silent.into());
    }
    desk.show(picture);
    desk.press(Key::Tab);
    assert_eq!(desk.machine.tickets()[0].id, TicketId(51));
    assert_ne!(desk.machine.tickets()[1].id, TicketId(50));
}

#[test]
fn without_a_link_nothing_is_sent_and_the_line_says_why() {
    let mut desk = Desk::new();
    let lost = LinkNews::Lost {
        why: "cut".to_owned(),
        since_ms: 9_000,
    };
    assert_eq!(desk.send(Event::Link(lost)), [Action::Ring]);
    desk.press(Key::Enter);
    assert_eq!(desk.press(Key::Char('1')), []);
    assert!(desk.machine.notice().is_some());
    assert!(desk.machine.pending().is_none());
}

#[test]
fn a_missed_number_is_found_as_people_say_it_and_restored() {
    let mut desk = Desk::new();
    desk.find("17");
    assert_eq!(desk.offered(), ["restore", "copy"]);
    let post = desk.post(Key::Enter);
    assert_eq!(post.path, "/api/v1/tickets/17/restore");
    desk.answer(&post, ticket(17, "card", 2_000, ""));
    let notice = desk.machine.notice().expect("it is said");
    assert!(notice.title.contains("E017"), "{notice:?}");
}

#[test]
fn a_waiting_person_is_marked_with_a_listed_reason() {
    let mut desk = Desk::new();
    desk.find("e23");
    assert_eq!(desk.offered(), ["copy", "class", "void"]);
    desk.press(Key::Char('2'));
    assert_eq!(desk.offered(), ["priority"], "only the other classes");
    desk.press(Key::Enter);
    let post = desk.post(Key::Char('1'));
    assert_eq!(post.path, "/api/v1/tickets/23/class");
    let sent = body(&post);
    assert_eq!(
        (&sent["class"], &sent["version"]),
        (&"priority".into(), &1.into())
    );
    assert_eq!(sent["reason"], "年老，站不久");
}

#[test]
fn a_number_is_voided_with_own_words() {
    let mut desk = Desk::new();
    desk.find("E023");
    desk.press(Key::Char('3'));
    desk.press(Key::End);
    desk.press(Key::Enter);
    desk.write("号票撕坏了");
    let post = desk.post(Key::Enter);
    assert_eq!(post.path, "/api/v1/tickets/23/withdraw");
    assert_eq!(body(&post)["reason"], "号票撕坏了");
    assert!(matches!(post.body, Body::Act(_)));
}

#[test]
fn a_paper_in_doubt_stands_first_and_is_printed_again_as_a_copy() {
    let mut desk = Desk::new();
    let mut picture = hall();
    let doubtful = TicketView {
        paper: PaperState::Unknown,
        ..ticket(31, "tax", 300, "")
    };
    picture.tickets.insert(doubtful.id, doubtful.into());
    desk.show(picture);
    desk.press(Key::Tab);
    let first = desk.machine.tickets()[0].id;
    assert_eq!(first, TicketId(31));
    desk.press(Key::Enter);
    assert_eq!(desk.offered(), ["seen", "copy", "class", "void"]);
    match desk.press(Key::Char('2')).as_slice() {
        [Action::Print { ticket, copy: true }] => assert_eq!(ticket.id, first),
        other => panic!("a copy is printed: {other:?}"),
    }
}

#[test]
fn a_guide_who_saw_the_paper_says_so() {
    let mut desk = Desk::new();
    let mut picture = hall();
    let doubtful = TicketView {
        paper: PaperState::Unknown,
        ..ticket(31, "tax", 300, "")
    };
    picture.tickets.insert(doubtful.id, doubtful.into());
    desk.show(picture);
    desk.find("31");
    let post = desk.post(Key::Enter);
    assert_eq!(post.path, "/api/v1/tickets/31/paper");
    let sent = body(&post);
    assert_eq!(
        (&sent["paper"], &sent["copy"]),
        (&"printed".into(), &false.into())
    );
}

#[test]
fn a_paper_that_did_not_come_out_rings_and_is_loud() {
    let mut desk = Desk::new();
    desk.press(Key::Enter);
    let post = desk.post(Key::Char('1'));
    desk.answer(&post, taken(40));
    let failed = PaperNews {
        ticket: TicketId(40),
        paper: PaperState::Failed,
        cause: Some(Cause::PaperOut),
        detail: String::new(),
    };
    assert_eq!(desk.send(Event::Paper(failed)), [Action::Ring]);
    let screen = desk.screen(80, 24).join("\n");
    assert!(screen.contains("没有纸了"), "{screen}");
}

#[test]
fn a_desk_without_a_printer_shows_the_number_and_prints_nothing() {
    let mut desk = Desk::with(Settings {
        language: Language::ZhCn,
        paper_language: Language::ZhCn,
        prints: false,
    });
    desk.press(Key::Enter);
    let post = desk.post(Key::Char('1'));
    assert_eq!(desk.answer(&post, taken(40)), []);
    let screen = desk.screen(80, 24).join("\n");
    assert!(screen.contains("没有打印机"), "{screen}");
    desk.find("23");
    assert_eq!(desk.offered(), ["class", "void"]);
}

#[test]
fn a_question_about_a_number_that_is_over_closes() {
    let mut desk = Desk::new();
    desk.find("23");
    let mut picture = hall();
    picture.tickets.remove(&TicketId(23));
    desk.show(picture);
    assert_eq!(desk.machine.chooser(), None);
    assert!(desk.machine.notice().is_some());
}

#[test]
fn the_servers_refusal_is_shown_in_its_own_words() {
    let mut desk = Desk::new();
    desk.press(Key::Enter);
    let post = desk.post(Key::Char('1'));
    let problem = Problem {
        status: 409,
        code: "queue_paused".to_owned(),
        title: "这个队列暂停取号".to_owned(),
        detail: String::new(),
        hint: String::new(),
        ticket: None,
    };
    let request_id = post.request_id;
    let result = Err(Failure::Refused(Box::new(problem)));
    desk.send(Event::Reply { request_id, result });
    let screen = desk.screen(80, 24).join("\n");
    assert!(screen.contains("这个队列暂停取号"), "{screen}");
}

#[test]
fn every_line_fits_the_terminal_in_every_language() {
    for language in Language::ALL {
        let mut desk = Desk::with(Settings {
            language,
            paper_language: language,
            prints: true,
        });
        desk.press(Key::Enter);
        let post = desk.post(Key::Char('1'));
        desk.answer(&post, taken(40));
        let mut screens = vec![
            desk.screen(80, 24),
            desk.screen(120, 40),
            desk.screen(40, 12),
        ];
        desk.press(Key::F(1));
        screens.push(desk.screen(80, 24));
        desk.press(Key::Esc);
        desk.find("23");
        screens.push(desk.screen(80, 24));
        for screen in &screens {
            let text = screen.join("\n");
            assert!(!text.contains("guide-"), "a word is missing:\n{text}");
            let keys = screen.last().expect("a last line");
            assert!(!keys.contains('…'), "{keys}");
        }
        assert!(screens[0].join("\n").contains("█"), "the number is big");
    }
}

#[test]
fn the_screen_at_80_columns() {
    let mut desk = Desk::new();
    desk.press(Key::Tab);
    insta::assert_snapshot!(desk.screen(80, 24).join("\n"));
}

#[test]
fn no_open_question_outlives_a_history_that_was_lost() {
    let mut desk = Desk::new();
    desk.find("E023");
    assert!(desk.machine.chooser().is_some());
    let mut welcome = welcome();
    welcome.epoch = "2-0000000000000002".to_owned();
    desk.send(Event::Link(LinkNews::Connected(Box::new(welcome))));
    assert!(desk.machine.chooser().is_none(), "ids mean others now");
    assert!(desk.machine.notice().is_some());
}

#[test]
fn a_guide_goes_to_a_window_that_asks_and_ends_only_what_was_taken_over() {
    let asks = |accepted: &str| hall_protocol::view::AlarmView {
        alarm: "help_guide:12".to_owned(),
        name: String::new(),
        accepted: accepted.to_owned(),
        since: ago(4),
    };
    let mut desk = Desk::new();
    let told = |alarms| Picture { alarms, ..hall() };
    assert_eq!(desk.press(Key::F(11)), [], "nobody asks");
    let news = LinkNews::Picture(Arc::new(told(vec![asks("")])));
    assert_eq!(desk.send(Event::Link(news)), [Action::Ring]);
    let go = desk.post(Key::F(11));
    assert_eq!(go.path, "/api/v1/windows/12/accept-help");
    desk.send(Event::Reply {
        request_id: go.request_id,
        result: Err(Failure::Unreachable("cut".to_owned())),
    });
    let again = desk.post(Key::F(11));
    assert_eq!(again.path, "/api/v1/windows/12/accept-help");
    let window = hall().windows[&WindowNumber(14)].clone();
    desk.send(Event::Reply {
        request_id: again.request_id,
        result: Ok(Answer::Window(Box::new(window))),
    });
    desk.show(told(vec![asks("guide desk")]));
    let over = desk.post(Key::F(11));
    assert_eq!(over.path, "/api/v1/windows/12/end-help");
}

#[test]
fn a_message_to_everybody_rings_once_and_one_to_some_windows_is_not_for_the_guide() {
    let mut desk = Desk::with(Settings {
        language: Language::En,
        paper_language: Language::En,
        prints: false,
    });
    let message = |text: &str, to: Vec<WindowNumber>| MessageView {
        at: ago(0),
        text: text.to_owned(),
        to,
    };
    let mut picture = hall();
    picture.messages = vec![
        message("bus cards are at window 14 today", Vec::new()),
        message("for window 5 alone", vec![WindowNumber(5)]),
    ];
    let picture = Arc::new(picture);
    let mut show = || desk.send(Event::Link(LinkNews::Picture(picture.clone())));
    assert_eq!(show(), [Action::Ring]);
    assert_eq!(show(), [], "once");
    for columns in [60, 80, 120] {
        let all = desk.screen(columns, 24).join("\n");
        assert!(all.contains("Hall 10:42: bus cards are at"), "{all}");
        assert!(!all.contains("alone"), "{all}");
    }
}
