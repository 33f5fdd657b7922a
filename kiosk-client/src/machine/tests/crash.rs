//! Power lost at every step of any morning: one ticket per intent, one unmarked paper per ticket,
//! and in the end every paper is known and nothing is left open.

use super::bed::Bed;
use crate::machine::Event;
use crate::printer::{Cause, Doubt, Outcome};
use hall_core::TicketState;
use hall_core::ticket::PaperState;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What happens around the kiosk.
#[derive(Clone, Copy, Debug)]
enum Step {
    Touch(Option<u8>),
    NotCome(u8),
    Store,
    Answer,
    LoseAnswer,
    LoseRequest,
    Paper(u8),
    Pass(u16),
    Lose,
    Connect,
    FailStore,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => prop::option::weighted(0.3, 0..3_u8).prop_map(Step::Touch),
        1 => (0..6_u8).prop_map(Step::NotCome),
        8 => Just(Step::Store),
        6 => Just(Step::Answer),
        1 => Just(Step::LoseAnswer),
        1 => Just(Step::LoseRequest),
        4 => (0..6_u8).prop_map(Step::Paper),
        3 => (1..4_000_u16).prop_map(Step::Pass),
        1 => Just(Step::Lose),
        1 => Just(Step::Connect),
        1 => Just(Step::FailStore),
    ]
}

/// The bed with what the check needs.
struct Run {
    bed: Bed,
    touches: u64,
    feed: bool,
}

impl Run {
    fn new() -> Self {
        Self {
            bed: Bed::connected(Bed::with_blocks(60)),
            touches: 0,
            feed: true,
        }
    }

    fn take(&mut self, step: Step) {
        let bed = &mut self.bed;
        match step {
            Step::Touch(person) => {
                self.touches += 1;
                let person = person.map(|n| format!("person-number-{n}"));
                bed.touch_for(self.touches, "a1", person.as_deref());
            }
            Step::NotCome(back) => {
                let touch = self.touches.saturating_sub(u64::from(back));
                bed.send(Event::NotCome { touch });
            }
            Step::Store => {
                bed.store_one();
            }
            Step::Answer => {
                bed.answer_one();
            }
            Step::LoseAnswer | Step::LoseRequest => {
                if let Some(post) = bed.posts.pop_front()
                    && matches!(step, Step::LoseAnswer)
                {
                    // What the server makes of it, nobody hears.
                    let _ = bed.serve(&post);
                }
            }
            Step::Paper(kind) => {
                bed.print_one(outcome(kind));
            }
            Step::Pass(ms) => bed.pass(ms.into()),
            Step::Lose => {
                self.feed = false;
                bed.lose();
            }
            Step::Connect => {
                self.feed = true;
                bed.connect();
            }
            Step::FailStore => {
                if !bed.stores.is_empty() {
                    bed.fail_store();
                }
            }
        }
    }

    /// The power goes: requests may have arrived, a paper may be half out.
    fn crash(&mut self, dice: u8) {
        if dice & 1 != 0
            && let Some(post) = self.bed.posts.front().cloned()
        {
            let _ = self.bed.serve(&post);
        }
        if dice & 2 != 0
            && let Some(print) = self.bed.prints.front().cloned()
        {
            self.bed.paper(&print);
        }
        self.feed = false;
        self.bed.crash(usize::from(dice >> 2) * 16);
    }

    /// Everything works again; what was begun comes to an end.
    fn heal(&mut self) {
        self.bed.connect();
        self.bed.pass_resting(120_000);
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let Bed {
            server,
            papers,
            machine,
            ..
        } = &self.bed;
        prop_assert_eq!(machine.state().open(), 0, "{:?}", machine);
        let mut intents = BTreeSet::new();
        for ticket in server.hall.tickets() {
            prop_assert!(intents.insert(ticket.request), "one ticket per intent");
        }
        let mut unmarked: BTreeMap<&str, u32> = BTreeMap::new();
        for paper in papers {
            // A known person may hold a copy with a number that another paper replaced.
            let ticket = server.hall.tickets().find(|ticket| {
                let mut numbers = [Some(ticket.number), ticket.spent].into_iter().flatten();
                numbers.any(|number| number.label(3) == paper.number)
            });
            let Some(ticket) = ticket else {
                return Err(TestCaseError::fail(format!("{paper:?} is not known")));
            };
            prop_assert!(ticket.paper != PaperState::Unreported, "{:?}", paper);
            prop_assert!(ticket.state != TicketState::Withdrawn, "{:?}", paper);
            *unmarked.entry(&paper.number).or_default() += u32::from(!paper.copy);
        }
        prop_assert!(unmarked.values().all(|count| *count <= 1), "{:?}", papers);
        for ticket in server.hall.tickets() {
            let waits = ticket.state == TicketState::Waiting;
            prop_assert!(
                !waits || ticket.paper != PaperState::Unreported,
                "nobody is called without a word about the paper: {:?}",
                ticket
            );
        }
        Ok(())
    }
}

fn outcome(kind: u8) -> Outcome {
    match kind {
        0 => Outcome::Unknown(Doubt::Silent),
        1 => Outcome::Unknown(Doubt::Lost),
        2 => Outcome::Failed(Cause::PaperOut),
        _ => Outcome::Printed,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 16,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_step_loses_the_power_no_ticket_and_no_paper_is_lost_or_doubled(
        steps in prop::collection::vec(step(), 1..50),
        dice in any::<u8>(),
    ) {
        for cut in 0..=steps.len() {
            let mut run = Run::new();
            for (at, step) in steps.iter().enumerate() {
                if at == cut {
                    run.crash(dice.wrapping_add(cut as u8));
                }
                run.take(*step);
            }
            if cut == steps.len() {
                run.crash(dice);
            }
            run.heal();
            run.check()?;
        }
    }

    #[test]
    fn a_morning_without_a_crash_comes_to_rest_with_everything_known(
        steps in prop::collection::vec(step(), 1..200),
    ) {
        let mut run = Run::new();
        for step in steps {
            run.take(step);
        }
        run.heal();
        run.check()?;
    }
}
