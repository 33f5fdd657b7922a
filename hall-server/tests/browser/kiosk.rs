//! The touch page in a real browser: a number in every language, and what goes wrong meanwhile.

use crate::page::{Browser, Page};
use crate::{Hall, TEN};
use hall_core::Time;
use hall_core::device::Role;
use hall_core::plan::Language;
use hall_device::{Api, Token};
use hall_fixtures::id_reader::{ReaderMachine, VirtualCard};
use hall_fixtures::port::VirtualPort;
use hall_fixtures::printer::{Fault, VirtualPrinter};
use kiosk_client::presented::Eyes;
use kiosk_client::screen::Purpose;
use kiosk_client::station::{Config, Station};
use kiosk_client::ui::{Fittings, Ui, router};
use kiosk_client::{Printer, Profile};
use serde_json::json;
use std::net::Ipv4Addr;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Screens of kiosks: standing, lying, and an old one.
const SCREENS: [(u32, u32); 3] = [(1080, 1920), (1920, 1080), (1280, 1024)];

/// A kiosk with its page, at a hall.
struct Kiosk {
    url: String,
    station: Station,
    printer: VirtualPrinter,
    task: JoinHandle<()>,
    _folder: TempDir,
}

impl Kiosk {
    async fn at(hall: &Hall, purpose: Purpose) -> Self {
        Self::with(hall, purpose, None).await
    }

    async fn with(hall: &Hall, purpose: Purpose, eyes: Option<Eyes>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let printer = VirtualPrinter::start().await.expect("a free port");
        let token = hall.token(Role::Kiosk, None).await;
        let token = Token::new(&token).expect("a token");
        let server: hall_device::ServerAddress = hall.url("").parse().expect("an address");
        let address = format!("tcp:{}", printer.addr());
        let station = Station::start(Config {
            server: server.clone(),
            token: token.clone(),
            printer: Printer::new(address.parse().expect("a printer"), Profile::default()),
            data: folder.path().to_owned(),
            gives_numbers: purpose == Purpose::Kiosk,
            clock: || Time(TEN),
        });
        let station = station.expect("the folder is free");
        let fittings = Fittings {
            api: Some(Api::new(server, Some(token)).expect("a client")),
            eyes,
            ..Fittings::default()
        };
        let ui = Ui::start(station.clone(), Language::ZhCn, purpose, fittings);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        let task = tokio::spawn(async move {
            axum::serve(listener, router(ui))
                .await
                .expect("the page is served until it is dropped");
        });
        Self {
            url: format!("http://{address}/"),
            station,
            printer,
            task,
            _folder: folder,
        }
    }

    async fn close(self) {
        self.task.abort();
        self.station.stop().await;
    }
}

/// Somebody before the page, who counts the touches.
struct Visitor {
    page: Page,
    touches: u32,
}

impl Visitor {
    async fn before(browser: &Browser, kiosk: &Kiosk) -> Self {
        let mut page = browser.open(&kiosk.url).await;
        page.shows("公交IC卡领取").await;
        Self { page, touches: 0 }
    }

    /// Touches a button once it is there.
    async fn touch(&mut self, act: &str) {
        let button = format!("document.querySelector('[data-act=\"{act}\"]')");
        self.page.holds(&format!("{button} !== null")).await;
        let before = self.page.evaluate(SERIAL).await;
        self.page.does(&format!("{button}.click()")).await;
        self.page.holds(&format!("{SERIAL} !== {before}")).await;
        self.touches += 1;
    }

    /// Nothing that the rules of accessibility forbid is on the page now.
    async fn finds_nothing_in_the_way(&mut self, what: &str) {
        for (width, height) in SCREENS {
            self.page.resize(width, height).await;
            // 31 px at 1080 is the least for reading (UX); a smaller screen is read from nearer.
            let text = f64::from(width.min(height)) * 0.0286;
            let limits = json!({"target": 60, "text": text.min(31.0) * 0.8, "bar": 0.35});
            let check = format!("({ACCESSIBLE})({limits})");
            let found = self.page.evaluate(&check).await;
            assert_eq!(found, json!([]), "{what} at {width}x{height}");
            self.page.shoot(&format!("{what}-{width}x{height}")).await;
        }
    }
}

