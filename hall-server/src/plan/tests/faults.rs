//! One mistake of each kind, with the exact line and words that staff read.

use super::{GOOD, changed, check_text};
use crate::plan::parse;

/// The errors of `GOOD` with one text replaced.
fn check(old: &str, new: &str, expected: &str) {
    check_text(&changed(&[(old, new)]), expected);
}

#[test]
fn the_plan_that_the_mistakes_are_made_in_is_good() {
    assert_eq!(
        parse("h.toml", GOOD).map(|plan| plan.problems()),
        Ok(Vec::new())
    );
}

#[test]
fn what_is_not_toml_is_named_with_its_line() {
    check(
        "code = \"1\"",
        "code = 1\"",
        "h.toml:3: this is not TOML: missing opening quote, expected `\"`, look for a \
         missing quote, bracket or = here or on the line before",
    );
    check(
        "[[queues]]",
        "[[queues]",
        "h.toml:36: this is not TOML: unclosed array table, expected `]`, look for a missing \
         quote, bracket or = here or on the line before",
    );
    check(
        "floor = 1",
        "floor = 1\n\
         floor = 2",
        "h.toml:31: this is not TOML: duplicate key, look for a missing quote, bracket or = \
         here or on the line before",
    );
    check(
        "name = \"厅\"",
        "name = \"厅",
        "h.toml:4: this is not TOML: invalid basic string, expected `\"`, look for a missing \
         quote, bracket or = here or on the line before",
    );
}

#[test]
fn an_unknown_key_gets_the_one_that_was_meant() {
    check(
        "ticket_until = \"16:40\"",
        "ticket_untill = \"16:40\"",
        "h.toml:12: unknown key \"ticket_untill\" in [hours], did you mean \"ticket_until\"?",
    );
    check(
        "wait_yellow_minutes",
        "yellow",
        "h.toml:17: unknown key \"yellow\" in [alerts], known here: queue_yellow, \
         wait_yellow_minutes, wait_red_minutes, case_yellow_days",
    );
    check(
        "[alerts]",
        "[alert]",
        "h.toml:16: unknown key \"alert\" in the plan, did you mean \"alerts\"?",
    );
    check(
        "languages = [\"zh-CN\", \"en\"]",
        "wifii = \"x\"",
        "h.toml:7: unknown key \"wifii\" in [hall], did you mean \"wifi\"?",
    );
    check(
        "queues = [\"bus\"]",
        "queeus = [\"bus\"]",
        "h.toml:56: unknown key \"queeus\" in window 14, did you mean \"queues\"?",
    );
    check(
        "[alerts]",
        "[materials]\n\
         \"照片\" = { nam_en = \"Photo\" }\n\
         [alerts]",
        "h.toml:17: unknown key \"nam_en\" in material \"照片\", did you mean \"name_en\"?",
    );
    check(
        "helps = []",
        "helps = [{ queue = \"cards\", after = 3 }]",
        "h.toml:57: unknown key \"after\" in helps of window 14, known here: queue, \
         after_minutes\n\
         h.toml:57: helps of window 14 names unknown queue \"cards\", name one of [[queues]] \
         or add it there",
    );
}

#[test]
fn a_missing_key_or_table_is_asked_for() {
    check(
        "code = \"1\"\n\
         ",
        "",
        "h.toml:2: [hall] has no \"code\", add a line like code = \"…\"",
    );
    check(
        "department = \"GJ\"\n\
         ",
        "",
        "h.toml:41: item GJ01 has no \"department\", add a line like department = \"…\"",
    );
    check(
        "number = 14\n\
         ",
        "",
        "h.toml:53: a window has no \"number\", add a line like number = 1",
    );
    check(
        "open = [[\"09:00\", \"12:00\"], [\"13:00\", \"17:00\"]]\n\
         ",
        "",
        "h.toml:8: [hours] has no \"open\", add a line like open = [[\"09:00\", \"12:00\"], \
         [\"13:00\", \"17:00\"]]",
    );
    check(
        "name = \"A 岗\"\n\
         ",
        "",
        "h.toml:61: clerk W14A has no \"name\", add a line like name = \"…\"",
    );
    check(
        "schema = 1\n\
         ",
        "",
        "h.toml:1: the plan has no \"schema\", add a line like schema = 1",
    );
    check(
        "[[items]]\n\
         code = \"GJ01\"\n\
         ",
        "[[items]]\n\
         ",
        "h.toml:41: an item has no \"code\", add a line like code = \"…\"",
    );
    check(
        "guide_desk = \"导服台\"\n\
         ",
        "",
        "h.toml:2: [hall] has no \"guide_desk\", add a line like guide_desk = \"…\"",
    );
    check(
        "[[queues]]\n\
         code = \"bus\"\n\
         name = \"公交卡\"\n\
         series = \"E\"\n\
         zone = \"life\"\n\
         ",
        "",
        "h.toml:1: the plan has no [[queues]], add a table that begins with [[queues]]\n\
         h.toml:40: item GJ01 names unknown queue \"bus\", name one of [[queues]] or add it \
         there\n\
         h.toml:45: item GJ01 names unknown queue \"bus\", name one of [[queues]] or add it \
         there\n\
         h.toml:51: window 14 names unknown queue \"bus\", name one of [[queues]] or add it \
         there",
    );
}

