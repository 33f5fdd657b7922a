//! How a clerk signs in: a PIN, a card, and forgiveness for wrong tries.

use super::{AdminError, decide_in, lock};
use crate::control::{self, Order, Reply};
use crate::desk::Outcome;
use crate::proof;
use crate::random::Random;
use hall_core::Command;
use hall_core::code::ClerkCode;
use hall_core::sign_in::Factor;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What changes for a clerk. The proof itself never leaves the program that read it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClerkChange {
    /// Another PIN or card, by its verifier, or none any more.
    Credential {
        /// Who.
        clerk: ClerkCode,
        /// PIN or card.
        factor: Factor,
        /// What it is checked against.
        verifier: Option<String>,
    },
    /// Wrong tries are forgiven.
    Unlock {
        /// Who.
        clerk: ClerkCode,
    },
}

impl ClerkChange {
    /// A new PIN or card.
    pub fn proof(clerk: ClerkCode, factor: Factor, proof: &str) -> Result<Self, AdminError> {
        let verifier = proof::verifier(factor, proof, &Random::System);
        let verifier = verifier.map_err(|error| AdminError::Wrong(error.to_string()))?;
        Ok(Self::Credential {
            clerk,
            factor,
            verifier: Some(verifier),
        })
    }

    /// The clerk has no such proof any more.
    pub const fn without(clerk: ClerkCode, factor: Factor) -> Self {
        Self::Credential {
            clerk,
            factor,
            verifier: None,
        }
    }

    pub(crate) fn command(self) -> Command {
        match self {
            Self::Credential {
                clerk,
                factor,
                verifier,
            } => Command::SetCredential {
                clerk,
                factor,
                verifier,
            },
            Self::Unlock { clerk } => Command::UnlockSignIn { clerk },
        }
    }
}

/// What the caller of a change gets.
pub(crate) fn changed(outcome: Outcome) -> Result<(), AdminError> {
    match outcome {
        Outcome::Refused { refusal, .. } => Err(AdminError::refused(&refusal)),
        Outcome::Accepted { .. } | Outcome::Repeat(_) | Outcome::Reused => Ok(()),
    }
}

/// Changes how a clerk signs in.
pub async fn change(data: &Path, change: ClerkChange) -> Result<(), AdminError> {
    match lock(data)? {
        None => match control::ask(data, &Order::Clerk(change)).await? {
            Reply::Done => Ok(()),
            other => Err(other.into_error()),
        },
        Some(folder) => changed(decide_in(folder, change.command()).await?),
    }
}
