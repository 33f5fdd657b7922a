//! The command line: flags and environment, parsed once into a valid [`Setup`].

use crate::bar::{BarFlags, BarSetup};
use crate::call_box::CallBoxSetup;
use crate::demo::{self, Joined};
use crate::guide;
use crate::machine::{Keys, Settings};
use crate::pad::PadSetup;
use crate::pads::PadsArgs;
use crate::scanner::ScannerSetup;
use crate::screen::Palette;
use crate::trouble::Trouble;
use clap::{Args, Parser, Subcommand};
use hall_core::code::ClerkCode;
use hall_core::plan::Language;
use hall_device::call_box::CallBoxDriver;
use hall_device::pad::PadDriver;
use hall_device::serial::SerialSpec;
use hall_device::{Api, ServerAddress, Token};
use kiosk_client::cli::PrinterKind;
use kiosk_client::{Printer, PrinterAddress};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The clerk's terminal.
#[derive(Parser, Debug)]
#[command(
    name = "window-tui",
    version,
    about = "The clerk's terminal of a service hall"
)]
pub struct Cli {
    /// What to connect to.
    #[command(flatten)]
    pub options: Options,
    /// Something else than working.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Something else than working.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Test the server, the token, the terminal, the pad, the bar, the call box and the card
    /// scanner, and say what to do.
    Doctor {
        /// Print the results as one JSON array.
        #[arg(long)]
        json: bool,
    },
    /// Serve the satisfaction pads of several windows on one RS-485 line, without a clerk.
    Pads(PadsArgs),
    /// Learn the keys at a practice hall of your own: a few tasks, and nothing is real.
    Train {
        /// The server's program, which is the hall; default the one beside this program.
        #[arg(long, value_name = "FILE")]
        hall_server: Option<PathBuf>,
    },
}

/// What to connect to.
#[derive(Args, Debug, Default)]
pub struct Options {
    /// The hall server.
    #[arg(
        long,
        global = true,
        env = "HALL_SERVER",
        value_name = "URL",
        help = "The hall server, such as http://192.168.1.10:8080"
    )]
    pub server: Option<ServerAddress>,
    /// The file with this window's token.
    #[arg(long, global = true, env = "HALL_TOKEN_FILE", value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// The satisfaction pad.
    #[arg(
        long,
        global = true,
        env = "HALL_PAD",
        help = "The satisfaction pad: serial:/dev/ttyUSB0@9600, usb:1a86:7523@9600 or a path",
        value_name = "PORT"
    )]
    pub pad: Option<SerialSpec>,
    /// What the pad's bytes mean, for a pad that does not speak HSP-1.
    #[arg(long, global = true, env = "HALL_PAD_DRIVER", value_name = "FILE")]
    pub pad_driver: Option<PathBuf>,
    /// The file with the pad's own token.
    #[arg(long, global = true, env = "HALL_PAD_TOKEN_FILE", value_name = "FILE")]
    pub pad_token_file: Option<PathBuf>,
    /// The bar above the window.
    #[command(flatten)]
    pub bar: BarFlags,
    /// The box of keys beside the keyboard, named as a pad is.
    #[arg(long, global = true, env = "HALL_CALL_BOX", value_name = "PORT")]
    pub call_box: Option<SerialSpec>,
    /// What the call box's bytes mean.
    #[arg(long, global = true, env = "HALL_CALL_BOX_DRIVER", value_name = "FILE")]
    pub call_box_driver: Option<PathBuf>,
    /// The scanner of staff cards on a serial port, named as a pad is. One that is a keyboard has a
    /// key in the key file instead.
    #[arg(long, global = true, env = "HALL_CARD_SCANNER", value_name = "PORT")]
    pub scanner: Option<SerialSpec>,
    /// Language of the screen: zh-CN, en or zh-Hant.
    #[arg(
        long,
        global = true,
        env = "HALL_LANGUAGE",
        value_name = "TAG",
        default_value = "zh-CN",
        value_parser = language
    )]
    pub language: Language,
    /// Staff code of who opens the window.
    #[arg(long, global = true, env = "HALL_CLERK", value_name = "CODE")]
    pub clerk: Option<ClerkCode>,
    /// The clerk's own keys, such as `finish = ["g", "F5"]`; the page of all keys shows them.
    #[arg(long, global = true, env = "HALL_KEYS", value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// Write everything that happens to this terminal into a new file, for support. It holds what
    /// is typed and shown.
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Join a running demo (hall-server demo) as its window, or with `--guide` as its guide.
    #[arg(long, global = true)]
    pub demo: bool,
    /// Be the guide's desk instead of a window: give numbers, restore, print again, void, mark
    /// priority. The token is a guide's.
    #[arg(long, global = true, conflicts_with_all = ["pad", "pad_token_file", "pad_driver", "call_box", "call_box_driver", "scanner", "bar", "bar_driver", "clerk", "keys"])]
    pub guide: bool,
    /// The guide's printer (`tcp:HOST:PORT`, `serial:DEVICE@SPEED` or `file:PATH`); without one the
    /// number is only shown.
    #[arg(long, env = "HALL_PRINTER", value_name = "PRINTER",
        value_parser = kiosk_client::cli::address)]
    pub printer: Option<PrinterAddress>,
    /// What it can do.
    #[command(flatten, next_help_heading = "The guide's printer")]
    pub printer_kind: PrinterKind,
    /// A terminal without UTF-8, when the program is on one.
    #[arg(skip)]
    pub plain: Option<PlainTerminal>,
}

