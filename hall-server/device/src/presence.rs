//! Whether a device on a serial port is there: it is asked every now and then, and silent three
//! times in a row means gone. A device that cannot be asked is there while its port is open.

/// Unanswered questions in a row after which a device is gone.
const UNANSWERED_MAX: u8 = 3;

/// What is known of one device.
#[derive(Clone, Debug)]
pub(crate) struct Presence {
    every_ms: Option<u64>,
    is_open: bool,
    online: bool,
    unanswered: u8,
    probe_ms: u64,
}

/// What the clock brought.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Due {
    /// It is gone now.
    pub(crate) is_lost: bool,
}

impl Presence {
    /// A device whose port is not open yet, asked so often if it can be.
    pub(crate) fn new(every_ms: Option<u64>) -> Self {
        Self {
            every_ms,
            is_open: false,
            online: false,
            unanswered: 0,
            probe_ms: u64::MAX,
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.is_open
    }

    pub(crate) fn is_online(&self) -> bool {
        self.online
    }

    /// When the device is to be asked; `u64::MAX` for never.
    pub(crate) fn wake_ms(&self) -> u64 {
        self.probe_ms
    }

    /// The port is open and the device is asked at once; true when it counts as there without.
    pub(crate) fn opened(&mut self, now_ms: u64) -> bool {
        self.is_open = true;
        match self.every_ms {
            Some(every_ms) => {
                self.unanswered = 1;
                self.probe_ms = now_ms + every_ms;
                false
            }
            None => !std::mem::replace(&mut self.online, true),
        }
    }

    /// The port is gone; true when the device was there.
    pub(crate) fn gone(&mut self) -> bool {
        self.is_open = false;
        self.probe_ms = u64::MAX;
        std::mem::replace(&mut self.online, false)
    }

    /// It said something.
    pub(crate) fn heard(&mut self) {
        self.unanswered = 0;
    }

    /// It said that it is there; true when that is new.
    pub(crate) fn answered(&mut self) -> bool {
        self.unanswered = 0;
        !std::mem::replace(&mut self.online, true)
    }

    /// Whether it is to be asked now.
    pub(crate) fn due(&mut self, now_ms: u64) -> Option<Due> {
        let every_ms = self.every_ms.filter(|_| now_ms >= self.probe_ms)?;
        self.probe_ms = now_ms + every_ms;
        let is_silent = self.unanswered >= UNANSWERED_MAX;
        self.unanswered = self.unanswered.saturating_add(1);
        let is_lost = is_silent && std::mem::replace(&mut self.online, false);
        Some(Due { is_lost })
    }
}
