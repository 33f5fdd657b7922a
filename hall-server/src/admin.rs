//! Administration from the command line: enrol, report, verify and backup.
//!
//! While a server holds the folder it is asked over its socket; otherwise the folder is locked and
//! the same is done here. No second process ever writes the file.

pub mod clerk;

use crate::auth::Token;
use crate::backup::{check_target, finish_backup, unverified};
use crate::clock::Clock;
use crate::control::{self, Order, Reply};
use crate::daily::{self, Format, Wanted, render};
use crate::desk::recover::recover;
use crate::desk::{Ask, Outcome};
use crate::pages::LocalTime;
use crate::period;
use crate::random::Random;
use crate::store::sqlite::{Folder, Reader, SqliteStore};
use crate::store::{Store, StoreError};
use crate::verify::verify;
use hall_core::code::{DepartmentCode, WindowNumber};
use hall_core::device::Role;
use hall_core::{Command, Date, Hall, Language, Now, Refusal};
use hall_protocol::limits::NOTE_CHARS_MAX;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A newly enrolled device; the token is shown once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Enrolled {
    /// Its id.
    pub device: u32,
    /// Its role.
    pub role: Role,
    /// Its name.
    pub name: String,
    /// Its window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<u16>,
    /// Its department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentCode>,
    /// The token, shown once and stored nowhere.
    pub token: String,
}

/// What a new device is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Enrolment {
    /// Its role.
    pub role: Role,
    /// Its name.
    pub name: String,
    /// Its window.
    pub window: Option<u16>,
    /// Its department.
    #[serde(default)]
    pub department: Option<DepartmentCode>,
}

/// Why an order was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The rules.
    #[error("{title}; {hint}")]
    Refused {
        /// A stable code.
        code: String,
        /// What happened.
        title: String,
        /// What to do next.
        hint: String,
    },
    /// The running server could not be asked.
    #[error("the running server does not answer on {socket}: {what}")]
    Unreachable {
        /// Its socket.
        socket: String,
        /// Why.
        what: String,
    },
    /// Something about the request.
    #[error("{0}")]
    Wrong(String),
}

impl AdminError {
    pub(crate) fn refused(refusal: &Refusal) -> Self {
        Self::Refused {
            code: refusal.code().to_owned(),
            title: hall_text::refusal(Language::En, refusal),
            hint: hall_text::hint(Language::En, refusal),
        }
    }
}

/// The command that enrols a device, with its token.
pub(crate) fn enrolment(
    wanted: &Enrolment,
    random: &Random,
) -> Result<(Command, Token), AdminError> {
    let name = wanted.name.trim();
    let chars = name.chars().count();
    let max = hall_protocol::limits::NAME_CHARS_MAX;
    if chars == 0 || chars > max || name.chars().any(char::is_control) {
        return Err(AdminError::Wrong(format!(
            "--name: 1 to {max} plain characters"
        )));
    }
    let token = Token::generate(random);
    let command = Command::EnrolDevice {
        role: wanted.role,
        name: name.to_owned(),
        window: wanted.window.map(WindowNumber),
        department: wanted.department,
        secret: token.secret(),
    };
    Ok((command, token))
}

/// What the caller of an enrolment gets.
pub(crate) fn enrolled(
    wanted: &Enrolment,
    token: &Token,
    outcome: Outcome,
) -> Result<Enrolled, AdminError> {
    match outcome {
        Outcome::Accepted { body, .. } => Ok(Enrolled {
            device: body
                .parse()
                .map_err(|_| AdminError::Wrong(body.to_string()))?,
            role: wanted.role,
            name: wanted.name.trim().to_owned(),
            window: wanted.window,
            department: wanted.department,
            token: token.reveal().to_owned(),
        }),
        Outcome::Refused { refusal, .. } => Err(AdminError::refused(&refusal)),
        Outcome::Repeat(_) | Outcome::Reused => {
            Err(AdminError::Wrong("an enrolment is not repeated".to_owned()))
        }
    }
}

/// Enrols a device.
pub async fn enrol(data: &Path, wanted: Enrolment) -> Result<Enrolled, AdminError> {
    match lock(data)? {
        None => match control::ask(data, &Order::Enrol(wanted)).await? {
            Reply::Enrolled(enrolled) => Ok(enrolled),
            other => Err(other.into_error()),
        },
        Some(folder) => {
            let (command, token) = enrolment(&wanted, &Random::System)?;
            enrolled(&wanted, &token, decide_in(folder, command).await?)
        }
    }
}

/// Decides one command of the operator in a folder that no server holds.
async fn decide_in(folder: Folder, command: Command) -> Result<Outcome, AdminError> {
    let mut store = SqliteStore::open(folder).await?;
    let recovered = recover(&mut store).await?;
    let mut desk = recovered.desk();
    // Before the first day the journal has no time of its own yet; a practice clock may still
    // begin anywhere, so nothing here may run ahead of it.
    let now = Now {
        at: recovered.hall.time(),
        date: Date(0),
        minute: 0,
    };
    let batch = desk.decide(&[Ask::of_operator(command)], now);
    store.commit(&batch.commit).await?;
    store.close().await?;
    let outcome = batch.outcomes.into_iter().next();
    Ok(outcome.expect("one command has one outcome"))
}

