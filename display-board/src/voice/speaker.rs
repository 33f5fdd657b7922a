//! Playing through a sound card by ourselves (cargo feature `speaker`).

use super::VoiceError;
use crate::limits::PLAYER_GRACE_MS;
use crate::render::Sound;
use std::time::{Duration, Instant};

/// Opens the default card, plays, and closes it again.
///
/// The card is opened for each announcement: an open idle one keeps the device busy, and one that
/// was unplugged would stay silent for ever.
pub(super) async fn play(sound: Sound) -> Result<(), VoiceError> {
    let played = tokio::task::spawn_blocking(move || play_blocking(&sound)).await;
    played.unwrap_or_else(|error| {
        Err(VoiceError::Card {
            what: error.to_string(),
        })
    })
}

fn play_blocking(sound: &Sound) -> Result<(), VoiceError> {
    let fault = |what: String| VoiceError::Card { what };
    let mut sink =
        rodio::DeviceSinkBuilder::open_default_sink().map_err(|error| fault(error.to_string()))?;
    sink.log_on_drop(false);
    let player = rodio::Player::connect_new(sink.mixer());
    // The player loses the beginning of what has another rate than its own silence before, and a
    // card that is closed drops what it has not played yet: silence for both.
    player.append(sound.silence(LEAD_MS));
    player.append(sound.source());
    player.append(sound.silence(TAIL_MS));
    // A card that vanishes takes no more samples; nobody waits for it longer than for a player.
    let deadline = Instant::now() + Duration::from_millis(sound.length_ms() + PLAYER_GRACE_MS);
    while !player.empty() {
        if Instant::now() > deadline {
            return Err(fault("it stopped taking sound".to_owned()));
        }
        std::thread::sleep(Duration::from_millis(POLL_MS));
    }
    Ok(())
}

/// Milliseconds of silence before a sound; 21 of it were lost at 48 kHz.
const LEAD_MS: u32 = 100;

/// Milliseconds of silence behind a sound: more than a card holds.
const TAIL_MS: u32 = 250;

/// Milliseconds between two looks at the player.
const POLL_MS: u64 = 20;
