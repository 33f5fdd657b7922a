//! The command line from words to exit code.

use crate::hall::{Hall, Turn};
use clap::Parser;
use hall_fixtures::printer::{Fault, VirtualPrinter};
use kiosk_client::{Cli, perform};
use serde_json::{Value, json};
use std::path::Path;

/// Runs the program; gives its exit code and what it wrote.
async fn run(words: &[&str]) -> (u8, String) {
    let words = ["kiosk-client"].iter().chain(words);
    let cli = Cli::try_parse_from(words).expect("a good command line");
    let mut out = Vec::new();
    let code = perform(cli, &mut out)
        .await
        .expect("a buffer takes everything");
    (code, String::from_utf8(out).expect("words are text"))
}

/// A folder with a token file.
fn token() -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("token");
    std::fs::write(&path, "kiosk-token\n").expect("a file");
    (dir, path.display().to_string())
}

async fn take(hall: &Hall, printer: &str, extra: &[&str]) -> (u8, String) {
    let (_dir, token) = token();
    let server = hall.url();
    let mut words = vec!["take", "--item", "GJ01", "--server", &server];
    words.extend(["--token-file", &token, "--printer", printer]);
    words.extend(extra);
    run(&words).await
}

#[tokio::test]
async fn take_prints_and_says_so_in_one_line() {
    let (printer, hall) = (
        VirtualPrinter::start().await.expect("a free port"),
        Hall::start().await,
    );
    let said = take(&hall, &format!("tcp:{}", printer.addr()), &[]).await;
    let line = "号码 E023，14 号窗口，前面 17 人。号票已经打印，请取走。\n";
    assert_eq!(said, (0, line.to_owned()));
    assert_eq!(printer.papers().len(), 1);
}

#[tokio::test]
async fn take_says_everything_about_the_person_that_it_was_told() {
    let (printer, hall) = (
        VirtualPrinter::start().await.expect("a free port"),
        Hall::start().await,
    );
    let extra = [
        "--class",
        "priority",
        "--birth-year",
        "1950",
        "--age-confirmed",
        "--agent",
    ];
    let more = ["--visit", "k7q2", "--language", "en", "--json"];
    let extra = [&extra[..], &more[..]].concat();
    let (code, said) = take(&hall, &format!("tcp:{}", printer.addr()), &extra).await;
    let said: Value = serde_json::from_str(&said).expect("one JSON object");
    assert_eq!(
        (code, &said["paper"], &said["ticket"]["number"]),
        (0, &json!("printed"), &json!("E023"))
    );
    let take = hall.takes().remove(0);
    let person = take.person.expect("a person");
    assert_eq!(
        (person.birth_year, person.age_confirmed, person.agent),
        (Some(1950), true, true)
    );
    assert_eq!(
        (take.class.as_deref(), take.visit.as_deref()),
        (Some("priority"), Some("k7q2"))
    );
}

#[tokio::test]
async fn paper_that_does_not_come_out_is_exit_1_and_the_number_is_valid() {
    let (printer, hall) = (
        VirtualPrinter::start().await.expect("a free port"),
        Hall::start().await,
    );
    printer.set(Fault::PaperOut);
    let said = take(
        &hall,
        &format!("tcp:{}", printer.addr()),
        &["--language", "en"],
    )
    .await;
    let line = "Number E023, Window 14, 17 ahead. Number E023 is valid, but the paper did not come \
                out: it is out of paper. Note the number and go to the guide desk.\n";
    assert_eq!(said, (1, line.to_owned()));
}

