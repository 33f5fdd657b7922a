//! Every pair of text and background has a contrast of at least 4.5:1 (WCAG 2, DOMAIN 7).

use crate::pages::{REPORT_CSS, TOKENS_CSS, asset_text};
use std::collections::BTreeMap;

const SHEETS: [&str; 8] = [
    TOKENS_CSS,
    REPORT_CSS,
    "board.css",
    "board-shapes.css",
    "outdoor.css",
    "desk.css",
    "pad.css",
    "phone.css",
];

/// Least contrast of text.
const CONTRAST_MIN: f64 = 4.5;

/// The colours of `tokens.css` by name.
fn tokens() -> BTreeMap<String, [f64; 3]> {
    let css = asset_text(TOKENS_CSS);
    let lines = css
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    lines
        .map(|(name, hex)| (name.to_owned(), channels(hex.trim_end_matches(';'))))
        .collect()
}

fn channels(hex: &str) -> [f64; 3] {
    [0, 2, 4].map(|at| {
        let byte = u8::from_str_radix(&hex[at..at + 2], 16).expect("six hexadecimal digits");
        let level = f64::from(byte) / 255.0;
        if level <= 0.04045 {
            level / 12.92
        } else {
            ((level + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The rules of a sheet: selector and body, also those inside media queries.
fn rules(css: &str) -> Vec<(String, String)> {
    let mut rules = Vec::new();
    for part in css.split('}') {
        let Some((selector, body)) = part.rsplit_once('{') else {
            continue;
        };
        rules.push((selector.trim().to_owned(), body.to_owned()));
    }
    rules
}

/// The token that a property of a rule names.
fn token<'a>(body: &'a str, property: &str) -> Option<&'a str> {
    let value = body.split(';').find_map(|line| {
        let (name, value) = line.trim().split_once(':')?;
        (name == property).then_some(value)
    })?;
    value.trim().strip_prefix("var(--")?.strip_suffix(')')
}

#[test]
fn black_on_white_is_21_to_1() {
    let measured = contrast(channels("000000"), channels("FFFFFF"));
    assert!((measured - 21.0).abs() < 1e-9);
}

#[test]
fn every_text_stands_out_from_its_background() {
    let tokens = tokens();
    let mut pairs = 0;
    for sheet in SHEETS {
        for (selector, body) in rules(&asset_text(sheet)) {
            let Some(text) = token(&body, "color") else {
                continue;
            };
            let ground = token(&body, "background");
            let ground = ground.unwrap_or_else(|| panic!("{sheet}, {selector}: color alone"));
            let measured = contrast(tokens[text], tokens[ground]);
            assert!(
                measured >= CONTRAST_MIN,
                "{sheet}, {selector}: {text} on {ground} {measured:.2}"
            );
            pairs += 1;
        }
    }
    assert!(pairs > 40, "only {pairs} pairs were found");
}

#[test]
fn texts_in_drawings_stand_out_from_paper() {
    let tokens = tokens();
    for (selector, body) in rules(&asset_text(REPORT_CSS)) {
        let is_text = ["svg text", "svg .count", "svg .minutes"].contains(&selector.as_str());
        if let Some(fill) = token(&body, "fill").filter(|_| is_text) {
            assert!(
                contrast(tokens[fill], tokens["paper"]) >= CONTRAST_MIN,
                "{selector}"
            );
        }
    }
}

#[test]
fn colours_are_named_in_one_place_only() {
    for sheet in &SHEETS[1..] {
        let css = asset_text(sheet);
        let body = css.replace("#bell", "");
        assert!(
            !body.contains('#') && !body.contains("rgb("),
            "{sheet} names a colour itself"
        );
    }
}
