//! Random bits: from the operating system, or from a seed for the demo and tests.

use std::sync::Mutex;

/// Where random bits come from.
#[derive(Debug)]
pub enum Random {
    /// The operating system's source.
    System,
    /// A seeded source: the same seed gives the same ids and tokens.
    Seeded(Mutex<u64>),
}

impl Random {
    /// A seeded source.
    pub const fn seeded(seed: u64) -> Self {
        Self::Seeded(Mutex::new(seed))
    }

    /// 128 bits.
    pub fn bits(&self) -> u128 {
        u128::from_be_bytes(self.bytes())
    }

    /// `N` bytes.
    ///
    /// # Panics
    ///
    /// When the operating system has no random bytes to give: nothing safe is left to do.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => {
                getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
            }
            Self::Seeded(state) => {
                let mut state = state.lock().expect("nobody panics while drawing");
                for chunk in bytes.chunks_mut(8) {
                    chunk.copy_from_slice(&split_mix(&mut state).to_be_bytes()[..chunk.len()]);
                }
            }
        }
        bytes
    }
}

/// `SplitMix64` (Steele, Lea, Flood 2014): small, and good enough where nothing is secret.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
