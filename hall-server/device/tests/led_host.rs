//! The host's side of an LED controller, by scripts.

use hall_device::check;
use hall_device::led::{
    AreaId, Content, Driver, LedAction, LedHost, LedInput, LedReport, LedTrouble, Wire,
};

const MODBUS: &str = include_str!("../../../fixtures/led/modbus.toml");
const PATTERN: &str = include_str!("../../../fixtures/led/pattern.toml");
const AREA: AreaId = AreaId(0);

/// Registers of the example file.
const TEXT: u16 = 0x0000;
const TIMEOUT: u16 = 0x0100;
const BLANK: u16 = 0x0101;

struct Bed {
    host: LedHost,
}

/// What the host did: frames sent, reports, and whether it wants the line anew.
#[derive(Default, PartialEq, Eq, Debug)]
struct Did {
    sent: Vec<Vec<u8>>,
    reports: Vec<LedReport>,
    reopens: bool,
}

fn line(text: &str) -> Content {
    Content {
        lines: vec![text.to_owned()],
        ..Content::default()
    }
}

/// Start register and data of a request over a serial line.
fn write(frame: &[u8]) -> (u16, Vec<u8>) {
    let (body, check) = frame.split_at(frame.len() - 2);
    assert_eq!(check::modbus(body).to_le_bytes(), check);
    (u16::from_be_bytes([body[2], body[3]]), body[7..].to_vec())
}

/// The controller did it.
fn done(frame: &[u8]) -> Vec<u8> {
    with_crc(&frame[..6])
}

fn exception(code: u8) -> Vec<u8> {
    with_crc(&[5, 0x90, code])
}

fn with_crc(body: &[u8]) -> Vec<u8> {
    [body, &check::modbus(body).to_le_bytes()].concat()
}

impl Bed {
    fn of(file: &str) -> Self {
        let driver = Driver::parse("bar.toml", file).expect("a good file");
        Self {
            host: LedHost::new(driver, Wire::Serial, 7),
        }
    }

    /// Open at 0, with a text that has arrived.
    fn showing(text: &str) -> (Self, u64) {
        let mut bed = Self::of(MODBUS);
        assert_eq!(bed.on(LedInput::Opened, 0), Did::default());
        let did = bed.show(text, 0);
        let (did, now_ms) = bed.obey(did, 0);
        assert_eq!(
            did.reports,
            [LedReport::Online, LedReport::Shown(AREA)],
            "{text}"
        );
        (bed, now_ms)
    }

    fn on(&mut self, input: LedInput<'_>, now_ms: u64) -> Did {
        let mut did = Did::default();
        for action in self.host.on(input, now_ms) {
            match action {
                LedAction::Send(bytes) => did.sent.push(bytes),
                LedAction::Report(report) => did.reports.push(report),
                LedAction::Reopen => did.reopens = true,
            }
        }
        assert!(did.sent.len() <= 1, "one request is outstanding");
        did
    }

    fn show(&mut self, text: &str, now_ms: u64) -> Did {
        self.on(LedInput::Show(AREA, line(text)), now_ms)
    }

    fn hear(&mut self, bytes: &[u8], now_ms: u64) -> Did {
        self.on(LedInput::Bytes(bytes), now_ms)
    }

    /// The next tick that the host asks for.
    fn wake(&mut self) -> (Did, u64) {
        let now_ms = self.host.wake_ms();
        (self.on(LedInput::Tick, now_ms), now_ms)
    }

    /// The controller does everything that it is told; what was sent, and when it was over.
    fn obey(&mut self, mut did: Did, mut now_ms: u64) -> (Did, u64) {
        let mut all = Did::default();
        loop {
            let sent = std::mem::take(&mut did.sent);
            all.reports.append(&mut did.reports);
            let Some(frame) = sent.last() else { break };
            let reply = done(frame);
            all.sent.extend(sent);
            now_ms += 5;
            did = self.hear(&reply, now_ms);
            all.reports.append(&mut did.reports);
            if self.host.wake_ms() > now_ms + 1_000 {
                break;
            }
            (did, now_ms) = self.wake();
        }
        (all, now_ms)
    }

    /// The controller says nothing until the host gives up; what was sent.
    fn ignore(&mut self, mut did: Did) -> (Did, u64) {
        let mut sent = std::mem::take(&mut did.sent);
        let mut now_ms = 0;
        while did.reports.is_empty() && !did.reopens {
            (did, now_ms) = self.wake();
            sent.append(&mut did.sent);
            assert!(sent.len() < 20, "retries are bounded");
        }
        did.sent = sent;
        (did, now_ms)
    }
}

