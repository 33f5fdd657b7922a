//! Why a device is not enrolled.

/// Why nobody was enrolled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeviceRefusal {
    /// A window's terminal or pad needs a window; nobody else has one.
    WindowForRole,
    /// Who leads a department needs a department; nobody else has one.
    DepartmentForRole,
    /// There are so many devices.
    DeviceLimit {
        /// How many there may be.
        limit: u32,
    },
}

impl DeviceRefusal {
    /// The stable code, for machines and for staff.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WindowForRole => "window_for_role",
            Self::DepartmentForRole => "department_for_role",
            Self::DeviceLimit { .. } => "device_limit",
        }
    }
}
