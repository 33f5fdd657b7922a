//! A clerk signs in with a PIN and with a staff card under both kinds of scanners, at a real server.

use crate::bed::Hall;
use crate::pty::Terminal;
use hall_core::Event;
use hall_core::code::{ClerkCode, WindowNumber};
use hall_core::plan::Language;
use hall_core::sign_in::Factor;
use hall_fixtures::port::VirtualPort;
use hall_fixtures::scanner::ScannerMachine;
use hall_server::admin::clerk::{self, ClerkChange};

const CARD: &str = "AK-CARD-0002";
const PIN: &str = "295713";

#[test]
fn pin_and_card_sign_in_and_unlock_and_neither_is_shown() {
    let mut hall = Hall::serve_with(|plan| plan.windows_rules.sign_in = true);
    let w1a: ClerkCode = "W1A".parse().expect("a post of the plan");
    for (factor, proof) in [(Factor::Pin, PIN), (Factor::Card, CARD)] {
        let change = ClerkChange::proof(w1a, factor, proof).expect("a good proof");
        let changed = hall.runtime().block_on(clerk::change(hall.data(), change));
        changed.expect("the hall takes it");
    }
    let scanner = VirtualPort::start("card-scanner", ScannerMachine::default());
    let scanner = scanner.expect("the system has ptys");
    let keys = hall.data().join("keys.toml");
    std::fs::write(&keys, "card = [\"~\"]").expect("the folder takes files");
    let record = hall.data().join("record");
    let mut command = hall.window(WindowNumber(1), Language::En);
    command.arg("--scanner").arg(scanner.path());
    command.arg("--keys").arg(keys);
    command.arg("--record").arg(&record);
    let mut terminal = Terminal::start(&command, (80, 24));
    terminal.until(&["Who is here?"]);
    terminal.press("\r");
    terminal.until(&["PIN of W1A"]);
    terminal.press(PIN);
    terminal.until(&["> ******_"]);
    terminal.press("\r");
    terminal.until_settled(&["Signed in; O opens the window"]);
    terminal.press("z");
    terminal.until(&["Who is here?"]);
    terminal.press(&format!("~{CARD}\r"));
    terminal.until_settled(&["Signed in"]);
    terminal.press("z");
    terminal.until(&["Who is here?"]);
    scanner.with(|scanner| scanner.scan_torn(CARD, 4));
    let shown = terminal.until_settled(&["Signed in"]);
    assert!(!shown.contains(CARD), "{shown}");
    terminal.press("q");
    assert!(terminal.ended().success());
    hall.stop();
    let factors: Vec<Factor> = hall
        .journal()
        .iter()
        .filter_map(|(_, event)| match event {
            Event::ClerkSignedIn { factor, .. } => Some(*factor),
            _ => None,
        })
        .collect();
    assert_eq!(factors.first(), Some(&Factor::Pin), "{factors:?}");
    let record = std::fs::read_to_string(record).expect("the program wrote it");
    let typed = PIN.len() + CARD.len();
    assert_eq!(record.matches("{\"char\":\"*\"}").count(), typed);
    assert!(record.contains(&"*".repeat(CARD.len())), "the serial one");
    assert!(!record.contains(CARD));
}
