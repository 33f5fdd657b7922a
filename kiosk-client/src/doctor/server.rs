//! The server: whether it knows this device, and whether both clocks agree.

use super::{Finding, arg};
use crate::cli::DoctorArgs;
use crate::limits::CLOCK_APART_S;
use crate::word;
use hall_core::Time;
use hall_device::{Api, ApiError, Token};
use hall_protocol::view::{HallState, ItemView};
use hall_text::{FluentValue, Language, say};

/// What the server says, and the clock beside it when it says anything.
pub(super) async fn server(args: &DoctorArgs, now: Time) -> Vec<Finding> {
    let language = args.language;
    let Some(server) = &args.server else {
        let what = say(language, "kiosk-doctor-server", &[("server", "-".into())]);
        let words = word(language, "kiosk-doctor-no-server");
        return vec![Finding::look(what, words)];
    };
    let what = say(
        language,
        "kiosk-doctor-server",
        &arg("server", &server.to_string()),
    );
    let token = match args.token_file.as_deref().map(Token::read).transpose() {
        Ok(token) => token,
        Err(error) => {
            let why = arg("what", &error.to_string());
            let words = say(language, "kiosk-doctor-token-bad", &why);
            return vec![Finding::bad(what, words)];
        }
    };
    match hall(language, Api::new(server.clone(), token)).await {
        Ok((state, items)) => {
            let name = state.hall.names.get(language).to_owned();
            let args = [("hall", name.into()), ("items", items.into())];
            let words = say(language, "kiosk-doctor-hall", &args);
            let clock = if state.hall.practice {
                // A practice hall lives at another time on purpose.
                let words = word(language, "kiosk-doctor-clock-practice");
                Finding::fine(word(language, "kiosk-doctor-clock"), words)
            } else {
                clock(language, state.now.0, now)
            };
            vec![Finding::fine(what, words), clock]
        }
        Err(ApiError::Refused(problem)) => {
            let words = format!("{} {}", problem.title, problem.hint);
            vec![Finding::bad(what, words.trim_end().to_owned())]
        }
        Err(ApiError::Unreachable { what: why } | ApiError::Protocol { what: why }) => {
            let words = say(language, "kiosk-doctor-server-bad", &arg("what", &why));
            vec![Finding::bad(what, words)]
        }
    }
}

async fn hall(
    language: Language,
    api: Result<Api, ApiError>,
) -> Result<(HallState, usize), ApiError> {
    let api = api?.in_language(language);
    let state: HallState = api.get("/api/v1/hall").await?;
    let items: Vec<ItemView> = api.get("/api/v1/items").await?;
    Ok((state, items.len()))
}

/// The computer's clock names the day while the server is away.
fn clock(language: Language, hall: Time, own: Time) -> Finding {
    let what = word(language, "kiosk-doctor-clock");
    let apart_s = (hall.0 - own.0).unsigned_abs() / 1_000;
    let apart = [("seconds", FluentValue::from(apart_s))];
    if apart_s <= CLOCK_APART_S {
        Finding::fine(what, say(language, "kiosk-doctor-clock-fine", &apart))
    } else {
        Finding::look(what, say(language, "kiosk-doctor-clock-apart", &apart))
    }
}
