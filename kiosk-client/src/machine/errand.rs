//! What the server must still be told, and what the kiosk needs from it: done in the background,
//! for ever, a few at a time.
//!
//! Hand-ins come first, then reports of papers, then intents that ended without a paper, then
//! leases. An unreachable server delays them all together, a refusal only the one it refused.

use super::Machine;
use super::call::{Meaning, Purpose, meaning};
use super::event::{Action, Answer, Body, Failure, PrinterSaid};
use crate::journal::{Intent, Record};
use crate::limits::{BLOCKS_MAX, ERRAND_REFUSED_MS, ERRANDS_MAX, LOW_WATER};
use hall_core::Date;
use hall_core::code::{SeriesCode, TicketId};
use hall_core::planted::{self, Bug};
use hall_core::ticket::PaperState;
use hall_device::Backoff;
use hall_protocol::view::{BlockView, TicketView};
use hall_protocol::{Stamp, api};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of errands besides the journal.
#[derive(Clone, Debug, Default)]
pub(super) struct Errands {
    /// Nothing is tried before, by the monotonic clock.
    until_ms: u64,
    backoff: Backoff,
    /// Refused errands and when they are tried again.
    later: BTreeMap<Purpose, u64>,
    /// Ids of requests that are not intents of people, the same in every try.
    ids: BTreeMap<Purpose, String>,
    /// Numbers nobody has a paper of, to be given back.
    give_back: BTreeMap<String, TicketId>,
    /// Series of which there are no more blocks on this day.
    leased_out: BTreeSet<SeriesCode>,
    day: Option<Date>,
    printer: PrinterTold,
}

/// How the printer is, and how far that was told.
#[derive(Clone, Debug, Default)]
struct PrinterTold {
    now: Option<PrinterSaid>,
    /// Under way.
    sent: Option<PrinterSaid>,
    /// Known to the server that is connected now.
    told: Option<PrinterSaid>,
}

impl Errands {
    /// The server is there again.
    pub(super) fn awake(&mut self) {
        self.until_ms = 0;
        self.backoff.reset();
        // Another start of the server knows nothing of printers.
        self.printer.told = None;
    }

    /// Tickets to be given back are others now.
    pub(super) fn new_epoch(&mut self) {
        self.give_back.clear();
    }

    /// The printer is so now.
    pub(super) fn note_printer(&mut self, said: PrinterSaid) {
        if self.printer.now != Some(said) {
            self.printer.now = Some(said);
            self.forget(&Purpose::Printer);
        }
    }

    /// Another day has other blocks.
    pub(super) fn new_day(&mut self, day: Date) {
        if self.day != Some(day) {
            self.day = Some(day);
            self.leased_out.clear();
            self.ids
                .retain(|purpose, _| !matches!(purpose, Purpose::Lease(_)));
            self.later
                .retain(|purpose, _| !matches!(purpose, Purpose::Lease(_)));
        }
    }

    fn forget(&mut self, purpose: &Purpose) {
        self.ids.remove(purpose);
        self.later.remove(purpose);
        if let Purpose::Withdraw(request_id, _) | Purpose::Settle(request_id) = purpose {
            self.give_back.remove(request_id);
        }
    }

    fn ready_ms(&self, purpose: &Purpose) -> u64 {
        let own = self.later.get(purpose).copied().unwrap_or(0);
        own.max(self.until_ms)
    }
}

impl Machine {
    /// Sends what is due.
    pub(super) fn run_errands(&mut self) -> Vec<Action> {
        let mut actions = self.forget_past_days();
        let now_ms = self.now.mono_ms;
        let under_way = self.calls.values().filter(|call| call.purpose.is_errand());
        let room = ERRANDS_MAX.saturating_sub(under_way.count());
        if room == 0 || self.errands.until_ms > now_ms {
            return actions;
        }
        let due = self.needs();
        let due = due.filter(|purpose| self.errands.ready_ms(purpose) <= now_ms);
        let due: Vec<Purpose> = due.take(room).collect();
        for purpose in due {
            if let Some((path, request_id, body)) = self.request(&purpose) {
                actions.push(self.post(purpose, path, request_id, body));
            }
        }
        actions
    }

