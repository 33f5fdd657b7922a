//! The harness over the real programs, for a few seconds: killed at least twice, nothing violated.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

#[test]
fn a_few_seconds_of_kills_and_cuts_lose_and_double_nothing() {
    let program = Path::new(env!("CARGO_BIN_EXE_hall-sim"));
    for name in ["hall-server", "kiosk-client", "display-board"] {
        if !program.with_file_name(name).is_file() {
            println!("left out: {name} is not built; cargo test --workspace builds it");
            return;
        }
    }
    let args = ["process", "--seconds", "4", "--seed", "3"];
    let output = Command::new(program)
        .args(args)
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{words}");
    let line = said.trim_end().lines().last().expect("a last line");
    let figures: Value = serde_json::from_str(line).expect("the last line is JSON");
    assert_eq!(figures["violations"], 0, "{line}");
    let count = |name: &str| figures[name].as_u64().expect("a count");
    assert!(count("kills") >= 2, "{line}");
    assert!(count("acknowledged_found") > 50, "{line}");
    assert!(count("repeats_identical") > 50, "{line}");
    assert!(
        figures["boards"]["announced"]
            .as_u64()
            .is_some_and(|n| n > 0),
        "{line}"
    );
}

#[test]
fn a_folder_that_is_not_empty_is_wrong_usage_and_stays_as_it_was() {
    let data = tempfile::tempdir().expect("a folder");
    let file = data.path().join("hall.db");
    std::fs::write(&file, "mine").expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hall-sim"));
    let command = command
        .args(["process", "--seconds", "1", "--data"])
        .arg(data.path());
    let output = command.output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(
        words.contains("name a new folder") || words.contains("is missing"),
        "{words}"
    );
    assert_eq!(std::fs::read(&file).expect("still there"), b"mine");
}
