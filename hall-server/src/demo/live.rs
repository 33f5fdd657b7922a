//! The live demo: the morning is played quickly, then the hall goes on at its speed from 09:20.

use super::badges::Badges;
use super::bar::DemoBar;
use super::day::{DataFolder, practice, printers, serve};
use super::devices::Devices;
use super::engine::Engine;
use super::error::DemoError;
use super::join::{Invitation, Posted};
use super::limits::LIVE_FROM;
use super::scene::{Scene, Setup};
use super::{Demo, ended, guest_window};
use crate::cli::Signals;
use crate::serve::{Running, TimeSource};
use hall_core::Language;
use hall_fixtures::dice::Dice;
use hall_fixtures::pad::{Citizen, VirtualPad};
use hall_text::{FluentValue, say, word};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

/// Plays the live demo until Ctrl-C.
pub(super) async fn live(setup: Setup, demo: &Demo) -> Result<(), DemoError> {
    let language = demo.language;
    let scene = Scene::new(setup.plan, setup.seed, demo.speed)?;
    let folder = DataFolder::new(setup.data)?;
    let listen = free_port(setup.listen)?;
    let url = format!("http://{listen}");
    let printers = printers().await?;
    let mut signals = Signals::new().map_err(|error| DemoError::io("signals", error))?;
    println!("{}", word(language, "server-demo-preparing"));

    // The morning: real tickets, calls and services before anybody looks.
    let from = scene.at(u32::from(LIVE_FROM) * 60);
    let time = TimeSource::Manual { at: scene.start() };
    let local = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let morning = serve(&scene, folder.path(), local, Some(url.clone()), time).await?;
    let badges = Badges::enrol(folder.path(), &scene.plan).await?;
    let devices = Devices::connect(morning.address, &badges, &printers, None).await?;
    let mut engine = Engine::new(scene, morning.app.clone(), devices);
    engine.ready().await?;
    let is_ended = tokio::select! {
        played = engine.play(Some(from)) => played.map(|()| false)?,
        () = ended(&mut signals) => true,
    };
    engine.devices.leave();
    morning.stop().await?;
    if is_ended {
        return Ok(());
    }

    // The same hall on the scaled clock.
    let time = practice(from, demo.speed);
    let running = serve(
        &engine.scene,
        folder.path(),
        listen,
        Some(url.clone()),
        time,
    )
    .await?;
    let bar = DemoBar::start().await?;
    bar.show_on(&running.app);
    let devices = Devices::connect(running.address, &badges, &printers, Some(&bar)).await?;
    engine.move_to(running.app.clone(), devices);
    engine.ready().await?;
    let window = guest_window(&engine.scene.plan);
    let badge = &badges.windows[&window];
    engine.invite(window, badge.device);
    // A system without ptys has no pad; everything else works.
    let pad = VirtualPad::start(PAD_ADDRESS).ok();
    let invitation = Invitation {
        server: url.clone(),
        window_token: badge.token.expose().to_owned(),
        pad_token: badges.pads[&window].token.expose().to_owned(),
        guide_token: badges.guide.token.expose().to_owned(),
        window: window.0,
        manager_token: badges.manager.token.expose().to_owned(),
        pad: pad.as_ref().map(|pad| pad.path().display().to_string()),
    };
    let posted = Posted::write(&invitation)?;
    greet(&engine, &url, demo, &posted);

    let played = tokio::select! {
        played = go_on(&mut engine, &running, pad.as_ref(), language) => played,
        () = ended(&mut signals) => Ok(()),
    };
    println!("{}", word(language, "server-demo-ends"));
    drop(engine);
    running.stop().await?;
    played
}

