//! What follows a service: citizens are called back, and what went wrong is put right.

use super::desk::{Office, Wish};
use hall_core::callback::{CallbackOutcome, Channel};
use hall_core::code::{ClerkCode, RectificationId, TicketId};
use hall_core::command::NewCallback;
use hall_core::device::Role;
use hall_core::rectification::{Judgement, Rectification, RectificationAct, Source};
use hall_core::{Command, Date, Hall};
use hall_fixtures::dice::Dice;
use hall_server::store::StoreError;

/// Answers the telephone.
const REACHED: f64 = 0.8;
/// Tells of something that has to be put right.
const PROBLEM: f64 = 0.01;

/// One morning of it.
pub(super) async fn work(office: &Office, dice: &mut Dice) -> Result<(), StoreError> {
    let Some(by) = office.plan.clerks.keys().next_back().copied() else {
        return Ok(());
    };
    let rights = office.with_hall(open_rights);
    let rights = rights
        .into_iter()
        .map(|(id, act)| next(office, by, id, act));
    let mut wishes: Vec<Wish> = rights.collect();
    let (mut missing, listed) = office.with_hall(last_list);
    for (day, ticket) in listed {
        if missing == 0 {
            break;
        }
        let is_reached = dice.chance(REACHED);
        missing -= u32::from(is_reached);
        wishes.push(call(office, dice, by, (day, ticket, is_reached)));
    }
    office.ask(wishes).await.map(drop)
}

/// How many must be reached about the last day, and who is asked in which order.
fn last_list(hall: &Hall) -> (u32, Vec<(Date, TicketId)>) {
    let Some((day, drawn)) = hall.callbacks().iter().next_back() else {
        return (0, Vec::new());
    };
    let listed = drawn.list.iter();
    let listed = listed.map(|one| (*day, one.drawn.ticket)).collect();
    (drawn.target, listed)
}

fn call(
    office: &Office,
    dice: &mut Dice,
    by: ClerkCode,
    (day, ticket, is_reached): (Date, TicketId, bool),
) -> Wish {
    let is_problem = is_reached && dice.chance(PROBLEM);
    let (notes, problem) = if is_problem {
        let (notes, note) = office.text("材料要求没有一次说清");
        (notes, Some(note))
    } else {
        (Vec::new(), None)
    };
    let callback = NewCallback {
        day,
        ticket,
        outcome: if is_reached {
            CallbackOutcome::Reached
        } else {
            CallbackOutcome::NoAnswer
        },
        channel: Channel::Phone,
        level: is_reached.then_some(if is_problem { 3 } else { 5 }),
        problem,
    };
    let callback = Box::new(callback);
    let command = Command::MakeCallback { by, callback };
    (Role::Callback, None, command, notes)
}

/// What is open, and what comes next.
fn open_rights(hall: &Hall) -> Vec<(RectificationId, Next)> {
    let open = hall.rectifications().iter();
    let open = open.filter(|(_, one)| !one.is_over());
    open.map(|(id, one)| (*id, Next::of(one))).collect()
}

#[derive(Clone, Copy)]
enum Next {
    Contact,
    Judge,
    Close,
}

impl Next {
    fn of(one: &Rectification) -> Self {
        let asks = matches!(one.source, Source::BadRating | Source::Complaint);
        if one.due.is_some() {
            Self::Close
        } else if asks && one.contacts.is_empty() {
            Self::Contact
        } else {
            Self::Judge
        }
    }
}

fn next(office: &Office, by: ClerkCode, rectification: RectificationId, next: Next) -> Wish {
    let (role, notes, act) = match next {
        Next::Contact => {
            let (reached, note) = (true, None);
            let act = RectificationAct::Contact { reached, note };
            (Role::Callback, Vec::new(), act)
        }
        Next::Judge => {
            let (notes, note) = office.text("现场看过");
            let (judgement, note) = (Judgement::Ordinary, Some(note));
            let act = RectificationAct::Judge { judgement, note };
            (Role::Manager, notes, act)
        }
        Next::Close => {
            let (notes, note) = office.text("增开一个窗口");
            (Role::Manager, notes, RectificationAct::Close { note })
        }
    };
    let command = Command::MoveRectification {
        by,
        rectification,
        act,
    };
    (role, None, command, notes)
}
