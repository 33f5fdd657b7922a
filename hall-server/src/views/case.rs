//! A case as those who work on it see it.

use super::Lens;
use hall_core::Date;
use hall_core::case::{Case, Left, Stage, Stamp, Stop};
use hall_core::code::{CaseId, DepartmentCode};
use hall_core::deadline::{Due, Lamp};
use hall_core::ticket::NoteRef;
use hall_protocol::Stamp as Moment;
use hall_protocol::view::{
    AskedView, CaseView, DoneView, ExtensionView, LeftView, MissingView, Names, PartView,
    StageView, StopView, WordsView,
};

impl Lens<'_> {
    /// A case with its clock as it stands on the local date `today`.
    pub fn case(&self, id: CaseId, case: &Case, today: Date) -> CaseView {
        let item = self.plan().items.get(&case.item);
        let stamps = case.stamps.iter();
        let parts = case.parts.iter();
        let (lamp, days_left) = self.clock_of(case, today).unzip();
        let acts = case.possible(&self.plan().calendar, today);
        CaseView {
            id,
            number: case.number.clone(),
            item: case.item,
            item_name: item.map_or_else(Names::default, |item| Names::from(&item.name)),
            department: case.department,
            department_name: self.department_name(case.department),
            ticket: case.ticket,
            stage: case.stage(),
            stamps: stamps
                .map(|(stage, stamp)| StageView {
                    stage: *stage,
                    done: done(stamp),
                })
                .collect(),
            promised_days: case.terms.days,
            legal_days: case.terms.legal_days,
            parts: parts
                .map(|(department, stamp)| PartView {
                    department: *department,
                    department_name: self.department_name(*department),
                    done: stamp.as_ref().map(done),
                })
                .collect(),
            from: case.from,
            due: case.due.and_then(Due::day),
            provisional: case.due.is_some_and(Due::is_provisional),
            suspended: case.is_suspended(),
            lamp,
            days_left,
            on_time: case.was_on_time(),
            asked: case.asked.as_ref().map(|asked| AskedView {
                on: asked.on,
                words: self.words(&asked.note),
            }),
            missing: case.missing.as_ref().map(|missing| MissingView {
                until: missing.until,
                brought: missing.is_brought,
                words: self.words(&missing.note),
            }),
            stops: case.stops.iter().map(|stop| self.stop(stop)).collect(),
            extension: case.extension.as_ref().map(|more| ExtensionView {
                days: more.days,
                done: done(&more.stamp),
                words: self.words(&more.note),
            }),
            explained: case.explained.as_ref().map(|note| self.words(note)),
            left: case.left.as_ref().map(|left| self.left(left)),
            acts: acts.into_iter().map(str::to_owned).collect(),
        }
    }

    /// The lamp of a case whose clock runs or stands; none before acceptance, and once it is
    /// finished or has left.
    pub fn lamp(&self, case: &Case, today: Date) -> Option<Lamp> {
        Some(self.clock_of(case, today)?.0)
    }

    /// Lamp, and worked days left.
    fn clock_of(&self, case: &Case, today: Date) -> Option<(Lamp, i32)> {
        if case.stage() >= Stage::Finished || case.left.is_some() {
            return None;
        }
        let clock = case.clock()?;
        let plan = self.plan();
        let lamp = clock.lamp(&plan.calendar, today, plan.alerts.case_yellow_days);
        let used = i32::try_from(clock.used(&plan.calendar, today)).unwrap_or(i32::MAX);
        Some((lamp, i32::from(clock.days) - used))
    }

    fn department_name(&self, code: DepartmentCode) -> Names {
        let department = self.plan().departments.get(&code);
        department.map_or_else(Names::default, |known| Names::from(&known.name))
    }

    fn stop(&self, stop: &Stop) -> StopView {
        StopView {
            kind: stop.kind,
            from: stop.span.from,
            to: stop.span.to,
            document: self.words(&stop.document).text,
        }
    }

    fn left(&self, (left, stamp): &(Left, Stamp)) -> LeftView {
        let (note, department) = match left {
            Left::NotAccepted(note) | Left::Returned(note) => (Some(note), None),
            Left::HandedOn(department, note) => (Some(note), Some(*department)),
            Left::Withdrawn | Left::Lapsed => (None, None),
        };
        LeftView {
            how: left.word().to_owned(),
            department,
            done: done(stamp),
            words: self.maybe_words(note),
        }
    }

    pub(super) fn maybe_words(&self, note: Option<&NoteRef>) -> WordsView {
        note.map_or(WordsView { text: None }, |note| self.words(note))
    }

    pub(super) fn words(&self, note: &NoteRef) -> WordsView {
        WordsView {
            text: self.notes.get(&note.key).cloned(),
        }
    }
}

pub(super) fn done(stamp: &Stamp) -> DoneView {
    DoneView {
        at: Moment(stamp.at),
        day: stamp.day,
        clerk: stamp.by,
    }
}
