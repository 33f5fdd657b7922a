//! How each trouble is made.

use super::Troubler;
use crate::process::printing::fault;
use crate::process::programs::{last_line, run};
use hall_fixtures::printer::Fault;
use rustix::process::Signal;
use std::time::Duration;

impl Troubler {
    /// Ends the server as a power cut does, and starts it again.
    pub(in crate::process) async fn kill_and_restart(&mut self) -> Result<(), String> {
        self.kill().await?;
        self.restart().await
    }

    async fn kill(&mut self) -> Result<(), String> {
        let server = self.server.take().ok_or("there is no server")?;
        server.kill().await;
        Ok(())
    }

    /// Starts the server after a kill and notes how long it took.
    async fn restart(&mut self) -> Result<(), String> {
        let server = self.starter.start().await?;
        self.done.answered.push(server.answered);
        self.done.ready.push(server.ready);
        self.server = Some(server);
        Ok(())
    }

    /// Kills the server, and the next ones at any moment of their start.
    pub(super) async fn kill_in_start(&mut self) -> Result<(), String> {
        self.kill().await?;
        let usual = self.done.ready.last().copied();
        let usual = usual.unwrap_or(Duration::from_millis(200)).as_secs_f64();
        for _ in 0..3 {
            let after = Duration::from_secs_f64(self.dice.between(0.0, usual * 1.2));
            self.starter.start_and_kill(after).await?;
        }
        self.restart().await
    }

    /// Ends the server in order: exit code 0, also under load.
    pub(super) async fn terminate(&mut self) -> Result<(), String> {
        let server = self.server.take().ok_or("there is no server")?;
        let status = server.terminate().await?;
        let promise = "SIGTERM ends the server cleanly";
        let findings = &self.starter.findings;
        findings.expect(status.success(), promise, || format!("{status}"));
        self.server = Some(self.starter.start().await?);
        Ok(())
    }

    /// Freezes the server's process and lets it go on.
    pub(super) async fn pause(&mut self) {
        let seconds = self.dice.between(1.0, self.pause_max);
        if let Some(server) = &self.server {
            server.signal(Signal::STOP);
            tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
            server.signal(Signal::CONT);
        }
    }

    /// Every connection ends; sometimes nobody can connect for a while.
    pub(super) async fn cut_all(&mut self) {
        let is_gone = self.dice.chance(0.5);
        for proxy in [&self.people, &self.boards] {
            proxy.set_gone(is_gone);
            proxy.cut();
        }
        if is_gone {
            self.breathe(0.1, 3.0).await;
        }
    }

    /// Nothing travels and nobody is told; afterwards it goes on, or everything is cut.
    pub(super) async fn half_open(&mut self) {
        for proxy in [&self.people, &self.boards] {
            proxy.set_stalled(true);
        }
        let longest = self.pause_max;
        self.breathe(0.5, longest).await;
        if self.dice.chance(0.5) {
            self.people.cut();
            self.boards.cut();
        }
    }

    /// A slow network.
    pub(super) async fn delay(&mut self) {
        let delay = Duration::from_secs_f64(self.dice.between(0.02, 0.4));
        self.people.set_delay(delay);
        self.boards.set_delay(delay);
        let longest = self.pause_max;
        self.breathe(1.0, longest.max(1.5)).await;
    }

    /// Only the boards are cut, several times at any frame.
    pub(super) async fn cut_boards(&mut self) {
        for _ in 0..8 {
            self.boards.cut();
            self.breathe(0.01, 0.25).await;
        }
    }

    /// A second server on the same folder refuses, and the first one does not notice.
    pub(super) async fn second_server(&mut self) -> Result<(), String> {
        let address = self.server.as_ref().ok_or("there is no server")?.address;
        let before = self.starter.seq(address).await;
        let output = run(self.starter.command()?).await?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let is_refused = output.status.code() == Some(1) && !said.contains("listening");
        let after = self.starter.seq(address).await;
        let findings = &self.starter.findings;
        let promise = "a second server on one folder refuses (hazard 25)";
        findings.expect(is_refused, promise, || {
            format!("{} and {said:?}", output.status)
        });
        let promise = "a second server leaves the first one unharmed (hazard 25)";
        findings.expect(before.is_some() && before <= after, promise, || {
            format!("the journal was at {before:?} before and is at {after:?}")
        });
        Ok(())
    }