/// Names what is shown; another view has another one.
const SERIAL: &str = "document.querySelector('[data-serial]').dataset.serial";

const ACCESSIBLE: &str = include_str!("accessible.js");

#[tokio::test(flavor = "multi_thread")]
async fn a_number_takes_three_touches_at_most_in_every_language_and_in_large_letters() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let kiosk = Kiosk::at(&hall, Purpose::Kiosk).await;
    let mut papers = 0;
    for (language, size, word) in [
        ("zh-CN", 0, "请取走号票"),
        ("en", 0, "Please take your ticket"),
        ("zh-Hant", 0, "請取走號票"),
        ("zh-CN", 2, "请取走号票"),
    ] {
        let mut visitor = Visitor::before(&browser, &kiosk).await;
        visitor.touch(&format!("lang:{language}")).await;
        for _ in 0..size {
            visitor.touch("size").await;
        }
        visitor.touches = 0;
        visitor.touch("item:GJ02").await;
        for (width, height) in SCREENS {
            visitor.page.resize(width, height).await;
            let bottom =
                "document.querySelector('[data-act=\"take\"]').getBoundingClientRect().bottom";
            let is_seen = visitor.page.is(&format!("{bottom} <= innerHeight")).await;
            assert!(
                is_seen,
                "nobody moves the page to find the button: {width}x{height}"
            );
        }
        visitor.touch("take").await;
        visitor.page.shows(word).await;
        papers += 1;
        visitor.page.shows(&format!("E{papers:03}")).await;
        assert!(visitor.touches <= 3, "{} touches", visitor.touches);
        assert_eq!(visitor.page.errors().await, Vec::<String>::new());
        let paper = kiosk.printer.wait_for_papers(papers).await;
        let paper = paper.last().expect("a paper").text(48);
        assert!(paper.contains(&format!("E{papers:03}")), "{paper}");
        visitor.touch("home").await;
    }
    kiosk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_zone_a_number_takes_three_touches_and_a_double_tap_gives_one() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let kiosk = Kiosk::at(&hall, Purpose::Kiosk).await;
    let mut visitor = Visitor::before(&browser, &kiosk).await;
    let zone = "document.querySelector('[data-act^=\"zone:\"]').dataset.act";
    let zone = visitor.page.evaluate(zone).await;
    visitor.touch(zone.as_str().expect("a zone")).await;
    let item = "document.querySelector('.card:not(.shut)[data-act^=\"item:\"]')?.dataset.act";
    visitor.page.holds(item).await;
    let item = visitor.page.evaluate(item).await;
    visitor.touch(item.as_str().expect("an item")).await;
    let take = "document.querySelector('.takes .main')";
    visitor.page.holds(&format!("{take} !== null")).await;
    // A nervous finger, before the page could change.
    visitor
        .page
        .does(&format!(
            "{{ const b = {take}; b.click(); b.click(); b.click(); }}"
        ))
        .await;
    visitor.page.shows("请取走号票").await;
    assert!(visitor.touches < 3);
    let tickets = hall.running.app.hub.look().hall.tickets().count();
    assert_eq!(tickets, 1);
    kiosk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_item_says_when_and_a_printer_without_paper_says_where_to_go() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let kiosk = Kiosk::at(&hall, Purpose::Kiosk).await;
    let mut visitor = Visitor::before(&browser, &kiosk).await;
    let none = "document.querySelector('[data-act=\"take\"]') === null";

    let manager = hall.token(Role::Manager, None).await;
    let pause = json!({"reason": "系统升级"});
    hall.post(&manager, "/api/v1/items/GJ02/pause", pause).await;
    visitor.touch("item:GJ02").await;
    visitor.page.shows("系统升级").await;
    assert!(visitor.page.is(none).await, "no number is offered");
    hall.post(&manager, "/api/v1/items/GJ02/resume", json!({}))
        .await;
    visitor.touch("back").await;

    kiosk.printer.set(Fault::PaperOut);
    visitor.touch("item:GJ02").await;
    visitor.touch("take").await;
    visitor.page.shows("没有纸了").await;
    visitor.page.shows("E001").await;
    visitor.touch("home").await;
    visitor.page.shows("这台机器没有纸了").await;
    visitor.touch("item:GJ02").await;
    visitor.page.holds(none).await;
    kiosk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_server_the_page_goes_on_and_it_is_told_everything_when_it_is_back() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let kiosk = Kiosk::at(&hall, Purpose::Kiosk).await;
    let mut visitor = Visitor::before(&browser, &kiosk).await;
    let mut news = kiosk.station.news();
    let ready = news.wait_for(|news| news.blocks > 0).await;
    drop(ready.expect("the kiosk works"));
    let away = hall.stop().await;
    visitor.page.shows("网络中断").await;
    visitor.touch("item:GJ02").await;
    visitor.touch("take").await;
    visitor.page.shows("请取走号票").await;
    let paper = kiosk.printer.wait_for_papers(1).await[0].text(48);
    assert!(paper.contains("E5000"), "{paper}");
    visitor.touch("home").await;

    let hall = away.come_back().await;
    let gone = "!document.body.innerText.includes('网络中断')";
    visitor.page.holds(gone).await;
    visitor.touch("item:GJ02").await;
    visitor.touch("take").await;
    visitor.page.shows("E001").await;
    visitor.touch("home").await;
    visitor.touch("find").await;
    for key in ["key:E", "key:5", "key:0", "key:0", "key:0"] {
        visitor.touch(key).await;
    }
    visitor.page.shows("E5000 正在等候").await;
    let hall = hall.running.app.hub.look().hall.clone();
    let offline: Vec<bool> = hall.tickets().map(|ticket| ticket.offline).collect();
    assert_eq!(offline.len(), 2);
    assert!(offline.contains(&true) && offline.contains(&false));
    kiosk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_answers_what_is_asked_and_a_reader_that_is_gone_is_not_offered() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let reader = VirtualPort::start("reader", ReaderMachine::default()).expect("a pty");
    let port = format!("{}@115200", reader.path().display());
    let eyes = Eyes::open(Some(port.parse().expect("a serial port")), None);
    let eyes = eyes.expect("a thread");
    let kiosk = Kiosk::with(&hall, Purpose::Kiosk, Some(eyes)).await;
    let mut visitor = Visitor::before(&browser, &kiosk).await;
    visitor.touch("item:GJ01").await;
    visitor.page.shows("也可以把身份证放在读卡器上").await;
    visitor.page.shows("我已满 65 岁，取号").await;
    visitor.finds_nothing_in_the_way("card-offered").await;

    reader.vanish();
    let gone = "!document.body.innerText.includes('读卡器')";
    visitor.page.holds(gone).await;
    visitor.page.shows("我已满 65 岁，取号").await;

    reader.come_back().expect("a pty");
    visitor.page.shows("也可以把身份证放在读卡器上").await;
    let card = VirtualCard::citizen("11010519491231002X");
    reader.with(|reader| reader.lay(Some(card)));
    visitor.page.shows("请取回身份证").await;
    visitor
        .page
        .holds("document.querySelector('[data-act=\"take\"]') !== null")
        .await;
    visitor.finds_nothing_in_the_way("card-read").await;
    visitor.touch("take").await;
    visitor.page.shows("请取走号票").await;
    kiosk.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_view_keeps_the_rules_of_accessibility_at_three_screens() {
    let Some(browser) = Browser::start().await else {
        return;
    };
    let hall = Hall::open().await;
    let kiosk = Kiosk::at(&hall, Purpose::Enquiry).await;
    let mut visitor = Visitor::before(&browser, &kiosk).await;
    for size in 0..3 {
        visitor
            .finds_nothing_in_the_way(&format!("home-{size}"))
            .await;
        for act in ["search", "find", "places", "item:GJ01", "item:JJ01"] {
            visitor.touch(act).await;
            let view = format!("{}-{size}", act.replace(':', "-"));
            visitor.finds_nothing_in_the_way(&view).await;
            visitor.touch("back").await;
        }
        for act in ["search", "key:G", "key:J"] {
            visitor.touch(act).await;
        }
        visitor.page.shows("公交IC卡领取").await;
        visitor
            .finds_nothing_in_the_way(&format!("search-found-{size}"))
            .await;
        visitor.touch("back").await;
        visitor.touch("size").await;
    }
    assert_eq!(visitor.page.errors().await, Vec::<String>::new());
    kiosk.close().await;
}
