//! Scripts for the machine: what a clerk presses, what the server answers, what must follow.

mod aid;
mod behind;
mod call_box;
mod card;
mod case;
mod case_steps;
mod lesson;
mod noted;
mod services;
mod sign_in;

use super::*;
use crate::testing::{Desk, NOW, ago, code, prompt, ticket, welcome};
use hall_core::Span;
use hall_core::ticket::PaperState;
use hall_protocol::Problem;
use hall_protocol::api::Act;
use hall_protocol::view::WindowView;
use std::sync::Arc;

/// The one post among the actions.
fn post(actions: &[Action]) -> &Post {
    let posts: Vec<&Post> = actions
        .iter()
        .filter_map(|action| match action {
            Action::Post(post) => Some(post),
            _ => None,
        })
        .collect();
    assert_eq!(posts.len(), 1, "one key is one post: {actions:?}");
    posts[0]
}

fn act(post: &Post) -> &Act {
    match &post.body {
        Body::Act(act) => act,
        other => panic!("an act was expected, not {other:?}"),
    }
}

fn change(post: &Post) -> &hall_protocol::api::Change {
    match &post.body {
        Body::Change(change) => change,
        other => panic!("a change was expected, not {other:?}"),
    }
}

fn answer_ticket(desk: &mut Desk, post: &Post, ticket: TicketView) -> Vec<Action> {
    let result = Ok(Answer::Ticket(Box::new(ticket)));
    desk.send(Event::Reply {
        request_id: post.request_id.clone(),
        result,
    })
}

fn refuse(desk: &mut Desk, post: &Post, code: &str, ticket: Option<TicketView>) -> Vec<Action> {
    let problem = Problem {
        status: 409,
        code: code.to_owned(),
        title: "No".to_owned(),
        detail: String::new(),
        hint: "Do that instead".to_owned(),
        ticket: ticket.map(Box::new),
    };
    let result = Err(Failure::Refused(Box::new(problem)));
    desk.send(Event::Reply {
        request_id: post.request_id.clone(),
        result,
    })
}

/// The ticket as the server would answer it.
fn at_window(id: u64, state: &str, version: u32) -> TicketView {
    TicketView {
        state: state.to_owned(),
        window: Some(WindowNumber(14)),
        version,
        calls: 1,
        called_at: Some(hall_protocol::Stamp(NOW)),
        since: hall_protocol::Stamp(NOW),
        paper: PaperState::Printed,
        ..ticket(id, "card", 720, "")
    }
}

#[test]
fn a_person_is_called_served_and_finished_with_three_keys() {
    let mut desk = Desk::open(Settings::default());
    let call = post(&desk.letter(' ')).clone();
    assert_eq!(call.path, "/api/v1/windows/14/call-next");
    assert_eq!(
        act(&call),
        &Act {
            request_id: "id-1".to_owned(),
            ..Act::default()
        }
    );
    assert!(desk.machine.pending().is_some());

    answer_ticket(&mut desk, &call, at_window(23, "called", 2));
    assert!(desk.machine.pending().is_none());
    let hand = desk
        .machine
        .hand()
        .expect("the answer put the ticket in hand");
    assert_eq!((hand.number, hand.serving), ("E023", false));
    assert!(
        desk.machine
            .waiting()
            .iter()
            .all(|waiting| waiting.id.0 != 23)
    );

    let start = post(&desk.letter('s')).clone();
    assert_eq!(start.path, "/api/v1/windows/14/start");
    assert_eq!(
        (act(&start).ticket, act(&start).version),
        (Some(TicketId(23)), Some(2))
    );
    answer_ticket(&mut desk, &start, at_window(23, "serving", 3));

    let finish = post(&desk.press(Key::F(5))).clone();
    assert_eq!(finish.path, "/api/v1/windows/14/finish");
    assert_eq!(act(&finish).version, Some(3));
    answer_ticket(&mut desk, &finish, at_window(23, "finished", 4));
    assert!(desk.machine.hand().is_none());
    assert_eq!(
        desk.machine.last().map(|last| last.ticket),
        Some(TicketId(23))
    );
}

