//! Cases of a story: a department's office opens them and takes them on, in any order.

use super::{ITEMS, Teller, code, plain};
use hall_core::case::{Case, CaseAct, Delivery, Stage, StopKind};
use hall_core::code::{CaseId, ClerkCode};
use hall_core::command::{CaseClerk, NewCase};
use hall_core::device::Role;
use hall_core::{Command, Date, Hall};
use hall_server::store::{NoteRow, StoreError};

/// Who receives cases, and who decides about them.
const CLERKS: [&str; 2] = ["W1A", "W2A"];

/// So probably the next stage is reached; otherwise something else is tried, which may be refused.
const NEXT: f64 = 0.7;

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
        let (notes, act) = if self.dice.chance(NEXT) {
            (Vec::new(), self.next_act(case))
        } else {
            self.other_act()
        };
        let command = Command::MoveCase { by, case, act };
        self.ask(office, command, notes).await
    }

    fn next_act(&self, case: CaseId) -> CaseAct {
        let stage = |hall: &Hall| hall.cases().get(&case).map(Case::stage);
        match self.session.with_hall(stage) {
            None | Some(Stage::Told) => CaseAct::Accept,
            Some(Stage::Accepted) => CaseAct::Handle,
            Some(Stage::Handled) => CaseAct::Approve,
            Some(Stage::Approved) => CaseAct::Finish,
            Some(Stage::Finished | Stage::Delivered) => CaseAct::Deliver {
                how: Delivery::Collected,
            },
        }
    }

    fn other_act(&mut self) -> (Vec<NoteRow>, CaseAct) {
        let today: Date = self.session.clock().now().date;
        match self.dice.index(&[2.0, 2.0, 1.0, 1.0, 1.0]) {
            0 => {
                let (notes, document) = self.text("hearing 12");
                let kind = StopKind::Hearing;
                let act = CaseAct::Suspend {
                    kind,
                    from: today,
                    document,
                };
                (notes, act)
            }
            1 => (Vec::new(), CaseAct::Continue { to: today }),
            2 => {
                let (notes, note) = self.text("the site was not seen yet");
                (notes, CaseAct::Extend { days: 3, note })
            }
            3 => {
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
