//! How a world begins, and how the server in it begins again.

use super::trouble::BACK_MS;
use super::{Ending, Happening, Seat, Site, Stall, World};
use crate::days::floor::Floor;
use crate::days::heap::Heap;
use crate::days::oracle::Oracle;
use crate::days::plan::PIN;
use crate::days::program::{Program, Reply, Stimulus, Wish};
use crate::days::programs::board::BoardProgram;
use crate::days::programs::kiosk::KioskProgram;
use crate::days::programs::office::OfficeProgram;
use crate::days::programs::staff::StaffProgram;
use crate::days::programs::window::WindowProgram;
use crate::days::server::{Server, Start};
use crate::days::sometimes::Sometimes;
use crate::days::storage::Disk;
use crate::days::story::{KIOSKS, Story};
use crate::days::trace::Trace;
use hall_core::code::{ClerkCode, WindowNumber};
use hall_core::device::Role;
use hall_core::sign_in::Factor;
use hall_core::{Command, Span, TicketState};
use hall_fixtures::dice::Dice;
use hall_protocol::resume::Cursor;
use hall_server::auth::secret;
use hall_server::desk::Ask;
use hall_server::proof::cheap_verifier;
use hall_server::random::Random;
use hall_server::store::StoreError;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// 2026-03-02 08:59 in Shanghai, a Monday, in ms.
pub(super) const FIRST_MS: i64 = 1_772_413_140_000;

/// The seats: windows first, then kiosks, boards, guide, manager and an office.
pub(super) const KIOSK_SEATS: usize = crate::days::plan::WINDOWS as usize;
pub(super) const BOARD_SEATS: usize = KIOSK_SEATS + KIOSKS;
pub(super) const GUIDE_SEAT: usize = BOARD_SEATS + crate::days::BOARDS;
pub(super) const MANAGER_SEAT: usize = GUIDE_SEAT + 1;

/// Windows with a pad.
const PADS: u16 = 3;
/// A backup is taken so often, in ms.
pub(super) const BACKUP_MS: u64 = 400_000;
/// Who can reach the server waits no longer for a feed, in s.
const PATIENCE_S: u32 = 150;
/// So many backups are kept. With more, a silent restore loses so much that a number may be given
/// before the first hello has told of it.
const BACKUPS: usize = 1;
/// So probably the power is gone on the whole floor when an older disk comes back in order.
const DARK: f64 = 0.4;
/// So probably something on the way tells the clients that the server's power went; otherwise their
/// ends stay open until they say something to the next one.
const TOLD: f64 = 0.5;

impl<'a> World<'a> {
    /// The world before the story begins.
    pub(in crate::days) fn new(story: &'a Story, keeps_lines: bool) -> Self {
        let mut world = World {
            story,
            now_ms: 0,
            heap: Heap::default(),
            seats: seats(story.seed),
            floor: Floor::new(story),
            site: Site {
                server: None,
                is_paused: false,
                life: 0,
                disk: Disk::default(),
                plan: story.plan.clone(),
                wall_step: Span(0),
                wall_frozen: None,
                is_restored: false,
                backups: Vec::new(),
                has_work: false,
            },
            calls: BTreeMap::new(),
            next_call: 1,
            next_feed: 1,
            rates: story.rates,
            is_network_down: false,
            stall: Stall::default(),
            gathering_s: 0,
            is_healed: false,
            settled_ms: None,
            written_ms: 0,
            ends_ms: story.heal_ms + super::REST_MS,
            yesterday: None,
            oracle: Oracle::default(),
            trace: Trace::new(keeps_lines),
            sometimes: Sometimes::default(),
            dice: Dice::of(&[story.seed, WORLD]),
        };
        world.plan_events();
        world
    }

    fn plan_events(&mut self) {
        self.start_server();
        self.enrol_everybody();
        self.set_pins();
        self.turn();
        self.start_seats();
        for (index, guest) in self.story.guests.iter().enumerate() {
            self.heap.push(guest.at_ms, Happening::Guest(index));
        }
        for (index, trouble) in self.story.troubles.iter().enumerate() {
            self.heap.push(trouble.at_ms, Happening::Trouble(index));
        }
        self.heap.push(1_000, Happening::Watch);
        self.heap.push(BACKUP_MS, Happening::Backup);
        self.heap.push(self.story.heal_ms, Happening::Heal);
    }