#[test]
fn a_held_down_key_posts_once_even_after_the_answer() {
    let mut desk = Desk::open(Settings::default());
    let call = post(&desk.letter(' ')).clone();
    for _ in 0..40 {
        desk.pass(33);
        assert_eq!(desk.send(Event::Key(Key::Char(' '))), Vec::new());
    }
    answer_ticket(&mut desk, &call, at_window(23, "called", 2));
    for _ in 0..40 {
        desk.pass(500);
        assert_eq!(desk.send(Event::Key(Key::Char(' '))), Vec::new());
    }
    assert_eq!(desk.letter(' ').len(), 1, "a second press is a second wish");
}

#[test]
fn nothing_else_is_sent_while_an_act_is_on_its_way() {
    let mut desk = Desk::open(Settings::default());
    let call = post(&desk.letter(' ')).clone();
    for key in ['s', ' ', 'f', 'o', 'u'] {
        assert_eq!(desk.letter(key), Vec::new(), "{key}");
    }
    let stranger = Event::Reply {
        request_id: "id-99".to_owned(),
        result: Err(Failure::Unreachable(String::new())),
    };
    desk.send(stranger);
    assert!(
        desk.machine.pending().is_some(),
        "only its own answer ends the wait"
    );
    answer_ticket(&mut desk, &call, at_window(23, "called", 2));
    assert_eq!(desk.letter('s').len(), 1);
}

#[test]
fn a_refusal_stays_in_words_until_the_next_key() {
    let mut desk = Desk::open(Settings::default());
    let recall = post(&desk.letter('r')).clone();
    refuse(&mut desk, &recall, "nothing_in_hand", None);
    desk.pass(60_000);
    let notice = desk.machine.notice().expect("the refusal is shown");
    assert_eq!(
        (
            notice.title.as_str(),
            notice.hint.as_str(),
            notice.code.as_str()
        ),
        ("No", "Do that instead", "nothing_in_hand")
    );
    desk.letter('x');
    assert!(desk.machine.notice().is_none());
}

#[test]
fn a_stale_version_redraws_with_the_truth() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "called");
    desk.show();
    let missed = post(&desk.letter('n')).clone();
    refuse(
        &mut desk,
        &missed,
        "stale_version",
        Some(at_window(23, "serving", 9)),
    );
    let hand = desk.machine.hand().expect("the ticket is still here");
    assert!(hand.serving, "the screen shows what the server knows");
    let finish = post(&desk.letter('f')).clone();
    assert_eq!(
        act(&finish).version,
        Some(9),
        "the next act names the new version"
    );
}

#[test]
fn without_the_link_nothing_is_sent_and_the_line_says_since_when() {
    let mut desk = Desk::open(Settings::default());
    assert_eq!(desk.lose(), vec![Action::Ring]);
    desk.pass(7_000);
    for key in [
        ' ', 'r', 's', 'f', 'n', 'h', 'u', 'l', 't', 'p', 'o', 'c', 'b', 'g',
    ] {
        let actions = desk.letter(key);
        assert_eq!(actions, Vec::new(), "{key}");
        assert!(desk.machine.notice().is_some(), "{key}");
        assert!(desk.machine.chooser().is_none(), "{key}");
    }
    let Link::Lost { at, .. } = desk.machine.link() else {
        panic!("the link is lost")
    };
    assert_eq!(*at, Some(NOW));
    assert_eq!(desk.connect(), vec![Action::FetchItems]);
    assert_eq!(desk.letter(' ').len(), 1, "it goes on by itself");
}

#[test]
fn an_act_without_an_answer_says_that_nobody_knows() {
    let mut desk = Desk::open(Settings::default());
    let call = post(&desk.letter(' ')).clone();
    let result = Err(Failure::Unreachable("timed out".to_owned()));
    desk.send(Event::Reply {
        request_id: call.request_id,
        result,
    });
    assert!(desk.machine.pending().is_none());
    assert_eq!(
        desk.machine.notice().map(|n| n.code.as_str()),
        Some("timed out")
    );
    // The feed tells what became of it.
    desk.put_in_hand(23, "called");
    desk.show();
    assert_eq!(desk.machine.hand().map(|hand| hand.number), Some("E023"));
}

