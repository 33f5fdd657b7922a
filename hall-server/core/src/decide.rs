//! Deciding a command: events and an answer, or a refusal that changes nothing.

mod admin;
mod at_once;
mod call;
mod callback;
mod case;
mod class;
mod day;
mod done;
mod hand_in;
mod help;
mod message;
mod notice;
mod rate;
mod rectification;
mod register;
mod serve;
mod sign_in;
mod take;
mod tick;
mod window;

use crate::code::{TicketId, WindowNumber};
use crate::command::{Answer, CaseClerk, Command, Named, Request};
use crate::device::{Actor, Role};
use crate::event::Event;
use crate::hall::{DayStage, Hall};
use crate::planted::{self, Bug};
use crate::rectification::RectificationAct;
use crate::refusal::Refusal;
use crate::ticket::Ticket;
use crate::time::Now;
use alloc::vec;
use alloc::vec::Vec;

/// What a command leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// What happens, in order; may be empty.
    pub events: Vec<Event>,
    /// What the caller is told.
    pub answer: Answer,
}

impl Decision {
    fn one(event: Event, answer: Answer) -> Self {
        Self {
            events: vec![event],
            answer,
        }
    }

    fn none(answer: Answer) -> Self {
        Self {
            events: Vec::new(),
            answer,
        }
    }
}

type Decided = Result<Decision, Refusal>;

impl Hall {
    /// Decides a command at `now`. The state does not change; the caller applies the events.
    pub fn decide(&self, now: Now, request: &Request) -> Decided {
        let now = Now {
            at: now.at.max(self.now),
            ..now
        };
        self.check_actor(request)?;
        if self.plan.is_none() && request.command.needs_plan() {
            return match request.command {
                Command::Tick => Ok(Decision::none(Answer::Done)),
                _ => Err(Refusal::DayNotOpen),
            };
        }
        let mut decision = self.decide_command(now, request)?;
        if let Some(window) = self.window_heard_by(request) {
            decision.events.insert(0, Event::WindowHeard { window });
        }
        Ok(decision)
    }

    /// A silent window that asks for something is silent no longer.
    fn window_heard_by(&self, request: &Request) -> Option<WindowNumber> {
        let Actor::Device(id) = request.by else {
            return None;
        };
        let device = self
            .devices
            .get(&id)
            .filter(|device| device.role == Role::Window)?;
        device.window.filter(|number| {
            self.windows
                .get(number)
                .is_some_and(|window| window.silent_since.is_some())
        })
    }

