//! After a restore: who must speak before numbers are given again (DESIGN 3, Witness rule).

use super::recover::Recovered;
use super::{Ask, Batch};
use hall_core::code::{DeviceId, WindowNumber};
use hall_core::device::{Device, Role};
use hall_core::{Command, Hall, Now};

/// Kiosks and guides, and windows that worked on the restored day, must speak.
///
/// It begins once and is an event; an ordinary start later goes on with whatever is left of it.
pub fn gathering(recovered: &Recovered, now: Now) -> Batch {
    let waiting_for = witnesses(&recovered.hall);
    let ask = Ask::of_hall(Command::BeginGathering { waiting_for });
    recovered.desk().decide(&[ask], now)
}

fn witnesses(hall: &Hall) -> Vec<DeviceId> {
    let worked = |window: Option<WindowNumber>| {
        let window = window.and_then(|number| hall.windows().get(&number));
        window.is_some_and(|window| !window.spans.is_empty())
    };
    let must_speak = |device: &Device| match device.role {
        Role::Kiosk | Role::Guide => !device.revoked,
        Role::Window => !device.revoked && worked(device.window),
        Role::Board | Role::Pad | Role::Manager => false,
    };
    let devices = hall.devices().iter();
    devices
        .filter(|(_, device)| must_speak(device))
        .map(|(id, _)| *id)
        .collect()
}
