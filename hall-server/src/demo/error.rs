//! Why a demo did not start or did not go on.

use crate::admin::AdminError;
use crate::serve::ServeError;
use crate::store::StoreError;
use hall_device::ApiError;

/// Why a demo did not start or did not go on.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The plan.
    #[error("{0}")]
    Plan(String),
    /// The server.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// Enrolment, report or verification.
    #[error(transparent)]
    Admin(#[from] AdminError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A device could not speak to the server.
    #[error(transparent)]
    Api(#[from] ApiError),
    /// A file, folder or port.
    #[error("{what}: {error}")]
    Io {
        /// Which.
        what: String,
        /// Why.
        error: std::io::Error,
    },
    /// Something that the demo cannot work with.
    #[error("{0}")]
    Said(String),
}

impl DemoError {
    /// A failure of the system with `what`.
    pub(super) fn io(what: &str, error: std::io::Error) -> Self {
        Self::Io {
            what: what.to_owned(),
            error,
        }
    }
}
