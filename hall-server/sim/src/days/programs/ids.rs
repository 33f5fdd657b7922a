//! Ids of intents in the simulator: valid UUIDs, the same in every run of a seed.

use hall_fixtures::dice::Dice;

/// An endless row of ids that no other program of the seed draws.
pub(super) struct Ids {
    high: u64,
    next: u64,
}

impl Ids {
    /// The ids of one program; `run` keeps a restarted one from repeating itself.
    pub(super) fn new(program: u64, run: u64) -> Self {
        Self {
            high: 0x0190_0000_0000_7000 | (program << 16),
            next: run << 32,
        }
    }

    /// The next one.
    pub(super) fn draw(&mut self) -> String {
        self.next += 1;
        let Self { high, next } = self;
        let (a, b, c) = (*high >> 32, (*high >> 16) & 0xffff, *high & 0xffff);
        format!("{a:08x}-{b:04x}-{c:04x}-8000-{next:012x}")
    }

    /// 128 bits for tokens.
    pub(super) fn bits(&mut self) -> u128 {
        self.next += 1;
        let mut dice = Dice::of(&[self.high, self.next]);
        (u128::from(dice.bits()) << 64) | u128::from(dice.bits())
    }
}
