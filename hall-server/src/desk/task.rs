//! The desk's shell: one task that owns the store, commits batches, then answers and publishes.
//!
//! Handlers send a command and wait; none of them owns a transaction, so a dropped request leaves
//! nothing open. After a failed commit nothing is acknowledged any more (I30): the loop ends, and
//! the next start verifies the journal.

use super::recover::freeze;
use super::{Ask, Batch, Desk, Outcome};
use crate::clock::Clock;
use crate::hub::Hub;
use crate::limits::{ANSWER_DAYS, BATCH_MAX, DESK_QUEUE_MAX, OWED_MAX, SNAPSHOT_EVENTS, TICK};
use crate::store::{Store, StoreError};
use hall_core::event::Event;
use hall_core::planted::{self, Bug};
use hall_core::{Command, Date, Refusal};
use hall_protocol::resume::Epoch;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

/// Something for the desk to do.
enum Job {
    Decide(Box<Ask>, oneshot::Sender<Result<Outcome, DeskError>>),
    NewEpoch(Renewal, oneshot::Sender<Result<(), DeskError>>),
    Stop(oneshot::Sender<()>),
}

/// An epoch that ends, and the one that follows it.
#[derive(Clone, Copy, Debug)]
pub struct Renewal {
    /// The present one.
    pub from: Epoch,
    /// The next one.
    pub to: Epoch,
}

/// Why the desk gave no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum DeskError {
    /// No room on the disk; nothing was stored.
    #[error("the disk is full; nothing was stored")]
    Full,
    /// The journal could not be written; the server stops.
    #[error("the journal could not be written; nothing was stored and the server stops: {0}")]
    Failed(String),
    /// The server is stopping.
    #[error("the server is stopping")]
    Stopping,
}

/// The way to the desk.
#[derive(Clone, Debug)]
pub struct DeskHandle {
    jobs: mpsc::Sender<Job>,
}

impl DeskHandle {
    /// Asks and waits until the answer is durable.
    pub async fn ask(&self, ask: Ask) -> Result<Outcome, DeskError> {
        let (reply, answer) = oneshot::channel();
        let job = Job::Decide(Box::new(ask), reply);
        self.jobs.send(job).await.map_err(|_| DeskError::Stopping)?;
        answer.await.unwrap_or(Err(DeskError::Stopping))
    }

    /// Begins a new history; events after it carry the new epoch. Does nothing when the epoch that
    /// was to end has ended: many devices may prove one loss at the same time.
    pub async fn new_epoch(&self, renewal: Renewal) -> Result<(), DeskError> {
        let (reply, answer) = oneshot::channel();
        self.jobs
            .send(Job::NewEpoch(renewal, reply))
            .await
            .map_err(|_| DeskError::Stopping)?;
        answer.await.unwrap_or(Err(DeskError::Stopping))
    }

    /// Ends the desk after what is waiting now.
    pub async fn stop(&self) {
        let (reply, stopped) = oneshot::channel();
        if self.jobs.send(Job::Stop(reply)).await.is_ok() {
            let _ = stopped.await;
        }
    }
}

/// What the task works with.
pub struct Shell<S> {
    /// Where commits become durable.
    pub store: S,
    /// The pure half.
    pub desk: Desk,
    /// The hall's clock.
    pub clock: Arc<Clock>,
    /// Where committed events go.
    pub hub: Arc<Hub>,
    /// Events since the last snapshot.
    pub unsaved: u64,
    /// What devices have told of a lost history and a full disk did not take: nothing is decided
    /// before it is, or a number they have seen would be given again.
    pub owed: Vec<Ask>,
}

/// The desk and the way to it; the future works until the desk ends, and says why it did.
pub fn open<S: Store>(
    shell: Shell<S>,
) -> (
    DeskHandle,
    impl Future<Output = Result<S, StoreError>> + Send,
) {
    let (jobs, waiting) = mpsc::channel(DESK_QUEUE_MAX);
    (DeskHandle { jobs }, shell.run(waiting))
}

type Waiting = (Ask, oneshot::Sender<Result<Outcome, DeskError>>);

