//! Why nothing is written into a register.

/// Why nothing was entered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RegisterRefusal {
    /// What a patrol found is put right today or later.
    RegisterDay,
    /// So many is a slip of the keyboard.
    RegisterCount {
        /// The most.
        max: u32,
    },
}

impl RegisterRefusal {
    /// The stable code, for machines and for staff.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RegisterDay => "register_day",
            Self::RegisterCount { .. } => "register_count",
        }
    }
}
