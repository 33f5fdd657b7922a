//! Screens on the test backend: three sizes, three languages, and what must be seen on each.

use super::{Palette, draw};
use crate::machine::{Answer, Event, Failure, Key, Machine, PadNews, Settings};
use crate::testing::Desk;
use crate::text::width;
use hall_core::code::TicketId;
use hall_core::plan::Language;
use hall_protocol::Problem;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (160, 50)];

fn screen_in(machine: &Machine, (columns, rows): (u16, u16), palette: Palette) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows))
        .expect("a test backend has no errors");
    let frame = terminal.draw(|frame| draw(frame, machine, palette));
    frame.expect("a test backend has no errors").buffer.clone()
}

fn screen(desk: &mut Desk, size: (u16, u16)) -> Vec<String> {
    desk.send(Event::Resize(size.0, size.1));
    lines(&screen_in(&desk.machine, size, Palette::Plain))
}

/// The lines of a buffer as a terminal shows them: a wide character hides the cell behind it.
fn lines(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (area.top()..area.bottom())
        .map(|y| {
            let mut line = String::new();
            let mut x = area.left();
            while x < area.right() {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(width(symbol).max(1)).expect("a symbol is narrow");
            }
            line.trim_end().to_owned()
        })
        .collect()
}

fn serving(language: Language) -> Desk {
    let mut desk = Desk::in_language(language);
    desk.put_in_hand(23, "serving");
    desk.show();
    desk
}

#[test]
fn print_all() {
    for language in Language::ALL {
        for size in SIZES {
            let mut desk = serving(language);
            println!("{}", screen(&mut desk, size).join("\n"));
            println!("=====");
        }
        let mut desk = Desk::in_language(language);
        println!("{}", screen(&mut desk, (80, 24)).join("\n"));
        desk.letter('?');
        println!("{}", screen(&mut desk, (80, 24)).join("\n"));
        desk.letter('?');
        desk.put_in_hand(23, "called");
        desk.show();
        desk.lose();
        desk.pass(8000);
        desk.letter(' ');
        println!("{}", screen(&mut desk, (80, 24)).join("\n"));
        println!("{}", screen(&mut desk, (60, 20)).join("\n"));
    }
}
