//! The file of an Onbon card.
//!
//! ```toml
//! driver = "onbon"
//! screen = 1                     # screen number (屏号) set on the card
//!
//! [[area]]
//! columns = 16                   # half-width cells of 8 pixels
//! rows = 1                       # lines of 16 pixels
//! ```

use super::{Wrong, checked_reply_ms, checked_timeout_s, numbered, timeout_s};
use crate::led::content::{Area, AreaId};
use crate::led::driver::{Driver, Kind, is_screen};
use crate::led::letters::{Charset, Letters};
use crate::led::onbon::{CELL_PX, Card, LINE_PX, Level, Place, Scroll};
use crate::limits::ONBON_ROWS_MAX;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OnbonFile {
    #[serde(rename = "driver")]
    _driver: IgnoredAny,
    screen: u16,
    #[serde(default = "any_card")]
    device: u8,
    #[serde(default = "timeout_s")]
    timeout_s: u16,
    #[serde(default = "font_card")]
    charset: Charset,
    #[serde(default = "yes")]
    colours: bool,
    #[serde(default)]
    long: Long,
    #[serde(default = "usual_speed")]
    speed: u8,
    reply_ms: Option<u64>,
    #[serde(default)]
    brightness: BTreeMap<String, u8>,
    area: Vec<PlacedArea>,
}

/// What happens to a line that is longer than its row.
#[derive(Deserialize, Default, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Long {
    #[default]
    Cut,
    Scroll,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacedArea {
    #[serde(default)]
    x: u16,
    #[serde(default)]
    y: u16,
    columns: usize,
    #[serde(default = "one_row")]
    rows: usize,
}

const fn any_card() -> u8 {
    0xFE
}

const fn font_card() -> Charset {
    Charset::Gb2312
}

const fn yes() -> bool {
    true
}

const fn one_row() -> usize {
    1
}

const fn usual_speed() -> u8 {
    4
}

/// Pixels that the protocol can say.
const PIXELS_MAX: usize = 32_767;
/// Slowest speed of a moving text.
const SPEED_MAX: u8 = 24;

impl OnbonFile {
    pub(super) fn into_driver(self) -> Result<Driver, Wrong> {
        if !is_screen(self.screen) {
            let what = format!(
                "{} is no screen number; write the one set on the card, 1 to 32767",
                self.screen
            );
            return Err(("screen".to_owned(), what));
        }
        if self.speed > SPEED_MAX {
            let what = format!(
                "{} is no speed; write 0 (fastest) to {SPEED_MAX}",
                self.speed
            );
            return Err(("speed".to_owned(), what));
        }
        let areas = numbered(&self.area, |area| (area.columns, area.rows))?;
        let places = self.places(&areas)?;
        let card = Card {
            screen: self.screen,
            device: self.device,
            timeout_s: checked_timeout_s("timeout_s", self.timeout_s)?,
            is_coloured: self.colours,
            scroll: (self.long == Long::Scroll).then_some(Scroll { speed: self.speed }),
            brightness: by_half_hour(&self.brightness)?,
            places,
        };
        Ok(Driver {
            kind: Kind::Onbon(card),
            letters: Letters {
                charset: self.charset,
                // It begins the card's own commands, and how to show one is not known.
                avoid: vec![b'\\'],
            },
            areas,
            reply_ms: checked_reply_ms(self.reply_ms)?,
        })
    }

    /// Places that a card can have, none over another.
    fn places(&self, areas: &[Area]) -> Result<Vec<Place>, Wrong> {
        let rows: usize = areas.iter().map(|area| area.rows).sum();
        if rows > ONBON_ROWS_MAX {
            let what = format!(
                "there are {rows} rows together; a card has {ONBON_ROWS_MAX} dynamic areas at most, one for each"
            );
            return Err(("area".to_owned(), what));
        }
        let mut first = 0;
        let mut places: Vec<Place> = Vec::new();
        for (entry, area) in self.area.iter().zip(areas) {
            let (right, lower) = entry.ends();
            if right > PIXELS_MAX || lower > PIXELS_MAX {
                let what = format!("it ends beyond pixel {PIXELS_MAX}; write a smaller x or y");
                return Err((place_of(area.id), what));
            }
            let mut others = self.area.iter().zip(areas).take(places.len());
            if let Some((_, other)) = others.find(|(other, _)| entry.overlaps(other)) {
                let what = format!("it lies over area {}; write another x or y", other.id.0);
                return Err((place_of(area.id), what));
            }
            places.push(Place {
                x_px: entry.x,
                y_px: entry.y,
                first,
            });
            first += area.rows as u8;
        }
        Ok(places)
    }
}

/// Levels from their times on, the last one also after midnight; none without any.
fn by_half_hour(times: &BTreeMap<String, u8>) -> Result<Option<[Level; 48]>, Wrong> {
    let mut levels = Vec::new();
    for (time, level) in times {
        let wrong = |what| ("brightness".to_owned(), what);
        let at = half_hour(time).ok_or_else(|| {
            wrong(format!(
                "{time:?} is no half hour; write times such as \"07:30\""
            ))
        })?;
        let level = Level::new(*level).ok_or_else(|| {
            wrong(format!(
                "{level} is no level; write 1 (darkest) to {}",
                Level::MAX.value()
            ))
        })?;
        levels.push((at, level));
    }
    let Some((_, last)) = levels.last() else {
        return Ok(None);
    };
    // Times written with two digits stand in their order.
    let level_at = |half: usize| {
        let begun = levels.iter().rev().find(|(at, _)| *at <= half);
        begun.map_or(*last, |(_, level)| *level)
    };
    Ok(Some(std::array::from_fn(level_at)))
}

