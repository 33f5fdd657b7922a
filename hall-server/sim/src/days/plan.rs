//! The plan of a simulated hall: the small sample hall with more windows and drawn rules.

use hall_core::Plan;
use hall_core::code::WindowNumber;
use hall_fixtures::dice::Dice;
use std::sync::OnceLock;

/// Windows of a simulated hall.
pub(super) const WINDOWS: u16 = 6;

/// The hall opens at this local minute, and numbers are given from then on.
pub(super) const OPENS: u16 = 9 * 60;

/// Minutes for which numbers are given.
pub(super) const TAKING: u16 = 44;

/// Minutes after the last number until the day must end.
pub(super) const CLOSING: u16 = 16;

/// The plan that belongs to a seed.
pub(super) fn plan_of(seed: u64) -> Plan {
    let mut dice = Dice::of(&[seed, PLAN]);
    let mut plan = sample().clone();
    plan.hours.open = vec![(OPENS, OPENS + TAKING)];
    plan.hours.ticket_from = OPENS;
    plan.hours.ticket_until = OPENS + TAKING;
    plan.hours.close_latest = OPENS + TAKING + CLOSING;
    let models: Vec<_> = plan.windows.values().cloned().collect();
    for number in 1..=WINDOWS {
        let model = &models[usize::from(number - 1) % models.len()];
        plan.windows.insert(WindowNumber(number), model.clone());
    }
    for item in plan.items.values_mut() {
        // Everybody may ask for everything: eligibility has its own tests.
        item.age_min = None;
    }
    for series in plan.series.values_mut() {
        series.block_size = [20, 50, 100][dice.index(&[1.0, 1.0, 1.0])];
    }
    match dice.index(&[6.0, 1.0, 1.0]) {
        1 => {
            // A series that runs out.
            for (series, numbers) in plan.series.values_mut().zip([240, 340]) {
                (series.online_max, series.block_from) = (numbers, 5000);
            }
        }
        2 => {
            // A series that goes round.
            for (series, numbers) in plan.series.values_mut().zip([110, 200]) {
                (series.online_max, series.wrap) = (numbers, true);
            }
        }
        _ => {}
    }
    plan.calls.interval_s = 10;
    plan.calls.restore_minutes = [10, 30][dice.index(&[1.0, 1.0])];
    plan.calls.overtakes_max = [1, 3][dice.index(&[1.0, 2.0])];
    plan.calls.cooldown_s = [0, 30][dice.index(&[1.0, 2.0])];
    plan.windows_rules.silent_s = 30;
    plan.windows_rules.grace_s = [30, 120][dice.index(&[1.0, 2.0])];
    plan.rating.prompt_s = 30;
    plan.windows_rules.sign_in = dice.chance(0.4);
    plan.windows_rules.lock_minutes = 2;
    debug_assert!(plan.problems().is_empty(), "{:?}", plan.problems());
    plan
}

/// Windows of the sample hall, which the others repeat.
pub(super) const MODELS: u16 = 3;

/// Every clerk's PIN.
pub(super) const PIN: &str = "295713";

fn sample() -> &'static Plan {
    static SAMPLE: OnceLock<Plan> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let text = include_str!("../../../../fixtures/halls/small.toml");
        hall_server::plan::parse("small.toml", text).expect("the sample hall is sound")
    })
}

const PLAN: u64 = 10;
