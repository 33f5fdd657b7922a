//! The command line: exit codes, and the same orders with and without a running server.

use crate::bed::{Hall, Process, TEN, enrol, plan_file, plan_of, plan_text, run};
use hall_core::device::Role;
use serde_json::{Value, json};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

fn with_data(args: &[&str], data: &Path) -> Output {
    let data = data.to_string_lossy().into_owned();
    run(&[args, &["--data", &data]].concat())
}

#[test]
fn help_and_version_exit_0_wrong_usage_2_and_refusals_1() {
    let plan = plan_file("small");
    let plan = plan.to_string_lossy();
    for (args, code) in [
        (&["--help"][..], 0),
        (&["--version"], 0),
        (&["serve", "--help"], 0),
        (&["check", &plan], 0),
        (&[], 2),
        (&["dance"], 2),
        (&["serve"], 2),
        (
            &[
                "enrol",
                "--data",
                "/nonexistent",
                "--role",
                "king",
                "--name",
                "x",
            ],
            2,
        ),
        (
            &["report", "daily", "2026-02-30", "--data", "/nonexistent"],
            2,
        ),
        (&["check", "/nonexistent.toml"], 1),
        (
            &[
                "serve",
                "--plan",
                "/nonexistent.toml",
                "--data",
                "/nonexistent",
            ],
            1,
        ),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {output:?}");
        let (data, words) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(data.is_empty(), code != 0, "{args:?}: {data}");
        assert_eq!(words.is_empty(), code == 0, "{args:?}: {words}");
    }
}

#[test]
fn orders_to_a_folder_that_is_not_there_make_none() {
    let parent = folder();
    let missing = parent.path().join("typo");
    for args in [
        &["verify"][..],
        &["report", "daily"],
        &["backup", "--out", "/nonexistent/x.db"],
    ] {
        let output = with_data(args, &missing);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(text(&output.stderr).contains("--data"), "{output:?}");
        assert!(!missing.exists(), "{args:?}");
    }
}

#[test]
fn a_plan_with_mistakes_is_not_served() {
    let data = folder();
    let file = data.path().join("plan.toml");
    let broken = plan_text("small").replace("queue = \"cards\"", "queue = \"crads\"");
    std::fs::write(&file, broken).expect("a file");
    let file = file.to_string_lossy();
    let output = with_data(
        &["serve", "--listen", "127.0.0.1:0", "--plan", &file],
        data.path(),
    );
    assert_eq!(output.status.code(), Some(1));
    let words = text(&output.stderr);
    assert!(
        words.contains("plan.toml:1") && words.contains("crads"),
        "{words}"
    );
    let checked = run(&["check", &file, "--json"]);
    assert_eq!(checked.status.code(), Some(1));
    let list: Value = serde_json::from_slice(&checked.stdout).expect("JSON");
    assert!(list.to_string().contains("crads"));
}

#[tokio::test]
async fn orders_mean_the_same_with_and_without_a_server() {
    let data = folder();
    let token = enrol(data.path(), "kiosk", None);
    let mut server = Process::serve("small", data.path());
    // While it serves: over its socket, which only its owner may open.
    let socket = data.path().join("control.sock");
    let mode = std::fs::metadata(&socket)
        .expect("a socket")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let kiosk = server.client(&token);
    kiosk.take("CARD2").await;
    let manager = server.client(&enrol(data.path(), "manager", None));
    let window = server.client(&enrol(data.path(), "window", Some(1)));
    window.post("windows/1/open", json!({})).await.expect(200);
    manager.get("hall").await.expect(200);
    let nowhere = with_data(
        &["enrol", "--role", "window", "--name", "x", "--window", "77"],
        data.path(),
    );
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(text(&nowhere.stderr).contains("window 77"), "{nowhere:?}");
    let unfit = with_data(
        &["enrol", "--role", "board", "--name", "x", "--window", "1"],
        data.path(),
    );
    assert_eq!(unfit.status.code(), Some(1));
    let live = answers(data.path(), "live.db");
    assert!(live[0].starts_with("ok "), "{live:?}");
    assert!(server.terminate().success(), "SIGTERM ends it cleanly");
    assert!(!socket.exists());
    let still = answers(data.path(), "still.db");
    assert_eq!(still[0], live[0]);
    assert_eq!(still[1], live[1], "the same backup");
    assert_eq!(json_of(&still[2])["day"], json_of(&live[2])["day"]);
    let left: Vec<String> = std::fs::read_dir(data.path())
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.contains("unverified") || name.contains("restoring"))
        .collect();
    assert_eq!(left, [""; 0]);
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| panic!("no JSON: {text}"))
}

