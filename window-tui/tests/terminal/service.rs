//! A service by keys alone, on the shipped program and a real server: what the clerk sees after
//! each key, kept for reading.

use crate::bed::Hall;
use crate::pty::Terminal;
use hall_core::code::WindowNumber;
use hall_core::plan::Language;
use hall_text::word;

/// The clerk and what was seen.
struct Clerk {
    terminal: Terminal,
    seen: String,
}

impl Clerk {
    /// Presses a key and waits for what it brings.
    fn press(&mut self, what: &str, key: &str, brings: &[&str]) {
        self.terminal.press(key);
        self.see(what, brings);
    }

    fn see(&mut self, what: &str, brings: &[&str]) {
        // The answer of the server is there, not only the words that an act was sent.
        let on_its_way = format!("… {}", &word(Language::En, "window-sent")[..5]);
        let screen = self
            .terminal
            .until_it(&format!("{what} {brings:?}"), |screen| {
                let shown = screen.contents();
                brings.iter().all(|word| shown.contains(word)) && !shown.contains(&on_its_way)
            });
        for part in ["== ", what, "\n", &same_every_time(&screen), "\n"] {
            self.seen.push_str(part);
        }
    }
}

/// Clocks stand and empty lines go: what is left is the same in every run.
fn same_every_time(screen: &str) -> String {
    let line = |line: &str| {
        let mut text: Vec<char> = line.trim_end().chars().collect();
        for at in 0..text.len().saturating_sub(4) {
            let is_clock = text[at + 2] == ':'
                && [0, 1, 3, 4]
                    .iter()
                    .all(|digit| text[at + digit].is_ascii_digit());
            if is_clock {
                for digit in [0, 1, 3, 4] {
                    text[at + digit] = '0';
                }
            }
        }
        text.into_iter().collect::<String>()
    };
    let lines = screen.lines().map(line);
    // A minute may pass on a busy machine.
    let mut kept: Vec<String> = lines.map(|line| line.replace("1 min", "0 min")).collect();
    kept.dedup();
    kept.join("\n")
}

#[test]
fn a_clerk_opens_calls_serves_misses_and_restores_with_keys_alone() {
    let mut hall = Hall::serve();
    let [first, second, _] = ["CARD2"; 3].map(|item| hall.take(item));
    let terminal = hall.at_window(WindowNumber(1), Language::En);
    let mut clerk = Clerk {
        terminal,
        seen: String::new(),
    };
    clerk.see(
        "the program has started",
        &["This window is closed", "wait 3", "Card pick"],
    );
    clerk.press(
        "O opens",
        "o",
        &["Press Space to call", &format!("Next {first}")],
    );
    clerk.press("space calls", " ", &["Called", "announced 1×", "wait 2"]);
    clerk.press("R calls again", "r", &["announced 2×"]);
    clerk.press("S starts", "s", &["Serving"]);
    clerk.press(
        "F finishes",
        "f",
        &[&format!("{first} just left"), "done 1"],
    );
    clerk.press("space calls the second", " ", &["Called", "wait 1"]);
    clerk.press(
        "N: nobody came",
        "n",
        &[&format!("{second} just left"), "missed 1"],
    );
    clerk.press(
        "G lets them wait again",
        "g",
        &["wait 2", &format!(" {second}")],
    );
    clerk.press(
        "space calls the third",
        " ",
        &["Called", "wait 1", "Card pick-up"],
    );
    clerk.press("F3 is R", "\x1bOR", &["announced 2×"]);
    clerk.press("? shows all keys", "?", &["All keys"]);
    clerk.press("Esc goes back", "\x1b", &["announced 2×"]);
    insta::assert_snapshot!(clerk.seen);
    clerk.terminal.press("q");
    assert!(clerk.terminal.ended().success());
    hall.stop();
}
