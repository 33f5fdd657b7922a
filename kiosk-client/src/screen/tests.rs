//! What people do before a screen, and what they see.

mod page;

use super::*;
use crate::machine::Offline;
use crate::printer::Cause;
use hall_core::code::{ItemCode, TicketId, ZoneCode};
use proptest::prelude::*;

fn item(code: &str, name: &str, english: &str) -> ItemView {
    let view = serde_json::json!({
        "code": code, "name": name, "name_en": english,
        "department": "bus", "department_name": {"name": "公交公司"},
        "queue": "cards", "zone": "life", "floor": 1, "series": "A", "windows": [14],
        "open": true, "ticket_hours": [480, 1000], "waiting": 3, "wait_minutes": null,
        "materials": [], "promised_days": 0, "fee_yuan": 0, "usual_s": 60,
    });
    serde_json::from_value(view).expect("an item")
}

fn items() -> Vec<ItemView> {
    let mut senior = item("GJ01", "公交卡新办（65岁以上）", "Senior bus card");
    senior.age_min = Some(65);
    vec![
        senior,
        item("GJ03", "公交卡充值", "Top up a bus card"),
        item("SB01", "社保卡领取", "Collect a social security card"),
        item("CX02", "银行重新开户", "Open a bank account again"),
    ]
}

fn code(text: &str) -> ItemCode {
    text.parse().expect("a code")
}

/// A screen with somebody before it.
struct Person {
    screen: Screen,
    now_ms: u64,
}

impl Person {
    fn new() -> Self {
        Self {
            screen: Screen::new(Setup::default(), 0),
            now_ms: 0,
        }
    }

    fn touch(&mut self, act: &str) -> Option<Wish> {
        let act = act.parse().expect("an act");
        self.screen
            .on(self.screen.serial(), act, &items(), self.now_ms)
    }

    fn pass(&mut self, ms: u64) -> bool {
        self.now_ms += ms;
        self.screen.tick(self.now_ms)
    }

    /// Takes a number for an item; its touch is named 7.
    fn take(&mut self, item: &str) -> Order {
        self.touch(&format!("item:{item}"));
        let Some(Wish::Take(order)) = self.touch("take") else {
            panic!("a number is wished for");
        };
        self.screen.touched(Some(7));
        *order
    }

    fn told(&mut self, said: Said) {
        self.screen.told(7, said, self.now_ms);
    }
}

fn printed(number: &str) -> Said {
    Said::Printed {
        number: number.to_owned(),
        copy: false,
    }
}

#[test]
fn a_frequent_item_is_two_touches_and_one_of_a_zone_three() {
    let mut person = Person::new();
    let order = person.take("GJ03");
    assert_eq!(order.item, "GJ03");
    let mut person = Person::new();
    person.touch("zone:life");
    assert_eq!(
        person.screen.view(),
        &View::Zone("life".parse::<ZoneCode>().expect("a code"))
    );
    assert_eq!(person.take("GJ03").item, "GJ03");
}

#[test]
fn a_second_tap_takes_no_second_number() {
    let mut person = Person::new();
    person.touch("item:GJ03");
    let (serial, items) = (person.screen.serial(), items());
    assert!(person.screen.on(serial, Act::Take, &items, 0).is_some());
    assert_eq!(person.screen.on(serial, Act::Take, &items, 0), None);
    assert_eq!(person.touch("take"), None, "nor one on the waiting page");
}

#[test]
fn the_order_says_language_class_and_age_as_they_were_chosen() {
    let mut person = Person::new();
    person.touch("lang:en");
    person.touch("class:priority");
    person.touch("item:GJ01");
    let Some(Wish::Take(order)) = person.touch("take-confirmed") else {
        panic!("a number is wished for");
    };
    assert_eq!(
        (order.language, order.class.as_deref()),
        (Language::En, Some("priority"))
    );
    assert_eq!(
        (order.person.age_confirmed, order.person.agent),
        (true, false)
    );
    let mut agent = Person::new();
    agent.touch("item:GJ01");
    let Some(Wish::Take(order)) = agent.touch("take-as-agent") else {
        panic!("a number is wished for");
    };
    assert!(order.person.agent && order.person.age_confirmed);
    let mut other = Person::new();
    other.touch("item:GJ03");
    let Some(Wish::Take(order)) = other.touch("take-confirmed") else {
        panic!("a number is wished for");
    };
    assert_eq!(
        order.person,
        hall_protocol::api::Person::default(),
        "nobody was asked"
    );
}