#[test]
fn an_answer_that_the_feed_does_not_confirm_is_forgotten() {
    let mut desk = Desk::open(Settings::default());
    let call = post(&desk.letter(' ')).clone();
    answer_ticket(&mut desk, &call, at_window(23, "called", 2));
    desk.pass(crate::limits::TRUTH_MS);
    assert!(desk.machine.hand().is_none(), "the feed has the last word");
}

#[test]
fn an_older_picture_does_not_undo_a_newer_answer() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    let finish = post(&desk.letter('f')).clone();
    answer_ticket(&mut desk, &finish, at_window(23, "finished", 3));
    desk.show();
    assert!(desk.machine.hand().is_none());
    assert_eq!(desk.letter(' ').len(), 1);
}

#[test]
fn one_held_ticket_is_resumed_at_once_and_of_several_one_is_chosen() {
    let mut desk = Desk::open(Settings::default());
    let resume = post(&desk.letter('u')).clone();
    assert_eq!(resume.path, "/api/v1/windows/14/resume");
    assert_eq!(act(&resume).ticket, Some(TicketId(9)));
    refuse(&mut desk, &resume, "window_busy", None);

    let second = TicketView {
        state: "held".to_owned(),
        ..at_window(10, "held", 4)
    };
    desk.picture.tickets.insert(second.id, second.into());
    desk.show();
    assert_eq!(desk.letter('u'), Vec::new());
    assert_eq!(
        desk.machine.chooser().map(|list| list.choices.len()),
        Some(2)
    );
    let resume = post(&desk.letter('2')).clone();
    assert_eq!(
        (act(&resume).ticket, act(&resume).version),
        (Some(TicketId(10)), Some(4))
    );
}

#[test]
fn release_means_the_called_ticket_first_and_a_held_one_otherwise() {
    let mut desk = Desk::open(Settings::default());
    let release = post(&desk.letter('l')).clone();
    assert_eq!(act(&release).ticket, Some(TicketId(9)), "nobody is called");
    refuse(&mut desk, &release, "not_held", None);
    desk.put_in_hand(23, "called");
    desk.show();
    assert_eq!(act(post(&desk.letter('l'))).ticket, Some(TicketId(23)));
}

#[test]
fn a_transfer_names_the_queue_and_a_reason() {
    let mut desk = Desk::open(Settings::default());
    desk.letter('t');
    assert!(
        desk.machine.notice().is_some(),
        "there is nothing to transfer"
    );
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.letter('t');
    let list = desk.machine.chooser().expect("queues are offered");
    assert_eq!(
        list.choices
            .iter()
            .map(|choice| choice.value.as_str())
            .collect::<Vec<_>>(),
        ["id", "tax"],
        "its own queue is not offered"
    );
    desk.press(Key::Down);
    assert_eq!(
        desk.press(Key::Enter),
        Vec::new(),
        "a reason is asked for first"
    );
    let transfer = post(&desk.letter('2')).clone();
    assert_eq!(transfer.path, "/api/v1/windows/14/transfer");
    let sent = act(&transfer);
    assert_eq!(
        (sent.ticket, sent.queue.as_deref()),
        (Some(TicketId(23)), Some("tax"))
    );
    assert_eq!(sent.reason.as_deref(), Some("取错了号"));
}

/// A desk with an open window 15 and a closed window 16 beside it.
fn with_neighbours() -> Desk {
    let mut desk = Desk::open(Settings::default());
    for (number, state) in [(15, "open"), (16, "closed")] {
        let neighbour = WindowView {
            number: WindowNumber(number),
            state: state.to_owned(),
            ..desk.window().clone()
        };
        desk.picture.windows.insert(neighbour.number, neighbour);
    }
    desk
}

