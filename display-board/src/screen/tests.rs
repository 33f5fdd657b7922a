//! Screens on the test backend: three sizes, the states a hall goes through, every language.

use super::*;
use crate::board::{Event, Settings};
use crate::limits::MARK_MS;
use crate::testing::{self, T0};
use hall_core::Time;
use hall_core::plan::Language;
use hall_protocol::view::{DayView, QueueView, ReasonView};
use hall_protocol::{Change, Picture};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use std::sync::Arc;
use unicode_width::UnicodeWidthStr as _;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (160, 50)];

fn at(hall_ms: i64) -> Moment {
    Moment {
        now_ms: 0,
        hall: Some(Time(hall_ms)),
        silent_ms: Some(0),
    }
}

/// Long after the newest call, so that nothing blinks.
fn calm() -> Moment {
    at(T0 + 30_000)
}

fn day(stage: &str) -> DayView {
    DayView {
        day: "2026-03-03".parse().expect("a date"),
        stage: stage.to_owned(),
        issued: 40,
    }
}

/// Picture of the sketch in UX.md.
fn busy() -> Picture {
    let mut picture = Picture {
        day: Some(day("open")),
        ..Picture::default()
    };
    let calls = [
        ("D117", 11),
        ("B012", 37),
        ("C007", 52),
        ("E019", 14),
        ("E022", 15),
        ("A041", 3),
        ("D118", 10),
        ("E023", 14),
    ];
    for (index, (number, window)) in calls.into_iter().enumerate() {
        let at_ms = T0 - 10_000 * (calls.len() - 1 - index) as i64;
        let mut call = testing::call_at(number, window, 1, at_ms);
        call.mark = if number == "E019" {
            "优".to_owned()
        } else {
            String::new()
        };
        picture.apply(&Change::Call(call));
    }
    picture.apply(&Change::Missed(testing::missed("E017")));
    let paused = ReasonView {
        code: None,
        names: testing::names("系统维护,预计 11:30 恢复", "maintenance until 11:30"),
    };
    let queues = [
        testing::queue("bus", "公交IC公益卡", 17, Some([20, 35])),
        testing::queue("tax", "纳税", 6, Some([5, 10])),
        testing::queue("firm", "企业开办", 4, Some([5, 5])),
        QueueView {
            open_windows: 0,
            ..testing::queue("law", "政法", 0, None)
        },
        QueueView {
            paused: Some(paused),
            ..testing::queue("land", "不动产查询", 3, None)
        },
    ];
    for queue in queues {
        picture.apply(&Change::Queue(queue));
    }
    picture
}

fn board_with(settings: Settings, picture: Picture) -> Board {
    let mut board = Board::new(settings);
    board.on(Event::Connected(Arc::new(testing::welcome(1))), at(T0));
    board.on(Event::Resynced(Arc::new(picture)), at(T0));
    board
}

fn board(picture: Picture) -> Board {
    board_with(Settings::default(), picture)
}

fn drawn(board: &Board, moment: Moment, (width, height): (u16, u16)) -> Buffer {
    let backend = TestBackend::new(width, height);
    let mut terminal = Terminal::new(backend).expect("the test backend takes any size");
    let theme = Theme::plain();
    terminal
        .draw(|frame| draw(frame, board, moment, &theme))
        .expect("it draws in memory");
    terminal.backend().buffer().clone()
}

/// What a person reads, row by row.
fn text(buffer: &Buffer) -> String {
    let mut rows = Vec::new();
    for y in 0..buffer.area.height {
        let (mut row, mut x) = (String::new(), 0);
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += symbol.width().max(1) as u16;
        }
        assert_eq!(
            x, buffer.area.width,
            "row {y} ends on a whole character: {row}"
        );
        rows.push(row.trim_end().to_owned());
    }
    rows.join("\n")
}

fn shown(board: &Board, moment: Moment, size: (u16, u16)) -> String {
    text(&drawn(board, moment, size))
}

fn assert_has(screen: &str, wanted: &[&str]) {
    for text in wanted {
        assert!(screen.contains(text), "no \"{text}\" in\n{screen}");
    }
}

#[test]
fn a_busy_hall_at_three_sizes() {
    let board = board(busy());
    for (width, height) in SIZES {
        let screen = shown(&board, calm(), (width, height));
        insta::assert_snapshot!(format!("busy_{width}x{height}"), screen);
    }
}