#[test]
fn a_number_stays_for_a_moment_and_the_next_person_begins_from_the_beginning() {
    let mut person = Person::new();
    person.touch("lang:en");
    person.take("GJ03");
    assert!(
        !person.pass(STUCK_MS - 1),
        "a number on its way is waited for"
    );
    person.told(Said::Printing {
        number: "A001".into(),
        copy: false,
    });
    assert!(!person.pass(STUCK_MS - 1), "so is its paper");
    person.told(printed("A001"));
    assert!(!person.pass(DONE_MS - 1));
    assert!(person.pass(1));
    assert_eq!(
        (person.screen.view(), person.screen.language()),
        (&View::Home, Language::ZhCn)
    );
}

#[test]
fn who_got_no_paper_can_say_so_and_who_got_one_cannot() {
    let mut person = Person::new();
    person.take("GJ03");
    assert_eq!(person.touch("not-come"), None);
    person.told(Said::PrintedUnknown {
        number: "A001".into(),
        copy: false,
    });
    assert_eq!(person.touch("not-come"), Some(Wish::NotCome(7)));
    person.told(Said::NotPrinted {
        number: "A001".into(),
        copy: true,
        cause: Cause::PaperOut,
    });
    assert_eq!(person.touch("not-come"), Some(Wish::NotCome(7)));
    person.told(printed("A001"));
    assert_eq!(person.touch("not-come"), None);
}

#[test]
fn a_no_is_told_and_warned_of_before_it_goes() {
    let mut person = Person::new();
    person.take("GJ03");
    person.told(Said::Offline(Offline::NoBlock));
    assert_eq!(
        person.screen.view(),
        &View::Sorry(Sorry::Offline(Offline::NoBlock))
    );
    assert!(person.pass(WARN_MS) && person.screen.is_warned());
    person.touch("stay");
    assert!(!person.screen.is_warned());
    assert!(person.pass(WARN_MS));
    assert!(person.pass(IDLE_MS - WARN_MS));
    assert_eq!(person.screen.view(), &View::Home);
}

#[test]
fn what_is_said_of_somebody_elses_touch_is_not_shown() {
    let mut person = Person::new();
    person.take("GJ03");
    person.screen.told(6, printed("A001"), 0);
    assert_eq!(person.screen.view(), &View::Waiting { item: code("GJ03") });
}

#[test]
fn a_kiosk_that_ends_says_so() {
    let mut person = Person::new();
    person.touch("item:GJ03");
    person.touch("take");
    person.screen.touched(None);
    assert_eq!(person.screen.view(), &View::Sorry(Sorry::Ended));
}

#[test]
fn large_letters_get_twice_the_time() {
    let mut person = Person::new();
    person.touch("size");
    person.touch("item:GJ03");
    assert!(!person.pass(2 * WARN_MS - 1));
    assert!(person.pass(1) && person.screen.is_warned());
    assert!(!person.pass(2 * (IDLE_MS - WARN_MS) - 1));
    assert!(person.pass(1));
    assert_eq!(
        (person.screen.view(), person.screen.size()),
        (&View::Home, 0)
    );
}

#[test]
fn who_looked_at_the_wrong_item_goes_back_in_the_same_language_and_letters() {
    let mut person = Person::new();
    for act in ["lang:en", "size", "search", "key:G", "item:GJ03", "back"] {
        person.touch(act);
    }
    assert_eq!(person.screen.view(), &View::Search("G".to_owned()));
    person.touch("back");
    assert_eq!(person.screen.view(), &View::Home);
    assert_eq!(person.screen.language(), Language::En);
    assert_eq!(person.screen.size(), 1);
    person.touch("item:GJ03");
    person.touch("back");
    assert_eq!(person.screen.view(), &View::Home);
    person.touch("home");
    assert_eq!(person.screen.language(), Language::ZhCn);
    assert_eq!(person.screen.size(), 0);
}

