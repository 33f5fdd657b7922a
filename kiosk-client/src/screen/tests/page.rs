//! Every view as a page: words in every language, nothing that is not known, nothing that is wrong.

use super::*;
use crate::machine::{Known, Link};
use crate::printer::Doubt;
use crate::screen::Shown;
use crate::station::{News, PrinterNews};
use hall_core::Time;
use hall_protocol::view::HallView;
use hall_protocol::{Picture, Stamp};
use serde_json::json;
use std::sync::Arc;

fn hall() -> HallView {
    let view = json!({
        "code": "test", "name": "安康市政务服务中心", "name_en": "Ankang Hall",
        "name_zh_hant": "安康市政務服務中心", "timezone": "Asia/Shanghai",
        "guide_desk": {"name": "导服台", "name_en": "guide desk", "name_zh_hant": "導服台"},
        "languages": ["zh-CN", "en", "zh-Hant"],
        "zones": [{"zone": "life", "name": "民生服务区", "name_en": "Daily life", "floor": 1}],
        "restore_minutes": 30, "call_interval_s": 20, "suggest_missed_after": 3,
        "classes": [
            {"class": "normal", "name": "普通", "name_en": "Ordinary"},
            {"class": "priority", "name": "优先", "name_en": "Priority", "mark": "优"},
        ],
    });
    serde_json::from_value(view).expect("a hall")
}

fn picture() -> Picture {
    let ticket = |id: u64, number: &str, state: &str, window: Option<u16>| {
        json!({
            "id": id, "number": number, "day": "2026-03-03", "queue": "cards", "item": "GJ03",
            "class": "normal", "language": "zh-CN", "visit": id, "state": state,
            "window": window, "window_hint": "14", "taken_at": "2026-03-03T02:00:00Z",
            "arrival": "2026-03-03T02:00:00Z", "since": "2026-03-03T02:00:00Z", "ahead": 4,
            "wait_minutes": null, "version": 1, "place": [0, 1, 0], "legs": 1,
            "paper": "printed", "restore_until": "2026-03-03T02:30:00Z",
        })
    };
    let queue = json!({
        "queue": "cards", "name": "公交卡", "series": "E", "zone": "life", "floor": 1,
        "waiting": 17, "wait_minutes": [20, 35], "windows": [14], "open_windows": 1,
    });
    let picture = json!({
        "day": {"day": "2026-03-03", "stage": "open", "issued": 3},
        "queues": {"cards": queue}, "windows": {}, "calls": [], "missed": [],
        "tickets": {
            "1": ticket(1, "E001", "waiting", None),
            "2": ticket(2, "E002", "called", Some(14)),
            "3": ticket(3, "E003", "missed", Some(14)),
        },
    });
    serde_json::from_value(picture).expect("a picture")
}

fn news() -> News {
    let known = Known {
        hall: Some(hall()),
        items: items(),
    };
    News {
        link: Link::Up,
        known: Arc::new(known),
        picture: Arc::new(picture()),
        printer: PrinterNews::default(),
        open_intents: 0,
        blocks: 1,
        // 10:10 in the hall.
        now: Some(Stamp(Time(1_772_503_800_000))),
    }
}

fn lost() -> Link {
    Link::Lost {
        since_ms: 0,
        why: "gone".to_owned(),
    }
}

fn page(person: &Person, news: &News) -> String {
    Shown::of(&person.screen, news, &Index::of(&news.known.items)).fragment
}

/// A person who has come so far.
fn after(acts: &[&str]) -> Person {
    let mut person = Person::new();
    for act in acts {
        person.touch(act);
    }
    person.screen.touched(Some(7));
    person
}

