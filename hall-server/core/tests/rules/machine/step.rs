//! What people may do in the random hall, and the small plans it runs under.

use crate::plan::{code, item, queue, window};
use hall_core::Plan;
use hall_core::code::WindowNumber;
use proptest::prelude::*;

/// What somebody does. Indices are taken modulo what is there, so that every step means something.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Wait {
        seconds: u32,
    },
    Take {
        kiosk: u16,
        item: usize,
        priority: bool,
        person: Option<u8>,
        joint: Option<usize>,
        slot: Option<i8>,
    },
    TakeAgain {
        intent: usize,
        item: usize,
    },
    Lease {
        kiosk: u16,
        series: usize,
    },
    HandIn {
        block: usize,
        n: u32,
        elapsed_s: i64,
        intent: Option<usize>,
        joint: Option<usize>,
    },
    Paper {
        ticket: usize,
        copy: bool,
    },
    Restore {
        ticket: usize,
    },
    Withdraw {
        ticket: usize,
    },
    Reclass {
        ticket: usize,
        priority: bool,
    },
    Open {
        window: u16,
        clerk: Option<usize>,
    },
    SignIn {
        window: u16,
        clerk: usize,
        wrong: bool,
    },
    SignOut {
        window: u16,
    },
    Help {
        window: u16,
        other: u16,
        act: usize,
    },
    Pause {
        window: u16,
        minutes: u32,
    },
    Close {
        window: u16,
    },
    Call {
        window: u16,
    },
    Choose {
        window: u16,
        ticket: usize,
    },
    ServeNow {
        window: u16,
        item: usize,
        joint: Option<usize>,
    },
    Act {
        window: u16,
        ticket: Option<usize>,
        act: usize,
        stale: bool,
    },
    Silence {
        window: u16,
        heard: bool,
    },
    Rest {
        window: Option<u16>,
        subject: usize,
        resume: bool,
    },
    Rate {
        window: u16,
        ticket: usize,
        level: u8,
    },
    CloseDay,
    Load {
        variant: usize,
    },
    Witness {
        days: i32,
        series: usize,
        online: u32,
        block: u32,
    },
    Gather {
        end: bool,
    },
    Disk {
        low: bool,
    },
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let seconds = prop_oneof![30 => 1..60u32, 10 => 60..400u32, 1 => 900..40_000u32];
    prop_oneof![
        30 => seconds.prop_map(|seconds| Step::Wait { seconds }),
        50 => citizen(),
        100 => clerk(),
        6 => trouble(),
    ]
}

fn citizen() -> impl Strategy<Value = Step> {
    let index = any::<usize>;
    let maybe = || proptest::option::weighted(0.2, any::<usize>());
    let person = proptest::option::weighted(0.3, 0..6u8);
    let slot = proptest::option::weighted(0.15, -30..50i8);
    let priority = proptest::bool::weighted(0.3);
    prop_oneof![
        40 => (1..=2u16, index(), priority, person, maybe(), slot).prop_map(
            |(kiosk, item, priority, person, joint, slot)| {
                Step::Take { kiosk, item, priority, person, joint, slot }
            }
        ),
        1 => (index(), index()).prop_map(|(intent, item)| Step::TakeAgain { intent, item }),
        3 => (1..=2u16, index()).prop_map(|(kiosk, series)| Step::Lease { kiosk, series }),
        8 => (index(), 0..4u32, -10..2000i64, proptest::option::of(index()), maybe()).prop_map(
            |(block, n, elapsed_s, intent, joint)| {
                Step::HandIn { block, n, elapsed_s, intent, joint }
            }
        ),
        1 => (index(), any::<bool>()).prop_map(|(ticket, copy)| Step::Paper { ticket, copy }),
        6 => index().prop_map(|ticket| Step::Restore { ticket }),
        2 => index().prop_map(|ticket| Step::Withdraw { ticket }),
        3 => (index(), any::<bool>())
            .prop_map(|(ticket, priority)| Step::Reclass { ticket, priority }),
        4 => (1..=5u16, index(), 0..7u8)
            .prop_map(|(window, ticket, level)| Step::Rate { window, ticket, level }),
    ]
}

