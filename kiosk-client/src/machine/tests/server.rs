//! A hall server of a few lines around the real rules: it decides, remembers its answers, and
//! shows tickets as the server does.

use super::plan::{code, plan};
use crate::machine::{Answer, Body, Failure, Post};
use hall_core::code::{DeviceId, PersonHash, RequestId, TicketId};
use hall_core::command::{HandIn, Person, TakeTicket};
use hall_core::device::{Actor, Role};
use hall_core::plan::VoiceRules;
use hall_core::ticket::Number;
use hall_core::{Command, Date, Hall, Now, Refusal, Request, Span, Time};
use hall_protocol::api::{self, Take};
use hall_protocol::frame::Welcome;
use hall_protocol::view::{
    BlockView, DayView, HallView, ItemView, Names, QueueView, TicketLayout, TicketView,
};
use hall_protocol::{CURRENT, Picture, Problem, Stamp};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// The server.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) hall: Hall,
    pub(super) epoch: String,
    kiosk: DeviceId,
    window: DeviceId,
    /// Accepted requests: what was asked, and the first answer.
    answers: BTreeMap<(bool, RequestId), (String, Answer)>,
    random: u128,
}

const DAY_MS: i64 = 86_400_000;

/// The rules' clock at a moment, in UTC.
pub(super) fn clock(at: Time) -> Now {
    let date = Date(i32::try_from(at.0.div_euclid(DAY_MS)).expect("a near day"));
    let minute = u16::try_from(at.0.rem_euclid(DAY_MS) / 60_000).expect("minutes of a day");
    Now { at, date, minute }
}

impl Server {
    pub(super) fn new(at: Time, block_size: u32) -> Self {
        let mut server = Self {
            hall: Hall::new(),
            epoch: "1-00000000000000aa".to_owned(),
            kiosk: DeviceId(0),
            window: DeviceId(0),
            answers: BTreeMap::new(),
            random: 1 << 100,
        };
        let load = Command::LoadPlan {
            plan: Box::new(plan(block_size)),
        };
        server.operate(at, load);
        for (role, window) in [(Role::Kiosk, None), (Role::Window, Some(code("1")))] {
            let (name, secret) = (role.word().to_owned(), role.word().to_owned());
            server.operate(
                at,
                Command::EnrolDevice {
                    role,
                    name,
                    window,
                    department: None,
                    secret,
                },
            );
        }
        (server.kiosk, server.window) = (DeviceId(1), DeviceId(2));
        server.tick(at);
        server
    }

    /// Enrols one more kiosk.
    pub(super) fn one_more_kiosk(&mut self, at: Time) -> DeviceId {
        let command = Command::EnrolDevice {
            role: Role::Kiosk,
            name: "kiosk".to_owned(),
            window: None,
            department: None,
            secret: "kiosk".to_owned(),
        };
        match self.decide(at, Actor::Operator, RequestId(0), command) {
            Ok(hall_core::Answer::Device(device)) => device,
            other => panic!("a kiosk is enrolled: {other:?}"),
        }
    }

    /// Somebody takes a number elsewhere.
    pub(super) fn take_elsewhere(&mut self, at: Time) {
        let other = Actor::Device(self.one_more_kiosk(at));
        let take = Command::TakeTicket(TakeTicket::item(code("a1")));
        self.decide(at, other, RequestId(u128::MAX), take)
            .expect("the hall is open");
    }

    /// What was copied earlier is all that is left.
    pub(super) fn restore(&mut self, copy: Self) {
        *self = copy;
        self.epoch = "2-00000000000000bb".to_owned();
    }

    /// From now on this kiosk asks.
    pub(super) fn heed(&mut self, kiosk: DeviceId) {
        self.kiosk = kiosk;
    }

    fn operate(&mut self, at: Time, command: Command) {
        self.decide(at, Actor::Operator, RequestId(0), command)
            .expect("the operator may");
    }

    /// The window acts.
    pub(super) fn at_window(&mut self, at: Time, command: Command) {
        let by = Actor::Device(self.window);
        self.decide(at, by, RequestId(0), command)
            .expect("the window may");
    }

    /// Time acts.
    pub(super) fn tick(&mut self, at: Time) {
        for _ in 0..4 {
            self.decide(at, Actor::Hall, RequestId(0), Command::Tick)
                .expect("time always may");
        }
    }

