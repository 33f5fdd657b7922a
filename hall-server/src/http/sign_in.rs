//! Signing in: the proof is checked here, what follows is decided by the desk.

use super::body::{Body, short};
use super::caller::Caller;
use super::{Fail, Shared};
use crate::desk::Ask;
use crate::proof;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use hall_core::code::{ClerkCode, WindowNumber};
use hall_core::command::Command;
use hall_core::device::Role;
use hall_core::sign_in::Factor;
use hall_core::{Hall, Refusal};
use hall_protocol::api;

/// `POST /windows/{n}/sign-in`.
///
/// One at a time over the whole hall: the lock that a wrong try brings is in force before the next
/// one is looked at. A right one takes some 20 ms, and 62 windows need hardly more than a second.
pub(super) async fn sign_in(
    State(app): State<Shared>,
    caller: Caller,
    Path(number): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    // What serde says of a wrong type would repeat the PIN.
    let told_nothing = |_| {
        let detail = "clerk, pin and card are texts".to_owned();
        Fail::new(
            caller.language,
            StatusCode::BAD_REQUEST,
            "malformed",
            detail,
        )
    };
    let sent: api::SignIn = body.parse().map_err(told_nothing)?;
    let refused = |refusal: &Refusal| Fail::refused(caller.language, refusal, None);
    caller.expect(&[Role::Window])?;
    let window = number.parse().unwrap_or(WindowNumber(0));
    if let Some(own) = caller.window.filter(|own| *own != window) {
        return Err(refused(&Refusal::OtherWindow { own }));
    }
    let _one_at_a_time = app.proving.lock().await;
    match prove(&app, window, &sent).map_err(|refusal| refused(&refusal))? {
        Proven::By(clerk, factor) => {
            let command = Command::SignIn {
                window,
                clerk,
                factor,
            };
            // No intent: its digest would hold the PIN, and signing in twice is signing in once.
            let ask = body.ask(&app, &caller, None, command, Vec::new());
            app.ask(ask, caller.language).await
        }
        Proven::Nothing(clerk) => {
            let command = Command::NoteWrongSignIn { window, clerk };
            // What cannot be put on record is not told apart from what can.
            app.ask(Ask::of_hall(command), caller.language).await?;
            Err(refused(&Refusal::SignInWrong))
        }
    }
}

/// `POST /clerks/{clerk}/unlock`.
pub(super) async fn unlock(
    State(app): State<Shared>,
    caller: Caller,
    Path(code): Path<String>,
    body: Body,
) -> Result<Response, Fail> {
    let unknown = Refusal::UnknownClerk {
        clerk: short(&code),
    };
    let clerk = code.parse();
    let clerk = clerk.map_err(|_| Fail::refused(caller.language, &unknown, None))?;
    body.send(&app, &caller, Command::UnlockSignIn { clerk })
        .await
}

/// What a proof shows.
enum Proven {
    /// This clerk is here.
    By(ClerkCode, Factor),
    /// Nobody: a wrong PIN of this clerk, or a wrong card.
    Nothing(Option<ClerkCode>),
}

/// Checks a proof against the verifiers of those who may sign in here.
fn prove(app: &Shared, window: WindowNumber, sent: &api::SignIn) -> Result<Proven, Refusal> {
    let now = app.hub.clock().time();
    // The state is let go before the slow part.
    let (known, factor, text, counts) = {
        let state = app.hub.look();
        match (sent.clerk.as_deref(), &sent.pin, &sent.card) {
            (Some(clerk), Some(pin), None) => {
                let clerk = clerk_of(&state.hall, clerk)?;
                // Nobody tries the PINs of others at a window that is not theirs.
                state.hall.check_may_sign_in(window, clerk)?;
                state.hall.check_lock(now, window, Some(clerk))?;
                let known = verifiers(&state.hall, [clerk], Factor::Pin);
                if known.is_empty() {
                    let clerk = clerk.to_string();
                    return Err(Refusal::NoPin { clerk });
                }
                (known, Factor::Pin, pin.0.as_str(), Some(clerk))
            }
            (_, None, Some(card)) => {
                let posts = posts(&state.hall, window);
                if posts.is_empty() {
                    return Err(Refusal::CardNeedsPost);
                }
                state.hall.check_lock(now, window, None)?;
                let known = verifiers(&state.hall, posts, Factor::Card);
                (known, Factor::Card, card.0.as_str(), None)
            }
            _ => return Err(Refusal::BadCredential),
        }
    };
    let mut known = known.iter();
    let proven = known.find(|(_, verifier)| proof::matches(verifier, text));
    Ok(proven.map_or(Proven::Nothing(counts), |(clerk, _)| {
        Proven::By(*clerk, factor)
    }))
}

fn clerk_of(hall: &Hall, code: &str) -> Result<ClerkCode, Refusal> {
    let clerk: Option<ClerkCode> = code.parse().ok();
    let is_known = |clerk: &ClerkCode| {
        let plan = hall.plan();
        plan.is_some_and(|plan| plan.clerks.contains_key(clerk))
    };
    clerk
        .filter(is_known)
        .ok_or_else(|| Refusal::UnknownClerk { clerk: short(code) })
}

/// The posts of a window: a card finds its clerk among them.
fn posts(hall: &Hall, window: WindowNumber) -> Vec<ClerkCode> {
    let window = hall.plan().and_then(|plan| plan.windows.get(&window));
    let posts = window.map(|window| [window.clerk_a, window.clerk_b]);
    posts.into_iter().flatten().flatten().collect()
}

fn verifiers(
    hall: &Hall,
    clerks: impl IntoIterator<Item = ClerkCode>,
    factor: Factor,
) -> Vec<(ClerkCode, String)> {
    let of = |clerk: ClerkCode| {
        let verifier = hall.credentials(clerk)?.of(factor)?;
        Some((clerk, verifier.to_owned()))
    };
    clerks.into_iter().filter_map(of).collect()
}
