//! How loud the clips of a pack are: words of one announcement come from many clips, and one that
//! is louder or quieter than the others is not understood.

use super::Pack;
use crate::limits::{LOUDNESS_DB, PEAK_MAX};
use crate::words::{CHIME, Tongue};

/// How loud a pack is, and how large.
#[derive(Clone, PartialEq, Debug)]
pub struct Levels {
    /// What it speaks.
    pub tongue: Tongue,
    /// How many clips it has, the chime among them.
    pub clips: usize,
    /// Samples per second.
    pub rate: u32,
    /// Seconds of all clips together.
    pub seconds: f32,
    /// Bytes of their files.
    pub bytes: usize,
    /// Loudness of the spoken clips in dB of full scale: the quietest, the median, the loudest; none
    /// for a pack that says nothing. Only what is voiced counts, or a pause within a word would make
    /// it quieter.
    pub loudness_db: Option<[f32; 3]>,
    /// The loudest sample of all clips in dB of full scale.
    pub peak_db: f32,
    /// Clips outside of [`LOUDNESS_DB`], or with a sample above [`PEAK_MAX`].
    pub outside: Vec<String>,
}

/// Blocks of a second in which voice and silence are told apart.
const BLOCKS_PER_S: u32 = 50;

/// The power of a silent block, against the loudest one of its clip: 30 dB less.
const SILENT: f32 = 1e-3;

impl Pack {
    pub(super) fn levels(&self, tongue: Tongue) -> Levels {
        let samples: usize = self.clips.values().map(Vec::len).sum();
        let mut spoken = Vec::new();
        let mut loudest: f32 = 0.0;
        let mut outside = Vec::new();
        for (name, samples) in &self.clips {
            let peak = peak(samples);
            loudest = loudest.max(peak);
            // The chime shall wake attention, and nobody must understand it.
            let loudness_db = (name != CHIME).then(|| loudness_db(samples, self.rate));
            if peak > PEAK_MAX || loudness_db.is_some_and(|it| !LOUDNESS_DB.contains(&it)) {
                outside.push(name.clone());
            }
            spoken.extend(loudness_db);
        }
        spoken.sort_by(f32::total_cmp);
        let median = spoken.get(spoken.len() / 2).copied();
        let ends = spoken.first().copied().zip(spoken.last().copied());
        Levels {
            tongue,
            clips: self.clips.len(),
            rate: self.rate,
            seconds: samples as f32 / self.rate as f32,
            bytes: self.bytes,
            loudness_db: ends
                .zip(median)
                .map(|((least, most), median)| [least, median, most]),
            peak_db: 20.0 * loudest.log10(),
            outside,
        }
    }
}

fn peak(samples: &[f32]) -> f32 {
    let samples = samples.iter();
    samples.fold(0.0, |peak, sample| peak.max(sample.abs()))
}

/// RMS of the blocks in which something is heard, in dB of full scale.
fn loudness_db(samples: &[f32], rate: u32) -> f32 {
    let block = (rate / BLOCKS_PER_S).max(1) as usize;
    let energy = |block: &[f32]| block.iter().map(|sample| sample * sample).sum::<f32>();
    let power = |block: &[f32]| energy(block) / block.len() as f32;
    let blocks = samples.chunks(block);
    let loudest = blocks.clone().map(power).fold(0.0, f32::max);
    let voiced = blocks.filter(|block| power(block) >= loudest * SILENT);
    let (energy, count) = voiced.fold((0.0, 0), |(sum, count), block| {
        (sum + energy(block), count + block.len())
    });
    10.0 * (energy / count.max(1) as f32).log10()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const RATE: u32 = 16_000;

    /// A square wave, whose RMS is its height.
    fn tone(height: f32, ms: usize) -> Vec<f32> {
        let samples =
            (0..ms * RATE as usize / 1000).map(|at| if at % 2 == 0 { height } else { -height });
        samples.collect()
    }

    fn levels(clips: &[(&str, Vec<f32>)]) -> Levels {
        let clips = clips.iter();
        let pack = Pack {
            rate: RATE,
            bytes: 7,
            clips: clips
                .map(|(name, samples)| ((*name).to_owned(), samples.clone()))
                .collect::<BTreeMap<_, _>>(),
        };
        pack.levels(Tongue::English)
    }

    #[test]
    fn silence_in_a_clip_makes_it_no_quieter() {
        let with_pause = [tone(0.1, 200), vec![0.0; 3200], tone(0.1, 200)].concat();
        for clip in [tone(0.1, 400), with_pause] {
            let [least, median, most] = levels(&[("one", clip)]).loudness_db.expect("it speaks");
            assert!((least + 20.0).abs() < 0.01, "{least} dB");
            assert_eq!((least, median), (median, most));
        }
    }

    #[test]
    fn a_table_counts_everything_and_names_clips_that_are_too_quiet_or_too_loud() {
        let peaky = {
            let mut clip = tone(0.11, 500);
            clip[7] = 0.95;
            clip
        };
        let table = levels(&[
            ("chime", tone(0.5, 100)),
            ("one", tone(0.11, 250)),
            ("peaky", peaky),
            ("quiet", tone(0.05, 100)),
            ("loud", tone(0.3, 50)),
        ]);
        assert_eq!((table.clips, table.rate, table.bytes), (5, RATE, 7));
        assert!((table.seconds - 1.0).abs() < 0.001, "{} s", table.seconds);
        assert_eq!(table.outside, ["loud", "peaky", "quiet"]);
        let [least, _, most] = table.loudness_db.expect("it speaks");
        assert!(
            (least + 26.0).abs() < 0.1 && (most + 10.5).abs() < 0.1,
            "{least} {most}"
        );
        assert!((table.peak_db + 0.4).abs() < 0.1, "{} dB", table.peak_db);
        let mute = levels(&[("chime", tone(0.5, 100))]);
        assert_eq!((mute.loudness_db, mute.outside), (None, vec![]));
    }
}
