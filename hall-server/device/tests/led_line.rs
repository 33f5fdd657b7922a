//! Several bars on one line, by scripts: what goes over it, byte for byte, and when.

use hall_device::led::{
    AreaId, Content, Driver, LedLine, LedLineAction, LedLineInput, LedReport, LedTrouble, Station,
    Wire,
};
use proptest::prelude::*;

/// A bar of four cells that is told one thing only: two registers.
const BAR: &str =
    "driver = \"modbus\"\nunit = 5\n[[area]]\ncolumns = 4\nstart = 0\nregisters = 2\n";
const AREA: AreaId = AreaId(0);

/// "A023" to units 5 (HARDWARE 3.3) and 6, and what they say to it.
const A023_TO_5: &[u8] = b"\x05\x10\x00\x00\x00\x02\x04A023\xA7\xD9";
const A023_TO_6: &[u8] = b"\x06\x10\x00\x00\x00\x02\x04A023\xA8\x9D";
const DONE_BY_5: &[u8] = b"\x05\x10\x00\x00\x00\x02\x40\x4C";
const DONE_BY_6: &[u8] = b"\x06\x10\x00\x00\x00\x02\x40\x7F";

struct Bed {
    line: LedLine,
    now_ms: u64,
}

/// What the line did: the unit of every request, reports, and whether it is wanted anew.
#[derive(Default, PartialEq, Eq, Debug)]
struct Did {
    sent: Vec<Vec<u8>>,
    reports: Vec<(usize, LedReport)>,
    reopens: bool,
}

fn driver(unit: u16) -> Driver {
    let driver = Driver::parse("bar.toml", BAR).expect("a good file");
    driver.numbered(unit).expect("a unit")
}

/// What a unit says to a request that it obeys.
fn done(request: &[u8]) -> Vec<u8> {
    let body = &request[..6];
    [body, &hall_device::check::modbus(body).to_le_bytes()].concat()
}

impl Bed {
    /// Open at 0, with units from 5 on.
    fn open(bars: u16, wire: Wire) -> Self {
        let drivers = (5..5 + bars).map(driver);
        let mut bed = Self {
            line: LedLine::new(drivers, wire, 7),
            now_ms: 0,
        };
        assert_eq!(bed.on(LedLineInput::Opened), Did::default());
        bed
    }

    /// Where every bar shows a number.
    fn showing(bars: u16, number: &str) -> Self {
        let mut bed = Self::open(bars, Wire::Serial);
        let first = bed.call(number);
        bed.obey(first, &[]);
        bed.now_ms += 100;
        bed
    }

    fn on(&mut self, input: LedLineInput<'_>) -> Did {
        let mut did = Did::default();
        for action in self.line.on(input, self.now_ms) {
            match action {
                LedLineAction::Send(bytes) => did.sent.push(bytes),
                LedLineAction::Report(bar, report) => did.reports.push((bar, report)),
                LedLineAction::Reopen => did.reopens = true,
            }
        }
        assert!(did.sent.len() <= 1, "one request is outstanding: {did:?}");
        did
    }

    fn show(&mut self, bar: usize, text: &str) -> Did {
        let content = Content {
            lines: vec![text.to_owned()],
            ..Content::default()
        };
        self.on(LedLineInput::Show(bar, AREA, content))
    }

    /// Every bar of up to eight should show this number now.
    fn call(&mut self, text: &str) -> Did {
        let told: Vec<Did> = (0..8).map(|bar| self.show(bar, text)).collect();
        told.into_iter().fold(Did::default(), |mut all, did| {
            all.sent.extend(did.sent);
            all
        })
    }

    fn hear(&mut self, bytes: &[u8]) -> Did {
        self.on(LedLineInput::Bytes(bytes))
    }

    fn wake(&mut self) -> Did {
        self.now_ms = self.line.wake_ms();
        self.on(LedLineInput::Tick)
    }

    /// All bars but the dead ones answer 5 ms after each request, until nothing is to be done for a
    /// second. Unit and time of every request.
    fn obey(&mut self, did: Did, dead: &[u8]) -> Vec<(u8, u64)> {
        let (mut log, mut did) = (Vec::new(), did);
        loop {
            let Some(request) = did.sent.pop() else {
                if self.line.wake_ms() > self.now_ms + 1_000 {
                    return log;
                }
                did = self.wake();
                continue;
            };
            log.push((request[0], self.now_ms));
            if dead.contains(&request[0]) {
                did = self.wake();
            } else {
                self.now_ms += 5;
                did = self.hear(&done(&request));
            }
        }
    }
}

fn units(log: &[(u8, u64)]) -> Vec<u8> {
    log.iter().map(|(unit, _)| *unit).collect()
}

