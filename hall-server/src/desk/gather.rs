//! After a restore: who must speak before numbers are given again (DESIGN 3, Witness rule).

use super::recover::Recovered;
use super::{Ask, Batch};
use hall_core::{Command, Now};

/// Kiosks and guides, and windows that worked on the restored day, must speak; none when a start
/// needs no gathering.
///
/// A restored folder begins one. A start in the middle of one begins it again, because the folder
/// may be an older one put in place without a word, and then whoever was heard in it has given
/// numbers since. Devices say hello again at a start anyway.
pub fn gathering(recovered: &Recovered, is_restored: bool, now: Now) -> Option<Batch> {
    let unheard = recovered.hall.gathering();
    if !is_restored && unheard.is_none() {
        return None;
    }
    let mut waiting_for = recovered.hall.witnesses();
    waiting_for.extend(unheard.into_iter().flatten());
    waiting_for.sort_unstable();
    waiting_for.dedup();
    let ask = Ask::of_hall(Command::BeginGathering { waiting_for });
    Some(recovered.desk().decide(&[ask], now))
}