    fn decide_command(&self, now: Now, request: &Request) -> Decided {
        match &request.command {
            Command::Tick => Ok(self.tick(now, request.random)),
            Command::LoadPlan { plan } => self.load_plan(now, plan),
            Command::CloseDay => self.close_day(request.random),
            Command::EnrolDevice {
                role,
                name,
                window,
                department,
                secret,
            } => self.enrol(*role, name, (*window, *department), secret),
            Command::RevokeDevice { device } => self.revoke(*device),
            Command::TakeTicket(take) => self.take(now, request, take),
            Command::LeaseBlock { series } => self.lease(request, *series),
            Command::HandIn(hand_in) => self.hand_in(now, request, hand_in),
            Command::ReportPaper {
                ticket,
                number,
                paper,
                copy,
            } => self.report_paper(*ticket, number.as_deref(), *paper, *copy),
            Command::ReportPrinter { trouble } => Ok(self.report_printer(request.by, *trouble)),
            Command::Restore { ticket } => self.restore(now, *ticket),
            Command::Withdraw { ticket, note } => self.withdraw(*ticket, note.as_ref()),
            Command::Reclass { named, class, note } => self.reclass(*named, *class, note),
            Command::OpenWindow { window, clerk } => self.open_window(*window, *clerk),
            Command::SetCredential {
                clerk,
                factor,
                verifier,
            } => self.set_credential(*clerk, *factor, verifier.as_ref()),
            Command::SignIn {
                window,
                clerk,
                factor,
            } => self.sign_in(now, *window, *clerk, *factor),
            Command::NoteWrongSignIn { window, clerk } => {
                self.note_wrong_sign_in(now, *window, *clerk)
            }
            Command::SignOut { window } => self.sign_out(*window),
            Command::UnlockSignIn { clerk } => self.unlock_sign_in(*clerk),
            Command::PauseWindow {
                window,
                reason,
                minutes,
            } => self.pause_window(now, *window, reason, *minutes),
            Command::CloseWindow { window } => self.close_window(*window),
            Command::CallNext { window } => self.call_next(now, *window),
            Command::CallChosen {
                window,
                ticket,
                note,
            } => self.call_chosen(now, *window, *ticket, note),
            Command::ServeNow { window, take, note } => {
                self.serve_now(now, request, *window, take, note)
            }
            Command::Act { window, named, act } => self.act(now, request.by, *window, *named, act),
            Command::NoteSilence { window } => self.note_silence(*window),
            Command::NoteHeard { window } => self.note_heard(*window),
            Command::AskHelp { window, help } => self.ask_help(*window, *help),
            Command::AcceptHelp { window, help } => self.accept_help(request.by, *window, *help),
            Command::EndHelp { window, help } => self.end_help(request.by, *window, *help),
            Command::Say { note, to } => self.say(note, to),
            Command::PostNotice(content) => self.post_notice(now, content),
            Command::WithdrawNotice { notice } => self.withdraw_notice(*notice),
            Command::Pause { subject, reason } => self.pause(request.by, *subject, reason),
            Command::Resume { subject } => self.resume(request.by, *subject),
            Command::OpenCase { by, case } => self.open_case(now, *by, case),
            Command::MoveCase { by, case, act } => self.move_case(now, *by, *case, act),
            Command::OpenRectification { by, ticket } => self.open_rectification(now, *by, *ticket),
            Command::MoveRectification {
                by,
                rectification,
                act,
            } => self.move_rectification(now, *by, *rectification, act),
            Command::MakeCallback { by, callback } => self.make_callback(now, *by, callback),
            Command::EnterRegister { by, what } => self.enter(now, *by, what),
            Command::Rate {
                ticket,
                level,
                note,
            } => self.rate(now, request.by, *ticket, *level, note.as_ref()),
            Command::NoteRatingAttempt { device, ticket } => {
                Ok(self.note_rating_attempt(*device, *ticket))
            }
            Command::Witness {
                day,
                raised,
                proven,
                ..
            } => Ok(self.witness(now, *day, raised, *proven)),
            Command::BeginGathering { waiting_for } => Ok(self.begin_gathering(waiting_for)),
            Command::NoteHello { device } => Ok(self.note_hello(*device)),
            Command::EndGathering => Ok(self.end_gathering()),
            Command::NoteDisk { low } => Ok(self.note_disk(*low)),
        }
    }

    /// Who may do this at all: the role, and for window and pad the own window.
    fn check_actor(&self, request: &Request) -> Result<(), Refusal> {
        let Actor::Device(id) = request.by else {
            return Ok(());
        };
        let device = self.devices.get(&id).ok_or(Refusal::UnknownDevice)?;
        if device.revoked && !planted::is(Bug::RevokedStillActs) {
            return Err(Refusal::DeviceRevoked);
        }
        if !request.command.allows(device.role) {
            return Err(Refusal::RoleNotAllowed);
        }
        match (device.role, device.window, request.command.window()) {
            (Role::Window, Some(own), Some(asked)) if own != asked => {
                Err(Refusal::OtherWindow { own })
            }
            _ => Ok(()),
        }
    }

    /// The day, if people who hold a number are still served.
    fn check_serving(&self) -> Result<(), Refusal> {
        match self.day.map(|day| day.stage) {
            Some(DayStage::Open | DayStage::Closing) => Ok(()),
            Some(DayStage::Closed) => Err(Refusal::DayClosed),
            None => Err(Refusal::DayNotOpen),
        }
    }

    fn find(&self, id: TicketId) -> Result<&Ticket, Refusal> {
        self.tickets.get(&id).ok_or(Refusal::UnknownTicket)
    }

    /// The ticket a command speaks of: the named one, or the one in hand; at the seen version.
    fn named(&self, window: WindowNumber, named: Named) -> Result<&Ticket, Refusal> {
        let hand = self.windows.get(&window).and_then(|state| state.hand);
        let id = named.ticket.or(hand).ok_or(Refusal::NothingInHand)?;
        self.at_version(id, named.version)
    }

