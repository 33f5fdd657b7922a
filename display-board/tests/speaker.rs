//! Sound for real: the shipped program plays through ALSA into a file, which holds the very samples
//! of the mix.
#![cfg(feature = "speaker")]

use display_board::pack::Packs;
use display_board::render::render;
use display_board::words::{Pace, Speech, utterance};
use hall_core::code::WindowNumber;
use rodio::Player;
use rodio::mixer::mixer;
use rodio::source::Zero;
use std::num::NonZero;
use std::path::Path;
use std::process::Command;

type Failure = Box<dyn std::error::Error>;

/// ALSA's own settings, which ours stand on.
const ALSA: &str = "/usr/share/alsa/alsa.conf";

#[test]
fn what_the_card_gets_is_the_mix_sample_by_sample() -> Result<(), Failure> {
    if !Path::new(ALSA).is_file() {
        println!("left out: {ALSA} is not there; install libasound2-data");
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let (tap, settings) = (
        folder.path().join("tap.wav"),
        folder.path().join("asound.conf"),
    );
    // A card without a clock that writes down what it gets, as 16-bit samples.
    let text = format!(
        "<{ALSA}>\npcm.!default {{ type plug slave {{ pcm \"tap\" format S16_LE }} }}\n\
         pcm.tap {{ type file slave.pcm \"null\" file \"{}\" format \"wav\" }}\n",
        tap.display()
    );
    std::fs::write(&settings, text)?;
    let token = folder.path().join("token");
    std::fs::write(&token, "no server is asked")?;
    let told = Command::new(env!("CARGO_BIN_EXE_display-board"))
        .args([
            "doctor",
            "--json",
            "--server",
            "http://127.0.0.1:9",
            "--token-file",
        ])
        .arg(&token)
        .env("ALSA_CONFIG_PATH", &settings)
        // No player: only the card can do it.
        .env("PATH", folder.path())
        .output()?;
    let told = String::from_utf8(told.stdout)?;
    assert!(told.contains("\"check\":\"output\",\"ok\":true"), "{told}");

    let mut wav = hound::WavReader::open(&tap)?;
    let spec = wav.spec();
    assert_eq!(spec.bits_per_sample, 16);
    let heard = wav.samples::<i16>().collect::<Result<Vec<i16>, _>>()?;
    let mix = mixed(spec.channels, spec.sample_rate)?;
    let (heard, mix) = (trimmed(&heard), trimmed(&mix));
    let worst = furthest(heard, mix);
    assert!(worst <= 1, "off by {worst} at {} Hz", spec.sample_rate);
    let seconds = mix.len() / usize::from(spec.channels) / spec.sample_rate as usize;
    assert!(seconds >= 4, "both languages take longer than {seconds} s");
    Ok(())
}

/// The announcement of `doctor` as the card's rate and channels want it.
fn mixed(channels: u16, rate: u32) -> Result<Vec<i16>, Failure> {
    let said = utterance("E023", WindowNumber(14), &Speech::default(), Pace::Short);
    let sound = render(&Packs::embedded().0, &said);
    let channels = NonZero::new(channels).ok_or("a card has channels")?;
    let rate = NonZero::new(rate).ok_or("a card has a rate")?;
    let (input, output) = mixer(channels, rate);
    let player = Player::connect_new(&input);
    // Where the rate changes a beginning is lost; the program gives silence away, too.
    let own_rate = NonZero::new(sound.rate).ok_or("a sound has a rate")?;
    player.append(Zero::new_samples(NonZero::<u16>::MIN, own_rate, LEAD));
    player.append(sound.source());
    // A player goes on with silence.
    let samples = LEAD + sound.samples.len();
    let frames = samples * rate.get() as usize / sound.rate as usize;
    let output = output.take((frames + EDGE) * usize::from(channels.get()));
    let samples = output.map(|sample| (sample * f32::from(i16::MAX)).round() as i16);
    Ok(samples.collect())
}

/// How far the two are apart where they are furthest, in the best of the places where they may lie:
/// a quiet sample at the edge that is rounded otherwise moves one by a few.
fn furthest(heard: &[i16], mix: &[i16]) -> u16 {
    let apart = |a: &[i16], b: &[i16]| {
        let pairs = a.iter().zip(b);
        pairs.map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(u16::MAX)
    };
    let whole = heard.len().abs_diff(mix.len()) <= EDGE;
    assert!(whole, "{} samples of {}", heard.len(), mix.len());
    let places = (0..=EDGE).flat_map(|by| [apart(&heard[by..], mix), apart(heard, &mix[by..])]);
    places.min().unwrap_or(u16::MAX)
}

/// Samples of silence before the mix.
const LEAD: usize = 1_600;

/// Samples by which the edges may differ.
const EDGE: usize = 16;

/// Without the silence around it, which is the card's.
fn trimmed(samples: &[i16]) -> &[i16] {
    let sounds = |sample: &i16| sample.abs_diff(0) > 1;
    let first = samples.iter().position(sounds).unwrap_or_default();
    let last = samples.iter().rposition(sounds).unwrap_or_default();
    &samples[first..=last]
}
