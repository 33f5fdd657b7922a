//! Mandarin: 请,E,零二三号,到,十四号窗口.

/// "Number `number` to window `window`, please", as clip names.
pub(super) fn phrase(number: &str, window: u16, one_as_yao: bool) -> Vec<String> {
    let spell = |value| match value {
        1 if one_as_yao => YAO.to_owned(),
        value => digit(value),
    };
    let mut names = vec!["please".to_owned()];
    names.extend(super::spelled(number, spell));
    names.extend(["number".to_owned(), "to".to_owned()]);
    names.extend(counted(window));
    names.push("window".to_owned());
    names
}

/// Every clip beside the chime and the letters.
pub(super) fn needed() -> Vec<String> {
    let words = [YAO, "ten", "hundred", "please", "number", "to", "window"];
    (0..10).map(digit).chain(words.map(str::to_owned)).collect()
}

/// 幺, the one of telephone numbers.
const YAO: &str = "yao";

/// A number as Mandarin counts: 14 十四, 105 一百零五, 110 一百一十; from 1000 on digit by digit.
fn counted(number: u16) -> Vec<String> {
    let number = u32::from(number);
    if number >= 1000 || number == 0 {
        return number
            .to_string()
            .chars()
            .filter_map(|c| c.to_digit(10))
            .map(digit)
            .collect();
    }
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let mut names = Vec::new();
    if hundreds > 0 {
        names.extend([digit(hundreds), "hundred".to_owned()]);
    }
    if tens > 0 {
        // 10 to 19 drop the leading 一, but not behind a hundred.
        if tens > 1 || hundreds > 0 {
            names.push(digit(tens));
        }
        names.push("ten".to_owned());
    } else if hundreds > 0 && ones > 0 {
        names.push(digit(0));
    }
    if ones > 0 {
        names.push(digit(ones));
    }
    names
}

fn digit(value: u32) -> String {
    format!("digit-{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(names: &[String]) -> String {
        let word = |name: &String| match name.as_str() {
            "ten" => "十",
            "hundred" => "百",
            "please" => "请",
            "number" => "号",
            "to" => "到",
            "window" => "号窗口",
            "yao" => "幺",
            name => match name.strip_prefix("digit-") {
                Some(value) => {
                    let value: usize = value.parse().expect("a digit clip ends in its digit");
                    ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"][value]
                }
                None => "?",
            },
        };
        names.iter().map(word).collect()
    }

    #[test]
    fn windows_are_said_as_mandarin_counts() {
        for (number, words) in [
            (1, "一"),
            (2, "二"),
            (10, "十"),
            (11, "十一"),
            (14, "十四"),
            (20, "二十"),
            (62, "六十二"),
            (100, "一百"),
            (105, "一百零五"),
            (110, "一百一十"),
            (114, "一百一十四"),
            (199, "一百九十九"),
            (1205, "一二零五"),
        ] {
            assert_eq!(said(&counted(number)), words, "{number}");
        }
    }

    #[test]
    fn tickets_are_said_digit_by_digit() {
        let names = phrase("E023", 14, false);
        assert_eq!(names[1], "letter-e");
        assert_eq!(said(&names), "请?零二三号到十四号窗口");
        let names = phrase("E117", 11, true);
        assert_eq!(said(&names), "请?幺幺七号到十一号窗口", "a window keeps 一");
    }
}