#[test]
fn bars_are_asked_one_after_another_each_under_its_own_number() {
    let mut bed = Bed::open(2, Wire::Serial);
    assert_eq!(bed.show(0, "A023").sent, [A023_TO_5]);
    assert_eq!(bed.show(1, "A023"), Did::default(), "the line is taken");
    bed.now_ms = 9;
    assert_eq!(bed.hear(DONE_BY_6), Did::default(), "it was not asked");
    assert_eq!(bed.hear(&DONE_BY_5[..3]), Did::default());
    bed.now_ms = 10;
    let shown = [(0, LedReport::Online), (0, LedReport::Shown(AREA))];
    let did = bed.hear(&DONE_BY_5[3..]);
    assert_eq!((did.sent.len(), did.reports.as_slice()), (0, &shown[..]));
    assert_eq!(
        (bed.wake().sent, bed.now_ms),
        (vec![A023_TO_6.to_vec()], 30)
    );
    let shown = [(1, LedReport::Online), (1, LedReport::Shown(AREA))];
    assert_eq!(bed.hear(DONE_BY_6).reports, shown);
    assert_eq!(bed.line.wake_ms(), 60_010, "the refresh of the first");
    assert_eq!(driver(6).station(), Some(Station::Unit(6)));
}

#[test]
fn a_dead_bar_costs_its_time_for_a_reply_and_the_others_show_the_call_first() {
    let mut bed = Bed::showing(4, "A023");
    let from_ms = bed.now_ms;
    let first = bed.call("A024");
    let log = bed.obey(first, &[6]);
    assert_eq!(units(&log), [5, 6, 7, 8, 6, 6]);
    let waited: Vec<u64> = log.iter().map(|(_, at_ms)| at_ms - from_ms).collect();
    assert_eq!(waited, [0, 25, 1_025, 1_050, 1_075, 2_075]);

    // Known to be silent it comes behind all others at once.
    let first = bed.call("A025");
    assert_eq!(units(&bed.obey(first, &[6])), [5, 7, 8]);
}

#[test]
fn a_dead_bar_is_asked_less_and_less_often_and_shows_the_newest_call_when_it_is_back() {
    let mut bed = Bed::showing(2, "A023");
    let did = bed.show(1, "A024");
    let mut asked = bed.obey(did, &[6]);
    let gave_up_ms = bed.now_ms;
    while bed.now_ms < gave_up_ms + 300_000 {
        let did = bed.wake();
        asked.extend(bed.obey(did, &[6]));
    }
    let dead: Vec<u64> = asked
        .iter()
        .filter(|(unit, _)| *unit == 6)
        .map(|(_, at_ms)| *at_ms)
        .collect();
    let waits: Vec<u64> = dead.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert_eq!(
        waits[..8],
        [1_000, 1_000, 6_000, 11_000, 21_000, 41_000, 61_000, 61_000]
    );
    let refreshed = asked.iter().filter(|(unit, _)| *unit == 5).count();
    assert!((5..=6).contains(&refreshed), "every minute: {refreshed}");

    bed.show(1, "A031");
    let mut did = bed.wake();
    if did.sent[0][0] == 5 {
        bed.hear(&done(&did.sent[0]));
        did = bed.wake();
    }
    let text = did.sent[0][7..11].to_vec();
    assert_eq!((did.sent[0][0], text.as_slice()), (6, b"A031".as_slice()));
    let shown = [(1, LedReport::Online), (1, LedReport::Shown(AREA))];
    assert_eq!(bed.hear(&done(&did.sent[0])).reports, shown);
    let first = bed.call("A032");
    assert_eq!(
        units(&bed.obey(first, &[])),
        [5, 6],
        "it is one of them again"
    );
}

#[test]
fn a_call_goes_before_another_try_of_a_silent_bar() {
    let mut bed = Bed::showing(3, "A023");
    let did = bed.show(1, "A024");
    bed.obey(did, &[6]);
    // The next try is due now.
    bed.now_ms = bed.line.wake_ms();
    let did = bed.show(0, "A025");
    assert_eq!(did.sent[0][0], 5);
    bed.show(2, "A025");
    bed.hear(&done(&did.sent[0]));
    let did = bed.wake();
    assert_eq!(did.sent[0][0], 7, "the call");
    bed.hear(&done(&did.sent[0]));
    assert_eq!(bed.wake().sent[0][0], 6, "and then the silent one");
}

