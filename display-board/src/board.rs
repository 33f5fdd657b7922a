//! The board's state: one pure machine between the link, the voice and the screen.
//!
//! It keeps the last good picture for ever and knows how old it is; drawing only reads it. Time
//! comes in with every event as a [`Moment`].

use crate::announce::{self, Announced, Announcer, Counts, Rules, Why};
use crate::limits::{URGENT_STALE_MS, VOICE_SPEED_MAX};
use crate::quiet;
use crate::words::{Speech, Tongue, Utterance};
use hall_core::Time;
use hall_core::code::ZoneCode;
use hall_core::plan::Language;
use hall_protocol::frame::Welcome;
use hall_protocol::limits::STALE_S;
use hall_protocol::view::{CallView, HallView, NoticeView};
use hall_protocol::{Change, Picture};
use std::sync::Arc;

/// What a board was told at its start.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// Show and say only this zone.
    pub zone: Option<String>,
    /// The first language of the screen; default the hall's first.
    pub language: Option<Language>,
    /// Nothing is to be heard: announcements count as said at once.
    pub is_quiet: bool,
    /// The times of the announcements.
    pub rules: Rules,
}

/// The clocks at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Moment {
    /// Monotonic milliseconds since the start.
    pub now_ms: u64,
    /// The hall's time; none before the first welcome.
    pub hall: Option<Time>,
    /// Milliseconds since the server was last heard; none when it never was.
    pub silent_ms: Option<u64>,
}

/// What happens to a board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// The server knows this board.
    Connected(Arc<Welcome>),
    /// The picture changed.
    Changed {
        /// By these.
        changes: Vec<Change>,
        /// To this.
        picture: Arc<Picture>,
    },
    /// The whole picture is new.
    Resynced(Arc<Picture>),
    /// The link is gone; it heals by itself.
    Lost,
    /// The server does not want this board.
    Refused {
        /// A stable code.
        code: String,
        /// What happened.
        title: String,
    },
    /// What became of the last utterance; the text says why nothing was heard.
    Voiced(Result<(), String>),
    /// Time passed.
    Tick,
}

/// What the shell is to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Say this and answer with [`Event::Voiced`].
    Speak(Utterance),
    /// Everybody was told to read what is urgent.
    Urged,
    /// This call was said.
    Announced(Announced),
    /// This call will not be said.
    Dropped {
        /// The call.
        call: Announced,
        /// Why.
        why: Why,
    },
}

/// The state of a board.
#[derive(Clone, Debug)]
pub struct Board {
    settings: Settings,
    welcome: Option<Arc<Welcome>>,
    picture: Option<Arc<Picture>>,
    refused: Option<(String, String)>,
    voice_fault: Option<String>,
    announcer: Announcer,
}

impl Board {
    /// A board that knows nothing yet.
    pub fn new(settings: Settings) -> Self {
        let announcer = Announcer::new(settings.rules);
        let (welcome, picture, refused, voice_fault) = (None, None, None, None);
        Self {
            settings,
            welcome,
            picture,
            refused,
            voice_fault,
            announcer,
        }
    }

    /// Takes one event.
    pub fn on(&mut self, event: Event, moment: Moment) -> Vec<Action> {
        match event {
            Event::Connected(welcome) => self.connected(welcome, moment),
            Event::Changed { changes, picture } => self.changed(&changes, picture, moment),
            Event::Resynced(picture) => self.resynced(picture, moment),
            Event::Lost => Vec::new(),
            Event::Refused { code, title } => {
                self.refused = Some((code, title));
                Vec::new()
            }
            Event::Voiced(outcome) => {
                let event = match outcome {
                    Ok(()) => announce::Event::Spoken,
                    Err(_) => announce::Event::Failed,
                };
                self.voice_fault = outcome.err();
                self.announce(event, moment)
            }
            // What was urgent may be over by time alone.
            Event::Tick => self.urge(moment),
        }
    }

    /// The hall; none before the first welcome.
    pub fn hall(&self) -> Option<&HallView> {
        self.welcome.as_ref().map(|welcome| &welcome.hall)
    }

    /// Hall seconds per real second.
    pub fn speed(&self) -> u32 {
        self.welcome.as_ref().map_or(1, |welcome| welcome.speed)
    }

    /// The last good picture.
    pub fn picture(&self) -> Option<&Arc<Picture>> {
        self.picture.as_ref()
    }

    /// The calls this board shows, newest first.
    pub fn calls(&self) -> impl Iterator<Item = &CallView> {
        let calls = self.picture.iter().flat_map(|picture| &picture.calls);
        calls.filter(|call| self.shows(call.zone))
    }

    /// What this board tells everybody now, newest first.
    pub fn notices(&self, moment: Moment) -> impl Iterator<Item = &NoticeView> {
        let zone = self.zone();
        let now = moment.hall.unwrap_or_default();
        let is_on = move |notice: &NoticeView| notice.until.is_none_or(|until| until.0 > now);
        let notices = self.picture.iter().flat_map(|picture| &picture.notices);
        notices
            .rev()
            .filter(move |notice| notice.is_for(zone) && is_on(notice))
    }

    /// Whether this board speaks of a zone.
    pub fn shows(&self, zone: ZoneCode) -> bool {
        self.zone().is_none_or(|ours| ours == zone)
    }

    /// Whether calls of a zone are said here.
    fn says(&self, zone: ZoneCode) -> bool {
        let is_silent = self.hall().is_some_and(|hall| quiet::is_silent(hall, zone));
        self.shows(zone) && !is_silent
    }

