//! A small hall for the tests of the machine and the screen: window 14 and its people.

use crate::machine::{Action, Event, Key, LinkNews, Machine, Now, Settings};
use crate::text::width;
use hall_core::code::{TicketId, VisitId, WindowNumber};
use hall_core::plan::{Language, VoiceRules};
use hall_core::ticket::PaperState;
use hall_core::{Date, Span, Time};
use hall_protocol::frame::Welcome;
use hall_protocol::view::{
    CallView, CaseView, ClassView, DayView, HallView, HandView, ItemView, Names, PostView,
    PromptView, QueueView, SignInView, TicketLayout, TicketView, WindowView,
};
use hall_protocol::{CURRENT, Picture, Stamp};
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::{Frame, Terminal};
use std::sync::Arc;

/// 2026-03-03 10:42:00 in Shanghai.
pub(crate) const NOW: Time = Time(1_772_505_720_000);

/// A moment some seconds before [`NOW`].
pub(crate) fn ago(seconds: i64) -> Stamp {
    Stamp(NOW + Span(-seconds * 1000))
}

pub(crate) fn code<T: std::str::FromStr>(text: &str) -> T {
    text.parse().ok().expect("a code of the test is a code")
}

pub(crate) fn names(zh: &str, en: &str) -> Names {
    Names {
        name: zh.to_owned(),
        name_en: en.to_owned(),
        name_zh_hant: traditional(zh),
    }
}

/// The test's few characters that have a traditional form.
fn traditional(zh: &str) -> String {
    const PAIRS: [(char, char); 13] = [
        ('测', '測'),
        ('试', '試'),
        ('厅', '廳'),
        ('导', '導'),
        ('台', '臺'),
        ('领', '領'),
        ('国', '國'),
        ('税', '稅'),
        ('证', '證'),
        ('条', '條'),
        ('岗', '崗'),
        ('凭', '憑'),
        ('优', '優'),
    ];
    let pair = |c| PAIRS.iter().find(|(simple, _)| *simple == c);
    zh.chars()
        .map(|c| pair(c).map_or(c, |pair| pair.1))
        .collect()
}

/// The machine under test with its clock and what it has asked for.
pub(crate) struct Desk {
    pub(crate) machine: Machine,
    pub(crate) picture: Picture,
    now: Now,
}

impl Desk {
    /// Not yet connected.
    pub(crate) fn offline(settings: Settings) -> Self {
        let now = Now {
            mono_ms: 10_000,
            hall: None,
        };
        let mut next = 0;
        let ids = move || {
            next += 1;
            format!("id-{next}")
        };
        let machine = Machine::new(settings, now, Box::new(ids));
        Self {
            machine,
            picture: Picture::default(),
            now,
        }
    }

    /// Connected, with the picture of [`hall`].
    pub(crate) fn open(settings: Settings) -> Self {
        let mut desk = Self::offline(settings);
        desk.now.hall = Some(NOW);
        desk.connect();
        desk.send(Event::Items(vec![item()]));
        desk.picture = hall();
        desk.show();
        desk
    }

    pub(crate) fn in_language(language: Language) -> Self {
        Self::open(Settings {
            language,
            ..Settings::default()
        })
    }

    /// Connected to a hall where clerks sign in; nobody has yet.
    pub(crate) fn strict(language: Language) -> Self {
        let mut desk = Self::in_language(language);
        let (welcome, picture) = strict();
        desk.send(Event::Link(LinkNews::Connected(Box::new(welcome))));
        desk.picture = picture;
        desk.show();
        desk
    }

    /// Types a line.
    pub(crate) fn enter(&mut self, text: &str) -> Vec<Action> {
        for c in text.chars() {
            self.send(Event::Key(Key::Char(c)));
        }
        self.press(Key::Enter)
    }

    pub(crate) fn connect(&mut self) -> Vec<Action> {
        self.send(Event::Link(LinkNews::Connected(Box::new(welcome()))))
    }

    pub(crate) fn lose(&mut self) -> Vec<Action> {
        let since_ms = self.now.mono_ms;
        self.send(Event::Link(LinkNews::Lost {
            why: "cut".to_owned(),
            since_ms,
        }))
    }

    pub(crate) fn send(&mut self, event: Event) -> Vec<Action> {
        self.machine.on(self.now, event)
    }

    /// A key, long enough after the last one.
    pub(crate) fn press(&mut self, key: Key) -> Vec<Action> {
        self.pass(1_000);
        self.send(Event::Key(key))
    }

    pub(crate) fn letter(&mut self, c: char) -> Vec<Action> {
        self.press(Key::Char(c))
    }

    /// Lets time pass.
    pub(crate) fn pass(&mut self, ms: u64) {
        self.now.mono_ms += ms;
        let span = Span(i64::try_from(ms).expect("a short time"));
        self.now.hall = self.now.hall.map(|hall| hall + span);
        self.send(Event::Tick);
    }

    /// The feed tells the picture.
    pub(crate) fn show(&mut self) -> Vec<Action> {
        let picture = Arc::new(self.picture.clone());
        self.send(Event::Link(LinkNews::Picture(picture)))
    }

