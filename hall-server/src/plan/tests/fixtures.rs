//! The halls in `fixtures/halls` are plans without a mistake, and hold what they say.

use crate::plan::read;
use hall_core::code::{ItemCode, QueueCode, WindowNumber};
use hall_core::plan::{Help, Text};
use hall_core::{Date, Language, Plan};
use std::path::Path;

fn hall(name: &str) -> Plan {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/halls");
    let plan = read(&Path::new(folder).join(name));
    plan.unwrap_or_else(|errors| panic!("{errors}"))
}

fn item(code: &str) -> ItemCode {
    code.parse().expect("a test names items by code")
}

fn queue(code: &str) -> QueueCode {
    code.parse().expect("a test names queues by code")
}

fn date(text: &str) -> Date {
    text.parse().expect("a test names days that exist")
}

/// Every text of a plan that people read, apart from notes on fees.
fn texts(plan: &Plan) -> Vec<&Text> {
    let mut texts = vec![&plan.hall.name, &plan.hall.guide_desk];
    texts.extend(plan.classes.values().map(|class| &class.name));
    texts.extend(plan.reasons.values());
    texts.extend(plan.zones.values().map(|zone| &zone.name));
    texts.extend(plan.departments.values().map(|department| &department.name));
    texts.extend(plan.queues.values().map(|queue| &queue.name));
    texts.extend(plan.items.values().map(|item| &item.name));
    texts.extend(plan.items.values().flat_map(|item| &item.materials));
    texts.extend(plan.windows.values().map(|window| &window.name));
    texts.extend(plan.clerks.values().map(|clerk| &clerk.name));
    texts
}

#[test]
fn the_halls_speak_three_languages_everywhere() {
    for name in ["ankang.toml", "township.toml", "small.toml", "wide.toml"] {
        let plan = hall(name);
        assert_eq!(plan.problems(), [], "{name}");
        assert_eq!(plan.languages, Language::ALL, "{name}");
        for text in texts(&plan) {
            assert!(
                !text.en.is_empty() && !text.zh_hant.is_empty(),
                "{name}: {text:?}"
            );
            assert!(text.en.is_ascii(), "{name}: {text:?}");
        }
    }
}

#[test]
fn ankang_has_its_windows_items_and_departments() {
    let plan = hall("ankang.toml");
    assert_eq!(plan.windows.len(), 62);
    assert!(plan.windows.keys().copied().eq((1..=62).map(WindowNumber)));
    assert_eq!(plan.items.len(), 78);
    assert_eq!(plan.queues.len(), 49);
    assert_eq!((plan.zones.len(), plan.series.len()), (6, 6));
    let departments = || {
        plan.departments
            .values()
            .filter(|department| !department.internal)
    };
    assert_eq!(departments().count(), 41);
    let early = Some(date("2015-08-24"));
    assert_eq!(
        departments()
            .filter(|department| department.joined <= early)
            .count(),
        39
    );
    assert_eq!(
        plan.items.values().map(|item| item.per_day).sum::<u32>(),
        625
    );
    assert_eq!(plan.items.values().filter(|item| item.frequent).count(), 6);
    assert_eq!((plan.classes.len(), plan.reasons.len()), (2, 5));
}

#[test]
fn ankang_has_two_clerks_of_its_own_at_every_window() {
    let plan = hall("ankang.toml");
    assert_eq!(plan.clerks.len(), 124);
    for (number, window) in &plan.windows {
        let posts = [window.clerk_a, window.clerk_b].map(|clerk| clerk.map(|c| c.to_string()));
        assert_eq!(
            posts,
            [Some(format!("W{number}A")), Some(format!("W{number}B"))]
        );
    }
}

