//! What a board shows, put into words of two languages.

use super::{Board, Card, Empty, Held, Missed, Paused, Queue, Told};
use crate::pages::LocalTime;
use crate::pages::opening::when;
use crate::pages::words::Words;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{CallView, MissedView, NoticeView, QueueView, WindowView};
use hall_text::FluentValue;

/// Both languages of a board.
pub(super) struct Two {
    pub(super) words: Words,
    pub(super) other: Words,
    /// The one of them that is on where there is room for one.
    pub(super) one: Words,
    pub(super) local: LocalTime,
}

impl Two {
    pub(super) fn t(&self, key: &str) -> [String; 2] {
        [self.words.t(key), self.other.t(key)]
    }

    fn each(&self, say: impl Fn(Words) -> String) -> [String; 2] {
        [say(self.words), say(self.other)]
    }

    /// What everybody must know, the newest first; next to something urgent nothing else matters.
    pub(super) fn told(&self, board: &Board<'_>) -> Vec<Told> {
        let notices = board.picture.notices.iter().rev();
        let ours = notices.filter(|notice| notice.is_for(board.zone));
        let mut told: Vec<Told> = ours.map(|notice| self.notice(notice)).collect();
        if told.iter().any(|told| told.is_urgent) {
            told.retain(|told| told.is_urgent);
        } else if board.stage() == "closing" {
            let [first, second] = self.t("page-board-closing");
            let (second, is_urgent) = (Some(second), false);
            told.insert(
                0,
                Told {
                    first,
                    second,
                    is_urgent,
                },
            );
        }
        told
    }

    fn notice(&self, notice: &NoticeView) -> Told {
        let [first, second] = self.each(|words| words.name(&notice.text).to_owned());
        Told {
            second: Some(second).filter(|second| *second != first),
            first,
            is_urgent: notice.urgent,
        }
    }

    /// How many calls still wait for room.
    pub(super) fn more(&self, count: usize) -> [String; 2] {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.each(|words| words.count("page-board-more", count))
    }

    /// Zone and floor, when the board has one.
    pub(super) fn place(&self, board: &Board<'_>) -> Option<[String; 2]> {
        let zone = board
            .hall
            .zones
            .iter()
            .find(|zone| Some(zone.zone) == board.zone)?;
        let text =
            |words: Words| format!("{} · {}", words.name(&zone.names), words.floor(zone.floor));
        Some(self.each(text))
    }

    pub(super) fn card(
        &self,
        board: &Board<'_>,
        call: &CallView,
        held: Option<&Held>,
        is_first: bool,
    ) -> Card {
        let floors = board.hall.zones.iter().any(|zone| zone.floor != call.floor);
        let again = |words: Words| {
            words.say(
                "page-board-again",
                &[("times", FluentValue::from(call.times))],
            )
        };
        let (say, is_called) = match board.hand_of(call) {
            Some("called") => ("page-board-go", true),
            Some(_) => ("page-board-serving", false),
            None => ("page-board-just", false),
        };
        Card {
            say: self.t(say),
            is_called,
            is_loud: is_called && (is_first || held.is_some()),
            is_fresh: held.is_some_and(|held| held.is_fresh(board.now.0)),
            key: format!("{} {}", call.number, call.at),
            number: call.number.clone(),
            mark: call.mark.clone(),
            window: call.window,
            floor: (floors && board.zone.is_none()).then(|| self.each(|w| w.floor(call.floor))),
            again: (call.times > 1).then(|| self.each(again)),
        }
    }

    pub(super) fn missed(&self, board: &Board<'_>, missed: &MissedView) -> Missed {
        let desk = FluentValue::from(self.one.name(&board.hall.guide_desk));
        let until = FluentValue::from(self.local.clock(missed.until.0));
        let args = [("until", until), ("desk", desk)];
        Missed {
            number: missed.number.clone(),
            mark: missed.mark.clone(),
            until: self.one.say("page-board-missed-until", &args),
        }
    }

    pub(super) fn paused(&self, board: &Board<'_>, window: &WindowView) -> Paused {
        let until = window.until.filter(|until| *until > board.now);
        let back = |until: Stamp| {
            let until = self.local.clock(until.0);
            self.one.with("page-board-paused-until", "until", &until)
        };
        Paused {
            window: window.number,
            until: until.map(back),
            instead: board.instead_of(window),
        }
    }

    pub(super) fn empty(&self, board: &Board<'_>, is_over: bool) -> Empty {
        if !is_over {
            let next = Some(self.t("page-board-no-calls-what"));
            return Empty {
                what: self.t("page-board-no-calls"),
                next,
            };
        }
        let opens = board.opens.map(|opens| {
            self.each(|words| {
                let when = when(words, &self.local, board.now.0, opens.0);
                words.with("page-board-opens", "when", &when)
            })
        });
        if board.stage() == "closed" {
            let next = opens.or_else(|| Some(self.t("page-board-closed-what")));
            return Empty {
                what: self.t("page-board-closed"),
                next,
            };
        }
        Empty {
            what: self.t("page-board-not-open"),
            next: opens,
        }
    }

    pub(super) fn queue(&self, queue: &QueueView) -> Queue {
        let words = self.one;
        let reason = queue
            .paused
            .as_ref()
            .map(|r| words.name(&r.names).to_owned());
        let state = match queue.waiting {
            _ if reason.is_some() => words.t("page-board-queue-paused"),
            0 if queue.open_windows == 0 => words.t("page-board-queue-shut"),
            0 => words.t("page-board-queue-free"),
            count => words.count("page-board-queue-waiting", count),
        };
        let wait = queue.wait_minutes.filter(|_| queue.waiting > 0);
        Queue {
            name: words.name(&queue.names).to_owned(),
            series: queue.series.to_string(),
            state,
            is_paused: reason.is_some(),
            wait: reason.or_else(|| wait.map(|range| words.minutes(range))),
        }
    }
}
