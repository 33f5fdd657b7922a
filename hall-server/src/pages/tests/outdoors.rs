//! The outdoor board.

use super::scene::{NOW, ago, day, hall, item, notice, queue};
use super::{check_page, words_of};
use crate::pages::limits::PUBLIC_FIGURES_MIN;
use crate::pages::{Outdoor, PublicDay, Turn, outdoor, outdoor_fragment};
use crate::report::{Figures, Share, Times};
use hall_core::Date;
use hall_core::plan::Language;
use hall_protocol::view::{DayView, HallView, ItemView, NoticeView, QueueView};

struct Street {
    hall: HallView,
    day: DayView,
    notices: Vec<NoticeView>,
    items: Vec<ItemView>,
    queues: Vec<QueueView>,
}

/// People wait for bus cards and licences; nobody for taxes; no window builds.
fn street() -> Street {
    let of = |code: &str, zh: &str, queue: &str, zone: &str, waiting: u32| ItemView {
        code: code.parse().expect("a code"),
        names: super::scene::names(zh, code),
        queue: queue.parse().expect("a code"),
        zone: zone.parse().expect("a code"),
        waiting,
        wait_minutes: (waiting > 3).then_some([20, 35]),
        ..item()
    };
    Street {
        hall: hall(),
        day: day("open"),
        notices: Vec::new(),
        items: vec![
            of("BUS1", "公交卡领卡", "bus", "life", 17),
            of("TAX1", "国税申报", "tax", "tax", 0),
            of("BLD1", "施工许可", "build", "city", 0),
            ItemView {
                open: false,
                ..of("LAW1", "驾照审验", "law", "law", 9)
            },
        ],
        queues: vec![
            queue("bus", "公交IC公益卡", "Bus card", "E", "life", 17),
            queue("law", "驾照审验", "Driving licence", "D", "law", 3),
            QueueView {
                open_windows: 1,
                ..queue("tax", "纳税综合", "Tax", "A", "tax", 0)
            },
            queue("build", "城建综合", "Construction", "B", "city", 0),
        ],
    }
}

fn view(street: &Street) -> Outdoor<'_> {
    Outdoor {
        hall: &street.hall,
        day: Some(&street.day),
        notices: &street.notices,
        items: &street.items,
        queues: &street.queues,
        yesterday: None,
        turn: Turn(0),
        now: NOW,
        opens: None,
        language: Language::ZhCn,
        stream: "/stream/outdoor?lang=zh-CN",
    }
}

fn figures(finished: u32, rated: u64) -> Figures {
    Figures {
        finished,
        wait: Times {
            mean_ms: Some(13 * 60_000 + 40_000),
            ..Times::default()
        },
        satisfaction: Share::new(rated, rated),
        ..Figures::default()
    }
}

fn yesterday() -> Date {
    "2026-03-02".parse().expect("the day exists")
}

#[test]
fn passers_by_read_what_is_open_and_how_long_each_zone_takes() {
    let street = street();
    let page = outdoor(&view(&street));
    check_page(&page);
    let words = words_of(&page);
    for say in [
        "正在取号",
        "民生服务区 一楼 17–34 分钟",
        "政法服务区 一楼 稍等",
        "纳税服务区 一楼 不用等",
        "城市建设服务区 二楼 窗口未开",
        "公交卡领卡 一楼 20–35 分钟",
        "国税申报 一楼 不用等",
    ] {
        assert!(words.contains(say), "{say}: {words}");
    }
    assert!(!words.contains("驾照审验"), "it gives no numbers now");
    assert!(!words.contains("施工许可"), "no window takes them");
    let people = words.contains("17 人") || words.contains("等候 17");
    assert!(!people, "how many stand in the hall is nobody's business");
}

#[test]
fn who_passes_by_reads_what_is_told_everybody_and_first_what_is_urgent() {
    let mut street = street();
    street.notices = vec![
        notice(1, "国庆节放假七天", "Closed for seven days", false),
        notice(2, "今天停电", "No power today", false),
        NoticeView {
            zone: Some("tax".parse().expect("a code")),
            ..notice(3, "纳税窗口请走左边", "Tax on the left", false)
        },
    ];
    let of = |street: &Street, turn| {
        let turn = Turn(turn);
        words_of(&outdoor_fragment(&Outdoor {
            turn,
            ..view(street)
        }))
    };
    let all: Vec<String> = (0..4).map(|turn| of(&street, turn)).collect();
    for told in [
        "国庆节放假七天",
        "Closed for seven days",
        "今天停电",
        "No power today",
    ] {
        let times = all.iter().filter(|words| words.contains(told)).count();
        assert_eq!(times, 1, "{told}: {all:?}");
    }
    assert!(
        !all.concat().contains("走左边"),
        "a zone's own is for its boards"
    );
    street.notices.push(notice(
        4,
        "煤气泄漏，请离开大厅",
        "Gas: leave the hall",
        true,
    ));
    for turn in 0..4 {
        let words = of(&street, turn);
        assert!(
            words.contains("煤气泄漏") || words.contains("Gas: leave"),
            "{words}"
        );
    }
}

#[test]
fn a_closed_hall_says_when_it_opens_instead_of_waits() {
    let street = street();
    let opens = Some(ago(-(13 * 60 + 48)));
    let shown = outdoor_fragment(&Outdoor {
        day: None,
        opens,
        ..view(&street)
    });
    let words = words_of(&shown);
    assert!(words.contains("明天 00:30 开始取号") && !words.contains("公交卡领卡"));
}

#[test]
fn yesterday_is_public_only_when_nobody_can_be_told_apart() {
    let street = street();
    assert_eq!(
        PublicDay::new(yesterday(), &figures(PUBLIC_FIGURES_MIN - 1, 4)),
        None
    );
    let shown = |figures: &Figures| {
        let yesterday = PublicDay::new(yesterday(), figures);
        words_of(&outdoor_fragment(&Outdoor {
            yesterday,
            ..view(&street)
        }))
    };
    let words = shown(&figures(512, 300));
    assert!(
        words.contains("昨天 办结 512 件 平均等候 14 分钟 群众满意率 100.0 %"),
        "{words}"
    );
    let few = shown(&figures(512, 4));
    assert!(!few.contains("满意率"), "four people rated: {few}");
}

#[test]
fn after_a_weekend_the_figures_have_a_date_and_not_the_word_yesterday() {
    let street = street();
    let friday = "2026-02-27".parse().expect("the day exists");
    let words = words_of(&outdoor_fragment(&Outdoor {
        yesterday: PublicDay::new(friday, &figures(512, 300)),
        ..view(&street)
    }));
    assert!(
        words.contains("2 月 27 日 办结") && !words.contains("昨天"),
        "{words}"
    );
}

#[test]
fn the_street_reads_the_other_language_in_turn() {
    let street = street();
    let words = words_of(&outdoor_fragment(&Outdoor {
        turn: Turn(1),
        ..view(&street)
    }));
    assert!(
        words.contains("Waits now") && words.contains("Livelihood Floor 1 17–34 min"),
        "{words}"
    );
}
