//! What staff see of queues, windows and alarms, put into words.

use super::{Kiosk, Manage, Note, Queue, Trouble, Window};
use crate::pages::LocalTime;
use crate::pages::words::Words;
use crate::report::Finding;
use hall_core::device::PrinterTrouble;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::{AlarmView, HandView, KioskView, PrinterView, QueueView, WindowView};
use hall_text::FluentValue;
use std::cmp::Reverse;

/// The view while it is put into words.
pub(super) struct Desk<'m, 'a> {
    pub(super) manage: &'m Manage<'a>,
    pub(super) words: Words,
    pub(super) local: LocalTime,
}

impl Desk<'_, '_> {
    pub(super) fn day(&self) -> String {
        let Some(day) = &self.manage.picture.day else {
            return self.words.t("page-manage-stage-none");
        };
        let stage = self.words.t(match day.stage.as_str() {
            "closed" => "page-manage-stage-closed",
            "closing" => "page-manage-stage-closing",
            _ => "page-manage-stage-open",
        });
        format!("{} · {stage}", day.day)
    }

    /// Whole minutes since a moment.
    fn minutes(&self, since: Stamp) -> i64 {
        (self.manage.frame.now.0 - since.0).0.max(0) / 60_000
    }

    pub(super) fn figures(&self, at_work: &[&WindowView]) -> Vec<(String, String)> {
        let picture = self.manage.picture;
        let waiting: u32 = picture.queues.values().map(|queue| queue.waiting).sum();
        let oldest = picture
            .queues
            .values()
            .filter_map(|queue| self.oldest(queue))
            .max();
        let open = at_work
            .iter()
            .filter(|window| window.state == "open")
            .count();
        let finished: u32 = picture.windows.values().map(|window| window.finished).sum();
        let issued = picture.day.as_ref().map_or(0, |day| day.issued);
        let figure = |key: &str, value: String| (self.words.t(key), value);
        vec![
            figure("page-manage-waiting", waiting.to_string()),
            figure("page-manage-longest", oldest.unwrap_or(0).to_string()),
            figure(
                "page-manage-open",
                format!("{open} / {}", picture.windows.len()),
            ),
            figure("page-manage-issued", issued.to_string()),
            figure("page-manage-finished", finished.to_string()),
        ]
    }

    /// Minutes of the longest wait of a queue where somebody waits.
    fn oldest(&self, queue: &QueueView) -> Option<i64> {
        queue
            .oldest
            .filter(|_| queue.waiting > 0)
            .map(|since| self.minutes(since))
    }

    pub(super) fn alarm(&self, alarm: &AlarmView) -> Trouble {
        let (kind, about) = alarm.alarm.split_once(':').unwrap_or((&alarm.alarm, ""));
        let key = match kind {
            "series_full" => "page-alarm-series-full",
            "blocks_full" => "page-alarm-blocks-full",
            "held_long" => "page-alarm-held-long",
            "window_silent" => "page-alarm-window-silent",
            "pause_long" => "page-alarm-pause-long",
            "post_absent" => "page-alarm-post-absent",
            "cards_locked" => "page-alarm-cards-locked",
            "sign_in_locked" => "page-alarm-sign-in-locked",
            "help_alarm" => "page-alarm-help-alarm",
            "help_guide" => "page-alarm-help-guide",
            "disk_low" => "page-alarm-disk-low",
            "history_lost" => "page-alarm-history-lost",
            "printer_near_end" => "page-alarm-printer-near-end",
            "printer_paper_out" => "page-alarm-printer-paper-out",
            "printer_cover_open" => "page-alarm-printer-cover-open",
            "printer_cutter" => "page-alarm-printer-cutter",
            "printer_fatal" => "page-alarm-printer-fatal",
            "printer_hot" => "page-alarm-printer-hot",
            "printer_offline" => "page-alarm-printer-offline",
            "printer_unreachable" => "page-alarm-printer-unreachable",
            "printer_silent" => "page-alarm-printer-silent",
            _ => "page-alarm-other",
        };
        let what = match kind {
            _ if !alarm.name.is_empty() => alarm.name.clone(),
            "held_long" => self.number_of(about),
            _ if key == "page-alarm-other" => alarm.alarm.clone(),
            _ => about.to_owned(),
        };
        let since = [
            ("time", FluentValue::from(self.local.clock(alarm.since.0))),
            ("minutes", FluentValue::from(self.minutes(alarm.since))),
        ];
        let mut what = self.words.with(key, "what", &what);
        if !alarm.accepted.is_empty() {
            what += &self
                .words
                .with("page-alarm-accepted", "who", &alarm.accepted);
        }
        Trouble {
            what,
            since: self.words.say("page-manage-since", &since),
        }
    }

