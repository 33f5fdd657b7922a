//! The journal: whole lines or nothing, a fold that loses nothing, a limit that refuses.

use super::*;
use crate::limits::{JOURNAL_BYTES_MAX, JOURNAL_RESERVE_BYTES, JOURNAL_REWRITE_BYTES};
use hall_core::code::TicketId;
use hall_core::ticket::PaperState;
use hall_core::{Date, Time};
use hall_protocol::Stamp;
use hall_protocol::api::Take;
use hall_protocol::view::BlockView;
use std::io;

const DAY: Date = Date(20_515);

fn take(id: &str) -> Take {
    Take {
        request_id: id.to_owned(),
        item: Some("GJ01".to_owned()),
        ..Take::default()
    }
}

fn asked(id: &str) -> Record {
    Record::Asked {
        request_id: id.to_owned(),
        take: take(id),
        day: Some(DAY),
        at: Some(Stamp(Time(1_000))),
    }
}

fn answered(id: &str, ticket: u64) -> Record {
    Record::Answered {
        request_id: id.to_owned(),
        ticket: TicketId(ticket),
        number: format!("A{ticket:03}"),
        day: DAY,
    }
}

fn numbered(id: &str, n: u32) -> Record {
    Record::Numbered {
        request_id: id.to_owned(),
        take: take(id),
        day: DAY,
        series: "A".parse().expect("a series"),
        n,
        label: format!("A{n}"),
        token: format!("{n:032x}"),
        at: Some(Stamp(Time(1_000))),
        mono_ms: 5,
        last_contact: Stamp(Time(900)),
    }
}

fn leased(from: u32) -> Record {
    Record::Leased {
        block: BlockView {
            day: DAY,
            series: "A".parse().expect("a series"),
            from,
            to: from + 499,
            digits: 3,
        },
        next: from,
        epoch: "1-a".to_owned(),
        at: Stamp(Time(800)),
    }
}

fn printing(id: &str, job: u64) -> Record {
    let (request_id, copy) = (id.to_owned(), job > 100);
    Record::Printing {
        request_id,
        job,
        copy,
    }
}

fn witness(online: u32) -> Record {
    Record::Witness {
        day: DAY,
        series: "A".parse().expect("a series"),
        online,
    }
}

fn paper(id: &str, job: u64) -> Record {
    Record::Paper {
        request_id: id.to_owned(),
        job,
        report_id: format!("report-{job}"),
        paper: PaperState::Printed,
    }
}

fn reported(id: &str, job: u64) -> Record {
    let request_id = id.to_owned();
    Record::Reported { request_id, job }
}

fn handed_in(id: &str) -> Record {
    Record::HandedIn {
        request_id: id.to_owned(),
        ticket: Some(TicketId(9)),
    }
}

fn epoch() -> Record {
    Record::Epoch {
        epoch: "1-a".to_owned(),
    }
}

/// A morning: one intent settled, one printed without the server, one only asked, one copied.
fn morning() -> Vec<Vec<Record>> {
    vec![
        vec![epoch()],
        vec![leased(5000)],
        vec![asked("one")],
        vec![answered("one", 1), printing("one", 1), witness(1)],
        vec![paper("one", 1)],
        vec![reported("one", 1)],
        vec![numbered("two", 5000), printing("two", 2)],
        vec![asked("three")],
        vec![paper("two", 2)],
        vec![answered("four", 4), printing("four", 103), witness(4)],
        vec![answered("one", 1), printing("one", 104)],
        vec![paper("one", 104)],
        vec![printing("two", 105)],
    ]
}

fn bytes_of(appends: &[Vec<Record>]) -> Vec<u8> {
    appends.iter().flat_map(|records| encode(records)).collect()
}

#[test]
fn a_cut_at_every_byte_leaves_exactly_the_whole_appends() {
    let appends = morning();
    let bytes = bytes_of(&appends);
    let mut ends = vec![0];
    for append in &appends {
        ends.push(ends[ends.len() - 1] + encode(append).len());
    }
    for cut in 0..=bytes.len() {
        let whole = ends.iter().rposition(|end| *end <= cut).expect("0 is one");
        let expected: Vec<Record> = appends[..whole].concat();
        let decoded = decode(&bytes[..cut]);
        assert_eq!(decoded.records, expected, "cut at {cut}");
        assert_eq!(decoded.torn, cut - ends[whole], "cut at {cut}");
        assert_eq!(decoded.damage, None, "cut at {cut}");
    }
}

