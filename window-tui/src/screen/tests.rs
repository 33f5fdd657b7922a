//! Screens on the test backend: three sizes, three languages, and what must be seen on each.

mod scenes;
mod snapshots;

use super::{Palette, draw};
use crate::machine::{Action, Wish};
use crate::machine::{
    CallBoxNews, Event, Failure, Key, Machine, PadNews, Post, ScannerNews, Settings,
};
use crate::testing::{Desk, ago, lines};
use crate::text::width;
use hall_core::code::{TicketId, WindowNumber};
use hall_core::plan::Language;
use hall_protocol::Problem;
use hall_protocol::view::MessageView;
use hall_text::word;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (160, 50)];

fn buffer(machine: &Machine, (columns, rows): (u16, u16), palette: Palette) -> Buffer {
    let mut terminal =
        Terminal::new(TestBackend::new(columns, rows)).expect("a test backend has no errors");
    let frame = terminal.draw(|frame| draw(frame, machine, palette));
    frame.expect("a test backend has no errors").buffer.clone()
}

fn screen(desk: &mut Desk, size: (u16, u16)) -> Vec<String> {
    desk.send(Event::Resize(size.0, size.1));
    lines(&buffer(&desk.machine, size, Palette::Plain))
}

/// E023 is being served.
fn serving(language: Language) -> Desk {
    let mut desk = Desk::in_language(language);
    desk.put_in_hand(23, "serving");
    desk.show();
    desk
}

fn refuse(desk: &mut Desk, key: char) {
    let actions = desk.letter(key);
    let [Action::Post(Post { request_id, .. })] = &actions[..] else {
        panic!("{key} posts: {actions:?}")
    };
    let (title, hint) = match desk.machine.language() {
        Language::ZhCn => ("还不能重呼", "请等 12 秒"),
        Language::En => ("Too soon to announce again", "Wait 12 s"),
        Language::ZhHant => ("還不能重呼", "請等 12 秒"),
    };
    let problem = Problem {
        status: 409,
        code: "recall_too_soon".to_owned(),
        title: title.to_owned(),
        detail: String::new(),
        hint: hint.to_owned(),
        ticket: None,
    };
    let result = Err(Failure::Refused(Box::new(problem)));
    desk.send(Event::Reply {
        request_id: request_id.clone(),
        result,
    });
}

#[test]
fn every_size_and_language_shows_number_lists_link_and_whole_key_words() {
    for language in Language::ALL {
        for size in SIZES {
            let lines = screen(&mut serving(language), size);
            let all = lines.join("\n");
            let case = format!("{} at {size:?}\n{all}", language.tag());
            assert!(
                lines.iter().all(|line| width(line) <= usize::from(size.0)),
                "{case}"
            );
            let last = lines.last().expect("a screen has lines");
            for wish in [
                Wish::Finish,
                Wish::Hold,
                Wish::Transfer,
                Wish::Quit,
                Wish::Help,
            ] {
                let short = word(language, &format!("window-key-{}", wish.name()));
                assert!(last.contains(&short), "{short}: {case}");
            }
            // The top and the bottom of E02, in dots of one row or, on wide terminals, of two.
            let (wide, high) = if size.0 == 80 { (2, 1) } else { (3, 2) };
            let dots = |columns: usize| "█".repeat(columns * wide);
            let gap = |columns: usize| " ".repeat(columns * wide);
            let edge = [dots(5), gap(2), dots(3), gap(2), dots(4)].concat();
            assert_eq!(all.matches(&edge).count(), 2 * high, "{case}");
            for needed in ["▶E024 优", "E025", "02:41"] {
                assert!(all.contains(needed), "{needed}: {case}");
            }
            assert!(
                lines[0].contains(&word(language, "window-link-up")),
                "{case}"
            );
            assert!(lines[0].ends_with("10:42"), "{case}");
            let hall = word(language, "window-list-hall");
            assert_eq!(all.contains(&hall), size.0 == 160, "{case}");
        }
    }
}