#[test]
fn a_transfer_may_name_one_open_window() {
    let mut desk = with_neighbours();
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.letter('t');
    let list = desk.machine.chooser().expect("places are offered");
    let labels: Vec<&str> = list.choices.iter().map(|c| c.label.as_str()).collect();
    assert_eq!(
        labels.len(),
        3,
        "two queues and one open window: {labels:?}"
    );
    assert_eq!(labels[2], "只到 15 号窗口(公交IC公益卡)");
    desk.letter('3');
    let transfer = post(&desk.letter('1')).clone();
    let sent = act(&transfer);
    assert_eq!(
        (sent.queue.as_deref(), sent.window),
        (None, Some(WindowNumber(15)))
    );
}

#[test]
fn a_call_out_of_turn_asks_whom_and_why() {
    let mut desk = Desk::open(Settings::default());
    desk.letter('x');
    let list = desk.machine.chooser().expect("those who wait are offered");
    let ids: Vec<&str> = list.choices.iter().map(|c| c.value.as_str()).collect();
    assert_eq!(
        ids,
        ["24", "23", "25", "31"],
        "in order of place, own first"
    );
    assert_eq!(desk.letter('3'), Vec::new(), "a reason is asked for first");
    let call = post(&desk.letter('2')).clone();
    assert_eq!(call.path, "/api/v1/windows/14/call");
    let sent = act(&call);
    assert_eq!(
        (sent.ticket, sent.version, sent.reason.as_deref()),
        (Some(TicketId(25)), Some(1), Some("误被跳过"))
    );
    answer_ticket(&mut desk, &call, at_window(25, "called", 2));
    assert_eq!(desk.machine.hand().map(|hand| hand.id), Some(TicketId(25)));
}

#[test]
fn a_call_out_of_turn_takes_own_words() {
    let mut desk = Desk::open(Settings::default());
    desk.letter('x');
    desk.letter('1');
    desk.press(Key::End);
    assert_eq!(desk.press(Key::Enter), Vec::new());
    for c in "孕妇".chars() {
        desk.send(Event::Key(Key::Char(c)));
    }
    let call = post(&desk.press(Key::Enter)).clone();
    assert_eq!(act(&call).reason.as_deref(), Some("孕妇"));
}

#[test]
fn a_service_may_end_without_being_done() {
    let mut desk = Desk::open(Settings::default());
    desk.letter('e');
    assert!(desk.machine.notice().is_some(), "nothing is in hand");
    desk.put_in_hand(23, "serving");
    desk.show();
    for (key, outcome) in [
        ('1', hall_core::ticket::Outcome::Incomplete),
        ('2', hall_core::ticket::Outcome::Refused),
    ] {
        desk.letter('e');
        let finish = post(&desk.letter(key)).clone();
        assert_eq!(finish.path, "/api/v1/windows/14/finish");
        let sent = act(&finish);
        assert_eq!(
            (sent.ticket, sent.outcome),
            (Some(TicketId(23)), Some(outcome))
        );
        refuse(&mut desk, &finish, "not_serving", None);
    }
}

#[test]
fn who_gives_up_is_chosen_and_never_taken_by_one_key() {
    let mut desk = Desk::open(Settings::default());
    desk.picture.tickets.retain(|id, _| id.0 == 23);
    desk.show();
    assert_eq!(desk.letter('w'), Vec::new(), "also with one person");
    let withdraw = post(&desk.press(Key::Enter)).clone();
    assert_eq!(withdraw.path, "/api/v1/tickets/23/withdraw");
    assert_eq!(act(&withdraw).version, Some(1));
    desk.picture.tickets.clear();
    desk.show();
    refuse(&mut desk, &withdraw, "not_waiting", None);
    for key in ['w', 'x'] {
        desk.letter(key);
        let notice = desk.machine.notice().expect("nobody waits");
        assert_eq!(notice.title, "本窗口没有人在等");
    }
}