    fn decide(
        &mut self,
        at: Time,
        by: Actor,
        id: RequestId,
        command: Command,
    ) -> Result<hall_core::Answer, Refusal> {
        self.random += 1;
        let random = self.random;
        let request = Request {
            by,
            id,
            random,
            command,
        };
        let decision = self.hall.decide(clock(at), &request)?;
        for event in &decision.events {
            self.hall.apply(event, at.max(self.hall.time()));
        }
        Ok(decision.answer)
    }

    /// One request of the kiosk, as the server's desk answers it.
    pub(super) fn post(&mut self, at: Time, post: &Post) -> Result<Answer, Failure> {
        self.tick(at);
        let mut asked = serde_json::to_value(&post.body).expect("bodies are plain data");
        if let Some(fields) = asked.as_object_mut() {
            fields.remove("elapsed_ms");
        }
        let asked = format!("{} {asked}", post.path);
        let id = RequestId(
            uuid::Uuid::try_parse(&post.request_id)
                .expect("request ids are UUIDs")
                .as_u128(),
        );
        let key = (matches!(post.body, Body::HandIn(_)), id);
        if let Some((before, answer)) = self.answers.get(&key) {
            return if *before == asked {
                Ok(answer.clone())
            } else {
                Err(refused(422, "request_id_reused"))
            };
        }
        let command = command(&post.path, &post.body);
        let by = Actor::Device(self.kiosk);
        let made = matches!(post.body, Body::Take(_) | Body::HandIn(_));
        let answer = match self.decide(at, by, id, command) {
            Ok(hall_core::Answer::Ticket(id)) => self.shown(at, id, made, false),
            Ok(hall_core::Answer::Existing(id)) => self.shown(at, id, made, true),
            Ok(hall_core::Answer::Block(series, from, to)) => Answer::Block(BlockView {
                day: self.hall.day().expect("leases need a day").date,
                series,
                from,
                to,
                digits: 3,
            }),
            Ok(hall_core::Answer::Done) => Answer::Nothing,
            Ok(other) => panic!("no request of a kiosk is answered with {other:?}"),
            Err(refusal) => return Err(refused(409, refusal.code())),
        };
        self.answers.insert(key, (asked, answer.clone()));
        Ok(answer)
    }

    fn shown(&self, at: Time, id: TicketId, made: bool, existing: bool) -> Answer {
        let Some(mut view) = self.view(at, id) else {
            return Answer::Nothing;
        };
        let ticket = self.hall.ticket(id).expect("a shown ticket");
        view.token = made.then(|| ticket.token.to_string());
        view.existing = existing;
        Answer::Ticket(Box::new(view))
    }

    fn view(&self, at: Time, id: TicketId) -> Option<TicketView> {
        let ticket = self.hall.ticket(id)?;
        Some(TicketView {
            id,
            number: ticket.number.label(3),
            mark: String::new(),
            day: ticket.day,
            queue: ticket.queue(),
            item: ticket.item(),
            class: ticket.class,
            language: ticket.language,
            visit: ticket.visit,
            state: ticket.state.word().to_owned(),
            window: ticket.state.window(),
            window_hint: "1".to_owned(),
            taken_at: Stamp(ticket.taken),
            arrival: Stamp(ticket.arrival),
            since: Stamp(ticket.since),
            ahead: self.hall.ahead(ticket, at),
            wait_minutes: None,
            version: ticket.version,
            calls: ticket.calls,
            called_at: None,
            restore_until: None,
            only_window: None,
            place: (ticket.place.at.0, ticket.place.seq, ticket.place.within),
            legs: 1,
            earlier: Vec::new(),
            paper: ticket.paper,
            no_paper: false,
            rated: false,
            token: None,
            existing: false,
        })
    }

    pub(super) fn welcome(&self, at: Time) -> Welcome {
        let hall = HallView {
            code: "test".to_owned(),
            names: Names::default(),
            timezone: "UTC".to_owned(),
            guide_desk: Names::default(),
            wifi: String::new(),
            languages: Vec::new(),
            zones: Vec::new(),
            restore_minutes: 30,
            call_interval_s: 20,
            suggest_missed_after: 3,
            reasons: Vec::new(),
            classes: Vec::new(),
            facilities: Vec::new(),
            ticket: TicketLayout::default(),
            voice: VoiceRules::default(),
            practice: false,
            public_url: String::new(),
        };
        Welcome {
            version: CURRENT,
            epoch: self.epoch.clone(),
            seq: 1,
            now: Stamp(at),
            speed: 1,
            hall,
            window: None,
            online_max: BTreeMap::from([(code("A"), 4999), (code("B"), 4999)]),
        }
    }