#[test]
fn a_value_of_another_type_is_told_what_is_wanted() {
    check(
        "floor = 1",
        "floor = \"1\"",
        "h.toml:30: \"floor\" in zone life is not a whole number but a text, write it like \
         floor = 1",
    );
    check(
        "usual_s = 216",
        "usual_s = 216.5",
        "h.toml:52: \"usual_s\" in item GJ01 is not a whole number but a number with a \
         fraction, write it like usual_s = 1",
    );
    check(
        "name = \"公益卡\"",
        "name = 5",
        "h.toml:43: \"name\" in item GJ01 is not a text in quotes but a whole number, write \
         it like name = \"…\"",
    );
    check(
        "pay_at = \"bus\"",
        "agent_allowed = \"yes\"",
        "h.toml:50: \"agent_allowed\" in item GJ01 is not true or false but a text, write it \
         like agent_allowed = true",
    );
    check(
        "joined = 2015-07-01",
        "joined = 2015",
        "h.toml:35: \"joined\" in department GJ is not a date but a whole number, write it \
         like joined = 2026-03-03",
    );
    check(
        "days_on = [2026-10-10]",
        "days_on = [10]",
        "h.toml:15: \"days_on\" in [hours] is not a list of dates but a whole number, write \
         it like days_on = [\"2026-01-01\", \"2026-10-01..2026-10-07\"]",
    );
    check(
        "days_on = [2026-10-10]",
        "days_on = 2026-10-10",
        "h.toml:15: \"days_on\" in [hours] is not a list of dates but a date or time, write \
         it like days_on = [\"2026-01-01\", \"2026-10-01..2026-10-07\"]",
    );
    check(
        "[[\"09:00\", \"12:00\"], [\"13:00\", \"17:00\"]]",
        "[\"09:00\", \"12:00\"]",
        "h.toml:10: \"open\" in [hours] is not a list of times from and to but a text, write \
         it like open = [[\"09:00\", \"12:00\"], [\"13:00\", \"17:00\"]]",
    );
    check(
        "ticket_from = \"08:30\"",
        "ticket_from = 08:30:00",
        "h.toml:11: \"ticket_from\" in [hours] is not a time of day but a date or time, \
         write it like ticket_from = \"09:00\"",
    );
    check(
        "materials = [\"身份证\"]",
        "materials = \"身份证\"",
        "h.toml:46: \"materials\" in item GJ01 is not a list of texts but a text, write it \
         like materials = [\"…\", \"…\"]",
    );
    check(
        "[alerts]\n\
         wait_yellow_minutes = 20",
        "alerts = 20",
        "h.toml:16: unknown key \"alerts\" in [hours], known here: weekdays, days_off, \
         days_on, open, ticket_from, ticket_until, close_latest",
    );
    check(
        "queues = [\"bus\"]",
        "queues = [14]",
        "h.toml:56: \"queues\" in window 14 is not a list of texts but a whole number, write \
         it like queues = [\"…\", \"…\"]",
    );
    check(
        "[alerts]",
        "[materials]\n\
         \"照片\" = \"photo\"\n\
         [alerts]",
        "h.toml:17: \"照片\" in [materials] is not a table but a text, write it like \"照片\" = \
         { … }",
    );
}

