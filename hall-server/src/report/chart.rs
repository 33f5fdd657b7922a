//! The hourly curve as SVG: bars for tickets, a line for the P90 wait.
//!
//! It is drawn in light bars with an outline and a dark line with marks, and every figure stands
//! beside its shape, so that nothing is lost in black and white. All sizes are SVG units.

use super::{DailyReport, Hour, show};

/// The drawing, ready for the template.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) base: u32,
    pub(super) bars: Vec<Bar>,
    /// Points of the line, `x,y x,y …`; one line for every stretch without gaps.
    pub(super) lines: Vec<String>,
    pub(super) marks: Vec<Mark>,
}

/// One hour's tickets.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    pub(super) height: u32,
    /// The middle, for the texts.
    pub(super) middle: u32,
    pub(super) count: u32,
    pub(super) hour: String,
}

/// One hour's P90 wait.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) text_y: u32,
    pub(super) minutes: String,
}

const WIDTH: u32 = 872;
const HEIGHT: u32 = 214;
/// The upper edge of the waits, the upper edge of the bars and the base line of both.
const LINE_TOP: u32 = 24;
const BAR_TOP: u32 = 84;
const BASE: u32 = 188;
/// The lowest point of the line: above the bars, so that the two never cover each other.
const LINE_BASE: u32 = 72;
/// Widest bar.
const BAR_MAX: u32 = 64;

pub(super) fn chart(report: &DailyReport) -> Chart {
    let hours = &report.curve;
    let step = WIDTH / (hours.len() as u32).max(1);
    let middle = |index: usize| index as u32 * step + step / 2;
    let points: Vec<Option<Mark>> = waits(hours)
        .into_iter()
        .enumerate()
        .map(|(index, wait)| wait.map(|(y, minutes)| mark(middle(index), y, minutes)))
        .collect();
    Chart {
        width: WIDTH,
        height: HEIGHT,
        base: BASE,
        bars: bars(hours, step, middle),
        lines: lines(&points),
        marks: points.into_iter().flatten().collect(),
    }
}

fn bars(hours: &[Hour], step: u32, middle: impl Fn(usize) -> u32) -> Vec<Bar> {
    let most = hours
        .iter()
        .map(|hour| hour.tickets)
        .max()
        .unwrap_or(0)
        .max(1);
    let width = (step * 3 / 5).min(BAR_MAX);
    let bar = |(index, hour): (usize, &Hour)| {
        let height = (u64::from(BASE - BAR_TOP) * u64::from(hour.tickets) / u64::from(most)) as u32;
        Bar {
            x: middle(index) - width / 2,
            y: BASE - height,
            width,
            height,
            middle: middle(index),
            count: hour.tickets,
            hour: format!("{:02}", hour.hour % 24),
        }
    };
    hours.iter().enumerate().map(bar).collect()
}

/// Height and words of every hour's P90 wait; none where nobody was served.
fn waits(hours: &[Hour]) -> Vec<Option<(u32, String)>> {
    let longest = hours
        .iter()
        .filter_map(|hour| hour.wait.p90_ms)
        .max()
        .unwrap_or(0)
        .max(1);
    let place = |ms: i64| {
        let rise = i64::from(LINE_BASE - LINE_TOP) * ms.max(0) / longest;
        (LINE_BASE - rise as u32, show::minutes(ms))
    };
    hours
        .iter()
        .map(|hour| hour.wait.p90_ms.map(place))
        .collect()
}

fn mark(x: u32, y: u32, minutes: String) -> Mark {
    Mark {
        x,
        y,
        text_y: y - 9,
        minutes,
    }
}

fn lines(points: &[Option<Mark>]) -> Vec<String> {
    let point = |mark: &Mark| format!("{},{}", mark.x, mark.y);
    points
        .split(Option::is_none)
        .map(|stretch| {
            stretch
                .iter()
                .flatten()
                .map(point)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .filter(|line| line.contains(' '))
        .collect()
}
