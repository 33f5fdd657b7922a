//! The practice hall: one window for a clerk who learns, and people who never run out.
//!
//! `window-tui train` starts it and ends it. Its first line says where it is, as the file of a demo
//! does; everything is on a folder that goes with it.

use super::badges::enrol;
use super::day::{DataFolder, practice, serve};
use super::error::DemoError;
use super::limits::{PRACTICE_CALL_INTERVAL_S, PRACTICE_FROM, PRACTICE_LOOK, PRACTICE_WAITING};
use super::scene::Scene;
use super::{ended, guest_window, read_plan};
use crate::cli::Signals;
use crate::serve::Running;
use clap::Args;
use hall_core::Plan;
use hall_core::code::{ItemCode, WindowNumber};
use hall_core::device::Role;
use hall_device::{Api, ApiError, request_id};
use hall_protocol::api::Take;
use hall_protocol::view::TicketView;
use serde::Serialize;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::sync::oneshot;

/// Serve a hall to practise in, for one window.
#[derive(Debug, Args)]
pub struct Practice {
    /// A plan instead of the built-in hall of Ankang.
    #[arg(long)]
    plan: Option<PathBuf>,
    /// The window; default 14, or the plan's first one.
    #[arg(long)]
    window: Option<u16>,
    /// Where to listen; port 0 picks a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// End when standard input ends: the hall goes with the program that started it.
    #[arg(long)]
    until_stdin_ends: bool,
}

/// The first line: where the hall is, and the window's token.
#[derive(Serialize)]
struct Invitation {
    server: String,
    window_token: String,
    pad_token: String,
    window: u16,
}

/// Serves it until it is told to end.
pub async fn run(wanted: Practice) -> ExitCode {
    match Box::pin(serve_until_told(&wanted)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hall-server practice: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve_until_told(wanted: &Practice) -> Result<(), DemoError> {
    let mut signals = Signals::new().map_err(|error| DemoError::io("signals", error))?;
    let mut hall = PracticeHall::start(wanted).await?;
    println!("{}", hall.invitation);
    let flushed = std::io::stdout().flush();
    flushed.map_err(|error| DemoError::io("stdout", error))?;
    let lived = tokio::select! {
        lived = hall.live() => lived,
        () = ended(&mut signals) => Ok(()),
        _ = async { stdin_ends().await }, if wanted.until_stdin_ends => Ok(()),
    };
    hall.running.stop().await?;
    lived
}

/// Tells when nobody holds the other end of standard input any more. A thread of its own: the
/// runtime would wait for such a read at its end.
fn stdin_ends() -> oneshot::Receiver<()> {
    let (ends, told) = oneshot::channel();
    std::thread::spawn(move || {
        let mut heard = [0; 64];
        while let Ok(1..) = std::io::stdin().read(&mut heard) {}
        // Nobody listens when the hall has ended by itself.
        ends.send(()).unwrap_or_default();
    });
    told
}

/// A practice hall at work.
struct PracticeHall {
    running: Running,
    _folder: DataFolder,
    kiosk: Api,
    window: WindowNumber,
    /// What people come for, in turn.
    items: Vec<ItemCode>,
    taken: usize,
    invitation: String,
}

impl PracticeHall {
    async fn start(wanted: &Practice) -> Result<Self, DemoError> {
        let mut plan = read_plan(wanted.plan.as_deref())?;
        // Who learns waits for nothing but the lesson, and says who they are to nobody.
        plan.calls.interval_s = PRACTICE_CALL_INTERVAL_S;
        plan.windows_rules.sign_in = false;
        let window = window_of(&plan, wanted.window)?;
        let items = items_of(&plan, window)?;
        let scene = Scene::new(plan, 1, 1)?;
        let folder = DataFolder::new(None)?;
        let time = practice(scene.at(u32::from(PRACTICE_FROM) * 60), 1);
        let running = serve(&scene, folder.path(), wanted.listen, None, time).await?;
        let server = format!("http://{}", local(running.address));
        let token = async |role, window| {
            let enrolled = enrol(folder.path(), role, "practice".to_owned(), window).await?;
            Ok::<_, DemoError>(enrolled.token)
        };
        let address = server.parse().expect("a listener has an address");
        let kiosk = Api::new(address, Some(token(Role::Kiosk, None).await?))?;
        let invitation = Invitation {
            server,
            window_token: token(Role::Window, Some(window)).await?.expose().to_owned(),
            pad_token: token(Role::Pad, Some(window)).await?.expose().to_owned(),
            window: window.0,
        };
        let invitation = serde_json::to_string(&invitation).expect("an invitation is plain text");
        let mut hall = Self {
            running,
            _folder: folder,
            kiosk,
            window,
            items,
            taken: 0,
            invitation,
        };
        hall.fill().await?;
        Ok(hall)
    }

    /// Lets people come; returns only with an error.
    async fn live(&mut self) -> Result<(), DemoError> {
        loop {
            tokio::time::sleep(PRACTICE_LOOK).await;
            self.fill().await?;
        }
    }

    /// So many people wait that there is always somebody to call.
    async fn fill(&mut self) -> Result<(), DemoError> {
        while self.waiting() < PRACTICE_WAITING {
            let item = self.items[self.taken % self.items.len()];
            self.taken += 1;
            let take = Take {
                request_id: request_id(),
                item: Some(item.to_string()),
                ..Take::default()
            };
            let tries = super::limits::TRIES;
            let taken = self
                .kiosk
                .post::<_, TicketView>("/api/v1/tickets", &take, tries);
            match taken.await {
                Ok(_) => {}
                // Who learns may stop the queue; nobody comes then.
                Err(ApiError::Refused(_)) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn waiting(&self) -> usize {
        let state = self.running.app.hub.look();
        let plan = state.hall.plan();
        let plan = plan.expect("a server starts only with a plan in force");
        let queues = &plan.windows[&self.window].queues;
        let waiting = queues
            .iter()
            .map(|queue| state.hall.waiting(*queue).count());
        waiting.sum()
    }
}

/// Who listens everywhere is reached here.
fn local(address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        SocketAddr::from((Ipv4Addr::LOCALHOST, address.port()))
    } else {
        address
    }
}

fn window_of(plan: &Plan, wanted: Option<u16>) -> Result<WindowNumber, DemoError> {
    let window = wanted.map_or_else(|| guest_window(plan), WindowNumber);
    if plan.windows.contains_key(&window) {
        return Ok(window);
    }
    Err(DemoError::Said(format!(
        "the plan has no window {window}; choose another with --window"
    )))
}

/// What anybody may come for at this window without being asked anything.
fn items_of(plan: &Plan, window: WindowNumber) -> Result<Vec<ItemCode>, DemoError> {
    let queues = &plan.windows[&window].queues;
    let items = plan.items.iter();
    let fit = items.filter(|(_, item)| queues.contains(&item.queue) && item.age_min.is_none());
    let codes: Vec<ItemCode> = fit.map(|(code, _)| *code).collect();
    if codes.is_empty() {
        return Err(DemoError::Said(format!(
            "nobody can come to window {window} without being asked for their age; choose another \
             with --window"
        )));
    }
    Ok(codes)
}
