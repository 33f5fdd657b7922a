//! A terminal for a program: a pty, and a reader that understands what is drawn on it.

use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Termios, Winsize, tcgetattr, tcsetwinsize};
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// Longer than anything here takes; nothing waits for it when all is well.
const LIMIT: Duration = Duration::from_mins(1);

/// A program on a terminal. Dropped, it is killed.
pub(crate) struct Terminal {
    child: Child,
    /// None once it was closed.
    master: Option<File>,
    /// Reads the same end.
    reader: Option<JoinHandle<()>>,
    /// Stays open, so that the terminal can be looked at when the program is gone.
    slave: File,
    drawn: Arc<(Mutex<vt100::Parser>, Condvar)>,
    /// Whether anything that is not ASCII came out.
    needs_utf8: Arc<AtomicBool>,
    is_closing: Arc<AtomicBool>,
}

impl Terminal {
    /// Starts a program on a terminal of this size; the terminal is its controlling one, as in a
    /// window or an SSH session.
    pub(crate) fn start(command: &Command, (columns, rows): (u16, u16)) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)
            .expect("the system has ptys");
        grantpt(&master).expect("a pty is ours");
        unlockpt(&master).expect("a pty is ours");
        let name = ptsname(&master, Vec::new()).expect("a pty has a name");
        let slave = open_slave(std::ffi::OsStr::from_bytes(name.as_bytes()));
        let size = Winsize {
            ws_row: rows,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&slave, size).expect("a pty has a size");
        let child = spawn(command, &slave);
        let master = File::from(master);
        let drawn = Arc::new((
            Mutex::new(vt100::Parser::new(rows, columns, 0)),
            Condvar::new(),
        ));
        let mut terminal = Self {
            child,
            master: Some(master.try_clone().expect("a pty can be held twice")),
            reader: None,
            slave,
            drawn: drawn.clone(),
            needs_utf8: Arc::default(),
            is_closing: Arc::default(),
        };
        let (needs_utf8, is_closing) = (terminal.needs_utf8.clone(), terminal.is_closing.clone());
        let reader = move || follow(master, &drawn, &needs_utf8, &is_closing);
        terminal.reader = Some(std::thread::spawn(reader));
        terminal
    }

    /// Types.
    pub(crate) fn press(&mut self, keys: &str) {
        let master = self.master.as_mut().expect("nobody types after closing");
        master.write_all(keys.as_bytes()).expect("a pty takes keys");
    }

    /// Waits until the screen shows all of these words; what it shows then.
    pub(crate) fn until(&self, words: &[&str]) -> String {
        self.until_it(&format!("{words:?}"), |screen| {
            let shown = screen.contents();
            words.iter().all(|word| shown.contains(word))
        })
    }

    /// The same, and no act is on its way: while one is, no other one is taken.
    pub(crate) fn until_settled(&self, words: &[&str]) -> String {
        self.until_it(&format!("{words:?}, settled"), |screen| {
            let shown = screen.contents();
            words.iter().all(|word| shown.contains(word)) && !shown.contains("Sent: ")
        })
    }

    /// Waits until the screen is as wanted; what it shows then.
    pub(crate) fn until_it(&self, wish: &str, wanted: impl Fn(&vt100::Screen) -> bool) -> String {
        let (parser, changed) = &*self.drawn;
        let parser = parser.lock().expect("the reader does not panic");
        let outcome = changed
            .wait_timeout_while(parser, LIMIT, |parser| !wanted(parser.screen()))
            .expect("the reader does not panic");
        let shown = outcome.0.screen().contents();
        assert!(!outcome.1.timed_out(), "{wish} never came:\n{shown}");
        shown
    }

    /// Whether anything that is not ASCII came out so far.
    pub(crate) fn needs_utf8(&self) -> bool {
        self.needs_utf8.load(Ordering::SeqCst)
    }

    /// What is set on the terminal.
    pub(crate) fn settings(&self) -> Termios {
        tcgetattr(&self.slave).expect("a pty has settings")
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("the program is alive");
    }

    /// Closes this side of the terminal, as a cut SSH session does; how the program ended.
    ///
    /// The program draws its clock again and again, which wakes the reader.
    pub(crate) fn hang_up(&mut self) -> ExitStatus {
        self.is_closing.store(true, Ordering::SeqCst);
        let reader = self.reader.take().expect("a terminal is closed once");
        reader.join().expect("the reader does not panic");
        drop(self.master.take());
        self.ended()
    }

    /// Waits until the program has ended by itself.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        self.child.wait().expect("it ends")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Ended already is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn open_slave(name: &std::ffi::OsStr) -> File {
    let flags = rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::CLOEXEC;
    let slave = rustix::fs::open(name, flags, rustix::fs::Mode::empty());
    File::from(slave.expect("a pty has another end"))
}

/// `setsid --ctty` makes the terminal the controlling one; a test may not run code of its own
/// between fork and exec.
fn spawn(command: &Command, slave: &File) -> Child {
    let end = || slave.try_clone().expect("a pty can be held twice");
    let mut started = Command::new("setsid");
    started.arg("--ctty").arg(command.get_program());
    started.args(command.get_args());
    // As in a hall, whatever the machine that tests has set.
    started.env("LC_ALL", "C.UTF-8");
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => started.env(name, value),
            None => started.env_remove(name),
        };
    }
    started.env("TERM", "xterm-256color");
    started.stdin(end()).stdout(end()).stderr(end());
    started.spawn().expect("the program starts")
}

/// Reads what is drawn until the terminal is gone. The program marks where a picture begins and
/// ends; nobody sees a half one.
fn follow(
    mut master: File,
    drawn: &(Mutex<vt100::Parser>, Condvar),
    needs_utf8: &AtomicBool,
    is_closing: &AtomicBool,
) {
    let mut buffer = [0; 4096];
    let mut held = Vec::new();
    while let Ok(count @ 1..) = master.read(&mut buffer) {
        if !buffer[..count].is_ascii() {
            needs_utf8.store(true, Ordering::SeqCst);
        }
        held.extend_from_slice(&buffer[..count]);
        let begun = last(&held, b"\x1b[?2026h");
        let ended = last(&held, b"\x1b[?2026l");
        let whole = match begun {
            Some(begun) if ended.is_none_or(|ended| ended < begun) => begun,
            _ => held.len(),
        };
        let mut parser = drawn
            .0
            .lock()
            .expect("nobody panics while holding the screen");
        parser.process(&held[..whole]);
        held.drain(..whole);
        drop(parser);
        drawn.1.notify_all();
        if is_closing.load(Ordering::SeqCst) {
            return;
        }
    }
}

/// Where a mark stands last.
fn last(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).rposition(|window| window == mark)
}
