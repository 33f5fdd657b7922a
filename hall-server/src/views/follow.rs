//! What follows a service, as those who work on it see it.

use super::Lens;
use super::case::done;
use crate::rows::EntryRow;
use hall_core::Date;
use hall_core::callback::{CallbackDay, Listed};
use hall_core::code::{EntryId, RectificationId, TicketId};
use hall_core::deadline::Due;
use hall_core::rectification::{About, Rectification};
use hall_core::register::{Counts, Register};
use hall_protocol::view::{
    AboutView, AskedAfterView, CallbackView, CallbacksView, ContactView, EndedView, EntryView,
    JudgedView, Names, PublishedView, RectificationView, RegisterView, WordsView,
};

impl Lens<'_> {
    /// Something to put right, with its days as they stand on the local date `today`.
    pub fn rectification(
        &self,
        id: RectificationId,
        one: &Rectification,
        today: Date,
    ) -> RectificationView {
        let contacts = one.contacts.iter();
        RectificationView {
            id,
            source: one.source,
            about: self.about(&one.about),
            came: one.came,
            by: one.by,
            said: self.maybe_words(one.note.as_ref()),
            contact_due: one.contact_due.and_then(Due::day),
            contacted_on_time: one.was_contacted_on_time(today),
            contacts: contacts
                .map(|contact| ContactView {
                    reached: contact.reached,
                    done: done(&contact.stamp),
                    words: self.maybe_words(contact.note.as_ref()),
                })
                .collect(),
            judged: one.judged.as_ref().map(|judged| JudgedView {
                judgement: judged.judgement,
                done: done(&judged.stamp),
                words: self.maybe_words(judged.note.as_ref()),
            }),
            due: one.due.and_then(Due::day),
            provisional: one.contact_due.is_some_and(Due::is_provisional)
                || one.due.is_some_and(Due::is_provisional),
            closed_on_time: one.was_closed_on_time(today),
            ended: one.ended.as_ref().map(|ended| EndedView {
                how: ended.ending.word().to_owned(),
                done: done(&ended.stamp),
                words: self.words(&ended.note),
            }),
            published: one.published.as_ref().map(|(note, stamp)| PublishedView {
                done: done(stamp),
                words: self.words(note),
            }),
            acts: one
                .possible(&self.plan().calendar, today)
                .into_iter()
                .map(str::to_owned)
                .collect(),
        }
    }

    /// The list of a day.
    pub fn callbacks(&self, day: Date, list: &CallbackDay) -> CallbacksView {
        let listed = list.list.iter();
        CallbacksView {
            day,
            served: list.served,
            target: list.target,
            reached: list.reached(),
            tries: list.tries(),
            seed: format!("{:016x}", list.seed),
            list: listed.map(|one| self.listed(day, one)).collect(),
        }
    }

    /// Somebody on the list of a day.
    pub fn callback(&self, day: Date, ticket: TicketId) -> Option<CallbackView> {
        let list = self.hall.callbacks().get(&day)?;
        Some(self.listed(day, list.find(ticket)?))
    }

    /// The entries of one register, with their sum.
    pub fn register(&self, register: Register, rows: Vec<EntryRow>) -> RegisterView {
        let rows = rows.into_iter();
        let rows = rows.filter(|row| row.register == register.word());
        let entries: Vec<EntryView> = rows.map(|row| self.entry(row)).collect();
        let sum = |count: fn(&Counts) -> u32| {
            let counts = entries.iter().map(|entry| count(&entry.counts));
            counts.fold(0, u32::saturating_add)
        };
        RegisterView {
            register: register.word().to_owned(),
            count: u32::try_from(entries.len()).unwrap_or(u32::MAX),
            counts: Counts {
                households: sum(|counts| counts.households),
                matters: sum(|counts| counts.matters),
                leaflets: sum(|counts| counts.leaflets),
                people: sum(|counts| counts.people),
            },
            entries,
        }
    }

    fn listed(&self, day: Date, listed: &Listed) -> CallbackView {
        let drawn = &listed.drawn;
        CallbackView {
            day,
            ticket: drawn.ticket,
            number: drawn.number.label(self.digits()),
            why: drawn.why,
            window: drawn.window,
            clerk: drawn.clerk,
            item: drawn.item,
            tries: listed.tries,
            last: listed.last.as_ref().map(|asked| AskedAfterView {
                outcome: asked.outcome,
                channel: asked.channel,
                level: asked.level,
                problem: asked.problem.as_ref().map(|note| self.words(note)),
                done: done(&asked.stamp),
            }),
        }
    }

    fn entry(&self, row: EntryRow) -> EntryView {
        let key = row.note.and_then(|key| key.parse().ok());
        EntryView {
            id: EntryId(row.entry),
            day: row.day,
            by: row.clerk,
            rectification: row.rectification,
            about: self.about(&About {
                ticket: row.ticket.map(TicketId),
                window: row.window,
                clerk: row.about_clerk,
                department: row.department,
                item: row.item,
            }),
            kind: row.kind,
            photo: row.photo,
            rectify_by: row.rectify_by,
            counts: row.counts,
            words: WordsView {
                text: key.and_then(|key| self.notes.get(&key).cloned()),
            },
        }
    }

    fn about(&self, about: &About) -> AboutView {
        let item = about.item.and_then(|code| self.plan().items.get(&code));
        AboutView {
            ticket: about.ticket,
            window: about.window,
            clerk: about.clerk,
            department: about.department,
            item: about.item,
            item_name: item.map(|item| Names::from(&item.name)),
        }
    }
}
