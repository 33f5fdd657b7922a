//! Frames of the feed, both ways, and the server's answer to a hello.
//!
//! A frame that is read comes back as it was; a change applied twice is applied once; the public
//! picture is the fold of the public changes; a hello gets what the memory holds, and rubbish an
//! error of one line.

use super::promise::{comes_back, readable};
use super::shape::{Shape, class, scale};
use super::{JSON, Target};
use hall_core::Time;
use hall_protocol::codec::decode_client;
use hall_protocol::frame::Hello;
use hall_protocol::limits::{CALLS_MAX, CLIENT_FRAME_BYTES_MAX, FRAME_BYTES_MAX};
use hall_protocol::resume::{Answer, Memory, Published};
use hall_protocol::{
    CURRENT, Change, ClientFrame, DecodeError, MIN, Picture, ServerFrame, Stamp, decode,
};
use std::sync::OnceLock;

/// What the server sends.
pub(super) static SERVER: Target = Target {
    name: "server_frame",
    promise: "a server's frame comes back as it was, its changes fold the same for everybody",
    heavy: false,
    tokens: JSON,
    run: server,
};

/// What a client sends.
pub(super) static CLIENT: Target = Target {
    name: "client_frame",
    promise: "a client's frame comes back as it was, and a hello is answered from memory",
    heavy: false,
    tokens: JSON,
    run: client,
};

fn server(input: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(input);
    match decode::<ServerFrame>(&text, FRAME_BYTES_MAX) {
        Ok(frame) => {
            comes_back(&frame);
            match &frame {
                ServerFrame::Event { changes, .. } => folds(Picture::default(), changes),
                ServerFrame::Snapshot { picture, .. } => {
                    let mut again = Picture::clone(picture);
                    let alarms = picture.alarms.iter().cloned().map(Change::Alarm);
                    folds(std::mem::take(&mut again), &alarms.collect::<Vec<_>>())
                }
                other => Shape::of(std::mem::discriminant(other)),
            }
        }
        Err(error) => readable(&error.to_string()),
    }
}

/// The fold of `changes` onto a picture, as staff and as the public see it.
fn folds(mut staff: Picture, changes: &[Change]) -> Shape {
    let mut public = staff.for_public();
    let mut shape = Shape::of(scale(changes.len()));
    for change in changes {
        staff.apply(change);
        let once = staff.clone();
        staff.apply(change);
        assert_eq!(staff, once, "a change applied twice is another change");
        if let Some(change) = change.for_public() {
            public.apply(&change);
        }
        shape = shape.and(std::mem::discriminant(change));
    }
    assert_eq!(
        staff.for_public(),
        public,
        "the public sees another hall than the staff"
    );
    assert!(staff.calls.len() <= CALLS_MAX, "too many calls");
    shape
}

fn client(input: &[u8]) -> Shape {
    let text = String::from_utf8_lossy(input);
    let plain = decode::<ClientFrame>(&text, CLIENT_FRAME_BYTES_MAX);
    match decode_client(&text, CLIENT_FRAME_BYTES_MAX) {
        Ok(frame) => {
            assert_eq!(
                plain.as_ref(),
                Ok(&frame),
                "the version changes what is read"
            );
            comes_back(&frame);
            match frame {
                ClientFrame::Hello(hello) => hears(&hello),
                ClientFrame::Heartbeat { .. } => Shape::of("heartbeat"),
            }
        }
        Err(error) => {
            let is_version = matches!(error, DecodeError::Version { theirs } if !(MIN..=CURRENT).contains(&theirs));
            assert!(
                is_version || plain.is_err(),
                "a frame of our version was refused: {error}"
            );
            readable(&error.to_string())
        }
    }
}

/// A memory of events 4 to 20 answers a hello.
fn hears(hello: &Hello) -> Shape {
    let memory = memory();
    let looked_up = memory.hash_needed(hello).map(|seq| {
        assert!(
            (1..3).contains(&seq),
            "a hash is needed that the memory has: {seq}"
        );
        format!("{seq:016x}")
    });
    let answer = memory.answer(hello, looked_up.as_deref());
    match &answer {
        Answer::Missed(frames) => {
            assert_eq!(hello.epoch.as_deref(), Some(EPOCH), "another epoch resumes");
            assert_eq!(
                frames.len() as u64,
                memory.seq() - hello.seq,
                "events are missing"
            );
            assert_eq!(
                hello.hash.as_deref(),
                Some(format!("{:016x}", hello.seq).as_str()),
                "another history resumes"
            );
        }
        Answer::Ahead(_) => assert!(hello.epoch.is_some(), "a new device is ahead"),
        Answer::Snapshot => {}
    }
    Shape::of((class(&format!("{answer:?}")), hello.fresh))
}

const EPOCH: &str = "2-00000000000000aa";

fn memory() -> &'static Memory {
    static MEMORY: OnceLock<Memory> = OnceLock::new();
    MEMORY.get_or_init(|| {
        let mut memory = Memory::with_limits(EPOCH, 0, "", 17, 100_000);
        for seq in 1..=20 {
            let hash = format!("{seq:016x}");
            let over = Change::CallOver(format!("A{seq:03}"));
            memory.push(Published::new(seq, &hash, Stamp(Time(0)), vec![over]));
        }
        memory
    })
}
