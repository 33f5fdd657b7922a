//! What a board shows, put into words of two languages.

use super::{Board, Card, Empty, Missed, Paused, Queue};
use crate::pages::LocalTime;
use crate::pages::limits::{BOARD_NUMBER_CHARS, BOARD_QUEUES};
use crate::pages::opening::when;
use crate::pages::words::Words;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{CallView, MissedView, QueueView, WindowView};
use hall_text::FluentValue;
use std::cmp::Reverse;

/// Both languages of a board.
pub(super) struct Two {
    pub(super) words: Words,
    pub(super) other: Words,
    pub(super) local: LocalTime,
}

impl Two {
    pub(super) fn t(&self, key: &str) -> [String; 2] {
        [self.words.t(key), self.other.t(key)]
    }

    fn each(&self, say: impl Fn(Words) -> String) -> [String; 2] {
        [say(self.words), say(self.other)]
    }

    /// What everybody must know; an unknown zone is a note on the board, not a stop.
    pub(super) fn notice(&self, board: &Board<'_>) -> Option<[String; 2]> {
        if let Some(zone) = board
            .zone
            .filter(|zone| !board.hall.zones.iter().any(|z| z.zone == *zone))
        {
            return Some(self.each(|w| w.with("page-board-no-zone", "zone", zone.as_str())));
        }
        (board.stage() == "closing").then(|| self.t("page-board-closing"))
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

    pub(super) fn card(&self, board: &Board<'_>, call: &CallView) -> Card {
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
            number: call.number.clone(),
            mark: call.mark.clone(),
            window: call.window,
            floor: (floors && board.zone.is_none()).then(|| self.each(|w| w.floor(call.floor))),
            is_long: call.number.chars().count() > BOARD_NUMBER_CHARS,
            again: (call.times > 1).then(|| self.each(again)),
        }
    }

    pub(super) fn missed(&self, board: &Board<'_>, missed: &MissedView) -> Missed {
        let until = self.local.clock(missed.until.0);
        let text = |words: Words| {
            let desk = FluentValue::from(words.name(&board.hall.guide_desk));
            let until = FluentValue::from(until.clone());
            words.say(
                "page-board-missed-until",
                &[("until", until), ("desk", desk)],
            )
        };
        Missed {
            number: missed.number.clone(),
            mark: missed.mark.clone(),
            until: self.each(text),
        }
    }

    pub(super) fn missed_more(&self, board: &Board<'_>, count: u32) -> String {
        let desk = FluentValue::from(self.words.name(&board.hall.guide_desk));
        let args = [("count", FluentValue::from(count)), ("desk", desk)];
        self.words.say("page-board-missed-more", &args)
    }

    pub(super) fn paused(&self, board: &Board<'_>, window: &WindowView) -> Paused {
        let until = window.until.filter(|until| *until > board.now);
        let back = |until: Stamp| {
            let until = self.local.clock(until.0);
            self.each(|words| words.with("page-board-paused-until", "until", &until))
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

    /// The busiest queues, in the order of their series and codes so that none jumps about.
    pub(super) fn queues(&self, board: &Board<'_>) -> Vec<Queue> {
        let mut queues: Vec<&QueueView> = board
            .picture
            .queues
            .values()
            .filter(|queue| board.shows(queue.zone))
            .collect();
        queues.sort_by_key(|queue| {
            (
                queue.paused.is_none(),
                Reverse((queue.waiting, queue.open_windows)),
            )
        });
        queues.truncate(BOARD_QUEUES);
        queues.sort_by_key(|queue| (queue.series, queue.queue));
        queues.into_iter().map(|queue| self.queue(queue)).collect()
    }

    fn queue(&self, queue: &QueueView) -> Queue {
        let name = self.each(|words| words.name(&queue.names).to_owned());
        let reason = queue
            .paused
            .as_ref()
            .map(|r| self.each(|w| w.name(&r.names).to_owned()));
        let is_shut = queue.open_windows == 0 && queue.waiting == 0;
        let state = match queue.waiting {
            _ if reason.is_some() => self.t("page-board-queue-paused"),
            0 if is_shut => self.t("page-board-queue-shut"),
            0 => self.t("page-board-queue-free"),
            count => self.each(|words| words.count("page-board-queue-waiting", count)),
        };
        let wait = queue.wait_minutes.filter(|_| queue.waiting > 0);
        Queue {
            name,
            series: queue.series.to_string(),
            state,
            is_paused: reason.is_some(),
            wait: reason.or_else(|| wait.map(|range| self.each(|words| words.minutes(range)))),
        }
    }
}