#[test]
fn after_a_card_that_cannot_be_read_a_good_one_or_a_touch_leads_back_to_the_item() {
    for is_good in [true, false] {
        let mut person = Person::new();
        person.touch("item:GJ01");
        person.screen.unreadable(0);
        person.screen.unreadable(0);
        assert_eq!(person.screen.view(), &View::Standing(Standing::BadCard));
        if is_good {
            person.screen.card(known_person(), 0);
        } else {
            person.touch("back");
        }
        assert_eq!(person.screen.view(), &View::Item(code("GJ01")));
        assert_eq!(person.screen.has_card(), is_good);
    }
}

#[test]
fn from_a_number_there_is_no_way_back_to_the_same_person() {
    let mut person = Person::new();
    for act in ["lang:en", "item:GJ03", "take"] {
        person.touch(act);
    }
    person.screen.touched(Some(1));
    person.screen.told(
        1,
        Said::Printed {
            number: "E023".to_owned(),
            copy: false,
        },
        0,
    );
    person.touch("back");
    assert_eq!(person.screen.view(), &View::Home);
    assert_eq!(person.screen.language(), Language::ZhCn);
}

#[test]
fn three_touches_of_the_size_come_back_to_the_first() {
    let mut person = Person::new();
    let sizes: Vec<u8> = (0..4)
        .map(|_| {
            person.touch("size");
            person.screen.size()
        })
        .collect();
    assert_eq!(sizes, [1, 2, 0, 1]);
}

#[test]
fn an_untouched_home_page_needs_no_clock_and_a_changed_one_goes_back() {
    let mut person = Person::new();
    assert_eq!(person.screen.wake_ms(), None);
    person.touch("lang:en");
    assert_eq!(person.screen.wake_ms(), Some(IDLE_MS));
    assert!(person.pass(IDLE_MS));
    assert_eq!(person.screen.language(), Language::ZhCn);
}

#[test]
fn initials_words_and_codes_find_an_item() {
    let items = items();
    let index = Index::of(&items);
    let find = |text: &str| -> Vec<&str> {
        let places = index.find(text);
        places
            .into_iter()
            .map(|place| items[place].code.as_str())
            .collect()
    };
    assert_eq!(find("gjk"), ["GJ01", "GJ03"]);
    assert_eq!(find("gjkcz"), ["GJ03"]);
    assert_eq!(find("充值"), ["GJ03"]);
    assert_eq!(find("sbk"), ["SB01"]);
    assert_eq!(find("Bus Card"), ["GJ01", "GJ03"]);
    assert_eq!(find("gj03"), ["GJ03"]);
    // 银行重新: both readings of 行 (xíng, háng) and of 重 (zhòng, chóng).
    assert_eq!((find("yhcx"), find("yxzx")), (vec!["CX02"], vec!["CX02"]));
    assert_eq!(
        (find(""), find("  "), find("zzz")),
        (vec![], vec![], vec![])
    );
}

#[test]
fn rubbish_is_no_act() {
    for text in [
        "", "zone:", "zone:a b", "key:", "key:ab", "key:\n", "lang:fr", "take:x", "nonsense",
    ] {
        assert!(text.parse::<Act>().is_err(), "{text:?}");
    }
}

#[test]
fn what_is_written_has_an_end_and_can_be_taken_back() {
    let mut person = Person::new();
    person.touch("search");
    for _ in 0..SEARCH_CHARS_MAX + 5 {
        person.touch("key:g");
    }
    assert_eq!(
        person.screen.view(),
        &View::Search("g".repeat(SEARCH_CHARS_MAX))
    );
    person.touch("erase");
    assert_eq!(
        person.screen.view(),
        &View::Search("g".repeat(SEARCH_CHARS_MAX - 1))
    );
    person.touch("find");
    for key in ["key:A", "key:2", "key:3"] {
        person.touch(key);
    }
    assert_eq!(person.screen.view(), &View::Find("A23".to_owned()));
}

