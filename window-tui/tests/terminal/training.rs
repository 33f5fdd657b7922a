//! The whole lesson by keys in a practice hall.

use crate::pty::Terminal;
use std::path::Path;
use std::process::Command;

#[test]
fn a_clerk_learns_every_task_in_a_practice_hall_that_goes_with_the_program() {
    let program = Path::new(env!("CARGO_BIN_EXE_window-tui"));
    if !program.with_file_name("hall-server").is_file() {
        println!("left out: hall-server is not built; cargo test --workspace builds it");
        return;
    }
    let mut command = Command::new(program);
    command.args(["train", "--language", "en"]);
    let mut clerk = Terminal::start(&command, (120, 40));
    for (task, keys) in [
        ("Task 1/11", &["o"][..]),
        ("Task 2/11", &[" "]),
        // The key stands there when it works. Enter takes the first line of a second list: the same
        // digit at once would count as held down.
        ("Task 3/11", &["R Recall", "r"]),
        ("Task 4/11", &["s"]),
        ("Task 5/11", &["f"]),
        ("Task 6/11", &[" ", "N Missed", "n"]),
        ("Task 7/11", &["b"]),
        ("Task 8/11", &["H Hold", "h"]),
        ("Task 9/11", &["u"]),
        ("Task 10/11", &["t", "Where does", "1", "Why?", "\r"]),
        (
            "Task 11/11",
            &["p", "Why a pause?", "1", "For how long?", "\r"],
        ),
    ] {
        // While an act is on its way no other one is taken.
        clerk.until_it(task, |screen| {
            let shown = screen.contents();
            let said = [task, "nothing here is real"];
            said.iter().all(|words| shown.contains(words)) && !shown.contains("Sent: ")
        });
        for key in keys {
            if key.len() > 1 {
                clerk.until(&[key]);
            } else {
                clerk.press(key);
            }
        }
    }
    clerk.until(&["All 11 are done"]);
    clerk.press("q");
    assert!(clerk.ended().success());
}
