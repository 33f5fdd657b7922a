//! Every value of a file arrives where it belongs, and what is left out has its default.

use super::{GOOD, changed};
use crate::plan::{limits, parse};
use hall_core::plan::{
    AlertRules, CallRules, Class, Help, NumberRules, PersonRules, PrivacyRules, RatingRules,
    Series, Text, TicketPart, TicketRules, VoiceRules, WindowRules,
};
use hall_core::{Date, Language, Plan};

fn plan(text: &str) -> Plan {
    parse("h.toml", text).unwrap_or_else(|errors| panic!("{errors}"))
}

/// A plan with `tables` added at its end.
fn with(tables: &str) -> Plan {
    plan(&format!("{GOOD}{tables}"))
}

fn date(text: &str) -> Date {
    text.parse().expect("a test names days that exist")
}

fn chinese(zh: &str) -> Text {
    Text {
        zh: zh.to_owned(),
        ..Text::default()
    }
}

#[test]
fn rules_that_are_left_out_are_those_of_the_core() {
    let plan = plan(&changed(&[("[alerts]\nwait_yellow_minutes = 20\n", "")]));
    assert_eq!(plan.calls, CallRules::default());
    assert_eq!(plan.windows_rules, WindowRules::default());
    assert_eq!(plan.persons, PersonRules::default());
    assert_eq!(plan.rating, RatingRules::default());
    assert_eq!(plan.alerts, AlertRules::default());
    assert_eq!(plan.privacy, PrivacyRules::default());
    let booked_mark = "约".to_owned();
    let digits = 3;
    assert_eq!(
        plan.numbers,
        NumberRules {
            digits,
            booked_mark
        }
    );
}

#[test]
fn the_layout_of_a_ticket_can_be_written_and_has_an_order() {
    assert_eq!(with("").ticket, TicketRules::default());
    let plan = with(
        "[ticket]\nparts = [\"number\", \"logo\", \"qr\", \"footer\"]\nlogo = \"安康政务\"\n\
         footer = \"监督 12345\"\nfooter_en = \"Complaints 12345\"\n",
    );
    let parts = [
        TicketPart::Number,
        TicketPart::Logo,
        TicketPart::Qr,
        TicketPart::Footer,
    ];
    assert_eq!(plan.ticket.parts, parts);
    assert_eq!(plan.ticket.logo, chinese("安康政务"));
    assert_eq!(plan.ticket.footer.get(Language::En), "Complaints 12345");
}

#[test]
fn the_voice_may_rest_at_times_and_in_zones_and_say_yao() {
    assert_eq!(with("").voice, VoiceRules::default());
    let plan = with(
        "[voice]\none_as_yao = true\nquiet = [[\"12:00\", \"13:30\"]]\nsilent_zones = [\"life\"]\n",
    );
    assert!(plan.voice.one_as_yao);
    assert_eq!(plan.voice.quiet, [(720, 810)]);
    assert_eq!(plan.voice.silent_zones.len(), 1);
}

#[test]
fn facilities_are_listed_in_their_order_with_floor_and_place() {
    let plan = with(
        "[[facilities]]\nname = \"卫生间\"\nname_en = \"Toilets\"\nplace = \"电梯旁\"\n\
         [[facilities]]\nname = \"饮水处\"\n",
    );
    let names: Vec<(&str, u8, &str)> = plan
        .facilities
        .iter()
        .map(|one| (one.name.zh.as_str(), one.floor, one.place.zh.as_str()))
        .collect();
    assert_eq!(names, [("卫生间", 1, "电梯旁"), ("饮水处", 1, "")]);
}

