//! Printers in trouble: one alarm for each at most, and only the newest word counts.

use crate::bed::Bed;
use hall_core::Command;
use hall_core::device::{PrinterTrouble, Role};
use hall_core::event::Alarm;

impl Bed {
    fn printer_of(&mut self, kiosk: u16, trouble: Option<PrinterTrouble>) {
        let by = self.actor(Role::Kiosk, kiosk);
        self.ask(by, Command::ReportPrinter { trouble })
            .expect("a kiosk speaks of its printer");
    }

    fn printer_alarms(&self) -> Vec<(u16, PrinterTrouble)> {
        let kiosks = [1, 2].map(|kiosk| (self.device(Role::Kiosk, kiosk), kiosk));
        let alarms = self
            .hall
            .alarms()
            .iter()
            .filter_map(|(alarm, _)| match alarm {
                Alarm::Printer(device, trouble) => {
                    let kiosk = kiosks.iter().find(|(of, _)| of == device)?;
                    Some((kiosk.1, *trouble))
                }
                _ => None,
            });
        alarms.collect()
    }
}

#[test]
fn each_printer_has_one_alarm_and_the_newest_word_counts() {
    let mut bed = Bed::new();
    bed.printer_of(1, Some(PrinterTrouble::NearEnd));
    bed.printer_of(2, Some(PrinterTrouble::CoverOpen));
    bed.printer_of(1, Some(PrinterTrouble::PaperOut));
    let both = [
        (2, PrinterTrouble::CoverOpen),
        (1, PrinterTrouble::PaperOut),
    ];
    assert_eq!(bed.printer_alarms(), both);
    bed.printer_of(1, None);
    assert_eq!(bed.printer_alarms(), [(2, PrinterTrouble::CoverOpen)]);
}

#[test]
fn the_same_word_again_is_no_event() {
    let mut bed = Bed::new();
    bed.printer_of(1, Some(PrinterTrouble::Silent));
    let events = bed.events().count();
    bed.printer_of(1, Some(PrinterTrouble::Silent));
    bed.printer_of(2, None);
    assert_eq!(bed.events().count(), events);
}

#[test]
fn the_clock_does_not_mend_a_printer_and_a_revoked_kiosk_has_none() {
    let mut bed = Bed::new();
    bed.printer_of(1, Some(PrinterTrouble::Fatal));
    bed.pass(90);
    assert_eq!(bed.printer_alarms(), [(1, PrinterTrouble::Fatal)]);
    let device = bed.device(Role::Kiosk, 1);
    bed.manage(Command::RevokeDevice { device })
        .expect("a manager revokes");
    assert_eq!(bed.printer_alarms(), []);
}