    /// Every program starts, one after the other.
    pub(super) fn start_seats(&mut self) {
        for seat in 0..self.seats.len() {
            self.start_seat(seat, 100 + 37 * seat as u64);
        }
    }

    /// A program starts after so many ms.
    pub(super) fn start_seat(&mut self, seat: usize, after_ms: u64) {
        let place = &mut self.seats[seat];
        place.run += 1;
        // Until then nobody finds it: what was there before is gone.
        place.is_up = false;
        place.frozen = None;
        place.wakes.clear();
        let run = place.run;
        let stimulus = Stimulus::Start;
        self.heap.push(
            self.now_ms + after_ms,
            Happening::Give {
                seat,
                run,
                stimulus,
            },
        );
    }

    fn enrol_everybody(&mut self) {
        for seat in 0..self.seats.len() {
            let token = self.seats[seat].token.clone();
            self.enrol(seat, &token);
            if seat < usize::from(PADS) {
                self.enrol_as(
                    Role::Pad,
                    Some(seat as u16 + 1),
                    &pad_token(seat as u16 + 1),
                );
            }
        }
    }

    /// The operator gives every clerk a PIN.
    fn set_pins(&mut self) {
        static VERIFIER: OnceLock<String> = OnceLock::new();
        let verifier = VERIFIER.get_or_init(|| {
            let made = cheap_verifier(Factor::Pin, PIN, &Random::seeded(1));
            made.expect("the simulator's PIN is a fair one")
        });
        let clerks: Vec<ClerkCode> = self.story.plan.clerks.keys().copied().collect();
        for clerk in clerks {
            self.operator(Command::SetCredential {
                clerk,
                factor: Factor::Pin,
                verifier: Some(verifier.clone()),
            });
        }
    }

    /// The operator enrols a seat's device under a token.
    pub(super) fn enrol(&mut self, seat: usize, token: &str) {
        let (role, window) = match seat {
            seat if seat < KIOSK_SEATS => (Role::Window, Some(seat as u16 + 1)),
            seat if seat < BOARD_SEATS => (Role::Kiosk, None),
            seat if seat < GUIDE_SEAT => (Role::Board, None),
            GUIDE_SEAT => (Role::Guide, None),
            MANAGER_SEAT => (Role::Manager, None),
            _ => (Role::Office, None),
        };
        self.enrol_as(role, window, token);
    }

    fn enrol_as(&mut self, role: Role, window: Option<u16>, token: &str) {
        let command = Command::EnrolDevice {
            role,
            name: token.to_owned(),
            window: window.map(WindowNumber),
            department: None,
            secret: secret(token),
        };
        self.operator(command);
    }

    /// The operator's own command line.
    pub(super) fn operator(&mut self, command: Command) {
        if let Some(server) = &mut self.site.server {
            server.order(Ask::of_operator(command));
            self.site.has_work = true;
        }
    }

    /// The server's power goes: nothing but the disk stays.
    pub(super) fn crash_server(&mut self, back_after_ms: u64) {
        self.end_server(back_after_ms, Ending::Power);
    }

    /// The server is gone, and its service manager or somebody else starts it again.
    pub(super) fn end_server(&mut self, back_after_ms: u64, ending: Ending) {
        if self.site.server.take().is_none() {
            return;
        }
        let keeps_pending = self.dice.chance(0.5);
        if self.site.disk.is_busy() {
            self.sometimes.hit("power cut in a commit");
        }
        self.site.disk.cut_power(keeps_pending);
        self.site.is_paused = false;
        self.part_with_everybody(ending);
        self.heap
            .push(self.now_ms + back_after_ms, Happening::ServerStart);
    }

    fn part_with_everybody(&mut self, ending: Ending) {
        let is_told = ending == Ending::Process || self.dice.chance(TOLD);
        for seat in 0..self.seats.len() {
            let is_known = !self.seats[seat].is_half_open && !self.seats[seat].is_cut_off;
            if !is_told {
                self.sometimes.hit("feed outlives its server");
                continue;
            }
            if let Some(line) = &self.seats[seat].feed
                && is_known
            {
                let feed = line.id;
                self.heap
                    .push(self.now_ms + 3, Happening::FeedOver { seat, feed });
            }
        }
        for (_, pending) in std::mem::take(&mut self.calls) {
            let (seat, run, tag) = (pending.seat, pending.run, pending.tag);
            let reply = Reply::Unreachable;
            let stimulus = Stimulus::Reply { tag, reply };
            self.heap.push(
                self.now_ms + 3,
                Happening::Give {
                    seat,
                    run,
                    stimulus,
                },
            );
        }
    }

