//! The control socket: the operator's own command line speaks to the running server.
//!
//! One line of JSON each way over a socket in the data folder, readable by its owner only (0600):
//! who may read the database may also give these orders.

use crate::admin::clerk::{ClerkChange, changed};
use crate::admin::{AdminError, Enrolled, Enrolment, enrolled, enrolment, message_text};
use crate::daily::{self, Format, Wanted, render};
use crate::desk::Ask;
use crate::http::Shared;
use crate::limits::CONTROL_BYTES_MAX;
use crate::note::note;
use crate::period;
use crate::store::sqlite::Folder;
use crate::verify::verify;
use hall_core::code::WindowNumber;
use hall_core::{Command, Language};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};

/// What the operator wants.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Enrol a device.
    Enrol(Enrolment),
    /// Change how a clerk signs in.
    Clerk(ClerkChange),
    /// Tell windows something.
    Say {
        /// The words.
        text: String,
        /// For whom; empty = for every window.
        windows: Vec<u16>,
    },
    /// Verify everything.
    Verify,
    /// Write a copy into a new file.
    Copy {
        /// Where.
        out: PathBuf,
    },
    /// Make a report.
    Report {
        /// Which one.
        wanted: Wanted,
        /// The format.
        format: Format,
        /// The language.
        language: Language,
    },
}

/// What the server answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Done.
    Done,
    /// A device with its token.
    Enrolled(Enrolled),
    /// What a verification found.
    Verified {
        /// Events replayed.
        events: u64,
        /// What is wrong.
        findings: Vec<String>,
    },
    /// A report.
    Report {
        /// Its bytes.
        base64: String,
    },
    /// Refused.
    Refused {
        /// A stable code.
        code: String,
        /// What happened.
        title: String,
        /// What to do next.
        hint: String,
    },
    /// Failed.
    Failed {
        /// Why.
        what: String,
    },
}

impl Reply {
    /// The reply as an error, for a caller that expected something else.
    pub fn into_error(self) -> AdminError {
        match self {
            Self::Refused { code, title, hint } => AdminError::Refused { code, title, hint },
            Self::Failed { what } => AdminError::Wrong(what),
            _ => AdminError::Wrong("the server answered something else".to_owned()),
        }
    }
}

/// The socket of a locked folder, there before the server says that it listens.
pub fn bind(data: &Path) -> Option<UnixListener> {
    let socket = Folder::control_socket(data);
    let bound = bind_private(&socket);
    let warn = |error: &std::io::Error| {
        tracing::warn!(%error, socket = %socket.display(), "no control socket");
    };
    bound.inspect_err(warn).ok()
}

/// Gets its name only once nobody else may open it.
fn bind_private(socket: &Path) -> std::io::Result<UnixListener> {
    use std::os::unix::fs::PermissionsExt;
    let fresh = socket.with_extension("new");
    // Left behind by a killed server; the lock says that nobody uses it.
    let _ = std::fs::remove_file(&fresh);
    let listener = UnixListener::bind(&fresh)?;
    std::fs::set_permissions(&fresh, std::fs::Permissions::from_mode(0o600))?;
    std::fs::rename(&fresh, socket)?;
    Ok(listener)
}

/// Serves orders until the server ends.
pub async fn listen(app: Shared, listener: UnixListener) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(std::sync::Arc::clone(&app), stream));
        }
    }
}

