use super::*;
use proptest::prelude::*;

/// Header, data and CRC of a known frame, written as in the tables.
fn bytes(hex: &str) -> Vec<u8> {
    let byte = |word| u8::from_str_radix(word, 16).expect("two hexadecimal digits");
    hex.split_whitespace().map(byte).collect()
}

/// HARDWARE 3.1: the frame without marks and escapes, and its data.
const KNOWN: [(&str, &str); 10] = [
    (
        "01 00 00 80 00 00 00 00 00 00 FE 02 05 00 A2 00 01 00 00 68 F8",
        "A2 00 01 00 00",
    ),
    (
        "01 00 00 80 00 00 00 00 00 00 FE 02 05 00 A1 02 01 00 00 2D 40",
        "A1 02 01 00 00",
    ),
    (
        "01 00 00 80 00 00 00 00 00 00 FE 02 05 00 A3 10 01 00 00 51 F8",
        "A3 10 01 00 00",
    ),
    (
        "01 00 00 80 00 00 00 00 00 00 FE 02 0B 00 A3 04 01 06 00 00 01 50 30 30 30 42 6A",
        "A3 04 01 06 00 00 01 50 30 30 30",
    ),
    (
        "01 00 00 80 00 00 00 00 00 00 FE 02 0B 00 A3 04 01 06 00 00 00 50 30 30 30 7F AA",
        "A3 04 01 06 00 00 00 50 30 30 30",
    ),
    (
        "01 00 00 80 00 00 00 00 00 00 FE 02 0E 00 A1 05 01 00 00 01 50 30 30 30 49 00 00 00 E2 16",
        "A1 05 01 00 00 01 50 30 30 30 49 00 00 00",
    ),
    (
        "01 00 00 80 00 00 00 00 00 00 FE 02 32 00 A3 06 01 2D 00 00 01 29 00 00 00 00 00 00 18 00 \
         20 00 00 00 00 02 00 00 00 00 02 02 03 00 04 05 0E 00 00 00 30 31 32 33 34 35 51 52 53 54 \
         54 56 27 42 A8 7D",
        "A3 06 01 2D 00 00 01 29 00 00 00 00 00 00 18 00 20 00 00 00 00 02 00 00 00 00 02 02 03 00 \
         04 05 0E 00 00 00 30 31 32 33 34 35 51 52 53 54 54 56 27 42",
    ),
    (
        "01 00 00 80 00 00 00 00 00 00 FE 02 38 00 A3 06 01 00 00 00 01 2F 00 00 00 80 00 00 80 80 \
         10 00 00 00 00 00 00 00 00 0A 01 01 01 00 00 00 14 00 00 00 5C 43 31 C7 EB 41 30 32 33 BA \
         C5 B5 BD 35 BA C5 B4 B0 BF DA 27 19",
        "A3 06 01 00 00 00 01 2F 00 00 00 80 00 00 80 80 10 00 00 00 00 00 00 00 00 0A 01 01 01 00 \
         00 00 14 00 00 00 5C 43 31 C7 EB 41 30 32 33 BA C5 B5 BD 35 BA C5 B4 B0 BF DA",
    ),
    (
        "00 80 01 00 00 00 00 00 00 00 51 02 05 00 A0 00 00 00 00 DD 2B",
        "A0 00 00 00 00",
    ),
    (
        "00 80 01 00 00 00 00 00 00 00 51 02 05 00 A0 01 03 00 00 2C D7",
        "A0 01 03 00 00",
    ),
];

const CRC_BYTES: usize = 2;

fn to_card(data: &[u8]) -> Frame {
    Frame::new(1, HOST, 0xFE, data.to_vec()).expect("a short frame")
}

fn decode(wire: &[u8]) -> Vec<Result<Frame, BadFrame>> {
    Decoder::default().feed(wire)
}

/// Marks around bytes that need no escape.
fn wrapped(plain: &[u8]) -> Vec<u8> {
    [&[BEGIN; BEGINS], plain, &[END]].concat()
}

#[test]
fn known_frames_are_made_and_read() {
    for (plain, data) in KNOWN {
        let (plain, data) = (bytes(plain), bytes(data));
        let frame = if plain[1] == 0x80 {
            Frame::new(HOST, 1, 0x51, data).expect("a short frame")
        } else {
            to_card(&data)
        };
        assert_eq!(frame.plain(), plain);
        assert_eq!(decode(&frame.encode()), [Ok(frame)]);
    }
    let ping = to_card(&bytes("A2 00 01 00 00"));
    assert_eq!(ping.encode(), wrapped(&bytes(KNOWN[0].0)));
}

#[test]
fn every_mark_in_a_frame_is_escaped_and_comes_back() {
    let data = bytes("A3 A5 A6 5A 5B 02 01 A6 5B A5");
    let wire = to_card(&data).encode();
    let inside = &wire[BEGINS + HEADER_BYTES..];
    assert_eq!(
        inside[..17],
        bytes("A3 A6 02 A6 01 5B 02 5B 01 02 01 A6 01 5B 01 A6 02")
    );
    let end = wire.iter().position(|byte| *byte == END);
    assert_eq!(end, Some(wire.len() - 1));
    assert_eq!(decode(&wire), [Ok(to_card(&data))]);
}

