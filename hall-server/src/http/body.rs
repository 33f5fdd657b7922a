//! Bodies: read with a limit, parsed once, with the intent's id and a digest of what was asked.

use super::caller::{Caller, language_of};
use super::{Fail, Shared};
use crate::desk::{Ask, digest};
use crate::limits::ECHO_CHARS_MAX;
use crate::note::note;
use crate::store::NoteRow;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::Response;
use hall_core::code::RequestId;
use hall_core::event::Reason;
use hall_core::ticket::NoteRef;
use hall_core::{Command, Language};
use hall_protocol::limits::{BODY_BYTES_MAX, NOTE_CHARS_MAX};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A parsed body with where it was sent.
#[derive(Debug)]
pub(super) struct Body {
    /// The JSON.
    pub(super) value: Value,
    /// The path it came to.
    path: String,
    language: Language,
}

impl FromRequest<Shared> for Body {
    type Rejection = Fail;

    async fn from_request(request: Request, _: &Shared) -> Result<Self, Fail> {
        let language = language_of(request.headers());
        let path = request.uri().path().to_owned();
        let bytes = read(request, BODY_BYTES_MAX, language).await?;
        let value = if bytes.is_empty() {
            Value::Object(serde_json::Map::new())
        } else {
            serde_json::from_slice(&bytes).map_err(|error| malformed(language, &error))?
        };
        Ok(Self {
            value,
            path,
            language,
        })
    }
}

/// Reads at most `max` bytes.
pub(super) async fn read(
    request: Request,
    max: usize,
    language: Language,
) -> Result<Vec<u8>, Fail> {
    let too_large = |_| {
        let detail = format!("limit {max} bytes");
        Fail::new(
            language,
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            detail,
        )
    };
    to_bytes(request.into_body(), max)
        .await
        .map(Into::into)
        .map_err(too_large)
}

impl Body {
    /// A body that somebody made of something else.
    pub(super) const fn new(value: Value, path: String, language: Language) -> Self {
        Self {
            value,
            path,
            language,
        }
    }

    /// The body as what the call takes.
    pub(super) fn parse<T: DeserializeOwned>(&self) -> Result<T, Fail> {
        serde_json::from_value(self.value.clone()).map_err(|error| malformed(self.language, &error))
    }

    /// The id of the intent: required, a UUID, not all zero.
    pub(super) fn request_id(&self) -> Result<RequestId, Fail> {
        self.optional_id()?.ok_or_else(|| {
            Fail::new(
                self.language,
                StatusCode::BAD_REQUEST,
                "request_id_required",
                String::new(),
            )
        })
    }

    /// The id of the intent, where a call may come without one.
    pub(super) fn optional_id(&self) -> Result<Option<RequestId>, Fail> {
        let Some(text) = self.value.get("request_id").filter(|id| !id.is_null()) else {
            return Ok(None);
        };
        let id = text
            .as_str()
            .and_then(|text| uuid::Uuid::try_parse(text).ok());
        let id = id.filter(|id| !id.is_nil()).ok_or_else(|| {
            let status = StatusCode::BAD_REQUEST;
            let text = short(&text.to_string());
            Fail::new(self.language, status, "request_id_malformed", text)
        })?;
        Ok(Some(RequestId(id.as_u128())))
    }

    /// The body without what grows between two tries of one intent: it is the same intent still.
    #[must_use]
    pub(super) fn without(mut self, field: &str) -> Self {
        if let Some(fields) = self.value.as_object_mut() {
            fields.remove(field);
        }
        self
    }

    /// Sends a command that needs neither an intent's id nor a text.
    pub(super) async fn send(
        &self,
        app: &Shared,
        caller: &Caller,
        command: Command,
    ) -> Result<Response, Fail> {
        self.send_with(app, caller, command, Vec::new()).await
    }

    /// Sends a command with its texts, under the intent's id if there is one.
    pub(super) async fn send_with(
        &self,
        app: &Shared,
        caller: &Caller,
        command: Command,
        notes: Vec<NoteRow>,
    ) -> Result<Response, Fail> {
        let ask = self.ask(app, caller, self.optional_id()?, command, notes);
        app.ask(ask, caller.language).await
    }

    /// The command on its way to the desk.
    pub(super) fn ask(
        &self,
        app: &Shared,
        caller: &Caller,
        id: Option<RequestId>,
        command: Command,
        notes: Vec<NoteRow>,
    ) -> Ask {
        let request = hall_core::Request {
            by: caller.actor(),
            id: id.unwrap_or(RequestId(0)),
            random: app.random.bits(),
            command,
        };
        Ask {
            request,
            digest: digest(&caller.post(), &self.path, &self.value),
            notes,
        }
    }
}

/// The beginning of something that came from outside, to be repeated in an answer that a terminal
/// may show.
pub(super) fn short(text: &str) -> String {
    let plain = |letter: char| {
        if letter.is_control() {
            '\u{fffd}'
        } else {
            letter
        }
    };
    text.chars().take(ECHO_CHARS_MAX).map(plain).collect()
}

/// Where and why a body is no JSON of the expected shape.
fn malformed(language: Language, error: &serde_json::Error) -> Fail {
    Fail::new(
        language,
        StatusCode::BAD_REQUEST,
        "malformed",
        short(&error.to_string()),
    )
}

/// A text of the caller, cut to size and stored beside the journal.
pub(super) fn written(
    app: &Shared,
    caller: &Caller,
    text: Option<&str>,
) -> Result<(NoteRow, NoteRef), Fail> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    let required = || Fail::refused(caller.language, &hall_core::Refusal::ReasonRequired, None);
    let text = text.ok_or_else(required)?;
    checked_length(caller, text)?;
    Ok(stored(app, text))
}

/// Refuses a text that is too long.
pub(super) fn checked_length(caller: &Caller, text: &str) -> Result<(), Fail> {
    if text.chars().count() <= NOTE_CHARS_MAX {
        return Ok(());
    }
    let detail = format!("reason: limit {NOTE_CHARS_MAX} characters");
    Err(Fail::unprocessable(caller.language, "malformed", detail))
}

/// The row for a text beside the journal and its reference, as long as the plan keeps texts.
pub(super) fn stored(app: &Shared, text: &str) -> (NoteRow, NoteRef) {
    let days = app
        .hub
        .look()
        .hall
        .plan()
        .map_or(180, |plan| plan.privacy.note_days);
    note(&app.random, text, app.hub.clock().time(), days)
}

/// A reason for a pause: a listed code, or own words.
pub(super) fn reason(
    app: &Shared,
    caller: &Caller,
    text: Option<&str>,
) -> Result<(Vec<NoteRow>, Reason), Fail> {
    let listed = text
        .and_then(|text| text.trim().parse().ok())
        .filter(|code| {
            app.hub
                .look()
                .hall
                .plan()
                .is_some_and(|plan| plan.reasons.contains_key(code))
        });
    if let Some(code) = listed {
        return Ok((Vec::new(), Reason::Listed(code)));
    }
    let (row, note) = written(app, caller, text)?;
    Ok((vec![row], Reason::Note(note)))
}

/// A field that the call needs, and what it holds.
pub(super) fn lacks(caller: &Caller, field: &str) -> Fail {
    Fail::unprocessable(caller.language, "malformed", field.to_owned())
}