#[test]
fn a_narrow_terminal_drops_the_lists_first_and_a_tiny_one_says_so() {
    let mut desk = serving(Language::ZhCn);
    let all = screen(&mut desk, (60, 20)).join("\n");
    assert!(!all.contains('│') && !all.contains("E025"), "{all}");
    assert!(all.contains("办理中") && all.contains("? 全部"), "{all}");
    let all = screen(&mut desk, (40, 12)).join("\n");
    assert!(
        all.contains("E023") && all.contains("办理中") && all.contains("? 全部"),
        "{all}"
    );
    let all = screen(&mut desk, (39, 12)).join("\n");
    assert!(
        all.contains("终端太小") && all.contains("40 列 12 行"),
        "{all}"
    );
    for size in [(1, 1), (3, 30), (200, 2)] {
        screen(&mut desk, size);
    }
}

#[test]
fn a_refusal_is_one_line_above_the_keys_with_the_code_last() {
    let mut desk = Desk::in_language(Language::ZhCn);
    desk.put_in_hand(23, "called");
    desk.show();
    refuse(&mut desk, 'r');
    let lines = screen(&mut desk, (80, 24));
    assert_eq!(lines[22], " ! 还不能重呼 — 请等 12 秒 recall_too_soon");
    desk.letter('x');
    assert_eq!(screen(&mut desk, (80, 24))[22], "");
}

#[test]
fn an_act_on_its_way_is_shown_as_sent() {
    let mut desk = Desk::in_language(Language::En);
    desk.letter(' ');
    assert_eq!(
        screen(&mut desk, (80, 24))[22],
        " … Sent: Next, waiting for the answer"
    );
}

#[test]
fn a_lost_link_says_since_when_and_keeps_the_last_picture() {
    let mut desk = serving(Language::ZhCn);
    desk.lose();
    desk.pass(8_000);
    let lines = screen(&mut desk, (80, 24));
    assert!(lines[0].contains("断开 8 秒"), "{}", lines[0]);
    assert!(
        lines[2].contains("连接断开(10:42 起,8 秒),正在重连"),
        "{}",
        lines[2]
    );
    assert!(lines.join("\n").contains("▶E024"), "the last picture stays");
    desk.letter('h');
    assert!(screen(&mut desk, (80, 24))[22].contains("没有发送"));
    desk.letter('f');
    let noted = screen(&mut desk, (80, 24)).join("\n");
    assert!(noted.contains("已记下:E023 办结"), "{noted}");
}

#[test]
fn empty_states_say_what_comes_next() {
    let mut desk = Desk::in_language(Language::ZhCn);
    let idle = screen(&mut desk, (80, 24)).join("\n");
    assert!(
        idle.contains("▶ 下一位 E024  优") && idle.contains("按 空格 叫号"),
        "{idle}"
    );
    assert!(idle.contains("优先排前:E024 到号 10:31 − 20 分"), "{idle}");

    desk.picture.tickets.clear();
    desk.show();
    let nobody = screen(&mut desk, (80, 24)).join("\n");
    assert!(nobody.contains("现在没有人等候"), "{nobody}");

    desk.window().state = "closed".to_owned();
    desk.show();
    let closed = screen(&mut desk, (80, 24)).join("\n");
    assert!(
        closed.contains("本窗口未开窗") && closed.contains("按 O 开窗"),
        "{closed}"
    );

    desk.window().state = "paused".to_owned();
    desk.window().until = Some(crate::testing::ago(-1_380));
    desk.show();
    let paused = screen(&mut desk, (80, 24)).join("\n");
    assert!(
        paused.contains("11:05 恢复") && paused.contains("按 O 或 P 回来"),
        "{paused}"
    );

    let mut offline = Desk::offline(Settings::default());
    let waiting = screen(&mut offline, (80, 24)).join("\n");
    assert!(waiting.contains("正在等服务器的消息"), "{waiting}");
}

