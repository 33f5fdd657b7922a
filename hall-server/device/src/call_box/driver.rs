//! A call box of any vendor: its file, read into presses.

use crate::pattern::{BadDriver, DriverFile, Heartbeat, Matcher, Pattern, Receive, Sends};
use crate::serial::LineSettings;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// How a vendor's call box is heard.
///
/// ```toml
/// [[recv]]
/// match = "FF 68 {len8:5..} {len8:5..} 68 {addr} {key:01..15} * {sum8:5..} 16"
/// event = "key"
/// key = { "0B" = "next", "0C" = "recall", "0D" = "missed" }
/// ```
#[derive(Clone, Debug)]
pub struct CallBoxDriver {
    pub(super) line: LineSettings,
    pub(super) address: u8,
    pub(super) repeat_ms: u64,
    pub(super) ack: Option<Pattern>,
    pub(super) heartbeat: Option<Heartbeat>,
    pub(super) matchers: Arc<[Matcher]>,
    /// One for each matcher.
    pub(super) meanings: Vec<Meaning>,
}

/// A key of the box.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Press {
    /// Call the next person.
    Next,
    /// Call again.
    Recall,
    /// Nobody came.
    Missed,
    /// The service begins.
    Start,
    /// The service is over.
    Finish,
}

/// What a frame of a box means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// It is there.
    Alive,
    /// This key was pressed.
    Press(Press),
    /// A key was pressed: which one, by its byte.
    Keys(BTreeMap<u8, Press>),
}

/// Milliseconds within which the same press is a held key, where the file does not say.
const REPEAT_MS: u64 = 700;

impl Press {
    const ALL: [Self; 5] = [
        Self::Next,
        Self::Recall,
        Self::Missed,
        Self::Start,
        Self::Finish,
    ];

    /// Its name in a file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Recall => "recall",
            Self::Missed => "missed",
            Self::Start => "start",
            Self::Finish => "finish",
        }
    }

    fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|press| press.name() == name)
    }
}

impl CallBoxDriver {
    /// Reads a call box's file.
    pub fn read(path: &Path) -> Result<Self, BadDriver> {
        Self::of(&DriverFile::read(path)?)
    }

    /// Reads the text of a call box's file; errors speak of `file`.
    pub fn parse(file: &str, text: &str) -> Result<Self, BadDriver> {
        Self::of(&DriverFile::parse(file, text)?)
    }

    /// How its port is set where the port's name does not say.
    pub fn line(&self) -> LineSettings {
        self.line
    }

    /// Whether the box can be asked whether it is there.
    pub fn has_heartbeat(&self) -> bool {
        self.heartbeat.is_some()
    }

    fn of(file: &DriverFile) -> Result<Self, BadDriver> {
        file.only_sends(&[Sends::plain("ack")])?;
        let alive = file.heartbeat.iter().map(|_| Ok(Meaning::Alive));
        let meanings = file.receive.iter().map(|receive| meaning(file, receive));
        let meanings: Result<Vec<Meaning>, BadDriver> = alive.chain(meanings).collect();
        let meanings = meanings?;
        if meanings.iter().all(|meaning| *meaning == Meaning::Alive) {
            return Err(file.refuse_all(
                "no [[recv]] is a press: a box without keys is none; add what it sends for next, \
                 recall and missed",
            ));
        }
        Ok(Self {
            line: file.line,
            address: file.address,
            repeat_ms: file.repeat_ms.unwrap_or(REPEAT_MS),
            ack: file.send.get("ack").cloned(),
            heartbeat: file.heartbeat.clone(),
            matchers: file.matchers().into(),
            meanings,
        })
    }
}

fn meaning(file: &DriverFile, receive: &Receive) -> Result<Meaning, BadDriver> {
    let refuse = |what: String| Err(file.refuse(receive, &what));
    if !receive.levels.is_empty() {
        return refuse("level = {…} is for a pad; a call box maps bytes with key = {…}".into());
    }
    if receive.event == "alive" && !receive.pattern.has_value() {
        return Ok(Meaning::Alive);
    }
    if !receive.has_proof() && !receive.unsafe_single_byte {
        return refuse(
            "nothing in it tells a press from noise: add a check such as {sum8:1..} or begin with \
             a fixed byte; unsafe_single_byte = true takes it all the same"
                .into(),
        );
    }
    if receive.event == "key" {
        return keys(file, receive);
    }
    match Press::of(&receive.event) {
        Some(press) if !receive.pattern.has_value() => Ok(Meaning::Press(press)),
        Some(press) => refuse(format!(
            "event = {:?} is one key; write event = \"key\" and key = {{…}} for {{key}}, or * for \
             the byte",
            press.name()
        )),
        None => refuse(format!(
            "event = {:?} is none of a call box's; there are {}, key and alive",
            receive.event,
            names()
        )),
    }
}

/// Keys that nobody mapped do nothing.
fn keys(file: &DriverFile, receive: &Receive) -> Result<Meaning, BadDriver> {
    let refuse = |what: String| Err(file.refuse(receive, &what));
    if receive.keys.is_empty() {
        return refuse(
            "event = \"key\" needs {key:lo..hi} in its pattern and key = {…}, which says what each \
             byte means"
                .into(),
        );
    }
    let mut presses = BTreeMap::new();
    for (byte, word) in &receive.keys {
        let Some(press) = Press::of(word) else {
            let names = names();
            return refuse(format!(
                "\"{byte:02X}\" = {word:?} is no press; there are {names}"
            ));
        };
        presses.insert(*byte, press);
    }
    Ok(Meaning::Keys(presses))
}

fn names() -> String {
    Press::ALL.map(Press::name).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_press_by_mistake_is_refused_with_what_to_do() {
        let recv = |pattern: &str, event: &str, rest: &str| {
            format!("[[recv]]\nmatch = \"{pattern}\"\nevent = \"{event}\"\n{rest}")
        };
        let next = "key = { \"31\" = \"next\" }";
        let table = [
            (
                recv("31", "next", ""),
                "nothing in it tells a press from noise",
            ),
            (
                recv("{key:31..35}", "key", next),
                "nothing in it tells a press from noise",
            ),
            (
                recv("AA {key:31..35}", "key", ""),
                "event = \"key\" needs {key:lo..hi}",
            ),
            (
                recv("AA {key:31..35}", "next", next),
                "event = \"next\" is one key",
            ),
            (
                recv("AA 31", "call", ""),
                "is none of a call box's; there are next, recall",
            ),
            (
                recv("AA {key:31..35}", "key", "key = { \"31\" = \"nxt\" }"),
                "\"31\" = \"nxt\" is no press; there are next",
            ),
            (
                recv("AA {level}", "next", "level = { \"31\" = 5 }"),
                "is for a pad",
            ),
            (recv("AA 01", "alive", ""), "a box without keys is none"),
            (
                "[send]\nstart = \"AA\"".to_owned(),
                "c.toml:2: send.start: nobody sends this",
            ),
            (
                "[send]\nack = \"AA {timeout}\"".to_owned(),
                "c.toml:2: send.ack: {timeout} means nothing here, there is none for this kind",
            ),
        ];
        for (text, told) in table {
            let error = CallBoxDriver::parse("c.toml", &text).expect_err(&text);
            let error = error.to_string();
            assert!(error.contains(told), "{text}: {error}");
        }
        let wanted = recv("31", "next", "unsafe_single_byte = true");
        assert!(CallBoxDriver::parse("c.toml", &wanted).is_ok());
    }
}