#[test]
fn silence_is_told_once_of_the_bar_that_is_silent() {
    let mut bed = Bed::showing(2, "A023");
    bed.show(1, "A024");
    let mut reports = Vec::new();
    for _ in 0..20 {
        let did = bed.wake();
        reports.extend(did.reports);
        if let Some(request) = did.sent.first().filter(|request| request[0] == 5) {
            reports.extend(bed.hear(&done(request)).reports);
        }
    }
    assert_eq!(reports, [(1, LedReport::Offline(LedTrouble::Silent))]);
}

#[test]
fn a_new_call_goes_before_a_refresh_but_no_refresh_waits_for_ever() {
    let mut bed = Bed::showing(3, "A023");
    // The first bar's refresh is due and on its way, the second one's is due.
    let refresh = bed.wake();
    bed.now_ms += 30;
    assert_eq!(bed.show(2, "A024"), Did::default());
    assert_eq!(units(&bed.obey(refresh, &[])), [5, 7, 6]);

    // Units 5 and 7 get a new call as soon as the last one is shown.
    bed.now_ms = bed.line.wake_ms();
    let mut did = Did::default();
    let (begin_ms, mut number) = (bed.now_ms, 100);
    let refreshed_ms = loop {
        number += 1;
        did.sent.extend(bed.show(0, &format!("A{number}")).sent);
        did.sent.extend(bed.show(2, &format!("A{number}")).sent);
        let request = did.sent.pop().expect("there is always a call");
        if request[0] == 6 {
            break bed.now_ms;
        }
        bed.now_ms += 5;
        bed.hear(&done(&request));
        did = bed.wake();
    };
    let waited_ms = refreshed_ms - begin_ms;
    assert!((10_000..10_200).contains(&waited_ms), "{waited_ms} ms");
}

#[test]
fn a_late_reply_keeps_the_line_quiet_and_noise_without_end_does_not() {
    let mut bed = Bed::showing(2, "A023");
    bed.show(0, "A024");
    bed.show(1, "A024");
    bed.now_ms += 3;
    bed.hear(DONE_BY_5);
    // Behind the answer more bytes come: the next request waits for the gap again.
    bed.now_ms += 15;
    assert_eq!(bed.hear(b"\x00"), Did::default());
    let late_ms = bed.now_ms;
    assert_eq!(bed.wake().sent[0][0], 6);
    assert_eq!(bed.now_ms, late_ms + 20);
    bed.hear(DONE_BY_6);
    bed.show(0, "A025");
    let from_ms = bed.now_ms;
    let sent_ms = loop {
        bed.now_ms += 5;
        let did = bed.hear(b"\xFF");
        if !did.sent.is_empty() {
            break bed.now_ms;
        }
        assert!(bed.now_ms < from_ms + 1_000, "the line is never free");
    };
    assert_eq!(sent_ms - from_ms, 200);
}

#[test]
fn a_busy_bar_is_asked_again_while_the_others_go_on() {
    let mut bed = Bed::showing(2, "A023");
    let first = bed.call("A024");
    assert_eq!(first.sent[0][0], 5);
    let body: &[u8] = &[5, 0x90, 6];
    let busy = [body, &hall_device::check::modbus(body).to_le_bytes()].concat();
    let busy_ms = bed.now_ms;
    bed.hear(&busy);
    let did = bed.wake();
    assert_eq!(did.sent[0][0], 6);
    let log = bed.obey(did, &[]);
    assert_eq!(log, [(6, busy_ms + 20), (5, busy_ms + 100)]);
}

#[test]
fn a_line_that_comes_back_gets_everything_anew() {
    let mut bed = Bed::showing(2, "A023");
    bed.call("A024");
    let gone = bed.on(LedLineInput::Gone("pulled".to_owned()));
    let trouble = |bar| {
        (
            bar,
            LedReport::Offline(LedTrouble::NoLine("pulled".to_owned())),
        )
    };
    assert_eq!(gone.reports, [trouble(0), trouble(1)]);
    assert_eq!(bed.line.wake_ms(), u64::MAX);
    bed.now_ms += 5_000;
    let did = bed.on(LedLineInput::Opened);
    assert_eq!(units(&bed.obey(did, &[])), [5, 6]);
}

#[test]
fn a_shared_connection_is_opened_anew_only_when_no_bar_answers() {
    let is_opened_anew = |answering: &[u8]| {
        let mut bed = Bed::open(2, Wire::Network);
        let mut did = bed.call("A023");
        for _ in 0..40 {
            did = match did.sent.first() {
                Some(request) if answering.contains(&request[6]) => {
                    let answer = [&request[..5], &[6], &request[6..12]].concat();
                    bed.hear(&answer)
                }
                _ => bed.wake(),
            };
            if did.reopens {
                return true;
            }
        }
        false
    };
    assert!(is_opened_anew(&[]));
    assert!(!is_opened_anew(&[5]));
}