    /// When the next errand is due; none while all of them wait for something to happen.
    pub(super) fn errands_wake_ms(&self) -> Option<u64> {
        if self.errands.until_ms > self.now.mono_ms {
            return self.needs().next().map(|_| self.errands.until_ms);
        }
        let ready = self.needs().map(|purpose| self.errands.ready_ms(&purpose));
        // What is due now and was not sent waits for room, and an answer makes room.
        ready.filter(|ms| *ms > self.now.mono_ms).min()
    }

    /// Everything open and not under way, most pressing first.
    fn needs(&self) -> impl Iterator<Item = Purpose> {
        let told = !planted::is(Bug::HandInForgotten);
        let hand_ins = self.state.intents().filter_map(hand_in_of);
        let hand_ins = hand_ins.filter(move |_| told);
        let reports = self.state.intents().flat_map(reports_of);
        let settles = self
            .state
            .intents()
            .filter_map(|intent| self.settle_of(intent));
        let printer = &self.errands.printer;
        let is_due = self.is_up() && printer.now.is_some() && printer.now != printer.told;
        let printer = is_due.then_some(Purpose::Printer);
        let pressing = hand_ins.chain(reports).chain(settles);
        let all = pressing.chain(self.leases()).chain(printer);
        let under_way: BTreeSet<&Purpose> = self.calls.values().map(|call| &call.purpose).collect();
        all.filter(move |purpose| !under_way.contains(purpose))
    }

    /// An intent whose number is not known, with nobody in front of the kiosk.
    fn settle_of(&self, intent: &Intent) -> Option<Purpose> {
        if !intent.is_unanswered()
            || self.is_in_front(&intent.request_id)
            || !self.is_of_today(intent)
        {
            return None;
        }
        let id = intent.request_id.clone();
        Some(match self.errands.give_back.get(&id) {
            Some(ticket) => Purpose::Withdraw(id, *ticket),
            None => Purpose::Settle(id),
        })
    }

    /// Whether asking for the intent again cannot take a number on another day.
    ///
    /// Just after a night the picture may still be of the day before, so the calendar must agree.
    /// An intent of a day that runs over midnight waits until its day has ended.
    fn is_of_today(&self, intent: &Intent) -> bool {
        let Some(day) = self.picture.day.as_ref().filter(|_| self.is_up()) else {
            return false;
        };
        let today = self.now.hall.and_then(|at| self.local(at));
        let is_today =
            |date: Date| date == day.day && today.is_some_and(|(date, _)| date == day.day);
        let asked = intent.at.and_then(|at| self.local(at.0));
        intent
            .day
            .or(asked.map(|(date, _)| date))
            .is_none_or(is_today)
    }

    /// Series of today that are short of numbers.
    fn leases(&self) -> impl Iterator<Item = Purpose> {
        let day = self.picture.day.as_ref();
        let day = day.filter(|day| day.stage == "open" && self.is_up());
        let series: BTreeSet<SeriesCode> = match day {
            Some(_) if self.gives_numbers && self.state.blocks().len() < BLOCKS_MAX => {
                self.known.items.iter().map(|item| item.series).collect()
            }
            _ => BTreeSet::new(),
        };
        let short = move |series: &SeriesCode| {
            let on_the_way = self.stores_lease(*series) || self.errands.leased_out.contains(series);
            day.is_some_and(|day| self.state.free(day.day, *series) < LOW_WATER) && !on_the_way
        };
        series.into_iter().filter(short).map(Purpose::Lease)
    }

