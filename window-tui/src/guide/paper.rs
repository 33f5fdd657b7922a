//! The desk's printer: one paper after the other, each told to the server.

use super::machine::{Event, PaperNews};
use crate::limits::PRINTS_MAX;
use hall_core::code::TicketId;
use hall_core::ticket::PaperState;
use hall_device::{Api, LinkHandle};
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
    pub(super) fn start(
        api: Api,
        link: LinkHandle,
        printer: Printer,
        events: mpsc::Sender<Event>,
    ) -> Self {
        let (jobs, mut waiting) = mpsc::channel::<Job>(PRINTS_MAX);
        tokio::spawn(async move {
            while let Some(job) = waiting.recv().await {
                // This desk has no journal: what it has seen is its only witness after a power cut.
                link.note_paper(job.ticket.day, &job.ticket.number).await;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ticket, welcome};
    use hall_core::device::Role;
    use hall_device::{Link, LinkConfig, ServerAddress, Token, seen};
    use kiosk_client::cli::PrinterKind;
    use std::net::{Ipv4Addr, TcpListener};

    #[tokio::test]
    async fn a_number_is_remembered_before_its_paper_begins() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let seen_file = folder.path().join("token.seen");
        // Nobody serves here: only the desk itself knows of its numbers.
        let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let server: ServerAddress = format!("http://{nobody}").parse().expect("an address");
        let token = Token::new("guide").expect("a token");
        let mut config = LinkConfig::new(server.clone(), token.clone(), Role::Guide);
        config.seen_file = Some(seen_file.clone());
        let (link, _feed) = Link::spawn(config);

        let printer = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = format!("tcp:{}", printer.local_addr()?);
        let address = kiosk_client::cli::address(&address).expect("a printer");
        let (events, _told) = mpsc::channel(1);
        let api = Api::new(server, Some(token)).expect("a client can be made");
        let kind = PrinterKind::default();
        let paper = Paper::start(api, link, kind.at(address), events);
        for id in [23, 24] {
            let mut ticket = ticket(id, "card", 720, "");
            ticket.token = "0123456789abcdef0123456789abcdef".parse().ok();
            let (day, number) = (ticket.day, ticket.number.clone());
            let job = Job {
                ticket,
                copy: false,
                hall: welcome().hall,
                items: Arc::default(),
            };
            paper.print(job).expect("the printer is not behind");
            // The printer is only now spoken to, and breaks off.
            drop(printer.accept().await?);
            let known = seen::load(&seen_file)?.highest;
            let n: u32 = number[1..].parse().expect("a letter and digits");
            let is_known = known.iter().any(|one| one.day == day && one.online == n);
            assert!(is_known, "{number}: {known:?}");
        }
        Ok(())
    }
}
