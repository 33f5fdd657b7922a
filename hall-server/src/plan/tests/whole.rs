//! Whole files and several mistakes at once: order, limits, encodings and errors as data.

use super::{GOOD, changed, check_text, errors};
use crate::plan::reading::Reading;
use crate::plan::{Fault, limits, parse, read, rest};
use std::fs;

#[test]
fn what_is_missing_altogether_is_one_error_each() {
    check_text(
        "",
        "h.toml:1: the plan has no \"schema\", add a line like schema = 1\n\
         h.toml:1: the plan has no [hall], add a table that begins with [hall]\n\
         h.toml:1: the plan has no [hours], add a table that begins with [hours]\n\
         h.toml:1: the plan has no [[queues]], add a table that begins with [[queues]]\n\
         h.toml:1: the plan has no [[windows]], add a table that begins with [[windows]]",
    );
}

#[test]
fn five_mistakes_are_five_errors_in_the_order_of_lines() {
    let text = changed(&[
        ("queues = [\"bus\"]", "queues = [\"bsu\"]"),
        ("block_size = 500", "block_size = 0"),
        ("ticket_from = \"08:30\"", "ticket_from = \"0830\""),
        ("age_min = 65", "age_min = 650"),
        ("timezone = \"Asia/Shanghai\"", "timezone = \"Shanghai\""),
    ]);
    check_text(
        &text,
        "h.toml:5: unknown time zone \"Shanghai\", write an IANA name like \"Asia/Shanghai\"\n\
         h.toml:11: \"0830\" in \"ticket_from\" is no time, write hours and minutes like \"09:00\"\n\
         h.toml:26: a block of series E has no numbers, let block_size be at least 1, usually 500\n\
         h.toml:49: \"age_min\" in item GJ01 is 650, write a whole number from 0 to 150\n\
         h.toml:56: window 14 names unknown queue \"bsu\", did you mean \"bus\"?",
    );
}

#[test]
fn one_mistake_is_not_reported_again_where_it_is_used() {
    let bad_queue = [
        ("code = \"bus\"", "code = \"bus!\""),
        ("\nqueue = \"bus\"", "\nqueue = \"bus!\""),
        ("queues = [\"bus\"]", "queues = [\"bus!\"]"),
        ("pay_at = \"bus\"", "pay_at = \"bus!\""),
    ];
    check_text(
        &changed(&bad_queue),
        "h.toml:37: queue code \"bus!\" is wrong, \
         write 1 to 15 letters A-Z or a-z, digits, '-' or '_'",
    );
    let other =
        "[[queues]]\ncode = \"x\"\nname = \"x\"\nseries = \"E\"\nzone = \"life\"\n[[items]]";
    let helper = "[[windows]]\nnumber = 13\nname = \"x\"\nzone = \"life\"\nqueeus = [\"x\"]\n\
                  helps = [{ queue = \"bus\" }]\n[[clerks]]\ncode = \"W14A\"";
    check_text(
        &changed(&[
            ("[[items]]", other),
            ("[[clerks]]\ncode = \"W14A\"", helper),
        ]),
        "h.toml:70: unknown key \"queeus\" in window 13, did you mean \"queues\"?",
    );
}

#[test]
fn a_line_that_is_not_toml_hides_no_other_such_line() {
    let text = changed(&[("floor = 1", "floor = "), ("usual_s = 216", "usual_s 216")]);
    let lines: Vec<usize> = errors(&text).iter().map(|error| error.line).collect();
    assert_eq!(lines, [30, 52]);
}

