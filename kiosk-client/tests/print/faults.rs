//! What goes wrong at the printer, and that nobody is told it went right.

use crate::hall::{Hall, item, state, ticket};
use hall_core::ticket::PaperState;
use hall_fixtures::printer::{Fault, VirtualPrinter};
use kiosk_client::encode::{self, Press, ProcessId};
use kiosk_client::printer::{Cause, Doubt};
use kiosk_client::profile::Proof;
use kiosk_client::slip::Facts;
use kiosk_client::{Order, Profile, Taken, limits};
use std::time::Duration;

/// Takes one ticket from a printer with a fault.
async fn with(fault: Fault, proof: Proof) -> (Taken, VirtualPrinter) {
    let printer = VirtualPrinter::start().await.expect("a free port");
    printer.set(fault);
    let hall = Hall::start().await;
    let profile = Profile {
        proof,
        ..Profile::default()
    };
    let kiosk = hall.kiosk(printer.addr(), profile).await;
    let order = Order {
        item: "GJ01".into(),
        ..Order::default()
    };
    let taking = kiosk.take_and_print(&order);
    let taken = tokio::select! {
        taken = taking => taken,
        never = skip_confirmation(&printer, fault, &profile) => match never {},
    };
    let taken = taken.expect("a number, whatever the printer does");
    let reports: Vec<_> = hall.papers().iter().map(|paper| paper.paper).collect();
    assert_eq!(reports, [taken.paper], "the server hears it once");
    (taken, printer)
}

/// Lets the long wait for a confirmation pass at once, when the whole ticket has arrived.
async fn skip_confirmation(
    printer: &VirtualPrinter,
    fault: Fault,
    profile: &Profile,
) -> std::convert::Infallible {
    let (ticket, item, state) = (ticket(), item(), state());
    let facts = Facts {
        ticket: &ticket,
        item: Some(&item),
        hall: &state.hall,
        local_time: "2026-03-03 10:38",
        copy: false,
        wait_known: true,
    };
    let encoded = encode::ticket(&facts, Press::of(profile), ProcessId::of(22)).expect("a ticket");
    let in_order = encode::proof_request(profile.proof, ProcessId::STEP).len() as u64;
    let asked = match fault {
        // Who does not answer is asked once before the ticket, and once in order.
        Fault::Silent | Fault::Garbage => 3 + in_order,
        // Who answers is asked four times.
        Fault::PaperOutAfterLines(_) => 12 + in_order,
        // The others say something before the time is over.
        _ => return std::future::pending().await,
    };
    printer
        .wait_for_bytes(asked + encoded.bytes.len() as u64)
        .await;
    tokio::time::pause();
    tokio::time::advance(Duration::from_millis(limits::CONFIRM_MS)).await;
    tokio::time::resume();
    std::future::pending().await
}

async fn check(fault: Fault, paper: PaperState, cause: Option<Cause>, doubt: Option<Doubt>) {
    for proof in [Proof::ProcessId, Proof::Fence] {
        let (taken, _printer) = with(fault, proof).await;
        assert_eq!(
            (taken.paper, taken.cause, taken.doubt),
            (paper, cause, doubt),
            "{fault:?}"
        );
    }
}

#[tokio::test]
async fn a_printer_without_paper_fails_and_prints_nothing() {
    check(
        Fault::PaperOut,
        PaperState::Failed,
        Some(Cause::PaperOut),
        None,
    )
    .await;
    let (_, printer) = with(Fault::PaperOut, Proof::Fence).await;
    printer.set(Fault::None);
    assert_eq!(
        (printer.papers().len(), printer.hanging().marks.len()),
        (0, 0)
    );
}

#[tokio::test]
async fn paper_that_ends_in_the_middle_of_a_ticket_fails() {
    let fault = Fault::PaperOutAfterLines(4);
    check(fault, PaperState::Failed, Some(Cause::PaperOut), None).await;
}

#[tokio::test]
async fn an_open_cover_fails() {
    check(
        Fault::CoverOpen,
        PaperState::Failed,
        Some(Cause::CoverOpen),
        None,
    )
    .await;
}

#[tokio::test]
async fn a_stuck_cutter_fails() {
    check(
        Fault::CutterError,
        PaperState::Failed,
        Some(Cause::Cutter),
        None,
    )
    .await;
}

#[tokio::test]
async fn little_paper_is_enough() {
    check(Fault::NearEnd, PaperState::Printed, None, None).await;
}

#[tokio::test]
async fn a_silent_printer_is_unknown_though_it_prints() {
    check(
        Fault::Silent,
        PaperState::Unknown,
        None,
        Some(Doubt::Silent),
    )
    .await;
    let (_, printer) = with(Fault::Silent, Proof::Fence).await;
    assert_eq!(printer.wait_for_papers(1).await.len(), 1);
}

#[tokio::test]
async fn a_printer_that_talks_nonsense_is_unknown() {
    check(
        Fault::Garbage,
        PaperState::Unknown,
        None,
        Some(Doubt::Silent),
    )
    .await;
}

#[tokio::test]
async fn a_printer_that_vanishes_before_the_ticket_fails() {
    check(
        Fault::VanishAfter(0),
        PaperState::Failed,
        Some(Cause::Unreachable),
        None,
    )
    .await;
    check(
        Fault::VanishAfter(3),
        PaperState::Failed,
        Some(Cause::Unreachable),
        None,
    )
    .await;
}

#[tokio::test]
async fn a_printer_that_vanishes_in_a_ticket_is_unknown() {
    for bytes in [25, 100, 300] {
        check(
            Fault::VanishAfter(bytes),
            PaperState::Unknown,
            None,
            Some(Doubt::Lost),
        )
        .await;
    }
}

#[tokio::test]
async fn a_printer_that_is_not_there_fails_and_the_number_stays() {
    let gone = VirtualPrinter::start().await.expect("a free port").addr();
    let hall = Hall::start().await;
    let kiosk = hall.kiosk(gone, Profile::default()).await;
    let order = Order {
        item: "GJ01".into(),
        ..Order::default()
    };
    let taken = kiosk.take_and_print(&order).await.expect("a number");
    assert_eq!(
        (taken.ticket.number.as_str(), taken.cause),
        ("E023", Some(Cause::Unreachable))
    );
}
