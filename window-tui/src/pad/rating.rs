//! What a citizen pressed, on its way to the server.

use crate::limits::{BAD_UP_TO, RATE_ATTEMPTS};
use crate::machine::{Failure, PadNews};
use hall_core::code::TicketId;
use hall_core::plan::Language;
use hall_device::{Api, ApiError, request_id};
use hall_protocol::api::{Rate, Rated};

/// Posts what a citizen pressed, under the pad's own token.
pub(crate) async fn post_rating(
    api: &Api,
    language: Language,
    ticket: TicketId,
    level: u8,
) -> PadNews {
    let reason = (level <= BAD_UP_TO).then(|| hall_text::word(language, "window-pad-unstated"));
    let rate = Rate {
        request_id: request_id(),
        ticket,
        level,
        reason,
        reasons: Vec::new(),
    };
    let posted = api.post::<_, Rated>("/api/v1/ratings", &rate, RATE_ATTEMPTS);
    match posted.await {
        Ok(_) => PadNews::Rated(ticket),
        Err(error) => PadNews::Failed(ticket, failure(error)),
    }
}

/// The client's error as the machine knows it.
pub(crate) fn failure(error: ApiError) -> Failure {
    match error {
        ApiError::Refused(problem) => Failure::Refused(problem),
        ApiError::Unreachable { what } => Failure::Unreachable(what),
        ApiError::Protocol { what } => Failure::Protocol(what),
    }
}