fn clerk() -> impl Strategy<Value = Step> {
    let window = || prop_oneof![2 => 1..=2u16, 3 => 1..=5u16];
    let maybe = || proptest::option::weighted(0.1, any::<usize>());
    let rarely = || proptest::bool::weighted(0.1);
    prop_oneof![
        4 => (window(), maybe()).prop_map(|(window, clerk)| Step::Open { window, clerk }),
        3 => (window(), any::<usize>(), rarely())
            .prop_map(|(window, clerk, wrong)| Step::SignIn { window, clerk, wrong }),
        1 => window().prop_map(|window| Step::SignOut { window }),
        2 => (window(), window(), any::<usize>())
            .prop_map(|(window, other, act)| Step::Help { window, other, act }),
        2 => (window(), 0..30u32).prop_map(|(window, minutes)| Step::Pause { window, minutes }),
        1 => window().prop_map(|window| Step::Close { window }),
        30 => window().prop_map(|window| Step::Call { window }),
        3 => (window(), any::<usize>())
            .prop_map(|(window, ticket)| Step::Choose { window, ticket }),
        3 => (window(), any::<usize>(), maybe())
            .prop_map(|(window, item, joint)| Step::ServeNow { window, item, joint }),
        60 => (window(), maybe(), any::<usize>(), rarely())
            .prop_map(|(window, ticket, act, stale)| Step::Act { window, ticket, act, stale }),
    ]
}

fn trouble() -> impl Strategy<Value = Step> {
    let (index, mostly) = (any::<usize>, || proptest::bool::weighted(0.7));
    prop_oneof![
        12 => (1..=5u16, any::<bool>())
            .prop_map(|(window, heard)| Step::Silence { window, heard }),
        6 => (proptest::option::of(1..=5u16), index(), mostly())
            .prop_map(|(window, subject, resume)| Step::Rest { window, subject, resume }),
        1 => Just(Step::CloseDay),
        6 => index().prop_map(|variant| Step::Load { variant }),
        3 => (-2..2i32, index(), 0..70u32, 0..130u32).prop_map(|(days, series, online, block)| {
            Step::Witness { days, series, online, block }
        }),
        4 => mostly().prop_map(|end| Step::Gather { end }),
        1 => mostly().prop_map(|high| Step::Disk { low: !high }),
    ]
}

/// Small ranges, so that their ends are met: B wraps after six, blocks have three numbers.
pub(crate) fn small(plan: &mut Plan) {
    let (a, b) = (code("A"), code("B"));
    for series in plan.series.values_mut() {
        (series.block_from, series.block_to, series.block_size) = (100, 115, 3);
    }
    plan.series.get_mut(&a).expect("A").online_max = 40;
    let b = plan.series.get_mut(&b).expect("B");
    (b.online_max, b.wrap) = (6, true);
    plan.calls.hold_max = 2;
    plan.persons.gap_minutes = 2;
}

/// Plans that people might load during the day.
pub(crate) fn variant(base: &Plan, number: usize) -> Plan {
    let mut plan = base.clone();
    match number % 9 {
        0 => {}
        1 => (plan.calls.overtakes_max, plan.calls.calls_max) = (1, 2),
        2 => {
            plan.queues.remove(&code("C"));
            plan.items.remove(&code("c1"));
            plan.windows.remove(&WindowNumber(5));
        }
        3 => {
            plan.windows.insert(WindowNumber(2), window(&["B"]));
        }
        4 => {
            plan.queues.extend([queue("D", "B")]);
            plan.items.insert(code("d1"), item("D"));
            plan.windows.insert(WindowNumber(1), window(&["A", "D"]));
        }
        5 => plan.windows_rules.sign_in = true,
        6 => drop(plan.clerks.remove(&code("K3"))),
        7 => {
            let fourth = plan.windows.get_mut(&WindowNumber(4)).expect("4");
            fourth.clerk_b = Some(code("K3"));
        }
        _ => {
            plan.series.get_mut(&code("A")).expect("A").online_max = 30;
            plan.queues.get_mut(&code("C")).expect("C").series = code("B");
        }
    }
    plan
}
