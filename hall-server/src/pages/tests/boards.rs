//! The television board.

use super::scene::{NOW, ago, call, day, hall, missed, notice, picture, queue};
use super::{check_page, words_of};
use crate::pages::limits::BOARD_QUEUES;
use crate::pages::{Board, Stage, Turn, board, board_fragment, no_zone};
use hall_core::Span;
use hall_core::plan::Language;
use hall_protocol::limits::CALL_EXPIRY_S;
use hall_protocol::picture::Picture;
use hall_protocol::view::HallView;
use std::sync::LazyLock;

fn view<'a>(hall: &'a HallView, picture: &'a Picture) -> Board<'a> {
    static EMPTY: LazyLock<Stage> = LazyLock::new(|| Stage::new(1));
    Board {
        hall,
        picture,
        zone: None,
        stage: &EMPTY,
        turn: Turn(0),
        now: NOW,
        opens: None,
        language: Language::ZhCn,
        stream: "/stream/board?lang=zh-CN&x=1",
    }
}

#[test]
fn the_newest_call_is_amber_only_while_it_is_called() {
    let (hall, mut picture) = (hall(), picture());
    let shown = board(&view(&hall, &picture));
    check_page(&shown);
    assert_eq!(shown.matches("newest called").count(), 1);
    assert!(
        words_of(&shown).contains("▶ 请到"),
        "a sign beside the colour"
    );
    assert!(words_of(&shown).contains("请到 please go to E023"));
    let window = picture
        .windows
        .values_mut()
        .find(|w| w.number.0 == 14)
        .expect("window 14");
    window.ticket.as_mut().expect("a ticket in hand").state = "serving".to_owned();
    let shown = board_fragment(&view(&hall, &picture));
    assert_eq!(shown.matches("newest called").count(), 0);
    assert!(words_of(&shown).contains("办理中 being served E023"));
    let window = picture
        .windows
        .values_mut()
        .find(|w| w.number.0 == 14)
        .expect("window 14");
    window.ticket = None;
    let shown = board_fragment(&view(&hall, &picture));
    assert!(
        words_of(&shown).contains("刚刚呼叫 just called E023"),
        "served and gone"
    );
}

/// What the strip says, turn by turn.
fn told(picture: &Picture, zone: Option<&str>, turns: u32) -> Vec<String> {
    let hall = hall();
    let strip = |turn| {
        let shown = board_fragment(&Board {
            zone: zone.map(|zone| zone.parse().expect("a code")),
            turn: Turn(turn),
            ..view(&hall, picture)
        });
        let at = shown.find("<p class=\"notice")?;
        let end = shown[at..].find("</p>")?;
        Some(words_of(&shown[at..at + end]))
    };
    (0..turns).filter_map(strip).collect()
}

#[test]
fn notices_stand_in_turn_the_newest_first_each_in_two_languages() {
    let mut picture = picture();
    assert_eq!(told(&picture, None, 2), [""; 0]);
    picture.notices = vec![
        notice(1, "国庆节放假七天", "Closed for seven days", false),
        notice(2, "今天停电", "", false),
    ];
    assert_eq!(
        told(&picture, None, 3),
        [
            "今天停电 1/2",
            "国庆节放假七天 Closed for seven days 2/2",
            "今天停电 1/2"
        ]
    );
    picture.day = Some(day("closing"));
    let closing = told(&picture, None, 3);
    assert!(closing[0].starts_with("已停止取号"), "{closing:?}");
    assert_eq!(closing[1], "今天停电 2/3");
}

#[test]
fn beside_something_urgent_no_other_notice_is_shown() {
    let mut picture = picture();
    picture.day = Some(day("closing"));
    picture.notices = vec![
        notice(1, "煤气泄漏，请离开大厅", "Gas: leave the hall", true),
        notice(2, "今天停电", "No power today", false),
    ];
    let urgent = "! 煤气泄漏，请离开大厅 Gas: leave the hall";
    assert_eq!(told(&picture, None, 2), [urgent, urgent]);
}

#[test]
fn a_notice_of_a_zone_is_on_its_boards_and_on_those_of_the_whole_hall() {
    let mut picture = picture();
    let mut one = notice(1, "请走左边", "Keep left", false);
    one.zone = Some("law".parse().expect("a code"));
    picture.notices = vec![one];
    let shown = ["请走左边 Keep left".to_owned()];
    assert_eq!(told(&picture, Some("law"), 1), shown);
    assert_eq!(told(&picture, None, 1), shown);
    assert_eq!(told(&picture, Some("tax"), 1), [""; 0]);
}

#[test]
fn a_zone_shows_only_its_own_calls_and_queues() {
    let (hall, picture) = (hall(), picture());
    let zone = "law".parse().ok();
    let words = words_of(&board_fragment(&Board {
        zone,
        ..view(&hall, &picture)
    }));
    assert!(words.contains("政法服务区 · 一楼") && words.contains("D118"));
    assert!(!words.contains("E023") && !words.contains("纳税综合"));
}

