//! A kiosk at work against a real hall: its machine, journal, link and printer together.

use crate::bed::{Hall, TEN, Way, plan_of, plan_text};
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_core::{Span, Time};
use hall_device::{Api, Token};
use hall_fixtures::id_reader::{ReaderMachine, VirtualCard};
use hall_fixtures::port::{Device, VirtualPort};
use hall_fixtures::printer::{Fault, VirtualPrinter};
use hall_fixtures::scanner::ScannerMachine;
use hall_fixtures::script;
use hall_protocol::Stamp;
use kiosk_client::booking::Booking;
use kiosk_client::citizen_code::CitizenCodes;
use kiosk_client::machine::{Link, Offline, Said};
use kiosk_client::person::Secret;
use kiosk_client::presented::Eyes;
use kiosk_client::profile::Profile;
use kiosk_client::screen::{Purpose, Shown};
use kiosk_client::station::{Config, News, Station, Told};
use kiosk_client::ui::{Fittings, Ui};
use kiosk_client::{Order, Printer};
use serde_json::Value;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::broadcast;
use tokio::time::timeout;

/// Longer than anything here takes; nothing waits for it when all is well.
const LIMIT: Duration = Duration::from_mins(1);

/// A kiosk in its place.
struct Kiosk {
    station: Station,
    told: broadcast::Receiver<Told>,
}

impl Kiosk {
    fn start(folder: &Path, way: &Way, token: &str, printer: &VirtualPrinter) -> Self {
        Self::of(config(folder, way, token, printer))
    }

    fn of(config: Config) -> Self {
        let station = Station::start(config).expect("the folder is free");
        let told = station.told();
        Self { station, told }
    }

    /// Waits until what can be shown is so.
    async fn until(&self, what: &str, is_so: impl Fn(&News) -> bool) {
        let mut news = self.station.news();
        let waited = timeout(LIMIT, news.wait_for(|news| is_so(news))).await;
        assert!(waited.is_ok_and(|news| news.is_ok()), "{what}");
    }

    /// Connected, and ready to give numbers without the server.
    async fn until_ready(&self) {
        self.until("the kiosk is ready", |news| {
            news.link == Link::Up && !news.known.items.is_empty() && news.blocks > 0
        })
        .await;
    }

    /// Asks for a number and gives what is said at last.
    async fn take(&mut self, item: &str) -> Said {
        let order = Order {
            item: item.to_owned(),
            ..Order::default()
        };
        let touch = self.station.touch(order).await.expect("the kiosk works");
        loop {
            let told = timeout(LIMIT, self.told.recv()).await;
            let told = told.expect("an answer").expect("the kiosk works");
            let is_last = !matches!(told.said, Said::Printing { .. });
            if told.touch == touch && is_last {
                return told.said;
            }
        }
    }

    async fn printed(&mut self, item: &str) -> String {
        match self.take(item).await {
            Said::Printed { number, .. } => number,
            said => panic!("printed: {said:?}"),
        }
    }
}

fn config(folder: &Path, way: &Way, token: &str, printer: &VirtualPrinter) -> Config {
    let address = format!("tcp:{}", printer.addr());
    Config {
        server: way.base.parse().expect("an address"),
        token: Token::new(token).expect("a token"),
        printer: Printer::new(address.parse().expect("a printer"), Profile::default()),
        data: folder.to_owned(),
        gives_numbers: true,
        clock: || Time(TEN),
    }
}

/// A hall with one kiosk, and the way between them.
struct Scene {
    hall: Hall,
    way: Way,
    token: String,
    printer: VirtualPrinter,
    folder: TempDir,
    tools: TempDir,
}

impl Scene {
    async fn new() -> Self {
        let hall = Hall::open("small").await;
        hall.tick().await;
        let token = hall.enrol(Role::Kiosk, None).await.token;
        Self {
            way: Way::to(&hall.base).await,
            hall,
            token,
            printer: VirtualPrinter::start().await.expect("a free port"),
            folder: TempDir::new().expect("a temporary folder"),
            tools: TempDir::new().expect("a temporary folder"),
        }
    }