/// `07:30` is the sixteenth half hour, counted from 0 as 15.
fn half_hour(time: &str) -> Option<usize> {
    let (hour, minute) = time.split_once(':')?;
    let is_short = hour.len() == 2 && hour.bytes().all(|digit| digit.is_ascii_digit());
    let hour: usize = hour.parse().ok().filter(|hour| is_short && *hour < 24)?;
    match minute {
        "00" => Some(hour * 2),
        "30" => Some(hour * 2 + 1),
        _ => None,
    }
}

fn place_of(id: AreaId) -> String {
    format!("area {}", id.0)
}

impl PlacedArea {
    /// The first pixels right of it and below it.
    fn ends(&self) -> (usize, usize) {
        let right = usize::from(self.x) + self.columns * usize::from(CELL_PX);
        let lower = usize::from(self.y) + self.rows * usize::from(LINE_PX);
        (right, lower)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let ((right, lower), (other_right, other_lower)) = (self.ends(), other.ends());
        usize::from(self.x) < other_right
            && usize::from(other.x) < right
            && usize::from(self.y) < other_lower
            && usize::from(other.y) < lower
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONBON: &str = include_str!("../../../../../fixtures/led/onbon.toml");

    #[test]
    fn the_example_file_is_good_and_a_card_answers_and_forgets() {
        let driver = Driver::parse("bar.toml", ONBON).expect("a good file");
        let area = Area {
            id: AreaId(0),
            columns: 16,
            rows: 1,
        };
        assert_eq!(driver.areas(), [area]);
        assert!(driver.answers() && driver.forgets());
    }

    #[test]
    fn a_bad_file_is_refused_with_entry_and_what_to_do() {
        let check = |from: &str, to: &str, expected: &str| {
            assert!(ONBON.contains(from), "{from} is in the example");
            let text = ONBON.replacen(from, to, 1);
            let error = Driver::parse("bar.toml", &text).expect_err("a bad file");
            let error = error.to_string();
            assert!(error.contains(expected), "{to}: {error}");
        };
        check(
            "screen = 1",
            "screen = 0",
            "screen: 0 is no screen number; write",
        );
        check("screen = 1", "screen = 65535", "screen: 65535 is no screen");
        check(
            "screen = 1",
            "screen = 1\nspeed = 25",
            "speed: 25 is no speed; write 0",
        );
        check("screen = 1", "screan = 1", "screan");
        check("timeout_s = 150", "timeout_s = 60", "write 90 or more");
        check("long = \"cut\"", "long = \"wrap\"", "scroll");
        check("x = 0", "x = 32700", "area 0: it ends beyond pixel 32767");
        check("rows = 1", "rows = 17", "area 0: rows: 17");
        let over = "[[area]]\nx = 120\ny = 15\ncolumns = 2\n\n[[area]]\nx = 0";
        check("[[area]]\nx = 0", over, "area 1: it lies over area 0");
        let tall = |x| format!("[[area]]\nx = {x}\ncolumns = 1\nrows = 16\n\n");
        let many = [tall(200), tall(208), tall(216)].concat();
        check("[[area]]", &format!("{many}[[area]]"), "49 rows together");
    }

    #[test]
    fn brightness_goes_from_its_times_on_and_over_midnight() {
        let levels = |table: &str| {
            let text = format!("{ONBON}\n[brightness]\n{table}");
            let driver = Driver::parse("bar.toml", &text)?;
            let Kind::Onbon(card) = driver.kind else {
                panic!("an Onbon card");
            };
            let levels = card.brightness.expect("levels");
            Ok::<_, crate::led::BadDriver>(levels.map(Level::value))
        };
        let day = levels("\"07:30\" = 12\n\"18:00\" = 5").expect("a good file");
        assert_eq!(
            [day[0], day[14], day[15], day[35], day[36], day[47]],
            [5, 5, 12, 12, 5, 5]
        );
        assert_eq!(levels("\"00:00\" = 9").expect("a good file"), [9; 48]);
        for (table, why) in [
            (
                "\"7:30\" = 12",
                "\"7:30\" is no half hour; write times such as \"07:30\"",
            ),
            ("\"24:00\" = 12", "is no half hour"),
            ("\"07:15\" = 12", "is no half hour"),
            (
                "\"07:30\" = 0",
                "brightness: 0 is no level; write 1 (darkest) to 15",
            ),
            ("\"07:30\" = 16", "16 is no level"),
        ] {
            let error = levels(table).expect_err("a bad table").to_string();
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn areas_side_by_side_have_numbers_of_their_own() {
        let beside = ONBON.replace("rows = 1", "rows = 2")
            + "\n[[area]]\nx = 128\ncolumns = 2\n\n[[area]]\ny = 32\ncolumns = 16\n";
        let driver = Driver::parse("bar.toml", &beside).expect("a good file");
        let Kind::Onbon(card) = &driver.kind else {
            panic!("an Onbon card");
        };
        let firsts: Vec<u8> = card.places.iter().map(|place| place.first).collect();
        assert_eq!(firsts, [0, 2, 3]);
    }
}
