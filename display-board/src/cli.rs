//! The command line: parsed once into checked values.

use crate::announce::Rules;
use crate::board::Settings;
use crate::doctor;
use crate::led::LedFile;
use crate::run::{RunConfig, run_plain, run_screen};
use crate::screen::Theme;
use crate::voice::VoiceChoice;
use anyhow::{Context as _, bail};
use clap::{CommandFactory as _, Parser, Subcommand};
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_device::{LinkConfig, ServerAddress, Token};
use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// Shows and announces who is called to which window.
///
/// Without --screen it prints one line per announcement; --led shows calls on LED bars as well.
#[derive(Clone, Debug, Parser)]
#[command(name = "display-board", version)]
pub struct Cli {
    /// What to do instead of running the board.
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: Options,
}

#[derive(Clone, Debug, Subcommand)]
enum Command {
    /// Tests server, token, zone, sound packs, sound output and LED bars.
    Doctor {
        /// Print one JSON object per check.
        #[arg(long)]
        json: bool,
    },
    /// Checks the sound packs alone, without a server: complete, how large and how loud.
    Packs {
        /// Print one JSON object per check.
        #[arg(long)]
        json: bool,
    },
}

/// Options of every command.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The hall server, as `http://HOST:PORT`.
    #[arg(long, value_name = "URL", env = "HALL_SERVER", global = true)]
    pub server: Option<ServerAddress>,
    /// The file with this board's token, made by hall-server enrol --role board.
    #[arg(long, value_name = "FILE", env = "HALL_TOKEN_FILE", global = true)]
    pub token_file: Option<PathBuf>,
    /// How calls are heard: auto, none, or wav:DIR for one file per announcement.
    #[arg(long, value_name = "VOICE", default_value = "auto", global = true)]
    pub voice: VoiceChoice,
    /// Folder with the clip packs cmn and en instead of the built-in ones.
    #[arg(long, value_name = "DIR", global = true)]
    pub sounds: Option<PathBuf>,
    /// Show the board on this terminal; Q leaves.
    #[arg(long, global = true)]
    pub screen: bool,
    /// Show calls on the LED bars that this file names, each with its port and driver file.
    #[arg(long, value_name = "FILE", global = true)]
    pub led: Option<PathBuf>,
    /// Only this zone.
    #[arg(long, value_name = "ZONE", global = true)]
    pub zone: Option<String>,
    /// First language of the screen: zh-CN, en or zh-Hant; default the hall's first.
    #[arg(long, value_name = "LANGUAGE", value_parser = language, global = true)]
    pub language: Option<Language>,
}

fn language(text: &str) -> Result<Language, String> {
    let found = Language::ALL
        .into_iter()
        .find(|language| language.tag() == text);
    found.ok_or_else(|| "use zh-CN, en or zh-Hant".to_owned())
}

impl Cli {
    /// Does what was asked and says how it went: 0 done, 1 failed; wrong usage ends with 2.
    pub async fn run(self) -> ExitCode {
        if let Some(Command::Packs { json }) = self.command {
            return code(doctor::run_packs(&self.options, json));
        }
        let Some(server) = self.options.server.clone() else {
            missing("--server URL")
        };
        let Some(token_file) = self.options.token_file.clone() else {
            missing("--token-file FILE")
        };
        let done = match self.command {
            Some(Command::Doctor { json }) => {
                Ok(doctor::run(&server, &token_file, &self.options, json).await)
            }
            Some(Command::Packs { .. }) | None => {
                show(server, token_file, self.options).await.map(|()| true)
            }
        };
        match done {
            Ok(ok) => code(ok),
            Err(error) => {
                eprintln!("display-board: {error:#}");
                ExitCode::FAILURE
            }
        }
    }
}

fn code(ok: bool) -> ExitCode {
    if ok {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn missing(what: &str) -> ! {
    let kind = clap::error::ErrorKind::MissingRequiredArgument;
    Cli::command()
        .error(kind, format!("{what} is required"))
        .exit()
}

async fn show(server: ServerAddress, file: PathBuf, options: Options) -> anyhow::Result<()> {
    let token = Token::read(&file)?;
    // Files and silence need no pace of their own; what is heard does.
    let rules = if options.voice == VoiceChoice::Auto {
        Rules::default()
    } else {
        Rules::INSTANT
    };
    let settings = Settings {
        zone: options.zone,
        language: options.language,
        is_quiet: options.voice == VoiceChoice::None,
        rules,
    };
    let link = LinkConfig::new(server, token, Role::Board);
    let led = options.led.as_deref().map(LedFile::read).transpose()?;
    let config = RunConfig {
        link,
        led,
        settings,
        voice: options.voice,
        sounds: options.sounds,
    };
    if !options.screen {
        log_to_stderr();
        run_plain(config, stopped()).await;
        return Ok(());
    }
    if !std::io::stdout().is_terminal() {
        bail!("--screen needs a terminal; start it in one, or leave --screen away");
    }
    let theme = Theme::of(std::env::var_os("NO_COLOR").as_deref());
    let mut terminal = ratatui::try_init().context("the terminal could not be set up")?;
    let ended = run_screen(config, &mut terminal, &theme, stopped()).await;
    ratatui::restore();
    ended.context("the terminal failed")
}

fn log_to_stderr() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("HALL_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}

/// Ends with Ctrl-C or, where there is such a thing, SIGTERM.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminated.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    // Without a handler the program runs until it is killed, which is no worse.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: [&str; 5] = [
        "display-board",
        "--server",
        "http://h:1",
        "--token-file",
        "t",
    ];

    #[test]
    fn the_contract_of_the_command_line_is_understood() {
        Cli::command().debug_assert();
        let more = [
            "--voice",
            "wav:out",
            "--screen",
            "--zone",
            "life",
            "--language",
            "zh-Hant",
        ];
        let cli = Cli::try_parse_from(GIVEN.into_iter().chain(more)).expect("the contract");
        assert_eq!(cli.options.voice, VoiceChoice::Wav(PathBuf::from("out")));
        assert_eq!(cli.options.language, Some(Language::ZhHant));
        assert!(cli.options.screen && cli.command.is_none());
        let cli = Cli::try_parse_from(GIVEN.into_iter().chain(["doctor", "--json"]));
        let cli = cli.expect("options may stand before the command");
        assert!(matches!(cli.command, Some(Command::Doctor { json: true })));
        assert!(cli.options.server.is_some());
    }

    #[test]
    fn wrong_usage_names_the_choices() {
        for (wrong, told) in [
            (["--voice", "loud"], "wav:DIR"),
            (["--language", "fr"], "zh-Hant"),
            (["--server", "hall"], "http://192.168.1.10:8080"),
        ] {
            let error = Cli::try_parse_from(["display-board"].into_iter().chain(wrong));
            let error = error.expect_err("wrong usage").to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
