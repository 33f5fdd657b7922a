//! A device that asks, keeps what it was told, and asks again with the same id until it is told.

use super::findings::Findings;
use super::ledger::{Entry, Ledger, Told};
use super::limits::REQUEST;
use hall_device::{Api, ApiError, Token};
use hall_fixtures::dice::Dice;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// What all clients share.
#[derive(Clone, Debug)]
pub(super) struct World {
    /// Where they find the hall.
    pub(super) url: String,
    pub(super) http: reqwest::Client,
    pub(super) ledger: Arc<Ledger>,
    pub(super) findings: Findings,
    /// True when the load ends.
    pub(super) stop: watch::Receiver<bool>,
}

/// How a client speaks.
#[derive(Clone, Debug)]
enum Way {
    /// Plain HTTP: the answer is seen byte for byte.
    Plain,
    /// Through the shipped client.
    Shipped(Box<Api>),
}

/// One client.
#[derive(Debug)]
pub(super) struct Client {
    world: World,
    token: String,
    way: Way,
    pub(super) dice: Dice,
    /// The last accepted intent, to be repeated out of the blue.
    last: Option<Entry>,
}

/// A person who gives up after an answer that did not come.
const GIVES_UP: f64 = 0.1;

/// An accepted intent that is sent once more some time later.
const REPEATS: f64 = 0.03;

impl Client {
    /// A client of plain HTTP.
    pub(super) fn plain(world: &World, token: &str, dice: Dice) -> Self {
        Self {
            world: world.clone(),
            token: token.to_owned(),
            way: Way::Plain,
            dice,
            last: None,
        }
    }

    /// A client that uses the shipped one.
    pub(super) fn shipped(world: &World, token: &str, dice: Dice) -> Result<Self, String> {
        let server = world.url.parse().map_err(|error| format!("{error}"))?;
        let known = Token::new(token).ok_or("a token of the server is no token")?;
        let api = Api::new(server, Some(known)).map_err(|error| error.to_string())?;
        Ok(Self {
            way: Way::Shipped(Box::new(api)),
            ..Self::plain(world, token, dice)
        })
    }

    /// Whether the load has ended.
    pub(super) fn is_over(&self) -> bool {
        *self.world.stop.borrow()
    }

    /// Thinks for a while, or until the load ends: this is the pace of the load.
    pub(super) async fn think(&mut self, from_ms: u32, to_ms: u32) {
        let pause = self.dice.between(f64::from(from_ms), f64::from(to_ms));
        let mut stop = self.world.stop.clone();
        let pause = Duration::from_secs_f64(pause / 1000.0);
        // Either end of the pause is fine.
        let _ = tokio::time::timeout(pause, stop.wait_for(|stop| *stop)).await;
    }

    /// A new intent's id, from the dice.
    pub(super) fn id(&mut self) -> String {
        let (a, b) = (self.dice.bits(), self.dice.bits());
        format!(
            "{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}",
            a >> 32,
            a & 0xffff,
            (a >> 16) & 0xfff,
            b >> 52,
            b & 0xffff_ffff_ffff
        )
    }

    /// Asks until it is told; the answer as JSON, or the refusal's code, or nothing for who gave up.
    pub(super) async fn ask(
        &mut self,
        kind: &'static str,
        path: &str,
        body: Value,
    ) -> Result<Value, String> {
        self.repeat_something().await;
        let mut entry = self.entry(kind, path, body);
        let gives_up = self.dice.chance(GIVES_UP);
        loop {
            entry.attempts += 1;
            entry.told = self.send(&entry).await;
            let is_told = entry.told != Told::Nothing;
            if is_told || gives_up || self.is_over() {
                break;
            }
            self.think(20, 400).await;
        }
        self.conclude(entry)
    }

    /// Sends one intent twice at the same time: both get the same answer.
    pub(super) async fn ask_twice(
        &mut self,
        kind: &'static str,
        path: &str,
        body: Value,
    ) -> Result<Value, String> {
        let mut entry = self.entry(kind, path, body);
        entry.attempts = 2;
        let (one, two) = tokio::join!(self.send(&entry), self.send(&entry));
        if let (Told::Accepted(one), Told::Accepted(two)) = (&one, &two) {
            self.world.findings.expect(
                one == two,
                "one intent sent twice at once has one answer (I4)",
                || format!("{path} {}: {one} and {two}", entry.body),
            );
        }
        entry.told = match (one, two) {
            (accepted @ Told::Accepted(_), _) | (_, accepted @ Told::Accepted(_)) => accepted,
            (refused @ Told::Refused(_), _) | (_, refused) => refused,
        };
        self.conclude(entry)
    }

