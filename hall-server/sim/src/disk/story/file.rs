//! Cases of a story: a department's office opens them and takes them on, in any order.

use super::{ITEMS, Teller, code, plain};
use hall_core::case::{CaseAct, Delivery, StopKind};
use hall_core::code::{CaseId, ClerkCode};
use hall_core::command::{CaseClerk, NewCase};
use hall_core::device::Role;
use hall_core::{Command, Date, Hall};
use hall_server::store::{NoteRow, StoreError};

/// Who receives cases, and who decides about them.
const CLERKS: [&str; 2] = ["W1A", "W2A"];

/// How often which act is tried; a refusal is a fine answer.
const ACTS: [f64; 10] = [3.0, 3.0, 3.0, 3.0, 2.0, 1.0, 1.0, 1.0, 0.5, 0.5];

impl Teller {
    /// A case begins, or one goes a step further.
    pub(super) async fn file(&mut self) -> Result<(), StoreError> {
        let office = self.device(Role::Office, 0);
        let known = |hall: &Hall| hall.cases().keys().copied().collect::<Vec<CaseId>>();
        let cases = self.session.with_hall(known);
        let any = self.dice.bits() as usize;
        let any = any.checked_rem(cases.len()).map(|index| cases[index]);
        let Some(case) = any.filter(|_| self.dice.chance(0.8)) else {
            let first = self.dice.chance(0.6).then_some(CaseAct::Accept);
            let item = Some(code(ITEMS[self.dice.index(&[3.0, 1.0, 1.0, 1.0])]));
            let case = NewCase {
                item,
                first,
                ..NewCase::default()
            };
            let (by, case) = (clerk(CLERKS[0]), Box::new(case));
            let command = Command::OpenCase { by, case };
            return self.ask(office, command, Vec::new()).await;
        };
        let by = clerk(CLERKS[usize::from(self.dice.chance(0.7))]);
        let (notes, act) = self.act_on_a_case();
        let command = Command::MoveCase { by, case, act };
        self.ask(office, command, notes).await
    }

    fn act_on_a_case(&mut self) -> (Vec<NoteRow>, CaseAct) {
        let today: Date = self.session.clock().now().date;
        let plain = |act| (Vec::new(), act);
        match self.dice.index(&ACTS) {
            0 => plain(CaseAct::Accept),
            1 => plain(CaseAct::Handle),
            2 => plain(CaseAct::Approve),
            3 => plain(CaseAct::Finish),
            4 => plain(CaseAct::Deliver {
                how: Delivery::Collected,
            }),
            5 => {
                let (notes, document) = self.text("hearing 12");
                let kind = StopKind::Hearing;
                let act = CaseAct::Suspend {
                    kind,
                    from: today,
                    document,
                };
                (notes, act)
            }
            6 => plain(CaseAct::Continue { to: today }),
            7 => {
                let (notes, note) = self.text("the site was not seen yet");
                (notes, CaseAct::Extend { days: 3, note })
            }
            8 => {
                let (notes, note) = self.text("two photographs");
                (notes, CaseAct::AskMore { note })
            }
            _ => {
                let (notes, note) = self.text("another office answers for it");
                (notes, CaseAct::Return { note })
            }
        }
    }
}

fn clerk(text: &str) -> CaseClerk {
    CaseClerk::Named(ClerkCode(plain(text)))
}
