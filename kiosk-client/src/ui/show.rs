//! The task that owns the screen: touches, news, time and what people are told.

use crate::limits::ACTS_MAX;
use crate::machine::Known;
use crate::machine::SlipOrder;
use crate::screen::{Act, Index, Purpose, Screen, Setup, Shown, Wish, speech_name};
use crate::speech::{Sound, Speaker};
use crate::station::{News, Station, Told};
use hall_core::plan::Language;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::time::{Instant, sleep_until};

/// A handle to the screen; it ends when the last one is dropped.
#[derive(Clone, Debug)]
pub struct Ui {
    acts: mpsc::Sender<(u64, Act)>,
    shown: watch::Receiver<Arc<Shown>>,
    speaker: Option<Arc<Speaker>>,
}

impl Ui {
    /// Starts the screen of a kiosk; without a speaker it stays silent.
    pub fn start(
        station: Station,
        language: Language,
        purpose: Purpose,
        speaker: Option<Speaker>,
    ) -> Self {
        let setup = Setup {
            language,
            purpose,
            speaks: speaker.is_some(),
        };
        let (acts, touched) = mpsc::channel(ACTS_MAX);
        let news = station.news();
        let told = station.told();
        let screen = Screen::new(setup, 0);
        let known = Arc::clone(&news.borrow().known);
        let index = Index::of(&known.items);
        let first = Shown::of(&screen, &news.borrow(), &index);
        let (frames, shown) = watch::channel(Arc::new(first));
        let task = Task {
            station,
            screen,
            known,
            index,
            news,
            frames,
            started: Instant::now(),
        };
        tokio::spawn(task.run(touched, told));
        Self {
            acts,
            shown,
            speaker: speaker.map(Arc::new),
        }
    }

    /// What is read aloud now, if it has this name and there is a speaker.
    pub async fn speech(&self, name: &str) -> Option<Sound> {
        let speaker = self.speaker.as_ref()?;
        let shown = Arc::clone(&self.shown.borrow());
        if speech_name(&shown.spoken).as_deref() != Some(name) {
            return None;
        }
        let mut all = Language::ALL.into_iter();
        let language = all.find(|language| language.tag() == shown.tag)?;
        let spoken = speaker.speak(language, &shown.spoken).await;
        spoken
            .inspect_err(|error| tracing::warn!("not read aloud: {error}"))
            .ok()
    }

    /// Somebody touched the view of this number; false when too much waits already.
    pub fn act(&self, serial: u64, act: Act) -> bool {
        self.acts.try_send((serial, act)).is_ok()
    }

    /// What is on the screen, now and whenever it changes.
    pub fn shown(&self) -> watch::Receiver<Arc<Shown>> {
        self.shown.clone()
    }
}

struct Task {
    station: Station,
    screen: Screen,
    known: Arc<Known>,
    index: Index,
    news: watch::Receiver<Arc<News>>,
    frames: watch::Sender<Arc<Shown>>,
    started: Instant,
}

impl Task {
    async fn run(
        mut self,
        mut touched: mpsc::Receiver<(u64, Act)>,
        mut told: broadcast::Receiver<Told>,
    ) {
        loop {
            let wake_ms = self.screen.wake_ms();
            let wake = wake_ms.map(|ms| self.started + Duration::from_millis(ms));
            tokio::select! {
                act = touched.recv() => match act {
                    Some((serial, act)) => self.touch(serial, act).await,
                    None => return,
                },
                one = told.recv() => match one {
                    Ok(Told { touch, said }) => self.screen.told(touch, said, self.now_ms()),
                    // What was missed is told again by what follows; nobody waits for ever.
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                },
                news = self.news.changed() => {
                    if news.is_err() {
                        return;
                    }
                    self.learn();
                }
                () = sleep_until(wake.unwrap_or(self.started)), if wake.is_some() => {
                    self.screen.tick(self.now_ms());
                }
            }
            self.show();
        }
    }

    fn now_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    async fn touch(&mut self, serial: u64, act: Act) {
        let now_ms = self.now_ms();
        match self.screen.on(serial, act, &self.known.items, now_ms) {
            None => {}
            Some(Wish::Take(order)) => {
                // The person sees at once that something happens.
                self.show();
                let touch = self.station.touch(*order).await;
                self.screen.touched(touch);
            }
            Some(Wish::NotCome(touch)) => {
                // A kiosk that has ended shows it by its link.
                self.station.not_come(touch).await.unwrap_or_default();
            }
            Some(Wish::Notice(item)) => {
                let language = self.screen.language();
                self.slip(SlipOrder::Notice { item, language }).await;
            }
            Some(Wish::Enquiry(number)) => {
                let said = Shown::found(&self.screen, &self.news.borrow(), &number);
                let language = self.screen.language();
                let order = SlipOrder::Enquiry {
                    number: number.to_uppercase(),
                    said,
                    language,
                };
                self.slip(order).await;
            }
        }
    }

    async fn slip(&mut self, order: SlipOrder) {
        self.show();
        let touch = self.station.slip(order).await;
        self.screen.touched(touch);
    }

    fn learn(&mut self) {
        let known = Arc::clone(&self.news.borrow_and_update().known);
        if !Arc::ptr_eq(&known, &self.known) {
            self.index = Index::of(&known.items);
            self.known = known;
        }
    }

    fn show(&self) {
        let shown = Shown::of(&self.screen, &self.news.borrow(), &self.index);
        self.frames.send_if_modified(|old| {
            let is_new = **old != shown;
            if is_new {
                *old = Arc::new(shown);
            }
            is_new
        });
    }
}
