//! Random bits for jitter, from the system.

/// Thirty-two random bits; a fixed pattern when the system has none, since jitter may be poor but
/// never a reason to stop.
pub fn bits() -> u32 {
    getrandom::u32().unwrap_or(0x5bd1_e995)
}
