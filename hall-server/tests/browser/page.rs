//! A headless Chromium, driven over its `DevTools` protocol with the WebSocket client we have.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// Long enough for a slow machine, short enough to fail.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running browser; it ends with this value.
pub(crate) struct Browser {
    endpoint: String,
    _process: Child,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser, or says why it is left out.
    pub(crate) async fn start() -> Option<Self> {
        let named = std::env::var("HALL_TEST_BROWSER").ok();
        let program = named.clone().unwrap_or_else(|| "chromium".to_owned());
        let profile = tempfile::tempdir().expect("the system gives a temporary folder");
        let spawned = Command::new(&program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
            ])
            .args([
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn();
        let mut process = match spawned {
            Ok(process) => process,
            Err(error) if named.is_none() => {
                eprintln!("left out: no browser here ({program}: {error}); set HALL_TEST_BROWSER");
                return None;
            }
            Err(error) => panic!("{program}: {error}"),
        };
        let stderr = process.stderr.take().expect("stderr is piped");
        let mut lines = BufReader::new(stderr).lines();
        let endpoint = tokio::time::timeout(PATIENCE, async {
            loop {
                let line = lines
                    .next_line()
                    .await
                    .ok()
                    .flatten()
                    .expect("the browser starts");
                if let Some((_, endpoint)) = line.split_once("DevTools listening on ") {
                    return endpoint.trim().to_owned();
                }
            }
        });
        let endpoint = endpoint.await.expect("the browser names its endpoint");
        // The pipe stays read, so that the browser never blocks on it.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Some(Self {
            endpoint,
            _process: process,
            _profile: profile,
        })
    }

    /// Opens a page.
    pub(crate) async fn open(&self, url: &str) -> Page {
        self.open_with(url, "").await
    }

    /// Opens a page in which a script of ours runs first.
    pub(crate) async fn open_with(&self, url: &str, first: &str) -> Page {
        let (socket, _) = tokio_tungstenite::connect_async(&self.endpoint)
            .await
            .expect("the browser listens");
        let mut page = Page {
            socket,
            session: None,
            last: 0,
            loads: 0,
            errors: Vec::new(),
        };
        let target = page
            .call("Target.createTarget", json!({"url": "about:blank"}))
            .await;
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = page.call("Target.attachToTarget", attach).await;
        page.session = attached["sessionId"].as_str().map(str::to_owned);
        page.call("Runtime.enable", json!({})).await;
        page.call("Log.enable", json!({})).await;
        page.call("Page.enable", json!({})).await;
        let script = json!({"source": first});
        page.call("Page.addScriptToEvaluateOnNewDocument", script)
            .await;
        page.call("Page.navigate", json!({"url": url})).await;
        page.holds("document.readyState === 'complete' && document.body !== null")
            .await;
        page
    }
}

/// One page of the browser.
pub(crate) struct Page {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    session: Option<String>,
    last: u64,
    /// How often a page was loaded to its end.
    loads: u32,
    errors: Vec<String>,
}

impl Page {
    /// Waits until the page shows a text.
    pub(crate) async fn shows(&mut self, text: &str) {
        let text = json!(text);
        self.holds(&format!("document.body.innerText.includes({text})"))
            .await;
    }

