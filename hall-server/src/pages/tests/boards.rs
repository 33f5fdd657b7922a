//! The television board.

use super::scene::{NOW, ago, call, day, hall, missed, picture, queue};
use super::{check_page, words_of};
use crate::pages::{Board, board, board_fragment};
use hall_core::plan::Language;
use hall_protocol::picture::Picture;
use hall_protocol::view::HallView;

fn view<'a>(hall: &'a HallView, picture: &'a Picture) -> Board<'a> {
    Board {
        hall,
        picture,
        zone: None,
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
fn an_unknown_zone_is_a_note_on_the_board() {
    let (hall, picture) = (hall(), picture());
    let zone = "nowhere".parse().ok();
    let shown = board(&Board {
        zone,
        ..view(&hall, &picture)
    });
    check_page(&shown);
    assert!(words_of(&shown).contains("没有叫“nowhere”的服务区"));
}

#[test]
fn missed_people_read_until_when_they_may_come_and_old_ones_are_gone() {
    let (hall, mut picture) = (hall(), picture());
    let words = words_of(&board_fragment(&view(&hall, &picture)));
    assert!(words.contains("E017 10:58 前到导服台") && !words.contains("E011"));
    picture
        .missed
        .extend((0..4).map(|n| missed(&format!("E10{n}"), 14, ago(-20))));
    let words = words_of(&board_fragment(&view(&hall, &picture)));
    assert!(words.contains("另有 3 个过号"));
}

#[test]
fn a_paused_window_says_until_when_and_where_to_go_instead() {
    let (hall, picture) = (hall(), picture());
    let words = words_of(&board_fragment(&view(&hall, &picture)));
    assert!(words.contains("16 窗口 11:05 恢复"), "{words}");
    assert!(words.contains("11:05 恢复 back 11:05 → 15"), "{words}");
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
    picture.calls[0].at = ago(1);
    let first = board_fragment(&view(&hall, &picture));
    assert!(
        first.contains("data-fresh=\"E023 2026-03-03T02:41:07"),
        "{first}"
    );
    picture.calls[0].times = 2;
    picture.calls[0].at = NOW;
    let second = board_fragment(&view(&hall, &picture));
    assert!(
        second.contains("data-fresh=\"E023 2026-03-03T02:42:07"),
        "{second}"
    );
    assert!(words_of(&second).contains("第 2 次"));
}

#[test]
fn many_queues_show_the_busiest_and_keep_their_order() {
    let (hall, mut picture) = (hall(), picture());
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
    let shown = board_fragment(&view(&hall, &picture));
    assert_eq!(shown.matches("<section class=\"queue").count(), 12);
    let at = |name: &str| shown.find(name).expect("a busy queue is shown");
    assert!(at("队列25") < at("队列29"));
    assert!(!shown.contains("队列03"));
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
