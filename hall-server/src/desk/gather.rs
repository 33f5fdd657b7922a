//! After a restore: who must speak before numbers are given again (DESIGN 3, Witness rule).

use super::recover::Recovered;
use super::{Ask, Batch};
use hall_core::{Command, Now};

/// Kiosks and guides, and windows that worked on the restored day, must speak.
///
/// It begins once and is an event; an ordinary start later goes on with whatever is left of it.
pub fn gathering(recovered: &Recovered, now: Now) -> Batch {
    let waiting_for = recovered.hall.witnesses();
    let ask = Ask::of_hall(Command::BeginGathering { waiting_for });
    recovered.desk().decide(&[ask], now)
}
