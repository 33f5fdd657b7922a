//! A controller with frames: its entries, read into patterns and replies.

use super::{Wrong, checked_reply_ms, checked_timeout_s, hex_bytes, numbered, timeout_s};
use crate::led::content::{Area, AreaId};
use crate::led::driver::{Driver, Frames, Kind, Replies};
use crate::led::letters::{Charset, Letters};
use crate::pattern::Pattern;
use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PatternFile {
    #[serde(rename = "driver")]
    _driver: IgnoredAny,
    #[serde(default = "first_address")]
    address: u8,
    #[serde(default = "timeout_s")]
    timeout_s: u16,
    #[serde(default)]
    charset: Charset,
    #[serde(default)]
    avoid: String,
    reply_ms: Option<u64>,
    area: Vec<FrameArea>,
    replies: Option<RepliesEntry>,
}

const fn first_address() -> u8 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameArea {
    columns: usize,
    rows: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RepliesEntry {
    ok: String,
    #[serde(default)]
    busy: String,
    #[serde(default)]
    error: String,
}

impl PatternFile {
    pub(super) fn into_driver(self) -> Result<Driver, Wrong> {
        let areas = numbered(&self.area, |area| (area.columns, area.rows.len()))?;
        let seconds = checked_timeout_s("timeout_s", self.timeout_s)?;
        let timeout_s = u8::try_from(seconds).map_err(|_| {
            let what =
                format!("{seconds} s do not fit the one byte of {{timeout}}; write 255 or less");
            ("timeout_s".to_owned(), what)
        })?;
        let mut rows = Vec::new();
        for (area, entry) in areas.iter().zip(&self.area) {
            rows.push(entry.check(area.id)?);
        }
        let mut avoid = hex_bytes("avoid", &self.avoid)?;
        avoid.extend(rows.iter().flatten().filter_map(Pattern::end_of_text));
        if avoid.contains(&b' ') {
            let what =
                "a space (20) fills the line behind a text and cannot be avoided, nor end the text";
            return Err(("avoid".to_owned(), what.to_owned()));
        }
        let replies = self.replies.map(|replies| replies.check()).transpose()?;
        let frames = Frames {
            address: self.address,
            timeout_s,
            rows,
            replies,
        };
        no_echo(&frames, &areas)?;
        Ok(Driver {
            kind: Kind::Pattern(frames),
            letters: Letters {
                charset: self.charset,
                avoid,
            },
            areas,
            reply_ms: checked_reply_ms(self.reply_ms)?,
        })
    }
}

impl FrameArea {
    fn check(&self, id: AreaId) -> Result<Vec<Pattern>, Wrong> {
        let pattern = |(row, text): (usize, &String)| {
            let wrong = |what| (format!("area {}: row {row}", id.0), what);
            let pattern = Pattern::to_send(text).map_err(|error| wrong(error.to_string()))?;
            if !pattern.has_text() {
                let what = "it shows nothing; write {text:gb18030} where the text stands";
                return Err(wrong(what.to_owned()));
            }
            Ok(pattern)
        };
        self.rows.iter().enumerate().map(pattern).collect()
    }
}

impl RepliesEntry {
    fn check(&self) -> Result<Replies, Wrong> {
        let ok = hex_bytes("replies: ok", &self.ok)?;
        let busy = hex_bytes("replies: busy", &self.busy)?;
        let error = hex_bytes("replies: error", &self.error)?;
        if ok.is_empty() {
            let what = "a card that answers says what means well; leave [replies] out for one that is silent";
            return Err(("replies: ok".to_owned(), what.to_owned()));
        }
        let begins = |a: &[u8], b: &[u8]| !a.is_empty() && b.starts_with(a);
        let pairs = [(&ok, &busy), (&ok, &error), (&busy, &error)];
        if pairs.iter().any(|(a, b)| begins(a, b) || begins(b, a)) {
            let what = "two of them begin alike; write more bytes of each";
            return Err(("replies".to_owned(), what.to_owned()));
        }
        Ok(Replies { ok, busy, error })
    }
}

/// Many adapters send back what they are sent: that must be no reply.
fn no_echo(frames: &Frames, areas: &[Area]) -> Result<(), Wrong> {
    let replies = frames.replies.iter();
    let replies = replies.flat_map(|it| [("ok", &it.ok), ("busy", &it.busy), ("error", &it.error)]);
    for (name, reply) in replies.filter(|(_, reply)| !reply.is_empty()) {
        for (area, rows) in areas.iter().zip(&frames.rows) {
            let values = frames.values(0, &[]);
            let mut echoes = rows.iter().map(|row| row.echo(&values, area.columns));
            if echoes.any(|echo| echo.could_begin_with(reply)) {
                let what = format!(
                    "the frame of area {} begins with the same bytes, so an echo of it would be \
                     this reply; write more bytes of the reply",
                    area.id.0
                );
                return Err((format!("replies: {name}"), what));
            }
        }
    }
    Ok(())
}