#[test]
fn the_help_page_has_every_key_in_every_language_at_80_by_24() {
    for language in Language::ALL {
        let mut desk = serving(language);
        desk.letter('?');
        let mut lines = screen(&mut desk, (80, 24));
        desk.press(Key::Down);
        let last = screen(&mut desk, (80, 24));
        assert_ne!(lines, last, "the keys are on two pages");
        desk.press(Key::PageDown);
        assert_eq!(screen(&mut desk, (80, 24)), last, "there is no third one");
        lines.extend(last);
        for binding in &crate::machine::BINDINGS {
            let words = word(language, &format!("window-help-{}", binding.name));
            assert!(lines.iter().any(|line| line.ends_with(&words)), "{words}");
        }
        desk.letter('x');
        assert!(screen(&mut desk, (80, 24)).join("\n").contains("▶E024"));
    }
}

#[test]
fn a_list_marks_one_line_and_keeps_it_in_sight() {
    let mut desk = serving(Language::ZhCn);
    for index in 0..60 {
        let queue = hall_protocol::view::QueueView {
            queue: crate::testing::code(&format!("q{index:02}")),
            ..desk.picture.queues[&crate::testing::code("tax")].clone()
        };
        desk.picture.queues.insert(queue.queue, queue);
    }
    desk.show();
    desk.letter('t');
    let top = screen(&mut desk, (80, 24)).join("\n");
    assert!(
        top.contains("E023 转到哪里?") && top.contains("▶1 身份证(等 0 人"),
        "{top}"
    );
    desk.press(Key::End);
    let end = screen(&mut desk, (80, 24));
    assert_eq!(
        end.iter()
            .filter(|line| line.contains('▶') && line.contains('人'))
            .count(),
        1
    );
}

#[test]
fn colour_marks_only_what_is_called_or_urgent_and_plain_uses_none() {
    let colours = |desk: &Desk, palette| {
        let buffer = buffer(&desk.machine, (80, 24), palette);
        let coloured =
            |cell: &&ratatui::buffer::Cell| cell.fg != Color::Reset || cell.bg != Color::Reset;
        buffer.content.iter().filter(coloured).count()
    };
    let mut desk = serving(Language::ZhCn);
    assert_eq!(colours(&desk, Palette::Colour), 0, "serving is not loud");
    desk.put_in_hand(23, "called");
    desk.show();
    assert!(colours(&desk, Palette::Colour) > 0);
    desk.lose();
    assert_eq!(colours(&desk, Palette::Plain), 0);
    assert_eq!(Palette::from_no_color(Some("1".as_ref())), Palette::Plain);
    assert_eq!(Palette::from_no_color(Some("".as_ref())), Palette::Colour);
    assert_eq!(Palette::from_no_color(None), Palette::Colour);
}

#[test]
fn the_pad_line_never_names_a_level() {
    let settings = Settings {
        pad: true,
        ..Settings::default()
    };
    let mut desk = Desk::open(settings);
    let shown = |desk: &mut Desk| screen(desk, (80, 24)).join("\n");
    assert!(shown(&mut desk).contains("评价器没有应答"));
    for (news, words) in [
        (PadNews::Online, "评价器正常"),
        (PadNews::Asking(TicketId(23)), "评价器正在请群众评价"),
        (PadNews::Rated(TicketId(23)), "刚才的服务已评价"),
        (PadNews::NotRated(TicketId(23)), "刚才的服务未评价"),
        (
            PadNews::Unfit("只有 3 个".to_owned()),
            "! 评价器不请人评价 只有 3 个",
        ),
        (PadNews::Fit, "评价器正常"),
    ] {
        desk.send(Event::Pad(news));
        let all = shown(&mut desk);
        assert!(all.contains(words) && !all.contains("满意"), "{all}");
    }
}

