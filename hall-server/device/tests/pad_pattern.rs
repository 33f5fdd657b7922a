//! The host's side of a vendor's pad: the same promises as with HSP-1, whatever the bytes are.

use hall_core::code::TicketId;
use hall_device::pad::{PadAction, PadDriver, PadHost, PadInput, PadReport};
use std::sync::Arc;

const FRAMED: &str = r#"
address = 5
[send]
start = "AA {addr} 01 {timeout} {sum8:1..}"
cancel = "AA {addr} 02 00 {sum8:1..}"
[[recv]]
match = "AA {addr} 81 {level} {sum8:1..}"
event = "result"
level = { "01" = 5, "02" = 4, "03" = 3, "04" = 2, "05" = 1, "00" = 0 }
[heartbeat]
send = "AA {addr} 00 00 {sum8:1..}"
every_ms = 2000
expect = "AA {addr} 80 * {sum8:1..}"
"#;

const DIGITS: &str = r#"
[[recv]]
match = "{key:31..35}"
event = "result"
unsafe_single_byte = true
level = { "31" = 5, "32" = 4, "33" = 3, "34" = 2, "35" = 1 }
"#;

/// The framed pad, with a long frame whose rest may be lost.
fn long() -> String {
    let long = "AA {addr} 90 * * * * * * {sum8:1..}";
    format!("{FRAMED}[[recv]]\nmatch = \"{long}\"\nevent = \"alive\"\n")
}

/// The head of that frame: what follows is taken for its rest at first.
const HEAD: &[u8] = b"\xAA\x05\x90";

/// A pad that numbers its questions, says when it asks, and wants its result acknowledged.
const NUMBERED: &str = r#"
[send]
start = "BB {seq} 01 {timeout} {xor8:0..}"
ack = "BB {seq} 03 00 {xor8:0..}"
[[recv]]
match = "BB {seq} 81 {level} {xor8:0..}"
event = "result"
level = { "01" = 5, "05" = 1 }
[[recv]]
match = "BB {seq} 82 00 {xor8:0..}"
event = "started"
[[recv]]
match = "BB {seq} 83 * {xor8:0..}"
event = "refused"
"#;

const TICKET: TicketId = TicketId(18);
const NEXT: TicketId = TicketId(19);

const ALIVE: &[u8] = b"\xAA\x05\x80\x00\x85";
const START: &[u8] = b"\xAA\x05\x01\x14\x1A";
const CANCEL: &[u8] = b"\xAA\x05\x02\x00\x07";
const HELLO: &[u8] = b"\xAA\x05\x00\x00\x05";

/// What the host sent and what it told the program.
type Did = (Vec<Vec<u8>>, Vec<PadReport>);

struct Bed(PadHost);

impl Bed {
    /// A pad whose port is open at 0 and that is there.
    fn online(text: &str) -> Self {
        let driver = PadDriver::parse("pad.toml", text).expect("a good file");
        let mut bed = Self(PadHost::by_pattern(Arc::new(driver), 6));
        bed.on(PadInput::Opened, 0);
        if text.contains(FRAMED) {
            let (_, reports) = bed.hear(ALIVE, 10);
            assert_eq!(reports, [PadReport::Online(None)]);
        }
        assert!(bed.0.is_online());
        bed
    }

    fn on(&mut self, input: PadInput<'_>, now_ms: u64) -> Did {
        let mut did = Did::default();
        for action in self.0.on(input, now_ms) {
            match action {
                PadAction::Send(bytes) => did.0.push(bytes),
                PadAction::Report(report) => did.1.push(report),
            }
        }
        did
    }

    fn hear(&mut self, bytes: &[u8], now_ms: u64) -> Did {
        self.on(PadInput::Bytes(bytes), now_ms)
    }

    /// A byte that stands alone: it counts when the line has been quiet behind it.
    fn press(&mut self, byte: u8, now_ms: u64) -> Vec<PadReport> {
        assert_eq!(self.hear(&[byte], now_ms).1, [], "not before the silence");
        self.run(now_ms + 300).1
    }

