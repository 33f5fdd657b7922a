//! A command on its way to the desk.

use crate::store::NoteRow;
use data_encoding::HEXLOWER;
use hall_core::code::RequestId;
use hall_core::device::Actor;
use hall_core::{Command, Request};
use sha2::{Digest, Sha256};

/// A command with what must be stored beside it.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The command and its origin.
    pub request: Request,
    /// Digest of what was asked: the same intent with another body is refused.
    pub digest: String,
    /// Free texts that the command refers to.
    pub notes: Vec<NoteRow>,
}

impl Ask {
    /// A command of the hall itself: no intent to remember, no text.
    pub const fn of_hall(command: Command) -> Self {
        Self::internal(Actor::Hall, command)
    }

    /// A command of the operator at the server's own command line.
    pub const fn of_operator(command: Command) -> Self {
        Self::internal(Actor::Operator, command)
    }

    /// Under what the answer is remembered.
    ///
    /// A number printed offline bears the id of the intent that made it, and the server may have
    /// answered that very intent before the link broke. Handing in is another act with another
    /// answer, so it is remembered beside the first one; paper wins in the rules.
    pub fn intent(&self) -> RequestId {
        let id = self.request.id;
        if id == RequestId(0) || !matches!(self.request.command, Command::HandIn(_)) {
            return id;
        }
        hand_in(id)
    }

    const fn internal(by: Actor, command: Command) -> Self {
        let request = Request {
            by,
            id: RequestId(0),
            random: 0,
            command,
        };
        Self {
            request,
            digest: String::new(),
            notes: Vec::new(),
        }
    }
}

/// Under what the handing-in of a number that `id` made offline is remembered.
pub(super) fn hand_in(id: RequestId) -> RequestId {
    let mut hasher = Sha256::new();
    hasher.update(b"hand-in");
    hasher.update(id.0.to_be_bytes());
    let hash: [u8; 32] = hasher.finalize().into();
    let (head, _) = hash.split_at(16);
    RequestId(u128::from_be_bytes(
        head.try_into().expect("half of 32 bytes is 16"),
    ))
}

/// The digest of an asked-for act: who, what and with which body.
///
/// Who is the post, not the device: one that was enrolled anew repeats what its former self asked
/// and never heard the answer of.
pub fn digest(post: &str, path: &str, body: &serde_json::Value) -> String {
    let mut hasher = Sha256::new();
    hasher.update(post.as_bytes());
    hasher.update([0]);
    hasher.update(path.as_bytes());
    hasher.update([0]);
    hasher.update(body.to_string().as_bytes());
    HEXLOWER.encode(&hasher.finalize()[..16])
}
