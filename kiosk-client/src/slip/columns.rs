//! Text in columns: on paper an ASCII character covers one column and everything else two.
//!
//! This is the width of a printer's font, not of a terminal: `·` and `“` are two columns wide there.

/// Columns that a text covers at its own size.
pub fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Lines of at most `limit` columns; Chinese breaks anywhere, other words only when they must.
///
/// A line never begins with a closing mark when the line before it has two characters to spare.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines = Lines {
        done: Vec::new(),
        line: String::new(),
        covered: 0,
        limit,
    };
    for piece in pieces(text) {
        if lines.covered + columns(piece.trim_end()) > limit {
            lines.end();
        }
        piece.chars().for_each(|character| lines.push(character));
    }
    lines.end();
    lines.done
}

/// Whether [`wrap`] needs no more than `lines_max` lines.
pub fn fits(text: &str, limit: usize, lines_max: usize) -> bool {
    columns(text.trim_end()) <= limit * lines_max && wrap(text, limit).len() <= lines_max
}

/// [`wrap`], with at most `lines_max` lines; what does not fit ends in `…`.
pub fn wrap_within(text: &str, limit: usize, lines_max: usize) -> Vec<String> {
    let mut lines = wrap(text, limit);
    if lines.len() > lines_max {
        lines.truncate(lines_max);
        if let Some(last) = lines.last_mut() {
            while columns(last) + width('…') > limit && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

fn width(character: char) -> usize {
    if character.is_ascii() { 1 } else { 2 }
}

/// Lines being filled.
struct Lines {
    done: Vec<String>,
    line: String,
    covered: usize,
    limit: usize,
}

impl Lines {
    fn push(&mut self, character: char) {
        if self.covered + width(character) > self.limit && character != ' ' {
            self.end();
        }
        // A line begins with a word.
        if character != ' ' || !self.line.is_empty() {
            self.line.push(character);
            self.covered += width(character);
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.covered = 0;
        let line = line.trim_end();
        if !line.is_empty() {
            self.done.push(line.to_owned());
        }
    }
}

/// What must stay together: a word with the space behind it, or one wide character with its marks.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, character)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(character);
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    let closing = "、。，；：？！）》”’…,.;:?!)".contains(after);
    let opening = "（《“‘(".contains(before);
    let inside_word = before.is_ascii() && after.is_ascii() && before != ' ';
    !closing && !opening && !inside_word && after != ' '
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_counts_two_columns() {
        assert_eq!(columns("公交IC公益卡领卡"), 16);
        assert_eq!(columns("a·b"), 4);
    }

    #[test]
    fn lines_never_exceed_their_columns() {
        let text =
            "请带好：身份证原件、领卡凭条 and a very-long-English-word-that-fits-nowhere（附件）";
        for limit in 4..60 {
            for line in wrap(text, limit) {
                assert!(columns(&line) <= limit, "{line:?} in {limit}");
            }
        }
    }

    #[test]
    fn nothing_but_spaces_is_lost_by_wrapping() {
        let text = "Bring: ID card, receipt. 请带好：身份证原件、凭条。";
        let bare = |text: &str| text.replace(' ', "");
        for limit in 2..60 {
            assert_eq!(bare(&wrap(text, limit).concat()), bare(text), "{limit}");
        }
    }

    #[test]
    fn words_stay_whole_and_marks_stay_behind_them() {
        assert_eq!(wrap("Window 14, floor 1", 10), ["Window 14,", "floor 1"]);
        assert_eq!(wrap("身份证、凭条", 6), ["身份", "证、凭", "条"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_dots() {
        assert_eq!(wrap_within("一二三四五六七八", 6, 2), ["一二三", "四五…"]);
        assert_eq!(wrap_within("一二三", 6, 2), ["一二三"]);
    }
}