    /// Path, id and body of an errand.
    fn request(&mut self, purpose: &Purpose) -> Option<(String, String, Body)> {
        let intent = |id: &String| self.state.intent(id);
        match purpose {
            Purpose::HandIn(id) => {
                let body = self.hand_in_body(intent(id)?)?;
                let body = Body::HandIn(Box::new(body));
                Some(("/api/v1/tickets/offline".to_owned(), id.clone(), body))
            }
            Purpose::Report(id, job) => {
                let intent = intent(id)?;
                let sheet = intent.sheets.iter().find(|sheet| sheet.job == *job)?;
                let (paper, report_id) = sheet.end.clone()?;
                let body = Body::Paper(api::Paper {
                    request_id: report_id.clone(),
                    number: intent.number.clone(),
                    paper,
                    copy: sheet.copy,
                });
                let path = format!("/api/v1/tickets/{}/paper", intent.ticket?);
                Some((path, report_id, body))
            }
            Purpose::Settle(id) => {
                let body = Body::Take(Box::new(intent(id)?.take.clone()));
                Some(("/api/v1/tickets".to_owned(), id.clone(), body))
            }
            Purpose::Withdraw(_, ticket) => {
                let path = format!("/api/v1/tickets/{ticket}/withdraw");
                let request_id = self.own_id(purpose);
                let body = Body::Act(Box::new(api::Act {
                    request_id: request_id.clone(),
                    ..api::Act::default()
                }));
                Some((path, request_id, body))
            }
            Purpose::Lease(series) => {
                let request_id = self.own_id(purpose);
                let body = Body::Lease(api::Lease {
                    request_id: request_id.clone(),
                    series: series.to_string(),
                });
                Some(("/api/v1/blocks".to_owned(), request_id, body))
            }
            Purpose::Printer => {
                let said = self.errands.printer.now?;
                self.errands.printer.sent = Some(said);
                let request_id = self.own_id(purpose);
                let body = Body::Printer(api::Printer {
                    request_id: request_id.clone(),
                    trouble: said.trouble,
                    papers_left: said.papers_left,
                });
                Some(("/api/v1/printer".to_owned(), request_id, body))
            }
            Purpose::Take(_) => None,
        }
    }

    /// The id of a request that is no intent of a person, the same in every try.
    fn own_id(&mut self, purpose: &Purpose) -> String {
        if let Some(id) = self.errands.ids.get(purpose) {
            return id.clone();
        }
        let id = self.new_id();
        self.errands.ids.insert(purpose.clone(), id.clone());
        id
    }

    /// A number of ours as the server takes it, with the time gone by since the touch: anew in
    /// every try, because the person came when they came.
    fn hand_in_body(&self, intent: &Intent) -> Option<api::HandIn> {
        let given = intent.given.as_ref()?;
        Some(api::HandIn {
            take: intent.take.clone(),
            day: given.day,
            series: given.series,
            n: given.n,
            token: given.token.clone(),
            elapsed_ms: self.elapsed_ms(intent),
            last_contact: given.last_contact,
        })
    }

    /// Hall milliseconds since the touch. By the monotonic clock within one run, by the hall's
    /// after a restart; where neither can tell, so long that the server takes the last contact.
    fn elapsed_ms(&self, intent: &Intent) -> i64 {
        let mono = intent.mono_ms.map(|then| {
            let ms = self.now.mono_ms.saturating_sub(then);
            i64::try_from(ms)
                .unwrap_or(UNKNOWN_MS)
                .saturating_mul(i64::from(self.speed))
        });
        let hall = || Some((self.now.hall? - intent.at?.0).0);
        mono.or_else(hall)
            .unwrap_or(UNKNOWN_MS)
            .clamp(0, UNKNOWN_MS)
    }

    /// An intent of a day that is over has no number any more; the day expired it.
    fn forget_past_days(&mut self) -> Vec<Action> {
        let Some(today) = self.picture.day.as_ref().map(|day| day.day) else {
            return Vec::new();
        };
        if !self.is_up() {
            return Vec::new();
        }
        let past = self.state.intents().filter(|intent| {
            (intent.is_unanswered() || planted::is(Bug::YesterdaysPaperForgotten))
                && intent.day.is_some_and(|day| day < today)
                && !self.is_in_front(&intent.request_id)
        });
        let past: Vec<Record> = past.map(|intent| forgot(&intent.request_id)).collect();
        for record in &past {
            let id = record.request_id().unwrap_or_default().to_owned();
            self.errands.forget(&Purpose::Settle(id));
        }
        if past.is_empty() {
            return Vec::new();
        }
        vec![self.settle_with(past)]
    }

