//! Every state in every language at every size, kept for reading; and what holds for all of them.

use super::scenes::{SCENES, Scene};
use super::{SIZES, buffer, screen};
use crate::machine::{BINDINGS, Link, Wish};
use crate::screen::Palette;
use crate::testing::{Desk, lines};
use crate::text::width;
use hall_core::plan::Language;
use hall_text::word;
use ratatui::style::{Color, Modifier};
use std::collections::BTreeSet;

/// One file per state and language in `snapshots/`, the sizes after one another. Equal lines in a row
/// stand there once, and a rule is as long as its count says, so that a person can read them.
#[test]
fn every_state_looks_as_it_was_reviewed() {
    for Scene { name, make } in SCENES {
        for language in Language::ALL {
            let shown = SIZES.map(|size| picture(&mut make(language), size));
            keep(&format!("{name}.{}", language.tag()), &shown.concat());
        }
    }
    for language in Language::ALL {
        let mut desk = super::serving(language);
        let shown = picture(&mut desk, (20, 5));
        keep(&format!("too_small.{}", language.tag()), &shown);
    }
}

fn keep(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn no_snapshot_is_left_of_a_state_that_is_gone() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/screen/tests/snapshots");
    let files = std::fs::read_dir(folder).expect("the snapshots are beside the tests");
    let name = |file: std::io::Result<std::fs::DirEntry>| {
        let name = file.expect("the folder can be read").file_name();
        name.to_string_lossy().into_owned()
    };
    let kept: BTreeSet<String> = files
        .map(name)
        .filter(|name| name.strip_suffix(".snap").is_some())
        .collect();
    let names = SCENES.map(|scene| scene.name).into_iter();
    let wanted: BTreeSet<String> = names
        .chain(["too_small"])
        .flat_map(|name| Language::ALL.map(|language| format!("{name}.{}.snap", language.tag())))
        .collect();
    assert_eq!(kept, wanted);
}

fn picture(desk: &mut Desk, (columns, rows): (u16, u16)) -> String {
    let lines = screen(desk, (columns, rows));
    let mut text = format!("{columns}x{rows}\n");
    let mut lines = lines.iter().peekable();
    while let Some(line) = lines.next() {
        let more = std::iter::from_fn(|| lines.next_if_eq(&line)).count();
        let rule = "─".repeat(usize::from(columns));
        let line = if *line == rule {
            format!("─×{columns}")
        } else {
            line.replace('█', "#")
        };
        let more = if more > 0 {
            format!("\n  ⋮ {more}")
        } else {
            String::new()
        };
        text.extend([line, more, "\n".to_owned()]);
    }
    text
}

#[test]
fn no_line_of_any_state_is_wider_than_the_terminal() {
    for_all(|case, desk, size| {
        for line in screen(desk, size) {
            assert!(width(&line) <= usize::from(size.0), "{case}: {line}");
        }
    });
}

#[test]
fn columns_stand_straight_in_every_state() {
    for_all(|case, desk, size| {
        screen(desk, size);
        let buffer = buffer(&desk.machine, size, Palette::Plain);
        let bars = |y: u16| -> Vec<u16> {
            let bar = |x: &u16| buffer[(*x, y)].symbol() == "│";
            (0..size.0).filter(bar).collect()
        };
        for y in 3..size.1 - 3 {
            assert_eq!(bars(y), bars(2), "row {y}: {case}");
        }
    });
}

#[test]
fn colour_says_nothing_that_words_do_not() {
    for_all(|case, desk, size| {
        screen(desk, size);
        let colour = buffer(&desk.machine, size, Palette::Colour);
        let plain = buffer(&desk.machine, size, Palette::Plain);
        assert_eq!(lines(&colour), lines(&plain), "{case}");
        for (coloured, plain) in colour.content.iter().zip(&plain.content) {
            assert_eq!((plain.fg, plain.bg), (Color::Reset, Color::Reset), "{case}");
            let is_coloured = coloured.bg != Color::Reset;
            let stands_out = plain.modifier.contains(Modifier::REVERSED | Modifier::BOLD);
            assert!(!is_coloured || stands_out, "{case}: {plain:?}");
        }
    });
}

#[test]
fn every_key_in_the_bottom_line_does_something_in_its_state() {
    for_all(|case, desk, size| {
        let lines = screen(desk, size);
        let bottom = lines.last().expect("a screen has lines").clone();
        // The line stands still for the moment of an act on its way.
        if desk.machine.pending().is_some() {
            return;
        }
        for binding in &BINDINGS {
            let language = desk.machine.language();
            let key = binding.key_name(language);
            let short = word(language, &format!("window-key-{}", binding.name));
            let shows = format!("  {bottom}  ").contains(&format!(" {key} {short} "));
            if shows {
                let mut again = again(case);
                screen(&mut again, size);
                assert!(acts(&mut again, binding.key), "{key} {short}: {case}");
            }
        }
        let is_page = desk.machine.chooser().is_some()
            || desk.machine.help().is_some()
            || desk.machine.sign_in().is_some();
        assert_eq!(bottom.is_empty(), is_page, "{case}");
    });
}

/// Whether a key sends something, opens something or changes a note.
fn acts(desk: &mut Desk, key: char) -> bool {
    let noted = desk.machine.noted().cloned();
    let is_sent = !desk.letter(key).is_empty();
    let machine = &desk.machine;
    let opens =
        machine.chooser().is_some() || machine.help().is_some() || machine.sign_in().is_some();
    let is_noted = matches!(machine.link(), Link::Lost { .. }) && machine.noted() != noted.as_ref();
    is_sent || opens || is_noted
}

#[test]
fn the_keys_of_an_ordinary_service_are_always_offered_when_they_work() {
    for language in Language::ALL {
        for (name, wishes) in [
            ("free_with_waiting", &[Wish::CallNext, Wish::Pause][..]),
            ("called_now", &[Wish::Start]),
            (
                "called_long_ago",
                &[Wish::Recall, Wish::Start, Wish::Missed],
            ),
            ("serving", &[Wish::Finish, Wish::Hold, Wish::Transfer]),
            ("paused", &[Wish::Open]),
            ("window_closed", &[Wish::Open]),
            ("lost", &[Wish::Finish]),
            ("lost_with_a_note", &[Wish::Reopen]),
        ] {
            let mut desk = make(name, language);
            let lines = screen(&mut desk, (80, 24));
            let bottom = lines.last().expect("a screen has lines");
            for wish in wishes {
                let short = word(language, &format!("window-key-{}", wish.name()));
                assert!(bottom.contains(&short), "{short} in {name}: {bottom}");
            }
        }
    }
}

fn make(name: &str, language: Language) -> Desk {
    let scene = SCENES.iter().find(|scene| scene.name == name);
    (scene.expect("the state has a name").make)(language)
}

/// `name language size` of a state.
fn again(case: &str) -> Desk {
    let mut words = case.split(' ');
    let name = words.next().unwrap_or_default();
    let tag = words.next().unwrap_or_default();
    let language = Language::ALL.into_iter().find(|one| one.tag() == tag);
    make(name, language.expect("a case names its language"))
}

/// Every state in every language at every size.
fn for_all(check: impl Fn(&str, &mut Desk, (u16, u16))) {
    for Scene { name, make } in SCENES {
        for language in Language::ALL {
            for size in SIZES {
                let case = format!("{name} {} {size:?}", language.tag());
                check(&case, &mut make(language), size);
            }
        }
    }
}
