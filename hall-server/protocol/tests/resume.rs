//! The resume machine: both ends against a model of the journal, under cuts, losses and repeats.

#[path = "support/changes.rs"]
mod changes;

use changes::{alarm, any_changes, call, day, missed, ticket, window};
use hall_core::Time;
use hall_core::device::Role;
use hall_protocol::frame::{Hello, Highest, ServerFrame, Welcome};
use hall_protocol::limits::{BEATS_BEHIND_MAX, STALE_S};
use hall_protocol::resume::{Answer, Cursor, Effect, Evidence, Memory, Published, Reason, Seen};
use hall_protocol::{CURRENT, Change, Picture, Stamp, encode};
use proptest::prelude::*;
use std::collections::VecDeque;

const EPOCH: &str = "1-00000000000000aa";

/// A server that publishes, with everything it ever published.
struct Server {
    memory: Memory,
    events: Vec<Vec<Change>>,
}

impl Server {
    fn new(frames_max: usize) -> Self {
        Self {
            memory: Memory::with_limits(EPOCH, 0, "", frames_max, 1 << 20),
            events: Vec::new(),
        }
    }

    fn publish(&mut self, changes: Vec<Change>) -> Published {
        let seq = self.memory.seq() + 1;
        let frame = Published::new(seq, &hash(seq), Stamp(Time(0)), changes.clone());
        self.events.push(changes);
        self.memory.push(frame.clone());
        frame
    }

    /// The fold of the journal up to `seq`, as the role may see it.
    fn picture(&self, seq: u64, role: Role) -> Picture {
        let mut picture = Picture::default();
        for change in self.events.iter().take(seq as usize).flatten() {
            if role.sees_staff_data() {
                picture.apply(change);
            } else if let Some(change) = change.for_public() {
                picture.apply(&change);
            }
        }
        picture
    }

    /// Everything that a hello is answered with, as texts.
    fn greet(&self, hello: &Hello) -> VecDeque<String> {
        let looked_up = self.memory.hash_needed(hello).map(hash);
        let mut texts = VecDeque::from([encode(&welcome(EPOCH, self.memory.seq()))]);
        match self.memory.answer(hello, looked_up.as_deref()) {
            Answer::Missed(frames) => texts.extend(frames.iter().map(ToString::to_string)),
            Answer::Snapshot => texts.push_back(self.snapshot(hello.role)),
            Answer::Ahead(evidence) => panic!("an honest client is never ahead: {evidence:?}"),
        }
        texts
    }

    fn snapshot(&self, role: Role) -> String {
        let seq = self.memory.seq();
        let staff = self.picture(seq, Role::Window);
        let picture = if role.sees_staff_data() {
            staff
        } else {
            staff.for_public()
        };
        let (epoch, hash) = (EPOCH.into(), self.memory.hash().into());
        encode(&ServerFrame::Snapshot {
            epoch,
            seq,
            hash,
            picture: Box::new(picture),
        })
    }
}