fn texts(sent: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let writes = sent.iter().map(|frame| write(frame));
    writes
        .filter(|(start, _)| *start == TEXT)
        .map(|(_, data)| data)
        .collect()
}

#[test]
fn a_text_goes_out_once_with_its_time_out_first_and_the_light_last() {
    let mut bed = Bed::of(MODBUS);
    bed.on(LedInput::Opened, 0);
    let first = bed.show("14  E023", 0);
    let (did, now_ms) = bed.obey(first, 0);
    let writes: Vec<_> = did.sent.iter().map(|frame| write(frame)).collect();
    assert_eq!(
        writes,
        [
            (TIMEOUT, vec![0, 150]),
            (TEXT, b"14  E023        ".to_vec()),
            (BLANK, vec![0, 0]),
        ]
    );
    assert_eq!(
        bed.show("14  E023", now_ms + 5),
        Did::default(),
        "no change"
    );
    let other = bed.show("14  E024", now_ms + 50);
    let (did, now_ms) = bed.obey(other, now_ms + 50);
    assert_eq!(texts(&did.sent), [b"14  E024        "]);
    assert_eq!(did.reports, [LedReport::Shown(AREA)]);

    let dark = bed.on(LedInput::Show(AREA, Content::blank()), now_ms + 50);
    let (did, _) = bed.obey(dark, now_ms + 50);
    assert_eq!(
        texts(&did.sent),
        [[b' '; 16]],
        "no old text behind the dark"
    );
    let last = did.sent.last().expect("the light is written last");
    assert_eq!(write(last), (BLANK, vec![0, 1]));
}

#[test]
fn what_is_shown_is_sent_again_every_minute_and_nothing_in_between() {
    let (mut bed, shown_ms) = Bed::showing("14  E023");
    for _ in 0..3 {
        let due_ms = bed.host.wake_ms();
        assert_eq!(bed.on(LedInput::Tick, due_ms - 1), Did::default());
        assert!(due_ms <= shown_ms + 3 * 60_100);
        let (did, _) = bed.wake();
        let (did, done_ms) = bed.obey(did, due_ms);
        assert_eq!(texts(&did.sent), [b"14  E023        "]);
        assert_eq!(did.reports, [], "a refresh is no news");
        assert_eq!(bed.host.wake_ms(), done_ms + 60_000);
    }
}

#[test]
fn the_newest_text_wins_while_an_older_one_is_on_its_way() {
    let (mut bed, now_ms) = Bed::showing("14  E023");
    let mut now_ms = now_ms + 100;
    let first = bed.show("14  E024", now_ms);
    assert_eq!(first.sent.len(), 1);
    for text in ["14  E025", "14  E026"] {
        assert_eq!(bed.show(text, now_ms), Did::default(), "one at a time");
    }
    let did = bed.hear(&done(&first.sent[0]), now_ms + 5);
    assert_eq!(did, Did::default());
    let (did, at_ms) = bed.wake();
    now_ms = at_ms;
    let (did, _) = bed.obey(did, now_ms);
    assert_eq!(texts(&did.sent), [b"14  E026        "]);
    assert_eq!(did.reports, [LedReport::Shown(AREA)]);
}

#[test]
fn a_silent_controller_is_asked_three_times_then_left_for_a_while() {
    let (mut bed, now_ms) = Bed::showing("14  E023");
    let did = bed.show("14  E024", now_ms + 100);
    let (did, gave_up_ms) = bed.ignore(did);
    assert_eq!(did.sent.len(), 3);
    assert_eq!(did.reports, [LedReport::Offline(LedTrouble::Silent)]);
    assert!(did.reopens, "a dead connection is opened anew");
    assert_eq!(gave_up_ms, now_ms + 100 + 3_000);

    // Trying goes on without end and without more words, with the newest text.
    assert_eq!(bed.host.wake_ms(), gave_up_ms + 5_000);
    assert_eq!(bed.show("14  E025", gave_up_ms + 10), Did::default());
    let (did, _) = bed.wake();
    let (did, again_ms) = bed.ignore(did);
    assert_eq!((did.sent.len(), did.reports), (3, vec![]));
    let (did, at_ms) = bed.wake();
    assert_eq!(at_ms, again_ms + 5_000);
    let (did, _) = bed.obey(did, at_ms);
    assert_eq!(texts(&did.sent), [b"14  E025        "]);
    assert_eq!(did.reports, [LedReport::Online, LedReport::Shown(AREA)]);
}

