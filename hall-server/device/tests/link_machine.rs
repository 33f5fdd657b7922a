//! The link machine by scripts: time is an argument, so every wait is exact.

#[path = "support/feed.rs"]
mod feed;

use feed::{event, issued, refused, snapshot, welcome};
use hall_core::Time;
use hall_core::device::Role;
use hall_device::backoff::Backoff;
use hall_device::limits::{OPEN_MS, REFUSED_RETRY_MS};
use hall_device::link::{LinkAction, LinkEvent, LinkInput, LinkMachine, LostReason};
use hall_protocol::frame::{ClientFrame, Hello};
use hall_protocol::resume::{Cursor, Reason};
use hall_protocol::{ServerFrame, Stamp, decode, encode};

/// A machine with the longest jitter, so that delays are the steps of the back-off.
struct Bed {
    machine: LinkMachine,
}

impl Bed {
    fn new() -> Self {
        let backoff = Backoff::new(100, 1_000);
        Self {
            machine: LinkMachine::new(Role::Board, Cursor::new(), backoff, 0),
        }
    }

    /// A bed that is live at event 10 since `now_ms`.
    fn live(now_ms: u64) -> Self {
        let mut bed = Self::new();
        bed.open(now_ms);
        bed.hear(&welcome(10), now_ms);
        assert_eq!(bed.hear(&snapshot(10), now_ms), [emit(LinkEvent::Resynced)]);
        bed
    }

    fn on(&mut self, input: LinkInput<'_>, now_ms: u64) -> Vec<LinkAction> {
        self.machine.on(input, now_ms, u32::MAX)
    }

    fn tick(&mut self, now_ms: u64) -> Vec<LinkAction> {
        self.on(LinkInput::Tick, now_ms)
    }

    fn hear(&mut self, text: &str, now_ms: u64) -> Vec<LinkAction> {
        self.on(LinkInput::Frame(text), now_ms)
    }

    fn open(&mut self, now_ms: u64) -> Hello {
        assert_eq!(self.tick(now_ms), [LinkAction::Open]);
        hello(&self.on(LinkInput::Opened, now_ms))
    }

    /// Waits for the next attempt and gives the delay.
    fn delay(&self, now_ms: u64) -> u64 {
        self.machine.wake_ms() - now_ms
    }
}

fn emit(event: LinkEvent) -> LinkAction {
    LinkAction::Emit(event)
}

fn lost(reason: LostReason, since_ms: u64) -> Vec<LinkAction> {
    vec![
        LinkAction::Close,
        emit(LinkEvent::Lost { reason, since_ms }),
    ]
}

fn hello(actions: &[LinkAction]) -> Hello {
    let [LinkAction::Send(text)] = actions else {
        panic!("a hello, not {actions:?}")
    };
    match decode(text, 10_000) {
        Ok(ClientFrame::Hello(hello)) => hello,
        other => panic!("a hello, not {other:?}"),
    }
}

#[test]
fn the_first_hello_knows_nothing_and_the_next_one_knows_its_place() {
    let mut bed = Bed::new();
    let first = bed.open(0);
    assert!(first.fresh && first.epoch.is_none() && first.token.is_none());
    assert_eq!(first.role, Role::Board);
    bed.hear(&welcome(10), 5);
    bed.hear(&snapshot(10), 6);
    let changed = bed.hear(&event(11, issued(1)), 7);
    assert_eq!(changed, [emit(LinkEvent::Changed(vec![issued(1)]))]);
    assert!(bed.machine.is_live());

    let actions = bed.on(LinkInput::Closed("cut".into()), 8);
    assert_eq!(actions, lost(LostReason::Closed("cut".into()), 7));
    assert!(!bed.machine.is_live());
    let again = bed.open(bed.machine.wake_ms());
    assert_eq!((again.epoch.as_deref(), again.seq), (Some(feed::EPOCH), 11));
    assert_eq!(again.hash, Some(feed::hash(11)));
    assert!(!again.fresh);
    let connected = bed.hear(&welcome(11), 500);
    assert!(matches!(
        connected.as_slice(),
        [LinkAction::Emit(LinkEvent::Connected(_)), _]
    ));
    assert!(
        bed.machine.is_live(),
        "nothing was missed, so nothing more is needed"
    );
}

#[test]
fn a_live_link_says_every_two_seconds_how_far_it_has_come() {
    let mut bed = Bed::live(0);
    let beat = vec![LinkAction::Send(encode(&ClientFrame::Heartbeat {
        seq: 10,
    }))];
    assert_eq!(bed.tick(1_999), []);
    assert_eq!(bed.machine.wake_ms(), 2_000);
    assert_eq!(bed.tick(2_000), beat);
    assert_eq!(bed.machine.wake_ms(), 4_000);
    assert_eq!(bed.tick(4_000), beat);
}

#[test]
fn a_silent_server_is_given_up_after_the_limit() {
    let mut bed = Bed::live(1_000);
    assert_eq!(bed.tick(3_000).len(), 1);
    assert_eq!(bed.tick(5_000).len(), 1);
    assert_eq!(bed.machine.wake_ms(), 6_000, "5 s after the last frame");
    assert_eq!(bed.tick(6_000), lost(LostReason::Silent, 1_000));
}

