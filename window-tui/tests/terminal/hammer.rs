//! Two clerks hammer one queue: nobody is called twice, and no key acts on somebody else than the
//! screen showed. What was seen is in the programs' records, what happened in the journal.

use crate::bed::Hall;
use crate::pty::Terminal;
use hall_core::Event;
use hall_core::code::{TicketId, WindowNumber};
use hall_core::plan::Language;
use hall_server::admin;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use window_tui::machine::Wish;
use window_tui::record;

const WINDOWS: [WindowNumber; 2] = [WindowNumber(1), WindowNumber(2)];

/// Waiting people, more than can be called.
const PEOPLE: usize = 120;

/// How often each clerk presses the keys.
const ROUNDS: usize = 30;

/// Calls, miss, undo, start, finish and much that is refused; no two alike follow each other, so
/// that none counts as held down.
const KEYS: &str = " n sbf r nf s";

/// An act as the clerk meant it: who was on the screen when the key was pressed.
struct Meant {
    wish: Wish,
    on_screen: Option<TicketId>,
}

#[test]
fn two_windows_hammering_one_queue_call_nobody_twice_and_act_on_nobody_unseen() {
    let mut hall = Hall::serve_with(|plan| {
        let cards = plan.windows[&WINDOWS[0]].queues.clone();
        let second = plan.windows.get_mut(&WINDOWS[1]);
        let second = second.expect("the plan has the window");
        second.queues.extend(cards);
        second.helps.clear();
    });
    for _ in 0..PEOPLE {
        hall.take("CARD2");
    }
    let record = |window: WindowNumber| hall.data().join(format!("{window}.record"));
    let mut clerks = WINDOWS.map(|window| {
        let mut command = hall.window(window, Language::En);
        command.arg("--record").arg(record(window));
        Terminal::start(&command, (80, 24))
    });
    for clerk in &mut clerks {
        clerk.until(&["This window is closed"]);
        clerk.press("o");
        clerk.until(&["to call"]);
    }
    std::thread::scope(|scope| {
        for clerk in &mut clerks {
            scope.spawn(|| (0..ROUNDS).for_each(|_| hammer(clerk)));
        }
    });
    for clerk in &mut clerks {
        clerk.press("\x03");
        assert!(clerk.ended().success());
    }
    let meant: BTreeMap<u128, Meant> = WINDOWS.iter().flat_map(|w| meant(&record(*w))).collect();
    hall.stop();

    let runtime = hall.runtime();
    let verified = runtime.block_on(admin::verify_folder(hall.data()));
    let verified = verified.expect("the folder can be verified");
    assert!(verified.is_ok(), "{verified:?}");
    let events = hall.journal();
    let calls = check_hands(&events);
    for window in WINDOWS {
        assert!(
            calls.get(&window).is_some_and(|calls| *calls >= 3),
            "{calls:?}"
        );
    }
    check_meant(&events, &meant);
}

/// All keys at once, until what they brought about is settled: however slow the machine is, the next
/// ones find free hands.
fn hammer(clerk: &mut Terminal) {
    clerk.press(KEYS);
    // Behind all the others: when this one acts, they have.
    clerk.press("?");
    clerk.until(&["All keys"]);
    clerk.press("\x1b");
    clerk.until_it("nothing on its way", |screen| {
        let shown = screen.contents();
        !shown.contains("All keys") && !shown.contains("Sent: ")
    });
}

/// Nobody is at two windows, and no window has two people.
fn check_hands(events: &[(u128, Event)]) -> BTreeMap<WindowNumber, u32> {
    let mut hands: BTreeMap<WindowNumber, TicketId> = BTreeMap::new();
    let mut calls = BTreeMap::new();
    for (_, event) in events {
        match event {
            Event::TicketCalled { ticket, window, .. }
            | Event::TicketReopened { ticket, window } => {
                assert!(
                    !hands.values().any(|held| held == ticket),
                    "called twice: {event:?}"
                );
                let before = hands.insert(*window, *ticket);
                assert_eq!(before, None, "two in hand: {event:?}");
                *calls.entry(*window).or_default() += 1;
            }
            Event::TicketFinished { ticket, window, .. }
            | Event::TicketMissed { ticket, window } => {
                assert_eq!(hands.remove(window), Some(*ticket), "{event:?}");
            }
            _ => {}
        }
    }
    calls
}

/// What a key did to a ticket, it did to the one that the screen showed.
fn check_meant(events: &[(u128, Event)], meant: &BTreeMap<u128, Meant>) {
    let mut acts = 0;
    for (request, event) in events {
        let (Some(meant), Some(ticket)) = (meant.get(request), event.ticket()) else {
            continue;
        };
        acts += 1;
        match meant.wish {
            Wish::CallNext | Wish::Reopen => assert_eq!(meant.on_screen, None, "{event:?}"),
            _ => assert_eq!(meant.on_screen, Some(ticket), "a ghost act: {event:?}"),
        }
    }
    assert!(acts >= 12, "only {acts} acts");
}

/// Every act of a record, by its id.
fn meant(record: &Path) -> Vec<(u128, Meant)> {
    let file = BufReader::new(File::open(record).expect("the program wrote its record"));
    let (mut acts, mut on_screen, mut known) = (Vec::new(), None, String::new());
    record::replay(file, |machine| {
        if let Some(sent) = machine.pending().filter(|sent| sent.request_id != known) {
            known.clone_from(&sent.request_id);
            let id = uuid::Uuid::parse_str(&known).expect("the program draws ids");
            let wish = sent.wish;
            acts.push((id.as_u128(), Meant { wish, on_screen }));
        }
        on_screen = machine.hand().map(|hand| hand.id);
    })
    .expect("a record can be told again");
    acts
}