#[test]
fn texts_and_lists_have_limits() {
    let long = format!("name = \"{}\"", "厅".repeat(limits::TEXT_CHARS_MAX + 1));
    check_text(
        &changed(&[("name = \"厅\"", &long)]),
        "h.toml:4: \"name\" in [hall] has 201 characters, write at most 200",
    );
    let longest = format!("name = \"{}\"", "厅".repeat(limits::TEXT_CHARS_MAX));
    assert!(parse("h.toml", &changed(&[("name = \"厅\"", &longest)])).is_ok());
    let numbers = 100..100 + limits::WINDOWS_MAX;
    let one = |n| format!("[[windows]]\nnumber = {n}\nzone = \"life\"\nqueues = [\"bus\"]\n");
    let windows: String = numbers.map(one).collect();
    check_text(
        &changed(&[("[[windows]]", &format!("{windows}[[windows]]"))]),
        "h.toml:53: \"windows\" in the plan has 1001 entries, write at most 1000",
    );
}

#[test]
fn a_plan_file_has_a_largest_size() {
    let text = format!("{GOOD}#{}", " ".repeat(limits::FILE_BYTES_MAX));
    let expected = "h.toml:1: the file is larger than 2 MiB, \
                    take out what does not belong to the plan";
    check_text(&text, expected);
}

#[test]
fn errors_without_end_are_counted_and_not_kept() {
    let keys: String = (0..limits::ERRORS_MAX + 7)
        .flat_map(|n| {
            [
                "key".to_owned(),
                n.to_string(),
                " = 1
"
                .to_owned(),
            ]
        })
        .collect();
    let errors = errors(&format!("{keys}{GOOD}"));
    assert_eq!(errors.iter().len(), limits::ERRORS_MAX + 1);
    let last = errors.iter().last().map(|error| error.fault.clone());
    assert_eq!(last, Some(Fault::TooManyErrors { more: 7 }));
}

#[test]
fn windows_line_ends_and_the_utf8_mark_change_nothing() {
    let good = parse("h.toml", GOOD).expect("the plan is good");
    let text = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    assert_eq!(parse("h.toml", &text), Ok(good));
    check_text(
        &text.replace("age_min = 65", "age_min = 151"),
        "h.toml:49: \"age_min\" in item GJ01 is 151, write a whole number from 0 to 150",
    );
}

#[test]
fn a_file_that_cannot_be_read_is_an_error_like_any_other() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("hall.toml");
    let name = path.display();
    let check = |expected: &str| {
        let errors = read(&path).expect_err("the file is no plan");
        assert_eq!(errors.to_string(), expected);
    };
    check(&format!(
        "{name}:1: the file cannot be read (entity not found), check its path and its rights"
    ));
    fs::write(&path, b"schema = 1\n# \xb0\xb2\xbf\xb5\n").expect("the folder can be written");
    check(&format!(
        "{name}:2: the file is not UTF-8 text, save it as UTF-8 in the editor"
    ));
    fs::write(&path, vec![b'#'; limits::FILE_BYTES_MAX + 1]).expect("the folder can be written");
    check(&format!(
        "{name}:1: the file is larger than 2 MiB, take out what does not belong to the plan"
    ));
    fs::write(&path, GOOD).expect("the folder can be written");
    assert_eq!(read(&path), parse("h.toml", GOOD));
}

#[test]
fn an_error_is_also_data_with_a_code() {
    let errors = errors(&changed(&[("queues = [\"bus\"]", "queues = [\"bsu\"]")]));
    let json = serde_json::to_value(&errors).expect("errors are plain data");
    let expected = serde_json::json!([{
        "file": "h.toml",
        "line": 56,
        "code": "unknown",
        "what": "window 14 names unknown queue \"bsu\"",
        "hint": "did you mean \"bus\"?",
    }]);
    assert_eq!(json, expected);
}

#[test]
fn what_only_the_core_finds_is_still_an_error() {
    let mut plan = parse("h.toml", GOOD).expect("the plan is good");
    plan.classes.clear();
    let reading = Reading::new("h.toml", GOOD);
    rest::check(&reading, &plan);
    let errors = reading
        .end(Some(plan))
        .expect_err("the core found something");
    let expected = "h.toml:1: the plan contradicts itself (NoNormalClass), \
                    this is a gap in the check of plans, please report it with the file";
    assert_eq!(errors.to_string(), expected);
}
