//! The pad's page.

use super::scene::{NOW, hall, names, window};
use super::{check_page, words_of};
use crate::pages::{Gone, Pad, asset_text, pad, pad_fragment, pad_gone};
use hall_core::code::{TicketId, WindowNumber};
use hall_core::plan::Language;
use hall_protocol::stamp::Stamp;
use hall_protocol::view::PromptView;

fn prompt() -> PromptView {
    PromptView {
        window: WindowNumber(14),
        ticket: TicketId(23),
        number: "E023".to_owned(),
        until: Stamp(hall_core::Time(NOW.0.0 + 60_000)),
    }
}

/// The fragment of window 14, asking in a language or asking nothing.
fn fragment(asks: Option<Language>) -> String {
    let (hall, prompt, post) = (
        hall(),
        prompt(),
        names("14 号窗口 A 岗", "Window 14, post A"),
    );
    let window = window(14, "公交卡", "open", "life");
    pad_fragment(&Pad {
        hall: &hall,
        window: &window,
        post: Some(&post),
        prompt: asks.map(|language| (&prompt, language)),
    })
}

#[test]
fn an_idle_pad_says_whose_window_it_is_and_names_no_ticket() {
    let shown = fragment(None);
    let words = words_of(&shown);
    for word in [
        "安康市政务服务中心",
        "14 号窗口",
        "公交卡",
        "14 号窗口 A 岗",
        "Window 14, post A",
    ] {
        assert!(words.contains(word), "{word} in {words}");
    }
    assert!(!shown.contains("data-ticket") && !words.contains("E023"));
}

#[test]
fn every_level_is_an_equal_button_with_words_and_a_mark_in_every_language() {
    let shown = fragment(Some(Language::En));
    assert!(shown.contains("data-ticket=\"23\"") && shown.contains("data-language=\"en\""));
    for language in Language::ALL {
        let tongue = format!("<div class=\"tongue\" lang=\"{}\"", language.tag());
        let tongue = shown.split(&tongue).nth(1).expect("each language is there");
        let tongue = tongue
            .split("<div class=\"tongue\"")
            .next()
            .unwrap_or_default();
        let buttons: Vec<&str> = tongue
            .split("<button type=\"button\" class=\"level\"")
            .skip(1)
            .collect();
        assert_eq!(buttons.len(), 5);
        for (button, level) in buttons.iter().zip([5_usize, 4, 3, 2, 1]) {
            let (head, inner) = button.split_once('>').expect("a button has an end");
            assert_eq!(
                head,
                format!(" data-act=\"level:{level}\""),
                "no level is marked beforehand"
            );
            let name = hall_text::word(language, &format!("page-pad-level-{level}"));
            assert!(inner.starts_with(&format!("<b>{name}</b>")), "{inner}");
            assert!(
                inner.contains(&format!(">{}<", "★".repeat(level))),
                "{inner}"
            );
        }
        for reason in [207, 214, 108, 115] {
            let name = hall_text::word(language, &format!("page-reason-{reason}"));
            assert!(tongue.contains(&name), "{name}");
        }
    }
}

#[test]
fn the_page_and_the_page_of_a_bad_token_keep_the_rules_of_the_house() {
    let (mut hall, live) = (hall(), fragment(Some(Language::ZhCn)));
    hall.practice = true;
    for language in Language::ALL {
        let shown = pad(&hall, 1, language, &live);
        // The text for the seconds left has a place for them.
        check_page(&shown.replace("{seconds}", ""));
        assert!(words_of(&shown).contains(&hall_text::word(language, "page-practice")));
        let gone = pad_gone(&Gone {
            hall: &hall,
            language,
        });
        check_page(&gone);
        assert!(!gone.contains("<script") && !gone.contains("hall-"));
    }
}

#[test]
fn names_of_the_plan_cannot_become_markup() {
    let mut hall = hall();
    hall.names = names("<script>alert(1)</script>", "");
    let window = window(14, "\"><img>", "open", "life");
    let shown = pad_fragment(&Pad {
        hall: &hall,
        window: &window,
        post: None,
        prompt: None,
    });
    assert!(!shown.contains("<script") && !shown.contains("<img"));
}

/// A tablet beside a window may be ten years old: its browser stops at the first word it does not
/// know, and the whole page with it.
#[test]
fn the_scripts_of_the_pad_use_nothing_that_old_browsers_do_not_know() {
    for path in ["pad.js", "pad-link.js"] {
        for line in asset_text(path).lines() {
            let code = line.split("//").next().unwrap_or_default();
            for new in [
                "=>",
                "`",
                "?.",
                "??",
                "let ",
                "const ",
                "async ",
                "await ",
                "fetch(",
                "...",
                "class ",
                ".includes(",
                "import ",
            ] {
                assert!(!code.contains(new), "{path}: {new} in {line}");
            }
        }
    }
    let css = asset_text("pad.css");
    for new in [
        "gap:",
        "inset:",
        "clamp(",
        "min(",
        "max(",
        ":focus-visible",
        "grid",
    ] {
        assert!(!css.contains(new), "pad.css: {new}");
    }
}
