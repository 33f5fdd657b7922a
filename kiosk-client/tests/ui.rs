//! The touch page over HTTP, of a kiosk whose server is not there.

use hall_core::Time;
use hall_core::plan::Language;
use hall_device::Token;
use kiosk_client::Printer;
use kiosk_client::profile::Profile;
use kiosk_client::screen::Purpose;
use kiosk_client::station::{Config, Station};
use kiosk_client::ui::{Fittings, Ui, router};
use std::net::Ipv4Addr;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

struct Page {
    base: String,
    http: reqwest::Client,
    station: Station,
    task: JoinHandle<()>,
    _folder: TempDir,
}

impl Page {
    async fn open() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let paper = folder.path().join("paper");
        let station = Station::start(Config {
            // Nobody listens on the port of "discard" here.
            server: "http://127.0.0.1:9".parse().expect("an address"),
            token: Token::new("0123456789abcdef0123456789abcdef").expect("a token"),
            printer: Printer::new(
                format!("file:{}", paper.display())
                    .parse()
                    .expect("a printer"),
                Profile::default(),
            ),
            data: folder.path().join("kiosk"),
            gives_numbers: true,
            clock: || Time(1_772_503_200_000),
        });
        let station = station.expect("the folder is free");
        let ui = Ui::start(
            station.clone(),
            Language::ZhCn,
            Purpose::Kiosk,
            Fittings::default(),
        );
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a free port");
        let address = listener.local_addr().expect("a bound address");
        let task = tokio::spawn(async move {
            axum::serve(listener, router(ui))
                .await
                .expect("the page is served until it is dropped");
        });
        Self {
            base: format!("http://{address}"),
            http: reqwest::Client::builder()
                .no_proxy()
                .build()
                .expect("a client"),
            station,
            task,
            _folder: folder,
        }
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        let url = format!("{}{path}", self.base);
        self.http.get(url).send().await.expect("an answer")
    }

    async fn act(&self, body: &str, kind: &str) -> u16 {
        let url = format!("{}/act", self.base);
        let request = self.http.post(url).header("content-type", kind);
        let answer = request.body(body.to_owned()).send().await;
        answer.expect("an answer").status().as_u16()
    }

    async fn close(self) {
        self.task.abort();
        self.station.stop().await;
    }
}

#[tokio::test]
async fn the_page_comes_from_the_kiosk_itself_and_runs_nothing_from_elsewhere() {
    let page = Page::open().await;
    let document = page.get("/").await;
    let policy = document.headers()["content-security-policy"]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'"),
        "{policy}"
    );
    let text = document.text().await.expect("text");
    assert!(
        text.contains("<html lang=\"zh-CN\">") && text.contains("正在连接服务器"),
        "{text}"
    );
    for (asset, kind) in [
        ("tokens.css", "text/css"),
        ("kiosk.css", "text/css"),
        ("kiosk.js", "text/javascript"),
    ] {
        let answer = page.get(&format!("/assets/{asset}")).await;
        let found = answer.headers()["content-type"]
            .to_str()
            .expect("text")
            .to_owned();
        assert!(found.starts_with(kind), "{asset}: {found}");
    }
    assert_eq!(page.get("/assets/../Cargo.toml").await.status(), 404);
    assert_eq!(page.get("/assets/passwd").await.status(), 404);
    page.close().await;
}

#[tokio::test]
async fn rubbish_is_refused_and_a_touch_changes_the_page() {
    let page = Page::open().await;
    let json = "application/json";
    assert_eq!(page.act(r#"{"serial":1,"act":"explode"}"#, json).await, 422);
    assert_eq!(page.act(r#"{"act":"search"}"#, json).await, 422);
    assert_eq!(page.act("search", json).await, 400);
    assert_eq!(
        page.act(r#"{"serial":1,"act":"search"}"#, "text/plain")
            .await,
        415,
        "no page from elsewhere"
    );
    assert_eq!(page.act(&"x".repeat(5000), json).await, 413);
    let mut live = page.get("/live").await;
    let first = live
        .chunk()
        .await
        .expect("a stream")
        .expect("the first page");
    assert!(
        String::from_utf8_lossy(&first).contains("data-serial=\\\"1\\\""),
        "{first:?}"
    );
    assert_eq!(page.act(r#"{"serial":1,"act":"search"}"#, json).await, 204);
    let mut text = String::new();
    while !text.contains("搜索") || !text.contains("class=\\\"written\\\"") {
        let more = live
            .chunk()
            .await
            .expect("a stream")
            .expect("the next page");
        text.push_str(&String::from_utf8_lossy(&more));
    }
    page.close().await;
}
