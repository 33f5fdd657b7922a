//! The server's process: started and timed, killed, stopped, ended.

use super::findings::Findings;
use super::folder::Folder;
use super::limits::{END, LOOK, REQUEST, START};
use super::programs::Programs;
use super::proxy::Proxy;
use rustix::process::{Pid, Signal, kill_process};
use std::net::SocketAddr;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

/// How the server is started and who is told where it is.
#[derive(Debug)]
pub(super) struct Starter {
    pub(super) programs: Programs,
    pub(super) folder: Folder,
    pub(super) proxies: Vec<Arc<Proxy>>,
    pub(super) findings: Findings,
    /// A token with which anything may be asked.
    pub(super) token: String,
    pub(super) http: reqwest::Client,
}

/// A serving process.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    /// Kept open: a server must not die of a closed pipe.
    _said: Lines<BufReader<ChildStdout>>,
    pub(super) address: SocketAddr,
    /// From the start of the process to the first answered request.
    pub(super) answered: Duration,
    /// The same to the first ready.
    pub(super) ready: Duration,
}

/// The practice day's begin; later starts go on from the last event.
const BEGIN: &str = "2026-03-03T10:00:00+08:00";

impl Starter {
    /// The command that serves.
    pub(super) fn command(&self) -> Result<Command, String> {
        let mut command = self
            .programs
            .server(["serve", "--listen", "127.0.0.1:0", "--at", BEGIN]);
        command.arg("--plan").arg(self.folder.plan());
        command.arg("--data").arg(self.folder.data());
        let log = self.folder.log().map_err(|error| error.to_string())?;
        command.stdout(Stdio::piped()).stderr(Stdio::from(log));
        Ok(command)
    }

    /// Starts the server, tells the proxies, and waits until it answers and is ready.
    pub(super) async fn start(&self) -> Result<Server, String> {
        let begun = Instant::now();
        let mut child = self
            .command()?
            .spawn()
            .map_err(|error| format!("hall-server cannot be run: {error}"))?;
        let stdout = child.stdout.take().ok_or("hall-server has no output")?;
        let mut said = BufReader::new(stdout).lines();
        let line = timeout(START, said.next_line()).await;
        let line = line.map_err(|_| format!("hall-server did not listen within {START:?}"))?;
        let line = line.ok().flatten().unwrap_or_default();
        let address = line.strip_prefix("listening http://");
        let address = address.and_then(|address| address.parse().ok());
        let address: SocketAddr =
            address.ok_or_else(|| format!("hall-server said {line:?} instead of listening"))?;
        for proxy in &self.proxies {
            proxy.point_to(Some(address));
        }
        self.until_ok(address, "/api/v1/hall", begun).await?;
        let answered = begun.elapsed();
        self.until_ok(address, "/health/ready", begun).await?;
        let ready = begun.elapsed();
        Ok(Server {
            child,
            _said: said,
            address,
            answered,
            ready,
        })
    }

    /// Begins to start a server and kills it after a while, wherever it is then.
    pub(super) async fn start_and_kill(&self, after: Duration) -> Result<(), String> {
        let mut child = self.command()?.spawn().map_err(|error| error.to_string())?;
        // Not a wait for something: the moment of the kill is the experiment.
        tokio::time::sleep(after).await;
        if let Ok(Some(status)) = child.try_wait() {
            return Err(format!(
                "hall-server ended by itself at its start: {status}"
            ));
        }
        child.kill().await.map_err(|error| error.to_string())
    }

    /// The journal's last event, as the server says.
    pub(super) async fn seq(&self, address: SocketAddr) -> Option<u64> {
        let url = format!("http://{address}/api/v1/hall");
        let request = self.http.get(url).bearer_auth(&self.token).timeout(REQUEST);
        let text = request.send().await.ok()?.text().await.ok()?;
        let hall: serde_json::Value = serde_json::from_str(&text).ok()?;
        hall["seq"].as_u64()
    }

    async fn until_ok(
        &self,
        address: SocketAddr,
        path: &str,
        begun: Instant,
    ) -> Result<(), String> {
        loop {
            let request = self.http.get(format!("http://{address}{path}"));
            let request = request.bearer_auth(&self.token).timeout(REQUEST);
            let answer = request.send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            if begun.elapsed() > START {
                return Err(format!("{path} was not answered within {START:?}"));
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}

impl Server {
    /// Whether it ended by itself, which nothing asked it to do.
    pub(super) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Ends it as a power cut does.
    pub(super) async fn kill(mut self) {
        // Ended already is what was wanted.
        let _ = self.child.kill().await;
    }

    /// Sends a signal.
    pub(super) fn signal(&self, signal: Signal) {
        signal_to(&self.child, signal);
    }

    /// Asks it to end and waits until it did.
    pub(super) async fn terminate(mut self) -> Result<ExitStatus, String> {
        self.signal(Signal::TERM);
        match timeout(END, self.child.wait()).await {
            Ok(Ok(status)) => Ok(status),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("it did not end within {END:?} after SIGTERM")),
        }
    }
}

/// Sends a signal to a process that we started and that has not been waited for.
pub(super) fn signal_to(child: &Child, signal: Signal) {
    let id = child.id().and_then(|id| i32::try_from(id).ok());
    if let Some(pid) = id.and_then(Pid::from_raw) {
        // A process that ended in this very moment needs no signal.
        let _ = kill_process(pid, signal);
    }
}