#[test]
fn a_busy_controller_is_asked_again_soon_and_not_for_ever() {
    let (mut bed, now_ms) = Bed::showing("14  E023");
    let did = bed.show("14  E024", now_ms + 100);
    assert_eq!(bed.hear(&exception(6), now_ms + 110), Did::default());
    let (again, at_ms) = bed.wake();
    assert_eq!(at_ms, now_ms + 210);
    assert_eq!(again.sent, did.sent);
    let (did, now_ms) = bed.obey(again, at_ms);
    assert_eq!(did.reports, [LedReport::Shown(AREA)]);

    let mut did = bed.show("14  E025", now_ms + 100);
    let mut asked = 0;
    let mut at_ms = now_ms + 100;
    while did.reports.is_empty() {
        asked += did.sent.len();
        assert!(asked < 100, "retries are bounded");
        did = bed.hear(&exception(6), at_ms + 1);
        if did.reports.is_empty() {
            (did, at_ms) = bed.wake();
        }
    }
    assert_eq!(
        (asked, did.reports),
        (21, vec![LedReport::Offline(LedTrouble::Busy)])
    );
}

#[test]
fn a_refusal_is_told_with_its_code_and_not_repeated_at_once() {
    let (mut bed, now_ms) = Bed::showing("14  E023");
    bed.show("14  E024", now_ms + 100);
    let did = bed.hear(&exception(2), now_ms + 110);
    assert_eq!(did.reports, [LedReport::Offline(LedTrouble::Refused(2))]);
    assert_eq!(bed.host.wake_ms(), now_ms + 110 + 60_000);

    // The next call is no part of that: the old one must go.
    assert_eq!(bed.show("14  E025", now_ms + 115), Did::default());
    let (did, at_ms) = bed.wake();
    assert_eq!((did.sent.len(), at_ms), (1, now_ms + 110 + 20));
    let (did, _) = bed.obey(did, at_ms);
    assert_eq!(texts(&did.sent), [b"14  E025        "]);
    assert_eq!(did.reports, [LedReport::Online, LedReport::Shown(AREA)]);

    // It was wanted already when the one before was refused.
    let (mut bed, now_ms) = Bed::showing("14  E023");
    bed.show("14  E024", now_ms + 100);
    bed.show("14  E025", now_ms + 105);
    bed.hear(&exception(3), now_ms + 110);
    assert_eq!(bed.host.wake_ms(), now_ms + 110 + 20);

    // A failure of the device itself may be over soon: the old call must go.
    let (mut bed, now_ms) = Bed::showing("14  E023");
    bed.show("14  E024", now_ms + 100);
    bed.hear(&exception(4), now_ms + 110);
    assert_eq!(bed.host.wake_ms(), now_ms + 110 + 5_000);
}

#[test]
fn a_reply_is_found_behind_noise_and_in_pieces_but_not_with_a_wrong_check() {
    let (mut bed, now_ms) = Bed::showing("14  E023");
    let did = bed.show("14  E024", now_ms + 100);
    let reply = done(&did.sent[0]);
    let mut wrong = reply.clone();
    wrong[7] ^= 0x40;
    let noise = [b"\xFF\x05\x10".as_slice(), &wrong].concat();
    assert_eq!(bed.hear(&noise, now_ms + 101), Did::default());
    assert_eq!(bed.hear(&reply[..3], now_ms + 102), Did::default());
    bed.hear(&reply[3..], now_ms + 103);
    let (did, _) = bed.wake();
    assert_eq!(write(&did.sent[0]).0, TEXT, "it goes on with the next one");

    let (mut bed, now_ms) = Bed::showing("14  E023");
    let did = bed.show("14  E024", now_ms + 100);
    assert_eq!(bed.hear(&wrong, now_ms + 101), Did::default());
    let (again, _) = bed.wake();
    assert_eq!(again.sent, did.sent, "no good reply is no reply");
}

#[test]
fn a_line_that_comes_back_gets_everything_anew() {
    let (mut bed, now_ms) = Bed::showing("14  E023");
    let gone = bed.on(LedInput::Gone("unplugged".to_owned()), now_ms + 100);
    let trouble = LedTrouble::NoLine("unplugged".to_owned());
    assert_eq!(gone.reports, [LedReport::Offline(trouble)]);
    assert_eq!(bed.host.wake_ms(), u64::MAX);
    assert_eq!(bed.show("14  E024", now_ms + 200), Did::default());
    let did = bed.on(LedInput::Opened, now_ms + 300);
    let (did, _) = bed.obey(did, now_ms + 300);
    assert_eq!(texts(&did.sent), [b"14  E024        "]);
    assert_eq!(did.reports, [LedReport::Online, LedReport::Shown(AREA)]);
}

