//! `window-tui pads --check`: every pad of the line and every token, one line each. Nobody is
//! asked for a rating meanwhile.

use super::{LineNews, PadsSetup, start, words};
use crate::doctor::Check;
use crate::limits::{DOCTOR_MS, EVENTS_MAX};
use crate::machine::PadNews;
use hall_core::code::WindowNumber;
use hall_text::word;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// What is known of one window: its pad's answer and its token's.
#[derive(Default)]
struct Known {
    pad: Option<LineNews>,
    token: Option<LineNews>,
}

/// Runs every test.
pub async fn examine(setup: PadsSetup) -> anyhow::Result<Vec<Check>> {
    let language = setup.language;
    let windows = setup.pads.iter().map(|pad| (pad.window, Known::default()));
    let mut known: BTreeMap<WindowNumber, Known> = windows.collect();
    let (news, mut told) = mpsc::channel(EVENTS_MAX);
    let _line = start(setup, news, false)?;
    let listen = async {
        while known.values().any(|known| !known.is_complete()) {
            let Some((window, news)) = told.recv().await else {
                return;
            };
            if let Some(known) = known.get_mut(&window) {
                known.learn(news);
            }
        }
    };
    // Whoever has not spoken by then is silent.
    let _is_over = timeout(Duration::from_millis(DOCTOR_MS), listen).await;
    let silent = |key| word(language, key);
    let checks = known.into_iter().flat_map(|(window, known)| {
        let of = |what, good: LineNews, news: Option<LineNews>, silence| Check {
            what,
            ok: news.as_ref() == Some(&good),
            detail: match news {
                Some(news) => format!("{window} {}", words(&news, language)),
                None => format!("{window} {}", silent(silence)),
            },
        };
        let online = LineNews::Pad(PadNews::Online);
        [
            of(
                "token",
                LineNews::Connected,
                known.token,
                "window-doctor-silent",
            ),
            of("pad", online, known.pad, "window-doctor-pad-silent"),
        ]
    });
    Ok(checks.collect())
}

impl Known {
    fn learn(&mut self, news: LineNews) {
        match news {
            // Only the cause counts; that it is offline is known without.
            LineNews::Pad(PadNews::Offline(why)) if why.is_empty() => {}
            // A pad that is there but of no use stays so.
            LineNews::Pad(PadNews::Online)
                if matches!(self.pad, Some(LineNews::Pad(PadNews::Unfit(_)))) => {}
            LineNews::Pad(_) => self.pad = Some(news),
            LineNews::Connected | LineNews::Unconnected(_) => self.token = Some(news),
        }
    }

    fn is_complete(&self) -> bool {
        self.pad.is_some() && self.token.is_some()
    }
}
