//! Plans as texts: what is read, what is refused and in which words.

mod calendars;
mod faults;
mod fixtures;
mod garbage;
mod values;
mod whole;

use super::{PlanErrors, parse};

/// A plan of one window without a mistake; its lines are named in the tests.
const GOOD: &str = r#"schema = 1
[hall]
code = "1"
name = "厅"
timezone = "Asia/Shanghai"
guide_desk = "导服台"
languages = ["zh-CN", "en"]
[hours]
weekdays = ["mon", "tue"]
open = [["09:00", "12:00"], ["13:00", "17:00"]]
ticket_from = "08:30"
ticket_until = "16:40"
close_latest = "18:00"
days_off = ["2026-10-01..2026-10-03"]
days_on = [2026-10-10]
[alerts]
wait_yellow_minutes = 20
[[classes]]
code = "normal"
name = "普通"
[[series]]
code = "E"
online_max = 4999
block_from = 5000
block_to = 9999
block_size = 500
[[zones]]
code = "life"
name = "民生"
floor = 1
[[departments]]
code = "GJ"
name = "公交"
zone = "life"
joined = 2015-07-01
[[queues]]
code = "bus"
name = "公交卡"
series = "E"
zone = "life"
[[items]]
code = "GJ01"
name = "公益卡"
department = "GJ"
queue = "bus"
materials = ["身份证"]
promised_days = 10
legal_days = 20
age_min = 65
pay_at = "bus"
ticket_until = "16:00"
usual_s = 216
[[windows]]
number = 14
zone = "life"
queues = ["bus"]
helps = []
open = "08:00"
clerk_a = "W14A"
clerk_b = "W14B"
[[clerks]]
code = "W14A"
name = "A 岗"
[[clerks]]
code = "W14B"
name = "B 岗"
"#;

/// `GOOD` with texts replaced; each must be there exactly once.
fn changed(changes: &[(&str, &str)]) -> String {
    let mut text = GOOD.to_owned();
    for (old, new) in changes {
        assert_eq!(text.matches(old).count(), 1, "{old:?} must be there once");
        text = text.replace(old, new);
    }
    text
}

/// The errors of a text, as they are shown.
fn check_text(text: &str, expected: &str) {
    assert_eq!(errors(text).to_string(), expected);
}

fn errors(text: &str) -> PlanErrors {
    parse("h.toml", text).expect_err("the plan has a mistake")
}