    /// A program that knows one code of a city.
    fn city_program(&self) -> PathBuf {
        let path = self.tools.path().join("city");
        let body = r#"read code
[ "$code" = "city:77" ] && echo '{"id":"11010519491231002X","birth_year":1949}'
exit 0"#;
        script::write(&path, body).expect("a disk");
        path
    }

    fn kiosk(&self) -> Kiosk {
        Kiosk::start(self.folder.path(), &self.way, &self.token, &self.printer)
    }

    async fn text_of_paper(&self, count: u64) -> String {
        let papers = timeout(LIMIT, self.printer.wait_for_papers(count)).await;
        let papers = papers.expect("a paper");
        papers.last().expect("a paper").text(48)
    }
}

#[tokio::test]
async fn a_touch_becomes_a_number_on_paper_and_the_hall_knows_that_it_came_out() {
    let scene = Scene::new().await;
    let mut kiosk = scene.kiosk();
    kiosk.until_ready().await;
    assert_eq!(kiosk.printed("CARD2").await, "A001");
    assert!(scene.text_of_paper(1).await.contains("A001"));
    kiosk
        .until("everything is settled", |news| news.open_intents == 0)
        .await;
    let paper = scene
        .hall
        .app
        .hub
        .look()
        .hall
        .tickets()
        .map(|ticket| ticket.paper)
        .next();
    assert_eq!(paper, Some(hall_core::ticket::PaperState::Printed));
    kiosk.station.stop().await;
}

#[tokio::test]
async fn without_the_server_the_kiosk_gives_its_own_numbers_and_hands_them_in_later() {
    let scene = Scene::new().await;
    let mut kiosk = scene.kiosk();
    kiosk.until_ready().await;
    scene.way.cut();
    kiosk
        .until("the link is lost", |news| {
            matches!(news.link, Link::Lost { .. })
        })
        .await;
    let number = kiosk.printed("CARD2").await;
    assert_eq!(number, "A5000");
    let paper = scene.text_of_paper(1).await;
    assert!(
        paper.contains("A5000") && paper.contains("等候时间暂时不知道"),
        "{paper}"
    );
    scene.way.lead_to(&scene.hall.base);
    kiosk
        .until("it is handed in", |news| {
            news.link == Link::Up && news.open_intents == 0
        })
        .await;
    let numbers: Vec<u32> = scene
        .hall
        .app
        .hub
        .look()
        .hall
        .tickets()
        .map(|ticket| ticket.number.n)
        .collect();
    assert_eq!(numbers, [5000]);
    kiosk.station.stop().await;
}

#[tokio::test]
async fn a_kiosk_that_starts_without_the_server_goes_on_where_it_was() {
    let scene = Scene::new().await;
    let mut kiosk = scene.kiosk();
    kiosk.until_ready().await;
    scene.way.cut();
    kiosk
        .until("the link is lost", |news| {
            matches!(news.link, Link::Lost { .. })
        })
        .await;
    assert_eq!(kiosk.printed("CARD2").await, "A5000");
    kiosk.station.stop().await;
    let mut again = scene.kiosk();
    assert_eq!(again.printed("CARD2").await, "A5001");
    again.station.stop().await;
}

#[tokio::test]
async fn a_computer_whose_clock_starts_a_day_behind_gives_no_number_until_the_server_is_heard() {
    let scene = Scene::new().await;
    let kiosk = scene.kiosk();
    kiosk.until_ready().await;
    scene.way.cut();
    kiosk.station.stop().await;
    let behind = Config {
        clock: || Time(TEN - 86_400_000),
        ..config(
            scene.folder.path(),
            &scene.way,
            &scene.token,
            &scene.printer,
        )
    };
    let mut again = Kiosk::of(behind);
    let said = again.take("CARD2").await;
    assert!(matches!(said, Said::Offline(Offline::NoClock)), "{said:?}");
    scene.way.lead_to(&scene.hall.base);
    again.until_ready().await;
    let number = again.printed("CARD2").await;
    assert!(number.starts_with("A0"), "the server's: {number}");
    again.station.stop().await;
}