#[test]
fn window_14_of_ankang_gives_senior_bus_cards_from_eight() {
    let plan = hall("ankang.toml");
    let senior = queue("bus-senior");
    assert_eq!(
        plan.windows_of(senior).collect::<Vec<_>>(),
        [WindowNumber(14)]
    );
    let items = plan.items.iter().filter(|(_, item)| item.queue == senior);
    assert!(
        items
            .map(|(code, _)| *code)
            .eq([item("GJ01"), item("GJ02")])
    );
    assert_eq!(plan.ticket_hours(senior, None), (8 * 60, 16 * 60 + 40));
    assert_eq!(
        plan.ticket_hours(queue("bus-card"), None),
        (8 * 60 + 30, 16 * 60 + 40)
    );
    let card = &plan.items[&item("GJ01")];
    assert_eq!(
        (card.age_min, card.agent_allowed, card.promised_days),
        (Some(65), true, 10)
    );
    assert_eq!((card.usual_s, card.per_day), (216, 50));
    let pick_up = &plan.items[&item("GJ02")];
    assert_eq!((pick_up.usual_s, pick_up.per_day), (66, 210));
    let help = Help {
        queue: senior,
        after_minutes: Some(30),
    };
    assert_eq!(plan.windows[&WindowNumber(13)].helps, [help]);
}

#[test]
fn the_green_lane_of_ankang_serves_what_its_items_name() {
    let plan = hall("ankang.toml");
    let green = &plan.windows[&WindowNumber(27)];
    assert!(green.accessible);
    assert_eq!(
        green.queues,
        ["pension-check", "senior-benefit", "disability"].map(queue)
    );
    let windows = |code| plan.windows_of(plan.items[&item(code)].queue).map(|n| n.0);
    assert!(windows("RS03").eq([15, 16, 27]));
    assert!(windows("MZ02").eq([17, 27]));
    assert!(windows("CL01").eq([22, 27]));
    assert!(windows("JJ02").eq([10, 11]));
    assert!(windows("GT03").eq([31, 32, 46]));
}

#[test]
fn six_items_of_ankang_are_paid_at_window_30() {
    let plan = hall("ankang.toml");
    let cashier = queue("cashier");
    assert_eq!(
        plan.windows_of(cashier).collect::<Vec<_>>(),
        [WindowNumber(30)]
    );
    let paid = plan
        .items
        .iter()
        .filter(|(_, item)| item.pay_at == Some(cashier));
    let paid: Vec<String> = paid.map(|(code, _)| code.to_string()).collect();
    assert_eq!(paid, ["CG02", "DS02", "FGJ01", "GS04", "JJ03", "RS02"]);
}

#[test]
fn ankang_works_on_the_248_working_days_of_2026() {
    let hours = hall("ankang.toml").hours;
    let mut months = [0; 12];
    for day in (date("2026-01-01").0..=date("2026-12-31").0).map(Date) {
        months[day.civil().1 as usize - 1] += u32::from(hours.works_on(day));
    }
    assert_eq!(months, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]);
}

#[test]
fn the_small_hall_is_open_at_every_minute() {
    let plan = hall("small.toml");
    assert_eq!(
        (plan.queues.len(), plan.windows.len(), plan.items.len()),
        (3, 3, 4)
    );
    assert_eq!(
        (plan.first_ticket_minute(), plan.last_ticket_minute()),
        (0, 1440)
    );
    assert_eq!(plan.hours.weekdays, [true; 7]);
}

#[test]
fn the_township_closes_on_fridays() {
    let plan = hall("township.toml");
    assert_eq!(
        (plan.queues.len(), plan.windows.len(), plan.items.len()),
        (4, 3, 12)
    );
    assert_eq!(
        plan.hours.weekdays,
        [true, true, true, true, false, true, false]
    );
    assert!(plan.windows.values().all(|window| window.queues.len() >= 2));
}

#[test]
fn the_wide_hall_has_room_for_a_load_test() {
    let plan = hall("wide.toml");
    assert_eq!((plan.queues.len(), plan.windows.len()), (6, 62));
    assert!(
        plan.series
            .values()
            .all(|series| series.online_max == 200_000)
    );
    assert_eq!(
        (plan.first_ticket_minute(), plan.last_ticket_minute()),
        (0, 1440)
    );
}
