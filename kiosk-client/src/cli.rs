//! The command line: `take`, `serve` and `doctor`.

use crate::font::{NoFont, SystemFont};
use crate::printer::{BadPrinter, Printer, PrinterAddress};
use crate::profile::{BadProfile, PaperWidth, Profile, Proof, QrBy};
use crate::screen::Purpose;
use clap::{Args, Parser, Subcommand};
use hall_device::ServerAddress;
use hall_device::serial::SerialSpec;
use hall_text::Language;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Prints tickets at the kiosk of a service hall.
///
/// `serve` is the kiosk with its touch page; `take` prints one ticket, `doctor` tests printer and
/// server. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
#[derive(Debug, Parser)]
#[command(name = "kiosk-client", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take one number and print it.
    ///
    /// Exit code 0: the number is taken and no failure of the printer is known. 1: it was refused,
    /// or the number is valid and the paper did not come out.
    Take(TakeArgs),
    /// Be the kiosk: the touch page for its browser, numbers and paper, with or without the server.
    Serve(ServeArgs),
    /// Test the printer with a test page, and the server; say what to do about what is wrong.
    Doctor(DoctorArgs),
}

/// `take`.
#[derive(Debug, Args)]
pub struct TakeArgs {
    /// Code of the item.
    #[arg(long, value_name = "CODE")]
    pub item: String,
    /// Class of visitor.
    #[arg(long, value_name = "CLASS")]
    pub class: Option<String>,
    /// Language of the paper and of what is said: zh-CN, en or zh-Hant.
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "zh-CN")]
    pub language: Language,
    /// The applicant's year of birth.
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1850..=2200))]
    pub birth_year: Option<i32>,
    /// The applicant confirmed the age that the item asks for.
    #[arg(long)]
    pub age_confirmed: bool,
    /// Somebody comes for the applicant.
    #[arg(long)]
    pub agent: bool,
    /// Token of the same person's first ticket.
    #[arg(long, value_name = "TOKEN")]
    pub visit: Option<String>,
    /// One JSON object instead of words.
    #[arg(long)]
    pub json: bool,
    /// The server.
    #[command(flatten)]
    pub server: ServerArgs,
    /// The printer.
    #[command(flatten)]
    pub printer: PrinterArgs,
}

/// `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Address of the touch page; only this computer's own browser should reach it.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8090")]
    pub ui: std::net::SocketAddr,
    /// What this machine is for: giving numbers, or answering questions.
    #[arg(long, value_enum, default_value = "kiosk")]
    pub role: Purpose,
    /// Program that reads aloud (`espeak-ng` and its like), or `none`; default the first one found.
    #[arg(long, env = "HALL_SPEAKER", value_name = "PROGRAM")]
    pub speaker: Option<PathBuf>,
    /// ID card reader on a serial port, such as `/dev/ttyUSB1@115200`.
    #[arg(long, env = "HALL_ID_READER", value_name = "DEVICE@SPEED")]
    pub id_reader: Option<SerialSpec>,
    /// Code scanner on a serial port, such as `/dev/ttyACM0@9600`.
    #[arg(long, env = "HALL_SCANNER", value_name = "DEVICE@SPEED")]
    pub scanner: Option<SerialSpec>,
    /// File with the key of the booking site (64 hexadecimal digits): scanned bookings check in.
    #[arg(long, env = "HALL_BOOKING_KEY", value_name = "FILE")]
    pub booking_key: Option<PathBuf>,
    /// Program that reads the codes of other issuers, such as a city's citizen code.
    #[arg(long, env = "HALL_CITIZEN_CODES", value_name = "PROGRAM")]
    pub citizen_codes: Option<PathBuf>,
    /// Folder for the journal and what must outlive a restart.
    #[arg(
        long,
        env = "HALL_KIOSK_DATA",
        value_name = "DIR",
        default_value = "kiosk-data"
    )]
    pub data: PathBuf,
    /// Language of what is said.
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "zh-CN")]
    pub language: Language,
    /// The server.
    #[command(flatten)]
    pub server: ServerArgs,
    /// The printer.
    #[command(flatten)]
    pub printer: PrinterArgs,
}

/// `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Address of the server, such as `http://192.168.1.10:8080`.
    #[arg(long, env = "HALL_SERVER", value_name = "URL")]
    pub server: Option<ServerAddress>,
    /// File with this device's token.
    #[arg(
        long,
        env = "HALL_TOKEN_FILE",
        value_name = "FILE",
        requires = "server"
    )]
    pub token_file: Option<PathBuf>,
    /// Language of the report.
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "zh-CN")]
    pub language: Language,
    /// Folder of the journal, to be tried.
    #[arg(long, env = "HALL_KIOSK_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// ID card reader, such as `/dev/ttyUSB1@115200`; the doctor waits for a card.
    #[arg(long, env = "HALL_ID_READER", value_name = "DEVICE@SPEED")]
    pub id_reader: Option<SerialSpec>,
    /// Code scanner, such as `/dev/ttyACM0@9600`; the doctor waits for a code.
    #[arg(long, env = "HALL_SCANNER", value_name = "DEVICE@SPEED")]
    pub scanner: Option<SerialSpec>,
    /// Program that reads aloud, or `none`; default the first one found.
    #[arg(long, env = "HALL_SPEAKER", value_name = "PROGRAM")]
    pub speaker: Option<PathBuf>,
    /// Only ask the printer how it is, print nothing.
    #[arg(long)]
    pub no_page: bool,
    /// One JSON object instead of words.
    #[arg(long)]
    pub json: bool,
    /// The printer.
    #[command(flatten)]
    pub printer: PrinterArgs,
}

