//! A small client for the hall's HTTP calls (DESIGN 9): base address, token, clear errors.
//!
//! A request that may not have arrived is sent again with the same body and so with the same
//! request id: the server answers it once (I4).

use crate::address::ServerAddress;
use crate::backoff::Backoff;
use crate::limits::{ANSWER_BYTES_MAX, CONNECT_MS, REQUEST_MS};
use crate::link::{LinkConfig, LinkHandle};
use crate::random;
use crate::token::Token;
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_protocol::Problem;
use hall_protocol::resume::SEEN_HEADER;
use reqwest::{Method, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// The hall over HTTP.
#[derive(Clone, Debug)]
pub struct Api {
    server: ServerAddress,
    token: Option<Token>,
    language: Option<Language>,
    link: Option<LinkHandle>,
    seen: Option<String>,
    http: reqwest::Client,
}

/// Why there is no answer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ApiError {
    /// The server refused; nothing was stored.
    #[error("{}: {}", .0.code, .0.title)]
    Refused(Box<Problem>),
    /// Nobody can say whether the request arrived.
    #[error("server not reached: {what}")]
    Unreachable {
        /// Where and why.
        what: String,
    },
    /// The answer is none of the hall's.
    #[error("not an answer of a hall server: {what}")]
    Protocol {
        /// Where and what came instead.
        what: String,
    },
}

impl ApiError {
    /// The stable code of a refusal.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) => Some(&problem.code),
            Self::Unreachable { .. } | Self::Protocol { .. } => None,
        }
    }
}

/// A new request id: a UUID of version 7.
pub fn request_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

impl Api {
    /// A client for one server; without a token only open calls are answered.
    pub fn new(server: ServerAddress, token: Option<Token>) -> Result<Self, ApiError> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_millis(CONNECT_MS))
            .timeout(Duration::from_millis(REQUEST_MS))
            // The hall is on its own network; a proxy of the environment is never on the way.
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| ApiError::Protocol {
                what: error.to_string(),
            })?;
        Ok(Self {
            server,
            token,
            language: None,
            link: None,
            seen: None,
            http,
        })
    }

    /// Asks for refusals in this language; without it the server speaks Chinese.
    #[must_use]
    pub fn in_language(self, language: Language) -> Self {
        Self {
            language: Some(language),
            ..self
        }
    }

    /// Says with every call how far this link has come, so that a server that lost its history
    /// does nothing that was meant for another one.
    #[must_use]
    pub fn beside(self, link: &LinkHandle) -> Self {
        Self {
            link: Some(link.clone()),
            ..self
        }
    }

    /// The same client for something that was decided now: its calls say how far the link has come
    /// by now, however much later they are sent.
    #[must_use]
    pub fn here(&self) -> Self {
        let place = self.link.as_ref().and_then(LinkHandle::place);
        Self {
            seen: place.map(|place| place.to_string()),
            ..self.clone()
        }
    }

    /// The server's address.
    pub fn server(&self) -> &ServerAddress {
        &self.server
    }

    /// The link that these calls are made beside.
    pub fn link(&self) -> Option<&LinkHandle> {
        self.link.as_ref()
    }

    /// What a link under the same token needs; none without a token.
    pub fn link_config(&self, role: Role) -> Option<LinkConfig> {
        let token = self.token.clone()?;
        Some(LinkConfig::new(self.server.clone(), token, role))
    }

    /// `GET path`, once. Says how far the link has come only after [`Self::here`]: what is the same
    /// in every history can be read in any.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ApiError> {
        let url = self.server.url(path);
        answer(&url, self.request(Method::GET, &url)).await
    }

    /// `POST path`, up to `tries` times while the server is not reached.
    ///
    /// `body` carries the request id, so every try is the same request.
    pub async fn post<B, T>(&self, path: &str, body: &B, tries: u32) -> Result<T, ApiError>
    where
        B: Serialize + ?Sized,
        T: DeserializeOwned,
    {
        let url = self.server.url(path);
        let mut attempts = Attempts::new(tries);
        // What was decided on one picture is never sent as if it were decided on a later one.
        let here = if self.seen.is_none() {
            &self.here()
        } else {
            self
        };
        loop {
            let request = here.request(Method::POST, &url).json(body);
            let result = answer(&url, request).await;
            let again_ms = match &result {
                Err(error) => attempts.again_ms(error, random::bits()),
                Ok(_) => None,
            };
            let Some(delay_ms) = again_ms else {
                return result;
            };
            tokio::time::sleep(Duration::from_millis(delay_ms)).await;
        }
    }

    fn request(&self, method: Method, url: &str) -> RequestBuilder {
        let request = self.http.request(method, url);
        let request = match &self.seen {
            Some(seen) => request.header(SEEN_HEADER, seen),
            None => request,
        };
        let request = match self.language {
            Some(language) => request.header(reqwest::header::ACCEPT_LANGUAGE, language.tag()),
            None => request,
        };
        match &self.token {
            Some(token) => request.bearer_auth(token.expose()),
            None => request,
        }
    }
}

/// The tries of one request.
#[derive(Clone, Debug)]
pub struct Attempts {
    backoff: Backoff,
    tries: u32,
}

impl Attempts {
    /// At most `tries`, the first one included.
    pub fn new(tries: u32) -> Self {
        Self {
            backoff: Backoff::default(),
            tries,
        }
    }

    /// After how many milliseconds to try again; never after an answer, whatever it said.
    pub fn again_ms(&mut self, error: &ApiError, random: u32) -> Option<u64> {
        let may_not_have_arrived = matches!(error, ApiError::Unreachable { .. });
        (may_not_have_arrived && self.backoff.failures() + 1 < self.tries)
            .then(|| self.backoff.next_ms(random))
    }
}

async fn answer<T: DeserializeOwned>(url: &str, request: RequestBuilder) -> Result<T, ApiError> {
    let response = request
        .send()
        .await
        .map_err(|error| not_reached(url, &error))?;
    let status = response.status().as_u16();
    let body = read_body(url, response).await?;
    read_answer(url, status, &body)
}

/// What an answer means: the thing asked for, or why not.
pub fn read_answer<T: DeserializeOwned>(
    url: &str,
    status: u16,
    body: &[u8],
) -> Result<T, ApiError> {
    if (200..300).contains(&status) {
        return serde_json::from_slice(body).map_err(|error| ApiError::Protocol {
            what: format!("{url} answered {status} with {error}"),
        });
    }
    Err(match serde_json::from_slice::<Problem>(body) {
        Ok(problem) => ApiError::Refused(Box::new(problem)),
        Err(_) => ApiError::Protocol {
            what: format!("{url} answered {status} without a reason"),
        },
    })
}

async fn read_body(url: &str, mut response: Response) -> Result<Vec<u8>, ApiError> {
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| not_reached(url, &error))?
    {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            let what = format!("{url} answered more than {ANSWER_BYTES_MAX} bytes");
            return Err(ApiError::Protocol { what });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The innermost cause says most: "Connection refused" rather than "error sending request".
fn not_reached(url: &str, error: &reqwest::Error) -> ApiError {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    let what = if error.is_timeout() {
        format!("{url}: no answer within {} s", REQUEST_MS / 1000)
    } else {
        format!("{url}: {cause}")
    };
    ApiError::Unreachable { what }
}
