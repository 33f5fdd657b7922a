//! A line in as few cells as there are: first the gaps give way, then the words, last the number.

use super::letters::{cells, cut};
use unicode_width::UnicodeWidthChar;

/// The first of several ways to say it that fits, with wide gaps, narrow gaps, or none beside
/// Chinese; else the last one cut.
pub fn fit(ways: &[Vec<String>], columns: usize) -> String {
    let spaced = ways.iter().flat_map(|parts| {
        let narrow = parts.join(" ");
        [parts.join("  "), narrow.clone(), squeeze(&narrow)]
    });
    let fitting = spaced.into_iter().find(|line| cells(line) <= columns);
    let last = || ways.last().map(|parts| squeeze_post(parts, columns));
    fitting.or_else(last).unwrap_or_default()
}

/// The number whole and as much of the rest as fits.
fn squeeze_post(parts: &[String], columns: usize) -> String {
    cut(&parts.join(" "), columns).trim_end().to_owned()
}

/// Without the spaces inside words that need none: those beside a Chinese character. The one
/// behind the window's number stays.
fn squeeze(line: &str) -> String {
    let (number, rest) = line.split_once(' ').unwrap_or((line, ""));
    let is_wide = |c: Option<char>| c.and_then(UnicodeWidthChar::width) == Some(2);
    let mut squeezed = String::new();
    let mut letters = rest.chars().peekable();
    while let Some(letter) = letters.next() {
        let beside = is_wide(squeezed.chars().last()) || is_wide(letters.peek().copied());
        if letter != ' ' || !beside {
            squeezed.push(letter);
        }
    }
    if squeezed.is_empty() {
        number.to_owned()
    } else {
        format!("{number} {squeezed}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_go_first_then_words_and_the_number_stays() {
        let way = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
        let ways: [Vec<String>; 2] = [way(&["E023", "请 到", "14"]), way(&["E023", "14"])];
        for (columns, line) in [
            (17, "E023  请 到  14"),
            (14, "E023 请 到 14"),
            (11, "E023 请到14"),
            (10, "E023  14"),
            (7, "E023 14"),
            (6, "E023 1"),
        ] {
            assert_eq!(fit(&ways, columns), line, "{columns}");
        }
        assert_eq!(fit(&[], 8), "");
    }
}
