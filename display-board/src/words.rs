//! From a call to the clips that say it: which words in which order, with which silences.
//!
//! Ticket numbers are said digit by digit, as printed; windows as numbers. Clips are named, not
//! loaded: [`crate::pack`] knows the sounds, [`needed`] every name a complete pack must have.

mod english;
mod mandarin;

use hall_core::code::WindowNumber;
use hall_core::plan::Language;

/// A spoken language: one clip pack.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tongue {
    /// Mandarin 普通话, for readers of simplified and of traditional characters.
    Mandarin,
    /// English.
    English,
}

impl Tongue {
    /// Every spoken language.
    pub const ALL: [Self; 2] = [Self::Mandarin, Self::English];

    /// The folder of its pack.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Mandarin => "cmn",
            Self::English => "en",
        }
    }

    /// The spoken languages of a hall, in its order, each once.
    pub fn of(languages: &[Language]) -> Vec<Self> {
        let mut tongues = Vec::new();
        for language in languages {
            let tongue = match language {
                Language::ZhCn | Language::ZhHant => Self::Mandarin,
                Language::En => Self::English,
            };
            if !tongues.contains(&tongue) {
                tongues.push(tongue);
            }
        }
        if tongues.is_empty() {
            vec![Self::Mandarin]
        } else {
            tongues
        }
    }
}

/// How a hall speaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speech {
    /// Its languages, first one first.
    pub tongues: Vec<Tongue>,
    /// 一 in a ticket's number is said 幺, which nobody takes for 七.
    pub one_as_yao: bool,
}

impl Speech {
    /// These languages, every digit as it is read.
    pub fn plain(tongues: &[Tongue]) -> Self {
        Self {
            tongues: tongues.to_vec(),
            one_as_yao: false,
        }
    }
}

impl Default for Speech {
    fn default() -> Self {
        Self::plain(&Tongue::ALL)
    }
}

/// One piece of an announcement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// A clip of a pack.
    Clip {
        /// The pack.
        tongue: Tongue,
        /// Its name in the manifest.
        name: String,
    },
    /// Silence in milliseconds.
    Pause(u32),
}

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pace {
    /// The first language twice, the second time slower, then the others once.
    Full,
    /// Every language once: others wait for the voice.
    Short,
}

/// An announcement, ready to be rendered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Utterance {
    /// What sounds, in order.
    pub clips: Vec<Piece>,
}

/// The announcement of `number` at `window`: a chime, then every language in turn.
pub fn utterance(number: &str, window: WindowNumber, speech: &Speech, pace: Pace) -> Utterance {
    let mut clips = Vec::new();
    for (index, tongue) in speech.tongues.iter().enumerate() {
        let words = phrase(*tongue, number, window.0, speech.one_as_yao);
        if index == 0 {
            clips.push(Piece::Clip {
                tongue: *tongue,
                name: CHIME.to_owned(),
            });
            spoken(&mut clips, *tongue, &words, QUICK_MS);
            if pace == Pace::Full {
                clips.push(Piece::Pause(BETWEEN_MS));
                spoken(&mut clips, *tongue, &words, SLOW_MS);
            }
        } else {
            clips.push(Piece::Pause(BETWEEN_MS));
            spoken(&mut clips, *tongue, &words, QUICK_MS);
        }
    }
    Utterance { clips }
}

/// "Something urgent stands on the screen": three chimes, then every language in turn, and the first
/// one again.
pub fn attention(speech: &Speech) -> Utterance {
    let mut clips = Vec::new();
    let clip = |tongue: Tongue, name: &str| {
        let name = name.to_owned();
        Piece::Clip { tongue, name }
    };
    let first = speech.tongues.first().copied().unwrap_or(Tongue::Mandarin);
    clips.extend((0..3).map(|_| clip(first, CHIME)));
    for tongue in speech.tongues.iter().chain([&first]) {
        clips.push(Piece::Pause(BETWEEN_MS));
        clips.push(clip(*tongue, ATTENTION));
    }
    Utterance { clips }
}

fn spoken(clips: &mut Vec<Piece>, tongue: Tongue, words: &[String], gap_ms: u32) {
    for (index, name) in words.iter().enumerate() {
        if index > 0 && gap_ms > 0 {
            clips.push(Piece::Pause(gap_ms));
        }
        clips.push(Piece::Clip {
            tongue,
            name: name.clone(),
        });
    }
}

