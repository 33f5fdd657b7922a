//! The citizen's page.

use super::scene::{NOW, ago, hall, item, picture, ticket};
use super::{check_page, words_of};
use crate::pages::{
    Gone, LocalTime, Phone, beat_event, live_event, phone, phone_fragment, phone_gone,
};
use hall_core::plan::Language;
use hall_protocol::view::TicketView;

const STATES: [&str; 8] = [
    "waiting",
    "called",
    "serving",
    "held",
    "missed",
    "finished",
    "withdrawn",
    "expired",
];

/// The page of a ticket in the scene's hall, and whether only its inner part.
fn page(ticket: &TicketView, whole: bool) -> String {
    let (hall, picture, item) = (hall(), picture(), item());
    let window = picture
        .windows
        .values()
        .find(|window| Some(window.number) == ticket.window);
    let view = Phone {
        hall: &hall,
        ticket,
        item: Some(&item),
        queue: picture.queues.get(&ticket.queue),
        window,
        serving_now: Some("E006"),
        now: NOW,
        stream: "/stream/t/0",
    };
    if whole {
        phone(&view)
    } else {
        phone_fragment(&view)
    }
}

#[test]
fn every_state_has_its_words_in_every_language() {
    for language in Language::ALL {
        for state in STATES {
            let shown = page(
                &TicketView {
                    language,
                    ..ticket(state)
                },
                true,
            );
            check_page(&shown);
            assert!(shown.contains(&format!("is-{state}")) && shown.contains("E023"));
            assert!(shown.contains(&format!("<html lang=\"{}\">", language.tag())));
        }
    }
}

#[test]
fn who_waits_reads_how_many_how_long_and_until_when() {
    let words = words_of(&page(&ticket("waiting"), false));
    assert!(
        words.contains("前面还有 17 人 大约 20–35 分钟，11:02–11:17 之间"),
        "{words}"
    );
    assert!(words.contains("正在办理 E006") && words.contains("身份证原件"));
    let restored = TicketView {
        number: "E006".to_owned(),
        ..ticket("waiting")
    };
    let own = words_of(&page(&restored, false));
    assert!(!own.contains("正在办理"), "{own}");
    assert!(words.contains("公交卡领卡 · 14 号窗口 · 一楼"));
    let next = TicketView {
        ahead: 0,
        wait_minutes: None,
        ..ticket("waiting")
    };
    let words = words_of(&page(&next, false));
    assert!(words.contains("下一位就是您") && words.contains("暂时估不出时间"));
    let english = TicketView {
        ahead: 1,
        language: Language::En,
        ..ticket("waiting")
    };
    assert!(words_of(&page(&english, false)).contains("1 person ahead"));
}

#[test]
fn who_is_called_reads_the_window_and_the_title_changes() {
    let shown = page(&ticket("called"), false);
    assert!(words_of(&shown).contains("请现在到 14 号窗口"));
    assert!(shown.contains("data-title=\"请到 14 号窗口 · E023\""));
    assert!(words_of(&shown).contains("已叫 2 次"));
}

#[test]
fn who_missed_reads_where_to_go_and_until_when() {
    let words = words_of(&page(&ticket("missed"), false));
    assert!(words.contains("10:58 前到导服台恢复"), "{words}");
    for over in [None, Some(ago(1))] {
        let late = TicketView {
            restore_until: over,
            ..ticket("missed")
        };
        assert!(words_of(&page(&late, false)).contains("不能再恢复了"));
    }
}

#[test]
fn a_ticket_that_is_over_offers_no_bell_and_no_materials() {
    for state in ["serving", "finished", "withdrawn", "expired"] {
        let shown = page(&ticket(state), true);
        assert!(
            !shown.contains("id=\"bell\"") && !shown.contains("身份证原件"),
            "{state}"
        );
    }
}

#[test]
fn an_unknown_ticket_says_what_to_do_and_shows_nothing_of_others() {
    let hall = hall();
    for language in Language::ALL {
        let shown = phone_gone(&Gone {
            hall: &hall,
            language,
        });
        check_page(&shown);
        assert!(!shown.contains("data-stream"));
    }
}

#[test]
fn a_live_message_is_json_with_the_fragment_and_a_beat_has_none() {
    let local = LocalTime::new("Asia/Shanghai");
    let html = page(&ticket("called"), false);
    let message: serde_json::Value =
        serde_json::from_str(&live_event(&local, NOW.0, &html)).expect("our own JSON");
    assert_eq!(message["html"], html);
    assert_eq!(message["clock"], "10:42:07");
    let beat: serde_json::Value =
        serde_json::from_str(&beat_event(&local, NOW.0)).expect("our own JSON");
    assert_eq!(beat["now"], 1_772_505_727_000_i64);
    assert_eq!(beat["version"], message["version"]);
    assert!(beat["version"].as_str().is_some_and(|name| name.len() == 8));
    assert!(beat.get("html").is_none());
    assert!(
        !live_event(&local, NOW.0, &html).contains('\n'),
        "one line of an event stream"
    );
}