    /// An errand was answered, or was not.
    pub(super) fn on_errand(
        &mut self,
        purpose: &Purpose,
        result: Result<Answer, Failure>,
    ) -> Vec<Action> {
        let decided = !matches!(&result, Err(Failure::Unreachable(_) | Failure::Protocol(_)))
            && !matches!(&result, Err(Failure::Refused(problem)) if !problem.is_decided());
        if decided {
            self.errands.backoff.reset();
        } else {
            let random = self.bits() as u32;
            let delay_ms = self.errands.backoff.next_ms(random);
            self.errands.until_ms = self.now.mono_ms + delay_ms;
        }
        match result {
            Ok(answer) => self.on_errand_done(purpose, answer),
            Err(Failure::Refused(problem)) => match meaning(purpose, &problem) {
                Meaning::Never => self.on_errand_refused(purpose),
                Meaning::Later if self.is_known_after_all(purpose, &problem.code) => {
                    self.handed_in(purpose, None)
                }
                Meaning::Later => {
                    if problem.code == "request_id_reused" {
                        // Another id of ours was the same; a new one is asked under.
                        self.errands.ids.remove(purpose);
                    }
                    self.delay(purpose);
                    Vec::new()
                }
                Meaning::Unanswered => Vec::new(),
            },
            Err(Failure::Unreachable(_)) => Vec::new(),
            Err(Failure::Protocol(_)) => {
                // Whatever answers there is no hall, or another version; slowly again.
                self.delay(purpose);
                Vec::new()
            }
        }
    }

    /// A number of a day that is over, under which the server has a ticket: it is this one, handed
    /// in before, because a block belongs to one kiosk and a number to one intent.
    fn is_known_after_all(&self, purpose: &Purpose, code: &str) -> bool {
        let Purpose::HandIn(id) = purpose else {
            return false;
        };
        let given = self
            .state
            .intent(id)
            .and_then(|intent| intent.given.as_ref());
        let today = self.picture.day.as_ref().map(|day| day.day);
        code == "number_used" && given.is_some_and(|given| today.is_some_and(|d| given.day < d))
    }

    fn on_errand_done(&mut self, purpose: &Purpose, answer: Answer) -> Vec<Action> {
        match (purpose, answer) {
            (Purpose::HandIn(_), Answer::Ticket(ticket)) => {
                self.handed_in(purpose, Some(ticket.id))
            }
            (Purpose::HandIn(_), Answer::Nothing) => self.handed_in(purpose, None),
            (Purpose::Report(id, job), Answer::Ticket(_) | Answer::Nothing) => {
                self.reported(id, *job)
            }
            (Purpose::Settle(id), Answer::Ticket(ticket)) => self.on_settled(id, &ticket),
            (Purpose::Withdraw(id, _), Answer::Ticket(_) | Answer::Nothing) => {
                self.errands.forget(purpose);
                vec![self.settle_with(vec![forgot(id)])]
            }
            (Purpose::Lease(series), Answer::Block(block)) => self.on_block(*series, block),
            (Purpose::Printer, Answer::Nothing) => self.printer_told(),
            _ => {
                // An answer to another question: nothing was learned.
                self.delay(purpose);
                Vec::new()
            }
        }
    }

    fn on_errand_refused(&mut self, purpose: &Purpose) -> Vec<Action> {
        self.errands.forget(purpose);
        match purpose {
            Purpose::Report(id, job) => self.reported(id, *job),
            Purpose::Lease(series) => {
                self.errands.leased_out.insert(*series);
                Vec::new()
            }
            Purpose::HandIn(id) | Purpose::Settle(id) | Purpose::Withdraw(id, _) => {
                vec![self.settle_with(vec![forgot(id)])]
            }
            Purpose::Printer => self.printer_told(),
            Purpose::Take(_) => Vec::new(),
        }
    }

    /// The server knows what was sent; what came after it is told next.
    fn printer_told(&mut self) -> Vec<Action> {
        self.errands.forget(&Purpose::Printer);
        self.errands.printer.told = self.errands.printer.sent.take();
        Vec::new()
    }

