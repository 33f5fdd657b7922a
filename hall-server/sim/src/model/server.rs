//! The server of a model: the real desk over the real rules, and what is durable beside it.
//!
//! Whatever happens is judged at once: every event under `check_step`, every state under `check`,
//! the journal's places without gap, the state before a restart against the state after it. A
//! panic of the rules is a violation like any other.

use super::tiny::{desk, now};
mod memo;
mod said;

pub(super) use said::{Said, Seen, Stage};

use super::{Planted, digest};
use hall_core::code::{RequestId, TicketId, WindowNumber};
use hall_core::command::{Command, Named};
use hall_core::invariant::{check, check_settled, check_step};
use hall_core::{Event, Hall};
use hall_server::desk::recover::{freeze, state_of};
use hall_server::desk::{Applied, Ask, Batch, Desk, Outcome};
use hall_server::journal::Tip;
use memo::Memo;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What was broken, in words.
pub(super) type Broken = Arc<str>;

/// The server with its memory of decisions.
#[derive(Clone, Debug)]
pub(super) struct Server {
    core: Core,
    memo: Arc<Memo>,
    planted: Option<Planted>,
    /// Whether the place in the journal is part of the state, as it is for whoever resumes.
    chained: bool,
}

/// Desk, durable answers and the tick.
#[derive(Clone, Debug)]
struct Core {
    desk: Arc<Desk>,
    /// The short name of the hall, with its history where that counts.
    name: u64,
    /// Answers of intents that may still be asked for again, with the digest of what was asked.
    answers: BTreeMap<RequestId, (Arc<str>, Said)>,
    tick: u8,
    /// What was durable before the last commit, for models that lose it.
    past: Option<Arc<Past>>,
}

/// What was durable once.
#[derive(Debug)]
struct Past {
    desk: Arc<Desk>,
    name: u64,
    answers: BTreeMap<RequestId, (Arc<str>, Said)>,
}

/// Answers and events of what was heard.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// One answer for each ask.
    pub(super) said: Vec<Said>,
    /// What happened.
    pub(super) applied: Vec<Applied>,
    /// Whether an answer came from an earlier decision.
    pub(super) repeated: bool,
}

impl Server {
    /// The smallest hall at tick 0.
    pub(super) fn new(planted: Option<Planted>) -> Self {
        let desk = desk();
        let core = Core {
            name: digest::of_hall(desk.hall()),
            desk: Arc::new(desk),
            answers: BTreeMap::new(),
            tick: 0,
            past: None,
        };
        Self {
            core,
            memo: Arc::new(Memo::new()),
            planted,
            chained: false,
        }
    }

    /// The same, with the journal's chain as part of the state.
    pub(super) fn chained(planted: Option<Planted>) -> Self {
        Self {
            chained: true,
            ..Self::new(planted)
        }
    }

    /// The hall, all of it durable.
    pub(super) fn hall(&self) -> &Hall {
        self.core.desk.hall()
    }

    /// The last event.
    pub(super) fn tip(&self) -> Tip {
        self.core.desk.tip()
    }

    /// Ticks passed.
    pub(super) fn tick(&self) -> u8 {
        self.core.tick
    }

    /// Whether an intent is remembered.
    pub(super) fn remembers(&self, id: RequestId) -> bool {
        self.core.answers.contains_key(&id)
    }

    /// Lets a tick pass.
    pub(super) fn pass(&mut self) -> Result<Arc<Heard>, Broken> {
        self.core.tick += 1;
        self.hear(&"tick", Vec::new)
    }

    /// One round of the desk: time acts, then the asks in order; all is durable, then answered.
    /// `what` tells one list of asks from another.
    pub(super) fn hear(
        &mut self,
        what: &impl Hash,
        asks: impl FnOnce() -> Vec<Ask>,
    ) -> Result<Arc<Heard>, Broken> {
        self.once(&("hear", what), |server| server.decide(&asks()))
    }

    /// Does something that depends on this state only, once for all states like it.
    fn once(
        &mut self,
        what: &impl Hash,
        work: impl FnOnce(&mut Self) -> Result<Heard, Broken>,
    ) -> Result<Arc<Heard>, Broken> {
        let key = Memo::key(&(&*self, what));
        let known = self.memo.get(key).unwrap_or_else(|| {
            let done = work(self).map(|heard| (self.core.clone(), Arc::new(heard)));
            self.memo.put(key, done.clone());
            done
        });
        let (core, heard) = known?;
        self.core = core;
        Ok(heard)
    }

