use super::*;
use crate::led::content::Align;
use crate::led::onbon::area::{Across, Effect, Lines, Run};
use crate::led::onbon::setting::Level;

/// HARDWARE 3.1, the maker's example: 192 × 32, moving.
fn of_the_maker() -> Areas {
    let area = TextArea {
        number: 0,
        x: Across::Eights(0),
        y_px: 0,
        width: Across::Eights(24),
        height_px: 32,
        line_spacing_px: 0,
        run: Run::Loop(2),
        align: Align::Left,
        is_middle: false,
        lines: Lines::Wrapped,
        effect: Effect::Left,
        speed: 4,
        stay_halves: 5,
        text: b"012345QRSTTV'B".to_vec(),
    };
    Areas {
        process: 0x2D,
        deleted: Deleted::default(),
        shown: vec![area],
    }
}

/// HARDWARE 3.1, ours: 128 × 16, red, static, in the middle.
fn ours() -> Areas {
    let area = TextArea {
        number: 0,
        x: Across::Pixels(0),
        y_px: 0,
        width: Across::Pixels(128),
        height_px: 16,
        line_spacing_px: 0,
        run: Run::Loop(0),
        align: Align::Centre,
        is_middle: true,
        lines: Lines::One,
        effect: Effect::Static,
        speed: 0,
        stay_halves: 0,
        text: b"\\C1\xC7\xEBA023\xBA\xC5\xB5\xBD5\xBA\xC5\xB4\xB0\xBF\xDA".to_vec(),
    };
    Areas {
        shown: vec![area],
        ..Areas::default()
    }
}

#[test]
fn known_commands_are_made_and_read() {
    let clock = CardClock::new((2026, 3, 31), (8, 59, 7), 2).expect("a date");
    let level = |level| Level::new(level).expect("a level");
    let mut levels = [level(4); 48];
    levels[47] = level(15);
    let daily: Vec<u8> = [
        b"\xA3\x02\x01\x00\x00\x02\x04".to_vec(),
        vec![4; 47],
        vec![15],
    ]
    .concat();
    let fixed: Vec<u8> = [b"\xA3\x02\x01\x00\x00\x01\x09".to_vec(), vec![9; 48]].concat();
    for (command, data) in [
        (Command::Ping, b"\xA2\x00\x01\x00\x00".to_vec()),
        (Command::Reset, b"\xA2\x01\x01\x00\x00".to_vec()),
        (
            Command::Clock(clock),
            b"\xA2\x03\x01\x00\x00\x26\x20\x03\x31\x08\x59\x07\x02".to_vec(),
        ),
        (Command::Power(true), b"\xA3\x00\x01\x00\x00\x01".to_vec()),
        (Command::Power(false), b"\xA3\x00\x01\x00\x00\x02".to_vec()),
        (Command::Brightness(Brightness::Fixed(level(9))), fixed),
        (Command::Brightness(Brightness::Daily(levels)), daily),
        (
            Command::Areas(of_the_maker()),
            b"\xA3\x06\x01\x2D\x00\x00\x01\x29\x00\x00\x00\x00\x00\x00\x18\x00\x20\x00\x00\x00\x00\
              \x02\x00\x00\x00\x00\x02\x02\x03\x00\x04\x05\x0E\x00\x00\x00012345QRSTTV'B"
                .to_vec(),
        ),
        (
            Command::Areas(ours()),
            b"\xA3\x06\x01\x00\x00\x00\x01\x2F\x00\x00\x00\x80\x00\x00\x80\x80\x10\x00\x00\x00\x00\
              \x00\x00\x00\x00\x0A\x01\x01\x01\x00\x00\x00\x14\x00\x00\x00\\C1\xC7\xEBA023\xBA\xC5\
              \xB5\xBD5\xBA\xC5\xB4\xB0\xBF\xDA"
                .to_vec(),
        ),
    ] {
        assert_eq!(command.data(), data, "{command:?}");
        assert_eq!(Command::of(&data), Some(command));
    }
}

#[test]
fn areas_are_deleted_by_number_or_all() {
    let deleted = |deleted| Areas {
        deleted,
        ..Areas::default()
    };
    let some = Command::Areas(deleted(Deleted::Some(vec![0, 3])));
    assert_eq!(some.data(), b"\xA3\x06\x01\x00\x00\x02\x00\x03\x00");
    assert_eq!(Command::of(&some.data()), Some(some));
    let all = Command::Areas(deleted(Deleted::All));
    assert_eq!(all.data(), b"\xA3\x06\x01\x00\x00\xFF\x00");
    assert_eq!(Command::of(&all.data()), Some(all));
}

#[test]
fn an_area_that_silence_deletes_says_after_how_many_seconds() {
    let mut areas = ours();
    areas.shown[0].run = Run::UntilSilent(150);
    let data = Command::Areas(areas.clone()).data();
    assert_eq!(data[20..23], [2, 150, 0]);
    assert_eq!(Command::of(&data), Some(Command::Areas(areas)));
}

#[test]
fn every_cut_of_a_command_is_no_command() {
    let data = Command::Areas(Areas {
        deleted: Deleted::Some(vec![7]),
        ..of_the_maker()
    })
    .data();
    for end in 0..data.len() {
        assert_eq!(Command::of(&data[..end]), None, "cut at {end}");
    }
    let more = [data.as_slice(), b"\x00"].concat();
    assert_eq!(Command::of(&more), None);
}

#[test]
fn a_clock_and_a_level_have_their_ranges() {
    let good = ((2026, 2, 28), (23, 59, 59), 6);
    assert!(CardClock::new(good.0, good.1, good.2).is_some());
    for (date, time, weekday) in [
        ((1999, 2, 28), good.1, 6),
        ((2026, 13, 28), good.1, 6),
        ((2026, 2, 0), good.1, 6),
        (good.0, (24, 0, 0), 6),
        (good.0, (0, 60, 0), 6),
        (good.0, (0, 0, 60), 6),
        (good.0, good.1, 0),
        (good.0, good.1, 8),
    ] {
        assert_eq!(CardClock::new(date, time, weekday), None);
    }
    let no_digit = b"\xA2\x03\x01\x00\x00\x26\x20\x0A\x31\x08\x59\x07\x02";
    assert_eq!(Command::of(no_digit), None);
    assert!(Level::new(0).is_none() && Level::new(16).is_none());
    assert_eq!(Level::new(15), Some(Level::MAX));
}
