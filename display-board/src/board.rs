//! The board's state: one pure machine between the link, the voice and the screen.
//!
//! It keeps the last good picture for ever and knows how old it is; drawing only reads it. Time
//! comes in with every event as a [`Moment`].

use crate::announce::{self, Announced, Announcer, Counts, Rules, Why};
use crate::limits::VOICE_SPEED_MAX;
use crate::words::{Tongue, Utterance};
use hall_core::Time;
use hall_core::code::ZoneCode;
use hall_core::plan::Language;
use hall_protocol::frame::Welcome;
use hall_protocol::limits::STALE_S;
use hall_protocol::view::{CallView, HallView};
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
            Event::Tick => self.announce(announce::Event::Tick, moment),
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

    /// Whether this board speaks of a zone.
    pub fn shows(&self, zone: ZoneCode) -> bool {
        self.zone().is_none_or(|ours| ours == zone)
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

    /// How many announcements went which way.
    pub fn counts(&self) -> Counts {
        self.announcer.counts()
    }

    fn connected(&mut self, welcome: Arc<Welcome>, moment: Moment) -> Vec<Action> {
        self.refused = None;
        let tongues = Tongue::of(&welcome.hall.languages);
        let rules = if self.is_quiet_at(welcome.speed) {
            Rules::INSTANT
        } else {
            self.settings.rules
        };
        self.announcer.set_rules(rules);
        self.welcome = Some(welcome);
        self.announce(announce::Event::Languages(tongues), moment)
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
                Change::Call(call) if self.shows(call.zone) => announce::Event::Called {
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
        actions
    }

    fn resynced(&mut self, picture: Arc<Picture>, moment: Moment) -> Vec<Action> {
        let day = picture.day.as_ref().map(|day| day.day);
        let is_first = self.picture.replace(picture).is_none();
        let calls = self.calls().cloned().collect();
        let event = if is_first {
            announce::Event::Started { day, calls }
        } else {
            announce::Event::Resynced { day, calls }
        };
        self.announce(event, moment)
    }

    fn announce(&mut self, event: announce::Event, moment: Moment) -> Vec<Action> {
        let now_ms = moment.hall.unwrap_or_default().0;
        let mut actions = Vec::new();
        let mut next = Some(event);
        while let Some(event) = next.take() {
            for action in self.announcer.on(event, now_ms) {
                match action {
                    announce::Action::Speak(_) if self.is_quiet() => {
                        next = Some(announce::Event::Spoken);
                    }
                    announce::Action::Speak(utterance) => actions.push(Action::Speak(utterance)),
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
mod tests {
    use super::*;
    use crate::testing::{self, T0};
    use hall_protocol::view::MissedView;

    fn moment() -> Moment {
        Moment {
            now_ms: 0,
            hall: Some(Time(T0)),
            silent_ms: Some(0),
        }
    }

    fn board(settings: Settings, speed: u32) -> Board {
        let mut board = Board::new(settings);
        board.on(
            Event::Connected(Arc::new(testing::welcome(speed))),
            moment(),
        );
        board.on(Event::Resynced(Arc::new(Picture::default())), moment());
        board
    }

    fn call(board: &mut Board, call: &CallView) -> Vec<Action> {
        let change = Change::Call(call.clone());
        let mut picture = board
            .picture()
            .map(|picture| (**picture).clone())
            .unwrap_or_default();
        picture.apply(&change);
        let picture = Arc::new(picture);
        board.on(
            Event::Changed {
                changes: vec![change],
                picture,
            },
            moment(),
        )
    }

    #[test]
    fn a_quiet_board_announces_at_once_without_a_voice() {
        let settings = Settings {
            is_quiet: true,
            ..Settings::default()
        };
        let mut board = board(settings, 1);
        for n in 0..50 {
            let actions = call(&mut board, &testing::call(&format!("A{n:03}"), 3, 1));
            assert!(
                matches!(&actions[..], [Action::Announced(_)]),
                "{actions:?}"
            );
        }
        assert_eq!(board.counts().announced, 50);
    }

    #[test]
    fn a_hall_whose_clock_runs_fast_is_silent() {
        let mut fast = board(Settings::default(), VOICE_SPEED_MAX + 1);
        let actions = call(&mut fast, &testing::call("E023", 14, 1));
        assert!(
            matches!(&actions[..], [Action::Announced(_)]),
            "{actions:?}"
        );
        let mut slow = board(Settings::default(), VOICE_SPEED_MAX);
        let actions = call(&mut slow, &testing::call("E023", 14, 1));
        assert!(matches!(&actions[..], [Action::Speak(_)]), "{actions:?}");
    }

    #[test]
    fn a_board_of_one_zone_shows_and_says_only_that_zone() {
        let settings = Settings {
            zone: Some("life".to_owned()),
            is_quiet: true,
            ..Settings::default()
        };
        let mut board = board(settings, 1);
        let elsewhere = CallView {
            zone: "tax".parse().expect("a code"),
            ..testing::call("A001", 3, 1)
        };
        assert_eq!(call(&mut board, &elsewhere), []);
        assert_eq!(call(&mut board, &testing::call("E023", 14, 1)).len(), 1);
        assert_eq!(board.calls().count(), 1);
        assert_eq!(board.unknown_zone(), None);
    }

    #[test]
    fn a_board_of_an_unknown_zone_notes_it_and_shows_the_whole_hall() {
        let settings = Settings {
            zone: Some("roof".to_owned()),
            is_quiet: true,
            ..Settings::default()
        };
        let mut board = board(settings, 1);
        assert_eq!(board.unknown_zone(), Some("roof"));
        assert_eq!(call(&mut board, &testing::call("E023", 14, 1)).len(), 1);
    }

    #[test]
    fn a_voice_that_fails_is_noted_until_it_works_again() {
        let mut board = board(Settings::default(), 1);
        call(&mut board, &testing::call("E023", 14, 1));
        board.on(Event::Voiced(Err("no card".to_owned())), moment());
        assert_eq!(board.voice_fault(), Some("no card"));
        let later = Moment {
            hall: Some(Time(T0 + crate::limits::RETRY_MS)),
            ..moment()
        };
        let again = board.on(Event::Tick, later);
        assert!(matches!(&again[..], [Action::Speak(_)]), "{again:?}");
        board.on(Event::Voiced(Ok(())), later);
        assert_eq!((board.voice_fault(), board.counts().announced), (None, 1));
    }

    #[test]
    fn a_number_missed_while_it_waits_for_the_voice_is_not_said() {
        let mut board = board(Settings::default(), 1);
        call(&mut board, &testing::call("E023", 14, 1));
        call(&mut board, &testing::call("E024", 14, 1));
        let missed = Change::Missed(MissedView {
            number: "E024".to_owned(),
            ..testing::missed("E024")
        });
        let picture = board.picture().cloned().expect("a picture");
        let actions = board.on(
            Event::Changed {
                changes: vec![missed],
                picture,
            },
            moment(),
        );
        assert!(matches!(
            &actions[..],
            [Action::Dropped {
                why: Why::Missed,
                ..
            }]
        ));
    }

    #[test]
    fn a_refusal_is_kept_until_the_server_knows_the_board() {
        let mut board = Board::new(Settings::default());
        let refused = Event::Refused {
            code: "device_revoked".to_owned(),
            title: "…".to_owned(),
        };
        board.on(refused, Moment::default());
        assert_eq!(
            board.refused().map(|(code, _)| code),
            Some("device_revoked")
        );
        board.on(Event::Connected(Arc::new(testing::welcome(1))), moment());
        assert_eq!(board.refused(), None);
    }
}
