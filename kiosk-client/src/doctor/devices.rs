//! Card reader and scanner: somebody holds something before them while the doctor waits.

use super::{Finding, Level};
use crate::cli::DoctorArgs;
use crate::id_reader::Trouble;
use crate::limits::DOCTOR_WAIT_MS;
use crate::presented::{Eyes, Presented};
use crate::scanner::Code;
use crate::word;
use tokio::time::{Duration, Instant, timeout_at};

/// What somebody is asked to hold before the devices.
pub(super) fn wishes(args: &DoctorArgs) -> impl Iterator<Item = &'static str> {
    let card = args.id_reader.as_ref().map(|_| "kiosk-doctor-hold-card");
    let code = args.scanner.as_ref().map(|_| "kiosk-doctor-hold-code");
    card.into_iter().chain(code)
}

/// What was seen until both have shown something, or the time is over.
pub(super) async fn devices(args: &DoctorArgs) -> Vec<Finding> {
    let Ok(mut eyes) = Eyes::open(args.id_reader.clone(), args.scanner.clone()) else {
        return vec![Finding::bad(
            word(args.language, "kiosk-doctor-reader"),
            word(args.language, "kiosk-doctor-reader-missing"),
        )];
    };
    let mut seen = Seen::default();
    let deadline = Instant::now() + Duration::from_millis(DOCTOR_WAIT_MS);
    while !seen.is_enough(args) {
        match timeout_at(deadline, eyes.see()).await {
            Ok(presented) => seen.note(presented),
            Err(_) => break,
        }
    }
    let language = args.language;
    let reader = args.id_reader.as_ref().map(|_| {
        let (level, key) = seen.of_reader();
        Finding::new(
            level,
            word(language, "kiosk-doctor-reader"),
            word(language, key),
        )
    });
    let scanner = args.scanner.as_ref().map(|_| {
        let (level, key) = seen.of_scanner();
        Finding::new(
            level,
            word(language, "kiosk-doctor-scanner"),
            word(language, key),
        )
    });
    reader.into_iter().chain(scanner).collect()
}

#[derive(Default)]
struct Seen {
    has_card: bool,
    is_unreadable: bool,
    trouble: Option<Trouble>,
    /// The reader has answered at least once.
    answers: bool,
    code: Option<Code>,
}

impl Seen {
    fn note(&mut self, presented: Presented) {
        match presented {
            Presented::Card(_) => self.has_card = true,
            Presented::Unreadable(_) => self.is_unreadable = true,
            Presented::Reader(trouble) => {
                self.trouble = trouble;
                self.answers |= trouble.is_none();
            }
            Presented::Code(code) => self.code = Some(code),
        }
    }

    fn is_enough(&self, args: &DoctorArgs) -> bool {
        // A reader that is not there will read nothing either.
        let reader = self.has_card || self.trouble.is_some() || args.id_reader.is_none();
        let scanner = self.code.is_some() || args.scanner.is_none();
        reader && scanner
    }

    fn of_reader(&self) -> (Level, &'static str) {
        match (self.has_card, self.trouble) {
            (true, _) => (Level::Fine, "kiosk-doctor-reader-fine"),
            (false, Some(Trouble::SelfTest)) => (Level::Bad, "kiosk-doctor-reader-self-test"),
            (false, Some(Trouble::Silent)) => (Level::Bad, "kiosk-doctor-reader-silent"),
            (false, None) if self.is_unreadable => (Level::Look, "kiosk-doctor-reader-unreadable"),
            (false, None) if self.answers => (Level::Look, "kiosk-doctor-reader-no-card"),
            (false, Some(Trouble::Missing) | None) => (Level::Bad, "kiosk-doctor-reader-missing"),
        }
    }

    fn of_scanner(&self) -> (Level, &'static str) {
        match &self.code {
            Some(Code::Ticket(_) | Code::Number(_)) => (Level::Fine, "kiosk-doctor-scanner-fine"),
            Some(Code::Foreign(_) | Code::Unknown) => (Level::Look, "kiosk-doctor-scanner-unknown"),
            None => (Level::Look, "kiosk-doctor-scanner-nothing"),
        }
    }
}