const ACTS: [&str; 21] = [
    "stay",
    "home",
    "back",
    "size",
    "search",
    "find",
    "erase",
    "take",
    "take-confirmed",
    "take-as-agent",
    "not-come",
    "class:",
    "class:priority",
    "lang:en",
    "lang:zh-CN",
    "zone:life",
    "item:GJ01",
    "item:GJ03",
    "item:XX",
    "key:g",
    "key:1",
];

fn any_act() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&ACTS[..])
}

proptest! {
    /// Whatever is touched, at most one number is wished for per item page, every view that waits
    /// for nobody ends, and stale touches change nothing.
    #[test]
    fn whatever_is_touched_the_screen_comes_home(
        acts in prop::collection::vec((any_act(), 0_u64..50_000, any::<bool>()), 0..60)
    ) {
        let mut person = Person::new();
        for (act, ms, is_answered) in acts {
            person.pass(ms);
            let before = person.screen.serial();
            let stale = person.screen.on(before.wrapping_sub(1), Act::Take, &items(), person.now_ms);
            prop_assert_eq!((stale, person.screen.serial()), (None, before));
            if let Some(Wish::Take(_)) = person.touch(act) {
                prop_assert!(matches!(person.screen.view(), View::Waiting { .. }), "waits");
                person.screen.touched(Some(7));
                if is_answered {
                    person.told(printed("A001"));
                }
            }
        }
        if matches!(person.screen.view(), View::Waiting { .. }) {
            person.told(Said::Busy);
        }
        for _ in 0..4 {
            if let Some(at_ms) = person.screen.wake_ms() {
                person.now_ms = person.now_ms.max(at_ms);
                person.screen.tick(person.now_ms);
            }
        }
        prop_assert_eq!(person.screen.view(), &View::Home);
        prop_assert_eq!((person.screen.size(), person.screen.class()), (0, None));
    }
}

#[test]
fn what_an_item_needs_and_where_a_number_stands_can_be_taken_along_on_paper() {
    let mut person = Person::new();
    person.touch("item:GJ03");
    assert_eq!(person.touch("print"), Some(Wish::Notice(code("GJ03"))));
    person.screen.touched(Some(7));
    assert_eq!(person.screen.view(), &View::Slip(Paper::Printing));
    assert!(!person.pass(STUCK_MS - 1), "it is waited for");
    person.told(Said::Slip(Outcome::Printed));
    assert_eq!(person.screen.view(), &View::Slip(Paper::Printed));
    assert!(person.pass(DONE_MS));
    assert_eq!(person.screen.view(), &View::Home);

    for key in ["find", "key:A", "key:0", "key:0", "print"] {
        assert_eq!(person.touch(key), None, "no number is written yet");
    }
    person.touch("key:7");
    assert_eq!(
        person.touch("print"),
        Some(Wish::Enquiry("A007".to_owned()))
    );
    person.screen.touched(Some(7));
    person.told(Said::Slip(Outcome::Failed(Cause::CoverOpen)));
    let failed = View::Slip(Paper::Failed(Cause::CoverOpen));
    assert_eq!(person.screen.view(), &failed);
}

#[test]
fn an_enquiry_machine_gives_no_numbers() {
    let mut person = Person::new();
    person.screen = Screen::new(
        Setup {
            purpose: Purpose::Enquiry,
            ..Setup::default()
        },
        0,
    );
    person.touch("item:GJ03");
    assert_eq!(person.touch("take"), None);
    assert_eq!(person.screen.view(), &View::Item(code("GJ03")));
}

#[test]
fn large_letters_are_read_aloud_until_somebody_wants_silence() {
    let mut person = Person::new();
    person.touch("size");
    assert!(!person.screen.is_aloud(), "this machine has no voice");
    person.screen = Screen::new(
        Setup {
            speaks: true,
            ..Setup::default()
        },
        0,
    );
    person.touch("size");
    assert!(person.screen.is_aloud());
    person.touch("aloud");
    assert!(!person.screen.is_aloud());
    person.touch("home");
    person.touch("aloud");
    assert!(person.screen.is_aloud() && person.screen.size() == 0);
    person.pass(IDLE_MS);
    assert!(
        !person.screen.is_aloud(),
        "the next person begins in silence"
    );
}

