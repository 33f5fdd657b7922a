//! Codes, ids, epochs, moments, dates and the labels on paper, all from one text.
//!
//! What is read is written as a text that reads as the same, epochs stand to each other the same
//! from both sides, and a printed label never names a number that it does not show.

use super::Target;
use super::promise::reads_back;
use super::shape::{Shape, scale};
use hall_core::code::{Code, RequestId, Seq, SeriesCode, TicketId, Token, WindowNumber};
use hall_core::device::Role;
use hall_core::{Date, Time};
use hall_protocol::Stamp;
use hall_protocol::resume::{Age, Epoch, Numbers, Place, compare};
use std::fmt::{Debug, Display};
use std::str::FromStr;

/// Names.
pub(super) static NAMES: Target = Target {
    name: "names",
    promise: "what is read from a text is written as a text that reads as the same",
    heavy: false,
    tokens: &[
        b"A",
        b"-",
        b"+",
        b":",
        b".",
        b"T",
        b"Z",
        b"+23:59",
        b"-23:59",
        b"0000-01-01",
        b"9999-12-31",
        b"2026-02-29",
        b"T23:59:60",
        b".999999999",
        b"0123456789abcdef",
        b"1-0123456789abcdef",
        b"1-0123456789abcdef 7 fedcba9876543210",
        b"\n",
        b"\xe7\xaa\x97",
        b"A023",
    ],
    run,
};

fn run(input: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(input);
    let (first, second) = text.split_once('\n').unwrap_or((&text, ""));
    let code = read::<Code>(first);
    if code {
        assert!(first.len() <= hall_core::code::CODE_MAX, "a long code");
    }
    let moment = first.parse::<Stamp>().ok();
    let kinds = [
        code,
        read::<Date>(first),
        read::<Stamp>(first),
        read::<Epoch>(first),
        read::<Place>(first),
        read::<TicketId>(first),
        read::<WindowNumber>(first),
        read::<Seq>(first),
        read::<RequestId>(first),
        read::<Token>(first),
        read::<Role>(first),
    ];
    let year = moment.map(|Stamp(Time(ms))| scale((ms.unsigned_abs() / 31_556_952_000) as usize));
    Shape::of((kinds, year, epochs(first, second), label(first)))
}

fn read<T>(text: &str) -> bool
where
    T: FromStr + Display + PartialEq + Debug,
{
    text.parse::<T>().is_ok_and(|value| {
        reads_back(&value);
        true
    })
}

fn epochs(a: &str, b: &str) -> u8 {
    match (compare(a, b), compare(b, a)) {
        (Age::Same, Age::Same) => 0,
        (Age::Newer, Age::Older) => 1,
        (Age::Older, Age::Newer) => 2,
        (Age::Other, Age::Other) => 3,
        other => panic!("epochs disagree: {other:?}"),
    }
}

/// A number read from a label is the number that stands on it.
fn label(text: &str) -> usize {
    let mut numbers = Numbers::default();
    numbers.note_label(Date(20_000), text);
    let list = numbers.to_list();
    for seen in &list {
        let n = seen.online.max(seen.block);
        let series: SeriesCode = seen.series;
        let shown = text.strip_prefix(series.as_str());
        let digits = shown.map(|rest| rest.trim_start_matches('0'));
        let written = if n == 0 { String::new() } else { n.to_string() };
        assert_eq!(digits, Some(written.as_str()), "{text:?} is read as {n}");
    }
    list.len()
}