    fn decide(&mut self, asks: &[Ask]) -> Result<Heard, Broken> {
        let at = now(self.core.tick);
        let mut desk = Desk::clone(&self.core.desk);
        let known = self.core.answers.iter();
        let known = known.map(|(id, (digest, _))| (*id, digest.to_string()));
        desk.refresh(known.collect(), BTreeMap::new());
        let meant: Vec<Ask> = asks.iter().map(|ask| self.mistaken(ask)).collect();
        let decided = catch_unwind(AssertUnwindSafe(|| {
            let time = desk.tick_and_decide(&[], at);
            let settled = check_settled(desk.hall(), at);
            let between = (!time.applied.is_empty()).then(|| desk.hall().clone());
            (time, settled, between, desk.decide(&meant, at))
        }));
        let (time, settled, between, batch) = decided.map_err(|panic| words(&*panic))?;
        if let Some(violation) = settled.first() {
            return Err(format!("{violation}").into());
        }
        let before = between.as_ref().unwrap_or_else(|| self.hall());
        versions_hold(before, asks, &batch)?;
        let applied: Vec<Applied> = time.applied.into_iter().chain(batch.applied).collect();
        self.judge(&applied, desk.hall())?;
        if !applied.is_empty() && self.core.past.is_some() {
            self.remember();
        }
        for row in &batch.commit.answers {
            let said = Said::of(&Outcome::Accepted {
                status: row.status,
                body: row.body.as_str().into(),
            })?;
            let answer = (row.digest.as_str().into(), said);
            self.core.answers.insert(row.request, answer);
        }
        let mut repeated = false;
        let mut said = Vec::new();
        for outcome in &batch.outcomes {
            said.push(match outcome {
                Outcome::Repeat(id) => {
                    repeated = true;
                    let known = self.core.answers.get(id).map(|(_, said)| *said);
                    known.ok_or_else(|| format!("I4: the answer to {id} is gone"))?
                }
                outcome => Said::of(outcome)?,
            });
        }
        if !applied.is_empty() {
            self.core.desk = Arc::new(desk);
            self.rename();
        }
        Ok(Heard {
            said,
            applied,
            repeated,
        })
    }

    fn rename(&mut self) {
        let hall = digest::of_hall(self.hall());
        self.core.name = if self.chained {
            digest::of(&(hall, self.tip().hash))
        } else {
            hall
        };
    }

    /// Every event and every state between, against the numbered invariants.
    fn judge(&self, applied: &[Applied], end: &Hall) -> Result<(), Broken> {
        let mut tip = self.tip();
        let mut before = self.hall().clone();
        for one in applied {
            if one.tip.seq.0 != tip.seq.0 + 1 {
                return Err(format!("I7: event {} after {}", one.tip.seq, tip.seq).into());
            }
            tip = one.tip;
            let mut after = before.clone();
            after.apply(&one.event, one.at);
            let step = check_step(&before, &one.event, &after);
            if let Some(violation) = step.into_iter().chain(check(&after)).next() {
                return Err(format!("{violation} (after {})", one.event.kind()).into());
            }
            before = after;
        }
        if before != *end {
            return Err("I8: the replayed events give another state".into());
        }
        Ok(())
    }

    /// From now on the state before the last commit is kept.
    pub(super) fn remember(&mut self) {
        self.core.past = Some(Arc::new(Past {
            desk: Arc::clone(&self.core.desk),
            name: self.core.name,
            answers: self.core.answers.clone(),
        }));
    }

    /// The last commit is lost, and so is the memory of what was before it.
    pub(super) fn lose_last_commit(&mut self) {
        if let Some(past) = self.core.past.take() {
            (self.core.desk, self.core.name) = (Arc::clone(&past.desk), past.name);
            self.core.answers.clone_from(&past.answers);
        }
    }

    /// The ask as a wrong rule on purpose would understand it.
    fn mistaken(&self, ask: &Ask) -> Ask {
        let mut ask = ask.clone();
        match (self.planted, &mut ask.request.command) {
            (Some(Planted::IgnoredVersions), Command::Act { named, .. }) => named.version = None,
            (Some(Planted::ForgottenIntents), Command::TakeTicket(_)) => {
                let given = self.hall().tickets().count() as u128;
                ask.request.id.0 += 1_000_000 * given;
                ask.request.random += 1_000_000 * given;
            }
            _ => {}
        }
        ask
    }

    /// A crash that loses nothing durable: the state is read again from what was written.
    pub(super) fn restart(&mut self) -> Result<(), Broken> {
        if self.planted == Some(Planted::ForgottenCommit) {
            self.lose_last_commit();
        }
        self.once(&"restart", |server| server.read_again())
            .map(drop)
    }

