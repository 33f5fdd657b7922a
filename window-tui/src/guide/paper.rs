//! The desk's printer: one paper after the other, each told to the server.

use super::machine::{Event, PaperNews};
use crate::limits::PRINTS_MAX;
use hall_core::code::TicketId;
use hall_core::ticket::PaperState;
use hall_device::Api;
use hall_protocol::view::{HallView, ItemView, TicketView};
use kiosk_client::take::{Kiosk, Taken};
use kiosk_client::{Printer, printer::Cause};
use std::sync::Arc;
use tokio::sync::mpsc;

/// A ticket to be printed.
#[derive(Debug)]
pub(super) struct Job {
    /// The ticket.
    pub(super) ticket: TicketView,
    /// The person may have a paper already.
    pub(super) copy: bool,
    /// The hall, for names.
    pub(super) hall: HallView,
    /// What people come for, for names and materials.
    pub(super) items: Arc<Vec<ItemView>>,
}

/// A printer that takes tickets in turn.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    jobs: mpsc::Sender<Job>,
}

impl Paper {
    /// Starts to print on the present runtime; ends when the desk does.
    pub(super) fn start(api: Api, printer: Printer, events: mpsc::Sender<Event>) -> Self {
        let (jobs, mut waiting) = mpsc::channel::<Job>(PRINTS_MAX);
        tokio::spawn(async move {
            while let Some(job) = waiting.recv().await {
                let news = print(&api, &printer, job).await;
                if events.send(Event::Paper(news)).await.is_err() {
                    return;
                }
            }
        });
        Self { jobs }
    }

    /// Hands a ticket over; a printer that is too far behind says so at once.
    pub(super) fn print(&self, job: Job) -> Result<(), PaperNews> {
        self.jobs.try_send(job).map_err(|refused| {
            let (mpsc::error::TrySendError::Full(job) | mpsc::error::TrySendError::Closed(job)) =
                refused;
            failed(job.ticket.id, "the printer is too far behind".to_owned())
        })
    }
}

async fn print(api: &Api, printer: &Printer, job: Job) -> PaperNews {
    let id = job.ticket.id;
    // The code on a copy is known to the server alone.
    let ticket = if job.ticket.token.is_some() {
        job.ticket
    } else {
        match api.here().get(&format!("/api/v1/tickets/{id}")).await {
            Ok(ticket) => ticket,
            Err(error) => return failed(id, error.to_string()),
        }
    };
    let items = Arc::unwrap_or_clone(job.items);
    let kiosk = Kiosk::new(api.clone(), printer.clone(), job.hall, items);
    let Taken {
        paper,
        cause,
        detail,
        unreported,
        ..
    } = kiosk.print(ticket, job.copy).await;
    PaperNews {
        ticket: id,
        paper,
        cause,
        detail: unreported.unwrap_or(detail),
    }
}

fn failed(ticket: TicketId, detail: String) -> PaperNews {
    PaperNews {
        ticket,
        paper: PaperState::Failed,
        cause: Some(Cause::Unreachable),
        detail,
    }
}