#[test]
fn the_home_page_shows_zones_and_both_ways_of_searching() {
    let page = page(&Person::new(), &news());
    for part in [
        "zone:life",
        "民生服务区",
        "一楼",
        "data-act=\"search\"",
        "data-act=\"find\"",
        "10:10",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn an_items_sheet_says_everything_that_is_known_before_the_number() {
    let page = page(&after(&["item:GJ03"]), &news());
    for part in [
        "14 号窗口，一楼 民生服务区",
        "等候 17 人",
        "大约 20–35 分钟",
        "当场办结",
        "不收费",
        "data-act=\"take\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(
        page.contains("data-act=\"class:priority\" aria-pressed=\"false\""),
        "{page}"
    );
}

#[test]
fn an_age_is_asked_for_instead_of_a_plain_number() {
    let page = page(&after(&["item:GJ01"]), &news());
    assert!(
        page.contains("我已满 65 岁") && !page.contains("data-act=\"take\""),
        "{page}"
    );
    assert!(
        !page.contains("take-as-agent"),
        "this item takes no agents: {page}"
    );
}

#[test]
fn without_the_server_no_wait_is_claimed_and_numbers_are_still_given() {
    let news = News {
        link: lost(),
        ..news()
    };
    let page = page(&after(&["item:GJ03"]), &news);
    assert!(page.contains("网络中断，号码照常有效"), "{page}");
    assert!(page.contains("data-act=\"take\""), "{page}");
    assert!(!page.contains("等候") && !page.contains("大约"), "{page}");
}

#[test]
fn a_closed_or_paused_item_says_when_and_why_and_offers_no_number() {
    // The items were fetched in the open hall; by the clock it is evening now.
    let evening = News {
        now: Some(Stamp(Time(1_772_503_800_000 + 8 * 3_600_000))),
        ..news()
    };
    let shut = page(&after(&["item:GJ03"]), &evening);
    assert!(
        shut.contains("08:00–16:40 取号") && !shut.contains("data-act=\"take"),
        "{shut}"
    );
    // Somebody has paused one item a moment ago, and the others of its queue go on.
    let mut picture = picture();
    for queue in picture.queues.values_mut() {
        let paused = json!([{"item": "SB01", "reason": {"code": "lunch", "name": "午休"}}]);
        queue.paused_items = serde_json::from_value(paused).expect("a paused item");
    }
    let paused_news = News {
        picture: Arc::new(picture),
        ..news()
    };
    let paused = page(&after(&["item:SB01"]), &paused_news);
    assert!(
        paused.contains("暂停：午休") && !paused.contains("data-act=\"take"),
        "{paused}"
    );
    assert!(page(&after(&["item:GJ03"]), &paused_news).contains("data-act=\"take"));
}

#[test]
fn an_item_fetched_before_the_hall_opened_is_open_when_the_hall_is() {
    let mut early = items();
    early[1].open = false;
    let known = Known {
        hall: Some(hall()),
        items: early,
    };
    let known = Arc::new(known);
    let shown = page(&after(&["item:GJ03"]), &News { known, ..news() });
    assert!(shown.contains("data-act=\"take"), "{shown}");
}

#[test]
fn a_printer_without_paper_is_one_plain_sentence_and_no_number() {
    let printer = PrinterNews {
        cause: Some(Cause::PaperOut),
        asked: true,
        ..PrinterNews::default()
    };
    let news = News { printer, ..news() };
    let page = page(&after(&["item:GJ03"]), &news);
    assert!(
        page.contains("这台机器没有纸了，请到另一台取号机或导服台"),
        "{page}"
    );
    assert!(!page.contains("data-act=\"take"), "{page}");
}

#[test]
fn a_number_stands_large_with_what_became_of_its_paper() {
    let mut person = after(&["item:GJ03", "take"]);
    let number = "E023".to_owned();
    for (said, words) in [
        (
            Said::Printing {
                number: number.clone(),
                copy: false,
            },
            "正在打印号票",
        ),
        (
            Said::Printed {
                number: number.clone(),
                copy: false,
            },
            "请取走号票",
        ),
        (
            Said::Printed {
                number: number.clone(),
                copy: true,
            },
            "请取走补打的号票",
        ),
        (
            Said::PrintedUnknown {
                number: number.clone(),
                copy: false,
            },
            "再打一张",
        ),
        (
            Said::NotPrinted {
                number: number.clone(),
                copy: false,
                cause: Cause::PaperOut,
            },
            "没有纸了",
        ),
    ] {
        person.told(said);
        let page = page(&person, &news());
        assert!(
            page.contains("<p class=\"hero\">E023</p>") && page.contains(words),
            "{words}: {page}"
        );
    }
}

#[test]
fn where_a_number_stands_is_said_as_people_write_it() {
    for (written, words) in [
        ("e001", "E001 正在等候，前面 4 人"),
        ("E00", "输入号票上的号码"),
        ("E002", "请马上到 14 号窗口"),
        ("E003", "请在 10:30 前到导服台恢复"),
        ("E999", "不在等候"),
    ] {
        let mut person = after(&["find"]);
        for key in written.chars() {
            person.touch(&format!("key:{key}"));
        }
        let page = page(&person, &news());
        assert!(page.contains(words), "{written}: {page}");
    }
    let mut late = after(&["find"]);
    for key in "E003".chars() {
        late.touch(&format!("key:{key}"));
    }
    let news = News {
        now: Some(Stamp(Time(1_772_510_000_000))),
        ..news()
    };
    assert!(page(&late, &news).contains("过号太久了"));
}

#[test]
fn what_somebody_writes_is_text_and_never_part_of_the_page() {
    let mut person = after(&["search"]);
    for key in "<b>&\"".chars() {
        person.touch(&format!("key:{key}"));
    }
    let page = page(&person, &news());
    assert!(!page.contains("<b>"), "{page}");
}

/// Every view that there is, as it is reached.
fn everywhere() -> Vec<Person> {
    let mut all: Vec<Person> = [
        &[][..],
        &["zone:life"],
        &["item:GJ01"],
        &["item:GJ03"],
        &["search"],
        &["search", "key:z", "key:z"],
        &["search", "key:g"],
        &["find", "key:E", "key:0", "key:0", "key:1"],
        &["find", "key:E", "key:9"],
        &["item:GJ03", "take"],
        &["item:GJ03", "print"],
        &["places"],
        &["size", "size"],
    ]
    .into_iter()
    .map(after)
    .collect();
    let number = "E023".to_owned();
    let age_min = 65;
    for said in [
        Said::Printing {
            number: number.clone(),
            copy: false,
        },
        Said::Printed {
            number: number.clone(),
            copy: true,
        },
        Said::PrintedUnknown {
            number: number.clone(),
            copy: false,
        },
        Said::NotPrinted {
            number,
            copy: false,
            cause: Cause::Unreachable,
        },
        Said::Busy,
        Said::NoCopy,
        Said::NotStored { why: "full".into() },
        Said::Offline(Offline::NoBlock),
        Said::Offline(Offline::OutsideHours {
            from: 480,
            until: 1000,
        }),
        Said::Offline(Offline::DayOver),
        Said::Offline(Offline::Paused),
        Said::Offline(Offline::TooYoung { age_min }),
        Said::Offline(Offline::NoAgents),
        Said::Offline(Offline::NotWanted),
    ] {
        let mut person = after(&["item:GJ03", "take"]);
        person.told(said);
        all.push(person);
    }
    let outcomes = [
        Outcome::Printed,
        Outcome::Unknown(Doubt::Silent),
        Outcome::Failed(Cause::Cutter),
    ];
    for outcome in outcomes {
        let mut person = after(&["item:GJ03", "print"]);
        person.told(Said::Slip(outcome));
        all.push(person);
    }
    let problem = || {
        serde_json::from_value(json!({
            "status": 404, "code": "unknown_ticket", "title": "没有这个号", "hint": "请重新取号"
        }))
        .expect("a problem")
    };
    let answers = [
        Ok(ticket("waiting")),
        Ok(ticket("missed")),
        Ok(ticket("finished")),
        Err(Some(problem())),
        Err(None),
    ];
    for answer in answers {
        let mut person = after(&[]);
        let token = TOKEN.parse().expect("a token");
        person.screen.scanned(Code::Ticket(token), 0);
        person.screen.looked(answer, 0);
        all.push(person);
    }
    let mut strange = after(&[]);
    strange.screen.scanned(Code::Unknown, 0);
    all.push(strange);
    let mut unreadable = after(&[]);
    unreadable.screen.unreadable(0);
    all.push(unreadable);
    let mut card = after(&["item:GJ01"]);
    card.screen.card(known_person(), 0);
    all.push(card);
    let mut warned = after(&["zone:life"]);
    warned.pass(WARN_MS);
    all.push(warned);
    all
}

#[test]
fn every_view_has_its_words_in_every_language() {
    for language in Language::ALL {
        for mut person in everywhere() {
            person.screen.language = language;
            person.screen.setup.speaks = true;
            person.screen.is_aloud = true;
            for link in [Link::Up, lost(), Link::Connecting { since_ms: 0 }] {
                let page = page(&person, &News { link, ..news() });
                let view = person.screen.view();
                assert!(
                    !page.contains("screen-") && !page.contains("{ $"),
                    "{view:?}: {page}"
                );
                assert!(
                    page.contains(&format!("lang=\"{}\"", language.tag())),
                    "{view:?}"
                );
                assert!(page.contains("<h1"), "{view:?} has a heading");
                let spoken = spoken(&person);
                let is_said = !spoken.is_empty() && !spoken.contains("screen-");
                assert!(is_said && !spoken.contains("{ $"), "{view:?}: {spoken}");
            }
        }
    }
}

fn spoken(person: &Person) -> String {
    let index = Index::of(&items());
    Shown::of(&person.screen, &news(), &index).spoken
}

#[test]
fn what_is_read_aloud_is_what_decides_and_silence_is_the_rule() {
    let mut person = after(&["item:GJ03", "take"]);
    let number = "E023".to_owned();
    let copy = false;
    person.told(Said::Printed { number, copy });
    assert_eq!(spoken(&person), "");
    person.screen.setup.speaks = true;
    person.touch("aloud");
    assert_eq!(spoken(&person), "您的号码。E 0 2 3。请取走号票");
    let shown = page(&person, &news());
    assert!(shown.contains("data-speech=\""), "{shown}");
    let mut warned = after(&["zone:life"]);
    warned.screen.setup.speaks = true;
    warned.touch("aloud");
    warned.pass(WARN_MS);
    assert_eq!(spoken(&warned), "还在看吗？马上回到首页");
}

#[test]
fn an_enquiry_machine_offers_answers_and_paper_and_no_number() {
    let mut person = after(&["item:GJ03"]);
    assert!(page(&person, &news()).contains("data-act=\"take\""));
    person.screen.setup.purpose = Purpose::Enquiry;
    let sheet = page(&person, &news());
    assert!(!sheet.contains("data-act=\"take\"") && sheet.contains("data-act=\"print\""));
    let mut known = news();
    let mut hall = hall();
    hall.facilities = serde_json::from_value(json!([
        {"name": "卫生间", "floor": 1, "place": {"name": "电梯旁"}},
    ]))
    .expect("facilities");
    known.known = Arc::new(Known {
        hall: Some(hall),
        items: items(),
    });
    let mut home = after(&[]);
    assert!(!page(&home, &known).contains("data-act=\"places\""));
    home.screen.setup.purpose = Purpose::Enquiry;
    assert!(page(&home, &known).contains("data-act=\"places\""));
    home.touch("places");
    let places = page(&home, &known);
    assert!(
        places.contains("卫生间") && places.contains("一楼 电梯旁"),
        "{places}"
    );
}

#[test]
fn a_printer_that_cannot_print_prints_nothing_to_read_either() {
    let mut known = news();
    assert!(
        page(
            &after(&["find", "key:E", "key:0", "key:0", "key:1"]),
            &known
        )
        .contains("data-act=\"print\"")
    );
    known.printer.cause = Some(Cause::PaperOut);
    assert!(
        !page(
            &after(&["find", "key:E", "key:0", "key:0", "key:1"]),
            &known
        )
        .contains("data-act=\"print\"")
    );
    assert!(!page(&after(&["item:GJ03"]), &known).contains("data-act=\"print\""));
}

#[test]
fn a_card_answers_the_question_of_age_and_shall_be_taken_back() {
    let mut person = after(&["item:GJ01"]);
    assert!(page(&person, &news()).contains("data-act=\"take-confirmed\""));
    person.screen.card(known_person(), 0);
    let shown = page(&person, &news());
    assert!(shown.contains("data-act=\"take\"") && !shown.contains("take-confirmed"));
    assert!(shown.contains("请取回身份证"), "{shown}");
}

#[test]
fn a_card_of_somebody_younger_leaves_the_way_for_agents_and_one_in_the_year_is_asked() {
    let alone = news();
    let mut helped = news();
    for item in &mut std::sync::Arc::make_mut(&mut helped.known).items {
        item.agent_allowed = true;
    }
    // The hall's clock shows 2026.
    for (born, own, agent) in [
        (1949, false, false),
        (1961, true, true),
        (1996, false, true),
    ] {
        let mut person = after(&["item:GJ01"]);
        let card = crate::screen::Person {
            birth_year: Some(born),
            ..known_person()
        };
        person.screen.card(card, 0);
        let shown = page(&person, &helped);
        assert_eq!(shown.contains("take-confirmed"), own, "{born}: {shown}");
        assert_eq!(shown.contains("take-as-agent"), agent, "{born}: {shown}");
        let shown = page(&person, &alone);
        let is_refused = shown.contains("办这件事要满 65 岁</p>");
        assert_eq!(is_refused, agent && !own, "{born}: {shown}");
    }
}

#[test]
fn a_card_that_cannot_be_read_does_not_hide_a_number() {
    let mut person = after(&["item:GJ03", "take"]);
    person.screen.touched(Some(7));
    person.screen.unreadable(0);
    person.told(Said::Printed {
        number: "E023".to_owned(),
        copy: false,
    });
    person.screen.unreadable(0);
    assert!(page(&person, &news()).contains("E023"));
}

#[test]
fn a_missed_ticket_can_be_restored_from_its_code_and_another_cannot() {
    for (state, can_restore) in [("missed", true), ("waiting", false), ("finished", false)] {
        let mut person = after(&[]);
        let token = TOKEN.parse().expect("a token");
        person.screen.scanned(Code::Ticket(token), 0);
        person.screen.looked(Ok(ticket(state)), 0);
        let shown = page(&person, &news());
        assert_eq!(
            shown.contains("data-act=\"restore\""),
            can_restore,
            "{shown}"
        );
        assert!(shown.contains("E023"));
    }
}

#[test]
fn a_booking_shows_its_item_and_slot_and_still_asks_for_the_age() {
    let key = crate::person::Secret::of_hex(&"0b".repeat(32)).expect("a key");
    let slot = Stamp(Time(1_772_505_000_000));
    let text = crate::booking::Booking::code(code("GJ01"), slot, "R-1", &key);
    let booking = crate::booking::Booking::read(&text, &key).expect("a booking");
    let mut person = Person::new();
    person.screen.booked(&booking, &items(), 0);
    let page = page(&person, &news());
    assert!(page.contains("您预约的是"), "{page}");
    assert!(page.contains("take-confirmed"), "{page}");
    let Some(Wish::Take(order)) = person.touch("take-confirmed") else {
        panic!("a number is wished")
    };
    assert_eq!(order.booking, Some(slot));
    assert!(order.person.age_confirmed && order.person.hash.is_some());
    person.touch("home");
    assert_eq!(
        person.screen.slot(code("GJ01")),
        None,
        "the next person has none"
    );
}