#[test]
fn a_lost_call_box_is_shown_with_its_cause_in_every_language() {
    for (language, lost, ready) in [
        (Language::ZhCn, "呼叫器没有应答", "呼叫器正常"),
        (
            Language::En,
            "The call box does not answer",
            "The call box is ready",
        ),
        (Language::ZhHant, "呼叫器沒有應答", "呼叫器正常"),
    ] {
        let mut desk = Desk::open(Settings {
            language,
            call_box: true,
            ..Settings::default()
        });
        let mut shown = |news| {
            desk.send(Event::CallBox(news));
            screen(&mut desk, (80, 24)).join("\n")
        };
        let all = shown(CallBoxNews::Offline("pulled".to_owned()));
        assert!(all.contains(&format!("! {lost} pulled")), "{all}");
        let all = shown(CallBoxNews::Online);
        assert!(all.contains(&format!("· {ready}")), "{all}");
    }
}

#[test]
fn a_lost_scanner_is_shown_at_work_and_where_it_is_needed() {
    for (mut desk, lost) in [
        (Desk::strict(Language::ZhCn), "! 刷卡器断开了 pulled"),
        (
            Desk::in_language(Language::En),
            "! The card scanner is gone pulled",
        ),
        (Desk::strict(Language::ZhHant), "! 刷卡機斷開了 pulled"),
    ] {
        let mut shown = |news| {
            desk.send(Event::Scanner(news));
            screen(&mut desk, (80, 24)).join("\n")
        };
        let all = shown(ScannerNews::Offline("pulled".to_owned()));
        assert!(all.contains(lost), "{all}");
        let all = shown(ScannerNews::Online);
        assert!(!all.contains(&lost[..8]), "{all}");
    }
}

#[test]
fn what_was_noted_stands_under_the_matter_until_the_service_ends() {
    let mut desk = serving(Language::ZhCn);
    for (part, text) in [('2', "3"), ('3', "AK-2026-17")] {
        desk.letter('i');
        desk.letter(part);
        for c in text.chars() {
            desk.letter(c);
        }
        desk.press(Key::Enter);
    }
    let all = screen(&mut desk, (80, 24)).join("\n");
    assert!(all.contains("✎ 已记 3 件 · 编号 AK-2026-17"), "{all}");
}

#[test]
fn a_long_list_is_narrowed_by_letters_and_says_so() {
    for language in Language::ALL {
        let mut desk = serving(language);
        desk.letter('i');
        desk.letter('1');
        let all = screen(&mut desk, (80, 24)).join("\n");
        assert!(
            all.contains(&word(language, "window-ask-keys-search")),
            "{all}"
        );
        desk.letter('g');
        desk.letter('y');
        let found = screen(&mut desk, (80, 24)).join("\n");
        assert!(found.contains("gy_"), "{found}");
        let lines = found.matches("GJ01").count();
        assert_eq!(lines, 1, "{found}");
        desk.letter('z');
        let none = screen(&mut desk, (80, 24)).join("\n");
        assert!(!none.contains("GJ01"), "{none}");
    }
}

#[test]
fn another_windows_alarm_stands_over_everything_and_ones_own_hardly_shows() {
    let alarm = |window| hall_protocol::view::AlarmView {
        alarm: format!("help_alarm:{window}"),
        name: String::new(),
        accepted: String::new(),
        since: ago(3),
    };
    for language in Language::ALL {
        let mut desk = serving(language);
        desk.picture.alarms = vec![alarm(14)];
        desk.show();
        let own = screen(&mut desk, (80, 24)).join("\n");
        assert!(
            own.contains(&word(language, "window-own-alarm-asked")),
            "{own}"
        );
        desk.picture.alarms.push(alarm(12));
        desk.show();
        let others = screen(&mut desk, (80, 24));
        let args = [("window", "12".into())];
        let words = hall_text::say(language, "window-aid-alarm", &args);
        assert!(others[2].contains(&words), "{}", others.join("\n"));
    }
}