    /// A kiosk in words: what its printer said last, and how long its paper lasts.
    pub(super) fn kiosk(&self, kiosk: &KioskView) -> Kiosk {
        let link = if kiosk.online {
            "page-manage-kiosk-online"
        } else {
            "page-manage-kiosk-offline"
        };
        let printer = match &kiosk.printer {
            None => Note::plain(self.words.t("page-manage-printer-unknown")),
            Some(PrinterView { trouble: None, .. }) => {
                Note::plain(self.words.t("page-manage-printer-fine"))
            }
            Some(PrinterView {
                trouble: Some(PrinterTrouble::NearEnd),
                ..
            }) => Note::plain(self.words.t("page-manage-printer-near-end")),
            Some(PrinterView {
                trouble: Some(trouble),
                ..
            }) => {
                let key = format!("page-manage-printer-{}", trouble.word().replace('_', "-"));
                Note::red(self.words.t(&key))
            }
        };
        let left = kiosk
            .printer
            .as_ref()
            .and_then(|printer| printer.papers_left);
        let left = left.map(|left| {
            self.words
                .with("page-manage-paper-left", "papers", &left.to_string())
        });
        Kiosk {
            name: kiosk.name.clone(),
            link: self.words.t(link),
            printer,
            left: left.unwrap_or_default(),
        }
    }

    /// The printed number of a ticket id, or the id itself.
    fn number_of(&self, id: &str) -> String {
        let tickets = &self.manage.picture.tickets;
        let ticket = id.parse().ok().and_then(|id| tickets.get(&id));
        ticket.map_or_else(|| id.to_owned(), |ticket| ticket.number.clone())
    }

    /// What is no alarm yet but may become one.
    pub(super) fn watch(&self) -> Vec<String> {
        let queues = self.manage.picture.queues.values();
        let windows = self.manage.picture.windows.values();
        let silent = windows.filter(|window| window.silent && !self.is_alarmed(window));
        let alarms = self.manage.picture.alarms.iter();
        let early = alarms.filter(|alarm| super::is_early(alarm));
        queues
            .filter_map(|queue| self.watch_queue(queue))
            .chain(early.map(|alarm| self.alarm(alarm).what))
            .chain(self.manage.review.iter().map(|found| self.found(found)))
            .chain(silent.map(|window| {
                self.words
                    .with("page-watch-silent", "window", &window.number.to_string())
            }))
            .collect()
    }

    /// A rating to look at.
    fn found(&self, found: &Finding) -> String {
        let window = found.window.map(|window| window.to_string());
        let level = found
            .level
            .map(|level| self.words.t(&format!("page-pad-level-{level}")));
        let args = [
            ("time", FluentValue::from(self.local.clock(found.at.0))),
            ("window", FluentValue::from(window.unwrap_or_default())),
            ("number", FluentValue::from(found.number.as_str())),
            ("device", FluentValue::from(found.device.as_str())),
            ("level", FluentValue::from(level.unwrap_or_default())),
            ("count", FluentValue::from(found.count)),
        ];
        let key = format!("page-review-{}", found.pattern.word());
        self.words.say(&key, &args)
    }

    fn is_alarmed(&self, window: &WindowView) -> bool {
        let name = format!("window_silent:{}", window.number);
        self.manage
            .picture
            .alarms
            .iter()
            .any(|alarm| alarm.alarm == name)
    }

    fn watch_queue(&self, queue: &QueueView) -> Option<String> {
        let (alerts, oldest) = (self.manage.alerts, self.oldest(queue).unwrap_or(0));
        let name = self.words.name(&queue.names);
        let args = [
            ("queue", FluentValue::from(name)),
            ("count", FluentValue::from(queue.waiting)),
            ("open", FluentValue::from(queue.open_windows)),
            ("minutes", FluentValue::from(oldest)),
        ];
        let key = if queue.waiting > 0 && queue.open_windows == 0 {
            "page-watch-nobody"
        } else if oldest > i64::from(alerts.wait_yellow_minutes) {
            "page-watch-wait-long"
        } else if queue.waiting > alerts.queue_yellow {
            "page-watch-queue-long"
        } else {
            return None;
        };
        Some(self.words.say(key, &args))
    }

