//! The back office: every case goes its way, most of them in time.

use super::desk::{Office, Wish};
use hall_core::case::{CaseAct, Delivery};
use hall_core::code::{CaseId, ClerkCode};
use hall_core::command::CaseClerk;
use hall_core::device::Role;
use hall_core::{Command, Date};
use hall_fixtures::dice::Dice;
use hall_server::store::StoreError;
use std::collections::BTreeMap;

/// What has to be done, by day.
#[derive(Default)]
pub(super) struct Cases {
    agenda: BTreeMap<Date, Vec<Due>>,
}

struct Due {
    case: CaseId,
    /// Who received it must not decide it.
    receiver: Option<ClerkCode>,
    act: CaseAct,
}

/// Of a hundred cases one takes longer than was promised.
const LATE: f64 = 0.01;

impl Cases {
    /// A case was received: when each step is done is known from then on.
    pub(super) fn opened(
        &mut self,
        case: CaseId,
        receiver: Option<ClerkCode>,
        promised: u16,
        day: Date,
        dice: &mut Dice,
    ) {
        // Seven days of the calendar have five worked ones.
        let most = f64::from(promised) * 7.0 / 5.0;
        let share = if dice.chance(LATE) {
            1.8
        } else {
            dice.between(0.2, 0.8)
        };
        let finished = (most * share) as i32;
        let steps = [
            (CaseAct::Handle, 0),
            (CaseAct::Approve, finished / 2),
            (CaseAct::Finish, finished),
            (
                CaseAct::Deliver {
                    how: Delivery::Collected,
                },
                finished + 1,
            ),
        ];
        for (act, after) in steps {
            self.agenda
                .entry(Date(day.0 + after))
                .or_default()
                .push(Due {
                    case,
                    receiver,
                    act,
                });
        }
    }

    /// Everything that is due by today.
    pub(super) async fn work(&mut self, office: &Office, today: Date) -> Result<(), StoreError> {
        let later = self.agenda.split_off(&Date(today.0 + 1));
        let due = std::mem::replace(&mut self.agenda, later);
        let clerks: Vec<ClerkCode> = office.plan.clerks.keys().copied().collect();
        let wish = |due: Due| -> Option<Wish> {
            let mut others = clerks.iter().filter(|clerk| Some(**clerk) != due.receiver);
            let by = CaseClerk::Named(*others.next()?);
            let (case, act) = (due.case, due.act);
            let command = Command::MoveCase { by, case, act };
            Some((Role::Office, None, command, Vec::new()))
        };
        let wishes = due.into_values().flatten().filter_map(wish).collect();
        office.ask(wishes).await.map(drop)
    }
}