/// A terminal without UTF-8: English is the language that it has the letters of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlainTerminal {
    /// The locale that says so.
    pub locale: String,
    /// The language that was asked for; papers keep it.
    pub asked: Language,
}

impl Options {
    /// Speaks English from now on, because this locale has no UTF-8.
    pub fn speak_plainly(&mut self, locale: String) {
        let asked = std::mem::replace(&mut self.language, Language::En);
        self.plain = Some(PlainTerminal { locale, asked });
    }
}

/// Everything the terminal needs.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The server.
    pub server: ServerAddress,
    /// The window's token.
    pub token: Token,
    /// Where this window remembers what it has seen; none in the demo.
    pub seen_file: Option<PathBuf>,
    /// The pad beside the window.
    pub pad: Option<PadSetup>,
    /// The bar above the window.
    pub bar: Option<BarSetup>,
    /// The box of keys beside the keyboard.
    pub call_box: Option<CallBoxSetup>,
    /// The scanner of staff cards.
    pub scanner: Option<ScannerSetup>,
    /// What does not change while the program runs.
    pub settings: Settings,
    /// Colours or not.
    pub palette: Palette,
    /// The locale, where it has no UTF-8.
    pub plain: Option<String>,
    /// Where everything that happens is written down.
    pub record: Option<PathBuf>,
}

impl Setup {
    /// Reads token files and, for the demo, the demo's own file.
    pub fn read(options: &Options) -> Result<Self, Trouble> {
        let demo = options.demo;
        let joined = demo.then(|| demo::read(&demo::path(), options.language));
        Self::join(options, joined.transpose()?)
    }

    /// The same for a hall that said where it is: a demo, or a practice hall.
    pub fn join(options: &Options, joined: Option<Joined>) -> Result<Self, Trouble> {
        let palette = Palette::from_no_color(std::env::var_os("NO_COLOR").as_deref());
        let language = options.language;
        let mut pad_port = options.pad.clone();
        let (server, token, pad_token, seen_file) = if let Some(joined) = joined {
            pad_port = pad_port.or(joined.pad);
            (
                joined.server,
                joined.window_token,
                Some(joined.pad_token),
                None,
            )
        } else {
            let (server, token, file) = way(options)?;
            let pad_token = options
                .pad_token_file
                .as_deref()
                .map(Token::read)
                .transpose();
            let pad_token = pad_token.map_err(|error| Trouble::plain(&error))?;
            (server, token, pad_token, Some(beside(file)))
        };
        let driver = options.pad_driver.as_deref().map(PadDriver::read);
        let driver = driver.transpose().map_err(|error| Trouble::plain(&error))?;
        let pad = match (pad_port, pad_token) {
            (Some(port), Some(token)) => {
                let api = Api::new(server.clone(), Some(token));
                let api = api.map_err(|error| Trouble::plain(&error))?;
                let api = api.in_language(language);
                Some(PadSetup {
                    api,
                    port,
                    driver: driver.map(Arc::new),
                    language,
                })
            }
            (Some(_), None) => {
                return Err(Trouble::word(language, "window-pad-needs-token").of_usage());
            }
            (None, _) if driver.is_some() => {
                return Err(Trouble::word(language, "window-driver-needs-port").of_usage());
            }
            (None, _) => None,
        };
        let call_box = call_box(options)?;
        let scanner = options.scanner.clone();
        let keys = options.keys.as_deref().map(Keys::read).transpose();
        let settings = Settings {
            language,
            clerk: options.clerk,
            pad: pad.is_some(),
            call_box: call_box.is_some(),
            train: false,
            keys: keys
                .map_err(|error| Trouble::plain(&error))?
                .unwrap_or_default(),
        };
        Ok(Self {
            server,
            token,
            seen_file,
            pad,
            bar: options.bar.setup(language)?,
            call_box,
            scanner: scanner.map(|port| ScannerSetup { port, language }),
            settings,
            palette,
            plain: options.plain.as_ref().map(|plain| plain.locale.clone()),
            record: options.record.clone(),
        })
    }
}

