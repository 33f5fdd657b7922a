//! "Did you mean": the known word nearest to a mistyped one.

use super::limits::QUOTE_CHARS_MAX;

/// The nearest of `known` if it is close enough to be what was meant.
pub(super) fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if wrong.chars().count() > QUOTE_CHARS_MAX {
        return None;
    }
    // One slip in three letters, at most two.
    let slips = (wrong.chars().count() / 3).clamp(1, 2);
    let measured = known.into_iter().map(|word| (distance(wrong, word), word));
    measured
        .filter(|(count, word)| *count <= slips && word.len() > *count)
        .min()
        .map(|best| best.1)
}

/// Letters to change, add, drop or swap with a neighbour; upper and lower case are the same.
fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.to_lowercase().chars().collect();
    let to: Vec<char> = to.to_lowercase().chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let change = last[j] + usize::from(a != b);
            let mut best = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_finger_finds_the_word_and_another_word_does_not() {
        let known = ["queue", "queues", "open", "bus-senior", "A"];
        let check = |wrong, meant| assert_eq!(nearest(wrong, known), meant, "{wrong}");
        check("quue", Some("queue"));
        check("qeuue", Some("queue"));
        check("OPEN", Some("open"));
        check("bus-seniro", Some("bus-senior"));
        check("bus-junior", Some("bus-senior"));
        check("close", None);
        check("B", None);
        check("", None);
        check(&"o".repeat(1000), None);
    }
}