#[test]
fn any_changed_byte_is_named_and_every_number_then_counts_as_used() {
    let appends = morning();
    let bytes = bytes_of(&appends);
    for at in 0..bytes.len() - 1 {
        let mut bad = bytes.clone();
        bad[at] ^= 0x11;
        let opened = Log::open(&bad);
        let damage = opened.damage.expect("damage is seen");
        assert!(damage.offset <= at, "{damage} for byte {at}");
        assert_eq!(opened.torn, 0);
        let state = opened.log.state();
        assert_eq!(state.free(DAY, "A".parse().expect("a series")), 0);
        assert!(state.intents().all(|intent| !intent.sheets.is_empty()));
    }
}

#[test]
fn rubbish_of_any_kind_is_read_without_a_panic() {
    let long = vec![b'x'; 100_000];
    let shifted = [b"\n\n\n".to_vec(), bytes_of(&morning())].concat();
    for rubbish in [&b""[..], b"\n", b"0 0 0\n", &[0xFF; 64], &long, b"{}\n"] {
        assert_eq!(decode(rubbish).records, []);
        assert_eq!(decode(rubbish).damage.is_some(), rubbish.ends_with(b"\n"));
    }
    let decoded = decode(&shifted);
    assert_eq!(decoded.records, morning().concat());
    assert_eq!(decoded.damage.map(|damage| damage.lines), Some(3));
}

#[test]
fn the_fold_keeps_what_is_unsettled_and_forgets_the_rest() {
    let state = State::of(&morning().concat());
    let ids: Vec<&str> = state.intents().map(|i| i.request_id.as_str()).collect();
    assert_eq!(ids, ["two", "three", "four", "one"]);
    assert_eq!(state.blocks()[0].next, 5001);
    assert_eq!(state.jobs(), 105);
    let more = [
        paper("two", 105),
        handed_in("two"),
        reported("two", 2),
        reported("two", 105),
    ];
    let mut state = state;
    state.apply_all(&more);
    assert!(state.intent("two").is_none());
}

#[test]
fn writing_anew_keeps_the_fold_after_every_append() {
    let mut state = State::default();
    for append in morning() {
        state.apply_all(&append);
        let again = State::of(&state.records().concat());
        assert_eq!(again, state, "after {append:?}");
    }
}

#[test]
fn blocks_of_a_day_that_is_over_are_left_out_when_writing_anew() {
    let mut state = State::of(&[epoch(), leased(5000)]);
    let Record::Leased {
        mut block,
        next,
        epoch,
        at,
    } = leased(5000)
    else {
        unreachable!("a lease");
    };
    block.day = Date(DAY.0 + 1);
    state.apply(&Record::Leased {
        block,
        next,
        epoch,
        at,
    });
    let again = State::of(&state.records().concat());
    assert_eq!(state.blocks().len(), 2);
    assert_eq!(again.blocks().len(), 1);
    assert_eq!(again.blocks()[0].view.day, Date(DAY.0 + 1));
}

#[test]
fn a_block_of_another_epoch_gives_no_numbers() {
    let series = "A".parse().expect("a series");
    let mut state = State::of(&[epoch(), leased(5000)]);
    assert_eq!(state.free(DAY, series), 500);
    state.apply(&Record::Epoch {
        epoch: "2-b".to_owned(),
    });
    assert_eq!(
        (state.free(DAY, series), state.block(DAY, series)),
        (0, None)
    );
}

#[test]
fn what_a_server_knew_in_another_epoch_is_not_known_to_it() {
    let known = |state: &State| state.intent("one").is_some_and(|intent| intent.handed_in);
    let mut state = State::of(&[
        epoch(),
        numbered("one", 5000),
        printing("one", 1),
        handed_in("one"),
    ]);
    state.apply(&epoch());
    assert!(known(&state), "the same epoch");
    state.apply(&Record::Epoch {
        epoch: "2-b".to_owned(),
    });
    assert!(!known(&state));
    assert_eq!(state.intent("one").and_then(|intent| intent.ticket), None);
}

/// Appends in memory and says how often the file was written anew.
fn drive(log: &mut Log, records: &[Record]) -> Result<bool, LogError> {
    let write = log.prepare(records)?;
    log.commit(records, &write);
    Ok(matches!(write, Write::Replace(_)))
}