#[test]
fn a_transfer_takes_own_words_and_letters_are_not_keys_then() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.letter('t');
    desk.letter('1');
    desk.press(Key::End);
    desk.press(Key::Up);
    desk.press(Key::Down);
    desk.press(Key::Enter);
    assert_eq!(desk.press(Key::Enter), Vec::new(), "no words are no reason");
    for c in "qq 补件x".chars() {
        assert_eq!(desk.send(Event::Key(Key::Char(c))), Vec::new());
    }
    desk.press(Key::Backspace);
    let transfer = post(&desk.press(Key::Enter)).clone();
    assert_eq!(act(&transfer).reason.as_deref(), Some("qq 补件"));
}

#[test]
fn a_list_about_a_ticket_closes_when_the_ticket_is_gone() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.letter('t');
    desk.window().ticket = None;
    desk.show();
    assert!(desk.machine.chooser().is_none());
    assert!(desk.machine.notice().is_some());
}

#[test]
fn no_open_list_outlives_a_history_that_was_lost() {
    let mut desk = Desk::open(Settings::default());
    desk.letter('w');
    desk.lose();
    desk.connect();
    assert!(desk.machine.chooser().is_some(), "the same history goes on");
    let mut welcome = welcome();
    welcome.epoch = "2-0000000000000002".to_owned();
    desk.send(Event::Link(LinkNews::Connected(Box::new(welcome))));
    assert!(desk.machine.chooser().is_none(), "ids mean others now");
    assert!(desk.machine.notice().is_some());
}

#[test]
fn a_pause_has_a_listed_reason_and_minutes_and_ends_with_the_same_key() {
    let mut desk = Desk::open(Settings::default());
    desk.letter('p');
    desk.letter('2');
    let pause = post(&desk.letter('3')).clone();
    assert_eq!(pause.path, "/api/v1/windows/14/pause");
    assert_eq!(change(&pause).reason.as_deref(), Some("meal"));
    assert_eq!(change(&pause).minutes, Some(15));

    let window = WindowView {
        state: "paused".to_owned(),
        ..desk.window().clone()
    };
    let result = Ok(Answer::Window(Box::new(window)));
    desk.send(Event::Reply {
        request_id: pause.request_id,
        result,
    });
    assert_eq!(
        desk.machine.stage(),
        Stage::Paused,
        "the answer is shown before the feed"
    );
    assert_eq!(post(&desk.letter('p')).path, "/api/v1/windows/14/open");
}

#[test]
fn the_reasons_of_the_hall_come_before_the_usual_ones() {
    let mut desk = Desk::open(Settings::default());
    let mut told = welcome();
    told.hall.reasons = vec![hall_protocol::view::ReasonView {
        code: Some("drill".to_owned()),
        names: crate::testing::names("消防演习", "Fire drill"),
    }];
    desk.send(Event::Link(LinkNews::Connected(Box::new(told))));
    desk.letter('p');
    let list = desk.machine.chooser().expect("reasons are offered");
    assert_eq!(list.choices, vec![Choice::new("消防演习", "drill")]);
}

#[test]
fn the_window_opens_only_when_the_clerk_says_so() {
    let settings = Settings {
        clerk: Some(code("W14A")),
        ..Settings::default()
    };
    let mut desk = Desk::offline(settings);
    assert_eq!(
        desk.connect(),
        vec![Action::FetchItems],
        "nothing opens by itself"
    );
    let open = post(&desk.letter('o')).clone();
    assert_eq!(open.path, "/api/v1/windows/14/open");
    assert_eq!(change(&open).clerk, Some(code("W14A")));
    assert_eq!(change(&open).request_id.as_deref(), Some("id-1"));
}

#[test]
fn closing_asks_only_when_people_wait() {
    let mut desk = Desk::open(Settings::default());
    assert_eq!(desk.letter('c'), Vec::new());
    assert_eq!(
        desk.press(Key::Enter),
        Vec::new(),
        "the safe answer stands first"
    );
    assert!(desk.machine.chooser().is_none());
    desk.letter('c');
    assert_eq!(post(&desk.letter('2')).path, "/api/v1/windows/14/close");

    let mut desk = Desk::open(Settings::default());
    desk.picture.tickets.clear();
    desk.show();
    assert_eq!(post(&desk.letter('c')).path, "/api/v1/windows/14/close");
}

