//! A small demo day from the first number to the verified journal, over real sockets.
#![cfg(feature = "demo")]

use hall_core::{Date, Plan};
use hall_fixtures::crowd::{Shows, Visitor, crowd};
use hall_server::demo::{DemoError, Played, Setup, Totals, play_day};
use hall_server::plan;
use std::net::{Ipv4Addr, SocketAddr};

/// The small hall with fewer visitors.
fn small() -> Plan {
    let text = include_str!("../../fixtures/halls/small.toml");
    let mut plan = plan::parse("small.toml", text).expect("the fixture is valid");
    for item in plan.items.values_mut() {
        item.per_day /= 4;
    }
    plan
}

async fn play(plan: Plan, seed: u64) -> Result<Played, DemoError> {
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let setup = Setup {
        plan,
        seed,
        data: None,
        listen,
    };
    Box::pin(play_day(setup)).await
}

/// Totals without the time that the machine took.
fn comparable(played: &Played) -> Totals {
    Totals {
        wall_s: 0.0,
        ..played.totals.clone()
    }
}

#[tokio::test]
async fn a_day_serves_everyone_holds_every_check_and_repeats_with_its_seed() -> Result<(), DemoError>
{
    let first = play(small(), 5).await?;
    assert_eq!(first.faults, [""; 0]);
    let totals = &first.totals;
    assert_eq!(totals.verify, "ok");
    assert_eq!(
        (totals.double_calls, totals.duplicate_numbers, totals.lost),
        (0, 0, 0)
    );
    let day = &totals.day;
    assert!(day.tickets >= 15, "{totals:?}");
    assert_eq!(day.finished + day.withdrawn + day.expired, day.tickets);
    assert!(
        day.finished * 10 >= day.tickets * 8,
        "most are served: {totals:?}"
    );

    let again = play(small(), 5).await?;
    assert_eq!(comparable(&again), comparable(&first));
    Ok(())
}

#[tokio::test]
async fn a_hall_where_nobody_comes_closes_its_day() -> Result<(), DemoError> {
    let mut plan = small();
    plan.items.values_mut().for_each(|item| item.per_day = 0);
    let played = play(plan, 1).await?;
    assert_eq!(played.faults, [""; 0]);
    assert_eq!(
        (played.totals.day.tickets, played.totals.day.mean_wait_min),
        (0, None)
    );
    Ok(())
}

#[tokio::test]
async fn a_folder_with_a_hall_is_not_played_over() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("hall.db"), b"somebody's hall")?;
    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let data = Some(folder.path().to_owned());
    let refused = play_day(Setup {
        plan: small(),
        seed: 1,
        data,
        listen,
    })
    .await;
    let error = refused.expect_err("the folder is in use").to_string();
    assert!(
        error.contains("--data") && error.contains("empty folder"),
        "{error}"
    );
    Ok(())
}

#[test]
fn every_day_of_ankang_has_its_people_within_the_hours_for_numbers() {
    let text = include_str!("../../fixtures/halls/ankang.toml");
    let plan = plan::parse("ankang.toml", text).expect("the fixture is valid");
    let date: Date = "2026-03-03".parse().expect("a date");
    let mut all: Vec<Visitor> = Vec::new();
    for seed in 0..40 {
        let visitors = crowd(&plan, date, seed);
        assert_eq!(
            visitors,
            crowd(&plan, date, seed),
            "the same seed throws the same people"
        );
        assert!(
            (450..900).contains(&visitors.len()),
            "seed {seed}: {}",
            visitors.len()
        );
        assert!(visitors.is_sorted_by_key(|visitor| visitor.arrives_s));
        for visitor in &visitors {
            let item = visitor.errands[0].item;
            let (from, until) = plan.ticket_hours(plan.items[&item].queue, Some(item));
            let minute = visitor.arrives_s / 60;
            assert!(
                (u32::from(from)..u32::from(until)).contains(&minute),
                "{item} at {minute}"
            );
        }
        all.extend(visitors);
    }
    let share = |wanted: &dyn Fn(&Visitor) -> bool| {
        all.iter().filter(|visitor| wanted(visitor)).count() as f64 / all.len() as f64
    };
    let near = |share: f64, expected: f64| (share - expected).abs() < 0.01;
    let absent = share(&|visitor| visitor.errands[0].shows != Shows::Comes);
    let priority = share(&|visitor| visitor.class.is_some());
    let rated = share(&|visitor| visitor.errands[0].rating.is_some());
    assert!(near(absent, 0.08), "no-shows {absent}");
    assert!(near(priority, 0.12), "priority {priority}");
    assert!(near(rated, 0.40), "ratings {rated}");
}