async fn serve(app: Shared, stream: UnixStream) {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    let mut limited = BufReader::new(read).take(CONTROL_BYTES_MAX as u64);
    let order = match limited.read_line(&mut line).await {
        Ok(_) => serde_json::from_str::<Order>(&line).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let reply = match order {
        Ok(order) => carry_out(&app, order).await,
        Err(what) => Reply::Failed { what },
    };
    let mut text = serde_json::to_string(&reply).expect("replies have only text keys");
    text.push('\n');
    let _ = write.write_all(text.as_bytes()).await;
}

async fn carry_out(app: &Shared, order: Order) -> Reply {
    let result = match order {
        Order::Enrol(wanted) => enrol(app, &wanted).await.map(Reply::Enrolled),
        Order::Clerk(change) => clerk(app, change).await,
        Order::Say { text, windows } => say(app, &text, windows).await,
        Order::Verify => check(app).await,
        Order::Copy { out } => copy(app, &out).await,
        Order::Report {
            wanted,
            format,
            language,
        } => report(app, wanted, format, language).await,
    };
    result.unwrap_or_else(|error| match error {
        AdminError::Refused { code, title, hint } => Reply::Refused { code, title, hint },
        other => Reply::Failed {
            what: other.to_string(),
        },
    })
}

async fn enrol(app: &Shared, wanted: &Enrolment) -> Result<Enrolled, AdminError> {
    let (command, token) = enrolment(wanted, &app.random)?;
    let outcome = app.desk.ask(Ask::of_operator(command)).await;
    enrolled(
        wanted,
        &token,
        outcome.map_err(|error| AdminError::Wrong(error.to_string()))?,
    )
}

async fn clerk(app: &Shared, change: ClerkChange) -> Result<Reply, AdminError> {
    let outcome = app.desk.ask(Ask::of_operator(change.command())).await;
    let outcome = outcome.map_err(|error| AdminError::Wrong(error.to_string()))?;
    changed(outcome).map(|()| Reply::Done)
}

async fn say(app: &Shared, text: &str, windows: Vec<u16>) -> Result<Reply, AdminError> {
    let text = message_text(text)?;
    let days = app
        .hub
        .look()
        .hall
        .plan()
        .map_or(180, |plan| plan.privacy.note_days);
    let (row, note) = note(&app.random, text, app.hub.clock().time(), days);
    let to = windows.into_iter().map(WindowNumber).collect();
    let mut ask = Ask::of_operator(Command::Say { note, to });
    ask.notes.push(row);
    let outcome = app.desk.ask(ask).await;
    let outcome = outcome.map_err(|error| AdminError::Wrong(error.to_string()))?;
    changed(outcome).map(|()| Reply::Done)
}

async fn check(app: &Shared) -> Result<Reply, AdminError> {
    let reader = app.reader.as_ref().ok_or_else(no_disk)?;
    let verified = verify(reader).await?;
    Ok(Reply::Verified {
        events: verified.events,
        findings: verified.findings,
    })
}

async fn copy(app: &Shared, out: &Path) -> Result<Reply, AdminError> {
    let reader = app.reader.as_ref().ok_or_else(no_disk)?;
    reader.copy_to(out).await?;
    Ok(Reply::Done)
}

async fn report(
    app: &Shared,
    wanted: Wanted,
    format: Format,
    language: Language,
) -> Result<Reply, AdminError> {
    let bytes = match wanted {
        Wanted::Daily(day) => daily::of_app(app, day).await?.render(format, language),
        Wanted::Period(name) => render(&period::of_app(app, name).await?, format, language),
    };
    let base64 = data_encoding::BASE64.encode(&bytes);
    Ok(Reply::Report { base64 })
}

fn no_disk() -> AdminError {
    AdminError::Wrong("this hall has no disk".to_owned())
}

/// Gives an order to the server that holds the folder.
///
/// # Panics
///
/// Never: orders have only text keys.
pub async fn ask(data: &Path, order: &Order) -> Result<Reply, AdminError> {
    let socket = Folder::control_socket(data);
    let unreachable = |error: std::io::Error| AdminError::Unreachable {
        socket: socket.display().to_string(),
        what: error.to_string(),
    };
    let stream = UnixStream::connect(&socket).await.map_err(unreachable)?;
    let (read, mut write) = stream.into_split();
    let mut text = serde_json::to_string(order).expect("orders have only text keys");
    text.push('\n');
    write
        .write_all(text.as_bytes())
        .await
        .map_err(unreachable)?;
    let mut line = String::new();
    BufReader::new(read)
        .read_line(&mut line)
        .await
        .map_err(unreachable)?;
    serde_json::from_str(&line).map_err(|error| AdminError::Unreachable {
        socket: socket.display().to_string(),
        what: error.to_string(),
    })
}