#[tokio::test]
async fn a_hall_that_was_restarted_gets_what_was_given_meanwhile() {
    let Scene {
        hall,
        way,
        token,
        printer,
        folder,
        ..
    } = Scene::new().await;
    let mut kiosk = Kiosk::start(folder.path(), &way, &token, &printer);
    kiosk.until_ready().await;
    assert_eq!(kiosk.printed("CARD2").await, "A001");
    way.cut();
    let data = hall.stop().await;
    kiosk
        .until("the link is lost", |news| {
            matches!(news.link, Link::Lost { .. })
        })
        .await;
    assert_eq!(kiosk.printed("CARD2").await, "A5000");
    let hall = Hall::start(data, plan_of(&plan_text("small")), TEN)
        .await
        .expect("a hall starts again");
    way.lead_to(&hall.base);
    kiosk
        .until("it is handed in", |news| {
            news.link == Link::Up && news.open_intents == 0
        })
        .await;
    let mut numbers: Vec<u32> = hall
        .app
        .hub
        .look()
        .hall
        .tickets()
        .map(|ticket| ticket.number.n)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 5000]);
    kiosk.station.stop().await;
}

#[tokio::test]
async fn two_programs_never_work_with_one_kiosks_folder() {
    let scene = Scene::new().await;
    let kiosk = scene.kiosk();
    let second = Station::start(config(
        scene.folder.path(),
        &scene.way,
        &scene.token,
        &scene.printer,
    ));
    assert_eq!(
        second.map(|_| ()).map_err(|error| error.kind()),
        Err(ErrorKind::WouldBlock)
    );
    kiosk.station.stop().await;
    let third = scene.kiosk();
    third.station.stop().await;
}

#[tokio::test]
async fn staff_hear_at_once_that_a_printer_has_no_paper_and_that_it_has_some_again() {
    let scene = Scene::new().await;
    scene.printer.set(Fault::PaperOut);
    let mut kiosk = scene.kiosk();
    let out = |news: &News| {
        let mut alarms = news.picture.alarms.iter();
        alarms.any(|alarm| alarm.alarm.starts_with("printer_paper_out:") && !alarm.name.is_empty())
    };
    kiosk.until("an alarm for the staff", out).await;
    let guide = scene.hall.enrol(Role::Guide, None).await;
    let shown = guide.get("kiosks").await.expect(200);
    assert_eq!(shown[0]["online"], true);
    assert_eq!(shown[0]["printer"]["trouble"], "paper_out");
    scene.printer.set(Fault::None);
    kiosk.until_ready().await;
    kiosk.printed("CARD2").await;
    kiosk
        .until("the alarm is over", |news| {
            !out(news) && news.printer.papers_left.is_some()
        })
        .await;
    let printer = |shown: &Value| shown[0]["printer"].clone();
    let shown = guide.get("kiosks").await.expect(200);
    assert_eq!(printer(&shown)["trouble"], Value::Null);
    assert!(
        printer(&shown)["papers_left"].as_u64() > Some(400),
        "{shown}"
    );
    kiosk.station.stop().await;
}

/// The key that the hall shares with its booking site.
fn booking_key() -> Secret {
    Secret::of_hex(&"0b".repeat(32)).expect("a key")
}

/// A kiosk with its page, a card reader and a scanner.
struct Front {
    kiosk: Kiosk,
    ui: Ui,
    reader: VirtualPort<ReaderMachine>,
    scanner: VirtualPort<ScannerMachine>,
}

