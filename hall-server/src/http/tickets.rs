//! Tickets: taking, handing in, looking, restoring, withdrawing, and what became of the paper.

use super::body::{Body, written};
use super::caller::Caller;
use super::{Fail, Shared};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use hall_core::Refusal;
use hall_core::code::{PersonHash, TicketId, Token};
use hall_core::command::{Command, HandIn, Named, Person, Slot, TakeTicket};
use hall_core::device::Role;
use hall_core::ticket::Number;
use hall_core::time::Span;
use hall_protocol::api;
use hall_protocol::view::TicketView;
use sha2::{Digest, Sha256};

/// `POST /tickets`.
pub(super) async fn take(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let take = wish(&app, &caller, &body.parse()?)?;
    let ask = body.ask(
        &app,
        &caller,
        Some(id),
        Command::TakeTicket(take),
        Vec::new(),
    );
    app.ask(ask, caller.language).await
}

/// `POST /tickets/offline`: a number printed without the server.
pub(super) async fn hand_in(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let sent: api::HandIn = body.parse()?;
    let hand_in = HandIn {
        day: sent.day,
        number: Number {
            series: sent.series,
            round: 0,
            n: sent.n,
        },
        token: token(&caller, &sent.token)?,
        elapsed: Span(sent.elapsed_ms),
        last_contact: sent.last_contact.0,
        take: wish(&app, &caller, &sent.take)?,
    };
    // A kiosk that got no answer says anew how long ago it was.
    let ask = body.without("elapsed_ms").ask(
        &app,
        &caller,
        Some(id),
        Command::HandIn(hand_in),
        Vec::new(),
    );
    app.ask(ask, caller.language).await
}

/// `GET /tickets/{id}`; the guide's desk prints copies and gets the code that stands on them.
pub(super) async fn show(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    caller.expect(&[Role::Kiosk, Role::Guide, Role::Window, Role::Manager])?;
    let id = ticket_id(&caller, &id)?;
    let now = app.hub.clock().time();
    let state = app.hub.look();
    let unknown = || Fail::refused(caller.language, &Refusal::UnknownTicket, None);
    let ticket = state.hall.ticket(id).ok_or_else(unknown)?;
    let prints = caller.role == Role::Guide;
    let view = TicketView {
        token: prints.then(|| ticket.token.to_string()),
        ..state.lens(now).ticket(ticket)
    };
    Ok(Json(view).into_response())
}

/// `GET /tickets/token/{token}`: the ticket whose code somebody holds before a kiosk.
pub(super) async fn of_token(
    State(app): State<Shared>,
    caller: Caller,
    Path(text): Path<String>,
) -> Result<Response, Fail> {
    caller.expect(&[Role::Kiosk, Role::Guide])?;
    let token = token(&caller, &text)?;
    let now = app.hub.clock().time();
    let state = app.hub.look();
    let unknown = || Fail::refused(caller.language, &Refusal::UnknownTicket, None);
    let ticket = state.hall.ticket_by_token(token).ok_or_else(unknown)?;
    Ok(Json(state.lens(now).ticket(ticket)).into_response())
}

/// `POST /tickets/{id}/restore`.
pub(super) async fn restore(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let ticket = ticket_id(&caller, &id)?;
    body.send(&app, &caller, Command::Restore { ticket }).await
}

/// `POST /tickets/{id}/withdraw`: the person gives up, or a guide voids the number with a reason.
pub(super) async fn withdraw(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let ticket = ticket_id(&caller, &id)?;
    body.optional_id()?;
    let reason = body.value.get("reason").and_then(serde_json::Value::as_str);
    let written = reason
        .map(|reason| written(&app, &caller, Some(reason)))
        .transpose()?;
    let (rows, note) = written.unzip();
    let command = Command::Withdraw { ticket, note };
    let rows = rows.into_iter().collect();
    body.send_with(&app, &caller, command, rows).await
}

/// `POST /tickets/{id}/class`: a guide gives a waiting person another class, with a reason.
pub(super) async fn reclass(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let ticket = ticket_id(&caller, &id)?;
    body.request_id()?;
    let sent: api::Act = body.parse()?;
    let class = sent.class.unwrap_or_default();
    let unknown = |_| {
        let class = class.clone();
        Fail::refused(caller.language, &Refusal::UnknownClass { class }, None)
    };
    let code = class.parse().map_err(unknown)?;
    let (row, note) = written(&app, &caller, sent.reason.as_deref())?;
    let command = Command::Reclass {
        named: Named {
            ticket: Some(ticket),
            version: sent.version,
        },
        class: code,
        note,
    };
    body.send_with(&app, &caller, command, vec![row]).await
}