#[test]
fn an_unknown_zone_says_so_in_three_languages_and_names_those_that_are() {
    let (hall, picture) = (hall(), picture());
    let zone = "nowhere".parse().ok();
    let shown = board(&Board {
        zone,
        ..view(&hall, &picture)
    });
    check_page(&shown);
    for say in [
        "没有叫“nowhere”的服务区",
        "There is no zone \"nowhere\"",
        "沒有叫「nowhere」的服務區",
        "纳税服务区 · Tax",
    ] {
        let words = words_of(&shown).replace("&#34;", "\"");
        assert!(words.contains(say), "{say}: {words}");
    }
    assert!(shown.contains("href=\"/board/tax\"") && shown.contains("href=\"/board\""));
    assert!(
        shown.contains("live.js"),
        "it goes on when the plan has the zone"
    );

    let broken = no_zone(&hall, &"<x>".repeat(400), Language::ZhCn);
    check_page(&broken);
    assert!(
        !broken.contains("<script") && !broken.contains("http-equiv"),
        "and never reloads"
    );
    assert!(broken.len() < 4000, "{}", broken.len());
}

#[test]
fn missed_people_read_until_when_they_may_come_page_by_page() {
    let (hall, mut picture) = (hall(), picture());
    let words = words_of(&board_fragment(&view(&hall, &picture)));
    assert!(words.contains("E017 10:58 前到导服台") && !words.contains("E011"));
    picture
        .missed
        .extend((0..4).map(|n| missed(&format!("E10{n}"), 14, ago(-20))));
    let page = |turn| {
        let turn = Turn(turn);
        words_of(&board_fragment(&Board {
            turn,
            ..view(&hall, &picture)
        }))
    };
    assert!(page(0).contains("过号 missed 1/3 E017"), "{}", page(0));
    assert!(page(2).contains("missed 3/3 E103"), "{}", page(2));
    let seen = |number: &str| (0..3).any(|turn| page(turn).contains(number));
    assert!(
        ["E017", "E100", "E101", "E102", "E103"]
            .into_iter()
            .all(seen)
    );
}

#[test]
fn every_missed_number_is_read_in_both_languages_though_the_queues_fit() {
    let (hall, mut picture) = (hall(), picture());
    picture
        .missed
        .extend((0..2).map(|n| missed(&format!("E10{n}"), 14, ago(-20))));
    for number in ["E017", "E100", "E101"] {
        let mut seen = [false; 2];
        for turn in (0..4).map(Turn) {
            let shown = board_fragment(&Board {
                turn,
                ..view(&hall, &picture)
            });
            let words = words_of(&shown);
            let line = words.split(number).nth(1).unwrap_or_default();
            let line: String = line.chars().take(20).collect();
            seen[0] |= line.contains("前到导服台");
            seen[1] |= line.contains("guide desk");
        }
        assert_eq!(seen, [true; 2], "{number}");
    }
}

#[test]
fn a_paused_window_says_until_when_and_where_to_go_instead() {
    let (hall, picture) = (hall(), picture());
    let words = words_of(&board_fragment(&view(&hall, &picture)));
    assert!(words.contains("16 窗口 11:05 恢复"), "{words}");
    assert!(words.contains("11:05 恢复 → 15"), "{words}");
    let turn = Turn(1);
    let words = words_of(&board_fragment(&Board {
        turn,
        ..view(&hall, &picture)
    }));
    assert!(words.contains("16 window back 11:05 → 15"), "{words}");
    assert!(words.contains("Bus card E 17 waiting"), "{words}");
}

#[test]
fn a_paused_queue_shows_the_reason_instead_of_a_wait() {
    let (hall, picture) = (hall(), picture());
    let words = words_of(&board_fragment(&view(&hall, &picture)));
    assert!(words.contains("不动产查询 C ‖ 暂停取号 系统维护,预计 11:30 恢复"));
    assert!(words.contains("公交IC公益卡 E 等候 17 人 17–34 分钟"));
    assert!(words.contains("社保卡 E 窗口未开"));
}

#[test]
fn no_calls_yet_and_closed_halls_have_their_own_boards() {
    let hall = hall();
    let mut picture = Picture {
        day: Some(day("open")),
        ..Picture::default()
    };
    let words = words_of(&board(&view(&hall, &picture)));
    assert!(words.contains("还没有叫号") && words.contains("No calls yet"));

    let opens = Some(ago(-(13 * 60 + 48)));
    picture.day = None;
    let words = words_of(&board(&Board {
        opens,
        ..view(&hall, &picture)
    }));
    assert!(
        words.contains("大厅还没有开") && words.contains("明天 00:30 开始取号"),
        "{words}"
    );

    // The calls of the day are over once it is closed.
    picture.day = Some(day("closed"));
    picture.calls = vec![call("E023", "", 14, "life", 0)];
    let words = words_of(&board(&view(&hall, &picture)));
    assert!(words.contains("今天的业务已结束") && !words.contains("E023"));

    picture.day = Some(day("closing"));
    let words = words_of(&board(&view(&hall, &picture)));
    assert!(words.contains("手中有号的都会办完") && words.contains("E023"));
}