#[test]
fn every_size_shows_hall_clock_calls_missed_numbers_and_queues() {
    let board = board(busy());
    for size in SIZES {
        let screen = shown(&board, calm(), size);
        assert_has(
            &screen,
            &["安康市政务服务中心", "10:42", "请到", "→  15", "优 E019"],
        );
        assert_has(&screen, &["过号 E017", "10:58 前到导服台"]);
        assert_has(
            &screen,
            &[
                "公交IC公益卡",
                "等候 17 人",
                "20–35 分钟",
                "约 5 分钟",
                "窗口未开",
            ],
        );
        assert_has(&screen, &["■", "系统维护"]);
    }
}

#[test]
fn the_number_is_the_biggest_thing_on_the_screen() {
    let board = board(busy());
    for (size, rows) in SIZES.into_iter().zip([7, 14, 14]) {
        let screen = shown(&board, calm(), size);
        let tall = screen
            .lines()
            .filter(|line| line.matches('█').count() >= 6)
            .count();
        assert!(tall >= rows, "{size:?}: {tall} rows of digits\n{screen}");
    }
}

#[test]
fn the_newest_call_moves_for_five_seconds_and_then_rests() {
    let board = board(busy());
    let half = crate::limits::BLINK_MS;
    for hall_ms in [T0, T0 + MARK_MS - 1] {
        let light = drawn(&board, at(hall_ms), (80, 24));
        let dark = drawn(
            &board,
            Moment {
                now_ms: half,
                ..at(hall_ms)
            },
            (80, 24),
        );
        assert_ne!(light, dark, "it blinks");
        assert_eq!(text(&light), text(&dark), "only its style changes");
        assert!(
            text(&light).contains("▶▶ 请到"),
            "the mark can be seen without colour"
        );
    }
    let later = at(T0 + MARK_MS);
    let rests = drawn(&board, later, (80, 24));
    assert_eq!(
        rests,
        drawn(
            &board,
            Moment {
                now_ms: half,
                ..later
            },
            (80, 24)
        )
    );
    assert!(!text(&rests).contains('▶'));
}

#[test]
fn old_data_says_how_old_it_is_and_keeps_the_last_picture() {
    let board = board(busy());
    let silent = Moment {
        silent_ms: Some(12_000),
        ..at(T0 + 42_000)
    };
    let screen = shown(&board, silent, (80, 24));
    assert_has(
        &screen,
        &["画面停在 10:42:30,已 12 秒没有更新", "E022", "过号 E017"],
    );
    let fresh = Moment {
        silent_ms: Some(4_999),
        ..silent
    };
    assert!(!shown(&board, fresh, (80, 24)).contains("画面停在"));
}

#[test]
fn empty_states_are_sentences() {
    let stage = |stage: Option<&str>| Picture {
        day: stage.map(day),
        ..Picture::default()
    };
    for (picture, words) in [
        (
            stage(None),
            ["今天还没有开始办理", "Service has not started today"],
        ),
        (stage(Some("open")), ["还没有叫号", "No calls yet"]),
        (
            stage(Some("closed")),
            ["今天的办理已经结束", "Service has ended for today"],
        ),
    ] {
        for size in SIZES {
            assert_has(&shown(&board(picture.clone()), calm(), size), &words);
        }
    }
    let unborn = Board::new(Settings::default());
    let waiting = Moment {
        now_ms: 8_000,
        hall: None,
        silent_ms: None,
    };
    let screen = shown(&unborn, waiting, (80, 24));
    assert_has(&screen, &["请稍等,正在连接(8 秒)", "connecting (8 s)"]);
}

#[test]
fn what_is_wrong_stands_at_the_bottom_in_one_line_each() {
    let settings = Settings {
        zone: Some("roof".to_owned()),
        ..Settings::default()
    };
    let mut board = board_with(settings, busy());
    let call = Change::Call(testing::call("E024", 14, 1));
    let picture = board.picture().cloned().expect("a picture");
    board.on(
        Event::Changed {
            changes: vec![call],
            picture,
        },
        at(T0),
    );
    board.on(Event::Voiced(Err("no card".to_owned())), at(T0));
    let refused = Event::Refused {
        code: "device_revoked".to_owned(),
        title: "停用".to_owned(),
    };
    board.on(refused, at(T0));
    for size in SIZES {
        let screen = shown(&board, calm(), size);
        assert_has(
            &screen,
            &["没有声音,正在重试", "没有找到区域“roof”", "device_revoked"],
        );
    }
}

