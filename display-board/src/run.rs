//! The shell: link events and voice outcomes into the [`Board`], its actions out into the world.

use crate::announce::Announced;
use crate::board::{Action, Board, Event, Moment, Settings};
use crate::led::{LedFile, LedWall};
use crate::limits::DRAW_MS;
use crate::pack::Packs;
use crate::screen::{Theme, draw};
use crate::voice::{Voice, VoiceChoice, VoiceError, VoiceTask};
use crossterm::event::{Event as TerminalEvent, EventStream, KeyCode, KeyEvent, KeyModifiers};
use futures_util::StreamExt as _;
use hall_device::{Link, LinkConfig, LinkEvent, LinkHandle};
use ratatui::DefaultTerminal;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Interval, MissedTickBehavior, interval};

/// Everything a running board needs.
#[derive(Clone, Debug)]
pub struct RunConfig {
    /// How it reaches the hall.
    pub link: LinkConfig,
    /// What it shows and how it speaks.
    pub settings: Settings,
    /// Where it is heard.
    pub voice: VoiceChoice,
    /// LED bars that show calls as well.
    pub led: Option<LedFile>,
    /// A folder of packs instead of the built-in ones.
    pub sounds: Option<PathBuf>,
}

impl RunConfig {
    /// A board of the whole hall.
    pub fn new(link: LinkConfig, voice: VoiceChoice) -> Self {
        Self {
            link,
            settings: Settings::default(),
            voice,
            led: None,
            sounds: None,
        }
    }
}

/// A running board without a screen; [`Runner::turn`] keeps it going.
#[derive(Debug)]
pub struct Runner {
    board: Board,
    link: LinkHandle,
    events: mpsc::Receiver<LinkEvent>,
    voice: VoiceTask,
    choice: VoiceChoice,
    packs: Packs,
    ticks: Interval,
    wall: Option<LedWall>,
}

impl Runner {
    /// Starts link and voice on the present runtime.
    pub fn start(config: RunConfig) -> Self {
        let (packs, problems) = Packs::open(config.sounds.as_ref());
        for problem in problems {
            tracing::warn!("sound pack: {problem}");
        }
        let mut settings = config.settings;
        settings.is_quiet |= config.voice == VoiceChoice::None;
        let (link, events) = Link::spawn(config.link);
        let mut ticks = interval(Duration::from_millis(DRAW_MS));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let choice = config.voice;
        let voice = VoiceTask::spawn(Voice::new(choice.clone(), packs.clone()));
        let board = Board::new(settings);
        let wall = config.led.map(LedWall::spawn).transpose();
        let wall = wall.unwrap_or_else(|error| {
            tracing::error!("LED bars: {error}; the board goes on without them");
            None
        });
        Self {
            board,
            link,
            events,
            voice,
            choice,
            packs,
            ticks,
            wall,
        }
    }

    /// Waits for the next thing to happen and lets the board take it; what was announced comes
    /// back. None when the link has ended. May be dropped and called again without loss.
    pub async fn turn(&mut self) -> Option<Vec<Announced>> {
        let event = tokio::select! {
            said = self.events.recv() => self.translate(said?),
            outcome = self.voice.outcome() => self.voiced(outcome),
            _ = self.ticks.tick() => Event::Tick,
        };
        let announced = self.take(event);
        let moment = self.moment();
        if let Some(wall) = &mut self.wall {
            wall.follow(&self.board, moment);
        }
        Some(announced)
    }

    /// Ends; LED bars do not keep the last calls.
    pub async fn leave(self) {
        if let Some(wall) = self.wall {
            wall.leave().await;
        }
    }

    /// The clocks now.
    pub fn moment(&self) -> Moment {
        let now_ms = self.link.now_ms();
        let hall = self.link.hall_now(now_ms).map(|stamp| stamp.0);
        Moment {
            now_ms,
            hall,
            silent_ms: self.link.silent_ms(),
        }
    }