#[test]
fn every_rule_can_be_written() {
    let plan = with(
        "[numbers]\ndigits = 4\nbooked_mark = \"B\"\n\
         [calls]\ncalls_max = 11\ninterval_s = 12\nsuggest_missed_after = 13\n\
         restore_minutes = 14\nrestore_max = 15\nrestore_behind = 16\ncooldown_s = 17\n\
         overtakes_max = 18\nreopen_s = 19\nhold_alarm_minutes = 20\nhold_max = 21\n\
         booking_late_s = 22\nbooking_early_s = 23\n\
         [watch]\nsilent_s = 31\ngrace_s = 32\npause_alarm_minutes = 33\nabsent_minutes = 34\nsign_in = true\n\
         lock_minutes = 35\n\
         [persons]\ngap_minutes = 41\nper_day = 42\n\
         [rating]\nprompt_s = 51\n\
         [privacy]\nnote_days = 61\n",
    );
    let booked_mark = "B".to_owned();
    let digits = 4;
    assert_eq!(
        plan.numbers,
        NumberRules {
            digits,
            booked_mark
        }
    );
    let calls = CallRules {
        calls_max: 11,
        interval_s: 12,
        suggest_missed_after: 13,
        restore_minutes: 14,
        restore_max: 15,
        restore_behind: 16,
        cooldown_s: 17,
        overtakes_max: 18,
        reopen_s: 19,
        hold_alarm_minutes: 20,
        hold_max: 21,
        booking_late_s: 22,
        booking_early_s: 23,
    };
    assert_eq!(plan.calls, calls);
    let watch = WindowRules {
        silent_s: 31,
        grace_s: 32,
        pause_alarm_minutes: 33,
        absent_minutes: 34,
        sign_in: true,
        lock_minutes: 35,
    };
    assert_eq!(plan.windows_rules, watch);
    let persons = PersonRules {
        gap_minutes: 41,
        per_day: 42,
    };
    assert_eq!(plan.persons, persons);
    assert_eq!(plan.rating, RatingRules { prompt_s: 51 });
    assert_eq!(plan.privacy, PrivacyRules { note_days: 61 });
    let alerts = changed(&[(
        "wait_yellow_minutes = 20",
        "queue_yellow = 71\nwait_yellow_minutes = 72\nwait_red_minutes = 73\n\
         case_yellow_days = 3",
    )]);
    let expected = AlertRules {
        queue_yellow: 71,
        wait_yellow_minutes: 72,
        wait_red_minutes: 73,
        case_yellow_days: 3,
    };
    assert_eq!(self::plan(&alerts).alerts, expected);
}

#[test]
fn hours_hold_days_and_minutes() {
    let hours = plan(GOOD).hours;
    assert_eq!(
        hours.weekdays,
        [true, true, false, false, false, false, false]
    );
    assert_eq!(hours.open, [(540, 720), (780, 1020)]);
    assert_eq!((hours.ticket_from, hours.ticket_until), (510, 1000));
    assert_eq!(hours.close_latest, 1080);
    let off = ["2026-10-01", "2026-10-02", "2026-10-03"].map(date);
    assert_eq!(hours.days_off, off);
    assert_eq!(hours.days_on, [date("2026-10-10")]);
}

#[test]
fn hours_that_are_left_out_follow_the_opening() {
    let hours = plan(&changed(&[
        ("weekdays = [\"mon\", \"tue\"]\n", ""),
        ("ticket_from = \"08:30\"\n", ""),
        ("ticket_until = \"16:40\"\n", ""),
        ("close_latest = \"18:00\"\n", ""),
    ]))
    .hours;
    assert_eq!(hours.weekdays, [true, true, true, true, true, false, false]);
    assert_eq!((hours.ticket_from, hours.ticket_until), (540, 1020));
    assert_eq!(hours.close_latest, 1020 + limits::CLOSE_AFTER_MINUTES);
}

#[test]
fn a_hall_says_its_languages_and_where_to_ask() {
    let plan = plan(&changed(&[(
        "guide_desk = \"导服台\"",
        "guide_desk = \"导服台\"\nguide_desk_en = \"Guide desk\"\nfloors = 2\n\
         wifi = \"HALL\"\nhotline = \"12345\"",
    )]));
    assert_eq!(plan.languages, [Language::ZhCn, Language::En]);
    let hall = plan.hall;
    assert_eq!((hall.code.as_str(), hall.floors), ("1", 2));
    assert_eq!(
        (hall.wifi.as_str(), hall.hotline.as_str()),
        ("HALL", "12345")
    );
    assert_eq!(hall.guide_desk.get(Language::En), "Guide desk");
    assert_eq!(hall.timezone, "Asia/Shanghai");
}

#[test]
fn classes_have_marks_and_a_credit_in_minutes() {
    let tables = "[[classes]]\ncode = \"priority\"\nname = \"优先\"\nmark = \"优\"\n\
                  credit_minutes = 20\n";
    let plan = with(tables);
    let priority = plan
        .classes
        .iter()
        .find(|(code, _)| code.as_str() == "priority");
    let expected = Class {
        name: chinese("优先"),
        mark: "优".to_owned(),
        credit_s: 1200,
    };
    assert_eq!(priority.map(|(_, class)| class), Some(&expected));
}

#[test]
fn without_classes_everybody_is_normal() {
    let plan = plan(&changed(&[(
        "[[classes]]\ncode = \"normal\"\nname = \"普通\"\n",
        "",
    )]));
    assert!(plan.classes.keys().eq([&Plan::normal_class()]));
    assert!(plan.classes.values().all(|class| class.credit_s == 0));
}

#[test]
fn a_series_has_the_usual_ranges_unless_it_says_otherwise() {
    let plan = with("[[series]]\ncode = \"F\"\n[[series]]\ncode = \"G\"\nwrap = true\n");
    let series: Vec<&Series> = plan.series.values().collect();
    let wrap = Series {
        wrap: true,
        ..Series::default()
    };
    assert_eq!(series, [&Series::default(), &Series::default(), &wrap]);
}