/// The clips of one sentence.
pub fn phrase(tongue: Tongue, number: &str, window: u16, one_as_yao: bool) -> Vec<String> {
    match tongue {
        Tongue::Mandarin => mandarin::phrase(number, window, one_as_yao),
        Tongue::English => english::phrase(number, window),
    }
}

/// The names of all clips that a complete pack has.
pub fn needed(tongue: Tongue) -> Vec<String> {
    let mut names = vec![CHIME.to_owned(), ATTENTION.to_owned()];
    names.extend(('a'..='z').map(|letter| format!("letter-{letter}")));
    names.extend(match tongue {
        Tongue::Mandarin => mandarin::needed(),
        Tongue::English => english::needed(),
    });
    names
}

/// Letters and digits of a printed number, one clip each; other signs are not said.
fn spelled<'a>(
    number: &'a str,
    digit: impl Fn(u32) -> String + 'a,
) -> impl Iterator<Item = String> + 'a {
    number.chars().filter_map(move |sign| match sign {
        'A'..='Z' | 'a'..='z' => Some(format!("letter-{}", sign.to_ascii_lowercase())),
        _ => sign.to_digit(10).map(&digit),
    })
}

/// The two notes before every announcement.
pub(crate) const CHIME: &str = "chime";

/// The sentence that asks everybody to read the screen.
const ATTENTION: &str = "attention";

/// Silence between clips of a sentence, in milliseconds.
const QUICK_MS: u32 = 10;

/// The same when it is repeated: slower, for those who missed it.
const SLOW_MS: u32 = 45;

/// Silence between sentences, in milliseconds.
const BETWEEN_MS: u32 = 150;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clip_that_can_be_said_is_among_the_needed_ones() {
        for tongue in Tongue::ALL {
            let needed = needed(tongue);
            for window in 0..=2_000 {
                for one_as_yao in [false, true] {
                    for name in phrase(tongue, "AZ0123456789", window, one_as_yao) {
                        assert!(needed.contains(&name), "{name}, window {window}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_hall_of_both_chinese_scripts_speaks_mandarin_once() {
        let all = [Language::ZhHant, Language::ZhCn, Language::En];
        assert_eq!(Tongue::of(&all), [Tongue::Mandarin, Tongue::English]);
        assert_eq!(Tongue::of(&[]), [Tongue::Mandarin]);
        assert_eq!(
            Tongue::of(&[Language::En, Language::ZhCn])[0],
            Tongue::English
        );
    }

    #[test]
    fn a_full_announcement_chimes_once_and_repeats_the_first_language() {
        let full = utterance("E023", WindowNumber(14), &Speech::default(), Pace::Full);
        let count = |wanted: &str, tongue: Tongue| {
            let is = |piece: &&Piece| matches!(piece, Piece::Clip { tongue: t, name } if *t == tongue && name == wanted);
            full.clips.iter().filter(is).count()
        };
        assert_eq!(
            count("chime", Tongue::Mandarin) + count("chime", Tongue::English),
            1
        );
        assert_eq!(count("window", Tongue::Mandarin), 2);
        assert_eq!(count("window", Tongue::English), 1);
        let slow = full
            .clips
            .iter()
            .filter(|piece| **piece == Piece::Pause(SLOW_MS))
            .count();
        assert_eq!(
            slow,
            phrase(Tongue::Mandarin, "E023", 14, false).len() - 1,
            "only the repeat is slow"
        );
    }

    #[test]
    fn what_is_urgent_is_said_in_every_language_and_twice_in_the_first() {
        let said = attention(&Speech::default());
        let names = said.clips.iter().filter_map(|piece| match piece {
            Piece::Clip { tongue, name } => Some((*tongue, name.as_str())),
            Piece::Pause(_) => None,
        });
        let (zh, en) = (Tongue::Mandarin, Tongue::English);
        let chimes = [(zh, "chime"); 3];
        let said: Vec<_> = names.collect();
        assert_eq!(said[..3], chimes);
        assert_eq!(said[3..], [zh, en, zh].map(|tongue| (tongue, "attention")));
    }

    #[test]
    fn a_short_announcement_says_every_language_once() {
        let short = utterance("E023", WindowNumber(14), &Speech::default(), Pace::Short);
        let windows = short
            .clips
            .iter()
            .filter(|piece| matches!(piece, Piece::Clip { name, .. } if name == "window"));
        assert_eq!(windows.count(), 2);
    }
}