/// The call box with its file; neither makes sense alone.
fn call_box(options: &Options) -> Result<Option<CallBoxSetup>, Trouble> {
    let word = |key| Trouble::word(options.language, key).of_usage();
    let (port, file) = match (&options.call_box, &options.call_box_driver) {
        (Some(port), Some(file)) => (port.clone(), file),
        (Some(_), None) => return Err(word("window-box-needs-driver")),
        (None, Some(_)) => return Err(word("window-driver-needs-port")),
        (None, None) => return Ok(None),
    };
    let driver = CallBoxDriver::read(file).map_err(|error| Trouble::plain(&error))?;
    let driver = Arc::new(driver);
    Ok(Some(CallBoxSetup {
        port,
        driver,
        language: options.language,
    }))
}

/// Everything the guide's desk needs.
#[derive(Clone, Debug)]
pub struct GuideSetup {
    /// The server.
    pub server: ServerAddress,
    /// The guide's token.
    pub token: Token,
    /// Where this desk remembers what it has seen; none in the demo.
    pub seen_file: Option<PathBuf>,
    /// The desk's own printer.
    pub printer: Option<Printer>,
    /// What does not change while the program runs.
    pub settings: guide::Settings,
    /// Colours or not.
    pub palette: Palette,
    /// The locale, where it has no UTF-8.
    pub plain: Option<String>,
}

impl GuideSetup {
    /// Reads the token file or, for the demo, the demo's own file.
    pub fn read(options: &Options) -> Result<Self, Trouble> {
        let language = options.language;
        let (server, token, seen_file) = if options.demo {
            let joined = demo::read(&demo::path(), language)?;
            let token = joined.guide_token;
            let missing = || Trouble::word(language, "guide-demo-old");
            (joined.server, token.ok_or_else(missing)?, None)
        } else {
            let (server, token, file) = way(options)?;
            (server, token, Some(beside(file)))
        };
        let printer = options.printer.clone();
        let printer = printer.map(|address| options.printer_kind.at(address));
        let prints = printer.is_some();
        let plain = options.plain.as_ref();
        Ok(Self {
            server,
            token,
            seen_file,
            printer,
            settings: guide::Settings {
                language,
                paper_language: plain.map_or(language, |plain| plain.asked),
                prints,
            },
            palette: Palette::from_no_color(std::env::var_os("NO_COLOR").as_deref()),
            plain: plain.map(|plain| plain.locale.clone()),
        })
    }
}

/// The server and the token that were named, with the token's file.
fn way(options: &Options) -> Result<(ServerAddress, Token, &Path), Trouble> {
    let missing = || Trouble::word(options.language, "window-say-server").of_usage();
    let server = options.server.clone().ok_or_else(missing)?;
    let file = options.token_file.as_deref().ok_or_else(missing)?;
    let token = Token::read(file).map_err(|error| Trouble::plain(&error))?;
    Ok((server, token, file))
}

/// `token` becomes `token.seen` in the same folder.
fn beside(token_file: &Path) -> PathBuf {
    let mut name = token_file.as_os_str().to_owned();
    name.push(".seen");
    PathBuf::from(name)
}

