//! Every state in which a clerk may meet the screen, by name.

use super::{refuse, serving};
use crate::machine::{
    Action, Answer, BarNews, CallBoxNews, Event, Key, LinkNews, PadNews, Settings,
};
use crate::testing::{Desk, ago, case, code, names, welcome};
use hall_core::code::{TicketId, WindowNumber};
use hall_core::plan::Language;
use hall_core::ticket::{LegEnd, Outcome};
use hall_protocol::view::{AlarmView, CasesView, LegView, MessageView, ReasonView, TicketView};

/// A state of the screen.
pub(super) struct Scene {
    /// The name of its files.
    pub(super) name: &'static str,
    /// Brings a desk into it.
    pub(super) make: fn(Language) -> Desk,
}

const fn scene(name: &'static str, make: fn(Language) -> Desk) -> Scene {
    Scene { name, make }
}

pub(super) const SCENES: [Scene; 43] = [
    scene("sign_in_who", Desk::strict),
    scene("sign_in_pin", sign_in_pin),
    scene("sign_in_card", sign_in_card),
    scene("sign_in_code", sign_in_code),
    scene("locked_with_hand", locked_with_hand),
    scene("connecting", connecting),
    scene("refused_device", refused_device),
    scene("before_the_day", before_the_day),
    scene("day_closing", |language| day(language, "closing")),
    scene("day_closed", |language| day(language, "closed")),
    scene("window_closed", window_closed),
    scene("free_with_waiting", Desk::in_language),
    scene("free_with_nobody", free_with_nobody),
    scene("free_after_a_finish", free_after_a_finish),
    scene("called_now", |language| called(language, 8, 1)),
    scene("called_long_ago", |language| called(language, 25, 2)),
    scene("called_three_times", |language| called(language, 25, 3)),
    scene("serving", serving),
    scene("serving_over_the_usual_time", serving_long),
    scene("serving_noted_and_ticked", serving_noted),
    scene("serving_priority", serving_priority),
    scene("paused", paused),
    scene("held_and_missed_ones", held_and_missed),
    scene("list_missed", list_missed),
    scene("list_transfer", |language| typed(language, "t")),
    scene("list_transfer_why", |language| typed(language, "t1")),
    scene("list_transfer_words", transfer_words),
    scene("list_next_matter", |language| typed(language, "a")),
    scene("list_case_step", case_step),
    scene("list_pause_minutes", |language| idle(language, "p1")),
    scene("question_close", |language| idle(language, "c")),
    scene("help", |language| typed(language, "?")),
    scene("sent", sent),
    scene("refusal", refusal),
    scene("lost", lost),
    scene("lost_with_a_note", lost_with_a_note),
    scene("message", message),
    scene("alarm_of_a_colleague", |language| alarm(language, 12)),
    scene("own_alarm", |language| alarm(language, 14)),
    scene("silent_with_broken_devices", silent_with_broken_devices),
    scene("practice", practice),
    scene("training_begins", |language| training(language, false)),
    scene("training_called", |language| training(language, true)),
];

fn idle(language: Language, keys: &str) -> Desk {
    type_in(Desk::in_language(language), keys)
}

fn typed(language: Language, keys: &str) -> Desk {
    type_in(serving(language), keys)
}

fn type_in(mut desk: Desk, keys: &str) -> Desk {
    for key in keys.chars() {
        desk.letter(key);
    }
    desk
}

fn sign_in_pin(language: Language) -> Desk {
    let mut desk = Desk::strict(language);
    desk.press(Key::Enter);
    type_in(desk, "2957")
}

fn sign_in_card(language: Language) -> Desk {
    type_in(Desk::strict(language), "AKCARD02")
}

fn sign_in_code(language: Language) -> Desk {
    let mut desk = Desk::strict(language);
    desk.window().posts.clear();
    desk.show();
    type_in(desk, "W14")
}

fn locked_with_hand(language: Language) -> Desk {
    let mut desk = Desk::strict(language);
    desk.put_in_hand(23, "serving");
    desk.show();
    desk
}

fn connecting(language: Language) -> Desk {
    let mut desk = Desk::offline(Settings {
        language,
        ..Settings::default()
    });
    desk.letter(' ');
    desk
}

