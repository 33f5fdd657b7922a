//! The ticket printer: where it is, what it says about itself, and how one ticket is printed.
//!
//! [`job`] decides, the link carries bytes. A successful write proves nothing: only the printer's
//! own reply makes a ticket printed (I18), silence is "unknown".

mod address;
pub mod job;
mod link;
mod replies;
mod status;
mod step;

pub use address::{BadPrinter, PrinterAddress};
pub use job::{Doubt, Outcome, PrintJob};
pub use replies::{Replies, Reply};
pub use status::{Cause, Status};
pub use step::Step;

use crate::encode::{Encoded, Press, ProcessId};
use crate::font::Typeface;
use crate::profile::{Profile, StatusBy};
use job::{Action, Event};
use link::Link;
use std::collections::VecDeque;
use std::sync::Arc;
use tokio::sync::Mutex;
use tokio::time::{Duration, Instant, timeout_at};

/// A printer of this kiosk.
#[derive(Clone, Debug)]
pub struct Printer {
    /// Where it is.
    pub address: PrinterAddress,
    /// What it can do.
    pub profile: Profile,
    /// Draws what it cannot; none where the computer has no such font.
    pub font: Option<Arc<dyn Typeface>>,
    /// Held by the one job at a time.
    pub(crate) step: Arc<Mutex<Step>>,
}

/// What became of one ticket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintReport {
    /// The answer.
    pub outcome: Outcome,
    /// What the printer said about itself.
    pub status: Status,
    /// The roll is near its end; none where no sensor says so.
    pub near_end: Option<bool>,
    /// It can answer at all.
    pub speaks: bool,
    /// What the system said, for the staff; empty when there is nothing to add.
    pub detail: String,
}

impl Printer {
    /// A printer alone: what it cannot print is replaced.
    pub fn new(address: PrinterAddress, profile: Profile) -> Self {
        Self {
            address,
            profile,
            font: None,
            step: Arc::default(),
        }
    }

    /// What turns slips into its bytes.
    pub fn press(&self) -> Press<'_> {
        Press {
            profile: &self.profile,
            font: self.font.as_deref(),
        }
    }

    /// Prints one ticket and waits for the printer's own word.
    ///
    /// Nothing is sent before the printer was asked how it is; a printer that says it cannot print
    /// gets no byte of the ticket. One job at a time: others wait.
    pub async fn print(&self, ticket: &Encoded, id: ProcessId) -> PrintReport {
        let mut step = self.step.lock().await;
        let job = PrintJob::new(ticket.bytes.clone(), &self.profile, id, *step);
        self.run(job, &mut step).await
    }

    /// Asks the printer how it is; unknown where it does not answer.
    pub async fn look(&self) -> PrintReport {
        let mut step = self.step.lock().await;
        self.ask(&mut step).await
    }

    /// Asks the printer how it is; none while it prints.
    pub async fn look_if_idle(&self) -> Option<PrintReport> {
        let mut step = self.step.try_lock().ok()?;
        Some(self.ask(&mut step).await)
    }

    async fn ask(&self, step: &mut Step) -> PrintReport {
        let question = PrintJob::question(&self.profile, *step);
        self.run(question, step).await
    }

    async fn run(&self, mut job: PrintJob, step: &mut Step) -> PrintReport {
        // Should this future be dropped, nothing is known of the printer.
        step.lose();
        let mut speaks = self.profile.status != StatusBy::None;
        let (outcome, detail) = match Link::open(&self.address).await {
            Ok(link) => {
                speaks &= link.answers();
                drive(&mut job, link).await
            }
            Err(error) => (Outcome::Failed(Cause::Unreachable), error.to_string()),
        };
        *step = job.step();
        PrintReport {
            outcome,
            speaks,
            status: job.status(),
            near_end: job.status().near_end().filter(|_| self.profile.near_end),
            detail,
        }
    }
}

/// Performs what the job wants until it is done.
async fn drive(job: &mut PrintJob, mut link: Link) -> (Outcome, String) {
    let mut detail = String::new();
    let mut deadline = Instant::now();
    let started = if link.answers() {
        Event::Started
    } else {
        Event::StartedMute
    };
    let mut actions = VecDeque::from(job.on(started));
    loop {
        while let Some(action) = actions.pop_front() {
            match action {
                Action::Send(bytes) => {
                    if let Err(error) = link.send(&bytes).await {
                        detail = error.to_string();
                        actions = job.on(Event::Lost).into();
                    } else {
                        actions.extend(job.on(Event::Sent));
                    }
                }
                Action::Wait(ms) => deadline = Instant::now() + Duration::from_millis(ms),
                Action::Done(outcome) => return (outcome, detail),
            }
        }
        actions = match timeout_at(deadline, link.receive()).await {
            Ok(Ok(bytes)) => job.on(Event::Received(&bytes)),
            Ok(Err(error)) => {
                detail = error.to_string();
                job.on(Event::Lost)
            }
            Err(_) => job.on(Event::TimedOut),
        }
        .into();
    }
}
