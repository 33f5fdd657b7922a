//! English: "number E zero two three, please go to window fourteen".

/// The sentence as clip names.
pub(super) fn phrase(number: &str, window: u16) -> Vec<String> {
    let mut names = vec!["number".to_owned()];
    names.extend(super::spelled(number, |digit| digit.to_string()));
    names.push("window".to_owned());
    names.extend(counted(window));
    names
}

/// Every clip beside the chime and the letters.
pub(super) fn needed() -> Vec<String> {
    let numbers = (0..20)
        .chain((20..100).step_by(10))
        .map(|number: u16| number.to_string());
    numbers
        .chain(["hundred", "number", "window"].map(str::to_owned))
        .collect()
}

/// A number in words: 14 "fourteen", 105 "one hundred five"; from 1000 on digit by digit.
fn counted(number: u16) -> Vec<String> {
    if number >= 1000 {
        return number.to_string().chars().map(String::from).collect();
    }
    let (hundreds, rest) = (number / 100, number % 100);
    let mut names = Vec::new();
    if hundreds > 0 {
        names.extend([hundreds.to_string(), "hundred".to_owned()]);
    }
    match rest {
        0 if hundreds > 0 => {}
        0..20 => names.push(rest.to_string()),
        _ => {
            names.push((rest / 10 * 10).to_string());
            names.extend((rest % 10 > 0).then(|| (rest % 10).to_string()));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_said_as_english_counts() {
        for (number, words) in [
            (1, "1"),
            (10, "10"),
            (11, "11"),
            (14, "14"),
            (20, "20"),
            (62, "60 2"),
            (100, "1 hundred"),
            (105, "1 hundred 5"),
            (110, "1 hundred 10"),
            (199, "1 hundred 90 9"),
            (1205, "1 2 0 5"),
        ] {
            assert_eq!(counted(number).join(" "), words, "{number}");
        }
    }

    #[test]
    fn tickets_are_said_digit_by_digit() {
        assert_eq!(
            phrase("E023", 14).join(" "),
            "number letter-e 0 2 3 window 14"
        );
    }
}