fn hash(seq: u64) -> String {
    if seq == 0 {
        String::new()
    } else {
        format!("{:016x}", seq.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
}

fn welcome(epoch: &str, seq: u64) -> ServerFrame {
    ServerFrame::Welcome(Box::new(Welcome {
        version: CURRENT,
        epoch: epoch.into(),
        seq,
        now: Stamp(Time(0)),
        speed: 1,
        hall: changes::hall(),
        window: None,
        online_max: [].into(),
    }))
}

fn snapshot(epoch: &str, seq: u64) -> ServerFrame {
    let picture = Box::default();
    ServerFrame::Snapshot {
        epoch: epoch.into(),
        seq,
        hash: hash(seq),
        picture,
    }
}

fn event(seq: u64) -> ServerFrame {
    let changes = vec![Change::MissedOver(String::new())];
    ServerFrame::Event {
        seq,
        hash: hash(seq),
        at: Stamp(Time(0)),
        changes,
    }
}

/// A client with a connection that can be cut and disturbed.
struct Client {
    role: Role,
    cursor: Cursor,
    line: Option<VecDeque<String>>,
}

impl Client {
    fn new(role: Role) -> Self {
        Self {
            role,
            cursor: Cursor::new(),
            line: None,
        }
    }

    fn connect(&mut self, server: &Server) {
        self.line = Some(server.greet(&self.cursor.hello(CURRENT, self.role)));
    }

    fn cut(&mut self) {
        self.cursor.cut();
        self.line = None;
    }

    fn receive(&mut self, text: &str) {
        let effects = self.cursor.on_text(text, 0);
        if effects
            .iter()
            .any(|effect| matches!(effect, Effect::Reconnect(_)))
        {
            self.line = None;
        }
    }

    fn receive_all(&mut self) {
        while let Some(text) = self.line.as_mut().and_then(VecDeque::pop_front) {
            self.receive(&text);
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Publish(Vec<Change>),
    Receive(usize),
    Repeat,
    Lose,
    Heartbeat,
    Cut,
    Connect,
    Restart,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => any_changes().prop_map(Step::Publish),
        6 => (1_usize..6).prop_map(Step::Receive),
        1 => Just(Step::Repeat),
        1 => Just(Step::Lose),
        1 => Just(Step::Heartbeat),
        1 => Just(Step::Cut),
        2 => Just(Step::Connect),
        1 => Just(Step::Restart),
    ]
}

fn any_role() -> impl Strategy<Value = Role> {
    prop::sample::select(Role::ALL.to_vec())
}

fn take_step(step: Step, server: &mut Server, client: &mut Client) {
    match step {
        Step::Publish(changes) => {
            let frame = server.publish(changes);
            if let Some(line) = &mut client.line {
                line.push_back(frame.for_role(client.role).to_string());
            }
        }
        Step::Receive(count) => {
            for _ in 0..count {
                let Some(text) = client.line.as_mut().and_then(VecDeque::pop_front) else {
                    break;
                };
                client.receive(&text);
            }
        }
        Step::Repeat => {
            if let Some(line) = &mut client.line
                && let Some(first) = line.front().cloned()
            {
                line.push_front(first);
            }
        }
        Step::Lose => drop(client.line.as_mut().and_then(VecDeque::pop_front)),
        Step::Heartbeat => {
            if let Some(line) = &mut client.line {
                let (seq, now) = (server.memory.seq(), Stamp(Time(0)));
                line.push_back(encode(&ServerFrame::Heartbeat { seq, now }));
            }
        }
        Step::Cut => client.cut(),
        Step::Connect if client.line.is_none() => client.connect(server),
        Step::Connect => {}
        Step::Restart => {
            client.line = None;
            client.cursor = Cursor::from_seen(client.cursor.seen());
        }
    }
}

proptest! {
    #[test]
    fn a_disturbed_client_always_shows_the_fold_of_the_journal_up_to_its_place(
        steps in prop::collection::vec(any_step(), 0..80),
        frames_max in 1_usize..12,
        role in any_role(),
    ) {
        let mut server = Server::new(frames_max);
        let mut client = Client::new(role);
        for step in steps {
            take_step(step, &mut server, &mut client);
            prop_assert!(server.memory.len() <= frames_max);
            let seq = client.cursor.seq();
            prop_assert!(seq <= server.memory.seq());
            // A client that has just started shows nothing yet.
            let is_fresh = client.cursor.clone().hello(CURRENT, role).fresh;
            let shown = if is_fresh { Picture::default() } else { server.picture(seq, role) };
            prop_assert_eq!(&*client.cursor.picture(), &shown);
        }
        client.cut();
        client.connect(&server);
        client.receive_all();
        prop_assert_eq!(client.cursor.seq(), server.memory.seq());
        prop_assert_eq!(&*client.cursor.picture(), &server.picture(server.memory.seq(), role));
    }

    #[test]
    fn the_public_fold_is_the_staff_fold_without_what_is_for_staff(
        events in prop::collection::vec(any_changes(), 0..40),
    ) {
        let mut server = Server::new(100);
        for changes in events {
            server.publish(changes);
        }
        let seq = server.memory.seq();
        let staff = server.picture(seq, Role::Manager);
        prop_assert_eq!(staff.for_public(), server.picture(seq, Role::Board));
    }

    #[test]
    fn the_memory_never_grows_past_its_limits(
        events in prop::collection::vec(any_changes(), 0..60),
        frames_max in 1_usize..20,
        bytes_max in 200_usize..20_000,
    ) {
        let mut memory = Memory::with_limits(EPOCH, 7, &hash(7), frames_max, bytes_max);
        for (seq, changes) in (8..).zip(events) {
            memory.push(Published::new(seq, &hash(seq), Stamp(Time(0)), changes));
            prop_assert!(memory.len() <= frames_max);
            prop_assert_eq!(memory.seq(), seq);
            prop_assert_eq!(memory.hash(), hash(seq));
            let frames: Vec<&Published> =
                memory.since(seq - memory.len() as u64).expect("these are remembered").collect();
            let bytes: usize = frames.iter().map(|f| f.public.len() + f.staff.len()).sum();
            prop_assert!(bytes <= bytes_max);
        }
    }

    #[test]
    fn any_text_leaves_the_picture_alone_or_is_a_frame(text in ".{0,200}") {
        let mut client = live_client();
        let before = client.picture();
        let effects = client.on_text(&text, 0);
        prop_assert!(matches!(effects.as_slice(), [Effect::Reconnect(Reason::Undecodable(_))]));
        prop_assert_eq!(client.picture(), before);
    }
}

/// A cursor that is live at event 10 of [`EPOCH`].
fn live_client() -> Cursor {
    let mut cursor = Cursor::new();
    cursor.hello(CURRENT, Role::Window);
    cursor.on(welcome(EPOCH, 10), 0);
    assert_eq!(cursor.on(snapshot(EPOCH, 10), 0), [Effect::Resynced]);
    cursor
}

fn reason(effects: &[Effect]) -> Option<&Reason> {
    match effects {
        [Effect::Reconnect(reason)] => Some(reason),
        _ => None,
    }
}

#[test]
fn fifty_calls_missed_and_resumed_equal_never_cut() {
    for role in [Role::Board, Role::Window] {
        let mut server = Server::new(1000);
        server.publish(vec![day(1)]);
        let (mut cut, mut steady) = (Client::new(role), Client::new(role));
        for client in [&mut cut, &mut steady] {
            client.connect(&server);
            client.receive_all();
        }
        cut.cut();
        for n in 1..=50 {
            let step = Step::Publish(vec![call(n), ticket(u64::from(n), n)]);
            take_step(step, &mut server, &mut steady);
        }
        steady.receive_all();
        let hello = cut.cursor.hello(CURRENT, role);
        let Answer::Missed(frames) = server.memory.answer(&hello, None) else {
            panic!("50 missed calls are resumed, not sent as a snapshot");
        };
        assert_eq!(frames.len(), 50);
        cut.connect(&server);
        cut.receive_all();
        assert_eq!(cut.cursor.picture(), steady.cursor.picture());
        assert_eq!(cut.cursor.seen(), steady.cursor.seen());
        assert_eq!(cut.cursor.picture().calls.len(), 20);
    }
}

#[test]
fn what_is_over_leaves_the_picture_and_nothing_else_does() {
    let mut picture = Picture::default();
    for change in [
        call(1),
        call(2),
        missed(3),
        missed(4),
        alarm(5),
        alarm(6),
        alarm(5),
    ] {
        picture.apply(&change);
    }
    picture.apply(&Change::CallOver("A001".into()));
    picture.apply(&Change::MissedOver("A004".into()));
    let known: Vec<&str> = picture.alarms.iter().map(|one| &*one.alarm).collect();
    assert_eq!(
        known,
        ["A005", "A006"],
        "an alarm stands once, where it stood"
    );
    picture.apply(&Change::AlarmOver("A006".into()));
    let known: Vec<&str> = picture.alarms.iter().map(|one| &*one.alarm).collect();
    assert_eq!(known, ["A005"]);
    let calls: Vec<&str> = picture.calls.iter().map(|call| &*call.number).collect();
    let missed: Vec<&str> = picture.missed.iter().map(|one| &*one.number).collect();
    assert_eq!((calls, missed), (vec!["A002"], vec!["A003"]));
}

#[test]
fn the_public_learns_nothing_of_who_works_at_a_window_and_how_much() {
    let Change::Window(staff) = window(3, 7) else {
        panic!("a window");
    };
    assert!(staff.silent && staff.clerk.is_some());
    let public = staff.for_public();
    let hidden = (public.clerk, public.silent, public.finished, public.missed);
    assert_eq!(hidden, (None, false, 0, 0));
    assert_eq!((public.number, &public.state), (staff.number, &staff.state));
}

#[test]
fn a_connection_that_is_gone_is_not_live_and_nothing_more_comes_over_it() {
    let mut cursor = live_client();
    assert!(cursor.is_live());
    cursor.cut();
    assert!(!cursor.is_live());
    assert_eq!(cursor.on(event(11), 0), []);
    assert_eq!(cursor.seq(), 10);
}

#[test]
fn a_client_too_far_behind_gets_a_snapshot() {
    let mut server = Server::new(3);
    let hello_at = |seq: u64| {
        let mut cursor = live_client();
        let hello = cursor.hello(CURRENT, Role::Board);
        Hello {
            seq,
            hash: Some(hash(seq)),
            ..hello
        }
    };
    for n in 1..=10 {
        server.publish(vec![call(n)]);
    }
    let answer = |seq: u64| server.memory.answer(&hello_at(seq), Some(&hash(seq)));
    assert_eq!(answer(6), Answer::Snapshot);
    assert!(matches!(answer(7), Answer::Missed(frames) if frames.len() == 3));
    assert_eq!(answer(10), Answer::Missed(Vec::new()));
    let fresh = Hello {
        fresh: true,
        ..hello_at(10)
    };
    assert_eq!(server.memory.answer(&fresh, None), Answer::Snapshot);
    let unproven = Hello {
        hash: None,
        ..hello_at(10)
    };
    assert_eq!(server.memory.answer(&unproven, None), Answer::Snapshot);
}

#[test]
fn a_board_gets_an_empty_advance_where_staff_get_the_event() {
    let frame = Published::new(5, &hash(5), Stamp(Time(0)), vec![ticket(1, 1)]);
    let advance = encode(&ServerFrame::Advance {
        seq: 5,
        hash: hash(5),
    });
    for role in Role::ALL {
        let is_advance = **frame.for_role(role) == *advance;
        assert_eq!(is_advance, !role.sees_staff_data(), "{role}");
    }
}

#[test]
fn what_was_seen_in_another_hall_proves_nothing_and_is_forgotten() {
    let mut cursor = Cursor::from_seen(Seen {
        hall: Some("elsewhere".into()),
        epoch: Some("9-00000000000000ff".into()),
        seq: 412,
        hash: hash(412),
        highest: vec![Highest {
            day: hall_core::Date(20_515),
            series: "A".parse().expect("a series"),
            online: 260,
            block: 5099,
        }],
    });
    let hello = cursor.hello(CURRENT, Role::Kiosk);
    assert_eq!(hello.clone().heard_in("elsewhere"), hello);
    let here = hello.heard_in("here");
    assert_eq!((here.epoch, here.hash, here.seq), (None, None, 0));
    assert!(here.fresh && here.highest.is_empty());

    // The epoch counts less than that of the former hall, which does not make it an old one.
    let effects = cursor.on(welcome(EPOCH, 3), 0);
    assert!(matches!(effects[..], [Effect::Welcomed(_), ..]));
    cursor.on(snapshot(EPOCH, 3), 1);
    let seen = cursor.seen();
    assert_eq!(seen.hall, Some(changes::hall().mark()));
    assert_eq!((seen.seq, seen.highest), (3, Vec::new()));
}

#[test]
fn a_device_that_has_seen_more_is_evidence_of_lost_history() {
    let mut server = Server::new(3);
    for n in 1..=10 {
        server.publish(vec![call(n)]);
    }
    let hello = |epoch: &str, seq: u64, hash: String| {
        let mut cursor = Cursor::from_seen(Seen {
            epoch: Some(epoch.into()),
            seq,
            hash,
            ..Seen::default()
        });
        cursor.hello(CURRENT, Role::Kiosk)
    };
    let ask = |hello: &Hello| {
        let looked_up = server.memory.hash_needed(hello).map(hash);
        server.memory.answer(hello, looked_up.as_deref())
    };

    let later = hello(EPOCH, 11, hash(11));
    let evidence = Evidence::Later {
        theirs: 11,
        ours: 10,
    };
    assert_eq!(ask(&later), Answer::Ahead(evidence));

    // At the head, inside the memory, at its edge, and further back than it reaches.
    for seq in [10, 9, 7, 2] {
        let fork = hello(EPOCH, seq, "ffffffffffffffff".into());
        let wanted = (seq < 7).then_some(seq);
        assert_eq!(server.memory.hash_needed(&fork), wanted);
        assert_eq!(
            ask(&fork),
            Answer::Ahead(Evidence::OtherHash { seq }),
            "at {seq}"
        );
        assert_eq!(
            ask(&hello(EPOCH, seq, hash(seq))),
            Answer::Snapshot,
            "started anew at {seq}"
        );
    }

    for other in ["2-0000000000000001", "1-00000000000000bb"] {
        let evidence = Evidence::OtherEpoch {
            theirs: other.into(),
        };
        assert_eq!(ask(&hello(other, 3, hash(3))), Answer::Ahead(evidence));
    }
    let older = hello("0-00000000000000ff", 99, hash(99));
    assert_eq!(
        ask(&older),
        Answer::Snapshot,
        "an epoch that is over proves nothing"
    );
}

#[test]
fn an_older_epoch_is_never_applied() {
    let mut cursor = live_client();
    let before = cursor.seen();
    cursor.hello(CURRENT, Role::Window);
    let older = "0-00000000000000ff";
    let effects = cursor.on(welcome(older, 500), 0);
    assert_eq!(
        reason(&effects),
        Some(&Reason::OlderEpoch {
            theirs: older.into()
        })
    );
    assert_eq!(
        cursor.on(snapshot(older, 500), 0),
        [],
        "the connection is given up"
    );
    assert_eq!(cursor.seen(), before);
}

#[test]
fn epochs_are_never_mixed() {
    let newer = "2-0000000000000001";
    let mut cursor = live_client();
    cursor.hello(CURRENT, Role::Window);
    cursor.on(welcome(newer, 4), 0);
    assert_eq!(
        reason(&cursor.clone().on(event(11), 0)),
        Some(&Reason::OutOfTurn)
    );
    let effects = cursor.clone().on(snapshot(EPOCH, 11), 0);
    assert_eq!(
        reason(&effects),
        Some(&Reason::MixedEpoch {
            theirs: EPOCH.into()
        })
    );
    assert_eq!(
        cursor.epoch(),
        Some(EPOCH),
        "the old picture is shown until the new one is there"
    );
    assert_eq!(cursor.on(snapshot(newer, 4), 0), [Effect::Resynced]);
    assert_eq!((cursor.epoch(), cursor.seq()), (Some(newer), 4));
}

#[test]
fn a_gap_asks_for_a_new_connection_and_a_repeat_is_passed_over() {
    let mut cursor = live_client();
    for old in [10, 9, 1] {
        assert_eq!(cursor.on(event(old), 0), []);
    }
    let effects = cursor.on(event(12), 0);
    assert_eq!(
        reason(&effects),
        Some(&Reason::Gap {
            ours: 10,
            theirs: 12
        })
    );
    assert_eq!(
        cursor.on(event(11), 0),
        [],
        "nothing more is heard on that connection"
    );
    assert_eq!(cursor.seq(), 10);
    assert_eq!(cursor.hello(CURRENT, Role::Window).seq, 10);
}

#[test]
fn another_event_at_our_place_is_another_history() {
    let mut cursor = live_client();
    let other = ServerFrame::Advance {
        seq: 10,
        hash: "ffffffffffffffff".into(),
    };
    assert_eq!(
        reason(&cursor.on(other, 0)),
        Some(&Reason::OtherHistory { seq: 10 })
    );
}

#[test]
fn a_server_that_knows_less_is_not_followed() {
    let mut cursor = live_client();
    cursor.hello(CURRENT, Role::Window);
    let behind = Reason::ServerBehind {
        ours: 10,
        theirs: 9,
    };
    assert_eq!(reason(&cursor.on(welcome(EPOCH, 9), 0)), Some(&behind));
    let mut cursor = live_client();
    assert_eq!(reason(&cursor.on(snapshot(EPOCH, 9), 0)), Some(&behind));
}

#[test]
fn events_before_the_welcome_are_out_of_turn() {
    for frame in [event(1), snapshot(EPOCH, 1)] {
        let mut cursor = Cursor::new();
        assert_eq!(cursor.on(frame.clone(), 0), [], "nobody said hello yet");
        cursor.hello(CURRENT, Role::Board);
        assert_eq!(reason(&cursor.on(frame, 0)), Some(&Reason::OutOfTurn));
    }
}

#[test]
fn a_device_without_a_picture_applies_nothing_before_a_snapshot() {
    let mut cursor = Cursor::from_seen(live_client().seen());
    cursor.hello(CURRENT, Role::Board);
    cursor.on(welcome(EPOCH, 10), 0);
    assert!(!cursor.is_live());
    assert_eq!(
        reason(&cursor.clone().on(event(11), 0)),
        Some(&Reason::OutOfTurn)
    );
    assert_eq!(cursor.on(snapshot(EPOCH, 10), 0), [Effect::Resynced]);
    assert_eq!(cursor.on(event(11), 0).len(), 1);
}

#[test]
fn a_lost_last_event_is_noticed_by_heartbeats_that_find_no_progress() {
    let beat = |seq| ServerFrame::Heartbeat {
        seq,
        now: Stamp(Time(7)),
    };
    let heard = [Effect::Heard(Stamp(Time(7)))];
    let mut cursor = live_client();
    for _ in 1..BEATS_BEHIND_MAX {
        assert_eq!(
            cursor.on(beat(11), 0),
            heard,
            "the event may still be on its way"
        );
    }
    assert_eq!(cursor.on(event(11), 0).len(), 1);
    for _ in 1..BEATS_BEHIND_MAX {
        assert_eq!(cursor.on(beat(12), 0), heard);
    }
    let effects = cursor.on(beat(12), 0);
    assert_eq!(
        reason(&effects),
        Some(&Reason::Gap {
            ours: 11,
            theirs: 12
        })
    );
}

#[test]
fn a_refusal_is_told_and_ends_the_connection() {
    let mut cursor = live_client();
    let (code, title) = ("device_revoked".to_owned(), "Enrol again.".to_owned());
    let refused = ServerFrame::Refused {
        code: code.clone(),
        title: title.clone(),
    };
    assert_eq!(cursor.on(refused, 0), [Effect::Refused { code, title }]);
    assert!(!cursor.is_live());
    assert_eq!(cursor.on(event(11), 0), []);
}

#[test]
fn a_picture_is_stale_without_frames_for_the_limit() {
    let mut cursor = Cursor::new();
    assert!(cursor.is_stale(0), "there is no picture yet");
    cursor.hello(CURRENT, Role::Board);
    cursor.on(welcome(EPOCH, 10), 1_000);
    assert!(cursor.is_stale(1_000), "a welcome is no picture");
    cursor.on(snapshot(EPOCH, 10), 1_000);
    let limit = STALE_S * 1000;
    assert!(!cursor.is_stale(1_000 + limit - 1));
    assert!(cursor.is_stale(1_000 + limit));
    cursor.on(
        ServerFrame::Heartbeat {
            seq: 10,
            now: Stamp(Time(0)),
        },
        9_000,
    );
    assert!(!cursor.is_stale(9_000));
}

#[test]
fn a_device_remembers_its_place_and_the_highest_numbers_over_a_restart() {
    let mut cursor = live_client();
    let changes = vec![day(1), ticket(1, 23), call(7), ticket(2, 5012)];
    cursor.on(
        ServerFrame::Event {
            seq: 11,
            hash: hash(11),
            at: Stamp(Time(0)),
            changes,
        },
        0,
    );
    cursor
        .numbers_mut()
        .note_block(changes::date(1), changes::series(), 5499);

    let mut restarted = Cursor::from_seen(cursor.seen());
    let hello = restarted.hello(CURRENT, Role::Kiosk);
    assert_eq!((hello.epoch.as_deref(), hello.seq), (Some(EPOCH), 11));
    assert_eq!(hello.hash, Some(hash(11)));
    assert!(hello.fresh, "it has no picture");
    let [highest] = hello.highest.as_slice() else {
        panic!("one day and series were seen")
    };
    assert_eq!((highest.online, highest.block), (23, 5499));
}
