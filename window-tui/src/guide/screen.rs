//! The screen of the guide's desk: draws the machine, changes nothing.
//!
//! ```text
//! top line
//! --------------------------------
//! what is typed
//! items, or numbers, or a question | the number given last
//! --------------------------------
//! refusal or what is on its way
//! keys
//! ```

mod given;
mod keys;
mod rows;

use super::list::List;
use super::machine::Machine;
use super::{Ask, ask::Deed};
use crate::aid;
use crate::limits::{LISTS_FROM, SCREEN_MIN, WIDE_FROM};
use crate::screen::keys::put_notice;
use crate::screen::{
    Palette, banner, beside, draw_head_rule, draw_rule, palette as style, put_lines, question,
    too_small, top,
};
use crate::standing::Link;
use crate::text::{fit, pad, width};
use hall_core::plan::Language;
use hall_text::{FluentValue, say, word};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

/// What every part needs: the machine, the colours and the language.
struct Pen<'a> {
    machine: &'a Machine,
    palette: Palette,
    language: Language,
}

impl Pen<'_> {
    fn word(&self, key: &str) -> String {
        word(self.language, key)
    }

    fn say(&self, key: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        say(self.language, key, args)
    }
}

/// Draws everything.
pub fn draw(frame: &mut Frame<'_>, machine: &Machine, palette: Palette) {
    let area = frame.area();
    let language = machine.language();
    let pen = Pen {
        machine,
        palette,
        language,
    };
    let buffer = frame.buffer_mut();
    if area.width < SCREEN_MIN.0 || area.height < SCREEN_MIN.1 {
        return too_small(buffer, area, machine.standing(), language);
    }
    let [head, rule, body, second_rule, notice, bottom] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Length(1),
    ])
    .areas(area);
    draw_head(buffer, head, &pen);
    draw_head_rule(buffer, rule, machine.standing(), language);
    if machine.is_help() {
        keys::draw_help(buffer, body, &pen);
    } else {
        draw_body(buffer, body, &pen);
    }
    draw_rule(buffer, second_rule);
    let sent = machine
        .pending()
        .map(|pending| pen.word(&format!("guide-do-{}", pending.name)));
    put_notice(buffer, notice, machine.notice(), sent, language);
    keys::draw(buffer, bottom, &pen);
}

/// `导办台 · 安康市政务服务大厅  等候 31  过号 2  ● 在线 10:42`
fn draw_head(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let standing = pen.machine.standing();
    let columns = usize::from(area.width);
    let link = top::link(standing, pen.palette, pen.language);
    let link_width = link.iter().map(Span::width).sum::<usize>() + 1;
    let count = |state: &str| {
        let tickets = standing.picture.tickets.values();
        tickets.filter(|ticket| ticket.state == state).count()
    };
    let counts = format!(
        "  {}  {}",
        pen.say(
            "window-count-waiting",
            &[("count", count("waiting").into())]
        ),
        pen.say("window-count-missed", &[("count", count("missed").into())]),
    );
    let hall = standing.hall.as_ref();
    let hall = hall.map_or("", |hall| hall.names.get(pen.language));
    let name = format!(" {} {hall}", pen.word("guide-title"));
    let left = columns.saturating_sub(link_width + width(&counts));
    let name = fit(&name, left);
    let used = width(&name) + width(&counts) + link_width;
    let mut spans = vec![Span::styled(name, style::strong()), Span::raw(counts)];
    spans.push(Span::raw(pad("", columns.saturating_sub(used))));
    spans.extend(link);
    buffer.set_line(area.x, area.y, &Line::from(spans), area.width);
}