#[test]
fn a_published_frame_with_a_wrong_width_fails_its_check() {
    let mut plain = bytes(KNOWN[6].0);
    plain[14 + 14] = 0x80;
    assert_eq!(decode(&wrapped(&plain)), [Err(BadFrame::Check)]);
}

#[test]
fn what_is_no_frame_is_named() {
    let ping = bytes(KNOWN[0].0);
    let changed = |at: usize, to: u8| {
        let mut plain = ping.clone();
        plain[at] = to;
        let end = plain.len() - 2;
        let check = arc(&plain[..end]).to_le_bytes();
        plain[end..].copy_from_slice(&check);
        decode(&wrapped(&plain))
    };
    assert_eq!(changed(7, 1), [Err(BadFrame::Kind)], "a bar code");
    assert_eq!(changed(8, 1), [Err(BadFrame::Kind)], "another check");
    assert_eq!(changed(11, 0xF0), [Err(BadFrame::Kind)], "generation six");
    assert_eq!(changed(12, 4), [Err(BadFrame::Length)]);
    assert_eq!(changed(12, 7), [Err(BadFrame::Length)]);
    assert_eq!(decode(b"\xA5\x5A"), [Err(BadFrame::Length)]);
    assert_eq!(decode(b"\xA5\xA6\x03\x5A"), [Err(BadFrame::Escape)]);
    assert_eq!(decode(b"\xA5\x5B\x5A"), [Err(BadFrame::Escape)]);
    let mut unchecked = ping.clone();
    unchecked[19..].copy_from_slice(&UNCHECKED);
    assert!(matches!(decode(&wrapped(&unchecked))[..], [Ok(_)]));
}

#[test]
fn a_frame_is_shorter_than_a_card_s_buffer() {
    let room = FRAME_BYTES_MAX - BEGINS - 1 - HEADER_BYTES - CRC_BYTES;
    let frame = |count| Frame::new(1, HOST, 0xFE, vec![0x41; count]);
    let most = frame(room).expect("it fits");
    assert_eq!(most.encode().len(), FRAME_BYTES_MAX);
    assert_eq!(decode(&most.encode()), [Ok(most)]);
    let bytes = FRAME_BYTES_MAX + 1;
    assert_eq!(frame(room + 1), Err(TooLong { bytes }));
    assert!(Frame::new(1, HOST, 0xFE, vec![0x5A; room / 2 + 1]).is_err());
    let flood = [&[BEGIN][..], &[0x41; 3_000]].concat();
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(&flood), []);
    let kept = decoder.inside.as_ref().map(|inside| inside.plain.len());
    assert_eq!(kept, Some(0), "a flood is not kept");
    assert_eq!(decoder.feed(&[END]), [Err(BadFrame::Long)]);
}

#[test]
fn a_frame_is_found_at_every_cut_behind_noise_and_glued_to_others() {
    let first = to_card(&bytes("A2 00 01 A5 5B"));
    let second = to_card(&bytes(KNOWN[7].1));
    let stream = [
        b"\x00\x5A\xFF\xA5\x01\x02".as_slice(),
        &first.encode(),
        b"\x13",
        &second.encode(),
    ]
    .concat();
    let expected = [Ok(first), Ok(second)];
    for cut in 0..=stream.len() {
        let mut decoder = Decoder::default();
        let mut found = decoder.feed(&stream[..cut]);
        found.extend(decoder.feed(&stream[cut..]));
        assert_eq!(found, expected, "cut at {cut}");
    }
    let mut decoder = Decoder::default();
    let single = stream.iter().flat_map(|byte| decoder.feed(&[*byte]));
    assert_eq!(single.collect::<Vec<_>>(), expected);
}

#[test]
fn one_changed_byte_never_makes_another_frame() {
    let wire = to_card(&bytes(KNOWN[7].1)).encode();
    for at in BEGINS..wire.len() - 1 {
        for flip in [0x01, 0x10, 0x80, 0xFF] {
            let mut wrong = wire.clone();
            wrong[at] ^= flip;
            let found = decode(&wrong);
            assert!(found.iter().all(Result::is_err), "byte {at} by {flip:02X}");
        }
    }
}

proptest! {
    #[test]
    fn any_data_comes_back(
        data in prop::collection::vec(prop::sample::select(bytes("00 01 02 41 5A 5B A5 A6 FF")), 0..400),
        to in any::<u16>(),
        device in any::<u8>(),
    ) {
        let frame = Frame::new(to, HOST, device, data).expect("it fits");
        prop_assert_eq!(decode(&frame.encode()), [Ok(frame)]);
    }

    #[test]
    fn any_bytes_are_survived_and_a_frame_behind_them_is_found(
        rubbish in prop::collection::vec(any::<u8>(), 0..1500),
    ) {
        let ping = to_card(b"\xA2\x00\x01\x00\x00");
        let mut decoder = Decoder::default();
        decoder.feed(&rubbish);
        prop_assert_eq!(decoder.feed(&ping.encode()), [Ok(ping)]);
    }
}
