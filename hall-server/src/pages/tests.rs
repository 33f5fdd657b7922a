//! Every page in every state, language and shape, and the colours behind them.

mod boards;
mod colours;
mod notices;
mod outdoors;
mod pads;
mod phones;
pub(crate) mod scene;
mod staff;

use hall_text::has;

/// The text of a page without its tags.
fn words_of(page: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in page.chars() {
        match c {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What holds for every page.
fn check_page(page: &str) {
    for forbidden in [
        " style=",
        "<style",
        "javascript:",
        " onclick",
        " onload",
        "//cdn",
        "http:",
    ] {
        assert!(!page.contains(forbidden), "{forbidden} in {page}");
    }
    for (at, _) in page.match_indices("<script") {
        let is_ours = [
            "<script type=\"module\" src=\"/assets/",
            "<script src=\"/assets/",
        ];
        assert!(
            is_ours.iter().any(|ours| page[at..].starts_with(ours)),
            "{page}"
        );
    }
    for link in page.split("/assets/").skip(1) {
        let path = link.split('"').next().unwrap_or_default();
        assert!(super::asset(path).is_some(), "{path} is not in the binary");
    }
    let words = words_of(page);
    for key in ["page-", "report-", "{", "}"] {
        assert!(!words.contains(key), "{key} in {words}");
    }
}

#[test]
fn every_key_in_the_sources_is_in_the_catalogue() {
    let sources = [
        include_str!("attendance.rs"),
        include_str!("board.rs"),
        include_str!("board/choice.rs"),
        include_str!("board/no_zone.rs"),
        include_str!("board/two.rs"),
        include_str!("callbacks.rs"),
        include_str!("case.rs"),
        include_str!("cases.rs"),
        include_str!("form.rs"),
        include_str!("home.rs"),
        include_str!("legs.rs"),
        include_str!("manage.rs"),
        include_str!("manage/desk.rs"),
        include_str!("opening.rs"),
        include_str!("outdoor.rs"),
        include_str!("pad.rs"),
        include_str!("phone.rs"),
        include_str!("phone/said.rs"),
        include_str!("notices.rs"),
        include_str!("places.rs"),
        include_str!("queues.rs"),
        include_str!("rectification.rs"),
        include_str!("rectifications.rs"),
        include_str!("registers.rs"),
        include_str!("reports.rs"),
        include_str!("sign_in.rs"),
        include_str!("words.rs"),
        include_str!("../report/html.rs"),
        include_str!("../report/table.rs"),
        include_str!("../report/table/fact.rs"),
        include_str!("../report/table/review.rs"),
        include_str!("../report/text.rs"),
        include_str!("../report/xlsx.rs"),
        include_str!("../../templates/attendance.html"),
        include_str!("../../templates/board_live.html"),
        include_str!("../../templates/callback.html"),
        include_str!("../../templates/callbacks.html"),
        include_str!("../../templates/case.html"),
        include_str!("../../templates/cases.html"),
        include_str!("../../templates/home.html"),
        include_str!("../../templates/legs.html"),
        include_str!("../../templates/live.html"),
        include_str!("../../templates/manage.html"),
        include_str!("../../templates/manage_live.html"),
        include_str!("../../templates/notices.html"),
        include_str!("../../templates/outdoor_live.html"),
        include_str!("../../templates/pad.html"),
        include_str!("../../templates/pad_gone.html"),
        include_str!("../../templates/pad_live.html"),
        include_str!("../../templates/phone.html"),
        include_str!("../../templates/phone_gone.html"),
        include_str!("../../templates/phone_live.html"),
        include_str!("../../templates/places.html"),
        include_str!("../../templates/queue.html"),
        include_str!("../../templates/queues.html"),
        include_str!("../../templates/rectification.html"),
        include_str!("../../templates/rectifications.html"),
        include_str!("../../templates/register.html"),
        include_str!("../../templates/report.html"),
        include_str!("../../templates/reports.html"),
        include_str!("../../templates/sign_in.html"),
    ];
    let mut count = 0;
    for quoted in sources.iter().flat_map(|source| source.split('"')) {
        let plain = quoted
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if plain && (quoted.starts_with("page-") || quoted.starts_with("report-")) {
            assert!(has(quoted), "{quoted}");
            count += 1;
        }
    }
    assert!(count > 150, "only {count} keys were found");
}

#[test]
fn assets_have_their_types_and_nothing_else_is_served() {
    assert_eq!(
        super::asset("tokens.css").map(|found| found.0),
        Some("text/css; charset=utf-8")
    );
    assert_eq!(
        super::asset("live.js").map(|found| found.0),
        Some("text/javascript; charset=utf-8")
    );
    for path in [
        "",
        "nothing.css",
        "../Cargo.toml",
        "../src/pages.rs",
        "tokens",
        "/etc/passwd",
    ] {
        assert!(super::asset(path).is_none(), "{path}");
    }
}

#[test]
fn the_next_opening_skips_nights_and_days_off() {
    let text = include_str!("../../../fixtures/halls/small.toml");
    let mut plan = crate::plan::parse("small.toml", text).expect("a valid plan");
    plan.hours.ticket_from = 8 * 60 + 30;
    plan.hours.weekdays = [true, true, true, true, true, false, false];
    plan.hours.days_off = vec!["2026-03-09".parse().expect("a Monday")];
    let friday_noon = hall_core::Time(scene::NOW.0.0 + 3 * 86_400_000);
    let opens = super::opening::next_opening(&plan, friday_noon).expect("there is a next day");
    assert_eq!(opens.to_string(), "2026-03-10T00:30:00.000Z");
    plan.hours.weekdays = [false; 7];
    assert_eq!(super::opening::next_opening(&plan, friday_noon), None);
}
