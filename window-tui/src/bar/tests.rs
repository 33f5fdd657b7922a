//! What the bar shows, by sizes and languages; and what it never shows.

#[cfg(unix)]
mod shell;

use super::{BarLook, BarState, content};
use crate::limits::BAR_STALE_MS;
use crate::machine::{BarNews, Event, Key, LinkNews, Settings};
use crate::screen::{Palette, draw};
use crate::testing::{Desk, NOW, lines_of};
use hall_core::code::WindowNumber;
use hall_core::plan::Language;
use hall_core::{Span, Time};
use hall_device::led::{Area, AreaId, cells};
use hall_protocol::Stamp;

fn area(columns: usize, rows: usize) -> Area {
    Area {
        id: AreaId(0),
        columns,
        rows,
    }
}

fn look(window: u16, state: BarState) -> BarLook {
    BarLook {
        window: WindowNumber(window),
        posts: vec!["公交IC公益卡".to_owned(), "公交卡".to_owned()],
        state,
    }
}

fn lines(look: &BarLook, size: Area, language: Language) -> Vec<String> {
    content(Some(look), size, language).lines
}

/// One row of 128 × 16.
fn row(look: &BarLook) -> String {
    lines(look, area(16, 1), Language::ZhCn).join("|")
}

/// What the bar of this desk shows.
fn shown(desk: &Desk, language: Language) -> String {
    let look = BarLook::of(&desk.machine, language);
    content(look.as_ref(), area(16, 1), language)
        .lines
        .join("|")
}

fn called(number: &str) -> BarState {
    BarState::Called(number.to_owned())
}

fn paused(until: &str) -> BarState {
    BarState::Paused(Some(until.to_owned()))
}

#[test]
fn a_bar_of_128_by_16_shows_the_words_of_the_design() {
    assert_eq!(row(&look(14, called("E023"))), "14  E023  请办理");
    let serving = BarState::Serving("E023".to_owned());
    assert_eq!(row(&look(14, serving)), "14  E023  办理中");
    assert_eq!(row(&look(14, paused("11:05"))), "14 暂停11:05恢复");
    assert_eq!(row(&look(14, BarState::Paused(None))), "14  暂停");
    assert_eq!(row(&look(14, BarState::Closed)), "14  未开窗");
    assert_eq!(row(&look(14, BarState::Free)), "14  公交IC公益卡");
    let wide = lines(&look(14, paused("11:05")), area(24, 1), Language::ZhCn);
    assert_eq!(wide, ["14  暂停 11:05 恢复"]);
}

#[test]
fn a_longer_number_or_a_shorter_bar_loses_gaps_first_and_the_number_last() {
    assert_eq!(row(&look(114, called("E023"))), "114 E023 请办理");
    assert_eq!(row(&look(114, BarState::Free)), "114 公交IC公益卡");
    let short =
        |state, columns| lines(&look(14, state), area(columns, 1), Language::ZhCn).join("|");
    assert_eq!(short(BarState::Free, 12), "14  公交卡");
    assert_eq!(short(BarState::Free, 7), "14 公交");
    assert_eq!(short(called("E023"), 12), "14  E023");
    assert_eq!(short(called("E023"), 6), "E023");
    assert_eq!(short(paused("11:05"), 12), "14 11:05恢复");
    assert_eq!(short(paused("11:05"), 8), "14  暂停");
}

#[test]
fn a_bar_of_two_rows_keeps_window_and_post_above_what_happens() {
    let two = |state, language| lines(&look(14, state), area(16, 2), language);
    assert_eq!(
        two(called("E023"), Language::ZhCn),
        ["14  公交IC公益卡", "E023  请办理"]
    );
    assert_eq!(
        two(paused("11:05"), Language::ZhHant),
        ["14  公交IC公益卡", "暫停 11:05 恢復"]
    );
    assert_eq!(two(BarState::Free, Language::En), ["14  公交IC公益卡"]);
}

