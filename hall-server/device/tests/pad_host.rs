//! The host's side of a pad, by scripts.

use hall_core::code::TicketId;
use hall_device::pad::hsp::{Body, Decoder, Frame, PadState, Prompt};
use hall_device::pad::{PadAction, PadConfig, PadHost, PadInput, PadReport};

const ADDRESS: u8 = 5;
const STATE: PadState = PadState {
    status: 0,
    model: 1,
    levels: 5,
    firmware: 1,
};
const TICKET: TicketId = TicketId(18);

struct Bed {
    host: PadHost,
}

/// What the host did: the frames it sent and what it told the program.
type Did = (Vec<Frame>, Vec<PadReport>);

impl Bed {
    /// A bed whose port is open at 0 and whose pad has answered the first HELLO.
    fn online() -> Self {
        let mut bed = Self::with(PadConfig {
            address: ADDRESS,
            ..PadConfig::default()
        });
        let (sent, reports) = bed.on(PadInput::Opened, 0);
        assert_eq!(sent.len(), 1);
        assert_eq!((&sent[0].body, reports), (&Body::Hello, vec![]));
        let (_, reports) = bed.hear(sent[0].seq, Body::State(STATE), 10);
        assert_eq!(reports, [PadReport::Online(Some(STATE))]);
        bed
    }

    fn with(config: PadConfig) -> Self {
        Self {
            host: PadHost::new(config, 250),
        }
    }

    fn on(&mut self, input: PadInput<'_>, now_ms: u64) -> Did {
        let mut did = Did::default();
        for action in self.host.on(input, now_ms) {
            match action {
                PadAction::Send(bytes) => did.0.extend(Decoder::default().feed(&bytes)),
                PadAction::Report(report) => did.1.push(report),
            }
        }
        did
    }

    fn hear(&mut self, seq: u8, body: Body, now_ms: u64) -> Did {
        let bytes = Frame {
            address: ADDRESS,
            seq,
            body,
        }
        .encode();
        self.on(PadInput::Bytes(&bytes), now_ms)
    }

    /// Asks about a ticket for 20 s and gives START's seq.
    fn ask(&mut self, ticket: TicketId, now_ms: u64) -> u8 {
        let (sent, reports) = self.on(
            PadInput::Ask {
                ticket,
                timeout_s: 20,
            },
            now_ms,
        );
        assert_eq!(reports, []);
        let start = Body::Start {
            timeout_s: 20,
            levels: 5,
            voice: true,
        };
        assert_eq!((sent.len(), &sent[0].body), (1, &start));
        sent[0].seq
    }

    /// Asks, and the pad begins to ask.
    fn asking(&mut self, ticket: TicketId, now_ms: u64) -> u8 {
        let seq = self.ask(ticket, now_ms);
        let (_, reports) = self.hear(seq, Body::State(PadState { status: 1, ..STATE }), now_ms);
        assert_eq!(reports, [PadReport::Asking(ticket)]);
        seq
    }

    /// Ticks whenever the host wants to, up to `until_ms`; the pad answers HELLO or not.
    fn run(&mut self, until_ms: u64, answers: bool) -> Did {
        let mut all = Did::default();
        while self.host.wake_ms() <= until_ms {
            let now_ms = self.host.wake_ms();
            let (sent, reports) = self.on(PadInput::Tick, now_ms);
            assert!(self.host.wake_ms() > now_ms, "a tick moves on");
            for frame in &sent {
                if answers && frame.body == Body::Hello {
                    all.1
                        .extend(self.hear(frame.seq, Body::State(STATE), now_ms).1);
                }
            }
            all.0.extend(sent);
            all.1.extend(reports);
        }
        all
    }
}

fn result(level: u8) -> Body {
    Body::Result {
        level,
        elapsed_ms: 2833,
    }
}

fn starts(sent: &[Frame]) -> Vec<u8> {
    let start = |frame: &&Frame| matches!(frame.body, Body::Start { .. });
    sent.iter().filter(start).map(|frame| frame.seq).collect()
}

#[test]
fn a_choice_is_acknowledged_and_told_once_however_often_it_is_sent() {
    let mut bed = Bed::online();
    let seq = bed.asking(TICKET, 100);
    let ack = Body::ResultAck { of: seq };
    let (sent, reports) = bed.hear(seq, result(5), 3_000);
    assert_eq!(
        sent,
        [Frame {
            address: ADDRESS,
            seq,
            body: ack.clone()
        }]
    );
    assert_eq!(
        reports,
        [PadReport::Rated {
            ticket: TICKET,
            level: 5,
            elapsed_ms: 2833
        }]
    );

    let (sent, reports) = bed.hear(seq, result(1), 4_000);
    assert_eq!(
        (&sent[0].body, reports),
        (&ack, vec![]),
        "acknowledged and ignored"
    );
}