#[test]
fn a_missed_person_is_restored_and_a_mistake_is_undone() {
    let mut desk = Desk::open(Settings::default());
    let restore = post(&desk.letter('g')).clone();
    assert_eq!(restore.path, "/api/v1/tickets/17/restore");
    answer_ticket(
        &mut desk,
        &restore,
        TicketView {
            version: 2,
            ..ticket(17, "card", 2_000, "")
        },
    );

    desk.put_in_hand(23, "called");
    desk.show();
    let missed = post(&desk.letter('n')).clone();
    answer_ticket(&mut desk, &missed, at_window(23, "missed", 3));
    let undo = post(&desk.letter('b')).clone();
    assert_eq!(undo.path, "/api/v1/windows/14/reopen");
    assert_eq!(
        (act(&undo).ticket, act(&undo).version),
        (Some(TicketId(23)), Some(3))
    );
    answer_ticket(&mut desk, &undo, at_window(23, "serving", 4));
    assert!(desk.machine.last().is_none(), "it is undone once");
}

#[test]
fn a_finish_whose_answer_was_lost_can_still_be_undone() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.picture.tickets.remove(&TicketId(23));
    desk.window().ticket = None;
    desk.show();
    assert_eq!(act(post(&desk.letter('b'))).ticket, Some(TicketId(23)));
}

#[test]
fn the_bell_rings_when_somebody_comes_to_an_idle_window() {
    let mut desk = Desk::open(Settings::default());
    let people = std::mem::take(&mut desk.picture.tickets);
    assert_eq!(desk.show(), Vec::new());
    desk.picture.tickets = people;
    assert_eq!(desk.show(), vec![Action::Ring]);
    assert_eq!(desk.show(), Vec::new(), "once");
}

#[test]
fn the_pad_asks_once_for_as_long_as_is_left_and_stops_when_told() {
    let settings = Settings {
        pad: true,
        ..Settings::default()
    };
    let mut desk = Desk::open(settings);
    desk.picture
        .prompts
        .insert(WindowNumber(14), prompt(23, 60));
    let start = Action::PadStart {
        ticket: TicketId(23),
        seconds: 60,
    };
    assert_eq!(desk.show(), vec![start]);
    assert_eq!(desk.show(), Vec::new(), "one prompt, one question");
    desk.picture.prompts.clear();
    assert_eq!(
        desk.show(),
        vec![Action::PadCancel {
            ticket: TicketId(23)
        }]
    );
    desk.picture.prompts.insert(WindowNumber(14), prompt(24, 0));
    assert_eq!(desk.show(), Vec::new(), "too late to ask");
}

#[test]
fn a_prompt_of_another_window_or_without_a_pad_starts_nothing() {
    let mut desk = Desk::open(Settings {
        pad: true,
        ..Settings::default()
    });
    let other = hall_protocol::view::PromptView {
        window: WindowNumber(13),
        ..prompt(23, 60)
    };
    desk.picture.prompts.insert(WindowNumber(13), other);
    assert_eq!(desk.show(), Vec::new());

    let mut desk = Desk::open(Settings::default());
    desk.picture
        .prompts
        .insert(WindowNumber(14), prompt(23, 60));
    assert_eq!(desk.show(), Vec::new());
}

#[test]
fn no_key_and_no_answer_ever_posts_a_rating() {
    let mut desk = Desk::open(Settings {
        pad: true,
        ..Settings::default()
    });
    desk.put_in_hand(23, "serving");
    desk.show();
    for binding in &BINDINGS {
        for action in desk.letter(binding.key) {
            if let Action::Post(post) = action {
                assert!(!post.path.contains("rating"), "{post:?}");
                refuse(&mut desk, &post, "no", None);
            }
        }
        desk.press(Key::Esc);
    }
}

