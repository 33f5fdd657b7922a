//! Acts that an ordinary service does not need, by keys alone: what the journal holds of them.

use crate::bed::Hall;
use hall_core::Event;
use hall_core::code::{ItemCode, WindowNumber};
use hall_core::event::{Alarm, Help};
use hall_core::plan::Language;

#[test]
fn somebody_without_paper_a_count_the_next_matter_and_a_guide_stand_in_the_journal() {
    let mut hall = Hall::serve();
    let window = WindowNumber(1);
    let mut clerk = hall.at_window(window, Language::En);
    clerk.until(&["This window is closed"]);
    clerk.press("o");
    clerk.until_settled(&["V No paper"]);
    for (key, brings) in [
        ("v", "Served at once for what?"),
        ("card2", "Card pick-up"),
        ("\r", "Why without a number?"),
        // The same key at once would count as held down.
        ("1", "Serving"),
    ] {
        clerk.press(key);
        clerk.until_settled(&[brings]);
    }
    for (key, brings) in [
        ("i", "Put what right?"),
        ("2", "How many pieces in one go?"),
        ("11", "11"),
        ("\r", "Serving"),
        ("a", "What is next for"),
        ("card1", "Senior card"),
        ("\r", "Senior card"),
    ] {
        clerk.press(key);
        clerk.until_settled(&[brings]);
    }
    clerk.until_settled(&["Serving", "Senior card", "F Finish"]);
    clerk.press("f");
    clerk.until_settled(&["just left"]);
    clerk.press("d");
    clerk.until_settled(&["a guide was asked for"]);
    clerk.press("q");
    assert!(clerk.ended().success());
    hall.stop();

    let events = hall.journal();
    let of_window: Vec<&Event> = events.iter().map(|(_, event)| event).collect();
    let item = |code: &str| Some(code.parse::<ItemCode>().expect("a code"));
    let at_once = |event: &&&Event| matches!(event, Event::TicketServedAtOnce { .. });
    assert_eq!(of_window.iter().filter(at_once).count(), 1);
    let went_on: Vec<_> = of_window
        .iter()
        .filter_map(|event| match event {
            Event::TicketWentOn(went) => Some((went.done.quantity, went.item, went.stays)),
            _ => None,
        })
        .collect();
    assert_eq!(went_on, [(Some(11), item("CARD1"), true)]);
    let finished = of_window
        .iter()
        .filter(|event| matches!(event, Event::TicketFinished { .. }));
    assert_eq!(finished.count(), 1);
    let asks = |event: &&&Event| matches!(event, Event::AlarmRaised { alarm: Alarm::Help(at, Help::Guide) } if *at == window);
    assert_eq!(of_window.iter().filter(asks).count(), 1, "{of_window:?}");
}
