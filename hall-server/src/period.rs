//! A period's report from the stored rows.

use crate::admin::AdminError;
use crate::daily::unusable;
use crate::http::App;
use crate::limits::REPORT_PIECE_DAYS;
use crate::report::{self, About, Beside, Counted, Period, PeriodReport};
use crate::rows::Days;
use crate::store::sqlite::{Moment, Reader};
use hall_core::{Date, Hall, Plan, Time};

/// The report of a running server.
pub async fn of_app(app: &App, period: Period) -> Result<PeriodReport, AdminError> {
    let reader = app.reader.as_ref();
    let reader = reader.ok_or_else(|| unusable("this hall has no disk"))?;
    let now = app.hub.clock().now();
    let hall = app.hub.look().hall.clone();
    of_hall(reader, &hall, (now.at, now.date), period).await
}

/// The report of a hall at a moment, with figures up to it, on a local date.
pub async fn of_hall(
    reader: &Reader,
    hall: &Hall,
    (now, today): (Time, Date),
    period: Period,
) -> Result<PeriodReport, AdminError> {
    let plan = hall.plan();
    let plan = plan.ok_or_else(|| unusable("no plan was ever loaded"))?;
    let mut moment = reader.moment().await?;
    let about = About {
        plan,
        period,
        now,
        today,
        day: hall.day().map(|day| (day.date, day.stage)),
        practice: moment.meta("practice").await?.is_some(),
    };
    let formers = [period.before(), period.year_ago()].map(|former| about.former(former));
    let all = Days {
        first: formers[0].first.min(formers[1].first),
        last: period.last(),
    };
    let beside = moment.beside(plan, all).await?;
    let mut former = Vec::new();
    for days in formers {
        let counted = counted(&mut moment, plan, &beside, days, now).await?;
        former.push(counted.headline());
    }
    let days = about.days();
    let mut this = counted(&mut moment, plan, &beside, days, now).await?;
    for piece in days.pieces(REPORT_PIECE_DAYS) {
        let asked = moment.callbacks(piece).await?;
        this.follow(&asked, &moment.rectifications(piece).await?, today);
    }
    Ok(report::period(&about, this, &former[0], &former[1]))
}

/// Reads and counts piece by piece, so that a year of rows is never in memory at once.
async fn counted<'a>(
    moment: &mut Moment,
    plan: &'a Plan,
    beside: &'a Beside,
    days: Days,
    now: Time,
) -> Result<Counted<'a>, AdminError> {
    let mut counted = Counted::new(plan, beside, days, now);
    for piece in days.pieces(REPORT_PIECE_DAYS) {
        let tickets = moment.tickets(piece).await?;
        let legs = moment.legs(piece).await?;
        let spans = moment.spans(piece).await?;
        counted.rows(&tickets, &legs, &spans);
    }
    if !days.is_empty() {
        counted.cases(&moment.cases_at(days).await?);
    }
    Ok(counted)
}