    /// The zone it is bound to, once the hall is known to have it.
    pub fn zone(&self) -> Option<ZoneCode> {
        let wanted = self.settings.zone.as_deref()?;
        let zones = &self.hall()?.zones;
        zones
            .iter()
            .map(|zone| zone.zone)
            .find(|zone| zone.as_str() == wanted)
    }

    /// A zone that was asked for and that the hall does not have: the board shows everything.
    pub fn unknown_zone(&self) -> Option<&str> {
        self.hall()?;
        self.settings
            .zone
            .as_deref()
            .filter(|_| self.zone().is_none())
    }

    /// The languages of the screen, first one first.
    pub fn languages(&self) -> Vec<Language> {
        let hall = self
            .hall()
            .map_or_else(Vec::new, |hall| hall.languages.clone());
        let mut languages: Vec<Language> = self.settings.language.into_iter().collect();
        for language in hall {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        if languages.is_empty() {
            vec![Language::ZhCn, Language::En]
        } else {
            languages
        }
    }

    /// Why the server refused this board, as (code, title).
    pub fn refused(&self) -> Option<(&str, &str)> {
        self.refused
            .as_ref()
            .map(|(code, title)| (code.as_str(), title.as_str()))
    }

    /// Why the last announcement was not heard.
    pub fn voice_fault(&self) -> Option<&str> {
        self.voice_fault.as_deref()
    }

    /// Whether the picture must be marked as not current (RELIABILITY hazard 27).
    pub fn is_stale(moment: Moment) -> bool {
        moment
            .silent_ms
            .is_some_and(|silent_ms| silent_ms >= STALE_S * 1000)
    }

    /// Calls that wait for the voice.
    pub fn waiting(&self) -> usize {
        self.announcer.waiting()
    }

    /// How many announcements went which way.
    pub fn counts(&self) -> Counts {
        self.announcer.counts()
    }

    fn connected(&mut self, welcome: Arc<Welcome>, moment: Moment) -> Vec<Action> {
        self.refused = None;
        let speech = Speech {
            tongues: Tongue::of(&welcome.hall.languages),
            one_as_yao: welcome.hall.voice.one_as_yao,
        };
        let rules = if self.is_quiet_at(welcome.speed) {
            Rules::INSTANT
        } else {
            self.settings.rules
        };
        self.announcer.set_rules(rules);
        self.welcome = Some(welcome);
        self.announce(announce::Event::Speech(speech), moment)
    }

    fn is_quiet_at(&self, speed: u32) -> bool {
        self.settings.is_quiet || speed > VOICE_SPEED_MAX
    }

    fn changed(
        &mut self,
        changes: &[Change],
        picture: Arc<Picture>,
        moment: Moment,
    ) -> Vec<Action> {
        let day = picture.day.as_ref().map(|day| day.day);
        self.picture = Some(picture);
        let mut actions = Vec::new();
        for change in changes {
            let event = match change {
                Change::Call(call) if self.says(call.zone) => announce::Event::Called {
                    day,
                    call: call.clone(),
                },
                Change::Missed(missed) => announce::Event::Missed {
                    number: missed.number.clone(),
                },
                _ => continue,
            };
            actions.extend(self.announce(event, moment));
        }
        actions.extend(self.urge(moment));
        actions
    }

    fn resynced(&mut self, picture: Arc<Picture>, moment: Moment) -> Vec<Action> {
        let day = picture.day.as_ref().map(|day| day.day);
        let is_first = self.picture.replace(picture).is_none();
        let said = self.calls().filter(|call| self.says(call.zone));
        let calls = said.cloned().collect();
        let event = if is_first {
            announce::Event::Started { day, calls }
        } else {
            announce::Event::Resynced { day, calls }
        };
        let mut actions = self.announce(event, moment);
        actions.extend(self.urge(moment));
        actions
    }

    /// What is urgent on this board goes before the calls; it follows from the picture alone, so a
    /// board that starts or comes back in the middle of it says so as well. A hall that is over has
    /// nobody to tell, and what the server may have taken back long ago is not said for ever.
    fn urge(&mut self, moment: Moment) -> Vec<Action> {
        let day = self.picture.iter().find_map(|picture| picture.day.as_ref());
        let is_over = day.is_none_or(|day| day.stage == "closed");
        let silent_ms = moment.silent_ms.unwrap_or(u64::MAX);
        let is_told = !is_over && silent_ms < URGENT_STALE_MS;
        let urgent = self
            .notices(moment)
            .filter(|notice| notice.urgent && is_told);
        let urgent = urgent.map(|notice| notice.notice).collect();
        self.announce(announce::Event::Urgent(urgent), moment)
    }

    fn announce(&mut self, event: announce::Event, moment: Moment) -> Vec<Action> {
        let now_ms = moment.hall.unwrap_or_default().0;
        let mut actions = Vec::new();
        let now = self.hall().zip(moment.hall);
        let is_quiet = now.is_some_and(|(hall, now)| quiet::is_quiet_at(hall, now));
        self.announcer.set_quiet(is_quiet);
        let mut next = Some(event);
        while let Some(event) = next.take() {
            for action in self.announcer.on(event, now_ms) {
                match action {
                    announce::Action::Speak(_) if self.is_quiet() => {
                        next = Some(announce::Event::Spoken);
                    }
                    announce::Action::Speak(utterance) => actions.push(Action::Speak(utterance)),
                    announce::Action::Urged => actions.push(Action::Urged),
                    announce::Action::Announced(call) => actions.push(Action::Announced(call)),
                    announce::Action::Dropped { call, why } => {
                        actions.push(Action::Dropped { call, why });
                    }
                }
            }
        }
        actions
    }

    fn is_quiet(&self) -> bool {
        self.is_quiet_at(self.speed())
    }
}

#[cfg(test)]
mod tests;
