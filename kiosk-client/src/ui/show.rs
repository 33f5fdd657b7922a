//! The task that owns the screen: touches, news, time and what people are told.

use crate::booking::Booking;
use crate::citizen_code::{Citizen, CitizenCodes};
use crate::id_reader::Card;
use crate::limits::{ACTS_MAX, ATTEMPTS_MAX, KEY_AGAIN_MS};
use crate::machine::{Known, Link, SlipOrder};
use crate::person::{self, Secret};
use crate::presented::{Eyes, Presented, Reader};
use crate::scanner::{Code, Foreign};
use crate::screen::{Act, Index, Purpose, Screen, Setup, Shown, Standing, Wish, speech_name};
use crate::speech::{Sound, Speaker};
use crate::station::{News, Station, Told};
use hall_core::Date;
use hall_core::code::{TicketId, Token};
use hall_core::plan::Language;
use hall_device::{Api, ApiError, request_id};
use hall_protocol::api;
use hall_protocol::view::{DayKeyView, TicketView};
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
    reader: watch::Receiver<Reader>,
}

impl Ui {
    /// Starts the screen of a kiosk.
    pub fn start(
        station: Station,
        language: Language,
        purpose: Purpose,
        fittings: Fittings,
    ) -> Self {
        let Fittings {
            speaker,
            eyes,
            api,
            booking_key,
            citizen_codes,
        } = fittings;
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
        let (of_reader, reader) = watch::channel(Reader::default());
        let task = Task {
            station,
            screen,
            known,
            index,
            news,
            frames,
            reader: of_reader,
            started: Instant::now(),
            api,
            key: None,
            asked_day: None,
            asked_ms: 0,
            is_asking: false,
            held: None,
            booking_key,
            citizen_codes,
            questions: 0,
        };
        tokio::spawn(task.run(touched, told, eyes));
        Self {
            acts,
            shown,
            speaker: speaker.map(Arc::new),
            reader,
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

    /// How the card reader is, now and whenever that changes.
    pub fn reader(&self) -> watch::Receiver<Reader> {
        self.reader.clone()
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
    reader: watch::Sender<Reader>,
    started: Instant,
    api: Option<Api>,
    /// The key of the day, for as long as the day lasts.
    key: Option<(Date, Secret)>,
    /// The day whose key was asked for.
    asked_day: Option<Date>,
    asked_ms: u64,
    is_asking: bool,
    /// What was held before the machine while the key was on its way.
    held: Option<(u64, Held)>,
    booking_key: Option<Secret>,
    citizen_codes: Option<CitizenCodes>,
    /// Counts what the server was asked for who stands there.
    questions: u64,
}

/// Something that says who stands there.
enum Held {
    Card(Card),
    Booking(Booking),
    Citizen(Citizen),
}

/// What the screen has besides its glass; every part may be missing.
#[derive(Debug, Default)]
pub struct Fittings {
    /// Reads aloud.
    pub speaker: Option<Speaker>,
    /// Sees cards and codes.
    pub eyes: Option<Eyes>,
    /// Asks the server about tickets, and for the key of the day.
    pub api: Option<Api>,
    /// Reads bookings.
    pub booking_key: Option<Secret>,
    /// Reads the codes of other issuers.
    pub citizen_codes: Option<CitizenCodes>,
}

/// What the server is asked about a ticket.
#[derive(Clone, Copy, Debug)]
enum Question {
    Look(Token),
    Restore(TicketId),
}

impl Question {
    async fn ask(self, api: &Api) -> Result<TicketView, ApiError> {
        match self {
            Self::Look(token) => api.get(&format!("/api/v1/tickets/token/{token}")).await,
            Self::Restore(ticket) => {
                let path = format!("/api/v1/tickets/{ticket}/restore");
                let act = api::Act {
                    request_id: request_id(),
                    ..api::Act::default()
                };
                api.post(&path, &act, ATTEMPTS_MAX).await
            }
        }
    }
}

/// The next thing before the machine; a machine without eyes waits for ever.
async fn see(eyes: &mut Option<Eyes>) -> Presented {
    match eyes {
        Some(eyes) => eyes.see().await,
        None => std::future::pending().await,
    }
}

/// An answer of the server that the screen waits for.
enum Answer {
    /// Which question, and what the server said.
    Ticket(u64, Result<Box<TicketView>, ApiError>),
    Key(Result<DayKeyView, ApiError>),
    /// Who scanned it, and who it belongs to.
    Citizen(u64, Result<Citizen, Standing>),
}

impl Task {
    async fn run(
        mut self,
        mut touched: mpsc::Receiver<(u64, Act)>,
        mut told: broadcast::Receiver<Told>,
        eyes: Option<Eyes>,
    ) {
        let (answers, mut answered) = mpsc::channel(ACTS_MAX);
        let mut eyes = eyes;
        loop {
            self.want_key(&answers);
            let wake_ms = self.screen.wake_ms();
            let wake = wake_ms.map(|ms| self.started + Duration::from_millis(ms));
            tokio::select! {
                act = touched.recv() => match act {
                    Some((serial, act)) => self.touch(serial, act, &answers).await,
                    None => return,
                },
                presented = see(&mut eyes) => self.presented(presented, &answers).await,
                Some(answer) = answered.recv() => self.answered(answer),
                one = told.recv() => match one {
                    Ok(Told { touch, said }) => self.screen.told(touch, said, self.now_ms()),
                    // What was missed is told again by what follows, and nothing is waited for for
                    // ever.
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

    async fn touch(&mut self, serial: u64, act: Act, answers: &mpsc::Sender<Answer>) {
        let wish = self
            .screen
            .on(serial, act, &self.known.items, self.now_ms());
        self.fulfil(wish, answers).await;
    }

    /// Something is held before the machine.
    async fn presented(&mut self, presented: Presented, answers: &mpsc::Sender<Answer>) {
        let now_ms = self.now_ms();
        match presented {
            Presented::Card(card) => self.hold(Held::Card(card)),
            Presented::Unreadable(_) => self.screen.unreadable(now_ms),
            Presented::Reader(trouble) => {
                self.screen.set_reader(trouble.into());
                self.reader.send_replace(trouble.into());
            }
            Presented::Code(Code::Foreign(code)) => self.foreign(code, answers),
            Presented::Code(code) => {
                let wish = self.screen.scanned(code, now_ms);
                self.fulfil(wish, answers).await;
            }
        }
    }

    /// A code that is neither a ticket's nor a number: a booking, or some issuer's.
    fn foreign(&mut self, code: Foreign, answers: &mpsc::Sender<Answer>) {
        if self.screen.is_busy() {
            return;
        }
        let key = self.booking_key.as_ref();
        if let Some(booking) = key.and_then(|key| Booking::read(&code.0, key)) {
            return self.hold(Held::Booking(booking));
        }
        let Some(codes) = self.citizen_codes.clone() else {
            self.screen.scanned(Code::Unknown, self.now_ms());
            return;
        };
        self.screen.reads_code(self.now_ms());
        let visitor = self.screen.visitor();
        let answers = answers.clone();
        tokio::spawn(async move {
            let read = codes.read(&code.0).await;
            let read = read.inspect_err(|error| tracing::warn!("a code was not read: {error}"));
            let read = match read {
                Ok(Some(citizen)) => Ok(citizen),
                Ok(None) => Err(Standing::Unknown),
                Err(_) => Err(Standing::Away),
            };
            answers
                .send(Answer::Citizen(visitor, read))
                .await
                .unwrap_or_default();
        });
    }

    /// Who stands there is known; while the key is on its way, in a moment.
    fn hold(&mut self, held: Held) {
        // Somebody whose number is on its way is not disturbed.
        if self.screen.is_busy() {
            return;
        }
        if self.is_asking {
            self.held = Some((self.screen.visitor(), held));
            return;
        }
        let (key, now_ms) = (self.key.as_ref().map(|(_, key)| key), self.now_ms());
        match held {
            Held::Card(card) => self.screen.card(person::of_card(&card, key), now_ms),
            Held::Booking(booking) => {
                self.screen.booked(&booking, &self.known.items, now_ms);
            }
            Held::Citizen(citizen) => {
                let person = person::of_citizen(&citizen, key);
                self.screen.read_code(Ok(person), now_ms);
            }
        }
    }

    fn answered(&mut self, answer: Answer) {
        match answer {
            // Somebody else's answer, or one that nobody waits for any more.
            Answer::Ticket(question, _) if question != self.questions => {}
            Answer::Ticket(_, found) => {
                let found = found.map_err(|error| match error {
                    ApiError::Refused(problem) => Some(problem),
                    ApiError::Unreachable { .. } | ApiError::Protocol { .. } => None,
                });
                self.screen.looked(found, self.now_ms());
            }
            Answer::Key(answer) => {
                self.is_asking = false;
                match answer {
                    Ok(DayKeyView { day, key }) => {
                        self.key = Secret::of_hex(&key).map(|key| (day, key));
                    }
                    Err(error) => tracing::warn!("no key of the day: {error}"),
                }
                if let Some((visitor, held)) = self.held.take()
                    && visitor == self.screen.visitor()
                {
                    self.hold(held);
                }
            }
            // Whose code it was has gone: the next person is somebody else.
            Answer::Citizen(visitor, _) if visitor != self.screen.visitor() => {}
            Answer::Citizen(_, Ok(citizen)) => self.hold(Held::Citizen(citizen)),
            Answer::Citizen(_, Err(why)) => self.screen.read_code(Err(why), self.now_ms()),
        }
    }

    /// Asks for the key of a day that has none yet, as soon as the server is there.
    fn want_key(&mut self, answers: &mpsc::Sender<Answer>) {
        let news = self.news.borrow();
        let today = news.picture.day.as_ref().map(|day| day.day);
        let now_ms = self.now_ms();
        let is_again = self.key.is_none() && now_ms >= self.asked_ms + KEY_AGAIN_MS;
        let is_due = today != self.asked_day || is_again;
        let is_missing = is_due && !self.is_asking && news.link == Link::Up;
        drop(news);
        if let (true, Some(day), Some(api)) = (is_missing, today, &self.api) {
            (self.asked_day, self.asked_ms) = (Some(day), now_ms);
            self.is_asking = true;
            // Yesterday's hashes mean nothing today.
            self.key = None;
            let (api, answers) = (api.clone(), answers.clone());
            tokio::spawn(async move {
                let key = api.get("/api/v1/day-key").await;
                answers.send(Answer::Key(key)).await.unwrap_or_default();
            });
        }
    }

    async fn fulfil(&mut self, wish: Option<Wish>, answers: &mpsc::Sender<Answer>) {
        match wish {
            None => {}
            Some(Wish::Look(token)) => self.ask(Question::Look(token), answers),
            Some(Wish::Restore(ticket)) => self.ask(Question::Restore(ticket), answers),
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

    /// Asks the server beside the screen's own work; without one nobody can say.
    fn ask(&mut self, question: Question, answers: &mpsc::Sender<Answer>) {
        self.show();
        let Some(api) = &self.api else {
            self.screen.looked(Err(None), self.now_ms());
            return;
        };
        let api = api.clone().in_language(self.screen.language());
        let answers = answers.clone();
        self.questions += 1;
        let nth = self.questions;
        tokio::spawn(async move {
            let found = question.ask(&api).await;
            answers
                .send(Answer::Ticket(nth, found.map(Box::new)))
                .await
                .unwrap_or_default();
        });
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