#[test]
fn a_bar_that_the_line_lacks_does_nothing() {
    let mut bed = Bed::open(1, Wire::Serial);
    assert_eq!(bed.show(1, "A023"), Did::default());
    assert_eq!(bed.line.shown(1, AREA), None);
    assert_eq!(LedLine::new([], Wire::Serial, 0).wake_ms(), u64::MAX);
}

/// Anything that may happen to a line of three bars.
#[derive(Clone, Copy, Debug)]
enum Any {
    Show(usize, u16),
    Wait(u64),
    /// What the bar that was asked says: how many bytes of it, and its code, 0 for done.
    Answer(usize, u8),
    Gone,
    Opened,
}

fn any_event() -> impl Strategy<Value = Any> {
    prop_oneof![
        4 => (0..4_usize, 0..1_000_u16).prop_map(|(bar, number)| Any::Show(bar, number)),
        4 => (0..3_000_u64).prop_map(Any::Wait),
        6 => (prop_oneof![Just(8_usize), 0..8_usize], 0..7_u8)
            .prop_map(|(bytes, code)| Any::Answer(bytes, code)),
        1 => Just(Any::Gone),
        1 => Just(Any::Opened),
    ]
}

/// Who is asked and since when, and whether the line is open.
struct Watch {
    bed: Bed,
    asked: Option<(Vec<u8>, u64)>,
    is_open: bool,
    troubles: [Option<LedTrouble>; 3],
}

impl Watch {
    fn step(&mut self, event: Any) {
        let did = match event {
            Any::Show(bar, number) => self.bed.show(bar, &format!("A{number:03}")),
            Any::Wait(ms) => {
                self.bed.now_ms += ms;
                let did = self.bed.on(LedLineInput::Tick);
                assert!(
                    self.bed.line.wake_ms() > self.bed.now_ms,
                    "a tick is left due"
                );
                did
            }
            Any::Answer(bytes, code) => match self.asked.take_if(|_| bytes >= 8) {
                Some((request, _)) if code == 0 => self.bed.hear(&done(&request)),
                Some((request, _)) => {
                    let body = [request[0], 0x90, code];
                    let check = hall_device::check::modbus(&body).to_le_bytes();
                    self.bed.hear(&[body.as_slice(), &check].concat())
                }
                None => self.bed.hear(&DONE_BY_5[..bytes.min(7)]),
            },
            Any::Gone => {
                (self.is_open, self.asked) = (false, None);
                self.bed.on(LedLineInput::Gone("pulled".to_owned()))
            }
            Any::Opened => {
                (self.is_open, self.asked) = (true, None);
                self.bed.on(LedLineInput::Opened)
            }
        };
        for (bar, report) in did.reports {
            match report {
                LedReport::Online => self.troubles[bar] = None,
                LedReport::Offline(trouble) => {
                    assert_ne!(self.troubles[bar].as_ref(), Some(&trouble), "told twice");
                    self.troubles[bar] = Some(trouble);
                }
                LedReport::Shown(area) => assert!(self.bed.line.shown(bar, area).is_some()),
                LedReport::NotSet(_) => {}
            }
        }
        if let Some(request) = did.sent.into_iter().next() {
            assert!(self.is_open, "bytes for a closed line");
            let now_ms = self.bed.now_ms;
            let before = self.asked.replace((request, now_ms));
            let is_over = before.is_none_or(|(_, sent_ms)| now_ms >= sent_ms + 1_000);
            assert!(is_over, "two requests at once");
        }
    }
}

proptest! {
    #[test]
    fn whatever_happens_one_request_is_out_and_in_the_end_every_bar_shows_its_newest_call(
        events in prop::collection::vec(any_event(), 0..80)
    ) {
        let mut watch = Watch {
            bed: Bed::open(3, Wire::Serial),
            asked: None,
            is_open: true,
            troubles: [None, None, None],
        };
        for event in events {
            watch.step(event);
        }
        watch.step(Any::Opened);
        for bar in 0..3 {
            watch.step(Any::Show(bar, 500));
        }
        let until_ms = watch.bed.now_ms + 130_000;
        while watch.bed.now_ms < until_ms {
            match watch.asked {
                Some(_) => watch.step(Any::Answer(8, 0)),
                None => watch.step(Any::Wait(watch.bed.line.wake_ms() - watch.bed.now_ms)),
            }
        }
        for bar in 0..3 {
            let shown = watch.bed.line.shown(bar, AREA).map(|content| content.lines[0].as_str());
            prop_assert_eq!(shown, Some("A500"));
        }
    }
}