#[test]
fn a_number_out_of_range_is_told_the_range() {
    check(
        "age_min = 65",
        "age_min = 151",
        "h.toml:49: \"age_min\" in item GJ01 is 151, write a whole number from 0 to 150",
    );
    check(
        "number = 14",
        "number = 0",
        "h.toml:54: \"number\" in a window is 0, write a whole number from 1 to 9999",
    );
    check(
        "usual_s = 216",
        "usual_s = 99999999999999999999999",
        "h.toml:52: \"usual_s\" in item GJ01 is 99999999999999999999, write a whole number \
         from 1 to 86400",
    );
    check(
        "wait_yellow_minutes = 20",
        "wait_yellow_minutes = -1",
        "h.toml:17: \"wait_yellow_minutes\" in [alerts] is -1, write a whole number from 1 \
         to 1440",
    );
    check(
        "online_max = 4999",
        "online_max = 0x7fff_ffff",
        "h.toml:23: \"online_max\" in series E is 0x7fffffff, write a whole number from 1 to \
         9999999",
    );
    check(
        "promised_days = 10",
        "quota = 0",
        "h.toml:47: \"quota\" in item GJ01 is 0, write a whole number from 1 to 100000",
    );
}

#[test]
fn a_text_that_cannot_be_printed_is_refused() {
    check(
        "name = \"厅\"",
        "name = \" \"",
        "h.toml:4: \"name\" in [hall] is empty, write a text or take the line out",
    );
    check(
        "name = \"公益卡\"",
        "name = \"公\\u001b益卡\"",
        "h.toml:43: \"name\" in item GJ01 has a line break or control character, write it as \
         plain text on one line",
    );
    check(
        "materials = [\"身份证\"]",
        "materials = [\"身份证\\n复印件\"]",
        "h.toml:46: \"materials\" in item GJ01 has a line break or control character, write \
         it as plain text on one line",
    );
}

#[test]
fn a_name_that_is_not_in_the_plan_gets_the_nearest_one() {
    check(
        "queues = [\"bus\"]",
        "queues = [\"bsu\"]",
        "h.toml:56: window 14 names unknown queue \"bsu\", did you mean \"bus\"?",
    );
    check(
        "helps = []",
        "helps = [{ queue = \"cards\" }]",
        "h.toml:57: helps of window 14 names unknown queue \"cards\", name one of [[queues]] \
         or add it there",
    );
    check(
        "series = \"E\"",
        "series = \"F\"",
        "h.toml:39: queue bus names unknown series \"F\", name one of [[series]] or add it \
         there",
    );
    check(
        "department = \"GJ\"",
        "department = \"gj\"",
        "h.toml:44: item GJ01 names unknown department \"gj\", did you mean \"GJ\"?",
    );
    check(
        "clerk_b = \"W14B\"",
        "clerk_b = \"W15B\"",
        "h.toml:60: window 14 names unknown clerk \"W15B\", did you mean \"W14B\"?",
    );
    check(
        "zone = \"life\"\n\
         queues",
        "zone = \"lief\"\n\
         queues",
        "h.toml:55: window 14 names unknown zone \"lief\", did you mean \"life\"?",
    );
    check(
        "pay_at = \"bus\"",
        "pay_at = \"cashier\"",
        "h.toml:50: item GJ01 names unknown queue \"cashier\", name one of [[queues]] or add \
         it there",
    );
    check(
        "queue = \"bus\"",
        "queue = \"taxi\"",
        "h.toml:45: item GJ01 names unknown queue \"taxi\", name one of [[queues]] or add it \
         there",
    );
}

#[test]
fn an_item_waits_somewhere_and_a_queue_is_served() {
    check(
        "queue = \"bus\"\n\
         ",
        "",
        "h.toml:41: item GJ01 has no queue, add a line queue = \"…\" with a code of \
         [[queues]]",
    );
    check(
        "queues = [\"bus\"]",
        "queues = []",
        "h.toml:37: no window serves queue bus, add it to the queues of a window or remove \
         it\n\
         h.toml:53: window 14 serves and helps no queue, add a line like queues = [\"…\"] or \
         remove the window",
    );
    check(
        "[[items]]",
        "[[queues]]\n\
         code = \"taxi\"\n\
         name = \"出租车\"\n\
         series = \"E\"\n\
         zone = \"life\"\n\
         [[items]]",
        "h.toml:42: no window serves queue taxi, add it to the queues of a window or remove \
         it",
    );
}

