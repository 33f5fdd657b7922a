//! The command line (DESIGN 9): data to stdout, words to stderr, exit codes 0 done, 1 refused or
//! failed, 2 wrong usage.

use crate::admin::clerk::ClerkChange;
use crate::admin::{self, AdminError, Enrolment};
use crate::backup;
use crate::clock::Clock;
use crate::daily::{Format, Wanted};
use crate::limits::FILES_WANTED;
use crate::plan;
use crate::random::Random;
use crate::report::Period;
use crate::serve::{Options, Running, ServeError, TimeSource, load_plan};
use clap::{Args, Parser, Subcommand};
use hall_core::code::{ClerkCode, DepartmentCode};
use hall_core::device::Role;
use hall_core::sign_in::Factor;
use hall_core::{Date, Language, Plan};
use hall_protocol::Stamp;
use hall_protocol::limits::PROOF_CHARS_MAX;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use std::io::{BufRead, Read, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The hall server: numbers, calls, boards and reports of one service hall.
#[derive(Debug, Parser)]
#[command(name = "hall-server", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve a hall.
    Serve(Serve),
    /// Check a plan; exit 0 when it is valid, 1 with every problem otherwise.
    Check {
        /// The plan, TOML.
        file: PathBuf,
        /// Problems as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Enrol a device and show its token once.
    Enrol(Enrol),
    /// Change how a clerk signs in at windows.
    Clerk(Clerk),
    /// Tell windows something; their screens show it at once.
    Say {
        /// The words, one line of up to 200 characters.
        text: String,
        /// The data folder.
        #[arg(long, env = "HALL_DATA")]
        data: PathBuf,
        /// For this window only; may be given several times.
        #[arg(long)]
        window: Vec<u16>,
    },
    /// Make a report.
    Report {
        #[command(subcommand)]
        kind: ReportKind,
    },
    /// Replay the journal and compare everything with it.
    Verify {
        /// The data folder.
        #[arg(long, env = "HALL_DATA")]
        data: PathBuf,
    },
    /// Write a verified copy, also while a server runs.
    Backup {
        /// The data folder.
        #[arg(long, env = "HALL_DATA")]
        data: PathBuf,
        /// The new file.
        #[arg(long)]
        out: PathBuf,
    },
    /// Put a backup in the place of a folder's database; what was there is kept beside it.
    Restore {
        /// The backup.
        #[arg(long)]
        from: PathBuf,
        /// The data folder.
        #[arg(long, env = "HALL_DATA")]
        data: PathBuf,
    },
    /// Show a whole hall with virtual people and devices.
    #[cfg(feature = "demo")]
    Demo(crate::demo::Demo),
    /// Serve a hall to practise in, for one window; `window-tui train` starts it by itself.
    #[cfg(feature = "demo")]
    Practice(crate::demo::practice::Practice),
}

/// Serve a hall.
#[derive(Debug, Args)]
struct Serve {
    /// The plan, TOML.
    #[arg(long, env = "HALL_PLAN")]
    plan: PathBuf,
    /// The data folder.
    #[arg(long, env = "HALL_DATA")]
    data: PathBuf,
    /// Where to listen; port 0 picks a free one.
    #[arg(long, env = "HALL_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where the pages are found from outside, printed in QR codes.
    #[arg(long, env = "HALL_PUBLIC_URL")]
    public_url: Option<String>,
    /// Where to serve metrics for Prometheus.
    #[arg(long, env = "HALL_METRICS")]
    metrics: Option<SocketAddr>,
    /// Practise: the hall's clock starts here (RFC 3339) and the folder is marked.
    #[arg(long)]
    at: Option<Stamp>,
}

/// Enrol a device.
#[derive(Debug, Args)]
struct Enrol {
    /// The data folder.
    #[arg(long, env = "HALL_DATA")]
    data: PathBuf,
    /// kiosk, window, board, pad, guide, manager, office, callback, lead or auditor.
    #[arg(long)]
    role: Role,
    /// A name for people.
    #[arg(long)]
    name: String,
    /// The window, for window and pad.
    #[arg(long)]
    window: Option<u16>,
    /// The department, for lead: its code in the plan.
    #[arg(long)]
    department: Option<DepartmentCode>,
    /// Everything as JSON.
    #[arg(long)]
    json: bool,
}

/// Change how a clerk signs in at windows.
#[derive(Debug, Args)]
struct Clerk {
    /// What changes.
    #[arg(value_enum)]
    what: ClerkWhat,
    /// Staff code, as in the plan.
    code: ClerkCode,
    /// The data folder.
    #[arg(long, env = "HALL_DATA")]
    data: PathBuf,
    /// Take the PIN or card away instead of reading a new one from the input.
    #[arg(long)]
    remove: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ClerkWhat {
    /// A new PIN, one line of the input.
    Pin,
    /// A new card, one line of the input: a scanner types it.
    Card,
    /// Forgive wrong tries.
    Unlock,
}

#[derive(Debug, Subcommand)]
enum ReportKind {
    /// The report of a day.
    Daily {
        /// The day, YYYY-MM-DD; default the present or last one.
        date: Option<Date>,
        #[command(flatten)]
        form: ReportForm,
    },
    /// The report of a week, month, half-year or year.
    Period {
        /// 2026-W47, 2026-11, 2026-H1 or 2026.
        name: Period,
        #[command(flatten)]
        form: ReportForm,
    },
}

/// Of which hall, and in which form.
#[derive(Debug, Args)]
struct ReportForm {
    /// The data folder.
    #[arg(long, env = "HALL_DATA")]
    data: PathBuf,
    /// The format.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// A file instead of stdout.
    #[arg(long)]
    out: Option<PathBuf>,
    /// zh-CN, en or zh-Hant.
    #[arg(long, env = "HALL_LANGUAGE", default_value = "zh-CN")]
    language: String,
}

/// Why a command failed, with what to do next.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Admin(#[from] AdminError),
    #[error("{0}")]
    Plan(#[from] plan::PlanErrors),
    #[error("{what}: {error}")]
    Io { what: String, error: std::io::Error },
    #[error("{0}")]
    Said(String),
}

/// Runs the program.
pub async fn run(cli: Cli) -> ExitCode {
    match dispatch(cli.command).await {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("hall-server: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(args) => serve(args).await,
        Command::Check { file, json } => Ok(check(&file, json)),
        Command::Enrol(args) => enrol(args).await,
        Command::Clerk(change) => clerk(change).await,
        Command::Say { text, data, window } => {
            admin::say(&data, text, window).await?;
            println!("ok");
            Ok(ExitCode::SUCCESS)
        }
        Command::Report { kind } => report(kind).await,
        Command::Verify { data } => verify(&data).await,
        Command::Backup { data, out } => {
            let events = admin::backup(&data, &out).await?;
            println!("ok {events} events");
            Ok(ExitCode::SUCCESS)
        }
        Command::Restore { from, data } => {
            let events = backup::restore(&from, &data)
                .await
                .map_err(AdminError::from)?;
            eprintln!(
                "restored; the next start gives no numbers until kiosks, guides and the day's \
                 windows have said hello, or a manager releases it"
            );
            println!("ok {events} events");
            Ok(ExitCode::SUCCESS)
        }
        #[cfg(feature = "demo")]
        Command::Demo(demo) => Ok(crate::demo::run(demo).await),
        #[cfg(feature = "demo")]
        Command::Practice(practice) => Ok(crate::demo::practice::run(practice).await),
    }
}

async fn clerk(args: Clerk) -> Result<ExitCode, Failure> {
    let change = match args.what {
        ClerkWhat::Pin => proof(&args, Factor::Pin)?,
        ClerkWhat::Card => proof(&args, Factor::Card)?,
        ClerkWhat::Unlock => ClerkChange::Unlock { clerk: args.code },
    };
    admin::clerk::change(&args.data, change).await?;
    println!("ok {}", args.code);
    Ok(ExitCode::SUCCESS)
}

fn proof(args: &Clerk, factor: Factor) -> Result<ClerkChange, Failure> {
    if args.remove {
        return Ok(ClerkChange::without(args.code, factor));
    }
    let line = read_hidden(factor).map_err(|error| Failure::Io {
        what: "the input".to_owned(),
        error,
    })?;
    Ok(ClerkChange::proof(args.code, factor, line.trim())?)
}

/// One line of the input; a terminal shows nothing of it.
fn read_hidden(factor: Factor) -> std::io::Result<String> {
    let input = std::io::stdin();
    let shown = tcgetattr(&input).ok();
    if let Some(shown) = &shown {
        eprint!("{}: ", if factor == Factor::Pin { "PIN" } else { "card" });
        let mut hidden = shown.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        tcsetattr(&input, OptionalActions::Flush, &hidden)?;
    }
    let mut line = String::new();
    let read = input
        .lock()
        .take(PROOF_CHARS_MAX as u64 + 2)
        .read_line(&mut line);
    if let Some(shown) = &shown {
        tcsetattr(&input, OptionalActions::Flush, shown)?;
        eprintln!();
    }
    read.map(|_| line)
}

async fn serve(args: Serve) -> Result<ExitCode, Failure> {
    let plan = plan::read(&args.plan)?;
    let time = args.at.map_or(TimeSource::Real, |at| TimeSource::Practice {
        at: at.0,
        speed: 1,
    });
    let options = Options {
        plan,
        data: args.data,
        listen: args.listen,
        public_url: args.public_url,
        time,
        random: Random::System,
    };
    want_files();
    // Heard from before the line that says so: until then a signal would simply kill.
    let mut signals = Signals::new()?;
    let mut running = Running::start(options).await?;
    if let Some(address) = args.metrics {
        let bound = crate::metrics::listen(address, running.app.clone()).await;
        let bound = bound.map_err(|error| Failure::Io {
            what: format!("metrics on {address}"),
            error,
        })?;
        tracing::info!(%bound, "metrics");
    }
    println!("listening http://{}", running.address);
    let _ = std::io::stdout().flush();
    // Without systemd there is nobody to tell.
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Ready]);
    loop {
        tokio::select! {
            error = running.failed() => {
                eprintln!("hall-server: {error}; restart it, the journal is verified at the start");
                return Ok(ExitCode::FAILURE);
            }
            signal = signals.next() => match signal {
                Signal::End => break,
                Signal::Reload => reload(&running, &args.plan).await,
            },
        }
    }
    running.stop().await?;
    Ok(ExitCode::SUCCESS)
}

/// Every client is an open file, and many systems begin with 1024 of them.
fn want_files() {
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit
        .maximum
        .map_or(FILES_WANTED, |most| most.min(FILES_WANTED));
    if limit.current.is_some_and(|now| now < wanted) {
        let raised = Rlimit {
            current: Some(wanted),
            ..limit
        };
        if let Err(error) = setrlimit(Resource::Nofile, raised) {
            tracing::warn!(%error, "no more open files allowed; many boards may not connect");
        }
    }
}

/// A changed plan comes into force, or the old one stays and the log says why.
async fn reload(running: &Running, file: &Path) {
    let plan: Result<Plan, String> = plan::read(file).map_err(|errors| errors.to_string());
    let loaded = match plan {
        Ok(plan) => load_plan(&running.app, plan)
            .await
            .map_err(|error| error.to_string()),
        Err(errors) => Err(errors),
    };
    match loaded {
        Ok(()) => tracing::info!(file = %file.display(), "the plan was loaded"),
        Err(what) => tracing::error!(%what, "the plan was refused, the old one stays in force"),
    }
}

/// The signals a server listens to.
pub(crate) struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
}

