//! Files of LED controllers, and a controller's host under any wishes, bytes and times.
//!
//! The input is a file, a line `---`, and a script. Any file gives a driver or a refusal that names
//! it. Nothing is sent to a closed line, one request is out at a time, the clock moves on, trouble
//! is told once, and what a line echoes is no answer.

use super::Target;
use super::script::{Words, lines};
use super::shape::{Shape, Tally};
use hall_device::led::{
    AreaId, Content, Driver, LedAction, LedHost, LedInput, LedReport, LedTrouble, Wire,
};

/// Files and scripts.
pub(super) static LEDS: Target = Target {
    name: "led",
    promise: "any controller's file is read or refused by name, and an echo is no answer",
    heavy: false,
    tokens: &[
        b"\n---\n",
        b"driver = \"modbus\"\n",
        b"driver = \"pattern\"\n",
        b"unit = 5\n",
        b"framing = \"tcp\"\n",
        b"first = \"low\"\n",
        b"charset = \"gb18030\"\n",
        b"avoid = \"5C\"\n",
        b"[[area]]\ncolumns = 16\n",
        b"start = 0\nregisters = 8\n",
        b"rows = [\"AA {addr} {timeout} {text:gb18030}\"]\n",
        b"{len8:2..0} ",
        b"{len8:0..2} ",
        b"{len16be:1..} ",
        b"{sum8:1..2} ",
        b"{seq} ",
        b"[timeout]\nregister = 256\nseconds = 150\nstep_ms = 60000\n",
        b"[blank]\nregister = 257\ndark = 1\nlit = 0\n",
        b"[replies]\nok = \"06\"\n",
        b"busy = \"15\"\n",
        b"opened\n",
        b"gone\n",
        b"show 0 14\n",
        b"show 1 E023\n",
        b"wait 20\n",
        b"wait 1000\n",
        b"wait 60000\n",
        b"echo\n",
        b"raw 06\n",
        b"raw 15\n",
        b"raw 0510000000024040\n",
    ],
    run,
};

/// What a refusal speaks of.
const FILE: &str = "a.toml";

fn run(input: &[u8]) -> Shape {
    let mark = b"\n---\n";
    let cut = input.windows(mark.len()).position(|bytes| bytes == mark);
    let (text, script) = match cut {
        Some(at) => (&input[..at], &input[at + mark.len()..]),
        None => (input, &[][..]),
    };
    let driver = match Driver::parse(FILE, &String::from_utf8_lossy(text)) {
        Ok(driver) => driver,
        Err(error) => {
            let text = error.to_string();
            assert!(text.starts_with(FILE), "a refusal without its file: {text}");
            return Shape::of_text(&text);
        }
    };
    let steps = lines(script);
    let is_network = steps.first().is_some_and(|line| line == "network");
    let wire = if is_network {
        Wire::Network
    } else {
        Wire::Serial
    };
    let mut bed = Bed {
        answers: driver.answers(),
        host: LedHost::new(driver, wire, 7),
        now_ms: 0,
        is_open: false,
        echo: None,
        trouble: None,
        kinds: Tally::default(),
    };
    for line in &steps {
        bed.step(line);
    }
    bed.kinds.shape()
}

struct Bed {
    host: LedHost,
    answers: bool,
    now_ms: u64,
    is_open: bool,
    /// What was sent, while nothing else has happened on the line since.
    echo: Option<Vec<u8>>,
    trouble: Option<LedTrouble>,
    kinds: Tally,
}

impl Bed {
    fn step(&mut self, line: &str) {
        let mut words = Words::of(line);
        match words.word() {
            "opened" => {
                (self.is_open, self.echo) = (true, None);
                self.on(LedInput::Opened);
            }
            "gone" => {
                (self.is_open, self.echo) = (false, None);
                self.on(LedInput::Gone("pulled".to_owned()));
            }
            "show" => {
                let area = AreaId(words.number(3) as u8);
                let content = Content {
                    lines: vec![words.word().to_owned(); 2],
                    ..Content::default()
                };
                self.on(LedInput::Show(area, content));
            }
            "wait" => {
                self.now_ms += words.number(100_000);
                self.on(LedInput::Tick);
                assert!(self.host.wake_ms() > self.now_ms, "a tick is left due");
            }
            "echo" => {
                if let Some(echo) = self.echo.take() {
                    let reports = self.on(LedInput::Bytes(&echo));
                    let is_believed = self.answers && !reports.is_empty();
                    assert!(!is_believed, "{reports:?} by an echo of {echo:02X?}");
                }
            }
            _ => {
                let bytes = words.bytes();
                if self.is_open && !bytes.is_empty() {
                    self.echo = None;
                    self.on(LedInput::Bytes(&bytes));
                }
            }
        }
    }

    fn on(&mut self, input: LedInput<'_>) -> Vec<LedReport> {
        let mut sent = 0;
        let mut reports = Vec::new();
        for action in self.host.on(input, self.now_ms) {
            match action {
                LedAction::Send(bytes) => {
                    assert!(self.is_open, "bytes for a closed line");
                    assert!(bytes.len() <= FRAME_BYTES_MAX, "{} bytes", bytes.len());
                    sent += 1;
                    self.echo = Some(bytes);
                }
                LedAction::Reopen => self.kinds.note("reopen"),
                LedAction::Report(report) => {
                    self.hear(&report);
                    reports.push(report);
                }
            }
        }
        assert!(sent <= 1, "{sent} requests at once");
        reports
    }

    fn hear(&mut self, report: &LedReport) {
        self.kinds.note(std::mem::discriminant(report));
        match report {
            LedReport::Online => self.trouble = None,
            // These controllers are given no settings.
            LedReport::NotSet(_) => {}
            LedReport::Offline(trouble) => {
                assert_ne!(self.trouble.as_ref(), Some(trouble), "told twice");
                self.trouble = Some(trouble.clone());
            }
            LedReport::Shown(area) => {
                assert!(self.host.shown(*area).is_some(), "nothing is shown");
            }
        }
    }
}

/// The longest request: 123 registers over TCP.
const FRAME_BYTES_MAX: usize = 260;
