//! The front page and the managers' page.

use super::scene::{NOW, ago, alarms, day, hall, picture, reason};
use super::{check_page, words_of};
use crate::pages::{Frame, Home, Manage, home, manage, manage_fragment};
use hall_core::code::DeviceId;
use hall_core::device::{PrinterTrouble, Role};
use hall_core::plan::{AlertRules, Language};
use hall_protocol::picture::Picture;
use hall_protocol::view::{HallView, KioskView, PrinterView};

fn view<'a>(hall: &'a HallView, picture: &'a Picture, alerts: &'a AlertRules) -> Manage<'a> {
    Manage {
        frame: Frame {
            hall,
            role: Role::Manager,
            now: NOW,
            language: Language::ZhCn,
        },
        picture,
        kiosks: &[],
        review: &[],
        alerts,
        stream: "/stream/manage",
    }
}

#[test]
fn a_quiet_hall_says_that_nothing_is_wrong() {
    let (hall, alerts) = (hall(), AlertRules::default());
    let picture = Picture {
        day: Some(day("open")),
        ..Picture::default()
    };
    let shown = manage(&view(&hall, &picture, &alerts));
    check_page(&shown);
    let words = words_of(&shown);
    assert!(words.contains("一切正常") && words.contains("没有人等候"));
}

#[test]
fn every_alarm_comes_first_in_words_with_what_to_do() {
    let (hall, alerts, mut picture) = (hall(), AlertRules::default(), picture());
    picture.alarms = alarms();
    for language in Language::ALL {
        let of = view(&hall, &picture, &alerts);
        let frame = Frame {
            language,
            ..of.frame
        };
        let shown = manage(&Manage { frame, ..of });
        check_page(&shown);
    }
    let shown = manage_fragment(&view(&hall, &picture, &alerts));
    let words = words_of(&shown);
    assert!(words.contains("17 件事需要处理") && !words.contains("一切正常"));
    assert!(words.contains("15 号窗口失去联系"));
    assert!(words.contains("一楼取号机 没有纸了，请去换纸"));
    assert!(words.contains("一楼取号机 的纸快用完了"));
    assert!(
        words.contains("something_new:7"),
        "an alarm of a newer server is shown as it is"
    );
    assert!(shown.find("verdict trouble") < shown.find("<table"));
}

#[test]
fn kiosks_say_how_their_printers_are_and_unknown_is_not_fine() {
    let (hall, alerts, picture) = (hall(), AlertRules::default(), picture());
    let kiosk = |name: &str, printer: Option<(Option<PrinterTrouble>, u32)>| KioskView {
        device: DeviceId(10),
        name: name.to_owned(),
        online: printer.is_some(),
        printer: printer.map(|(trouble, left)| PrinterView {
            trouble,
            papers_left: Some(left),
            at: ago(1),
        }),
    };
    let every = PrinterTrouble::ALL.map(|trouble| kiosk(trouble.word(), Some((Some(trouble), 0))));
    let mut kiosks = vec![kiosk("门口", Some((None, 420))), kiosk("二楼", None)];
    kiosks.extend(every);
    for language in Language::ALL {
        let of = view(&hall, &picture, &alerts);
        let frame = Frame {
            language,
            ..of.frame
        };
        let kiosks = &kiosks;
        let shown = manage(&Manage {
            frame,
            kiosks,
            ..of
        });
        check_page(&shown);
    }
    let words = words_of(&manage(&Manage {
        kiosks: &kiosks,
        ..view(&hall, &picture, &alerts)
    }));
    assert!(words.contains("门口 在线 正常 约还能打 420 张"), "{words}");
    assert!(words.contains("二楼 没有连接 还没有消息"), "{words}");
    assert!(words.contains("! 没有纸 约还能打 0 张"), "{words}");
}

#[test]
fn long_waits_and_queues_without_a_window_are_worth_a_look() {
    let (hall, alerts, mut picture) = (hall(), AlertRules::default(), picture());
    let code = "law".parse().expect("a code");
    let queue = picture.queues.get_mut(&code).expect("the queue");
    queue.oldest = Some(ago(31));
    queue.open_windows = 0;
    let words = words_of(&manage_fragment(&view(&hall, &picture, &alerts)));
    assert!(words.contains("驾照审验有 9 人等候，没有窗口开"), "{words}");
    assert!(words.contains("! 等久了"), "{words}");
    assert!(
        words.contains("公交IC公益卡等候 17 人，开窗 1 个"),
        "{words}"
    );
}

#[test]
fn the_queue_that_waits_longest_stands_first() {
    let (hall, alerts, picture) = (hall(), AlertRules::default(), picture());
    let shown = manage_fragment(&view(&hall, &picture, &alerts));
    let at = |name: &str| shown.find(name).expect("the queue is shown");
    assert!(at("E 公交IC公益卡") < at("D 驾照审验") && at("D 驾照审验") < at("A 纳税综合"));
    assert!(
        !shown.contains("E 社保卡"),
        "a queue with nobody in it is not listed"
    );
}

#[test]
fn a_window_shows_hand_pause_and_silence() {
    let (hall, alerts, mut picture) = (hall(), AlertRules::default(), picture());
    for window in picture.windows.values_mut() {
        match window.number.0 {
            10 => window.silent = true,
            16 => window.until = Some(ago(3)),
            3 => {
                window.state = "paused".to_owned();
                window.reason = Some(reason("用餐", "Meal"));
                window.until = Some(ago(-8));
            }
            _ => {}
        }
    }
    let words = words_of(&manage_fragment(&view(&hall, &picture, &alerts)));
    assert!(
        words.contains("10 驾照审验 开 D118 办理 4 分 30 1 ! 失去联系"),
        "{words}"
    );
    assert!(words.contains("短时离开 ! 原定 10:39 恢复"), "{words}");
    assert!(words.contains("用餐 10:50 恢复"), "{words}");
    assert!(words.contains("未开的窗口：18"), "{words}");
    assert!(words.contains("10 号窗口失去联系"), "{words}");
}

#[test]
fn the_front_page_links_to_every_page() {
    let mut hall = hall();
    hall.practice = true;
    for language in Language::ALL {
        let day = day("open");
        let shown = home(&Home {
            has_led: false,
            hall: &hall,
            day: Some(&day),
            waiting: 38,
            language,
        });
        check_page(&shown);
        for way in ["/board", "/board/life", "/manage", "/api/v1/openapi.json"] {
            assert!(shown.contains(&format!("href=\"{way}\"")), "{way}");
        }
    }
    let shown = home(&Home {
        has_led: true,
        hall: &hall,
        day: None,
        waiting: 0,
        language: Language::ZhCn,
    });
    check_page(&shown);
    assert!(shown.contains("src=\"/led.svg\"") && words_of(&shown).contains("LED 条屏"));
    assert!(words_of(&shown).contains("今天未开厅") && words_of(&shown).contains("演练"));
    assert!(shown.contains("href=\"/?lang=en\"") && !shown.contains("href=\"/?lang=zh-CN\""));
}