#[test]
fn no_line_is_wider_than_its_bar_in_any_language() {
    let states = [
        BarState::Free,
        called("E023"),
        BarState::Serving("约A9999".to_owned()),
        paused("11:05"),
        BarState::Paused(None),
        BarState::Closed,
    ];
    for language in Language::ALL {
        for (columns, rows) in (1..30).flat_map(|columns| [(columns, 1), (columns, 2)]) {
            for state in &states {
                for line in lines(&look(214, state.clone()), area(columns, rows), language) {
                    assert!(cells(&line) <= columns, "{line} in {columns}");
                    assert!(!line.contains("window-"), "{line} is a word");
                }
            }
        }
    }
    let english = |state| lines(&look(14, state), area(16, 1), Language::En).join("|");
    assert_eq!(english(called("E023")), "14  E023  please");
    assert_eq!(english(paused("11:05")), "14  Back 11:05");
}

#[test]
fn the_bar_follows_what_the_clerk_does() {
    let mut desk = Desk::in_language(Language::En);
    assert_eq!(shown(&desk, Language::ZhCn), "14  公交IC公益卡");
    desk.put_in_hand(23, "called");
    desk.show();
    assert_eq!(shown(&desk, Language::ZhCn), "14  E023  请办理");
    desk.put_in_hand(23, "serving");
    desk.show();
    assert_eq!(shown(&desk, Language::ZhCn), "14  E023  办理中");
    assert_eq!(shown(&desk, Language::En), "14 E023 serving");

    desk.window().ticket = None;
    desk.window().state = "paused".to_owned();
    desk.window().until = Some(Stamp(Time(NOW.0) + Span::minutes(23)));
    desk.show();
    assert_eq!(shown(&desk, Language::ZhCn), "14 暂停11:05恢复");
    desk.pass(24 * 60_000);
    assert_eq!(shown(&desk, Language::ZhCn), "14  暂停", "11:05 is over");
    desk.window().state = "closed".to_owned();
    desk.show();
    assert_eq!(shown(&desk, Language::ZhCn), "14  未开窗");
}

#[test]
fn a_bar_shows_nothing_of_a_hall_that_it_does_not_know_or_that_refuses_it() {
    let offline = Desk::offline(Settings::default());
    assert_eq!(shown(&offline, Language::ZhCn), "");
    let mut desk = Desk::in_language(Language::ZhCn);
    desk.put_in_hand(23, "called");
    desk.show();
    desk.send(Event::Link(LinkNews::Refused {
        code: "token_revoked".to_owned(),
        title: String::new(),
    }));
    assert_eq!(shown(&desk, Language::ZhCn), "");
}

#[test]
fn without_the_server_a_call_goes_after_a_minute_and_comes_back_with_it() {
    let mut desk = Desk::in_language(Language::ZhCn);
    desk.put_in_hand(23, "called");
    desk.show();
    desk.lose();
    desk.pass(BAR_STALE_MS - 1);
    assert_eq!(shown(&desk, Language::ZhCn), "14  E023  请办理");
    desk.pass(1);
    assert_eq!(shown(&desk, Language::ZhCn), "14  公交IC公益卡");
    desk.connect();
    desk.show();
    assert_eq!(shown(&desk, Language::ZhCn), "14  E023  请办理");
}

#[test]
fn a_finish_noted_without_the_server_takes_the_call_away_at_once() {
    let mut desk = Desk::in_language(Language::ZhCn);
    desk.put_in_hand(23, "serving");
    desk.show();
    desk.lose();
    desk.press(Key::Char('f'));
    assert!(desk.machine.noted().is_some());
    assert_eq!(shown(&desk, Language::ZhCn), "14  公交IC公益卡");
}

#[test]
fn a_bar_in_trouble_is_one_quiet_line_that_goes_when_it_is_well() {
    let mut desk = Desk::in_language(Language::En);
    let screen = |desk: &Desk| {
        lines_of(80, 24, |frame| draw(frame, &desk.machine, Palette::Plain)).join("\n")
    };
    let well = screen(&desk);
    let actions = desk.send(Event::Bar(BarNews::Trouble("no answer".to_owned())));
    assert_eq!(actions, [], "no bell");
    let trouble = screen(&desk);
    assert!(
        trouble.contains("! The bar above the window does not"),
        "{trouble}"
    );
    desk.send(Event::Bar(BarNews::Well));
    assert_eq!(screen(&desk), well);
}
