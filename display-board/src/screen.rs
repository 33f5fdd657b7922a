//! The terminal board: pure drawing of a [`Board`] at a [`Moment`].
//!
//! From top to bottom: header, the newest call in big digits, the next two beside the list of last
//! calls and missed numbers, the queues, and notes that speak only when something is wrong. Parts
//! give way from the bottom when the screen is small.

mod calls;
mod digits;
mod header;
mod newest;
mod notes;
mod queues;
mod theme;
mod words;

pub use theme::Theme;

use crate::board::{Board, Moment};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout};
use ratatui::widgets::Block;
use words::Words;

/// Draws the whole board.
pub fn draw(frame: &mut Frame<'_>, board: &Board, moment: Moment, theme: &Theme) {
    let area = frame.area();
    let scene = Scene {
        board,
        moment,
        theme,
        words: Words::new(board),
    };
    frame.render_widget(Block::new().style(theme.ground), area);
    let notes = notes::lines(&scene, area.width);
    let is_tall = area.height >= TALL;
    let header_rows = if is_tall { 3 } else { 1 };
    let newest_rows = newest::height(&scene, area);
    let notes_rows = (notes.len() as u16).min(area.height / 4);
    let left = area
        .height
        .saturating_sub(header_rows + newest_rows + notes_rows);
    let queues_rows = queues::height(&scene, area.width, left / 2);
    let [header, newest, calls, queues, bottom] = Layout::vertical([
        Constraint::Length(header_rows),
        Constraint::Length(newest_rows),
        Constraint::Fill(1),
        Constraint::Length(queues_rows),
        Constraint::Length(notes_rows),
    ])
    .areas(area);
    header::draw(frame, header, &scene);
    newest::draw(frame, newest, &scene);
    calls::draw(frame, calls, &scene);
    queues::draw(frame, queues, &scene);
    notes::draw(frame, bottom, &scene, notes);
}

/// What every part of the screen reads.
struct Scene<'a> {
    board: &'a Board,
    moment: Moment,
    theme: &'a Theme,
    words: Words,
}

/// Rows from which on parts get air and second lines.
const TALL: u16 = 36;

#[cfg(test)]
mod tests;
