//! Everything that happens to a terminal, as a file for support: line by line what the machine was
//! told, so that it can be told the same again and shows the same screens.
//!
//! The file holds what the clerk typed and saw, reasons in own words too, but no PIN and no card: it belongs to whoever
//! started the program (mode 0600), is never sent anywhere and ends at [`RECORD_BYTES_MAX`].

use crate::limits::RECORD_BYTES_MAX;
use crate::machine::{Action, Event, Key, Keys, Machine, Now, ScannerNews, Settings};
use hall_core::code::ClerkCode;
use hall_core::plan::Language;
use hall_protocol::api::Hidden;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Makes request ids.
pub type Ids = Box<dyn FnMut() -> String + Send>;

/// The first line: with what the machine began.
#[derive(Serialize, Deserialize)]
struct Head {
    /// The program's version.
    version: String,
    now: Now,
    language: Language,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    clerk: Option<ClerkCode>,
    pad: bool,
    #[serde(default)]
    call_box: bool,
    #[serde(default)]
    train: bool,
    keys: Keys,
}

/// Every other line: what happened, and the ids that were drawn for it.
#[derive(Serialize, Deserialize)]
struct Line<E> {
    now: Now,
    event: E,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ids: Vec<String>,
}

/// A machine whose events are written down.
#[derive(Debug)]
pub struct Recorder {
    out: File,
    drawn: Arc<Mutex<Vec<String>>>,
    written: u64,
}

impl Recorder {
    /// Begins a file that must not exist yet, and watches the ids that are drawn.
    pub fn begin(
        path: &Path,
        settings: &Settings,
        now: Now,
        mut ids: Ids,
    ) -> io::Result<(Self, Ids)> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let drawn = Arc::new(Mutex::new(Vec::new()));
        let watched = Arc::clone(&drawn);
        let mut recorder = Self {
            out: options.open(path)?,
            drawn,
            written: 0,
        };
        recorder.write(&Head {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            now,
            language: settings.language,
            clerk: settings.clerk,
            pad: settings.pad,
            call_box: settings.call_box,
            train: settings.train,
            keys: settings.keys.clone(),
        })?;
        let ids = move || {
            let id = ids();
            let mut drawn = watched.lock().unwrap_or_else(PoisonError::into_inner);
            drawn.push(id.clone());
            id
        };
        Ok((recorder, Box::new(ids)))
    }

    /// Tells the machine and writes down what it was told. A disk that is full ends the file, not
    /// the work.
    pub fn on(&mut self, machine: &mut Machine, now: Now, event: Event) -> Vec<Action> {
        let told = without_secrets(&event, machine, now);
        let actions = machine.on(now, event);
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let ids = std::mem::take(&mut *drawn);
        drop(drawn);
        // Time that changes nothing is told by the next event.
        let is_silence = matches!(told, Event::Tick) && actions.is_empty();
        if !is_silence && self.written < RECORD_BYTES_MAX {
            let line = Line {
                now,
                event: told,
                ids,
            };
            if let Err(error) = self.write(&line) {
                tracing::error!("the record ends here: {error}");
                self.written = RECORD_BYTES_MAX;
            }
        }
        actions
    }

    fn write(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut text = serde_json::to_string(line)?;
        text.push('\n');
        self.written += text.len() as u64;
        self.out.write_all(text.as_bytes())
    }
}

/// An event as the file may hold it: stars for a PIN and a card.
fn without_secrets(event: &Event, machine: &Machine, now: Now) -> Event {
    match event {
        Event::Key(Key::Char(c)) if machine.hides(now, *c) => Event::Key(Key::Char('*')),
        Event::Scanner(ScannerNews::Card(card)) => {
            let stars = Hidden("*".repeat(card.0.len()));
            Event::Scanner(ScannerNews::Card(stars))
        }
        event => event.clone(),
    }
}

/// A record that cannot be told again.
#[derive(Debug, thiserror::Error)]
pub enum BadRecord {
    /// It cannot be read.
    #[error("the record cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// A line makes no sense to this program.
    #[error(
        "line {line} of the record makes no sense here: {error}; use the version that wrote it"
    )]
    Wrong {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        error: serde_json::Error,
    },
    /// Nothing stands in it.
    #[error("the record is empty")]
    Empty,
}

