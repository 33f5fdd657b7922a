//! What managers tell windows.

use crate::bed::{Bed, note};
use hall_core::code::WindowNumber;
use hall_core::command::Command;
use hall_core::limits::MESSAGES_MAX;

fn say(bed: &mut Bed, to: &[u16]) -> Result<String, &'static str> {
    let to = to.iter().copied().map(WindowNumber).collect();
    bed.manage(Command::Say { note: note(), to })
}

#[test]
fn a_message_names_windows_of_the_plan_once_each_or_none() {
    let mut bed = Bed::new();
    assert_eq!(say(&mut bed, &[1, 99]), Err("unknown_window"));
    assert!(bed.hall.messages().is_empty(), "nothing was sent");
    say(&mut bed, &[2, 1, 2]).expect("sent");
    say(&mut bed, &[]).expect("sent");
    let to: Vec<&[WindowNumber]> = bed.hall.messages().iter().map(|one| &one.to[..]).collect();
    assert_eq!(to, [&[WindowNumber(1), WindowNumber(2)][..], &[]]);
}

#[test]
fn the_newest_twenty_messages_of_a_day_are_remembered_and_none_of_yesterday() {
    let mut bed = Bed::new();
    for window in 0..25 {
        say(&mut bed, &[window % 5 + 1]).expect("sent");
    }
    let messages = bed.hall.messages();
    assert_eq!(messages.len(), MESSAGES_MAX);
    assert_eq!(messages[0].to, [WindowNumber(1)], "the first five are gone");
    bed.until("20:30");
    bed.until("09:30");
    assert!(bed.hall.messages().is_empty());
}