    pub(crate) fn window(&mut self) -> &mut WindowView {
        self.picture
            .windows
            .get_mut(&WindowNumber(14))
            .expect("the hall has window 14")
    }

    /// Changes a ticket, in the picture only.
    pub(crate) fn change(&mut self, id: u64, change: impl FnOnce(&mut TicketView)) {
        let ticket = self.picture.tickets.get_mut(&TicketId(id));
        change(ticket.map(Arc::make_mut).expect("the ticket is there"));
    }

    /// Adds a ticket, in the picture only.
    pub(crate) fn add(&mut self, ticket: TicketView) {
        self.picture.tickets.insert(ticket.id, ticket.into());
    }

    /// Puts a ticket in hand, in the picture only.
    pub(crate) fn put_in_hand(&mut self, id: u64, state: &str) {
        let ticket = self
            .picture
            .tickets
            .get_mut(&TicketId(id))
            .map(Arc::make_mut)
            .expect("the ticket is there");
        state.clone_into(&mut ticket.state);
        ticket.window = Some(WindowNumber(14));
        ticket.since = ago(161);
        ticket.called_at = Some(ago(200));
        ticket.calls = 1;
        ticket.version += 1;
        let hand = HandView {
            id: ticket.id,
            number: ticket.number.clone(),
            state: state.to_owned(),
            since: ticket.since,
        };
        self.window().ticket = Some(hand);
    }
}

fn class(name: &str, zh: &str, en: &str) -> ClassView {
    ClassView {
        class: code(name),
        names: names(zh, en),
        mark: String::new(),
    }
}

pub(crate) fn welcome() -> Welcome {
    Welcome {
        version: CURRENT,
        epoch: "1-0000000000000001".to_owned(),
        seq: 1,
        now: Stamp(NOW),
        speed: 1,
        hall: HallView {
            code: "test".to_owned(),
            names: names("测试大厅", "Test hall"),
            timezone: "Asia/Shanghai".to_owned(),
            guide_desk: names("导服台", "guide desk"),
            wifi: String::new(),
            languages: Language::ALL.to_vec(),
            zones: Vec::new(),
            restore_minutes: 30,
            call_interval_s: 20,
            suggest_missed_after: 3,
            reasons: Vec::new(),
            classes: vec![
                class("normal", "普通", "Ordinary"),
                class("priority", "优先", "Priority"),
            ],
            facilities: Vec::new(),
            ticket: TicketLayout::default(),
            voice: VoiceRules::default(),
            practice: false,
            public_url: String::new(),
        },
        window: Some(WindowNumber(14)),
        online_max: std::collections::BTreeMap::default(),
    }
}

/// The same hall where clerks sign in; nobody has yet.
pub(crate) fn strict() -> (Welcome, Picture) {
    let (welcome, mut picture) = (welcome(), hall());
    let post = |clerk: &str, post: &str| PostView {
        clerk: code(clerk),
        names: names(
            &format!("14 号窗口 {post} 岗"),
            &format!("Window 14, post {post}"),
        ),
    };
    let window = picture.windows.get_mut(&WindowNumber(14));
    let window = window.expect("the hall has window 14");
    window.sign_in = Some(SignInView { lock_minutes: 10 });
    window.posts = vec![post("W14A", "A"), post("W14B", "B")];
    (welcome, picture)
}

/// Window 14 open with three people waiting, one helped, one missed, one held.
pub(crate) fn hall() -> Picture {
    let mut picture = Picture {
        day: Some(DayView {
            day: Date(20_515),
            stage: "open".to_owned(),
            issued: 6,
        }),
        ..Picture::default()
    };
    for (code, zh, en, waiting) in [
        ("card", "公交卡", "Bus cards", 3),
        ("tax", "国税", "State tax", 1),
        ("id", "身份证", "Identity cards", 0),
    ] {
        let queue = queue(code, names(zh, en), waiting);
        picture.queues.insert(queue.queue, queue);
    }
    picture.windows.insert(WindowNumber(14), window());
    for ticket in [
        ticket(23, "card", 720, ""),
        ticket(24, "card", 660, "优"),
        ticket(25, "card", 600, ""),
        ticket(31, "tax", 300, ""),
    ] {
        picture.tickets.insert(ticket.id, ticket.into());
    }
    let missed = TicketView {
        state: "missed".to_owned(),
        window: Some(WindowNumber(14)),
        restore_until: Some(Stamp(NOW + Span::minutes(16))),
        ..ticket(17, "card", 2_000, "")
    };
    let held = TicketView {
        state: "held".to_owned(),
        window: Some(WindowNumber(14)),
        since: ago(360),
        ..ticket(9, "card", 3_000, "")
    };
    picture.tickets.insert(missed.id, missed.into());
    picture.tickets.insert(held.id, held.into());
    picture.calls.push(CallView {
        number: "E022".to_owned(),
        mark: String::new(),
        window: WindowNumber(14),
        zone: code("A"),
        floor: 1,
        queue: code("card"),
        at: ago(400),
        times: 1,
    });
    picture
}