impl<S: Store> Shell<S> {
    async fn run(mut self, mut jobs: mpsc::Receiver<Job>) -> Result<S, StoreError> {
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let first = tokio::select! {
                job = jobs.recv() => match job {
                    Some(job) => Some(job),
                    None => break,
                },
                // A manual clock stands still, so there is nothing for time to do.
                _ = tick.tick(), if !self.clock.is_manual() => None,
            };
            let mut asks: Vec<Waiting> = Vec::new();
            let mut next = first;
            let mut other = None;
            while let Some(job) = next.take() {
                match job {
                    Job::Decide(ask, reply) => asks.push((*ask, reply)),
                    job => other = Some(job),
                }
                if other.is_none() && asks.len() < BATCH_MAX {
                    next = jobs.try_recv().ok();
                }
            }
            self.work(asks).await?;
            match other {
                Some(Job::Stop(reply)) => {
                    self.snapshot().await?;
                    let _ = reply.send(());
                    break;
                }
                Some(job) => self.serve(job).await?,
                None => {}
            }
        }
        Ok(self.store)
    }

    /// Decides, commits, and only then publishes and answers.
    async fn work(&mut self, waiting: Vec<Waiting>) -> Result<(), StoreError> {
        let (asks, replies): (Vec<Ask>, Vec<_>) = waiting.into_iter().unzip();
        let owed = self.owed.len();
        let asks = if owed == 0 {
            asks
        } else {
            std::mem::take(&mut self.owed)
                .into_iter()
                .chain(asks)
                .collect()
        };
        let mut batch = self.desk.tick_and_decide(&asks, self.clock.now());
        // Nobody waits for what is owed.
        batch.outcomes.drain(..owed);
        if planted::is(Bug::AnswerBeforeSync) {
            return self.answer_first(batch, replies).await;
        }
        if planted::is(Bug::PublishBeforeSync) {
            self.hub.publish(&batch.applied, self.desk.notes());
        }
        if !batch.commit.is_empty() {
            match self.store.commit(&batch.commit).await {
                Ok(()) if planted::is(Bug::PublishBeforeSync) => {}
                Err(StoreError::Failed(_)) if planted::is(Bug::FailedSyncIgnored) => {
                    self.hub.publish(&batch.applied, self.desk.notes());
                }
                Ok(()) => self.hub.publish(&batch.applied, self.desk.notes()),
                Err(error) => {
                    self.owe(asks);
                    return self.not_stored(error, batch, replies).await;
                }
            }
        }
        for (outcome, reply) in batch.outcomes.into_iter().zip(replies) {
            let answer = self.finish(outcome).await;
            // A caller that is gone asks again with the same id.
            let _ = reply.send(answer);
        }
        self.unsaved += batch.applied.len() as u64;
        self.tidy(&batch.applied).await
    }

    /// Keeps what devices told, for the next batch; the newest word of each.
    fn owe(&mut self, asks: Vec<Ask>) {
        for ask in asks {
            let Command::Witness { device, day, .. } = &ask.request.command else {
                continue;
            };
            let is_same = |other: &Ask| {
                matches!(&other.request.command,
                    Command::Witness { device: known, day: of, .. } if known == device && of == day)
            };
            self.owed.retain(|other| !is_same(other));
            if self.owed.len() < OWED_MAX {
                self.owed.push(ask);
            }
        }
    }

    /// A bug on purpose: the answers leave, and then it is stored.
    async fn answer_first(
        &mut self,
        batch: Batch,
        replies: Vec<oneshot::Sender<Result<Outcome, DeskError>>>,
    ) -> Result<(), StoreError> {
        for (outcome, reply) in batch.outcomes.into_iter().zip(replies) {
            let answer = self.finish(outcome).await;
            let _ = reply.send(answer);
        }
        self.store.commit(&batch.commit).await?;
        self.hub.publish(&batch.applied, self.desk.notes());
        Ok(())
    }

    /// A full disk rolls back cleanly and the hall goes on; anything else ends the desk.
    ///
    /// Refusals of the batch are not told either: they may rest on what was thrown away, and
    /// "nobody is waiting" for a person whose call was not stored would be a lie.
    async fn not_stored(
        &mut self,
        error: StoreError,
        batch: Batch,
        replies: Vec<oneshot::Sender<Result<Outcome, DeskError>>>,
    ) -> Result<(), StoreError> {
        let is_full = matches!(error, StoreError::Full);
        let told = if is_full {
            DeskError::Full
        } else {
            DeskError::Failed(error.to_string())
        };
        if is_full {
            let (hall, tip) = self.hub.committed();
            self.desk.roll_back(hall, tip, &batch);
            tracing::error!("the disk is full, nothing of the last batch was stored");
        }
        for (outcome, reply) in batch.outcomes.into_iter().zip(replies) {
            let answer = match outcome {
                // What was answered before this batch is in the store and stays true.
                Outcome::Repeat(_) if is_full => self.finish(outcome).await,
                _ => Err(told.clone()),
            };
            let _ = reply.send(answer);
        }
        if is_full { Ok(()) } else { Err(error) }
    }

    /// A repeat from an earlier batch gets the stored answer.
    async fn finish(&mut self, outcome: Outcome) -> Result<Outcome, DeskError> {
        let Outcome::Repeat(id) = outcome else {
            return Ok(outcome);
        };
        match self.store.answer(id).await {
            Ok(Some(row)) => Ok(Outcome::Accepted {
                status: row.status,
                body: row.body.as_str().into(),
            }),
            Ok(None) => {
                let refusal = Box::new(Refusal::UnknownTicket);
                Ok(Outcome::Refused {
                    refusal,
                    truth: None,
                })
            }
            Err(error) => Err(DeskError::Failed(error.to_string())),
        }
    }

    /// At the start of a day old intents and texts go, and the small state is kept.
    async fn tidy(&mut self, applied: &[super::Applied]) -> Result<(), StoreError> {
        let opened = applied.iter().rev().find_map(|one| match &one.event {
            Event::DayOpened { day } => Some(*day),
            _ => None,
        });
        if let Some(day) = opened {
            let since = Date(day.0 - ANSWER_DAYS);
            match self.store.forget(since, self.clock.time()).await {
                // Forgetting writes too; on a full disk it waits for the next day.
                Ok(()) | Err(StoreError::Full) => {}
                Err(error) => return Err(error),
            }
            let stored = self.store.stored().await?;
            self.hub.set_notes(&stored.notes);
            self.desk.refresh(stored.answered, stored.notes);
        }
        if opened.is_some() || self.unsaved >= SNAPSHOT_EVENTS {
            self.snapshot().await?;
        }
        Ok(())
    }

    /// A snapshot only makes the next start faster; a full disk goes without one.
    async fn snapshot(&mut self) -> Result<(), StoreError> {
        if self.unsaved == 0 {
            return Ok(());
        }
        self.unsaved = 0;
        match self
            .store
            .keep_snapshot(&freeze(self.desk.hall(), self.desk.tip()))
            .await
        {
            Err(StoreError::Full) => Ok(()),
            result => result,
        }
    }

    async fn serve(&mut self, job: Job) -> Result<(), StoreError> {
        match job {
            Job::NewEpoch(Renewal { from, to: epoch }, reply) => {
                let is_over = self.hub.look().epoch != from;
                if is_over || planted::is(Bug::EpochKept) {
                    let _ = reply.send(Ok(()));
                    return Ok(());
                }
                match self.store.set_epoch(epoch).await {
                    Ok(()) => {}
                    // The device that proved the loss says hello again and proves it again.
                    Err(StoreError::Full) => {
                        let _ = reply.send(Err(DeskError::Full));
                        return Ok(());
                    }
                    Err(error) => return Err(error),
                }
                self.desk.set_epoch(epoch.to_string());
                self.hub.set_epoch(epoch);
                let _ = reply.send(Ok(()));
            }
            Job::Decide(..) | Job::Stop(_) => {
                unreachable!("the loop serves these itself");
            }
        }
        Ok(())
    }
}
