//! The fold of the records: what is unsettled, and the numbers that are left.

use super::block::Block;
use super::intent::{Given, Intent, Sheet};
use super::record::Record;
use hall_core::Date;
use hall_core::code::SeriesCode;
use hall_core::planted::{self, Bug};
use hall_protocol::Stamp;
use hall_protocol::api::Take;
use std::collections::BTreeMap;

/// What the kiosk must remember over a restart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct State {
    /// In order of asking; settled ones are gone.
    intents: Vec<Intent>,
    blocks: Vec<Block>,
    /// The highest online numbers that were printed here.
    witness: BTreeMap<(Date, SeriesCode), u32>,
    epoch: Option<String>,
    /// The highest print so far.
    jobs: u64,
    contact: Option<Stamp>,
}

impl State {
    /// The fold of some records.
    pub fn of(records: &[Record]) -> Self {
        let mut state = Self::default();
        state.apply_all(records);
        state
    }

    /// Takes in some records in order.
    pub fn apply_all(&mut self, records: &[Record]) {
        for record in records {
            self.apply(record);
        }
    }

    /// Takes in one record. A record about something unknown creates what it tells of, so that a
    /// journal with a hole still tells all it knows.
    pub fn apply(&mut self, record: &Record) {
        match record {
            Record::Asked {
                request_id,
                take,
                day,
                at,
            } => {
                let intent = self.intent_mut(request_id);
                intent.asked = true;
                intent.take = take.clone();
                (intent.day, intent.at) = (*day, *at);
            }
            Record::Answered {
                request_id,
                ticket,
                number,
                day,
            } => {
                let intent = self.intent_mut(request_id);
                (intent.ticket, intent.day) = (Some(*ticket), Some(*day));
                intent.number = Some(number.clone());
            }
            Record::Numbered { request_id, .. } => self.numbered(request_id, record),
            Record::Leased {
                block,
                next,
                epoch,
                at,
            } => {
                self.contact = self.contact.max(Some(*at));
                let known = self.blocks.iter_mut().find(|known| known.view == *block);
                match known {
                    Some(known) => known.next = known.next.max(*next),
                    None => self.blocks.push(Block {
                        view: block.clone(),
                        next: *next,
                        epoch: epoch.clone(),
                    }),
                }
            }
            Record::Printing {
                request_id,
                job,
                copy,
            } => {
                self.jobs = self.jobs.max(*job);
                self.intent_mut(request_id).sheet(*job).copy = *copy;
            }
            Record::Paper {
                request_id,
                job,
                report_id,
                paper,
            } => {
                let intent = self.intent_mut(request_id);
                intent.sheet(*job).end = Some((*paper, report_id.clone()));
            }
            Record::Reported { request_id, job } => {
                if let Some(intent) = self.known_mut(request_id) {
                    intent.sheet(*job).reported = true;
                }
            }
            Record::HandedIn { request_id, ticket } => {
                if let Some(intent) = self.known_mut(request_id) {
                    intent.handed_in = true;
                    intent.ticket = *ticket;
                }
            }
            Record::Forgot { request_id } => {
                self.intents
                    .retain(|intent| intent.request_id != *request_id);
            }
            Record::Witness {
                day,
                series,
                online,
            } => {
                let known = self.witness.entry((*day, *series)).or_default();
                *known = (*known).max(*online);
            }
            Record::Jobs { job } => self.jobs = self.jobs.max(*job),
            Record::Epoch { epoch } => self.enter(epoch),
        }
        if let Some(id) = record.request_id() {
            self.intents
                .retain(|intent| intent.request_id != id || !intent.is_settled());
        }
    }

    /// A server that lost some of its history may know our numbers no more, and means other tickets
    /// by the same ids: what is open is handed in again, under the same request.
    fn enter(&mut self, epoch: &str) {
        if self.epoch.as_deref().is_some_and(|known| known != epoch) {
            for intent in self.intents.iter_mut().filter(|i| i.given.is_some()) {
                (intent.handed_in, intent.ticket) = (false, None);
                for sheet in &mut intent.sheets {
                    sheet.reported = false;
                }
            }
        }
        self.epoch = Some(epoch.to_owned());
    }