#[test]
fn an_item_holds_its_whole_guide() {
    let guide = "legal_days = 20\nfee_yuan = 40\nfee_note = \"每证\"\nagent_allowed = true\n\
                 self_service = true\nonline = true\nfrequent = true\n\
                 effective = 2026-03-03\nquota = 30\nper_day = 50\n";
    let plan = plan(&format!(
        "{}[materials]\n\"身份证\" = {{ name_en = \"ID card\", name_zh_hant = \"身份證\" }}\n",
        changed(&[("legal_days = 20\n", guide)])
    ));
    let item = plan.items.values().next().expect("the plan has an item");
    let card = Text {
        zh: "身份证".to_owned(),
        en: "ID card".to_owned(),
        zh_hant: "身份證".to_owned(),
    };
    assert_eq!(item.materials, [card]);
    assert_eq!((item.promised_days, item.legal_days), (10, 20));
    assert_eq!((item.fee_yuan, item.fee_note.as_str()), (40, "每证"));
    let flags = [
        item.agent_allowed,
        item.self_service,
        item.online,
        item.frequent,
    ];
    assert_eq!(flags, [true; 4]);
    assert_eq!((item.age_min, item.quota), (Some(65), Some(30)));
    assert_eq!((item.usual_s, item.per_day), (216, 50));
    assert_eq!(item.effective, Some(date("2026-03-03")));
    assert_eq!(item.ticket_until, Some(960));
    assert_eq!(item.pay_at, Some(item.queue));
}

#[test]
fn an_item_needs_no_more_than_a_name_a_department_and_a_queue() {
    let plan =
        with("[[items]]\ncode = \"X\"\nname = \"咨询\"\ndepartment = \"GJ\"\nqueue = \"bus\"\n");
    let item = plan.items.values().last().expect("the plan has an item");
    assert_eq!(item.name, chinese("咨询"));
    assert_eq!(item.usual_s, limits::USUAL_SECONDS);
    assert_eq!(
        (item.age_min, item.quota, item.ticket_until, item.pay_at),
        (None, None, None, None)
    );
    assert!(!item.agent_allowed && !item.frequent && item.materials.is_empty());
}

#[test]
fn an_early_window_lets_an_item_end_early() {
    let plan = plan(&changed(&[(
        "ticket_until = \"16:00\"",
        "ticket_until = \"08:20\"",
    )]));
    let (code, item) = plan.items.iter().next().expect("the plan has an item");
    assert_eq!(plan.ticket_hours(item.queue, Some(*code)), (480, 500));
}

#[test]
fn a_window_is_called_like_its_first_queue_unless_it_has_a_name() {
    let plan = with(
        "[[windows]]\nnumber = 15\nname = \"综合\"\nzone = \"life\"\n\
         helps = [{ queue = \"bus\" }]\naccessible = true\n\
         [[windows]]\nnumber = 16\nname = \"帮办\"\nzone = \"life\"\n\
         helps = [{ queue = \"bus\", after_minutes = 30 }]\n",
    );
    let names: Vec<&str> = plan
        .windows
        .values()
        .map(|window| window.name.zh.as_str())
        .collect();
    assert_eq!(names, ["公交卡", "综合", "帮办"]);
    let windows: Vec<_> = plan.windows.values().collect();
    let queue = windows[0].queues[0];
    assert_eq!(windows[0].open, Some(480));
    let after = |after_minutes| Help {
        queue,
        after_minutes,
    };
    assert_eq!(windows[1].helps, [after(None)]);
    assert_eq!(windows[2].helps, [after(Some(30))]);
    let accessible: Vec<bool> = windows.iter().map(|window| window.accessible).collect();
    assert_eq!(accessible, [false, true, false]);
}

#[test]
fn departments_and_reasons_are_read() {
    let plan = with(
        "[[departments]]\ncode = \"ZX\"\nname = \"中心\"\nzone = \"life\"\n\
         internal = true\n[[reasons]]\ncode = \"meal\"\nname = \"用餐\"\nname_en = \"Meal\"\n",
    );
    let joined: Vec<_> = plan
        .departments
        .values()
        .map(|one| (one.joined, one.internal))
        .collect();
    assert_eq!(joined, [(Some(date("2015-07-01")), false), (None, true)]);
    let reason = plan
        .reasons
        .values()
        .next()
        .map(|text| text.get(Language::En));
    assert_eq!(reason, Some("Meal"));
}

#[test]
fn two_queues_may_share_one_series() {
    let plan = plan(&changed(&[
        (
            "[[items]]",
            "[[queues]]\ncode = \"taxi\"\nname = \"出租车\"\nseries = \"E\"\nzone = \"life\"\n\
             [[items]]",
        ),
        ("queues = [\"bus\"]", "queues = [\"bus\", \"taxi\"]"),
    ]));
    assert_eq!(plan.queues.len(), 2);
}
