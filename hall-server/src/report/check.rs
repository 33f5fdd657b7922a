//! Whether a report agrees with itself: every sum once more, from the finished figures.

use super::{DailyReport, Figures, Part, Stage, TicketCounts, Times, Work};

/// What does not add up, in words for an operator; empty when everything does.
pub fn adds_up(report: &DailyReport) -> Vec<String> {
    let mut sums = Sums::default();
    let is_closed = report.stage == Stage::Closed;
    tickets(&mut sums, &report.tickets, &report.total, is_closed);
    for (name, parts) in [
        ("windows", &report.windows),
        ("queues", &report.queues),
        ("items", &report.items),
        ("departments", &report.departments),
    ] {
        group(&mut sums, name, parts, &report.total);
    }
    work(&mut sums, "windows", &report.windows, report.work);
    curve(&mut sums, report);
    inside(&mut sums, "total", &report.total);
    sums.wrong
}

#[derive(Default)]
pub(super) struct Sums {
    pub(super) wrong: Vec<String>,
}

impl Sums {
    pub(super) fn equal(&mut self, what: &str, parts: i64, whole: i64) {
        if parts != whole {
            self.wrong.push(format!(
                "{what}: the parts make {parts}, the whole is {whole}"
            ));
        }
    }

    pub(super) fn at_most(&mut self, what: &str, part: i64, whole: i64) {
        if part > whole {
            self.wrong.push(format!("{what}: {part} of {whole}"));
        }
    }
}

/// Nobody is left in the hall of a closed day.
pub(super) fn tickets(sums: &mut Sums, counts: &TicketCounts, total: &Figures, is_closed: bool) {
    let ends = counts.finished + counts.withdrawn + counts.expired + counts.live;
    sums.equal("tickets by end", i64::from(ends), i64::from(counts.tickets));
    if is_closed {
        sums.equal("live tickets of a closed day", i64::from(counts.live), 0);
    }
    sums.equal(
        "finished legs against finished tickets",
        i64::from(total.finished),
        i64::from(counts.finished),
    );
    sums.at_most(
        "visits among tickets",
        i64::from(counts.visits),
        i64::from(counts.tickets),
    );
    sums.at_most(
        "tickets among legs",
        i64::from(counts.tickets),
        i64::from(total.legs),
    );
}

/// Every count of a figure with its name.
fn counts(figures: &Figures) -> [(&'static str, i64); 20] {
    let [n1, n2, n3, n4, n5] = figures.ratings.levels.map(i64::from);
    let (wait, service) = (&figures.wait, &figures.service);
    [
        ("legs", i64::from(figures.legs)),
        ("called", i64::from(figures.called)),
        ("finished", i64::from(figures.finished)),
        ("gone on", i64::from(figures.went_on)),
        ("transferred", i64::from(figures.transferred)),
        ("withdrawn", i64::from(figures.withdrawn)),
        ("expired", i64::from(figures.expired)),
        ("live", i64::from(figures.live)),
        ("missed", i64::from(figures.missed)),
        ("waits", i64::from(wait.count)),
        ("waiting time", wait.sum_ms),
        ("long waits", figures.long_waits.part as i64),
        ("services", i64::from(service.count)),
        ("service time", service.sum_ms),
        ("ratings of level 1", n1),
        ("ratings of level 2", n2),
        ("ratings of level 3", n3),
        ("ratings of level 4", n4),
        ("ratings of level 5", n5),
        ("ratings excluded", i64::from(figures.ratings.excluded)),
    ]
}

pub(super) fn group(sums: &mut Sums, name: &str, parts: &[Part], total: &Figures) {
    for (index, (count, whole)) in counts(total).into_iter().enumerate() {
        let made: i64 = parts
            .iter()
            .map(|part| counts(&part.figures)[index].1)
            .sum();
        sums.equal(&format!("{count} by {name}"), made, whole);
    }
    for part in parts {
        inside(sums, &format!("{name} {}", part.key), &part.figures);
    }
}

/// What must hold within one set of figures.
pub(super) fn inside(sums: &mut Sums, name: &str, figures: &Figures) {
    let served = figures.finished + figures.went_on;
    let unserved = figures.transferred + figures.withdrawn + figures.expired;
    let ends = served + unserved + figures.live;
    sums.equal(
        &format!("{name}, legs by end"),
        i64::from(ends),
        i64::from(figures.legs),
    );
    sums.at_most(
        &format!("{name}, waits among calls"),
        i64::from(figures.wait.count),
        i64::from(figures.called),
    );
    let rated = figures.satisfaction.whole as i64;
    sums.equal(
        &format!("{name}, ratings by level"),
        i64::from(figures.ratings.valid()),
        rated,
    );
    for times in [&figures.wait, &figures.service] {
        spread(sums, name, times);
    }
}

fn spread(sums: &mut Sums, name: &str, times: &Times) {
    let (Some(p50), Some(p90), Some(max)) = (times.p50_ms, times.p90_ms, times.max_ms) else {
        sums.equal(
            &format!("{name}, times without a spread"),
            i64::from(times.count),
            0,
        );
        return;
    };
    sums.at_most(&format!("{name}, P50 up to P90 in ms"), p50, p90);
    sums.at_most(&format!("{name}, P90 up to the longest in ms"), p90, max);
}

pub(super) fn work(sums: &mut Sums, name: &str, parts: &[Part], total: Work) {
    let works = || parts.iter().filter_map(|part| part.work);
    let mut equal = |what: &str, made: i64, whole: i64| {
        sums.equal(&format!("{what} by {name}"), made, whole);
    };
    equal(
        "served",
        works().map(|w| w.served_ms).sum(),
        total.served_ms,
    );
    equal("open", works().map(|w| w.open_ms).sum(), total.open_ms);
    equal(
        "paused",
        works().map(|w| w.paused_ms).sum(),
        total.paused_ms,
    );
    sums.at_most("served among open, in ms", total.served_ms, total.open_ms);
}

fn curve(sums: &mut Sums, report: &DailyReport) {
    let hours = &report.curve;
    let tickets: u32 = hours.iter().map(|hour| hour.tickets).sum();
    sums.equal(
        "tickets by hour",
        i64::from(tickets),
        i64::from(report.tickets.tickets),
    );
    let waits: u32 = hours.iter().map(|hour| hour.wait.count).sum();
    sums.equal(
        "waits by hour",
        i64::from(waits),
        i64::from(report.total.wait.count),
    );
    let waited = hours.iter().map(|hour| hour.wait.sum_ms).sum();
    sums.equal("waiting time by hour", waited, report.total.wait.sum_ms);
}