#[test]
fn a_board_of_a_zone_shows_only_that_zone() {
    let settings = Settings {
        zone: Some("tax".to_owned()),
        ..Settings::default()
    };
    let screen = shown(&board_with(settings, busy()), calm(), (120, 40));
    assert_has(&screen, &["2 楼 纳税服务区", "还没有叫号"]);
    assert!(
        !screen.contains("E022") && !screen.contains("公交"),
        "{screen}"
    );
}

#[test]
fn every_language_fills_every_size_without_a_missing_word() {
    for language in Language::ALL {
        let settings = Settings {
            language: Some(language),
            ..Settings::default()
        };
        let board = board_with(settings, busy());
        for size in SIZES {
            let screen = shown(&board, calm(), size);
            assert!(!screen.contains("board-"), "{screen}");
        }
    }
    let settings = Settings {
        language: Some(Language::ZhHant),
        ..Settings::default()
    };
    let screen = shown(&board_with(settings, busy()), calm(), (80, 24));
    assert_has(&screen, &["請到 · please go to", "剛剛呼叫"]);
}

#[test]
fn queues_that_do_not_fit_are_counted() {
    let mut picture = busy();
    for n in 0..40 {
        let queue = testing::queue(&format!("q{n:02}"), "队列", n, None);
        picture.apply(&Change::Queue(queue));
    }
    assert_has(&shown(&board(picture), calm(), (80, 24)), &["个队列"]);
}

#[test]
fn no_size_is_too_small_or_too_big_to_draw() {
    let board = board(busy());
    for size in [(1, 1), (10, 3), (20, 8), (40, 12), (79, 23), (300, 100)] {
        drawn(&board, calm(), size);
    }
}

#[test]
fn notices_stand_below_one_after_the_other_in_both_languages() {
    let long = "本周六上午系统升级，社保、医保和公积金业务暂停办理，请大家下午再来或者在网上办理";
    let mut picture = busy();
    picture.notices = vec![
        testing::notice(1, long, "Upgrade on Saturday morning", false),
        testing::notice(2, "卫生间在二楼", "Toilets upstairs", false),
    ];
    let board = board(picture);
    let turn = |turn: i64| at(T0 + 32_000 + turn * crate::limits::NOTICE_TURN_MS);
    for (size, wrapped) in SIZES.into_iter().zip([true, false, false]) {
        let screens = [shown(&board, turn(0), size), shown(&board, turn(1), size)];
        let of = |text: &str| {
            screens
                .iter()
                .filter(|screen| screen.contains(text))
                .count()
        };
        for text in [
            "● 公告：本周六上午",
            "● Notice: Upgrade on Saturday",
            "● 公告：卫生间在二楼",
            "● Notice: Toilets upstairs",
        ] {
            assert_eq!(of(text), 1, "{size:?} {text}");
        }
        assert_eq!(of(long) == 0, wrapped, "{size:?}");
        assert_has(&screens[0], &["请到", "→  15"]);
    }
}

#[test]
fn what_is_urgent_stands_alone_and_hides_nothing_that_is_wrong_with_the_board() {
    let mut picture = busy();
    let urgent = |id| testing::notice(id, "煤气泄漏，请离开大厅", "Gas: leave the hall", true);
    picture.notices = vec![
        urgent(1),
        urgent(2),
        urgent(3),
        testing::notice(4, "卫生间在二楼", "Toilets upstairs", false),
    ];
    let mut board = board(picture);
    board.on(Event::Voiced(Err("no card".to_owned())), calm());
    let stale = Moment {
        silent_ms: Some(12_000),
        ..calm()
    };
    for size in SIZES {
        let screen = shown(&board, stale, size);
        let at = |text: &str| {
            screen
                .find(text)
                .unwrap_or_else(|| panic!("{text}\n{screen}"))
        };
        let (zh, en) = (at("▲ 紧急：煤气泄漏"), at("▲ Urgent: Gas"));
        assert!(at("12") < zh && zh < en, "{screen}");
        assert_eq!(screen.matches('▲').count(), 4, "{screen}");
        assert!(!screen.contains("卫生间"), "{screen}");
    }
}