#[test]
fn a_clerks_own_keys_act_and_stand_on_the_screen() {
    let text = "finish = [\"g\"]\nrestore = [\"f\"]\nhold = [\"F7\"]";
    let settings = Settings {
        language: Language::En,
        keys: crate::machine::Keys::parse("keys", text).expect("good keys"),
        ..Settings::default()
    };
    let mut desk = Desk::open(settings);
    desk.put_in_hand(23, "serving");
    desk.show();
    let all = screen(&mut desk, (80, 24)).join("\n");
    assert!(all.contains("G Finish") && all.contains("F7 Hold"), "{all}");
    let actions = desk.letter('g');
    let [Action::Post(Post { path, .. })] = &actions[..] else {
        panic!("g finishes: {actions:?}")
    };
    assert!(path.ends_with("/finish"), "{path}");
}

#[test]
fn the_page_that_asks_who_is_here_shows_the_posts_and_never_a_pin() {
    let mut desk = Desk::strict(Language::ZhCn);
    let lines = screen(&mut desk, (80, 24));
    insta::assert_snapshot!(lines[2..12].join("\n"), @r"

    请签到: 选岗位,或刷卡

    ▶1  14 号窗口 A 岗  W14A
     2  14 号窗口 B 岗  W14B

    > _

    ↑↓ 或数字选 · 回车确定 · 刷卡直接签到 · Ctrl+C 退出
    ");
    desk.press(Key::Enter);
    for c in "2957".chars() {
        desk.send(Event::Key(Key::Char(c)));
    }
    for language_size in SIZES {
        let all = screen(&mut desk, language_size).join("\n");
        assert!(all.contains("> ****_") && !all.contains("2957"), "{all}");
        assert!(all.contains("W14A"), "{all}");
    }
    let lines = screen(&mut desk, (80, 24));
    insta::assert_snapshot!(lines[2..9].join("\n"), @r"

    W14A 的密码


    > ****_

    回车确定 · Esc 重选
    ");
    desk.put_in_hand(23, "serving");
    desk.show();
    let all = screen(&mut desk, (80, 24)).join("\n");
    assert!(all.contains("手里有号: E023"), "{all}");
}

#[test]
fn a_message_of_the_manager_rings_once_and_is_read_whole_at_80_columns() {
    let mut desk = serving(Language::ZhCn);
    let text = "系统已恢复,请各窗口重新登录;公交卡今天改到十四号窗口办理,请勿再把人引到五号窗口";
    desk.picture.messages = vec![MessageView {
        at: ago(0),
        text: text.to_owned(),
        to: Vec::new(),
    }];
    assert_eq!(desk.show(), vec![Action::Ring]);
    assert_eq!(desk.show(), Vec::new(), "once");
    let lines = screen(&mut desk, (80, 24));
    let left: String = lines
        .iter()
        .map(|line| line.split('│').next().unwrap_or_default().trim())
        .collect();
    assert!(left.contains(&format!("大厅 10:42: {text}")), "{left}");
    desk.pass(61 * 60_000);
    let all = screen(&mut desk, (80, 24)).join("\n");
    assert!(
        !all.contains("系统已恢复"),
        "an hour later it is old: {all}"
    );
}

#[test]
fn a_message_for_other_windows_is_not_shown() {
    let mut desk = serving(Language::En);
    let other = |windows: &[u16], text: &str| MessageView {
        at: ago(0),
        text: text.to_owned(),
        to: windows.iter().copied().map(WindowNumber).collect(),
    };
    desk.picture.messages = vec![other(&[14, 15], "for you"), other(&[15], "for others")];
    assert_eq!(desk.show(), vec![Action::Ring]);
    let all = screen(&mut desk, (120, 40)).join("\n");
    assert!(
        all.contains("for you") && !all.contains("for others"),
        "{all}"
    );
}
