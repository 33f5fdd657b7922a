//! Devices and who may do what: the role of a token decides, checked on every command.

mod refusal;

pub use refusal::DeviceRefusal;

use crate::code::{DepartmentCode, DeviceId, WindowNumber};
use alloc::string::String;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// What a device is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Takes numbers and restores missed ones.
    Kiosk,
    /// A clerk's terminal, bound to one window.
    Window,
    /// Shows; never commands.
    Board,
    /// The citizen's pad, bound to one window; rates, nothing else.
    Pad,
    /// A guide with a handheld.
    Guide,
    /// A hall manager.
    Manager,
    /// A department's back office; moves cases, nothing else.
    Office,
    /// Whoever asks citizens afterwards 回访员; calls back, contacts and keeps registers.
    Callback,
    /// Who leads a department 部门负责人; reads what is of that department, and changes nothing.
    Lead,
    /// Who audits 审计; reads everything, and changes nothing (GB/T 22239-2019, 8.1.4.3).
    Auditor,
}

impl Role {
    /// Whether such a device handles numbers, so that it may know some that the server forgot.
    pub const fn handles_numbers(self) -> bool {
        matches!(self, Self::Kiosk | Self::Guide | Self::Window)
    }

    /// Every role.
    pub const ALL: [Self; 10] = [
        Self::Kiosk,
        Self::Window,
        Self::Board,
        Self::Pad,
        Self::Guide,
        Self::Manager,
        Self::Office,
        Self::Callback,
        Self::Lead,
        Self::Auditor,
    ];

    /// The word on the command line and the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Window => "window",
            Self::Board => "board",
            Self::Pad => "pad",
            Self::Guide => "guide",
            Self::Manager => "manager",
            Self::Office => "office",
            Self::Callback => "callback",
            Self::Lead => "lead",
            Self::Auditor => "auditor",
        }
    }

    /// Whether a device of this role belongs to one window.
    pub const fn needs_window(self) -> bool {
        matches!(self, Self::Window | Self::Pad)
    }

    /// Whether a device of this role belongs to one department.
    pub const fn needs_department(self) -> bool {
        matches!(self, Self::Lead)
    }

    /// Whether the role may see staff data on the feed; others see what the public may.
    pub const fn sees_staff_data(self) -> bool {
        matches!(
            self,
            Self::Kiosk | Self::Window | Self::Guide | Self::Manager
        )
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A word that is no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadRole;

impl fmt::Display for BadRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a role is one of ")?;
        for (index, role) in Role::ALL.into_iter().enumerate() {
            let before = if index == 0 { "" } else { ", " };
            write!(f, "{before}{role}")?;
        }
        Ok(())
    }
}

impl core::error::Error for BadRole {}

impl FromStr for Role {
    type Err = BadRole;

    fn from_str(text: &str) -> Result<Self, BadRole> {
        Self::ALL
            .into_iter()
            .find(|role| role.word() == text)
            .ok_or(BadRole)
    }
}

/// An enrolled device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Device {
    /// What it is for.
    pub role: Role,
    /// Its name, for people.
    pub name: String,
    /// The window it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowNumber>,
    /// The department it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentCode>,
    /// SHA-256 of its token, hexadecimal.
    pub secret: String,
    /// May not speak any more.
    #[serde(default)]
    pub revoked: bool,
}

/// What a kiosk's printer says against itself, or cannot say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterTrouble {
    /// It prints; the roll ends soon.
    NearEnd,
    /// No paper.
    PaperOut,
    /// The cover is open.
    CoverOpen,
    /// The cutter is stuck.
    Cutter,
    /// A fault that only switching off can end.
    Fatal,
    /// The print head is too hot and recovers by itself.
    Hot,
    /// Offline for no reason it tells.
    Offline,
    /// Nothing can be sent to it.
    Unreachable,
    /// It should answer and does not: unknown is never shown as fine.
    Silent,
}

impl PrinterTrouble {
    /// Every trouble.
    pub const ALL: [Self; 9] = [
        Self::NearEnd,
        Self::PaperOut,
        Self::CoverOpen,
        Self::Cutter,
        Self::Fatal,
        Self::Hot,
        Self::Offline,
        Self::Unreachable,
        Self::Silent,
    ];

    /// The word on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NearEnd => "near_end",
            Self::PaperOut => "paper_out",
            Self::CoverOpen => "cover_open",
            Self::Cutter => "cutter",
            Self::Fatal => "fatal",
            Self::Hot => "hot",
            Self::Offline => "offline",
            Self::Unreachable => "unreachable",
            Self::Silent => "silent",
        }
    }
}

/// Who gives a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Actor {
    /// A device with its token.
    Device(DeviceId),
    /// The operator at the server's own command line.
    Operator,
    /// The hall itself: clock and watchdog.
    Hall,
}
