//! The practice hall as `window-tui train` starts it.

use crate::bed::{Client, http};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

#[tokio::test]
async fn a_practice_hall_has_people_says_that_nothing_is_real_and_goes_with_its_starter() {
    let mut hall = Command::new(env!("CARGO_BIN_EXE_hall-server"))
        .args(["practice", "--until-stdin-ends"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let said = hall.stdout.take().expect("stdout is piped");
    BufReader::new(said).read_line(&mut line).expect("a line");
    let said: Value = serde_json::from_str(&line).expect("the first line is JSON");
    let text = |key: &str| said[key].as_str().unwrap_or_default().to_owned();
    let window = said["window"].as_u64().expect("a window") as u16;
    let clerk = Client::new(http(), &text("server"), &text("window_token"));

    let told = clerk.get("hall").await.expect(200);
    assert_eq!(told["hall"]["practice"], true, "{told}");
    clerk.act(window, "open").await.expect(200);
    for _ in 0..6 {
        for act in ["call-next", "start", "finish"] {
            clerk.act(window, act).await.expect(200);
        }
        // Somebody comes for everybody who left.
        let mut waiting = 0;
        while waiting < 4 {
            let queues = clerk.get("queues").await.expect(200);
            let queues = queues.as_array().expect("a list");
            waiting = queues
                .iter()
                .filter_map(|queue| queue["waiting"].as_u64())
                .sum();
        }
    }
    drop(hall.stdin.take());
    assert!(hall.wait().expect("it ends").success());
}