fn draw_body(buffer: &mut Buffer, body: Rect, pen: &Pen<'_>) {
    let beside_columns = match body.width {
        WIDE_FROM.. => 44,
        LISTS_FROM.. => 30,
        _ => 0,
    };
    let [main, side] =
        Layout::horizontal([Constraint::Min(1), Constraint::Length(beside_columns)]).areas(body);
    let main = match (side.width, pen.machine.given()) {
        (1.., _) => {
            let inner = beside(buffer, side);
            given::draw(buffer, inner, pen);
            main
        }
        // A narrow terminal shows the number above the list.
        (0, Some(_)) => {
            let rows = given::rows(pen, main.width).min(main.height / 2);
            let [above, below] =
                Layout::vertical([Constraint::Length(rows), Constraint::Min(1)]).areas(main);
            given::draw(buffer, above, pen);
            below
        }
        (0, None) => main,
    };
    let (standing, columns) = (pen.machine.standing(), main.width);
    let asks = aid::line(standing, None, columns, pen.palette, pen.language);
    let asks = asks.filter(|_| standing.link == Link::Up);
    let over = asks.unwrap_or_else(|| banner::line(standing, columns, pen.palette, pen.language));
    let told = banner::message(pen.machine.message(), standing, columns, pen.language);
    let main = put_lines(buffer, main, std::iter::once(over).chain(told));
    match pen.machine.chooser() {
        Some(chooser) => {
            let title = title(pen, &chooser.ask);
            question::draw_titled(buffer, main, &title, chooser, pen.language);
        }
        None => draw_list(buffer, main, pen),
    }
}

fn draw_list(buffer: &mut Buffer, area: Rect, pen: &Pen<'_>) {
    let area = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    let head = [find(pen, columns), Line::default()];
    let lines = match pen.machine.list() {
        List::Items => rows::items(pen, columns, rows.saturating_sub(head.len())),
        List::Tickets => rows::tickets(pen, columns, rows.saturating_sub(head.len())),
    };
    put_lines(buffer, area, head.into_iter().chain(lines));
}

/// `事项 号票   查找:lk_`
fn find(pen: &Pen<'_>, columns: usize) -> Line<'static> {
    let tab = |list: List, key: &str| {
        let words = format!(" {} ", pen.word(key));
        if pen.machine.list() == list {
            Span::styled(words, style::marked())
        } else {
            Span::raw(words)
        }
    };
    let mut spans = vec![
        tab(List::Items, "guide-items"),
        tab(List::Tickets, "guide-tickets"),
    ];
    let typed = pen.machine.typed();
    let words = if typed.is_empty() {
        let key = match pen.machine.list() {
            List::Items => "guide-find-items",
            List::Tickets => "guide-find-tickets",
        };
        Span::styled(format!("  {}", pen.word(key)), style::quiet())
    } else {
        Span::styled(format!("  {typed}_"), style::strong())
    };
    let used = spans.iter().map(Span::width).sum::<usize>();
    let style = words.style;
    spans.push(Span::styled(
        fit(&words.content, columns.saturating_sub(used)),
        style,
    ));
    Line::from(spans)
}

fn title(pen: &Pen<'_>, ask: &Ask) -> String {
    let number = |id| {
        let tickets = &pen.machine.standing().picture.tickets;
        let number = tickets.get(&id).map_or("", |ticket| &ticket.number);
        [("number", FluentValue::from(number))]
    };
    match ask {
        Ask::HelpWhom => pen.word("window-ask-help-whom"),
        Ask::Age(item) => {
            let item = pen.machine.item(*item);
            let age = item.and_then(|item| item.age_min).unwrap_or_default();
            pen.say("guide-ask-age", &[("age", age.into())])
        }
        Ask::Class(draft) => {
            let item = pen.machine.item(draft.item);
            let item = item.map_or("", |item| item.names.get(pen.language));
            pen.say("guide-ask-class", &[("item", item.into())])
        }
        Ask::Deed(id) => pen.say("guide-ask-deed", &number(*id)),
        Ask::Reclass(id) => pen.say("guide-ask-reclass", &number(*id)),
        Ask::Why(deed) | Ask::Words(deed) => {
            let key = match deed {
                Deed::Reclass { .. } => "guide-ask-why-class",
                Deed::Void { .. } => "guide-ask-why-void",
            };
            pen.say(key, &number(deed.ticket()))
        }
    }
}
