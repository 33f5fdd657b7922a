//! Random bits from the system.

/// Thirty-two random bits; a fixed pattern when the system has none, since jitter may be poor but
/// never a reason to stop.
pub fn bits() -> u32 {
    getrandom::u32().unwrap_or(0x5bd1_e995)
}

/// Bits for names that nobody may guess and that must never come twice.
///
/// # Panics
///
/// When the system has no random bits: a name that may come twice is no name.
pub fn name_bits() -> u128 {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the system gives random bits");
    u128::from_be_bytes(bytes)
}