#[test]
fn a_server_that_is_heard_is_never_given_up() {
    let mut bed = Bed::live(0);
    for now in (1_000..60_000).step_by(1_000) {
        let beat = ServerFrame::Heartbeat {
            seq: 10,
            now: Stamp(Time(0)),
        };
        assert_eq!(
            bed.hear(&encode(&beat), now),
            [emit(LinkEvent::Heard(Stamp(Time(0))))]
        );
        assert!(!bed.tick(now).contains(&LinkAction::Close), "at {now}");
    }
}

#[test]
fn a_server_that_never_answers_the_hello_is_given_up_too() {
    let mut bed = Bed::new();
    bed.open(0);
    assert_eq!(bed.tick(2_000), [], "no heartbeat before the welcome");
    assert_eq!(bed.tick(5_000), lost(LostReason::Silent, 0));
}

#[test]
fn an_attempt_that_takes_too_long_is_dropped() {
    let mut bed = Bed::new();
    bed.tick(0);
    assert_eq!(bed.machine.wake_ms(), OPEN_MS);
    let actions = bed.tick(OPEN_MS);
    assert!(matches!(
        actions.as_slice(),
        [
            LinkAction::Close,
            LinkAction::Emit(LinkEvent::Lost {
                reason: LostReason::Unreachable(_),
                ..
            })
        ]
    ));
    assert_eq!(bed.on(LinkInput::Opened, OPEN_MS), [], "too late");
}

#[test]
fn attempts_slow_down_and_are_quick_again_after_a_connection_that_lived() {
    let mut bed = Bed::new();
    let mut now = 0;
    let mut delays = Vec::new();
    for _ in 0..6 {
        assert_eq!(bed.tick(now), [LinkAction::Open]);
        bed.on(LinkInput::Failed("refused".into()), now);
        delays.push(bed.delay(now));
        now = bed.machine.wake_ms();
    }
    assert_eq!(delays, [99, 199, 399, 799, 999, 999]);

    // A connection that breaks at once is no success.
    bed.open(now);
    bed.hear(&welcome(10), now);
    bed.hear("rubbish", now);
    assert_eq!(bed.delay(now), 999);

    now = bed.machine.wake_ms();
    bed.open(now);
    bed.hear(&welcome(10), now);
    bed.hear(&snapshot(10), now);
    bed.tick(now + 2_000);
    bed.on(LinkInput::Closed("cut".into()), now + 2_001);
    assert_eq!(bed.delay(now + 2_001), 99);
}

#[test]
fn a_loss_is_told_once_until_its_cause_changes() {
    let mut bed = Bed::new();
    let unreachable = |what: &str| LinkInput::Failed(what.into());
    bed.tick(0);
    assert_eq!(bed.on(unreachable("a"), 0).len(), 2);
    bed.tick(bed.machine.wake_ms());
    assert_eq!(bed.on(unreachable("a"), 1_000), [LinkAction::Close]);
    bed.tick(bed.machine.wake_ms());
    assert_eq!(bed.on(unreachable("b"), 2_000).len(), 2);
}

#[test]
fn a_final_refusal_is_tried_again_slowly_and_others_are_not() {
    for code in ["device_revoked", "protocol_version", "role_not_allowed"] {
        let mut bed = Bed::live(0);
        let actions = bed.hear(&refused(code), 100);
        let title = "Ask the operator.".to_owned();
        let event = LinkEvent::Refused {
            code: code.into(),
            title,
        };
        assert_eq!(actions, [LinkAction::Close, emit(event)]);
        assert_eq!(bed.delay(100), REFUSED_RETRY_MS);
    }
    let mut bed = Bed::live(0);
    bed.hear(&refused("too_slow"), 100);
    assert_eq!(bed.delay(100), 99);

    let mut bed = Bed::new();
    bed.tick(0);
    let (code, title) = ("unknown_device".to_owned(), "Enrol it.".to_owned());
    bed.on(LinkInput::Rejected { code, title }, 0);
    assert_eq!(
        bed.delay(0),
        REFUSED_RETRY_MS,
        "a refused handshake is final"
    );
}

#[test]
fn a_gap_and_rubbish_cut_the_link_and_the_rest_is_not_heard() {
    let mut bed = Bed::live(0);
    let gap = LostReason::Confused(Reason::Gap {
        ours: 10,
        theirs: 12,
    });
    assert_eq!(bed.hear(&event(12, issued(1)), 50), lost(gap, 50));
    assert_eq!(
        bed.hear(&event(11, issued(1)), 51),
        [],
        "the old connection"
    );
    assert_eq!(bed.machine.cursor().seq(), 10);

    let mut bed = Bed::live(0);
    let actions = bed.hear("}{", 50);
    assert!(matches!(
        actions.as_slice(),
        [
            LinkAction::Close,
            LinkAction::Emit(LinkEvent::Lost {
                reason: LostReason::Confused(_),
                ..
            })
        ]
    ));
}

#[test]
fn the_hall_clock_follows_the_last_heartbeat_at_the_speed_of_the_hall() {
    let mut bed = Bed::new();
    assert_eq!(bed.machine.clock(), None);
    bed.open(0);
    bed.hear(&welcome(10), 100);
    bed.hear(&snapshot(10), 100);
    let now = |bed: &Bed, ms| bed.machine.clock().map(|clock| clock.now(ms));
    assert_eq!(now(&bed, 1_100), Some(Stamp(Time(1_030_000))));
    let beat = ServerFrame::Heartbeat {
        seq: 10,
        now: Stamp(Time(2_000_000)),
    };
    bed.hear(&encode(&beat), 5_000);
    assert_eq!(now(&bed, 5_100), Some(Stamp(Time(2_003_000))));
}