    /// The state, to draw it.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The link, to watch it.
    pub fn link(&self) -> &LinkHandle {
        &self.link
    }

    /// A voice whose task ended is started anew: sound may fail, the board goes on.
    fn voiced(&mut self, outcome: Option<Result<(), VoiceError>>) -> Event {
        let outcome = outcome.unwrap_or_else(|| {
            let voice = Voice::new(self.choice.clone(), self.packs.clone());
            self.voice = VoiceTask::spawn(voice);
            Err(VoiceError::Ended)
        });
        Event::Voiced(outcome.map_err(|error| error.to_string()))
    }

    fn translate(&self, said: LinkEvent) -> Event {
        match said {
            LinkEvent::Connected(welcome) => Event::Connected(welcome),
            LinkEvent::Changed(changes) => Event::Changed {
                changes,
                picture: self.link.picture(),
            },
            LinkEvent::Resynced => Event::Resynced(self.link.picture()),
            LinkEvent::Heard(_) => Event::Tick,
            LinkEvent::Lost { reason, .. } => {
                tracing::warn!("link: {reason}; connecting again");
                Event::Lost
            }
            LinkEvent::Refused { code, title } => {
                tracing::error!("refused by the server: {code}: {title}");
                Event::Refused { code, title }
            }
        }
    }

    fn take(&mut self, event: Event) -> Vec<Announced> {
        let before = self.board.voice_fault().map(str::to_owned);
        let mut announced = Vec::new();
        for action in self.board.on(event, self.moment()) {
            match action {
                Action::Speak(utterance) => {
                    let given = self.voice.give(utterance);
                    debug_assert!(given, "the announcer gives one utterance at a time");
                }
                Action::Urged => tracing::info!("everybody was told to read what is urgent"),
                Action::Announced(call) => announced.push(call),
                Action::Dropped { call, why } => {
                    tracing::warn!(call.number, call.window, "not announced: {why:?}");
                }
            }
        }
        if let Some(fault) = self
            .board
            .voice_fault()
            .filter(|fault| before.as_deref() != Some(fault))
        {
            tracing::warn!("no sound: {fault}; trying again");
        }
        announced
    }
}

/// Runs without a screen until `stop`, one line per announcement on standard output.
pub async fn run_plain(config: RunConfig, stop: impl Future<Output = ()>) {
    let mut runner = Runner::start(config);
    let mut stop = std::pin::pin!(stop);
    loop {
        let announced = tokio::select! {
            () = &mut stop => None,
            announced = runner.turn() => announced,
        };
        let Some(announced) = announced else {
            return runner.leave().await;
        };
        for call in announced {
            println!(
                "{} {} → {} ({})",
                call.at, call.number, call.window, call.times
            );
        }
    }
}

/// Runs with the terminal board until `stop` or the key Q.
pub async fn run_screen(
    config: RunConfig,
    terminal: &mut DefaultTerminal,
    theme: &Theme,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let mut runner = Runner::start(config);
    let mut keys = EventStream::new();
    let mut stop = std::pin::pin!(stop);
    let ended = loop {
        let moment = runner.moment();
        if let Err(error) = terminal.draw(|frame| draw(frame, runner.board(), moment, theme)) {
            break Err(error);
        }
        tokio::select! {
            () = &mut stop => break Ok(()),
            said = runner.turn() => if said.is_none() { break Ok(()) },
            key = keys.next() => match key {
                Some(Ok(event)) if !asks_to_leave(&event) => {}
                Some(Err(error)) => break Err(error),
                _ => break Ok(()),
            },
        }
    };
    runner.leave().await;
    ended
}

fn asks_to_leave(event: &TerminalEvent) -> bool {
    let TerminalEvent::Key(KeyEvent {
        code, modifiers, ..
    }) = event
    else {
        return false;
    };
    let is_control = modifiers.contains(KeyModifiers::CONTROL);
    matches!(
        (code, is_control),
        (KeyCode::Char('q' | 'Q'), false) | (KeyCode::Char('c'), true)
    )
}
