//! What the devices of a lost hall remember: their place in the journal and the numbers they saw.

use super::story::{Device, Story};
use hall_core::code::SeriesCode;
use hall_core::device::Role;
use hall_core::{Date, Hall};
use hall_fixtures::dice::Dice;
use hall_protocol::CURRENT;
use hall_protocol::frame::Hello;
use hall_protocol::resume::Numbers;
use std::collections::{BTreeMap, BTreeSet};

/// A number on paper.
type Paper = (Date, SeriesCode, u32);

/// What the devices of a lost hall remember.
pub(super) struct Memories {
    pub(super) hellos: Vec<(Device, Hello)>,
    /// Every number that some device saw.
    pub(super) papers: BTreeSet<Paper>,
    /// The last number of every block that some kiosk holds.
    pub(super) blocks: BTreeMap<(Date, SeriesCode), u32>,
}

impl Memories {
    /// Some devices were there to the end, some were cut off earlier; a kiosk knows what it gave.
    pub(super) fn of(story: &Story, lost: usize, dice: &mut Dice) -> Self {
        let mut hellos = Vec::new();
        let mut papers = BTreeSet::new();
        let mut blocks = BTreeMap::new();
        for device in &story.devices {
            let until = match dice.index(&[2.0, 1.0]) {
                0 => lost,
                _ => dice.bits() as usize % (lost + 1),
            };
            let mut numbers = Numbers::default();
            let ranges = story.steps[lost].truth().hall.plan().map(|plan| {
                let series = plan.series.iter();
                series
                    .map(|(code, series)| (*code, series.online_max))
                    .collect()
            });
            numbers.set_ranges(&ranges.unwrap_or_default());
            for (index, step) in story.steps[..=lost].iter().enumerate() {
                let own = index > until;
                note(
                    &step.truth().hall,
                    device,
                    own,
                    &mut numbers,
                    |paper, block| {
                        papers.extend(paper);
                        if let Some((key, to)) = block {
                            let known: &mut u32 = blocks.entry(key).or_default();
                            *known = to.max(*known);
                        }
                    },
                );
            }
            let truth = story.steps[until].truth();
            let hello = Hello {
                version: CURRENT,
                role: device.role,
                token: None,
                hall: None,
                epoch: truth.epoch.map(|epoch| epoch.to_string()),
                seq: truth.tip.seq.0,
                hash: Some(truth.hash()),
                highest: numbers.to_list(),
                fresh: true,
            };
            hellos.push((device.clone(), hello));
        }
        Self {
            hellos,
            papers,
            blocks,
        }
    }
}

/// Notes what a device sees of a hall: everything, or only what it gave and holds itself.
fn note(
    hall: &Hall,
    device: &Device,
    own: bool,
    numbers: &mut Numbers,
    mut also: impl FnMut(Vec<Paper>, Option<((Date, SeriesCode), u32)>),
) {
    // Only devices that handle numbers are believed about numbers.
    if !matches!(device.role, Role::Kiosk | Role::Guide | Role::Window) {
        return;
    }
    for ticket in hall.tickets() {
        if own && ticket.issued_by != device.id {
            continue;
        }
        let mut papers = Vec::new();
        for number in std::iter::once(ticket.number).chain(ticket.spent) {
            numbers.note_number(ticket.day, number.series, number.n);
            papers.push((ticket.day, number.series, number.n));
        }
        also(papers, None);
    }
    for block in hall
        .blocks()
        .iter()
        .filter(|block| block.kiosk == device.id)
    {
        numbers.note_block(block.day, block.series, block.to);
        also(Vec::new(), Some(((block.day, block.series), block.to)));
    }
}
