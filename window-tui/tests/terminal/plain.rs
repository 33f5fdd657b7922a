//! A terminal without UTF-8: English in ASCII, whatever language was asked for, and it says why.

use crate::bed::Hall;
use crate::pty::Terminal;
use hall_core::code::WindowNumber;
use hall_core::plan::Language;

#[test]
fn a_window_without_utf8_works_in_ascii_and_says_why_first() {
    let mut hall = Hall::serve();
    let number = hall.take("CARD2");
    let mut command = hall.window(WindowNumber(1), Language::ZhCn);
    command.env("LC_ALL", "C");
    let mut terminal = Terminal::start(&command, (80, 24));
    terminal.until(&[
        "no UTF-8 (locale C)",
        "LANG=C.UTF-8",
        "This window is closed",
    ]);
    terminal.press("o");
    let next = format!("Next {number}");
    let shown = terminal.until_settled(&["Press Space to call", &next]);
    assert!(!shown.contains("UTF-8"), "said once: {shown}");
    terminal.press(" ");
    terminal.until(&["Called", "##"]);
    terminal.press("?");
    terminal.until(&["All keys"]);
    terminal.press("\x03");
    assert!(terminal.ended().success());
    assert!(!terminal.needs_utf8());
}

#[test]
fn a_guides_desk_without_utf8_works_in_ascii_and_says_why_first() {
    let hall = Hall::serve();
    let mut command = hall.guide(Language::ZhHant);
    command.env("LC_ALL", "").env("LC_CTYPE", "POSIX");
    let mut terminal = Terminal::start(&command, (80, 24));
    terminal.until(&["no UTF-8 (locale POSIX)", "Card pick-up"]);
    // The list of numbers, and back.
    terminal.press("\t\t");
    terminal.press("\x03");
    assert!(terminal.ended().success());
    assert!(!terminal.needs_utf8());
}

#[test]
fn what_stops_the_start_is_said_in_ascii_and_utf8_stays_as_it_was() {
    for (locale, is_plain) in [("C", true), ("C.UTF-8", false)] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_window-tui"));
        command.env("LC_ALL", locale);
        let mut terminal = Terminal::start(&command, (80, 24));
        terminal.until(&["--server"]);
        terminal.ended();
        assert_eq!(terminal.needs_utf8(), !is_plain, "{locale}");
    }
}