fn ticket(state: &str) -> Box<TicketView> {
    let view = serde_json::json!({
        "id": 7, "number": "E023", "day": "2026-03-03", "queue": "cards", "item": "GJ03",
        "class": "normal", "language": "zh-CN", "visit": 7, "state": state, "window_hint": "14",
        "taken_at": "2026-03-03T02:00:00Z", "since": "2026-03-03T02:00:00Z",
        "arrival": "2026-03-03T02:00:00Z", "place": [0, 1, 0], "legs": 1, "ahead": 4,
        "wait_minutes": null, "version": 3, "paper": "printed", "mark": "",
        "restore_until": (state == "missed").then_some("2026-03-03T02:30:00Z"),
    });
    serde_json::from_value(view).expect("a ticket")
}

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn scan(person: &mut Person, code: Code) -> Option<Wish> {
    person.screen.scanned(code, person.now_ms)
}

fn known_person() -> crate::screen::Person {
    crate::screen::Person {
        hash: Some("f0".repeat(32)),
        birth_year: Some(1949),
        ..crate::screen::Person::default()
    }
}

#[test]
fn a_card_says_who_takes_the_number_until_the_screen_goes_home() {
    let mut person = Person::new();
    person.screen.card(known_person(), 0);
    assert_eq!(person.take("GJ01").person, known_person());
    person.touch("home");
    assert_eq!(person.screen.person(), None);
    person.screen.card(known_person(), person.now_ms);
    person.pass(IDLE_MS);
    assert_eq!(person.screen.person(), None, "nobody finds another's card");
}

#[test]
fn who_takes_a_number_for_somebody_else_lends_a_card_and_says_that_the_other_is_old_enough() {
    let mut person = Person::new();
    person.screen.card(known_person(), 0);
    person.touch("item:GJ01");
    let Some(Wish::Take(order)) = person.touch("take-as-agent") else {
        panic!("a number is wished for");
    };
    assert!(order.person.agent && order.person.hash.is_some());
    assert!(order.person.age_confirmed, "of the one they come for");
}

#[test]
fn a_scanned_ticket_shows_where_it_stands_and_a_missed_one_waits_again() {
    let mut person = Person::new();
    let token = TOKEN.parse().expect("a token");
    assert_eq!(
        scan(&mut person, Code::Ticket(token)),
        Some(Wish::Look(token))
    );
    person.screen.looked(Ok(ticket("missed")), 0);
    assert_eq!(person.touch("restore"), Some(Wish::Restore(TicketId(7))));
    assert_eq!(person.touch("restore"), None, "once");
    person.screen.looked(Ok(ticket("waiting")), 0);
    assert_eq!(person.touch("restore"), None, "nothing is to be restored");
    let shown = View::Standing(Standing::Ticket(ticket("waiting")));
    assert_eq!(person.screen.view(), &shown);
    person.pass(IDLE_MS);
    assert_eq!(person.screen.view(), &View::Home);
}

#[test]
fn a_written_number_may_be_scanned_and_rubbish_is_said_to_be_so() {
    let mut person = Person::new();
    assert_eq!(scan(&mut person, Code::Number("E023".into())), None);
    assert_eq!(person.screen.view(), &View::Find("E023".into()));
    assert_eq!(scan(&mut person, Code::Unknown), None);
    assert_eq!(person.screen.view(), &View::Standing(Standing::Unknown));
}

#[test]
fn a_code_does_not_disturb_who_takes_a_number_and_a_late_answer_shows_nothing() {
    let mut person = Person::new();
    person.take("GJ03");
    assert_eq!(scan(&mut person, Code::Unknown), None);
    assert!(matches!(person.screen.view(), View::Waiting { .. }));
    person.screen.looked(Ok(ticket("waiting")), 0);
    assert!(matches!(person.screen.view(), View::Waiting { .. }));
}

#[test]
fn should_a_word_get_lost_the_screen_comes_home_all_the_same() {
    for acts in [&["item:GJ03", "take"][..], &["item:GJ03", "print"]] {
        let mut person = Person::new();
        for act in acts {
            person.touch(act);
        }
        person.screen.touched(Some(7));
        assert!(person.pass(STUCK_MS));
        assert_eq!(person.screen.view(), &View::Home);
    }
}
