//! A device that speaks HTTP.

use serde_json::{Value, json};
use std::time::Duration;

/// A device with its token.
#[derive(Clone)]
pub(crate) struct Client {
    http: reqwest::Client,
    base: String,
    pub(crate) token: String,
    pub(crate) device: u32,
    language: &'static str,
    seen: Option<String>,
}

/// An answer.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) text: String,
}

/// A plain client that gives up instead of hanging a test.
pub(crate) fn http() -> reqwest::Client {
    let builder = reqwest::Client::builder()
        .no_proxy()
        .timeout(Duration::from_mins(1));
    builder.build().expect("a plain client needs nothing")
}

/// A new id of an intent.
pub(crate) fn id() -> String {
    uuid::Uuid::now_v7().to_string()
}

impl Client {
    pub(crate) fn new(http: reqwest::Client, base: &str, token: &str) -> Self {
        let (base, token) = (base.to_owned(), token.to_owned());
        Self {
            http,
            base,
            token,
            device: 0,
            language: "en",
            seen: None,
        }
    }

    /// The same device at another address.
    pub(crate) fn at(&self, base: &str) -> Self {
        Self {
            base: base.to_owned(),
            ..self.clone()
        }
    }

    pub(crate) fn with_device(self, device: u32) -> Self {
        Self { device, ..self }
    }

    /// The same device in another language.
    pub(crate) fn speaking(&self, language: &'static str) -> Self {
        Self {
            language,
            ..self.clone()
        }
    }

    /// The same device, saying with every call what it has seen.
    pub(crate) fn having_seen(&self, place: &str) -> Self {
        Self {
            seen: Some(place.to_owned()),
            ..self.clone()
        }
    }

    /// `GET /api/v1/…`.
    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(self.http.get(self.url(path))).await
    }

    /// `GET` of any path, with an `Accept` header.
    pub(crate) async fn page(&self, path: &str, accept: &str) -> Reply {
        let request = self
            .http
            .get(format!("{}{path}", self.base))
            .header("accept", accept);
        self.send(request).await
    }

    /// Any method on any path, with any body.
    pub(crate) async fn raw(
        &self,
        method: &str,
        path: &str,
        body: impl Into<reqwest::Body>,
    ) -> Reply {
        let method = method.parse().expect("a method");
        self.send(
            self.http
                .request(method, format!("{}{path}", self.base))
                .body(body),
        )
        .await
    }

    /// `POST /api/v1/…` with a body as it is.
    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(self.http.post(self.url(path)).json(&body)).await
    }

    /// The same, or none when no answer came.
    pub(crate) async fn try_post(&self, path: &str, body: &Value) -> Option<Reply> {
        let request = self.http.post(self.url(path)).json(body);
        self.try_send(request).await
    }

    /// `POST /api/v1/…` with a new id of the intent.
    pub(crate) async fn ask(&self, path: &str, mut body: Value) -> Reply {
        body["request_id"] = json!(id());
        self.post(path, body).await
    }

    /// A number for an item.
    pub(crate) async fn take(&self, item: &str) -> Value {
        self.ask("tickets", json!({ "item": item }))
            .await
            .expect(201)
    }

    /// An act of a window.
    pub(crate) async fn act(&self, window: u16, act: &str) -> Reply {
        self.ask(&format!("windows/{window}/{act}"), json!({}))
            .await
    }

    fn url(&self, path: &str) -> String {
        format!("{}/api/v1/{path}", self.base)
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        self.try_send(request).await.expect("the server answers")
    }

    async fn try_send(&self, request: reqwest::RequestBuilder) -> Option<Reply> {
        let request = request.header("accept-language", self.language);
        let request = if self.token.is_empty() {
            request
        } else {
            request.bearer_auth(&self.token)
        };
        let request = match &self.seen {
            Some(seen) => request.header("hall-seen", seen),
            None => request,
        };
        let response = request.send().await.ok()?;
        let kind = response.headers().get("content-type");
        let kind = kind
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let status = response.status().as_u16();
        Some(Reply {
            status,
            kind,
            text: response.text().await.ok()?,
        })
    }
}

impl Reply {
    /// The body.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The body of an answer with this status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json()
    }

    /// Checks that it is a problem with this status and code, a title and a hint.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) -> Value {
        assert_eq!(
            (self.status, self.kind.as_str()),
            (status, PROBLEM),
            "{}",
            self.text
        );
        let problem = self.json();
        assert_eq!(problem["code"], code, "{}", self.text);
        assert_eq!(problem["status"], status, "{}", self.text);
        for field in ["title", "hint"] {
            assert!(
                problem[field].as_str().is_some_and(|text| !text.is_empty()),
                "{}",
                self.text
            );
        }
        problem
    }
}

pub(crate) const PROBLEM: &str = "application/problem+json";