    fn ask(&mut self, ticket: TicketId, now_ms: u64) -> Did {
        let timeout_s = 20;
        self.on(PadInput::Ask { ticket, timeout_s }, now_ms)
    }

    /// Ticks whenever the host wants to, up to `until_ms`.
    fn run(&mut self, until_ms: u64) -> Did {
        let mut all = Did::default();
        while self.0.wake_ms() <= until_ms {
            let now_ms = self.0.wake_ms();
            let (sent, reports) = self.on(PadInput::Tick, now_ms);
            assert!(self.0.wake_ms() > now_ms, "a tick moves on");
            all.0.extend(sent);
            all.1.extend(reports);
        }
        all
    }
}

/// A result of the framed pad: 01 is the best.
fn framed(choice: u8) -> Vec<u8> {
    vec![0xAA, 5, 0x81, choice, 0x86_u8.wrapping_add(choice)]
}

fn numbered(seq: u8, what: u8, value: u8) -> Vec<u8> {
    vec![0xBB, seq, what, value, 0xBB ^ seq ^ what ^ value]
}

fn rated(ticket: TicketId, level: u8, elapsed_ms: u16) -> PadReport {
    PadReport::Rated {
        ticket,
        level,
        elapsed_ms,
    }
}

#[test]
fn a_question_is_started_with_the_files_bytes_and_rated_by_them_once() {
    let mut bed = Bed::online(FRAMED);
    let (sent, reports) = bed.ask(TICKET, 1_000);
    assert_eq!(sent, [START]);
    assert_eq!(reports, [PadReport::Asking(TICKET)]);
    assert_eq!(bed.ask(TICKET, 1_100), Did::default(), "asked once");
    assert_eq!(bed.hear(&framed(2), 3_000).1, [rated(TICKET, 4, 2_000)]);
    assert_eq!(bed.hear(&framed(2), 3_100).1, [], "doubled");
}

#[test]
fn a_time_out_of_the_pad_or_of_the_host_is_not_rated() {
    let mut bed = Bed::online(FRAMED);
    bed.ask(TICKET, 1_000);
    assert_eq!(
        bed.hear(&framed(0), 21_000).1,
        [PadReport::NotRated(TICKET)]
    );
    let mut bed = Bed::online(DIGITS);
    bed.ask(TICKET, 1_000);
    assert_eq!(bed.run(21_999).1, []);
    assert_eq!(bed.run(22_000).1, [PadReport::NotRated(TICKET)]);
    assert_eq!(bed.press(b'5', 22_001), [], "too late");
}

#[test]
fn a_digit_counts_only_while_somebody_is_asked() {
    let mut bed = Bed::online(DIGITS);
    assert_eq!(bed.hear(b"12345", 500).1, []);
    bed.ask(TICKET, 5_000);
    assert_eq!(bed.hear(b"xyz\x00", 6_000).1, []);
    assert_eq!(bed.press(b'2', 7_000), [rated(TICKET, 4, 2_000)]);
    assert_eq!(bed.press(b'5', 9_000), []);
    bed.ask(NEXT, 10_000);
    bed.on(PadInput::Cancel(NEXT), 11_000);
    assert_eq!(bed.press(b'1', 12_000), []);
}

#[test]
fn a_digit_inside_an_echo_or_a_broken_frame_is_no_rating() {
    let mut bed = Bed::online(DIGITS);
    bed.ask(TICKET, 1_000);
    for (now_ms, bytes) in [
        (2_000, b"\xAA\x01\x01\x32\x34".as_slice()),
        (3_000, b"\x32\x34"),
        (4_000, b"\xAA\x32"),
    ] {
        assert_eq!(bed.hear(bytes, now_ms).1, []);
        assert_eq!(bed.run(now_ms + 500).1, [], "{bytes:02X?}");
    }
    assert_eq!(bed.press(b'2', 5_000), [rated(TICKET, 4, 4_000)]);
}

