//! The same ticket over a serial line and over a device file.

use hall_fixtures::printer::engine::Engine;
use kiosk_client::encode::{self, ProcessId};
use kiosk_client::printer::Outcome;
use kiosk_client::slip::Slip;
use kiosk_client::{Printer, Profile};
use serialport::{SerialPort, TTYPort};
use std::io::{ErrorKind, Read, Write};
use std::thread::JoinHandle;
use std::time::Duration;

/// A virtual printer behind a pty: its path, the kiosk's end held open so that the line never
/// looks unplugged, and the printer's thread, which ends with the first confirmed ticket.
fn behind_a_pty() -> (String, TTYPort, JoinHandle<(usize, TTYPort)>) {
    let (mut line, end) = TTYPort::pair().expect("the system has ptys");
    let path = end.name().expect("the other end has a path");
    line.set_timeout(Duration::from_secs(10))
        .expect("a pty has a time-out");
    let printer = std::thread::spawn(move || {
        let mut engine = Engine::default();
        let mut buffer = [0; 64];
        let mut confirmed = false;
        while !confirmed {
            let count = match line.read(&mut buffer) {
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(_) => break,
            };
            let answer = engine.receive(&buffer[..count]);
            line.write_all(&answer.bytes).expect("the kiosk listens");
            // The request for proof follows the cut.
            confirmed = engine.printed() > 0 && !answer.bytes.is_empty();
        }
        // The line goes back too: closing it early would swallow the last reply.
        (engine.papers().len(), line)
    });
    (path, end, printer)
}

async fn prints(address: &str) {
    let profile = Profile::default();
    let printer = Printer::new(address.parse().expect("a printer"), profile);
    let id = ProcessId::of(0);
    let press = printer.press();
    let page = Slip::test_page(hall_text::Language::ZhCn, press.room());
    let encoded = encode::slip(&page, press, id).expect("a page");
    let report = printer.print(&encoded, id).await;
    assert_eq!(report.outcome, Outcome::Printed, "{}", report.detail);
}

#[tokio::test]
async fn a_printer_on_a_serial_line_confirms_its_ticket() {
    let (path, end, printer) = behind_a_pty();
    prints(&format!("serial:{path}@115200")).await;
    drop(end);
    let (papers, _line) = printer.join().expect("the printer's thread is well");
    assert_eq!(papers, 1);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_printer_behind_a_device_file_confirms_its_ticket() {
    let (path, end, printer) = behind_a_pty();
    prints(&format!("file:{path}")).await;
    drop(end);
    let (papers, _line) = printer.join().expect("the printer's thread is well");
    assert_eq!(papers, 1);
}