/// The words of a message, if they are fit for a line of a screen.
pub(crate) fn message_text(text: &str) -> Result<&str, AdminError> {
    let text = text.trim();
    let chars = text.chars().count();
    if (1..=NOTE_CHARS_MAX).contains(&chars) && !text.chars().any(char::is_control) {
        return Ok(text);
    }
    Err(AdminError::Wrong(format!(
        "a message has 1 to {NOTE_CHARS_MAX} characters on one line"
    )))
}

/// Tells windows something; nobody named = all of them.
pub async fn say(data: &Path, text: String, windows: Vec<u16>) -> Result<(), AdminError> {
    if lock_existing(data)?.is_some() {
        let what = "no server runs on this folder, so nobody would see the message";
        return Err(AdminError::Wrong(what.to_owned()));
    }
    match control::ask(data, &Order::Say { text, windows }).await? {
        Reply::Done => Ok(()),
        other => Err(other.into_error()),
    }
}

/// Verifies a folder. Gives the events replayed and what is wrong.
pub async fn verify_folder(data: &Path) -> Result<crate::verify::Verified, AdminError> {
    match lock_existing(data)? {
        None => match control::ask(data, &Order::Verify).await? {
            Reply::Verified { events, findings } => {
                Ok(crate::verify::Verified { events, findings })
            }
            other => Err(other.into_error()),
        },
        Some(folder) => {
            let reader = open_reader(&folder).await?;
            let verified = verify(&reader).await;
            reader.close().await;
            Ok(verified?)
        }
    }
}

/// Makes a verified backup. Gives the number of events in it.
pub async fn backup(data: &Path, out: &Path) -> Result<u64, AdminError> {
    check_target(out)?;
    let out = std::path::absolute(out).map_err(|error| AdminError::Wrong(error.to_string()))?;
    let copy = unverified(&out);
    match lock_existing(data)? {
        None => match control::ask(data, &Order::Copy { out: copy.clone() }).await? {
            Reply::Done => {}
            other => return Err(other.into_error()),
        },
        Some(folder) => {
            let reader = open_reader(&folder).await?;
            reader.copy_to(&copy).await?;
            reader.close().await;
        }
    }
    Ok(finish_backup(&copy, &out).await?)
}

/// A report in one format.
pub async fn report(
    data: &Path,
    wanted: Wanted,
    format: Format,
    language: Language,
) -> Result<Vec<u8>, AdminError> {
    let order = Order::Report {
        wanted,
        format,
        language,
    };
    match lock_existing(data)? {
        None => match control::ask(data, &order).await? {
            Reply::Report { base64 } => data_encoding::BASE64
                .decode(base64.as_bytes())
                .map_err(|error| AdminError::Wrong(error.to_string())),
            other => Err(other.into_error()),
        },
        Some(folder) => {
            expect_hall(&folder)?;
            let mut store = SqliteStore::open(folder).await?;
            let recovered = recover(&mut store).await?;
            let reader = Reader::open(&store.path()).await?;
            let hall = &recovered.hall;
            let bytes = match wanted {
                Wanted::Daily(day) => daily::of_hall(&reader, hall, hall.time(), day)
                    .await?
                    .render(format, language),
                Wanted::Period(name) => {
                    let practice = store.meta("practice").await?.is_some();
                    let now = (hall.time(), today(hall, practice));
                    render(
                        &period::of_hall(&reader, hall, now, name).await?,
                        format,
                        language,
                    )
                }
            };
            reader.close().await;
            store.close().await?;
            Ok(bytes)
        }
    }
}

/// The local date while no server runs: the last event's in a practice folder, whose days are not
/// those of the wall; else the present one, so that a month is over when the calendar says so.
fn today(hall: &Hall, practice: bool) -> Date {
    let zone = hall.plan().map_or("", |plan| plan.hall.timezone.as_str());
    let wall = Clock::running(TimeZone::UTC, None, 1).time();
    let at = if practice {
        hall.time()
    } else {
        hall.time().max(wall)
    };
    LocalTime::new(zone).date(at)
}

/// The lock of a folder that must be there, or none while a server holds it.
fn lock_existing(data: &Path) -> Result<Option<Folder>, StoreError> {
    if data.is_dir() {
        return lock(data);
    }
    Err(no_hall(data))
}

/// The folder's lock, or none while a server holds it.
fn lock(data: &Path) -> Result<Option<Folder>, StoreError> {
    match Folder::lock(data) {
        Ok(folder) => Ok(Some(folder)),
        Err(StoreError::InUse(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn open_reader(folder: &Folder) -> Result<Reader, StoreError> {
    expect_hall(folder)?;
    Reader::open(&folder.database()).await
}

fn expect_hall(folder: &Folder) -> Result<(), StoreError> {
    if folder.database().exists() {
        return Ok(());
    }
    Err(no_hall(folder.path()))
}

fn no_hall(data: &Path) -> StoreError {
    let path = data.display();
    StoreError::Unusable(format!(
        "{path} holds no hall; check --data, or start `serve` there"
    ))
}