/// Where the server is and how to prove oneself.
#[derive(Debug, Args)]
pub struct ServerArgs {
    /// Address of the server, such as `http://192.168.1.10:8080`.
    #[arg(long, env = "HALL_SERVER", value_name = "URL")]
    pub server: ServerAddress,
    /// File with this device's token.
    #[arg(long, env = "HALL_TOKEN_FILE", value_name = "FILE")]
    pub token_file: PathBuf,
}

/// Where the printer is and what it can do.
#[derive(Debug, Args)]
pub struct PrinterArgs {
    /// `tcp:HOST:PORT`, `serial:DEVICE@SPEED` or `file:PATH`.
    #[arg(long, env = "HALL_PRINTER", value_name = "PRINTER", value_parser = address)]
    pub printer: PrinterAddress,
    /// What it can do.
    #[command(flatten)]
    pub kind: PrinterKind,
}

impl PrinterArgs {
    /// The printer that was meant, with the font that was found for it.
    pub fn printer(&self) -> Printer {
        self.kind.at(self.printer.clone())
    }

    /// The font that draws what the printer has no letters for.
    pub fn system_font(&self) -> Result<SystemFont, NoFont> {
        self.kind.system_font()
    }
}

/// What a printer can do.
#[derive(Debug, Default, Args)]
pub struct PrinterKind {
    /// Width of the paper in mm.
    #[arg(long, value_enum, default_value = "80")]
    pub paper: PaperWidth,
    /// File that says what the printer can do; the folder `profiles` has some to begin with.
    #[arg(long, env = "HALL_PRINTER_PROFILE", value_name = "FILE", value_parser = profile,
        conflicts_with = "paper")]
    pub profile: Option<Profile>,
    /// Largest magnification of a character; default 4 on 80 mm, 2 on 58 mm.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=8))]
    pub scale_max: Option<u8>,
    /// Who draws the QR code; default the printer on 80 mm, an image on 58 mm.
    #[arg(long, value_enum)]
    pub qr: Option<QrBy>,
    /// Font that draws what the printer has no letters for; default the first usual Chinese one.
    #[arg(long, env = "HALL_FONT", value_name = "NAME")]
    pub font: Option<String>,
    /// How the printer confirms a ticket: its process id (best, where it has one) or a fence.
    #[arg(long, value_enum)]
    pub proof: Option<Proof>,
}

impl PrinterKind {
    /// Such a printer, with the font that was found for it.
    pub fn at(&self, address: PrinterAddress) -> Printer {
        let font = self.system_font().ok().map(|font| Arc::new(font) as _);
        Printer {
            font,
            ..Printer::new(address, self.stated_profile())
        }
    }

    fn system_font(&self) -> Result<SystemFont, NoFont> {
        SystemFont::find(self.font.as_deref())
    }

    /// The profile, with what was said on the command line.
    fn stated_profile(&self) -> Profile {
        let mut profile = self.profile.unwrap_or_else(|| Profile::of(self.paper));
        profile.scale_max = self.scale_max.unwrap_or(profile.scale_max);
        profile.qr = self.qr.unwrap_or(profile.qr);
        profile.proof = self.proof.unwrap_or(profile.proof);
        profile
    }
}

/// Reads where a printer is, for a command line.
pub fn address(text: &str) -> Result<PrinterAddress, BadPrinter> {
    text.parse()
}

fn profile(path: &str) -> Result<Profile, BadProfile> {
    Profile::read(Path::new(path))
}

fn language(text: &str) -> Result<Language, String> {
    let found = Language::ALL
        .into_iter()
        .find(|language| language.tag() == text);
    found.ok_or_else(|| {
        format!(
            "no such language; use {}",
            Language::ALL.map(Language::tag).join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_a_printer_can_do_follows_its_paper_and_may_be_said() {
        let parse = |extra: &[&str]| {
            let mut words = vec!["kiosk-client", "doctor", "--printer", "tcp:127.0.0.1:9100"];
            words.extend(extra);
            match Cli::try_parse_from(words)
                .expect("a good command line")
                .command
            {
                Command::Doctor(args) => args.printer.kind.stated_profile(),
                _ => unreachable!("doctor was written"),
            }
        };
        assert_eq!(parse(&[]), Profile::of(PaperWidth::Mm80));
        assert_eq!(parse(&["--paper", "58"]).scale_max, 2);
        assert_eq!(parse(&["--paper", "58", "--scale-max", "3"]).scale_max, 3);
        assert_eq!(parse(&["--proof", "process-id"]).proof, Proof::ProcessId);
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/profiles/epson-tm.toml");
        assert_eq!(parse(&["--profile", file]).scale_max, 8);
        assert_eq!(parse(&["--profile", file, "--scale-max", "3"]).scale_max, 3);
    }
}