    /// The server starts, from whatever its disk holds.
    pub(super) fn start_server(&mut self) {
        if self.site.server.is_some() {
            return;
        }
        self.site.life += 1;
        let is_restored = std::mem::take(&mut self.site.is_restored);
        let start = Start {
            plan: &self.site.plan,
            wall: self.wall(),
            now_ms: self.now_ms,
            is_restored,
            seed: Dice::of(&[self.story.seed, LIFE, self.site.life]).bits(),
        };
        match Server::start(&self.site.disk, &start) {
            Ok(server) => {
                if self.site.life > 1 {
                    let disk = self.site.disk.clone();
                    let oracle = &mut self.oracle;
                    disk.with(|content| oracle.recovered(content, false));
                }
                self.site.server = Some(server);
                self.site.has_work = true;
                let life = self.site.life;
                self.say("server", || format!("starts, life {life}"));
                self.written();
            }
            Err(StoreError::Damaged(broken)) => {
                self.sometimes.hit("damage found at a start");
                self.say("server", || format!("refuses to start: {broken}"));
                self.restore_backup(true);
                self.heap.push(self.now_ms + 4_000, Happening::ServerStart);
            }
            // The disk is full, or fails again: the service manager tries again.
            Err(error) => {
                self.site.is_restored = is_restored;
                self.say("server", || format!("does not start: {error}"));
                self.heap.push(self.now_ms + 5_000, Happening::ServerStart);
            }
        }
    }

    /// An older state of the disk comes back, said or unsaid.
    pub(super) fn restore_backup(&mut self, is_told: bool) {
        let draw = self.dice.bits();
        let which = draw as usize % self.site.backups.len().max(1);
        let Some(backup) = self.site.backups.get(which).cloned() else {
            return;
        };
        let disk = self.site.disk.clone();
        let oracle = &mut self.oracle;
        disk.with(|content| {
            // How full the disk is does not come back with it.
            let fault = content.fault;
            *content = backup;
            content.fault = fault;
            oracle.recovered(content, true);
        });
        self.site.is_restored = is_told;
        self.say("operator", || {
            format!("an older disk comes back, said: {is_told}")
        });
        if is_told {
            self.darken(Dice::of(&[draw]));
        }
    }

    /// Often the power was gone on the whole floor: one kiosk is back long before those who could
    /// tell what the server forgot.
    fn darken(&mut self, mut dice: Dice) {
        if self.is_healed || !dice.chance(DARK) {
            return;
        }
        self.say("WORLD", || "the floor is dark".to_owned());
        let first = KIOSK_SEATS + dice.bits() as usize % (BOARD_SEATS - KIOSK_SEATS);
        for seat in 0..self.seats.len() {
            let later_ms = dice.between(5_000.0, 60_000.0) as u64;
            self.crash_seat(seat);
            self.start_seat(seat, BACK_MS + later_ms * u64::from(seat != first));
        }
    }

    pub(super) fn back_up(&mut self) {
        let disk = self.site.disk.clone();
        // A backup is verified: what rots while the server is down gets into none.
        if !disk.is_busy() && self.site.server.is_some() {
            let copy = disk.with(|content| content.clone());
            self.site.backups.push(copy);
            if self.site.backups.len() > BACKUPS {
                self.site.backups.remove(0);
            }
        }
        self.heap.push(self.now_ms + BACKUP_MS, Happening::Backup);
    }