#[test]
fn a_window_has_something_to_do_and_nothing_twice() {
    check(
        "helps = []",
        "helps = [{ queue = \"bus\" }]",
        "h.toml:57: window 14 helps queue bus, which it serves already, take it out of \
         queues or out of helps",
    );
    check(
        "clerk_b = \"W14B\"",
        "clerk_b = \"W14A\"",
        "h.toml:60: window 14 has clerk W14A on both posts, name another clerk or leave \
         clerk_b out",
    );
    check(
        "queues = [\"bus\"]",
        "queues = [\"bus\", \"bus\"]",
        "h.toml:56: \"queues\" in window 14 names \"bus\" twice, remove one of them",
    );
    check(
        "open = \"08:00\"",
        "open = \"17:00\"",
        "h.toml:58: window 14 opens at 17:00, but the hall closes at 17:00, write an earlier \
         time or take the line out",
    );
}

#[test]
fn the_ranges_of_a_series_do_not_overlap() {
    check(
        "block_from = 5000",
        "block_from = 4999",
        "h.toml:24: the ranges of series E overlap: online numbers go up to 4999, blocks \
         begin at 4999, let block_from be at least 5000",
    );
    check(
        "online_max = 4999\n\
         block_from = 5000\n\
         ",
        "online_max = 6000\n\
         ",
        "h.toml:23: the ranges of series E overlap: online numbers go up to 6000, blocks \
         begin at 5000, let block_from be at least 6001",
    );
    check(
        "block_to = 9999",
        "block_to = 4000",
        "h.toml:25: the blocks of series E end at 4000, before they begin at 5000, let \
         block_to be at least 5000",
    );
    check(
        "block_size = 500",
        "block_size = 0",
        "h.toml:26: a block of series E has no numbers, let block_size be at least 1, \
         usually 500",
    );
    check(
        "block_size = 500",
        "block_size = 5001",
        "h.toml:26: a block of series E has 5001 numbers, but there is room for 5000, make \
         block_size smaller or block_to larger",
    );
}

#[test]
fn hours_are_times_in_order() {
    check(
        "\"13:00\", \"17:00\"",
        "\"1pm\", \"17:00\"",
        "h.toml:10: \"1pm\" in \"open\" is no time, write hours and minutes like \"09:00\"",
    );
    check(
        "ticket_from = \"08:30\"",
        "ticket_from = \"8:30\"",
        "h.toml:11: \"8:30\" in \"ticket_from\" is no time, write hours and minutes like \
         \"09:00\"",
    );
    check(
        "\"13:00\", \"17:00\"",
        "\"17:00\", \"13:00\"",
        "h.toml:10: the hours from 17:00 to 13:00 run backwards, write the spans in the \
         order of the day",
    );
    check(
        "\"13:00\", \"17:00\"",
        "\"11:30\", \"17:00\"",
        "h.toml:10: the hours from 11:30 begin before those before them end at 12:00, write \
         the spans in the order of the day",
    );
    check(
        "close_latest = \"18:00\"",
        "close_latest = \"16:50\"",
        "h.toml:13: the day ends at 16:50, but windows are open until 17:00, let \
         close_latest be at least \"17:00\"",
    );
    check(
        "ticket_until = \"16:40\"",
        "ticket_until = \"08:30\"",
        "h.toml:12: [hours] gives numbers from 08:30 until 08:30, which is never, let the \
         first time be before the last",
    );
    check(
        "ticket_until = \"16:40\"",
        "ticket_until = \"18:30\"",
        "h.toml:12: [hours] gives numbers until 18:30, but the day ends at 18:00, stop \
         earlier or let close_latest of [hours] be later",
    );
    check(
        "ticket_until = \"16:00\"",
        "ticket_until = \"08:00\"",
        "h.toml:51: item GJ01 gives numbers from 08:00 until 08:00, which is never, let the \
         first time be before the last",
    );
    check(
        "ticket_until = \"16:00\"",
        "ticket_until = \"19:00\"",
        "h.toml:51: item GJ01 gives numbers until 19:00, but the day ends at 18:00, stop \
         earlier or let close_latest of [hours] be later",
    );
    check(
        "[[\"09:00\", \"12:00\"], [\"13:00\", \"17:00\"]]",
        "[]",
        "h.toml:10: \"open\" in [hours] is empty, write at least one entry",
    );
    check(
        "[[\"09:00\", \"12:00\"], [\"13:00\", \"17:00\"]]",
        "[[\"07:00\", \"25:99\"]]",
        "h.toml:10: \"25:99\" in \"open\" is no time, write hours and minutes like \"09:00\"",
    );
}