fn refused_device(language: Language) -> Desk {
    let mut desk = serving(language);
    desk.send(Event::Link(LinkNews::Refused {
        code: "unknown_device".to_owned(),
        title: match language {
            Language::ZhCn => "服务器不认识本设备,请重新登记",
            Language::En => "The server does not know this device; enrol it again",
            Language::ZhHant => "伺服器不認識本設備,請重新登記",
        }
        .to_owned(),
    }));
    desk
}

fn before_the_day(language: Language) -> Desk {
    let mut desk = window_closed(language);
    desk.picture.day = None;
    desk.picture.tickets.clear();
    desk.show();
    desk
}

fn day(language: Language, stage: &str) -> Desk {
    let mut desk = Desk::in_language(language);
    if let Some(day) = &mut desk.picture.day {
        stage.clone_into(&mut day.stage);
    }
    if stage == "closed" {
        desk.picture.tickets.clear();
        "closed".clone_into(&mut desk.window().state);
    }
    desk.show();
    desk
}

fn window_closed(language: Language) -> Desk {
    let mut desk = Desk::in_language(language);
    "closed".clone_into(&mut desk.window().state);
    desk.show();
    desk
}

fn free_with_nobody(language: Language) -> Desk {
    let mut desk = Desk::in_language(language);
    desk.picture.tickets.clear();
    desk.show();
    desk
}

/// The number that just left may be taken back.
fn free_after_a_finish(language: Language) -> Desk {
    let mut desk = serving(language);
    desk.picture.tickets.remove(&TicketId(23));
    desk.window().ticket = None;
    desk.show();
    desk
}

/// Announced so often, the last time so many seconds ago.
fn called(language: Language, seconds: i64, calls: u16) -> Desk {
    let mut desk = Desk::in_language(language);
    desk.put_in_hand(23, "called");
    desk.change(23, |ticket| {
        (ticket.called_at, ticket.calls) = (Some(ago(seconds)), calls);
    });
    desk.show();
    desk
}

fn serving_long(language: Language) -> Desk {
    let mut desk = serving(language);
    desk.change(23, |ticket| ticket.since = ago(4_000));
    if let Some(hand) = &mut desk.window().ticket {
        hand.since = ago(4_000);
    }
    desk.show();
    desk
}

/// A paper ticked off, pieces and a case number noted, the fourth leg of a visit.
fn serving_noted(language: Language) -> Desk {
    let mut desk = serving(language);
    let leg = |queue, item, window, minutes: i64, end, outcome| LegView {
        queue: code(queue),
        item,
        window: Some(WindowNumber(window)),
        ended: Some(ago(minutes * 60)),
        end: Some(end),
        outcome,
    };
    desk.change(23, |ticket| {
        ticket.legs = 4;
        ticket.earlier = vec![
            leg("tax", None, 3, 95, LegEnd::Missed, None),
            leg("tax", None, 5, 60, LegEnd::WentOn, None),
            leg(
                "card",
                Some(code("GJ01")),
                12,
                30,
                LegEnd::Transferred,
                Some(Outcome::Incomplete),
            ),
        ];
    });
    desk.show();
    desk.letter('1');
    for (part, text) in [('2', "3"), ('3', "AK-2026-17")] {
        desk = type_in(desk, "i");
        desk.letter(part);
        desk.enter(text);
    }
    desk
}

fn serving_priority(language: Language) -> Desk {
    let mut desk = Desk::in_language(language);
    desk.put_in_hand(24, "serving");
    desk.show();
    desk
}

fn paused(language: Language) -> Desk {
    let mut desk = Desk::in_language(language);
    let window = desk.window();
    "paused".clone_into(&mut window.state);
    window.reason = Some(ReasonView {
        code: Some("meal".to_owned()),
        names: names("用餐", "Meal"),
    });
    window.until = Some(ago(-1_380));
    desk.show();
    desk
}

/// More held and missed ones than have room, and many who wait.
fn held_and_missed(language: Language) -> Desk {
    let mut desk = Desk::in_language(language);
    for id in 40..90 {
        desk.add(ticket_at(id, "waiting"));
    }
    for id in 1..7 {
        desk.add(ticket_at(id, if id % 2 == 0 { "held" } else { "missed" }));
    }
    desk.show();
    desk
}