    fn entry(&mut self, kind: &'static str, path: &str, mut body: Value) -> Entry {
        body["request_id"] = json!(self.id());
        Entry {
            token: self.token.clone(),
            kind,
            path: path.to_owned(),
            body,
            attempts: 0,
            told: Told::Nothing,
            is_exact: matches!(self.way, Way::Plain),
        }
    }

    fn conclude(&mut self, entry: Entry) -> Result<Value, String> {
        let told = entry.told.clone();
        if matches!(told, Told::Accepted(_)) && self.dice.chance(REPEATS) {
            self.last = Some(entry.clone());
        }
        self.world.ledger.keep(entry);
        match told {
            Told::Accepted(text) => Ok(serde_json::from_str(&text).unwrap_or_default()),
            Told::Refused(code) => Err(code),
            Told::Nothing => Err(String::new()),
        }
    }

    /// Somebody presses again what was answered before.
    async fn repeat_something(&mut self) {
        let Some(entry) = self.last.take() else {
            return;
        };
        match self.send(&entry).await {
            Told::Accepted(again) => self.world.findings.expect(
                entry.is_same(&again),
                "a repeat gets the first answer (I4)",
                || {
                    format!(
                        "{} {}: {:?}, then {again}",
                        entry.path, entry.body, entry.told
                    )
                },
            ),
            Told::Refused(code) => self.world.findings.note(
                "a repeat gets the first answer (I4)",
                &format!(
                    "{} {}: {:?}, then {code}",
                    entry.path, entry.body, entry.told
                ),
            ),
            Told::Nothing => self.last = Some(entry),
        }
    }

    async fn send(&self, entry: &Entry) -> Told {
        let path = format!("/api/v1/{}", entry.path);
        match &self.way {
            Way::Plain => {
                let url = format!("{}{path}", self.world.url);
                plain(
                    &self.world.http,
                    &url,
                    &entry.token,
                    &entry.body,
                    &self.world.findings,
                )
                .await
            }
            Way::Shipped(api) => match api.post::<_, Value>(&path, &entry.body, 1).await {
                Ok(value) => Told::Accepted(value.to_string()),
                Err(ApiError::Refused(problem)) => {
                    refused(problem.status, &problem.code, &path, &self.world.findings)
                }
                Err(ApiError::Unreachable { .. }) => Told::Nothing,
                Err(ApiError::Protocol { what }) => {
                    let promise = "every answer is one of the hall's";
                    self.world.findings.note(promise, &what);
                    Told::Nothing
                }
            },
        }
    }
}

/// Sends a request once over plain HTTP.
pub(super) async fn plain(
    http: &reqwest::Client,
    url: &str,
    token: &str,
    body: &Value,
    findings: &Findings,
) -> Told {
    let request = http.post(url).bearer_auth(token).json(body);
    let Ok(response) = request.timeout(REQUEST).send().await else {
        return Told::Nothing;
    };
    let status = response.status();
    let Ok(text) = response.text().await else {
        return Told::Nothing;
    };
    if status.is_success() {
        return Told::Accepted(text);
    }
    let problem: Value = serde_json::from_str(&text).unwrap_or_default();
    if let Some(code) = problem["code"].as_str() {
        refused(status.as_u16(), code, url, findings)
    } else {
        let promise = "every answer is one of the hall's";
        findings.note(promise, &format!("{url}: {status} {text}"));
        Told::Nothing
    }
}

/// A refusal by the rules is an answer; a server that is stopping or too slow says: ask again.
fn refused(status: u16, code: &str, path: &str, findings: &Findings) -> Told {
    match status {
        408 | 503 => Told::Nothing,
        400..=499 => Told::Refused(code.to_owned()),
        _ => {
            let promise = "the server has no internal errors";
            findings.note(promise, &format!("{path}: {status} {code}"));
            Told::Nothing
        }
    }
}