#[test]
fn days_exist_and_are_listed_once() {
    check(
        "\"2026-10-01..2026-10-03\"",
        "\"2026-10-03..2026-10-01\"",
        "h.toml:14: \"2026-10-03..2026-10-01\" in \"days_off\" is no date, write a day that \
         exists like 2026-03-03, or in lists a range like \"2026-10-01..2026-10-07\"",
    );
    check(
        "days_on = [2026-10-10]",
        "days_on = [\"2026-02-29\"]",
        "h.toml:15: \"2026-02-29\" in \"days_on\" is no date, write a day that exists like \
         2026-03-03, or in lists a range like \"2026-10-01..2026-10-07\"",
    );
    check(
        "days_on = [2026-10-10]",
        "days_on = [2026-10-02]",
        "h.toml:15: 2026-10-02 is listed twice among days off and on, remove one of them",
    );
    check(
        "\"2026-10-01..2026-10-03\"",
        "\"2026-01-01..2126-01-01\"",
        "h.toml:14: \"days_off\" in [hours] has 36525 entries, write at most 2000",
    );
    check(
        "\"mon\", \"tue\"",
        "\"mon\", \"teu\"",
        "h.toml:9: \"teu\" is no weekday, did you mean \"thu\"?",
    );
    check(
        "\"mon\", \"tue\"",
        "\"mon\", \"周二\"",
        "h.toml:9: \"周二\" is no weekday, write mon, tue, wed, thu, fri, sat or sun",
    );
    check(
        "\"mon\", \"tue\"",
        "\"mon\", \"mon\"",
        "h.toml:9: \"weekdays\" in [hours] names \"mon\" twice, remove one of them",
    );
    check(
        "joined = 2015-07-01",
        "joined = \"1.7.2015\"",
        "h.toml:35: \"1.7.2015\" in \"joined\" is no date, write a day that exists like \
         2026-03-03, or in lists a range like \"2026-10-01..2026-10-07\"",
    );
}

#[test]
fn a_code_is_given_once() {
    check(
        "[[items]]",
        "[[clerks]]\n\
         code = \"W14A\"\n\
         name = \"A\"\n\
         [[items]]",
        "h.toml:65: clerk W14A is there twice, the first one is on line 42; change or remove \
         one of them",
    );
    check(
        "[[items]]",
        "[[series]]\n\
         code = \"E\"\n\
         [[items]]",
        "h.toml:42: series E is there twice, the first one is on line 22; change or remove \
         one of them",
    );
    check(
        "[[windows]]",
        "[[windows]]\n\
         number = 14\n\
         zone = \"life\"\n\
         queues = [\"bus\"]\n\
         [[windows]]",
        "h.toml:58: window 14 is there twice, the first one is on line 54; change or remove \
         one of them",
    );
}

#[test]
fn a_code_is_short_plain_ascii() {
    check(
        "code = \"GJ01\"",
        "code = \"公交01\"",
        "h.toml:42: item code \"公交01\" is wrong, write 1 to 15 letters A-Z or a-z, digits, \
         '-' or '_'",
    );
    check(
        "code = \"GJ01\"",
        "code = \"a-code-of-16-char\"",
        "h.toml:42: item code \"a-code-of-16-char\" is wrong, write 1 to 15 letters A-Z or \
         a-z, digits, '-' or '_'",
    );
    check(
        "code = \"1\"",
        "code = \"安康\"",
        "h.toml:3: hall code \"安康\" is wrong, write 1 to 15 letters A-Z or a-z, digits, '-' \
         or '_'",
    );
    check(
        "code = \"W14B\"",
        "code = \"W14\\u001bB\"",
        "h.toml:60: window 14 names unknown clerk \"W14B\", did you mean \"W14\\u{1b}B\"?\n\
         h.toml:65: clerk code \"W14\\u{1b}B\" is wrong, write 1 to 15 letters A-Z or a-z, \
         digits, '-' or '_'",
    );
}

#[test]
fn classes_hold_the_normal_one() {
    check(
        "code = \"normal\"",
        "code = \"priority\"",
        "h.toml:18: the classes lack \"normal\", add one with code = \"normal\"",
    );
}