    fn numbered(&mut self, request_id: &str, record: &Record) {
        let Record::Numbered {
            take,
            day,
            series,
            n,
            label,
            token,
            at,
            mono_ms,
            last_contact,
            ..
        } = record
        else {
            return;
        };
        self.contact = self.contact.max(Some(*last_contact));
        self.use_number(*day, *series, *n);
        let intent = self.intent_mut(request_id);
        intent.take = take.clone();
        (intent.day, intent.at, intent.mono_ms) = (Some(*day), *at, Some(*mono_ms));
        intent.number = Some(label.clone());
        intent.given = Some(Given {
            day: *day,
            series: *series,
            n: *n,
            token: token.clone(),
            last_contact: *last_contact,
        });
    }

    /// Unsettled intents in order of asking.
    pub fn intents(&self) -> impl Iterator<Item = &Intent> {
        self.intents.iter()
    }

    /// How many intents are unsettled.
    pub fn open(&self) -> usize {
        self.intents.len()
    }

    /// One of them.
    pub fn intent(&self, request_id: &str) -> Option<&Intent> {
        let mut newest_first = self.intents.iter().rev();
        newest_first.find(|intent| intent.request_id == request_id)
    }

    /// Leased blocks, in order of leasing.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The highest online number of a day and series that was printed here; 0 = none.
    pub fn witnessed(&self, day: Date, series: SeriesCode) -> u32 {
        self.witness.get(&(day, series)).copied().unwrap_or(0)
    }

    /// All of them.
    pub fn witness(&self) -> impl Iterator<Item = (Date, SeriesCode, u32)> {
        let known = self.witness.iter();
        known.map(|((day, series), online)| (*day, *series, *online))
    }

    /// The server's last epoch.
    pub fn epoch(&self) -> Option<&str> {
        self.epoch.as_deref()
    }

    /// The highest print so far; 0 before the first.
    pub fn jobs(&self) -> u64 {
        self.jobs
    }

    /// A moment of the hall's clock at which the server was certainly heard.
    pub fn contact(&self) -> Option<Stamp> {
        self.contact
    }

    /// The block from which the next number of a day and series comes.
    ///
    /// A block of another epoch is none: the server may have forgotten that it leased it.
    pub fn block(&self, day: Date, series: SeriesCode) -> Option<&Block> {
        self.usable(day, series).find(|block| block.free() > 0)
    }

    /// Numbers left of a day and series.
    pub fn free(&self, day: Date, series: SeriesCode) -> u32 {
        let free = self.usable(day, series).map(Block::free);
        free.fold(0, u32::saturating_add)
    }

