//! The clerk's terminal as a device: taken over, and given back whatever happens.
//!
//! Leaving, an error, a signal, a panic here or in a task beside: each ends with the terminal as it
//! was. Only `kill -9` cannot be caught; `reset` helps then.

use crate::plain::plain;
use crate::trouble::Trouble;
use anyhow::Context;
use crossterm::cursor::Show;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use hall_core::plan::Language;
use hall_device::panics::is_caught;
use ratatui::backend::CrosstermBackend;
use ratatui::{DefaultTerminal, Frame};
use std::io::{self, stdout};
use std::panic::PanicHookInfo;
use std::thread;
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

/// Takes the terminal over, works, and gives it back.
pub fn work(
    runtime: &Runtime,
    language: Language,
    work: impl AsyncFnOnce(&mut DefaultTerminal, Signals) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let signals = {
        // From here on no signal ends the program without its knowledge.
        let _inside = runtime.enter();
        Signals::listen().context("listening to signals")?
    };
    let mut crashes = watch_panics();
    let result = take_over().and_then(|mut terminal| {
        runtime.block_on(async {
            tokio::select! {
                result = work(&mut terminal, signals) => result,
                Some(what) = crashes.recv() => {
                    let args = [("what", what.into())];
                    Err(Trouble::say(language, "window-crashed", &args).into())
                }
            }
        })
    });
    // After the terminal is dropped: it says its last word to the screen that it drew on.
    give_back().context("restoring the terminal")?;
    result
}

/// Draws one picture, whole: a terminal that can shows nothing half drawn, others ignore the marks.
/// A plain terminal gets ASCII only.
pub fn draw(
    terminal: &mut DefaultTerminal,
    is_plain: bool,
    picture: impl FnOnce(&mut Frame<'_>),
) -> io::Result<()> {
    queue!(stdout(), BeginSynchronizedUpdate)?;
    terminal.draw(|frame| {
        picture(frame);
        if is_plain {
            plain(frame.buffer_mut());
        }
    })?;
    execute!(stdout(), EndSynchronizedUpdate)
}

fn take_over() -> anyhow::Result<DefaultTerminal> {
    let set_up = || {
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen)?;
        DefaultTerminal::new(CrosstermBackend::new(stdout()))
    };
    set_up().context("setting up the terminal")
}

fn give_back() -> io::Result<()> {
    // Both are tried: half a terminal is better than none.
    let cooked = disable_raw_mode();
    let left = execute!(stdout(), EndSynchronizedUpdate, LeaveAlternateScreen, Show);
    cooked.and(left)
}

/// What a panic beside the desk said; one is enough to end.
///
/// The runtime catches a panic in a task, and a desk without its link would look alive and be dead.
/// A panic of the desk itself restores the terminal at once, so that its words are seen. One of a
/// device's task that is [`caught`](hall_device::panics::caught) is told as its device's last word.
fn watch_panics() -> mpsc::Receiver<String> {
    let (teller, crashes) = mpsc::channel(1);
    let desk = thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if is_caught() {
            tracing::error!("{}", words(panic));
        } else if thread::current().id() == desk {
            give_back().unwrap_or_default();
            before(panic);
        } else {
            // A second one has nothing to add.
            teller.try_send(words(panic)).unwrap_or_default();
        }
    }));
    crashes
}

fn words(panic: &PanicHookInfo<'_>) -> String {
    let what = panic.payload_as_str().unwrap_or("?");
    match panic.location() {
        Some(place) => format!("{what} ({}:{})", place.file(), place.line()),
        None => what.to_owned(),
    }
}

/// The polite ways to end a program: a kill, a closed terminal or SSH session, an interrupt from
/// elsewhere (Ctrl-C in the terminal itself is a key).
#[derive(Debug)]
pub struct Signals {
    #[cfg(unix)]
    told: [tokio::signal::unix::Signal; 3],
}

impl Signals {
    /// Listens from now on. Needs a runtime.
    pub fn listen() -> io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let told = [
                signal(SignalKind::terminate())?,
                signal(SignalKind::hangup())?,
                signal(SignalKind::interrupt())?,
            ];
            Ok(Self { told })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// Waits until the program is told to leave.
    pub async fn told(&mut self) {
        #[cfg(unix)]
        {
            let [terminate, hang_up, interrupt] = &mut self.told;
            tokio::select! {
                _ = terminate.recv() => {}
                _ = hang_up.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        #[cfg(not(unix))]
        if tokio::signal::ctrl_c().await.is_err() {
            // Nobody can tell the program anything.
            std::future::pending::<()>().await;
        }
    }
}