#[test]
fn a_result_swallowed_by_a_begun_frame_counts_when_it_was_said_and_not_for_the_next_ticket() {
    let mut bed = Bed::online(&long());
    bed.ask(TICKET, 1_000);
    let swallowed = [HEAD, &framed(5)].concat();
    bed.run(2_999);
    assert_eq!(bed.hear(&swallowed, 3_000).1, []);
    assert_eq!(
        bed.0.wake_ms(),
        3_300,
        "after a quiet moment it is looked for"
    );
    assert_eq!(bed.run(3_300).1, [rated(TICKET, 1, 2_000)]);

    // Nobody looked before the next citizen was asked, and more came at once after that.
    let mut bed = Bed::online(&long());
    bed.ask(TICKET, 1_000);
    assert_eq!(bed.hear(&swallowed, 3_000).1, []);
    bed.ask(NEXT, 3_100);
    assert_eq!(bed.hear(&HEAD[..1], 3_900).1, []);
    assert_eq!(bed.run(6_000).1, []);
    assert_eq!(bed.hear(&framed(2), 6_100).1, [rated(NEXT, 4, 3_000)]);
}

#[test]
fn a_pad_repeats_its_result_as_often_as_its_file_says_and_not_for_ever() {
    let mut bed = Bed::online(&format!("repeat_ms = 5000\n{FRAMED}"));
    bed.ask(TICKET, 1_000);
    assert_eq!(bed.hear(&framed(5), 4_000).1, [rated(TICKET, 1, 3_000)]);
    bed.ask(NEXT, 5_000);
    assert_eq!(bed.hear(&framed(5), 8_900).1, [], "said again after 4.9 s");
    let mut bed = Bed::online(FRAMED);
    bed.ask(TICKET, 1_000);
    assert_eq!(bed.hear(&framed(5), 4_000).1, [rated(TICKET, 1, 3_000)]);
    bed.ask(NEXT, 5_000);
    for now_ms in (5_000..13_000).step_by(1_000) {
        assert_eq!(bed.hear(&framed(5), now_ms).1, [], "said again at {now_ms}");
    }
    assert_eq!(bed.hear(&framed(5), 13_000).1, [rated(NEXT, 1, 8_000)]);
}

#[test]
fn an_answer_to_a_ticket_closed_long_ago_never_rates_the_next_one() {
    let mut bed = Bed::online(FRAMED);
    bed.ask(TICKET, 1_000);
    assert_eq!(bed.hear(&framed(5), 4_000).1, [rated(TICKET, 1, 3_000)]);
    // It repeats itself because it is never acknowledged, while the next citizen is asked.
    assert_eq!(bed.hear(&framed(5), 5_000).1, []);
    bed.ask(NEXT, 5_500);
    for now_ms in [6_000, 7_000, 8_000] {
        assert_eq!(bed.hear(&framed(5), now_ms).1, [], "said again at {now_ms}");
    }
    assert_eq!(bed.hear(&framed(1), 9_000).1, [rated(NEXT, 5, 3_500)]);

    // The question before was replaced, and its answer was already on the way.
    bed.ask(TICKET, 20_000);
    let (sent, reports) = bed.ask(NEXT, 22_000);
    assert_eq!(sent, [CANCEL, START]);
    assert_eq!(
        reports,
        [PadReport::NotRated(TICKET), PadReport::Asking(NEXT)]
    );
    assert_eq!(
        bed.hear(&framed(4), 22_200).1,
        [],
        "sooner than anybody presses"
    );
}