    pub(super) fn picture(&self, at: Time) -> Arc<Picture> {
        let tickets = self.hall.tickets().filter(|ticket| ticket.state.is_live());
        let tickets =
            tickets.filter_map(|ticket| Some((ticket.id, Arc::new(self.view(at, ticket.id)?))));
        let queues = ["A", "B"].map(|name| {
            (
                code(name),
                QueueView {
                    queue: code(name),
                    names: Names::default(),
                    series: code(name),
                    zone: code("Z"),
                    floor: 1,
                    waiting: 0,
                    wait_minutes: None,
                    oldest: None,
                    paused_items: Vec::new(),
                    paused: None,
                    windows: vec![code("1")],
                    open_windows: 1,
                },
            )
        });
        Arc::new(Picture {
            day: self.hall.day().map(|day| DayView {
                day: day.date,
                stage: day.stage.word().to_owned(),
                issued: day.issued,
            }),
            queues: queues.into(),
            tickets: tickets.collect(),
            ..Picture::default()
        })
    }

    /// The items as the server lists them.
    pub(super) fn items() -> Vec<ItemView> {
        let item = |name: &str, queue: &str, age_min| ItemView {
            code: code(name),
            names: Names::default(),
            department: code("D"),
            department_name: Names::default(),
            queue: code(queue),
            zone: code("Z"),
            floor: 1,
            series: code(queue),
            windows: [1, 2, 3, 7].map(hall_core::code::WindowNumber).to_vec(),
            open: true,
            ticket_hours: [510, 1000],
            paused: None,
            waiting: 0,
            wait_minutes: None,
            materials: Vec::new(),
            promised_days: 0,
            fee_yuan: 0,
            fee_note: String::new(),
            age_min,
            pay_at: None,
            agent_allowed: false,
            self_service: false,
            online: false,
            frequent: false,
            usual_s: 300,
        };
        vec![
            item("a1", "A", None),
            item("adult", "A", Some(18)),
            item("b1", "B", None),
        ]
    }
}

/// A refusal as the server sends it.
pub(super) fn refused(status: u16, code: &str) -> Failure {
    Failure::Refused(Box::new(Problem {
        status,
        code: code.to_owned(),
        title: String::new(),
        detail: String::new(),
        hint: String::new(),
        ticket: None,
    }))
}

fn command(path: &str, body: &Body) -> Command {
    match body {
        Body::Take(take) => Command::TakeTicket(wish(take)),
        Body::HandIn(sent) => Command::HandIn(HandIn {
            day: sent.day,
            number: Number {
                series: sent.series,
                round: 0,
                n: sent.n,
            },
            token: sent.token.parse().expect("a token of 32 digits"),
            elapsed: Span(sent.elapsed_ms),
            last_contact: sent.last_contact.0,
            take: wish(&sent.take),
        }),
        Body::Lease(api::Lease { series, .. }) => Command::LeaseBlock {
            series: code(series),
        },
        Body::Paper(paper) => Command::ReportPaper {
            ticket: ticket_of(path),
            number: paper.number.clone(),
            paper: paper.paper,
            copy: paper.copy,
        },
        Body::Act(_) => Command::Withdraw {
            ticket: ticket_of(path),
            note: None,
        },
        Body::Printer(said) => Command::ReportPrinter {
            trouble: said.trouble,
        },
    }
}

/// The ticket in `/api/v1/tickets/7/paper`.
fn ticket_of(path: &str) -> TicketId {
    code(path.split('/').nth(4).expect("a path about a ticket"))
}

fn wish(take: &Take) -> TakeTicket {
    let person = take.person.clone().unwrap_or_default();
    let hash = person.hash.map(|text| {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        PersonHash(hasher.finish().into())
    });
    TakeTicket {
        item: take.item.as_deref().map(code),
        queue: None,
        class: None,
        language: take.language.unwrap_or_default(),
        visit: None,
        person: Person {
            hash,
            birth_year: person.birth_year,
            age_confirmed: person.age_confirmed,
            agent: person.agent,
        },
        slot: None,
    }
}
