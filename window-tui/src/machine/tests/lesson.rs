//! A clerk learns.

use super::{act, answer_ticket, at_window, post, refuse};
use crate::machine::{Settings, Wish};
use crate::testing::Desk;

fn desk() -> Desk {
    Desk::open(Settings {
        train: true,
        ..Settings::default()
    })
}

fn task(desk: &Desk) -> Option<Wish> {
    desk.machine.lesson().and_then(crate::machine::Lesson::task)
}

#[test]
fn a_task_is_done_when_the_hall_has_said_yes_and_not_before() {
    let mut desk = desk();
    assert_eq!(
        task(&desk),
        Some(Wish::CallNext),
        "the window is open already"
    );
    let call = post(&desk.letter(' ')).clone();
    assert_eq!(task(&desk), Some(Wish::CallNext), "only sent");
    refuse(&mut desk, &call, "nobody_waiting", None);
    assert_eq!(task(&desk), Some(Wish::CallNext), "refused");
    let call = post(&desk.letter(' ')).clone();
    answer_ticket(&mut desk, &call, at_window(23, "called", 2));
    assert_eq!(task(&desk), Some(Wish::Recall));
    let start = post(&desk.letter('s')).clone();
    assert_eq!(act(&start).version, Some(2));
    answer_ticket(&mut desk, &start, at_window(23, "serving", 3));
    assert_eq!(
        task(&desk),
        Some(Wish::Recall),
        "another act is no answer to the task"
    );
    let words = desk.machine.lesson_words().expect("a lesson has words");
    assert!(words.contains("3/11 [xx         ]"), "{words}");
}

#[test]
fn outside_of_training_there_is_no_lesson() {
    let desk = Desk::open(Settings::default());
    assert_eq!(
        (desk.machine.lesson(), desk.machine.lesson_words()),
        (None, None)
    );
}