    /// The number of an intent without paper is known now, if it has one.
    ///
    /// Nobody can be behind a number that has no paper and no person: it is given back. A known
    /// person may have got the same ticket at another kiosk meanwhile, so it is left to them, and
    /// marked as not printed for the staff.
    fn on_settled(&mut self, id: &str, ticket: &TicketView) -> Vec<Action> {
        let Some(intent) = self.state.intent(id) else {
            return Vec::new();
        };
        let known_person = intent.is_of_known_person();
        let answered = Record::Answered {
            request_id: id.to_owned(),
            ticket: ticket.id,
            number: ticket.number.clone(),
            day: ticket.day,
        };
        if !intent.sheets.is_empty() {
            // Only a damaged journal knows a paper without its ticket.
            return vec![self.settle_with(vec![answered])];
        }
        if ticket.existing {
            return vec![self.settle_with(vec![forgot(id)])];
        }
        if !known_person {
            self.errands.give_back.insert(id.to_owned(), ticket.id);
            return Vec::new();
        }
        let report_id = self.new_id();
        let failed = Record::Paper {
            request_id: id.to_owned(),
            job: 0,
            report_id,
            paper: PaperState::Failed,
        };
        vec![self.settle_with(vec![answered, failed])]
    }

    fn handed_in(&mut self, purpose: &Purpose, ticket: Option<TicketId>) -> Vec<Action> {
        let Purpose::HandIn(id) = purpose else {
            return Vec::new();
        };
        self.errands.forget(purpose);
        if let Some(ticket) = ticket {
            self.learn_ticket(id, ticket);
        }
        let request_id = id.clone();
        vec![self.settle_with(vec![Record::HandedIn { request_id, ticket }])]
    }

    fn reported(&mut self, id: &str, job: u64) -> Vec<Action> {
        self.errands.forget(&Purpose::Report(id.to_owned(), job));
        let request_id = id.to_owned();
        vec![self.settle_with(vec![Record::Reported { request_id, job }])]
    }

    /// A block counts only once it is on disk: otherwise its used numbers would be forgotten.
    fn on_block(&mut self, series: SeriesCode, block: BlockView) -> Vec<Action> {
        let purpose = Purpose::Lease(series);
        let today = self.picture.day.as_ref().map(|day| day.day);
        let known = self.state.blocks().iter().any(|b| b.overlaps(&block));
        let fits = block.series == series && block.from >= 1 && block.from <= block.to;
        let epoch = self.state.epoch().map(str::to_owned);
        let (Some(epoch), true, false) = (epoch, fits && Some(block.day) == today, known) else {
            // A block of another day, or one we had: not ours to use. Ask under a new id.
            self.errands.forget(&purpose);
            self.delay(&purpose);
            return Vec::new();
        };
        let next = block.from;
        let at = Stamp(self.now.hall.or(self.contact).unwrap_or_default());
        let record = Record::Leased {
            block: block.clone(),
            next,
            epoch,
            at,
        };
        vec![self.store(vec![record.clone()], super::After::Lease(block, record))]
    }

    /// A block is on disk: the next lease is another one.
    pub(super) fn leased(&mut self, series: SeriesCode) {
        self.errands.forget(&Purpose::Lease(series));
    }

    pub(super) fn delay(&mut self, purpose: &Purpose) {
        let until_ms = self.now.mono_ms + ERRAND_REFUSED_MS;
        self.errands.later.insert(purpose.clone(), until_ms);
    }
}

/// Longer than any day that is kept: the server then takes the last contact as the arrival.
const UNKNOWN_MS: i64 = 30 * 86_400_000;

fn forgot(request_id: &str) -> Record {
    Record::Forgot {
        request_id: request_id.to_owned(),
    }
}

fn hand_in_of(intent: &Intent) -> Option<Purpose> {
    (intent.given.is_some() && !intent.handed_in)
        .then(|| Purpose::HandIn(intent.request_id.clone()))
}

/// Papers the server was not told of, once it knows the ticket.
fn reports_of(intent: &Intent) -> impl Iterator<Item = Purpose> {
    let known = intent.given.is_none() || intent.handed_in;
    let sheets = intent.sheets.iter().filter(move |sheet| {
        known && intent.ticket.is_some() && sheet.end.is_some() && !sheet.reported
    });
    sheets.map(|sheet| Purpose::Report(intent.request_id.clone(), sheet.job))
}