#[test]
fn a_time_out_of_the_pad_is_not_rated() {
    let mut bed = Bed::online();
    let seq = bed.asking(TICKET, 100);
    let (sent, reports) = bed.hear(seq, result(0), 20_100);
    assert_eq!(sent[0].body, Body::ResultAck { of: seq });
    assert_eq!(reports, [PadReport::NotRated(TICKET)]);
}

#[test]
fn an_answer_to_an_earlier_question_never_rates_the_next_ticket() {
    let mut bed = Bed::online();
    let old = bed.asking(TICKET, 100);
    let next = TicketId(19);
    let (sent, reports) = bed.on(
        PadInput::Ask {
            ticket: next,
            timeout_s: 20,
        },
        200,
    );
    assert_eq!(reports, [PadReport::NotRated(TICKET)]);
    assert_eq!(sent[0].body, Body::Cancel);
    assert_eq!(starts(&sent).len(), 1);
    assert_ne!(starts(&sent), [old]);
    let (sent, reports) = bed.hear(old, result(1), 300);
    assert_eq!(
        (&sent[0].body, reports),
        (&Body::ResultAck { of: old }, vec![])
    );
}

#[test]
fn start_is_sent_three_times_and_then_the_citizen_was_not_asked() {
    let mut bed = Bed::online();
    let seq = bed.ask(TICKET, 100);
    let (sent, reports) = bed.run(5_000, true);
    assert_eq!(starts(&sent), [seq, seq], "two more, with the same seq");
    assert!(sent.iter().any(|frame| frame.body == Body::Cancel));
    assert_eq!(reports, [PadReport::NotAsked(TICKET)]);
    let (_, reports) = bed.hear(seq, result(5), 5_100);
    assert_eq!(reports, [], "what comes too late rates nothing");
}

#[test]
fn a_result_counts_as_the_answer_to_start() {
    let mut bed = Bed::online();
    let seq = bed.ask(TICKET, 100);
    let (_, reports) = bed.hear(seq, result(4), 900);
    assert_eq!(
        reports,
        [PadReport::Rated {
            ticket: TICKET,
            level: 4,
            elapsed_ms: 2833
        }]
    );
    assert!(starts(&bed.run(5_000, true).0).is_empty());
}

#[test]
fn a_lost_result_ends_as_not_rated_after_its_repeats() {
    let mut bed = Bed::online();
    bed.asking(TICKET, 0);
    assert_eq!(bed.run(25_999, true).1, []);
    assert_eq!(bed.run(26_000, true).1, [PadReport::NotRated(TICKET)]);
}

#[test]
fn a_withdrawn_question_is_cancelled_and_told_nothing() {
    let mut bed = Bed::online();
    let seq = bed.asking(TICKET, 100);
    assert_eq!(bed.on(PadInput::Cancel(TicketId(99)), 200), Did::default());
    let (sent, reports) = bed.on(PadInput::Cancel(TICKET), 200);
    assert_eq!((&sent[0].body, reports), (&Body::Cancel, vec![]));
    assert_eq!(bed.hear(seq, result(5), 300).1, []);
}

#[test]
fn the_same_question_is_asked_once() {
    let mut bed = Bed::online();
    bed.asking(TICKET, 100);
    assert_eq!(
        bed.on(
            PadInput::Ask {
                ticket: TICKET,
                timeout_s: 20
            },
            200
        ),
        Did::default()
    );
}

#[test]
fn a_pad_is_offline_after_three_unanswered_hellos_and_back_with_the_next_answer() {
    let mut bed = Bed::online();
    let (sent, reports) = bed.run(7_999, false);
    assert_eq!((sent.len(), reports), (3, vec![]), "HELLO at 2, 4 and 6 s");
    let (sent, reports) = bed.run(8_000, false);
    assert_eq!(reports, [PadReport::Offline]);
    assert!(!bed.host.is_online());
    assert_eq!(bed.run(20_000, false).1, [], "told once");
    let (_, reports) = bed.hear(sent[0].seq, Body::State(STATE), 20_100);
    assert_eq!(reports, [PadReport::Online(Some(STATE))]);
}

#[test]
fn a_pad_that_answers_stays_online() {
    let mut bed = Bed::online();
    let (sent, reports) = bed.run(60_000, true);
    assert_eq!((sent.len(), reports), (30, vec![]));
}

#[test]
fn without_its_port_a_pad_asks_nobody() {
    let mut bed = Bed::online();
    bed.ask(TICKET, 100);
    let (sent, reports) = bed.on(PadInput::Gone, 200);
    assert_eq!(sent, []);
    assert_eq!(reports, [PadReport::Offline, PadReport::NotAsked(TICKET)]);
    assert_eq!(bed.host.wake_ms(), u64::MAX);
    let (sent, reports) = bed.on(
        PadInput::Ask {
            ticket: TICKET,
            timeout_s: 20,
        },
        300,
    );
    assert_eq!((sent, reports), (vec![], vec![PadReport::NotAsked(TICKET)]));
}

