//! The terminal's other side is closed between the key and the answer, as an SSH session that is
//! cut: the act happens once, the program ends, and the desk comes back with the truth.

use crate::bed::Hall;
use crate::pty::Terminal;
use crate::way::Way;
use hall_core::Event;
use hall_core::code::WindowNumber;
use hall_core::plan::Language;

#[test]
fn a_terminal_that_closes_between_key_and_answer_acts_once_and_comes_back_with_the_truth() {
    let mut hall = Hall::serve();
    for _ in 0..3 {
        hall.take("CARD2");
    }
    let way = Way::to(&hall.address());
    let command = hall.window_by(&way.address(), WindowNumber(1), Language::En);
    let mut terminal = Terminal::start(&command, (80, 24));
    terminal.until(&["This window is closed"]);
    terminal.press("o");
    terminal.until_settled(&["Press Space to call", "wait 3"]);
    way.hold();
    terminal.press(" ");
    // The hall has called somebody, and nobody here knows.
    way.until_answered();
    terminal.until(&["Sent: Next"]);
    terminal.hang_up();
    way.release();

    let mut terminal = Terminal::start(&command, (80, 24));
    terminal.until(&["Called", "announced 1×", "wait 2"]);
    terminal.press("q");
    assert!(terminal.ended().success());
    hall.stop();
    let events = hall.journal();
    let calls = events.iter().filter(|(_, event)| {
        matches!(
            event,
            Event::TicketCalled { .. } | Event::TicketRecalled { .. }
        )
    });
    assert_eq!(calls.count(), 1, "{events:?}");
}