fn window() -> WindowView {
    WindowView {
        number: WindowNumber(14),
        names: names("公交IC公益卡", "Bus benefit card"),
        zone: code("A"),
        floor: 1,
        state: "open".to_owned(),
        ticket: None,
        reason: None,
        until: None,
        queues: vec![code("card")],
        helps: vec![code("tax")],
        clerk: Some(code("W14A")),
        signed_in: None,
        sign_in: None,
        posts: Vec::new(),
        silent: false,
        since: Some(ago(9_720)),
        finished: 103,
        missed: 6,
    }
}

fn queue(name: &str, names: Names, waiting: u32) -> QueueView {
    QueueView {
        queue: code(name),
        names,
        series: code("E"),
        zone: code("A"),
        floor: 1,
        waiting,
        wait_minutes: None,
        oldest: None,
        paused_items: Vec::new(),
        paused: None,
        windows: vec![WindowNumber(14)],
        open_windows: 1,
    }
}

/// A waiting ticket that arrived some seconds ago; a mark gives 20 minutes of credit.
pub(crate) fn ticket(id: u64, queue: &str, seconds: i64, mark: &str) -> TicketView {
    let credit = if mark.is_empty() { 0 } else { 1_200_000 };
    let arrival = ago(seconds);
    TicketView {
        id: TicketId(id),
        number: format!("E{id:03}"),
        mark: mark.to_owned(),
        day: Date(20_515),
        queue: code(queue),
        item: (queue == "card").then(|| code("GJ01")),
        class: code(if mark.is_empty() {
            "normal"
        } else {
            "priority"
        }),
        language: Language::ZhCn,
        visit: VisitId(id),
        state: "waiting".to_owned(),
        window: None,
        window_hint: "14".to_owned(),
        taken_at: arrival,
        arrival,
        since: arrival,
        ahead: 0,
        wait_minutes: None,
        version: 1,
        calls: 0,
        called_at: None,
        restore_until: None,
        only_window: None,
        place: (arrival.0.0 - credit, id, 0),
        legs: 1,
        earlier: Vec::new(),
        paper: PaperState::Printed,
        no_paper: false,
        rated: false,
        token: None,
        existing: false,
    }
}

pub(crate) fn item() -> ItemView {
    ItemView {
        code: code("GJ01"),
        names: names("公益卡领卡", "Collect a benefit card"),
        department: code("bus"),
        department_name: names("公交公司", "Bus company"),
        queue: code("card"),
        zone: code("A"),
        floor: 1,
        series: code("E"),
        windows: vec![WindowNumber(14)],
        open: true,
        ticket_hours: [480, 1020],
        paused: None,
        waiting: 3,
        wait_minutes: None,
        materials: vec![
            names("身份证原件", "Identity card"),
            names("领卡凭条", "Receipt"),
        ],
        promised_days: 0,
        fee_yuan: 0,
        fee_note: String::new(),
        age_min: None,
        pay_at: None,
        agent_allowed: true,
        self_service: false,
        online: false,
        frequent: true,
        usual_s: 66,
    }
}

/// A joint case that is handled and late: taxes have their part open, police have done theirs.
pub(crate) fn case(id: u64, acts: &[&str]) -> CaseView {
    let done = serde_json::json!({ "at": "2026-03-04T10:00:00+08:00", "day": "2026-03-04" });
    let view = serde_json::json!({
        "id": id, "number": format!("20260303-{id:06}"), "item": "GJ01",
        "item_name": names("公益卡领卡", "Collect a benefit card"), "department": "bus",
        "department_name": names("公交公司", "Bus company"), "stage": "handled", "stamps": [],
        "promised_days": 10, "legal_days": 20, "from": "2026-03-03", "due": "2026-03-17",
        "lamp": "red", "days_left": -2, "on_time": null, "acts": acts,
        "parts": [
            { "department": "tax", "department_name": names("国税", "Taxes") },
            { "department": "police", "department_name": names("公安", "Police"), "done": done },
        ],
    });
    serde_json::from_value(view).expect("a case as the server tells it")
}

pub(crate) fn prompt(id: u64, seconds: u32) -> PromptView {
    PromptView {
        window: WindowNumber(14),
        ticket: TicketId(id),
        number: format!("E{id:03}"),
        until: Stamp(NOW + Span::seconds(seconds)),
    }
}

/// The lines of a buffer as a terminal shows them: a wide character hides the cell behind it.
pub(crate) fn lines(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let line = |y| {
        let mut line = String::new();
        let mut x = area.left();
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(width(symbol).max(1)).expect("a symbol is narrow");
        }
        line.trim_end().to_owned()
    };
    (area.top()..area.bottom()).map(line).collect()
}

/// The lines of a screen of this size.
pub(crate) fn lines_of(columns: u16, rows: u16, draw: impl FnOnce(&mut Frame<'_>)) -> Vec<String> {
    let backend = TestBackend::new(columns, rows);
    let mut terminal = Terminal::new(backend).expect("a test backend has no errors");
    let frame = terminal.draw(draw).expect("a test backend has no errors");
    lines(frame.buffer)
}