    /// Waits until an expression is true; looks again whenever the page changes.
    pub(crate) async fn holds(&mut self, condition: &str) {
        let script = format!(
            "new Promise(done => {{
                const look = () => {{ try {{ if ({condition}) done(true); }} catch (e) {{}} }};
                new MutationObserver(look).observe(document, {{
                    subtree: true, childList: true, characterData: true, attributes: true
                }});
                document.addEventListener('readystatechange', look);
                look();
            }})"
        );
        // A page that loads anew throws the promise over; the new one is asked.
        let waiting = async { while self.evaluate(&script).await != Value::Bool(true) {} };
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            let shown = self.evaluate("document.body.innerText").await;
            panic!("never held: {condition}\nshown: {shown}");
        }
    }

    /// Whether an expression is true now.
    pub(crate) async fn is(&mut self, condition: &str) -> bool {
        self.evaluate(condition).await == Value::Bool(true)
    }

    /// Errors that the page or the browser reported, such as a broken content security policy.
    pub(crate) async fn errors(&mut self) -> Vec<String> {
        self.evaluate("0").await;
        self.errors.clone()
    }

    /// Does something on the page.
    pub(crate) async fn does(&mut self, script: &str) {
        self.evaluate(script).await;
    }

    /// How often it was loaded.
    pub(crate) const fn loads(&self) -> u32 {
        self.loads
    }

    /// As for people whom motion makes ill.
    pub(crate) async fn reduce_motion(&mut self) {
        let wish = json!({"name": "prefers-reduced-motion", "value": "reduce"});
        self.call("Emulation.setEmulatedMedia", json!({"features": [wish]}))
            .await;
    }

    /// Bytes of JavaScript in use after tidying up, and nodes of the page.
    pub(crate) async fn weight(&mut self) -> (f64, f64) {
        self.call("HeapProfiler.collectGarbage", json!({})).await;
        self.call("Performance.enable", json!({})).await;
        let measured = self.call("Performance.getMetrics", json!({})).await;
        let metrics = measured["metrics"].as_array().expect("a list of figures");
        let figure = |name: &str| {
            let one = metrics.iter().find(|metric| metric["name"] == name);
            one.and_then(|metric| metric["value"].as_f64())
                .expect("a figure of every page")
        };
        (figure("JSHeapUsedSize"), figure("Nodes"))
    }

    /// Loads the page again and waits for the new one.
    pub(crate) async fn reload(&mut self) {
        let before = self.loads;
        self.call("Page.reload", json!({})).await;
        let loaded = async {
            while self.loads == before {
                self.hear().await;
            }
        };
        let loaded = tokio::time::timeout(PATIENCE, loaded).await;
        loaded.expect("the page loads again");
    }

    /// Makes the page as large as a screen.
    pub(crate) async fn resize(&mut self, width: u32, height: u32) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false
        });
        self.call("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Keeps a picture of the page, where somebody asks for pictures.
    pub(crate) async fn shoot(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("HALL_TEST_PICTURES") else {
            return;
        };
        let picture = self.call("Page.captureScreenshot", json!({})).await;
        let data = picture["data"].as_str().expect("a picture").as_bytes();
        let data = data_encoding::BASE64.decode(data).expect("base 64");
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        std::fs::write(path, data).expect("the folder takes pictures");
    }

    /// What an expression is.
    pub(crate) async fn evaluate(&mut self, script: &str) -> Value {
        let params = json!({"expression": script, "awaitPromise": true, "returnByValue": true});
        let answer = self.call("Runtime.evaluate", params).await;
        answer["result"]["value"].clone()
    }

    async fn call(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        let sent = self.socket.send(Message::text(message.to_string())).await;
        sent.expect("the browser listens");
        loop {
            let answer = self.hear().await;
            if answer["id"] == json!(self.last) {
                let error = answer["error"]["message"].as_str();
                let is_leaving = error.is_some_and(|text| text.contains("navigated"));
                assert!(error.is_none() || is_leaving, "{method}: {answer}");
                return answer["result"].clone();
            }
        }
    }

    /// The next thing that the browser says.
    async fn hear(&mut self) -> Value {
        let frame = self.socket.next().await.expect("the browser lives");
        let frame = frame.expect("and speaks");
        let said: Value =
            serde_json::from_str(frame.to_text().unwrap_or_default()).unwrap_or_default();
        self.note(&said);
        said
    }

    fn note(&mut self, event: &Value) {
        self.loads += u32::from(event["method"] == "Page.loadEventFired");
        let entry = &event["params"]["entry"];
        let bad = event["method"] == "Log.entryAdded" && entry["level"] == "error";
        if bad || event["method"] == "Runtime.exceptionThrown" {
            self.errors.push(event["params"].to_string());
        }
    }
}