    fn read_again(&self) -> Result<Heard, Broken> {
        let frozen = freeze(self.hall(), self.tip());
        let hall =
            state_of(&frozen).map_err(|error| format!("I8: the state is unreadable: {error}"))?;
        if hall != *self.hall() {
            return Err("I8: the state read again is another one".into());
        }
        Ok(Heard::default())
    }

    /// Forgets answers that nobody can ask for any more: no copy of the intent is left.
    pub(super) fn forget(&mut self, may_come: impl Fn(RequestId) -> bool) {
        self.core.answers.retain(|id, _| may_come(*id));
    }

    /// Begins a new history.
    pub(super) fn begin_epoch(&mut self, epoch: String) {
        let mut desk = Desk::clone(&self.core.desk);
        desk.set_epoch(epoch);
        self.core.desk = Arc::new(desk);
    }

    /// Whether everybody can be served and the day closed: the hall empties (L1, L6).
    pub(super) fn empties(&self) -> Result<(), Broken> {
        let mut rest = self.clone();
        rest.core.answers.clear();
        rest.once(&"empty", Self::empty).map(drop)
    }

    fn empty(&mut self) -> Result<Heard, Broken> {
        self.core.tick += SETTLE_TICKS;
        for _ in 0..4 * (self.hall().tickets().count() + 2) {
            for window in [1, 2] {
                let hand = self.hall().windows()[&WindowNumber(window)].hand;
                let ticket = hand.and_then(|id| self.hall().ticket(id));
                for command in next_deed(window, ticket.map(|ticket| ticket.state)) {
                    self.decide(&[Ask::of_operator(command)])?;
                }
            }
        }
        for _ in 0..2 {
            self.decide(&[Ask::of_operator(Command::CloseDay)])?;
        }
        let left = self.hall().tickets().find(|ticket| ticket.state.is_live());
        left.map_or(Ok(Heard::default()), |ticket| {
            let (id, state) = (ticket.id, ticket.state);
            Err(format!("L1: ticket {id} never ends: {state:?}").into())
        })
    }
}

/// Ticks after which every cool-down and grace time is over.
const SETTLE_TICKS: u8 = 10;

/// What a window does that wants to be done with everybody.
fn next_deed(window: u16, state: Option<hall_core::TicketState>) -> Vec<Command> {
    use hall_core::TicketState::{Called, Serving};
    use hall_core::command::Act;
    let window = WindowNumber(window);
    let act = |act| Command::Act {
        window,
        named: Named::default(),
        act,
    };
    let finish = || act(Act::Finish(hall_core::service::Done::default()));
    match state {
        Some(Called(_)) => vec![act(Act::Start), finish()],
        Some(Serving(_)) => vec![finish()],
        _ => vec![
            Command::OpenWindow {
                window,
                clerk: None,
            },
            Command::CallNext { window },
        ],
    }
}

/// I27: a command that names an old version changes nothing. A batch of two is not looked at: what
/// happened is not told apart by ask, and each of them is decided alone elsewhere in the space.
fn versions_hold(before: &Hall, asks: &[Ask], batch: &Batch) -> Result<(), Broken> {
    let alone = asks
        .windows(2)
        .all(|pair| pair[0].request == pair[1].request);
    for ask in asks.iter().filter(|_| alone) {
        let Command::Act { named, .. } = &ask.request.command else {
            continue;
        };
        let (Some(id), Some(version)) = (named.ticket, named.version) else {
            continue;
        };
        let stale = before
            .ticket(id)
            .is_none_or(|ticket| ticket.version != version);
        let changed = batch.applied.iter().any(|one| changes(&one.event, id));
        if stale && changed {
            return Err(
                format!("I27: version {version} of ticket {id} is old and changed it").into(),
            );
        }
    }
    Ok(())
}

fn changes(event: &Event, id: TicketId) -> bool {
    event.ticket() == Some(id)
}

/// What a panic said.
fn words(panic: &(dyn std::any::Any + Send)) -> Broken {
    let text = panic.downcast_ref::<&str>().map(ToString::to_string);
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("the rules stopped: {}", text.unwrap_or_default()).into()
}

impl PartialEq for Server {
    fn eq(&self, other: &Self) -> bool {
        Memo::key(self) == Memo::key(other) && self.hall() == other.hall()
    }
}

impl Eq for Server {}

impl Hash for Server {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let core = &self.core;
        let past = core.past.as_ref().map(|past| past.name);
        (core.name, core.tick, past).hash(state);
        for (id, (digest, said)) in &core.answers {
            (id.0, digest, said).hash(state);
        }
    }
}
