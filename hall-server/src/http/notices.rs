//! Notices on the boards: posted and taken back by a manager.

use super::body::Body;
use super::caller::Caller;
use super::{Fail, Shared};
use crate::limits::{NOTICE_CHARS_MAX, NOTICE_EN_CHARS_MAX};
use axum::extract::{Path, State};
use axum::response::Response;
use hall_core::command::Command;
use hall_core::notice::{Notice, NoticeRefusal};
use hall_core::plan::Text;
use hall_core::{Language, Refusal};
use hall_protocol::api;
use hall_text::FluentValue;

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
