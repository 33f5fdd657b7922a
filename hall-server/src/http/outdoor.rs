//! The outdoor board: what it shows at one moment, and yesterday's figures, which are read from
//! disk once an hour however many people ask.

use super::caller::Shows;
use super::{App, Shared, pages::rest};
use crate::daily;
use crate::pages::{self, LocalTime, Outdoor, PublicDay, Turn};
use axum::extract::State;
use axum::response::Html;
use hall_core::{Date, Language, Now, Time};
use hall_protocol::Stamp;
use hall_protocol::view::{DayView, HallView, ItemView, NoticeView, QueueView};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;

/// How long figures of a past day are kept: a late ticket may still change them.
const KEPT_MS: i64 = 3_600_000;

/// The figures of the last day before today, as long as they are new.
#[derive(Debug, Default)]
pub struct Yesterday(Mutex<Option<Kept>>);

#[derive(Clone, Copy, Debug)]
struct Kept {
    today: Date,
    read: Time,
    figures: Option<PublicDay>,
}

impl Yesterday {
    /// What is kept for today; the moment of reading is noted at once, so that one reads for all.
    fn look(&self, today: Date, now: Time) -> (Option<PublicDay>, bool) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.filter(|kept| kept.today == today);
        let is_new = known.is_some_and(|kept| now.0 - kept.read.0 < KEPT_MS);
        let figures = known.and_then(|kept| kept.figures);
        if !is_new {
            *kept = Some(Kept {
                today,
                read: now,
                figures,
            });
        }
        (figures, !is_new)
    }

    fn keep(&self, today: Date, figures: Option<PublicDay>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_mut().filter(|kept| kept.today == today) {
            // A reading that failed takes nothing away.
            kept.figures = figures.or(kept.figures);
        }
    }
}

/// The figures that are known, and the reading that renews them when they are old. It goes on when
/// nobody waits for it: whoever asked may be gone.
fn renew(app: &Shared, now: Now) -> (Option<PublicDay>, Option<JoinHandle<()>>) {
    let (figures, is_old) = app.yesterday.look(now.date, now.at);
    let reading = is_old.then(|| {
        let app = Arc::clone(app);
        tokio::spawn(async move {
            let figures = read(&app, now.date).await;
            app.yesterday.keep(now.date, figures);
        })
    });
    (figures, reading)
}

/// The last business day before `today`, from the rows.
async fn read(app: &App, today: Date) -> Option<PublicDay> {
    let mut moment = app.reader.as_ref()?.moment().await.ok()?;
    let days = moment.days().await.ok()?;
    drop(moment);
    let day = days.into_iter().filter(|day| *day < today).max()?;
    let report = daily::of_app(app, Some(day)).await.ok()?;
    PublicDay::new(day, &report.0.total)
}

/// Everything the outdoor board shows at one moment.
pub struct Scene {
    hall: HallView,
    day: Option<DayView>,
    notices: Vec<NoticeView>,
    items: Vec<ItemView>,
    queues: Vec<QueueView>,
    opens: Option<Stamp>,
    turn: Turn,
    yesterday: Option<PublicDay>,
    /// The moment.
    pub now: Time,
}

impl Scene {
    /// Looks at the published hall; also how long it stays so by time alone.
    pub fn of(app: &Shared) -> (Self, Duration) {
        let clock = app.hub.clock();
        let now = clock.now();
        // What is read meanwhile is shown by the next heartbeat.
        let (yesterday, _) = renew(app, now);
        let state = app.hub.look();
        let lens = state.lens(now.at);
        let plan = state.hall.plan();
        let queues = plan.into_iter().flat_map(|plan| plan.queues.keys());
        let scene = Self {
            hall: lens.hall(app.practice, &app.public_url),
            day: lens.day(),
            notices: lens.notices(),
            items: lens.items(now),
            queues: queues.map(|queue| lens.queue(*queue)).collect(),
            opens: pages::opens(&state.hall, now.at),
            turn: Turn::at(now.at, clock.speed()),
            yesterday,
            now: now.at,
        };
        let next = Turn::next(now.at, clock.speed());
        (scene, rest(now.at, next, clock.speed()))
    }

    /// The hall's time zone.
    pub fn local(&self) -> LocalTime {
        LocalTime::new(&self.hall.timezone)
    }

    /// The page, or only the part that changes.
    pub fn render(&self, language: Language, whole: bool) -> String {
        let outdoor = Outdoor {
            hall: &self.hall,
            day: self.day.as_ref(),
            notices: &self.notices,
            items: &self.items,
            queues: &self.queues,
            yesterday: self.yesterday,
            turn: self.turn,
            now: Stamp(self.now),
            opens: self.opens,
            language,
            stream: &format!("/stream/outdoor?lang={}", language.tag()),
        };
        if whole {
            pages::outdoor(&outdoor)
        } else {
            pages::outdoor_fragment(&outdoor)
        }
    }
}

/// `/outdoor`: what passers-by may know.
pub(super) async fn show(State(app): State<Shared>, Shows(language): Shows) -> Html<String> {
    if let (_, Some(reading)) = renew(&app, app.hub.clock().now()) {
        // A board without the figures is better than none.
        reading.await.unwrap_or_default();
    }
    Html(Scene::of(&app).0.render(language, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_that_fails_takes_no_figures_away() {
        let (yesterday, now) = (Yesterday::default(), Time(1_772_503_200_000));
        let (today, figures) = (Date(20_515), figures());
        assert_eq!(yesterday.look(today, now), (None, true));
        yesterday.keep(today, Some(figures));
        assert_eq!(yesterday.look(today, now), (Some(figures), false));
        let later = Time(now.0 + KEPT_MS);
        assert_eq!(yesterday.look(today, later), (Some(figures), true));
        yesterday.keep(today, None);
        assert_eq!(yesterday.look(today, later), (Some(figures), false));
    }

    fn figures() -> PublicDay {
        PublicDay {
            day: Date(20_514),
            finished: 6,
            wait_minutes: None,
            satisfied: None,
        }
    }
}
