//! The core's own check of a finished plan, in case the parser let something pass.

use super::fault::Fault;
use super::reading::Reading;
use hall_core::Plan;

/// Reports what the core finds wrong; the line is not known any more.
pub(super) fn check(reading: &Reading<'_>, plan: &Plan) {
    // A plan with mistakes is thrown away, so only a clean one is worth a second look.
    if reading.count() == 0 {
        for problem in plan.problems() {
            reading.report(
                1,
                Fault::Inconsistent {
                    problem: format!("{problem:?}"),
                },
            );
        }
    }
}
