//! Eight hours without the server: four kiosks, 400 people at each, and power cuts at a thousand
//! random bytes of their journals.

use super::bed::Bed;
use super::server::Server;
use crate::machine::Said;
use crate::printer::Outcome;
use hall_core::code::DeviceId;
use hall_core::ticket::PaperState;
use hall_core::{Span, TicketState, Time};
use hall_fixtures::dice::Dice;
use std::collections::{BTreeMap, BTreeSet};

const KIOSKS: usize = 4;
const PEOPLE: usize = 400;
/// Power cuts of one kiosk.
const CUTS: usize = 250;
/// 2026-03-03 08:35 UTC: five minutes after the first number of the day.
const BEGIN: Time = Time(1_772_526_900_000);
/// 400 people in eight hours.
const APART_MS: i64 = 8 * 3_600_000 / PEOPLE as i64;
const BLOCK: u32 = 1_000;
/// So often a person tries at most.
const TRIES: usize = 20;

/// A kiosk with the people before it.
struct Kiosk {
    bed: Bed,
    device: DeviceId,
    dice: Dice,
    touches: u64,
    cuts: usize,
    /// The number that each person was given on paper.
    served: BTreeMap<usize, String>,
}

impl Kiosk {
    fn new(seed: u64, device: DeviceId) -> Self {
        Self {
            bed: Bed::at(BEGIN, BLOCK, 1_000 * seed),
            device,
            dice: Dice::of(&[seed]),
            touches: 0,
            cuts: 0,
            served: BTreeMap::new(),
        }
    }

    /// The server speaks with this kiosk.
    fn with(&mut self, server: &mut Server, act: impl FnOnce(&mut Self)) {
        std::mem::swap(&mut self.bed.server, server);
        self.bed.server.heed(self.device);
        act(self);
        std::mem::swap(&mut self.bed.server, server);
    }

    /// A request is granted and the answer is lost with the line.
    fn ask_and_lose_the_line(&mut self, person: usize) {
        self.touches += 1;
        self.bed.touch(self.touches);
        while self.bed.post_to("/tickets").is_empty() && self.bed.store_one() {}
        self.bed.lose_answer();
        self.bed.lose();
        self.bed.pass(1_000);
        self.bed.rest();
        self.look(person);
    }

    /// Waits for the moment at which a person comes.
    fn until_due(&mut self, person: usize) {
        let due = BEGIN + Span(APART_MS * person as i64);
        let ms = (due - self.bed.at).0.max(0);
        self.bed.pass(u64::try_from(ms).expect("not negative"));
    }

    /// A person stays before the kiosk until there is a paper, whatever the power does.
    fn serve(&mut self, person: usize, mut cuts: usize) {
        for _ in 0..TRIES {
            if self.served.contains_key(&person) {
                return;
            }
            self.touches += 1;
            self.bed.touch(self.touches);
            if cuts > 0 {
                cuts -= 1;
                self.cut();
            }
            self.bed.rest();
            self.look(person);
            // Who was not served looks at the screen for a while and tries again.
            self.bed.pass_resting(5_000);
            self.look(person);
        }
        panic!("{person} gets no paper: {:?}", self.bed.told(self.touches));
    }

    /// Some steps go well, then the power is lost at any byte of what is being written.
    fn cut(&mut self) {
        for _ in 0..self.dice.bits() % 4 {
            let _ = self.bed.store_one() || self.bed.print_one(Outcome::Printed);
        }
        let bytes = self.bed.bytes_under_way() as u64;
        let kept = self.dice.bits() % (bytes + 1);
        self.bed
            .crash(usize::try_from(kept).expect("a short append"));
        self.cuts += 1;
    }

    fn look(&mut self, person: usize) {
        if let Some(Said::Printed { number, .. }) = self.bed.told(self.touches) {
            self.served.insert(person, number.clone());
        }
    }
}

#[test]
fn eight_hours_without_the_server_lose_and_double_nothing() {
    let mut server = Server::new(BEGIN, BLOCK);
    let mut kiosks: Vec<Kiosk> = (0..KIOSKS as u64)
        .map(|seed| Kiosk::new(seed + 1, server.one_more_kiosk(BEGIN)))
        .collect();
    for kiosk in &mut kiosks {
        kiosk.with(&mut server, |kiosk| {
            kiosk.bed.connect();
            kiosk.bed.rest();
            kiosk.ask_and_lose_the_line(0);
        });
    }
    let taken_before = server.hall.tickets().count();

    for kiosk in &mut kiosks {
        for person in 1..PEOPLE {
            kiosk.until_due(person);
            // Spread over the day; now and then the power goes again at once.
            let (cuts_left, people_left) = (CUTS - kiosk.cuts, PEOPLE - person);
            let again = usize::from(kiosk.dice.chance(0.1));
            let cuts = (cuts_left.div_ceil(people_left) + again).min(cuts_left);
            kiosk.serve(person, cuts);
        }
    }
    assert!(
        server.hall.tickets().count() == taken_before,
        "the server heard nothing"
    );

    for kiosk in &mut kiosks {
        kiosk.with(&mut server, |kiosk| {
            kiosk.bed.connect();
            kiosk.bed.pass_resting(600_000);
        });
    }
    check(&server, &kiosks);
}

fn check(server: &Server, kiosks: &[Kiosk]) {
    let hall = &server.hall;
    let intents: BTreeSet<_> = hall.tickets().map(|ticket| ticket.request).collect();
    assert_eq!(
        intents.len(),
        hall.tickets().count(),
        "one ticket per intent"
    );
    let mut papers = BTreeSet::new();
    let (mut replaced, mut cuts) = (0, 0);
    for kiosk in kiosks {
        cuts += kiosk.cuts;
        assert_eq!(
            kiosk.bed.machine.state().open(),
            0,
            "everything is handed in"
        );
        for paper in &kiosk.bed.papers {
            let mut all = hall.tickets();
            let known = all.find(|ticket| ticket.number.label(3) == paper.number);
            assert!(
                known.is_some(),
                "{paper:?} is in somebody's hand and not known"
            );
        }
        for paper in kiosk.bed.papers.iter().filter(|paper| !paper.copy) {
            assert!(papers.insert(&paper.number), "{paper:?} came out twice");
        }
        for (person, number) in &kiosk.served {
            let ticket = hall
                .tickets()
                .find(|ticket| ticket.number.label(3) == *number);
            let ticket = ticket.unwrap_or_else(|| panic!("{number} of {person} is lost"));
            assert_eq!(ticket.state, TicketState::Waiting, "{number}");
            // Where the power went before the printer's word was on disk, nobody can say.
            let is_known = matches!(ticket.paper, PaperState::Printed | PaperState::Unknown);
            assert!(is_known, "{ticket:?}");
            replaced += usize::from(ticket.spent.is_some());
        }
        assert_eq!(kiosk.served.len(), PEOPLE);
    }
    assert_eq!(cuts, KIOSKS * CUTS, "the power was cut as often as planned");
    assert_eq!(replaced, KIOSKS, "the printed number became the ticket's");
}
