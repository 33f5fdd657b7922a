//! A pad of any vendor: its file, read into what a host can ask and what a pad can mean.

use crate::pattern::{BadDriver, DriverFile, Heartbeat, Matcher, Pattern, Receive, Sends};
use crate::serial::LineSettings;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// How a vendor's pad is spoken to.
#[derive(Clone, Debug)]
pub struct PadDriver {
    pub(super) line: LineSettings,
    pub(super) address: u8,
    /// Milliseconds between two sendings of one result at most.
    pub(super) repeat_ms: u64,
    pub(super) start: Option<Pattern>,
    pub(super) cancel: Option<Pattern>,
    pub(super) ack: Option<Pattern>,
    pub(super) show: Option<Pattern>,
    pub(super) heartbeat: Option<Heartbeat>,
    pub(super) matchers: Arc<[Matcher]>,
    /// One for each matcher.
    pub(super) meanings: Vec<Meaning>,
}

/// What a frame of a pad means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// It is there.
    Alive,
    /// It asks the citizen.
    Started,
    /// It will not ask.
    Refused,
    /// The citizen's choice: a level for every byte; 0 when the time was over.
    Result(BTreeMap<u8, u8>),
}

/// A pad that names no question repeats its result at most so many milliseconds apart, where the
/// file does not say.
const REPEAT_MS: u64 = 1_500;

/// What may stand under `[send]`.
const SENDS: [Sends; 4] = [
    Sends {
        fills_timeout: true,
        ..Sends::plain("start")
    },
    Sends::plain("cancel"),
    Sends::plain("ack"),
    Sends {
        fills_text: true,
        ..Sends::plain("show")
    },
];

impl PadDriver {
    /// Reads a pad's file.
    pub fn read(path: &Path) -> Result<Self, BadDriver> {
        Self::of(&DriverFile::read(path)?)
    }

    /// Reads the text of a pad's file; errors speak of `file`.
    pub fn parse(file: &str, text: &str) -> Result<Self, BadDriver> {
        Self::of(&DriverFile::parse(file, text)?)
    }

    /// How its port is set where the port's name does not say.
    pub fn line(&self) -> LineSettings {
        self.line
    }

    /// Whether the pad can be asked whether it is there.
    pub fn has_heartbeat(&self) -> bool {
        self.heartbeat.is_some()
    }

    /// Whether the pad says that it has begun to ask.
    pub(super) fn says_started(&self) -> bool {
        self.meanings.contains(&Meaning::Started)
    }

    fn of(file: &DriverFile) -> Result<Self, BadDriver> {
        file.only_sends(&SENDS)?;
        let alive = file.heartbeat.iter().map(|_| Ok(Meaning::Alive));
        let meanings = file.receive.iter().map(|receive| meaning(file, receive));
        let meanings: Result<Vec<Meaning>, BadDriver> = alive.chain(meanings).collect();
        let meanings = meanings?;
        let is_result = |meaning: &Meaning| matches!(meaning, Meaning::Result(_));
        if !meanings.iter().any(is_result) {
            return Err(file.refuse_all(
                "no [[recv]] has event = \"result\": a pad that never rates is none; add what it \
                 sends for a level",
            ));
        }
        let send = |name: &str| file.send.get(name).cloned();
        Ok(Self {
            line: file.line,
            address: file.address,
            repeat_ms: file.repeat_ms.unwrap_or(REPEAT_MS),
            start: send("start"),
            cancel: send("cancel"),
            ack: send("ack"),
            show: send("show"),
            heartbeat: file.heartbeat.clone(),
            matchers: file.matchers().into(),
            meanings,
        })
    }
}

fn meaning(file: &DriverFile, receive: &Receive) -> Result<Meaning, BadDriver> {
    let refuse = |what: String| Err(file.refuse(receive, &what));
    let start = file.send.get("start");
    let event = receive.event.as_str();
    if start.is_none() && matches!(event, "started" | "refused") {
        return refuse(format!(
            "event = {event:?} answers send.start, which is missing; add it, or leave this out"
        ));
    }
    let is_numbered = start.is_some_and(Pattern::has_seq);
    if receive.pattern.has_seq() && event != "alive" && !is_numbered {
        return refuse(
            "{seq} is the number of the question, which send.start does not tell the pad; write \
             {seq} there, or * here"
                .into(),
        );
    }
    if !receive.keys.is_empty() {
        return refuse("key = {…} is for a call box; a pad maps bytes with level = {…}".into());
    }
    let meaning = match event {
        "result" => return result(file, receive),
        "started" => Meaning::Started,
        "refused" => Meaning::Refused,
        "alive" => Meaning::Alive,
        other => {
            return refuse(format!(
                "event = {other:?} is none of a pad's; there are result, started, refused and alive"
            ));
        }
    };
    if receive.pattern.has_value() {
        return refuse(format!(
            "only a result catches a {{level}} or {{key}}, {event} does not; write *"
        ));
    }
    Ok(meaning)
}