#[test]
fn a_token_that_is_no_windows_is_said_and_sends_nothing() {
    let mut desk = Desk::offline(Settings::default());
    let board = Welcome {
        window: None,
        ..welcome()
    };
    desk.send(Event::Link(LinkNews::Connected(Box::new(board))));
    assert!(matches!(desk.machine.link(), Link::Refused { .. }));
    assert_eq!(desk.letter(' '), Vec::new());
    assert!(desk.machine.notice().is_some());
}

#[test]
fn lists_stand_in_order_of_place_and_leave_out_what_is_not_for_this_window() {
    let mut desk = Desk::open(Settings::default());
    let bound = TicketView {
        only_window: Some(WindowNumber(13)),
        ..ticket(40, "card", 9_000, "")
    };
    let late = TicketView {
        restore_until: Some(ago(1)),
        ..at_window(41, "missed", 1)
    };
    for ticket in [bound, late, ticket(42, "id", 9_000, "")] {
        desk.picture.tickets.insert(ticket.id, ticket.into());
    }
    desk.show();
    let numbers = |list: Vec<&TicketView>| {
        list.iter()
            .map(|ticket| ticket.number.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        numbers(desk.machine.waiting()),
        ["E024", "E023", "E025", "E031"]
    );
    assert_eq!(numbers(desk.machine.missed()), ["E017"]);
    assert_eq!(numbers(desk.machine.held()), ["E009"]);
}

#[test]
fn materials_are_ticked_off_for_one_person_only() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.letter('2');
    desk.letter('7');
    assert!(desk.machine.is_checked(1) && !desk.machine.is_checked(6));
    desk.put_in_hand(25, "serving");
    desk.show();
    assert!(!desk.machine.is_checked(1));
}

#[test]
fn recall_and_missed_wait_for_the_halls_interval() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "called");
    let ticket = desk
        .picture
        .tickets
        .get_mut(&TicketId(23))
        .map(Arc::make_mut)
        .expect("it is there");
    ticket.called_at = Some(hall_protocol::Stamp(NOW));
    ticket.calls = 3;
    desk.show();
    assert_eq!(desk.machine.seconds_to_recall(), 20);
    assert!(desk.machine.suggests_missed());
    desk.pass(Span::seconds(20).0.unsigned_abs());
    assert_eq!(desk.machine.seconds_to_recall(), 0);
}

#[test]
fn control_c_leaves_from_everywhere_and_q_from_the_desk() {
    let mut desk = Desk::open(Settings::default());
    desk.letter('p');
    assert_eq!(desk.letter('q'), Vec::new(), "q is no answer to a list");
    assert_eq!(desk.press(Key::Interrupt), vec![Action::Quit]);
    desk.press(Key::Esc);
    assert_eq!(desk.letter('q'), vec![Action::Quit]);
}

#[test]
fn undoing_is_offered_for_two_minutes_and_never_for_what_is_rated() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    let finish = post(&desk.letter('f')).clone();
    answer_ticket(&mut desk, &finish, at_window(23, "finished", 3));
    assert!(desk.machine.last().is_some());
    desk.pass(121_000);
    assert!(desk.machine.last().is_none());
    assert_eq!(
        act(post(&desk.letter('b'))).ticket,
        Some(TicketId(23)),
        "the server decides"
    );

    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    let finish = post(&desk.letter('f')).clone();
    answer_ticket(&mut desk, &finish, at_window(23, "finished", 3));
    desk.send(Event::Pad(PadNews::Rated(TicketId(23))));
    assert!(desk.machine.last().is_none());
}

#[test]
fn a_pause_with_a_number_in_hand_is_refused_before_any_question() {
    let mut desk = Desk::open(Settings::default());
    desk.put_in_hand(23, "serving");
    desk.show();
    assert_eq!(desk.letter('p'), Vec::new());
    assert!(desk.machine.chooser().is_none() && desk.machine.notice().is_some());
}
