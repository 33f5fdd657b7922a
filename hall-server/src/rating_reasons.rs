//! The listed reasons of a bad rating.
//!
//! The national options of 好差评 for a service at a window, with their national codes: the first
//! digit is the level. A hall does not edit them; a new national list is a new version here, and
//! codes that were once given keep their words.

use hall_core::Language;
use hall_text::word;

/// Level 2, 不满意.
const POOR: [u16; 8] = [207, 208, 209, 210, 211, 212, 213, 214];

/// Level 1, 非常不满意.
const VERY_POOR: [u16; 8] = [108, 109, 110, 111, 112, 113, 114, 115];

/// The codes that may be chosen for a level; none for a good one.
pub const fn of_level(level: u8) -> &'static [u16] {
    match level {
        1 => &VERY_POOR,
        2 => &POOR,
        _ => &[],
    }
}

/// The words of a code.
pub fn words(code: u16, language: Language) -> String {
    word(language, &format!("page-reason-{code}"))
}

/// The chosen reasons as one text; none when a code is not of this level or stands twice.
pub fn text(level: u8, codes: &[u16], language: Language) -> Option<String> {
    let is_once = |(at, code): (usize, &u16)| !codes[..at].contains(code);
    let all_fit = codes.iter().all(|code| of_level(level).contains(code));
    if !all_fit || !codes.iter().enumerate().all(is_once) {
        return None;
    }
    let one = |code: &u16| format!("{code} {}", words(*code, language));
    Some(codes.iter().map(one).collect::<Vec<_>>().join(PAUSE))
}

/// Between two reasons.
pub const PAUSE: &str = "; ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_reason_has_words_in_every_language() {
        for code in POOR.iter().chain(&VERY_POOR) {
            assert!(hall_text::has(&format!("page-reason-{code}")), "{code}");
        }
    }

    #[test]
    fn reasons_belong_to_their_level_and_are_said_once() {
        let said = |level, codes: &[u16]| text(level, codes, Language::ZhCn);
        assert_eq!(said(2, &[213]), Some("213 窗口人员业务不熟练".to_owned()));
        let two = "114 跑动次数与承诺的不一致; 115 服务态度差效率低";
        assert_eq!(said(1, &[114, 115]), Some(two.to_owned()));
        assert_eq!(said(2, &[115]), None, "of level 1");
        assert_eq!(said(2, &[213, 213]), None);
        assert_eq!(said(3, &[213]), None, "a good rating has no reasons");
        assert_eq!(said(2, &[999]), None);
        assert_eq!(said(5, &[]), Some(String::new()));
    }
}
