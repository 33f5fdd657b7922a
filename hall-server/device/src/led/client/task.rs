//! The task that owns a line.

use super::{Contents, Wish};
use crate::led::content::{AreaId, Content};
use crate::led::line::{LedLine, LedLineAction, LedLineInput};
use crate::led::news::LedReport;
use crate::serial::pump::{PumpEvent, PumpHandle};
use crate::tcp::TcpHandle;
use crate::turn::{Turn, Turns};
use tokio::sync::{mpsc, watch};

pub(super) struct Task {
    pub(super) line: LedLine,
    pub(super) way: Way,
    /// In the order of the line's.
    pub(super) bars: Vec<Bar>,
    pub(super) turns: Turns,
}

/// What the task knows of the program of one bar.
pub(super) struct Bar {
    reports: mpsc::Sender<LedReport>,
    shown: watch::Sender<Contents>,
    /// What the line was told.
    wish: Wish,
}

pub(super) enum Way {
    Serial(PumpHandle),
    Tcp(TcpHandle),
}

impl Way {
    /// A line that is too slow drops bytes; the hosts send again.
    fn send(&self, bytes: Vec<u8>) {
        match self {
            Self::Serial(handle) => handle.send(bytes),
            Self::Tcp(handle) => handle.send(bytes),
        };
    }

    /// A serial line has no other end that could have forgotten it.
    fn reopen(&self) {
        if let Self::Tcp(handle) = self {
            handle.reopen();
        }
    }
}

impl Bar {
    pub(super) fn new(reports: mpsc::Sender<LedReport>, shown: watch::Sender<Contents>) -> Self {
        Self {
            reports,
            shown,
            wish: Wish::default(),
        }
    }
}

impl Task {
    pub(super) async fn run(mut self, mut newest: watch::Receiver<Vec<Wish>>) {
        loop {
            let order = async {
                newest.changed().await.ok()?;
                Some(newest.borrow_and_update().clone())
            };
            let actions = match self.turns.next(self.line.wake_ms(), order).await {
                Turn::Order(wishes) => self.follow(wishes),
                Turn::Port(PumpEvent::Opened(_)) => self.step(LedLineInput::Opened),
                Turn::Port(PumpEvent::Bytes(bytes)) => self.step(LedLineInput::Bytes(&bytes)),
                Turn::Port(PumpEvent::Gone(why)) => self.step(LedLineInput::Gone(why)),
                Turn::Tick => self.step(LedLineInput::Tick),
                Turn::Ended => return,
            };
            for action in actions {
                match action {
                    LedLineAction::Send(bytes) => self.way.send(bytes),
                    LedLineAction::Reopen => self.way.reopen(),
                    LedLineAction::Report(bar, report) => self.report(bar, report).await,
                }
            }
        }
    }

    async fn report(&mut self, bar: usize, report: LedReport) {
        let Some(to) = self.bars.get(bar) else { return };
        if let LedReport::Shown(area) = report
            && let Some(content) = self.line.shown(bar, area)
        {
            to.shown.send_modify(|shown| {
                shown.insert(area, content.clone());
            });
        }
        // Nobody listens any more when the program is leaving.
        to.reports.send(report).await.unwrap_or_default();
    }

    /// Tells the line what is wanted now and was not before.
    fn follow(&mut self, wishes: Vec<Wish>) -> Vec<LedLineAction> {
        let mut actions = Vec::new();
        for (bar, wish) in wishes.into_iter().enumerate() {
            let before = &self.bars[bar].wish;
            let clock = wish.clock.filter(|clock| before.clock != Some(*clock));
            if before.areas != wish.areas {
                actions.extend(self.show(bar, &wish.areas));
            }
            let clock = clock.map(|clock| self.step(LedLineInput::Clock(bar, clock)));
            actions.extend(clock.into_iter().flatten());
            self.bars[bar].wish = wish;
        }
        actions
    }

    fn show(&mut self, bar: usize, wanted: &Contents) -> Vec<LedLineAction> {
        let mut actions = Vec::new();
        for (area, content) in wanted.clone() {
            actions.extend(self.step(LedLineInput::Show(bar, area, content)));
        }
        // What an area showed before says nothing any more: a part of the new may be there.
        let line = &self.line;
        let is_shown = |area: &AreaId, content: &Content| line.shown(bar, *area) == Some(content);
        let shown = wanted.clone().into_iter();
        let shown = shown.filter(|(area, content)| is_shown(area, content));
        self.bars[bar].shown.send_replace(shown.collect());
        actions
    }

    fn step(&mut self, input: LedLineInput<'_>) -> Vec<LedLineAction> {
        self.line.on(input, self.turns.now_ms())
    }
}