    /// Queues with people or a pause, the longest wait first.
    pub(super) fn queues(&self) -> Vec<Queue> {
        let all = self.manage.picture.queues.values();
        let mut queues: Vec<&QueueView> = all
            .filter(|queue| queue.waiting > 0 || queue.paused.is_some())
            .collect();
        queues.sort_by_key(|queue| Reverse((self.oldest(queue), queue.waiting)));
        queues.into_iter().map(|queue| self.queue(queue)).collect()
    }

    fn queue(&self, queue: &QueueView) -> Queue {
        let wait = queue.wait_minutes.map(|range| self.words.minutes(range));
        Queue {
            name: format!("{} {}", queue.series, self.words.name(&queue.names)),
            waiting: queue.waiting,
            oldest: self.oldest(queue).map(|minutes| self.in_minutes(minutes)),
            forecast: wait.unwrap_or_default(),
            windows: format!("{} / {}", queue.open_windows, queue.windows.len()),
            notes: self.queue_notes(queue),
        }
    }

    fn in_minutes(&self, minutes: i64) -> String {
        self.words.say(
            "page-manage-minutes",
            &[("minutes", FluentValue::from(minutes))],
        )
    }

    fn queue_notes(&self, queue: &QueueView) -> Vec<Note> {
        let alerts = self.manage.alerts;
        let oldest = self.oldest(queue).unwrap_or(0);
        let mut notes = Vec::new();
        if queue.waiting > 0 && queue.open_windows == 0 {
            notes.push(Note::red(self.words.t("page-manage-nobody")));
        }
        if oldest > i64::from(alerts.wait_red_minutes) {
            notes.push(Note::red(self.words.t("page-manage-long")));
        } else if oldest > i64::from(alerts.wait_yellow_minutes) {
            notes.push(Note::plain(self.words.t("page-manage-long")));
        }
        if queue.waiting > alerts.queue_yellow {
            notes.push(Note::plain(self.words.t("page-manage-help")));
        }
        if let Some(reason) = &queue.paused {
            let reason = self.words.name(&reason.names);
            notes.push(Note::plain(self.words.with(
                "page-manage-paused",
                "reason",
                reason,
            )));
        }
        notes
    }

    pub(super) fn window(&self, window: &WindowView) -> Window {
        let state = self.words.t(match window.state.as_str() {
            "open" => "page-manage-open-state",
            "paused" => "page-manage-paused-state",
            _ => "page-manage-closed-state",
        });
        Window {
            name: format!("{} {}", window.number, self.words.name(&window.names)),
            state,
            hand: window
                .ticket
                .as_ref()
                .map(|hand| self.hand(hand))
                .unwrap_or_default(),
            clerk: window
                .clerk
                .map(|clerk| clerk.to_string())
                .unwrap_or_default(),
            finished: window.finished,
            missed: window.missed,
            notes: self.window_notes(window),
        }
    }

    fn hand(&self, hand: &HandView) -> String {
        let key = match hand.state.as_str() {
            "called" => "page-manage-hand-called",
            _ => "page-manage-hand-serving",
        };
        let args = [
            ("number", FluentValue::from(hand.number.as_str())),
            ("minutes", FluentValue::from(self.minutes(hand.since))),
        ];
        self.words.say(key, &args)
    }

    fn window_notes(&self, window: &WindowView) -> Vec<Note> {
        let mut notes = Vec::new();
        if window.silent {
            notes.push(Note::red(self.words.t("page-manage-silent")));
        }
        if window.state != "paused" {
            return notes;
        }
        notes.extend(
            window
                .reason
                .as_ref()
                .map(|reason| Note::plain(self.words.name(&reason.names).to_owned())),
        );
        notes.extend(window.until.map(|until| {
            let time = self.local.clock(until.0);
            if until < self.manage.frame.now {
                Note::red(self.words.with("page-manage-overdue", "until", &time))
            } else {
                Note::plain(self.words.with("page-manage-until", "until", &time))
            }
        }));
        notes
    }
}