/// A result says its level, and cannot be mistaken for noise unless somebody wants that.
fn result(file: &DriverFile, receive: &Receive) -> Result<Meaning, BadDriver> {
    let refuse = |what: &str| Err(file.refuse(receive, what));
    let pattern = &receive.pattern;
    if !pattern.has_value() || receive.levels.is_empty() {
        return refuse(
            "a result needs {level} or {key} in its pattern and level = {…}, which says what \
             each byte means",
        );
    }
    if let Some((byte, level)) = receive.levels.iter().find(|(_, level)| **level > 5) {
        return refuse(&format!(
            "\"{byte:02X}\" = {level} is no level; write 5 (best) to 1, or 0 for timed out"
        ));
    }
    let mut keys = pattern.keys().into_iter().flatten();
    if let Some(byte) = keys.find(|byte| !receive.levels.contains_key(byte)) {
        return refuse(&format!(
            "{{key}} may be {byte:02X}, which has no level; map it, or make the range smaller"
        ));
    }
    if receive.levels.values().all(|level| *level == 0) {
        return refuse("every byte means timed out; map the levels 5 to 1 too");
    }
    if !receive.has_proof() && !receive.unsafe_single_byte {
        return refuse(
            "nothing in it tells a result from noise: add a check such as {sum8:1..} or begin \
             with a fixed byte; unsafe_single_byte = true takes it all the same",
        );
    }
    Ok(Meaning::Result(receive.levels.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let error = PadDriver::parse("p.toml", text).expect_err(text);
        error.to_string()
    }

    #[test]
    fn what_could_rate_by_mistake_is_refused_with_what_to_do() {
        let result = |pattern: &str, rest: &str| {
            format!("[[recv]]\nmatch = \"{pattern}\"\nevent = \"result\"\n{rest}")
        };
        let five = "level = { \"31\" = 5, \"32\" = 4 }";
        let table = [
            (
                result("{key:31..32}", five),
                "nothing in it tells a result from noise",
            ),
            (
                result("* {level}", five),
                "nothing in it tells a result from noise",
            ),
            (
                result("{key:31..33}", five),
                "{key} may be 33, which has no level",
            ),
            (result("AA {level}", ""), "a result needs {level} or {key}"),
            (result("AA 31", ""), "a result needs {level} or {key}"),
            (
                result("AA {level}", "level = { \"31\" = 6 }"),
                "\"31\" = 6 is no level",
            ),
            (
                result("AA {level}", "level = { \"00\" = 0 }"),
                "every byte means timed out",
            ),
            (
                result("AA {level}", "key = { \"31\" = \"next\" }"),
                "is for a call box",
            ),
            (String::new(), "no [[recv]] has event = \"result\""),
            (
                "[[recv]]\nmatch = \"AA\"\nevent = \"rated\"".to_owned(),
                "p.toml:2: recv 1: event = \"rated\" is none of a pad's",
            ),
            (
                "[[recv]]\nmatch = \"AA {level}\"\nevent = \"alive\"".to_owned(),
                "only a result catches",
            ),
            (
                "[[recv]]\nmatch = \"AA 01\"\nevent = \"started\"".to_owned(),
                "p.toml:2: recv 1: event = \"started\" answers send.start, which is missing",
            ),
            (
                "[[recv]]\nmatch = \"AA 01\"\nevent = \"refused\"".to_owned(),
                "answers send.start, which is missing",
            ),
            (
                result("AA {seq} {level}", five),
                "{seq} is the number of the question, which send.start does not tell",
            ),
            (
                [
                    "[send]\nstart = \"BB 01\"\n",
                    &result("AA {seq} {level}", five),
                ]
                .concat(),
                "p.toml:4: recv 1: {seq} is the number",
            ),
            (
                "[send]\nstart = \"AA {text:gb18030}\"".to_owned(),
                "p.toml:2: send.start: {text} means nothing here, it is told in send.show",
            ),
            (
                "[send]\ncancel = \"AA {timeout}\"".to_owned(),
                "send.cancel: {timeout} means nothing here, it is told in send.start",
            ),
            (
                "[heartbeat]\nsend = \"AA {timeout}\"\nevery_ms = 2000\nexpect = \"BB\"".to_owned(),
                "p.toml:2: heartbeat.send: {text} and {timeout} mean nothing here",
            ),
            (
                "[send]\nhello = \"AA\"".to_owned(),
                "p.toml:2: send.hello: nobody sends this",
            ),
        ];
        for (text, told) in table {
            let error = refused(&text);
            assert!(error.contains(told), "{text}: {error}");
        }
        let wanted = result(
            "{key:31..32}",
            "unsafe_single_byte = true\nlevel = { \"31\" = 5, \"32\" = 4 }",
        );
        assert!(PadDriver::parse("p.toml", &wanted).is_ok());
        assert!(PadDriver::parse("p.toml", &result("AA {level}", five)).is_ok());
    }
}