impl Front {
    async fn open(scene: &Scene) -> Self {
        let kiosk = scene.kiosk();
        kiosk.until_ready().await;
        let reader = VirtualPort::start("reader", ReaderMachine::default()).expect("a pty");
        let scanner = VirtualPort::start("scanner", ScannerMachine::default()).expect("a pty");
        let spec = |path: &Path, speed: u32| {
            let spec = format!("{}@{speed}", path.display());
            Some(spec.parse().expect("a serial port"))
        };
        let eyes = Eyes::open(spec(reader.path(), 115_200), spec(scanner.path(), 9_600));
        let server = scene.way.base.parse().expect("an address");
        let token = Token::new(&scene.token).expect("a token");
        let fittings = Fittings {
            speaker: None,
            eyes: Some(eyes.expect("two threads")),
            api: Some(Api::new(server, Some(token)).expect("a client")),
            booking_key: Some(booking_key()),
            citizen_codes: Some(CitizenCodes::new(scene.city_program())),
        };
        let station = kiosk.station.clone();
        let ui = Ui::start(station, Language::ZhCn, Purpose::Kiosk, fittings);
        Self {
            kiosk,
            ui,
            reader,
            scanner,
        }
    }

    /// Waits until the page shows some words, and gives the page.
    async fn shows(&self, words: &str) -> String {
        let mut shown = self.ui.shown();
        let is_so = |shown: &Arc<Shown>| shown.fragment.contains(words);
        let waited = timeout(LIMIT, shown.wait_for(is_so)).await;
        let page = waited.unwrap_or_else(|_| panic!("{words} is not shown"));
        page.expect("the page lives").fragment.clone()
    }

