//! The smallest bounds of every model, and wrong rules that the models must find.

use hall_sim::model::{Found, MODELS, Planted, Size};
use std::time::Duration;

/// A model that needs longer is too large for a test.
const PATIENCE: Duration = Duration::from_hours(1);

fn check(name: &str, planted: Option<Planted>) -> Found {
    let model = MODELS.iter().find(|model| model.0 == name);
    let (_, check) = model.expect("the test names a model");
    check(Size::Small, planted, PATIENCE)
}

fn expect_sound(name: &str) {
    let found = check(name, None);
    println!("{}", found.json());
    let broken = found.broken.as_deref().unwrap_or_default();
    assert!(found.broken.is_none(), "{broken}");
    assert_eq!(found.never_met(), Vec::<&str>::new());
    assert!(found.is_sound(), "{found:?}");
}

fn expect_broken(name: &str, planted: Planted, words: &str) {
    let broken = check(name, Some(planted)).broken;
    let broken = broken.expect("a planted wrong rule is found");
    println!("{broken}");
    assert!(broken.contains(words), "{broken}");
    assert!(broken.contains("  1. "), "the way to it is told: {broken}");
}

#[test]
fn takes_and_calls_hold_over_a_network_that_loses_and_repeats() {
    expect_sound("network");
}

#[test]
fn takes_and_calls_hold_while_the_server_crashes() {
    expect_sound("crash");
}

#[test]
fn two_windows_never_hold_one_ticket_however_they_race() {
    expect_sound("race");
}

#[test]
fn every_deed_holds_while_time_passes_and_windows_fall_silent() {
    expect_sound("time");
}

#[test]
fn numbers_printed_offline_are_unique_and_known_in_every_order() {
    expect_sound("offline");
}

#[test]
fn a_board_shows_a_true_picture_behind_any_line() {
    expect_sound("feed");
}

#[test]
fn no_number_a_device_saw_is_given_again_after_a_loss() {
    expect_sound("restore");
}

#[test]
fn a_server_that_ignores_versions_is_caught() {
    expect_broken("time", Planted::IgnoredVersions, "I27");
}

#[test]
fn a_server_that_forgets_intents_is_caught() {
    // Two properties see it, and which one does first is left to the threads.
    expect_broken("network", Planted::ForgottenIntents, "visitor");
}

#[test]
fn a_server_that_forgets_its_last_commit_is_caught() {
    let what = "told numbers are unique and known";
    expect_broken("crash", Planted::ForgottenCommit, what);
}

#[test]
fn a_restore_that_gathers_nobody_is_caught() {
    expect_broken("restore", Planted::NoGathering, "given again");
}

#[test]
fn a_server_that_compares_no_hashes_is_caught() {
    expect_broken("feed", Planted::IgnoredHashes, "model feed");
}
