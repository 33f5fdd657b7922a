//! The real program: started, listened to, ended.

use super::{Client, TEN_TEXT, client, plan_file};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

/// Runs a command of the program to its end.
pub(crate) fn run(args: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_hall-server");
    let command = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .output();
    command.expect("the program runs")
}

/// A serving process; dropped, it is killed.
pub(crate) struct Process {
    child: Child,
    pub(crate) base: String,
}

impl Process {
    /// Serves a sample hall as a practice day at ten.
    pub(crate) fn serve(plan: &str, data: &Path) -> Self {
        Self::spawn(Command::new(env!("CARGO_BIN_EXE_hall-server")), plan, data)
    }

    /// The same through another command, for example a shell that changes limits first.
    pub(crate) fn spawn(command: Command, plan: &str, data: &Path) -> Self {
        Self::spawn_with_plan(command, &plan_file(plan), data)
    }

    /// The same with the plan in any file.
    pub(crate) fn spawn_with_plan(mut command: Command, plan: &Path, data: &Path) -> Self {
        let command = command.args(["serve", "--listen", "127.0.0.1:0", "--at", TEN_TEXT]);
        let command = command.arg("--plan").arg(plan).arg("--data").arg(data);
        let piped = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        let mut child = piped.spawn().expect("the program starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("stdout is piped");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let base = line
            .trim_end()
            .strip_prefix("listening ")
            .map(ToOwned::to_owned);
        let base = base.unwrap_or_else(|| panic!("not listening: {line:?}"));
        Self { child, base }
    }

    /// The process's number.
    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// A client with any token.
    pub(crate) fn client(&self, token: &str) -> Client {
        Client::new(client::http(), &self.base, token)
    }

    /// Ends it as a power cut does.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("the process was alive");
        self.child.wait().expect("it ends");
    }

    /// Asks it to end and waits until it did.
    pub(crate) fn terminate(&mut self) -> ExitStatus {
        self.signal(Signal::TERM);
        self.wait()
    }

    /// Sends a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("the process is alive");
    }

    /// Waits until it ends by itself.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.child.wait().expect("it ends")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Ended already is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Enrols a device on the command line and gives its token.
pub(crate) fn enrol(data: &Path, role: &str, window: Option<u16>) -> String {
    let data = data.to_string_lossy().into_owned();
    let mut args = vec!["enrol", "--data", &data, "--role", role, "--name", "test"];
    let number = window.map(|number| number.to_string());
    if let Some(number) = &number {
        args.extend(["--window", number]);
    }
    let output = run(&args);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout)
        .expect("a token is plain")
        .trim()
        .to_owned()
}