/// Plays on the scaled clock; returns only with an error.
async fn go_on(
    engine: &mut Engine,
    running: &Running,
    pad: Option<&VirtualPad>,
    language: Language,
) -> Result<(), DemoError> {
    let clock = running.app.hub.clock();
    let mut dice = Dice::of(&[engine.scene.seed, PAD]);
    while let Some(due) = engine.due() {
        let early_ms = (due - clock.time()).0.max(0).unsigned_abs();
        if early_ms > 0 {
            let wait_ms = early_ms.div_ceil(u64::from(clock.speed()));
            tokio::time::sleep(Duration::from_millis(wait_ms)).await;
            continue;
        }
        engine.step().await?;
        if let Some(pad) = pad {
            pad.answer_with(citizen(&mut dice));
        }
        match engine.guest_news() {
            Some(true) => println!("{}", word(language, "server-demo-guest")),
            Some(false) => println!("{}", word(language, "server-demo-guest-left")),
            None => {}
        }
    }
    println!("{}", word(language, "server-demo-closed"));
    std::future::pending().await
}

/// The next citizen at the guest's pad; most of them press.
fn citizen(dice: &mut Dice) -> Citizen {
    let level = 5 - dice.index(&[80.0, 15.0, 3.7, 0.9, 0.4]) as u8;
    let after_ms = dice.seconds(1_500, 6_000) as u16;
    if dice.chance(0.7) {
        Citizen::Presses { level, after_ms }
    } else {
        Citizen::Leaves
    }
}

/// A free port in the place of port 0: paper of the morning must name it already.
fn free_port(listen: SocketAddr) -> Result<SocketAddr, DemoError> {
    let bound = TcpListener::bind(listen).and_then(|listener| listener.local_addr());
    bound.map_err(|error| DemoError::io(&format!("{listen} (choose another with --listen)"), error))
}

/// Says where everything is, one address a line.
fn greet(engine: &Engine, url: &str, demo: &Demo, posted: &Posted) {
    let language = demo.language;
    let page = |path: &str, key: &str| println!("{url}{path}  {}", word(language, key));
    let time = format!("{:02}:{:02}", LIVE_FROM / 60, LIVE_FROM % 60);
    let args = [
        (
            "hall",
            FluentValue::from(engine.scene.plan.hall.name.get(language)),
        ),
        ("date", FluentValue::from(engine.scene.date.to_string())),
        ("time", FluentValue::from(time)),
        ("speed", FluentValue::from(demo.speed)),
    ];
    println!("{}", say(language, "server-demo-live", &args));
    page("/", "server-demo-home");
    page("/board", "server-demo-board");
    page("/manage", "server-demo-manage");
    if let Some(token) = engine.somebody_waiting() {
        page(&format!("/t/{token}"), "server-demo-phone");
    }
    let window = FluentValue::from(guest_window(&engine.scene.plan).0);
    println!(
        "{}",
        say(language, "server-demo-join", &[("window", window)])
    );
    println!("cargo run --release -p window-tui -- --demo");
    let path = FluentValue::from(posted.path().display().to_string());
    println!("{}", say(language, "server-demo-file", &[("path", path)]));
    println!("{}", word(language, "server-demo-stop"));
}

/// The address of the virtual pad on its line.
const PAD_ADDRESS: u8 = 1;

/// Names the dice of the guest's citizens.
const PAD: u64 = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use hall_core::code::WindowNumber;

    #[test]
    fn a_port_in_use_is_said_with_what_to_do() -> std::io::Result<()> {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let error = free_port(taken.local_addr()?)
            .expect_err("it is in use")
            .to_string();
        assert!(error.contains("--listen"), "{error}");
        Ok(())
    }

    #[test]
    fn the_live_demo_begins_on_the_demo_day_at_twenty_past_nine() -> Result<(), DemoError> {
        let scene = Scene::new(super::super::read_plan(None)?, 1, 30)?;
        let from = scene.at(u32::from(LIVE_FROM) * 60);
        assert_eq!(
            hall_protocol::Stamp(from).to_string(),
            "2026-03-03T01:20:00.000Z"
        );
        assert_eq!(guest_window(&scene.plan), WindowNumber(14));
        Ok(())
    }
}
