//! What makes a ticket printed, failed or unknown.

use super::*;
use proptest::prelude::*;

const TICKET: &[u8] = b"ticket";
const DONE: &[u8] = &[0x37, 0x22, b'0', b'0', b'0', b'1', 0x00];

fn job(proof: Proof) -> PrintJob {
    speaking(StatusBy::DleEot, proof)
}

fn speaking(status: StatusBy, proof: Proof) -> PrintJob {
    let profile = Profile {
        status,
        proof,
        ..Profile::default()
    };
    PrintJob::new(TICKET.to_vec(), &profile, ProcessId::of(0), Step::KEPT)
}

/// `DLE EOT n`.
fn ask(n: u8) -> Vec<Action> {
    vec![
        Action::Send(vec![0x10, 0x04, n]),
        Action::Wait(limits::STATUS_MS),
    ]
}

/// Runs a job against a script of events; gives the last actions.
fn run(job: &mut PrintJob, events: &[Event<'_>]) -> Vec<Action> {
    events.iter().fold(Vec::new(), |_, event| job.on(*event))
}

const FINE: &[Event<'static>] = &[
    Event::Started,
    Event::Received(&[0x12]),
    Event::Received(&[0x12]),
    Event::Received(&[0x12]),
    Event::Received(&[0x12]),
];

/// A job whose ticket is written.
fn written(proof: Proof) -> PrintJob {
    let mut job = job(proof);
    assert_eq!(run(&mut job, FINE), [Action::Send(TICKET.to_vec())]);
    assert_eq!(job.on(Event::Sent), [Action::Wait(limits::CONFIRM_MS)]);
    job
}

#[test]
fn a_ticket_is_printed_only_by_its_own_confirmation() {
    let mut job = written(Proof::ProcessId);
    let other = [0x37, 0x22, b'0', b'0', b'0', b'2', 0x00];
    assert_eq!(job.on(Event::Received(&other)), []);
    assert_eq!(
        job.on(Event::Received(&[0x00])),
        [],
        "a fence is no proof where ids are"
    );
    assert_eq!(
        job.on(Event::Received(DONE)),
        [Action::Done(Outcome::Printed)]
    );
    assert_eq!(
        written(Proof::Fence).on(Event::Received(&[0])),
        [Action::Done(Outcome::Printed)]
    );
}

#[test]
fn a_confirmation_of_an_earlier_ticket_confirms_nothing() {
    for late in [DONE, &[0x00][..]] {
        let mut job = job(Proof::Fence);
        job.on(Event::Started);
        assert_eq!(job.on(Event::Received(late)), []);
    }
}

#[test]
fn silence_is_unknown_and_never_printed() {
    for proof in [Proof::ProcessId, Proof::Fence] {
        let mut job = written(proof);
        let asked = job.on(Event::TimedOut);
        assert_eq!(asked[0], Action::Send(vec![0x10, 0x04, 1]));
        let silent = [Action::Done(Outcome::Unknown(Doubt::Silent))];
        assert_eq!(job.on(Event::TimedOut), silent);
    }
}

/// A job for a printer left in this step that said it is fine; and what it is sent then.
fn after(step: Step, proof: Proof) -> (PrintJob, Vec<Action>) {
    let mut job = job(proof);
    job.step = step;
    let asked = run(&mut job, FINE);
    (job, asked)
}

/// The step in which a ticket that nobody confirmed leaves a printer.
fn out_of_step(proof: Proof) -> Step {
    let mut job = written(proof);
    run(&mut job, &[Event::TimedOut, Event::TimedOut]);
    job.step()
}

const FENCE: &[u8] = &[0x1D, 0x72, 1];

#[test]
fn a_confirmed_ticket_leaves_the_printer_in_step_and_any_other_does_not() {
    for (proof, confirmed) in [(Proof::ProcessId, DONE), (Proof::Fence, &[0][..])] {
        let mut job = written(proof);
        job.on(Event::Received(confirmed));
        assert_eq!(job.step(), Step::KEPT);
        assert!(!out_of_step(proof).is_kept());
        let mut job = written(proof);
        job.on(Event::Lost);
        assert!(!job.step().is_kept());
    }
}

#[test]
fn a_printer_out_of_step_answers_in_order_before_it_gets_a_ticket() {
    let (mut job, asked) = after(Step::default(), Proof::Fence);
    let stepping = [
        Action::Send(FENCE.to_vec()),
        Action::Wait(limits::STATUS_MS),
    ];
    assert_eq!(asked, stepping);
    let quiet = [Action::Wait(limits::QUIET_MS)];
    assert_eq!(job.on(Event::Received(&[0])), quiet);
    assert_eq!(job.on(Event::TimedOut), [Action::Send(TICKET.to_vec())]);
    job.on(Event::Sent);
    let printed = [Action::Done(Outcome::Printed)];
    assert_eq!(job.on(Event::Received(&[0])), printed);

    let (mut job, asked) = after(Step::default(), Proof::ProcessId);
    let id = [0x1D, 0x28, 0x48, 6, 0, 0x30, 0x30, b'0', b'0', b'0', b'0'];
    assert_eq!(asked[0], Action::Send(id.to_vec()));
    assert_eq!(job.on(Event::Received(DONE)), [], "an old ticket's");
    let answer = [0x37, 0x22, b'0', b'0', b'0', b'0', 0];
    let sent = [Action::Send(TICKET.to_vec())];
    assert_eq!(job.on(Event::Received(&answer)), sent);
}

#[test]
fn an_old_confirmation_is_heard_out_before_the_next_ticket() {
    let (mut job, _) = after(out_of_step(Proof::Fence), Proof::Fence);
    let busy = [Action::Wait(limits::CONFIRM_MS)];
    assert_eq!(job.on(Event::Received(&[0])), busy, "one of two");
    let quiet = [Action::Wait(limits::QUIET_MS)];
    assert_eq!(job.on(Event::Received(&[0])), quiet, "both");
    assert_eq!(job.on(Event::TimedOut), [Action::Send(TICKET.to_vec())]);
    assert_eq!(job.step(), Step::KEPT);
}

#[test]
fn a_ticket_out_of_step_is_sent_at_once_and_never_believed() {
    for (proof, confirmed) in [(Proof::ProcessId, DONE), (Proof::Fence, &[0][..])] {
        let (mut job, _) = after(out_of_step(proof), proof);
        assert_eq!(job.on(Event::TimedOut), [Action::Send(TICKET.to_vec())]);
        let mut seen = job.on(Event::Received(confirmed));
        seen.extend(job.on(Event::Sent));
        seen.extend(job.on(Event::Received(confirmed)));
        seen.extend(job.on(Event::TimedOut));
        let silent = Action::Done(Outcome::Unknown(Doubt::Silent));
        assert_eq!(seen.last(), Some(&silent), "{proof:?}");
        assert!(!job.step().is_kept());
    }
}

#[test]
fn a_printer_that_says_nothing_of_itself_is_brought_into_step_all_the_same() {
    let mut job = job(Proof::Fence);
    job.step = Step::default();
    job.on(Event::Started);
    assert_eq!(job.on(Event::TimedOut)[0], Action::Send(FENCE.to_vec()));
    job.on(Event::Received(&[0]));
    assert_eq!(job.on(Event::TimedOut), [Action::Send(TICKET.to_vec())]);
    job.on(Event::Sent);
    let printed = [Action::Done(Outcome::Printed)];
    assert_eq!(job.on(Event::Received(&[0])), printed);
}

#[test]
fn a_printer_that_forgot_a_request_is_asked_once_more_and_then_believed() {
    let (mut job, _) = after(out_of_step(Proof::Fence), Proof::Fence);
    job.on(Event::Received(&[0]));
    let again = job.on(Event::TimedOut);
    assert_eq!(
        again[0],
        Action::Send(FENCE.to_vec()),
        "one of two is missing"
    );
    job.on(Event::Received(&[0]));
    assert_eq!(job.on(Event::TimedOut), [Action::Send(TICKET.to_vec())]);
    assert_eq!(job.step(), Step::KEPT);

    let (mut job, _) = after(out_of_step(Proof::Fence), Proof::Fence);
    job.on(Event::Received(&[0]));
    job.on(Event::TimedOut);
    assert_eq!(job.on(Event::TimedOut), [Action::Send(TICKET.to_vec())]);
    assert!(!job.step().is_kept(), "it has just stopped");
}

#[test]
fn a_printer_that_may_hold_several_tickets_is_heard_out_for_longer() {
    let mut job = speaking(StatusBy::GsR, Proof::Fence);
    job.step = Step::default();
    run(&mut job, &[Event::Started, Event::Received(&[0])]);
    let busy = [Action::Wait(limits::CONFIRM_MS)];
    assert_eq!(job.on(Event::Received(&[0])), busy);
}

#[test]
fn looks_give_up_asking_who_never_answers_in_order_and_tickets_do_not() {
    let mut step = Step::default();
    let mut asked = Vec::new();
    for _ in 0..5 {
        let mut look = PrintJob::question(&Profile::default(), step);
        let last = run(&mut look, FINE);
        asked.push(last[0] == Action::Send(FENCE.to_vec()));
        look.on(Event::TimedOut);
        step = look.step();
    }
    assert_eq!(asked, [true, true, true, false, false]);
    let (_, asked) = after(step, Proof::Fence);
    assert_eq!(asked[0], Action::Send(FENCE.to_vec()));
}

#[test]
fn who_answers_without_end_is_not_in_step() {
    let (mut job, _) = after(Step::default(), Proof::Fence);
    let noise = vec![0; limits::REPLIES_MAX as usize + 1];
    let sent = Action::Send(TICKET.to_vec());
    assert_eq!(job.on(Event::Received(&noise)).last(), Some(&sent));
    assert!(!job.step().is_kept());
}

#[test]
fn a_look_brings_a_printer_back_into_step() {
    let mut look = PrintJob::question(&Profile::default(), out_of_step(Proof::Fence));
    run(&mut look, FINE);
    let fine = [Action::Done(Outcome::Printed)];
    let answers = [Event::Received(&[0, 0]), Event::TimedOut];
    assert_eq!(run(&mut look, &answers), fine);
    assert_eq!(look.step(), Step::KEPT);
}

#[test]
fn a_question_that_is_answered_too_late_leaves_the_printer_out_of_step() {
    let profile = Profile {
        status: StatusBy::GsR,
        ..Profile::default()
    };
    let mut look = PrintJob::question(&profile, Step::KEPT);
    run(&mut look, &[Event::Started, Event::TimedOut]);
    assert!(!look.step().is_kept());
}

#[test]
fn a_silent_printer_still_gets_its_ticket() {
    let mut job = job(Proof::Fence);
    job.on(Event::Started);
    assert_eq!(job.on(Event::TimedOut), [Action::Send(TICKET.to_vec())]);
}

#[test]
fn where_nothing_can_answer_nothing_is_asked_and_the_ticket_is_unknown() {
    let mut job = job(Proof::Fence);
    assert_eq!(job.on(Event::StartedMute), [Action::Send(TICKET.to_vec())]);
    let silent = [Action::Done(Outcome::Unknown(Doubt::Silent))];
    assert_eq!(job.on(Event::Sent), silent);
    assert_eq!(
        PrintJob::question(&Profile::default(), Step::default()).on(Event::StartedMute),
        silent
    );
}

#[test]
fn a_printer_that_cannot_print_gets_no_byte_of_the_ticket() {
    let mut job = job(Proof::Fence);
    let actions = run(
        &mut job,
        &[Event::Started, Event::Received(&[0x1A, 0x32, 0x12, 0x7E])],
    );
    let failed = Action::Done(Outcome::Failed(Cause::PaperOut));
    assert!(actions.contains(&failed), "{actions:?}");
    assert!(!actions.contains(&Action::Send(TICKET.to_vec())));
}

#[test]
fn a_cause_found_after_the_time_out_makes_it_failed() {
    let mut job = written(Proof::ProcessId);
    job.on(Event::TimedOut);
    let actions = run(&mut job, &[Event::Received(&[0x1A, 0x52, 0x1A, 0x12])]);
    assert_eq!(
        actions.last(),
        Some(&Action::Done(Outcome::Failed(Cause::Cutter)))
    );
}

#[test]
fn a_fence_that_says_no_paper_is_asked_for_the_cause() {
    for reply in [0x0C, 0x0F] {
        let mut job = written(Proof::Fence);
        assert_eq!(job.on(Event::Received(&[reply])), ask(1));
    }
    // Near the end of the roll the ticket is whole.
    let printed = [Action::Done(Outcome::Printed)];
    assert_eq!(written(Proof::Fence).on(Event::Received(&[0x03])), printed);
}

#[test]
fn a_broken_connection_is_failed_before_the_ticket_and_unknown_after() {
    let mut early = job(Proof::Fence);
    early.on(Event::Started);
    assert_eq!(
        early.on(Event::Lost),
        [Action::Done(Outcome::Failed(Cause::Unreachable))]
    );
    let lost = [Action::Done(Outcome::Unknown(Doubt::Lost))];
    assert_eq!(written(Proof::Fence).on(Event::Lost), lost);
}

#[test]
fn a_printer_that_reports_by_itself_is_asked_to_and_its_block_is_the_answer() {
    let mut fine = speaking(StatusBy::Asb, Proof::Fence);
    let asked = fine.on(Event::Started);
    assert_eq!(asked[0], Action::Send(vec![0x1D, 0x61, 0x0F]));
    let sent = [Action::Send(TICKET.to_vec())];
    assert_eq!(fine.on(Event::Received(&[0x10, 0, 0, 0])), sent);

    let mut open = speaking(StatusBy::Asb, Proof::Fence);
    open.on(Event::Started);
    let failed = [Action::Done(Outcome::Failed(Cause::CoverOpen))];
    assert_eq!(open.on(Event::Received(&[0x38, 0, 0, 0])), failed);
}

#[test]
fn a_printer_that_knows_only_its_paper_is_asked_in_order_and_not_while_it_stands_still() {
    let mut out = speaking(StatusBy::GsR, Proof::Fence);
    let asked = out.on(Event::Started);
    assert_eq!(asked[0], Action::Send(vec![0x1D, 0x72, 0x01]));
    let failed = [Action::Done(Outcome::Failed(Cause::PaperOut))];
    assert_eq!(out.on(Event::Received(&[0x0F])), failed);

    let mut fine = speaking(StatusBy::GsR, Proof::Fence);
    let sent = [Action::Send(TICKET.to_vec())];
    assert_eq!(
        run(&mut fine, &[Event::Started, Event::Received(&[0])]),
        sent
    );
    fine.on(Event::Sent);
    let silent = [Action::Done(Outcome::Unknown(Doubt::Silent))];
    assert_eq!(fine.on(Event::TimedOut), silent);

    let mut late = speaking(StatusBy::GsR, Proof::Fence);
    run(&mut late, &[Event::Started, Event::TimedOut, Event::Sent]);
    let first = late.on(Event::Received(&[0]));
    assert_eq!(
        first,
        [],
        "the question's own reply comes before the fence's"
    );
    let printed = [Action::Done(Outcome::Printed)];
    assert_eq!(late.on(Event::Received(&[0])), printed);
}

#[test]
fn a_printer_that_never_speaks_is_neither_asked_nor_waited_for() {
    let mut job = speaking(StatusBy::None, Proof::None);
    assert_eq!(job.on(Event::Started), [Action::Send(TICKET.to_vec())]);
    let silent = [Action::Done(Outcome::Unknown(Doubt::Silent))];
    assert_eq!(job.on(Event::Sent), silent);
    let mute = Profile {
        status: StatusBy::None,
        ..Profile::default()
    };
    assert_eq!(
        PrintJob::question(&mute, Step::KEPT).on(Event::Started),
        silent
    );
}

proptest! {
    #[test]
    fn no_noise_makes_a_ticket_printed_that_was_not_confirmed(
        noise in prop::collection::vec(any::<u8>(), 0..300),
        silences in prop::collection::vec(0_usize..300, 0..4),
    ) {
        let mut job = job(Proof::ProcessId);
        let mut seen = Vec::new();
        seen.extend(job.on(Event::Started));
        for (at, byte) in noise.iter().enumerate() {
            if silences.contains(&at) {
                seen.extend(job.on(Event::TimedOut));
                seen.extend(job.on(Event::Sent));
            }
            seen.extend(job.on(Event::Received(&[*byte])));
        }
        let confirmed = noise.windows(DONE.len()).any(|window| window == DONE);
        prop_assert!(confirmed || !seen.contains(&Action::Done(Outcome::Printed)));
        let ends = seen.iter().filter(|action| matches!(action, Action::Done(_))).count();
        prop_assert!(ends <= 1, "a ticket has one outcome");
    }
}