impl Signals {
    pub(crate) fn new() -> Result<Self, std::io::Error> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// Waits for the next one.
    pub(crate) async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.terminate.recv() => Signal::End,
            _ = self.interrupt.recv() => Signal::End,
            _ = self.hang_up.recv() => Signal::Reload,
        }
    }
}

/// What a signal asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Signal {
    /// SIGTERM or SIGINT: end in order.
    End,
    /// SIGHUP: read the plan again.
    Reload,
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Io {
            what: "signals".to_owned(),
            error,
        }
    }
}

fn check(file: &Path, json: bool) -> ExitCode {
    match plan::read(file) {
        Ok(plan) => {
            let (windows, items) = (plan.windows.len(), plan.items.len());
            println!(
                "ok {windows} windows, {items} items, {} queues",
                plan.queues.len()
            );
            warn_of_notice(file, &plan);
            ExitCode::SUCCESS
        }
        Err(errors) if json => {
            let text = serde_json::to_string_pretty(&errors);
            println!("{}", text.expect("plan errors have only text keys"));
            ExitCode::FAILURE
        }
        Err(errors) => {
            eprintln!("{errors}");
            ExitCode::FAILURE
        }
    }
}

/// Deadlines count over a year whose notice nobody has written into the plan.
fn warn_of_notice(file: &Path, plan: &Plan) {
    let zone = crate::clock::zone(&plan.hall.timezone);
    let today = zone.map(|zone| Clock::running(zone, None, 1).now().date);
    if let Some(year) = today.and_then(|today| plan::year_without_notice(plan, today)) {
        eprintln!(
            "{}: warning: no calendar of {year}, so due days over it are provisional; add the \
             State Council's notice as a [[calendar]] with year = {year}",
            file.display()
        );
    }
}