/// Tells a machine everything again; `look` sees it after every event.
pub fn replay(record: impl BufRead, mut look: impl FnMut(&Machine)) -> Result<Machine, BadRecord> {
    let mut lines = record.lines().enumerate();
    let (_, first) = lines.next().ok_or(BadRecord::Empty)?;
    let wrong = |index: usize| {
        move |error| BadRecord::Wrong {
            line: index + 1,
            error,
        }
    };
    let head: Head = serde_json::from_str(&first?).map_err(wrong(0))?;
    let ids: Arc<Mutex<VecDeque<String>>> = Arc::default();
    let drawn = Arc::clone(&ids);
    let draw = move || {
        let mut drawn = drawn.lock().unwrap_or_else(PoisonError::into_inner);
        drawn.pop_front().unwrap_or_default()
    };
    let settings = Settings {
        language: head.language,
        clerk: head.clerk,
        pad: head.pad,
        call_box: head.call_box,
        train: head.train,
        keys: head.keys,
    };
    let mut machine = Machine::new(settings, head.now, Box::new(draw));
    for (index, line) in lines {
        let line: Line<Event> = serde_json::from_str(&line?).map_err(wrong(index))?;
        ids.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(line.ids);
        machine.on(line.now, line.event);
        look(&machine);
    }
    Ok(machine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::{Answer, CallBoxNews, Failure, Key, LinkNews, PadNews};
    use crate::screen::{Palette, draw};
    use crate::testing::{NOW, hall, item, lines_of, strict, ticket, welcome};
    use hall_core::code::{TicketId, WindowNumber};
    use hall_device::call_box::Press;
    use hall_protocol::picture::Change;
    use hall_protocol::view::TicketView;

    fn screen(machine: &Machine) -> Vec<String> {
        let (columns, rows) = machine.size();
        lines_of(columns, rows, |frame| draw(frame, machine, Palette::Plain))
    }

    /// A morning with everything that can happen to a terminal.
    fn morning() -> Vec<Event> {
        let called = TicketView {
            state: "called".to_owned(),
            window: Some(WindowNumber(14)),
            version: 2,
            ..ticket(23, "card", 720, "")
        };
        let key = |c| Event::Key(Key::Char(c));
        let gone = Failure::Unreachable("cut".to_owned());
        vec![
            Event::Resize(120, 40),
            Event::Link(LinkNews::Connected(Box::new(welcome()))),
            Event::Items(vec![item()]),
            Event::Link(LinkNews::Picture(Arc::new(hall()))),
            Event::Pad(PadNews::Online),
            Event::CallBox(CallBoxNews::Online),
            Event::CallBox(CallBoxNews::Pressed(Press::Next)),
            Event::Tick,
            Event::Reply {
                request_id: "id-1".to_owned(),
                result: Ok(Answer::Ticket(Box::new(called.clone()))),
            },
            Event::Link(LinkNews::Changed(vec![Change::Ticket(called)])),
            key('s'),
            Event::Reply {
                request_id: "id-2".to_owned(),
                result: Err(gone),
            },
            key('x'),
            Event::Key(Key::Esc),
            Event::Link(LinkNews::Lost {
                why: "cut".to_owned(),
                since_ms: 20_000,
            }),
            key('f'),
            Event::CallBox(CallBoxNews::Offline("pulled".to_owned())),
            Event::Pad(PadNews::NotRated(TicketId(22))),
            Event::Resize(80, 24),
        ]
    }

    #[test]
    fn a_written_event_stream_replays_to_the_same_screens() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("record");
        let mut count = 0;
        let ids = move || {
            count += 1;
            format!("id-{count}")
        };
        let settings = Settings {
            language: Language::En,
            pad: true,
            keys: Keys::parse("keys", "finish = [\"%\"]").expect("good keys"),
            call_box: true,
            train: true,
            ..Settings::default()
        };
        let mut now = Now {
            mono_ms: 10_000,
            hall: Some(NOW),
        };
        let (mut recorder, ids) = Recorder::begin(&path, &settings, now, Box::new(ids))?;
        let mut machine = Machine::new(settings.clone(), now, ids);
        let mut seen = Vec::new();
        for event in morning() {
            now.mono_ms += 1_000;
            now.hall = now.hall.map(|hall| hall + hall_core::Span::seconds(1));
            let is_tick = matches!(event, Event::Tick);
            recorder.on(&mut machine, now, event);
            if !is_tick {
                seen.push(screen(&machine));
            }
        }
        let file = io::BufReader::new(File::open(&path)?);
        let mut again = Vec::new();
        replay(file, |machine| again.push(screen(machine))).expect("our own record");
        assert_eq!(again.len(), seen.len());
        for (index, (again, seen)) in again.iter().zip(&seen).enumerate() {
            assert_eq!(again, seen, "after event {index}");
        }
        assert!(Recorder::begin(&path, &settings, now, Box::new(String::new)).is_err());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path)?.permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "it holds what the clerk typed");
        }
        Ok(())
    }

    /// W14A types a PIN and W14B shows a card, and the file tells neither.
    #[test]
    fn a_record_holds_no_pin_and_no_card() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("record");
        let now = Now {
            mono_ms: 10_000,
            hall: Some(NOW),
        };
        let settings = Settings {
            keys: Keys::parse("keys", "card = [\"~\"]").expect("good keys"),
            ..Settings::default()
        };
        let ids = Box::new(|| "id".to_owned());
        let (mut recorder, ids) = Recorder::begin(&path, &settings, now, ids)?;
        let mut machine = Machine::new(settings, now, ids);
        let (welcome, picture) = strict();
        let mut events = vec![
            Event::Link(LinkNews::Connected(Box::new(welcome))),
            Event::Link(LinkNews::Picture(Arc::new(picture))),
            Event::Key(Key::Enter),
        ];
        // Somebody is faster than the first picture.
        events.insert(0, Event::Key(Key::Char('2')));
        let typed = |text: &'static str| text.chars().map(|c| Event::Key(Key::Char(c)));
        events.extend(typed("295713"));
        events.push(Event::Key(Key::Esc));
        events.extend(typed("AKCARD02"));
        // A scanner that types, one on a line, and half a card.
        events.push(Event::Key(Key::Char('~')));
        events.extend(typed("AKDKDA"));
        events.push(Event::Key(Key::Enter));
        let card = Hidden("AKCARD0972".to_owned());
        events.push(Event::Scanner(ScannerNews::Card(card)));
        events.push(Event::Key(Key::Char('~')));
        events.extend(typed("AKD"));
        let mut seen = Vec::new();
        for event in events {
            recorder.on(&mut machine, now, event);
            seen.push(screen(&machine));
        }
        let text = std::fs::read_to_string(&path)?;
        for key in ["2", "9", "7", "A", "K", "C", "D"] {
            assert!(!text.contains(&format!("{{\"char\":\"{key}\"}}")), "{key}");
        }
        assert_eq!(text.matches("{\"char\":\"*\"}").count(), 24);
        assert!(!text.contains("AKCARD"), "nor from the line");
        let mut again = Vec::new();
        replay(text.as_bytes(), |machine| again.push(screen(machine))).expect("our own record");
        assert_eq!(again, seen);
        Ok(())
    }

    /// At work too, where letters are keys: a scanner types behind its sign.
    #[test]
    fn a_record_holds_no_card_that_is_typed_at_work() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("record");
        let now = Now {
            mono_ms: 10_000,
            hall: Some(NOW),
        };
        let settings = Settings {
            keys: Keys::parse("keys", "card = [\"~\"]").expect("good keys"),
            ..Settings::default()
        };
        let ids = Box::new(|| "id".to_owned());
        let (mut recorder, ids) = Recorder::begin(&path, &settings, now, ids)?;
        let mut machine = Machine::new(settings, now, ids);
        let typed = "~AKCARD02".chars().map(Key::Char);
        let keys = typed.chain([Key::Enter, Key::Char('t')]).map(Event::Key);
        let begin = [
            Event::Link(LinkNews::Connected(Box::new(welcome()))),
            Event::Link(LinkNews::Picture(Arc::new(hall()))),
        ];
        let mut seen = Vec::new();
        for event in begin.into_iter().chain(keys) {
            recorder.on(&mut machine, now, event);
            seen.push(screen(&machine));
        }
        let text = std::fs::read_to_string(&path)?;
        assert_eq!(text.matches("{\"char\":\"*\"}").count(), 8);
        assert!(text.contains("{\"char\":\"t\"}"), "a key of the clerk");
        let mut again = Vec::new();
        replay(text.as_bytes(), |machine| again.push(screen(machine))).expect("our own record");
        assert_eq!(again, seen);
        Ok(())
    }

    #[test]
    fn a_record_of_rubbish_names_the_line() {
        let head = "{\"version\":\"0\",\"now\":{\"mono_ms\":0,\"hall\":null},\
                    \"language\":\"en\",\"pad\":false,\"keys\":[]}";
        for (text, told) in [
            (String::new(), "empty"),
            ("rubbish\n".to_owned(), "line 1 "),
            (format!("{head}\nrubbish\n"), "line 2 "),
        ] {
            let error = replay(text.as_bytes(), |_| {}).err().map(|e| e.to_string());
            assert!(error.is_some_and(|error| error.contains(told)), "{text}");
        }
    }
}