    /// A ticket, unless its author saw another version of it (I27).
    fn at_version(&self, id: TicketId, version: Option<u32>) -> Result<&Ticket, Refusal> {
        let ticket = self.find(id)?;
        match version {
            Some(version) if version != ticket.version && !planted::is(Bug::StaleVersionObeyed) => {
                Err(Refusal::StaleVersion {
                    version: ticket.version,
                })
            }
            _ => Ok(ticket),
        }
    }
}

impl Command {
    /// Whether a device of this role may give the command at all. Deny by default.
    pub fn allows(&self, role: Role) -> bool {
        use Role::{Callback, Guide, Kiosk, Manager, Office, Pad, Window};
        match self {
            Self::TakeTicket(_) | Self::ReportPaper { .. } => matches!(role, Kiosk | Guide),
            Self::LeaseBlock { .. } | Self::HandIn(_) | Self::ReportPrinter { .. } => role == Kiosk,
            Self::Restore { .. } | Self::Withdraw { .. } => matches!(role, Kiosk | Guide | Window),
            Self::Reclass { .. } => role == Guide,
            Self::OpenWindow { .. }
            | Self::SignIn { .. }
            | Self::SignOut { .. }
            | Self::PauseWindow { .. }
            | Self::CloseWindow { .. }
            | Self::CallNext { .. }
            | Self::CallChosen { .. }
            | Self::ServeNow { .. }
            | Self::AskHelp { .. } => role == Window,
            Self::AcceptHelp { .. } | Self::EndHelp { .. } => {
                matches!(role, Window | Guide | Manager)
            }
            Self::Act { act, .. } => match act {
                // A manager frees a window whose clerk is gone.
                crate::command::Act::Release | crate::command::Act::Hold => {
                    matches!(role, Window | Manager)
                }
                _ => role == Window,
            },
            Self::Rate { .. } => role == Pad,
            Self::OpenCase { by, .. } | Self::MoveCase { by, .. } => match by {
                CaseClerk::At(_) => role == Window,
                CaseClerk::Named(_) => role == Office,
            },
            Self::OpenRectification { .. }
            | Self::MakeCallback { .. }
            | Self::EnterRegister { .. } => {
                matches!(role, Callback | Manager)
            }
            Self::MoveRectification { act, .. } => match act {
                RectificationAct::Contact { .. } => matches!(role, Callback | Manager),
                _ => role == Manager,
            },
            Self::LoadPlan { .. }
            | Self::CloseDay
            | Self::RevokeDevice { .. }
            | Self::UnlockSignIn { .. }
            | Self::Say { .. }
            | Self::PostNotice(_)
            | Self::WithdrawNotice { .. }
            | Self::EndGathering => role == Manager,
            Self::Pause { .. } | Self::Resume { .. } => matches!(role, Window | Manager),
            Self::Witness { .. } => role.handles_numbers(),
            Self::Tick
            | Self::EnrolDevice { .. }
            | Self::SetCredential { .. }
            | Self::NoteWrongSignIn { .. }
            | Self::NoteSilence { .. }
            | Self::NoteHeard { .. }
            | Self::BeginGathering { .. }
            | Self::NoteHello { .. }
            | Self::NoteRatingAttempt { .. }
            | Self::NoteDisk { .. } => false,
        }
    }

    /// Whether the command means nothing before the first plan; devices may be enrolled earlier.
    const fn needs_plan(&self) -> bool {
        !matches!(
            self,
            Self::LoadPlan { .. }
                | Self::EnrolDevice { .. }
                | Self::RevokeDevice { .. }
                | Self::BeginGathering { .. }
                | Self::NoteHello { .. }
                | Self::EndGathering
                | Self::NoteDisk { .. }
                | Self::ReportPrinter { .. }
        )
    }

    /// The window the command speaks for.
    pub const fn window(&self) -> Option<WindowNumber> {
        match self {
            Self::OpenWindow { window, .. }
            | Self::SignIn { window, .. }
            | Self::SignOut { window }
            | Self::PauseWindow { window, .. }
            | Self::CloseWindow { window }
            | Self::CallNext { window }
            | Self::CallChosen { window, .. }
            | Self::ServeNow { window, .. }
            | Self::AskHelp { window, .. }
            | Self::OpenCase {
                by: CaseClerk::At(window),
                ..
            }
            | Self::MoveCase {
                by: CaseClerk::At(window),
                ..
            }
            | Self::Act { window, .. } => Some(*window),
            _ => None,
        }
    }
}