#[test]
fn over_tcp_nonsense_opens_the_connection_anew() {
    let driver = Driver::parse("bar.toml", MODBUS).expect("a good file");
    let mut bed = Bed {
        host: LedHost::new(driver, Wire::Network, 0x0100),
    };
    bed.on(LedInput::Opened, 0);
    let did = bed.show("14", 0);
    assert_eq!(did.sent[0][..8], *b"\x01\x01\x00\x00\x00\x09\x05\x10");
    let late = b"\x01\x00\x00\x00\x00\x06\x05\x10\x01\x00\x00\x01";
    assert_eq!(bed.hear(late, 10), Did::default());
    let did = bed.hear(b"HTTP/1.1 400", 20);
    assert_eq!(did.reports, [LedReport::Offline(LedTrouble::Garbled)]);
    assert!(did.reopens);
}

#[test]
fn frames_by_pattern_wait_for_what_the_card_says() {
    let mut bed = Bed::of(PATTERN);
    bed.on(LedInput::Opened, 0);
    let did = bed.show("14 公交\\卡", 0);
    assert_eq!(
        did.sent,
        [b"\xAA\x01\x30\x96\x1014 \xB9\xAB\xBD\xBB?\xBF\xA8      \x9E"]
    );
    assert_eq!(bed.hear(b"\x00\x15", 5), Did::default(), "busy");
    let (again, at_ms) = bed.wake();
    assert_eq!((again.sent, at_ms), (did.sent, 105));
    let did = bed.hear(b"\x06", 110);
    assert_eq!(did.reports, [LedReport::Online, LedReport::Shown(AREA)]);
    bed.show("15", 200);
    let did = bed.hear(b"\x18", 210);
    assert_eq!(did.reports, [LedReport::Offline(LedTrouble::Refused(0))]);
    assert_eq!(bed.host.wake_ms(), 5_210, "it named no cause: soon again");
}

#[test]
fn an_echo_or_noise_is_not_what_the_card_says() {
    // Six cells: the length in the frame is the byte of a good reply.
    let mut bed = Bed::of(&PATTERN.replace("columns = 16", "columns = 6"));
    bed.on(LedInput::Opened, 0);
    let sent = bed.show("14", 0).sent.concat();
    assert!(sent.contains(&0x06));
    assert_eq!(bed.hear(&sent[..5], 1), Did::default(), "half an echo");
    assert_eq!(bed.hear(&sent[5..], 2), Did::default(), "all of it");
    let did = bed.hear(b"\x06", 3);
    assert_eq!(did.reports, [LedReport::Online, LedReport::Shown(AREA)]);
    for noise in [b"\x41\x06".as_slice(), b"\x06\x41", b"\x06\x06"] {
        let mut bed = Bed::of(PATTERN);
        bed.on(LedInput::Opened, 0);
        bed.show("14", 0);
        assert_eq!(bed.hear(noise, 1), Did::default(), "{noise:02X?}");
    }
    let long = PATTERN.replace("ok = \"06\"", "ok = \"06 4F 4B\"");
    let mut bed = Bed::of(&long);
    bed.on(LedInput::Opened, 0);
    bed.show("14", 0);
    let did = bed.hear(b"\x41\x06\x4F\x4B\x41", 1);
    assert_eq!(did.reports, [LedReport::Online, LedReport::Shown(AREA)]);
}

#[test]
fn a_late_reply_to_an_earlier_frame_is_not_the_newer_ones() {
    for (file, reply) in [(PATTERN, vec![0x06]), (MODBUS, vec![])] {
        let mut bed = Bed::of(file);
        bed.on(LedInput::Opened, 0);
        let old = bed.show("14  E023", 0).sent;
        let reply = if reply.is_empty() {
            done(&old[0])
        } else {
            reply
        };
        // Something newer is wanted while the old one has no answer.
        assert_eq!(bed.show("14  E024", 100), Did::default());
        let (did, silent_ms) = bed.wake();
        assert_eq!((did, silent_ms), (Did::default(), 1_000), "nothing yet");
        assert_eq!(bed.hear(&reply, 1_500), Did::default(), "late");
        let (did, at_ms) = bed.wake();
        assert_eq!((did.sent.len(), at_ms), (1, 2_000));

        // Sent twice, answered twice: the second answer is not the next frame's.
        let mut bed = Bed::of(file);
        bed.on(LedInput::Opened, 0);
        let old = bed.show("14  E023", 0).sent;
        let (again, at_ms) = bed.wake();
        assert_eq!((&again.sent, at_ms), (&old, 1_000));
        bed.hear(&reply, 1_100);
        bed.show("14  E024", 1_100);
        assert_eq!(bed.hear(&reply, 1_200), Did::default());
        let (did, at_ms) = bed.wake();
        assert_eq!((did.sent.len(), at_ms), (1, 2_100));
    }
}

