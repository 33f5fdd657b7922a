//! After the last restart everything is asked again with the same ids.
//!
//! What was acknowledged gets the first answer, byte for byte; what was never answered gets one now,
//! and the same one when it is asked once more.

use super::client::plain;
use super::findings::Findings;
use super::ledger::{Entry, Told};
use super::limits::REPEATS_AT_ONCE;
use futures_util::StreamExt;
use futures_util::stream::iter;

/// What was repeated.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Repeats {
    /// Acknowledged before: the answer was the same.
    pub(super) identical: u64,
    /// Never answered before: answered now, twice in the same way.
    pub(super) answered_now: u64,
    /// Never answered before, and refused now.
    pub(super) refused_now: u64,
}

/// Repeats all intents that were accepted or not answered; the entries then hold the answers.
pub(super) async fn repeat_all(
    entries: &mut [Entry],
    http: &reqwest::Client,
    base: &str,
    findings: &Findings,
) -> Repeats {
    let wanted = entries
        .iter_mut()
        .filter(|entry| !matches!(entry.told, Told::Refused(_)));
    let repeated = iter(wanted).map(|entry| repeat(entry, http, base, findings));
    let mut repeated = repeated.buffer_unordered(REPEATS_AT_ONCE);
    let mut repeats = Repeats::default();
    while let Some(one) = repeated.next().await {
        repeats.identical += one.identical;
        repeats.answered_now += one.answered_now;
        repeats.refused_now += one.refused_now;
    }
    repeats
}

async fn repeat(
    entry: &mut Entry,
    http: &reqwest::Client,
    base: &str,
    findings: &Findings,
) -> Repeats {
    let url = format!("{base}/api/v1/{}", entry.path);
    let again = plain(http, &url, &entry.token, &entry.body, findings).await;
    let promise = "a repeat after a restart gets the first answer (I4)";
    let said = |again: &Told| format!("{} {:?}, then {again:?}", entry.path, entry.told);
    match (&entry.told, &again) {
        (Told::Accepted(_), Told::Accepted(text)) => {
            findings.expect(entry.is_same(text), promise, || said(&again));
            Repeats {
                identical: 1,
                ..Repeats::default()
            }
        }
        (Told::Nothing, Told::Accepted(first)) => {
            let third = plain(http, &url, &entry.token, &entry.body, findings).await;
            findings.expect(third == again, promise, || {
                format!("{} {first}, then {third:?}", entry.path)
            });
            (entry.told, entry.is_exact) = (again, true);
            Repeats {
                answered_now: 1,
                ..Repeats::default()
            }
        }
        (Told::Nothing, Told::Refused(_)) => {
            entry.told = again;
            entry.attempts += 1;
            Repeats {
                refused_now: 1,
                ..Repeats::default()
            }
        }
        _ => {
            findings.note(promise, &said(&again));
            Repeats::default()
        }
    }
}
