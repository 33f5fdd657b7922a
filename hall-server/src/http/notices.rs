//! Notices on the boards: posted and taken back by a manager, through the API or on a page.

use super::body::Body;
use super::caller::{Caller, Reads};
use super::session::Managing;
use super::{Fail, Shared};
use crate::desk::{Ask, Outcome, digest};
use crate::limits::{NOTICE_CHARS_MAX, NOTICE_EN_CHARS_MAX};
use crate::pages::{self, Draft, LocalTime, Notices};
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use hall_core::code::RequestId;
use hall_core::command::Command;
use hall_core::device::Role;
use hall_core::notice::{Notice, NoticeRefusal};
use hall_core::plan::Text;
use hall_core::{Language, Refusal};
use hall_protocol::{Problem, Stamp, api};
use hall_text::FluentValue;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// `POST /notices`.
pub(super) async fn post(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let command = posting(body.parse()?, caller.language)?;
    let ask = body.ask(&app, &caller, Some(id), command, Vec::new());
    app.ask(ask, caller.language).await
}

/// `POST /notices/{id}/withdraw`.
pub(super) async fn withdraw(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let command = withdrawing(&id, caller.language)?;
    body.send(&app, &caller, command).await
}

/// `/manage/notices`: what is on the boards, and a form for more.
pub(super) async fn show(
    _: Managing,
    State(app): State<Shared>,
    Reads(language): Reads,
) -> Html<String> {
    Html(page(&app, language, &Draft::default(), None, None))
}

/// What the form sends; an unticked box sends nothing.
#[derive(Deserialize)]
pub(super) struct Sent {
    #[serde(default)]
    request_id: String,
    #[serde(flatten)]
    draft: Draft,
}

/// The form comes back with what was wrong, and with everything that was typed.
pub(super) async fn enter(
    managing: Managing,
    State(app): State<Shared>,
    Reads(language): Reads,
    Form(sent): Form<Sent>,
) -> Response {
    let Sent { request_id, draft } = sent;
    let posted = match wanted(&app, request_id.clone(), &draft, language) {
        Ok((id, command)) => {
            let body = json!(draft);
            tell(&app, managing, id, &body, command, language).await
        }
        Err(fail) => Err(fail),
    };
    match posted {
        Ok(()) => again(language),
        Err(fail) => {
            // What was perhaps stored is asked for once more under its own id.
            let id = Some(request_id).filter(|_| fail.problem().status >= 500);
            spoiled(&app, language, &draft, id, &fail)
        }
    }
}

/// Takes one back from the page. What stands in the form stays there, and one that is gone already
/// is no mistake of the second click.
pub(super) async fn leave(
    managing: Managing,
    State(app): State<Shared>,
    Reads(language): Reads,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Response {
    let left = match withdrawing(&id, language) {
        Ok(command) => {
            let body = json!(id);
            tell(&app, managing, RequestId(0), &body, command, language).await
        }
        Err(fail) => Err(fail),
    };
    let draft = sent.draft;
    match left {
        Err(fail) if fail.problem().code != NoticeRefusal::UnknownNotice.code() => {
            spoiled(&app, language, &draft, None, &fail)
        }
        _ if draft == Draft::default() => again(language),
        _ => Html(page(&app, language, &draft, None, None)).into_response(),
    }
}

/// The fresh page.
fn again(language: Language) -> Response {
    let way = format!("/manage/notices?lang={}", language.tag());
    Redirect::to(&way).into_response()
}

/// The page with its draft, and why it was not posted.
fn spoiled(
    app: &Shared,
    language: Language,
    draft: &Draft,
    request_id: Option<String>,
    fail: &Fail,
) -> Response {
    let problem = fail.problem();
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::CONFLICT);
    let page = page(app, language, draft, request_id, Some(problem));
    (status, Html(page)).into_response()
}

fn page(
    app: &Shared,
    language: Language,
    draft: &Draft,
    request_id: Option<String>,
    wrong: Option<&Problem>,
) -> String {
    let state = app.hub.look();
    let now = app.hub.clock().time();
    let lens = state.lens(now);
    // A page that is sent twice posts once.
    let fresh = || Uuid::from_u128(app.random.bits()).to_string();
    pages::notices(&Notices {
        hall: &lens.hall(app.practice, &app.public_url),
        notices: &lens.notices(),
        draft,
        wrong,
        request_id: &request_id.unwrap_or_else(fresh),
        now: Stamp(now),
        language,
    })
}