fn ticket_at(id: u64, state: &str) -> TicketView {
    let ticket = crate::testing::ticket(id, "card", 560 - id as i64, "");
    let is_here = matches!(state, "held" | "missed");
    TicketView {
        state: state.to_owned(),
        window: is_here.then_some(WindowNumber(14)),
        restore_until: (state == "missed").then(|| ago(-600)),
        ..ticket
    }
}

fn list_missed(language: Language) -> Desk {
    type_in(held_and_missed(language), "g")
}

fn transfer_words(language: Language) -> Desk {
    let mut desk = typed(language, "t1");
    desk.press(Key::End);
    desk.press(Key::Enter);
    type_in(desk, "机器坏了, counter 3")
}

fn sent(language: Language) -> Desk {
    idle(language, " ")
}

fn refusal(language: Language) -> Desk {
    let mut desk = called(language, 25, 2);
    refuse(&mut desk, 'r');
    desk
}

fn lost(language: Language) -> Desk {
    let mut desk = serving(language);
    desk.lose();
    desk.pass(8_000);
    type_in(desk, "h")
}

fn lost_with_a_note(language: Language) -> Desk {
    let mut desk = serving(language);
    desk.lose();
    desk.pass(8_000);
    type_in(desk, "f")
}

fn message(language: Language) -> Desk {
    let mut desk = serving(language);
    let text = match language {
        Language::ZhCn => "系统已恢复,请各窗口重新登录;公交卡今天改到十四号窗口办理",
        Language::En => {
            "The system is back, please sign in again; bus cards are at window 14 today"
        }
        Language::ZhHant => "系統已恢復,請各窗口重新登入;公交卡今天改到十四號窗口辦理",
    };
    desk.picture.messages = vec![MessageView {
        at: ago(60),
        text: text.to_owned(),
        to: Vec::new(),
    }];
    desk.show();
    desk
}

fn alarm(language: Language, window: u16) -> Desk {
    let mut desk = serving(language);
    desk.picture.alarms = vec![AlarmView {
        alarm: format!("help_alarm:{window}"),
        name: String::new(),
        accepted: String::new(),
        since: ago(3),
    }];
    desk.show();
    desk
}

/// The server does not hear this window, and nothing beside it answers.
fn silent_with_broken_devices(language: Language) -> Desk {
    let mut desk = Desk::open(Settings {
        language,
        pad: true,
        call_box: true,
        ..Settings::default()
    });
    desk.window().silent = true;
    desk.show();
    let port = || "/dev/ttyUSB0".to_owned();
    desk.send(Event::Pad(PadNews::Offline(port())));
    desk.send(Event::Bar(BarNews::Trouble(port())));
    desk.send(Event::CallBox(CallBoxNews::Offline(port())));
    desk
}

fn practice(language: Language) -> Desk {
    let mut desk = serving(language);
    let mut welcome = welcome();
    welcome.hall.practice = true;
    desk.send(Event::Link(LinkNews::Connected(Box::new(welcome))));
    desk.show();
    desk
}

/// The lesson at its first task, or after the first call.
fn training(language: Language, has_called: bool) -> Desk {
    let mut desk = Desk::open(Settings {
        language,
        train: true,
        ..Settings::default()
    });
    let mut welcome = welcome();
    welcome.hall.practice = true;
    desk.send(Event::Link(LinkNews::Connected(Box::new(welcome))));
    desk.show();
    if has_called {
        let actions = desk.letter(' ');
        let [Action::Post(post)] = &actions[..] else {
            panic!("space posts: {actions:?}")
        };
        let request_id = post.request_id.clone();
        desk.put_in_hand(24, "called");
        desk.show();
        let ticket = desk.picture.tickets[&TicketId(24)].as_ref().clone();
        let result = Ok(Answer::Ticket(Box::new(ticket)));
        desk.send(Event::Reply { request_id, result });
    }
    desk
}

fn case_step(language: Language) -> Desk {
    let mut desk = Desk::in_language(language);
    desk.letter('#');
    for action in desk.enter("0012") {
        if let Action::Post(post) = action {
            let acts = [
                "approve", "suspend", "extend", "return", "withdraw", "hand-on",
            ];
            let found = CasesView {
                cases: vec![case(12, &acts)],
                next: None,
            };
            desk.send(Event::Reply {
                request_id: post.request_id,
                result: Ok(Answer::Cases(found)),
            });
        }
    }
    desk
}
