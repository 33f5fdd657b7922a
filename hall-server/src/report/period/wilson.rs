//! The lower end of what the share of satisfied citizens may be in truth, by Wilson: eleven
//! ratings of eleven do not beat 398 of 400.

/// Two-sided 95 %.
const Z: f64 = 1.96;

/// The lower Wilson bound of `part` of `whole` in millionths; none of nothing.
pub fn wilson_lower(part: u64, whole: u64) -> Option<u32> {
    if whole == 0 {
        return None;
    }
    let (n, z2) = (whole as f64, Z * Z);
    let share = part.min(whole) as f64 / n;
    let middle = share + z2 / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let lower = (middle - spread) / (1.0 + z2 / n);
    Some((lower.clamp(0.0, 1.0) * 1e6).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eleven_of_eleven_do_not_beat_398_of_400() {
        // By hand: 11/11 is 1 ÷ (1 + 3.8416/11).
        assert_eq!(wilson_lower(11, 11), Some(741_160));
        assert_eq!(wilson_lower(398, 400), Some(981_955));
    }

    #[test]
    fn the_bound_is_known_for_small_and_extreme_shares() {
        assert_eq!(wilson_lower(0, 0), None);
        assert_eq!(wilson_lower(0, 25), Some(0));
        // p = 0.5, n = 10: (0.5 + 0.19208 − 1.96 √(0.025 + 0.009604)) ÷ 1.38416.
        assert_eq!(wilson_lower(5, 10), Some(236_590));
        assert!(wilson_lower(1_000_000, 1_000_000) < Some(1_000_000));
    }
}