#[tokio::test]
async fn a_refusal_is_exit_1_with_what_to_do_next() {
    let (printer, hall) = (
        VirtualPrinter::start().await.expect("a free port"),
        Hall::start().await,
    );
    let problem = json!({
        "status": 409, "code": "series_full", "title": "今天的号已经发完。", "hint": "请到导服台。"
    });
    hall.next(Turn::Refuse(problem.clone()));
    let address = format!("tcp:{}", printer.addr());
    let said = take(&hall, &address, &[]).await;
    assert_eq!(
        said,
        (1, "没有取到号：今天的号已经发完。请到导服台。\n".to_owned())
    );
    hall.next(Turn::Refuse(problem.clone()));
    let (code, said) = take(&hall, &address, &["--json"]).await;
    let said: Value = serde_json::from_str(&said).expect("one JSON object");
    assert_eq!((code, &said["refused"]["code"]), (1, &json!("series_full")));
    assert_eq!(printer.received(), 0);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_exit_1_and_says_how_to_go_on() {
    let hall = Hall::start().await;
    let url = hall.url();
    drop(hall);
    let (_dir, token) = token();
    let words = [
        "take",
        "--item",
        "GJ01",
        "--server",
        &url,
        "--token-file",
        &token,
    ];
    let words = [
        &words[..],
        &["--printer", "file:/dev/null", "--language", "en"],
    ]
    .concat();
    let (code, said) = run(&words).await;
    assert_eq!(code, 1);
    assert!(
        said.starts_with("No number was taken: the server cannot be reached"),
        "{said}"
    );
    assert!(
        said.trim_end()
            .ends_with("trying again never takes two numbers."),
        "{said}"
    );
}

#[tokio::test]
async fn a_missing_token_file_is_named() {
    let words = [
        "take",
        "--item",
        "GJ01",
        "--server",
        "http://127.0.0.1:1",
        "--token-file",
    ];
    let words = [
        &words[..],
        &["/nowhere/token", "--printer", "file:/dev/null"],
    ]
    .concat();
    let (code, said) = run(&words).await;
    assert!(code == 1 && said.contains("/nowhere/token"), "{said}");
}

#[tokio::test]
async fn doctor_finds_a_fine_printer_and_a_fine_server() {
    let (printer, hall) = (
        VirtualPrinter::start().await.expect("a free port"),
        Hall::start().await,
    );
    let (_dir, token) = token();
    let (address, url) = (format!("tcp:{}", printer.addr()), hall.url());
    let words = [
        "doctor",
        "--printer",
        &address,
        "--server",
        &url,
        "--token-file",
        &token,
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().display().to_string();
    // What fonts and voices a machine has is not for this test, and its clock is not the hall's.
    let rest = [
        "--language",
        "en",
        "--font",
        "None Such",
        "--speaker",
        "none",
        "--data",
        &data,
    ];
    let (code, said) = run(&[&words[..], &rest].concat()).await;
    let lines: Vec<&str> = said
        .lines()
        .filter(|line| !line.contains("Clock: "))
        .collect();
    let expected = [
        format!("+ Server {url}: Connected: Ankang Service Centre, 1 items."),
        format!("+ Data folder {data}: Takes what must outlive a power cut."),
        "! Font: This computer has no Chinese font (looked for None Such): characters that the \
         printer lacks come out as 〓. Install fonts-noto-cjk, or name a font with --font."
            .to_owned(),
        format!("+ Printer {address}: fine The test page is printed and the printer confirmed it."),
        "    DLE EOT 1: 12  DLE EOT 2: 12  DLE EOT 3: 12  DLE EOT 4: 12".to_owned(),
        "Ready for use.".to_owned(),
    ];
    assert_eq!(
        (code, lines),
        (0, expected.iter().map(String::as_str).collect())
    );
    let leftovers = folder.path().read_dir().expect("a folder").count();
    assert_eq!(leftovers, 0, "the doctor leaves nothing behind");
    assert_eq!(
        printer.papers()[0].lines().next().map(|line| line.scale),
        Some(4)
    );
}

#[tokio::test]
async fn doctor_says_what_to_do_about_each_fault() {
    let printer = VirtualPrinter::start().await.expect("a free port");
    let address = format!("tcp:{}", printer.addr());
    for (fault, remedy) in [
        (Fault::PaperOut, "Put in a new roll"),
        (Fault::CoverOpen, "Close the cover"),
        (Fault::CutterError, "take the paper out of the cutter"),
        (Fault::CoverOpen, "\n    the cover is open\n"),
        (Fault::PaperOut, "DLE EOT 4: 7E"),
        (Fault::VanishAfter(0), "Check power, cable and address"),
    ] {
        printer.set(fault);
        let words = [
            "doctor",
            "--printer",
            &address,
            "--language",
            "en",
            "--speaker",
            "none",
        ];
        let (code, said) = run(&words).await;
        assert!(code == 1 && said.contains(remedy), "{fault:?}: {said}");
        assert!(
            said.ends_with("One thing must be mended first, marked with -.\n"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn a_plain_file_collects_tickets_one_after_the_other() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("tickets.bin");
    let address = format!("file:{}", path.display());
    let profile = kiosk_client::Profile::default();
    let printer = kiosk_client::Printer::new(address.parse().expect("a printer"), profile);
    let language = hall_text::Language::ZhCn;
    let press = printer.press();
    let page = kiosk_client::slip::Slip::test_page(language, press.room());
    let id = kiosk_client::encode::ProcessId::of(0);
    let encoded = kiosk_client::encode::slip(&page, press, id).expect("a page");
    for _ in 0..2 {
        let report = printer.print(&encoded, id).await;
        let doubt = kiosk_client::printer::Doubt::Silent;
        assert_eq!(
            report.outcome,
            kiosk_client::printer::Outcome::Unknown(doubt)
        );
    }
    let written = std::fs::read(Path::new(&path)).expect("the file is there");
    let all = [encoded.bytes.as_slice(); 2].concat();
    assert_eq!(
        written, all,
        "questions that nobody answers are not in the way"
    );
}

#[tokio::test]
async fn doctor_says_that_a_printer_without_letters_needs_a_font() {
    let printer = VirtualPrinter::start().await.expect("a free port");
    let address = format!("tcp:{}", printer.addr());
    let profile = concat!(env!("CARGO_MANIFEST_DIR"), "/profiles/no-chinese-80.toml");
    let words = [
        "doctor",
        "--printer",
        &address,
        "--profile",
        profile,
        "--font",
        "None Such",
        "--speaker",
        "none",
        "--language",
        "en",
    ];
    let (code, said) = run(&words).await;
    assert_eq!(code, 1);
    assert!(
        said.contains("- Font: The printer has no Chinese letters"),
        "{said}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn doctor_reads_a_card_and_a_code_and_misses_a_reader_that_is_not_there() {
    use hall_fixtures::id_reader::{ReaderMachine, VirtualCard};
    use hall_fixtures::port::VirtualPort;
    use hall_fixtures::scanner::ScannerMachine;
    let mut reader = ReaderMachine::default();
    reader.lay(Some(VirtualCard::citizen("11010519491231002X")));
    let reader = VirtualPort::start("reader", reader).expect("a pty");
    let mut scanner = ScannerMachine::default();
    scanner.scan(b"A023\r\n");
    let scanner = VirtualPort::start("scanner", scanner).expect("a pty");
    let port = |path: &std::path::Path| format!("{}@115200", path.display());
    let (reader_at, scanner_at) = (port(reader.path()), port(scanner.path()));
    let doctor = async |more: &[&str]| {
        let words = [
            "doctor",
            "--printer",
            "file:/dev/null",
            "--no-page",
            "--language",
            "en",
            "--speaker",
            "none",
        ];
        run(&[&words, more].concat()).await
    };
    let both = ["--id-reader", &reader_at, "--scanner", &scanner_at];
    let (_, said) = doctor(&both).await;
    assert!(said.contains("+ Card reader: A card was read."), "{said}");
    assert!(
        said.contains("+ Scanner: The code of a ticket was read."),
        "{said}"
    );
    assert!(
        !said.contains("1949"),
        "nothing of the card is shown: {said}"
    );
    let (code, said) = doctor(&["--id-reader", "/nowhere/reader@115200"]).await;
    assert!(
        code == 1 && said.contains("- Card reader: There is none"),
        "{said}"
    );
}
