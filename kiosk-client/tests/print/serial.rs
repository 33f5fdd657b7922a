//! The same ticket over a serial line and over a device file.

use hall_fixtures::port::VirtualPort;
use hall_fixtures::printer::{Fault, SerialPrinter};
use kiosk_client::encode::{self, ProcessId};
use kiosk_client::printer::{Cause, Doubt, Outcome, PrintReport};
use kiosk_client::slip::Slip;
use kiosk_client::{Printer, Profile};

fn plugged_in() -> VirtualPort<SerialPrinter> {
    VirtualPort::start("printer", SerialPrinter::default()).expect("the system has ptys")
}

async fn print(address: &str) -> PrintReport {
    let profile = Profile::default();
    let printer = Printer::new(address.parse().expect("a printer"), profile);
    print_by(&printer).await
}

async fn print_by(printer: &Printer) -> PrintReport {
    let id = ProcessId::of(0);
    let press = printer.press();
    let page = Slip::test_page(hall_text::Language::ZhCn, press.room());
    let encoded = encode::slip(&page, press, id).expect("a page");
    printer.print(&encoded, id).await
}

fn printed(port: &VirtualPort<SerialPrinter>) -> u64 {
    port.with(|printer| printer.engine().printed())
}

#[tokio::test]
async fn a_printer_on_a_serial_line_confirms_its_ticket() {
    let port = plugged_in();
    let report = print(&format!("serial:{}@115200", port.path().display())).await;
    assert_eq!(report.outcome, Outcome::Printed, "{}", report.detail);
    assert_eq!(printed(&port), 1);
}

#[tokio::test]
async fn a_printer_on_a_serial_line_says_what_is_wrong() {
    let port = plugged_in();
    let address = format!("serial:{}@19200", port.path().display());
    for (fault, cause) in [
        (Fault::PaperOut, Cause::PaperOut),
        (Fault::CoverOpen, Cause::CoverOpen),
    ] {
        port.with(|printer| printer.set(fault));
        let report = print(&address).await;
        assert_eq!(report.outcome, Outcome::Failed(cause), "{}", report.detail);
    }
    assert_eq!(printed(&port), 0);
}

#[tokio::test]
async fn a_printer_that_swallows_tickets_is_believed_again_when_it_answers_in_order() {
    let port = plugged_in();
    let address = format!("serial:{}@115200", port.path().display());
    let printer = Printer::new(address.parse().expect("a printer"), Profile::default());
    port.with(|printer| printer.set(Fault::HalfTicketAfterLines(0)));
    let swallowed = print_by(&printer).await;
    assert_eq!(swallowed.outcome, Outcome::Unknown(Doubt::Silent));
    port.with(|printer| printer.set(Fault::None));
    let report = print_by(&printer).await;
    assert_eq!(report.outcome, Outcome::Printed, "{}", report.detail);
    assert_eq!(printed(&port), 1);
}

#[tokio::test]
async fn a_serial_printer_that_is_not_there_is_unreachable_and_back_when_it_is_plugged_in() {
    let port = plugged_in();
    let address = format!("serial:{}@115200", port.path().display());
    port.vanish();
    let report = print(&address).await;
    assert_eq!(report.outcome, Outcome::Failed(Cause::Unreachable));
    port.come_back().expect("a pty is free");
    let report = print(&address).await;
    assert_eq!(report.outcome, Outcome::Printed, "{}", report.detail);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_printer_behind_a_device_file_confirms_its_ticket() {
    let port = plugged_in();
    let report = print(&format!("file:{}", port.path().display())).await;
    assert_eq!(report.outcome, Outcome::Printed, "{}", report.detail);
    assert_eq!(printed(&port), 1);
}