    /// Who can reach a running server is served before long, whatever happened before (L5).
    fn watch_programs(&mut self) {
        // What a device proves by its hello must be written before it is answered.
        let has_room = self.site.disk.with(|content| content.fault.is_none());
        let is_running = self.site.server.is_some() && !self.site.is_paused;
        let is_serving = is_running && has_room && !self.is_network_down;
        for place in &mut self.seats {
            let is_able = is_serving && place.is_up && place.frozen.is_none();
            let is_reached = !place.is_cut_off && !place.is_half_open && !place.is_stuck();
            let is_live = place.program.cursor().is_none_or(Cursor::is_live);
            if !is_able || !is_reached || is_live {
                place.unserved_s = 0;
                continue;
            }
            place.unserved_s += 1;
            let (name, seconds) = (place.program.name(), place.unserved_s);
            self.oracle.expect("L5", seconds < PATIENCE_S, || {
                format!("{name} reaches the server and has had no feed for {seconds} s")
            });
        }
    }

    /// Every second: what a real server's watchers do, and slow readers.
    pub(super) fn watch(&mut self) {
        if !self.site.is_paused
            && let Some(server) = &mut self.site.server
        {
            server.watch();
            if self.now_ms % 5_000 < 1_000 {
                server.order(Ask::of_hall(Command::Tick));
            }
            self.site.has_work = true;
        }
        (0..self.seats.len()).for_each(|seat| self.hand_over(seat));
        self.watch_readers();
        self.watch_programs();
        self.close_when_empty();
        let gathers = self.oracle.hall().gathering().is_some();
        self.gathering_s = if gathers { self.gathering_s + 1 } else { 0 };
        // The operator looks who it is that the hall waits for.
        let waits_long = self.gathering_s % 60 == 59;
        if waits_long || self.is_healed && self.now_ms.is_multiple_of(20_000) {
            self.enrol_forgotten();
        }
        self.heap.push(self.now_ms + 1_000, Happening::Watch);
    }
}

impl World<'_> {
    /// The manager closes the day once nobody is left to be served.
    fn close_when_empty(&mut self) {
        let is_time = self.is_healed
            && self.now_ms >= self.may_close_ms()
            && self.now_ms.is_multiple_of(30_000);
        let is_left =
            |state: &TicketState| state.is_live() && !matches!(state, TicketState::Missed(_));
        if is_time
            && !self.is_day_over()
            && !self
                .oracle
                .hall()
                .tickets()
                .any(|ticket| is_left(&ticket.state))
        {
            self.give(MANAGER_SEAT, Stimulus::Person(Wish::CloseDay));
        }
    }
}

fn seats(seed: u64) -> Vec<Seat> {
    let mut seats = Vec::new();
    for number in 1..=crate::days::plan::WINDOWS {
        let token = format!("token-window-{number}");
        let pad = (number <= PADS).then(|| pad_token(number));
        let program = WindowProgram::new(number, token.clone(), pad, seed);
        seats.push(seat(Box::new(program), token, true, true, seed));
    }
    for number in 1..=KIOSKS as u64 {
        let token = format!("token-kiosk-{number}");
        let program = KioskProgram::new(number, token.clone(), seed);
        seats.push(seat(Box::new(program), token, true, true, seed));
    }
    for number in 1..=crate::days::BOARDS {
        let token = format!("token-board-{number}");
        let program = BoardProgram::new(number, token.clone());
        seats.push(seat(Box::new(program), token, false, false, seed));
    }
    for role in [Role::Guide, Role::Manager] {
        let token = format!("token-{role}");
        let program = StaffProgram::new(role, token.clone());
        seats.push(seat(
            Box::new(program),
            token,
            true,
            role == Role::Guide,
            seed,
        ));
    }
    let token = "token-office".to_owned();
    let program = OfficeProgram::new(token.clone());
    seats.push(seat(Box::new(program), token, false, false, seed));
    for (index, seat) in seats.iter_mut().enumerate() {
        seat.dice = Dice::of(&[seed, SEAT, index as u64]);
    }
    seats
}

fn seat(
    program: Box<dyn Program>,
    token: String,
    hears_staff: bool,
    is_witness: bool,
    seed: u64,
) -> Seat {
    Seat {
        program,
        token,
        promised: None,
        hears_staff,
        is_witness,
        run: 0,
        is_up: false,
        frozen: None,
        wakes: BTreeSet::new(),
        feed: None,
        is_cut_off: false,
        is_half_open: false,
        unserved_s: 0,
        dice: Dice::of(&[seed, SEAT]),
    }
}

fn pad_token(window: u16) -> String {
    format!("token-pad-{window}")
}

const WORLD: u64 = 15;
const SEAT: u64 = 16;
const LIFE: u64 = 17;
