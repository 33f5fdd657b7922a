//! The kiosk: takes a number from the server, prints it, and says what became of the paper.
//!
//! [`slip`] lays the ticket out, [`encode`] turns it into printer bytes, [`printer`] brings it to
//! paper and believes only the printer's own word; [`take`] puts them together in the one order
//! that is safe: durable first, paper second. [`machine`] does the same for a whole day, with numbers
//! of its own while the server is away, on the strength of its [`journal`];
//! [`station`] puts it to work, [`screen`] says what its visitors see and [`ui`] shows it.

pub mod bitmap;
pub mod booking;
pub mod citizen_code;
pub mod cli;
mod doctor;
pub mod encode;
pub mod font;
pub mod id_reader;
pub mod journal;
pub mod limits;
mod local_time;
pub mod machine;
pub mod person;
pub mod presented;
pub mod printer;
pub mod profile;
pub mod scanner;
pub mod screen;
mod serve;
pub mod slip;
pub mod speech;
pub mod station;
pub mod take;
pub mod ui;
mod words;

pub use cli::Cli;
pub use printer::{Printer, PrinterAddress};
pub use profile::Profile;
pub use station::Station;
pub use take::{Kiosk, Order, Taken};

use clap::Parser;
use cli::{Command, TakeArgs};
use hall_core::Time;
use hall_device::{Api, ApiError, Token};
use hall_protocol::api::Person;
use hall_text::{FluentValue, Language, say};
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

/// Runs the program with its command line; the exit code is 0 done, 1 refused or failed, 2 wrong
/// usage.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to stdout and are no failure; a closed terminal is nobody's.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let log = tracing_subscriber::fmt().with_writer(io::stderr);
    log.with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .init();
    let code = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(perform(cli, &mut io::stdout())),
        Err(error) => Err(error),
    };
    code.map_or_else(
        |error| {
            tracing::error!("{error}");
            ExitCode::FAILURE
        },
        ExitCode::from,
    )
}

/// Does what the command line says, writing to `out`; gives the exit code.
pub async fn perform(cli: Cli, out: &mut dyn Write) -> io::Result<u8> {
    match cli.command {
        Command::Take(args) => take(&args, out).await,
        Command::Serve(args) => serve::serve(&args, out).await,
        Command::Doctor(args) => {
            let now = Time(jiff::Timestamp::now().as_millisecond());
            doctor::doctor(&args, now, out).await
        }
    }
}

async fn take(args: &TakeArgs, out: &mut dyn Write) -> io::Result<u8> {
    let token = match Token::read(&args.server.token_file) {
        Ok(token) => token,
        Err(error) => {
            let what = [("what", FluentValue::from(error.to_string()))];
            writeln!(
                out,
                "{}",
                say(args.language, "kiosk-doctor-token-bad", &what)
            )?;
            return Ok(1);
        }
    };
    match taken(args, token).await {
        Ok((done, desk)) => {
            if args.json {
                writeln!(out, "{}", serde_json::to_string(&done)?)?;
            } else {
                writeln!(out, "{}", words::taken(args.language, &done, &desk))?;
            }
            Ok(u8::from(done.cause.is_some()))
        }
        Err(error) => {
            if args.json {
                writeln!(out, "{}", words::error_json(&error))?;
            } else {
                writeln!(out, "{}", words::not_taken(args.language, &error))?;
            }
            Ok(1)
        }
    }
}

/// The ticket, and the name of the guide desk.
async fn taken(args: &TakeArgs, token: Token) -> Result<(Taken, String), ApiError> {
    let api = Api::new(args.server.server.clone(), Some(token))?.in_language(args.language);
    let kiosk = Kiosk::connect(api, args.printer.printer()).await?;
    let desk = words::desk(args.language, kiosk.hall());
    Ok((kiosk.take_and_print(&order(args)).await?, desk))
}

fn order(args: &TakeArgs) -> Order {
    Order {
        item: args.item.clone(),
        class: args.class.clone(),
        language: args.language,
        person: Person {
            hash: None,
            birth_year: args.birth_year,
            age_confirmed: args.age_confirmed,
            agent: args.agent,
        },
        visit: args.visit.clone(),
        booking: None,
        request_id: None,
    }
}

/// One ticket from one printer, for programs that keep no [`Kiosk`].
pub async fn take_and_print(api: Api, printer: Printer, order: &Order) -> Result<Taken, ApiError> {
    Kiosk::connect(api, printer)
        .await?
        .take_and_print(order)
        .await
}

/// Words in `language` for a key without arguments, shared by the parts of this crate.
fn word(language: Language, key: &str) -> String {
    hall_text::word(language, key)
}