#[test]
fn a_recall_says_which_one_it_is_and_moves_the_board_again() {
    let (hall, mut picture) = (hall(), picture());
    let mut stage = Stage::new(1);
    let shown = |stage: &Stage, picture: &Picture| {
        board_fragment(&Board {
            stage,
            ..view(&hall, picture)
        })
    };
    picture.calls[0].at = ago(1);
    stage.step(NOW.0, &picture.calls[..1]);
    let first = shown(&stage, &picture);
    assert!(!first.contains(" fresh"), "history is no news");
    assert!(
        first.contains("data-key=\"E023 2026-03-03T02:41:07"),
        "{first}"
    );
    picture.calls[0].times = 2;
    picture.calls[0].at = NOW;
    stage.step(NOW.0, &picture.calls[..1]);
    let second = shown(&stage, &picture);
    assert_eq!(second.matches(" fresh").count(), 1);
    assert!(
        second.contains("data-key=\"E023 2026-03-03T02:42:07"),
        "{second}"
    );
    assert!(words_of(&second).contains("第 2 次"));
}

#[test]
fn many_calls_at_once_share_the_board_and_the_number_of_others_is_said() {
    let (hall, mut picture) = (hall(), picture());
    let calls: Vec<_> = (0..12)
        .map(|n| call(&format!("A1{n:02}"), "", 30 + n, "tax", 0))
        .collect();
    picture.calls.splice(0..0, calls.iter().rev().cloned());
    let mut stage = Stage::new(1);
    stage.step(NOW.0, &[]);
    stage.step(NOW.0, &calls);
    let shown = board_fragment(&Board {
        stage: &stage,
        ..view(&hall, &picture)
    });
    assert_eq!(shown.matches("<article").count(), 8);
    assert_eq!(shown.matches(" fresh").count(), 8);
    assert!(!shown.contains("newest"), "all have one size");
    assert!(words_of(&shown).contains("还有 4 个号 4 more to come"));
    let late = Stage::new(1);
    let mut late = late;
    late.step(NOW.0 + Span::seconds(CALL_EXPIRY_S), &calls);
    let shown = board_fragment(&Board {
        stage: &late,
        ..view(&hall, &picture)
    });
    assert!(
        !shown.contains("crowded") && shown.contains("A111"),
        "only newest and list"
    );
}

#[test]
fn a_phone_is_led_to_the_same_board_only_where_it_can_go() {
    let (mut hall, picture) = (hall(), picture());
    hall.public_url = "http://127.0.0.1:8080".to_owned();
    assert!(!board(&view(&hall, &picture)).contains("<svg"));
    hall.public_url = "http://192.0.2.1:8080".to_owned();
    let shown = board(&view(&hall, &picture));
    check_page(&shown);
    assert!(shown.contains("<svg") && words_of(&shown).contains("扫码用手机看"));
}

#[test]
fn many_queues_turn_page_by_page_and_keep_their_order() {
    let (hall, mut picture) = (hall(), picture());
    picture.queues.clear();
    for n in 0..30 {
        let queue = queue(
            &format!("q{n:02}"),
            &format!("队列{n:02}"),
            "",
            "G",
            "tax",
            n,
        );
        picture.queues.insert(queue.queue, queue);
    }
    let page = |turn| {
        let turn = Turn(turn);
        board_fragment(&Board {
            turn,
            ..view(&hall, &picture)
        })
    };
    let all: Vec<String> = (0..4).map(page).collect();
    assert_eq!(
        all[0].matches("<section class=\"queue").count(),
        BOARD_QUEUES
    );
    assert!(words_of(&all[3]).contains("4/4"));
    for n in 1..30 {
        let name = format!("队列{n:02}");
        let pages = all.iter().filter(|page| page.contains(&name)).count();
        assert_eq!(pages, 1, "{name}");
    }
    let nobody = all.iter().any(|page| page.contains("队列00"));
    assert!(!nobody, "nobody waits and nothing is open there");
    let at = |name: &str| all[0].find(name).expect("a queue of the first page");
    assert!(at("队列01") < at("队列08"));
}

#[test]
fn names_from_the_plan_cannot_become_markup() {
    let (mut hall, picture) = (hall(), picture());
    hall.names.name = "<img src=x onerror=alert(1)>".to_owned();
    let shown = board(&view(&hall, &picture));
    assert!(!shown.contains("<img"));
    let stream = "/stream?a=\"><script>";
    let shown = board(&Board {
        stream,
        ..view(&hall, &picture)
    });
    check_page(&shown);
}

#[test]
fn every_language_has_every_word_of_the_board() {
    let (mut hall, picture) = (hall(), picture());
    hall.practice = true;
    for language in Language::ALL {
        let shown = board(&Board {
            language,
            ..view(&hall, &picture)
        });
        check_page(&shown);
        assert!(shown.contains(&format!("<html lang=\"{}\">", language.tag())));
    }
}
