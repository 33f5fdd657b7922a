//! What kiosks last said of their printers.
//!
//! Telemetry, not history: a server start knows nothing yet. Only trouble that begins or ends is an
//! event.

use hall_core::code::DeviceId;
use hall_protocol::view::PrinterView;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The last word of each kiosk; as many as there are devices at most.
#[derive(Debug, Default)]
pub struct Printers {
    said: Mutex<BTreeMap<DeviceId, PrinterView>>,
}

impl Printers {
    /// A kiosk said how its printer is.
    pub fn note(&self, kiosk: DeviceId, said: PrinterView) {
        self.said().insert(kiosk, said);
    }

    /// What a kiosk said last.
    pub fn of(&self, kiosk: DeviceId) -> Option<PrinterView> {
        self.said().get(&kiosk).cloned()
    }

    fn said(&self) -> MutexGuard<'_, BTreeMap<DeviceId, PrinterView>> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