    /// Touches what is shown now.
    fn touch(&self, act: &str) {
        let shown = self.ui.shown().borrow().fragment.clone();
        let (_, serial) = shown.split_once("data-serial=\"").expect("a serial");
        let (serial, _) = serial.split_once('"').expect("a number");
        let serial = serial.parse().expect("a number");
        assert!(self.ui.act(serial, act.parse().expect("an act")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_takes_one_number_and_the_second_time_a_copy_of_it() {
    let scene = Scene::new().await;
    let front = Front::open(&scene).await;
    let card = VirtualCard::citizen("11010519491231002X");
    let mut printed = Vec::new();
    for is_second in [false, true] {
        front.reader.with(|reader| reader.lay(Some(card.clone())));
        front.shows("请取回身份证").await;
        front.touch("item:CARD2");
        front.shows("data-act=\"take\"").await;
        front.touch("take");
        front
            .shows(if is_second {
                "请取走补打的号票"
            } else {
                "请取走号票"
            })
            .await;
        printed.push(scene.text_of_paper(printed.len() as u64 + 1).await);
        let asked = front.reader.with(|reader| {
            reader.lay(None);
            reader.events()
        });
        let is_seen = front
            .reader
            .wait_for(LIMIT, |reader| reader.events() > asked + 1);
        assert!(is_seen, "the reader has found no card");
        front.touch("home");
        front.shows("常办事项").await;
    }
    assert!(printed[0].contains("A001") && !printed[0].contains("COPY"));
    assert!(printed[1].contains("A001") && printed[1].contains("COPY"));
    let hall = scene.hall.app.hub.look().hall.clone();
    let people: Vec<bool> = hall
        .tickets()
        .map(|ticket| ticket.person.is_some())
        .collect();
    assert_eq!(people, [true]);
    front.kiosk.station.stop().await;
}

#[tokio::test]
async fn no_trace_of_a_card_gets_into_the_journal_or_the_kiosks_folder() {
    let scene = Scene::new().await;
    let front = Front::open(&scene).await;
    let number = "11010519491231002X";
    front
        .reader
        .with(|reader| reader.lay(Some(VirtualCard::citizen(number))));
    front.shows("请取回身份证").await;
    front.touch("item:CARD2");
    front.shows("data-act=\"take\"").await;
    front.touch("take");
    front.shows("请取走号票").await;
    front.kiosk.station.stop().await;
    for entry in scene.folder.path().read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        let kept = std::fs::read(&path).expect("a file");
        let kept = String::from_utf8_lossy(&kept);
        assert!(!kept.contains(&number[6..]), "{}", path.display());
    }
}

#[tokio::test]
async fn a_booking_checks_in_for_its_slot_and_the_second_time_gets_a_copy() {
    let scene = Scene::new().await;
    let front = Front::open(&scene).await;
    let item = "CARD2".parse().expect("a code");
    let slot = Stamp(Time(TEN) + Span::minutes(5));
    let code = Booking::code(item, slot, "R-7F3K9Q", &booking_key());
    let scan = |code: &str| {
        let line = format!("{code}\r\n");
        front.scanner.with(|scanner| scanner.scan(line.as_bytes()));
    };

    scan(&code.replace("CARD2", "CARD1"));
    front.shows("这个码不是本大厅的号票").await;
    front.touch("home");
    front.shows("常办事项").await;
    let mut printed = Vec::new();
    for said in ["请取走号票", "请取走补打的号票"] {
        scan(&code);
        let sheet = front.shows("您预约的是 10:05").await;
        assert!(!sheet.contains("请取回身份证"), "{sheet}");
        front.touch("take");
        front.shows(said).await;
        printed.push(scene.text_of_paper(printed.len() as u64 + 1).await);
        front.touch("home");
        front.shows("常办事项").await;
        // The scanner forgets a code after a while; another one in between does the same.
        scan("A999");
        front.shows("A999").await;
        front.touch("home");
        front.shows("常办事项").await;
    }
    assert!(printed[0].contains("约"), "{}", printed[0]);
    let hall = scene.hall.app.hub.look().hall.clone();
    let [ticket] = &hall.tickets().collect::<Vec<_>>()[..] else {
        panic!("one ticket")
    };
    assert!(ticket.booked && ticket.arrival == slot.0, "{ticket:?}");
    front.kiosk.station.stop().await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_citys_code_and_the_card_of_one_person_are_one_person() {
    let scene = Scene::new().await;
    let front = Front::open(&scene).await;
    front.scanner.with(|scanner| scanner.scan(b"city:77\r\n"));
    let home = front.shows("已认出您的码").await;
    assert!(!home.contains("请取回身份证"), "{home}");
    front.touch("item:CARD2");
    front.shows("data-act=\"take\"").await;
    front.touch("take");
    front.shows("请取走号票").await;
    front.touch("home");
    front.shows("常办事项").await;
    let card = VirtualCard::citizen("11010519491231002X");
    front.reader.with(|reader| reader.lay(Some(card)));
    front.shows("请取回身份证").await;
    front.touch("item:CARD2");
    front.shows("data-act=\"take\"").await;
    front.touch("take");
    front.shows("请取走补打的号票").await;
    front.kiosk.station.stop().await;
}

#[tokio::test]
async fn a_scanned_ticket_shows_where_it_stands_torn_or_whole() {
    let scene = Scene::new().await;
    let mut front = Front::open(&scene).await;
    assert_eq!(front.kiosk.printed("CARD2").await, "A001");
    let hall = scene.hall.app.hub.look().hall.clone();
    let token = hall.tickets().next().expect("a ticket").token;
    let code = format!("http://hall.local/t/{token}");
    front.scanner.with(|scanner| scanner.scan_torn(&code, 7));
    let page = front.shows("A001").await;
    assert!(page.contains("正在等候"), "{page}");
    front.touch("home");
    front.shows("常办事项").await;
    front.scanner.with(|scanner| scanner.scan(&[b'x'; 2_048]));
    front.scanner.with(|scanner| scanner.scan(b"\r\n"));
    front.shows("这个码不是本大厅的号票").await;
    front.kiosk.station.stop().await;
}