#[test]
fn a_card_that_never_answers_is_believed_and_refreshed() {
    let silent = PATTERN.split("[replies]").next().expect("a beginning");
    let mut bed = Bed::of(silent);
    bed.on(LedInput::Opened, 0);
    let did = bed.show("14  E023", 0);
    assert_eq!(did.reports, [LedReport::Online, LedReport::Shown(AREA)]);
    assert_eq!(bed.host.wake_ms(), 60_000);
    let (again, _) = bed.wake();
    assert_eq!((again.sent, again.reports), (did.sent, vec![]));
    // Two changes at once keep a gap between their frames.
    assert_eq!(bed.show("14  E024", 60_001), Did::default());
    let (did, at_ms) = bed.wake();
    assert_eq!((did.sent.len(), at_ms), (1, 60_020));
}

#[test]
fn rows_and_areas_go_out_one_after_another() {
    let two = MODBUS
        .replace("rows = 1", "rows = 2")
        .split("[timeout]")
        .next()
        .map(|file| format!("{file}\n[[area]]\ncolumns = 4\nstart = 64\nregisters = 2\n"))
        .expect("a beginning");
    let mut bed = Bed::of(&two);
    bed.on(LedInput::Opened, 0);
    let content = Content {
        lines: vec!["14".to_owned(), "E023".to_owned(), "unseen".to_owned()],
        ..Content::default()
    };
    let did = bed.on(LedInput::Show(AREA, content), 0);
    assert_eq!(
        bed.on(LedInput::Show(AreaId(1), line("↑")), 0),
        Did::default()
    );
    let ghost = bed.on(LedInput::Show(AreaId(2), line("nowhere")), 0);
    assert_eq!(ghost, Did::default());
    let (did, _) = bed.obey(did, 0);
    let writes: Vec<_> = did.sent.iter().map(|frame| write(frame)).collect();
    assert_eq!(
        writes,
        [
            (0, b"14              ".to_vec()),
            (8, b"E023            ".to_vec()),
            (64, b"\xA1\xFC  ".to_vec()),
        ]
    );
}

#[test]
fn a_new_call_goes_before_the_refresh_of_another_area() {
    let two = PATTERN.replace(
        "[replies]",
        "[[area]]\ncolumns = 4\nrows = [\"BB {addr} {timeout} {len8} {text:gb18030} {sum8:1..}\"]\n[replies]",
    );
    let mut bed = Bed::of(&two);
    bed.on(LedInput::Opened, 0);
    bed.show("14", 0);
    bed.hear(b"\x06", 1);
    bed.on(LedInput::Show(AreaId(1), line("15")), 30);
    bed.hear(b"\x06", 31);
    // The refresh of the first area is on its way, the one of the second is due, a call comes.
    let (refresh, at_ms) = bed.wake();
    assert_eq!(refresh.sent[0][0], 0xAA);
    bed.show("16", at_ms + 50);
    bed.hear(b"\x06", at_ms + 50);
    let (did, _) = bed.wake();
    assert_eq!(did.sent[0][0], 0xAA, "the call");
    bed.hear(b"\x06", at_ms + 80);
    let (did, _) = bed.wake();
    assert_eq!(did.sent[0][0], 0xBB, "the refresh");
}

#[test]
fn what_a_bar_showed_is_not_known_any_more_once_another_call_went_out_instead_of_a_refresh() {
    let (mut bed, _) = Bed::showing("14  E023");
    let (refresh, at_ms) = bed.wake();
    assert_eq!(refresh.sent.len(), 1);
    bed.show("14  E024", at_ms + 10);
    assert_eq!(bed.host.shown(AREA), Some(&line("14  E023")));
    // No reply to the refresh; a late one could still come for as long.
    assert_eq!(bed.wake(), (Did::default(), at_ms + 1_000));
    let (did, sent_ms) = bed.wake();
    assert_eq!((did.sent.len(), sent_ms), (1, at_ms + 2_000));
    bed.show("14  E023", sent_ms + 10);
    assert_eq!(
        bed.host.shown(AREA),
        None,
        "a part of the other may be there"
    );
}
