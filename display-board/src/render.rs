//! Rendering: an utterance becomes samples through rodio's sources, and samples become WAV.

use crate::limits::{ANNOUNCEMENT_MS_MAX, PEAK_MAX};
use crate::pack::Packs;
use crate::words::{Piece, Utterance};
use rodio::buffer::SamplesBuffer;
use rodio::source::Zero;
use std::io::Cursor;
use std::num::NonZero;

/// An announcement as sound: mono, full scale = 1, never louder than [`PEAK_MAX`].
#[derive(Clone, PartialEq, Debug)]
pub struct Sound {
    /// Samples per second.
    pub rate: u32,
    /// The samples.
    pub samples: Vec<f32>,
}

impl Sound {
    /// Its length in milliseconds.
    pub fn length_ms(&self) -> u64 {
        self.samples.len() as u64 * 1000 / u64::from(self.rate)
    }

    /// Its loudest sample.
    pub fn peak(&self) -> f32 {
        self.samples
            .iter()
            .fold(0.0, |peak, sample| peak.max(sample.abs()))
    }

    /// As a rodio source.
    pub fn source(&self) -> SamplesBuffer {
        SamplesBuffer::new(MONO, rate(self.rate), self.samples.clone())
    }

    /// Silence at its rate, in milliseconds.
    #[cfg(feature = "speaker")]
    pub(crate) fn silence(&self, ms: u32) -> Zero {
        let samples = u64::from(ms) * u64::from(self.rate) / 1000;
        Zero::new_samples(MONO, rate(self.rate), samples as usize)
    }

    /// As a 16-bit WAV file, which every player takes.
    pub fn wav(&self) -> Vec<u8> {
        wav_bytes(self)
    }
}

/// The sound of an utterance; clips that the packs lack are left out.
pub fn render(packs: &Packs, utterance: &Utterance) -> Sound {
    let rate_hz = packs.rate();
    let (input, output) = rodio::queue::queue(false);
    for piece in &utterance.clips {
        match piece {
            Piece::Pause(ms) => {
                let samples = *ms as usize * rate_hz as usize / 1000;
                input.append(Zero::new_samples(MONO, rate(rate_hz), samples));
            }
            Piece::Clip { tongue, name } => {
                if let Some(samples) = packs.clip(*tongue, name) {
                    input.append(SamplesBuffer::new(MONO, rate(rate_hz), samples));
                }
            }
        }
    }
    let most = ANNOUNCEMENT_MS_MAX * rate_hz as usize / 1000;
    let samples: Vec<f32> = output
        .take(most)
        .map(|sample| sample.clamp(-PEAK_MAX, PEAK_MAX))
        .collect();
    Sound {
        rate: rate_hz,
        samples,
    }
}

fn wav_bytes(sound: &Sound) -> Vec<u8> {
    let spec = hound::WavSpec {
        channels: MONO.get(),
        sample_rate: sound.rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).expect("memory takes a header");
    for sample in &sound.samples {
        let value = (sample * f32::from(i16::MAX)).round() as i16;
        writer
            .write_sample(value)
            .expect("memory takes samples; twenty seconds fit a WAV");
    }
    writer.finalize().expect("memory takes a header");
    bytes.into_inner()
}

fn rate(hz: u32) -> NonZero<u32> {
    NonZero::new(hz).expect("a pack's rate lies in the allowed range")
}

const MONO: NonZero<u16> = NonZero::<u16>::MIN;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Pace, Speech, Tongue, utterance};
    use hall_core::code::WindowNumber;

    fn expected_samples(packs: &Packs, utterance: &Utterance) -> usize {
        let length = |piece: &Piece| match piece {
            Piece::Pause(ms) => *ms as usize * packs.rate() as usize / 1000,
            Piece::Clip { tongue, name } => packs.clip(*tongue, name).map_or(0, <[f32]>::len),
        };
        utterance.clips.iter().map(length).sum()
    }

    #[test]
    fn a_sound_is_as_long_as_its_pieces_and_never_too_loud() {
        let (packs, _) = Packs::embedded();
        for (number, window) in [("E023", 14), ("AB5023", 199), ("Z9", 1)] {
            let said = utterance(number, WindowNumber(window), &Speech::default(), Pace::Full);
            let sound = render(&packs, &said);
            let difference = sound
                .samples
                .len()
                .abs_diff(expected_samples(&packs, &said));
            // rodio may put one silent sample between two sources.
            assert!(
                difference <= said.clips.len(),
                "{number}: {difference} samples"
            );
            assert!(
                sound.peak() <= PEAK_MAX && sound.peak() > 0.3,
                "{}",
                sound.peak()
            );
        }
    }

    #[test]
    fn an_ordinary_announcement_takes_at_most_eight_seconds() {
        let (packs, _) = Packs::embedded();
        for (number, window) in [("E023", 14), ("D118", 10), ("A041", 3)] {
            let sound = render(
                &packs,
                &utterance(number, WindowNumber(window), &Speech::default(), Pace::Full),
            );
            assert!(
                sound.length_ms() <= 8_000,
                "{number}: {} ms",
                sound.length_ms()
            );
        }
    }

    #[test]
    fn even_the_longest_announcement_is_said_to_its_end() {
        let (packs, _) = Packs::embedded();
        let (number, window) = ("WWW77777", 777);
        let said = utterance(number, WindowNumber(window), &Speech::default(), Pace::Full);
        let sound = render(&packs, &said);
        assert!(sound.samples.len() + said.clips.len() >= expected_samples(&packs, &said));
    }

    #[test]
    fn a_wav_reads_back_as_it_was_rendered() {
        let (packs, _) = Packs::embedded();
        let sound = render(
            &packs,
            &utterance(
                "E023",
                WindowNumber(14),
                &Speech::plain(&[Tongue::Mandarin]),
                Pace::Short,
            ),
        );
        let mut reader = hound::WavReader::new(Cursor::new(sound.wav())).expect("a WAV file");
        let spec = reader.spec();
        assert_eq!(
            (spec.channels, spec.sample_rate, spec.bits_per_sample),
            (1, 16_000, 16)
        );
        let back: Vec<f32> = reader
            .samples::<i16>()
            .map(|sample| f32::from(sample.expect("a sample")) / f32::from(i16::MAX))
            .collect();
        assert_eq!(back.len(), sound.samples.len());
        let far = back
            .iter()
            .zip(&sound.samples)
            .any(|(a, b)| (a - b).abs() > 1.0 / 32_767.0);
        assert!(!far, "no sample is off by more than one step");
        assert_eq!(sound.wav(), sound.wav(), "byte for byte the same each time");
    }

    #[test]
    fn an_utterance_without_packs_is_silence_and_no_fault() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (packs, _) = Packs::load(dir.path());
        let sound = render(
            &packs,
            &utterance("E023", WindowNumber(14), &Speech::default(), Pace::Full),
        );
        assert_eq!(sound.peak().to_bits(), 0.0_f32.to_bits());
    }
}
