//! The clerk's terminal.

use anyhow::Context;
use clap::Parser;
use std::io::IsTerminal;
use std::process::ExitCode;
use window_tui::cli::{Cli, Command, GuideSetup, Setup};
use window_tui::doctor::Check;
use window_tui::pads::{self, PadsSetup};
use window_tui::train::PracticeHall;
use window_tui::trouble::Trouble;
use window_tui::{doctor, guide, plain, run, terminal};

fn main() -> ExitCode {
    log_to_file_only();
    let mut cli = Cli::parse();
    let has_screen = !matches!(cli.command, Some(Command::Pads(_)));
    let locale = plain::other_than_utf8(|name| std::env::var(name).ok());
    if let Some(locale) = locale.filter(|_| has_screen) {
        cli.options.speak_plainly(locale);
    }
    match start(&cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("window-tui: {}", readable(&cli, format!("{error:#}")));
            error
                .downcast_ref::<Trouble>()
                .map_or(ExitCode::FAILURE, |trouble| {
                    ExitCode::from(trouble.exit_code())
                })
        }
    }
}

/// Words in letters that the terminal has.
fn readable(cli: &Cli, words: String) -> String {
    match cli.options.plain {
        Some(_) => plain::plain_words(&words),
        None => words,
    }
}

fn start(cli: &Cli) -> anyhow::Result<ExitCode> {
    if let Some(Command::Pads(args)) = &cli.command {
        let setup = PadsSetup::read(args, &cli.options)?;
        let runtime = runtime()?;
        if args.check {
            return show(cli, &runtime.block_on(pads::examine(setup))?, false);
        }
        runtime.block_on(pads::run(setup))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(Command::Train { hall_server }) = &cli.command {
        let hall = PracticeHall::open(hall_server.as_deref(), cli.options.language)?;
        let mut setup = Setup::join(&cli.options, Some(hall.joined.clone()))?;
        setup.settings.train = true;
        let runtime = runtime()?;
        work(&runtime, Desk::Window(Box::new(setup)))?;
        runtime.shutdown_background();
        return Ok(ExitCode::SUCCESS);
    }
    let desk = if cli.options.guide {
        Desk::Guide(GuideSetup::read(&cli.options)?)
    } else {
        Desk::Window(Box::new(Setup::read(&cli.options)?))
    };
    let runtime = runtime()?;
    let code = match &cli.command {
        Some(Command::Doctor { json }) => show(cli, &runtime.block_on(examine(desk)), *json)?,
        Some(Command::Pads(_) | Command::Train { .. }) | None => {
            work(&runtime, desk)?;
            ExitCode::SUCCESS
        }
    };
    // A request without an answer must not keep the clerk waiting.
    runtime.shutdown_background();
    Ok(code)
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .context("starting the runtime")
}

/// Which desk this is.
enum Desk {
    Window(Box<Setup>),
    Guide(GuideSetup),
}

fn work(runtime: &tokio::runtime::Runtime, desk: Desk) -> anyhow::Result<()> {
    let language = match &desk {
        Desk::Window(setup) => setup.settings.language,
        Desk::Guide(setup) => setup.settings.language,
    };
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return Err(window_tui::no_terminal(language).into());
    }
    terminal::work(runtime, language, async |terminal, signals| match desk {
        Desk::Window(setup) => run::run(*setup, terminal, signals).await,
        Desk::Guide(setup) => guide::run(setup, terminal, signals).await,
    })
}

async fn examine(desk: Desk) -> Vec<Check> {
    match desk {
        Desk::Window(setup) => doctor::examine(*setup).await,
        Desk::Guide(setup) => doctor::examine_guide(setup).await,
    }
}

fn show(cli: &Cli, checks: &[Check], json: bool) -> anyhow::Result<ExitCode> {
    if json {
        println!("{}", serde_json::to_string(checks)?);
    } else {
        for check in checks {
            println!("{}", readable(cli, check.to_string()));
        }
    }
    let ok = checks.iter().all(|check| check.ok);
    Ok(if ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The screen belongs to the clerk: log lines go to stderr only when that is a file or a pipe.
fn log_to_file_only() {
    if std::io::stderr().is_terminal() {
        return;
    }
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(filter)
        .init();
}
