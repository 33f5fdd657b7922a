//! A card as its file describes it: content becomes frames, and bytes the answer to a frame.

use super::area::{Across, Effect, Lines, Run, TextArea};
use super::command::{Areas, Command, Deleted};
use super::frame::{Decoder, Frame, HOST};
use super::reply::{CardError, Reply};
use super::setting::{Brightness, CardClock, Level};
use crate::led::content::{Area, Colour, Content};
use crate::led::driver::Found;
use crate::led::letters::{Letters, cells};
use crate::limits::LED_SCROLL_CELLS_MAX;
use hall_core::planted::{self, Bug};

/// One card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::led) struct Card {
    /// Its screen number (屏号), 1 to 32,767.
    pub(in crate::led) screen: u16,
    /// What kind it is, FE for any.
    pub(in crate::led) device: u8,
    /// Seconds after which it deletes what it is not sent again.
    pub(in crate::led) timeout_s: u16,
    /// Whether it has diodes of more than one colour.
    pub(in crate::led) is_coloured: bool,
    /// What happens to a line that is longer than its row; None when it is cut.
    pub(in crate::led) scroll: Option<Scroll>,
    /// How bright in each half hour, by the card's clock.
    pub(in crate::led) brightness: Option<[Level; 48]>,
    /// Of each area, in their order.
    pub(in crate::led) places: Vec<Place>,
}

/// Long lines move to the left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::led) struct Scroll {
    /// 0 is fastest, 24 slowest.
    pub(in crate::led) speed: u8,
}

/// Where an area is on its card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::led) struct Place {
    pub(in crate::led) x_px: u16,
    pub(in crate::led) y_px: u16,
    /// The number of its first row; each row is a dynamic area, so that nobody needs to know how a
    /// card breaks lines.
    pub(in crate::led) first: u8,
}

/// Pixels of a half-width cell.
pub(in crate::led) const CELL_PX: u16 = 8;
/// Pixels of a line.
pub(in crate::led) const LINE_PX: u16 = 16;

impl Card {
    /// Frames that make an area show this, as few as their size allows: what stands in one frame
    /// changes at once. Blank content is deleted, and the card goes on with its own programme.
    pub(in crate::led) fn frames(
        &self,
        index: usize,
        area: Area,
        content: &Content,
        letters: &Letters,
    ) -> Vec<Frame> {
        let place = self.places[index];
        let rows = (0..area.rows as u16).zip(place.first..);
        if content.is_blank() {
            let deleted = Deleted::Some(rows.map(|(_, number)| number).collect());
            let areas = Areas {
                deleted,
                ..Areas::default()
            };
            return self.frame(&Command::Areas(areas)).into_iter().collect();
        }
        let mut frames = Vec::new();
        let mut batch = Areas::default();
        let mut batched = None;
        for (row, number) in rows {
            let line = content
                .lines
                .get(usize::from(row))
                .map_or("", String::as_str);
            let shown = TextArea {
                number,
                x: Across::Pixels(place.x_px),
                y_px: place.y_px + row * LINE_PX,
                width: Across::Pixels(area.columns as u16 * CELL_PX),
                ..self.text_area(line, area.columns, content, letters)
            };
            batch.shown.push(shown.clone());
            let with_it = self.frame(&Command::Areas(batch.clone()));
            if with_it.is_some() {
                batched = with_it;
                continue;
            }
            frames.extend(batched.take());
            batch.shown = vec![shown];
            batched = self.frame(&Command::Areas(batch.clone()));
        }
        frames.extend(batched);
        frames
    }

    /// Sets the brightness; none when the file leaves it as it is.
    pub(in crate::led) fn brightness_frame(&self) -> Option<Frame> {
        let brightness = self.brightness.map(Brightness::Daily)?;
        self.frame(&Command::Brightness(brightness))
    }

    /// Sets the clock.
    pub(in crate::led) fn clock_frame(&self, clock: CardClock) -> Option<Frame> {
        self.frame(&Command::Clock(clock))
    }

    /// None when it is too long for a card.
    fn frame(&self, command: &Command) -> Option<Frame> {
        Frame::new(self.screen, HOST, self.device, command.data()).ok()
    }

    /// A line with its colour; where it stands is said elsewhere.
    fn text_area(
        &self,
        line: &str,
        columns: usize,
        content: &Content,
        letters: &Letters,
    ) -> TextArea {
        let scroll = self.scroll.filter(|_| cells(line) > columns);
        let room = match scroll {
            Some(_) => cells(line).min(LED_SCROLL_CELLS_MAX),
            None => columns,
        };
        let colour: &[u8] = match content.style.colour {
            _ if !self.is_coloured => b"",
            Colour::Red => b"\\C1",
            Colour::Green => b"\\C2",
            Colour::Yellow => b"\\C3",
        };
        let text = letters.encode(line, room, content.style.align);
        TextArea {
            number: 0,
            x: Across::Pixels(0),
            y_px: 0,
            width: Across::Pixels(0),
            height_px: LINE_PX,
            line_spacing_px: 0,
            run: self.run(),
            // The text is as wide as the row and has its spaces where it wants them.
            align: crate::led::content::Align::Left,
            is_middle: false,
            lines: Lines::One,
            effect: scroll.map_or(Effect::Static, |_| Effect::Left),
            speed: scroll.map_or(0, |scroll| scroll.speed),
            stay_halves: 0,
            text: [colour, &text].concat(),
        }
    }

    /// Without the board it goes dark by itself.
    fn run(&self) -> Run {
        if planted::is(Bug::BarNeverDark) {
            return Run::Loop(self.timeout_s);
        }
        Run::UntilSilent(self.timeout_s)
    }

    /// At most how many bytes its word that all is done has: the CRC may need two escapes.
    pub(in crate::led) fn reply_bytes(&self) -> usize {
        let reply = Frame::new(HOST, self.screen, self.device, Reply::Done.data());
        reply.map_or(0, |frame| frame.encode().len() + 2)
    }

    /// Looks for the card's answer: other cards of the line speak to the same host.
    pub(in crate::led) fn find_reply(&self, heard: &[u8]) -> Found {
        let frames = Decoder::default().feed(heard).into_iter().flatten();
        let mut ours = frames.filter(|frame| (frame.to(), frame.from()) == (HOST, self.screen));
        let first = ours.find_map(|frame| Reply::of(frame.data()));
        match first {
            // A damaged frame was not heard: it is sent again, and a line that always damages them
            // is a silent one.
            None | Some(Reply::Refused(CardError::Check)) => Found::Nothing,
            Some(Reply::Done) => Found::Done,
            Some(Reply::Refused(CardError::Busy)) => Found::Busy,
            Some(Reply::Refused(error)) => Found::Refused(error.code()),
        }
    }
}

#[cfg(test)]
mod tests;