/// `POST /tickets/{id}/paper`.
pub(super) async fn paper(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let ticket = ticket_id(&caller, &id)?;
    let id = body.request_id()?;
    let sent: api::Paper = body.parse()?;
    let command = Command::ReportPaper {
        ticket,
        number: sent.number,
        paper: sent.paper,
        copy: sent.copy,
    };
    app.ask(
        body.ask(&app, &caller, Some(id), command, Vec::new()),
        caller.language,
    )
    .await
}

/// `GET /blocks`: the caller's blocks of the day.
pub(super) async fn blocks(State(app): State<Shared>, caller: Caller) -> Result<Response, Fail> {
    caller.expect(&[Role::Kiosk])?;
    let now = app.hub.clock().time();
    Ok(Json(app.hub.look().lens(now).blocks(caller.device)).into_response())
}

/// `POST /blocks`.
pub(super) async fn lease(
    State(app): State<Shared>,
    caller: Caller,
    body: Body,
) -> Result<Response, Fail> {
    let id = body.request_id()?;
    let sent: api::Lease = body.parse()?;
    let unknown = || Refusal::UnknownSeries {
        series: sent.series.clone(),
    };
    let series = sent.series.parse();
    let series = series.map_err(|_| Fail::refused(caller.language, &unknown(), None))?;
    let command = Command::LeaseBlock { series };
    app.ask(
        body.ask(&app, &caller, Some(id), command, Vec::new()),
        caller.language,
    )
    .await
}

/// What is asked for, in the core's words.
pub(super) fn wish(app: &Shared, caller: &Caller, sent: &api::Take) -> Result<TakeTicket, Fail> {
    let refused = |refusal: Refusal| Fail::refused(caller.language, &refusal, None);
    let item = sent.item.as_ref().map(|code| {
        code.parse()
            .map_err(|_| refused(Refusal::UnknownItem { item: code.clone() }))
    });
    let queue = sent.queue.as_ref().map(|code| {
        code.parse().map_err(|_| {
            refused(Refusal::UnknownQueue {
                queue: code.clone(),
            })
        })
    });
    let class = sent.class.as_ref().map(|code| {
        code.parse().map_err(|_| {
            refused(Refusal::UnknownClass {
                class: code.clone(),
            })
        })
    });
    let slot = sent.booking.as_ref().map(|booking| {
        let start = booking.slot.0;
        Slot {
            day: app.hub.clock().local(start).date,
            start,
        }
    });
    Ok(TakeTicket {
        item: item.transpose()?,
        queue: queue.transpose()?,
        class: class.transpose()?,
        language: sent.language.unwrap_or_default(),
        visit: sent
            .visit
            .as_deref()
            .map(|text| token(caller, text))
            .transpose()?,
        person: person(caller, sent.person.as_ref())?,
        slot,
    })
}

fn person(caller: &Caller, sent: Option<&api::Person>) -> Result<Person, Fail> {
    let Some(sent) = sent else {
        return Ok(Person::default());
    };
    if sent
        .birth_year
        .is_some_and(|year| !(1850..=2200).contains(&year))
    {
        let detail = "birth_year: four digits".to_owned();
        return Err(Fail::unprocessable(caller.language, "malformed", detail));
    }
    Ok(Person {
        hash: sent
            .hash
            .as_deref()
            .map(|hash| person_hash(caller, hash))
            .transpose()?,
        birth_year: sent.birth_year,
        age_confirmed: sent.age_confirmed,
        agent: sent.agent,
    })
}

/// A keyed hash, folded to 128 bits. What looks like a document or telephone number is refused
/// before it gets anywhere (DOMAIN 8).
fn person_hash(caller: &Caller, text: &str) -> Result<PersonHash, Fail> {
    // Hexadecimal or base64; whoever writes a number with spaces and dashes still writes a number.
    let plain = text.bytes().all(|b| b.is_ascii_graphic() && b != b'@');
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let looks_raw = digits > 0 && letters <= 1 || !plain;
    if text.len() < HASH_CHARS_MIN || text.len() > HASH_CHARS_MAX || looks_raw {
        let detail = "person.hash".to_owned();
        return Err(Fail::unprocessable(
            caller.language,
            "raw_identity_refused",
            detail,
        ));
    }
    let folded: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let (head, _) = folded.split_at(16);
    Ok(PersonHash(u128::from_be_bytes(
        head.try_into().expect("half of 32 bytes is 16"),
    )))
}

const HASH_CHARS_MIN: usize = 16;
const HASH_CHARS_MAX: usize = 128;

fn token(caller: &Caller, text: &str) -> Result<Token, Fail> {
    text.parse()
        .map_err(|_| Fail::refused(caller.language, &Refusal::UnknownTicket, None))
}

/// A ticket id of a path; anything else is no ticket.
pub(super) fn ticket_id(caller: &Caller, text: &str) -> Result<TicketId, Fail> {
    let unknown = |_| Fail::refused(caller.language, &Refusal::UnknownTicket, None);
    text.parse().map_err(unknown)
}