/// Verify, backup and report of a folder.
fn answers(data: &Path, copy: &str) -> [String; 3] {
    let verified = with_data(&["verify"], data);
    assert!(verified.status.success(), "{verified:?}");
    let out = data.join(copy);
    let out = out.to_string_lossy();
    let copied = with_data(&["backup", "--out", &out], data);
    assert!(copied.status.success(), "{copied:?}");
    let again = with_data(&["backup", "--out", &out], data);
    assert_eq!(again.status.code(), Some(1), "nothing is written over");
    let lost = with_data(&["backup", "--out", "/nonexistent/copy.db"], data);
    assert_eq!(lost.status.code(), Some(1));
    let words = text(&lost.stderr);
    assert!(
        words.contains("copy.db") && !words.contains("server stops"),
        "{words}"
    );
    let report = with_data(&["report", "daily", "--format", "json"], data);
    assert!(report.status.success(), "{report:?}");
    [
        text(&verified.stdout),
        text(&copied.stdout),
        text(&report.stdout),
    ]
}

#[tokio::test]
async fn reports_come_in_every_format_and_say_which_days_there_are() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    hall.enrol(Role::Kiosk, None).await.take("CARD2").await;
    let data = hall.stop().await;
    for format in ["text", "html", "csv", "xlsx", "json"] {
        let file = data.path().join(format);
        let out = file.to_string_lossy();
        let args = [
            "report",
            "daily",
            "2026-03-03",
            "--format",
            format,
            "--out",
            &out,
        ];
        assert!(with_data(&args, data.path()).status.success(), "{format}");
        let direct = with_data(&args[..5], data.path());
        assert!(!direct.stdout.is_empty(), "{format}");
        assert!(
            std::fs::metadata(&file).expect("a file").len() > 0,
            "{format}"
        );
    }
    for name in ["2026-W10", "2026-03", "2026-H1", "2026"] {
        let args = [
            "report",
            "period",
            name,
            "--format",
            "csv",
            "--language",
            "en",
        ];
        let made = with_data(&args, data.path());
        assert!(made.status.success(), "{name}: {made:?}");
        let words = text(&made.stdout);
        assert!(words.contains(&format!("period,,{name},text")), "{words}");
        assert!(
            words.contains("summary,,,tickets,Tickets,1,count"),
            "{words}"
        );
    }
    let no_period = with_data(&["report", "period", "2026-W54"], data.path());
    assert_eq!(no_period.status.code(), Some(2));
    assert!(
        text(&no_period.stderr).contains("2026-W47"),
        "{no_period:?}"
    );
    let never = with_data(&["report", "daily", "2026-03-09"], data.path());
    assert_eq!(never.status.code(), Some(1));
    assert!(text(&never.stderr).contains("2026-03-03"), "{never:?}");
    let language = with_data(&["report", "daily", "--language", "xx"], data.path());
    assert_eq!(language.status.code(), Some(1));
}

#[tokio::test]
async fn a_restored_folder_verifies_and_what_was_there_is_kept() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let kiosk = hall.enrol(Role::Kiosk, None).await;
    kiosk.take("CARD2").await;
    let data = hall.stop().await;
    let copy = data.path().join("copy.db");
    let copy = copy.to_string_lossy();
    assert!(
        with_data(&["backup", "--out", &copy], data.path())
            .status
            .success()
    );
    let fresh = folder();
    let restored = with_data(&["restore", "--from", &copy], fresh.path());
    assert!(restored.status.success(), "{restored:?}");
    assert!(with_data(&["verify"], fresh.path()).status.success());
    let again = with_data(&["restore", "--from", &copy], fresh.path());
    assert!(again.status.success(), "{again:?}");
    assert!(fresh.path().join("hall.db.before-restore-1").exists());
    // A damaged backup is not put in anybody's place.
    let bad = data.path().join("bad.db");
    let mut bytes = std::fs::read(data.path().join("copy.db")).expect("the backup");
    let place = bytes
        .windows(10)
        .position(|part| part == b"day_opened")
        .expect("an event");
    bytes[place + 2] ^= 1;
    std::fs::write(&bad, bytes).expect("a file");
    let refused = with_data(&["restore", "--from", &bad.to_string_lossy()], fresh.path());
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(text(&refused.stderr).contains("event"), "{refused:?}");
    assert!(with_data(&["verify"], fresh.path()).status.success());
    let none = with_data(&["restore", "--from", "/nonexistent"], fresh.path());
    assert_eq!(none.status.code(), Some(1));
}

#[tokio::test]
async fn practice_and_real_days_never_share_a_folder() {
    let hall = Hall::open("small").await;
    hall.tick().await;
    let data = hall.stop().await;
    let plan = plan_file("small");
    let plan = plan.to_string_lossy();
    let real = with_data(
        &["serve", "--listen", "127.0.0.1:0", "--plan", &plan],
        data.path(),
    );
    assert_eq!(real.status.code(), Some(1));
    assert!(text(&real.stderr).contains("practice"), "{real:?}");
    let hall = Hall::start(data, plan_of(&plan_text("small")), TEN)
        .await
        .expect("practice again");
    hall.stop().await;
}