    fn usable(&self, day: Date, series: SeriesCode) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(move |block| {
            block.view.day == day
                && block.view.series == series
                && Some(&block.epoch) == self.epoch.as_ref()
        })
    }

    /// Marks a number as used though it may not be on disk: it is never given again.
    pub fn use_number(&mut self, day: Date, series: SeriesCode, n: u32) {
        if planted::is(Bug::BlockNumberTwice) {
            return;
        }
        let block = self
            .blocks
            .iter_mut()
            .find(|block| block.holds(day, series, n));
        if let Some(block) = block {
            block.use_up_to(n);
        }
    }

    /// After damage nobody knows which numbers were not used, nor which intents have no paper.
    pub fn after_damage(&mut self) {
        for block in &mut self.blocks {
            block.use_up_to(block.view.to);
        }
        for intent in &mut self.intents {
            if intent.is_unanswered() {
                // A print of which nothing more is known.
                intent.sheet(0);
            }
        }
    }

    /// Forgets a print that was not begun after all.
    pub fn drop_sheet(&mut self, request_id: &str, job: u64) {
        if let Some(intent) = self.known_mut(request_id) {
            intent.sheets.retain(|sheet| sheet.job != job);
        }
        // An intent that was only known for this copy is gone with it.
        self.intents.retain(|intent| {
            let is_empty = intent.sheets.is_empty() && !intent.asked && intent.given.is_none();
            intent.request_id != request_id || !(intent.is_settled() || is_empty)
        });
    }

    /// Forgets the numbers of days before `day`: they die with their day.
    pub fn drop_numbers_before(&mut self, day: Date) {
        self.blocks.retain(|block| block.view.day >= day);
        self.witness.retain(|(of, _), _| *of >= day);
    }

    /// Forgets readings of a monotonic clock that has begun anew.
    pub fn after_restart(&mut self) {
        for intent in &mut self.intents {
            intent.mono_ms = None;
        }
    }

    /// The shortest records with this fold, in groups that stand or fall together; numbers of days
    /// that are over are left out.
    pub fn records(&self) -> Vec<Vec<Record>> {
        let mut records = Vec::new();
        if let Some(epoch) = &self.epoch {
            records.push(Record::Epoch {
                epoch: epoch.clone(),
            });
        }
        if self.jobs > 0 {
            records.push(Record::Jobs { job: self.jobs });
        }
        let last_day = self.blocks.iter().map(|block| block.view.day).max();
        let blocks = self.blocks.iter();
        let blocks = blocks.filter(|block| Some(block.view.day) == last_day);
        records.extend(blocks.map(|block| Record::Leased {
            block: block.view.clone(),
            next: block.next,
            epoch: block.epoch.clone(),
            at: self.contact.unwrap_or_default(),
        }));
        let last_day = self.witness.keys().map(|(day, _)| *day).max();
        let witness = self.witness().filter(|(day, ..)| Some(*day) == last_day);
        records.extend(witness.map(|(day, series, online)| Record::Witness {
            day,
            series,
            online,
        }));
        let groups = records.into_iter().map(|record| vec![record]);
        let intents = self.intents.iter().map(Intent::to_records);
        groups.chain(intents).collect()
    }

    fn known_mut(&mut self, request_id: &str) -> Option<&mut Intent> {
        let mut newest_first = self.intents.iter_mut().rev();
        newest_first.find(|intent| intent.request_id == request_id)
    }

    fn intent_mut(&mut self, request_id: &str) -> &mut Intent {
        let known = self
            .intents
            .iter()
            .rposition(|intent| intent.request_id == request_id);
        let at = known.unwrap_or_else(|| {
            self.intents.push(Intent::named(request_id));
            self.intents.len() - 1
        });
        &mut self.intents[at]
    }
}

impl Intent {
    fn to_records(&self) -> Vec<Record> {
        let mut records = Vec::new();
        let id = || self.request_id.clone();
        if self.asked {
            records.push(Record::Asked {
                request_id: id(),
                take: self.take.clone(),
                day: self.day,
                at: self.at,
            });
        }
        if let Some(given) = &self.given {
            records.push(Record::Numbered {
                request_id: id(),
                take: self.take.clone(),
                day: given.day,
                series: given.series,
                n: given.n,
                label: self.number.clone().unwrap_or_default(),
                token: given.token.clone(),
                at: self.at,
                mono_ms: self.mono_ms.unwrap_or_default(),
                last_contact: given.last_contact,
            });
        } else if let (Some(ticket), Some(day)) = (self.ticket, self.day) {
            records.push(Record::Answered {
                request_id: id(),
                ticket,
                number: self.number.clone().unwrap_or_default(),
                day,
            });
        }
        // What settles comes last, so that nothing counts as settled before all of it is read.
        for sheet in &self.sheets {
            records.push(Record::Printing {
                request_id: id(),
                job: sheet.job,
                copy: sheet.copy,
            });
        }
        for sheet in &self.sheets {
            sheet.write_end(&self.request_id, &mut records);
        }
        if self.handed_in {
            records.push(Record::HandedIn {
                request_id: id(),
                ticket: self.ticket,
            });
        }
        records
    }
}

impl Sheet {
    fn write_end(&self, request_id: &str, records: &mut Vec<Record>) {
        if let Some((paper, report_id)) = &self.end {
            records.push(Record::Paper {
                request_id: request_id.to_owned(),
                job: self.job,
                report_id: report_id.clone(),
                paper: *paper,
            });
        }
        if self.reported {
            records.push(Record::Reported {
                request_id: request_id.to_owned(),
                job: self.job,
            });
        }
    }
}

/// Whether two takes are for the same thing by the same known person.
pub(crate) fn same_person_and_item(one: &Take, other: &Take) -> bool {
    let hash = |take: &Take| take.person.as_ref().and_then(|person| person.hash.clone());
    hash(one).is_some() && hash(one) == hash(other) && one.item == other.item
}
