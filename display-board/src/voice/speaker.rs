//! Playing through a sound card by ourselves (cargo feature `speaker`).

use super::VoiceError;
use crate::render::Sound;

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
    let mut sink =
        rodio::DeviceSinkBuilder::open_default_sink().map_err(|error| VoiceError::Card {
            what: error.to_string(),
        })?;
    sink.log_on_drop(false);
    let player = rodio::Player::connect_new(sink.mixer());
    player.append(sound.source());
    player.sleep_until_end();
    Ok(())
}
