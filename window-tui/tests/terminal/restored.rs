//! Whatever ends the program, the terminal is as it was before.

use crate::bed::Hall;
use crate::pty::Terminal;
use hall_core::code::WindowNumber;
use hall_core::plan::Language;
use rustix::process::Signal;
use rustix::termios::{LocalModes, Termios};
use std::process::Command;
use tokio::runtime::Runtime;
use window_tui::last_word::or_last_word;
use window_tui::terminal;

/// What may differ between two terminals, as far as a program sets it.
fn same(one: &Termios, other: &Termios) -> bool {
    one.input_modes == other.input_modes
        && one.output_modes == other.output_modes
        && one.control_modes == other.control_modes
        && one.local_modes == other.local_modes
}

/// Ends a program that has taken the terminal over, and looks at the terminal.
fn check(mut terminal: Terminal, before: &Termios, end: impl FnOnce(&mut Terminal)) -> Terminal {
    terminal.until_it("the screen is taken over", vt100::Screen::alternate_screen);
    let raw = terminal.settings();
    assert!(!raw.local_modes.contains(LocalModes::ECHO), "it is raw");
    end(&mut terminal);
    terminal.ended();
    terminal.until_it("the screen is given back", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor()
    });
    assert!(same(&terminal.settings(), before), "the settings are back");
    terminal
}

/// A terminal as the system gives it.
fn untouched() -> Termios {
    let mut terminal = Terminal::start(&Command::new("true"), (80, 24));
    terminal.ended();
    terminal.settings()
}

#[test]
fn leaving_and_every_polite_signal_give_the_terminal_back() {
    let before = untouched();
    let hall = Hall::serve();
    for end in [
        None,
        Some(Signal::TERM),
        Some(Signal::HUP),
        Some(Signal::INT),
    ] {
        let terminal = hall.at_window(WindowNumber(1), Language::En);
        terminal.until(&["This window is closed"]);
        check(terminal, &before, |terminal| match end {
            None => terminal.press("q"),
            Some(signal) => terminal.signal(signal),
        });
    }
}

#[test]
fn a_server_that_is_not_there_and_ctrl_c_give_the_terminal_back() {
    let before = untouched();
    let folder = tempfile::tempdir().expect("the system gives a folder");
    let token = folder.path().join("token");
    std::fs::write(&token, "nobody").expect("the folder takes files");
    let mut command = Command::new(env!("CARGO_BIN_EXE_window-tui"));
    command.args(["--language", "en", "--server", "http://127.0.0.1:9"]);
    command.arg("--token-file").arg(token);
    let terminal = Terminal::start(&command, (80, 24));
    terminal.until(&["Waiting for news from the server"]);
    check(terminal, &before, |terminal| terminal.press("\x03"));
}

/// Says how a desk breaks that this test started itself.
const BREAKS: &str = "HALL_TEST_DESK_BREAKS";

#[test]
fn a_panic_of_the_desk_or_of_a_task_beside_it_gives_the_terminal_back() {
    if let Ok(how) = std::env::var(BREAKS) {
        return break_desk(&how);
    }
    let before = untouched();
    for how in ["desk", "task"] {
        let own = std::env::current_exe().expect("a test is a program");
        let mut command = Command::new(own);
        let name = "restored::a_panic_of_the_desk_or_of_a_task_beside_it_gives_the_terminal_back";
        command
            .args([name, "--exact", "--nocapture"])
            .env(BREAKS, how);
        // A trace would push the words off the screen.
        command.env("RUST_BACKTRACE", "0");
        let terminal = Terminal::start(&command, (80, 24));
        let terminal = check(terminal, &before, |terminal| terminal.press("x"));
        terminal.until(&["broken on purpose"]);
    }
}

/// Says that this test started its own desk, with a device.
const HAS_DEVICE: &str = "HALL_TEST_DESK_HAS_DEVICE";

#[test]
fn a_panic_of_a_devices_task_is_its_last_word_and_the_desk_goes_on() {
    if std::env::var_os(HAS_DEVICE).is_some() {
        return lose_device();
    }
    let own = std::env::current_exe().expect("a test is a program");
    let mut command = Command::new(own);
    let name = "restored::a_panic_of_a_devices_task_is_its_last_word_and_the_desk_goes_on";
    command
        .args([name, "--exact", "--nocapture"])
        .env(HAS_DEVICE, "yes");
    let mut terminal = Terminal::start(&command, (80, 24));
    terminal.until(&["a desk with a device"]);
    terminal.press("x");
    terminal.until(&["the device has failed"]);
    terminal.press("q");
    terminal.ended();
    terminal.until(&["the clerk has left"]);
}

/// A desk under the shipped guard of the terminal, whose device breaks at the first key.
fn lose_device() {
    let runtime = Runtime::new().expect("the system gives threads");
    let result = terminal::work(&runtime, Language::En, async |terminal, _signals| {
        terminal.draw(|frame| frame.render_widget("a desk with a device", frame.area()))?;
        tokio::task::spawn_blocking(crossterm::event::read).await??;
        let (told, heard) = tokio::sync::oneshot::channel();
        let last = async { told.send("the device has failed").unwrap_or_default() };
        let task = async { panic!("broken on purpose") };
        tokio::spawn(or_last_word(task, last)).await?;
        let last = heard.await?;
        terminal.draw(|frame| frame.render_widget(last, frame.area()))?;
        tokio::task::spawn_blocking(crossterm::event::read).await??;
        Ok(())
    });
    result.expect("the desk goes on");
    eprintln!("the clerk has left");
}

/// A desk under the shipped guard of the terminal, which breaks at the first key.
fn break_desk(how: &str) {
    let runtime = Runtime::new().expect("the system gives threads");
    let is_task = how == "task";
    let result = terminal::work(&runtime, Language::En, async |terminal, _signals| {
        terminal.draw(|frame| frame.render_widget("a desk", frame.area()))?;
        let pressed = tokio::task::spawn_blocking(crossterm::event::read);
        pressed.await??;
        if is_task {
            tokio::spawn(async { panic!("broken on purpose") });
            std::future::pending::<()>().await;
        }
        panic!("broken on purpose");
    });
    // The words after the screen was given back, as main says them.
    let error = result.expect_err("a broken task is an error");
    eprintln!("{error:#}");
}