#[test]
fn a_choice_made_while_the_port_was_gone_still_counts() {
    let mut bed = Bed::online();
    let seq = bed.asking(TICKET, 100);
    assert_eq!(bed.on(PadInput::Gone, 200).1, [PadReport::Offline]);
    bed.on(PadInput::Opened, 2_000);
    let (_, reports) = bed.hear(seq, result(3), 2_100);
    assert_eq!(
        reports,
        [PadReport::Rated {
            ticket: TICKET,
            level: 3,
            elapsed_ms: 2833
        }]
    );
}

#[test]
fn frames_of_other_pads_on_the_line_are_not_heard() {
    let mut bed = Bed::online();
    let seq = bed.asking(TICKET, 100);
    let other = Frame {
        address: ADDRESS + 1,
        seq,
        body: result(1),
    }
    .encode();
    assert_eq!(bed.on(PadInput::Bytes(&other), 200), Did::default());
}

#[test]
fn on_a_shared_line_the_pad_is_polled_once_it_is_known() {
    let config = PadConfig {
        address: ADDRESS,
        shared_line: true,
        ..PadConfig::default()
    };
    let mut bed = Bed::with(config);
    let (sent, _) = bed.on(PadInput::Opened, 0);
    assert_eq!(sent[0].body, Body::Hello);
    bed.hear(sent[0].seq, Body::State(STATE), 10);
    let (sent, _) = bed.on(PadInput::Tick, 2_000);
    assert_eq!(sent[0].body, Body::Poll);
    bed.hear(sent[0].seq, Body::Idle, 2_010);
    assert!(bed.host.is_online());
}

#[test]
fn a_pad_that_says_no_was_not_asked() {
    let mut bed = Bed::online();
    let seq = bed.ask(TICKET, 100);
    assert_eq!(
        bed.hear(seq, Body::Nak { code: 2 }, 200).1,
        [PadReport::NotAsked(TICKET)]
    );
}

#[test]
fn words_and_texts_go_to_an_open_pad_only() {
    let mut bed = Bed::online();
    let (sent, _) = bed.on(PadInput::Play(Prompt::Welcome), 50);
    assert_eq!(sent[0].body, Body::Play(Prompt::Welcome));
    let (sent, _) = bed.on(PadInput::Show("工号 014".into()), 60);
    assert_eq!(sent[0].body, Body::Show("工号 014".into()));
    bed.on(PadInput::Gone, 70);
    assert_eq!(bed.on(PadInput::Play(Prompt::Welcome), 80), Did::default());
}

#[test]
fn a_frame_behind_half_a_frame_is_heard_after_a_quiet_moment() {
    let mut bed = Bed::online();
    let seq = bed.asking(TICKET, 100);
    // The head of a frame of 64 bytes whose rest was lost.
    bed.on(PadInput::Bytes(b"\x55\xAA\x01\x05\x01\x30\x40"), 1_000);
    assert_eq!(
        bed.hear(seq, result(2), 1_050),
        Did::default(),
        "swallowed at first"
    );
    let (_, reports) = bed.hear(seq, result(2), 2_050);
    assert_eq!(
        reports,
        [PadReport::Rated {
            ticket: TICKET,
            level: 2,
            elapsed_ms: 2833
        }]
    );
}

#[test]
fn a_pad_with_fewer_levels_than_are_asked_asks_nobody_and_says_why() {
    let mut bed = Bed::online();
    let few = PadState { levels: 3, ..STATE };
    let why = PadReport::TooFewLevels {
        offered: 3,
        asked: 5,
    };
    bed.on(PadInput::Opened, 1_000);
    let (_, reports) = bed.hear(1, Body::State(few), 1_010);
    assert_eq!(reports, std::slice::from_ref(&why));
    assert_eq!(bed.hear(2, Body::State(few), 3_010).1, [], "said once");
    let (sent, reports) = bed.on(
        PadInput::Ask {
            ticket: TICKET,
            timeout_s: 20,
        },
        4_000,
    );
    assert_eq!(
        (sent, reports),
        (vec![], vec![PadReport::NotAsked(TICKET), why])
    );
    // It was asked before it had said so.
    bed.on(PadInput::Opened, 4_500);
    let seq = bed.ask(TICKET, 4_600);
    let (sent, reports) = bed.hear(seq, Body::State(few), 4_700);
    assert_eq!(sent[0].body, Body::Cancel);
    assert_eq!(reports[0], PadReport::NotAsked(TICKET));
    // Somebody has set it right.
    bed.hear(3, Body::State(STATE), 5_010);
    bed.asking(TICKET, 6_000);
}

#[test]
fn a_program_that_leaves_cancels_the_question() {
    let mut bed = Bed::online();
    assert_eq!(bed.on(PadInput::Leave, 50), Did::default());
    let seq = bed.asking(TICKET, 100);
    let (sent, reports) = bed.on(PadInput::Leave, 200);
    assert_eq!((&sent[0].body, reports), (&Body::Cancel, vec![]));
    assert_eq!(bed.hear(seq, result(5), 300).1, []);
}
