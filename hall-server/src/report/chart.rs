//! The curve as SVG: bars for tickets, a line for the P90 wait.
//!
//! It is drawn in light bars with an outline and a dark line with marks, and every figure stands
//! beside its shape, so that nothing is lost in black and white. All sizes are SVG units.

use super::paper::Point;
use super::show;

/// The drawing, ready for the template.
#[derive(Debug)]
pub(super) struct Chart {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) base: u32,
    /// So many points that their letters have to be small.
    pub(super) is_dense: bool,
    pub(super) bars: Vec<Bar>,
    /// Points of the line, `x,y x,y …`; one line for every stretch without gaps.
    pub(super) lines: Vec<String>,
    pub(super) marks: Vec<Mark>,
}

/// One point's tickets.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) width: u32,
    pub(super) height: u32,
    /// The middle, for the texts.
    pub(super) middle: u32,
    pub(super) count: u32,
    pub(super) label: String,
}

/// One point's P90 wait.
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
/// Room for a figure of four digits in the usual letters.
const ROOMY_STEP: u32 = 48;

pub(super) fn chart(curve: &[Point]) -> Chart {
    let step = WIDTH / (curve.len() as u32).max(1);
    let middle = |index: usize| index as u32 * step + step / 2;
    let points: Vec<Option<Mark>> = waits(curve)
        .into_iter()
        .enumerate()
        .map(|(index, wait)| wait.map(|(y, minutes)| mark(middle(index), y, minutes)))
        .collect();
    Chart {
        width: WIDTH,
        height: HEIGHT,
        base: BASE,
        is_dense: step < ROOMY_STEP,
        bars: bars(curve, step, middle),
        lines: lines(&points),
        marks: points.into_iter().flatten().collect(),
    }
}

fn bars(curve: &[Point], step: u32, middle: impl Fn(usize) -> u32) -> Vec<Bar> {
    let most = curve
        .iter()
        .map(|point| point.tickets)
        .max()
        .unwrap_or(0)
        .max(1);
    let width = (step * 3 / 5).min(BAR_MAX);
    let bar = |(index, point): (usize, &Point)| {
        let height =
            (u64::from(BASE - BAR_TOP) * u64::from(point.tickets) / u64::from(most)) as u32;
        Bar {
            x: middle(index) - width / 2,
            y: BASE - height,
            width,
            height,
            middle: middle(index),
            count: point.tickets,
            label: point.label.clone(),
        }
    };
    curve.iter().enumerate().map(bar).collect()
}

/// Height and words of every point's P90 wait; none where nobody was served.
fn waits(curve: &[Point]) -> Vec<Option<(u32, String)>> {
    let longest = curve
        .iter()
        .filter_map(|point| point.wait_ms)
        .max()
        .unwrap_or(0)
        .max(1);
    let place = |ms: i64| {
        let rise = i64::from(LINE_BASE - LINE_TOP) * ms.max(0) / longest;
        (LINE_BASE - rise as u32, show::minutes(ms))
    };
    curve.iter().map(|point| point.wait_ms.map(place)).collect()
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