pub(crate) fn language(text: &str) -> Result<Language, String> {
    let found = Language::ALL
        .into_iter()
        .find(|language| language.tag().eq_ignore_ascii_case(text));
    found.ok_or_else(|| format!("{text}: choose zh-CN, en or zh-Hant"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn flags_are_read_before_and_after_doctor() {
        for line in [
            "window-tui --server http://hall:1 --language en doctor",
            "window-tui doctor --server http://hall:1 --language EN",
        ] {
            let cli = Cli::try_parse_from(line.split(' ')).expect("a good line");
            assert_eq!(cli.options.language, Language::En);
            assert!(cli.options.server.is_some());
            assert!(matches!(cli.command, Some(Command::Doctor { json: false })));
        }
    }

    #[test]
    fn without_a_server_or_with_a_pad_alone_the_way_on_is_said() -> std::io::Result<()> {
        let trouble = Setup::read(&Options::default()).expect_err("nothing was given");
        assert!(trouble.to_string().contains("--server"), "{trouble}");
        assert_eq!(trouble.exit_code(), 2);

        let dir = tempfile::tempdir()?;
        let token_file = dir.path().join("token");
        std::fs::write(&token_file, "abc")?;
        let options = Options {
            server: "http://127.0.0.1:1".parse().ok(),
            token_file: Some(token_file.clone()),
            pad: "/dev/pts/5".parse().ok(),
            ..Options::default()
        };
        let trouble = Setup::read(&options).expect_err("the pad has no token");
        assert!(
            trouble.to_string().contains("--pad-token-file"),
            "{trouble}"
        );
        assert_eq!(beside(&token_file), dir.path().join("token.seen"));
        Ok(())
    }

    #[test]
    fn a_port_and_its_driver_file_belong_together() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let token_file = dir.path().join("token");
        std::fs::write(&token_file, "abc")?;
        let drivers = Path::new(env!("CARGO_MANIFEST_DIR")).join("drivers");
        let usual = || Options {
            server: "http://127.0.0.1:1".parse().ok(),
            token_file: Some(token_file.clone()),
            language: Language::En,
            ..Options::default()
        };
        let digits = drivers.join("pad-digits.toml");
        let keys = drivers.join("call-box-21-keys.toml");
        let port = || "/dev/pts/5".parse().ok();
        for (options, told) in [
            (
                Options {
                    call_box: port(),
                    ..usual()
                },
                "--call-box-driver",
            ),
            (
                Options {
                    call_box_driver: Some(keys.clone()),
                    ..usual()
                },
                "Add --pad PORT or --call-box PORT",
            ),
            (
                Options {
                    pad_driver: Some(digits.clone()),
                    ..usual()
                },
                "Add --pad PORT or --call-box PORT",
            ),
            (
                Options {
                    call_box: port(),
                    call_box_driver: Some(digits.clone()),
                    ..usual()
                },
                "pad-digits.toml",
            ),
        ] {
            let trouble = Setup::read(&options).expect_err(told).to_string();
            assert!(trouble.contains(told), "{trouble}");
        }
        let setup = Setup::read(&Options {
            pad: port(),
            pad_driver: Some(digits),
            pad_token_file: Some(token_file.clone()),
            call_box: port(),
            call_box_driver: Some(keys),
            ..usual()
        });
        let setup = setup.expect("everything has its part");
        assert!(setup.settings.pad && setup.settings.call_box);
        Ok(())
    }

    #[test]
    fn a_line_of_pads_is_read_from_the_command_line() {
        let line = "window-tui pads --server http://hall:1 --line /dev/pts/5 --at 14=a --at 15=b";
        let cli = Cli::try_parse_from(line.split(' ')).expect("a good line");
        let Some(Command::Pads(args)) = cli.command else {
            panic!("another command");
        };
        let windows: Vec<u8> = args.pads.iter().map(|(window, _)| *window).collect();
        assert_eq!((windows, args.check), (vec![14, 15], false));
        let nobody = "window-tui pads --line /dev/pts/5";
        assert!(Cli::try_parse_from(nobody.split(' ')).is_err());
    }
}