async fn enrol(args: Enrol) -> Result<ExitCode, Failure> {
    let wanted = Enrolment {
        role: args.role,
        name: args.name,
        window: args.window,
        department: args.department,
    };
    let enrolled = admin::enrol(&args.data, wanted).await?;
    if args.json {
        let text = serde_json::to_string(&enrolled);
        println!("{}", text.expect("an enrolment has only text keys"));
    } else {
        println!("{}", enrolled.token);
        eprintln!(
            "device {}: keep this token, it is shown once",
            enrolled.device
        );
    }
    Ok(ExitCode::SUCCESS)
}

async fn report(kind: ReportKind) -> Result<ExitCode, Failure> {
    let (wanted, form) = match kind {
        ReportKind::Daily { date, form } => (Wanted::Daily(date), form),
        ReportKind::Period { name, form } => (Wanted::Period(name), form),
    };
    let ReportForm {
        data,
        format,
        out,
        language,
    } = form;
    let known = Language::ALL
        .into_iter()
        .find(|known| known.tag() == language);
    let known = known.ok_or_else(|| {
        Failure::Said(format!("--language {language}: one of zh-CN, en, zh-Hant"))
    })?;
    let bytes = admin::report(&data, wanted, format, known).await?;
    match out {
        Some(path) => std::fs::write(&path, bytes).map_err(|error| Failure::Io {
            what: path.display().to_string(),
            error,
        })?,
        None => std::io::stdout()
            .write_all(&bytes)
            .map_err(|error| Failure::Io {
                what: "stdout".to_owned(),
                error,
            })?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn verify(data: &Path) -> Result<ExitCode, Failure> {
    let verified = admin::verify_folder(data).await?;
    for finding in &verified.findings {
        println!("{finding}");
    }
    if verified.is_ok() {
        println!("ok {} events", verified.events);
        Ok(ExitCode::SUCCESS)
    } else {
        println!("damaged after {} events", verified.events);
        Ok(ExitCode::FAILURE)
    }
}