#[test]
fn a_ticket_has_known_parts_its_number_and_lines_that_a_paper_holds() {
    let ticket = |lines: &str, expected: &str| {
        check(
            "[alerts]",
            &format!("[ticket]\n{lines}\n[alerts]"),
            expected,
        );
    };
    ticket(
        "parts = [\"number\", \"picture\"]",
        "h.toml:17: a ticket has no part \"picture\", write some of logo, hall, number, item, \
         place, queue, bring, qr, restore, online, summary, wifi, footer",
    );
    ticket(
        "parts = [\"hall\", \"qr\"]",
        "h.toml:17: the ticket lacks its number, add \"number\" to parts",
    );
    ticket(
        "parts = [\"number\", \"number\"]",
        "h.toml:17: \"parts\" in [ticket] names \"number\" twice, remove one of them",
    );
    ticket(
        "logo = \"安康市政务服务中心办事大厅\"",
        "h.toml:17: logo is 26 columns wide, the widest paper has 24, write less; a Chinese \
         character is two columns wide",
    );
    ticket(
        "footer = \"投诉\"\nfooter_en = \"Praise and complaints are welcome at any hour: 12345\"",
        "h.toml:18: footer_en is 52 columns wide, the widest paper has 48, write less; a Chinese \
         character is two columns wide",
    );
}

#[test]
fn languages_time_zones_and_floors_exist() {
    check(
        "\"zh-CN\", \"en\"",
        "\"zh-CN\", \"fr\"",
        "h.toml:7: unknown language \"fr\", write \"zh-CN\", \"en\" or \"zh-Hant\"",
    );
    check(
        "\"zh-CN\", \"en\"",
        "\"zh-CN\", \"zh-CN\"",
        "h.toml:7: \"languages\" in [hall] names \"zh-CN\" twice, remove one of them",
    );
    check(
        "[\"zh-CN\", \"en\"]",
        "[]",
        "h.toml:7: \"languages\" in [hall] is empty, write at least one entry",
    );
    check(
        "\"Asia/Shanghai\"",
        "\"Asia/Ankang\"",
        "h.toml:5: unknown time zone \"Asia/Ankang\", write an IANA name like \
         \"Asia/Shanghai\"",
    );
    check(
        "floor = 1",
        "floor = 2",
        "h.toml:30: zone life is on floor 2 of 1, change its floor or floors in [hall]",
    );
}

#[test]
fn thresholds_and_promises_make_sense() {
    check(
        "wait_yellow_minutes = 20",
        "wait_yellow_minutes = 31",
        "h.toml:17: waits turn yellow after 31 minutes, but red after 30, let yellow come \
         before red",
    );
    check(
        "promised_days = 10",
        "promised_days = 21",
        "h.toml:47: item GJ01 promises 21 working days, but the law allows 20, correct \
         promised_days or legal_days",
    );
}

#[test]
fn another_version_of_the_format_is_refused() {
    check(
        "schema = 1",
        "schema = 2",
        "h.toml:1: unknown schema 2, this program knows schema = 1",
    );
    check(
        "schema = 1",
        "schema = \"1\"",
        "h.toml:1: \"schema\" in the plan is not a whole number but a text, write it like \
         schema = 1",
    );
}

#[test]
fn a_hall_works_on_some_day() {
    let no_weekday = ("weekdays = [\"mon\", \"tue\"]", "weekdays = []");
    let no_day_on = ("days_on = [2026-10-10]\n", "");
    check_text(
        &changed(&[no_weekday, no_day_on]),
        "h.toml:9: the hall works on no day, name at least one of weekdays or days_on",
    );
    assert!(
        parse("h.toml", &changed(&[no_weekday])).is_ok(),
        "one day on is enough"
    );
}

#[test]
fn a_series_is_capital_letters_so_that_numbers_read_one_way() {
    for bad in ["E1", "e", "ABCD", "E-"] {
        let (code, series) = (format!("code = \"{bad}\""), format!("series = \"{bad}\""));
        let text = changed(&[("code = \"E\"", &code), ("series = \"E\"", &series)]);
        let line = "write 1 to 3 capital letters A-Z";
        check_text(
            &text,
            &format!("h.toml:22: series \"{bad}\" is not letters, {line}"),
        );
    }
}