    /// The printer vanishes in the middle of a ticket, or is in another trouble, and returns.
    pub(super) async fn printer_vanishes(&mut self) {
        self.printer.set(fault(&mut self.dice));
        self.breathe(0.5, 3.0).await;
        self.printer.set(Fault::None);
    }

    /// The pads' cables are pulled for a moment.
    pub(super) async fn pads_vanish(&mut self) {
        self.pads.vanish();
        self.breathe(0.3, 2.0).await;
        self.pads.come_back(&self.starter.findings);
    }

    /// A backup under load succeeds and knows everything that was there before it began.
    pub(super) async fn backup(&mut self) -> Result<(), String> {
        let address = self.server.as_ref().ok_or("there is no server")?.address;
        let before = self.starter.seq(address).await.unwrap_or(0);
        let output = run(self.backups.command()).await?;
        let said = last_line(&output.stdout);
        let events = said.strip_prefix("ok ");
        let events = events.and_then(|rest| rest.strip_suffix(" events"));
        let events: Option<u64> = events.and_then(|events| events.parse().ok());
        let holds = output.status.success() && events.is_some_and(|events| events >= before);
        let promise = "a backup under load holds everything from before it";
        self.starter.findings.expect(holds, promise, || {
            let error = last_line(&output.stderr);
            let status = output.status;
            format!("{status}, {said:?} {error:?}, the journal was at {before}")
        });
        Ok(())
    }

    /// The backup's own process is killed in it; what has the backup's name is whole.
    pub(super) async fn backup_killed(&mut self) -> Result<(), String> {
        let child = self.backups.command().spawn();
        let mut child = child.map_err(|error| format!("it cannot be run: {error}"))?;
        self.breathe(0.0, 0.15).await;
        // Done already is fine: then it is checked like any other.
        let _ = child.kill().await;
        Ok(())
    }

    /// The server is killed while it makes a backup; the command must end and say so.
    pub(super) async fn kill_in_backup(&mut self) -> Result<(), String> {
        let backup = tokio::spawn(run(self.backups.command()));
        self.breathe(0.0, 0.15).await;
        self.kill().await?;
        let output = backup.await.map_err(|error| error.to_string())?;
        let output = output.map_err(|what| format!("the backup: {what}"))?;
        let is_there = self.backups.last_is_there();
        let holds = output.status.success() == is_there;
        let promise = "a backup says whether it was made";
        self.starter.findings.expect(holds, promise, || {
            format!("{}, and the file is there: {is_there}", output.status)
        });
        self.restart().await
    }

    /// A board's process is frozen for a while.
    pub(super) async fn board_paused(&mut self) {
        let longest = self.pause_max;
        let index = self.dice.index(&vec![1.0; self.programs.len()]);
        if let Some(board) = self.programs.get(index) {
            board.signal(Signal::STOP);
        }
        self.breathe(0.5, longest).await;
        if let Some(board) = self.programs.get(index) {
            board.signal(Signal::CONT);
        }
    }

    /// A board's process is killed and starts again.
    pub(super) async fn board_killed(&mut self) -> Result<(), String> {
        let index = self.dice.index(&vec![1.0; self.programs.len()]);
        match self.programs.get_mut(index) {
            Some(board) => board.kill_and_start().await,
            None => Ok(()),
        }
    }

    /// The journal is verified under load.
    pub(super) async fn verify(&mut self) -> Result<(), String> {
        let mut command = self.starter.programs.server(["verify", "--data"]);
        command.arg(self.starter.folder.data());
        let output = run(command).await?;
        let promise = "verify finds nothing, also under load";
        let findings = &self.starter.findings;
        findings.expect(output.status.success(), promise, || {
            let said = [output.stdout, output.stderr].concat();
            String::from_utf8_lossy(&said).into_owned()
        });
        Ok(())
    }
}
