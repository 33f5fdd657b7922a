//! A window asks for help: everybody on duty sees it, somebody goes, it ends.

use super::{Decided, Decision};
use crate::code::{DeviceId, WindowNumber};
use crate::command::Answer;
use crate::device::{Actor, Role};
use crate::event::{Alarm, Event, Help};
use crate::hall::Hall;
use crate::refusal::Refusal;

impl Hall {
    /// Asking twice is asking once: nobody counts presses of an alarm key.
    pub(super) fn ask_help(&self, window: WindowNumber, help: Help) -> Decided {
        self.window_of(window)?;
        let alarm = Alarm::Help(window, help);
        if self.alarm_since(alarm).is_some() {
            return Ok(Decision::none(Answer::Window(window)));
        }
        Ok(Decision::one(
            Event::AlarmRaised { alarm },
            Answer::Window(window),
        ))
    }

    /// The first who goes is on record; the window itself cannot calm the others.
    pub(super) fn accept_help(&self, by: Actor, window: WindowNumber, help: Help) -> Decided {
        let alarm = self.asked(window, help)?;
        let (device, own) = self.who(by);
        if own == Some(window) {
            return Err(Refusal::OwnHelp);
        }
        match self.accepted_by(alarm) {
            Some(first) if first == device => Ok(Decision::none(Answer::Window(window))),
            Some(_) => Err(Refusal::HelpAccepted),
            None => Ok(Decision::one(
                Event::AlarmAccepted { alarm, by: device },
                Answer::Window(window),
            )),
        }
    }

    /// Ended by the window, by whoever went there, or by guides and managers.
    pub(super) fn end_help(&self, by: Actor, window: WindowNumber, help: Help) -> Decided {
        let alarm = self.asked(window, help)?;
        let (device, own) = self.who(by);
        let went = self.accepted_by(alarm) == Some(device);
        if let Some(own) = own.filter(|own| *own != window && !went) {
            return Err(Refusal::OtherWindow { own });
        }
        Ok(Decision::one(
            Event::AlarmCleared { alarm },
            Answer::Window(window),
        ))
    }

    fn asked(&self, window: WindowNumber, help: Help) -> Result<Alarm, Refusal> {
        self.window_of(window)?;
        let alarm = Alarm::Help(window, help);
        let is_on = self.alarm_since(alarm).is_some();
        is_on.then_some(alarm).ok_or(Refusal::NoHelpAsked)
    }

    /// The device, and its window when it is a window's terminal.
    fn who(&self, by: Actor) -> (DeviceId, Option<WindowNumber>) {
        let Actor::Device(id) = by else {
            return (DeviceId(0), None);
        };
        let device = self.devices.get(&id);
        let window = device.filter(|device| device.role == Role::Window);
        (id, window.and_then(|device| device.window))
    }
}
