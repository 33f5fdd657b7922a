//! A case is accepted with two keys at a real server, and its number goes with the service.

use crate::bed::Hall;
use crate::pty::Terminal;
use hall_core::Event;
use hall_core::case::CaseStep;
use hall_core::code::WindowNumber;
use hall_core::plan::Language;

#[test]
fn a_case_is_accepted_with_two_keys_and_the_service_bears_its_number() {
    let mut hall = Hall::serve();
    hall.take("CARD2");
    let mut command = hall.window(WindowNumber(1), Language::En);
    command.args(["--clerk", "W1A"]);
    let mut clerk = Terminal::start(&command, (80, 24));
    clerk.until(&["This window is closed"]);
    for (key, brings) in [
        ("o", "to call"),
        (" ", "S Start"),
        ("s", "F Finish"),
        ("i", "Put what right?"),
        ("4", "Accepted 20260303-000000, due on 2026-03-03"),
        ("f", "just left"),
    ] {
        clerk.press(key);
        clerk.until_settled(&[brings]);
    }
    clerk.press("q");
    assert!(clerk.ended().success());
    hall.stop();
    let events = hall.journal();
    let accepted = events.iter().any(|(_, event)| {
        let by_clerk = |by: &Option<_>| by.is_some_and(|by| by == "W1A".parse().expect("a code"));
        matches!(event, Event::CaseMoved { by, step: CaseStep::Accepted { .. }, .. } if by_clerk(by))
    });
    assert!(accepted, "{events:?}");
    let finished = events.iter().find_map(|(_, event)| match event {
        Event::TicketFinished { done, .. } => Some(done.case.clone()),
        _ => None,
    });
    let number = finished.flatten().expect("the service bears a number");
    assert_eq!(number.as_str(), "20260303-000000");
}
