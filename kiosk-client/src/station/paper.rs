//! The printer beside the machine: one thing at a time, a ticket or a look.

use super::Input;
use crate::encode::{self, EncodeError, Encoded, ProcessId};
use crate::local_time;
use crate::machine::{Known, Print, PrinterSaid, SlipOrder};
use crate::printer::{Cause, Outcome, PrintReport, Printer};
use crate::slip::{Enquiry, Facts, Notice, Slip};
use hall_core::Time;
use hall_core::device::PrinterTrouble;
use hall_protocol::Stamp;

/// How the printer is, by its own last word.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PrinterNews {
    /// Why it cannot print; none when nothing is known against it.
    pub cause: Option<Cause>,
    /// It was asked at least once.
    pub asked: bool,
    /// It answered, the last time it was asked.
    pub answers: bool,
    /// The roll is near its end; none where no sensor says so.
    pub near_end: Option<bool>,
    /// About so many papers are left on the roll; none before the first one.
    pub papers_left: Option<u32>,
    /// It can answer at all; a cheap one never does.
    pub speaks: bool,
    /// What the system said, for staff.
    pub detail: String,
}

/// What became of one paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Printed {
    /// By the printer's own word.
    pub(super) outcome: Outcome,
    /// How the printer is after it.
    pub(super) news: PrinterNews,
    /// Paper that was used, in mm.
    pub(super) length_mm: u32,
}

impl Printed {
    async fn by(printer: &Printer, encoded: Result<Encoded, EncodeError>, id: ProcessId) -> Self {
        match encoded {
            Ok(encoded) => {
                let report = printer.print(&encoded, id).await;
                let is_out = !matches!(report.outcome, Outcome::Failed(_));
                Self {
                    outcome: report.outcome,
                    news: PrinterNews::of(&report),
                    length_mm: if is_out { encoded.length_mm } else { 0 },
                }
            }
            Err(error) => Self::failed(error.to_string()),
        }
    }

    /// Nothing could be sent.
    fn failed(detail: String) -> Self {
        let cause = Cause::Fatal;
        Self {
            outcome: Outcome::Failed(cause),
            news: PrinterNews {
                cause: Some(cause),
                detail,
                asked: true,
                ..PrinterNews::default()
            },
            length_mm: 0,
        }
    }
}

impl From<Printed> for Input {
    fn from(printed: Printed) -> Self {
        Self::Printer {
            news: Box::new(printed.news),
            length_mm: printed.length_mm,
        }
    }
}

/// A printer that tickets, slips and looks share.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    printer: Printer,
}

impl Paper {
    pub(super) fn new(printer: Printer) -> Self {
        Self { printer }
    }

    /// Prints one ticket.
    pub(super) async fn print(&self, print: &Print, known: &Known) -> Printed {
        let Some(hall) = &known.hall else {
            return Printed::failed("the hall is not known yet".to_owned());
        };
        let printer = &self.printer;
        let local_time = local_time::show(print.ticket.taken_at, &hall.timezone);
        let facts = Facts {
            copy: print.copy,
            wait_known: print.wait_known,
            ..Facts::of(&print.ticket, hall, &known.items, &local_time)
        };
        let id = ProcessId::of(print.job);
        let encoded = encode::ticket(&facts, printer.press(), id);
        Printed::by(printer, encoded, id).await
    }

    /// Prints something to read.
    pub(super) async fn slip(
        &self,
        order: &SlipOrder,
        known: &Known,
        now: Option<Time>,
    ) -> Printed {
        let Some(hall) = &known.hall else {
            return Printed::failed("the hall is not known yet".to_owned());
        };
        let printer = &self.printer;
        let local_time = local_time::show(Stamp(now.unwrap_or_default()), &hall.timezone);
        let room = printer.press().room();
        let slip = match order {
            SlipOrder::Notice { item, language } => {
                let Some(item) = known.items.iter().find(|known| known.code == *item) else {
                    return Printed::failed(format!("the item {item} is not known any more"));
                };
                let notice = Notice {
                    item,
                    hall,
                    local_time: &local_time,
                    language: *language,
                };
                Slip::notice(&notice, room)
            }
            SlipOrder::Enquiry {
                number,
                said,
                language,
            } => {
                let enquiry = Enquiry {
                    number,
                    said,
                    hall,
                    local_time: &local_time,
                    language: *language,
                };
                Slip::enquiry(&enquiry, room)
            }
        };
        let id = ProcessId::of(0);
        let encoded = encode::slip(&slip, printer.press(), id);
        Printed::by(printer, encoded, id).await
    }

    /// Asks the printer how it is; none while it prints.
    pub(super) async fn look(&self) -> Option<PrinterNews> {
        Some(PrinterNews::of(&self.printer.look_if_idle().await?))
    }
}

impl PrinterNews {
    fn of(report: &PrintReport) -> Self {
        let cause = match report.outcome {
            Outcome::Failed(cause) => Some(cause),
            Outcome::Printed | Outcome::Unknown(_) => None,
        };
        Self {
            cause,
            asked: true,
            answers: !matches!(report.outcome, Outcome::Unknown(_))
                && cause != Some(Cause::Unreachable),
            near_end: report.near_end,
            papers_left: None,
            speaks: report.speaks,
            detail: report.detail.clone(),
        }
    }

    /// What staff are told; nothing of a printer that never says how it is.
    pub(super) fn said(&self) -> Option<PrinterSaid> {
        let silent = (self.speaks && !self.answers).then_some(PrinterTrouble::Silent);
        let near_end = (self.near_end == Some(true)).then_some(PrinterTrouble::NearEnd);
        let trouble = self.cause.map(Cause::trouble).or(silent).or(near_end);
        (self.asked && (self.speaks || trouble.is_some())).then_some(PrinterSaid {
            trouble,
            papers_left: self.papers_left,
        })
    }
}