#[test]
fn a_settled_past_is_written_away_and_the_file_stays_small() -> Result<(), LogError> {
    let mut log = Log::default();
    let mut rewritten = 0;
    for n in 0..5_000_u64 {
        let id = format!("intent-{n}");
        drive(&mut log, &[asked(&id)])?;
        drive(&mut log, &[answered(&id, n), printing(&id, n + 1)])?;
        drive(&mut log, &[paper(&id, n + 1)])?;
        rewritten += u32::from(drive(&mut log, &[reported(&id, n + 1)])?);
        assert!(log.bytes() <= JOURNAL_REWRITE_BYTES);
    }
    assert!(rewritten > 0 || log.bytes() < JOURNAL_REWRITE_BYTES);
    assert_eq!((log.state().open(), log.state().jobs()), (0, 5_000));
    Ok(())
}

#[test]
fn a_full_journal_refuses_new_numbers_and_still_settles_old_ones() {
    let mut log = Log::default();
    let mut count = 0;
    let full = loop {
        let id = format!("{count}-{}", "i".repeat(12_000));
        match drive(&mut log, &[numbered(&id, 5000 + count), printing(&id, 1)]) {
            Ok(_) => count += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(full, LogError::Full { .. }), "{full}");
    let limit = JOURNAL_BYTES_MAX - JOURNAL_RESERVE_BYTES;
    assert!((limit - 100_000..=limit).contains(&log.bytes()));
    assert_eq!(log.state().open(), count as usize, "none is lost");
    for n in 0..count {
        let id = format!("{n}-{}", "i".repeat(12_000));
        drive(&mut log, &[paper(&id, 1)]).expect("the reserve holds what settles");
        drive(&mut log, &[handed_in(&id), reported(&id, 1)]).expect("it settles");
    }
    assert_eq!(log.state().open(), 0);
    assert!(drive(&mut log, &[asked("again")]).is_ok());
}

#[test]
fn an_entry_longer_than_any_can_be_is_refused() {
    let error = Log::default().prepare(&[asked(&"x".repeat(70_000))]);
    assert!(matches!(error, Err(LogError::TooLong { .. })));
}

#[test]
fn what_was_appended_is_there_after_a_start() -> io::Result<()> {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("kiosk.journal");
    let (mut file, found) = File::open(&path)?;
    assert_eq!(found, Found::default());
    for append in morning() {
        file.append(&append)?;
    }
    let state = file.state().clone();
    drop(file);
    let (file, found) = File::open(&path)?;
    assert_eq!((file.state(), found), (&state, Found::default()));
    Ok(())
}

#[test]
fn two_programs_never_write_one_journal() -> io::Result<()> {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("kiosk.journal");
    let (_first, _) = File::open(&path)?;
    let second = File::open(&path).map(|_| ()).map_err(|error| error.kind());
    assert_eq!(second, Err(io::ErrorKind::WouldBlock));
    Ok(())
}

#[test]
fn a_torn_end_on_disk_is_cut_off_and_appending_goes_on() -> io::Result<()> {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("kiosk.journal");
    let bytes = bytes_of(&morning());
    for cut in [1, 40, bytes.len() - 1] {
        std::fs::write(&path, &bytes[..cut])?;
        let (mut file, found) = File::open(&path)?;
        assert!(found.torn > 0 && found.damage.is_none());
        file.append(&[asked("next")])?;
        let state = file.state().clone();
        drop(file);
        let (file, found) = File::open(&path)?;
        assert_eq!((file.state(), found.torn), (&state, 0), "cut at {cut}");
    }
    Ok(())
}

#[test]
fn a_damaged_journal_is_kept_aside_and_written_anew() -> io::Result<()> {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("kiosk.journal");
    let mut bytes = bytes_of(&morning());
    bytes[60] ^= 1;
    std::fs::write(&path, &bytes)?;
    let (file, found) = File::open(&path)?;
    let (damage, kept) = found.damage.expect("damage");
    assert_eq!((damage.line, std::fs::read(kept)?), (1, bytes));
    let state = file.state().clone();
    drop(file);
    let (file, found) = File::open(&path)?;
    assert_eq!((file.state(), found), (&state, Found::default()));
    Ok(())
}

#[test]
fn an_append_that_fails_leaves_nothing_behind() -> io::Result<()> {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("kiosk.journal");
    let (mut file, _) = File::open(&path)?;
    file.append(&[asked("one")])?;
    let before = std::fs::read(&path)?;
    assert!(file.append(&[asked(&"x".repeat(70_000))]).is_err());
    assert_eq!(std::fs::read(&path)?, before);
    file.append(&[asked("two")])?;
    assert_eq!(file.state().open(), 2);
    Ok(())
}