#[test]
fn torn_noisy_and_wrong_frames_rate_nothing_and_the_next_good_one_does() {
    let mut bed = Bed::online(FRAMED);
    bed.ask(TICKET, 1_000);
    let good = framed(3);
    let mut wrong = good.clone();
    wrong[4] ^= 1;
    assert_eq!(bed.hear(&wrong, 2_000).1, []);
    assert_eq!(bed.hear(&good[..3], 3_000).1, []);
    assert_eq!(bed.hear(b"\xAA\xAA\x05\x81\x09", 4_000).1, []);
    assert_eq!(bed.hear(&good[..2], 5_000).1, []);
    assert_eq!(bed.hear(&good[2..], 5_010).1, [rated(TICKET, 3, 4_010)]);
}

#[test]
fn a_pad_without_its_heartbeat_is_offline_and_asks_nobody() {
    let mut bed = Bed::online(FRAMED);
    let (sent, reports) = bed.run(7_999);
    assert_eq!((sent, reports), (vec![HELLO.to_vec(); 3], vec![]));
    assert_eq!(bed.run(8_000).1, [PadReport::Offline]);
    let (sent, reports) = bed.ask(TICKET, 8_100);
    assert_eq!((sent, reports), (vec![], vec![PadReport::NotAsked(TICKET)]));
    assert_eq!(bed.hear(ALIVE, 9_000).1, [PadReport::Online(None)]);
    assert_eq!(bed.ask(TICKET, 9_100).1, [PadReport::Asking(TICKET)]);
}

#[test]
fn without_its_port_a_pad_asks_nobody() {
    let mut bed = Bed::online(DIGITS);
    assert_eq!(bed.on(PadInput::Gone, 100).1, [PadReport::Offline]);
    assert_eq!(bed.ask(TICKET, 200).1, [PadReport::NotAsked(TICKET)]);
    assert_eq!(bed.on(PadInput::Opened, 300).1, [PadReport::Online(None)]);
}

#[test]
fn a_pad_that_says_when_it_asks_is_started_three_times_and_then_not_asked() {
    let mut bed = Bed::online(NUMBERED);
    let (sent, reports) = bed.ask(TICKET, 1_000);
    assert_eq!((sent.len(), reports), (1, vec![]));
    let start = sent[0].clone();
    let (sent, reports) = bed.run(3_999);
    assert_eq!(
        (sent, reports),
        (vec![start.clone(), start.clone()], vec![])
    );
    assert_eq!(bed.run(4_000).1, [PadReport::NotAsked(TICKET)]);
    let late = numbered(start[1], 0x81, 1);
    assert_eq!(
        bed.hear(&late, 4_100).1,
        [],
        "what comes too late rates nothing"
    );
}

#[test]
fn a_numbered_result_belongs_to_its_question_and_is_acknowledged() {
    let mut bed = Bed::online(NUMBERED);
    let old = bed.ask(TICKET, 1_000).0[0][1];
    assert_eq!(
        bed.hear(&numbered(old, 0x82, 0), 1_050).1,
        [PadReport::Asking(TICKET)]
    );
    let seq = bed.ask(NEXT, 2_000).0.last().expect("a start")[1];
    assert_ne!(old, seq);
    let (sent, reports) = bed.hear(&numbered(old, 0x81, 5), 3_000);
    assert_eq!((sent, reports), (vec![numbered(old, 3, 0)], vec![]));
    // A number makes even an answer at once the right one.
    let (sent, reports) = bed.hear(&numbered(seq, 0x81, 1), 3_100);
    assert_eq!(sent, [numbered(seq, 3, 0)]);
    assert_eq!(reports, [rated(NEXT, 5, 1_100)]);
}

#[test]
fn a_pad_that_says_no_was_not_asked() {
    let mut bed = Bed::online(NUMBERED);
    let seq = bed.ask(TICKET, 1_000).0[0][1];
    assert_eq!(
        bed.hear(&numbered(seq.wrapping_add(1), 0x83, 9), 1_100).1,
        []
    );
    assert_eq!(
        bed.hear(&numbered(seq, 0x83, 9), 1_200).1,
        [PadReport::NotAsked(TICKET)]
    );
}
