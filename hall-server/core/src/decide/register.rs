//! Registers: what may be entered, and what has to be put right because of it.

use super::{Decided, Decision};
use crate::code::{ClerkCode, EntryId};
use crate::command::Answer;
use crate::deadline::Due;
use crate::event::Event;
use crate::hall::Hall;
use crate::limits::REGISTER_COUNT_MAX;
use crate::rectification::{About, RectificationOpened, Source};
use crate::refusal::Refusal;
use crate::register::{Counts, Entered, Entry, RegisterRefusal};
use crate::time::Now;
use alloc::boxed::Box;
use alloc::string::ToString;

impl Hall {
    pub(super) fn enter(&self, now: Now, by: ClerkCode, what: &Entered) -> Decided {
        self.known_clerk(by)?;
        let what = self.checked_entry(now, what)?;
        let opened = self.opened_by_entry(now, by, &what)?;
        let entry = Entry {
            entry: EntryId(self.next_entry),
            day: now.date,
            by,
            rectification: opened.as_ref().map(|opened| opened.rectification),
            what,
        };
        let answer = Answer::Entry(entry.entry, entry.rectification);
        let mut decision = Decision::one(Event::RegisterEntered(Box::new(entry)), answer);
        let opened = opened.map(Box::new).map(Event::RectificationOpened);
        decision.events.extend(opened);
        Ok(decision)
    }

    fn opened_by_entry(
        &self,
        now: Now,
        by: ClerkCode,
        what: &Entered,
    ) -> Result<Option<RectificationOpened>, Refusal> {
        let opened = match what {
            Entered::Complaint { about, note } => {
                let words = (Some(by), Some(note.clone()));
                self.opened_rectification(now, Source::Complaint, *about, words)?
            }
            Entered::Patrol {
                window,
                finding,
                rectify_by,
                ..
            } => {
                let about = About {
                    window: Some(*window),
                    clerk: self.windows.get(window).and_then(|state| state.clerk),
                    ..About::default()
                };
                let words = (Some(by), Some(finding.clone()));
                let opened = self.opened_rectification(now, Source::Patrol, about, words)?;
                let due = Due::On {
                    day: *rectify_by,
                    provisional: false,
                };
                RectificationOpened {
                    due: Some(due),
                    ..opened
                }
            }
            Entered::Commendation { .. }
            | Entered::Assistance { .. }
            | Entered::Outreach { .. } => return Ok(None),
        };
        Ok(Some(opened))
    }

    /// The entry, with what a ticket knows filled in.
    fn checked_entry(&self, now: Now, what: &Entered) -> Result<Entered, Refusal> {
        let mut what = what.clone();
        match &mut what {
            Entered::Complaint { about, .. } | Entered::Commendation { about, .. } => {
                *about = self.checked_about(*about)?;
            }
            Entered::Patrol {
                window, rectify_by, ..
            } => {
                self.window_of(*window)?;
                if *rectify_by < now.date {
                    return Err(Refusal::Register(RegisterRefusal::RegisterDay));
                }
            }
            Entered::Assistance { officer, item, .. } => {
                self.known_clerk(*officer)?;
                self.known_about(About {
                    item: Some(*item),
                    ..About::default()
                })?;
            }
            Entered::Outreach { counts, .. } => check_counts(counts)?,
        }
        Ok(what)
    }

    fn checked_about(&self, about: About) -> Result<About, Refusal> {
        let of_ticket = about.ticket.map(|id| self.find(id)).transpose()?;
        let known = of_ticket.map_or(About::default(), |ticket| self.about(ticket));
        let item = about.item.and_then(|item| self.rules().items.get(&item));
        let of_item = item.map(|item| item.department);
        let about = About {
            ticket: about.ticket,
            window: about.window.or(known.window),
            clerk: about.clerk.or(known.clerk),
            department: about.department.or(known.department).or(of_item),
            item: about.item.or(known.item),
        };
        self.known_about(about)?;
        Ok(about)
    }

    fn known_about(&self, about: About) -> Result<(), Refusal> {
        if let Some(window) = about.window {
            self.window_of(window)?;
        }
        if let Some(clerk) = about.clerk {
            self.known_clerk(clerk)?;
        }
        if let Some(department) = about.department {
            self.known_department(department)?;
        }
        match about.item {
            Some(item) if !self.rules().items.contains_key(&item) => Err(Refusal::UnknownItem {
                item: item.to_string(),
            }),
            _ => Ok(()),
        }
    }
}

fn check_counts(counts: &Counts) -> Result<(), Refusal> {
    let all = [
        counts.households,
        counts.matters,
        counts.leaflets,
        counts.people,
    ];
    if all.iter().any(|count| *count > REGISTER_COUNT_MAX) {
        let max = REGISTER_COUNT_MAX;
        return Err(Refusal::Register(RegisterRefusal::RegisterCount { max }));
    }
    Ok(())
}
