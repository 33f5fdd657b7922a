//! The real disk, broken in a few hundred places: small numbers of what `hall-sim disk` does.

use hall_sim::disk::{Figures, Wanted, survey};
use std::path::PathBuf;

/// Nothing at all, to be filled in.
fn nothing() -> Wanted {
    Wanted {
        seed: 9,
        scenarios: 2,
        states: 0,
        flips: 0,
        restores: 0,
        pages: 0,
        faults: 0,
        program: PathBuf::from(env!("CARGO_BIN_EXE_hall-sim")),
        only: None,
        quiet: true,
    }
}

fn sound(wanted: &Wanted) -> Figures {
    let figures = survey(wanted).expect("a folder for the broken disks");
    let told: Vec<String> = figures.violations.iter().map(ToString::to_string).collect();
    assert_eq!(told, [""; 0]);
    assert_eq!(figures.violated, 0);
    figures
}

#[test]
fn a_cut_or_torn_log_holds_exactly_the_transactions_whose_frames_are_whole() {
    let figures = sound(&Wanted {
        states: 120,
        ..nothing()
    });
    assert_eq!(
        (figures.cuts, figures.torn, figures.checkpoints),
        (120, 24, 6)
    );
    assert!(figures.cut_places > 5_000, "{}", figures.cut_places);
    assert!(figures.answered > 50, "{}", figures.answered);
}

#[test]
fn a_flipped_byte_is_refused_found_witnessed_or_harmless() {
    let flips = sound(&Wanted {
        flips: 120,
        ..nothing()
    })
    .flips;
    let told = flips.refused + flips.found + flips.witnessed;
    assert_eq!(told + flips.harmless + flips.older_beside, 120);
    assert!(told > 0 && flips.harmless > 0, "{flips:?}");
}

#[test]
fn a_full_disk_refuses_at_every_page_and_the_hall_goes_on_with_room_again() {
    let full = sound(&Wanted {
        pages: 3,
        ..nothing()
    })
    .full;
    assert_eq!((full.limits, full.refused), (3, 9));
}

#[test]
fn after_a_stale_restore_no_number_that_a_device_saw_is_given_again() {
    let restores = sound(&Wanted {
        restores: 6,
        ..nothing()
    })
    .restores;
    assert_eq!((restores.restored, restores.reissued), (6, 0));
    assert!(
        restores.numbers > 20 && restores.events_lost > 20,
        "{restores:?}"
    );
}

#[test]
fn a_failing_write_or_sync_loses_nothing_that_was_told() {
    let faults = sound(&Wanted {
        faults: 10,
        ..nothing()
    })
    .faults;
    // A bare machine has no strace; the reason is said instead.
    assert!(
        faults.left_out.is_some() || faults.tried == 10,
        "{faults:?}"
    );
}
