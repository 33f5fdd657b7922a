//! `serve`: the kiosk at work with its touch page, and one line for every change of its state.

use crate::booking;
use crate::citizen_code::CitizenCodes;
use crate::cli::ServeArgs;
use crate::doctor::why;
use crate::id_reader::Trouble;
use crate::limits::SERVE_TOLD_MS;
use crate::machine::Link;
use crate::presented::{Eyes, Reader};
use crate::screen::Purpose;
use crate::speech::Speaker;
use crate::station::{Config, News, PrinterNews, Station};
use crate::ui::{Fittings, Ui, router};
use crate::word;
use hall_core::Time;
use hall_device::{Api, Token};
use hall_text::{FluentValue, Language, say};
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::{Duration, MissedTickBehavior, interval};

/// Runs until it is told to end. What makes it useless from the start ends it with 1.
pub(crate) async fn serve(args: &ServeArgs, out: &mut dyn Write) -> io::Result<u8> {
    let language = args.language;
    let token = match Token::read(&args.server.token_file) {
        Ok(token) => token,
        Err(error) => {
            let what = arg("what", error.to_string());
            writeln!(out, "{}", say(language, "kiosk-doctor-token-bad", &what))?;
            return Ok(1);
        }
    };
    let booking_key = match args.booking_key.as_deref().map(booking::key).transpose() {
        Ok(key) => key,
        Err(error) => {
            let file = args.booking_key.as_deref().unwrap_or_else(|| Path::new(""));
            let args = [
                ("file", FluentValue::from(file.display().to_string())),
                ("what", error.to_string().into()),
            ];
            writeln!(out, "{}", say(language, "kiosk-serve-booking-key", &args))?;
            return Ok(1);
        }
    };
    let listener = match TcpListener::bind(args.ui).await {
        Ok(listener) => listener,
        Err(error) => {
            let args = [
                ("address", FluentValue::from(args.ui.to_string())),
                ("what", error.to_string().into()),
            ];
            writeln!(out, "{}", say(language, "kiosk-serve-no-page", &args))?;
            return Ok(1);
        }
    };
    let asking = Some(token.clone());
    let config = Config {
        server: args.server.server.clone(),
        token,
        printer: args.printer.printer(),
        data: args.data.clone(),
        gives_numbers: args.role == Purpose::Kiosk,
        clock: || Time(jiff::Timestamp::now().as_millisecond()),
    };
    let station = match Station::start(config) {
        Ok(station) => station,
        Err(error) => {
            let folder = FluentValue::from(args.data.display().to_string());
            let key = if error.kind() == ErrorKind::WouldBlock {
                "kiosk-serve-in-use"
            } else {
                "kiosk-serve-no-folder"
            };
            let args = [("folder", folder), ("what", error.to_string().into())];
            writeln!(out, "{}", say(language, key, &args))?;
            return Ok(1);
        }
    };
    let address = arg("address", format!("http://{}", listener.local_addr()?));
    writeln!(out, "{}", say(language, "kiosk-serve-page", &address))?;
    out.flush()?;
    let speaker = match &args.speaker {
        Some(program) if program.as_os_str() == "none" => None,
        Some(program) => Some(Speaker::new(program)),
        None => Speaker::find().await,
    };
    let eyes = match Eyes::open(args.id_reader.clone(), args.scanner.clone()) {
        Ok(eyes) => Some(eyes),
        Err(error) => {
            tracing::error!("no card reader and no scanner: {error}");
            None
        }
    };
    let api = Api::new(args.server.server.clone(), asking);
    let fittings = Fittings {
        speaker,
        eyes,
        api: api.map(|api| api.beside(station.link())).ok(),
        booking_key,
        citizen_codes: args.citizen_codes.as_ref().map(CitizenCodes::new),
    };
    let ui = Ui::start(station.clone(), language, args.role, fittings);
    let reader = ui.reader();
    let page = tokio::spawn(async move { axum::serve(listener, router(ui)).await });
    let told = tell(language, &station, &reader, out).await;
    page.abort();
    station.stop().await;
    told.map(|()| 0)
}

/// One line for every change, until the program is told to end.
async fn tell(
    language: Language,
    station: &Station,
    reader: &watch::Receiver<Reader>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let news = station.news();
    let mut known = [const { String::new() }; 3];
    // A link or a printer that comes and goes in between is no news for the staff.
    let mut ticks = interval(Duration::from_millis(SERVE_TOLD_MS));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut end = std::pin::pin!(ended());
    loop {
        tokio::select! {
            () = &mut end => return Ok(()),
            _ = ticks.tick() => {}
        }
        let lines = lines(language, &news.borrow(), *reader.borrow());
        for (line, known) in lines.into_iter().zip(&mut known) {
            if !line.is_empty() && line != *known {
                writeln!(out, "{line}")?;
                out.flush()?;
                *known = line;
            }
        }
    }
}

/// Where link, printer and card reader stand; empty while nothing is known.
fn lines(language: Language, news: &News, reader: Reader) -> [String; 3] {
    let hall = news.known.hall.as_ref();
    let link = match &news.link {
        Link::Up => {
            let hall = hall.map(|hall| hall.names.get(language).to_owned());
            let hall = arg("hall", hall.unwrap_or_default());
            say(language, "kiosk-serve-ready", &hall)
        }
        Link::Connecting { .. } => String::new(),
        Link::Lost { why, .. } => say(language, "kiosk-serve-lost", &arg("what", why.clone())),
        Link::Refused { title, .. } => {
            let what = arg("what", title.clone());
            say(language, "kiosk-serve-refused", &what)
        }
    };
    [
        link,
        printer(language, &news.printer),
        card_reader(language, reader),
    ]
}

fn card_reader(language: Language, reader: Reader) -> String {
    let state = match reader {
        Reader::Unknown => return String::new(),
        Reader::Ready => "kiosk-doctor-fine",
        Reader::Broken(Trouble::Missing) => "kiosk-doctor-reader-missing",
        Reader::Broken(Trouble::Silent) => "kiosk-doctor-reader-silent",
        Reader::Broken(Trouble::SelfTest) => "kiosk-doctor-reader-self-test",
    };
    let state = word(language, state);
    say(language, "kiosk-serve-reader", &arg("state", state))
}

fn printer(language: Language, news: &PrinterNews) -> String {
    if !news.asked {
        return String::new();
    }
    let state = match (news.cause, news.answers, news.near_end) {
        (Some(cause), ..) => why(language, cause),
        (None, false, _) => word(language, "kiosk-serve-unknown"),
        (None, true, Some(true)) => word(language, "kiosk-doctor-near-end"),
        (None, true, _) => word(language, "kiosk-doctor-fine"),
    };
    say(language, "kiosk-serve-printer", &arg("state", state))
}

/// Ctrl-C or the service manager's signal.
async fn ended() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    // Without a signal to wait for, waiting for ever is what is left.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn arg(name: &'static str, text: String) -> [(&'static str, FluentValue<'static>); 1] {
    [(name, FluentValue::from(text))]
}