/// What the page's form asks for.
fn wanted(
    app: &Shared,
    request_id: String,
    draft: &Draft,
    language: Language,
) -> Result<(RequestId, Command), Fail> {
    let state = app.hub.look();
    let lens = state.lens(app.hub.clock().time());
    let local = LocalTime::new(&lens.hall(app.practice, &app.public_url).timezone);
    drop(state);
    let id = Uuid::try_parse(&request_id).map_err(|_| {
        let status = StatusCode::BAD_REQUEST;
        Fail::new(language, status, "request_id_malformed", String::new())
    })?;
    let until = match draft.until.as_str() {
        "" => None,
        text => Some(local.read(text).ok_or_else(|| {
            let words = hall_text::say(language, "page-notices-bad-until", &[]);
            Fail::unprocessable(language, "malformed", words)
        })?),
    };
    let sent = api::Notice {
        request_id,
        text: draft.text.clone(),
        text_en: draft.text_en.clone(),
        text_zh_hant: draft.text_zh_hant.clone(),
        zone: Some(draft.zone.clone()).filter(|zone| !zone.is_empty()),
        urgent: draft.is_urgent(),
        until: until.map(Stamp),
    };
    let command = posting(sent, language)?;
    Ok((RequestId(id.as_u128()), command))
}

/// Asks for the manager who is signed in; in a practice hall, for whoever learns.
async fn tell(
    app: &Shared,
    managing: Managing,
    id: RequestId,
    body: &Value,
    command: Command,
    language: Language,
) -> Result<(), Fail> {
    let request = hall_core::Request {
        by: managing.actor(),
        id,
        random: app.random.bits(),
        command,
    };
    let ask = Ask {
        request,
        digest: digest(Role::Manager.word(), "/manage/notices", body),
        notes: Vec::new(),
    };
    match app.desk.ask(ask).await {
        Ok(Outcome::Accepted { .. }) => Ok(()),
        Ok(Outcome::Refused { refusal, truth }) => Err(Fail::refused(language, &refusal, truth)),
        Ok(Outcome::Reused | Outcome::Repeat(_)) => Err(Fail::request_id_reused(language)),
        Err(error) => Err(Fail::desk(language, &error)),
    }
}

fn withdrawing(id: &str, language: Language) -> Result<Command, Fail> {
    let unknown = |_| {
        Fail::refused(
            language,
            &Refusal::Notice(NoticeRefusal::UnknownNotice),
            None,
        )
    };
    let notice = id.parse().map_err(unknown)?;
    Ok(Command::WithdrawNotice { notice })
}

fn posting(sent: api::Notice, language: Language) -> Result<Command, Fail> {
    let line = |key, text: &str, max| line(key, text, max, language);
    let zh = line("page-notices-text", &sent.text, NOTICE_CHARS_MAX)?;
    let en = line("page-notices-text-en", &sent.text_en, NOTICE_EN_CHARS_MAX)?;
    let hant = "page-notices-text-zh-hant";
    let zh_hant = line(hant, &sent.text_zh_hant, NOTICE_CHARS_MAX)?;
    if zh.is_empty() {
        let words = hall_text::say(language, "page-notices-no-text", &[]);
        return Err(Fail::unprocessable(language, "malformed", words));
    }
    let zone = sent.zone.map(|zone| {
        zone.parse().map_err(|_| {
            let unknown = NoticeRefusal::UnknownZone { zone };
            Fail::refused(language, &Refusal::Notice(unknown), None)
        })
    });
    Ok(Command::PostNotice(Box::new(Notice {
        text: Text { zh, en, zh_hant },
        zone: zone.transpose()?,
        urgent: sent.urgent,
        until: sent.until.map(|until| until.0),
    })))
}

/// Signs that nobody sees, and some that turn what stands beside them around.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(sign, '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// One line of a board.
fn line(key: &str, text: &str, max: usize, language: Language) -> Result<String, Fail> {
    let text = text.trim();
    if text.chars().count() <= max && !text.chars().any(is_unseen) {
        return Ok(text.to_owned());
    }
    let field = hall_text::say(language, key, &[]);
    let args = [
        ("field", FluentValue::from(field)),
        ("max", FluentValue::from(max)),
    ];
    let words = hall_text::say(language, "page-notices-line", &args);
    Err(Fail::unprocessable(language, "malformed", words))
}
