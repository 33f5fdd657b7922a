//! Windows: opening, pausing and closing, calling, and the acts on a ticket.

use super::body::{Body, reason, short, written};
use super::caller::Caller;
use super::tickets::wish;
use super::{Fail, Shared};
use crate::store::NoteRow;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use hall_core::Refusal;
use hall_core::code::{ItemCode, QueueCode, WindowNumber};
use hall_core::command::{Act, Command, Named, Target};
use hall_core::service::Done;
use hall_protocol::api;

/// `POST /windows/{n}/{act}`.
pub(super) async fn act(
    State(app): State<Shared>,
    caller: Caller,
    Path((number, act)): Path<(String, String)>,
    body: Body,
) -> Result<Response, Fail> {
    let Ok(number) = number.parse::<WindowNumber>() else {
        let refusal = Refusal::UnknownWindow {
            window: WindowNumber(0),
        };
        return Err(Fail::refused(caller.language, &refusal, None));
    };
    let id = match act.as_str() {
        "open" | "pause" | "close" | "sign-out" | "ask-help" | "accept-help" | "end-help" => {
            body.optional_id()?
        }
        _ => Some(body.request_id()?),
    };
    let (notes, command) = command(&app, &caller, number, &act, &body)?;
    app.ask(body.ask(&app, &caller, id, command, notes), caller.language)
        .await
}

fn command(
    app: &Shared,
    caller: &Caller,
    window: WindowNumber,
    act: &str,
    body: &Body,
) -> Result<(Vec<NoteRow>, Command), Fail> {
    let plain = |command| Ok((Vec::new(), command));
    match act {
        "open" => {
            let sent: api::Change = body.parse()?;
            return plain(Command::OpenWindow {
                window,
                clerk: sent.clerk,
            });
        }
        "close" => return plain(Command::CloseWindow { window }),
        "sign-out" => return plain(Command::SignOut { window }),
        "pause" => {
            let sent: api::Change = body.parse()?;
            let (notes, reason) = reason(app, caller, sent.reason.as_deref())?;
            let minutes = sent.minutes.unwrap_or(0);
            return Ok((
                notes,
                Command::PauseWindow {
                    window,
                    reason,
                    minutes,
                },
            ));
        }
        "ask-help" | "accept-help" | "end-help" => {
            let help = body.parse::<api::HelpCall>()?.help;
            return plain(match act {
                "ask-help" => Command::AskHelp { window, help },
                "accept-help" => Command::AcceptHelp { window, help },
                _ => Command::EndHelp { window, help },
            });
        }
        "call-next" => return plain(Command::CallNext { window }),
        "serve-now" => {
            let sent: api::ServeNow = body.parse()?;
            let (row, note) = written(app, caller, sent.reason.as_deref())?;
            let take = Box::new(wish(app, caller, &sent.take)?);
            return Ok((vec![row], Command::ServeNow { window, take, note }));
        }
        _ => {}
    }
    let sent: api::Act = body.parse()?;
    if act == "call" {
        let (row, note) = written(app, caller, sent.reason.as_deref())?;
        let unknown = || Fail::refused(caller.language, &Refusal::UnknownTicket, None);
        let ticket = sent.ticket.ok_or_else(unknown)?;
        return Ok((
            vec![row],
            Command::CallChosen {
                window,
                ticket,
                note,
            },
        ));
    }
    let named = Named {
        ticket: sent.ticket,
        version: sent.version,
    };
    let (notes, act) = act_of(app, caller, act, &sent)?;
    Ok((notes, Command::Act { window, named, act }))
}

fn act_of(
    app: &Shared,
    caller: &Caller,
    act: &str,
    sent: &api::Act,
) -> Result<(Vec<NoteRow>, Act), Fail> {
    let act = match act {
        "recall" => Act::Recall,
        "start" => Act::Start,
        "finish" => Act::Finish(done(caller, sent, sent.item.as_deref())?),
        "quick-finish" => Act::QuickFinish(done(caller, sent, sent.item.as_deref())?),
        "go-on" => Act::GoOn {
            done: done(caller, sent, sent.served.as_deref())?,
            to: target(app, caller, sent)?,
        },
        "missed" => Act::Miss,
        "hold" => Act::Hold,
        "resume" => Act::Resume,
        "release" => Act::Release,
        "reopen" => Act::Reopen,
        "transfer" => {
            let to = target(app, caller, sent)?;
            let (row, note) = written(app, caller, sent.reason.as_deref())?;
            return Ok((vec![row], Act::Transfer { to, note }));
        }
        other => {
            let detail = short(&format!("windows/…/{other}"));
            return Err(Fail::new(
                caller.language,
                StatusCode::NOT_FOUND,
                "not_found",
                detail,
            ));
        }
    };
    Ok((Vec::new(), act))
}

/// What the clerk says of a service that ends; `served` puts the item right.
fn done(caller: &Caller, sent: &api::Act, served: Option<&str>) -> Result<Done, Fail> {
    let case = sent.case.as_deref().map(str::parse).transpose();
    let case = case.map_err(|_| Fail::refused(caller.language, &Refusal::CaseNumber, None))?;
    Ok(Done {
        outcome: sent.outcome.unwrap_or_default(),
        item: served.map(|code| item_of(caller, code)).transpose()?,
        quantity: sent.quantity,
        case,
    })
}

/// Exactly one of queue (with or without item), item, or window.
fn target(app: &Shared, caller: &Caller, sent: &api::Act) -> Result<Target, Fail> {
    let refused = |refusal: Refusal| Fail::refused(caller.language, &refusal, None);
    let item = sent.item.as_deref();
    let item = item.map(|code| item_of(caller, code)).transpose()?;
    match (&sent.queue, sent.window, item) {
        (Some(code), None, item) => {
            let unknown = || {
                refused(Refusal::UnknownQueue {
                    queue: code.clone(),
                })
            };
            let queue: QueueCode = code.parse().map_err(|_| unknown())?;
            Ok(Target::Queue(queue, item))
        }
        (None, None, Some(item)) => {
            let state = app.hub.look();
            let known = state.hall.plan().and_then(|plan| plan.items.get(&item));
            let unknown = || {
                refused(Refusal::UnknownItem {
                    item: item.to_string(),
                })
            };
            let queue = known.ok_or_else(unknown)?.queue;
            Ok(Target::Queue(queue, Some(item)))
        }
        (None, Some(window), _) => Ok(Target::Window(window)),
        _ => Err(refused(Refusal::ItemOrQueue)),
    }
}

pub(super) fn item_of(caller: &Caller, code: &str) -> Result<ItemCode, Fail> {
    let unknown = Refusal::UnknownItem {
        item: code.to_owned(),
    };
    code.parse()
        .map_err(|_| Fail::refused(caller.language, &unknown, None))
}
